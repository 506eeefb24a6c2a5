package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/hearsay-news/hearsay/export/term"
	"github.com/hearsay-news/hearsay/ledger"
)

// listFlags are those of every command that lists what a ledger holds.
type listFlags struct {
	Format string `short:"f" default:"table" placeholder:"NAME" help:"table, or jsonl (one record a line)."`
	Limit  int    `short:"n" default:"50" placeholder:"N" help:"How many to show; 0 for all."`
	After  string `placeholder:"CURSOR" help:"Go on behind the cursor that a list before ended with."`
	Color  string `default:"auto" placeholder:"WHEN" help:"Colours: auto, always, never."`
	All    bool   `help:"Also what was replaced by a later version or superseded by a later reading."`
}

func (c *listFlags) check() error {
	if err := oneOf("format", c.Format, []string{"table", "jsonl"}); err != nil {
		return err
	}
	if c.Limit < 0 {
		return usage("--limit %d: there is no such number; 0 shows all", c.Limit)
	}
	return oneOf("--color", c.Color, whens)
}

// pages asks for pages until as many rows were shown as are wanted, or there are no more.
// show shows a page behind a cursor, of so many rows at most, and gives how many it had and
// the cursor of the next. It gives how many were shown and the cursor behind them.
func (c *listFlags) pages(show func(limit int, after string) (int, string, error)) (shown int, next string, err error) {
	for {
		limit := ledger.MaxLimit
		if c.Limit > 0 {
			limit = min(c.Limit-shown, ledger.MaxLimit)
		}
		var n int
		n, next, err = show(limit, next)
		if err != nil {
			return shown, "", asked(err)
		}
		if shown += n; next == "" || shown == c.Limit {
			return shown, next, nil
		}
	}
}

// asked turns a question that makes no sense into wrong usage.
func asked(err error) error {
	if errors.Is(err, ledger.ErrQuery) {
		return usage("%w", err)
	}
	return err
}

// whenFlags are the times that statements are asked for by.
type whenFlags struct {
	Since        string `placeholder:"DATE" help:"Published on this day, month or year or later."`
	Until        string `placeholder:"DATE" help:"Published by then."`
	SaidSince    string `placeholder:"DATE" help:"Said then or later."`
	SaidUntil    string `placeholder:"DATE" help:"Said by then."`
	EventSince   string `placeholder:"DATE" help:"About something of then or later."`
	EventUntil   string `placeholder:"DATE" help:"About something of then or before."`
	AsOf         string `placeholder:"DATE" help:"As it was known on that day: published by then."`
	AsOfRecorded string `placeholder:"DATE" help:"As this ledger had it then."`
	AsOfSaid     string `placeholder:"DATE" help:"Said by then, leaving out what has no such date."`
	AsOfEvent    string `placeholder:"DATE" help:"About what had happened by then, leaving out what has no date."`
}

// statementFilter is what statements are asked for by.
type statementFilter struct {
	Speaker   string `placeholder:"NAME" help:"Part of the speaker's name."`
	Party     string `placeholder:"NAME" help:"Party that the speaker speaks for."`
	Act       string `placeholder:"ACT" help:"state, confirm, deny, decline, …"`
	Certainty string `placeholder:"NAME" help:"certain, probable, possible, unspecified."`
	Publisher string `placeholder:"NAME" help:"Outlet, by its whole name."`
	Document  string `placeholder:"ID" help:"Document, by its ID."`
	ReadBy    string `placeholder:"MODEL" help:"Model that read it."`

	whenFlags
}

func (c *statementFilter) query(text string, list *listFlags) ledger.StatementQuery {
	return ledger.StatementQuery{
		Text: text, Speaker: c.Speaker, Party: c.Party, Act: c.Act, Certainty: c.Certainty, Publisher: c.Publisher, Document: c.Document, Model: c.ReadBy,
		Published: ledger.Period{From: c.Since, To: c.Until},
		Said:      ledger.Period{From: c.SaidSince, To: c.SaidUntil},
		Event:     ledger.Period{From: c.EventSince, To: c.EventUntil},
		AsOf:      ledger.AsOf{Event: c.AsOfEvent, Said: c.AsOfSaid, Published: c.AsOf, Recorded: c.AsOfRecorded},
		All:       list.All, After: list.After,
	}
}

// statementsCommand is `hearsay statements`.
type statementsCommand struct {
	ledgerFlags
	listFlags
	statementFilter
}

// Help is what --help adds.
func (c *statementsCommand) Help() string {
	return `The last published come first. --format jsonl also has what replaced versions of an article said. A date is a day (2025-04-28), a month (2025-04) or a year.

Examples:
  hearsay statements --speaker "foreign ministry" --since 2025-01
  hearsay statements --act deny --as-of 2025-04-28
  hearsay statements --format jsonl --limit 0 > statements.jsonl`
}

