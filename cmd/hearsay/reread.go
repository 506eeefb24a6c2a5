package main

import (
	"cmp"
	"context"
	"errors"

	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ledger"
)

// rereadCommand is `hearsay reread`.
type rereadCommand struct {
	deskFlags

	Document  string `placeholder:"ID" help:"Only this document."`
	Publisher string `placeholder:"NAME" help:"Only documents of this outlet."`
	Since     string `placeholder:"DATE" help:"Only what was published then or later."`
	Until     string `placeholder:"DATE" help:"Only what was published by then."`
	All       bool   `help:"Also documents that were replaced by a later version."`
	Progress  string `default:"auto" placeholder:"WHEN" help:"Progress bar on standard error: auto (on a terminal, for long runs), always, never."`
}

// Help is what --help adds.
func (c *rereadCommand) Help() string {
	return `Reads documents of the ledger again, as after a new release or with a better model. The new statements supersede the old ones, which stay in the log. What the same version of the model has read last is passed over, so that a run that was interrupted can be begun again.

Example:
  hearsay reread --model accurate --since 2025-01`
}

// Run reads again.
func (c *rereadCommand) Run(ctx context.Context, m *Main) (err error) {
	if err := errors.Join(c.check(), oneOf("--progress", c.Progress, whens)); err != nil {
		return err
	}
	q := ledger.DocumentQuery{
		ID: c.Document, Publisher: c.Publisher, Published: ledger.Period{From: c.Since, To: c.Until}, All: c.All, Limit: ledger.MaxLimit,
	}
	if err := asked(q.CheckDates()); err != nil {
		return err
	}
	b, err := c.setUp(ctx, m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	_, by, err := b.worker.Reader("")
	if err != nil {
		return err
	}
	count := &count{m: m, bar: m.progress(c.Progress, 2, false)}
	passed, put := 0, 0
	err = b.with(ctx, func(ctx context.Context) error {
		d := desk.Desk{Ledger: b.Ledger, Queue: b.queue}
		return d.Reread(ctx, by.Model, func(ctx context.Context, again func(id, name string) error) error {
			for {
				page, err := b.FindDocuments(ctx, q)
				if err != nil {
					return err
				}
				for i := range page.Documents {
					doc := &page.Documents[i]
					if doc.Model == by.Model && doc.Version == by.Version {
						passed++
						continue
					}
					put++
					count.bar.grow(put)
					if err := again(doc.ID, cmp.Or(doc.URL, doc.Path, doc.ID)); err != nil {
						return err
					}
				}
				if q.After = page.Next; q.After == "" {
					return nil
				}
			}
		}, count.add)
	})
	count.bar.clear()
	if err != nil {
		return err
	}
	count.known += passed
	if !c.Quiet {
		if err := count.show(b.place.shown()); err != nil {
			return err
		}
	}
	return count.err()
}
