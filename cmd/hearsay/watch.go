package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/feed"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
)

// watchCommand is `hearsay watch`.
type watchCommand struct {
	URLs []string `arg:"" optional:"" name:"url" help:"Feeds to watch."`

	deskFlags
	fetchFlags

	Feeds string        `placeholder:"FILE" help:"Feeds to watch: an OPML file, as feed readers export it."`
	Least time.Duration `placeholder:"DURATION" help:"Least time between two looks at one feed. Default: 5m."`
	Most  time.Duration `placeholder:"DURATION" help:"Most time between two looks at one feed. Default: 6h."`
}

// Help is what --help adds.
func (c *watchCommand) Help() string {
	return `Looks at feeds again and again, the more often they change the more often, and reads what is new into the ledger, until it is interrupted. It asks only for what has changed, one request a second to a host, and does what robots.txt says.

Examples:
  hearsay watch --feeds feeds.opml
  hearsay watch https://example.org/feed.xml`
}

// Run watches.
func (c *watchCommand) Run(ctx context.Context, m *Main) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	urls, err := c.urls()
	if err != nil {
		return err
	}
	b, err := c.setUp(ctx, m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	w := feed.Watch{
		Client: c.client(), Feeds: urls, Least: c.Least, Most: c.Most,
		Memory: memory{filepath.Join(b.place.dir, "feeds")},
	}
	if !c.Quiet {
		m.say("watching %s for %s", number(len(urls), "feed"), b.place.shown())
	}
	err = b.with(ctx, func(ctx context.Context) error {
		d := desk.Desk{Ledger: b.Ledger, Queue: b.queue, Language: c.Language}
		return d.Feed(ctx, w.Items(ctx), nil, func(o *desk.Outcome) { c.tell(m, o) })
	})
	if ctx.Err() != nil {
		return nil // an interrupt is how it ends
	}
	return err
}

func (c *watchCommand) urls() ([]string, error) {
	urls := c.URLs
	if c.Feeds != "" {
		feeds, err := readFeeds(c.Feeds)
		if err != nil {
			return nil, err
		}
		for _, one := range feeds {
			urls = append(urls, one.URL)
		}
	}
	if len(urls) == 0 {
		return nil, usage("nothing to watch: name feeds, or a file of them with --feeds")
	}
	for _, u := range urls {
		if !desk.IsURL(u) {
			return nil, usage("%s is no URL of a feed", u)
		}
	}
	return urls, nil
}

// readFeeds reads a list of feeds.
func readFeeds(path string) ([]feed.Feed, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read feeds: %w", err)
	}
	defer f.Close()
	feeds, err := feed.ReadOPML(f)
	if err != nil {
		return nil, fmt.Errorf("read feeds of %s: %w", path, err)
	}
	return feeds, nil
}

// tell says what became of an article.
func (c *watchCommand) tell(m *Main, o *desk.Outcome) {
	switch {
	case o.Fault != "":
		m.say("%s: %s", o.Name, o.Fault)
	case c.Quiet || o.Known || o.Lost:
	case o.Replaces != "":
		m.say("%s: new version, %s; %s", o.Name, o.Class, number(o.Statements, "statement"))
	case o.New:
		m.say("%s: %s", o.Name, number(o.Statements, "statement"))
	}
}

// memory keeps what a watch has seen of each feed in a file of its own.
type memory struct{ dir string }

func (k memory) path(url string) string {
	return filepath.Join(k.dir, snapshot.Address([]byte(url))[:32]+".json")
}

// Recall gives what was seen of a feed.
func (k memory) Recall(_ context.Context, url string) (s feed.State, err error) {
	data, err := os.ReadFile(k.path(url))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &s)
	}
	if err != nil {
		return feed.State{}, fmt.Errorf("recall what was seen of %s: %w", url, err)
	}
	return s, nil
}

// Remember keeps what was seen of a feed; the file is whole at any time.
func (k memory) Remember(_ context.Context, url string, s feed.State) error {
	data, err := json.Marshal(s)
	if err == nil {
		err = os.MkdirAll(k.dir, 0o755)
	}
	part := k.path(url) + ".part"
	if err == nil {
		err = os.WriteFile(part, data, 0o644)
	}
	if err == nil {
		err = os.Rename(part, k.path(url))
	}
	if err != nil {
		return fmt.Errorf("remember what was seen of %s: %w", url, err)
	}
	return nil
}
