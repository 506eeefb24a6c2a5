package openai

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay"
)

// statusError is an answer of another status than 200.
type statusError struct {
	code int
	text string // what to tell the user
	said string // the server's own words, as they came
}

// Error is what to tell the user.
func (e *statusError) Error() string { return e.text }

// attempt is how one try went.
type attempt struct {
	data  []byte
	err   error
	again int           // how often a failure of this kind is worth another try
	wait  time.Duration // what the server asks for, 0 when it says nothing
}

// send posts a request until it is answered, or the failures are too many.
func (c *Client) send(ctx context.Context, body []byte) ([]byte, error) {
	pause := c.opts.Pause
	for tries := 1; ; tries++ {
		got := c.try(ctx, body)
		switch {
		case got.err == nil:
			return got.data, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case got.wait > longest:
			return nil, fmt.Errorf("%w; it asks to wait %s, which is too long", got.err, got.wait.Round(time.Second))
		case tries > min(got.again, c.opts.Retries):
			if tries > 1 {
				got.err = fmt.Errorf("%w (tried %d times)", got.err, tries)
			}
			c.note(got.err)
			return nil, got.err
		}
		wait := max(got.wait, pause/2+rand.N(pause)) // spread, so that workers do not come back all at once
		pause = min(2*pause, longest/4)
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil, ctx.Err()
		}
	}
}

// note keeps an error that every further request would meet, so that a thousand
// articles do not each wait for it.
func (c *Client) note(err error) {
	var status *statusError
	refused := errors.As(err, &status) && (status.code == http.StatusUnauthorized || status.code == http.StatusNotFound)
	if refused || c.unreached(err) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.fatal = err
	}
}

// unreached reports whether nobody listens at the endpoint, nor has ever.
func (c *Client) unreached(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial" && !c.answered.Load()
}

// try posts a request once. The time for it covers the whole answer, so that one
// that drips is cut off as well.
func (c *Client) try(ctx context.Context, body []byte) attempt {
	limited, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(limited, http.MethodPost, c.opts.Endpoint.String(), bytes.NewReader(body))
	if err != nil {
		return attempt{err: c.safe(stripped(err))}
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "hearsay")
	if c.opts.Key != "" {
		req.Header.Set("Authorization", "Bearer "+c.opts.Key)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return c.failed(limited, err)
	}
	defer res.Body.Close()
	c.answered.Store(true)
	data, err := io.ReadAll(io.LimitReader(res.Body, c.opts.MaxBytes+1))
	if c.opts.Key != "" { // should a server repeat it, no message does
		data = bytes.ReplaceAll(data, []byte(c.opts.Key), []byte("[key]"))
	}
	switch {
	case res.StatusCode != http.StatusOK:
		return c.status(res, data)
	case err != nil:
		return c.failed(limited, err)
	case int64(len(data)) > c.opts.MaxBytes:
		return attempt{err: fmt.Errorf("the answer of %s is %w: more than %d bytes", shown(c.opts.Endpoint), hearsay.ErrTooLarge, c.opts.MaxBytes)}
	}
	return attempt{data: data}
}

// failed is a request that got no whole answer.
func (c *Client) failed(ctx context.Context, err error) attempt {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		// What took too long once takes as long again as a rule.
		return attempt{again: 1, err: fmt.Errorf("no answer of %s within %s", shown(c.opts.Endpoint), c.opts.Timeout)}
	}
	again := c.opts.Retries
	var unknown *net.DNSError
	switch {
	case errors.As(err, &unknown) && unknown.IsNotFound:
		again = 0
	case c.unreached(err):
		again = 1
	}
	return attempt{again: again, err: c.safe(fmt.Errorf("ask %s: %w", shown(c.opts.Endpoint), stripped(err)))}
}

// stripped takes the address off an error of package http: it may hold a key in its
// query.
func stripped(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		return ue.Err
	}
	return err
}

// status is an answer of another status than 200.
func (c *Client) status(res *http.Response, data []byte) attempt {
	e := &statusError{code: res.StatusCode, said: message(data)}
	got := attempt{err: e, wait: retryAfter(res.Header.Get("Retry-After"), time.Now())}
	who := shown(c.opts.Endpoint)
	switch e.code {
	case http.StatusUnauthorized: // the server's words may quote the key
		e.text = fmt.Sprintf("%s refuses the key (401): %s", who, c.aboutKey())
		return got
	case http.StatusNotFound:
		e.text = fmt.Sprintf("%s is not there (404), or has no model %q: %s", who, c.opts.Model, excerpt(e.said))
		return got
	}
	e.text = fmt.Sprintf("%s answers %d %s: %s", who, e.code, http.StatusText(e.code), excerpt(e.said))
	if to := res.Header.Get("Location"); e.code/100 == 3 && to != "" {
		e.text = fmt.Sprintf("%s redirects to %s; if that is right, name it as the endpoint", who, excerpt(c.hide(to)))
	}
	spent := strings.Contains(string(data[:min(len(data), 4096)]), "insufficient_quota")
	switch {
	case e.code == http.StatusTooManyRequests && !spent, e.code == http.StatusRequestTimeout,
		e.code >= 500 && e.code != http.StatusNotImplemented:
		got.again = c.opts.Retries
	}
	return got
}

// aboutKey says what to look at when a key was refused.
func (c *Client) aboutKey() string {
	switch {
	case c.opts.Key != "":
		return "is the one in the environment variable " + c.opts.KeyName + " right?"
	case c.opts.KeyName != "":
		return "none was sent, as the environment variable " + c.opts.KeyName + " is not set"
	}
	return "none was sent; --api-key-env names the environment variable that holds it"
}

// hide takes the key out of a text, should a server repeat it.
func (c *Client) hide(s string) string {
	if c.opts.Key == "" {
		return s
	}
	return strings.ReplaceAll(s, c.opts.Key, "[key]")
}

// safe takes the key out of an error's words.
func (c *Client) safe(err error) error {
	if err == nil || c.opts.Key == "" || !strings.Contains(err.Error(), c.opts.Key) {
		return err
	}
	return errors.New(c.hide(err.Error()))
}

// retryAfter reads the header of that name, seconds or a date; 0 when there is none.
func retryAfter(header string, now time.Time) time.Duration {
	header = strings.TrimSpace(header)
	if s, err := strconv.ParseFloat(header, 64); err == nil {
		if s > 0 && s < 1e6 {
			return time.Duration(s * float64(time.Second))
		}
		if s >= 1e6 {
			return 1e6 * time.Second
		}
		return 0
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}
