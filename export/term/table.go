package term

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
)

// Table shows each document as a table of its statements, their
// contents in full.
type Table struct {
	w     io.Writer
	opts  Options
	style styles
	docs  int
}

// NewTable makes a view for a terminal.
func NewTable(w io.Writer, opts Options) *Table {
	return &Table{w: opts.output(w), opts: opts, style: newStyles(opts.color())}
}

// The columns of the table.
const (
	columnNumber = iota
	columnSpeaker
	columnAct
	columnFigures
	columnContent
)

// Write shows one document.
func (t *Table) Write(doc *hearsay.Document, sts []hearsay.Statement) error {
	w := &wrapper{width: t.opts.width(160)}
	if t.docs++; t.docs > 1 {
		w.out.WriteByte('\n')
	}
	if doc.Title != "" {
		w.begin("", "")
		w.text(Clean(doc.Title), &t.style.title)
		w.end()
	}
	w.begin("", "")
	w.text(about(doc), &t.style.soft)
	w.end()
	if len(sts) == 0 {
		w.out.WriteString(t.style.soft.Render("no statements") + "\n")
	} else {
		w.out.WriteString(t.table(doc, sts) + "\n")
	}
	_, err := io.WriteString(t.w, w.out.String())
	return err
}

// Close does nothing.
func (t *Table) Close() error { return nil }

func (t *Table) table(doc *hearsay.Document, sts []hearsay.Statement) string {
	width := t.opts.width(160)
	number := numberWidth(sts)
	rest := width - number - 6 // the borders take six columns
	tab := table.New().
		Border(lipgloss.NormalBorder()).BorderStyle(t.style.soft).BorderRow(true).
		Width(width).
		Headers("", "speaker", "act", "figures", "content").
		StyleFunc(func(row, col int) lipgloss.Style {
			style := t.look(col)
			switch col {
			case columnNumber:
				return style.Width(number)
			case columnSpeaker:
				return style.Width(rest * 26 / 100)
			case columnAct:
				return style.Width(min(rest*20/100, 20))
			case columnFigures:
				return style.Width(rest * 22 / 100)
			}
			return style
		})
	for _, i := range export.Order(sts) {
		st := &sts[i]
		label := strconv.Itoa(i + 1)
		if st.Nested >= 0 && st.Nested < len(sts) {
			label += fmt.Sprintf("\nin %d", st.Nested+1)
		}
		tab.Row(label, speakerCell(doc, st), actCell(doc, st), figuresCell(doc, st), pieces(doc.Text, st.Content))
	}
	return tab.String()
}

// numberWidth is the width in columns of the numbers, with those of what a statement
// is nested in.
func numberWidth(sts []hearsay.Statement) int {
	digits := len(strconv.Itoa(len(sts)))
	for i := range sts {
		if sts[i].Nested >= 0 && sts[i].Nested < len(sts) {
			return digits + len("in ") + 1
		}
	}
	return digits + 1
}

func speakerCell(doc *hearsay.Document, st *hearsay.Statement) string {
	name, note := speaker(doc, st)
	if note != "" {
		name += " (" + note + ")"
	}
	if carriers := via(st); carriers != "" {
		name += "\nvia " + carriers
	}
	return name
}

// actCell is the act and how surely it is said, or the cue as written where that is
// not known.
func actCell(doc *hearsay.Document, st *hearsay.Statement) string {
	if !resolved(st) {
		return short(pieces(doc.Text, st.Cue), longestOther)
	}
	words := st.Act.String() + "\n" + st.Certainty.String()
	if st.Distanced {
		words += "\ndistanced"
	}
	return words
}

func figuresCell(doc *hearsay.Document, st *hearsay.Statement) string {
	lines := figures(doc, st)
	if st.SaidOn != "" {
		lines = append(lines, "said "+short(st.SaidOn, longestOther))
	}
	if st.Zone != hearsay.ZoneBody {
		lines = append(lines, "in the "+st.Zone.String())
	}
	return strings.Join(lines, "\n")
}

func (t *Table) look(col int) lipgloss.Style {
	switch col {
	case columnSpeaker:
		return t.style.source
	case columnAct:
		return t.style.act
	case columnFigures:
		return t.style.figure
	case columnContent:
		return t.style.content
	}
	return t.style.soft
}
