package selection

import (
	"context"
	"errors"
	"iter"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger"
)

// Document is a document with what the ledger knows of it.
type Document struct {
	*ledger.FoundDocument
	Doc      *hearsay.Document
	Versions []ledger.VersionRecord
	Copied   []ledger.CopyRecord
}

// Documents gives the documents: all of the ledger, of a story its own, of a query those
// with a statement that it finds.
func (s *Selection) Documents(ctx context.Context) iter.Seq2[*Document, error] {
	switch {
	case s.within != nil:
		return s.listed(ctx)
	case s.asked:
		return s.told(ctx)
	}
	return func(yield func(*Document, error) bool) {
		q := ledger.DocumentQuery{All: true, Limit: ledger.MaxLimit}
		for {
			page, err := s.from.FindDocuments(ctx, q)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range page.Documents {
				if page.Documents[i].Index < s.size && !s.give(ctx, &page.Documents[i], yield) {
					return
				}
			}
			if q.After = page.Next; page.Next == "" {
				return
			}
		}
	}
}

// listed gives those of a list, leaving out those without a statement that is selected where
// a query asks.
func (s *Selection) listed(ctx context.Context) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		for _, id := range s.within {
			if s.asked {
				some, err := s.some(ctx, id)
				if err != nil {
					yield(nil, err)
					return
				}
				if !some {
					continue
				}
			}
			if !s.one(ctx, id, yield) {
				return
			}
		}
	}
}

// some reports whether a document has a statement that is selected.
func (s *Selection) some(ctx context.Context, document string) (bool, error) {
	for _, err := range s.Of(ctx, document) {
		return err == nil, err
	}
	return false, nil
}

// told gives those of statements, each once.
func (s *Selection) told(ctx context.Context) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		seen := make(map[string]bool) // what a search finds may be of one document here and there
		for st, err := range s.Statements(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			id := st.Document.ID
			if seen[id] {
				continue
			}
			seen[id] = true
			if !s.one(ctx, id, yield) {
				return
			}
		}
	}
}

// one gives the document of an ID.
func (s *Selection) one(ctx context.Context, id string, yield func(*Document, error) bool) bool {
	page, err := s.from.FindDocuments(ctx, ledger.DocumentQuery{ID: id, All: true})
	if err == nil && len(page.Documents) == 0 {
		err = errors.Join(ledger.ErrCorrupt, errors.New("no document "+id))
	}
	if err != nil {
		yield(nil, err)
		return false
	}
	return s.give(ctx, &page.Documents[0], yield)
}

// give hands a document on with its text, versions and copies.
func (s *Selection) give(ctx context.Context, f *ledger.FoundDocument, yield func(*Document, error) bool) bool {
	d := &Document{FoundDocument: f}
	var err error
	if d.Doc, err = s.Text(ctx, f.ID); err == nil {
		d.Versions, err = s.from.Versions(ctx, f.ID)
	}
	if err == nil && f.Copies > 0 {
		d.Copied, err = s.from.Copies(ctx, f.ID)
	}
	if err != nil {
		yield(nil, err)
		return false
	}
	s.step()
	return yield(d, nil)
}

// mostTexts is how many documents are kept at hand.
const mostTexts = 16

// texts are the documents asked for last.
type texts struct {
	docs [mostTexts]*hearsay.Document
	next int
}

// Text gives the document of an ID.
func (s *Selection) Text(ctx context.Context, id string) (*hearsay.Document, error) {
	for _, d := range s.texts.docs {
		if d != nil && d.ID == id {
			return d, nil
		}
	}
	d, _, err := s.from.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	s.texts.docs[s.texts.next] = d
	s.texts.next = (s.texts.next + 1) % mostTexts
	return d, nil
}
