package fetch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// visit is one Get: what it may still spend.
type visit struct {
	client *Client
	known  Known
	left   time.Duration // for its requests
	tries  int           // further ones
	limit  int64         // bytes of the answer
	// robots says that it is a robots.txt that is asked for: it waits for no turn, as
	// it comes once a day, and what fits into the limit is taken of it.
	robots bool
}

// follow asks for u and for what it redirects to. Each redirect is a request of
// its own: to another host it waits for that host's turn and asks its robots.txt.
func (v *visit) follow(ctx context.Context, u *url.URL, most int, ask bool) (*Response, error) {
	var chain []Hop
	seen := map[string]bool{}
	for {
		address := bare(u)
		if seen[address] {
			return nil, fmt.Errorf("%w: %s", ErrRedirects, circle(chain, address))
		}
		seen[address] = true
		if len(chain) > most {
			return nil, fmt.Errorf("%w: more than %d redirects, the last to %s", ErrRedirects, most, shown(address))
		}
		if ask {
			if err := v.client.allowed(ctx, u); err != nil {
				return nil, behind(chain, u, err)
			}
		}
		res, err := v.request(ctx, u)
		if err != nil {
			return nil, behind(chain, u, err)
		}
		if !redirects(res.Status) {
			res.URL, res.Chain = address, chain
			return res, nil
		}
		next, err := target(u, res)
		if err != nil {
			return nil, behind(chain, u, err)
		}
		chain = append(chain, Hop{URL: address, Status: res.Status})
		u = next
	}
}

// bare is a URL without what is private in it.
func bare(u *url.URL) string {
	plain := *u
	plain.User = nil
	return plain.String()
}

// behind names the URL of an error when it is another than the one that was asked for.
func behind(chain []Hop, u *url.URL, err error) error {
	if len(chain) == 0 {
		return err
	}
	return fmt.Errorf("redirected to %s: %w", shown(bare(u)), err)
}

// circle names the redirects from where they come round again.
func circle(chain []Hop, address string) string {
	var names []string
	for _, hop := range chain {
		if hop.URL == address || names != nil {
			names = append(names, shown(hop.URL))
		}
	}
	if len(names) > 4 {
		names = append(append(names[:2:2], "…"), names[len(names)-1])
	}
	return strings.Join(append(names, shown(address)), " → ")
}

func redirects(code int) bool {
	switch code {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// target is where an answer redirects to.
func target(u *url.URL, res *Response) (*url.URL, error) {
	to := res.Header.Get("Location")
	if to == "" {
		return nil, fmt.Errorf("the answer %d redirects, and does not say where to", res.Status)
	}
	if len(to) > maxAddress {
		return nil, fmt.Errorf("redirected to a URL of %d bytes, at most %d are taken", len(to), maxAddress)
	}
	next, err := u.Parse(to)
	if err != nil {
		return nil, fmt.Errorf("redirected to %q: not a URL", shown(to))
	}
	if next, err = checked(next); err != nil {
		return nil, fmt.Errorf("redirected to %s: %w", shown(to), err)
	}
	return next, nil
}

// failure is a try that failed.
type failure struct {
	err   error
	again bool          // the next may not
	wait  time.Duration // what the server asks for before the next
}

// request asks for u until it is answered, or the failures are too many.
func (v *visit) request(ctx context.Context, u *url.URL) (*Response, error) {
	pause := v.client.opts.Pause
	for tried := 1; ; tried++ {
		res, fail := v.try(ctx, u)
		if fail == nil {
			return res, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		switch {
		case fail.again && fail.wait > v.client.opts.MaxWait: // the error says how long
			return nil, fail.err
		case !fail.again || v.tries <= 0 || v.left <= 0:
			if tried > 1 {
				return nil, fmt.Errorf("%w (tried %d times)", fail.err, tried)
			}
			return nil, fail.err
		}
		v.tries--
		wait := max(fail.wait, pause/2+rand.N(max(pause, 1))) // spread, so that many do not come back all at once
		pause = min(2*pause, v.client.opts.MaxWait)
		if err := sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// try asks for u once, when it is this request's turn.
func (v *visit) try(ctx context.Context, u *url.URL) (*Response, *failure) {
	h := v.client.host(u)
	if err := h.enter(ctx, !v.robots, v.client.opts.MaxWait); err != nil {
		return nil, &failure{err: err}
	}
	defer h.leave()
	begun := time.Now()
	defer func() { v.left -= time.Since(begun) }()

	limited, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	timer := time.AfterFunc(v.left, func() { cancel(tooSlow("no whole answer", v.client.opts.Total)) })
	defer timer.Stop()
	req, err := v.asking(limited, u)
	if err != nil {
		return nil, &failure{err: err}
	}
	answer, err := v.client.http.RoundTrip(req)
	if err != nil {
		return nil, v.unanswered(limited, err)
	}
	defer answer.Body.Close()
	res := &Response{Status: answer.StatusCode, Header: answer.Header, Fetched: time.Now()}
	switch code := answer.StatusCode; {
	case redirects(code):
		return res, nil
	case code == http.StatusNotModified && v.known != Known{}:
		res.NotModified = true
		return res, nil
	case code < 200 || code > 299 || code == http.StatusPartialContent:
		fail := &failure{again: passing(code), wait: RetryAfter(answer.Header, time.Now())}
		fail.err = &StatusError{Code: code, RetryAfter: fail.wait}
		if fail.again {
			h.hold(fail.wait, code) // it is the host that is busy, not one page of it
		}
		return nil, fail
	}
	var fail *failure
	res.Body, fail = v.read(limited, cancel, answer)
	if fail != nil {
		return nil, fail
	}
	return res, nil
}

// asking makes the request for u.
func (v *visit) asking(ctx context.Context, u *url.URL) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	if user := u.User; user != nil {
		password, _ := user.Password()
		req.SetBasicAuth(user.Username(), password)
	}
	req.Header.Set("User-Agent", v.client.opts.UserAgent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8")
	req.Header.Set("Accept-Language", "en, *;q=0.5")
	req.Header.Set("Accept-Encoding", accepted)
	if v.known.ETag != "" {
		req.Header.Set("If-None-Match", v.known.ETag)
	}
	if v.known.LastModified != "" {
		req.Header.Set("If-Modified-Since", v.known.LastModified)
	}
	return req, nil
}

// RetryAfter reads the header field of that name, seconds or a date; 0 when there
// is none.
func RetryAfter(header http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if s, err := strconv.ParseFloat(value, 64); err == nil {
		const most = 366 * 24 * 3600
		if s > 0 { // false for what is not a number
			return time.Duration(min(s, most) * float64(time.Second))
		}
		return 0
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}
