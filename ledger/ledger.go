// Package ledger keeps the record of what was read: snapshots, documents and their
// versions, statements, copies, decisions. Each is one entry of an append-only log
// with a Merkle tree over it; what is asked of a ledger is answered from tables
// that follow from the log alone and can be checked against it.
//
// The package has the rules and the words; a Store has the tables, in SQLite
// (package sqlite) or PostgreSQL (package postgres).
package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Kind says what an entry records.
type Kind string

// The kinds of entries.
const (
	KindSnapshot  Kind = "snapshot"  // bytes were fetched, from where and when
	KindDocument  Kind = "document"  // a document was made of them
	KindStatement Kind = "statement" // a statement was found in a document
	KindReading   Kind = "reading"   // a document was read: the statements before this entry are all that were found
	KindVersion   Kind = "version"   // a document took the place of another under the same URL
	KindCopy      Kind = "copy"      // two documents share their text
	KindDecision  Kind = "decision"  // an analyst's act
	KindKey       Kind = "key"       // a key began to sign
)

// Entry is one entry of the log.
type Entry struct {
	Index    int64 // place in the log, from 0
	Kind     Kind
	ID       string // content address of what is recorded; one of a kind has one entry only
	Recorded time.Time
	Data     []byte // the leaf: what the tree's hash is of; see Leaf
}

// recordedLayout is how times are written in the log: UTC, to the millisecond.
const recordedLayout = "2006-01-02T15:04:05.000Z"

// leafRecord precedes the record in a leaf.
const leafRecord = `","record":`

// Leaf encodes an entry's data: one JSON object of its kind, its ID, when it was
// recorded and the record itself, which must be JSON on one line. The kind and the ID
// must be of letters, digits, "_" and "-".
func Leaf(kind Kind, id string, recorded time.Time, record []byte) []byte {
	b := make([]byte, 0, len(record)+128)
	b = append(b, `{"kind":"`...)
	b = append(b, kind...)
	b = append(b, `","id":"`...)
	b = append(b, id...)
	b = append(b, `","recorded":"`...)
	b = recorded.UTC().AppendFormat(b, recordedLayout)
	b = append(b, leafRecord...)
	b = append(b, bytes.TrimRight(record, "\n")...)
	return append(b, '}')
}

// ReadLeaf decodes an entry's data into an entry without an index, and its record. What
// Leaf would not write wraps ErrCorrupt.
func ReadLeaf(data []byte) (Entry, []byte, error) {
	at := bytes.Index(data, []byte(leafRecord))
	var head struct {
		Kind     Kind   `json:"kind"`
		ID       string `json:"id"`
		Recorded string `json:"recorded"`
	}
	if at < 0 || json.Unmarshal(append(bytes.Clone(data[:at]), `"}`...), &head) != nil {
		return Entry{}, nil, fmt.Errorf("read entry: %w", ErrCorrupt)
	}
	recorded, err := time.Parse(recordedLayout, head.Recorded)
	record := data[at+len(leafRecord) : len(data)-1]
	if err != nil || len(record) == 0 || data[len(data)-1] != '}' || !bytes.Equal(Leaf(head.Kind, head.ID, recorded, record), data) {
		return Entry{}, nil, fmt.Errorf("read entry: %w", ErrCorrupt)
	}
	return Entry{Kind: head.Kind, ID: head.ID, Recorded: recorded, Data: data}, record, nil
}

// Errors that callers tell apart.
var (
	// ErrCorrupt marks what is not as it was recorded.
	ErrCorrupt = errors.New("not as it was recorded")
	// ErrNotFound marks what the ledger does not hold.
	ErrNotFound = errors.New("not in the ledger")
	// ErrFormat marks a ledger of a format that this program cannot read.
	ErrFormat = errors.New("a ledger of another format")
	// ErrQuery marks a question that makes no sense.
	ErrQuery = errors.New("cannot be asked")
)
