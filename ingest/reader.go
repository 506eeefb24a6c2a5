package ingest

import (
	"context"

	"github.com/hearsay-news/hearsay"
)

// Reader finds the statements of documents, one after another; those that are unsound are
// dropped. It serves one goroutine.
type Reader struct{ w worker }

// NewReader makes a Reader whose extractor comes from extractor.
func NewReader(extractor func() Extractor) *Reader {
	return &Reader{worker{opts: Options{Extractor: extractor}, helpers: make(chan struct{})}}
}

// Read finds the statements of a document. Faults are those that were dropped: bugs of
// Hearsay.
func (r *Reader) Read(ctx context.Context, doc *hearsay.Document) (sts []hearsay.Statement, faults []error, err error) {
	res := &Result{Doc: doc}
	r.w.attribute(ctx, res)
	return res.Statements, res.Faults, res.Err
}
