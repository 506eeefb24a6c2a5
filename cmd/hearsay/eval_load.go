package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// evalLoadCommand is `hearsay eval load`.
type evalLoadCommand struct {
	URL string `arg:"" help:"Where hearsay serve serves, on this machine: http://127.0.0.1:8765/."`

	Rate    int           `default:"50" placeholder:"N" help:"Requests a second."`
	Time    time.Duration `default:"30s" placeholder:"TIME" help:"How long to ask."`
	Links   int           `default:"200" placeholder:"N" help:"How many pages of each kind to find and ask for."`
	MaxP99  time.Duration `name:"max-p99" placeholder:"TIME" help:"Fail when 99 of 100 answers of any kind take longer."`
	MaxPage int           `placeholder:"BYTES" help:"Fail when a document's page transfers more."`
}

// Help is what --help adds.
func (c *evalLoadCommand) Help() string {
	return `Finds pages of each kind by their links, then asks for them at random at a steady rate, whether or not the answers to those before have come, and measures from when each was due until it is all there.`
}

// kinds of pages by the beginnings of their paths; each is asked for as often.
var loadKinds = []string{
	"/", "/stories", "/claims", "/documents", "/speakers", "/outlets", "/search", "/review", "/ledger", "/decisions", "/story/", "/claim/", "/document/", "/speaker?", "/outlet?",
	"/api/v1/statements", "/api/v1/claims", "/api/v1/stories", "/api/v1/documents", "/api/v1/changes", "/api/v1/claims/", "/api/v1/documents/", "/api/v1/search",
}

// sample is one answer.
type loadSample struct {
	kind string
	took time.Duration
	size int
}

// Run asks.
func (c *evalLoadCommand) Run(ctx context.Context, m *Main) error {
	base, err := url.Parse(c.URL)
	if err != nil || base.Host == "" {
		return usage("%q is no URL", c.URL)
	}
	if ip := net.ParseIP(base.Hostname()); (ip == nil || !ip.IsLoopback()) && base.Hostname() != "localhost" {
		return usage("%s is not on this machine: nothing else is put under load", base.Host)
	}
	if c.Rate <= 0 || c.Time <= 0 || c.Time > 10*time.Minute {
		return usage("a rate above 0, for ten minutes at most")
	}
	l := &loader{base: base, client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 100, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if err := l.find(ctx, c.Links); err != nil {
		return err
	}
	samples, err := l.ask(ctx, c.Rate, c.Time)
	return errors.Join(c.report(m, samples), err)
}

// loader asks a server.
type loader struct {
	base   *url.URL
	client *http.Client
	pages  map[string][]string // by kind
}

// get asks for a path and gives the answer's body as it was transferred.
func (l *loader) get(ctx context.Context, path string, zip bool) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(l.base.String(), "/")+path, nil)
	if err != nil {
		return nil, err
	}
	if zip {
		req.Header.Set("Accept-Encoding", "gzip")
	}
	resp, err := l.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode >= 400 {
		err = fmt.Errorf("%s: %s", path, resp.Status)
	}
	return body, err
}

var (
	hrefs   = regexp.MustCompile(`href="(/[^"]*)"`)
	itemIDs = regexp.MustCompile(`"id": ?"((?:cl|doc|st|sy)_[0-9a-z]+)"`)
)

