package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

type claimsAsked struct {
	Status  string `query:"status" enum:"retracted,acknowledged,disputed,corroborated,single-source,denied" doc:"Of this status"`
	Party   string `query:"party" maxLength:"500" doc:"About this party, or with a position of it"`
	Speaker string `query:"speaker" maxLength:"500" doc:"With a position of the speaker of this very name"`
	Story   string `query:"story" maxLength:"100" doc:"Of a story, by its ID"`
	Least   int    `query:"least" minimum:"0" maximum:"1000000" doc:"Leave out claims that fewer statements speak of"`
	Since   string `query:"since" maxLength:"40" doc:"With its status since this day, month or year or later; of a speaker, whose first position was published then or later"`
	Until   string `query:"until" maxLength:"40" doc:"The same by then"`
	AsOf    string `query:"as_of" maxLength:"40" doc:"As it was known on that day: from what had been published by then. Stories come by their last day then, the claims of each in its order"`
	Paging
}

type claimAsked struct {
	ByID
	AsOf string `query:"as_of" maxLength:"40" doc:"As it was known on that day: from what had been published by then"`
}

func (in *claimsAsked) filter() (f live.Filter, err error) {
	if err := dates("since", in.Since, "until", in.Until, "as_of", in.AsOf); err != nil {
		return f, err
	}
	want, _ := claim.ParseStatus(in.Status) // the document says which there are
	return live.Filter{
		Status: want, Party: in.Party, Speaker: in.Speaker, Story: in.Story, Least: in.Least, Days: live.Range{From: in.Since, To: in.Until},
	}, nil
}

func (a *API) claimOperations() {
	add(a, operation{
		id: "list-claims", tag: "claims", method: http.MethodGet, path: "/claims", least: account.Viewer,
		summary: "Claims", text: "Propositions on which statements take positions, the last changed first; of one story, in its order.",
	}, func(ctx context.Context, in *claimsAsked) (*out[list[claimRecord]], error) {
		f, err := in.filter()
		if err != nil {
			return nil, err
		}
		v := a.Newsroom.Live.View()
		if in.AsOf != "" {
			page, err := a.claimsAsOf(ctx, v, &f, in)
			return &out[list[claimRecord]]{page}, err
		}
		page, err := claimsOf(v, f, &in.Paging)
		return &out[list[claimRecord]]{page}, err
	})
	add(a, operation{
		id: "get-claim", tag: "claims", method: http.MethodGet, path: "/claims/{id}", least: account.Viewer,
		summary: "A claim", text: "One claim with its positions, origins, figures and the history of its status.",
	}, func(_ context.Context, in *claimAsked) (*out[claimRecord], error) {
		if err := dates("as_of", in.AsOf); err != nil {
			return nil, err
		}
		v := a.Newsroom.Live.View()
		e, ok := v.Claim(in.ID)
		if !ok {
			return nil, missing("claim")
		}
		if in.AsOf != "" {
			if e, ok = a.Newsroom.ClaimThen(v, e, in.AsOf); !ok {
				return nil, status(http.StatusNotFound, "the claim was not known by then")
			}
		}
		return &out[claimRecord]{recordOf(e, in.AsOf)}, nil
	})
}

// claimsOf gives a page of the claims as they are.
func claimsOf(v *live.View, f live.Filter, p *Paging) (list[claimRecord], error) {
	at, err := p.place("claims")
	if err != nil {
		return list[claimRecord]{}, err
	}
	return collect("claims", p.Limit, v.Claims(f, at), func(e live.Entry) claimRecord { return recordOf(e, "") }), nil
}

// recordOf gives the contract's record of a claim.
func recordOf(e live.Entry, asOf string) claimRecord {
	data, err := json.Marshal(e.Claim.Record(e.Story.ID, asOf))
	if err != nil { // a number that JSON does not have
		data = fmt.Appendf(nil, `{"id":%q}`, e.Claim.ID)
	}
	return claimRecord{data}
}

// mostStories is how many stories one page makes the claims of anew.
const mostStories = 100

// claimsAsOf gives a page of the claims as they were known on a day. Those of each story
// are made again; a page ends early where they were many.
func (a *API) claimsAsOf(ctx context.Context, v *live.View, f *live.Filter, in *claimsAsked) (list[claimRecord], error) {
	page := newList[claimRecord]()
	at, err := in.place("claims-then")
	if err != nil {
		return page, err
	}
	made, beyond := 0, ledger.Beyond(in.AsOf)
	for s, place := range v.StoriesFrom(f.Story, at) {
		skip := 0
		if place.ID == at.ID {
			skip = at.N
		}
		if made == mostStories {
			page.more(live.Cursor("claims-then", place))
			return page, nil
		}
		if err := ctx.Err(); err != nil {
			return page, err
		}
		if s.From >= beyond {
			continue
		}
		made++
		known := a.Newsroom.Then(v, s, in.AsOf)
		if known == nil {
			continue
		}
		then := known.Claims
		for i := min(skip, len(then)); i < len(then); i++ {
			c := &then[i]
			if !keeps(f, c) {
				continue
			}
			if len(page.Items) == in.Limit {
				place.N = i
				page.more(live.Cursor("claims-then", place))
				return page, nil
			}
			page.Items = append(page.Items, recordOf(live.Entry{Claim: c, Story: s}, in.AsOf))
		}
	}
	return page, nil
}

// keeps reports whether a claim of a day before is wanted.
func keeps(f *live.Filter, c *claim.Claim) bool {
	since := live.Since(c)
	return (f.Status == claim.None || c.Status() == f.Status) && len(c.Takes) >= f.Least &&
		(f.Days.From == "" || since >= f.Days.From) && (f.Days.To == "" || since <= f.Days.To+"~") &&
		(f.Party == "" || strings.EqualFold(c.Subject, f.Party) || slices.ContainsFunc(c.Takes, func(t claim.Take) bool { return strings.EqualFold(t.Party, f.Party) })) &&
		(f.Speaker == "" || slices.ContainsFunc(c.Takes, func(t claim.Take) bool { return strings.EqualFold(t.Speaker, f.Speaker) }))
}
