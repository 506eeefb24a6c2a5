package ledger

import (
	"encoding/json"
	"fmt"
	"strings"
)

// SnapshotRecord says that bytes were fetched.
type SnapshotRecord struct {
	Schema    string   `json:"schema"` // "hearsay/snapshot/1"
	SHA256    string   `json:"sha256"` // of the bytes, lower-case hexadecimal: their address
	Size      int64    `json:"size"`   // bytes
	Name      string   `json:"name"`   // what the user called it: a path, a URL, an archive's record
	URL       string   `json:"url,omitempty"`
	Type      string   `json:"type,omitempty"` // Content-Type as sent
	Retrieved string   `json:"retrieved"`      // RFC 3339, UTC
	Header    []Header `json:"header,omitempty"`
	Document  string   `json:"document"` // ID of the document made of them
	// Replaces is the name or URL of what the user said that this is a later version of.
	Replaces string `json:"replaces,omitempty"`
}

// Header is one line of an HTTP response's header.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// DocumentRecord says that a document was made.
type DocumentRecord struct {
	Schema    string          `json:"schema"`              // "hearsay/recorded-document/1"
	Canonical string          `json:"canonical,omitempty"` // canonical URL, the same for all versions
	Snapshot  string          `json:"snapshot"`            // SHA-256 of the bytes it was made of
	Retrieved string          `json:"retrieved"`           // when they were fetched, RFC 3339, UTC
	Public    string          `json:"public"`              // since when its text was public, as far as is known: see PublicAt
	Document  json.RawMessage `json:"document"`            // the contract's record
}

// ReadingRecord says that a document was read.
type ReadingRecord struct {
	Schema   string `json:"schema"` // "hearsay/reading/1"
	Document string `json:"document"`
	Model    string `json:"model"`
	Version  string `json:"version"`
	First    int64  `json:"first"` // index in the log of the first of its statements
	Count    int64  `json:"count"` // how many there are, one after another
}

// VersionRecord says that one document took the place of another under its URL.
type VersionRecord struct {
	Schema     string          `json:"schema"` // "hearsay/version/1"
	Canonical  string          `json:"canonical,omitempty"`
	Document   string          `json:"document"`
	Replaces   string          `json:"replaces"`
	Number     int             `json:"number"` // 2 for the second version
	Retrieved  string          `json:"retrieved"`
	Public     string          `json:"public"` // since when it has been shown in that one's place, as far as is known
	Class      string          `json:"class"`  // "cosmetic" or "substantive"
	Reasons    []string        `json:"reasons"`
	Notice     string          `json:"notice,omitempty"` // the correction notice that appeared, as written
	Statements []StatementLink `json:"statements"`
}

// StatementLink says what became of a statement from one version to the next.
type StatementLink struct {
	Was    string   `json:"was,omitempty"` // ID in the version before, "" for what appeared
	Now    string   `json:"now,omitempty"` // ID in this version, "" for what vanished
	Change string   `json:"change"`        // "kept", "changed", "vanished", "appeared"
	What   []string `json:"what,omitempty"`
}

// CopyRecord says that two documents of different URLs share their text.
type CopyRecord struct {
	Schema      string   `json:"schema"`   // "hearsay/copy/1"
	Document    string   `json:"document"` // recorded later
	Of          string   `json:"of"`
	Similarity  float64  `json:"similarity"`       // Jaccard similarity of their shingles of words
	Containment float64  `json:"containment"`      // share of the shorter one's shingles that the other has
	Shared      [][2]int `json:"shared"`           // blocks of Document and of Of that say the same
	First       string   `json:"first,omitempty"`  // which of both was public first; "" where that is not known
	Agency      string   `json:"agency,omitempty"` // credited in either
}

// KeyRecord says that a key began to sign the log.
type KeyRecord struct {
	Schema   string `json:"schema"`   // "hearsay/key/1"
	Verifier string `json:"verifier"` // in the form of golang.org/x/mod/sumdb/note
}

// The schemas of the records.
const (
	snapshotSchema = "hearsay/snapshot/1"
	documentSchema = "hearsay/recorded-document/1"
	readingSchema  = "hearsay/reading/1"
	versionSchema  = "hearsay/version/1"
	copySchema     = "hearsay/copy/1"
	keySchema      = "hearsay/key/1"
)

// encode writes a record as JSON on one line.
func encode(record any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(record); err != nil {
		return nil, fmt.Errorf("encode record: %w", err)
	}
	return []byte(strings.TrimSuffix(b.String(), "\n")), nil
}

// decode reads a record of an entry.
func decode[T any](e *Entry, record []byte) (*T, error) {
	out := new(T)
	if err := json.Unmarshal(record, out); err != nil {
		return nil, fmt.Errorf("read %s %s: %w: %w", e.Kind, e.ID, ErrCorrupt, err)
	}
	return out, nil
}
