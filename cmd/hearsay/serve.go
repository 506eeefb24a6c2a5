package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/hearsay-news/hearsay/api"
	sample "github.com/hearsay-news/hearsay/examples"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/feed"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/mcp"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
	"github.com/hearsay-news/hearsay/record"
	"github.com/hearsay-news/hearsay/server"
	"github.com/hearsay-news/hearsay/web"
)

// serveCommand is `hearsay serve`.
type serveCommand struct {
	deskFlags
	fetchFlags
	teamFlags

	Address string `default:"127.0.0.1:8765" placeholder:"HOST:PORT" help:"Address to serve at. One that is not this machine's alone needs --team."`
	Feeds   string `placeholder:"FILE" help:"Watch the feeds of a list as well: an OPML file, as feed readers export it."`
	Demo    bool   `help:"Serve the examples' stories from a ledger that is thrown away at the end."`
}

// Help is what --help adds.
func (c *serveCommand) Help() string {
	return `Shows the ledger in a browser, until it is interrupted: what changed, stories, claims, documents, search, review. Programs are answered under /api/v1, as its openapi.json says, language models under /mcp.

Examples:
  hearsay serve
  hearsay serve --demo
  hearsay serve --feeds feeds.opml
  hearsay serve --ledger postgres://desk@db/hearsay --address 127.0.0.1:9000
  hearsay serve --team --behind-proxy --name hearsay.example.org`
}

// Run serves.
func (c *serveCommand) Run(ctx context.Context, m *Main) (err error) {
	if err := errors.Join(c.check(), c.checkTeam()); err != nil {
		return err
	}
	feeds, err := readServed(c.Feeds)
	if err != nil {
		return err
	}
	if c.Demo {
		dir, err := os.MkdirTemp("", "hearsay-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		c.Ledger, c.Model = dir, "fast"
	}
	b, err := c.setUp(ctx, m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	log := slog.New(slog.NewTextHandler(sayer{m}, &slog.HandlerOptions{Level: slog.LevelWarn}))
	return b.with(ctx, func(ctx context.Context) error { return c.serve(ctx, m, b, feeds, log) })
}

// serve serves while the worker works.
func (c *serveCommand) serve(ctx context.Context, m *Main, b *bench, feeds []feed.Feed, log *slog.Logger) (err error) {
	users, err := c.accounts(ctx, m, b.place.dir)
	if err != nil {
		return err
	}
	options := server.Options{Address: c.Address, Hosts: c.Name, Log: log}
	if users != nil {
		defer func() { err = errors.Join(err, users.Close()) }()
		options.Admit = users.Admit
	}
	feeder := &desk.Desk{Ledger: b.Ledger, Queue: b.queue, Language: c.Language}
	if c.Demo {
		if err := c.demo(ctx, feeder); err != nil {
			return err
		}
	}
	now := live.New(b.Ledger, claims.Options{Parties: world.Party})
	room := &newsroom.Newsroom{Ledger: b.Ledger, Live: now, Jobs: newsroom.NewJobs(ctx, feeder, now.Wake), Checks: newsroom.NewChecks(ctx, b.Ledger)}
	defer room.Jobs.Wait()
	defer room.Checks.Wait()
	following, stop := context.WithCancel(ctx)
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		now.Run(following, lookEvery, func(err error) { log.Error("follow the ledger", "err", err) })
	}()
	defer func() { stop(); <-followed }()
	shown, endWatch := c.watch(ctx, b, feeder, feeds, now.Wake, log)
	defer endWatch()
	site, err := web.New(web.Options{Newsroom: room, Feeds: shown, Fetch: c.fetcher(ctx), Version: programVersion(), Log: log, Accounts: users})
	if err != nil {
		return err
	}
	programs, err := api.New(api.Options{Newsroom: room, Fetch: c.fetcher(ctx), Version: programVersion(), Log: log})
	if err != nil {
		return err
	}
	defer programs.Close()
	models, err := mcp.New(mcp.Options{Newsroom: room, Read: textReader(c.Language, func() (func() ingest.Extractor, record.Extractor, error) { return b.worker.Reader("") }), Version: programVersion(), Log: log})
	if err != nil {
		return err
	}
	options.Faces = []interface{ Register(*http.ServeMux) }{site, programs, models}
	s, err := server.Listen(ctx, options)
	if err != nil {
		return err
	}
	m.say("%s shows %s", s.URL(), b.place.shown())
	if users != nil {
		if err := c.greet(ctx, m, users, s.URL(), c.Address); err != nil {
			return err
		}
	}
	return s.Serve(ctx)
}

// lookEvery is how often the log is looked at for what others recorded.
const lookEvery = 2 * time.Second

// fetcher gives the articles of URLs.
func (c *serveCommand) fetcher(ctx context.Context) func(url string) source.Items {
	sources := &desk.Sources{Client: c.client()}
	return func(url string) source.Items { return sources.Items(ctx, []string{url}) }
}

// demo reads the examples' stories.
func (c *serveCommand) demo(ctx context.Context, feeder *desk.Desk) error {
	dir := filepath.Join(c.Ledger, "examples")
	if err := os.CopyFS(dir, sample.Stories); err != nil {
		return err
	}
	sources := &desk.Sources{Client: c.client()}
	manifests, err := filepath.Glob(filepath.Join(dir, "stories", "*", "manifest.json"))
	if err != nil {
		return err
	}
	return feeder.Feed(ctx, sources.Items(ctx, manifests), nil, func(*desk.Outcome) {})
}
