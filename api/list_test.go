package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"github.com/hearsay-news/hearsay/api"
)

// lists are all lists, with parameters that leave something in them.
func (d *desk) lists() []string {
	return []string{
		"/statements?x", "/statements?since=2031-03-06", "/search?q=ferry", "/claims?x", "/claims?status=single-source", "/claims?party=orvalt", "/claims?speaker=Davin+Orsk",
		"/claims?story=" + d.first("/stories"), "/claims?as_of=2031-03-08", "/claims?as_of=2034&story=" + d.first("/stories"), "/stories?x", "/documents?x", "/documents?publisher=Halyard+Press",
		"/documents/" + d.first("/documents") + "/statements?x", "/speakers?x", "/speakers?from=d", "/outlets?x", "/changes?x", "/changes?since=2031-03-07&until=2031-04", "/decisions?x", "/ingest?x",
	}
}

// walk gives the items of a list, page by page.
func (d *desk) walk(path string, limit int) (keys []string, pages int) {
	d.t.Helper()
	next := ""
	for {
		var p struct {
			Items []map[string]any
			Next  *string
		}
		target, err := url.Parse(path)
		if err != nil {
			d.t.Fatal(err)
		}
		q := target.Query()
		q.Del("x")
		q.Set("limit", strconv.Itoa(limit))
		if next != "" {
			q.Set("cursor", next)
		}
		target.RawQuery = q.Encode()
		d.get(&p, target.String())
		if len(p.Items) > limit {
			d.t.Fatalf("%s: %d items, at most %d were asked for", target, len(p.Items), limit)
		}
		for _, x := range p.Items {
			key := ""
			for _, field := range []string{"id", "name", "claim", "from", "status"} {
				if s, ok := x[field].(string); ok {
					key += s + " "
				}
			}
			keys = append(keys, key)
		}
		if pages++; p.Next == nil || pages > 2000 {
			return keys, pages
		}
		next = *p.Next
	}
}

// All pages together are the whole, in its order, and nothing comes twice.
func TestPaging(t *testing.T) {
	d := open(t, ferry, leak)
	for i, id := range slices.Sorted(keysOf(d.every("/statements?limit=5"))) {
		if i < 5 {
			d.do("POST", api.Root+"/decisions", `{"act":"accept","statements":["`+id+`"]}`).want(t, http.StatusCreated)
		}
	}
	for _, path := range d.lists() {
		whole, pages := d.walk(path, 1000)
		if pages != 1 || len(whole) == 0 && path != "/ingest?x" {
			t.Errorf("%s: %d items on %d pages", path, len(whole), pages)
		}
		for _, limit := range []int{1, 3, 7} {
			if limit == 1 && len(whole) > 40 {
				continue
			}
			got, pages := d.walk(path, limit)
			if !slices.Equal(got, whole) {
				t.Errorf("%s: by %d there are %d items, in one page %d, or others", path, limit, len(got), len(whole))
			}
			if want := (len(whole) + limit - 1) / limit; pages > max(1, want+1) {
				t.Errorf("%s: %d items by %d on %d pages", path, len(whole), limit, pages)
			}
		}
		seen := make(map[string]bool)
		for _, key := range whole {
			if seen[key] {
				t.Errorf("%s: %s comes twice", path, key)
			}
			seen[key] = true
		}
	}
}

func keysOf(m map[string]bool) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// A cursor that is none, or another list's, is refused; so are dates that are none.
func TestBadParameters(t *testing.T) {
	d := open(t, ferry)
	var p page
	d.get(&p, "/changes?limit=1")
	other := *p.Next
	for _, path := range d.lists() {
		for _, cursor := range []string{"-1", "!", "bm9uZQ", "AAAA", "é", other + "=", "Y2xhaW1zIC0xIDIwMzEgeA", string(make([]byte, 3000))} {
			d.do("GET", api.Root+path[:idx(path)]+"?cursor="+url.QueryEscape(cursor)+q(path), "").problem(t, http.StatusBadRequest, "query.cursor")
		}
	}
	for _, path := range []string{"/claims", "/stories", "/speakers"} {
		d.do("GET", api.Root+path+"?cursor="+other, "").problem(t, http.StatusBadRequest, "query.cursor")
	}
	for _, x := range [][2]string{
		{"/statements?since=yesterday", "query.since"}, {"/statements?as_of_recorded=2031-13", "query.as_of_recorded"}, {"/statements?act=shout", "query.act"},
		{"/statements?certainty=quite", "query.certainty"}, {"/statements?all=perhaps", "query.all"}, {"/search", "query.q"}, {"/search?q=", "query.q"}, {"/search?q=...", "query.q"},
		{"/claims?status=true", "query.status"}, {"/claims?least=-1", "query.least"}, {"/claims?as_of=31.12.2030", "query.as_of"}, {"/claims?since=x&as_of=2031", "query.since"},
		{"/stories?until=-", "query.until"}, {"/documents?as_of=1e9", "query.as_of"}, {"/changes?since=0", "query.since"}, {"/decisions/basis?claim=cl_x", "query.claim"},
		{"/decisions/basis?undoes=x", "query.undoes"}, {"/claims?Status=disputed", "query.Status"}, {"/statements?speaker=a&speaker=b", "query.speaker"},
	} {
		d.do("GET", api.Root+x[0], "").problem(t, http.StatusBadRequest, x[1])
	}
}

func idx(path string) int {
	for i := range path {
		if path[i] == '?' {
			return i
		}
	}
	return len(path)
}

// q is the rest of a path's query, "" for none that counts.
func q(path string) string {
	if rest := path[idx(path):]; rest != "?x" {
		return "&" + rest[1:]
	}
	return ""
}

// What was known on a day is what the whole makes of what had been published by then.
func TestAsOf(t *testing.T) {
	d := open(t, ferry)
	var then, now struct {
		Items []struct {
			ID, Status string
			AsOf       string `json:"as_of"`
			History    []struct{ From string }
		}
	}
	d.get(&then, "/claims?as_of=2031-03-07&limit=1000")
	d.get(&now, "/claims?limit=1000")
	if len(then.Items) == 0 || len(then.Items) >= len(now.Items) {
		t.Fatalf("%d claims then, %d now", len(then.Items), len(now.Items))
	}
	for _, c := range then.Items {
		if c.AsOf != "2031-03-07" {
			t.Errorf("as of %s", c.AsOf)
		}
		for _, h := range c.History {
			if h.From > "2031-03-07" {
				t.Errorf("%s: known only on %s", c.ID, h.From)
			}
		}
	}
	d.do("GET", api.Root+"/claims/"+then.Items[0].ID+"?as_of=1990", "").problem(t, http.StatusNotFound, "not known")
	d.get(nil, "/claims/"+then.Items[0].ID+"?as_of=2031-03-07")
}
