package feed_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ingest/feed"
)

func TestReadOPML(t *testing.T) {
	got, err := feed.ReadOPML(strings.NewReader(`<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="2.0"><head><title>Mine</title></head><body>
 <outline text="News">
  <outline text="World/Asia">
   <outline type="rss" text="A" title="Agency &amp; Sons" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/" language="en" category="/Wire/State, Kept"/>
  </outline>
  <outline text="B" xmlUrl="https://b.example/rss"><outline text="C" XMLURL="https://c.example/rss"/></outline>
 </outline>
 <outline><outline text="D" xmlUrl="https://d.example/rss"/></outline>
 <outline text="Also"><outline text="A" xmlUrl="https://a.example/rss"/></outline>
 <outline text="Empty"/>
</body></opml>`))
	want := []feed.Feed{
		{URL: "https://a.example/rss", Title: "Agency & Sons", Link: "https://a.example/", Language: "en", Categories: []string{"News/World∕Asia", "Wire/State", "Kept", "Also"}},
		{URL: "https://b.example/rss", Title: "B", Categories: []string{"News"}},
		{URL: "https://c.example/rss", Title: "C", Categories: []string{"News"}},
		{URL: "https://d.example/rss", Title: "D"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n%+v\n%+v", err, got, want)
	}
	var b bytes.Buffer
	if err := feed.WriteOPML(&b, got); err != nil {
		t.Fatal(err)
	}
	again, err := feed.ReadOPML(&b)
	if err != nil || !reflect.DeepEqual(again, want) {
		t.Errorf("written and read again: %v\n%+v", err, again)
	}
}

func TestRefusedOPML(t *testing.T) {
	for data, want := range map[string]string{
		"":                      "no",
		"<rss/>":                "no OPML",
		"<html></html>":         "no OPML",
		"<opml><body><outline ": "EOF",
		"<opml>" + strings.Repeat("<outline>", 1000):     "100 deep",
		`<!DOCTYPE a [<!ENTITY a "&b;">]><opml/>`:        "entities",
		"<opml>" + strings.Repeat("<outline/>", 400_000): "elements",
		"<opml>" + strings.Repeat(" ", 17<<20):           "more than 16 MB",
	} {
		feeds, err := feed.ReadOPML(strings.NewReader(data))
		if feeds != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, %v", data, feeds, err)
		}
	}
	if feeds, err := feed.ReadOPML(strings.NewReader("<opml/>")); err != nil || feeds != nil {
		t.Errorf("%v, %v", feeds, err)
	}
}
