package bundle

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
)

// upTo is the log of a ledger as it was when it had so many entries.
type upTo struct {
	l    *ledger.Ledger
	size int64
}

// Entries gives its entries from an index on.
func (u upTo) Entries(ctx context.Context, from int64) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		if from >= u.size {
			return
		}
		for e, err := range u.l.Entries(ctx, from) {
			if err == nil && e.Index >= u.size || !yield(e, err) {
				return
			}
		}
	}
}

// gatherer picks the entries out of a log that say something of a story.
type gatherer struct {
	documents  map[string]bool
	statements map[string]bool
	origins    map[string]bool // in lower case
	decisions  map[string]bool // IDs of those that were taken
	out        []ledger.Entry
	pending    []ledger.Entry // statements whose reading is to come
}

// gather reads the log once. What it gives is in the order of the log.
func gather(ctx context.Context, log upTo, s *claims.Story) ([]ledger.Entry, error) {
	g := &gatherer{documents: map[string]bool{}, statements: map[string]bool{}, origins: map[string]bool{}, decisions: map[string]bool{}}
	for i := range s.Reports {
		g.documents[s.Reports[i].Doc.ID] = true
	}
	for i := range s.Claims {
		for k := range s.Claims[i].Origins {
			g.origins[strings.ToLower(s.Claims[i].Origins[k].Name)] = true
		}
	}
	for e, err := range log.Entries(ctx, 0) {
		if err != nil {
			return nil, err
		}
		if err := g.take(e); err != nil {
			return nil, fmt.Errorf("read entry %d: %w", e.Index, err)
		}
	}
	slices.SortFunc(g.out, func(a, b ledger.Entry) int { return int(a.Index - b.Index) })
	return g.out, nil
}

func (g *gatherer) take(e ledger.Entry) (err error) {
	keep := false
	switch e.Kind {
	case ledger.KindKey:
		keep = true
	case ledger.KindDocument:
		keep = g.documents[e.ID]
	case ledger.KindStatement:
		g.pending = append(g.pending, e)
	case ledger.KindReading:
		keep, err = g.reading(&e)
	case ledger.KindSnapshot:
		var r *ledger.SnapshotRecord
		if r, err = decode[ledger.SnapshotRecord](&e); err == nil {
			keep = g.documents[r.Document]
		}
	case ledger.KindVersion:
		var r *ledger.VersionRecord
		if r, err = decode[ledger.VersionRecord](&e); err == nil {
			keep = g.documents[r.Document] || g.documents[r.Replaces]
		}
	case ledger.KindCopy:
		var r *ledger.CopyRecord
		if r, err = decode[ledger.CopyRecord](&e); err == nil {
			keep = g.documents[r.Document] || g.documents[r.Of]
		}
	case ledger.KindDecision:
		keep, err = g.decision(&e)
	}
	if keep {
		g.out = append(g.out, e)
	}
	return err
}

// reading takes the statements of a reading with it.
func (g *gatherer) reading(e *ledger.Entry) (bool, error) {
	pending := g.pending
	g.pending = nil
	r, err := decode[ledger.ReadingRecord](e)
	if err != nil || !g.documents[r.Document] {
		return false, err
	}
	for _, st := range pending {
		if st.Index >= r.First && st.Index < r.First+r.Count {
			g.out = append(g.out, st)
			g.statements[st.ID] = true
		}
	}
	return true, nil
}

// decision reports whether a decision is about something that was taken.
func (g *gatherer) decision(e *ledger.Entry) (bool, error) {
	d, err := decode[claim.Decision](e)
	if err != nil {
		return false, err
	}
	about := func(id string) bool { return g.statements[id] }
	keep := slices.ContainsFunc(d.Touches(), about) ||
		d.Act == claim.Grade && g.origins[strings.ToLower(d.Source)] || d.Act == claim.Undo && g.decisions[d.Undoes]
	g.decisions[e.ID] = keep
	return keep, nil
}

// decode reads the record of an entry.
func decode[T any](e *ledger.Entry) (*T, error) {
	_, rec, err := ledger.ReadLeaf(e.Data)
	if err != nil {
		return nil, err
	}
	out := new(T)
	if err := json.Unmarshal(rec, out); err != nil {
		return nil, fmt.Errorf("%w: %w", ledger.ErrCorrupt, err)
	}
	return out, nil
}
