package mcp

import (
	"context"

	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// StatusChange is a change of a claim's status.
type StatusChange struct {
	Claim   string `json:"claim" doc:"ID"`
	Story   string `json:"story" doc:"ID"`
	Wording string `json:"wording" doc:"The claim's, quoted"`
	Was     string `json:"was" doc:"The status before, empty for none"`
	Change
}

type changesAsked struct {
	Since  string `json:"since" date:"1" doc:"Whose new status holds since then or later"`
	Until  string `json:"until" date:"1" doc:"By then"`
	Story  string `json:"story" chars:"100" doc:"Of a story, by its ID (sy_…)"`
	Party  string `json:"party" chars:"300" doc:"Of claims about this party, or with a position of it, by its whole name"`
	Status string `json:"status" enum:"retracted,acknowledged,disputed,corroborated,single-source,denied" doc:"To this status"`
	Limit  int    `json:"limit" least:"1" most:"50" initial:"20" doc:"How many changes at most"`
	Paging
}

type changesAnswer struct{ Page[StatusChange] }

func (a *changesAnswer) brief(b *brief) {
	b.line("%s of status.", number(len(a.Items), "change"))
	for i := range a.Items {
		c := &a.Items[i]
		was := "nothing"
		if c.Was != "" {
			was = c.Was
		}
		b.line("- %s: %s from %s to %s: %s: %s", c.From, c.Claim, was, c.Status, quoted(c.Wording), quoted(c.Why))
		cited(b, c.Because, c.More)
	}
	b.more("changes", a.More, a.Cursor)
}

func (s *Server) changeTools() error {
	return add(s, tool{
		"what_changed", "What changed",
		"Changes of claims' statuses since a day, the last first: what became disputed, was acknowledged, retracted; each with why and with statements to cite.",
	}, func(ctx context.Context, in *changesAsked) (*changesAnswer, error) {
		at, err := in.place("changes")
		if err != nil {
			return nil, err
		}
		v, err := s.view(ctx)
		if err != nil {
			return nil, err
		}
		if in.Story != "" && v.Story(in.Story) == nil {
			return nil, noSuch("story", in.Story)
		}
		cites := make(map[*claims.Story]*sources)
		page, err := collect(bound{"changes", in.Limit, mostAnswer}, v.Changes(live.Range{From: in.Since, To: in.Until}, at), func(e live.Event) (StatusChange, bool) {
			if ctx.Err() != nil || in.Story != "" && e.Story.ID != in.Story || in.Status != "" && e.Change.Status.String() != in.Status || in.Party != "" && !concerns(e.Claim, in.Party) {
				return StatusChange{}, false
			}
			if cites[e.Story] == nil {
				cites[e.Story] = sourcesOf(e.Story)
			}
			return StatusChange{
				Claim: e.Claim.ID, Story: e.Story.ID, Wording: clipped(e.Claim.Wording, mostQuote), Was: e.Was.String(), Change: changeOf(e.Change, cites[e.Story]),
			}, true
		})
		return &changesAnswer{page}, err
	})
}
