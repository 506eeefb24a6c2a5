package mcp

import (
	"context"

	"github.com/hearsay-news/hearsay/ledger"
)

// filter are the arguments that statements are asked for by.
type filter struct {
	Speaker   string `json:"speaker" chars:"300" doc:"Part of the speaker's name: ministry, Harbour Master"`
	Party     string `json:"party" chars:"300" doc:"Party that the speaker speaks for, by its whole name: a country, an organization"`
	Act       string `json:"act" enum:"state,confirm,deny,decline,estimate,accuse,condemn,support,demand,warn,threaten,promise,reject,order,announce,retract,ask" doc:"What the speaker did by saying it"`
	Publisher string `json:"publisher" chars:"300" doc:"Outlet, by its whole name"`
	Since     string `json:"since" date:"1" doc:"Published on this day, month or year or later"`
	Until     string `json:"until" date:"1" doc:"Published by then"`
	SaidSince string `json:"said_since" date:"1" doc:"Said then or later"`
	SaidUntil string `json:"said_until" date:"1" doc:"Said by then"`
	AsOf      string `json:"as_of" date:"1" doc:"As it was known on that day: published by then"`
	Versions  bool   `json:"versions" doc:"Also what versions of an article said that were replaced later"`
	Limit     int    `json:"limit" least:"1" most:"50" initial:"10" doc:"How many statements at most"`
	Paging
}

type saidAsked struct {
	About string `json:"about" chars:"500" doc:"What it is about: words that must all be there; \"…\" for a phrase, a star at the end for the beginning of a word, a minus before what must not be there"`
	filter
}

type searchAsked struct {
	Query string `json:"query" need:"1" chars:"500" doc:"Words that must all be there; \"…\" for a phrase, a star at the end for the beginning of a word (deni*), a minus before what must not be there"`
	filter
}

// statementsAnswer is a page of statements.
type statementsAnswer struct {
	Page[Statement]
	Hint string `json:"hint,omitempty" doc:"Where nothing was found: what to try"`
}

func (a *statementsAnswer) brief(b *brief) {
	b.line("%s.", number(len(a.Items), "statement"))
	for i := range a.Items {
		a.Items[i].line(b)
	}
	if a.Hint != "" {
		b.line("%s", a.Hint)
	}
	b.more("statements", a.More, a.Cursor)
}

func (s *Server) statementTools() error {
	err := add(s, tool{
		"who_said_what", "Who said what",
		"Statements about a topic, of a speaker, a party or an outlet, within dates; the last published first, of a topic the last recorded. Every argument is optional and all must fit. For what became of it, see list_claims.",
	}, func(ctx context.Context, in *saidAsked) (*statementsAnswer, error) {
		return s.said(ctx, "said", in.About, "about", &in.filter)
	})
	if err != nil {
		return err
	}
	return add(s, tool{
		"search_statements", "Search statements",
		"Finds words in what was said and in speakers' names; the last recorded first. Each statement comes with the words around what was found.",
	}, func(ctx context.Context, in *searchAsked) (*statementsAnswer, error) {
		return s.said(ctx, "search", in.Query, "query", &in.filter)
	})
}

// said finds statements.
func (s *Server) said(ctx context.Context, of, text, name string, f *filter) (*statementsAnswer, error) {
	if text != "" {
		if _, err := ledger.ParseSearch(text); err != nil {
			return nil, wrong(`plain words: ferry collision; or a phrase: "night ferry" -cargo`, "%s: %s", name, shown(err.Error()))
		}
		if of == "said" {
			of = "about" // in the order of a search
		}
	}
	if f.Speaker != "" && ledger.Words(f.Speaker) == "" {
		return nil, wrong("a part of a name, as articles write it", "speaker: there is no word in it")
	}
	after, err := f.after(of)
	if err != nil {
		return nil, err
	}
	page, err := s.statements(ctx, of, ledger.StatementQuery{
		Text: text, Speaker: f.Speaker, Party: f.Party, Act: f.Act, Publisher: f.Publisher,
		Published: ledger.Period{From: f.Since, To: f.Until}, Said: ledger.Period{From: f.SaidSince, To: f.SaidUntil},
		AsOf: ledger.AsOf{Published: f.AsOf}, Versions: f.Versions, Limit: f.Limit, After: after,
	})
	if err != nil {
		return nil, err
	}
	a := &statementsAnswer{Page: page}
	if len(page.Items) == 0 {
		a.Hint = "Nothing was found. Try: fewer words or the beginnings of words (collid*), a part of the speaker's name, wider dates; list_stories shows what there is."
	}
	return a, nil
}

// statements gives a page of the ledger's statements. Where they are too much for one answer
// it asks again for fewer, so that the cursor is the right one.
func (s *Server) statements(ctx context.Context, of string, q ledger.StatementQuery) (Page[Statement], error) {
	page := newPage[Statement]()
	found, err := s.Newsroom.Ledger.FindStatements(ctx, q)
	if err != nil {
		return page, err
	}
	size := 0
	for i := range found.Statements {
		st, err := foundStatement(&found.Statements[i])
		if err != nil {
			return page, err
		}
		n, err := sizeOf(&st)
		if err != nil {
			return page, err
		}
		if size += n; size > mostAnswer && i > 0 {
			q.Limit = i
			return s.statements(ctx, of, q)
		}
		page.Items = append(page.Items, st)
	}
	page.goOn(behind(of, found.Next))
	return page, nil
}
