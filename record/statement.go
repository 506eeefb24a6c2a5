package record

import (
	"cmp"

	"github.com/hearsay-news/hearsay"
)

// StatementSchema names the record of a statement; docs/schema.md describes it.
const StatementSchema = "hearsay/statement/1"

// Extractor names what read statements: a model and its version.
type Extractor struct{ Model, Version string }

// Statements writes the records of statements. The zero value is ready; one
// writes for one goroutine.
type Statements struct {
	doc    *hearsay.Document
	points *hearsay.CodePoints
	about  []byte
	sts    []hearsay.Statement
	ids    []string
	by     Extractor
}

// Begin sets the document that the statements are of, all of them, and what has read
// them where they name no model themselves. The statements must be sound
// (hearsay.Attribution.Check).
func (w *Statements) Begin(doc *hearsay.Document, sts []hearsay.Statement, by Extractor) {
	w.doc, w.points, w.sts, w.by = doc, hearsay.NewCodePoints(doc.Text), sts, by
	w.about = appendDocument(w.about[:0], doc)
	w.ids = w.ids[:0]
	for i := range sts {
		w.ids = append(w.ids, StatementID(doc.ID, w.points, &sts[i].Attribution))
	}
}

// IDs are the statements' IDs, in their order, until the next Begin.
func (w *Statements) IDs() []string { return w.ids }

// Append appends the record of statement i to b: one line of JSON in valid UTF-8,
// with its line feed, in which no character breaks a line or commands a terminal.
func (w *Statements) Append(b []byte, i int) []byte {
	doc, points, sts, a := w.doc, w.points, w.sts, &w.sts[i]
	b = append(b, `{"schema":"`+StatementSchema+`","id":"`...)
	b = append(b, w.ids[i]...)
	b = append(b, `","document":`...)
	b = append(b, w.about...)
	b = append(b, `,"zone":"`...)
	b = append(b, a.Zone.String()...)
	b = append(b, `","mode":"`...)
	b = append(b, a.Mode.String()...)
	b = append(b, '"')
	for _, role := range hearsay.Roles {
		b = append(b, `,"`...)
		b = append(b, role.String()...)
		b = append(b, `":{"spans":[`...)
		for k, s := range role.Of(&a.Attribution) {
			if k > 0 {
				b = append(b, ',')
			}
			b = appendSpan(b, doc.Text, points, s)
		}
		b = append(b, `]}`...)
	}
	b = appendResolved(b, doc.Text, points, a)
	b = append(b, `,"nested_in":`...)
	if a.Nested >= 0 && a.Nested < len(sts) && a.Nested != i {
		b = append(b, '"')
		b = append(b, w.ids[a.Nested]...)
		b = append(b, '"')
	} else {
		b = append(b, `null`...)
	}
	b = append(b, `,"extractor":{"model":`...)
	b = appendString(b, cmp.Or(a.Model, w.by.Model))
	b = append(b, `,"version":`...)
	b = appendString(b, w.by.Version)
	b = append(b, `},"confidence":`...)
	b = AppendScore(b, a.Score)
	return append(b, "}\n"...)
}
