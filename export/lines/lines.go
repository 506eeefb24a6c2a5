// Package lines writes what is selected of a ledger as JSON lines.
package lines

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/record"
)

// Whats are the kinds of records that Write writes.
var Whats = [...]string{"statements", "documents", "claims"}

// Write writes the records of one kind, one a line: those of the contract, of statements and
// documents with a further field "ledger". asOf is what claims say that they are as of.
func Write(ctx context.Context, to io.Writer, s *selection.Selection, what, asOf string) error {
	w := bufio.NewWriter(to)
	var err error
	switch what {
	case "statements":
		err = statements(ctx, w, s)
	case "documents":
		err = documents(ctx, w, s)
	case "claims":
		err = stories(ctx, w, s, asOf)
	default:
		err = fmt.Errorf("no records of %q", what)
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

func statements(ctx context.Context, w *bufio.Writer, s *selection.Selection) error {
	for st, err := range s.Statements(ctx) {
		if err != nil {
			return err
		}
		if _, err := w.Write(append(st.JSON(), '\n')); err != nil {
			return err
		}
	}
	return nil
}

func documents(ctx context.Context, w *bufio.Writer, s *selection.Selection) error {
	var line []byte
	for d, err := range s.Documents(ctx) {
		if err != nil {
			return err
		}
		about, err := encode(struct {
			*ledger.FoundDocument
			Versions []ledger.VersionRecord `json:"versions"`
			Copied   []ledger.CopyRecord    `json:"copy_records"`
		}{d.FoundDocument, append([]ledger.VersionRecord{}, d.Versions...), append([]ledger.CopyRecord{}, d.Copied...)})
		if err != nil {
			return err
		}
		line = record.AppendDocument(line[:0], d.Doc)
		line = append(line[:len(line)-len("}\n")], `,"ledger":`...)
		line = append(append(line, about...), "}\n"...)
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

func stories(ctx context.Context, w *bufio.Writer, s *selection.Selection, asOf string) error {
	for x, err := range s.Stories(ctx) {
		if err != nil {
			return err
		}
		for i := range x.Claims {
			line, err := encode(x.Claims[i].Record(x.ID, asOf))
			if err != nil {
				return err
			}
			if _, err := w.Write(append(line, '\n')); err != nil {
				return err
			}
		}
	}
	return nil
}

// encode writes a value as JSON on one line, without its end.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
