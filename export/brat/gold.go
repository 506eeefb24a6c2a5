// Package brat writes articles with statements that people looked at as gold: a zip of
// three files for each article, its text, the standoff file that brat reads, and the JSON
// of the project's annotation format. What is in it trains and measures models.
package brat

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
)

// Article is an article with the statements of it that are gold.
type Article struct {
	Doc        *hearsay.Document
	Statements []Statement
}

// Statement is a statement that somebody accepted or corrected, as it should be. Nested of
// the attribution is not looked at.
type Statement struct {
	hearsay.Statement
	ID       string
	NestedIn string // ID of the statement whose content holds it, "" for none
}

// noTime is the first instant that a zip can tell: files are of no time, so that the same
// gold is the same bytes.
var noTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Write writes a zip of articles, one after another, the same bytes for the same articles.
// What is not sound of a statement leaves it out. The first error of articles ends it.
func Write(w io.Writer, articles iter.Seq2[*Article, error]) error {
	z := zip.NewWriter(w)
	file := func(name string, data []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: noTime})
		if err == nil {
			_, err = f.Write(data)
		}
		if err != nil {
			return fmt.Errorf("write gold: %s: %w", name, err)
		}
		return nil
	}
	if err := file("annotation.conf", []byte(export.BratConfig)); err != nil {
		return err
	}
	names := make(names)
	for a, err := range articles {
		if err != nil {
			return err
		}
		sts := a.sound()
		name := names.of(a.Doc)
		gold, err := encode(name, a.Doc, sts)
		if err != nil {
			return fmt.Errorf("write gold: %s: %w", name, err)
		}
		for _, f := range [...]struct {
			ending string
			data   []byte
		}{{".txt", []byte(a.Doc.Text)}, {".ann", export.AppendAnn(nil, a.Doc, plain(sts))}, {".json", gold}} {
			if err := file(name+f.ending, f.data); err != nil {
				return err
			}
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write gold: %w", err)
	}
	return nil
}

// sound gives the statements whose spans lie in the text, in its order.
func (a *Article) sound() []Statement {
	var out []Statement
	for _, st := range a.Statements {
		if st.Check(a.Doc.Text) == "" {
			out = append(out, st)
		}
	}
	slices.SortStableFunc(out, func(x, y Statement) int {
		return cmp.Or(cmp.Compare(x.Content[0].Start, y.Content[0].Start), cmp.Compare(x.ID, y.ID))
	})
	return out
}

// plain are the statements with the places of those that they are nested in.
func plain(sts []Statement) []hearsay.Statement {
	out := make([]hearsay.Statement, len(sts))
	for i := range sts {
		out[i] = sts[i].Statement
		out[i].Nested = slices.IndexFunc(sts, func(o Statement) bool { return o.ID == sts[i].NestedIn && sts[i].NestedIn != "" })
	}
	return out
}

// The JSON of the annotation format. Spans are pairs of code points.
type (
	articleJSON struct {
		Doc        string          `json:"doc"`
		Title      string          `json:"title"`
		Publisher  string          `json:"publisher"`
		Published  string          `json:"published"`
		Basis      string          `json:"published_basis"`
		Byline     []string        `json:"byline,omitempty"`
		Credits    []string        `json:"credits,omitempty"`
		Furniture  [][2]int        `json:"furniture,omitempty"`
		Statements []statementJSON `json:"statements"`
	}
	statementJSON struct {
		ID        string       `json:"id"`
		Source    [][2]int     `json:"source"`
		Cue       [][2]int     `json:"cue"`
		Content   [][2]int     `json:"content"`
		Mode      string       `json:"mode"`
		Speaker   string       `json:"speaker"`
		Kind      string       `json:"speaker_kind"`
		Chain     []string     `json:"chain"`
		Act       string       `json:"act"`
		Certainty string       `json:"certainty"`
		Distanced bool         `json:"distanced"`
		Hedges    [][2]int     `json:"hedges"`
		SaidOn    *string      `json:"said_on"`
		Figures   []figureJSON `json:"figures"`
		NestedIn  *string      `json:"nested_in"`
		Zone      string       `json:"zone"`
	}
	figureJSON struct {
		Span    [2]int   `json:"span"`
		Low     *float64 `json:"low"`
		High    *float64 `json:"high"`
		Approx  bool     `json:"approx"`
		Unit    string   `json:"unit"`
		Outcome *string  `json:"outcome"`
	}
)

func encode(name string, doc *hearsay.Document, sts []Statement) ([]byte, error) {
	points := hearsay.NewCodePoints(doc.Text)
	out := articleJSON{
		Doc: name, Title: doc.Title, Publisher: doc.Publisher, Published: doc.Published, Basis: doc.Basis.String(),
		Byline: doc.Byline, Credits: doc.Credits, Statements: []statementJSON{},
	}
	for _, b := range doc.Blocks {
		if b.Zone == hearsay.ZoneFurniture {
			out.Furniture = append(out.Furniture, pairs(points, b.Span)...)
		}
	}
	for i := range sts {
		out.Statements = append(out.Statements, statement(points, &sts[i], sts))
	}
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(&out)
	return data.Bytes(), err
}

func statement(points *hearsay.CodePoints, st *Statement, all []Statement) statementJSON {
	out := statementJSON{
		ID: st.ID, Source: pairs(points, st.Source...), Cue: pairs(points, st.Cue...), Content: pairs(points, st.Content...), Mode: st.Mode.String(),
		Speaker: st.Speaker.Name, Kind: st.Speaker.Kind.String(), Chain: []string{}, Act: st.Act.String(), Certainty: st.Certainty.String(),
		Distanced: st.Distanced, Hedges: pairs(points, st.Hedges...), SaidOn: orNull(st.SaidOn), Figures: []figureJSON{}, Zone: st.Zone.String(),
	}
	for i := range st.Chain {
		out.Chain = append(out.Chain, st.Chain[i].Name)
	}
	for i := range st.Figures {
		f := &st.Figures[i]
		low, high := f.Bounds()
		out.Figures = append(out.Figures, figureJSON{pairs(points, f.Span)[0], low, high, f.Approx, f.Unit, orNull(f.Outcome)})
	}
	if slices.ContainsFunc(all, func(o Statement) bool { return o.ID == st.NestedIn }) {
		out.NestedIn = orNull(st.NestedIn)
	}
	return out
}

func pairs(points *hearsay.CodePoints, spans ...hearsay.Span) [][2]int {
	out := make([][2]int, 0, len(spans))
	for _, s := range spans {
		s = points.Span(s)
		out = append(out, [2]int{s.Start, s.End})
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
