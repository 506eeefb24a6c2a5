package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/export/term"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// evalStoriesCommand is `hearsay eval stories`.
type evalStoriesCommand struct {
	Dirs []string `arg:"" name:"dir" type:"existingdir" help:"Stories: folders with manifest.json, gold.json and articles/."`

	Model   string `default:"accurate" placeholder:"NAME" help:"Model to read the articles with: accurate, fast, or auto."`
	Jobs    int    `short:"j" placeholder:"N" help:"Articles to read at once. Default: one for each processor."`
	Verbose bool   `short:"v" help:"List the positions and statuses that are wrong and the statements that were not found."`

	MinClaims  float64 `placeholder:"F1" help:"Fail when the F1 of statements placed in claims, in percent, is below this for any story, or a claim mixes in a decoy."`
	MinStance  float64 `placeholder:"N" help:"Fail when fewer positions are right, in percent."`
	MinOrigins float64 `placeholder:"F1" help:"Fail when the F1 of independent origins is below this."`
	MinStatus  float64 `placeholder:"N" help:"Fail when fewer changes of status are right on their day."`
}

// Help is what --help adds.
func (c *evalStoriesCommand) Help() string {
	return `Reads each story into a ledger of its own, which is thrown away, makes claims of it as hearsay claims does, and scores them against its gold: claims-F says whether statements are placed in one claim that belong there, stance whether their positions are right, origins-F who stands behind each claim, status the share of the gold's changes of status that the claim shows on their day. A decoy looks like an article of the story and is of none.

Examples:
  hearsay eval stories examples/stories/varn-ferry examples/stories/morrick-leak
  hearsay eval stories --verbose --min-claims 80 examples/stories/varn-ferry`
}

// Run scores.
func (c *evalStoriesCommand) Run(ctx context.Context, m *Main) error {
	if c.Jobs < 0 {
		return usage("--jobs %d: at least one article must be read at once", c.Jobs)
	}
	var floors []eval.Floor
	for _, dir := range c.Dirs {
		score, err := c.score(ctx, m, dir)
		if err != nil {
			return fmt.Errorf("story %s: %w", dir, err)
		}
		if err := c.show(m.Stdout, dir, score); err != nil {
			return err
		}
		floors = append(floors, c.floors(filepath.Base(dir), score)...)
	}
	return eval.Check(floors...)
}

// score reads a story into a new ledger and scores its claims.
func (c *evalStoriesCommand) score(ctx context.Context, m *Main, dir string) (_ *eval.StoryScore, err error) {
	pack, err := eval.ReadPack(dir)
	if err != nil {
		return nil, err
	}
	at, err := os.MkdirTemp("", "hearsay-story-")
	if err != nil {
		return nil, fmt.Errorf("make ledger: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(at)) }()
	// The ledger has nothing of the user's: neither key nor cluster.
	flags := deskFlags{ledgerFlags: ledgerFlags{Ledger: at, Key: filepath.Join(at, keyFile)}, Jobs: c.Jobs}
	b, err := flags.setUpFor(ctx, m, c.Model, "")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	if err := b.readAll(ctx, m, filepath.Join(dir, "manifest.json")); err != nil {
		return nil, err
	}
	made, err := claimRecords(ctx, b.Ledger)
	if err != nil {
		return nil, err
	}
	statements, err := statementRecords(ctx, b.Ledger)
	if err != nil {
		return nil, err
	}
	return eval.ScoreStory(pack, made, statements), nil
}

// readAll reads a manifest's articles into the ledger. Every one of them counts: one
// that cannot be read ends the run.
func (b *bench) readAll(ctx context.Context, m *Main, manifest string) error {
	items, err := (&sourceFlags{}).items(ctx, m, []string{manifest})
	if err != nil {
		return err
	}
	var unread []error
	d := desk.Desk{Ledger: b.Ledger, Queue: b.queue}
	err = b.with(ctx, func(ctx context.Context) error {
		return d.Feed(ctx, items, nil, func(o *desk.Outcome) {
			if o.Fault != "" {
				unread = append(unread, fmt.Errorf("read %s: %s", o.Name, o.Fault))
			}
		})
	})
	return errors.Join(append(unread, err)...)
}

// claimRecords makes the claims of a ledger, in the records that are scored.
func claimRecords(ctx context.Context, l *ledger.Ledger) ([]eval.ClaimRecord, error) {
	stories, err := claims.Make(ctx, l, claims.Options{Parties: world.Party})
	if err != nil {
		return nil, err
	}
	records := []any{}
	for i := range stories {
		s := &stories[i]
		for k := range s.Claims {
			records = append(records, s.Claims[k].Record(s.ID, ""))
		}
	}
	data, err := json.Marshal(records)
	if err != nil {
		return nil, fmt.Errorf("write claims: %w", err)
	}
	return eval.ReadClaims(bytes.NewReader(data))
}

// statementRecords are those of a ledger, of replaced versions as well.
func statementRecords(ctx context.Context, l *ledger.Ledger) ([]eval.StatementRecord, error) {
	var lines bytes.Buffer
	for st, err := range ledger.AllStatements(ctx, l, ledger.StatementQuery{Versions: true}) {
		if err != nil {
			return nil, err
		}
		lines.Write(append(st.JSON(), '\n'))
	}
	return eval.ReadStatements(&lines)
}

// show prints a score under the name of its story.
func (c *evalStoriesCommand) show(w io.Writer, dir string, score *eval.StoryScore) error {
	var out bytes.Buffer
	fmt.Fprintln(&out, term.Clean(filepath.Base(dir)))
	if c.Verbose {
		for _, line := range score.Wrong {
			fmt.Fprintln(&out, term.Clean(line))
		}
	}
	fmt.Fprint(&out, score)
	_, err := w.Write(out.Bytes())
	return err
}

// floors are what a story must not miss.
func (c *evalStoriesCommand) floors(name string, score *eval.StoryScore) []eval.Floor {
	out := []eval.Floor{
		{Name: name + ": claims", Got: 100 * score.Claims(), Least: c.MinClaims},
		{Name: name + ": stance", Got: 100 * score.Stance.Share(), Least: c.MinStance},
		{Name: name + ": origins", Got: 100 * score.Origins.F(), Least: c.MinOrigins},
		{Name: name + ": status", Got: 100 * score.Status.Share(), Least: c.MinStatus},
	}
	if c.MinClaims > 0 {
		out = append(out, eval.Floor{Name: name + ": claims apart from the decoy", Got: float64(score.Apart.Right), Least: float64(score.Apart.All)})
	}
	return out
}
