package term

import (
	"io"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
)

// Column is a column of a List.
type Column struct {
	Name  string
	Share int // of the width, in per cent; 0 for a column as wide as Width says
	Width int
}

// List shows rows of a list as a table; what is long is wrapped.
type List struct {
	w       io.Writer
	opts    Options
	style   styles
	columns []Column
	rows    [][]string
}

// NewList makes a list for a terminal.
func NewList(w io.Writer, opts Options, columns ...Column) *List {
	return &List{w: opts.output(w), opts: opts, style: newStyles(opts.color()), columns: columns}
}

// listPage is how many rows are laid out together.
const listPage = 200

// Add adds a row. Its texts may come from anywhere and are cleaned.
func (l *List) Add(cells ...string) error {
	for i := range cells {
		cells[i] = Clean(cells[i])
	}
	l.rows = append(l.rows, cells)
	if len(l.rows) >= listPage {
		return l.Close()
	}
	return nil
}

// Close shows the rows that wait.
func (l *List) Close() error {
	if len(l.rows) == 0 {
		return nil
	}
	width := l.opts.width(160)
	rest := width - 1 - len(l.columns) // borders
	for _, c := range l.columns {
		rest -= c.Width
	}
	names := make([]string, len(l.columns))
	for i, c := range l.columns {
		names[i] = c.Name
	}
	tab := table.New().
		Border(lipgloss.NormalBorder()).BorderStyle(l.style.soft).BorderRow(true).
		Width(width).Headers(names...).Rows(l.rows...).
		StyleFunc(func(_, col int) lipgloss.Style {
			c := l.columns[col]
			if c.Share == 0 {
				return lipgloss.NewStyle().Width(c.Width)
			}
			return lipgloss.NewStyle().Width(max(4, rest*c.Share/100))
		})
	l.rows = nil
	_, err := io.WriteString(l.w, tab.String()+"\n")
	return err
}
