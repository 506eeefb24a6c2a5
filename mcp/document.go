package mcp

import (
	"context"
	"fmt"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger"
)

type documentAsked struct {
	ID     string `json:"id" chars:"100" doc:"A document's ID (doc_…), as statements have it"`
	URL    string `json:"url" chars:"2000" doc:"Instead of the ID: where it was published; gives the version that stands"`
	From   int    `json:"text_from" least:"0" most:"100000000" initial:"0" doc:"Where the text begins that is wanted, in code points"`
	Length int    `json:"text_length" least:"0" most:"8000" initial:"0" doc:"How much of the text is wanted, in code points; 0 for none"`
	Limit  int    `json:"limit" least:"1" most:"50" initial:"20" doc:"How many statements at most"`
	Paging
}

// documentAnswer is a document with its statements.
type documentAnswer struct {
	Document   Document        `json:"document"`
	Story      string          `json:"story" doc:"The story that it is of, by its ID, empty for none"`
	Replaced   bool            `json:"replaced" doc:"A later version took its place"`
	Versions   []Version       `json:"versions" doc:"Where it took the place of another, or another its"`
	Points     int             `json:"length" doc:"Of the text, in code points"`
	Text       *Quote          `json:"text,omitempty" doc:"The part of the text that was asked for"`
	Count      int             `json:"statement_count" doc:"How many statements its last reading found"`
	Statements Page[Statement] `json:"statements" doc:"The cursor goes on with them"`
}

// Version is where one version of an article took the place of another.
type Version struct {
	Document string   `json:"document" doc:"ID of the later one"`
	Replaces string   `json:"replaces" doc:"ID of the earlier one"`
	Public   string   `json:"public" doc:"Since when, as far as is known"`
	Class    string   `json:"class" doc:"cosmetic or substantive"`
	Reasons  []string `json:"reasons"`
	Notice   string   `json:"notice,omitempty" doc:"The correction notice that appeared, quoted"`
}

// mostVersions is how many are told.
const mostVersions = 10

func (s *Server) documentTools() error {
	return add(s, tool{
		"get_document", "Get a document",
		"One article, by its ID or its URL: what is known of it, its versions, the statements in it, and on request a part of its text.",
	}, s.document)
}

func (s *Server) document(ctx context.Context, in *documentAsked) (*documentAnswer, error) {
	f, err := s.found(ctx, in)
	if err != nil {
		return nil, err
	}
	after, err := in.after("document")
	if err != nil {
		return nil, err
	}
	a := &documentAnswer{Document: newDocument(f.ID, f.Title, f.Publisher, f.URL, f.Published), Replaced: f.Old, Count: int(f.Statements), Versions: []Version{}}
	if st := s.Newsroom.Live.View().StoryOf(f.ID); st != nil {
		a.Story = st.ID
	}
	if err := s.text(ctx, in, a); err != nil {
		return nil, err
	}
	all, err := s.Newsroom.Ledger.Versions(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	for _, v := range all[:min(len(all), mostVersions)] {
		a.Versions = append(a.Versions, Version{v.Document, v.Replaces, v.Public, v.Class, append([]string{}, v.Reasons...), clipped(v.Notice, mostQuote)})
	}
	a.Statements, err = s.statements(ctx, "document", ledger.StatementQuery{Document: f.ID, Versions: true, Limit: in.Limit, After: after})
	return a, err
}

// found finds the document.
func (s *Server) found(ctx context.Context, in *documentAsked) (*ledger.FoundDocument, error) {
	if (in.ID == "") == (in.URL == "") {
		return nil, wrong("id, as statements name their documents, or url", "one of id and url says which document")
	}
	page, err := s.Newsroom.Ledger.FindDocuments(ctx, ledger.DocumentQuery{ID: in.ID, URL: in.URL, All: in.ID != "", Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(page.Documents) == 0 {
		if in.URL != "" {
			return nil, wrong("who_said_what with its publisher and day, or list_stories with words of its title", "no document of the ledger is from %s", quoted(shown(in.URL)))
		}
		return nil, noSuch("document", in.ID)
	}
	return &page.Documents[0], nil
}

// text fills in the text that is wanted.
func (s *Server) text(ctx context.Context, in *documentAsked, a *documentAnswer) error {
	entry, err := s.Newsroom.Ledger.Entry(ctx, ledger.KindDocument, a.Document.ID)
	if err != nil {
		return err
	}
	_, doc, err := ledger.ReadDocument(&entry)
	if err != nil {
		return err
	}
	a.Points = points(doc.Text)
	if in.Length == 0 {
		return nil
	}
	if in.From >= a.Points {
		return wrong("a text_from before that", "text_from is %d; the text has %d code points", in.From, a.Points)
	}
	rest := hearsay.Span{Start: at(doc.Text, in.From), End: len(doc.Text)}
	part, whole := clip(doc.Text[rest.Start:], in.Length)
	a.Text = &Quote{Text: part, Start: in.From, End: in.From + points(part), Cut: !whole}
	return nil
}

// at is where a code point of a text begins, in bytes.
func at(text string, point int) int {
	for i := range text {
		if point == 0 {
			return i
		}
		point--
	}
	return len(text)
}

func (a *documentAnswer) brief(b *brief) {
	b.line("%s: %s, %s, %d code points.", a.Document.String(), quoted(a.Document.Title), number(a.Count, "statement"), a.Points)
	if a.Story != "" {
		b.line("Of the story %s.", a.Story)
	}
	if a.Replaced {
		b.line("A later version took its place.")
	}
	for _, v := range a.Versions {
		notice := ""
		if v.Notice != "" {
			notice = ": " + quoted(v.Notice)
		}
		b.line("- %s replaced %s, %s%s", v.Document, v.Replaces, v.Class, notice)
	}
	if a.Text != nil {
		cut := "the end of it"
		if a.Text.Cut {
			cut = fmt.Sprintf("go on with text_from %d", a.Text.End)
		}
		b.line("Text %d–%d (%s): %s", a.Text.Start, a.Text.End, cut, quoted(a.Text.Text))
	}
	for i := range a.Statements.Items {
		a.Statements.Items[i].line(b)
	}
	b.more("statements", a.Statements.More, a.Statements.Cursor)
}
