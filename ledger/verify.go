package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Fault is something of a ledger that is not as it was recorded.
type Fault struct {
	Index int64 // of the first entry that it concerns; -1 where it is none's
	What  string
}

// Error says what is wrong and where.
func (f *Fault) Error() string {
	if f.Index < 0 {
		return f.What
	}
	return fmt.Sprintf("entry %d: %s", f.Index, f.What)
}

// Verification is what a verification found.
type Verification struct {
	Size      int64
	Root      tlog.Hash
	Heads     int64    // signed heads
	Keys      []string // verifiers of the keys that signed, in the order in which they began to
	Snapshots int64    // snapshots whose bytes were read
	Faults    []Fault  // the first of each kind, that of the first entry first
}

// VerifyOptions says what a verification looks at beside the ledger itself.
type VerifyOptions struct {
	// Trusted are verifiers of keys that must have signed the last head, in note's form;
	// none asks only that keys named in the log did.
	Trusted []string
	// Earlier is a head that was seen before, kept elsewhere: the log must go on from it.
	Earlier *Head
	// Progress is told how many entries have been looked at.
	Progress func(done, of int64)
}

// Verify recomputes everything: the tree from the entries, what the heads say of it, their
// signatures, the bytes of the snapshots, and the tables from the log. It looks at one state
// of the ledger, to which others may append meanwhile. What is not as it was recorded is
// among the result's faults, the one of the first entry first; an error is only what kept it
// from looking.
func (l *Ledger) Verify(ctx context.Context, o VerifyOptions) (*Verification, error) {
	v := &verifier{l: l, ctx: ctx, o: o, out: new(Verification)}
	err := l.View(ctx, func(view View) error {
		v.view = view
		if err := v.keep(v.log()); err != nil || !v.through {
			return err
		}
		return v.keep(v.joins())
	})
	if err := v.keep(err); err != nil {
		return nil, err
	}
	found, err := l.Check(ctx)
	for _, f := range found {
		v.fault(-1, "database: %s", f)
	}
	if err := v.keep(err); err != nil {
		return nil, err
	}
	slices.SortStableFunc(v.out.Faults, func(a, b Fault) int {
		return cmp.Compare(uint64(a.Index), uint64(b.Index)) // those of no entry last
	})
	return v.out, nil
}

// mostFaults is how many faults are named: enough to see their kind.
const mostFaults = 20

// verifier is the state of one verification.
type verifier struct {
	l    *Ledger
	ctx  context.Context
	o    VerifyOptions
	out  *Verification
	view View

	tree   *frontier
	hashes *rowReader
	heads  *rowReader
	before int64 // size of the head before
	tables map[*Table]*rowReader
	bands  int64
	keys   []note.Verifier
	// through says that the log and the tables' settled columns are as they were recorded.
	through bool
}

func (v *verifier) fault(index int64, format string, args ...any) {
	if len(v.out.Faults) < mostFaults {
		v.out.Faults = append(v.out.Faults, Fault{index, fmt.Sprintf(format, args...)})
	}
}

// keep makes a fault of an error that says so, and gives any other.
func (v *verifier) keep(err error) error {
	if err == nil || v.ctx.Err() != nil || !errors.Is(err, ErrCorrupt) {
		return cmp.Or(v.ctx.Err(), err)
	}
	index := int64(-1)
	if v.tree != nil {
		index = max(0, v.tree.size-1) // where it stopped
	}
	v.fault(index, "%v", err)
	return nil
}

// log walks along the log once, recomputes the tree, and holds hashes, heads, snapshots and
// tables against it. It ends at the first entry that is not as it was recorded.
func (v *verifier) log() error {
	last, err := v.view.Head(v.ctx)
	if err != nil {
		return err
	}
	v.tree, v.tables = newFrontier(), make(map[*Table]*rowReader)
	open := func(t *Table) *rowReader { return newRowReader(v.ctx, v.view, t) }
	v.hashes, v.heads = open(HashTable), open(HeadTable)
	defer v.hashes.stop()
	defer v.heads.stop()
	for _, t := range Projections {
		r := open(t)
		defer r.stop()
		v.tables[t] = r
	}
	if err := v.began(); err != nil {
		return err
	}
	for row, err := range v.view.Rows(v.ctx, EntryTable) {
		if err != nil {
			return err
		}
		if ok, err := v.entry(row); err != nil || !ok {
			return err
		}
		if v.o.Progress != nil && v.tree.size%1000 == 0 {
			v.o.Progress(v.tree.size, last.Size)
		}
	}
	return v.end()
}

// began looks at what comes before the first entry.
func (v *verifier) began() error {
	for _, r := range append([]*rowReader{v.hashes, v.heads}, v.projections()...) {
		if err := r.advance(); err != nil {
			return err
		}
		if first := int64(0); !r.done && (r.key() < first || r.table == HeadTable && r.key() == first) {
			v.fault(-1, "the table of %s has a row before the first entry", r.table.Name)
		}
	}
	return v.earlier()
}

func (v *verifier) projections() []*rowReader {
	out := make([]*rowReader, 0, len(Projections))
	for _, t := range Projections {
		out = append(out, v.tables[t])
	}
	return out
}

// entry looks at an entry and all that follows from it; it reports false where there is no
// going on.
func (v *verifier) entry(row []any) (bool, error) {
	e, rec, ok := v.leaf(row)
	if !ok {
		return false, nil
	}
	faults := len(v.out.Faults)
	if err := v.grow(e); err != nil || len(v.out.Faults) > faults {
		return false, err
	}
	if err := v.rows(e, rec); err != nil || len(v.out.Faults) > faults {
		return false, err
	}
	switch e.Kind {
	case KindSnapshot:
		if err := v.snapshot(e, rec); err != nil {
			return false, err
		}
	case KindKey:
		v.key(e, rec)
	}
	if err := v.head(); err != nil {
		return false, err
	}
	return len(v.out.Faults) < mostFaults, v.earlier()
}

