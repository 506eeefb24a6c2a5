package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ledger"
)

// StatementFilter are the parameters that statements are asked for by.
type StatementFilter struct {
	Speaker      string `query:"speaker" maxLength:"500" doc:"Part of the speaker's name"`
	Party        string `query:"party" maxLength:"500" doc:"Party that the speaker speaks for"`
	Act          string `query:"act" maxLength:"50" doc:"What the speaker did by saying it: state, confirm, deny, …"`
	Certainty    string `query:"certainty" enum:"certain,probable,possible,unspecified" doc:"The speaker's own commitment"`
	Publisher    string `query:"publisher" maxLength:"500" doc:"Outlet, by its whole name"`
	Document     string `query:"document" maxLength:"100" doc:"Document, by its ID"`
	ReadBy       string `query:"read_by" maxLength:"100" doc:"Model that read it"`
	Since        string `query:"since" maxLength:"40" doc:"Published on this day, month or year or later"`
	Until        string `query:"until" maxLength:"40" doc:"Published by then"`
	SaidSince    string `query:"said_since" maxLength:"40" doc:"Said then or later"`
	SaidUntil    string `query:"said_until" maxLength:"40" doc:"Said by then"`
	EventSince   string `query:"event_since" maxLength:"40" doc:"About something of then or later"`
	EventUntil   string `query:"event_until" maxLength:"40" doc:"About something of then or before"`
	AsOf         string `query:"as_of" maxLength:"40" doc:"As it was known on that day: published by then"`
	AsOfRecorded string `query:"as_of_recorded" maxLength:"40" doc:"As this ledger had it then"`
	AsOfSaid     string `query:"as_of_said" maxLength:"40" doc:"Said by then, leaving out what has no such date"`
	AsOfEvent    string `query:"as_of_event" maxLength:"40" doc:"About what had happened by then, leaving out what has no date"`
	Versions     bool   `query:"versions" doc:"Also what replaced versions of an article said"`
	All          bool   `query:"all" doc:"Also what was replaced by a later version or superseded by a later reading"`
}

// query makes the question that the parameters ask, of the ledger.
func (f *StatementFilter) query(of string, p *Paging) (q ledger.StatementQuery, err error) {
	if err := dates("since", f.Since, "until", f.Until, "said_since", f.SaidSince, "said_until", f.SaidUntil, "event_since", f.EventSince, "event_until", f.EventUntil,
		"as_of", f.AsOf, "as_of_recorded", f.AsOfRecorded, "as_of_said", f.AsOfSaid, "as_of_event", f.AsOfEvent); err != nil {
		return q, err
	}
	if _, ok := hearsay.ParseAct(f.Act); f.Act != "" && !ok {
		return q, bad("query.act", "there is no such act")
	}
	if f.Speaker != "" && ledger.Words(f.Speaker) == "" {
		return q, bad("query.speaker", "there is no word in it")
	}
	after, err := p.after(of)
	return ledger.StatementQuery{
		Speaker: f.Speaker, Party: f.Party, Act: f.Act, Certainty: f.Certainty, Publisher: f.Publisher, Document: f.Document, Model: f.ReadBy,
		Published: ledger.Period{From: f.Since, To: f.Until},
		Said:      ledger.Period{From: f.SaidSince, To: f.SaidUntil},
		Event:     ledger.Period{From: f.EventSince, To: f.EventUntil},
		AsOf:      ledger.AsOf{Event: f.AsOfEvent, Said: f.AsOfSaid, Published: f.AsOf, Recorded: f.AsOfRecorded},
		All:       f.All, Versions: f.Versions, Limit: p.Limit, After: after,
	}, err
}

type statementsAsked struct {
	StatementFilter
	Paging
}

type searchAsked struct {
	Q string `query:"q" required:"true" minLength:"1" maxLength:"2000" doc:"Words that must all be there, \"…\" for a phrase, a star at the end for the beginning of a word, a minus before what must not be there"`
	StatementFilter
	Paging
}

// ByID is the parameter of what is asked for by its ID.
type ByID struct {
	ID string `path:"id" maxLength:"100" doc:"ID"`
}

func (a *API) statementOperations() {
	add(a, operation{
		id: "list-statements", tag: "statements", method: http.MethodGet, path: "/statements", least: account.Viewer,
		summary: "Statements", text: "Who said what, the last published first.",
	}, func(ctx context.Context, in *statementsAsked) (*out[list[statementRecord]], error) {
		q, err := in.query("statements", &in.Paging)
		if err != nil {
			return nil, err
		}
		return a.statements(ctx, "statements", q)
	})
	add(a, operation{
		id: "get-statement", tag: "statements", method: http.MethodGet, path: "/statements/{id}", least: account.Viewer,
		summary: "A statement", text: "One statement, also one that was replaced or superseded.",
	}, func(ctx context.Context, in *ByID) (*out[statementRecord], error) {
		page, err := a.Newsroom.Ledger.FindStatements(ctx, ledger.StatementQuery{ID: in.ID, All: true, Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(page.Statements) == 0 {
			return nil, missing("statement")
		}
		return &out[statementRecord]{statementRecord{page.Statements[0].JSON()}}, nil
	})
	add(a, operation{
		id: "search", tag: "statements", method: http.MethodGet, path: "/search", least: account.Viewer,
		summary: "Search", text: "Finds words in what was said and in speakers' names, the last recorded first; each statement has a snippet, in which « » mark what was found.",
	}, func(ctx context.Context, in *searchAsked) (*out[list[statementRecord]], error) {
		if _, err := ledger.ParseSearch(in.Q); err != nil {
			return nil, bad("query.q", "%s", err)
		}
		q, err := in.query("search", &in.Paging)
		if err != nil {
			return nil, err
		}
		q.Text = in.Q
		return a.statements(ctx, "search", q)
	})
}

// statements gives a page of statements.
func (a *API) statements(ctx context.Context, of string, q ledger.StatementQuery) (*out[list[statementRecord]], error) {
	found, err := a.Newsroom.Ledger.FindStatements(ctx, q)
	if err != nil {
		return nil, err
	}
	page := newList[statementRecord]()
	page.Items = slices.Grow(page.Items, len(found.Statements))
	for i := range found.Statements {
		page.Items = append(page.Items, statementRecord{found.Statements[i].JSON()})
	}
	page.more(behind(of, found.Next))
	return &out[list[statementRecord]]{page}, nil
}

// plainName refuses what no name is: marks that end a line or a text.
func plainName(where, s string) error {
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' }) {
		return bad(where, "it has characters that no name has")
	}
	return nil
}