// find collects pages of every kind, following the links of lists.
func (l *loader) find(ctx context.Context, most int) error {
	l.pages = make(map[string][]string)
	seen := make(map[string]bool)
	queue := []string{"/", "/stories", "/claims", "/documents", "/speakers", "/outlets", "/review", "/ledger", "/decisions"}
	for _, word := range []string{"minister", "said", "killed", "%22the+president%22", "war*", "police", "court"} {
		queue = append(queue, "/search?q="+word, "/api/v1/search?q="+word)
	}
	for _, list := range []string{"statements", "claims", "stories", "documents", "changes"} {
		queue = append(queue, "/api/v1/"+list, "/api/v1/"+list+"?limit=100")
	}
	for n := 0; len(queue) > 0 && n < 40*len(loadKinds); n++ {
		path := queue[0]
		queue = queue[1:]
		kind := kindOf(path)
		if seen[path] || kind == "" || len(l.pages[kind]) >= most {
			continue
		}
		seen[path] = true
		body, err := l.get(ctx, path, false)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if strings.HasPrefix(path, "/api/") { // there may be none
				continue
			}
			return err
		}
		l.pages[kind] = append(l.pages[kind], path)
		for _, found := range hrefs.FindAllSubmatch(body, -1) {
			next := html.UnescapeString(string(found[1]))
			next, _, _ = strings.Cut(next, "#")
			if k := kindOf(next); k != "" && !seen[next] && len(l.pages[k]) < most {
				queue = append(queue, next)
			}
		}
		if strings.HasPrefix(path, "/api/v1/claims") || strings.HasPrefix(path, "/api/v1/documents") {
			for _, id := range itemIDs.FindAllSubmatch(body, -1) {
				queue = append(queue, map[string]string{"cl": "/api/v1/claims/", "do": "/api/v1/documents/"}[string(id[1][:2])]+string(id[1]))
			}
		}
	}
	return ctx.Err()
}

// kindOf is the kind of a path, the longest beginning that fits; "" for none.
func kindOf(path string) string {
	best := ""
	for _, k := range loadKinds {
		fits := path == k || strings.HasPrefix(path, k+"?")
		if strings.HasSuffix(k, "/") && k != "/" || strings.HasSuffix(k, "?") {
			rest, ok := strings.CutPrefix(path, k)
			fits = ok && !strings.Contains(rest, "/")
		}
		if fits && len(k) > len(best) {
			best = k
		}
	}
	return best
}

// ask asks for pages at random, of each kind as often, at a steady rate.
func (l *loader) ask(ctx context.Context, rate int, length time.Duration) ([]loadSample, error) {
	kinds := slices.Sorted(maps.Keys(l.pages))
	random := rand.New(rand.NewPCG(1, 2))
	var mu sync.Mutex
	var samples []loadSample
	var faults []error
	var wait sync.WaitGroup
	begin := time.Now()
	for n := range int(length.Seconds() * float64(rate)) {
		due := begin.Add(time.Duration(n) * time.Second / time.Duration(rate))
		select {
		case <-time.After(time.Until(due)):
		case <-ctx.Done():
			return samples, ctx.Err()
		}
		kind := kinds[n%len(kinds)]
		path := l.pages[kind][random.IntN(len(l.pages[kind]))]
		wait.Go(func() {
			body, err := l.get(ctx, path, true)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				faults = append(faults, err)
				return
			}
			samples = append(samples, loadSample{kind, time.Since(due), len(body)})
		})
	}
	wait.Wait()
	if len(faults) > 0 {
		return samples, fmt.Errorf("%d requests failed, the first: %w", len(faults), faults[0])
	}
	return samples, nil
}

// report writes the percentiles of each kind and looks at the limits.
func (c *evalLoadCommand) report(m *Main, samples []loadSample) error {
	by := make(map[string][]loadSample)
	for _, s := range samples {
		by[s.kind] = append(by[s.kind], s)
	}
	var faults []error
	for _, kind := range slices.Sorted(maps.Keys(by)) {
		list := by[kind]
		largest := slices.MaxFunc(list, func(a, b loadSample) int { return a.size - b.size }).size
		slices.SortFunc(list, func(a, b loadSample) int { return int(a.took - b.took) })
		p50, p99 := list[len(list)/2].took, list[(len(list)*99-1)/100].took
		fmt.Fprintf(m.Stdout, "%-22s %5d asked   p50 %6.1f ms   p99 %6.1f ms   largest %6.1f kB\n", kind, len(list), p50.Seconds()*1e3, p99.Seconds()*1e3, float64(largest)/1e3)
		if c.MaxP99 > 0 && p99 > c.MaxP99 {
			faults = append(faults, fmt.Errorf("%s: p99 is %s, more than %s", kind, p99.Round(time.Millisecond), c.MaxP99))
		}
		if c.MaxPage > 0 && kind == "/document/" && largest > c.MaxPage {
			faults = append(faults, fmt.Errorf("a document's page transfers %d bytes, more than %d", largest, c.MaxPage))
		}
	}
	return errors.Join(faults...)
}
