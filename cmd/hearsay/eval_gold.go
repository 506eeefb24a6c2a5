package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/hearsay-news/hearsay/eval"
)

// evalGoldCommand is `hearsay eval gold`.
type evalGoldCommand struct {
	Dir string `arg:"" optional:"" default:"../shared/report" help:"Folder with gold: NAME.json beside NAME.txt. Default: ${default}."`
	predictFlags
	Texts    string  `type:"existingdir" help:"Folder of the texts, where they do not lie beside the gold."`
	Verbose  bool    `short:"v" help:"List the statements that were missed and those that are extra."`
	MinFound int     `placeholder:"N" help:"Fail when fewer statements are found."`
	MinF     float64 `name:"min-f" placeholder:"F1" help:"Fail when the F1 of statements found, in percent, is below this."`

	MinSpeaker   float64 `placeholder:"N" help:"Fail when fewer speakers of the statements found are right, in percent; and so on for the others."`
	MinChain     float64 `placeholder:"F1"`
	MinAct       float64 `placeholder:"N"`
	MinCertainty float64 `placeholder:"N"`
	MinFigures   float64 `placeholder:"F1"`
}

// Help is what --help adds.
func (c *evalGoldCommand) Help() string {
	return `Scores statements against the gold JSON of the project: which are found, their exact spans, and of those found the speaker, chain, act, certainty, dates and figures.

Examples:
  hearsay eval gold --verbose --min-found 20
  hearsay eval gold --texts stories/ridge-crossing/articles stories/ridge-crossing/gold
  hearsay eval gold --pred statements.jsonl gold/`
}

// Run scores.
func (c *evalGoldCommand) Run(ctx context.Context, m *Main) error {
	texts, err := eval.GoldTexts(c.Dir)
	if err != nil {
		return err
	}
	if c.Texts != "" {
		for i, path := range texts {
			texts[i] = filepath.Join(c.Texts, filepath.Base(path))
		}
	}
	pred, err := c.predictions(ctx, m, texts)
	if err != nil {
		return err
	}
	var list io.Writer
	if c.Verbose {
		list = m.Stdout
	}
	score, err := eval.ScoreGold(c.Dir, pred, list)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprint(m.Stdout, score); err != nil {
		return err
	}
	return eval.Check(
		eval.Floor{Name: "statements found", Got: float64(score.Found.TP), Least: float64(c.MinFound)},
		eval.Floor{Name: "F1 of statements found", Got: 100 * score.Found.F(), Least: c.MinF},
		eval.Floor{Name: "speakers", Got: 100 * score.FieldScore("speaker"), Least: c.MinSpeaker},
		eval.Floor{Name: "F1 of chains", Got: 100 * score.Chains.F(), Least: c.MinChain},
		eval.Floor{Name: "acts", Got: 100 * score.FieldScore("act"), Least: c.MinAct},
		eval.Floor{Name: "certainties", Got: 100 * score.FieldScore("certainty"), Least: c.MinCertainty},
		eval.Floor{Name: "F1 of figures", Got: 100 * score.Figures.F(), Least: c.MinFigures},
	)
}
