package mcp

import (
	"context"
	"errors"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/record"
)

type extractAsked struct {
	Text  string `json:"text" need:"1" chars:"50000" doc:"The article, in English, its paragraphs with an empty line between them"`
	Limit int    `json:"limit" least:"1" most:"50" initial:"20" doc:"How many statements at most"`
	Paging
}

// extractAnswer is what was found in a text.
type extractAnswer struct {
	Count int    `json:"statement_count" doc:"How many statements the text has"`
	Model string `json:"model" doc:"That read it"`
	Read  *Quote `json:"read,omitempty" doc:"Where the text was a page and cleaned: the beginning of what was read, into which the offsets lead"`
	Page[Statement]
}

func (a *extractAnswer) brief(b *brief) {
	b.line("%s, read by the model %s; nothing was recorded, and no ledger has their IDs.", number(a.Count, "statement"), a.Model)
	if a.Read != nil {
		b.line("The text was a page and was cleaned; offsets are into what was read: %s", a.Read.String())
	}
	for i := range a.Items {
		a.Items[i].line(b)
	}
	b.more("statements", a.More, a.Cursor)
}

func (s *Server) extractTools() error {
	if s.Read == nil {
		return nil
	}
	return add(s, tool{
		"extract_statements", "Extract statements",
		"Reads a text and gives the statements in it: who said what, at which characters of the text. Nothing is recorded: the text is forgotten when it is answered. For more than a page, call again with the same text.",
	}, s.extract)
}

func (s *Server) extract(ctx context.Context, in *extractAsked) (*extractAnswer, error) {
	at, err := in.place("extract")
	if err != nil {
		return nil, err
	}
	select {
	case s.reads <- struct{}{}:
		defer func() { <-s.reads }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	got, err := s.Read(ctx, in.Text)
	if err != nil {
		return nil, unreadable(err)
	}
	if at.ID != "" && at.ID != got.Doc.ID {
		return nil, wrong("the same text again, or no cursor", "cursor: it is of another text")
	}
	a := &extractAnswer{Count: len(got.Statements), Model: strings.TrimSpace(got.Model + " " + got.Version)}
	if got.Doc.Text != in.Text {
		read := quoteOf(got.Doc.Text, 0, points(got.Doc.Text))
		a.Read = &read
	}
	a.Page, err = read(got, at.N, in.Limit)
	return a, err
}

// read gives a page of what was found.
func read(got *Reading, from, limit int) (Page[Statement], error) {
	var w record.Statements
	w.Begin(got.Doc, got.Statements, record.Extractor{Model: got.Model, Version: got.Version})
	order := make([]int, len(got.Statements))
	for i := range order {
		order[i] = i
	}
	var fault error
	page, err := collect(bound{"extract", limit, mostAnswer}, counted(order, "", got.Doc.ID, from), func(i *int) (Statement, bool) {
		st, err := statementOf(w.Append(nil, *i))
		fault = errors.Join(fault, err)
		return st, true
	})
	return page, errors.Join(fault, err)
}

// unreadable says why a text cannot be read.
func unreadable(err error) error {
	switch {
	case errors.Is(err, hearsay.ErrLanguage):
		return wrong("an English text", "text: it is %s", shown(err.Error()))
	case errors.Is(err, hearsay.ErrEmpty), errors.Is(err, hearsay.ErrArticle), errors.Is(err, hearsay.ErrBinary), errors.Is(err, hearsay.ErrEncoding), errors.Is(err, hearsay.ErrTooLarge):
		return wrong("the article's plain text", "text: %s", shown(err.Error()))
	}
	return err
}
