package table

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// How far a file may blow up: each byte of it may stand for so many values and so
// many bytes of text, beside what is free.
const (
	maxValuesPerByte = 200
	freeValues       = 16 << 20
)

// parquetRows are the rows of a Parquet file. Of each column that is wanted, one
// page is held at a time.
//
// The library trusts the file in many places: it makes room for as much as a
// header says, and panics at what cannot be. So everything that says how much there
// is has been looked at before it does (see footer.go and page.go), and its panics
// become errors.
type parquetRows struct {
	ctx    context.Context
	f      *os.File
	opts   Options
	file   *parquet.File
	leaves []leaf
	bound  [roles]int // leaves of the roles, -1 for none
	check  *checker

	group   int // of the rows being read, the first one is 0
	left    int64
	n       int // of the row last read
	cursors [roles]*cursor
	values  int64 // read so far
	bytes   int64 // of text given so far
}

// leaf is a column with values of its own.
type leaf struct {
	name   string // as the user knows it: of a list, the list's
	index  int
	column *parquet.Column
	read   func(parquet.Value) cell
}

func openParquet(ctx context.Context, f *os.File, size int64, opts Options) (rows, error) {
	p := &parquetRows{ctx: ctx, f: f, opts: opts, group: -1, check: &checker{f: f, size: size, ctx: ctx}}
	if err := p.open(size); err != nil {
		p.close()
		return nil, fmt.Errorf("open the Parquet file: %w", err)
	}
	return p, nil
}

func (p *parquetRows) open(size int64) (err error) {
	defer caught(&err)
	if err := checkFooter(p.f, size); err != nil {
		return err
	}
	p.file, err = parquet.OpenFile(p.f, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return err
	}
	collectLeaves(p.file.Root(), nil, &p.leaves)
	return nil
}

// caught makes an error of a panic of the library.
func caught(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("the file contradicts itself: %v", v)
	}
}

func caughtFatal(err *error) {
	if v := recover(); v != nil {
		*err = fatal{fmt.Errorf("the file contradicts itself: %v", v)}
	}
}

func (p *parquetRows) close() {
	p.leave()
	p.check.codecs.close()
	p.f.Close()
}

// collectLeaves gathers the columns that have values.
func collectLeaves(c *parquet.Column, path []string, all *[]leaf) {
	if len(path) == 0 || !c.Leaf() {
		for _, child := range c.Columns() {
			collectLeaves(child, append(path[:len(path):len(path)], child.Name()), all)
		}
		return
	}
	*all = append(*all, leaf{name: leafName(path), index: int(c.Index()), column: c, read: reader(c.Type())})
}

// leafName leaves out what Parquet puts between a list and its elements.
func leafName(path []string) string {
	var names []string
	for i := 0; i < len(path); i++ {
		names = append(names, path[i])
		if i+2 < len(path) && (path[i+1] == "list" || path[i+1] == "bag") {
			i += 2
		}
	}
	return strings.Join(names, ".")
}

func (p *parquetRows) columns() ([]string, error) {
	var names []string
	for _, l := range p.leaves {
		names = append(names, l.name)
	}
	return names, nil
}

func (p *parquetRows) bind(names [roles]string) error {
	for i, name := range names {
		p.bound[i] = -1
		for j, l := range p.leaves {
			if name != "" && l.name == name {
				p.bound[i] = j
				break
			}
		}
	}
	return nil
}

// next reads a row. Where a group of rows cannot be read on, the next one can.
func (p *parquetRows) next() (int, [roles]cell, error) {
	var cells [roles]cell
	for p.left == 0 {
		p.leave()
		p.group++
		if p.group >= len(p.file.RowGroups()) {
			return p.n, cells, io.EOF
		}
		if err := p.enter(); err != nil {
			first := p.n + 1
			rows := p.skip()
			return first, cells, p.groupFault(rows, err)
		}
	}
	p.n++
	cells, err := p.row()
	var broken fatal
	if errors.As(err, &broken) && !errors.Is(err, errBlown) {
		first := p.n
		p.n--
		rows := p.skip()
		return first, cells, p.groupFault(rows, broken.error)
	}
	p.left--
	return p.n, cells, err
}

// errBlown is the fault of a file that says far more than it has room for.
var errBlown = fmt.Errorf("it unpacks to more than %d times its size: %w", maxRatio, ErrTooLarge)

func (p *parquetRows) groupFault(rows int64, err error) error {
	if p.ctx.Err() != nil {
		return fatal{p.ctx.Err()}
	}
	return fmt.Errorf("it and the %d rows after it cannot be read: %w", max(rows-1, 0), err)
}

// skip goes past the rest of the group and reports how many rows that is.
func (p *parquetRows) skip() int64 {
	rows := p.left
	p.n += int(rows)
	p.left = 0
	return rows
}

// enter opens the columns of the next group of rows.
func (p *parquetRows) enter() (err error) {
	defer caught(&err)
	group := p.file.RowGroups()[p.group]
	if n := group.NumRows(); n < 0 || n > 1<<40 {
		return fmt.Errorf("the group says that it has %d rows", n)
	}
	p.left = group.NumRows()
	chunks := group.ColumnChunks()
	meta := p.file.Metadata().RowGroups[p.group].Columns
	for i, at := range p.bound {
		if at < 0 {
			continue
		}
		l := p.leaves[at]
		if l.index >= len(chunks) || l.index >= len(meta) {
			return fmt.Errorf("the group has no column %s", l.name)
		}
		if err := p.check.chunk(&meta[l.index], l.column); err != nil {
			return fmt.Errorf("column %s: %w", l.name, err)
		}
		p.cursors[i] = &cursor{pages: chunks[l.index].Pages()}
	}
	return nil
}

