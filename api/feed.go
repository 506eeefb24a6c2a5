package api

import (
	"crypto/rand"
	"encoding/hex"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// How many changes are kept for those who come back, and how long they are looked for when
// nobody follows.
const (
	feedMost   = 10_000
	feedLinger = 10 * time.Minute
)

// feed numbers the changes as they come, while somebody follows them and a while longer, so
// that who was cut off goes on where they were.
type feed struct {
	api *API

	mu        sync.Mutex
	epoch     string // of the numbers: another one each time that nobody had looked
	first     int    // number of the first that is kept
	kept      []changeRecord
	wake      chan struct{} // closed when there is more
	followers int
	alone     time.Time // since when nobody follows
	running   bool
}

func newFeed(a *API) *feed { return &feed{api: a, wake: make(chan struct{})} }

// join begins to look for changes where nobody does, and counts a follower.
func (f *feed) join() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.followers++
	if f.running || f.api.ctx.Err() != nil {
		return
	}
	raw := make([]byte, 6)
	_, _ = rand.Read(raw) // it never fails
	f.epoch, f.first, f.kept, f.running = hex.EncodeToString(raw), 1, nil, true
	views, stop := f.api.Newsroom.Live.Watch()
	f.api.wait.Go(func() {
		defer stop()
		f.look(views)
	})
}

func (f *feed) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.followers--
	f.alone = time.Now()
}

// look keeps the changes of the views as they come.
func (f *feed) look(views <-chan *live.View) {
	tick := time.NewTicker(feedLinger / 4)
	defer tick.Stop()
	for {
		select {
		case v := <-views:
			f.add(v.New)
		case <-tick.C:
			if f.idle() {
				return
			}
		case <-f.api.ctx.Done():
			return
		}
	}
}

// idle ends the looking where nobody has followed for long.
func (f *feed) idle() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.followers > 0 || time.Since(f.alone) < feedLinger {
		return false
	}
	f.running, f.kept = false, nil
	return true
}

func (f *feed) add(events []live.Event) {
	if len(events) == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range events {
		f.kept = append(f.kept, recordOfChange(e))
	}
	if over := len(f.kept) - feedMost; over > 0 {
		f.kept = append([]changeRecord(nil), f.kept[over:]...)
		f.first += over
	}
	close(f.wake)
	f.wake = make(chan struct{})
}

// next gives the changes behind a number, the number of the first of them and what tells of
// more; it reports false where some behind it are not kept.
func (f *feed) next(after int) (changes []changeRecord, first int, more <-chan struct{}, whole bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	at, whole := after+1-f.first, true
	if at < 0 {
		at, whole = 0, false
	}
	at = min(at, len(f.kept))
	return f.kept[at:], f.first + at, f.wake, whole
}

// start gives the number behind which a client goes on; it reports false where it may have
// missed some.
func (f *feed) start(last string) (after int, whole bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	end := f.first + len(f.kept) - 1
	if last == "" {
		return end, true
	}
	epoch, n, _ := strings.Cut(last, "-")
	after, err := strconv.Atoi(n)
	if err != nil || epoch != f.epoch || after < f.first-1 || after > end {
		return end, false
	}
	return after, true
}

// resetEvent is told to a client that may have missed something.
type resetEvent struct {
	Why string `json:"why"`
}

// follow sends the changes behind the last one that a client had.
func (f *feed) follow(s *stream, last string) {
	f.join()
	defer f.leave()
	reset := resetEvent{"changes may have been missed: ask " + Root + "/changes"}
	after, whole := f.start(last)
	if !whole && !s.event(f.id(after), "reset", reset) {
		return
	}
	if last == "" && !s.send("id: "+f.id(after)+"\n\n") { // where it is, should it be cut off before anything comes
		return
	}
	for {
		changes, first, more, whole := f.next(after)
		if !whole && !s.event(f.id(first-1), "reset", reset) {
			return
		}
		for i := range changes {
			if !s.event(f.id(first+i), "change", changes[i]) {
				return
			}
		}
		after = first + len(changes) - 1
		if !s.wait(more) {
			return
		}
	}
}

// id is the ID of the event of a number.
func (f *feed) id(n int) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.epoch + "-" + strconv.Itoa(n)
}
