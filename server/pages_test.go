package server_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// wrong stands before a path whose answer is an error page.
const wrong = "wrong:"

// plainPaths are the pages that need no ID.
var plainPaths = []string{
	"/", "/?since=all&kind=all", "/stories", "/claims", "/documents", "/speakers", "/outlets", "/search", "/search?q=nothing-like-it",
	"/review", "/decisions", "/add", "/jobs", "/ledger",
	wrong + "/nothing", wrong + "/story/sy_none", wrong + "/claim/cl_none", wrong + "/document/doc_none", wrong + "/claims?since=when",
}

// fullPaths are all pages of a newsroom that has read the examples, after somebody added
// to it and decided.
func fullPaths(t *testing.T, room *served) []string {
	t.Helper()
	job := post(t, room, "/add/text", url.Values{"text": {pasted}, "title": {"Breakwater holds"}, "outlet": {"Arrin Courier"}, "date": {"2031-03-03"}})
	room.Jobs.Wait()
	v, err := room.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	paths := append([]string{job}, plainPaths...)
	seen, stories := make(map[claim.Status]bool), 0
	for s := range v.Stories(live.Range{}, live.Place{}) {
		for i := range s.Claims {
			c := &s.Claims[i]
			if status := c.Status(); !seen[status] {
				seen[status] = true
				paths = append(paths, "/claim/"+c.ID)
				if len(seen) == 1 {
					paths = append(paths, "/claim/"+c.ID+"?as-of=2031-03-06", "/review?claim="+c.ID, "/claims?status="+status.String())
				}
			}
		}
		if stories++; stories > 2 {
			continue
		}
		first := &s.Reports[0]
		paths = append(paths, "/story/"+s.ID, "/story/"+s.ID+"?as-of=2031-03-10", "/claims?story="+s.ID, "/review?story="+s.ID)
		paths = append(paths, "/document/"+first.Doc.ID, "/statement/"+first.Statements[0].ID, "/review?statement="+first.Statements[0].ID)
	}
	paths = append(paths, "/search?q=ferry", "/search?act=deny&status=disputed", "/documents?all=1&title=ferry")
	paths = append(paths, versions(t, room, v)...)
	speakers, outlets := 0, 0
	for n := range v.Speakers("") {
		if speakers++; speakers > 2 {
			break
		}
		paths = append(paths, "/speaker?name="+url.QueryEscape(n.Name))
	}
	for n := range v.Outlets("") {
		if outlets++; outlets > 1 {
			break
		}
		paths = append(paths, "/outlet?name="+url.QueryEscape(n.Name))
	}
	return paths
}

// comparison finds the page that compares a document with the one that replaced it.
var comparison = regexp.MustCompile(`/compare/\w+/\w+`)

// versions are the pages of the first document that was replaced.
func versions(t *testing.T, room *served, v *live.View) []string {
	t.Helper()
	for s := range v.Stories(live.Range{}, live.Place{}) {
		for i := range s.Reports {
			if r := &s.Reports[i]; r.ReplacedOn != "" {
				path := "/document/" + r.Doc.ID
				compare := comparison.FindString(get(t, room, path))
				return []string{path, compare, compare + "?all=1"}
			}
		}
	}
	t.Fatal("no document was replaced")
	return nil
}

// get gives the text of a page.
func get(t *testing.T, room *served, path string) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), mostStep)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, room.root+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 500 {
		t.Fatalf("GET %s: %s %v", path, res.Status, err)
	}
	return string(text)
}

// post sends a form and gives the path that the answer leads to.
func post(t *testing.T, room *served, path string, form url.Values) string {
	t.Helper()
	return send(t, room, path, "application/x-www-form-urlencoded", []byte(form.Encode()))
}

// send sends a body and gives the path that the answer leads to.
func send(t *testing.T, room *served, path, kind string, body []byte) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), mostStep)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, room.root+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		t.Fatalf("POST %s: %s", path, res.Status)
	}
	return strings.TrimPrefix(res.Header.Get("Location"), room.root)
}
