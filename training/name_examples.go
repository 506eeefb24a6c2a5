package training

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
	"github.com/hearsay-news/hearsay/nlp/token"
)

// NameExamples writes OUT/train.jsonl and OUT/dev.jsonl: the documents of DIR/gum with
// their names as labels, for the encoder's training in Python. The second has the news
// that is held out, with the program's own tokens.
func NameExamples(dir, out string, log io.Writer) error {
	docs, err := readNamed(dir)
	if err != nil {
		return err
	}
	for _, part := range []string{"train", "dev"} {
		path := filepath.Join(out, part+".jsonl")
		n, err := writeNameExamples(path, docs, part == "dev")
		if err != nil {
			return fmt.Errorf("examples of names: %w", err)
		}
		fmt.Fprintf(log, "%s: %d documents\n", path, n)
	}
	return nil
}

func writeNameExamples(path string, docs []*namedDocument, heldOut bool) (n int, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return 0, err
	}
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	buf := bufio.NewWriterSize(f, 1<<20)
	enc := json.NewEncoder(buf)
	if err := enc.Encode(exampleHead{entity.HintSizes[:]}); err != nil {
		return 0, err
	}
	for _, d := range docs {
		if HeldOut(d.name) != heldOut {
			continue
		}
		n++
		views := []exampleRecord{nameRecord(d, d.an, nil), nameRecord(d, d.cased, d.only)}
		if heldOut {
			raw := &hearsay.Analysis{Doc: d.an.Doc}
			token.Tokenize(raw)
			views = []exampleRecord{nameRecord(d, raw, nil)}
		}
		for i := range views {
			if err := enc.Encode(&views[i]); err != nil {
				return 0, err
			}
		}
	}
	if err := buf.Flush(); err != nil {
		return 0, err
	}
	return n, f.Close()
}

// nameRecord is a document as the encoder reads it: each sentence a block, or of the
// sentences those alone that only names.
func nameRecord(d *namedDocument, an *hearsay.Analysis, only []bool) exampleRecord {
	points := hearsay.NewCodePoints(an.Doc.Text)
	rec := exampleRecord{Article: d.name, Text: an.Doc.Text}
	for _, t := range an.Tokens {
		s := points.Span(t.Span)
		rec.Tokens = append(rec.Tokens, [2]int{s.Start, s.End})
	}
	labels := entity.LabelsOf(len(an.Tokens), mentions(an, d.names))
	for k, s := range an.Sents {
		if only != nil && !only[k] {
			continue
		}
		b := exampleBlock{First: int(s.First), Last: int(s.Last)}
		for i := b.First; i < b.Last; i++ {
			var hints [entity.HintColumns]uint8
			entity.Hints(an, i, &hints)
			row := make([]int, len(hints))
			for k, h := range hints {
				row[k] = int(h)
			}
			b.Hints = append(b.Hints, row)
			b.Labels = append(b.Labels, labels[i])
			b.Seams = append(b.Seams, 0)
		}
		rec.Blocks = append(rec.Blocks, b)
	}
	return rec
}
