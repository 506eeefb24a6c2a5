package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger/change"
)

// comparePage is two versions side by side.
type comparePage struct {
	Old, New  named
	Class     string
	Reasons   []string
	Notice    string
	Rows      []diffRow
	Fates     []fate
	Counts    string
	Same      bool
	All       bool   // paragraphs that are the same are shown too
	Toggle    string // URL that shows or hides them
	Next      string
	Backwards string // URL of the comparison the other way round
	Public    string // since when the new one is shown in the old one's place, "" where that is not recorded
}

// diffRow is a paragraph of both versions, or of one.
type diffRow struct {
	Kind     string // "same", or the kind of its difference
	Cosmetic bool
	Old, New []diffPiece
	Left     int // paragraphs that are left out here, for a row of nothing else
}

// diffPiece is a run of words, which the other version does or does not have.
type diffPiece struct {
	Text    string
	Changed bool
	Kind    string // of the edit
}

// fate is what became of a statement.
type fate struct {
	Change, What     string
	Was, Now         string // contents
	WasURL, NowURL   string
	Speaker, Grounds string
}

// rowsAPage is how many rows of a comparison a page has, and weightAPage how many bytes of
// text.
const (
	rowsAPage   = 200
	weightAPage = 80 << 10
)

func (s *Site) compare(w http.ResponseWriter, r *http.Request) error {
	v := s.Newsroom.Live.View()
	old, err := s.readDocument(r.Context(), v, r.PathValue("old"))
	if err != nil {
		return err
	}
	now, err := s.readDocument(r.Context(), v, r.PathValue("new"))
	if err != nil {
		return err
	}
	from, err := rowAsked(r.FormValue("from"))
	if err != nil {
		return err
	}
	c := change.Between(versionOf(old), versionOf(now))
	p := &comparePage{
		Old: named{old.doc.ID, titleOf(old.doc), outletOf(old.doc), old.rec.Public}, New: named{now.doc.ID, titleOf(now.doc), outletOf(now.doc), now.rec.Public},
		Class: c.Class.String(), Reasons: c.Reasons, Same: c.Class == change.None, All: r.FormValue("all") != "",
		Backwards: "/compare/" + now.doc.ID + "/" + old.doc.ID,
	}
	if c.Notice != nil {
		p.Notice = now.doc.Text[c.Notice.Span.Start:c.Notice.Span.End]
	}
	if err := s.recorded(r, p); err != nil {
		return err
	}
	rows := diffRows(old.doc, now.doc, &c)
	if !p.All {
		rows = condense(rows)
	}
	p.page(rows, from, r.URL.Path)
	if from == 0 {
		p.fates(old, now, &c)
	}
	s.show(w, r, http.StatusOK, "compare.html", "What changed: "+p.New.Title, p)
	return nil
}

// recorded tells what the ledger recorded when one version took the place of the other.
func (s *Site) recorded(r *http.Request, p *comparePage) error {
	records, err := s.Newsroom.Ledger.Versions(r.Context(), p.New.ID)
	if err != nil {
		return err
	}
	for i := range records {
		if rec := &records[i]; rec.Document == p.New.ID && rec.Replaces == p.Old.ID {
			p.Public = rec.Public
			if p.Notice == "" {
				p.Notice = rec.Notice
			}
		}
	}
	return nil
}

// rowAsked reads the number of the row that a page begins with.
func rowAsked(value string) (int, error) {
	if value == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return 0, wrong("from %q: it is a number from 0", value)
	}
	return n, nil
}

// page takes the rows from one on.
func (p *comparePage) page(rows []diffRow, from int, path string) {
	query := ""
	if p.All {
		query = "all=1"
		p.Toggle = path
	} else {
		p.Toggle = path + "?all=1"
	}
	from = min(from, len(rows))
	end, weight := from, 0
	for end < len(rows) && end-from < rowsAPage && (end == from || weight < weightAPage) {
		for _, side := range [...][]diffPiece{rows[end].Old, rows[end].New} {
			for i := range side {
				weight += len(side[i].Text)
			}
		}
		end++
	}
	p.Rows = rows[from:end]
	if end < len(rows) {
		p.Next = path + "?" + strings.TrimPrefix(query+"&from="+strconv.Itoa(end), "&")
	}
}

// versionOf is a document with its statements as changes are worked out from them.
func versionOf(d *read) change.Version {
	v := change.Version{Doc: d.doc, Statements: make([]hearsay.Statement, len(d.statements))}
	for i := range d.statements {
		v.Statements[i] = d.statements[i].Statement
	}
	return v
}

