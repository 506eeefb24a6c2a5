package mcp

import (
	"cmp"
	"context"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
)

// Change is a status that a claim had.
type Change struct {
	From    string     `json:"from" doc:"Since when"`
	Status  string     `json:"status"`
	Rule    int        `json:"rule" doc:"The first rule that applied, 1 to 6"`
	Why     string     `json:"why" doc:"One sentence; names in it are quoted"`
	Because []Citation `json:"because" doc:"Statements that it follows from"`
	More    int        `json:"more_because,omitempty" doc:"How many others"`
}

// Position is a speaker's standing on a claim.
type Position struct {
	Speaker    string     `json:"speaker" doc:"Quoted; empty where nobody is named"`
	Party      string     `json:"party"`
	Origin     string     `json:"origin" doc:"Who vouches for it, empty for nobody"`
	Stance     string     `json:"stance" doc:"asserts, denies, hedges, declines, retracts"`
	Since      string     `json:"since" doc:"Day of publication of the first statement"`
	Why        string     `json:"why" doc:"One sentence; names in it are quoted"`
	Statements []Citation `json:"statements"`
	More       int        `json:"more_statements,omitempty" doc:"How many others take it"`
}

// Origin is who stands at the root of what was said.
type Origin struct {
	Name       string     `json:"name" doc:"Quoted"`
	Party      string     `json:"party"`
	Grade      string     `json:"grade,omitempty" doc:"That an analyst gave it"`
	Documents  int        `json:"documents" doc:"How many carry it"`
	Statements []Citation `json:"statements"`
	More       int        `json:"more_statements,omitempty" doc:"How many others there are"`
}

// Figure is a number that somebody gave.
type Figure struct {
	Speaker   string   `json:"speaker" doc:"Quoted"`
	Origin    string   `json:"origin" doc:"Who vouches for it, empty for nobody"`
	SaidOn    string   `json:"said_on"`
	Low       *float64 `json:"low" doc:"null for no lower bound"`
	High      *float64 `json:"high" doc:"null for no upper bound"`
	Approx    bool     `json:"approx"`
	Unit      string   `json:"unit"`
	Outcome   string   `json:"outcome"`
	Stance    string   `json:"stance"`
	Statement Citation `json:"statement"`
}

type claimAsked struct {
	ID    string `json:"id" need:"1" chars:"100" doc:"A claim's ID (cl_…), as list_claims gives it"`
	AsOf  string `json:"as_of" date:"1" doc:"As it was known on that day: from what had been published by then"`
	Limit int    `json:"limit" least:"1" most:"50" initial:"10" doc:"How many of each list at most"`
	Paging
}

// claimAnswer is a claim with what is in it. Each list goes on by its own cursor.
type claimAnswer struct {
	Claim     Claim          `json:"claim"`
	AsOf      string         `json:"as_of" doc:"The day that was asked for, empty for now"`
	History   Page[Change]   `json:"history" doc:"The first status first"`
	Positions Page[Position] `json:"positions" doc:"The first published first"`
	Figures   Page[Figure]   `json:"figures"`
	Origins   Page[Origin]   `json:"origins"`
}

func (s *Server) getClaim(ctx context.Context, in *claimAsked) (*claimAnswer, error) {
	v, err := s.view(ctx)
	if err != nil {
		return nil, err
	}
	e, ok := v.Claim(in.ID)
	if !ok {
		return nil, noSuch("claim", in.ID)
	}
	if in.AsOf != "" {
		if e, ok = s.Newsroom.ClaimThen(v, e, in.AsOf); !ok {
			return nil, wrong("a later as_of, or none", "the claim was not known by %s", in.AsOf)
		}
	}
	from := sourcesOf(e.Story)
	a := &claimAnswer{Claim: claimOf(e, from), AsOf: in.AsOf}
	return a, a.fill(in, e.Claim, from)
}

// parts are the lists of a claim, as cursors name them.
const (
	partHistory   = "claim-history"
	partPositions = "claim-positions"
	partFigures   = "claim-figures"
	partOrigins   = "claim-origins"
)

// fill fills in the lists: their beginnings, or of a cursor the one that it is of.
func (a *claimAnswer) fill(in *claimAsked, c *claim.Claim, from *sources) (err error) {
	part, at, err := in.part()
	if err != nil {
		return err
	}
	if a.History, err = listed(in, part, partHistory, at, c.History, func(h *claim.Change) (Change, bool) { return changeOf(h, from), true }); err != nil {
		return err
	}
	if a.Positions, err = listed(in, part, partPositions, at, c.Positions(), func(p *claim.Position) (Position, bool) { return positionOf(p, from), true }); err != nil {
		return err
	}
	if a.Figures, err = listed(in, part, partFigures, at, figures(c), func(t *claim.Take) (Figure, bool) { return figureOf(t, from) }); err != nil {
		return err
	}
	a.Origins, err = listed(in, part, partOrigins, at, c.Origins, func(o *claim.Origin) (Origin, bool) { return originOf(o, from), true })
	return err
}

