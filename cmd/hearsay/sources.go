package main

import (
	"context"
	"time"

	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/fetch"
	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/ingest/table"
)

// fetchFlags say how pages are fetched.
type fetchFlags struct {
	AllowPrivate bool          `help:"Also fetch from this machine and the networks around it, which pages and feeds could otherwise be made to have read."`
	Interval     time.Duration `placeholder:"DURATION" help:"Between two requests to one host. Default: 1s."`
	IgnoreRobots bool          `help:"Fetch what robots.txt forbids: for sites that are yours, or that agreed."`
}

func (c *fetchFlags) client() *fetch.Client {
	return fetch.New(fetch.Options{AllowPrivate: c.AllowPrivate, Interval: c.Interval, IgnoreRobots: c.IgnoreRobots})
}

// sourceFlags say how inputs are read.
type sourceFlags struct {
	fetchFlags
	Columns string `placeholder:"FIELD=COLUMN,…" help:"Columns of tables (JSON lines, CSV, Parquet): url, title, publisher, published, retrieved, byline, text, html. Default: columns of the usual names."`
}

// items gives the articles of what the user named.
func (c *sourceFlags) items(ctx context.Context, m *Main, names []string) (source.Items, error) {
	mapping, err := table.ParseMapping(c.Columns)
	if err != nil {
		return nil, usage("--columns: %w", err)
	}
	s := desk.Sources{Client: c.client(), Mapping: mapping, Stdin: m.Stdin}
	return s.Items(ctx, names), nil
}
