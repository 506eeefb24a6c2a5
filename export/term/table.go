package term

import (
	"fmt"
	"io"
	"strconv"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
)

// Table shows each document as a table of its statements, their texts in full.
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
	columnWhere
	columnSource
	columnCue
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
	number := len(strconv.Itoa(len(sts))) + 1
	rest := width - number - 10 - 6 // the borders take six columns
	tab := table.New().
		Border(lipgloss.NormalBorder()).BorderStyle(t.style.soft).BorderRow(true).
		Width(width).
		Headers("", "zone mode", "source", "cue", "content").
		StyleFunc(func(row, col int) lipgloss.Style {
			style := t.look(col)
			switch col {
			case columnNumber:
				return style.Width(number)
			case columnWhere:
				return style.Width(10)
			case columnSource:
				return style.Width(rest * 24 / 100)
			case columnCue:
				return style.Width(rest * 18 / 100)
			}
			return style
		})
	for i := range sts {
		a := &sts[i]
		where := a.Zone.String() + " " + a.Mode.String()
		if a.Nested >= 0 && a.Nested < len(sts) {
			where += fmt.Sprintf(" in %d", a.Nested+1)
		}
		tab.Row(strconv.Itoa(i+1), where,
			pieces(doc.Text, export.RoleSource.Spans(&a.Attribution)), pieces(doc.Text, a.Cue), pieces(doc.Text, a.Content))
	}
	return tab.String()
}

func (t *Table) look(col int) lipgloss.Style {
	switch col {
	case columnSource:
		return t.style.source
	case columnCue:
		return t.style.cue
	case columnContent:
		return t.style.content
	}
	return t.style.soft
}
