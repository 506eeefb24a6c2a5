package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

func (s *Site) claimRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /claims", account.Viewer, s.claims)
	s.page(mux, "GET /claim/{id}", account.Viewer, s.claim)
}

// claimsPage is a list of claims.
type claimsPage struct {
	Status, Party, Speaker, Since, Story string
	InStory                              *claims.Story // the one that they are of, nil for any
	Statuses                             []string
	All                                  int
	Claims                               []claimLine
	More                                 string
	Further                              bool // not all were looked through
}

// claimLine is a claim in a list.
type claimLine struct {
	*claim.Claim
	URL   string
	Story *claims.Story // nil where all are of one
}

// Since is the day since which the claim has its status.
func (l *claimLine) Since() string { return live.Since(l.Claim) }

// Why is why it has its status.
func (l *claimLine) Why() string {
	if n := len(l.History); n > 0 {
		return l.History[n-1].Why
	}
	return ""
}

// claims lists claims, the last changed first.
func (s *Site) claims(w http.ResponseWriter, r *http.Request) error {
	after, err := placeOf(r)
	if err != nil {
		return err
	}
	p := &claimsPage{
		Status: r.FormValue("status"), Party: strings.TrimSpace(r.FormValue("party")), Speaker: strings.TrimSpace(r.FormValue("speaker")), Story: r.FormValue("story"),
	}
	if p.Since, err = dateOf(r, "since"); err != nil {
		return err
	}
	f := live.Filter{Party: p.Party, Speaker: p.Speaker, Story: p.Story, Days: live.Range{From: p.Since}}
	if p.Status != "" {
		var ok bool
		if f.Status, ok = claim.ParseStatus(p.Status); !ok {
			return wrong("status: there is no %q", p.Status)
		}
	}
	v := s.Newsroom.Live.View()
	_, p.All = v.Counts()
	if p.Story != "" {
		if p.InStory = v.Story(p.Story); p.InStory == nil {
			return &notFound{"story"}
		}
	}
	for _, st := range statusOrder {
		if st != claim.None {
			p.Statuses = append(p.Statuses, st.String())
		}
	}
	p.fill(v, f, after)
	s.show(w, r, http.StatusOK, "claims.html", "Claims", p)
	return nil
}

// fill takes the claims of one page. View looks through a list for as long as it takes;
// so that a page does not, it is asked by one condition, and the others are looked at here.
func (p *claimsPage) fill(v *live.View, f live.Filter, after live.Place) {
	wide := f
	switch {
	case f.Story != "":
	case f.Speaker != "":
		wide.Party, wide.Status = "", claim.None
	case f.Party != "":
		wide.Status = claim.None
	}
	looked := 0
	last := after
	for e, at := range v.Claims(wide, after) {
		looked++
		wanted := (f.Status == claim.None || e.Claim.Status() == f.Status) && (f.Party == wide.Party || concerns(e.Claim, f.Party))
		if f.Story != "" && f.Speaker != "" { // View takes all of a story's
			wanted = wanted && slices.ContainsFunc(e.Claim.Takes, func(t claim.Take) bool { return strings.EqualFold(t.Speaker, f.Speaker) })
		}
		if p.Further = looked > mostLooked; p.Further || wanted && len(p.Claims) == perPage {
			p.More = address("/claims", "status", p.Status, "party", p.Party, "speaker", p.Speaker, "since", p.Since, "story", p.Story, "after", placeText(last))
			break
		}
		if last = at; wanted {
			p.Claims = append(p.Claims, claimLine{e.Claim, "/claim/" + e.Claim.ID, e.Story})
		}
	}
}

// concerns reports whether a claim is about a party, or has a position of it.
func concerns(c *claim.Claim, party string) bool {
	return strings.EqualFold(c.Subject, party) || slices.ContainsFunc(c.Takes, func(t claim.Take) bool { return strings.EqualFold(t.Party, party) })
}