// part reads which list a cursor is of; "" where there is none.
func (in *claimAsked) part() (part string, at int, err error) {
	if in.Cursor == "" {
		return "", 0, nil
	}
	for _, part := range [...]string{partHistory, partPositions, partFigures, partOrigins} {
		p, err := in.place(part)
		if err != nil {
			continue
		}
		if p.ID != in.ID || p.Day != in.AsOf {
			return "", 0, wrong("the same id and as_of as in the call that gave it", "cursor: it is of another claim or day")
		}
		return part, p.N, nil
	}
	_, err = in.place(partHistory)
	return "", 0, err
}

// listed gives a page of one of the lists; an empty one where the cursor is of another.
func listed[T, R any](in *claimAsked, part, this string, at int, all []T, record func(*T) (R, bool)) (Page[R], error) {
	if part != "" && part != this {
		return newPage[R](), nil
	}
	return collect(bound{this, in.Limit, mostAnswer / 4}, counted(all, in.AsOf, in.ID, at), record)
}

func changeOf(h *claim.Change, from *sources) Change {
	c := Change{From: h.From, Status: h.Status.String(), Rule: h.Rule, Why: clipped(h.Why, mostQuote)}
	c.Because, c.More = from.cite(h.Because)
	return c
}

func positionOf(p *claim.Position, from *sources) Position {
	out := Position{Speaker: clipped(p.Speaker, mostName), Party: clipped(p.Party, mostName), Origin: clipped(p.Origin, mostName), Stance: p.Stance.String(), Since: p.Since, Why: clipped(p.Why, mostQuote)}
	out.Statements, out.More = from.cite(p.Statements)
	return out
}

func originOf(o *claim.Origin, from *sources) Origin {
	out := Origin{Name: clipped(o.Name, mostName), Party: clipped(o.Party, mostName), Grade: o.Grade, Documents: len(o.Documents)}
	out.Statements, out.More = from.cite(o.Statements)
	return out
}

// figures are the positions that give one.
func figures(c *claim.Claim) (out []claim.Take) {
	for i := range c.Takes {
		if c.Takes[i].Figure != nil {
			out = append(out, c.Takes[i])
		}
	}
	return out
}

// figureOf tells a figure; it cites the words of the figure itself.
func figureOf(t *claim.Take, from *sources) (Figure, bool) {
	low, high := t.Figure.Bounds()
	out := Figure{
		Speaker: clipped(t.Speaker, mostName), Origin: clipped(t.Origin, mostName), SaidOn: t.Said, Low: low, High: high, Approx: t.Figure.Approx,
		Unit: clipped(t.Figure.Unit, mostName), Outcome: t.Figure.Outcome, Stance: t.Stance.String(), Statement: Citation{Statement: t.Statement, Quotes: []Quote{}},
	}
	if r := from.reports[t.Statement]; r != nil {
		out.Statement.Document = documentOf(r.Doc)
		if at := t.Figure.Span; at.Start >= 0 && at.Start < at.End && at.End <= len(r.Doc.Text) {
			out.Statement.Quotes = append(out.Statement.Quotes, from.quote(r.Doc, hearsay.Span{Start: at.Start, End: at.End}))
		}
	}
	return out, true
}

func (a *claimAnswer) brief(b *brief) {
	c := &a.Claim
	then := ""
	if a.AsOf != "" {
		then = " As known on " + a.AsOf + "."
	}
	b.line("%s: %s (%s, %s, %s of story %s).%s", c.ID, quoted(c.Wording), standing(c.Status, c.Since), number(c.Origins, "independent origin"), c.Kind, c.Story, then)
	if len(a.History.Items) > 0 {
		b.line("History:")
	}
	for i := range a.History.Items {
		h := &a.History.Items[i]
		b.line("- from %s %s: %s", h.From, h.Status, quoted(h.Why))
		cited(b, h.Because, h.More)
	}
	b.more("history", a.History.More, a.History.Cursor)
	if len(a.Positions.Items) > 0 {
		b.line("Positions:")
	}
	for i := range a.Positions.Items {
		p := &a.Positions.Items[i]
		b.line("- %s %s since %s%s", who(p.Speaker, p.Party), p.Stance, p.Since, vouched(p.Origin))
		cited(b, p.Statements, p.More)
	}
	b.more("positions", a.Positions.More, a.Positions.Cursor)
	a.rest(b)
}

// rest tells figures and origins.
func (a *claimAnswer) rest(b *brief) {
	if len(a.Figures.Items) > 0 {
		b.line("Figures:")
	}
	for i := range a.Figures.Items {
		f := &a.Figures.Items[i]
		b.line("- %s %s%s, said %s", quoted(cmp.Or(f.Speaker, f.Origin)), f.Stance, vouched(f.Origin), f.SaidOn)
		cited(b, []Citation{f.Statement}, 0)
	}
	b.more("figures", a.Figures.More, a.Figures.Cursor)
	if len(a.Origins.Items) > 0 {
		b.line("Independent origins:")
	}
	for i := range a.Origins.Items {
		o := &a.Origins.Items[i]
		var ids []string
		for k := range o.Statements {
			ids = append(ids, o.Statements[k].Statement)
		}
		b.line("- %s, carried by %s: %s", who(o.Name, o.Party), number(o.Documents, "document"), strings.Join(ids, ", "))
	}
	b.more("origins", a.Origins.More, a.Origins.Cursor)
}

func vouched(origin string) string {
	if origin == "" {
		return ", nobody vouches for it"
	}
	return ", origin " + quoted(origin)
}
