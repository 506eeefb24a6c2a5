// Package report writes stories as reports for people to read and print: what is claimed
// and by whom, in which order it came to be known, the figures, the sources. A report says
// who said what; nothing in it says what is true.
package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
)

// story is a story as a report tells it.
type story struct {
	ID, Title, From, To string
	Days                []day
	Statuses            []status
	Figures             []figure
	Sources             []source
	Claims              int
}

// day is what happened on a day, by publication, claim by claim.
type day struct {
	Day    string
	Claims []moved
}

// moved is what happened to a claim on a day: who took a position, what status it came to.
type moved struct {
	Claim   string
	Taken   []taken
	Changes []change
	order   int
}

// taken is a position that some took on one day.
type taken struct {
	Who  []string
	Does string
}

// change is a change of status.
type change struct{ Was, Now, Why string }

// status is the claims that have it.
type status struct {
	Name   string
	Claims []claimed
}

// claimed is a claim with the positions on it.
type claimed struct {
	ID, Wording, About, Since, Why string
	Origins                        string
	Positions                      []position
}

type position struct {
	Who, Stance, Since, Words string
	Sources                   []int // numbers
}

// figure is a claim that counts something, with who gives which number.
type figure struct {
	Counts string
	Given  []given
}

type given struct {
	Who, Stance, Shown, Said string
	Source                   int
}

// source is a document, by its number in the report.
type source struct {
	Number                      int
	Title, Outlet, Day, URL, ID string
	Replaced, Carries           string
}

// statuses are in the order in which a reader wants them.
var statuses = [...]claim.Status{claim.Disputed, claim.Acknowledged, claim.Corroborated, claim.Denied, claim.Retracted, claim.SingleSource, claim.None}

// noStatus is what claims of none are under.
const noStatus = "without a status"

// of tells a story.
func of(x *claims.Story) *story {
	s := &story{ID: x.ID, Title: clean(x.Title), From: x.From, To: x.To, Claims: len(x.Claims)}
	number := make(map[string]int)
	for i := range x.Reports {
		r := &x.Reports[i]
		number[r.Doc.ID] = i + 1
		s.Sources = append(s.Sources, source{
			Number: i + 1, Title: clean(cmp.Or(r.Doc.Title, r.Doc.URL, r.Doc.Path, r.Doc.ID)), Outlet: clean(x.Outlet(r.Doc.ID)), Day: cmp.Or(r.Day(), "no date"), URL: clean(r.Doc.URL), ID: r.Doc.ID,
			Replaced: r.ReplacedOn[:min(10, len(r.ReplacedOn))], Carries: r.Carries,
		})
	}
	for i := range s.Sources { // whose text it carries, by number
		if n := number[s.Sources[i].Carries]; n > 0 && n != i+1 {
			s.Sources[i].Carries = fmt.Sprint(n)
		} else {
			s.Sources[i].Carries = ""
		}
	}
	s.Days = days(x)
	for _, st := range statuses {
		group := status{Name: cmp.Or(st.String(), noStatus)}
		for i := range x.Claims {
			if x.Claims[i].Status() == st {
				group.Claims = append(group.Claims, claimOf(&x.Claims[i], number))
			}
		}
		if len(group.Claims) > 0 {
			s.Statuses = append(s.Statuses, group)
		}
	}
	for i := range x.Claims {
		if c := &x.Claims[i]; c.Kind == claim.Figure {
			s.Figures = append(s.Figures, figureOf(c, number))
		}
	}
	return s
}

// days are what happened, by day: positions when they were first taken, and what changed by
// them.
func days(x *claims.Story) []day {
	by := make(map[string][]moved)
	of := func(date string, i int) *moved {
		list := by[date]
		if n := len(list); n == 0 || list[n-1].order != i {
			list = append(list, moved{Claim: clean(x.Claims[i].Wording), order: i})
			by[date] = list
		}
		return &list[len(list)-1]
	}
	for i := range x.Claims {
		c := &x.Claims[i]
		for _, p := range c.Positions() {
			of(p.Since, i).take(who(p.Speaker, p.Origin), verb(p.Stance))
		}
		was := ""
		for _, h := range c.History {
			m := of(h.From, i)
			m.Changes = append(m.Changes, change{was, h.Status.String(), clean(h.Why)})
			was = h.Status.String()
		}
	}
	out := make([]day, 0, len(by))
	for d, list := range by {
		out = append(out, day{d, list})
	}
	slices.SortFunc(out, func(a, b day) int { return cmp.Compare(a.Day, b.Day) })
	for i := range out {
		out[i].Day = cmp.Or(out[i].Day, "no date")
	}
	return out
}

// take adds that somebody takes a position.
func (m *moved) take(who, does string) {
	for i := range m.Taken {
		if t := &m.Taken[i]; t.Does == does {
			if !slices.Contains(t.Who, who) {
				t.Who = append(t.Who, who)
			}
			return
		}
	}
	m.Taken = append(m.Taken, taken{[]string{who}, does})
}

func claimOf(c *claim.Claim, number map[string]int) claimed {
	out := claimed{ID: c.ID, Wording: clean(c.Wording), About: clean(c.Subject)}
	if n := len(c.History); n > 0 {
		out.Since, out.Why = c.History[n-1].From, clean(c.History[n-1].Why)
	}
	var names []string
	for i := range c.Origins {
		name := c.Origins[i].Name
		if c.Origins[i].Grade != "" {
			name += " (graded " + c.Origins[i].Grade + ")"
		}
		names = append(names, clean(name))
	}
	out.Origins = strings.Join(names, "; ")
	take := make(map[string]*claim.Take, len(c.Takes))
	for i := range c.Takes {
		take[c.Takes[i].Statement] = &c.Takes[i]
	}
	for _, p := range c.Positions() {
		line := position{Who: who(p.Speaker, p.Origin), Stance: verb(p.Stance), Since: p.Since}
		for _, id := range p.Statements {
			t := take[id]
			if line.Words == "" {
				line.Words = clean(t.Text)
			}
			if n := number[t.Document]; n > 0 && !slices.Contains(line.Sources, n) {
				line.Sources = append(line.Sources, n)
			}
		}
		slices.Sort(line.Sources)
		out.Positions = append(out.Positions, line)
	}
	return out
}

func figureOf(c *claim.Claim, number map[string]int) figure {
	f := figure{Counts: clean(c.Wording)}
	for i := range c.Takes {
		if t := &c.Takes[i]; t.Figure != nil {
			shown := claim.Shown(t.Figure)
			if unit := strings.TrimSpace(t.Figure.Unit + " " + t.Figure.Outcome); unit != "" {
				shown += " (" + unit + ")"
			}
			f.Given = append(f.Given, given{who(t.Speaker, t.Origin), verb(t.Stance), clean(shown), t.Said, number[t.Document]})
		}
	}
	return f
}

// who names a speaker, and the origin where that is another.
func who(speaker, origin string) string {
	name := clean(cmp.Or(speaker, origin, "somebody unnamed"))
	if origin != "" && speaker != "" && !strings.EqualFold(origin, speaker) {
		name += " (" + clean(origin) + ")"
	}
	return name
}

func verb(s claim.Stance) string {
	if s == claim.Declines {
		return "neither confirms nor denies"
	}
	return s.String()
}

// clean makes a text one line without what commands a screen or turns its direction around.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == 0x2028, r == 0x2029:
			return ' '
		case unicode.IsControl(r), 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069, r&0xFFFE == 0xFFFE, 0xFDD0 <= r && r <= 0xFDEF:
			return unicode.ReplacementChar
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
