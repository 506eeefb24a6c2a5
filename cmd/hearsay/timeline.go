package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/export/term"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
)

// timelineCommand is `hearsay timeline`.
type timelineCommand struct {
	claimFlags

	Story string `arg:"" help:"The story: its ID, or a part of its title."`
	Least int    `name:"least" default:"2" placeholder:"N" help:"Leave out claims that fewer statements speak of."`
}

// Help is what --help adds.
func (c *timelineCommand) Help() string {
	return `Tells a story by the days of publication: who first took which position on which claim, when a status changed and why, who first acknowledged what, and who declined to say.`
}

// happening is a line of a timeline.
type happening struct {
	day, what string
	order     int
}

// Run tells a story.
func (c *timelineCommand) Run(ctx context.Context, m *Main) (err error) {
	stories, err := c.make(ctx, m)
	if err != nil {
		return err
	}
	s, err := claims.Find(stories, c.Story)
	if err != nil {
		return found(err)
	}
	out := bufio.NewWriter(m.Stdout)
	defer func() { err = errors.Join(err, out.Flush()) }()
	fmt.Fprintln(out, term.Clean(fmt.Sprintf("%s  %s, %s to %s, %d documents", s.ID, s.Title, s.From, s.To, len(s.Reports))))
	fmt.Fprintln(out)
	last := ""
	for _, h := range happenings(s, c.Least) {
		if h.day != last {
			fmt.Fprintln(out, h.day)
			last = h.day
		}
		fmt.Fprintln(out, "  "+term.Clean(h.what))
	}
	return nil
}

// happenings are what happened in a story, by day: positions when they were first taken,
// then what changed by them.
func happenings(s *claims.Story, least int) []happening {
	var all []happening
	for i := range s.Claims {
		x := &s.Claims[i]
		if len(x.Takes) < least {
			continue
		}
		name := fmt.Sprintf("%s “%s”", short(x.ID), claims.Clip(x.Wording, 90))
		for _, p := range x.Positions() {
			who := cmp.Or(p.Origin, p.Speaker)
			if p.Origin != "" && !strings.EqualFold(p.Origin, p.Speaker) {
				who = p.Speaker + " (" + p.Origin + ")"
			}
			verb := p.Stance.String()
			if p.Stance == claim.Declines {
				verb = "neither confirms nor denies"
			}
			all = append(all, happening{p.Since, fmt.Sprintf("%s %s: %s", who, verb, name), 2 * i})
		}
		for k, h := range x.History {
			was := "new"
			if k > 0 {
				was = x.History[k-1].Status.String()
			}
			mark := ""
			if h.Status == claim.Acknowledged && !slices.ContainsFunc(x.History[:k], func(b claim.Change) bool { return b.Status == claim.Acknowledged }) {
				mark = " for the first time"
			}
			all = append(all, happening{h.From, fmt.Sprintf("→ %s%s (was %s): %s. %s", h.Status, mark, was, name, h.Why), 2*i + 1})
		}
	}
	slices.SortStableFunc(all, func(a, b happening) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.order, b.order)) })
	return all
}

// changesCommand is `hearsay changes`.
type changesCommand struct {
	claimFlags

	Since string `placeholder:"DATE" help:"On this day or later."`
	Least int    `name:"least" default:"1" placeholder:"N" help:"Leave out claims that fewer statements speak of."`
}

// Help is what --help adds.
func (c *changesCommand) Help() string {
	return `Changes come by the day on which what caused them was published, the last first.`
}

// Run lists changes of status.
func (c *changesCommand) Run(ctx context.Context, m *Main) (err error) {
	if c.Since != "" && ledger.Instant(c.Since) == "" {
		return usage("--since %q: a date is 2025, 2025-04 or 2025-04-28", c.Since)
	}
	stories, err := c.make(ctx, m)
	if err != nil {
		return err
	}
	type line struct{ day, text string }
	var lines []line
	for i := range stories {
		for k := range stories[i].Claims {
			x := &stories[i].Claims[k]
			if len(x.Takes) < c.Least {
				continue
			}
			for n, h := range x.History {
				if h.From < c.Since {
					continue
				}
				was := "new"
				if n > 0 {
					was = x.History[n-1].Status.String()
				}
				lines = append(lines, line{h.From, fmt.Sprintf("%s  %s  %s → %s  “%s”\n              %s (%s)", h.From, short(x.ID), was, h.Status, claims.Clip(x.Wording, 100), h.Why, strings.Join(h.Because, " "))})
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(b.day, a.day) })
	out := bufio.NewWriter(m.Stdout)
	defer func() { err = errors.Join(err, out.Flush()) }()
	for _, l := range lines {
		for part := range strings.SplitSeq(l.text, "\n") {
			fmt.Fprintln(out, strings.Repeat(" ", len(part)-len(strings.TrimLeft(part, " ")))+term.Clean(strings.TrimLeft(part, " ")))
		}
	}
	return nil
}

// originsCommand is `hearsay origins`.
type originsCommand struct {
	claimFlags

	ID string `arg:"" help:"The claim's ID, or how it begins."`
}

// Run shows the carriage tree of a claim.
func (c *originsCommand) Run(ctx context.Context, m *Main) (err error) {
	x, s, err := c.find(ctx, m, c.ID)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(m.Stdout)
	defer func() { err = errors.Join(err, out.Flush()) }()
	fmt.Fprintln(out, term.Clean(x.ID+"  "+x.Wording))
	for _, root := range s.Carriage(x) {
		printCarriage(out, root, 0)
	}
	return nil
}

func printCarriage(out *bufio.Writer, n *claims.Carrier, depth int) {
	line := strings.Repeat("   ", depth)
	if depth > 0 {
		line += "└─ "
	}
	line += n.Name
	if n.Why != "" {
		line += ": " + n.Why
	}
	fmt.Fprintln(out, term.Clean(line))
	for _, k := range n.Carried {
		printCarriage(out, k, depth+1)
	}
}
