package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"net/http"
	"sync"
	"time"

	"github.com/hearsay-news/hearsay/account"
)

// How long answers to requests with a key are kept, how many of each user, and how long
// they may be and their keys.
const (
	keptFor   = 24 * time.Hour
	keptMost  = 1000
	keptBytes = 64 << 10
	keyBytes  = 255
)

// replies are the answers to requests that had a key, so that one that is made again,
// because the answer to it was lost, is not done again.
type replies struct {
	now func() time.Time
	mu  sync.Mutex
	of  map[string]*shelf // by the user's name
}

// shelf has those of one user.
type shelf struct {
	by    map[string]*reply // by key
	order []string          // keys, the oldest first
}

// reply is one answer, or one that is being made.
type reply struct {
	print [sha256.Size]byte // of the request
	at    time.Time
	done  chan struct{} // closed when it is there, or was given up
	is    *answer       // nil while it is made
}

func newReplies(now func() time.Time) *replies {
	return &replies{now: now, of: make(map[string]*shelf)}
}

// take gives the reply of a key, and reports whether it is the caller's to make.
func (p *replies) take(user, key string, print [sha256.Size]byte) (r *reply, mine bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.of[user]
	if s == nil {
		s = &shelf{by: make(map[string]*reply)}
		p.of[user] = s
	}
	s.tidy(p.now().Add(-keptFor))
	if r := s.by[key]; r != nil {
		return r, false
	}
	r = &reply{print: print, at: p.now(), done: make(chan struct{})}
	s.by[key] = r
	s.order = append(s.order, key)
	return r, true
}

// tidy forgets what is too old, and the oldest of what is too much. What is being made stays.
func (s *shelf) tidy(since time.Time) {
	kept := s.order[:0]
	for i, key := range s.order {
		r := s.by[key]
		if r == nil {
			continue
		}
		if r.is != nil && (r.at.Before(since) || len(kept)+len(s.order)-i > keptMost) {
			delete(s.by, key)
			continue
		}
		kept = append(kept, key)
	}
	s.order = kept
}

// put keeps an answer, or, where it is nil, has the next one with the key make it.
func (p *replies) put(user, key string, r *reply, is *answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.of[user]
	if is != nil {
		r.is = is
	} else if s.by[key] == r {
		delete(s.by, key)
		for i, k := range s.order {
			if k == key {
				s.order = append(s.order[:i], s.order[i+1:]...)
				break
			}
		}
	}
	close(r.done)
}

// once answers a POST; one with a key that was answered before gets that answer.
func (a *API) once(w http.ResponseWriter, r *http.Request, rule *rules, body []byte) {
	key := r.Header.Get("Idempotency-Key")
	if key == "" {
		a.answer(with(r, body)).send(w, r)
		return
	}
	if len(key) > keyBytes {
		tell(w, bad("header.Idempotency-Key", "it may have %d bytes", keyBytes))
		return
	}
	user, print := account.From(r.Context()).Name, fingerprint(r, body)
	for {
		reply, mine := a.replies.take(user, key, print)
		if reply.print != print {
			tell(w, status(http.StatusUnprocessableEntity, "header.Idempotency-Key: it was used for another request"))
			return
		}
		if mine {
			a.keep(r, rule, body, user, key, reply).send(w, r)
			return
		}
		select {
		case <-reply.done:
		case <-r.Context().Done():
			tell(w, status(http.StatusServiceUnavailable, "the request with that key is still being answered"))
			return
		}
		if reply.is != nil { // else it was not kept, and is to be made again
			w.Header().Set("Idempotency-Replayed", "true")
			reply.is.send(w, r)
			return
		}
	}
}

// keep answers a request and keeps the answer where something was done. It goes on where
// the client is gone: the client will ask again.
func (a *API) keep(r *http.Request, rule *rules, body []byte, user, key string, reply *reply) *answer {
	var kept *answer
	defer func() { a.replies.put(user, key, reply, kept) }()
	ctx, stop := context.WithTimeout(context.WithoutCancel(r.Context()), rule.limit)
	defer stop()
	got := a.answer(with(r.WithContext(ctx), body))
	if got.code < http.StatusMultipleChoices && got.body.Len() <= keptBytes {
		kept = got
	}
	return got
}

// fingerprint tells requests apart.
func fingerprint(r *http.Request, body []byte) [sha256.Size]byte {
	var b bytes.Buffer
	for _, s := range []string{r.Method, r.URL.Path, r.URL.RawQuery, r.Header.Get("Content-Type"), r.Header.Get("If-Match")} {
		b.WriteString(s)
		b.WriteByte(0)
	}
	sum := sha256.Sum256(body)
	b.Write(sum[:])
	return sha256.Sum256(b.Bytes())
}
