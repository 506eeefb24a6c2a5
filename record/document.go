package record

import (
	"strconv"

	"github.com/hearsay-news/hearsay"
)

// DocumentSchema names the record that AppendDocument writes.
const DocumentSchema = "hearsay/document/1"

// AppendDocument appends a document's record to b, as `hearsay article --format
// json` prints it: what is known about the article, its text, and the zone of
// each block of it by code-point offsets. It ends with a line feed.
func AppendDocument(b []byte, doc *hearsay.Document) []byte {
	points := hearsay.NewCodePoints(doc.Text)
	b = append(b, `{"schema":"`+DocumentSchema+`",`...)
	about := appendDocument(nil, doc)
	b = append(b, about[1:len(about)-1]...)
	b = append(b, `,"credits":`...)
	b = appendList(b, doc.Credits)
	b = append(b, `,"text":`...)
	b = appendString(b, doc.Text)
	b = append(b, `,"zones":[`...)
	for i, block := range doc.Blocks {
		if i > 0 {
			b = append(b, ',')
		}
		at := points.Span(block.Span)
		b = append(b, `{"zone":"`...)
		b = append(b, block.Zone.String()...)
		b = append(b, `","start":`...)
		b = strconv.AppendInt(b, int64(at.Start), 10)
		b = append(b, `,"end":`...)
		b = strconv.AppendInt(b, int64(at.End), 10)
		b = append(b, '}')
	}
	return append(b, "]}\n"...)
}

// appendDocument writes what a statement says of its document.
func appendDocument(b []byte, doc *hearsay.Document) []byte {
	b = append(b, `{"id":`...)
	b = appendString(b, doc.ID)
	b = append(b, `,"path":`...)
	b = appendKnown(b, doc.Path)
	b = append(b, `,"url":`...)
	b = appendKnown(b, doc.URL)
	b = append(b, `,"title":`...)
	b = appendKnown(b, doc.Title)
	b = append(b, `,"publisher":`...)
	b = appendKnown(b, doc.Publisher)
	b = append(b, `,"byline":`...)
	b = appendList(b, doc.Byline)
	b = append(b, `,"published":`...)
	b = appendKnown(b, doc.Published)
	b = append(b, `,"published_basis":"`...)
	b = append(b, doc.Basis.String()...)
	b = append(b, `","language":`...)
	b = appendKnown(b, doc.Language)
	b = append(b, `,"supersedes":`...)
	b = appendKnown(b, doc.Supersedes)
	return append(b, '}')
}
