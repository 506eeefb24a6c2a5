package linked

import (
	"cmp"
	"context"
	"io"
	"slices"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/ingest/claims"
)

type schemaClaim struct {
	Type       string        `json:"@type"`
	ID         string        `json:"@id"`
	Identifier string        `json:"identifier"`
	Text       string        `json:"text"`
	About      *schemaThing  `json:"about,omitempty"`
	Author     []schemaThing `json:"author,omitempty"`
	First      *schemaWork   `json:"firstAppearance,omitempty"`
	Appearance []schemaWork  `json:"appearance"`
}

type schemaThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type schemaWork struct {
	Type      string       `json:"@type"`
	ID        string       `json:"@id"`
	URL       string       `json:"url,omitempty"`
	Headline  string       `json:"headline,omitempty"`
	Published string       `json:"datePublished,omitempty"`
	Publisher *schemaThing `json:"publisher,omitempty"`
}

// ClaimReviews writes every claim as schema.org's Claim, with the articles that it appeared
// in. A ClaimReview has a rating, and a rating is a verdict: that is an analyst's alone. The
// ledger has no such decision, so none is written, whatever the status of a claim.
func ClaimReviews(ctx context.Context, to io.Writer, s *selection.Selection) error {
	l, err := open(to, "@graph", map[string]any{"@context": "https://schema.org"})
	if err != nil {
		return err
	}
	for x, err := range s.Stories(ctx) {
		if err != nil {
			return err
		}
		for i := range x.Claims {
			if err := l.add(schemaOf(x, &x.Claims[i])); err != nil {
				return err
			}
		}
	}
	return l.close("")
}

func schemaOf(x *claims.Story, c *claim.Claim) *schemaClaim {
	out := &schemaClaim{Type: "Claim", ID: urn(c.ID), Identifier: c.ID, Text: c.Wording, Appearance: []schemaWork{}}
	if c.Subject != "" {
		out.About = &schemaThing{"Thing", c.Subject}
	}
	var seen []string
	for i := range c.Takes {
		t := &c.Takes[i]
		if t.Stance == claim.Asserts {
			by := author(x, t)
			if by.Name != "" && !slices.Contains(out.Author, by) {
				out.Author = append(out.Author, by)
			}
		}
		if slices.Contains(seen, t.Document) {
			continue
		}
		seen = append(seen, t.Document)
		out.Appearance = append(out.Appearance, work(x, t.Document))
	}
	if len(out.Appearance) > 0 {
		out.First = &out.Appearance[0]
	}
	return out
}

// author is who asserts a claim, as a person where the speaker is known for one.
func author(x *claims.Story, t *claim.Take) schemaThing {
	by := schemaThing{"Organization", cmp.Or(t.Speaker, t.Origin)}
	for i := range x.Reports {
		if x.Reports[i].Doc.ID != t.Document {
			continue
		}
		for k := range x.Reports[i].Statements {
			if st := &x.Reports[i].Statements[k]; st.ID == t.Statement && st.Speaker.Kind.String() == "person" {
				by.Type = "Person"
			}
		}
	}
	return by
}

func work(x *claims.Story, document string) schemaWork {
	w := schemaWork{Type: "NewsArticle", ID: urn(document)}
	for i := range x.Reports {
		r := &x.Reports[i]
		if r.Doc.ID != document {
			continue
		}
		w.URL, w.Headline, w.Published = webURL(r.Doc.URL), r.Doc.Title, cmp.Or(r.Doc.Published, r.Public)
		if r.Doc.Publisher != "" {
			w.Publisher = &schemaThing{"Organization", r.Doc.Publisher}
		}
	}
	return w
}
