package api

import (
	"context"
	"net/http"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// changeRecord is a change of a claim's status.
type changeRecord struct {
	Claim   string   `json:"claim" doc:"ID"`
	Story   string   `json:"story" doc:"ID"`
	Wording string   `json:"wording" doc:"The claim's"`
	From    string   `json:"from" doc:"Since when: what it follows from had been published by then"`
	Was     string   `json:"was" doc:"The status before, empty for none"`
	Status  string   `json:"status"`
	Rule    int      `json:"rule" doc:"The first rule that applied, 1 to 6"`
	Because []string `json:"because" nullable:"false" doc:"The statements that it follows from"`
	Why     string   `json:"why" doc:"One sentence"`
}

type changesAsked struct {
	Days
	Paging
}

// Followed is the header by which a client that was cut off goes on.
type Followed struct {
	LastEventID string `header:"Last-Event-ID" maxLength:"100" doc:"The last event that the client had"`
}

func (a *API) changeOperations() {
	add(a, operation{
		id: "list-changes", tag: "changes", method: http.MethodGet, path: "/changes", least: account.Viewer,
		summary: "Changes", text: "Changes of claims' statuses, the last first. since and until are about the day since which the status holds.",
	}, func(_ context.Context, in *changesAsked) (*out[list[changeRecord]], error) {
		days, err := in.days()
		if err != nil {
			return nil, err
		}
		at, err := in.place("changes")
		if err != nil {
			return nil, err
		}
		return &out[list[changeRecord]]{collect("changes", in.Limit, a.Newsroom.Live.View().Changes(days, at), recordOfChange)}, nil
	})
	add(a, operation{
		id: "follow-changes", tag: "changes", method: http.MethodGet, path: "/changes/events", least: account.Viewer, stream: eventStream, also: []int{http.StatusTooManyRequests},
		summary: "Changes as they come", text: "Server-sent events: \"change\", with a change as /changes lists them, as soon as what was recorded comes to one; \"reset\" where the client may have missed some and is to ask /changes. A comment comes every 15 seconds where nothing else does. The stream ends after an hour; a client that comes back with Last-Event-ID goes on where it was.",
	}, func(_ context.Context, in *Followed) (*streaming, error) {
		return a.stream(func(s *stream) { a.feed.follow(s, in.LastEventID) }), nil
	})
}

func recordOfChange(e live.Event) changeRecord {
	return changeRecord{
		Claim: e.Claim.ID, Story: e.Story.ID, Wording: e.Claim.Wording, From: e.Change.From, Was: e.Was.String(), Status: e.Change.Status.String(),
		Rule: e.Change.Rule, Because: append([]string{}, e.Change.Because...), Why: e.Change.Why,
	}
}