// Run lists statements.
func (c *statementsCommand) Run(ctx context.Context, m *Main) error {
	q := c.query("", &c.listFlags)
	q.Versions = c.Format == "jsonl" // a record of what every version said; a table shows what stands
	return listStatements(ctx, m, &c.ledgerFlags, &c.listFlags, q)
}

// searchCommand is `hearsay search`.
type searchCommand struct {
	Words []string `arg:"" name:"words" help:"What to find: words that must all be there, \"…\" for a phrase, a star at the end for the beginning of a word, a minus before what must not be there (after --)."`

	ledgerFlags
	listFlags
	statementFilter
}

// Help is what --help adds.
func (c *searchCommand) Help() string {
	return `Finds words in what was said and in speakers' names. The last recorded come first.

Examples:
  hearsay search ammunition
  hearsay search '"grain corridor" deal*' --party Drevia
  hearsay search -- ammunition -artillery`
}

// Run searches.
func (c *searchCommand) Run(ctx context.Context, m *Main) error {
	return listStatements(ctx, m, &c.ledgerFlags, &c.listFlags, c.query(strings.Join(c.Words, " "), &c.listFlags))
}

// listStatements shows the statements that a query finds.
func listStatements(ctx context.Context, m *Main, at *ledgerFlags, list *listFlags, q ledger.StatementQuery) (err error) {
	if err := list.check(); err != nil {
		return err
	}
	if err := asked(q.CheckDates()); err != nil {
		return err
	}
	l, err := at.open(ctx, m, forReading)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	out := bufio.NewWriter(m.Stdout)
	defer func() { err = errors.Join(err, out.Flush()) }()
	table := term.NewList(out, term.Options{Width: m.Width, Colors: m.colors(list.Color, true)},
		term.Column{Name: "date", Width: 11}, term.Column{Name: "speaker", Share: 26}, term.Column{Name: "act", Width: 10},
		term.Column{Name: "content", Share: 52}, term.Column{Name: "outlet", Share: 22})
	shown, next, err := list.pages(func(limit int, after string) (int, string, error) {
		if q.Limit = limit; after != "" {
			q.After = after
		}
		page, err := l.FindStatements(ctx, q)
		if err != nil {
			return 0, "", err
		}
		for i := range page.Statements {
			f := &page.Statements[i]
			if list.Format == "jsonl" {
				_, err = out.Write(append(f.JSON(), '\n'))
			} else {
				err = table.Add(statementCells(f)...)
			}
			if err != nil {
				return 0, "", err
			}
		}
		return len(page.Statements), page.Next, nil
	})
	if err != nil {
		return err
	}
	if err := table.Close(); err != nil {
		return err
	}
	if list.Format == "table" {
		return m.footer(out, shown, "statement", next)
	}
	return nil
}

// footer says how much was shown, and how to see more.
func (m *Main) footer(out *bufio.Writer, shown int, what, next string) error {
	line := number(shown, what)
	switch {
	case shown == 0:
		line = "no " + what + "s"
	case next != "":
		line += "; there are more: --after " + next
	}
	_, err := fmt.Fprintln(out, line)
	return err
}

// statementCells are the cells of a statement in a list.
func statementCells(f *ledger.FoundStatement) []string {
	var s struct {
		Document struct {
			Publisher, Path, Published string
		}
		Source, Content struct{ Spans []struct{ Text string } }
		Speaker         struct{ Name, Party string }
		Chain           []struct{ Name string }
		Act             string
	}
	_ = json.Unmarshal(f.Record, &s) // the ledger's own; what it lacks stays empty
	speaker := s.Speaker.Name
	if speaker == "" && len(s.Source.Spans) > 0 {
		speaker = s.Source.Spans[0].Text
	}
	if s.Speaker.Party != "" && s.Speaker.Party != speaker {
		speaker += " (" + s.Speaker.Party + ")"
	}
	for _, c := range s.Chain {
		speaker += "\nvia " + c.Name
	}
	content := f.Snippet
	if content == "" {
		var parts []string
		for _, p := range s.Content.Spans {
			parts = append(parts, p.Text)
		}
		content = strings.Join(strings.Fields(strings.Join(parts, " … ")), " ")
	}
	outlet := s.Document.Publisher
	if outlet == "" {
		outlet = s.Document.Path
	}
	switch {
	case f.Old:
		outlet += "\n(replaced)"
	case f.Until > 0:
		outlet += "\n(read anew)"
	}
	date := s.Document.Published
	if len(date) > 10 {
		date = date[:10]
	}
	return []string{date, speaker, s.Act, content, outlet}
}
