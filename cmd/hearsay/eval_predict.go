package main

import (
	"context"
	"fmt"

	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/ingest"
)

// predictFlags are what every score of statements takes: statements from a file,
// or the model to find them with.
type predictFlags struct {
	Pred  string `placeholder:"FILE" help:"Score these statements, as extract --format jsonl prints them, instead of reading the texts."`
	Model string `default:"accurate" placeholder:"NAME" help:"Model to read the texts with: accurate, fast, or auto."`
	Jobs  int    `short:"j" placeholder:"N" help:"Texts to read at once. Default: one for each processor."`
}

// predictions reads the file of --pred, or the texts. Every text counts, so it is
// taken for English, and one that cannot be read ends the run.
func (f *predictFlags) predictions(ctx context.Context, m *Main, texts []string) (eval.Predictions, error) {
	if f.Pred != "" {
		return eval.FromFile(f.Pred, eval.ReadPredictions)
	}
	if f.Jobs < 0 {
		return nil, usage("--jobs %d: at least one text must be read at once", f.Jobs)
	}
	reader, err := m.Load(f.Model)
	if err != nil {
		return nil, err
	}
	inputs, err := ingest.Expand(ctx, texts)
	if err != nil {
		return nil, err
	}
	return predict(ctx, inputs, reader.New, f.Jobs)
}

// predict reads inputs, all of which must be readable.
func predict(ctx context.Context, inputs []ingest.Input, extractor func() ingest.Extractor, jobs int) (eval.Predictions, error) {
	pred := eval.Predictions{}
	opts := ingest.Options{Parse: parser("en"), Extractor: extractor, Jobs: jobs}
	err := ingest.Run(ctx, inputs, opts, func(res *ingest.Result) error {
		if res.Err != nil {
			return fmt.Errorf("read %s: %w", res.Path, res.Err)
		}
		if len(res.Faults) > 0 {
			return fmt.Errorf("read %s: %w", res.Path, res.Faults[0])
		}
		pred.Add(res.Doc, res.Statements)
		return nil
	})
	return pred, err
}
