package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	robotsBytes     = 500 << 10 // what RFC 9309 wants read at least; the rest is left
	robotsRedirects = 5         // by RFC 9309; further ones mean that there is no robots.txt
	robotsDay       = 24 * time.Hour
	robotsLeast     = 5 * time.Minute // before a robots.txt is asked for again, whatever its header says
	robotsMonth     = 30 * robotsDay  // unreachable for so long means that there is none
	maxRules        = 32 << 20        // bytes of rules that are remembered
	maxSites        = 2 * maxHosts    // sites that are remembered
)

// robots is what is known of one site's robots.txt.
type robots struct {
	turn    chan struct{} // one place: who holds it may read and change what follows
	rules   rules
	has     bool      // rules were read at some time, and still serve when the site cannot be reached
	expires time.Time // to be asked again; zero when it never was
	failing time.Time // it could not be reached since; zero when it can
	err     error     // why it could not be reached
}

// allowed asks the robots.txt of u's site whether u may be fetched, and keeps to its
// Crawl-delay.
func (c *Client) allowed(ctx context.Context, u *url.URL) error {
	r := c.site(u)
	select {
	case r.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-r.turn }()
	if now := time.Now(); !now.Before(r.expires) {
		if err := c.ask(ctx, u, r); err != nil {
			return err
		}
	}
	if r.err != nil {
		return fmt.Errorf("%w: %w", ErrNoRobots, r.err)
	}
	c.slow(u, r.rules.delay)
	if !r.rules.allow(u) {
		return ErrRobots
	}
	return nil
}

// site gives what is known of u's site.
func (c *Client) site(u *url.URL) *robots {
	key := u.Scheme + "://" + canonical(u)
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.robots[key]
	if r == nil {
		if len(c.robots) >= maxSites || c.kept > maxRules {
			clear(c.robots) // they are asked again, which is simpler than to choose among them
			c.kept = 0
		}
		r = &robots{turn: make(chan struct{}, 1)}
		c.robots[key] = r
	}
	return r
}

// ask fetches the robots.txt of u's site. The error is one of the context, or of a
// site that nothing may be fetched from.
func (c *Client) ask(ctx context.Context, u *url.URL, r *robots) error {
	at := &url.URL{Scheme: u.Scheme, User: u.User, Host: u.Host, Path: "/robots.txt"}
	v := &visit{client: c, left: c.opts.Total, tries: min(c.opts.Retries, 1), limit: min(robotsBytes, c.opts.MaxBytes), robots: true}
	res, err := v.follow(ctx, at, robotsRedirects, false)
	now := time.Now()
	var status *StatusError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, ErrPrivate):
		return err
	case err == nil:
		read := readRules(res.Body, c.agent)
		c.mu.Lock()
		c.kept += read.size - r.rules.size
		c.mu.Unlock()
		*r = robots{turn: r.turn, rules: read, has: true, expires: now.Add(lifetime(res.Header))}
	case errors.As(err, &status) && status.Code/100 == 4 && status.Permanent(),
		errors.Is(err, ErrRedirects), errors.Is(err, ErrScheme):
		*r = robots{turn: r.turn, has: true, expires: now.Add(robotsDay)} // there is none
	default:
		r.unreachable(now, err)
	}
	return nil
}

// unreachable notes that a robots.txt cannot be read for now. What was read before
// serves on; else nothing may be fetched, until it is plain that there is none.
func (r *robots) unreachable(now time.Time, err error) {
	if r.failing.IsZero() {
		r.failing = now
	}
	r.expires = now.Add(robotsLeast)
	r.err = err
	if r.has || now.Sub(r.failing) > robotsMonth {
		r.err = nil
	}
}

// lifetime is how long a robots.txt serves: a day, or what its header says if that
// is less.
func lifetime(header http.Header) time.Duration {
	for part := range strings.SplitSeq(strings.Join(header.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.ToLower(strings.TrimSpace(part)), "=")
		if s, err := strconv.Atoi(strings.Trim(value, `"`)); err == nil && name == "max-age" && s >= 0 {
			return max(min(time.Duration(min(s, 1e6))*time.Second, robotsDay), robotsLeast)
		}
	}
	return robotsDay
}
