package feed

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest/fetch"
	"github.com/hearsay-news/hearsay/ingest/source"
)

// maxTries is how often an entry's page is tried before it is given up.
const maxTries = 3

// often is after how many entries the state is remembered in the midst of a look.
const often = 50

// Watch looks at feeds again and again and fetches what is new in them: the more
// often a feed changes, the more often. It asks only for what has changed, and waits
// as the feed (ttl, skipHours, skipDays) and its server (Cache-Control, Retry-After)
// want.
type Watch struct {
	Client Getter
	Feeds  []string // URLs
	Memory Memory   // nil to begin anew each time

	Least, Most time.Duration // between two looks at one feed; 0 for the constants
	Jobs        int           // feeds looked at at once; 0 for 8
}

func (w *Watch) least() time.Duration {
	if w.Least > 0 {
		return w.Least
	}
	return Least
}

func (w *Watch) most() time.Duration {
	most := w.Most
	if most <= 0 {
		most = Most
	}
	return max(most, w.least())
}

// Items gives what is new in the feeds as it comes, as the function Items would,
// until ctx ends; the error of ctx is the last. A feed that cannot be read is an
// error under its name each time, and is looked at ever less often. An entry whose
// page cannot be fetched for now is tried again with the next looks, and is an error
// each time. One that the feed says was updated comes again, and Replaces its link.
//
// An entry counts as seen when the caller has come back for the next item. Should
// the program be killed, the last entries may come twice.
func (w *Watch) Items(ctx context.Context) source.Items {
	return func(yield func(*source.Item, error) bool) {
		inner, cancel := context.WithCancel(ctx)
		var wait sync.WaitGroup
		defer wait.Wait()
		defer cancel()
		jobs := w.Jobs
		if jobs <= 0 {
			jobs = 8
		}
		found := make(chan delivery)
		places := make(chan struct{}, jobs)
		known := make(map[string]bool, len(w.Feeds))
		for _, address := range w.Feeds {
			if known[address] {
				continue
			}
			known[address] = true
			wait.Go(func() {
				(&look{watch: w, url: address, found: found, places: places}).run(inner)
			})
		}
		for {
			select {
			case d := <-found:
				if !d.hand(yield) {
					return
				}
			case <-ctx.Done():
				yield(&source.Item{Name: "feeds"}, ctx.Err())
				return
			}
		}
	}
}

// delivery is an item on its way to the caller.
type delivery struct {
	item  *source.Item
	err   error
	taken chan bool // says whether the caller came back for more; closed without a word if it panicked
}

// hand gives the item to the caller and reports whether it wants more.
func (d *delivery) hand(yield func(*source.Item, error) bool) (more bool) {
	defer close(d.taken)
	more = yield(d.item, d.err)
	d.taken <- more
	return more
}

// look is what watches one feed.
type look struct {
	watch  *Watch
	url    string
	found  chan<- delivery
	places chan struct{}
	state  State
	feed   *Feed // as read last, nil when it was not
}

// run looks at the feed until ctx ends.
func (l *look) run(ctx context.Context) {
	l.recall(ctx)
	for ctx.Err() == nil {
		// A clock that was put back must not stop the watch for years.
		pause := min(time.Until(l.state.Next), patience+7*24*time.Hour+time.Hour)
		if !rest(ctx, pause) {
			return
		}
		select {
		case l.places <- struct{}{}:
		case <-ctx.Done():
			return
		}
		l.once(ctx)
		<-l.places
	}
}

