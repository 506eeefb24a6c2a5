package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hearsay-news/hearsay/export/term"
	"github.com/hearsay-news/hearsay/ledger"
)

// documentsCommand is `hearsay documents`.
type documentsCommand struct {
	ledgerFlags
	listFlags

	ID           string `placeholder:"ID" help:"Document, by its ID."`
	URL          string `placeholder:"URL" help:"Where it was published."`
	Publisher    string `placeholder:"NAME" help:"Outlet, by its whole name."`
	Title        string `placeholder:"TEXT" help:"Part of the title."`
	Since        string `placeholder:"DATE" help:"Published on this day, month or year or later."`
	Until        string `placeholder:"DATE" help:"Published by then."`
	AsOf         string `placeholder:"DATE" help:"As it was known on that day: published by then."`
	AsOfRecorded string `placeholder:"DATE" help:"As this ledger had it then."`
}

// Help is what --help adds.
func (c *documentsCommand) Help() string {
	return `The last published come first. --format jsonl also gives each document's versions and copies.

Examples:
  hearsay documents --publisher "Meridian Wire"
  hearsay documents --all --url https://example.org/story`
}

// Run lists documents.
func (c *documentsCommand) Run(ctx context.Context, m *Main) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	q := ledger.DocumentQuery{
		ID: c.ID, URL: c.URL, Publisher: c.Publisher, Title: c.Title, Published: ledger.Period{From: c.Since, To: c.Until},
		AsOf: ledger.AsOf{Published: c.AsOf, Recorded: c.AsOfRecorded}, All: c.All, After: c.After,
	}
	if err := asked(q.CheckDates()); err != nil {
		return err
	}
	l, err := c.open(ctx, m, forReading)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	out := bufio.NewWriter(m.Stdout)
	defer func() { err = errors.Join(err, out.Flush()) }()
	table := term.NewList(out, term.Options{Width: m.Width, Colors: m.colors(c.Color, true)},
		term.Column{Name: "date", Width: 11}, term.Column{Name: "title", Share: 46}, term.Column{Name: "outlet", Share: 24},
		term.Column{Name: "said", Width: 5}, term.Column{Name: "copies", Width: 7}, term.Column{Name: "where", Share: 30})
	shown, next, err := c.pages(func(limit int, after string) (int, string, error) {
		if q.Limit = limit; after != "" {
			q.After = after
		}
		page, err := l.FindDocuments(ctx, q)
		if err != nil {
			return 0, "", err
		}
		for i := range page.Documents {
			if c.Format == "jsonl" {
				err = writeDocument(ctx, out, l.Ledger, &page.Documents[i])
			} else {
				err = table.Add(documentCells(&page.Documents[i])...)
			}
			if err != nil {
				return 0, "", err
			}
		}
		return len(page.Documents), page.Next, nil
	})
	if err != nil {
		return err
	}
	if err := table.Close(); err != nil {
		return err
	}
	if c.Format == "table" {
		return m.footer(out, shown, "document", next)
	}
	return nil
}

// writeDocument writes a document with its versions and copies on one line.
func writeDocument(ctx context.Context, out *bufio.Writer, l *ledger.Ledger, d *ledger.FoundDocument) error {
	line := struct {
		*ledger.FoundDocument
		Versions []ledger.VersionRecord `json:"versions"`
		CopyList []ledger.CopyRecord    `json:"copy_records"`
	}{FoundDocument: d, Versions: []ledger.VersionRecord{}, CopyList: []ledger.CopyRecord{}}
	versions, err := l.Versions(ctx, d.ID)
	if err != nil {
		return err
	}
	line.Versions = append(line.Versions, versions...)
	if d.Copies > 0 {
		if line.CopyList, err = l.Copies(ctx, d.ID); err != nil {
			return err
		}
	}
	return json.NewEncoder(out).Encode(line)
}

func documentCells(d *ledger.FoundDocument) []string {
	title := d.Title
	if d.Old {
		title += "\n(replaced by a later version)"
	}
	date := cmp.Or(d.Published, d.Public)
	return []string{date[:min(len(date), 10)], title, d.Publisher, fmt.Sprint(d.Statements), fmt.Sprint(d.Copies), cmp.Or(d.URL, d.Path)}
}
