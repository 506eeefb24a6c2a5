package training

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/nlp/attrib"
)

// exampleRecord is one line of the files that Examples writes. Offsets are code
// points of Text.
type exampleRecord struct {
	Article string         `json:"article"`
	Text    string         `json:"text"`
	Tokens  [][2]int       `json:"tokens"`
	Blocks  []exampleBlock `json:"blocks"`
}

type exampleBlock struct {
	First  int     `json:"first"`
	Last   int     `json:"last"`
	Hints  [][]int `json:"hints"`
	Seams  []int   `json:"seams"`
	Labels []int   `json:"labels"`
}

// exampleHead is the first line: the sizes of the hints' columns.
type exampleHead struct {
	HintSizes []int `json:"hint_sizes"`
}

// Examples writes OUT/train.jsonl and OUT/dev.jsonl: the annotated articles of
// DIR/polnear as the labeller sees them, for the encoder's training in Python.
// All weight files of weights must be there.
func Examples(dir, weights, out string, log io.Writer) error {
	var w nlp.Weights
	for name, into := range map[string]*[]byte{"clusters": &w.Clusters, "tag": &w.Tag, "parse": &w.Parse, "attrib": &w.Attrib} {
		data, err := model.Read(weights, name+".bin")
		if err != nil {
			return fmt.Errorf("examples: %w", err)
		}
		*into = data
	}
	clusters, err := model.ReadClusters(w.Clusters)
	if err != nil {
		return fmt.Errorf("examples: %w", err)
	}
	a, err := attrib.New(w.Attrib, clusters)
	if err != nil {
		return fmt.Errorf("examples: %w", err)
	}
	for _, part := range []string{"train", "dev"} {
		gold, err := ReadPolnear(filepath.Join(dir, "polnear", part), w)
		if err != nil {
			return err
		}
		path := filepath.Join(out, part+".jsonl")
		if err := writeExamples(path, a, gold); err != nil {
			return fmt.Errorf("examples: %w", err)
		}
		fmt.Fprintf(log, "%s: %d annotated articles\n", path, len(gold))
	}
	return nil
}

func writeExamples(path string, a *attrib.Attributor, gold []attrib.Gold) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	buf := bufio.NewWriterSize(f, 1<<20)
	enc := json.NewEncoder(buf)
	if err := enc.Encode(exampleHead{attrib.HintSizes[:]}); err != nil {
		return err
	}
	for k := range gold {
		if err := enc.Encode(record(a, &gold[k])); err != nil {
			return err
		}
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func record(a *attrib.Attributor, g *attrib.Gold) exampleRecord {
	ex := a.Example(g)
	points := hearsay.NewCodePoints(g.An.Doc.Text)
	rec := exampleRecord{Article: g.Article, Text: g.An.Doc.Text}
	for _, t := range ex.Tokens {
		s := points.Span(t)
		rec.Tokens = append(rec.Tokens, [2]int{s.Start, s.End})
	}
	for _, b := range ex.Blocks {
		out := exampleBlock{First: b.First, Last: b.Last}
		for i := range b.Labels {
			row := make([]int, attrib.HintColumns)
			for k, h := range b.Hints[i] {
				row[k] = int(h)
			}
			out.Hints = append(out.Hints, row)
			out.Seams = append(out.Seams, int(b.Seams[i]))
			out.Labels = append(out.Labels, int(b.Labels[i]))
		}
		rec.Blocks = append(rec.Blocks, out)
	}
	return rec
}
