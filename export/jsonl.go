package export

import (
	"io"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/record"
)

// JSONL writes one statement a line, each with all that is known of its document.
// The lines are valid UTF-8 whatever the text or the file's name holds, and no
// character in them breaks a line or commands a terminal.
type JSONL struct {
	w    io.Writer
	by   record.Extractor
	buf  []byte
	line record.Statements
}

// NewJSONL makes a writer of statements that by has read.
func NewJSONL(w io.Writer, by record.Extractor) *JSONL {
	return &JSONL{w: w, by: by}
}

// flushAt is the size in bytes at which lines are handed on.
const flushAt = 64 << 10

// Write writes the statements of one document and hands them on.
func (j *JSONL) Write(doc *hearsay.Document, sts []hearsay.Statement) error {
	if len(sts) == 0 {
		return nil
	}
	j.line.Begin(doc, sts, j.by)
	b := j.buf[:0]
	for i := range sts {
		b = j.line.Append(b, i)
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
