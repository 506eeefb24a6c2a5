package feed_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest/feed"
)

const base = "https://outlet.example/feeds/all.xml"

// rss is an RSS feed of these items.
func rss(items string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Outlet</title><link>https://outlet.example/</link>` + items + `</channel></rss>`
}

func item(inner string) string { return "<item>" + inner + "</item>" }

func atomFeed(entries string) string {
	return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet</title>` + entries + `</feed>`
}

// read gives the entries of a feed that is sound.
func read(t *testing.T, data string) []feed.Entry {
	t.Helper()
	_, entries, err := feed.Entries([]byte(data), base)
	if err != nil {
		t.Fatalf("%v: %.200s", err, data)
	}
	return entries
}

// one is the entry of a feed of one.
func one(t *testing.T, data string) feed.Entry {
	t.Helper()
	entries := read(t, data)
	if len(entries) != 1 {
		t.Fatalf("%d entries in %.200s", len(entries), data)
	}
	return entries[0]
}

func TestKinds(t *testing.T) {
	want := feed.Entry{
		ID: "1", Link: "https://outlet.example/a", Title: "Troops crossed & left", Authors: []string{"Ann Lee", "Bo Ray"},
		Published: "2024-02-06T11:40:00+01:00", Summary: "In short.", Credit: "Meridian Wire", Content: "<p>In full.</p>",
	}
	for name, data := range map[string]string{
		"RSS 2.0": rss(item(`<guid isPermaLink="false">1</guid><link>/a</link><title>Troops crossed &amp;amp; left</title><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Ray</dc:creator>
			<pubDate>Tue, 06 Feb 2024 11:40:00 +0100</pubDate><description>&lt;p&gt;In short.&lt;/p&gt;</description><source url="x">Meridian Wire</source><content:encoded><![CDATA[<p>In full.</p>]]></content:encoded>`)),
		"Atom": atomFeed(`<entry><id>1</id><link rel="self" href="/self"/><link rel="alternate" href="/a"/><title type="html">Troops crossed &amp;amp; left</title><author><name>Ann Lee</name></author><author><name>Bo Ray</name></author>
			<published>2024-02-06T11:40:00+01:00</published><updated>2024-02-07T00:00:00Z</updated><summary>In short.</summary><source><title>Meridian Wire</title></source><content type="html">&lt;p&gt;In full.&lt;/p&gt;</content></entry>`),
	} {
		got := one(t, data)
		got.Updated = ""
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%+v\n%+v", name, got, want)
		}
	}
	want.Credit = ""
	want.Publisher = "Outlet"
	for name, data := range map[string]string{
		"JSON": `{"version":"https://jsonfeed.org/version/1.1","title":"Outlet","items":[{"id":"1","url":"/a","title":"Troops crossed & left","authors":[{"name":"Ann Lee"},{"name":"Bo Ray"}],"date_published":"2024-02-06T11:40:00+01:00","summary":"In short.","content_html":"<p>In full.</p>"}]}`,
		"RSS 1.0": `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel rdf:about="x"><title>Outlet</title></channel>
			<item rdf:about="x"><link>/a</link><title>Troops crossed &amp;amp; left</title><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Ray</dc:creator><dc:date>2024-02-06T11:40:00+01:00</dc:date><description>In short.</description><content:encoded>&lt;p&gt;In full.&lt;/p&gt;</content:encoded></item></rdf:RDF>`,
	} {
		got := one(t, data)
		got.ID, got.Updated = "1", ""
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%+v\n%+v", name, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	for data, want := range map[string]string{
		rss(item(`<link>../a?b=1&amp;c=2</link>`)):                                        "https://outlet.example/a?b=1&c=2",
		rss(item(`<link>//cdn.example/a</link>`)):                                         "https://cdn.example/a",
		rss(item(`<link> https://x.example/a </link>`)):                                   "https://x.example/a",
		rss(item(`<link><![CDATA[https://x.example/a]]></link>`)):                         "https://x.example/a",
		rss(item(`<title>t</title><link>javascript:alert(1)</link>`)):                     "",
		rss(item(`<title>t</title><link>file:///etc/passwd</link>`)):                      "",
		rss(item(`<guid>https://x.example/a</guid>`)):                                     "https://x.example/a",
		rss(item(`<title>t</title><guid isPermaLink="false">https://x.example/a</guid>`)): "",
		rss(item(`<title>t</title>`)):                                                     "",
		atomFeed(`<entry><link href="a"/></entry>`):                                       "https://outlet.example/feeds/a",
		atomFeed(`<entry xml:base="https://x.example/b/c.xml"><link href="a"/></entry>`):  "https://x.example/b/a",
		atomFeed(`<entry xml:base="https://x.example/b/"><link href="a"/></entry>`):       "https://x.example/b/a",
		atomFeed(`<entry xml:base="https://x.example"><link href="a"/></entry>`):          "https://x.example/a",
		atomFeed(`<entry xml:base="/b/c"><link href="a"/></entry>`):                       "https://outlet.example/b/a",
	} {
		if got := one(t, data); got.Link != want {
			t.Errorf("%q, want %q: %s", got.Link, want, data)
		}
	}
}

