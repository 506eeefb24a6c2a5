package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
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
	Faults    []Fault  // the first of each kind
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
// signatures, the bytes of the snapshots, and the tables from the log. What is not as it was
// recorded is among the result's faults, the one of the first entry first; an error is only
// what kept it from looking.
func (l *Ledger) Verify(ctx context.Context, o VerifyOptions) (*Verification, error) {
	v := &verifier{l: l, ctx: ctx, o: o, out: new(Verification), keys: map[string]note.Verifier{}, past: map[int64]tlog.Hash{}, snapshots: map[string]bool{}}
	head, err := l.Head(ctx)
	if err != nil {
		return nil, err
	}
	v.end = head.Size
	for _, step := range []func() error{v.log, v.tables, v.joins, v.database} {
		if err := step(); err != nil {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if !errors.Is(err, ErrCorrupt) {
				return nil, err
			}
			v.fault(-1, "%v", err)
		}
	}
	slices.SortStableFunc(v.out.Faults, func(a, b Fault) int {
		switch { // faults of no entry last
		case a.Index < 0 && b.Index >= 0:
			return 1
		case a.Index >= 0 && b.Index < 0:
			return -1
		case a.Index < b.Index:
			return -1
		case a.Index > b.Index:
			return 1
		}
		return 0
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
	end  int64                    // entries that the last head counts
	past map[int64]tlog.Hash      // stored hashes that are still needed, by place
	keys map[string]note.Verifier // by their text

	snapshots map[string]bool // looked at, and whether they were sound
}

func (v *verifier) fault(index int64, format string, args ...any) {
	if len(v.out.Faults) < mostFaults {
		v.out.Faults = append(v.out.Faults, Fault{index, fmt.Sprintf(format, args...)})
	}
}

// log recomputes the tree and holds hashes, heads and snapshots against it.
func (v *verifier) log() error {
	stored, stopHashes := iter.Pull2(v.l.Hashes(v.ctx))
	defer stopHashes()
	heads, stopHeads := iter.Pull2(v.l.Heads(v.ctx))
	defer stopHeads()
	head, headErr, more := heads()
	if headErr != nil {
		return headErr
	}
	size := int64(0)
	for e, err := range v.l.Entries(v.ctx, 0) {
		if err != nil {
			return err
		}
		if e.Index != size {
			v.fault(size, "missing from the log")
			return nil // nothing after it can be held against anything
		}
		if e.Index >= v.end {
			break // appended since
		}
		if !v.entry(&e) {
			return nil
		}
		ok, err := v.grow(e.Index, e.Data, stored)
		if err != nil || !ok {
			return err
		}
		size++
		for more && head.Size <= size {
			if err := v.head(head, size); err != nil {
				return err
			}
			if head, headErr, more = heads(); headErr != nil {
				return headErr
			}
		}
		if v.o.Progress != nil && size%1000 == 0 {
			v.o.Progress(size, v.end)
		}
	}
	v.out.Size = size
	if size < v.end {
		v.fault(size, "missing from the log: the signed head counts %d entries", v.end)
	}
	v.trust()
	return nil
}

// entry looks at an entry by itself.
func (v *verifier) entry(e *Entry) bool {
	got, rec, err := ReadLeaf(e.Data)
	if err != nil || got.Kind != e.Kind || got.ID != e.ID {
		v.fault(e.Index, "%s %s: %v", e.Kind, e.ID, ErrCorrupt)
		return false
	}
	switch e.Kind {
	case KindSnapshot:
		v.snapshot(e, rec)
	case KindKey:
		r, err := decode[KeyRecord](e, rec)
		if err == nil {
			var k note.Verifier
			if k, err = note.NewVerifier(r.Verifier); err == nil {
				v.keys[r.Verifier] = k
				v.out.Keys = append(v.out.Keys, r.Verifier)
			}
		}
		if err != nil {
			v.fault(e.Index, "key %s: %v", e.ID, err)
		}
	}
	return true
}

// snapshot looks at the bytes of a snapshot, once for each address.
func (v *verifier) snapshot(e *Entry, rec []byte) {
	r, err := decode[SnapshotRecord](e, rec)
	if err != nil {
		v.fault(e.Index, "%v", err)
		return
	}
	if _, done := v.snapshots[r.SHA256]; done {
		return
	}
	data, err := v.l.blobs.Get(v.ctx, r.SHA256)
	v.snapshots[r.SHA256] = err == nil
	switch {
	case err != nil:
		v.fault(e.Index, "snapshot of %s: %v", r.Name, err)
	case int64(len(data)) != r.Size:
		v.fault(e.Index, "snapshot of %s: %d bytes, recorded as %d", r.Name, len(data), r.Size)
	default:
		v.out.Snapshots++
	}
}

// grow adds an entry to the tree and compares the hashes that come with it to those that
// are stored.
func (v *verifier) grow(index int64, data []byte, stored func() (tlog.Hash, error, bool)) (bool, error) {
	hashes, err := tlog.StoredHashes(index, data, tlog.HashReaderFunc(v.read))
	if err != nil {
		return false, fmt.Errorf("hash entry %d: %w", index, err)
	}
	at := tlog.StoredHashIndex(0, index)
	for i, h := range hashes {
		got, err, ok := stored()
		if err != nil {
			return false, err
		}
		if !ok || got != h {
			v.fault(index, "%v: the tree has another hash for it", ErrCorrupt)
			return false, nil
		}
		v.past[at+int64(i)] = h
		// Of each level only the last hash is needed to go on.
		level, n := tlog.SplitStoredHashIndex(at + int64(i))
		if n > 0 && n%2 == 0 {
			delete(v.past, tlog.StoredHashIndex(level, n-1))
			delete(v.past, tlog.StoredHashIndex(level, n-2))
		}
	}
	return true, nil
}

// read gives hashes that were computed before.
func (v *verifier) read(at []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(at))
	for i, p := range at {
		h, ok := v.past[p]
		if !ok {
			return nil, fmt.Errorf("hash %d is not kept", p)
		}
		out[i] = h
	}
	return out, nil
}

// head looks at a signed head when the tree has its size.
func (v *verifier) head(h Head, size int64) error {
	v.out.Heads++
	if h.Size != size {
		v.fault(size-1, "there is a signed head of %d entries among those of %d", h.Size, size)
		return nil
	}
	root, err := tlog.TreeHash(size, tlog.HashReaderFunc(v.read))
	if err != nil {
		return fmt.Errorf("hash the log: %w", err)
	}
	v.out.Root = root
	if root != h.Root {
		v.fault(size-1, "the tree of %d entries has another root than the head says", size)
	}
	var keys []note.Verifier
	for _, k := range v.keys {
		keys = append(keys, k)
	}
	n, err := note.Open([]byte(h.Note), note.VerifierList(keys...))
	if err != nil {
		v.fault(size-1, "the head of %d entries: %v", size, err)
		return nil
	}
	signedSize, signedRoot, err := readHead(n.Text)
	if err != nil || signedSize != size || signedRoot != root {
		v.fault(size-1, "the head of %d entries was signed for another log", size)
	}
	if e := v.o.Earlier; e != nil && e.Size == size && e.Root != root {
		v.fault(size-1, "the first %d entries are others than when they were last seen", size)
	}
	return nil
}

// trust looks at the last head for the keys that are trusted, and at the log's length.
func (v *verifier) trust() {
	if e := v.o.Earlier; e != nil && e.Size > v.out.Size {
		v.fault(-1, "the log has %d entries and had %d when it was last seen", v.out.Size, e.Size)
	}
	if len(v.o.Trusted) == 0 || v.out.Size == 0 {
		return
	}
	head, err := v.l.Head(v.ctx)
	if err != nil {
		v.fault(-1, "%v", err)
		return
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
}

// equal reports whether two values of a column are the same, whatever types the database
// gives them.
func equal(a, b any) bool {
	switch x := a.(type) {
	case []byte:
		if y, ok := b.(string); ok {
			return string(x) == y
		}
		y, ok := b.([]byte)
		return ok && bytes.Equal(x, y)
	case string:
		if y, ok := b.([]byte); ok {
			return x == string(y)
		}
	}
	return a == b
}

// hashRow hashes a row of whole numbers.
func hashRow(row []any) [2]uint64 {
	h := sha256.New()
	var b [8]byte
	for _, x := range row {
		n, _ := x.(int64)
		binary.LittleEndian.PutUint64(b[:], uint64(n))
		h.Write(b[:])
	}
	sum := h.Sum(nil)
	return [2]uint64{binary.LittleEndian.Uint64(sum), binary.LittleEndian.Uint64(sum[8:])}
}
