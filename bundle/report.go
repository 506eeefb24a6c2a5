package bundle

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/export"
	"github.com/hearsay-news/hearsay/ledger"
)

//go:embed report.css
var reportStyle string

//go:embed report.html
var reportTemplate string

// reportPolicy is the page's Content-Security-Policy: its own style sheet and nothing else.
func reportPolicy() string {
	sum := sha256.Sum256([]byte(reportStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

// reportPage is what the page shows.
type reportPage struct {
	Policy     string
	Style      template.CSS
	Manifest   *manifest
	Checkpoint string
	Key        string
	Root       string
	Claim      *claim.Claim
	Title      string // of the story
	Positions  []reportPosition
	Days       []reportDay
	Documents  []reportDocument
	Withheld   int // documents
	Statements int // that are withheld
	Decisions  int
}

// reportPosition is one statement's position.
type reportPosition struct {
	*claim.Take
	Outlet string
	Who    string
	Figure string
}

// reportDay is the claim as it was known on a day.
type reportDay struct {
	Day, Status, Why string
	Independent      int
}

// reportDocument is a document of the story; those that the claim is made of have their text.
type reportDocument struct {
	*hearsay.Document
	Outlet   string
	Public   string
	Replaced string
	Carries  string
	Entry    int64
	Snapshot string
	Redacted bool
	Text     template.HTML // "" for those of which the claim has nothing
}

// report makes the page.
func (c *contents) report(m *made) ([]byte, error) {
	head, _, err := ledger.OpenHead(c.checkpoint, []string{c.key})
	if err != nil {
		return nil, err
	}
	p := &reportPage{
		Policy: reportPolicy(), Style: template.CSS(reportStyle), Manifest: &c.manifest, Checkpoint: c.checkpoint, Key: c.key,
		Root: fmt.Sprintf("%x", head.Root[:]), Claim: m.claim, Title: m.story.Title, Withheld: len(c.redactions),
	}
	for i := range m.claim.Takes {
		t := &m.claim.Takes[i]
		who := t.Speaker
		if t.Origin != "" && !strings.EqualFold(t.Origin, t.Speaker) {
			who += " for " + t.Origin
		}
		at := reportPosition{Take: t, Outlet: m.story.Outlet(t.Document), Who: who}
		if t.Figure != nil {
			at.Figure = claim.Shown(t.Figure)
		}
		p.Positions = append(p.Positions, at)
	}
	for _, k := range m.days {
		d := reportDay{Day: k.day, Status: "not yet a claim"}
		if k.claim != nil {
			d.Status, d.Independent = k.claim.Status().String(), len(k.claim.Origins)
			if n := len(k.claim.History); n > 0 {
				d.Why = k.claim.History[n-1].Why
			}
		}
		p.Days = append(p.Days, d)
	}
	p.count(c)
	p.documents(c, m)
	t, err := template.New("report").Funcs(template.FuncMap{"clean": clean, "number": number, "short": short}).Parse(reportTemplate)
	if err != nil {
		return nil, fmt.Errorf("make the report: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return nil, fmt.Errorf("make the report: %w", err)
	}
	return b.Bytes(), nil
}

func (p *reportPage) count(c *contents) {
	for i := range c.entries {
		if c.entries[i].Kind == ledger.KindDecision {
			p.Decisions++
		}
	}
	for _, w := range c.manifest.Withheld {
		if w.Kind == ledger.KindStatement {
			p.Statements++
		}
	}
}

// documents puts the documents of the story on the page.
func (p *reportPage) documents(c *contents, m *made) {
	entry, snapshot := make(map[string]int64), make(map[string]string)
	for _, e := range c.shown() {
		if e.Kind == ledger.KindDocument {
			entry[e.ID] = e.Index
			if r, err := decode[ledger.DocumentRecord](&e); err == nil {
				snapshot[e.ID] = r.Snapshot
			}
		}
	}
	for i := range m.story.Reports {
		r := &m.story.Reports[i]
		d := reportDocument{
			Document: r.Doc, Outlet: m.story.Outlet(r.Doc.ID), Public: r.Public, Replaced: r.ReplacedOn, Carries: r.Carries,
			Entry: entry[r.Doc.ID], Snapshot: snapshot[r.Doc.ID], Redacted: c.redacted(r.Doc.ID),
		}
		if sts := m.of(r); len(sts) > 0 || d.Redacted {
			d.Text = markedText(r.Doc, sts)
		}
		p.Documents = append(p.Documents, d)
	}
}

// of are the statements of a report that take a position on the claim.
func (m *made) of(r *claim.Report) (out []claim.Stated) {
	for _, st := range r.Statements {
		if slices.ContainsFunc(m.claim.Takes, func(t claim.Take) bool { return t.Statement == st.ID }) {
			out = append(out, st)
		}
	}
	return out
}

// markedText is a document's text with statements marked in it.
func markedText(doc *hearsay.Document, stated []claim.Stated) template.HTML {
	sts := make([]hearsay.Statement, len(stated))
	for i := range stated {
		sts[i] = stated[i].Statement
		sts[i].Nested = -1
	}
	marks := slices.DeleteFunc(export.Marks(sts), func(m export.Mark) bool { return m.Role == hearsay.RoleCue })
	v := &marker{text: doc.Text, stated: stated}
	walk := export.NewWalker(marks)
	for _, block := range export.Regions(doc) {
		tag := "p"
		if block.Zone == hearsay.ZoneHeadline {
			tag = "h4"
		}
		fmt.Fprintf(&v.b, "<%s class=\"%s\" dir=\"auto\">", tag, block.Zone)
		walk.Walk(block.Span, v)
		fmt.Fprintf(&v.b, "</%s>\n", tag)
	}
	return template.HTML(v.b.String())
}

// marker writes a text with its marks.
type marker struct {
	b      strings.Builder
	text   string
	stated []claim.Stated
}

// Open begins a mark.
func (m *marker) Open(k export.Mark, again bool) {
	tag := "b"
	if k.Role == hearsay.RoleContent {
		tag = "mark"
	}
	m.b.WriteString("<" + tag)
	if id := m.stated[k.Attr].ID; k.First && !again && k.Role == hearsay.RoleContent {
		fmt.Fprintf(&m.b, ` id="%s"`, template.HTMLEscapeString(id))
	}
	m.b.WriteByte('>')
}

// Close ends a mark.
func (m *marker) Close(k export.Mark) {
	if k.Role == hearsay.RoleContent {
		m.b.WriteString("</mark>")
		return
	}
	m.b.WriteString("</b>")
}

// Text writes text.
func (m *marker) Text(s hearsay.Span) {
	m.b.WriteString(template.HTMLEscapeString(clean(m.text[s.Start:s.End])))
}

// clean takes out of a text what could show it otherwise than it is: control characters and
// what turns its direction.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069 || r&0xFFFE == 0xFFFE {
			return utf8.RuneError
		}
		return r
	}, s)
}

// short is how an ID begins.
func short(id string) string { return id[:min(len(id), 9)] + "…" }

// number is a number with its noun.
func number(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %s", n, cmp.Or(map[string]string{"entry": "entries"}[noun], noun+"s"))
}
