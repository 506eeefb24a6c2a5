package web

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// claimPage is a claim.
type claimPage struct {
	*known
	Claim     *claim.Claim // nil where it was not yet made
	ID        string       // that it was asked for by
	Wording   string
	Whole     bool   // the one list that is shown alone is that of positions
	Review    string // ID of the claim as it is now, for those who may review it
	Days      []dayLink
	StoryID   string // for the form: as the URL names it
	History   []changed
	Table     positionTable
	Positions slice[quoted]
	Figures   []figureLine
	Origins   []originLine
	Carried   []*claims.Carrier
	Hidden    int // carriers that are not shown
	Band      template.HTML
	Chart     template.HTML
	Tree      template.HTML
}

// somePositions is how many positions a claim shows before it is asked for all.
const somePositions = 25

// claim shows a claim.
func (s *Site) claim(w http.ResponseWriter, r *http.Request) error {
	day, err := asOf(r)
	if err != nil {
		return err
	}
	from, err := offsetOf(r)
	if err != nil {
		return err
	}
	part := r.FormValue("part")
	if part != "" && part != "positions" {
		return wrong("part: a claim has no %q", part)
	}
	v := s.Newsroom.Live.View()
	p, err := s.findClaim(v, r.PathValue("id"), r.FormValue("story"), day)
	if err != nil {
		return err
	}
	p.Whole = part != ""
	if !account.From(r.Context()).May(account.Analyst) {
		p.Review = ""
	}
	if p.Claim != nil {
		p.fill(from)
	}
	s.show(w, r, http.StatusOK, "claim.html", claims.Clip(p.Wording, 90), p)
	return nil
}

// findClaim finds what a claim was on a day. A claim that there is no more, as it went into
// another, is found by its story.
func (s *Site) findClaim(v *live.View, id, story, day string) (*claimPage, error) {
	p := &claimPage{ID: id}
	now, ok := v.Claim(id)
	in := now.Story
	if !ok {
		if in = v.Story(story); in == nil || day == "" {
			return nil, &notFound{"claim"}
		}
		p.StoryID = story
	}
	if ok {
		p.Review = id
	}
	p.known = s.knownOn(v, in, day)
	switch {
	case day == "":
		p.Claim = now.Claim
	case p.known.byID(id) != nil:
		p.Claim = p.known.byID(id)
	case ok:
		p.Claim = p.known.claim(now.Claim.Anchor())
	}
	days := now.Claim
	if days == nil {
		days = p.Claim
	}
	if days == nil {
		return nil, &notFound{"claim"}
	}
	p.Wording = days.Wording
	if p.Claim != nil {
		p.Wording = p.Claim.Wording
	}
	changes := make(map[string]bool)
	for i := range days.History {
		changes[days.History[i].From] = true
	}
	p.Days = linksOf(changes, "/claim/"+id, day, p.StoryID)
	return p, nil
}

// fill makes what is shown of a claim.
func (p *claimPage) fill(from int) {
	at := func(from int) string {
		n := ""
		if from > 0 {
			n = strconv.Itoa(from)
		}
		return address("/claim/"+p.ID, "as-of", p.AsOf, "story", p.StoryID, "part", "positions", "from", n)
	}
	takes := make([]*claim.Take, len(p.Claim.Takes))
	for i := range p.Claim.Takes {
		takes[i] = &p.Claim.Takes[i]
	}
	most := somePositions
	if p.Whole {
		most = perPage
	} else {
		from = 0
	}
	list := cut(takes, from, most, p.Whole, at)
	p.Positions = slice[quoted]{First: list.First, All: list.All, Whole: list.Whole, Next: list.Next, Back: list.Back}
	for _, t := range list.Shown {
		p.Positions.Shown = append(p.Positions.Shown, p.quote(t))
	}
	if p.Whole {
		return
	}
	for n := range p.Claim.History {
		p.History = append(p.History, p.change(p.Claim, n, 4))
	}
	slices.Reverse(p.History)
	p.Table = tableOf(p.Claim)
	p.Figures = p.figures()
	p.Origins = p.origins()
	p.Carried, p.Hidden = prune(p.Carriage(p.Claim), mostCarriers)
	p.Chart = figuresPicture(p.known, p.Claim)
	p.Tree = carriagePicture(p.known, p.Claim, p.Carried)
	p.Band = bandPicture(p.known, p.Claim)
}

// Status is the one that the claim has.
func (p *claimPage) Status() claim.Status { return p.Claim.Status() }

// Last is the last change, nil for none.
func (p *claimPage) Last() *changed {
	if len(p.History) == 0 {
		return nil
	}
	return &p.History[0]
}
