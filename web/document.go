package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/record"
)

func (s *Site) documentRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /documents", account.Viewer, s.documents)
	s.page(mux, "GET /document/{id}", account.Viewer, s.document)
	s.page(mux, "GET /document/{id}/snapshot", account.Viewer, s.snapshot)
	s.page(mux, "GET /statement/{id}", account.Viewer, s.statement)
	s.page(mux, "GET /compare/{old}/{new}", account.Viewer, s.compare)
}

// read is a document of the ledger with the statements of its last reading.
type read struct {
	doc        *hearsay.Document
	rec        *ledger.DocumentRecord
	story      *claims.Story // nil while the view does not have it
	statements []claim.Stated
	claims     map[string][]claimShown // by statement
}

// readDocument gives a document: its statements are those that the view has, else those of
// the ledger.
func (s *Site) readDocument(ctx context.Context, v *live.View, id string) (*read, error) {
	doc, rec, err := s.Newsroom.Ledger.Document(ctx, id)
	if err != nil {
		return nil, orMissing(err, "document")
	}
	r := &read{doc: doc, rec: rec, story: v.StoryOf(id)}
	if report := reportOf(r.story, id); report != nil {
		r.statements = slices.Clone(report.Statements)
	} else if r.statements, err = s.readings(ctx, doc, func(f *ledger.FoundStatement) bool { return f.Until == 0 }); err != nil {
		return nil, err
	}
	claim.InOrder(r.statements)
	r.claims = claimLines(r.story, id)
	return r, nil
}

// reportOf is the report of a document in its story, nil for none.
func reportOf(st *claims.Story, id string) *claim.Report {
	if st == nil {
		return nil
	}
	for i := range st.Reports {
		if st.Reports[i].Doc.ID == id {
			return &st.Reports[i]
		}
	}
	return nil
}

// mostReadings is how many statements of a document are looked at in the ledger.
const mostReadings = 10_000

// readings gives the statements of a document in the ledger that are wanted, in the order
// of its text.
func (s *Site) readings(ctx context.Context, doc *hearsay.Document, wants func(*ledger.FoundStatement) bool) ([]claim.Stated, error) {
	reader := record.NewReader(doc)
	var out []claim.Stated
	n := 0
	for f, err := range ledger.AllStatements(ctx, s.Newsroom.Ledger, ledger.StatementQuery{Document: doc.ID, All: true}) {
		if err != nil {
			return nil, err
		}
		if n++; n > mostReadings {
			break
		}
		if !wants(f) {
			continue
		}
		st, id, in, err := reader.Statement(f.Record)
		if err != nil {
			return nil, err
		}
		out = append(out, claim.Stated{Statement: st, ID: id, NestedIn: in})
	}
	claim.InOrder(out)
	return out, nil
}

// orMissing says what there is none of, where an error says that the ledger has it not.
func orMissing(err error, what string) error {
	if isMissing(err) {
		return &notFound{what}
	}
	return err
}

// documentPage is a document as it is shown.
type documentPage struct {
	ID, Title, Outlet string
	URL               string // to go to, "" where it is no address of the web
	Plain             string // where it came from otherwise
	Doc               *hearsay.Document
	Rec               *ledger.DocumentRecord
	Found             ledger.FoundDocument
	Story             *claims.Story
	Versions          []versionLine
	Copies            []copyLine
	Carries           named // the document whose text it carries, if there is one
	Runs              []run
	Statements        []*shownStatement // those that begin on this sheet
	Rejected          []*shownStatement
	Count             int // statements in all
	Earlier           []*shownStatement
	Asked             bool // for those of earlier readings
	Sheet             int
	Sheets            []sheetLink
	Analyst           bool
}

func (s *Site) document(w http.ResponseWriter, r *http.Request) error {
	v := s.Newsroom.Live.View()
	d, err := s.readDocument(r.Context(), v, r.PathValue("id"))
	if err != nil {
		return err
	}
	p := &documentPage{
		ID: d.doc.ID, Title: titleOf(d.doc), Outlet: outletOf(d.doc), Doc: d.doc, Rec: d.rec, Story: d.story, Count: len(d.statements),
		Analyst: account.From(r.Context()).May(account.Analyst), Asked: r.FormValue("earlier") != "",
	}
	at := cmp.Or(d.rec.Canonical, d.doc.URL)
	if p.URL = webURL(at); p.URL == "" {
		p.Plain = cmp.Or(at, d.doc.Path)
	}
	if err := s.surround(r.Context(), v, p); err != nil {
		return err
	}
	shown := showStatements(v, d)
	parts := d.sheets()
	if p.Sheet, err = sheetAsked(r.FormValue("page"), len(parts)); err != nil {
		return err
	}
	p.fill(parts[p.Sheet-1], shown)
	if len(parts) > 1 {
		for i := range parts {
			p.Sheets = append(p.Sheets, sheetLink{documentURL(p.ID, i+1, ""), i + 1, i+1 == p.Sheet})
		}
	}
	if p.Asked {
		old, err := s.readings(r.Context(), d.doc, func(f *ledger.FoundStatement) bool { return f.Until != 0 })
		if err != nil {
			return err
		}
		p.Earlier = showStatements(v, &read{doc: d.doc, statements: apart(old, d.statements)})
	}
	s.show(w, r, http.StatusOK, "document.html", p.Title, p)
	return nil
}

