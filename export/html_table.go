package export

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/record"
)

// table writes the statements of a document, each linked to its place; those nested in
// another stand below it.
func (h *HTML) table(doc *hearsay.Document, sts []hearsay.Statement) {
	if len(sts) == 0 {
		h.w.WriteString("<p class=\"about\">No statement was found in this document.</p>\n")
		return
	}
	fmt.Fprintf(h.w, `<div class="wide" tabindex="0" role="region" aria-label="Table of statements">
<h3>Statements</h3>
<table>
<caption>%s, read by model %s %s; confidence from 0 to 1</caption>
<thead><tr><th scope="col">No.</th><th scope="col">Speaker</th><th scope="col">Act, certainty</th><th scope="col">Figures, said on, places</th><th scope="col">Content</th></tr></thead>
<tbody>
`, count(len(sts), "statement"), escape(h.by.Model), escape(h.by.Version))
	for _, i := range Order(sts) {
		h.row(doc, sts, i)
	}
	h.w.WriteString("</tbody>\n</table>\n</div>\n")
}

// deepest is how many levels of nesting are told apart by their indent.
const deepest = 3

// row writes one statement.
func (h *HTML) row(doc *hearsay.Document, sts []hearsay.Statement, i int) {
	st := &sts[i]
	fmt.Fprintf(h.w, `<tr id="d%d-r%d"`, h.docs, i+1)
	if depth := Depth(sts, i); depth > 0 {
		fmt.Fprintf(h.w, ` class="nested%d"`, min(depth, deepest))
	}
	fmt.Fprintf(h.w, `><th scope="row"><a href="#d%d-s%d">%d</a>`, h.docs, i+1, i+1)
	if n := st.Nested; n >= 0 && n < len(sts) {
		fmt.Fprintf(h.w, ` in&nbsp;<a href="#d%d-r%d">%d</a>`, h.docs, n+1, n+1)
	}
	h.w.WriteString("</th>")
	if st.Speaker.ID == "" {
		h.written(doc, st)
	} else {
		h.speaker(doc, st)
		h.act(doc, st)
		h.figures(doc, st)
	}
	h.w.WriteString(`<td dir="auto">`)
	list := details(st)
	for k, s := range st.Content {
		if k > 0 {
			h.w.WriteString(" … ")
		}
		h.detailed(doc.Text, s, list)
	}
	fmt.Fprintf(h.w, "<span class=\"note\">%s · %s · confidence %s</span></td></tr>\n", st.Zone, st.Mode, record.AppendScore(nil, st.Score))
}

// written writes source and cue of a statement of which no more is known.
func (h *HTML) written(doc *hearsay.Document, st *hearsay.Statement) {
	source, cue := join(doc.Text, st.Source), join(doc.Text, st.Cue)
	fmt.Fprintf(h.w, `<td dir="auto"><b>%s</b></td><td dir="auto">%s</td><td></td>`, escape(cmp.Or(source, "—")), escape(cmp.Or(cue, "—")))
}

// speaker writes who says it, through whom, and the words that were so resolved.
func (h *HTML) speaker(doc *hearsay.Document, st *hearsay.Statement) {
	source := join(doc.Text, st.Source)
	name := cmp.Or(st.Speaker.Name, source, "—")
	fmt.Fprintf(h.w, `<td dir="auto"><b>%s</b>`, escape(name))
	if note := SpeakerNote(&st.Speaker); note != "" {
		fmt.Fprintf(h.w, ` <bdi>(%s)</bdi>`, escape(note))
	}
	for k := range st.Chain {
		link := "via"
		if k > 0 {
			link = "→"
		}
		fmt.Fprintf(h.w, `<span class="via">%s <bdi>%s</bdi></span>`, link, escape(st.Chain[k].Name))
	}
	if source != "" && !alike(source, name) {
		fmt.Fprintf(h.w, `<span class="note" title="resolved by: %s">as written: <bdi>%s</bdi></span>`, st.Speaker.Basis, escape(source))
	}
	h.w.WriteString("</td>")
}

// alike reports whether a source as written says no more than the name.
func alike(source, name string) bool {
	if len(source) > 4 && strings.EqualFold(source[:4], "the ") {
		source = source[4:]
	}
	return strings.EqualFold(source, name)
}

