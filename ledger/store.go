package ledger

import (
	"context"
	"iter"

	"golang.org/x/mod/sumdb/tlog"
)

// Store keeps the log and the tables that follow from it. Nothing of the log is ever
// changed or taken away through it.
type Store interface {
	// Update runs f in one transaction that no other overlaps, in this process or
	// another. What f did is durable when Update returns nil, and undone when it
	// returns an error.
	Update(ctx context.Context, f func(Tx) error) error

	// Entries gives the entries from index from on, in order.
	Entries(ctx context.Context, from int64) iter.Seq2[Entry, error]
	// Entry gives the last entry of an ID, or ErrNotFound.
	Entry(ctx context.Context, kind Kind, id string) (Entry, error)
	// Head gives the last signed head; one of size 0 for an empty log.
	Head(ctx context.Context) (Head, error)
	// Heads gives all signed heads, the smallest first.
	Heads(ctx context.Context) iter.Seq2[Head, error]
	// View runs f with one state of the ledger, whatever others append meanwhile.
	View(ctx context.Context, f func(View) error) error
	// Check has the database look over itself: pages, indexes, search. Each fault it
	// names is one of the result.
	Check(ctx context.Context) ([]string, error)

	Reader
	// Close lets go of the database.
	Close() error
}

// View is one state of a Store. Values that no column of a table can have wrap ErrCorrupt.
type View interface {
	// Rows gives all rows of a table in the order of its key.
	Rows(ctx context.Context, t *Table) iter.Seq2[[]any, error]
	// Head gives the last signed head; one of size 0 for an empty log.
	Head(ctx context.Context) (Head, error)
	// Bands tells how many of the bands the document of an entry is found by.
	Bands(ctx context.Context, index int64, bands []uint64) (int, error)
	// Fetched reports whether there is a snapshot of the bytes before an entry.
	Fetched(ctx context.Context, sha256 string, before int64) (bool, error)
	// Count is the number of rows of a table.
	Count(ctx context.Context, t *Table) (int64, error)
	// Joins looks for rows that disagree with rows of other tables that they have a part
	// from, and tells the first of each kind: statements with their documents, readings and
	// names, documents with their versions. The index is -1 for a row that is no entry's.
	Joins(ctx context.Context, tell func(index int64, what string)) error
}

// Tx is a transaction of a Store.
type Tx interface {
	// Size is the number of entries.
	Size(ctx context.Context) (int64, error)
	// Hashes gives stored hashes by their places.
	Hashes(ctx context.Context, at []int64) ([]tlog.Hash, error)
	// Has reports whether there is an entry of the kind and ID.
	Has(ctx context.Context, kind Kind, id string) (bool, error)
	// Entry gives the last entry of an ID, or ErrNotFound.
	Entry(ctx context.Context, kind Kind, id string) (Entry, error)
	// Fetched reports whether there is a snapshot of the bytes before an entry.
	Fetched(ctx context.Context, sha256 string, before int64) (bool, error)
	// Latest gives the ID of the document that stands for a canonical URL, "" for none.
	Latest(ctx context.Context, canonical string) (document string, err error)
	// Old reports whether a document was replaced by a later version.
	Old(ctx context.Context, document string) (bool, error)
	// Seen gives when a document last took the place of another, "" for never.
	Seen(ctx context.Context, document string) (string, error)
	// Number gives a document's number among the versions of its URL, from 1.
	Number(ctx context.Context, document string) (int, error)
	// Named gives the ID of the document last recorded under a name or URL, "" for none.
	Named(ctx context.Context, name string) (string, error)
	// Reading gives the last reading of a document, nil for none.
	Reading(ctx context.Context, document string) (*Reading, error)
	// Statements gives the entries of the statements of a reading.
	Statements(ctx context.Context, first, count int64) ([]Entry, error)
	// Replacing gives the document last said to be a later version of what has a name or
	// URL, "" for none.
	Replacing(ctx context.Context, name string) (string, error)
	// Successor gives the document that last took the place of another, "" for none.
	Successor(ctx context.Context, document string) (string, error)
	// Alike gives documents that have one of the bands, those that share the most
	// first, at most limit.
	Alike(ctx context.Context, bands []uint64, limit int) ([]Alike, error)

	// Insert adds rows to a table.
	Insert(ctx context.Context, t *Table, rows [][]any) error
	// Retire marks the statements of a reading as superseded by the entry by.
	Retire(ctx context.Context, first, count, by int64) error
	// SetOld marks a document and its statements as replaced by a later version, or
	// as standing again.
	SetOld(ctx context.Context, document string, old bool) error
}

// Head is a state of the log: how many entries it has, the root of its tree, and the
// signed note that says so.
type Head struct {
	Size int64
	Root tlog.Hash
	Note string
}

// Reading is a reading of a document and its ID.
type Reading struct {
	ID string
	ReadingRecord
}

// Alike is a document that shares bands with another.
type Alike struct {
	Document string // its ID
	Bands    int    // how many they share
	Outline  []byte // of its signature
}
