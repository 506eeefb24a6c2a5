package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ingest/feed"
)

func TestFeedHealth(t *testing.T) {
	dir := t.TempDir()
	list := filepath.Join(dir, "feeds.opml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(list, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(`<opml><body><outline text="A" xmlUrl="https://a.example/"/><outline xmlUrl="https://b.example/"/></body></opml>`)
	feeds, err := readServed(list)
	if err != nil || len(feeds) != 2 {
		t.Fatal(feeds, err)
	}
	at := time.Date(2031, 3, 5, 14, 30, 0, 0, time.UTC)
	h := newFeedHealth(memory{filepath.Join(dir, "feeds")}, feeds)
	if err := h.Remember(t.Context(), "https://b.example/", feed.State{Title: "B", Looked: at, News: at, Next: at, Failures: 2, Fault: "gone"}); err != nil {
		t.Fatal(err)
	}
	if err := h.Remember(t.Context(), "https://c.example/", feed.State{}); err != nil { // none that is watched
		t.Fatal(err)
	}
	// What was remembered is known again when the program is started anew.
	h = newFeedHealth(memory{filepath.Join(dir, "feeds")}, feeds)
	if _, err := h.Recall(t.Context(), "https://b.example/"); err != nil {
		t.Fatal(err)
	}
	got := h.all()
	if len(got) != 2 || got[0].Title != "A" || !got[0].LastLooked.IsZero() {
		t.Errorf("%+v", got)
	}
	if b := got[1]; b.Title != "B" || !b.LastLooked.Equal(at) || !b.LastNew.Equal(at) || !b.Next.Equal(at) || b.Failures != 2 || b.LastError != "gone" {
		t.Errorf("%+v", b)
	}
	h.stopped(errors.New("the queue is gone"))
	if got := h.all(); got[0].LastError != "no longer watched: the queue is gone" {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"", "<opml><body></body></opml>", `<opml><body><outline xmlUrl="file:///etc/passwd"/></body></opml>`} {
		write(bad)
		if _, err := readServed(list); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
	if _, err := readServed(filepath.Join(dir, "none")); err == nil {
		t.Error("a file that there is not is read")
	}
}
