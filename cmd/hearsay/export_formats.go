package main

import (
	"context"
	"io"

	"github.com/hearsay-news/hearsay/export/brat"
	"github.com/hearsay-news/hearsay/export/geojson"
	"github.com/hearsay-news/hearsay/export/lines"
	"github.com/hearsay-news/hearsay/export/linked"
	"github.com/hearsay-news/hearsay/export/report"
	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/export/stix"
	"github.com/hearsay-news/hearsay/export/table"
)

// exportFormat is a form that what a ledger holds is written in.
type exportFormat struct {
	name   string
	whats  []string // the kinds of records that --what tells apart
	binary bool
	write  func(ctx context.Context, w io.Writer, s *selection.Selection, c *exportCommand) error
}

// exportFormats are all of them, the most used first.
var exportFormats = [...]exportFormat{
	{name: "jsonl", whats: lines.Whats[:], write: func(ctx context.Context, w io.Writer, s *selection.Selection, c *exportCommand) error {
		return lines.Write(ctx, w, s, c.What, c.AsOf)
	}},
	{name: "csv", whats: table.Whats[:], write: func(ctx context.Context, w io.Writer, s *selection.Selection, c *exportCommand) error {
		return table.CSV(ctx, w, s, c.What, table.CSVOptions{BOM: c.BOM})
	}},
	{name: "parquet", whats: table.Whats[:], binary: true, write: func(ctx context.Context, w io.Writer, s *selection.Selection, c *exportCommand) error {
		return table.Parquet(ctx, w, s, c.What)
	}},
	{name: "markdown", write: selected(report.Markdown)},
	{name: "html", write: selected(report.HTML)},
	{name: "webannotation", write: selected(linked.Annotations)},
	{name: "stix", write: selected(stix.Write)},
	{name: "prov", write: selected(linked.Provenance)},
	{name: "claimreview", write: selected(linked.ClaimReviews)},
	{name: "ucdp", write: func(ctx context.Context, w io.Writer, s *selection.Selection, c *exportCommand) error {
		return table.Figures(ctx, w, s, table.CSVOptions{BOM: c.BOM})
	}},
	{name: "brat", binary: true, write: selected(brat.All)},
	{name: "geojson", write: selected(geojson.Write)},
}

// selected is a writer of what is selected, without settings.
func selected(write func(context.Context, io.Writer, *selection.Selection) error) func(context.Context, io.Writer, *selection.Selection, *exportCommand) error {
	return func(ctx context.Context, w io.Writer, s *selection.Selection, _ *exportCommand) error {
		return write(ctx, w, s)
	}
}

// exportEndings are what endings of files tell.
var exportEndings = map[string]string{
	".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet", ".md": "markdown", ".html": "html", ".htm": "html",
	".geojson": "geojson", ".markdown": "markdown",
}

func exportNames() []string {
	names := make([]string, 0, len(exportFormats))
	for i := range exportFormats {
		names = append(names, exportFormats[i].name)
	}
	return names
}
