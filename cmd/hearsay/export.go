package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// exportCommand is `hearsay export`.
type exportCommand struct {
	ledgerFlags
	statementFilter

	Format   string `short:"f" placeholder:"NAME" help:"${export_formats}."`
	What     string `placeholder:"NAME" help:"Records of jsonl, csv and parquet: statements, documents, claims; of csv and parquet also positions. Default: statements."`
	Story    string `placeholder:"NAME" help:"Of a story: its ID, or a part of its title."`
	Claim    string `placeholder:"ID" help:"Of a claim, by its ID, or how it begins."`
	Query    string `placeholder:"TEXT" help:"With words in what was said or the speaker's name, as search finds them."`
	Out      string `short:"o" placeholder:"FILE" help:"Where to write; - for standard output, which is the default."`
	Force    bool   `help:"Replace the file if it is there already."`
	BOM      bool   `name:"bom" help:"Begin csv and ucdp with a byte order mark, by which Excel knows UTF-8."`
	Readings bool   `help:"Also what readings before the last one found."`
	Lineage  string `default:"strict" placeholder:"NAME" help:"strict: what an outlet tells without naming whose it is counts as no origin; permissive: as one."`
	Progress string `default:"auto" placeholder:"WHEN" help:"Progress bar on standard error: auto (on a terminal, for long runs), always, never."`
}

// Help is what --help adds.
func (c *exportCommand) Help() string {
	return `Writes what the ledger holds in a form that other programs read. The same state of the ledger gives the same bytes. Without a format the name of the file tells it. docs/exports.md describes each.

Examples:
  hearsay export --format csv --bom -o statements.csv
  hearsay export --format jsonl --what claims --story "ridge"
  hearsay export --format html --story "ridge" -o ridge.html
  hearsay export --format stix --query ammunition --since 2025-01 -o ammunition.json`
}

// Run exports.
func (c *exportCommand) Run(ctx context.Context, m *Main) (err error) {
	f, err := c.check(m)
	if err != nil {
		return err
	}
	l, err := c.open(ctx, m, forReading)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	s, err := c.selected(ctx, l)
	if err != nil {
		return err
	}
	size, err := s.Size(ctx)
	if err != nil {
		return err
	}
	bar := m.progressOf(c.Progress, max(size, 2), c.Out == "", "writing", "records")
	most := size
	s.Step = func() {
		bar.step()
		if bar != nil && bar.done >= most {
			most = 2 * bar.done
			bar.grow(most)
		}
	}
	defer bar.clear()
	return asked(c.into(m, func(w io.Writer) error { return f.write(ctx, w, s, c) }))
}

// check refuses what makes no sense and gives the format.
func (c *exportCommand) check(m *Main) (*exportFormat, error) {
	f, err := c.format()
	if err != nil {
		return nil, err
	}
	if c.Out == "-" {
		c.Out = ""
	}
	whats := f.whats
	if len(whats) == 0 && c.What != "" {
		return nil, usage("--what %s: %s has records of its own", c.What, f.name)
	}
	c.What = cmp.Or(c.What, "statements")
	if len(whats) > 0 {
		if err := oneOf("--what", c.What, whats); err != nil {
			return nil, err
		}
	}
	switch {
	case c.BOM && f.name != "csv" && f.name != "ucdp":
		return nil, usage("--bom is for csv and ucdp")
	case c.Story != "" && c.Claim != "":
		return nil, usage("--story and --claim: one of them narrows it down")
	case f.binary && c.Out == "" && m.StdoutTerminal:
		return nil, usage("%s is not for a terminal: -o FILE names where to write", f.name)
	}
	q := c.asks()
	return f, errors.Join(oneOf("--lineage", c.Lineage, []string{"strict", "permissive"}), oneOf("--progress", c.Progress, whens), asked(q.CheckDates()))
}

// format is the one that is named, or that the file's name tells.
func (c *exportCommand) format() (*exportFormat, error) {
	name := strings.ToLower(c.Format)
	if name == "" {
		if name = exportEndings[strings.ToLower(filepath.Ext(c.Out))]; name == "" {
			return nil, usage("--format is missing; there is: %s", strings.Join(exportNames(), ", "))
		}
	}
	if err := oneOf("format", name, exportNames()); err != nil {
		return nil, err
	}
	i := slices.IndexFunc(exportFormats[:], func(f exportFormat) bool { return f.name == name })
	return &exportFormats[i], nil
}

// asks is what statements are asked for by.
func (c *exportCommand) asks() ledger.StatementQuery {
	q := c.query(c.Query, &listFlags{All: c.Readings})
	q.Versions = true
	return q
}

// selected is what is to be exported.
func (c *exportCommand) selected(ctx context.Context, l *opened) (*selection.Selection, error) {
	opts := claims.Options{AsOf: c.AsOf, Parties: world.Party, Permissive: c.Lineage == "permissive"}
	s, err := selection.New(ctx, l.Ledger, c.asks(), func(ctx context.Context, log claims.Log) ([]claims.Story, error) {
		return claims.Make(ctx, log, opts)
	})
	if err != nil || c.Story == "" && c.Claim == "" {
		return s, err
	}
	made, err := s.Made(ctx)
	if err != nil {
		return nil, err
	}
	if c.Story != "" {
		x, err := claims.Find(made, c.Story)
		if err != nil {
			return nil, found(err)
		}
		s.Story(x)
		return s, nil
	}
	x, of, err := claims.FindClaim(made, c.Claim)
	if err != nil {
		return nil, found(err)
	}
	s.Claim(x, of)
	return s, nil
}

// into has something written to where it should go. A file is whole or not there.
func (c *exportCommand) into(m *Main, write func(io.Writer) error) error {
	if c.Out == "" {
		return write(m.Stdout)
	}
	if _, err := os.Lstat(c.Out); err == nil && !c.Force {
		return fmt.Errorf("write %s: there is such a file already; --force replaces it", c.Out)
	}
	f, err := os.CreateTemp(filepath.Dir(c.Out), ".export-*")
	if err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	if err := os.Rename(f.Name(), c.Out); err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	return nil
}
