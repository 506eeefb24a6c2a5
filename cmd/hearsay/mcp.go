package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"

	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/mcp"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
	"github.com/hearsay-news/hearsay/record"
)

// mcpCommand is `hearsay mcp`.
type mcpCommand struct {
	ledgerFlags

	Model    string `placeholder:"NAME" help:"Model to read texts with: accurate, fast or auto. Default: the configuration file, or accurate."`
	Language string `placeholder:"en" help:"Insist that texts are English, whatever they look like."`
}

// Help is what --help adds.
func (c *mcpCommand) Help() string {
	return `Speaks the Model Context Protocol on standard input and output, for a program that starts it: an assistant then asks who said what, in which article, and what became of it. Nothing is recorded. hearsay serve does the same under /mcp.

Examples:
  hearsay mcp
  hearsay mcp --ledger ~/desk/ledger --model fast`
}

// Run serves one client.
func (c *mcpCommand) Run(ctx context.Context, m *Main) (err error) {
	if err := checkLanguage(c.Language); err != nil {
		return err
	}
	l, err := c.open(ctx, m, forReading)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	log := slog.New(slog.NewTextHandler(sayer{m}, &slog.HandlerOptions{Level: slog.LevelWarn}))
	now := live.New(l.Ledger, claims.Options{Parties: world.Party})
	s, err := mcp.New(mcp.Options{
		Newsroom: &newsroom.Newsroom{Ledger: l.Ledger, Live: now}, Read: c.read(m), Version: programVersion(), Log: log,
	})
	if err != nil {
		return err
	}
	following, stop := context.WithCancel(ctx)
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		now.Run(following, lookEvery, func(err error) { log.Error("follow the ledger", "err", err) })
	}()
	defer func() { stop(); <-followed }()
	return s.Serve(ctx, m.Stdin, m.Stdout)
}

// read loads the model when the first text comes.
func (c *mcpCommand) read(m *Main) func(context.Context, string) (*mcp.Reading, error) {
	load := sync.OnceValues(func() (*Reader, error) {
		conf, err := m.config()
		if err != nil {
			return nil, err
		}
		return m.Load(cmp.Or(c.Model, conf.Model, defaultModel))
	})
	return textReader(c.Language, func() (func() ingest.Extractor, record.Extractor, error) {
		r, err := load()
		if err != nil {
			return nil, record.Extractor{}, err
		}
		return r.New, r.By, nil
	})
}

// textReader reads texts with a model.
func textReader(language string, model func() (func() ingest.Extractor, record.Extractor, error)) func(context.Context, string) (*mcp.Reading, error) {
	return func(ctx context.Context, text string) (*mcp.Reading, error) {
		doc, err := article.Parse([]byte(text), article.Options{ContentType: "text/plain; charset=utf-8", Language: language})
		if err != nil {
			return nil, err
		}
		extractor, by, err := model()
		if err != nil {
			return nil, err
		}
		sts, _, err := ingest.NewReader(extractor).Read(ctx, doc) // what is dropped would be wrong
		return &mcp.Reading{Doc: doc, Statements: sts, Model: by.Model, Version: by.Version}, err
	}
}
