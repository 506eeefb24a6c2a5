package mcp_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/mcp"
)

// What tools answer, as a client reads it.
type (
	stories struct{ mcp.Page[mcp.Story] }
	said    struct {
		mcp.Page[mcp.Statement]
		Hint string
	}
	found struct{ mcp.Page[mcp.Claim] }
	whole struct {
		Claim     mcp.Claim
		AsOf      string `json:"as_of"`
		History   mcp.Page[mcp.Change]
		Positions mcp.Page[mcp.Position]
		Figures   mcp.Page[mcp.Figure]
		Origins   mcp.Page[mcp.Origin]
	}
	changed  struct{ mcp.Page[mcp.StatusChange] }
	document struct {
		Document   mcp.Document
		Story      string
		Versions   []mcp.Version
		Length     int
		Text       *mcp.Quote
		Count      int `json:"statement_count"`
		Statements mcp.Page[mcp.Statement]
	}
	extracted struct {
		Count int `json:"statement_count"`
		Read  *mcp.Quote
		mcp.Page[mcp.Statement]
	}
)

// A model finds out whether Orvalt's corvette hit the ferry: who says so, who denies it,
// what was known when, and where each word stands.
func TestInvestigation(t *testing.T) {
	both(t, func(t *testing.T, c *client) {
		var all stories
		c.call(&all, "list_stories", args{"title": "ferry"})
		if len(all.Items) == 0 || all.Items[0].Documents < 8 || all.More {
			t.Fatalf("stories %+v", all)
		}
		story := all.Items[0]

		var denials said
		text := c.call(&denials, "who_said_what", args{"party": "Orvalt", "act": "deny", "until": "2031-03"})
		if len(denials.Items) == 0 {
			t.Fatal("Orvalt denies nothing")
		}
		for _, st := range denials.Items {
			if st.Party != "Orvalt" || st.Act != "deny" || !strings.HasPrefix(st.Document.URL, "https://") || !strings.Contains(text, st.ID) || !strings.Contains(text, st.Document.URL) {
				t.Errorf("%+v", st)
			}
			c.check(st.Document, st.Content...)
			c.check(st.Document, st.Source...)
		}

		var on found
		c.call(&on, "list_claims", args{"statement": denials.Items[0].ID})
		if len(on.Items) == 0 || on.Items[0].Story != story.ID {
			t.Fatalf("%+v", on)
		}
		c.call(&on, "list_claims", args{"story": story.ID, "status": "acknowledged", "words": "corvette"})
		if len(on.Items) == 0 {
			t.Fatal("Orvalt acknowledges nothing")
		}
		id := on.Items[0].ID

		var now, then whole
		text = c.call(&now, "get_claim", args{"id": id, "limit": 50})
		last := now.History.Items[len(now.History.Items)-1]
		if now.Claim.Status != "acknowledged" || last.Status != "acknowledged" || len(last.Because) == 0 || len(now.Positions.Items) == 0 || !strings.Contains(text, last.Because[0].Statement) {
			t.Fatalf("%+v", now)
		}
		for _, p := range now.Positions.Items {
			for _, s := range p.Statements {
				c.check(s.Document, s.Quotes...)
			}
		}
		c.call(&then, "get_claim", args{"id": id, "as_of": now.History.Items[0].From})
		if then.Claim.Status == "acknowledged" || len(then.Positions.Items) > len(now.Positions.Items) {
			t.Errorf("as of %s: %+v", now.History.Items[0].From, then.Claim)
		}
		c.call(&on, "list_claims", args{"story": story.ID, "as_of": "2031-03-10", "status": "acknowledged"})
		for _, x := range on.Items {
			if x.ID == id {
				t.Error("acknowledged before it was")
			}
		}

		var since changed
		c.call(&since, "what_changed", args{"since": "2031-09", "story": story.ID})
		if !slices.ContainsFunc(since.Items, func(x mcp.StatusChange) bool { return x.Claim == id && x.Status == "acknowledged" }) {
			t.Errorf("what changed since September: %+v", since.Items)
		}

		var doc document
		c.call(&doc, "get_document", args{"url": denials.Items[0].Document.URL, "text_length": 200})
		if doc.Document.ID != denials.Items[0].Document.ID || doc.Story != story.ID || doc.Count == 0 || doc.Text == nil || !doc.Text.Cut || doc.Text.End != 200 || utf8.RuneCountInString(doc.Text.Text) != 200 {
			t.Errorf("%+v", doc)
		}

		var hits said
		c.call(&hits, "search_statements", args{"query": "collision*"})
		if len(hits.Items) == 0 || !strings.Contains(hits.Items[0].Found, "«") {
			t.Errorf("%+v", hits)
		}
	})
}

// check reads the document's text where quotes are said to stand.
func (c *client) check(d mcp.Document, quotes ...mcp.Quote) {
	c.t.Helper()
	for _, q := range quotes {
		n := min(q.End-q.Start, 8000)
		var got document
		c.call(&got, "get_document", args{"id": d.ID, "text_from": q.Start, "text_length": n, "limit": 1})
		if got.Text == nil || !strings.HasPrefix(got.Text.Text, q.Text) || !q.Cut && got.Text.Text != q.Text {
			c.t.Errorf("%s %d–%d is %q, not %q", d.ID, q.Start, q.End, got.Text.Text, q.Text)
		}
	}
}

// Figures have their bounds and cite the words of the number.
func TestFigures(t *testing.T) {
	both(t, func(t *testing.T, c *client) {
		var on found
		c.call(&on, "list_claims", args{"limit": 50})
		figures := 0
		for _, x := range on.Items {
			if x.Kind != "figure" {
				continue
			}
			var w whole
			c.call(&w, "get_claim", args{"id": x.ID})
			for _, f := range w.Figures.Items {
				figures++
				if f.Low == nil && f.High == nil || len(f.Statement.Quotes) == 0 {
					t.Errorf("%+v", f)
				}
				c.check(f.Statement.Document, f.Statement.Quotes...)
			}
		}
		if figures < 3 {
			t.Errorf("%d figures", figures)
		}
	})
}

// Every list goes on by its cursor, and has each entry once.
func TestPages(t *testing.T) {
	s := func(t *testing.T, c *client) {
		for _, one := range []struct {
			tool  string
			given args
		}{
			{"who_said_what", args{}}, {"search_statements", args{"query": "ferry"}}, {"list_claims", args{}}, {"list_claims", args{"as_of": "2031-03-08"}},
			{"list_claims", args{"party": "orvalt"}}, {"what_changed", args{}}, {"list_stories", args{}},
		} {
			var ids []string
			cursor := ""
			for range 400 {
				given := args{"limit": 2}
				for k, v := range one.given {
					given[k] = v
				}
				if cursor != "" {
					given["cursor"] = cursor
				}
				var p struct {
					Items  []struct{ ID, Claim, From string }
					Cursor string
					More   bool
				}
				text := c.call(&p, one.tool, given)
				for _, x := range p.Items {
					ids = append(ids, x.ID+x.Claim+x.From)
				}
				if p.More != (p.Cursor != "") || p.More != strings.Contains(text, "There is more") {
					t.Fatalf("%+v", p)
				}
				if cursor = p.Cursor; cursor == "" {
					break
				}
			}
			slices.Sort(ids)
			if cursor != "" || len(ids) == 0 || len(slices.Compact(slices.Clone(ids))) != len(ids) {
				t.Errorf("%s %v: %d entries, cursor %q", one.tool, one.given, len(ids), cursor)
			}
		}
	}
	both(t, s)
}
