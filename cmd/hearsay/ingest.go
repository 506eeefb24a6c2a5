package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay/export/term"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/record"
)

// deskFlags are those of every command that reads into a ledger.
type deskFlags struct {
	ledgerFlags

	Model    string `placeholder:"NAME" help:"Model to read with: accurate, fast or auto. Default: the configuration file, or accurate."`
	Language string `placeholder:"en" help:"Insist that the text is English, whatever it looks like."`
	Jobs     int    `short:"j" placeholder:"N" help:"Articles to read at once. Default: one for each processor."`
	NATS     string `name:"nats" placeholder:"URL" help:"Cluster that work goes through: nats://HOST,nats://HOST. Default: HEARSAY_NATS, the configuration file, or a queue inside the program."`
	Quiet    bool   `short:"q" help:"Name what could not be read, and nothing else."`
}

// bench is a ledger with its queue and what reads for it.
type bench struct {
	*opened
	queue  *queue.Queue
	worker *desk.Worker
	close  func() error
}

// check refuses what makes no sense.
func (c *deskFlags) check() error {
	if c.Jobs < 0 {
		return usage("--jobs %d: at least one article must be read at once", c.Jobs)
	}
	return checkLanguage(c.Language)
}

// setUp opens the ledger and the queue that leads to it, as flags, environment and
// configuration say.
func (c *deskFlags) setUp(ctx context.Context, m *Main) (*bench, error) {
	conf, err := m.config()
	if err != nil {
		return nil, err
	}
	return c.setUpFor(ctx, m, cmp.Or(c.Model, conf.Model, defaultModel), cmp.Or(c.NATS, m.env("HEARSAY_NATS"), conf.NATS))
}

// setUpFor opens the ledger, and the queue of a cluster, or one of its own where nats is "".
func (c *deskFlags) setUpFor(ctx context.Context, m *Main, model, nats string) (*bench, error) {
	reader, err := m.Load(model)
	if err != nil {
		return nil, err
	}
	l, err := c.open(ctx, m, forWriting)
	if err != nil {
		return nil, err
	}
	log := slog.New(slog.NewTextHandler(sayer{m}, &slog.HandlerOptions{Level: slog.LevelWarn}))
	q, err := c.openQueue(ctx, l, nats, log)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	b := &bench{opened: l, queue: q}
	b.close = func() error { return errors.Join(q.Close(), l.Close()) }
	b.worker = &desk.Worker{Ledger: l.Ledger, Queue: q, Jobs: c.Jobs, Log: log, Reader: func(name string) (func() ingest.Extractor, record.Extractor, error) {
		if name == "" || name == model {
			return reader.New, reader.By, nil
		}
		other, err := m.Load(name)
		if err != nil {
			return nil, record.Extractor{}, err
		}
		return other.New, other.By, nil
	}}
	return b, nil
}

// openQueue opens the queue: of a cluster, or of the process itself in a folder that no
// other process has.
func (c *deskFlags) openQueue(ctx context.Context, l *opened, url string, log *slog.Logger) (*queue.Queue, error) {
	if url != "" {
		return queue.Open(ctx, queue.Options{URL: url, Log: log})
	}
	for i := range mostQueues {
		q, err := queue.Open(ctx, queue.Options{Dir: filepath.Join(l.place.dir, queueDir, strconv.Itoa(i)), Log: log})
		if !errors.Is(err, queue.ErrInUse) {
			return q, err
		}
	}
	return nil, errors.New("too many programs read into the ledger at once")
}

// mostQueues is how many processes may read into one ledger at once, each with a queue of
// its own. The next process goes on with what a dead one left in its.
const mostQueues = 64

// sayer says what is logged.
type sayer struct{ m *Main }

func (s sayer) Write(p []byte) (int, error) {
	s.m.say("%s", p)
	return len(p), nil
}

// with works at the queue while f runs.
func (b *bench) with(ctx context.Context, f func(ctx context.Context) error) error {
	working, stop := context.WithCancel(ctx)
	defer stop()
	var wait sync.WaitGroup
	var failed error
	running, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	wait.Go(func() {
		if err := b.worker.Work(working); err != nil && working.Err() == nil {
			failed = err
			cancel(err)
		}
	})
	err := f(running)
	stop()
	wait.Wait()
	if failed != nil {
		return failed
	}
	return err
}

