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
	kind, rest, ok1 := leafPart(data, `{"kind":"`)
	id, rest, ok2 := leafPart(rest, `,"id":"`)
	written, rest, ok3 := leafPart(rest, `,"recorded":"`)
	record, ok4 := bytes.CutPrefix(rest, []byte(leafRecord[1:]))
	record, ok5 := bytes.CutSuffix(record, []byte("}"))
	recorded, err := time.Parse(recordedLayout, written)
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || err != nil || recorded.Format(recordedLayout) != written || len(record) == 0 || record[len(record)-1] == '\n' {
		return Entry{}, nil, fmt.Errorf("read entry: %w", ErrCorrupt)
	}
	return Entry{Kind: Kind(kind), ID: id, Recorded: recorded, Data: data}, record, nil
}

// isID reports whether a text can be an entry's ID.
func isID(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isIDByte(c) {
			return false
		}
	}
	return s != ""
}

func isIDByte(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// leafPart cuts a name and the value in quotation marks behind it off; values are of
// letters, digits and the marks of dates.
func leafPart(data []byte, name string) (value string, rest []byte, ok bool) {
	rest, ok = bytes.CutPrefix(data, []byte(name))
	if !ok {
		return "", nil, false
	}
	for i, c := range rest {
		switch {
		case c == '"':
			return string(rest[:i]), rest[i+1:], i > 0
		case isIDByte(c) || c == ':' || c == '.':
		default:
			return "", nil, false
		}
	}
	return "", nil, false
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
	ErrQuery = errors.New("not understood")
)
