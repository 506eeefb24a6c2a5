package table

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/ingest/claims"
)

// figureRow is a line of the table of figures: what is counted, as the data sets of
// conflict research have it, with the lowest and the highest that anybody who stands by it
// gives. The best estimate is a judgement: it stays empty unless an analyst made one.
type figureRow struct {
	Claim     string   `parquet:"id"`
	Story     string   `parquet:"story_id"`
	Title     string   `parquet:"story"`
	Counts    string   `parquet:"counts"`
	Unit      string   `parquet:"unit"`
	Outcome   string   `parquet:"outcome"`
	Subject   string   `parquet:"subject_party"`
	Status    string   `parquet:"status"`
	From      string   `parquet:"date_start"`
	To        string   `parquet:"date_end"`
	Low       *float64 `parquet:"low,optional"`
	Best      *float64 `parquet:"best,optional"`
	High      *float64 `parquet:"high,optional"`
	LowOpen   bool     `parquet:"low_is_open"`
	HighOpen  bool     `parquet:"high_is_open"`
	Approx    bool     `parquet:"approximate"`
	LowBy     []string `parquet:"low_source,list"`
	HighBy    []string `parquet:"high_source,list"`
	Origins   int64    `parquet:"independent_origins"`
	Documents int64    `parquet:"number_of_sources"`
	Articles  []string `parquet:"source_article,list"`
	Headlines []string `parquet:"source_headline,list"`
	Offices   []string `parquet:"source_office,list"`
	Dates     []string `parquet:"source_date,list"`
	Originals []string `parquet:"source_original,list"`
	Figures   []string `parquet:"figures,list"`
}

// Figures writes a table of what is counted as CSV, with low, best and high.
func Figures(ctx context.Context, w io.Writer, s *selection.Selection, o CSVOptions) error {
	return writeCSV(w, o, perClaim(ctx, s, func(x *claims.Story, c *claim.Claim, yield func(figureRow) bool) bool {
		return c.Kind != claim.Figure || yield(figuresOf(x, c))
	}))
}

func figuresOf(x *claims.Story, c *claim.Claim) figureRow {
	r := figureRow{Claim: c.ID, Story: x.ID, Title: x.Title, Counts: c.Wording, Subject: c.Subject, Status: c.Status().String(), Origins: int64(len(c.Origins))}
	var documents []string
	for i := range c.Takes {
		t := &c.Takes[i]
		if t.Figure == nil {
			continue
		}
		if r.Unit == "" {
			r.Unit, r.Outcome = t.Figure.Unit, t.Figure.Outcome
		}
		r.Figures = append(r.Figures, figureText(x, t))
		if t.Until == "" && (t.Stance == claim.Asserts || t.Stance == claim.Hedges) {
			r.widen(t)
		}
		if !slices.Contains(documents, t.Document) {
			documents = append(documents, t.Document)
			r.article(x, t.Document)
		}
	}
	r.Documents = int64(len(documents))
	return r
}

// widen takes a figure that stands into the bounds.
func (r *figureRow) widen(t *claim.Take) {
	low, high := t.Figure.Bounds()
	by := t.Origin
	if by == "" {
		by = t.Speaker
	}
	r.Approx = r.Approx || t.Figure.Approx
	r.LowOpen, r.HighOpen = r.LowOpen || low == nil, r.HighOpen || high == nil
	most := high
	if most == nil { // "at least 300": the highest is no lower
		most = low
	}
	r.Low, r.LowBy = bound(r.Low, low, r.LowBy, by, func(a, b float64) bool { return a < b })
	r.High, r.HighBy = bound(r.High, most, r.HighBy, by, func(a, b float64) bool { return a > b })
	r.Originals = once(r.Originals, by)
	if t.Said != "" {
		if r.From == "" || t.Said < r.From {
			r.From = t.Said
		}
		r.To = max(r.To, t.Said)
	}
}

// bound gives the more extreme of two bounds, and who gives it.
func bound(have, n *float64, names []string, by string, beyond func(a, b float64) bool) (*float64, []string) {
	switch {
	case n == nil:
		return have, names
	case have == nil || beyond(*n, *have):
		return n, []string{by}
	case *n == *have:
		return have, once(names, by)
	}
	return have, names
}

// article names a document. The lists of articles, headlines, outlets and days are as long
// as each other.
func (r *figureRow) article(x *claims.Story, document string) {
	for i := range x.Reports {
		if p := &x.Reports[i]; p.Doc.ID == document {
			where := p.Doc.URL
			if where == "" {
				where = document
			}
			r.Articles = append(r.Articles, where)
			r.Headlines = append(r.Headlines, p.Doc.Title)
			r.Offices = append(r.Offices, x.Outlet(document))
			r.Dates = append(r.Dates, p.Day())
		}
	}
}

// figureText is one figure with who gave it, when, where.
func figureText(x *claims.Story, t *claim.Take) string {
	who := t.Speaker
	if t.Origin != "" && !strings.EqualFold(t.Origin, t.Speaker) {
		who = strings.TrimSpace(who + " (" + t.Origin + ")")
	}
	out := who + " " + t.Stance.String() + " " + claim.Shown(t.Figure) + ", " + t.Said + ", " + x.Outlet(t.Document) + ", " + t.Statement
	if t.Until != "" {
		out += ", replaced on " + t.Until
	}
	return out
}
