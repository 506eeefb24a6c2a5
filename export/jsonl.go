package export

import (
	"cmp"
	"io"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// StatementSchema names the record that JSONL writes; docs/schema.md describes it.
const StatementSchema = "hearsay/statement/1"

// JSONL writes one statement a line, each with all that is known of its document.
// The lines are valid UTF-8 whatever the text or the file's name holds, and no
// character in them breaks a line or commands a terminal.
type JSONL struct {
	w   io.Writer
	by  Extractor
	buf []byte
	ids []string
}

// NewJSONL makes a writer of statements that by has read.
func NewJSONL(w io.Writer, by Extractor) *JSONL {
	return &JSONL{w: w, by: by}
}

// flushAt is the size in bytes at which lines are handed on.
const flushAt = 64 << 10

// Write writes the statements of one document and hands them on.
func (j *JSONL) Write(doc *hearsay.Document, sts []hearsay.Statement) error {
	if len(sts) == 0 {
		return nil
	}
	points := hearsay.NewCodePoints(doc.Text)
	j.ids = j.ids[:0]
	for i := range sts {
		j.ids = append(j.ids, StatementID(doc.ID, points, &sts[i].Attribution))
	}
	about := appendDocument(nil, doc)
	b := j.buf[:0]
	for i := range sts {
		b = j.appendStatement(b, doc, points, about, sts, i)
		if len(b) >= flushAt {
			if _, err := j.w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	j.buf = b[:0]
	if len(b) == 0 {
		return nil
	}
	_, err := j.w.Write(b)
	return err
}

// Close does nothing: every document's lines are out when its Write returns.
func (j *JSONL) Close() error { return nil }

func (j *JSONL) appendStatement(b []byte, doc *hearsay.Document, points *hearsay.CodePoints, about []byte, sts []hearsay.Statement, i int) []byte {
	a := &sts[i]
	b = append(b, `{"schema":"`+StatementSchema+`","id":"`...)
	b = append(b, j.ids[i]...)
	b = append(b, `","document":`...)
	b = append(b, about...)
	b = append(b, `,"zone":"`...)
	b = append(b, a.Zone.String()...)
	b = append(b, `","mode":"`...)
	b = append(b, a.Mode.String()...)
	b = append(b, '"')
	for _, role := range [...]Role{RoleSource, RoleCue, RoleContent} {
		b = append(b, `,"`...)
		b = append(b, role.String()...)
		b = append(b, `":{"spans":[`...)
		for k, s := range role.Spans(&a.Attribution) {
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
		b = append(b, j.ids[a.Nested]...)
		b = append(b, '"')
	} else {
		b = append(b, `null`...)
	}
	b = append(b, `,"extractor":{"model":`...)
	b = appendString(b, cmp.Or(a.Model, j.by.Model))
	b = append(b, `,"version":`...)
	b = appendString(b, j.by.Version)
	b = append(b, `},"confidence":`...)
	b = appendScore(b, a.Score)
	return append(b, "}\n"...)
}

// appendSpan writes a span of bytes as code points, with its text.
func appendSpan(b []byte, text string, points *hearsay.CodePoints, s hearsay.Span) []byte {
	at := points.Span(s)
	b = append(b, `{"start":`...)
	b = strconv.AppendInt(b, int64(at.Start), 10)
	b = append(b, `,"end":`...)
	b = strconv.AppendInt(b, int64(at.End), 10)
	b = append(b, `,"text":`...)
	b = appendString(b, text[s.Start:s.End])
	return append(b, '}')
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

// appendKnown writes a string, or null for "", which says that it is not known.
func appendKnown(b []byte, s string) []byte {
	if s == "" {
		return append(b, `null`...)
	}
	return appendString(b, s)
}

func appendList(b []byte, list []string) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, s)
	}
	return append(b, ']')
}

// appendScore writes a confidence with three decimals at most.
func appendScore(b []byte, score float64) []byte {
	if !(score >= 0) { // also not a number
		score = 0
	}
	return strconv.AppendFloat(b, math.Round(min(score, 1)*1000)/1000, 'f', -1, 64)
}

const hexDigits = "0123456789abcdef"

// appendString writes s as a JSON string. Bytes that are not UTF-8 become U+FFFD.
// Beyond what JSON asks for, it escapes the further characters that some readers
// take for the end of a line or a terminal for a command.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != 0x7F {
				i++
				continue
			}
			b = append(b, s[from:i]...)
			b = appendEscape(b, rune(c))
			i++
			from = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		bad := r == utf8.RuneError && size == 1
		if bad || r < 0xA0 || r == '\u2028' || r == '\u2029' {
			b = append(b, s[from:i]...)
			b = appendEscape(b, r)
			from = i + size
		}
		i += size
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

func appendEscape(b []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	case utf8.RuneError:
		return append(b, "\uFFFD"...)
	}
	return append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}
