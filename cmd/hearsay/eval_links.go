package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/hearsay-news/hearsay/eval"
)

// evalLinksCommand is `hearsay eval links`.
type evalLinksCommand struct {
	Dir string `arg:"" optional:"" default:"../shared/corpora/polnear/dev" help:"Folder with text/ and attributions/. Default: ${default}."`
	predictFlags
	Annotators bool    `help:"Score the annotators against each other instead, where an article has several."`
	MinFound   float64 `placeholder:"F1" help:"Fail when the F1 of contents found, in percent, is below this."`
	MinSaid    float64 `placeholder:"F1" help:"The same for contents found with the right source."`
	MinExact   float64 `placeholder:"F1" help:"The same for attributions all of whose spans are exact."`
}

// Help is what --help adds.
func (c *evalLinksCommand) Help() string {
	return `Scores whole attributions against brat standoff: is each content found, has it the right source, is every span exact.

Examples:
  hearsay eval links --min-found 71 --min-said 62 --min-exact 43
  hearsay eval links --annotators polnear/dev`
}

// Run scores.
func (c *evalLinksCommand) Run(ctx context.Context, m *Main) error {
	score, err := c.score(ctx, m)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprint(m.Stdout, score); err != nil {
		return err
	}
	return eval.Check(
		eval.Floor{Name: "found", Got: 100 * score.Found.F(), Least: c.MinFound},
		eval.Floor{Name: "said", Got: 100 * score.Said.F(), Least: c.MinSaid},
		eval.Floor{Name: "exact", Got: 100 * score.Exact.F(), Least: c.MinExact},
	)
}

func (c *evalLinksCommand) score(ctx context.Context, m *Main) (*eval.Links, error) {
	gold := filepath.Join(c.Dir, "attributions")
	if c.Annotators {
		if c.Pred != "" {
			return nil, usage("--annotators scores no statements: leave out --pred")
		}
		return eval.ScoreAnnotators(gold)
	}
	names, err := eval.Annotated(gold)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, name := range names {
		paths = append(paths, filepath.Join(c.Dir, "text", name+".txt"))
	}
	pred, err := c.predictions(ctx, m, paths)
	if err != nil {
		return nil, err
	}
	return eval.ScoreLinks(gold, pred)
}
