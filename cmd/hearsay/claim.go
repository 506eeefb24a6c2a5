package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/user"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/export/term"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// claimCommand is `hearsay claim`: what is known of one claim, and decisions about it.
type claimCommand struct {
	Show    claimShowCommand    `cmd:"" help:"Show a claim: its history with causes, positions, figures, origins."`
	Merge   claimMergeCommand   `cmd:"" help:"Decide that two claims are one."`
	Split   claimSplitCommand   `cmd:"" help:"Decide that statements of a claim are another claim."`
	Correct claimCorrectCommand `cmd:"" help:"Decide that a field of a statement is otherwise."`
	Accept  claimAcceptCommand  `cmd:"" help:"Decide that a statement is as it should be."`
	Reject  claimRejectCommand  `cmd:"" help:"Decide that a statement is none."`
	Grade   claimGradeCommand   `cmd:"" help:"Grade a source by Admiralty letters and numbers: B2."`
	Undo    claimUndoCommand    `cmd:"" help:"Take a decision back."`
	Log     claimLogCommand     `cmd:"" help:"List all decisions."`
}

// claimShowCommand is `hearsay claim show`.
type claimShowCommand struct {
	claimFlags

	ID     string `arg:"" help:"The claim's ID, or how it begins."`
	Format string `short:"f" default:"text" placeholder:"NAME" help:"text or json."`
}

// Run shows a claim.
func (c *claimShowCommand) Run(ctx context.Context, m *Main) (err error) {
	if err := oneOf("format", c.Format, []string{"text", "json"}); err != nil {
		return err
	}
	x, s, err := c.find(ctx, m, c.ID)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(m.Stdout)
	defer func() { err = errors.Join(err, out.Flush()) }()
	if c.Format == "json" {
		return writeIndented(out, x.Record(s.ID, c.AsOf))
	}
	showClaim(out, x, s)
	return nil
}

// showClaim writes all that is known of a claim. All text of articles is cleaned.
func showClaim(out *bufio.Writer, c *claim.Claim, s *claims.Story) {
	p := func(format string, args ...any) {
		if rest, ok := strings.CutPrefix(format, "\n"); ok {
			fmt.Fprintln(out)
			format = rest
		}
		fmt.Fprintln(out, term.Clean(fmt.Sprintf(format, args...)))
	}
	p("%s  %s", c.ID, c.Kind)
	p("  %s", c.Wording)
	p("  in the story %q (%s)", s.Title, s.ID)
	if c.Subject != "" {
		p("  about %s", c.Subject)
	}
	p("\nStatus")
	for _, h := range c.History {
		p("  %s  %-14s rule %d: %s", h.From, h.Status, h.Rule, h.Why)
		for _, id := range h.Because {
			p("              %s", id)
		}
	}
	p("\nPositions")
	for i := range c.Takes {
		t := &c.Takes[i]
		who := t.Speaker
		if t.Origin != "" && !strings.EqualFold(t.Origin, t.Speaker) {
			who += " for " + t.Origin
		}
		gone := ""
		if t.Until != "" {
			gone = ", in a version that was replaced on " + t.Until
		}
		p("  %s  %-9s %s, in %s%s", t.Published, t.Stance, who, s.Outlet(t.Document), gone)
		p("              “%s” (%s)", t.Text, t.Statement)
		p("              %s", t.Why)
	}
	first := true
	for i := range c.Takes {
		if t := &c.Takes[i]; t.Figure != nil {
			if first {
				p("\nFigures")
				first = false
			}
			p("  %s  %s: %s", t.Said, t.Origin, claim.Shown(t.Figure))
		}
	}
	p("\nIndependent origins: %d", len(c.Origins))
	for _, o := range c.Origins {
		var outlets []string
		for _, d := range o.Documents {
			if name := s.Outlet(d); !slices.Contains(outlets, name) {
				outlets = append(outlets, name)
			}
		}
		grade := ""
		if o.Grade != "" {
			grade = " [" + o.Grade + "]"
		}
		p("  %s%s, in %s", o.Name, grade, strings.Join(outlets, ", "))
	}
}

