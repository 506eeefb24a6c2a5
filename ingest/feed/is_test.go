package feed_test

import (
	"testing"

	"github.com/hearsay-news/hearsay/ingest/feed"
)

func TestIs(t *testing.T) {
	for _, c := range []struct {
		data string
		want bool
	}{
		{"<rss version='2.0'>", true},
		{"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- made by hand -->\n<?xml-stylesheet href='x'?><feed xmlns='http://www.w3.org/2005/Atom'>", true},
		{"<rdf:RDF>", true},
		{`{"version": "https://jsonfeed.org/version/1.1"}`, true},
		{`{"version": "1"}`, false},
		{"<!doctype html><title>rss</title>", false},
		{"<?xml version='1.0'?><html>", false},
		{"<?xml", false},
		{"<!-- ", false},
		{"The <rss> element", false},
		{"", false},
	} {
		if got := feed.Is([]byte(c.data)); got != c.want {
			t.Errorf("%q: %v", c.data, got)
		}
	}
}
