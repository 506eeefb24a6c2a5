package export_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
	"github.com/hearsay-news/hearsay/internal/inline"
	"github.com/hearsay-news/hearsay/record"
)

func page(t *testing.T, doc *hearsay.Document, sts []hearsay.Statement) string {
	t.Helper()
	var out bytes.Buffer
	w := export.NewHTML(&out, record.Extractor{Model: "fast", Version: "1"})
	if err := w.Write(doc, sts); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// nodes calls do with every element of a page.
func nodes(t *testing.T, page string, do func(n *html.Node)) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			do(n)
		}
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func TestHTMLMarks(t *testing.T) {
	doc, sts := inline.Parse("headline| [S1 Drevia] [C1 denies] [T1 raid]\n\n[S2 It] [C2 said] [T2 so.\n\nAnd [S3 he] [C3 said] [T3 more]].")
	got := page(t, doc, sts)
	for _, want := range []string{
		`<div class="block headline" dir="auto"><span class="zone">headline</span><span class="source"><a class="number" href="#d1-r1" aria-label="source of statement 1">1</a>Drevia</span> <span class="cue">denies</span> <mark class="content" id="d1-s1">`,
		`<tr id="d1-r3" class="nested1"><th scope="row"><a href="#d1-s3">3</a> in&nbsp;<a href="#d1-r2">2</a></th>`,
		"<caption>3 statements, read by model fast 1;",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// What a statement was resolved to stands in the table: who, through whom, the act, how
// surely, the figures.
func TestHTMLTable(t *testing.T) {
	doc, sts := inline.Known()
	got := page(t, doc, sts)
	for _, want := range []string{
		`<b>Drevian Defence Ministry</b> <bdi>(Norland)</bdi><span class="via">via <bdi>Plain Wire</bdi></span><span class="note" title="resolved by: title">as written: <bdi>The ministry</bdi></span></td>`,
		`<b>rebels</b> <bdi>(unnamed)</bdi><span class="via">via <bdi>Drevian Defence Ministry</bdi></span><span class="via">→ <bdi>Plain Wire</bdi></span></td>`,
		`<td><b class="act">announce</b><span class="line certain">certain</span><span class="line distanced">distanced</span><span class="note">“<bdi>claimed</bdi>”</span></td>`,
		`<td><b class="act">estimate</b><span class="line probable">probable</span><span class="line negative">negative</span><span class="note">“<bdi>believed</bdi>”</span></td>`,
		`<span class="line figures"><bdi>at least 300 soldiers killed</bdi></span><span class="line said"><bdi>said 2031-05</bdi></span><span class="line places"><bdi>Kursk (RU)</bdi></span></td>`,
		`<span class="figure" title="figure: 300 or more · person · soldiers · killed">at least 300</span> soldiers were killed near <span class="place" title="place: Kursk · RU · 51.73, 36.19 · by only">Kursk</span> in <span class="date" title="date: 2024 (year)">2024</span>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestHTMLLinksLeadSomewhere(t *testing.T) {
	doc, sts := inline.Parse("[S1 A] [C1 said] [T1 one\n\ntwo [S2 B] [C2 said] [T2 three]].\n\nx [T3 y] z")
	ids := map[string]int{}
	var links []string
	got := page(t, doc, sts)
	nodes(t, got, func(n *html.Node) {
		if id := attribute(n, "id"); id != "" {
			ids[id]++
		}
		if to, ok := strings.CutPrefix(attribute(n, "href"), "#"); ok {
			links = append(links, to)
		}
	})
	if len(links) == 0 {
		t.Error("no links")
	}
	for _, to := range links {
		if ids[to] != 1 {
			t.Errorf("#%s leads to %d places", to, ids[to])
		}
	}
}

// Nothing in an article can become markup, script or style.
func TestHTMLHostileText(t *testing.T) {
	const evil = `</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;` + "\x00\u202e"
	doc, sts := inline.Parse("[S1 " + evil + "] [C1 " + evil + "] [T1 " + evil + "] " + evil)
	inline.Evil(&sts[0], evil)
	doc.Title, doc.Publisher, doc.Byline, doc.Path, doc.URL = evil, evil, []string{evil}, evil, "javascript:alert(1)//"+evil
	got := page(t, doc, sts)
	nodes(t, got, func(n *html.Node) {
		switch n.Data {
		case "script", "img", "iframe", "object", "form", "base":
			t.Errorf("a %s element", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(a.Val, "javascript:") {
				t.Errorf("attribute %s=%q of %s", a.Key, a.Val, n.Data)
			}
		}
	})
	if strings.ContainsAny(got, "\x00\u202e") {
		t.Error("control characters came through")
	}
	if !strings.Contains(got, `content="default-src &#39;none&#39;; style-src &#39;sha256-`) {
		t.Error("no policy")
	}
}

func TestHTMLShowsAllText(t *testing.T) {
	doc, sts := inline.Parse("A [S1 bé] [C1 c]\n\n[T1 d\n\ne] f.")
	doc.Text += "\n\nOut of any block."
	var text strings.Builder
	root, err := html.Parse(strings.NewReader(page(t, doc, sts)))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "a" {
			text.WriteString(n.Data)
		}
	}
	for _, want := range []string{"A bé c", "d", "e f.", "Out of any block."} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestHTMLWithoutDocuments(t *testing.T) {
	var out bytes.Buffer
	if err := export.NewHTML(&out, record.Extractor{}).Close(); err != nil || !strings.Contains(out.String(), "</html>") {
		t.Error(err, out.String())
	}
}
