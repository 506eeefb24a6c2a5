package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/hearsay-news/hearsay/export"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/record"
)

// extractCommand is `hearsay extract`.
type extractCommand struct {
	Inputs []string `arg:"" optional:"" name:"input" help:"Files, folders, or - for standard input."`

	Format   string `short:"f" default:"auto" placeholder:"NAME" help:"How to show statements: text (the article with its statements marked), table, jsonl (one statement a line), brat (standoff), html (one page). Default: text, or what the name given to --out says."`
	Model    string `placeholder:"NAME" help:"Model to read with: accurate; fast, for a dozen times as many articles a second or more; or auto, accurate where fast is unsure. Default: accurate. For --extractor openai, the endpoint's name of its model."`
	Language string `placeholder:"en" help:"Insist that the text is English, whatever it looks like."`
	Out      string `short:"o" placeholder:"PATH" help:"Write to this file instead of standard output; for brat, to this folder."`
	Force    bool   `help:"Let --out replace files that are there already."`
	Jobs     int    `short:"j" placeholder:"N" help:"Inputs to read at once. Default: one for each processor."`
	Color    string `default:"auto" placeholder:"WHEN" help:"Colours: auto, always, never."`
	Progress string `default:"auto" placeholder:"WHEN" help:"Progress bar on standard error: auto (on a terminal, for long runs), always, never."`

	openaiFlags
}

// defaultModel is the model that reads unless another is asked for.
const defaultModel = nlp.Accurate

// Help is what --help adds.
func (c *extractCommand) Help() string {
	return `A folder stands for the text and HTML files below it. Inputs are read in parallel; what is shown comes in their order. What cannot be read is named on standard error, and the rest is done.

Examples:
  hearsay extract report.txt
  hearsay extract --format jsonl articles/ > statements.jsonl
  hearsay extract --out page.html report.html
  hearsay extract --format brat --out standoff/ articles/
  cat report.txt | hearsay extract -
  hearsay extract --extractor openai --endpoint http://localhost:11434/v1 --model NAME report.txt`
}

// Run extracts.
func (c *extractCommand) Run(ctx context.Context, m *Main) (err error) {
	if err := c.check(m); err != nil {
		return err
	}
	reader, last, err := c.reader(m)
	if err != nil {
		return err
	}
	inputs, err := ingest.Expand(ctx, c.Inputs)
	if err != nil {
		return err
	}
	w, finish, err := c.open(ctx, m, inputs, reader.By)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, finish()) }()

	bar := m.progress(c.Progress, len(inputs), c.toScreen())
	tally := tally{m: m, bar: bar}
	err = ingest.Run(ctx, inputs, ingest.Options{
		Parse: parser(c.Language), Extractor: reader.New, Stdin: m.Stdin, Jobs: c.Jobs,
	}, func(res *ingest.Result) error {
		defer bar.step()
		if !tally.add(res) {
			return nil
		}
		return w.Write(res.Doc, res.Statements)
	})
	bar.clear()
	last()
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return err
	}
	return tally.err()
}

// check refuses what makes no sense before any work is done.
func (c *extractCommand) check(m *Main) (err error) {
	if len(c.Inputs) == 0 {
		return usage("nothing to read: name files or folders, or - for standard input")
	}
	for _, in := range c.Inputs {
		if isURL(in) {
			return usage("%s: files only here; hearsay ingest reads URLs", in)
		}
	}
	if c.Format, err = formatFor(c.Format, c.Out); err != nil {
		return err
	}
	for _, flag := range []struct {
		name, value string
		values      []string
	}{{"format", c.Format, formats}, {"--color", c.Color, whens}, {"--progress", c.Progress, whens}} {
		if err := oneOf(flag.name, flag.value, flag.values); err != nil {
			return err
		}
	}
	if c.Jobs < 0 {
		return usage("--jobs %d: at least one input must be read at once", c.Jobs)
	}
	if err := c.openaiFlags.check(c.Model); err != nil {
		return err
	}
	return checkLanguage(c.Language)
}

func isURL(s string) bool {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || rest == "" {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp", "file":
		return true
	}
	return false
}

// toScreen reports whether statements go to standard output.
func (c *extractCommand) toScreen() bool { return c.Out == "" || c.Out == "-" }

// open makes the writer of the output, and what finishes it.
func (c *extractCommand) open(ctx context.Context, m *Main, inputs []ingest.Input, by record.Extractor) (export.Writer, func() error, error) {
	nothing := func() error { return nil }
	if c.toScreen() {
		if c.Format == "brat" && len(inputs) > 1 {
			return nil, nil, usage("standoff files of %d inputs need a folder: add --out FOLDER", len(inputs))
		}
		return m.writer(c.Format, m.Stdout, by, c.Color, true), nothing, nil
	}
	if c.Format == "brat" {
		w, err := export.NewBratFolder(c.Out, c.Force)
		return w, nothing, err
	}
	f, err := c.create(ctx, inputs)
	if err != nil {
		return nil, nil, err
	}
	return m.writer(c.Format, f, by, c.Color, false), f.Close, nil
}

// create makes the output file. One that is there is replaced only by --force, and
// never when it is read from.
func (c *extractCommand) create(ctx context.Context, inputs []ingest.Input) (io.WriteCloser, error) {
	old, err := os.Stat(c.Out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return nil, fmt.Errorf("write output: %w", err)
		}
		return f, nil
	case err != nil:
		return nil, fmt.Errorf("write output: %w", err)
	case old.IsDir():
		return nil, usage("--out %s is a folder; only brat writes to a folder", c.Out)
	}
	for _, in := range inputs {
		if info, err := os.Stat(in.Path); err == nil && os.SameFile(old, info) {
			return nil, usage("--out %s is one of the inputs", c.Out)
		}
	}
	if old.Mode().IsRegular() && !c.Force {
		return nil, fmt.Errorf("write %s: there is such a file already; --force replaces it", c.Out)
	}
	return openFor(ctx, c.Out)
}

// openFor opens an output that is there. A named pipe waits for its reader, for as
// long as ctx lasts.
func openFor(ctx context.Context, path string) (io.WriteCloser, error) {
	type outcome struct {
		f   *os.File
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
		done <- outcome{f, err}
	}()
	select {
	case got := <-done:
		if got.err != nil {
			return nil, fmt.Errorf("write output: %w", got.err)
		}
		return got.f, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
