package feed_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ingest/feed"
	"github.com/hearsay-news/hearsay/ingest/fetch"
)

// site is a server of some pages, with "HOST" in them standing for its URL.
func site(t *testing.T, pages map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8") // even for the feed
		_, _ = w.Write([]byte(strings.ReplaceAll(body, "HOST", "http://"+r.Host)))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func client() *fetch.Client {
	return fetch.New(fetch.Options{AllowPrivate: true, Interval: -1, Retries: -1})
}

func TestItems(t *testing.T) {
	whole := "<p>" + strings.Repeat("The ministry said on Monday that it had not. ", 20) + "</p>"
	url := site(t, map[string]string{
		"/robots.txt": "user-agent: *\ndisallow: /kept",
		"/page":       "<p>The page.</p>",
		"/feed": rss(
			item(`<link>HOST/page</link><title>The title</title><dc:creator>Ann Lee</dc:creator><pubDate>Tue, 06 Feb 2024 11:40:00 +0100</pubDate><source url="x">Meridian Wire</source>`) +
				item(`<link>gone</link><description>Only so much.</description>`) +
				item(`<link>/whole</link><title>A &lt;i&gt;B&lt;/i&gt; &amp;amp; C</title><content:encoded><![CDATA[`+whole+`]]></content:encoded>`) +
				item(`<link>/short</link><content:encoded>It begins.</content:encoded>`) +
				item(`<link>/kept/page</link>`) +
				item(`<guid isPermaLink="false">n1</guid><title>No page</title><content:encoded>Short and whole.</content:encoded>`) +
				item(`<guid isPermaLink="false">n2</guid><title>Nothing</title>`)),
	})
	type result struct{ name, note, data, err string }
	var got []result
	for item, err := range feed.Items(t.Context(), client(), url+"/feed") {
		r := result{name: item.Name, note: item.Note, data: string(item.Data)}
		if err != nil {
			r.err = err.Error()
		}
		got = append(got, r)
		if len(got) == 1 {
			if item.Title != "The title" || item.Credit != "Meridian Wire" || item.Published != "2024-02-06T11:40:00+01:00" || len(item.Byline) != 1 || item.URL != url+"/page" || item.Header == nil || item.Retrieved.IsZero() {
				t.Errorf("%+v", item)
			}
		}
		if item.Note != "" && (item.Type != "text/html; charset=utf-8" || item.Retrieved.IsZero()) {
			t.Errorf("%+v", item)
		}
	}
	for i, want := range []result{
		{url + "/page", "", "<p>The page.</p>", ""},
		{url + "/gone", "", "", "404"},
		{url + "/whole", "as the page cannot be fetched: fetch " + url + "/whole: the answer is 404", "<title>A B &amp; C</title>", ""},
		{url + "/short", "", "", "404"},
		{url + "/kept/page", "", "", "robots.txt"},
		{url + "/feed#n1", "which names no page", "Short and whole.", ""},
		{url + "/feed#n2", "", "", `"Nothing" has no link`},
	} {
		if i >= len(got) {
			t.Fatalf("%d items", len(got))
		}
		g := got[i]
		if g.name != want.name || !strings.Contains(g.note, want.note) || !strings.Contains(g.data, want.data) || (want.err == "") != (g.err == "") || !strings.Contains(g.err, want.err) {
			t.Errorf("%d: %+v\nwant %+v", i, g, want)
		}
	}
}

func TestItemsOfNoFeed(t *testing.T) {
	url := site(t, map[string]string{"/page": "<html><p>No feed</p></html>", "/torn": rss(item("<link>/page</link>") + "<item><")})
	for path, want := range map[string][]string{
		"/none": {"404"},
		"/page": {"a web page, not a feed"},
		"/torn": {"", "breaks off after 1 entries"},
	} {
		n := 0
		for item, err := range feed.Items(t.Context(), client(), url+path) {
			if n >= len(want) || (err == nil) != (want[n] == "") || err != nil && (!strings.Contains(err.Error(), want[n]) || !strings.Contains(err.Error(), url+path) || item.Name != url+path) {
				t.Errorf("%s: %+v, %v", path, item, err)
			}
			n++
		}
		if n != len(want) {
			t.Errorf("%s: %d items", path, n)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	cancel()
	for _, err := range feed.Items(ctx, client(), url+"/torn") {
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
}
