package export

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