// diffRows puts the paragraphs of two versions side by side, in the order of the new one;
// what vanished stands where it stood. Each paragraph of either stands in one row.
func diffRows(old, now *hearsay.Document, c *change.Change) []diffRow {
	byNew, byOld := make(map[int][]*change.Difference), make(map[int][]*change.Difference)
	for i := range c.Differences {
		d := &c.Differences[i]
		byNew[d.New] = append(byNew[d.New], d)
		byOld[d.Old] = append(byOld[d.Old], d)
	}
	var out []diffRow
	shown := make([]bool, len(old.Blocks))
	take := func(i int) bool { // an old paragraph that was cut in two stands beside the first part
		if i < 0 || shown[i] {
			return false
		}
		shown[i] = true
		return true
	}
	at := 0 // the first old paragraph that was not passed
	pass := func(until int) {
		for ; at < until; at++ {
			for _, d := range byOld[at] {
				if d.New < 0 && take(at) {
					out = append(out, diffRow{Kind: d.Kind.String(), Cosmetic: d.Cosmetic, Old: sideOf(old, at, d, true)})
				}
			}
		}
	}
	same := 0 // the next old paragraph that is the same in both
	for k := range now.Blocks {
		if len(byNew[k]) == 0 {
			for same < len(old.Blocks) && len(byOld[same]) > 0 {
				same++
			}
			row := diffRow{Kind: "same", New: whole(now, k)}
			pass(same)
			if same < len(old.Blocks) && take(same) {
				row.Old = whole(old, same)
				same++
			}
			out = append(out, row)
			continue
		}
		for n, d := range byNew[k] {
			if d.Old >= 0 && d.Kind == change.Edited {
				pass(d.Old)
			}
			row := diffRow{Kind: d.Kind.String(), Cosmetic: d.Cosmetic}
			if take(d.Old) {
				row.Old = sideOf(old, d.Old, d, true)
			}
			if n == 0 {
				row.New = sideOf(now, k, d, false)
			}
			if row.Old != nil || row.New != nil {
				out = append(out, row)
			}
		}
	}
	pass(len(old.Blocks))
	return out
}

// whole is a block as it is.
func whole(doc *hearsay.Document, i int) []diffPiece {
	b := &doc.Blocks[i]
	return []diffPiece{{Text: doc.Text[b.Start:b.End]}}
}

// sideOf is one side of a block that differs, cut where its words do.
func sideOf(doc *hearsay.Document, i int, d *change.Difference, old bool) []diffPiece {
	b := doc.Blocks[i].Span
	if d.Kind == change.Appeared || d.Kind == change.Vanished {
		return []diffPiece{{Text: doc.Text[b.Start:b.End], Changed: true}}
	}
	var out []diffPiece
	at := b.Start
	for k := range d.Edits {
		e := d.Edits[k].New
		if old {
			e = d.Edits[k].Old
		}
		if e.Start < at || e.End > b.End || e.Empty() {
			continue
		}
		if e.Start > at {
			out = append(out, diffPiece{Text: doc.Text[at:e.Start]})
		}
		out = append(out, diffPiece{Text: doc.Text[e.Start:e.End], Changed: true, Kind: d.Edits[k].Kind.String()})
		at = e.End
	}
	if at < b.End {
		out = append(out, diffPiece{Text: doc.Text[at:b.End]})
	}
	return out
}

// condense leaves out paragraphs that are the same and not next to one that differs.
func condense(rows []diffRow) []diffRow {
	same := func(i int) bool { return i < 0 || i >= len(rows) || rows[i].Kind == "same" }
	var out []diffRow
	for i := range rows {
		if !same(i) || !same(i-1) || !same(i+1) {
			out = append(out, rows[i])
			continue
		}
		if n := len(out); n > 0 && out[n-1].Left > 0 {
			out[n-1].Left++
		} else {
			out = append(out, diffRow{Kind: "same", Left: 1})
		}
	}
	return out
}

// mostFates is how many statements a comparison lists.
const mostFates = 300

// fates tells what became of the statements; first those of which something became.
func (p *comparePage) fates(old, now *read, c *change.Change) {
	count := make(map[change.Fate]int)
	for _, pass := range [...]bool{false, true} {
		for i := range c.Links {
			l := &c.Links[i]
			if (l.Fate == change.LinkKept) != pass {
				continue
			}
			count[l.Fate]++
			if len(p.Fates) < mostFates {
				p.Fates = append(p.Fates, fateOf(old, now, l))
			}
		}
	}
	var counts []string
	for _, f := range [...]change.Fate{change.LinkKept, change.LinkChanged, change.LinkVanished, change.LinkAppeared} {
		if n := count[f]; n > 0 {
			counts = append(counts, strconv.Itoa(n)+" "+f.String())
		}
	}
	p.Counts = strings.Join(counts, ", ")
}

func fateOf(old, now *read, l *change.Link) fate {
	f := fate{Change: l.Fate.String()}
	what := make([]string, 0, len(l.What))
	for _, a := range l.What {
		what = append(what, a.String())
	}
	f.What = strings.Join(what, ", ")
	if l.Fate != change.LinkKept && !l.Grounded {
		f.Grounds = "the words are the same, and are read otherwise"
	}
	side := func(d *read, i int) (content, url string) {
		if i < 0 || i >= len(d.statements) {
			return "", ""
		}
		st := &d.statements[i]
		f.Speaker = st.Speaker.Name
		return claims.Clip(contentOf(d.doc, st), mostContent), "/statement/" + st.ID
	}
	f.Was, f.WasURL = side(old, l.Old)
	f.Now, f.NowURL = side(now, l.New)
	return f
}

// contentOf is a statement's content on one line, its pieces with … between them.
func contentOf(doc *hearsay.Document, st *claim.Stated) string {
	parts := make([]string, 0, len(st.Content))
	for _, c := range st.Content {
		parts = append(parts, doc.Text[c.Start:c.End])
	}
	return strings.Join(strings.Fields(strings.Join(parts, " … ")), " ")
}