// ingestCommand is `hearsay ingest`.
type ingestCommand struct {
	Inputs []string `arg:"" optional:"" name:"input" help:"Files, folders, URLs of pages and feeds, web archives, tables, manifests; - for standard input."`

	deskFlags
	sourceFlags

	NoWork   bool   `help:"Only put articles into the cluster's queue, for hearsay work elsewhere to read."`
	Progress string `default:"auto" placeholder:"WHEN" help:"Progress bar on standard error: auto (on a terminal, for long runs), always, never."`
}

// Help is what --help adds.
func (c *ingestCommand) Help() string {
	return `Reads articles into the ledger. What is there already changes nothing, so that a run that was interrupted can simply be begun again. What cannot be read is named on standard error, and the rest is done.

Examples:
  hearsay ingest articles/
  hearsay ingest --model fast archive.warc.gz crawl.wacz
  hearsay ingest https://example.org/feed.xml https://example.org/story
  hearsay ingest --columns text=body,published=date corpus.parquet
  hearsay ingest manifest.json`
}

// Run ingests.
func (c *ingestCommand) Run(ctx context.Context, m *Main) (err error) {
	if len(c.Inputs) == 0 {
		return usage("nothing to read: name files, folders or URLs, or - for standard input")
	}
	if err := errors.Join(c.deskFlags.check(), oneOf("--progress", c.Progress, whens)); err != nil {
		return err
	}
	items, err := c.sourceFlags.items(ctx, m, c.Inputs)
	if err != nil {
		return err
	}
	b, err := c.setUp(ctx, m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	count := &count{m: m, bar: m.progress(c.Progress, 2, false)}
	feed := func(ctx context.Context) error {
		d := desk.Desk{Ledger: b.Ledger, Queue: b.queue, Language: c.Language}
		return d.Feed(ctx, items, count.bar.grow, count.add)
	}
	if c.NoWork {
		err = feed(ctx)
	} else {
		err = b.with(ctx, feed)
	}
	count.bar.clear()
	if err != nil {
		return err
	}
	if !c.Quiet {
		if err := count.show(b.place.shown()); err != nil {
			return err
		}
	}
	return count.err()
}

// count keeps count of what became of articles, and names what could not be read.
type count struct {
	m   *Main
	bar *progress

	added, again, known, versions, cosmetic, copies, unread, lost, statements int
}

// add takes note of an outcome.
func (c *count) add(o *desk.Outcome) {
	switch {
	case o.Fault != "":
		c.unread++
		c.bar.clear()
		hint := ""
		if o.Foreign {
			hint = "; --language en reads it all the same"
		}
		c.m.say("%s: %s%s", o.Name, o.Fault, hint)
	case o.Lost:
		c.lost++
	case o.Known:
		c.known++
	default:
		switch {
		case o.New:
			c.added++
		case o.Read:
			c.again++
		}
		if o.Replaces != "" {
			c.versions++
			if o.Class == "cosmetic" {
				c.cosmetic++
			}
		}
		c.copies += o.Copies
		c.statements += o.Statements
	}
	c.bar.step()
}

// show says what was recorded.
func (c *count) show(where string) error {
	what := number(c.added, "document") + " added"
	switch {
	case c.again > 0 && c.added > 0:
		what += fmt.Sprintf(" and %d read again", c.again)
	case c.again > 0:
		what = number(c.again, "document") + " read again"
	}
	line := fmt.Sprintf("%s: %s with %s", where, what, number(c.statements, "statement"))
	if c.versions > 0 {
		line += fmt.Sprintf("; %s of earlier ones, %d of them cosmetic", number(c.versions, "new version"), c.cosmetic)
	}
	if c.copies > 0 {
		line += fmt.Sprintf("; %s of texts", number(c.copies, "pair")) + " copied from one another or a third"
	}
	if c.known > 0 {
		line += fmt.Sprintf("; %d there already", c.known)
	}
	if c.lost > 0 {
		line += fmt.Sprintf("; of %d it is not known here what became of them", c.lost)
	}
	if c.unread > 0 {
		line += fmt.Sprintf("; %d could not be read", c.unread)
	}
	_, err := io.WriteString(c.m.Stdout, term.Clean(line)+"\n")
	return err
}

// number is a number of things, of which what names one.
func number(n int, what string) string {
	if n != 1 {
		if stem, ok := strings.CutSuffix(what, "y"); ok {
			what = stem + "ies"
		} else {
			what += "s"
		}
	}
	return fmt.Sprintf("%d %s", n, what)
}

// err is how the run ends.
func (c *count) err() error {
	if c.unread > 0 {
		return &exitError{code: exitUnread}
	}
	return nil
}
