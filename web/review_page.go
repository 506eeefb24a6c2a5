package web

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
)

// reviewPage is a statement with all that is needed to decide about it.
type reviewPage struct {
	Ask                    reviewAsk
	May                    bool   // the user may decide
	Seen                   string // ID of the last decision that the page knows of
	Item                   newsroom.Queued
	St                     claim.Stated // as decisions have it
	Rejected, Settled      bool
	Place                  string
	Next, Prev             string // addresses
	Why                    string // it waits here
	Outlet, Published      string
	Passages               []passage
	Spans                  []spanField
	Polarity               string
	Speakers, Parties      []string
	Acts                   []string
	Others                 []otherTake // on the claim
	More                   int         // others that are not listed
	Beside                 []live.Entry
	Candidates             []live.Entry
	Takes                  []otherTake // all on the claim, to choose from
	History                []decisionRow
	Done                   []decisionRow // just recorded
	Undoable               []string      // IDs of those of Done that stand
	Conflict               []decisionRow
	Fault                  string
	Sent                   string     // act of the form that was sent and could not be done
	Form                   url.Values // what was in it
	MostClaims, MostLatest int
}

// spanField is one of the three parts of a statement, as it is typed and as it reads.
type spanField struct{ Name, Value, Text string }

// otherTake is a position on the claim.
type otherTake struct {
	claim.Take
	Outlet, URL string
	This        bool
}

// How much of each list a page has.
const (
	mostOthers         = 12
	mostTakes          = 100
	mostCandidates     = 20
	mostSpeakersListed = 300
	mostHistory        = 20
)

// Value is what a field of an act's form has: what was sent, else what is so now.
func (p *reviewPage) Value(act, field, now string) string {
	if p.Sent != act {
		return now
	}
	if p.Form.Has(field) {
		return p.Form.Get(field)
	}
	return now
}

// Chosen reports whether a statement is ticked to be split off: as the form was sent, else
// the one that is looked at.
func (p *reviewPage) Chosen(statement string, this bool) bool {
	if p.Shows("split") {
		return slices.Contains(p.Form["take"], statement)
	}
	return this
}

// Also is the address of the same statement on another claim.
func (p *reviewPage) Also(claim string) string {
	return "/review?" + url.Values{"statement": {p.Item.Stated.ID}, "claim": {claim}}.Encode()
}

// Shows reports whether the form of an act was sent and could not be done, so that it is
// shown open.
func (p *reviewPage) Shows(act string) bool { return p.Sent == act }

// fillReview says of a statement what the page needs.
func (s *Site) fillReview(ctx context.Context, p *reviewPage, v *live.View, x newsroom.Queued, done []string) error {
	p.Seen, p.Item, p.MostClaims, p.MostLatest = newsroom.Last(v), x, newsroom.MostClaims, newsroom.MostStories
	standing := claim.Standing(v.Decisions)
	if err := s.fillDone(ctx, p, v, standing, done); err != nil || x.Stated == nil {
		return err
	}
	id, doc := x.Stated.ID, x.Report.Doc
	var kept bool
	p.St, kept = x.Stated.Corrected(doc, standing)
	p.Rejected = !kept
	p.Settled = slices.ContainsFunc(standing, func(d claim.Decision) bool {
		return slices.Contains(d.Statements, id) && (d.Act == claim.Accept || d.Act == claim.Correct || d.Act == claim.Reject)
	})
	p.Place = queuePlace(x.Place)
	p.Next, p.Prev = p.Ask.with("after", p.Place), p.Ask.with("before", p.Place)
	p.Why = [...]string{"It is on a claim that is disputed.", "It is on a claim that has a status.", "It is on no claim that has a status."}[x.Urgency]
	p.Outlet, p.Published = x.Story.Outlet(doc.ID), x.Report.Public
	p.Polarity = p.St.Polarity()
	points := hearsay.NewCodePoints(doc.Text)
	p.Passages = passages(doc, points, &p.St)
	for _, role := range hearsay.Roles {
		spans := role.Of(&p.St.Attribution)
		p.Spans = append(p.Spans, spanField{role.String(), spansText(points, spans), spansWords(doc.Text, spans)})
	}
	for a := hearsay.ActState; a <= hearsay.ActAsk; a++ {
		p.Acts = append(p.Acts, a.String())
	}
	p.names()
	p.claims(v)
	var err error
	p.History, err = s.decisionRows(ctx, v, standing, touching(v, id, mostHistory))
	return err
}

