package fetch

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxHosts is how many hosts are remembered before those at rest are forgotten.
const maxHosts = 4096

// maxDelay is the longest Crawl-delay that is kept to. One of a day would be a
// Disallow of every page but one.
const maxDelay = 10 * time.Minute

// maxRest is how long a host is left alone at most, whatever it asks.
const maxRest = 24 * time.Hour

// host is what is owed to one host: so many requests at once, and so much time
// between them.
type host struct {
	name  string
	slots chan struct{}
	pace  *rate.Limiter

	mu      sync.Mutex
	guests  int       // who wait or are served
	resting time.Time // nothing before then, as the host asked
	code    int       // the status that it asked so with
	last    time.Time // somebody left
}

// host gives what is known of u's host, and counts the caller as its guest.
func (c *Client) host(u *url.URL) *host {
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[name]
	if h == nil {
		if len(c.hosts) >= maxHosts {
			c.forget()
		}
		h = &host{name: name, slots: make(chan struct{}, c.opts.PerHost), pace: rate.NewLimiter(every(c.opts.Interval), 1)}
		c.hosts[name] = h
	}
	h.mu.Lock()
	h.guests++
	h.mu.Unlock()
	return h
}

// forget drops the hosts at rest, those first that have been for long.
func (c *Client) forget() {
	for _, rest := range [...]time.Duration{maxDelay, 0} {
		for name, h := range c.hosts {
			h.mu.Lock()
			if h.guests == 0 && time.Since(h.last) >= rest {
				delete(c.hosts, name)
			}
			h.mu.Unlock()
		}
		if len(c.hosts) < maxHosts/2 {
			return
		}
	}
}

func every(d time.Duration) rate.Limit {
	if d <= 0 {
		return rate.Inf
	}
	return rate.Every(d)
}

// enter waits for a place and, if paced, for the guest's turn, but no longer than
// most for a host that wants to be left alone. Who got no turn has left.
func (h *host) enter(ctx context.Context, paced bool, most time.Duration) error {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		h.goes()
		return ctx.Err()
	}
	err := h.turn(ctx, paced, most)
	if err != nil {
		h.leave()
	}
	return err
}

func (h *host) turn(ctx context.Context, paced bool, most time.Duration) error {
	for {
		if err := h.paced(ctx, paced); err != nil {
			return err
		}
		h.mu.Lock()
		wait, code := time.Until(h.resting), h.code
		h.mu.Unlock()
		switch {
		case wait <= 0:
			return nil
		case wait > most: // so that a thousand pages do not each wait for it
			return &StatusError{Code: code, RetryAfter: wait}
		}
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// paced keeps the distance to the request before.
func (h *host) paced(ctx context.Context, paced bool) error {
	if !paced {
		return ctx.Err()
	}
	err := h.pace.Wait(ctx)
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("wait for a turn at %s: %w: %w", h.name, context.DeadlineExceeded, err)
}

// leave makes place for the next.
func (h *host) leave() {
	<-h.slots
	h.goes()
}

func (h *host) goes() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.guests--
	h.last = time.Now()
}

// hold keeps everybody waiting for d, as the host asked with a status of code.
func (h *host) hold(d time.Duration, code int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if until := time.Now().Add(min(d, maxRest)); until.After(h.resting) {
		h.resting, h.code = until, code
	}
}

// slow keeps to a Crawl-delay, where it is more than our own interval.
func (c *Client) slow(u *url.URL, delay time.Duration) {
	h := c.host(u)
	defer h.goes()
	if limit := every(max(min(delay, maxDelay), c.opts.Interval)); h.pace.Limit() != limit {
		h.pace.SetLimit(limit)
	}
}
