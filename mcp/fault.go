package mcp

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/hearsay-news/hearsay/ledger"
)

// fault is what a model is told of a call that cannot be answered: what was wrong, and what
// to try.
type fault struct{ what, try string }

// Error is both.
func (f *fault) Error() string {
	if f.try == "" {
		return f.what
	}
	return f.what + ". Try: " + f.try
}

// wrong makes a fault.
func wrong(try, format string, args ...any) error {
	return &fault{fmt.Sprintf(format, args...), try}
}

// told is what a model is told of an error. What is not its doing is logged, and not told in
// full.
func (s *Server) told(ctx context.Context, tool string, err error) string {
	var f *fault
	switch {
	case errors.As(err, &f):
		return f.Error()
	case errors.Is(err, ledger.ErrQuery):
		return shown(err.Error()) + ". Try: leave that argument out, or write it as the tool's schema says"
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("it took longer than %s. Try: narrower dates, a speaker or a party, a smaller limit or a shorter text", within)
	case errors.Is(err, context.Canceled), ctx.Err() != nil:
		return "the call was cancelled"
	}
	s.Log.Error("mcp", "tool", tool, "err", err)
	return "something went wrong here; the program's log says what. Try: the same again later"
}

// mostShown is how much of what a model sent it is shown again.
const mostShown = 120

// shown cuts what is shown again.
func shown(s string) string {
	cut, whole := clip(s, mostShown)
	if !whole {
		cut += "…"
	}
	return cut
}

// quoted writes a string so that its end can be told and nothing in it is invisible: as
// JSON and Go have them.
func quoted(s string) string { return strconv.Quote(s) }
