package main

import (
	"context"
	"fmt"
	"io"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
)

// evalRecognizersCommand is `hearsay eval recognizers`.
type evalRecognizersCommand struct {
	Dir        string  `arg:"" optional:"" default:"../shared/corpora/recognizers" help:"Folder with the files of cases. Default: ${default}."`
	Verbose    bool    `short:"v" help:"List the cases that are wrong."`
	MinNumbers float64 `placeholder:"SHARE" help:"Fail when a smaller share of the supported cases of NumberModel is right."`
	MinRanges  float64 `placeholder:"SHARE" help:"The same for NumberRangeModel."`
	MinDates   float64 `placeholder:"SHARE" help:"The same for DateParser."`
	MinPeriods float64 `placeholder:"SHARE" help:"The same for DatePeriodParser."`
}

// Help is what --help adds.
func (c *evalRecognizersCommand) Help() string {
	return `Scores numbers, ranges of numbers, dates and periods on cases of Microsoft Recognizers-Text. A case is right when exactly the expected is found: the same spans, the same values, nothing more; for dates both the past and the future reading. A case is supported unless its NotSupported names every platform (dotnet, java, javascript, python); the share over all cases is printed too. In the corpus's notation the upper end of two joined numbers and of a period is outside.

Example:
  hearsay eval recognizers --min-numbers .90 --min-ranges .85 --min-dates .85 --min-periods .60`
}

// Run scores.
func (c *evalRecognizersCommand) Run(ctx context.Context, m *Main) error {
	analyse, err := analyser(ctx)
	if err != nil {
		return err
	}
	var list io.Writer
	if c.Verbose {
		list = m.Stdout
	}
	var floors []eval.Floor
	finders := eval.Recognizers()
	for _, part := range []struct {
		file, name string
		least      float64
	}{
		{eval.NumberCases, "numbers", c.MinNumbers},
		{eval.RangeCases, "ranges", c.MinRanges},
		{eval.DateCases, "dates", c.MinDates},
		{eval.DatePeriodCases, "periods", c.MinPeriods},
	} {
		find, ok := finders[part.file]
		if !ok && part.least == 0 {
			continue
		}
		floor := eval.Floor{Name: part.name, Least: part.least}
		if ok {
			score, err := eval.ScoreRecognizers(c.Dir, part.file, find, analyse, list)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintln(m.Stdout, score); err != nil {
				return err
			}
			floor.Got = score.Share()
		}
		floors = append(floors, floor)
	}
	return eval.Check(floors...)
}

// analyser gives the stages before attribution, without the weights of what
// follows them.
func analyser(ctx context.Context) (func(*hearsay.Document) (*hearsay.Analysis, error), error) {
	var w nlp.Weights
	for file, into := range map[string]*[]byte{"clusters.bin": &w.Clusters, "tag.bin": &w.Tag, "parse.bin": &w.Parse} {
		data, err := model.Weights(file)
		if err != nil {
			return nil, err
		}
		*into = data
	}
	p, err := nlp.New(w)
	if err != nil {
		return nil, err
	}
	return func(doc *hearsay.Document) (*hearsay.Analysis, error) { return p.Analyse(ctx, doc) }, nil
}
