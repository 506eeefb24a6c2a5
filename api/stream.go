package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
)

// Streams of events.
const (
	eventStream  = "text/event-stream"
	heartbeat    = 15 * time.Second
	streamFor    = time.Hour        // then the client comes back, and is let in anew
	writeWithin  = 10 * time.Second // or the client is taken for gone
	mostStreams  = 256
	mostOfAUser  = 32
	returnMillis = 3000
)

// places counts the streams that are open.
type places struct {
	mu  sync.Mutex
	all int
	of  map[string]int // by user
}

// take takes a place, or reports false where there is none.
func (p *places) take(user string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all >= mostStreams || p.of[user] >= mostOfAUser {
		return false
	}
	p.all++
	p.of[user]++
	return true
}

func (p *places) leave(user string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all--
	if p.of[user]--; p.of[user] <= 0 {
		delete(p.of, user)
	}
}

// stream is an open stream of events.
type stream struct {
	ctx     context.Context // ends with the client, the API or the stream's hour
	w       http.ResponseWriter
	control *http.ResponseController
}

// stream answers with events.
func (a *API) stream(follow func(*stream)) *streaming {
	return &streaming{func(w http.ResponseWriter, r *http.Request) {
		user := account.From(r.Context()).Name
		if !a.streams.take(user) {
			tell(w, status(http.StatusTooManyRequests, "too many streams are open"))
			return
		}
		defer a.streams.leave(user)
		ctx, stop := context.WithTimeout(r.Context(), streamFor)
		defer stop()
		defer context.AfterFunc(a.ctx, stop)()
		h := w.Header()
		h.Set("Content-Type", eventStream)
		h.Set("Cache-Control", "no-store")
		h.Set("X-Accel-Buffering", "no") // a proxy is to hand on what comes
		w.WriteHeader(http.StatusOK)
		s := &stream{ctx: ctx, w: w, control: http.NewResponseController(w)}
		if r.Method == http.MethodHead || !s.send("retry: "+strconv.Itoa(returnMillis)+"\n\n") {
			return
		}
		follow(s)
	}}
}

// send sends text, and reports whether somebody is there.
func (s *stream) send(text string) bool {
	_ = s.control.SetWriteDeadline(time.Now().Add(writeWithin)) // not every server has deadlines
	if _, err := s.w.Write([]byte(text)); err != nil {
		return false
	}
	return s.control.Flush() == nil && s.ctx.Err() == nil
}

// event sends an event, and reports whether somebody is there. JSON is of one line.
func (s *stream) event(id, name string, data any) bool {
	var b bytes.Buffer
	if id != "" {
		b.WriteString("id: " + id + "\n")
	}
	b.WriteString("event: " + name + "\ndata: ")
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(data) != nil {
		return false
	}
	b.WriteString("\n")
	return s.send(b.String())
}

// wait waits for something to send, with a comment now and then, and reports whether it
// came.
func (s *stream) wait(c <-chan struct{}) bool {
	for {
		beat := time.NewTimer(heartbeat)
		select {
		case <-c:
			beat.Stop()
			return true
		case <-beat.C:
			if !s.send(": still here\n\n") {
				return false
			}
		case <-s.ctx.Done():
			beat.Stop()
			return false
		}
	}
}

// followJob sends what becomes of a job, from a number of outcomes on.
func followJob(s *stream, j *newsroom.Job, last string) {
	sent, err := strconv.Atoi(last)
	if err != nil || sent < 0 {
		sent = 0
	}
	changed, stop := j.Watch()
	defer stop()
	for s.wait(changed) {
		r := recordOfJob(j)
		for ; sent < len(r.Outcomes); sent++ {
			if !s.event(strconv.Itoa(sent+1), "outcome", r.Outcomes[sent]) {
				return
			}
		}
		r.Outcomes = []desk.Outcome{}
		if r.Ended {
			s.event("", "end", r)
			return
		}
		if !s.event("", "progress", r) {
			return
		}
	}
}