// fill puts one sheet of the text on the page, and the statements that begin there.
func (p *documentPage) fill(part hearsay.Span, shown []*shownStatement) {
	var marks []*marked
	for _, st := range shown {
		start := st.content[0].Start
		here := start >= part.Start && start < part.End
		switch {
		case st.Rejected && here:
			p.Rejected = append(p.Rejected, st)
		case !st.Rejected:
			marks = append(marks, &st.marked)
			if here {
				p.Statements = append(p.Statements, st)
			}
		}
	}
	p.Runs = runsOf(p.Doc, part, marks)
}

// sheetLink leads to a sheet.
type sheetLink struct {
	URL    string
	Number int
	Here   bool
}

// run is a block of the text, or what stands between two.
type run struct {
	Zone   string // "" for white space between blocks
	Pieces []piece
}

// runsOf cuts a part of a document's text into its blocks and what stands between them.
func runsOf(doc *hearsay.Document, part hearsay.Span, marks []*marked) []run {
	var out []run
	at := part.Start
	between := func(end int) {
		if end <= at {
			return
		}
		r := run{Pieces: cutMarks(doc.Text, hearsay.Span{Start: at, End: end}, marks)}
		if strings.TrimSpace(doc.Text[at:end]) != "" {
			r.Zone = "loose"
		}
		out = append(out, r)
		at = end
	}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		s := hearsay.Span{Start: max(b.Start, at), End: min(b.End, part.End)}
		if s.Empty() {
			continue
		}
		between(s.Start)
		out = append(out, run{zoneClass(doc, b), cutMarks(doc.Text, s, marks)})
		at = s.End
	}
	between(part.End)
	return out
}

// zoneClass names a block's zone; a paragraph of the body that is quoted throughout is told
// apart.
func zoneClass(doc *hearsay.Document, b *hearsay.Block) string {
	if b.Zone == hearsay.ZoneBody {
		if text := strings.TrimSpace(doc.Text[b.Start:b.End]); strings.HasPrefix(text, "“") && strings.HasSuffix(text, "”") && strings.Count(text, "“") == 1 {
			return "quoted"
		}
	}
	return b.Zone.String()
}

// sheets are the parts in which the document is shown.
func (d *read) sheets() []hearsay.Span {
	var starts []int
	for i := range d.statements {
		st := &d.statements[i]
		if len(st.Content) == 0 {
			continue
		}
		for range 1 + min(len(d.claims[st.ID]), mostClaims) { // a claim takes as much as a statement
			starts = append(starts, st.Content[0].Start)
		}
	}
	slices.Sort(starts)
	return sheets(d.doc, starts)
}

// apart leaves out the statements of other readings that the last reading has too, and keeps
// each once.
func apart(old, now []claim.Stated) []claim.Stated {
	seen := make(map[string]bool, len(old)+len(now))
	for i := range now {
		seen[now[i].ID] = true
	}
	var out []claim.Stated
	for _, st := range old {
		if !seen[st.ID] {
			seen[st.ID] = true
			out = append(out, st)
		}
	}
	return out[:min(len(out), 200)]
}

// sheetAsked reads the number of a sheet.
func sheetAsked(value string, of int) (int, error) {
	if value == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return 0, wrong("page %q: a page is a number from 1", value)
	}
	if n > of {
		return 0, &notFound{"page of this document"}
	}
	return n, nil
}

// documentURL is where a sheet of a document is shown, and a statement on it.
func documentURL(id string, sheet int, statement string) string {
	u := "/document/" + url.PathEscape(id)
	if sheet > 1 {
		u += "?page=" + strconv.Itoa(sheet)
	}
	if statement != "" {
		u += "#st-" + url.PathEscape(statement)
	}
	return u
}

// webURL is a URL as it is where it is one of the web, else "".
func webURL(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}

// titleOf is a document's title, else how its text begins.
func titleOf(doc *hearsay.Document) string {
	line, _, _ := strings.Cut(strings.TrimSpace(doc.Text), "\n")
	return cmp.Or(doc.Title, claims.Clip(line, 120), doc.ID)
}

// outletOf is what the outlet of a document is called.
func outletOf(doc *hearsay.Document) string { return cmp.Or(doc.Publisher, doc.URL, doc.Path, doc.ID) }