// decideFlags are those of every decision.
type decideFlags struct {
	ledgerFlags

	By   string `placeholder:"NAME" help:"Who decides. Default: the user's name."`
	Note string `placeholder:"TEXT" help:"Why."`
}

// decide records a decision that need not look at claims.
func (c *decideFlags) decide(ctx context.Context, m *Main, make func(stories func() ([]claims.Story, error)) (claim.Decision, error)) (err error) {
	l, err := c.open(ctx, m, forWriting)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	d, err := make(func() ([]claims.Story, error) {
		return claims.Make(ctx, l.Ledger, claims.Options{Parties: world.Party})
	})
	if err != nil {
		return found(err)
	}
	d.By, d.Note = c.By, c.Note
	if d.By == "" {
		if u, err := user.Current(); err == nil {
			d.By = u.Username
		} else {
			d.By = os.Getenv("USER")
		}
	}
	id, err := claims.Decide(ctx, l.Ledger, d)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(m.Stdout, "%s recorded; `hearsay claim undo %s` takes it back\n", d.Act, id)
	return err
}

type claimMergeCommand struct {
	decideFlags
	A string `arg:"" help:"A claim's ID, or how it begins."`
	B string `arg:"" help:"The other's."`
}

// Run merges two claims.
func (c *claimMergeCommand) Run(ctx context.Context, m *Main) error {
	return c.decide(ctx, m, func(make func() ([]claims.Story, error)) (d claim.Decision, err error) {
		stories, err := make()
		if err != nil {
			return d, err
		}
		a, in, err := claims.FindClaim(stories, c.A)
		if err != nil {
			return d, err
		}
		b, other, err := claims.FindClaim(stories, c.B)
		if err != nil {
			return d, err
		}
		if a == b {
			return d, usage("both are the same claim")
		}
		if in != other {
			return d, usage("the claims are of two stories, %s and %s", in.ID, other.ID)
		}
		if (a.Kind == claim.Figure) != (b.Kind == claim.Figure) {
			return d, usage("one claim is a figure, the other is not")
		}
		return claim.Decision{Act: claim.Merge, Claims: []claim.Anchor{a.Anchor(), b.Anchor()}}, nil
	})
}

type claimSplitCommand struct {
	decideFlags
	ID         string   `arg:"" help:"The claim's ID, or how it begins."`
	Statements []string `arg:"" help:"IDs of the statements that are another claim."`
}

// Run splits a claim.
func (c *claimSplitCommand) Run(ctx context.Context, m *Main) error {
	return c.decide(ctx, m, func(make func() ([]claims.Story, error)) (d claim.Decision, err error) {
		stories, err := make()
		if err != nil {
			return d, err
		}
		x, _, err := claims.FindClaim(stories, c.ID)
		if err != nil {
			return d, err
		}
		for _, id := range c.Statements {
			if !slices.ContainsFunc(x.Takes, func(t claim.Take) bool { return t.Statement == id }) {
				return d, usage("statement %s is not of that claim", id)
			}
		}
		return claim.Decision{Act: claim.Split, Claims: []claim.Anchor{x.Anchor()}, Statements: c.Statements}, nil
	})
}

type claimCorrectCommand struct {
	decideFlags
	Statement string `arg:"" help:"The statement's ID."`
	Field     string `arg:"" help:"speaker, party, act, polarity, or source, cue, content: spans in characters, as 12-40,52-60."`
	Value     string `arg:"" help:"What it is."`
}

// Run corrects a statement.
func (c *claimCorrectCommand) Run(ctx context.Context, m *Main) error {
	if err := oneOf("field", c.Field, claim.Fields); err != nil {
		return err
	}
	return c.decide(ctx, m, func(make func() ([]claims.Story, error)) (claim.Decision, error) {
		r, err := known(make, c.Statement)
		if err == nil {
			if err = claim.CheckCorrection(r.Doc, c.Field, c.Value); err != nil {
				err = usage("%w", err)
			}
		}
		return claim.Decision{Act: claim.Correct, Statements: []string{c.Statement}, Field: c.Field, Value: c.Value}, err
	})
}

