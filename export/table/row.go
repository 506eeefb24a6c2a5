// Package table writes what is selected of a ledger as tables: CSV for spreadsheets and
// statistics, Parquet for what reads columns. Both have the same columns.
package table

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/ingest/claims"
)

// Whats are the tables that there are.
var Whats = [...]string{"statements", "documents", "claims", "positions"}

// statementRow is a line of the table of statements. Offsets are of code points; lists are
// in the order of the text.
type statementRow struct {
	ID         string   `parquet:"id"`
	Document   string   `parquet:"document_id"`
	URL        string   `parquet:"url"`
	Title      string   `parquet:"title"`
	Publisher  string   `parquet:"publisher"`
	Published  string   `parquet:"published"`
	Basis      string   `parquet:"published_basis"`
	Public     string   `parquet:"public"`
	Recorded   string   `parquet:"recorded"`
	Replaced   bool     `parquet:"replaced"`
	Superseded bool     `parquet:"superseded"`
	Zone       string   `parquet:"zone"`
	Mode       string   `parquet:"mode"`
	Source     string   `parquet:"source"`
	Cue        string   `parquet:"cue"`
	Content    string   `parquet:"content"`
	Start      int64    `parquet:"content_start"`
	End        int64    `parquet:"content_end"`
	SpeakerID  string   `parquet:"speaker_id"`
	Speaker    string   `parquet:"speaker"`
	Kind       string   `parquet:"speaker_kind"`
	Party      string   `parquet:"party"`
	Chain      []string `parquet:"chain,list"`
	Act        string   `parquet:"act"`
	Plover     string   `parquet:"plover"`
	Certainty  string   `parquet:"certainty"`
	Polarity   string   `parquet:"polarity"`
	Distanced  bool     `parquet:"distanced"`
	Hedges     []string `parquet:"hedges,list"`
	SaidOn     string   `parquet:"said_on"`
	Times      []string `parquet:"times,list"`
	Figures    []string `parquet:"figures,list"`
	Places     []string `parquet:"places,list"`
	NestedIn   string   `parquet:"nested_in"`
	Model      string   `parquet:"model"`
	Version    string   `parquet:"model_version"`
	Confidence float64  `parquet:"confidence"`
}

func statements(ctx context.Context, s *selection.Selection) iter.Seq2[statementRow, error] {
	return func(yield func(statementRow, error) bool) {
		for st, err := range s.Statements(ctx) {
			if err != nil {
				yield(statementRow{}, err)
				return
			}
			if !yield(rowOf(st), nil) {
				return
			}
		}
	}
}

func rowOf(st *selection.Statement) statementRow {
	r := statementRow{
		ID: st.ID, Document: st.Document.ID, URL: st.Document.URL, Title: st.Document.Title, Publisher: st.Document.Publisher,
		Published: st.Document.Published, Basis: st.Document.Basis, Public: st.Public, Recorded: st.Recorded, Replaced: st.Old, Superseded: st.Until > 0,
		Zone: st.Zone, Mode: st.Mode, Source: st.Source.Text(), Cue: st.Cue.Text(), Content: st.Content.Text(),
		SpeakerID: st.Speaker.ID, Speaker: st.Speaker.Name, Kind: st.Speaker.Kind, Party: st.Speaker.Party, Chain: st.Carriers(),
		Act: st.Act, Plover: st.Plover, Certainty: st.Certainty, Polarity: st.Polarity, Distanced: st.Distanced, SaidOn: st.SaidOn,
		NestedIn: st.NestedIn, Model: st.Extractor.Model, Version: st.Extractor.Version, Confidence: st.Confidence,
	}
	if n := len(st.Content.Spans); n > 0 {
		r.Start, r.End = int64(st.Content.Spans[0].Start), int64(st.Content.Spans[n-1].End)
	}
	for _, h := range st.Hedges {
		r.Hedges = append(r.Hedges, h.Text)
	}
	for _, t := range st.Times {
		r.Times = append(r.Times, t.Value)
	}
	for i := range st.Figures {
		f := &st.Figures[i]
		r.Figures = append(r.Figures, strings.TrimSpace(f.Text+" ["+bounds(f.Low, f.High)+" "+strings.TrimSpace(f.Unit+" "+f.Outcome)+"]"))
	}
	for _, p := range st.Places {
		r.Places = append(r.Places, p.Name)
	}
	return r
}

// bounds writes low and high: "300..", "20..30", "..9".
func bounds(low, high *float64) string {
	a, b := "", ""
	if low != nil {
		a = decimal(*low)
	}
	if high != nil {
		b = decimal(*high)
	}
	if a == b {
		return a
	}
	return a + ".." + b
}

// documentRow is a line of the table of documents.
type documentRow struct {
	ID         string   `parquet:"id"`
	URL        string   `parquet:"url"`
	Canonical  string   `parquet:"canonical_url"`
	Path       string   `parquet:"path"`
	Title      string   `parquet:"title"`
	Publisher  string   `parquet:"publisher"`
	Byline     []string `parquet:"byline,list"`
	Published  string   `parquet:"published"`
	Basis      string   `parquet:"published_basis"`
	Language   string   `parquet:"language"`
	Public     string   `parquet:"public"`
	Retrieved  string   `parquet:"retrieved"`
	Recorded   string   `parquet:"recorded"`
	Snapshot   string   `parquet:"snapshot_sha256"`
	Replaces   string   `parquet:"replaces"`
	Change     string   `parquet:"change"`
	Replaced   bool     `parquet:"replaced"`
	Statements int64    `parquet:"statements"`
	Copies     int64    `parquet:"copies"`
	Model      string   `parquet:"model"`
	Version    string   `parquet:"model_version"`
	Characters int64    `parquet:"characters"`
	Text       string   `parquet:"text"`
}

