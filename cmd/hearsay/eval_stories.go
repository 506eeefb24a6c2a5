package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/ingest/claims"
)

// evalStoriesCommand is `hearsay eval stories`.
type evalStoriesCommand struct {
	Dirs []string `arg:"" name:"dir" type:"existingdir" help:"Packs of stories: manifest.json, articles, gold.json."`

	Model   string `default:"accurate" placeholder:"NAME" help:"Model to read with: accurate, fast or auto."`
	Verbose bool   `short:"v" help:"List what is missing or wrong."`

	MinClaims  float64 `placeholder:"F1" help:"Fail when the F1 of statements placed in claims, in percent, is below this, or a claim mixes a decoy in; and so on for the others."`
	MinStance  float64 `placeholder:"N"`
	MinOrigins float64 `placeholder:"F1"`
	MinStatus  float64 `placeholder:"N"`
}

// Help is what --help adds.
func (c *evalStoriesCommand) Help() string {
	return `Reads each pack into a ledger of its own and scores the claims made of it: which statements are placed together, who takes which position, which origins stand behind a claim, and the history of its status.`
}

// Run scores.
func (c *evalStoriesCommand) Run(ctx context.Context, m *Main) error {
	var failed error
	for _, dir := range c.Dirs {
		score, err := c.pack(ctx, m, dir)
		if err != nil {
			return err
		}
		fmt.Fprintf(m.Stdout, "%s\n%s\n", filepath.Base(dir), score)
		failed = errors.Join(failed, eval.Check(
			eval.Floor{Name: "claims", Got: 100 * score.F, Least: c.MinClaims}, eval.Floor{Name: "stance", Got: 100 * score.Stance, Least: c.MinStance},
			eval.Floor{Name: "origins", Got: 100 * score.Origins, Least: c.MinOrigins}, eval.Floor{Name: "status", Got: 100 * score.Status, Least: c.MinStatus}))
		if c.MinClaims > 0 && score.Mixed > 0 {
			failed = errors.Join(failed, fmt.Errorf("%d claims mix the decoy with the story", score.Mixed))
		}
	}
	return failed
}

// pack reads a pack and scores its claims.
func (c *evalStoriesCommand) pack(ctx context.Context, m *Main, dir string) (score *eval.StoryScore, err error) {
	place, err := os.MkdirTemp("", "hearsay-stories-")
	if err != nil {
		return nil, fmt.Errorf("score stories: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(place)) }()
	in := ingestCommand{Inputs: []string{filepath.Join(dir, "manifest.json")}, Progress: "never"}
	in.Ledger, in.Model, in.Quiet = place, c.Model, true
	if err := in.Run(ctx, m); err != nil {
		return nil, err
	}
	l, err := in.open(ctx, m, forReading)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	stories, err := claims.Make(ctx, l.Ledger, claims.Options{Parties: partyOf})
	if err != nil {
		return nil, err
	}
	var log io.Writer
	if c.Verbose {
		log = m.Stdout
	}
	made, statements := scored(stories)
	return eval.ScoreStories(dir, made, statements, log)
}

// scored is what is scored of stories.
func scored(stories []claims.Story) (made []eval.StoryClaim, statements []eval.StoryStatement) {
	for i := range stories {
		for k := range stories[i].Reports {
			r := &stories[i].Reports[k]
			name := filepath.Base(r.Doc.Path)
			for _, st := range r.Statements {
				s := eval.StoryStatement{ID: st.ID, Article: name[:len(name)-len(filepath.Ext(name))]}
				for _, span := range st.Content {
					s.Spans = append(s.Spans, [2]int{span.Start, span.End})
				}
				statements = append(statements, s)
			}
		}
		for k := range stories[i].Claims {
			x := &stories[i].Claims[k]
			c := eval.StoryClaim{ID: x.ID, Stances: make(map[string][]string)}
			for _, t := range x.Takes {
				c.Statements = append(c.Statements, t.Statement)
				c.Stances[t.Statement] = append(c.Stances[t.Statement], t.Stance.String())
			}
			for _, o := range x.Origins {
				c.Origins = append(c.Origins, o.Name)
			}
			for _, h := range x.History {
				c.History = append(c.History, eval.StoryStatus{From: h.From, Status: h.Status.String()})
			}
			made = append(made, c)
		}
	}
	return made, statements
}
