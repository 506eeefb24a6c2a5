package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

// speakerPage is what one speaker said.
type speakerPage struct {
	Name          string
	Parties       []string
	Said          []said
	Looked        int // statements that were looked at for those
	Stopped       bool
	Next, First   string
	About         []live.Name // parties that the claims are about
	Positions     []position
	Positioned    int  // claims in all that were looked at
	MorePositions bool // and there are more
	NextPositions string
	Contradicted  []turn
	Acknowledged  []turn
	Undenied      []turn
}

// position is what a speaker last said of a claim.
type position struct {
	ID, Wording string
	Status      claim.Status
	Take        *claim.Take
	Times       int // positions of the speaker on it
}

// turn is what became of something that a speaker said: another contradicted it, or the
// party of whom it was said acknowledged it.
type turn struct {
	ID, Wording string
	Said        *claim.Take
	By          []*claim.Take
	On          string
	Why         string
}

// mostPositions is how many claims a speaker's page looks at, and shownPositions how many
// of them a page shows.
const (
	mostPositions  = 2000
	shownPositions = 50
	mostTurns      = 50
)

func (s *Site) speaker(w http.ResponseWriter, r *http.Request) error {
	name, err := nameAsked(r)
	if err != nil {
		return err
	}
	v := s.Newsroom.Live.View()
	p := &speakerPage{Name: name}
	from, err := rowAsked(r.FormValue("from"))
	if err != nil {
		return err
	}
	p.positions(v, name, from)
	index := claimIndex{view: v}
	found, looked, next, err := s.sift(r.Context(), ledger.StatementQuery{Speaker: name, After: r.FormValue("after")}, &index, ledger.DefaultLimit, func(x *said) bool {
		return strings.EqualFold(x.Speaker.Name, name)
	})
	if err != nil {
		return err
	}
	p.Said, p.Looked, p.Stopped = found, looked, next != ""
	p.Next = further(r.URL, next)
	if r.FormValue("after") != "" {
		p.First = further(r.URL, "-")
	}
	for i := range found {
		p.party(found[i].Speaker.Party)
	}
	if len(found) == 0 && p.Positioned == 0 && p.First == "" && !p.Stopped {
		return &notFound{"speaker"}
	}
	s.show(w, r, http.StatusOK, "speaker.html", name, p)
	return nil
}

// party adds a party that the speaker speaks for.
func (p *speakerPage) party(name string) {
	if name != "" && !strings.EqualFold(name, p.Name) && !slices.Contains(p.Parties, name) && len(p.Parties) < 5 {
		p.Parties = append(p.Parties, name)
	}
}

// positions reads the claims that the speaker takes a position on.
func (p *speakerPage) positions(v *live.View, name string, from int) {
	about := make(map[string]int)
	for e := range v.Claims(live.Filter{Speaker: name}, live.Place{}) {
		if p.Positioned == mostPositions {
			p.MorePositions = true
			break
		}
		p.Positioned++
		if e.Claim.Subject != "" {
			about[e.Claim.Subject]++
		}
		p.claim(e, name, p.Positioned > from && p.Positioned <= from+shownPositions)
	}
	if from+shownPositions < p.Positioned {
		p.NextPositions = "/speaker?" + url.Values{"name": {name}, "from": {strconv.Itoa(from + shownPositions)}}.Encode()
	}
	for party, n := range about {
		p.About = append(p.About, live.Name{Name: party, Count: n})
	}
	slices.SortFunc(p.About, func(a, b live.Name) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	p.About = p.About[:min(len(p.About), 12)]
}

// claim reads one claim: the speaker's last position on it, and what became of it.
func (p *speakerPage) claim(e live.Entry, name string, show bool) {
	c := e.Claim
	pos := position{ID: c.ID, Wording: c.Wording, Status: c.Status()}
	denied, asserted := false, false
	for i := range c.Takes {
		t := &c.Takes[i]
		if !strings.EqualFold(t.Speaker, name) {
			continue
		}
		p.party(t.Party)
		pos.Take = t
		pos.Times++
		switch {
		case t.Stance == claim.Asserts && !asserted:
			asserted = true
			p.asserted(c, t)
		case t.Stance == claim.Denies && !denied:
			denied = true
			if x, ok := acknowledged(c, t); ok && len(p.Undenied) < mostTurns {
				p.Undenied = append(p.Undenied, x)
			}
		}
	}
	if show && pos.Take != nil {
		p.Positions = append(p.Positions, pos)
	}
}

// asserted tells what became of an assertion.
func (p *speakerPage) asserted(c *claim.Claim, t *claim.Take) {
	if by := contradictions(c, t); len(by) > 0 && len(p.Contradicted) < mostTurns {
		p.Contradicted = append(p.Contradicted, turn{ID: c.ID, Wording: c.Wording, Said: t, By: by, On: by[0].Said})
	}
	if x, ok := acknowledged(c, t); ok && len(p.Acknowledged) < mostTurns {
		p.Acknowledged = append(p.Acknowledged, x)
	}
}

// contradictions are the denials of what a position asserts by other origins, later; of
// each origin the first, three at most.
func contradictions(c *claim.Claim, t *claim.Take) []*claim.Take {
	var out []*claim.Take
	for i := range c.Takes {
		o := &c.Takes[i]
		if o.Stance != claim.Denies || o.Origin == "" || strings.EqualFold(o.Origin, t.Origin) || strings.EqualFold(o.Speaker, t.Speaker) || !later(o, t) {
			continue
		}
		if !slices.ContainsFunc(out, func(x *claim.Take) bool { return strings.EqualFold(x.Origin, o.Origin) }) {
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, func(a, b *claim.Take) int { return cmp.Compare(a.Said, b.Said) })
	return out[:min(len(out), 3)]
}

// later reports whether a position was said on a later day than another, as far as both are
// known to the day; said at one time, published on a later one.
func later(a, b *claim.Take) bool {
	n := min(len(a.Said), len(b.Said))
	if c := cmp.Compare(a.Said[:n], b.Said[:n]); c != 0 {
		return c > 0
	}
	return a.Published > b.Published
}

// acknowledged tells when a claim was acknowledged after a position on it, and by whom, if
// not by the speaker.
func acknowledged(c *claim.Claim, t *claim.Take) (turn, bool) {
	for i := range c.History {
		h := &c.History[i]
		if h.Status != claim.Acknowledged || h.From <= t.Published || slices.Contains(h.Because, t.Statement) {
			continue
		}
		x := turn{ID: c.ID, Wording: c.Wording, Said: t, On: h.From, Why: h.Why}
		for k := range c.Takes {
			o := &c.Takes[k]
			if slices.Contains(h.Because, o.Statement) && o.Stance == claim.Asserts && len(x.By) < 3 &&
				!slices.ContainsFunc(x.By, func(y *claim.Take) bool { return strings.EqualFold(y.Speaker, o.Speaker) }) &&
				(t.Stance == claim.Denies || !strings.EqualFold(o.Speaker, t.Speaker)) {
				x.By = append(x.By, o)
			}
		}
		return x, len(x.By) > 0
	}
	return turn{}, false
}
