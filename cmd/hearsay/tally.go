package main

import (
	"errors"
	"io/fs"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest"
)

// tally names the inputs that could not be read and keeps count of them.
type tally struct {
	m              *Main
	bar            *progress
	unread, faults int
}

// add takes note of a result and reports whether there is something to show of it.
func (t *tally) add(res *ingest.Result) bool {
	path := res.Path
	if path == ingest.Stdin {
		path = "standard input"
	}
	if res.Err != nil {
		t.unread++
		t.bar.clear()
		hint := ""
		switch {
		case errors.Is(res.Err, fs.ErrNotExist):
			hint = nearPath(res.Path)
		case errors.Is(res.Err, hearsay.ErrLanguage):
			hint = "; --language en reads it all the same"
		case errors.Is(res.Err, ingest.ErrInternal):
			hint = "; please report this with the input"
		}
		t.m.say("%s: %v%s", path, res.Err, hint)
		return false
	}
	for _, fault := range res.Faults {
		t.faults++
		t.bar.clear()
		t.m.say("%s: %v; please report this with the input", path, fault)
	}
	return true
}

// err is how the run ends: everything was named already.
func (t *tally) err() error {
	switch {
	case t.unread > 0:
		return &exitError{code: exitUnread}
	case t.faults > 0:
		return &exitError{code: exitFailed}
	}
	return nil
}
