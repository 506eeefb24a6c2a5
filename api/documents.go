package api

import (
	"context"
	"net/http"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ledger"
)

type documentsAsked struct {
	URL          string `query:"url" maxLength:"2000" doc:"Where it was published"`
	Publisher    string `query:"publisher" maxLength:"500" doc:"Outlet, by its whole name"`
	Title        string `query:"title" maxLength:"500" doc:"Part of the title"`
	Since        string `query:"since" maxLength:"40" doc:"Published on this day, month or year or later"`
	Until        string `query:"until" maxLength:"40" doc:"Published by then"`
	AsOf         string `query:"as_of" maxLength:"40" doc:"As it was known on that day: published by then"`
	AsOfRecorded string `query:"as_of_recorded" maxLength:"40" doc:"As this ledger had it then"`
	All          bool   `query:"all" doc:"Also versions that a later one replaced"`
	Paging
}

// documentAnswer is a document with its text.
type documentAnswer struct {
	ledger.FoundDocument
	Story  string         `json:"story,omitempty" doc:"The story that it is of, by its ID"`
	Record storedDocument `json:"record" doc:"The document with its text, as the log has it"`
}

type pageOf struct {
	ByID
	Paging
}

type statementsOf struct {
	ByID
	All bool `query:"all" doc:"Also statements that a later reading superseded"`
	Paging
}

func (a *API) documentOperations() {
	add(a, operation{
		id: "list-documents", tag: "documents", method: http.MethodGet, path: "/documents", least: account.Viewer,
		summary: "Documents", text: "Articles without their text, the last published first.",
	}, a.documents)
	add(a, operation{
		id: "get-document", tag: "documents", method: http.MethodGet, path: "/documents/{id}", least: account.Viewer,
		summary: "A document", text: "One article with its text.",
	}, a.document)
	add(a, operation{
		id: "list-document-statements", tag: "documents", method: http.MethodGet, path: "/documents/{id}/statements", least: account.Viewer,
		summary: "A document's statements", text: "What is said in one article, by its last reading.",
	}, func(ctx context.Context, in *statementsOf) (*out[list[statementRecord]], error) {
		if _, err := a.found(ctx, in.ID); err != nil {
			return nil, err
		}
		after, err := in.after("document-statements")
		if err != nil {
			return nil, err
		}
		return a.statements(ctx, "document-statements", ledger.StatementQuery{Document: in.ID, All: in.All, Versions: true, Limit: in.Limit, After: after})
	})
	add(a, operation{
		id: "list-document-versions", tag: "documents", method: http.MethodGet, path: "/documents/{id}/versions", least: account.Viewer,
		summary: "A document's versions", text: "Where an article took the place of another under its URL, or another took its place, and what changed.",
	}, func(ctx context.Context, in *pageOf) (*out[list[ledger.VersionRecord]], error) {
		if _, err := a.found(ctx, in.ID); err != nil {
			return nil, err
		}
		all, err := a.Newsroom.Ledger.Versions(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		page, err := slice("versions", &in.Paging, all)
		return &out[list[ledger.VersionRecord]]{page}, err
	})
	add(a, operation{
		id: "list-document-copies", tag: "documents", method: http.MethodGet, path: "/documents/{id}/copies", least: account.Viewer,
		summary: "A document's copies", text: "Articles of other URLs that share its text.",
	}, func(ctx context.Context, in *pageOf) (*out[list[ledger.CopyRecord]], error) {
		if _, err := a.found(ctx, in.ID); err != nil {
			return nil, err
		}
		all, err := a.Newsroom.Ledger.Copies(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		page, err := slice("copies", &in.Paging, all)
		return &out[list[ledger.CopyRecord]]{page}, err
	})
}

func (a *API) documents(ctx context.Context, in *documentsAsked) (*out[list[ledger.FoundDocument]], error) {
	if err := dates("since", in.Since, "until", in.Until, "as_of", in.AsOf, "as_of_recorded", in.AsOfRecorded); err != nil {
		return nil, err
	}
	if in.Title != "" && ledger.Words(in.Title) == "" {
		return nil, bad("query.title", "there is no word in it")
	}
	after, err := in.after("documents")
	if err != nil {
		return nil, err
	}
	found, err := a.Newsroom.Ledger.FindDocuments(ctx, ledger.DocumentQuery{
		URL: in.URL, Publisher: in.Publisher, Title: in.Title, Published: ledger.Period{From: in.Since, To: in.Until},
		AsOf: ledger.AsOf{Published: in.AsOf, Recorded: in.AsOfRecorded}, All: in.All, Limit: in.Limit, After: after,
	})
	if err != nil {
		return nil, err
	}
	page := newList[ledger.FoundDocument]()
	page.Items = append(page.Items, found.Documents...)
	page.more(behind("documents", found.Next))
	return &out[list[ledger.FoundDocument]]{page}, nil
}

func (a *API) document(ctx context.Context, in *ByID) (*out[documentAnswer], error) {
	found, err := a.found(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	entry, err := a.Newsroom.Ledger.Entry(ctx, ledger.KindDocument, in.ID)
	if err != nil {
		return nil, err
	}
	_, rec, err := ledger.ReadLeaf(entry.Data)
	if err != nil {
		return nil, err
	}
	answer := documentAnswer{FoundDocument: *found, Record: storedDocument{rec}}
	if s := a.Newsroom.Live.View().StoryOf(in.ID); s != nil {
		answer.Story = s.ID
	}
	return &out[documentAnswer]{answer}, nil
}

// found gives the document of an ID.
func (a *API) found(ctx context.Context, id string) (*ledger.FoundDocument, error) {
	page, err := a.Newsroom.Ledger.FindDocuments(ctx, ledger.DocumentQuery{ID: id, All: true, Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(page.Documents) == 0 {
		return nil, missing("document")
	}
	return &page.Documents[0], nil
}
