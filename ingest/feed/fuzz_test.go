package feed_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/ingest/feed"
)

// Whatever a feed holds, its entries are told apart, and their links can be fetched.
func FuzzEntries(f *testing.F) {
	f.Add([]byte(rss(item(`<guid>1</guid><link>/a</link><title>A &amp;amp; b</title><pubDate>Tue, 06 Feb 2024 11:40:00 +0100</pubDate><source url="x">W</source>`))))
	f.Add([]byte(atomFeed(`<entry xml:base="/b/c"><id>1</id><link href="a"/><content type="xhtml"><div xmlns="x"><p>y</p></div></content><source><title>W</title></source></entry>`)))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"url":"/a","content_text":"x\n\ny","authors":[{"name":"A"}]},null]}`))
	f.Add([]byte(`<?xml version="1.0" encoding="iso-8859-1"?><rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><item><link>a</link></item><ite`))
	f.Add([]byte(`<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, entries, err := feed.Entries(data, base)
		if (got == nil) != (err != nil && len(entries) == 0) && got == nil {
			t.Fatalf("no feed, and %v", err)
		}
		if err != nil && strings.Contains(err.Error(), "panicked") {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, e := range entries {
			if seen[e.ID] {
				t.Fatalf("twice %q", e.ID)
			}
			seen[e.ID] = true
			if e.Link != "" && !strings.HasPrefix(e.Link, "http://") && !strings.HasPrefix(e.Link, "https://") {
				t.Fatalf("link %q", e.Link)
			}
			for _, s := range append([]string{e.Title, e.Credit, e.Publisher, e.Published, e.Updated, e.Summary}, e.Authors...) {
				if !utf8.ValidString(s) || strings.Contains(s, "\n") || strings.TrimSpace(s) != s {
					t.Fatalf("%q", s)
				}
			}
		}
	})
}

// A list that was read is the same when it is written and read again.
func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="A/B"><outline text="C" xmlUrl="https://c.example/" category="x/y,z"/></outline></body></opml>`))
	f.Add([]byte(`<opml><outline text=" "><outline><outline xmlUrl="&#10;u" title="a&amp;amp;b"/></outline>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		feeds, err := feed.ReadOPML(bytes.NewReader(data))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := feed.WriteOPML(&b, feeds); err != nil {
			t.Fatal(err)
		}
		again, err := feed.ReadOPML(&b)
		if err != nil || len(again) != len(feeds) {
			t.Fatalf("%d of %d, %v", len(again), len(feeds), err)
		}
	})
}
