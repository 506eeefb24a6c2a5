package claims

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/record"
)

// Log is what a Follower reads: the entries of a ledger from an index on, in order.
type Log interface {
	Entries(ctx context.Context, from int64) iter.Seq2[ledger.Entry, error]
}

// Follower reads the log of a ledger, entry by entry, and makes reports of it: every
// version of every article with the statements of its last reading. It is for one
// goroutine.
type Follower struct {
	next      int64 // index of the first entry that was not read
	reports   map[string]*followed
	pending   []pendingStatement // of the reading that is to come
	decisions []claim.Decision
	changed   map[string]bool // documents of which there is something new
	order     []string        // the same, as they came
	faults    []error
}

// followed is a document of the log and what was recorded of it.
type followed struct {
	claim.Report
	versions int // records that name it
}

// pendingStatement is a statement whose reading is to come.
type pendingStatement struct {
	index  int64
	record []byte
}

// NewFollower makes a Follower at the beginning of a log.
func NewFollower() *Follower {
	return &Follower{reports: make(map[string]*followed), changed: make(map[string]bool)}
}

// Next is the index of the first entry that was not read.
func (f *Follower) Next() int64 { return f.next }

// Decisions are the analysts' acts so far, in order, those undone too.
func (f *Follower) Decisions() []claim.Decision { return f.decisions }

// Faults are the entries so far that could not be read; each is left out.
func (f *Follower) Faults() []error { return f.faults }

// Read reads some more entries, at least most of them where there are as many, and reports
// whether there are more.
func (f *Follower) Read(ctx context.Context, log Log, most int) (more bool, err error) {
	n := 0
	for e, err := range log.Entries(ctx, f.next) {
		if err != nil {
			return false, err
		}
		if n >= most && len(f.pending) == 0 { // a reading comes right after its statements
			return true, nil
		}
		if err := f.take(&e); err != nil {
			f.faults = append(f.faults, fmt.Errorf("read entry %d: %w", e.Index, err))
		}
		f.next = e.Index + 1
		n++
	}
	return false, nil
}

// Changed gives the reports of which there is something new since it was last asked, in the
// order in which they were recorded.
func (f *Follower) Changed() []claim.Report {
	out := make([]claim.Report, 0, len(f.order))
	for _, id := range f.order {
		out = append(out, f.reports[id].Report)
	}
	f.order = f.order[:0]
	clear(f.changed)
	return out
}

// take reads one entry.
func (f *Follower) take(e *ledger.Entry) error {
	switch e.Kind {
	case ledger.KindDocument:
		rec, doc, err := ledger.ReadDocument(e)
		if err != nil {
			return err
		}
		if f.reports[doc.ID] == nil {
			f.reports[doc.ID] = &followed{Report: claim.Report{Doc: doc, Public: rec.Public}}
			f.touch(doc.ID)
		}
	case ledger.KindStatement:
		_, rec, err := ledger.ReadLeaf(e.Data)
		if err != nil {
			return err
		}
		f.pending = append(f.pending, pendingStatement{e.Index, rec})
	case ledger.KindReading:
		return f.reading(e)
	case ledger.KindVersion:
		return f.version(e)
	case ledger.KindCopy:
		c, err := decode[ledger.CopyRecord](e)
		if err != nil {
			return err
		}
		for _, id := range [...]string{c.Document, c.Of} {
			if r := f.reports[id]; r != nil && c.First != "" && c.First != id && f.earlier(c.First, r.Carries) {
				r.Carries = c.First
				f.touch(id)
			}
		}
	case ledger.KindDecision:
		d, err := decode[claim.Decision](e)
		if err != nil {
			return err
		}
		d.ID = e.ID
		f.decisions = append(f.decisions, d)
	case ledger.KindSnapshot, ledger.KindKey:
	}
	return nil
}

// reading gives a document the statements that were found in it.
func (f *Follower) reading(e *ledger.Entry) error {
	pending := f.pending
	f.pending = f.pending[:0]
	rd, err := decode[ledger.ReadingRecord](e)
	if err != nil {
		return err
	}
	r := f.reports[rd.Document]
	if r == nil {
		return fmt.Errorf("%w: a reading of a document that is not recorded, %s", ledger.ErrCorrupt, rd.Document)
	}
	reader := record.NewReader(r.Doc)
	sts := make([]claim.Stated, 0, len(pending))
	var bad error
	for _, p := range pending {
		if p.index < rd.First || p.index >= rd.First+rd.Count {
			continue
		}
		st, id, nestedIn, err := reader.Statement(p.record)
		if err != nil {
			bad = fmt.Errorf("statement %d: %w", p.index, err)
			continue
		}
		sts = append(sts, claim.Stated{Statement: st, ID: id, NestedIn: nestedIn})
	}
	claim.InOrder(sts)
	r.Statements = sts
	f.touch(rd.Document)
	return bad
}

// version says which of two documents stands.
func (f *Follower) version(e *ledger.Entry) error {
	v, err := decode[ledger.VersionRecord](e)
	if err != nil {
		return err
	}
	if r := f.reports[v.Replaces]; r != nil {
		r.versions++
		r.ReplacedOn = v.Public // the last record to name it says whether it stands
		f.touch(v.Replaces)
	}
	if r := f.reports[v.Document]; r != nil {
		if r.versions++; r.versions == 1 && v.Public > r.Public {
			r.Public = v.Public // the version before came later into the ledger
		}
		r.ReplacedOn = ""
		f.touch(v.Document)
	}
	return nil
}

// earlier reports whether a document was public before another, or there is no other: a
// report carries the first of those that it copies, in whatever order they were recorded.
func (f *Follower) earlier(id, than string) bool {
	a, b := f.reports[id], f.reports[than]
	if a == nil || b == nil {
		return b == nil
	}
	return cmp.Or(cmp.Compare(a.Public, b.Public), cmp.Compare(id, than)) < 0
}

func (f *Follower) touch(id string) {
	if !f.changed[id] {
		f.changed[id] = true
		f.order = append(f.order, id)
	}
}

func decode[T any](e *ledger.Entry) (v T, err error) {
	_, rec, err := ledger.ReadLeaf(e.Data)
	if err == nil {
		err = json.Unmarshal(rec, &v)
	}
	if err != nil {
		return v, fmt.Errorf("%w: %w", ledger.ErrCorrupt, err)
	}
	return v, nil
}
