package ledger

import (
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

func (v *verifier) reader(t *Table) (*rowReader, error) {
	r := &rowReader{table: t}
	r.next, r.stop = iter.Pull2(v.l.Rows(v.ctx, t))
	return r, r.advance()
}

func (r *rowReader) advance() error {
	row, err, ok := r.next()
	r.row, r.done = row, !ok
	return err
}

// seq is the index of the entry that the row is of.
func (r *rowReader) seq() int64 {
	n, _ := r.row[0].(int64)
	return n
}

// reading is what the tables follow from beside the entries themselves.
type lastReading struct{ first, count int64 }

// tables makes the rows again that follow from the log and holds them against those of the
// tables.
func (v *verifier) tables() error {
	if len(v.out.Faults) > 0 {
		return nil // the log itself is not what it was
	}
	until, err := v.superseded()
	if err != nil {
		return err
	}
	readers := make(map[*Table]*rowReader, len(Projections))
	for _, t := range Projections {
		r, err := v.reader(t)
		if err != nil {
			return err
		}
		defer r.stop()
		readers[t] = r
	}
	bands, names := newBag(), make(map[string]bool)
	untilColumn := column(StatementTable, "until")
	for e, err := range v.l.Entries(v.ctx, 0) {
		if err != nil {
			return err
		}
		if e.Index >= v.end {
			break
		}
		_, rec, err := ReadLeaf(e.Data)
		if err != nil {
			return err
		}
		rows, err := settled(&e, rec)
		if err != nil {
			v.fault(e.Index, "%v", err)
			return nil
		}
		for _, row := range rows {
			switch row.Table {
			case BandTable:
				bands.add(row.Values)
				continue
			case NameTable:
				if name, ok := row.Values[0].(string); ok {
					names[name] = true
				}
				continue
			}
			r := readers[row.Table]
			if err := v.row(&e, r, row); err != nil {
				return err
			}
			if len(v.out.Faults) > 0 {
				return nil
			}
			if row.Table == StatementTable && !equal(r.row[untilColumn], until[e.Index]) {
				v.fault(e.Index, "the table of statements says that entry %v superseded it, the log %d", r.row[untilColumn], until[e.Index])
				return nil
			}
			if err := r.advance(); err != nil {
				return err
			}
		}
	}
	for _, t := range Projections {
		if r := readers[t]; !r.done && r.seq() < v.end {
			v.fault(r.seq(), "the table of %s has a row of it that the log does not", t.Name)
		}
	}
	return v.sets(bands, names)
}

// row holds the row that follows from an entry against the table's next.
func (v *verifier) row(e *Entry, r *rowReader, want Row) error {
	switch {
	case r.done || r.seq() > e.Index:
		v.fault(e.Index, "%s %s is missing from the table of %s", e.Kind, e.ID, r.table.Name)
	case r.seq() < e.Index:
		v.fault(r.seq(), "the table of %s has a row of it that the log does not", r.table.Name)
	default:
		for i := range r.table.Settled {
			if !equal(r.row[i], want.Values[i]) {
				v.fault(e.Index, "%s %s: the table of %s has another %s", e.Kind, e.ID, r.table.Name, r.table.Columns[i])
				return nil
			}
		}
	}
	return nil
}

func column(t *Table, name string) int {
	for i, c := range t.Columns {
		if c == name {
			return i
		}
	}
	return -1
}

// superseded gives, for each statement that a later reading superseded, the index of that
// reading.
func (v *verifier) superseded() (map[int64]int64, error) {
	last := make(map[string]lastReading)
	until := make(map[int64]int64)
	reader, err := v.reader(ReadingTable)
	if err != nil {
		return nil, err
	}
	defer reader.stop()
	doc, first, count := column(ReadingTable, "document"), column(ReadingTable, "first"), column(ReadingTable, "count")
	for !reader.done {
		id, _ := reader.row[doc].(string)
		r := lastReading{}
		r.first, _ = reader.row[first].(int64)
		r.count, _ = reader.row[count].(int64)
		if before, ok := last[id]; ok {
			for s := before.first; s < before.first+before.count; s++ {
				until[s] = reader.seq()
			}
		}
		last[id] = r
		if err := reader.advance(); err != nil {
			return nil, err
		}
	}
	return until, nil
}

// sets holds the tables that have no order of their own against what the log came to.
func (v *verifier) sets(bands *bag, names map[string]bool) error {
	got := newBag()
	for row, err := range v.l.Rows(v.ctx, BandTable) {
		if err != nil {
			return err
		}
		if seq, _ := row[0].(int64); seq < v.end {
			got.add(row)
		}
	}
	if *got != *bands {
		v.fault(-1, "the table of bands, by which copies are found, does not follow from the log")
	}
	missing := len(names)
	for row, err := range v.l.Rows(v.ctx, NameTable) {
		if err != nil {
			return err
		}
		name, _ := row[0].(string)
		if !names[name] || !equal(row[1], Words(name)) {
			if names[name] || v.settledLog() {
				v.fault(-1, "the table of names has %q, which does not follow from the log", name)
				return nil
			}
			continue
		}
		missing--
	}
	if missing > 0 {
		v.fault(-1, "the table of names lacks %d names of the log", missing)
	}
	return nil
}

// settledLog reports whether nothing was appended while the verification went on.
func (v *verifier) settledLog() bool {
	head, err := v.l.Head(v.ctx)
	return err == nil && head.Size == v.end
}

// bag is rows without their order: two have the same sums if, but for one chance in 2¹²⁸,
// they have the same rows.
type bag struct{ n, low, high uint64 }

func newBag() *bag { return new(bag) }

func (b *bag) add(row []any) {
	h := hashRow(row)
	b.n++
	b.low += h[0]
	b.high += h[1]
}

// joins looks at what tables have from one another.
func (v *verifier) joins() error {
	if len(v.out.Faults) > 0 {
		return nil
	}
	return v.l.Joins(v.ctx, v.end, func(index int64, what string) { v.fault(index, "%s", what) })
}

// database has the database look over itself.
func (v *verifier) database() error {
	faults, err := v.l.Check(v.ctx)
	for _, f := range faults {
		v.fault(-1, "database: %s", f)
	}
	return err
}
