package api

import (
	"context"
	"iter"
	"net/http"
	"strings"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// nameRecord is a speaker or an outlet.
type nameRecord struct {
	Name  string `json:"name"`
	Count int    `json:"count" doc:"Claims on which the speaker takes a position; documents of the outlet"`
}

type namesAsked struct {
	From string `query:"from" maxLength:"500" doc:"Names from here on in the alphabet"`
	Paging
}

func (a *API) nameOperations() {
	a.names("speakers", "Speakers", "Who takes positions on claims, in the order of the alphabet. Their claims: /claims?speaker=NAME.", (*live.View).Speakers)
	a.names("outlets", "Outlets", "Who published documents of stories, in the order of the alphabet. Their documents: /documents?publisher=NAME.", (*live.View).Outlets)
}

// names registers a list of names.
func (a *API) names(of, summary, text string, all func(v *live.View, from string) iter.Seq[live.Name]) {
	add(a, operation{
		id: "list-" + of, tag: of, method: http.MethodGet, path: "/" + of, least: account.Viewer, summary: summary, text: text,
	}, func(_ context.Context, in *namesAsked) (*out[list[nameRecord]], error) {
		at, err := in.place(of)
		if err != nil {
			return nil, err
		}
		from := in.From
		if at.ID != "" {
			from = at.ID + "\x00" // the least behind it
		}
		seq := func(yield func(live.Name, live.Place) bool) {
			for n := range all(a.Newsroom.Live.View(), from) {
				if !yield(n, live.Place{ID: strings.ToLower(n.Name)}) {
					return
				}
			}
		}
		return &out[list[nameRecord]]{collect(of, in.Limit, seq, func(n live.Name) nameRecord { return nameRecord{n.Name, n.Count} })}, nil
	})
}
