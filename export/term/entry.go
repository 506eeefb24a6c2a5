package term

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
)

// listed is the list of statements below a text: for each who says it, through whom,
// what kind of act it is, how surely it is said, when, and the figures; below that its
// content, as much of it as a line holds.
type listed struct {
	w      *wrapper
	style  *styles
	doc    *hearsay.Document
	digits int // of the highest number
}

// list shows the statements, those nested in another below it.
func (t *Text) list(w *wrapper, doc *hearsay.Document, sts []hearsay.Statement) {
	w.out.WriteByte('\n')
	if len(sts) == 0 {
		w.out.WriteString(t.style.soft.Render("no statements") + "\n")
		return
	}
	l := listed{w: w, style: &t.style, doc: doc, digits: max(3, len(fmt.Sprint(len(sts))))}
	for _, i := range export.Order(sts) {
		l.entry(&sts[i], i+1, export.Depth(sts, i))
	}
}

// deepest is how many levels of nesting are told apart by their indent.
const deepest = 4

// entry shows one statement.
func (l *listed) entry(st *hearsay.Statement, number, depth int) {
	label := strings.Repeat("  ", min(depth, deepest)) + fmt.Sprintf("%*d  ", l.digits, number)
	indent := strings.Repeat(" ", len(label))
	l.w.begin(l.style.soft.Render(label), indent)
	if resolved(st) {
		l.known(st)
	} else {
		l.written(st)
	}
	if st.Zone != hearsay.ZoneBody {
		l.fact(st.Zone.String(), &l.style.soft)
	}
	l.w.end()
	l.w.out.WriteString(indent)
	content := ansi.Truncate(pieces(l.doc.Text, st.Content), l.w.width-len(indent), "…")
	l.w.out.WriteString(l.style.content.Render(content) + "\n")
}

// known shows what a statement was resolved to.
func (l *listed) known(st *hearsay.Statement) {
	name, note := speaker(l.doc, st)
	l.w.text(name, &l.style.source)
	if note != "" {
		l.w.text(" ("+note+")", &l.style.soft)
	}
	if carriers := via(st); carriers != "" {
		l.w.text(" via ", &l.style.soft)
		l.w.text(carriers, &l.style.carrier)
	}
	l.fact(st.Act.String(), &l.style.act)
	if st.Certainty != hearsay.Unspecified { // where nothing is asserted there is nothing to be sure of
		l.w.text(", ", &l.style.soft)
		l.w.text(st.Certainty.String(), l.style.sure(st.Certainty))
	}
	if st.Distanced {
		l.w.text(", ", &l.style.soft)
		l.w.text("distanced", &l.style.distant)
	}
	if st.SaidOn != "" {
		l.fact("said "+short(st.SaidOn, longestOther), &l.style.plain)
	}
	for k, words := range figures(l.doc, st) {
		if k == 0 {
			l.fact(words, &l.style.figure)
			continue
		}
		l.w.text(", ", &l.style.soft)
		l.w.text(words, &l.style.figure)
	}
}

// written shows source and cue of a statement of which no more is known.
func (l *listed) written(st *hearsay.Statement) {
	name, _ := speaker(l.doc, st)
	l.w.text(name, &l.style.source)
	if cue := short(pieces(l.doc.Text, st.Cue), longestOther); cue != "" {
		l.fact(cue, &l.style.cue)
	}
}

// fact shows one more fact behind a dot, which never begins a line.
func (l *listed) fact(s string, style *lipgloss.Style) {
	l.w.glue(" ·", &l.style.soft)
	l.w.text(" ", &l.style.soft)
	l.w.text(s, style)
}
