// Package selection says what of a ledger is exported: all of it, a story, a claim, or
// what a query finds. Statements and documents come one by one, whatever there are.
package selection

import (
	"context"
	"iter"
	"slices"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
)

// Ledger is what a selection is of.
type Ledger interface {
	ledger.Reader
	Document(ctx context.Context, id string) (*hearsay.Document, *ledger.DocumentRecord, error)
	Head(ctx context.Context) (ledger.Head, error)
	claims.Log
}

// Selection is a part of one state of a ledger: what is appended later is no part of it.
type Selection struct {
	// Step, where it is set, is told of every statement, document and story handed out.
	Step func()

	from    Ledger
	size    int64 // entries of the state
	query   ledger.StatementQuery
	asked   bool            // the query asks for a part
	within  []string        // IDs of documents, in order, where it is of a story or a claim
	only    map[string]bool // IDs of statements, nil for all
	make    Maker
	stories []claims.Story // made already, where it is of a story or a claim
	made    bool
	texts   texts
}

// Maker makes stories of a log. It is called once, and only where stories are asked for.
type Maker func(ctx context.Context, log claims.Log) ([]claims.Story, error)

// state is the log of a ledger up to a size.
type state struct {
	log  claims.Log
	size int64
}

// Entries gives the entries from an index on.
func (s state) Entries(ctx context.Context, from int64) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for e, err := range s.log.Entries(ctx, from) {
			if err == nil && e.Index >= s.size || !yield(e, err) {
				return
			}
		}
	}
}

// New selects what a query finds; one that asks for nothing selects the whole ledger.
func New(ctx context.Context, from Ledger, q ledger.StatementQuery, stories Maker) (*Selection, error) {
	head, err := from.Head(ctx)
	if err != nil {
		return nil, err
	}
	s := &Selection{from: from, size: head.Size, query: q, make: stories}
	bare := q
	bare.All, bare.Versions, bare.Limit, bare.After = false, false, 0, ""
	s.asked = bare != ledger.StatementQuery{}
	return s, nil
}

// Story narrows the selection to a story.
func (s *Selection) Story(x *claims.Story) {
	s.stories, s.made = []claims.Story{*x}, true
	s.within = []string{}
	for i := range x.Reports {
		s.within = append(s.within, x.Reports[i].Doc.ID)
	}
}

// Claim narrows the selection to a claim of a story: the statements that take a position on
// it and their documents.
func (s *Selection) Claim(c *claim.Claim, of *claims.Story) {
	x := *of
	x.Claims, x.Reports = []claim.Claim{*c}, nil
	s.only = make(map[string]bool)
	for i := range c.Takes {
		s.only[c.Takes[i].Statement] = true
	}
	for i := range of.Reports {
		if id := of.Reports[i].Doc.ID; slices.ContainsFunc(c.Takes, func(t claim.Take) bool { return t.Document == id }) {
			x.Reports = append(x.Reports, of.Reports[i])
		}
	}
	s.Story(&x)
}

// Size is about how many statements there are, for telling how far an export has come; -1
// where it is not known.
func (s *Selection) Size(ctx context.Context) (int, error) {
	if s.asked || s.within != nil {
		return -1, nil
	}
	n, err := s.from.Counts(ctx)
	return int(n.Statements), err
}

func (s *Selection) step() {
	if s.Step != nil {
		s.Step()
	}
}

// Statements gives the statements, those of a document together save where words are
// searched for; the last published come first, of a story the first.
func (s *Selection) Statements(ctx context.Context) iter.Seq2[*Statement, error] {
	if s.within == nil {
		return s.find(ctx, s.query)
	}
	return func(yield func(*Statement, error) bool) {
		for _, id := range s.within {
			for st, err := range s.Of(ctx, id) {
				if !yield(st, err) || err != nil {
					return
				}
			}
		}
	}
}

// Of gives the statements of a document that are selected.
func (s *Selection) Of(ctx context.Context, document string) iter.Seq2[*Statement, error] {
	q := s.query
	if q.Document != "" && q.Document != document {
		return func(func(*Statement, error) bool) {}
	}
	q.Document = document
	return s.find(ctx, q)
}

func (s *Selection) find(ctx context.Context, q ledger.StatementQuery) iter.Seq2[*Statement, error] {
	return func(yield func(*Statement, error) bool) {
		for f, err := range ledger.AllStatements(ctx, s.from, q) {
			if err != nil {
				yield(nil, err)
				return
			}
			if f.Index >= s.size || s.only != nil && !s.only[f.ID] {
				continue
			}
			st, err := read(f)
			if err != nil {
				yield(nil, err)
				return
			}
			s.step()
			if !yield(st, nil) {
				return
			}
		}
	}
}

// Stories gives the stories with the documents and claims of them that are selected, the
// latest first. Of a query's, those claims are that one of its statements takes a position
// on, and a story without any is left out.
func (s *Selection) Stories(ctx context.Context) iter.Seq2[*claims.Story, error] {
	return func(yield func(*claims.Story, error) bool) {
		all, err := s.Made(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		for i := range all {
			x, err := &all[i], error(nil)
			if s.asked {
				x, err = s.narrow(ctx, x)
			}
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if x == nil {
				continue
			}
			s.step()
			if !yield(x, nil) {
				return
			}
		}
	}
}

// Made gives all stories that there are to select from.
func (s *Selection) Made(ctx context.Context) ([]claims.Story, error) {
	if s.made {
		return s.stories, nil
	}
	stories, err := s.make(ctx, state{s.from, s.size})
	if err != nil {
		return nil, err
	}
	s.stories, s.made = stories, true
	return stories, nil
}

// narrow gives a story with what a query found of it alone, nil for nothing.
func (s *Selection) narrow(ctx context.Context, x *claims.Story) (*claims.Story, error) {
	found := make(map[string]bool)
	out := *x
	out.Reports, out.Claims = nil, nil
	for i := range x.Reports {
		n := len(found)
		for st, err := range s.Of(ctx, x.Reports[i].Doc.ID) {
			if err != nil {
				return nil, err
			}
			found[st.ID] = true
		}
		if len(found) > n {
			out.Reports = append(out.Reports, x.Reports[i])
		}
	}
	for i := range x.Claims {
		if slices.ContainsFunc(x.Claims[i].Takes, func(t claim.Take) bool { return found[t.Statement] }) {
			out.Claims = append(out.Claims, x.Claims[i])
		}
	}
	if len(out.Reports) == 0 {
		return nil, nil
	}
	return &out, nil
}
