package feed_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hearsay-news/hearsay/ingest/feed"
	"github.com/hearsay-news/hearsay/ingest/fetch"
	"github.com/hearsay-news/hearsay/ingest/source"
)

// outlet answers as a server would, without a network: time is made up in these
// tests, which sockets know nothing of.
type outlet struct {
	mu     sync.Mutex
	feed   string
	status int
	header map[string]string
	broken map[string]int // pages that fail, how often still
	asked  map[string][]time.Time
}

func newOutlet(feed string) *outlet {
	return &outlet{feed: feed, header: map[string]string{}, broken: map[string]int{}, asked: map[string][]time.Time{}}
}

func (o *outlet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	path := r.URL.Path
	o.asked[path] = append(o.asked[path], time.Now())
	if o.broken[path] > 0 {
		o.broken[path]--
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	if path != "/feed" {
		_, _ = w.Write([]byte("page " + path))
		return
	}
	tag := fmt.Sprintf(`"%08x"`, crc32.ChecksumIEEE([]byte(o.feed)))
	w.Header().Set("ETag", tag)
	for name, value := range o.header {
		w.Header().Set(name, value)
	}
	switch {
	case o.status != 0:
		w.WriteHeader(o.status)
	case r.Header.Get("If-None-Match") == tag:
		w.WriteHeader(http.StatusNotModified)
	default:
		_, _ = w.Write([]byte(o.feed))
	}
}

// Get is as that of a fetch.Client.
func (o *outlet) Get(ctx context.Context, url string, known fetch.Known) (*fetch.Response, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	req := httptest.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	req.Header.Set("If-None-Match", known.ETag)
	rec := httptest.NewRecorder()
	o.ServeHTTP(rec, req)
	res := rec.Result()
	switch {
	case res.StatusCode == http.StatusNotModified:
		return &fetch.Response{URL: url, Status: 304, NotModified: true, Header: res.Header, Fetched: time.Now()}, nil
	case res.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("fetch %s: %w", url, &fetch.StatusError{Code: res.StatusCode, RetryAfter: fetch.RetryAfter(res.Header, time.Now())})
	}
	return &fetch.Response{URL: url, Status: 200, Header: res.Header, Body: rec.Body.Bytes(), Fetched: time.Now()}, nil
}

func (o *outlet) set(change func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change()
}

// gaps are the times between the looks at the feed.
func (o *outlet) gaps() []time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	var out []time.Duration
	for i := 1; i < len(o.asked["/feed"]); i++ {
		out = append(out, o.asked["/feed"][i].Sub(o.asked["/feed"][i-1]))
	}
	return out
}

// memory is a Memory whose states go through JSON, as a store's would.
type memory struct {
	mu  sync.Mutex
	got map[string][]byte
}

func (m *memory) Recall(_ context.Context, url string) (st feed.State, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if data := m.got[url]; data != nil {
		err = json.Unmarshal(data, &st)
	}
	return st, err
}

func (m *memory) Remember(_ context.Context, url string, st feed.State) (err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.got == nil {
		m.got = map[string][]byte{}
	}
	m.got[url], err = json.Marshal(st)
	return err
}

const feedURL = "https://outlet.example/feed"

// watch watches for so long, and gives the names of the items, with "!" before
// errors and "*" before what replaces another.
func watch(t *testing.T, w feed.Watch, long time.Duration) (names []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	w.Feeds = append(w.Feeds, feedURL, feedURL)
	var last error
	for item, err := range w.Items(ctx) {
		last = err
		if ctx.Err() != nil {
			break
		}
		names = append(names, mark(item, err)+strings.TrimPrefix(item.Name, "https://outlet.example"))
	}
	if !errors.Is(last, context.DeadlineExceeded) {
		t.Errorf("the watch ended with %v", last)
	}
	return names
}

func mark(item *source.Item, err error) string {
	switch {
	case err != nil:
		return "!"
	case item.Replaces != "":
		return "*"
	}
	return ""
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func within(t *testing.T, gap, least, most time.Duration) {
	t.Helper()
	if gap < least || gap > most {
		t.Errorf("%s, want %s to %s", gap, least, most)
	}
}

func links(names ...string) string {
	var b strings.Builder
	for _, name := range names {
		b.WriteString(item("<link>" + name + "</link>"))
	}
	return rss(b.String())
}

// What is new comes once, over restarts too, and the interval follows the feed.
func TestWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, m := newOutlet(links("/a", "/b")), &memory{}
		w := feed.Watch{Client: o, Memory: m}
		same(t, watch(t, w, 72*time.Hour), "/a", "/b")
		gaps := o.gaps()
		within(t, gaps[0], 15*time.Minute, 17*time.Minute)
		within(t, gaps[len(gaps)-1], 6*time.Hour, 7*time.Hour)
		if len(gaps) > 25 {
			t.Errorf("%d looks in three days", len(gaps))
		}

		o.set(func() { o.feed = links("/c", "/a", "/b") })
		same(t, watch(t, w, 7*time.Hour), "/c")
		same(t, watch(t, w, 7*time.Hour))
		if n := len(o.asked["/a"]); n != 1 {
			t.Errorf("an entry was fetched %d times", n)
		}
	})
}

// A feed that changes all the time is looked at every five minutes.
func TestWatchBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOutlet("")
		go func() {
			for n := range 100 {
				o.set(func() { o.feed = links(fmt.Sprintf("/%d", n)) })
				time.Sleep(4 * time.Minute)
			}
		}()
		time.Sleep(time.Second)
		watch(t, feed.Watch{Client: o}, 5*time.Hour)
		gaps := o.gaps()
		within(t, gaps[len(gaps)-1], 5*time.Minute, 6*time.Minute)
		synctest.Wait()
		time.Sleep(3 * time.Hour)
	})
}

