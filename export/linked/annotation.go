package linked

import (
	"context"
	"fmt"
	"io"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export/selection"
)

// around is how many code points of the text a quote has before and behind it.
const around = 32

type annotation struct {
	ID         string   `json:"id"`
	Type       string   `json:"type"`
	Motivation string   `json:"motivation"`
	Created    string   `json:"created,omitempty"`
	Generator  *agent   `json:"generator,omitempty"`
	Body       []any    `json:"body"`
	Target     []target `json:"target"`
}

type agent struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Name    string `json:"name,omitempty"`
	Version string `json:"schema:softwareVersion,omitempty"`
}

type textualBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Format  string `json:"format"`
	Value   string `json:"value"`
}

// statementBody is what the statement was resolved to, in terms of the namespace.
type statementBody struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	Speaker   string   `json:"hearsay:speaker,omitempty"`
	Party     string   `json:"hearsay:party,omitempty"`
	Via       []string `json:"hearsay:via,omitempty"`
	Act       string   `json:"hearsay:act,omitempty"`
	Certainty string   `json:"hearsay:certainty,omitempty"`
	Polarity  string   `json:"hearsay:polarity,omitempty"`
	Distanced bool     `json:"hearsay:distanced"`
	SaidOn    string   `json:"hearsay:saidOn,omitempty"`
	Mode      string   `json:"hearsay:mode"`
}

// target is a piece of a text. The positions are those in the document's text as the ledger
// has it, which is the source; the scope is the page that it was taken from.
type target struct {
	Type     string     `json:"type"`
	Role     string     `json:"hearsay:role"`
	Source   textSource `json:"source"`
	Scope    string     `json:"scope,omitempty"`
	Selector []any      `json:"selector"`
}

type textSource struct {
	ID       string `json:"id"`
	Type     string `json:"type"`
	Format   string `json:"format"`
	Language string `json:"language,omitempty"`
}

type positionSelector struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

type quoteSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}

// Annotations writes every statement as an annotation of the W3C's model, in one collection
// of one page: what was attributed, its source and its cue, each by position in code points
// and by quote.
func Annotations(ctx context.Context, to io.Writer, s *selection.Selection) error {
	l, err := open(to, "items", struct {
		Context []any  `json:"@context"`
		ID      string `json:"id"`
		Type    string `json:"type"`
		PartOf  any    `json:"partOf"`
		Start   int    `json:"startIndex"`
	}{
		[]any{"http://www.w3.org/ns/anno.jsonld", map[string]string{"hearsay": Namespace, "schema": "http://schema.org/"}},
		"urn:hearsay:annotations:page", "AnnotationPage", map[string]string{"id": "urn:hearsay:annotations", "type": "AnnotationCollection", "label": "Statements"}, 0,
	})
	if err != nil {
		return err
	}
	for st, err := range s.Statements(ctx) {
		if err != nil {
			return err
		}
		doc, err := s.Text(ctx, st.Document.ID)
		if err != nil {
			return err
		}
		if err := l.add(annotate(st, doc)); err != nil {
			return err
		}
	}
	return l.close("")
}

func annotate(st *selection.Statement, doc *hearsay.Document) *annotation {
	said := st.Who()
	if said == "" {
		said = "somebody unnamed"
	}
	a := &annotation{
		ID: urn(st.ID), Type: "Annotation", Motivation: "describing", Created: st.Recorded,
		Body: []any{
			textualBody{"TextualBody", "describing", "text/plain", fmt.Sprintf("%s: %s", said, st.Act)},
			statementBody{
				urn(st.ID) + "#statement", "hearsay:Statement", st.Speaker.Name, st.Speaker.Party, st.Carriers(), st.Act, st.Certainty, st.Polarity, st.Distanced, st.SaidOn, st.Mode,
			},
		},
	}
	if st.Extractor.Model != "" {
		a.Generator = &agent{"urn:hearsay:model:" + st.Extractor.Model, "Software", "Hearsay, model " + st.Extractor.Model, st.Extractor.Version}
	}
	points := hearsay.NewCodePoints(doc.Text)
	for _, role := range [...]struct {
		name  string
		spans []selection.Span
	}{{"content", st.Content.Spans}, {"source", st.Source.Spans}, {"cue", st.Cue.Spans}} {
		for _, span := range role.spans {
			a.Target = append(a.Target, target{
				"SpecificResource", role.name, textSource{urn(doc.ID), "Text", "text/plain", doc.Language}, webURL(doc.URL),
				[]any{positionSelector{"TextPositionSelector", span.Start, span.End}, quote(doc.Text, points, span)},
			})
		}
	}
	return a
}

// quote gives a span's words with those before and behind it.
func quote(text string, points *hearsay.CodePoints, s selection.Span) quoteSelector {
	at := func(n int) int {
		b, _ := points.Byte(min(max(n, 0), points.Count()))
		return b
	}
	return quoteSelector{"TextQuoteSelector", text[at(s.Start):at(s.End)], text[at(s.Start-around):at(s.Start)], text[at(s.End):at(s.End+around)]}
}
