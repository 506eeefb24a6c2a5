// Package export writes documents and their statements in the forms that leave
// the program: JSON lines, brat standoff files, an annotated page. The package
// term below it writes for people at a terminal.
//
// Offsets in everything written are Unicode code points into the document's text.
// Attributions must be sound (hearsay.Attribution.Check); ingest sees to that.
package export

import "github.com/hearsay-news/hearsay"

// Writer writes documents with their attributions in one format, one after
// another. Nothing may be written after Close, which ends the output but does not
// close what it was written to.
type Writer interface {
	Write(doc *hearsay.Document, sts []hearsay.Statement) error
	Close() error
}

// Extractor names what read the statements.
type Extractor struct{ Model, Version string }

// Role is the part that a span plays in an attribution.
type Role uint8

// The roles, in the order in which they are written.
const (
	RoleSource Role = iota
	RoleCue
	RoleContent
)

var roleNames = [...]string{"source", "cue", "content"}

// String is the role's name in the JSON contract.
func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return "content"
}

// Spans gives the spans of one role of an attribution.
func (r Role) Spans(a *hearsay.Attribution) []hearsay.Span {
	switch r {
	case RoleSource:
		return a.Source
	case RoleCue:
		return a.Cue
	}
	return a.Content
}