// Errors back off and end nothing; a page that fails is tried three times.
func TestWatchFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOutlet(links("/a", "/b"))
		o.broken["/a"], o.broken["/b"], o.broken["/feed"] = 1, 9, 3
		got := watch(t, feed.Watch{Client: o, Memory: &memory{}}, 24*time.Hour)
		same(t, got, "!/feed", "!/feed", "!/feed", "!/a", "!/b", "/a", "!/b", "!/b")
		gaps := o.gaps()
		within(t, gaps[0], 5*time.Minute, 6*time.Minute)
		within(t, gaps[1], 10*time.Minute, 11*time.Minute)
		within(t, gaps[2], 20*time.Minute, 22*time.Minute)
	})
	synctest.Test(t, func(t *testing.T) {
		o := newOutlet("<html>")
		if got := watch(t, feed.Watch{Client: o}, 48*time.Hour); len(got) < 8 || len(got) > 20 || got[0] != "!/feed" {
			t.Errorf("%q", got)
		}
	})
}

// Servers and feeds that want to be left alone are.
func TestWatchWaits(t *testing.T) {
	for name, c := range map[string]struct {
		feed        string
		status      int
		header      [2]string
		least, most time.Duration
	}{
		"ttl":           {links(), 0, [2]string{}, 15 * time.Minute, 17 * time.Minute},
		"ttl of hours":  {rss("<ttl>600</ttl>"), 0, [2]string{}, 10 * time.Hour, 11*time.Hour + time.Minute},
		"ttl of years":  {rss("<ttl>6000000</ttl>"), 0, [2]string{}, 24 * time.Hour, 27 * time.Hour},
		"cache":         {links(), 0, [2]string{"Cache-Control", "public, Max-Age=7200"}, 2 * time.Hour, 133 * time.Minute},
		"retry":         {links(), 429, [2]string{"Retry-After", "36000"}, 10 * time.Hour, 11*time.Hour + time.Minute},
		"retry at":      {links(), 503, [2]string{"Retry-After", "Sat, 01 Jan 2000 05:00:00 GMT"}, 5 * time.Hour, 331 * time.Minute},
		"skipped hours": {rss("<skipHours><hour>0</hour><hour>1</hour><hour>2</hour></skipHours>"), 0, [2]string{}, 3 * time.Hour, 190 * time.Minute},
		"skipped days":  {rss("<skipDays><day>Saturday</day></skipDays>"), 0, [2]string{}, 24 * time.Hour, 25 * time.Hour},
		"all days": {rss("<skipDays><day>Saturday</day><day>Sunday</day><day>Monday</day><day>Tuesday</day><day>Wednesday</day><day>Thursday</day><day>Friday</day></skipDays>"),
			0, [2]string{}, 15 * time.Minute, 17 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // it is Saturday, 1 January 2000, midnight UTC
				o := newOutlet(c.feed)
				o.status = c.status
				if c.header[0] != "" {
					o.header[c.header[0]] = c.header[1]
				}
				watch(t, feed.Watch{Client: o}, 72*time.Hour)
				within(t, o.gaps()[0], c.least, c.most)
			})
		})
	}
}

// What the feed says was updated comes again, unless it says so of everything.
func TestWatchUpdates(t *testing.T) {
	entries := func(n int, updated func(i int) string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<entry><id>%d</id><link href="/%d"/><updated>%s</updated></entry>`, i, i, updated(i))
		}
		return atomFeed(b.String())
	}
	before, after := "2024-02-06T11:40:00Z", "2024-02-07T11:40:30.0Z"
	synctest.Test(t, func(t *testing.T) {
		o, m := newOutlet(entries(5, func(int) string { return before })), &memory{}
		watch(t, feed.Watch{Client: o, Memory: m}, time.Hour)
		o.set(func() { o.feed = entries(5, func(i int) string { return []string{after, before}[min(i, 1)] }) })
		same(t, watch(t, feed.Watch{Client: o, Memory: m}, 12*time.Hour), "*/0")
		o.set(func() { o.feed = entries(6, func(int) string { return "2024-02-08T12:00:00Z" }) })
		same(t, watch(t, feed.Watch{Client: o, Memory: m}, 12*time.Hour), "/5")
	})
}

// A watch that is left, or whose caller panics, ends; what the caller did not come
// back from comes again.
func TestWatchLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, m := newOutlet(links("/a", "/b", "/c")), &memory{}
		w := feed.Watch{Client: o, Memory: m, Feeds: []string{feedURL}}
		n := 0
		for range w.Items(t.Context()) {
			if n++; n == 2 {
				break
			}
		}
		func() {
			defer func() { _ = recover() }()
			for item := range w.Items(t.Context()) {
				if !strings.HasSuffix(item.Name, "/b") {
					t.Error(item.Name)
				}
				panic("the caller's")
			}
		}()
		same(t, watch(t, feed.Watch{Client: o, Memory: m}, time.Hour), "/b", "/c")
	})
}

type broken struct{ memory }

func (*broken) Recall(context.Context, string) (feed.State, error) {
	return feed.State{}, errors.New("disk gone")
}

func TestWatchForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		same(t, watch(t, feed.Watch{Client: newOutlet(links("/a")), Memory: &broken{}}, time.Hour), "!/feed", "/a")
	})
}

// Feeds do not wait for one another beyond the places that there are.
func TestWatchMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := feed.Watch{Client: newOutlet(links("/a")), Jobs: 2}
		for n := range 500 {
			w.Feeds = append(w.Feeds, fmt.Sprintf("https://outlet%d.example/feed", n))
		}
		if got := watch(t, w, time.Minute); len(got) != 501 {
			t.Errorf("%d items", len(got))
		}
	})
}
