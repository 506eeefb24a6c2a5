package linked_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/export/linked"
	"github.com/hearsay-news/hearsay/internal/roomtest"
)

func read(t *testing.T, data []byte, v any) {
	t.Helper()
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatal(err)
	}
}

// Every selector finds its words in the text that is its source.
func TestAnnotations(t *testing.T) {
	s, in := roomtest.Chosen(t)
	out := roomtest.Twice(t, func(b *bytes.Buffer) error { return linked.Annotations(t.Context(), b, s) })
	var page struct {
		Context []any `json:"@context"`
		Type    string
		Items   []struct {
			ID, Type string
			Body     []map[string]any
			Target   []struct {
				Source   struct{ ID string }
				Scope    string
				Selector []struct {
					Type                  string
					Start, End            int
					Exact, Prefix, Suffix string
				}
			}
		}
	}
	read(t, out, &page)
	if page.Context[0] != "http://www.w3.org/ns/anno.jsonld" || page.Type != "AnnotationPage" || len(page.Items) != int(in.Statements) {
		t.Errorf("%v %s of %d, want %d", page.Context, page.Type, len(page.Items), in.Statements)
	}
	for _, a := range page.Items {
		if a.Type != "Annotation" || len(a.Target) == 0 || !strings.HasPrefix(a.ID, "urn:hearsay:st_") {
			t.Fatalf("%+v", a)
		}
		for _, target := range a.Target {
			doc, err := s.Text(t.Context(), strings.TrimPrefix(target.Source.ID, "urn:hearsay:"))
			if err != nil {
				t.Fatal(err)
			}
			text := []rune(doc.Text)
			at, quote := target.Selector[0], target.Selector[1]
			if at.Type != "TextPositionSelector" || quote.Type != "TextQuoteSelector" || string(text[at.Start:at.End]) != quote.Exact {
				t.Errorf("%+v", target)
			}
			before, behind := text[max(0, at.Start-32):at.Start], text[at.End:min(len(text), at.End+32)]
			if quote.Prefix != string(before) || quote.Suffix != string(behind) {
				t.Errorf("%q %q around %q", quote.Prefix, quote.Suffix, quote.Exact)
			}
		}
	}
}

type node struct {
	ID         string   `json:"@id"`
	Type       []string `json:"@type"`
	Quoted     *ref     `json:"wasQuotedFrom"`
	Primary    *ref     `json:"hadPrimarySource"`
	Attributed []ref    `json:"wasAttributedTo"`
	Revision   []ref    `json:"wasRevisionOf"`
	Derived    []ref    `json:"wasDerivedFrom"`
	ActedFor   *ref     `json:"actedOnBehalfOf"`
}

type ref struct {
	ID string `json:"@id"`
}

// refs are all nodes that a node refers to.
func (n *node) refs() []ref {
	out := append(append(append([]ref{}, n.Attributed...), n.Revision...), n.Derived...)
	for _, r := range []*ref{n.Quoted, n.Primary, n.ActedFor} {
		if r != nil {
			out = append(out, *r)
		}
	}
	return out
}

func TestProvenance(t *testing.T) {
	s, in := roomtest.Chosen(t)
	out := roomtest.Twice(t, func(b *bytes.Buffer) error { return linked.Provenance(t.Context(), b, s) })
	var g struct {
		Graph []node `json:"@graph"`
	}
	read(t, out, &g)
	ids, revised := map[string]bool{}, 0
	kinds := map[string]int{}
	for i := range g.Graph {
		n := &g.Graph[i]
		if ids[n.ID] {
			t.Errorf("%s twice", n.ID)
		}
		ids[n.ID] = true
		kinds[n.Type[len(n.Type)-1]]++
		revised += len(n.Revision)
		if n.Type[len(n.Type)-1] == "hearsay:Statement" && (n.Quoted == nil || n.Primary == nil) {
			t.Errorf("%+v", n)
		}
	}
	for i := range g.Graph {
		for _, r := range g.Graph[i].refs() {
			if !ids[r.ID] {
				t.Errorf("%s refers to %s, which is not there", g.Graph[i].ID, r.ID)
			}
		}
	}
	if kinds["hearsay:Statement"] != int(in.Statements) || kinds["hearsay:Document"] != int(in.Documents) || revised != int(in.Versions) {
		t.Errorf("%v, %d revisions; want %+v", kinds, revised, in)
	}
}

func TestClaimReviews(t *testing.T) {
	s, _ := roomtest.Chosen(t)
	out := roomtest.Twice(t, func(b *bytes.Buffer) error { return linked.ClaimReviews(t.Context(), b, s) })
	if bytes.Contains(out, []byte("ClaimReview")) || bytes.Contains(out, []byte("ating\"")) {
		t.Error("a rating that nobody gave")
	}
	var g struct {
		Graph []struct {
			Type  string `json:"@type"`
			ID    string `json:"@id"`
			Text  string
			First *struct {
				ID string `json:"@id"`
			} `json:"firstAppearance"`
			Appearance []json.RawMessage
		} `json:"@graph"`
	}
	read(t, out, &g)
	want := 0
	for x, err := range s.Stories(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		want += len(x.Claims)
	}
	if len(g.Graph) != want {
		t.Errorf("%d claims, want %d", len(g.Graph), want)
	}
	for _, c := range g.Graph {
		if c.Type != "Claim" || c.Text == "" || c.First == nil || len(c.Appearance) == 0 {
			t.Errorf("%+v", c)
		}
	}
}