func documents(ctx context.Context, s *selection.Selection) iter.Seq2[documentRow, error] {
	return func(yield func(documentRow, error) bool) {
		for d, err := range s.Documents(ctx) {
			if err != nil {
				yield(documentRow{}, err)
				return
			}
			r := documentRow{
				ID: d.ID, URL: d.URL, Canonical: d.Canonical, Path: d.Path, Title: d.Title, Publisher: d.Publisher, Byline: d.Doc.Byline,
				Published: d.Published, Basis: d.Basis, Language: d.Doc.Language, Public: d.Public, Retrieved: d.Retrieved, Recorded: d.Recorded,
				Snapshot: d.Snapshot, Replaced: d.Old, Statements: d.Statements, Copies: d.Copies, Model: d.Model, Version: d.Version,
				Characters: int64(len([]rune(d.Doc.Text))), Text: d.Doc.Text,
			}
			for i := range d.Versions {
				if d.Versions[i].Document == d.ID {
					r.Replaces, r.Change = d.Versions[i].Replaces, d.Versions[i].Class
				}
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// claimRow is a line of the table of claims.
type claimRow struct {
	ID         string   `parquet:"id"`
	Story      string   `parquet:"story_id"`
	Title      string   `parquet:"story"`
	Wording    string   `parquet:"wording"`
	Kind       string   `parquet:"kind"`
	Subject    string   `parquet:"subject_party"`
	Status     string   `parquet:"status"`
	Since      string   `parquet:"status_since"`
	Why        string   `parquet:"status_why"`
	History    []string `parquet:"history,list"`
	Count      int64    `parquet:"independent_origins"`
	Origins    []string `parquet:"origins,list"`
	Statements []string `parquet:"statements,list"`
	Documents  []string `parquet:"documents,list"`
}

func claimRows(ctx context.Context, s *selection.Selection) iter.Seq2[claimRow, error] {
	return perClaim(ctx, s, func(x *claims.Story, c *claim.Claim, yield func(claimRow) bool) bool {
		r := claimRow{ID: c.ID, Story: x.ID, Title: x.Title, Wording: c.Wording, Kind: c.Kind.String(), Subject: c.Subject, Status: c.Status().String(), Count: int64(len(c.Origins))}
		for i := range c.History {
			h := &c.History[i]
			r.Since, r.Why = h.From, h.Why
			r.History = append(r.History, h.From+" "+h.Status.String())
		}
		for i := range c.Origins {
			r.Origins = append(r.Origins, c.Origins[i].Name)
		}
		for i := range c.Takes {
			r.Statements = once(r.Statements, c.Takes[i].Statement)
			r.Documents = once(r.Documents, c.Takes[i].Document)
		}
		return yield(r)
	})
}

// positionRow is a line of the table of positions: one statement's on one claim.
type positionRow struct {
	Claim     string   `parquet:"claim_id"`
	Story     string   `parquet:"story_id"`
	Statement string   `parquet:"statement_id"`
	Document  string   `parquet:"document_id"`
	Outlet    string   `parquet:"outlet"`
	Speaker   string   `parquet:"speaker"`
	Party     string   `parquet:"party"`
	Origin    string   `parquet:"origin"`
	Stance    string   `parquet:"stance"`
	Why       string   `parquet:"why"`
	Said      string   `parquet:"said"`
	Published string   `parquet:"published"`
	Until     string   `parquet:"replaced_on"`
	Words     string   `parquet:"words"`
	Low       *float64 `parquet:"figure_low,optional"`
	High      *float64 `parquet:"figure_high,optional"`
	Approx    bool     `parquet:"figure_approx"`
	Unit      string   `parquet:"figure_unit"`
	Outcome   string   `parquet:"figure_outcome"`
}

func positions(ctx context.Context, s *selection.Selection) iter.Seq2[positionRow, error] {
	return perClaim(ctx, s, func(x *claims.Story, c *claim.Claim, yield func(positionRow) bool) bool {
		for i := range c.Takes {
			t := &c.Takes[i]
			r := positionRow{
				Claim: c.ID, Story: x.ID, Statement: t.Statement, Document: t.Document, Outlet: x.Outlet(t.Document), Speaker: t.Speaker, Party: t.Party,
				Origin: t.Origin, Stance: t.Stance.String(), Why: t.Why, Said: t.Said, Published: t.Published, Until: t.Until, Words: t.Text,
			}
			if f := t.Figure; f != nil {
				r.Low, r.High = f.Bounds()
				r.Approx, r.Unit, r.Outcome = f.Approx, f.Unit, f.Outcome
			}
			if !yield(r) {
				return false
			}
		}
		return true
	})
}

// perClaim gives what f gives for each claim.
func perClaim[T any](ctx context.Context, s *selection.Selection, f func(*claims.Story, *claim.Claim, func(T) bool) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for x, err := range s.Stories(ctx) {
			if err != nil {
				yield(*new(T), err)
				return
			}
			for i := range x.Claims {
				if !f(x, &x.Claims[i], func(r T) bool { return yield(r, nil) }) {
					return
				}
			}
		}
	}
}

func once(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// unknown is the error of a table that is none.
func unknown(what string) error { return fmt.Errorf("no table of %q", what) }
