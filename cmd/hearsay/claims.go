package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/export/term"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// claimFlags are those of every command that makes claims.
type claimFlags struct {
	ledgerFlags

	AsOf    string `placeholder:"DATE" help:"As it was known on that day: published by then."`
	Lineage string `default:"strict" placeholder:"NAME" help:"strict: what an outlet tells without naming whose it is counts as no origin; permissive: as one."`
}

// make makes the claims of the ledger.
func (c *claimFlags) make(ctx context.Context, m *Main) (stories []claims.Story, err error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	l, err := c.open(ctx, m, forReading)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	return claims.Make(ctx, l.Ledger, c.options())
}

func (c *claimFlags) check() error {
	if c.AsOf != "" && ledger.Instant(c.AsOf) == "" {
		return usage("--as-of %q: a date is 2025, 2025-04 or 2025-04-28", c.AsOf)
	}
	return oneOf("--lineage", c.Lineage, []string{"strict", "permissive"})
}

func (c *claimFlags) options() claims.Options {
	return claims.Options{AsOf: c.AsOf, Parties: world.Party, Permissive: c.Lineage == "permissive"}
}

// find makes the claims of the ledger and gives the one that an ID means, and its story.
func (c *claimFlags) find(ctx context.Context, m *Main, id string) (*claim.Claim, *claims.Story, error) {
	stories, err := c.make(ctx, m)
	if err != nil {
		return nil, nil, err
	}
	x, s, err := claims.FindClaim(stories, id)
	return x, s, found(err)
}

// writeIndented writes a value as JSON for people to read too.
func writeIndented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// found turns a name that is none into wrong usage.
func found(err error) error {
	if errors.Is(err, claims.ErrNotFound) {
		return usage("%w", err)
	}
	return err
}

// claimsCommand is `hearsay claims`.
type claimsCommand struct {
	claimFlags

	Story  string `placeholder:"NAME" help:"Of a story: its ID, or a part of its title."`
	Status string `placeholder:"NAME" help:"single-source, corroborated, disputed, acknowledged, denied, retracted."`
	Party  string `placeholder:"NAME" help:"About this party, or with a position of it."`
	Format string `short:"f" default:"table" placeholder:"NAME" help:"table, json (an array), or jsonl (one record a line)."`
	Color  string `default:"auto" placeholder:"WHEN" help:"Colours: auto, always, never."`
	Least  int    `name:"least" default:"1" placeholder:"N" help:"Leave out claims that fewer statements speak of."`
}

// Help is what --help adds.
func (c *claimsCommand) Help() string {
	return `A claim is one proposition on which statements of any number of articles take positions. Its status follows from the positions that stand, by fixed rules; nothing here says what is true.

Examples:
  hearsay claims --status disputed
  hearsay claims --story "ridge" --as-of 2024-03 --format json`
}

// Run lists claims.
func (c *claimsCommand) Run(ctx context.Context, m *Main) (err error) {
	if err := oneOf("format", c.Format, []string{"table", "json", "jsonl"}); err != nil {
		return err
	}
	if err := oneOf("--color", c.Color, whens); err != nil {
		return err
	}
	want := claim.None
	if c.Status != "" {
		ok := false
		if want, ok = claim.ParseStatus(c.Status); !ok {
			return usage("--status %q: there is no such status", c.Status)
		}
	}
	stories, err := c.make(ctx, m)
	if err != nil {
		return err
	}
	if c.Story != "" {
		s, err := claims.Find(stories, c.Story)
		if err != nil {
			return found(err)
		}
		stories = []claims.Story{*s}
	}
	out := bufio.NewWriter(m.Stdout)
	defer func() { err = errors.Join(err, out.Flush()) }()
	table := term.NewList(out, term.Options{Width: m.Width, Colors: m.colors(c.Color, true)},
		term.Column{Name: "claim", Width: 14}, term.Column{Name: "since", Width: 11}, term.Column{Name: "status", Width: 14}, term.Column{Name: "wording", Share: 60}, term.Column{Name: "origins", Share: 40})
	records := []any{}
	for i := range stories {
		s := &stories[i]
		for k := range s.Claims {
			x := &s.Claims[k]
			if want != claim.None && x.Status() != want || c.Party != "" && !ofParty(x, c.Party) || len(x.Takes) < c.Least {
				continue
			}
			switch c.Format {
			case "json":
				records = append(records, x.Record(s.ID, c.AsOf))
				continue
			case "jsonl":
				err = json.NewEncoder(out).Encode(x.Record(s.ID, c.AsOf))
			default:
				err = table.Add(short(x.ID), since(x), x.Status().String(), x.Wording, originNames(x))
			}
			if err != nil {
				return err
			}
		}
	}
	if c.Format == "json" {
		return writeIndented(out, records)
	}
	return table.Close()
}

// short is an ID as tables have it: enough to ask for it again.
func short(id string) string { return id[:min(len(id), 13)] }

func since(c *claim.Claim) string {
	if len(c.History) == 0 {
		return ""
	}
	return c.History[len(c.History)-1].From
}

func originNames(c *claim.Claim) string {
	names := make([]string, 0, len(c.Origins))
	for _, o := range c.Origins {
		names = append(names, o.Name)
	}
	return strings.Join(names, "; ")
}

// ofParty reports whether a claim is about a party, or one of it takes a position.
func ofParty(c *claim.Claim, party string) bool {
	return strings.EqualFold(c.Subject, party) || slices.ContainsFunc(c.Takes, func(t claim.Take) bool { return strings.EqualFold(t.Party, party) })
}
