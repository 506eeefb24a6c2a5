package ledger

import (
	"context"
	"errors"
	"io"

	"github.com/hearsay-news/hearsay"
)

// snapshotID is the ID of the entry that bytes were fetched from somewhere.
func snapshotID(sha256, where string) string { return hearsay.Address("sn_", sha256, where) }

// Fetched reports whether it is recorded that these bytes were fetched from a URL, or read
// under a name: recording them again would change nothing.
func (l *Ledger) Fetched(ctx context.Context, sha256, where string) (bool, error) {
	_, err := l.Entry(ctx, KindSnapshot, snapshotID(sha256, where))
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Document gives a document of the ledger and what was recorded of it.
func (l *Ledger) Document(ctx context.Context, id string) (*hearsay.Document, *DocumentRecord, error) {
	e, err := l.Entry(ctx, KindDocument, id)
	if err != nil {
		return nil, nil, err
	}
	r, err := readDocument(&e)
	if err != nil {
		return nil, nil, err
	}
	return r.doc, &r.DocumentRecord, nil
}

// Restore reads a backup into the ledger, which must be empty; see the function Restore.
func (l *Ledger) Restore(ctx context.Context, trusted []string, r io.Reader) (Head, error) {
	return Restore(ctx, l.Store, l.blobs, trusted, r)
}