// known gives the report of a statement; one that there is not is an error.
func known(make func() ([]claims.Story, error), id string) (*claim.Report, error) {
	stories, err := make()
	if err != nil {
		return nil, err
	}
	for i := range stories {
		for k := range stories[i].Reports {
			if slices.ContainsFunc(stories[i].Reports[k].Statements, func(st claim.Stated) bool { return st.ID == id }) {
				return &stories[i].Reports[k], nil
			}
		}
	}
	return nil, usage("statement %q: there is no such statement", id)
}

type claimAcceptCommand struct {
	decideFlags
	Statement string `arg:"" help:"The statement's ID."`
}

// Run accepts a statement.
func (c *claimAcceptCommand) Run(ctx context.Context, m *Main) error {
	return c.decide(ctx, m, func(make func() ([]claims.Story, error)) (claim.Decision, error) {
		_, err := known(make, c.Statement)
		return claim.Decision{Act: claim.Accept, Statements: []string{c.Statement}}, err
	})
}

type claimRejectCommand struct {
	decideFlags
	Statement string `arg:"" help:"The statement's ID."`
}

// Run rejects a statement.
func (c *claimRejectCommand) Run(ctx context.Context, m *Main) error {
	return c.decide(ctx, m, func(make func() ([]claims.Story, error)) (claim.Decision, error) {
		_, err := known(make, c.Statement)
		return claim.Decision{Act: claim.Reject, Statements: []string{c.Statement}}, err
	})
}

type claimGradeCommand struct {
	decideFlags
	Source string `arg:"" help:"An origin's or an outlet's name."`
	Grade  string `arg:"" help:"Reliability A to F and credibility 1 to 6: B2."`
}

// Run grades a source.
func (c *claimGradeCommand) Run(ctx context.Context, m *Main) error {
	g := strings.ToUpper(c.Grade)
	if len(g) != 2 || g[0] < 'A' || g[0] > 'F' || g[1] < '1' || g[1] > '6' {
		return usage("grade %q: a letter from A to F and a number from 1 to 6", c.Grade)
	}
	return c.decide(ctx, m, func(func() ([]claims.Story, error)) (claim.Decision, error) {
		return claim.Decision{Act: claim.Grade, Source: c.Source, Value: g}, nil
	})
}

type claimUndoCommand struct {
	decideFlags
	Decision string `arg:"" help:"The decision's ID."`
}

// Run undoes a decision.
func (c *claimUndoCommand) Run(ctx context.Context, m *Main) (err error) {
	l, err := c.open(ctx, m, forReading)
	if err != nil {
		return err
	}
	all, err := claims.Decisions(ctx, l.Ledger)
	if err := errors.Join(err, l.Close()); err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(d claim.Decision) bool { return d.ID == c.Decision }) {
		return usage("decision %q: there is no such decision", c.Decision)
	}
	return c.decide(ctx, m, func(func() ([]claims.Story, error)) (claim.Decision, error) {
		return claim.Decision{Act: claim.Undo, Undoes: c.Decision}, nil
	})
}

type claimLogCommand struct{ ledgerFlags }

// Run lists decisions, one record a line.
func (c *claimLogCommand) Run(ctx context.Context, m *Main) (err error) {
	l, err := c.open(ctx, m, forReading)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	all, err := claims.Decisions(ctx, l.Ledger)
	if err != nil {
		return err
	}
	stands := claim.Standing(all)
	enc := json.NewEncoder(m.Stdout)
	for i := range all {
		d := &all[i]
		if err := enc.Encode(struct {
			ID     string `json:"id"`
			Stands bool   `json:"stands"`
			*claim.Decision
		}{d.ID, slices.ContainsFunc(stands, func(s claim.Decision) bool { return s.ID == d.ID }), d}); err != nil {
			return err
		}
	}
	return nil
}
