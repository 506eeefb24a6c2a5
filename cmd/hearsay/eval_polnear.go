package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/hearsay-news/hearsay/eval"
)

// evalPolnearCommand is `hearsay eval polnear`.
type evalPolnearCommand struct {
	Dir string `arg:"" optional:"" default:"../shared/corpora/polnear/dev" help:"Folder with instances.jsonl and text/. Default: ${default}."`
	predictFlags
	MinSource  float64 `placeholder:"F1" help:"Fail when the exact F1 of sources, in percent, is below this."`
	MinCue     float64 `placeholder:"F1" help:"The same for cues."`
	MinContent float64 `placeholder:"F1" help:"The same for contents."`
}

// Help is what --help adds.
func (c *evalPolnearCommand) Help() string {
	return `Scores source, cue and content spans by the token protocol of CofeNet (COLING 2022), so that the figures compare with the published ones.

Examples:
  hearsay eval polnear --min-source 72 --min-cue 67 --min-content 58
  hearsay eval polnear --pred statements.jsonl polnear/dev`
}

// Run scores.
func (c *evalPolnearCommand) Run(ctx context.Context, m *Main) error {
	instances, err := eval.FromFile(filepath.Join(c.Dir, "instances.jsonl"), eval.ReadInstances)
	if err != nil {
		return err
	}
	texts := filepath.Join(c.Dir, "text")
	var paths []string
	for _, name := range eval.Names(instances) {
		paths = append(paths, filepath.Join(texts, name+".txt"))
	}
	pred, err := c.predictions(ctx, m, paths)
	if err != nil {
		return err
	}
	score, err := eval.ScorePolnear(instances, texts, pred)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprint(m.Stdout, score); err != nil {
		return err
	}
	return eval.Check(
		eval.Floor{Name: "source", Got: 100 * score.Exact[eval.Source].F(), Least: c.MinSource},
		eval.Floor{Name: "cue", Got: 100 * score.Exact[eval.Cue].F(), Least: c.MinCue},
		eval.Floor{Name: "content", Got: 100 * score.Exact[eval.Content].F(), Least: c.MinContent},
	)
}
