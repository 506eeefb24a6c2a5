package ledger

import (
	"bytes"
	"context"
	"fmt"
	"iter"
)

// rowReader walks along a table in the order of its entries.
type rowReader struct {
	table *Table
	next  func() ([]any, error, bool)
	stop  func()
	row   []any
	done  bool
}

func newRowReader(ctx context.Context, view View, t *Table) *rowReader {
	r := &rowReader{table: t}
	r.next, r.stop = iter.Pull2(view.Rows(ctx, t))
	return r
}

func (r *rowReader) advance() error {
	row, err, ok := r.next()
	r.row, r.done = row, !ok
	if err != nil {
		return fmt.Errorf("the table of %s: %w", r.table.Name, err)
	}
	return nil
}

// key is the first column: mostly the index of the entry that the row is of.
func (r *rowReader) key() int64 {
	n, ok := r.row[0].(int64)
	if !ok {
		return -1
	}
	return n
}

// rows makes the rows again that follow from an entry and holds them against those of the
// tables.
func (v *verifier) rows(e *Entry, rec []byte) error {
	rows, err := settled(e, rec)
	if err != nil {
		return err
	}
	var bands []uint64
	for _, want := range rows {
		switch want.Table {
		case BandTable:
			band, _ := want.Values[0].(int64)
			bands = append(bands, uint64(band))
		case NameTable: // see Joins
			name, _ := want.Values[0].(string)
			if folded, _ := want.Values[1].(string); folded != Words(name) {
				return fmt.Errorf("%s %s: %w", e.Kind, e.ID, ErrCorrupt)
			}
		default:
			r := v.tables[want.Table]
			if !v.row(e, r, want) {
				return nil
			}
			if err := r.advance(); err != nil {
				return err
			}
		}
	}
	return v.ofBands(e, bands)
}

// ofBands expects that a document is found by its bands.
func (v *verifier) ofBands(e *Entry, bands []uint64) error {
	if len(bands) == 0 {
		return nil
	}
	n, err := v.view.Bands(v.ctx, e.Index, bands)
	if err == nil && n != len(bands) {
		v.fault(e.Index, "%s %s: the table of bands, by which copies are found, does not follow from it", e.Kind, e.ID)
	}
	v.bands += int64(n)
	return err
}

// countBands expects no bands but those of documents.
func (v *verifier) countBands() error {
	n, err := v.view.Count(v.ctx, BandTable)
	if err == nil && n != v.bands {
		v.fault(-1, "the table of bands, by which copies are found, has %d rows that do not follow from the log", n-v.bands)
	}
	return err
}

// row holds the row that follows from an entry against the table's next.
func (v *verifier) row(e *Entry, r *rowReader, want Row) bool {
	switch {
	case r.done || r.key() > e.Index:
		v.fault(e.Index, "%s %s is missing from the table of %s", e.Kind, e.ID, r.table.Name)
		return false
	case r.key() < e.Index:
		v.fault(max(-1, r.key()), "the table of %s has a row of it that the log does not", r.table.Name)
		return false
	}
	for i := range r.table.Settled {
		if !equal(r.row[i], want.Values[i]) {
			v.fault(e.Index, "%s %s: the table of %s has another %s", e.Kind, e.ID, r.table.Name, r.table.Columns[i])
			return false
		}
	}
	return true
}

// joins looks at what tables have from one another, and at the names.
func (v *verifier) joins() error {
	v.tree = nil
	if err := v.view.Joins(v.ctx, func(index int64, what string) { v.fault(index, "%s", what) }); err != nil {
		return err
	}
	for row, err := range v.view.Rows(v.ctx, NameTable) {
		if err != nil {
			return err
		}
		if name := text(row[0]); !equal(row[1], Words(name)) {
			v.fault(-1, "the table of names has other words for %q", name)
			return nil
		}
	}
	return nil
}

// snapshot looks at the bytes of a snapshot, once for each address. The table's rows up to
// here have been looked at.
func (v *verifier) snapshot(e *Entry, rec []byte) error {
	r, err := decode[SnapshotRecord](e, rec)
	if err != nil {
		return err
	}
	done, err := v.view.Fetched(v.ctx, r.SHA256, e.Index)
	if err != nil || done {
		return err
	}
	data, err := v.l.blobs.Get(v.ctx, r.SHA256)
	switch {
	case v.ctx.Err() != nil:
		return v.ctx.Err()
	case err != nil:
		v.fault(e.Index, "snapshot of %q: %v", r.Name, err)
	case int64(len(data)) != r.Size:
		v.fault(e.Index, "snapshot of %q: %d bytes, recorded as %d", r.Name, len(data), r.Size)
	default:
		v.out.Snapshots++
	}
	return nil
}

// text is a value of a column of texts.
func text(value any) string {
	s, _ := value.(string)
	return s
}

// equal reports whether two values of a column are the same. Texts that are not UTF-8 are
// bytes to some drivers.
func equal(got, want any) bool {
	switch w := want.(type) {
	case []byte:
		g, ok := got.([]byte)
		return ok && bytes.Equal(g, w)
	case string:
		g, ok := got.(string)
		return ok && g == w
	}
	return got == want
}
