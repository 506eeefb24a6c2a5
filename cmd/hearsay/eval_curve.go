package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/nlp"
)

// evalCurveCommand is `hearsay eval curve`.
type evalCurveCommand struct {
	Dir     string    `arg:"" optional:"" default:"../shared/corpora/polnear/dev" help:"Folder with instances.jsonl, text/ and attributions/. Default: ${default}."`
	Doubts  []float64 `placeholder:"N,…" default:"0.1,0.25,0.5,0.75,1,1.5,2,3,5,1000000" help:"Wrong labels that the linear model must expect of a paragraph for the encoder to read it."`
	Jobs    int       `short:"j" placeholder:"N" help:"Texts to read at once. Default: one for each processor."`
	MaxLost float64   `placeholder:"F1" help:"Fail when model auto, as it is set, loses more than this on a role against reading all."`
	MinRate float64   `placeholder:"N" help:"Fail when model auto reads fewer articles of 750 words a second than this."`
}

// Help is what --help adds.
func (c *evalCurveCommand) Help() string {
	return `Reads the articles once for each bound of doubt and shows what it costs: exact F1 of source, cue and content, F1 of whole attributions, and articles of 750 words a second. The last line is model auto as it is set.

Examples:
  hearsay eval curve --max-lost 1.5 --min-rate 15`
}

// articleWords is the length of the articles that speeds are given in.
const articleWords = 750

// Run scores.
func (c *evalCurveCommand) Run(ctx context.Context, m *Main) error {
	instances, err := eval.FromFile(filepath.Join(c.Dir, "instances.jsonl"), eval.ReadInstances)
	if err != nil {
		return err
	}
	texts := filepath.Join(c.Dir, "text")
	var paths []string
	words := 0
	for _, name := range eval.Names(instances) {
		path := filepath.Join(texts, name+".txt")
		data, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read gold: %w", err)
		}
		words += len(strings.Fields(string(data)))
		paths = append(paths, path)
	}
	inputs, err := ingest.Expand(ctx, paths)
	if err != nil {
		return err
	}
	p, err := nlp.Load(nlp.Auto)
	if err != nil {
		return err
	}
	measure := func(name string, p func() ingest.Extractor) (*point, error) {
		start := time.Now()
		pred, err := predict(ctx, inputs, p, c.Jobs)
		if err != nil {
			return nil, err
		}
		pt := &point{rate: float64(words) / articleWords / time.Since(start).Seconds()}
		score, err := eval.ScorePolnear(instances, texts, pred)
		if err != nil {
			return nil, err
		}
		links, err := eval.ScoreLinks(filepath.Join(c.Dir, "attributions"), pred)
		if err != nil {
			return nil, err
		}
		for k := range pt.exact {
			pt.exact[k] = 100 * score.Exact[k].F()
		}
		_, err = fmt.Fprintf(m.Stdout, "%-8s source %.1f cue %.1f content %.1f | found %.1f said %.1f exact %.1f | %5.1f articles/s\n", name,
			pt.exact[0], pt.exact[1], pt.exact[2], 100*links.Found.F(), 100*links.Said.F(), 100*links.Exact.F(), pt.rate)
		return pt, err
	}
	all, err := measure("all", func() ingest.Extractor { return p.Asking(math.Inf(-1)) })
	if err != nil {
		return err
	}
	for _, d := range c.Doubts {
		if _, err := measure(fmt.Sprintf("> %g", d), func() ingest.Extractor { return p.Asking(d) }); err != nil {
			return err
		}
	}
	auto, err := measure("auto", func() ingest.Extractor { return p.Clone() })
	if err != nil {
		return err
	}
	lost := 0.0
	for k := range auto.exact {
		lost = max(lost, all.exact[k]-auto.exact[k])
	}
	if c.MaxLost > 0 && lost > c.MaxLost {
		return fmt.Errorf("floor missed: model auto loses %.2f, more than %g", lost, c.MaxLost)
	}
	return eval.Check(eval.Floor{Name: "articles a second", Got: auto.rate, Least: c.MinRate})
}

// point is one point of the curve.
type point struct {
	exact [3]float64
	rate  float64
}
