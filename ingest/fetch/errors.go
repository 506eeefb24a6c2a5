package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/hearsay-news/hearsay"
)

var (
	// ErrPrivate marks a request to an address that is not of the public internet.
	ErrPrivate = errors.New("not a public address")
	// ErrRobots marks a page that the site's robots.txt keeps from us.
	ErrRobots = errors.New("kept from us by robots.txt")
	// ErrNoRobots marks a page of a site whose robots.txt cannot be read for now.
	ErrNoRobots = errors.New("its robots.txt cannot be read, which forbids every page for now (RFC 9309)")
	// ErrScheme marks a URL that is neither http nor https.
	ErrScheme = errors.New("only http and https are fetched")
	// ErrRedirects marks redirects that lead round in a circle, or on and on.
	ErrRedirects = errors.New("redirected without end")
	// ErrTimeout marks a server that takes longer than it may.
	ErrTimeout = errors.New("too slow")
)

// StatusError is an answer of a status that brings no page.
type StatusError struct {
	Code       int
	RetryAfter time.Duration // what the server asks for, 0 when it says nothing
}

// Error gives the status in figures and words.
func (e *StatusError) Error() string {
	text := fmt.Sprintf("the answer is %d", e.Code)
	if name := http.StatusText(e.Code); name != "" {
		text += " " + name
	}
	if e.RetryAfter > 0 {
		text += fmt.Sprintf(", to be asked again in %s", e.RetryAfter.Round(time.Second))
	}
	return text
}

// Permanent reports whether a further try is in vain, as far as can be told.
func (e *StatusError) Permanent() bool { return !passing(e.Code) }

// passing reports whether an answer of this status may be another one soon.
func passing(code int) bool {
	switch code {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	}
	return code >= 500
}

func tooLarge(limit int64) error {
	return fmt.Errorf("more than %s: %w", size(limit), hearsay.ErrTooLarge)
}

// size is a number of bytes as people read it.
func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// tooSlow is the error of a limit of time.
func tooSlow(what string, limit time.Duration) error {
	return fmt.Errorf("%s within %s: %w", what, limit, ErrTimeout)
}