func TestDates(t *testing.T) {
	for words, want := range map[string]string{
		"Tue, 06 Feb 2024 00:40:00 +0100": "2024-02-06T00:40:00+01:00",
		"Tue, 6 Feb 2024 00:40:00 GMT":    "2024-02-06T00:40:00Z",
		"Tue, 06 Feb 2024 00:40:00 EST":   "2024-02-06T05:40:00Z",
		"6 Feb 2024 00:40:00 +0100":       "2024-02-06T00:40:00+01:00",
		"2024-02-06T00:40:00+01:00":       "2024-02-06T00:40:00+01:00",
		"2024-02-06T00:40:00.000+0100":    "2024-02-06T00:40:00+01:00",
		"2024-02-06":                      "2024-02-06",
		"2024-02-06 00:40:00":             "2024-02-06T00:40:00",
		"yesterday":                       "",
		"":                                "",
		"0001-01-01T00:00:00Z":            "",
		strings.Repeat("1", 100_000):      "",
	} {
		got := one(t, rss(item(`<title>t</title><pubDate>`+words+`</pubDate>`))).Published
		if got != want {
			t.Errorf("%.50s: %q, want %q", words, got, want)
		}
	}
}

func TestPublisher(t *testing.T) {
	for _, c := range []struct{ title, link, want string }{
		{"Outlet", "https://www.outlet.example/a", "Outlet"},
		{"World news | The Outlet", "/a", "The Outlet"},
		{"Outlet: Politics", "/a", "Outlet"},
		{"Politics", "/a", ""},
		{"Outlet", "https://other.example/a", ""},
		{"Clipdesk: Varrow Ridge", "https://aldane-courier.example/a", ""},
		{"Outlet", "http://127.0.0.1/a", ""},
	} {
		data := strings.Replace(rss(item("<link>"+c.link+"</link>")), "Outlet", c.title, 1)
		if got := one(t, data).Publisher; got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	if got := one(t, rss(item("<link>/a</link><dc:publisher>Other</dc:publisher>"))).Publisher; got != "Other" {
		t.Errorf("dc:publisher: %q", got)
	}
}

func TestTwice(t *testing.T) {
	entries := read(t, rss(item(`<guid>g</guid><link>/a</link>`)+item(`<guid>g</guid><link>/a</link>`)))
	if len(entries) != 1 || entries[0].ID != "g" {
		t.Errorf("%+v", entries)
	}
	entries = read(t, rss(item(`<guid>g</guid><link>/a</link>`)+item(`<guid>g</guid><link>/b</link>`)+item(`<link>/c</link>`)))
	if len(entries) != 3 || entries[0].ID == entries[1].ID || entries[2].ID != "https://outlet.example/c" {
		t.Errorf("%+v", entries)
	}
}

func TestEncodings(t *testing.T) {
	text := "Café – “Zürich” €5"
	declared := func(name string) string {
		return strings.Replace(rss(item(`<link>/a</link><title>`+text+`</title>`)), `version="1.0"`, `version="1.0" encoding="`+name+`"`, 1)
	}
	windows, err := charmap.Windows1252.NewEncoder().String(declared("windows-1252"))
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(declared("utf-16"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"utf-8":            declared("utf-8"),
		"mark":             "\ufeff \n" + declared("utf-8"),
		"windows-1252":     windows,
		"called latin-1":   strings.Replace(windows, "windows-1252", "iso-8859-1", 1),
		"called utf-8":     strings.Replace(windows, "windows-1252", "utf-8", 1),
		"utf-16":           wide,
		"utf-8 for latin1": declared("iso-8859-1"),
		"unknown":          declared("x-none"),
	} {
		if got := one(t, data).Title; got != text {
			t.Errorf("%s: %q", name, got)
		}
	}
	for data, want := range map[string]string{
		"a\x01b\x0bc":                              "a b c",
		"a&#1;b&#x1F;c&#xD800;d":                   "a b c d",
		"a&nbsp;b &eacute;":                        "a b é",
		"a & b &unknown; c":                        "a & b &unknown; c",
		"<![CDATA[a <b>b</b>c<br>d &amp; 1 < 2]]>": "a bc d & 1 < 2",
	} {
		if got := one(t, rss(item("<link>/a</link><title>"+data+"</title>"))).Title; got != want {
			t.Errorf("%q: %q", data, got)
		}
	}
	if got := one(t, rss(item("<link>/a</link><title>a\xffb</title>"))).Title; strings.ToValidUTF8(got, "") != got {
		t.Errorf("%q", got)
	}
}

// What a feed says of when to ask again.
func TestTimes(t *testing.T) {
	f, _, err := feed.Entries([]byte(rss(`<ttl>60</ttl><skipHours><hour>0</hour><hour>24</hour><hour>25</hour><hour>x</hour></skipHours><skipDays><day>Sunday</day><day>Noday</day></skipDays>`)), base)
	if err != nil || f.TTL != time.Hour || fmt.Sprint(f.SkipHours, f.SkipDays) != "[0 0] [Sunday]" || f.URL != base || f.Link != "https://outlet.example/" {
		t.Errorf("%+v, %v", f, err)
	}
	f, _, err = feed.Entries([]byte(rss(`<ttl>99999999999999</ttl>`)), base)
	if err != nil || f.TTL < 0 || f.TTL > 400*24*time.Hour {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestRefused(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;"><!ENTITY lol3 "&lol2;&lol2;&lol2;">]><rss version="2.0"><channel>` + item("<title>&lol3;</title>") + `</channel></rss>`
	for name, c := range map[string]struct{ data, want string }{
		"laughs":     {laughs, "entities"},
		"parameter":  {strings.Replace(laughs, `"&lol;&lol;&lol;&lol;"`, `"%lol;"`, 1), "entities"},
		"empty":      {"", "no text"},
		"blank":      {" \n", "no text"},
		"page":       {"<!DOCTYPE html><html><body><p>Not found</p></body></html>", "a web page, not a feed"},
		"text":       {"Not found", "not a feed"},
		"XML":        {"<sitemapindex/>", `"sitemapindex", not a feed`},
		"comment":    {"<!-- only -->", "not a feed"},
		"OPML":       {"<opml/>", "OPML"},
		"JSON":       {`{"error":"none"}`, "not a feed"},
		"torn JSON":  {`{"version":"https://jsonfeed.org/version/1","items":[{`, "JSON"},
		"picture":    {"\x89PNG\r\n\x1a\n\x00\x00\x00", "not text"},
		"deep":       {rss(strings.Repeat("<a>", 2000)), "100 deep"},
		"deep item":  {rss(item("<title>t</title>") + strings.Repeat("<a>", 2000)), "100 deep"},
		"deep JSON":  {`{"items":` + strings.Repeat("[", 2000), "100 deep"},
		"elements":   {rss(strings.Repeat("<a/>", 400_000)), "300000 elements"},
		"entries":    {rss(strings.Repeat("<item/>", 20_000)), "10000 entries"},
		"attributes": {rss("<a " + strings.Repeat(`b="" `, 100_000) + "/>"), "a tag of more than 64 kB"},
		"quoted":     {rss("<a " + strings.Repeat(`b=">" `, 100_000) + "/>"), "a tag of more than 64 kB"},
		"JSON items": {`{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat("{},", 20_000) + "{}]}", "10000 entries"},
		"giant":      {rss(item("<title>" + strings.Repeat("x", 17<<20) + "</title>")), "at most 16"},
		"torn":       {`<rss version="2.0"><channel><title>t</title>`, "EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			f, entries, err := feed.Entries([]byte(c.data), base)
			if f != nil || len(entries) != 0 || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%+v, %d entries, %v: wants %q", f, len(entries), err, c.want)
			}
			if time.Since(begin) > 3*time.Second {
				t.Errorf("took %s", time.Since(begin))
			}
		})
	}
	for _, c := range []string{"deep", "giant"} {
		_, _, err := feed.Entries([]byte(rss(strings.Repeat("<a>", 6<<20))), base)
		if !errors.Is(err, hearsay.ErrTooLarge) {
			t.Errorf("%s: %v", c, err)
		}
	}
}

// What is not refused: long texts, a harmless document type, a root far down.
func TestOdd(t *testing.T) {
	long := strings.Repeat("It's <a href=x>said</a>. ", 20_000)
	for name, data := range map[string]string{
		"long CDATA":   rss(item("<link>/a</link><content:encoded><![CDATA[" + long + "]]></content:encoded>")),
		"long comment": strings.Replace(rss(item("<link>/a</link>")), "?>", "?><!-- "+long+" -->", 1),
		"doctype":      strings.Replace(rss(item("<link>/a</link>")), "?>", `?><!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>`, 1),
		"no XML line":  strings.TrimPrefix(rss(item("<link>/a</link>")), `<?xml version="1.0"?>`),
		"style sheet":  strings.Replace(rss(item("<link>/a</link>")), "?>", `?><?xml-stylesheet href="x"?>`, 1),
		"br in a text": rss(item("<link>/a</link><description>a<br>b<p>c</description>")),
	} {
		if e := one(t, data); e.Link != "https://outlet.example/a" {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// A feed that breaks off gives what was whole.
func TestBreaksOff(t *testing.T) {
	for _, data := range []string{
		rss(item("<link>/a</link>") + item("<link>/b</link>") + "<item><link>/c"),
		rss(item("<link>/a</link>") + item("<link>/b</link>"))[:len(rss(item("<link>/a</link>")+item("<link>/b</link>")))-12],
		`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/>` + item("<link>/a</link>") + item("<link>/b</link>") + "<ite",
		atomFeed(`<entry><link href="/a"/></entry><entry><link href="/b"/></entry><entry><`),
	} {
		data = strings.TrimSuffix(strings.TrimSuffix(data, "</channel></rss>"), "</feed>")
		f, entries, err := feed.Entries([]byte(data), base)
		if f == nil || len(entries) != 2 || entries[1].Link != "https://outlet.example/b" || err == nil || !strings.Contains(err.Error(), "breaks off after 2 entries") {
			t.Errorf("%+v, %+v, %v: %s", f, entries, err, data)
		}
	}
}

func TestNulls(t *testing.T) {
	e := one(t, `{"version":"https://jsonfeed.org/version/1","authors":[null],"items":[null,{"id":7,"url":"/a","authors":[null,{"name":"A"}],"attachments":null,"tags":null,"content_text":"a\n\nb <c>"},null]}`)
	if e.ID != "7" || len(e.Authors) != 1 || e.Content != "<p>a</p>\n<p>b &lt;c&gt;</p>" {
		t.Errorf("%+v", e)
	}
}

func TestSharedFeed(t *testing.T) {
	shared := os.Getenv("HEARSAY_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	data, err := os.ReadFile(filepath.Join(shared, "stories", "ridge-crossing", "feed.xml"))
	if err != nil {
		t.Skip(err)
	}
	f, entries, err := feed.Entries(data, "https://clipdesk.example/ridge-crossing/feed.xml")
	if err != nil || len(entries) != bytes.Count(data, []byte("<item>")) || f.Title != "Clipdesk: Varrow Ridge" || f.Language != "en" {
		t.Fatalf("%+v, %d entries, %v", f, len(entries), err)
	}
	for _, e := range entries {
		if e.Link == "" || e.Title == "" || e.Published == "" || e.Publisher != "" || !strings.HasPrefix(e.ID, "tag:clipdesk") {
			t.Errorf("%+v", e)
		}
	}
	if e := entries[0]; e.Credit != "The Aldane Courier" || e.Published != "2024-02-06T11:40:00+01:00" {
		t.Errorf("%+v", e)
	}
}
