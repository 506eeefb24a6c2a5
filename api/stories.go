package api

import (
	"context"
	"net/http"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// StoryRecord is a story without what is in it.
type StoryRecord struct {
	ID         string         `json:"id" doc:"Content address of its first document"`
	Title      string         `json:"title" doc:"Of its first document"`
	From       string         `json:"from" doc:"Day of publication of the first document"`
	To         string         `json:"to" doc:"Of the last"`
	Documents  int            `json:"documents" doc:"How many there are"`
	Statements int            `json:"statements"`
	Claims     int            `json:"claims"`
	Statuses   map[string]int `json:"statuses" doc:"How many claims have each status"`
}

// storyAnswer is a story with what is in it.
type storyAnswer struct {
	StoryRecord
	DocumentIDs []string          `json:"document_ids" nullable:"false" doc:"The first published first"`
	ClaimList   list[claimRecord] `json:"claim_list" doc:"A page of its claims, in its order"`
}

// Days are the parameters of lists that are limited to some days.
type Days struct {
	Since string `query:"since" maxLength:"40" doc:"On this day, month or year or later"`
	Until string `query:"until" maxLength:"40" doc:"By then"`
}

func (d *Days) days() (live.Range, error) {
	return live.Range{From: d.Since, To: d.Until}, dates("since", d.Since, "until", d.Until)
}

type storiesAsked struct {
	Days
	Paging
}

type storyAsked struct {
	ByID
	Paging
}

func (a *API) storyOperations() {
	add(a, operation{
		id: "list-stories", tag: "stories", method: http.MethodGet, path: "/stories", least: account.Viewer,
		summary: "Stories", text: "Documents about one contested event, the story with the latest first. since and until are about the last document.",
	}, func(_ context.Context, in *storiesAsked) (*out[list[StoryRecord]], error) {
		days, err := in.days()
		if err != nil {
			return nil, err
		}
		at, err := in.place("stories")
		if err != nil {
			return nil, err
		}
		return &out[list[StoryRecord]]{collect("stories", in.Limit, a.Newsroom.Live.View().Stories(days, at), recordOfStory)}, nil
	})
	add(a, operation{
		id: "get-story", tag: "stories", method: http.MethodGet, path: "/stories/{id}", least: account.Viewer,
		summary: "A story", text: "One story, its documents, and its claims page by page.",
	}, func(_ context.Context, in *storyAsked) (*out[storyAnswer], error) {
		v := a.Newsroom.Live.View()
		s := v.Story(in.ID)
		if s == nil {
			return nil, missing("story")
		}
		page, err := claimsOf(v, live.Filter{Story: s.ID}, &in.Paging)
		if err != nil {
			return nil, err
		}
		answer := storyAnswer{StoryRecord: recordOfStory(s), DocumentIDs: []string{}, ClaimList: page}
		for i := range s.Reports {
			answer.DocumentIDs = append(answer.DocumentIDs, s.Reports[i].Doc.ID)
		}
		return &out[storyAnswer]{answer}, nil
	})
}

func recordOfStory(s *claims.Story) StoryRecord {
	r := StoryRecord{ID: s.ID, Title: s.Title, From: s.From, To: s.To, Documents: len(s.Reports), Claims: len(s.Claims), Statuses: make(map[string]int)}
	for i := range s.Reports {
		r.Statements += len(s.Reports[i].Statements)
	}
	for i := range s.Claims {
		if st := s.Claims[i].Status().String(); st != "" {
			r.Statuses[st]++
		}
	}
	return r
}