// leave closes the columns of the group.
func (p *parquetRows) leave() {
	for i, c := range p.cursors {
		if c != nil {
			c.close()
			p.cursors[i] = nil
		}
	}
}

// row reads a row of the group.
func (p *parquetRows) row() (cells [roles]cell, err error) {
	defer caughtFatal(&err)
	var size int64
	for i, c := range p.cursors {
		if c == nil {
			continue
		}
		values, err := c.row()
		if err != nil {
			return cells, fatal{fmt.Errorf("column %s: %w", p.leaves[p.bound[i]].name, err)}
		}
		p.values += int64(len(values))
		for _, v := range values {
			if v.IsNull() {
				continue
			}
			one := p.leaves[p.bound[i]].read(v)
			cells[i].date = one.date
			for _, s := range one.values {
				if size += int64(len(s)); size > p.opts.MaxBytes {
					return cells, fmt.Errorf("a row of more than %d bytes: %w", p.opts.MaxBytes, ErrTooLarge)
				}
			}
			cells[i].values = append(cells[i].values, one.values...)
		}
	}
	p.bytes += size
	if p.bytes-freeBytes > maxRatio*p.check.size || p.values-freeValues > maxValuesPerByte*p.check.size {
		return cells, fatal{errBlown}
	}
	return cells, nil
}

// cursor goes through the values of a column, row by row.
type cursor struct {
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buf    [64]parquet.Value
	have   []parquet.Value // of buf, not given yet
	row1   []parquet.Value
}

// maxList is how many values a row may have in one column.
const maxList = 100_000

// row gives the values of the next row, valid until the next call.
func (c *cursor) row() ([]parquet.Value, error) {
	c.row1 = c.row1[:0]
	for {
		if len(c.have) == 0 {
			// Values are of the page's memory, which goes with the page: a row that
			// goes on in the next one takes its own with it.
			if err := c.more(); errors.Is(err, io.EOF) && len(c.row1) > 0 {
				return c.row1, nil
			} else if errors.Is(err, io.EOF) {
				return nil, errors.New("it has fewer rows than its group")
			} else if err != nil {
				return nil, err
			}
		}
		for len(c.have) > 0 {
			v := c.have[0]
			if v.RepetitionLevel() == 0 && len(c.row1) > 0 {
				return c.row1, nil
			}
			if len(c.row1) >= maxList {
				return nil, fmt.Errorf("a list of more than %d values: %w", maxList, ErrTooLarge)
			}
			c.row1 = append(c.row1, v)
			c.have = c.have[1:]
		}
	}
}

// more reads values.
func (c *cursor) more() error {
	for {
		if c.values == nil {
			page, err := c.pages.ReadPage()
			if err != nil {
				return err
			}
			for i := range c.row1 {
				c.row1[i] = c.row1[i].Clone()
			}
			parquet.Release(c.page)
			c.page, c.values = page, page.Values()
		}
		n, err := c.values.ReadValues(c.buf[:])
		if n > 0 {
			c.have = c.buf[:n]
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		c.values = nil
	}
}

func (c *cursor) close() {
	defer func() { _ = recover() }() // of a page that was broken
	parquet.Release(c.page)
	c.pages.Close()
}

// reader tells how the values of a column are written.
func reader(t parquet.Type) func(parquet.Value) cell {
	var logical format.LogicalType
	if l := t.LogicalType(); l != nil {
		logical = *l
	}
	if stamp, ok := logical.Value.(*format.TimestampType); ok {
		unit := time.Nanosecond
		switch stamp.Unit.Value.(type) {
		case *format.MilliSeconds:
			unit = time.Millisecond
		case *format.MicroSeconds:
			unit = time.Microsecond
		}
		return stampReader(unit, !stamp.IsAdjustedToUTC)
	}
	if _, ok := logical.Value.(*format.DateType); ok {
		return func(v parquet.Value) cell {
			return dated(date{at: time.Unix(int64(v.Int32())*86_400, 0).UTC(), day: true})
		}
	}
	switch t.Kind() {
	case parquet.ByteArray, parquet.FixedLenByteArray:
		return func(v parquet.Value) cell { return cell{values: []string{string(v.ByteArray())}} }
	case parquet.Int96: // what Spark wrote for timestamps: nanoseconds of a Julian day
		return func(v parquet.Value) cell {
			n := v.Int96()
			nanos := int64(n[1])<<32 | int64(n[0])
			return dated(date{at: time.Unix((int64(n[2])-2_440_588)*86_400, nanos).UTC()})
		}
	case parquet.Double:
		return func(v parquet.Value) cell {
			return cell{values: []string{strconv.FormatFloat(v.Double(), 'f', -1, 64)}}
		}
	case parquet.Float:
		return func(v parquet.Value) cell {
			return cell{values: []string{strconv.FormatFloat(float64(v.Float()), 'f', -1, 32)}}
		}
	}
	return func(v parquet.Value) cell { return cell{values: []string{v.String()}} }
}

// stampReader reads counts of a unit since 1970.
func stampReader(unit time.Duration, local bool) func(parquet.Value) cell {
	second := int64(time.Second / unit)
	return func(v parquet.Value) cell {
		n := v.Int64()
		seconds := n / second
		return dated(date{at: time.Unix(seconds, (n-seconds*second)*int64(unit)).UTC(), local: local})
	}
}

// dated is a cell with a date.
func dated(d date) cell {
	if !d.valid() {
		return cell{}
	}
	return cell{values: []string{d.String()}, date: d}
}
