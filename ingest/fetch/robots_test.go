package fetch_test

import (
	"errors"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ingest/fetch"
)

// asking is a client that asks robots.txt.
func asking(change ...func(*fetch.Options)) *fetch.Client {
	return quick(append([]func(*fetch.Options){func(o *fetch.Options) { o.IgnoreRobots = false }}, change...)...)
}

func TestRobots(t *testing.T) {
	var asked atomic.Int32
	at := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			asked.Add(1)
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /\n\nUser-agent: Hearsay\nDisallow: /private\n")
			return
		}
		if r.URL.Path == "/to" {
			http.Redirect(w, r, "/private/page", http.StatusFound)
			return
		}
		_, _ = io.WriteString(w, "page")
	})
	c := asking()
	if _, err := c.Get(t.Context(), at+"/open", fetch.Known{}); err != nil {
		t.Error(err)
	}
	for _, path := range []string{"/private", "/private/page", "/to", "/%70rivate"} {
		_, err := c.Get(t.Context(), at+path, fetch.Known{})
		fails(t, err, at+path, "robots.txt")
		if !errors.Is(err, fetch.ErrRobots) {
			t.Error(err)
		}
	}
	if asked.Load() != 1 {
		t.Errorf("robots.txt was asked for %d times", asked.Load())
	}
	_, err := asking(func(o *fetch.Options) { o.UserAgent = "Other/2" }).Get(t.Context(), at+"/open", fetch.Known{})
	fails(t, err, at, "robots.txt")
}

// What is no robots.txt allows everything, and what cannot be reached nothing
// (RFC 9309, 2.3.1).
func TestRobotsOutOfReach(t *testing.T) {
	for name, c := range map[string]struct {
		robots http.HandlerFunc
		want   string // of the error, "" when the page is fetched
	}{
		"404":       {status(404), ""},
		"401":       {status(401), ""},
		"html":      {saying("<!DOCTYPE html><p>Disallow: /"), ""},
		"empty":     {saying(""), ""},
		"binary":    {saying("\x00\xff\xfe:\x00\nDisallow: /"), ""},
		"circle":    {status(302, "Location", "/robots.txt"), ""},
		"elsewhere": {status(302, "Location", "/rules"), "kept from us"},
		"500":       {status(500), "cannot be read"},
		"429":       {status(429), "cannot be read"},
		"torn":      {torn, "cannot be read"},
		"endless":   {endless([]byte("User-agent: *\nDisallow: /\n")), "kept from us"},
	} {
		t.Run(name, func(t *testing.T) {
			at := serve(t, func(w http.ResponseWriter, r *http.Request) {
				switch r.URL.Path {
				case "/robots.txt":
					c.robots(w, r)
				case "/rules":
					saying("user-agent: *\ndisallow: *")(w, r)
				default:
					saying("page")(w, r)
				}
			})
			_, err := asking().Get(t.Context(), at+"/a", fetch.Known{})
			if c.want == "" && err != nil {
				t.Error(err)
			}
			if c.want != "" {
				fails(t, err, at, c.want)
			}
		})
	}
}

func TestCrawlDelay(t *testing.T) {
	at := serve(t, func(w http.ResponseWriter, r *http.Request) {
		saying("User-agent: *\nCrawl-delay: 0.2\nDisallow:")(w, r)
	})
	c := asking()
	begin := time.Now()
	for range 3 {
		if _, err := c.Get(t.Context(), at+"/a", fetch.Known{}); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(begin); took < 400*time.Millisecond {
		t.Errorf("three pages in %s", took)
	}
}

// No more requests are under way to a host than may be, nor nearer together.
func TestPoliteness(t *testing.T) {
	var mu sync.Mutex
	var now, most int
	var times []time.Time
	at := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		now++
		most = max(most, now)
		times = append(times, time.Now())
		mu.Unlock()
		time.Sleep(70 * time.Millisecond)
		mu.Lock()
		now--
		mu.Unlock()
		_, _ = io.WriteString(w, "page")
	})
	c := quick(func(o *fetch.Options) { o.Interval, o.PerHost = 20*time.Millisecond, 2 })
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			if _, err := c.Get(t.Context(), at, fetch.Known{}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if most != 2 {
		t.Errorf("%d at once", most)
	}
	if all := times[5].Sub(times[0]); all < 90*time.Millisecond {
		t.Errorf("six requests within %s", all)
	}
}