// act writes what kind of act it is and how surely it is said, with the hedges that do
// not stand in the content, where they are marked.
func (h *HTML) act(doc *hearsay.Document, st *hearsay.Statement) {
	fmt.Fprintf(h.w, `<td><b class="act">%s</b><span class="line %s">%s</span>`, st.Act, st.Certainty, st.Certainty)
	if st.Negative {
		h.w.WriteString(`<span class="line negative">negative</span>`)
	}
	if st.Distanced {
		h.w.WriteString(`<span class="line distanced">distanced</span>`)
	}
	for _, s := range st.Hedges {
		if !slices.ContainsFunc(st.Content, func(c hearsay.Span) bool { return c.Start <= s.Start && s.End <= c.End }) {
			fmt.Fprintf(h.w, `<span class="note">“<bdi>%s</bdi>”</span>`, escape(doc.Text[s.Start:s.End]))
		}
	}
	h.w.WriteString("</td>")
}

// figures writes what is counted, when it was said, and the places named.
func (h *HTML) figures(doc *hearsay.Document, st *hearsay.Statement) {
	h.w.WriteString("<td dir=\"auto\">")
	var seen []string
	once := func(class, words string) {
		if key := class + " " + words; !slices.Contains(seen, key) {
			seen = append(seen, key)
			fmt.Fprintf(h.w, `<span class="line %s"><bdi>%s</bdi></span>`, class, escape(words))
		}
	}
	for k := range st.Figures {
		once("figures", FigureWords(doc.Text, &st.Figures[k]))
	}
	if st.SaidOn != "" {
		once("said", "said "+st.SaidOn)
	}
	for k := range st.Places {
		if p := &st.Places[k]; p.Country != "" {
			once("places", p.Name+" ("+p.Country+")")
		}
	}
	h.w.WriteString("</td>")
}

// join is the text of spans in one.
func join(text string, spans []hearsay.Span) string {
	var b strings.Builder
	for k, s := range spans {
		if k > 0 {
			b.WriteString(" … ")
		}
		b.WriteString(text[s.Start:s.End])
	}
	return b.String()
}

// detail is a stretch of a content with what it was read as.
type detail struct {
	hearsay.Span
	class, title string
}

// details are the figures, times, places and hedges of a statement in the order of the
// text. Of two that overlap the one that begins first stays, or else the longer.
func details(st *hearsay.Statement) []detail {
	var all []detail
	for k := range st.Figures {
		f := &st.Figures[k]
		all = append(all, detail{f.Span, "figure", figureTitle(f)})
	}
	for k := range st.Times {
		t := &st.Times[k]
		all = append(all, detail{t.Span, "date", "date: " + cmp.Or(t.Value, "not resolved") + " (" + t.Precision.String() + ")"})
	}
	for k := range st.Places {
		p := &st.Places[k]
		all = append(all, detail{p.Span, "place", placeTitle(p)})
	}
	for _, s := range st.Hedges {
		all = append(all, detail{s, "hedge", "hedge"})
	}
	slices.SortStableFunc(all, func(a, b detail) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	out, end := all[:0], 0
	for _, d := range all {
		if d.Start >= end && d.End > d.Start {
			out, end = append(out, d), d.End
		}
	}
	return out
}

func figureTitle(f *hearsay.Figure) string {
	parts := []string{"figure: " + boundsWords(f)}
	for _, s := range []string{f.Unit, f.Of, f.Outcome} {
		if s != "" && s != parts[len(parts)-1] {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

func placeTitle(p *hearsay.Place) string {
	if math.IsNaN(p.Lat) || math.IsNaN(p.Lon) {
		return "place: " + cmp.Or(p.Basis, "unresolved")
	}
	return fmt.Sprintf("place: %s · %s · %.2f, %.2f · by %s", p.Name, p.Country, p.Lat, p.Lon, p.Basis)
}

// detailed writes one span of text with the details in it.
func (h *HTML) detailed(text string, s hearsay.Span, list []detail) {
	at := s.Start
	for _, d := range list {
		if d.Start < at || d.End > s.End {
			continue
		}
		h.w.WriteString(escape(text[at:d.Start]))
		fmt.Fprintf(h.w, `<span class="%s" title="%s">%s</span>`, d.class, escape(d.title), escape(text[d.Start:d.End]))
		at = d.End
	}
	h.w.WriteString(escape(text[at:s.End]))
}
