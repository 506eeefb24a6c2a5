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
