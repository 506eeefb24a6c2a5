package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// mostAgain is how many bytes may be read a second time, after quotes that were not
// closed.
const mostAgain = 1 << 32

// csvRows are the rows of CSV or TSV (RFC 4180).
//
// The reader of the standard library reads on until a quote is closed, were it to
// the end of the file, and cannot go back. Hence rows are cut here, and it is given
// one at a time.
type csvRows struct {
	in      *lines
	comma   byte // 0 until it is known
	header  []string
	index   [roles]int // columns of the roles, -1 for none
	n       int
	record  []byte
	again   int64
	started int // the line that the current row begins on
}

func (c *csvRows) close() { c.in.close() }

// columns reads the line of names.
func (c *csvRows) columns() ([]string, error) {
	record, _, err := c.cut()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the table is empty")
	}
	if err == nil {
		c.header, err = c.split(record)
	}
	if err != nil {
		return nil, fmt.Errorf("read the names of the columns: %w", err)
	}
	if len(c.header) > maxColumns {
		return nil, fmt.Errorf("the table has %d columns, at most %d are read", len(c.header), maxColumns)
	}
	for i, name := range c.header {
		if !utf8.ValidString(name) {
			return nil, errors.New("read the names of the columns: they are not UTF-8")
		}
		c.header[i] = strings.TrimSpace(name)
	}
	return c.header, nil
}

func (c *csvRows) bind(names [roles]string) error {
	for i, name := range names {
		c.index[i] = -1
		if name != "" {
			c.index[i] = slices.Index(c.header, name)
		}
	}
	return nil
}

// next reads a row.
func (c *csvRows) next() (int, [roles]cell, error) {
	var cells [roles]cell
	c.n++
	record, first, err := c.cut()
	if errors.Is(err, io.EOF) {
		return c.n, cells, err
	}
	var fields []string
	if err == nil {
		fields, err = c.split(record)
	}
	if err == nil && len(fields) != len(c.header) {
		err = fmt.Errorf("it has %d fields, there are %d columns", len(fields), len(c.header))
	}
	if err != nil {
		var ok bool
		if fields, ok = c.unquoted(first, len(record)); !ok {
			return c.n, cells, fmt.Errorf("line %d: %w", c.started, err)
		}
	}
	for i, at := range c.index {
		if at >= 0 && fields[at] != "" {
			cells[i].values = []string{fields[at]}
		}
	}
	return c.n, cells, nil
}

// unquoted reads a row of TSV as one that knows no quotes, as much of TSV does: its
// first line has a field for each column then, and the rest of what was taken for
// the row is read again.
func (c *csvRows) unquoted(first []byte, taken int) ([]string, bool) {
	line := bytes.TrimRight(first, "\r\n")
	if c.comma != '\t' || bytes.Count(line, []byte{'\t'})+1 != len(c.header) || len(c.header) < 2 {
		return nil, false
	}
	if taken > len(first) {
		c.in.unread(c.record[len(first):taken])
	}
	return strings.Split(string(line), "\t"), true
}

// errOpen is the fault of a row in which a quote has no end, or one in an odd place.
var errOpen = errors.New("a quote that is opened in it is not closed")

// cut cuts the next row out of the file: lines, until no quote is open at the end
// of one. It returns the row's first line, too. Where a quote has no sound end, that
// line alone is the bad row, and the ones after it are read as rows of their own.
func (c *csvRows) cut() (record, first []byte, err error) {
	c.record = c.record[:0]
	length, state := 0, closed
	for {
		line, err := c.in.next()
		if len(c.record) == 0 {
			c.started = c.in.number
		}
		if err != nil && len(c.record) > 0 && (errors.Is(err, io.EOF) || errors.Is(err, ErrTooLarge)) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		if len(c.record) == 0 && len(bytes.TrimRight(line, "\r\n")) == 0 {
			continue
		}
		if c.comma == 0 {
			c.comma = separator(line)
		}
		c.record = append(c.record, line...)
		if length == 0 {
			length = len(line)
		}
		if state = quotes(line, c.comma, state); state == closed {
			return c.record, c.record[:length], nil
		}
		if state == broken {
			break
		}
		if int64(len(c.record)) > c.in.most {
			return nil, nil, c.oversize(c.in.off - int64(len(c.record)-length))
		}
	}
	if c.again += int64(len(c.record)); c.again < mostAgain {
		c.in.unread(c.record[length:])
	}
	return c.record[:length], c.record[:length], errOpen
}

// oversize goes past a row that is too large to be held. If its quote is found to
// have no sound end after all, the row's second line, at after, is gone back to.
func (c *csvRows) oversize(after int64) error {
	state := open
	for {
		line, err := c.in.next()
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, ErrTooLarge) {
			return err
		}
		if state = quotes(line, c.comma, state); state == closed {
			return fmt.Errorf("a row of more than %d bytes: %w", c.in.most, ErrTooLarge)
		}
		if err == nil && state == open {
			continue
		}
		if c.again += c.in.off; c.again < mostAgain {
			if err := c.in.rewind(after, c.started); err != nil {
				return err
			}
		}
		return errOpen
	}
}

// quoting is whether a quoted field is open.
type quoting int

const (
	closed quoting = iota
	open
	broken // a quote ends within a field
)

// quotes tells how a line leaves a quoted field, from how it is at its beginning.
func quotes(line []byte, comma byte, state quoting) quoting {
	for {
		if state == closed && bytes.HasPrefix(line, []byte{'"'}) {
			state, line = open, line[1:]
		}
		if state == open {
			i := bytes.IndexByte(line, '"')
			if i < 0 {
				return open
			}
			line = line[i+1:]
			if bytes.HasPrefix(line, []byte{'"'}) { // two stand for one
				line = line[1:]
				continue
			}
			if len(line) > 0 && line[0] != comma && line[0] != '\r' && line[0] != '\n' {
				return broken
			}
			state = closed
		}
		i := bytes.IndexByte(line, comma)
		if i < 0 {
			return closed
		}
		line = line[i+1:]
	}
}

// split splits a row into its fields.
func (c *csvRows) split(record []byte) ([]string, error) {
	r := csv.NewReader(bytes.NewReader(record))
	r.Comma = rune(c.comma)
	r.FieldsPerRecord = -1
	fields, err := r.Read()
	var at *csv.ParseError
	if errors.As(err, &at) { // its line is that in the row
		return nil, at.Err
	}
	return fields, err
}

// separator tells what stands between the names of columns: programs write
// semicolons in countries whose numbers have commas.
func separator(line []byte) byte {
	best, most := byte(','), bytes.Count(line, []byte{','})
	for _, c := range []byte{';', '\t', '|'} {
		if n := bytes.Count(line, []byte{c}); n > most {
			best, most = c, n
		}
	}
	return best
}