func rest(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// deliver gives an item to the caller. It reports false when the watch ends first.
func (l *look) deliver(ctx context.Context, item *source.Item, err error) bool {
	d := delivery{item: item, err: err, taken: make(chan bool, 1)}
	select {
	case l.found <- d:
		return <-d.taken
	case <-ctx.Done():
		return false
	}
}

// fault delivers an error of the feed as such.
func (l *look) fault(ctx context.Context, err error) {
	l.deliver(ctx, &source.Item{Name: l.url}, err)
}

func (l *look) recall(ctx context.Context) {
	if l.watch.Memory == nil {
		return
	}
	st, err := l.watch.Memory.Recall(ctx, l.url)
	if err != nil {
		if ctx.Err() == nil {
			l.fault(ctx, fmt.Errorf("recall the feed %s: %w", l.url, err))
		}
		return
	}
	l.state = st
}

// remember keeps the state even when the watch ends, or because it does.
func (l *look) remember(ctx context.Context) {
	if l.watch.Memory == nil {
		return
	}
	keep, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := l.watch.Memory.Remember(keep, l.url, l.state); err != nil {
		l.fault(ctx, fmt.Errorf("remember the feed %s: %w", l.url, err))
	}
}

// once looks at the feed once and settles when to look again.
func (l *look) once(ctx context.Context) {
	defer l.remember(ctx)
	res, err := l.watch.Client.Get(ctx, l.url, l.state.Known)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		l.failed(ctx, err)
		return
	}
	news := false
	if !res.NotModified {
		f, entries, err := read(res.Body, res.URL, res.Header.Get("Content-Type"))
		if f == nil {
			l.failed(ctx, named(l.url, err))
			return
		}
		l.feed = f
		var whole bool
		if news, whole = l.entries(ctx, entries, res.Fetched); ctx.Err() != nil {
			return // what is left is for the next time, which must not hear that nothing changed
		}
		l.state.current(entries)
		l.state.Known = res.Known()
		if err != nil {
			l.fault(ctx, named(l.url, err))
		}
		if err != nil || !whole {
			l.state.Known = fetch.Known{}
		}
	}
	l.state.Failures, l.state.Fault = 0, ""
	l.state.Interval = l.watch.adapt(l.state.Interval, news)
	now := time.Now()
	l.state.Looked = now
	if news {
		l.state.News = now
	}
	if l.feed != nil && l.feed.Title != "" {
		l.state.Title = l.feed.Title
	}
	l.state.Next = next(now, max(l.state.Interval, asked(l.feed, res.Header, now)), l.feed)
}

// failed delivers a fault of the feed and looks again later, each time later.
func (l *look) failed(ctx context.Context, err error) {
	l.fault(ctx, err)
	wait := l.watch.backOff(l.state.Failures)
	l.state.Failures++
	l.state.Looked, l.state.Fault = time.Now(), err.Error()
	var status *fetch.StatusError
	if errors.As(err, &status) {
		wait = max(wait, min(status.RetryAfter, patience))
	}
	l.state.Next = next(time.Now(), wait, nil)
}

// entries delivers what is new. Whole says that nothing is left to be tried again.
func (l *look) entries(ctx context.Context, entries []Entry, fetched time.Time) (news, whole bool) {
	at := make(map[string]int, len(l.state.Seen))
	for i := range l.state.Seen {
		at[l.state.Seen[i].Entry] = i
	}
	updates := l.updates(entries, at)
	whole = true
	for i := range entries {
		e := &entries[i]
		id := digest(e.ID)
		place, known := at[id]
		if !known {
			place = len(l.state.Seen)
		} else if was := l.state.Seen[place]; was.Tries == 0 && (!updates || e.Updated == "" || e.Updated == was.Updated) {
			l.state.Seen[place].Updated = e.Updated
			continue
		}
		news = news || !known || l.state.Seen[place].Tries == 0
		item, err := e.item(ctx, l.watch.Client, l.url, fetched)
		if ctx.Err() != nil {
			return news, false
		}
		if known && l.state.Seen[place].Tries == 0 {
			item.Replaces = e.Link
		}
		if !l.deliver(ctx, item, err) {
			return news, false
		}
		if !known {
			at[id] = place
			l.state.Seen = append(l.state.Seen, Seen{Entry: id})
		}
		s := &l.state.Seen[place]
		s.Updated = e.Updated
		if s.Tries++; err == nil || lasting(err) || s.Tries >= maxTries {
			s.Tries = 0
		}
		whole = whole && s.Tries == 0
		if fetched := i + 1; fetched%often == 0 {
			l.remember(ctx)
		}
	}
	return news, whole
}

// updates reports whether the feed is to be believed when it says that entries were
// updated. There are feeds that say so of all of them at each look.
func (l *look) updates(entries []Entry, at map[string]int) bool {
	known, updated := 0, 0
	for i := range entries {
		if place, ok := at[digest(entries[i].ID)]; ok {
			known++
			if entries[i].Updated != l.state.Seen[place].Updated {
				updated++
			}
		}
	}
	return updated < 4 || updated*2 <= known
}

// lasting reports whether a page that could not be fetched will not be tomorrow.
func lasting(err error) bool {
	var status *fetch.StatusError
	if errors.As(err, &status) {
		return status.Permanent()
	}
	for _, e := range [...]error{fetch.ErrRobots, fetch.ErrPrivate, fetch.ErrScheme, fetch.ErrRedirects, hearsay.ErrTooLarge} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
