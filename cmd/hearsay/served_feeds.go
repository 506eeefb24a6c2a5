package main

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync"

	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/feed"
	"github.com/hearsay-news/hearsay/web"
)

// readServed reads the list of feeds that a server watches; "" is none.
func readServed(path string) ([]feed.Feed, error) {
	if path == "" {
		return nil, nil
	}
	feeds, err := readFeeds(path)
	if err != nil {
		return nil, err
	}
	if len(feeds) == 0 {
		return nil, usage("%s lists no feed", path)
	}
	for i := range feeds {
		if !desk.IsURL(feeds[i].URL) {
			return nil, usage("%s is no URL of a feed", feeds[i].URL)
		}
	}
	return feeds, nil
}

// watch watches feeds while the server serves. shown says how they fare, nil where there
// is none; end ends it.
func (c *serveCommand) watch(ctx context.Context, b *bench, feeder *desk.Desk, feeds []feed.Feed, recorded func(), log *slog.Logger) (shown func() []web.FeedHealth, end func()) {
	if len(feeds) == 0 {
		return nil, func() {}
	}
	h := newFeedHealth(memory{filepath.Join(b.place.dir, "feeds")}, feeds)
	w := feed.Watch{Client: c.client(), Memory: h}
	for i := range feeds {
		w.Feeds = append(w.Feeds, feeds[i].URL)
	}
	ctx, stop := context.WithCancel(ctx)
	var watching sync.WaitGroup
	watching.Go(func() {
		err := feeder.Feed(ctx, w.Items(ctx), nil, func(o *desk.Outcome) {
			if o.Fault != "" {
				log.Warn("watch feeds", "name", o.Name, "fault", o.Fault)
			}
			recorded()
		})
		if err != nil && ctx.Err() == nil {
			log.Error("feeds are no longer watched", "err", err)
			h.stopped(err)
		}
	})
	return h.all, func() { stop(); watching.Wait() }
}

// feedHealth keeps what a watch remembers, and says how its feeds fare by it.
type feedHealth struct {
	feed.Memory
	mu   sync.Mutex
	list []web.FeedHealth
	at   map[string]int // place in list by URL
}

func newFeedHealth(m feed.Memory, feeds []feed.Feed) *feedHealth {
	h := &feedHealth{Memory: m, at: make(map[string]int, len(feeds))}
	for i := range feeds {
		h.at[feeds[i].URL] = i
		h.list = append(h.list, web.FeedHealth{URL: feeds[i].URL, Title: feeds[i].Title})
	}
	return h
}

// Recall gives what was seen of a feed.
func (h *feedHealth) Recall(ctx context.Context, url string) (feed.State, error) {
	st, err := h.Memory.Recall(ctx, url)
	if err == nil {
		h.note(url, &st)
	}
	return st, err
}

// Remember keeps what was seen of a feed.
func (h *feedHealth) Remember(ctx context.Context, url string, st feed.State) error {
	h.note(url, &st)
	return h.Memory.Remember(ctx, url, st)
}

func (h *feedHealth) note(url string, st *feed.State) {
	h.mu.Lock()
	defer h.mu.Unlock()
	i, ok := h.at[url]
	if !ok {
		return
	}
	x := &h.list[i]
	x.LastLooked, x.LastNew, x.Failures, x.LastError, x.Next = st.Looked, st.News, st.Failures, st.Fault, st.Next
	if x.Title == "" {
		x.Title = st.Title
	}
}

// stopped says of all feeds that they are looked at no more.
func (h *feedHealth) stopped(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i := range h.list {
		h.list[i].LastError = "no longer watched: " + err.Error()
	}
}

// all says how the feeds fare now.
func (h *feedHealth) all() []web.FeedHealth {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]web.FeedHealth(nil), h.list...)
}