// leaf reads an entry's row.
func (v *verifier) leaf(row []any) (*Entry, []byte, bool) {
	at := v.tree.size
	index, ok := row[0].(int64)
	if !ok || index > at {
		v.fault(at, "missing from the log")
		return nil, nil, false
	}
	if index < at {
		v.fault(index, "an entry before the first")
		return nil, nil, false
	}
	data, _ := row[4].([]byte)
	e, rec, err := ReadLeaf(data)
	if err != nil || !equal(row[1], string(e.Kind)) || !equal(row[2], e.ID) || !equal(row[3], e.Recorded.Format(recordedLayout)) {
		v.fault(at, "%v %v: %v", text(row[1]), text(row[2]), ErrCorrupt)
		return nil, nil, false
	}
	e.Index = at
	return &e, rec, true
}

// grow adds an entry to the tree and compares the hashes that come with it to those that
// are stored.
func (v *verifier) grow(e *Entry) error {
	at, hashes, err := v.tree.grow(e.Data)
	if err != nil {
		return err
	}
	for i, h := range hashes {
		if v.hashes.done || v.hashes.key() != at+int64(i) || !equal(v.hashes.row[1], h[:]) {
			v.fault(e.Index, "%s %s: %v: the tree has another hash for it", e.Kind, e.ID, ErrCorrupt)
			return nil
		}
		if err := v.hashes.advance(); err != nil {
			return err
		}
	}
	return nil
}

// key takes a key in that began to sign.
func (v *verifier) key(e *Entry, rec []byte) {
	r, err := decode[KeyRecord](e, rec)
	if err == nil {
		var k note.Verifier
		if k, err = note.NewVerifier(r.Verifier); err == nil {
			v.keys = append(v.keys, k)
			v.out.Keys = append(v.out.Keys, r.Verifier)
		}
	}
	if err != nil {
		v.fault(e.Index, "key %s: %v", e.ID, err)
	}
}

// head looks at the signed head of the tree as it is, if there is one.
func (v *verifier) head() error {
	size := v.tree.size
	if v.heads.done || v.heads.key() > size {
		return nil
	}
	h, err := ReadHead(v.heads.row)
	if err != nil || h.Size != size {
		v.fault(size-1, "the head of %d entries: %v", size, ErrCorrupt)
		return nil
	}
	root, err := v.tree.root()
	if err != nil {
		return err
	}
	v.out.Heads++
	after, what := h.check(root, note.VerifierList(v.keys...))
	switch {
	case what != "":
		v.fault(size-1, "the head of %d entries: %s", size, what)
	case after != v.before && after > 0 && after < size:
		v.fault(after-1, "the signed head of %d entries is missing", after)
	case after != v.before:
		v.fault(size-1, "the head of %d entries follows one of %d", size, after)
	}
	v.before = size
	return v.heads.advance()
}

// ReadHead makes a head of a row of its table.
func ReadHead(row []any) (Head, error) {
	var h Head
	size, ok1 := row[0].(int64)
	root, ok2 := row[1].([]byte)
	signed, ok3 := row[2].(string)
	if !ok1 || !ok2 || !ok3 || len(root) != len(h.Root) {
		return h, fmt.Errorf("read head: %w", ErrCorrupt)
	}
	h.Size, h.Note = size, signed
	copy(h.Root[:], root)
	return h, nil
}

// earlier compares the tree with the head that was seen before, when it has that size.
func (v *verifier) earlier() error {
	e := v.o.Earlier
	if e == nil || e.Size != v.tree.size || e.Size == 0 {
		return nil
	}
	root, err := v.tree.root()
	if err == nil && root != e.Root {
		v.fault(e.Size-1, "the first %d entries are others than when they were last seen", e.Size)
	}
	return err
}

// end looks at what comes behind the last entry, and at who signed.
func (v *verifier) end() error {
	size := v.tree.size
	v.out.Size = size
	root, err := v.tree.root()
	if err != nil {
		return err
	}
	v.out.Root = root
	v.through = true
	if !v.heads.done {
		v.fault(size, "missing from the log: a signed head counts %d entries", v.heads.key())
	} else if v.before < size {
		v.fault(v.before, "no signed head counts it")
	}
	if !v.hashes.done {
		v.fault(-1, "the tree has hashes of entries that the log does not have")
	}
	for _, r := range v.projections() {
		if !r.done {
			v.fault(max(-1, r.key()), "the table of %s has a row of it that the log does not", r.table.Name)
			v.through = false
		}
	}
	if e := v.o.Earlier; e != nil && e.Size > size {
		v.fault(-1, "the log has %d entries and had %d when it was last seen", size, e.Size)
	}
	if err := v.trust(); err != nil {
		return err
	}
	v.through = v.through && v.hashes.done
	return v.countBands()
}

// trust looks at the last head for the keys that are trusted.
func (v *verifier) trust() error {
	if len(v.o.Trusted) == 0 || v.tree.size == 0 {
		return nil
	}
	head, err := v.view.Head(v.ctx)
	if err != nil {
		return err
	}
	for _, text := range v.o.Trusted {
		k, err := note.NewVerifier(text)
		if err != nil {
			v.fault(-1, "trusted key %q: %v", text, err)
			continue
		}
		if _, err := note.Open([]byte(head.Note), note.VerifierList(k)); err != nil {
			v.fault(-1, "the head was not signed by the trusted key %s", k.Name())
		}
	}
	return nil
}