func (s *Site) fillDone(ctx context.Context, p *reviewPage, v *live.View, standing []claim.Decision, done []string) error {
	var list []*claim.Decision
	for i := range v.Decisions {
		if d := &v.Decisions[i]; slices.Contains(done[:min(len(done), len(claim.Fields))], d.ID) {
			list = append(list, d)
		}
	}
	var err error
	p.Done, err = s.decisionRows(ctx, v, standing, list)
	for _, d := range p.Done {
		if d.Stands {
			p.Undoable = append(p.Undoable, d.ID)
		}
	}
	return err
}

// touching are the last decisions that say something of a statement, the newest first.
func touching(v *live.View, statement string, most int) []*claim.Decision {
	var out []*claim.Decision
	for i := len(v.Decisions) - 1; i >= 0 && len(out) < most; i-- {
		if d := &v.Decisions[i]; slices.Contains(d.Statements, statement) || slices.ContainsFunc(d.Claims, func(a claim.Anchor) bool { return a.Statement == statement }) {
			out = append(out, d)
		}
	}
	return out
}

// names lists the speakers and parties of the story.
func (p *reviewPage) names() {
	speakers, parties := make(map[string]bool), make(map[string]bool)
	for i := range p.Item.Story.Reports {
		for k := range p.Item.Story.Reports[i].Statements {
			sp := &p.Item.Story.Reports[i].Statements[k].Speaker
			if sp.Name != "" {
				speakers[sp.Name] = true
			}
			if sp.Party != "" {
				parties[sp.Party] = true
			}
		}
	}
	sorted := func(m map[string]bool) []string {
		var out []string
		for name := range m {
			if len(name) <= 200 {
				out = append(out, name)
			}
		}
		slices.Sort(out)
		return out[:min(len(out), mostSpeakersListed)]
	}
	p.Speakers, p.Parties = sorted(speakers), sorted(parties)
}

// claims lists what the others say, and claims that might be the same.
func (p *reviewPage) claims(v *live.View) {
	e, id := p.Item.Claim, p.Item.Stated.ID
	for _, o := range v.ClaimsOf(p.Item.Report.Doc.ID, id) {
		if o.Claim != e.Claim {
			p.Beside = append(p.Beside, o)
		}
	}
	p.Beside = p.Beside[:min(len(p.Beside), mostOthers)]
	if e.Claim == nil {
		return
	}
	for i := range e.Claim.Takes {
		t := otherTake{Take: e.Claim.Takes[i], Outlet: e.Story.Outlet(e.Claim.Takes[i].Document)}
		t.This = t.Statement == id
		t.URL = p.Ask.with("statement", t.Statement)
		switch {
		case t.This:
			p.Takes = slices.Insert(p.Takes, 0, t)
			continue
		case len(p.Others) < mostOthers:
			p.Others = append(p.Others, t)
		default:
			p.More++
		}
		if len(p.Takes) < mostTakes {
			p.Takes = append(p.Takes, t)
		}
	}
	p.Candidates = likely(e, mostCandidates)
}

// likely gives the claims of a story that a claim might be one with, the likeliest first:
// those whose wordings have most words in common.
func likely(e live.Entry, most int) []live.Entry {
	words := func(c *claim.Claim) []string {
		return strings.FieldsFunc(strings.ToLower(c.Wording), func(r rune) bool { return r < '0' || r > '9' && r < 'a' || r > 'z' && r < 128 })
	}
	own := make(map[string]bool)
	for _, w := range words(e.Claim) {
		if len(w) > 2 {
			own[w] = true
		}
	}
	type scored struct {
		live.Entry
		score float64
	}
	var all []scored
	for i := range e.Story.Claims {
		c := &e.Story.Claims[i]
		if c == e.Claim || (c.Kind == claim.Figure) != (e.Claim.Kind == claim.Figure) {
			continue
		}
		theirs, both := 0, 0
		for _, w := range words(c) {
			if len(w) <= 2 {
				continue
			}
			if theirs++; own[w] {
				both++
			}
		}
		x := scored{live.Entry{Claim: c, Story: e.Story}, float64(both) / float64(max(1, len(own)+theirs-both))}
		if c.Subject != "" && c.Subject == e.Claim.Subject {
			x.score += .1
		}
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Claim.ID, b.Claim.ID))
	})
	var out []live.Entry
	for _, x := range all[:min(len(all), most)] {
		out = append(out, x.Entry)
	}
	return out
}

// spansText writes spans as claim.ParseSpans reads them.
func spansText(points *hearsay.CodePoints, spans []hearsay.Span) string {
	var out []string
	for _, s := range spans {
		s = points.Span(s)
		out = append(out, fmt.Sprintf("%d-%d", s.Start, s.End))
	}
	return strings.Join(out, ",")
}

// spansWords is what spans say.
func spansWords(text string, spans []hearsay.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, text[s.Start:s.End])
	}
	return strings.Join(out, " … ")
}
