package term

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
)

// Text shows each document as its text with the statements marked in it, and
// below it an entry for each statement.
type Text struct {
	w     io.Writer
	opts  Options
	style styles
	docs  int
}

// NewText makes a view for a terminal.
func NewText(w io.Writer, opts Options) *Text {
	return &Text{w: opts.output(w), opts: opts, style: newStyles(opts.color())}
}

// margin is the width in columns of the margin in which the zones stand.
const margin = 10

// Write shows one document.
func (t *Text) Write(doc *hearsay.Document, sts []hearsay.Statement) error {
	w := &wrapper{width: t.opts.width(80)}
	if t.docs++; t.docs > 1 {
		w.out.WriteByte('\n')
	}
	w.begin("", "")
	w.text(about(doc), &t.style.soft)
	w.end()
	w.out.WriteByte('\n')
	t.article(w, doc, sts)
	t.list(w, doc, sts)
	_, err := io.WriteString(t.w, w.out.String())
	return err
}

// Close does nothing.
func (t *Text) Close() error { return nil }

// article shows the text of the blocks, each with its zone in the margin.
func (t *Text) article(w *wrapper, doc *hearsay.Document, sts []hearsay.Statement) {
	walk := export.NewWalker(export.Marks(sts))
	for i, block := range export.Regions(doc) {
		if i > 0 && block.Zone == hearsay.ZoneBody {
			w.out.WriteByte('\n')
		}
		label := ""
		if block.Zone != hearsay.ZoneBody {
			label = block.Zone.String()
		}
		base := &t.style.plain
		switch {
		case block.Zone == hearsay.ZoneHeadline:
			base = &t.style.title
		case !block.Zone.Told():
			base = &t.style.soft
		}
		indent := strings.Repeat(" ", margin)
		if label = fmt.Sprintf("%-*s", margin, label); block.Zone != hearsay.ZoneBody {
			label = t.style.soft.Render(label)
		}
		w.begin(label, indent)
		walk.Walk(block.Span, &marker{w: w, text: doc.Text, style: &t.style, base: base, color: t.opts.color()})
		w.end()
	}
}

// marker adds a text with its marks to a wrapper.
type marker struct {
	w     *wrapper
	text  string
	style *styles
	base  *lipgloss.Style
	color bool
	open  []hearsay.Role
}

var letters = [...]string{hearsay.RoleSource: "S", hearsay.RoleCue: "C", hearsay.RoleContent: "T"}

// Open begins a mark: a bracket with the letter of its role and the number of its
// statement, or with colours the number alone.
func (m *marker) Open(k export.Mark, again bool) {
	m.open = append(m.open, k.Role)
	switch {
	case !m.color:
		m.w.glue(fmt.Sprintf("[%s%d", letters[k.Role], k.Attr+1), m.base)
		m.w.text(" ", m.base)
	case k.First && !again && k.Role != hearsay.RoleCue:
		m.w.glue(superscript(k.Attr+1), &m.style.soft)
	}
}

// Close ends a mark.
func (m *marker) Close(export.Mark) {
	m.open = m.open[:len(m.open)-1]
	if !m.color {
		m.w.glue("]", m.base)
	}
}

// Text shows text in the look of the innermost mark.
func (m *marker) Text(s hearsay.Span) {
	style := m.base
	if len(m.open) > 0 && m.color {
		style = m.style.of(m.open[len(m.open)-1])
	}
	m.w.text(Clean(m.text[s.Start:s.End]), style)
}

// superscript writes a number small and high.
func superscript(n int) string {
	digits := [...]rune{'⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'}
	out := make([]rune, 0, 4)
	for _, c := range fmt.Sprint(n) {
		out = append(out, digits[c-'0'])
	}
	return string(out)
}
