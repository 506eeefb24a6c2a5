package web

import (
	"net/http"
	"net/url"

	"github.com/hearsay-news/hearsay/ledger"
)

// documentsPage is a list of documents.
type documentsPage struct {
	Title, Publisher, From, To string
	All                        bool
	Fault                      string
	Documents                  []ledger.FoundDocument
	Next                       string
	First                      string // URL of the first page, "" on it
}

func (s *Site) documents(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	p := &documentsPage{Title: q.Get("title"), Publisher: q.Get("publisher"), From: q.Get("from"), To: q.Get("to"), All: q.Get("all") != ""}
	found, err := s.Newsroom.Ledger.FindDocuments(r.Context(), ledger.DocumentQuery{
		Title: p.Title, Publisher: p.Publisher, Published: ledger.Period{From: p.From, To: p.To}, All: p.All, After: q.Get("after"),
	})
	code := http.StatusOK
	switch {
	case isQuery(err):
		code, p.Fault = http.StatusBadRequest, err.Error()
	case err != nil:
		return err
	default:
		p.Documents = found.Documents
		p.Next = further(r.URL, found.Next)
	}
	if q.Get("after") != "" {
		p.First = further(r.URL, "-")
	}
	s.show(w, r, code, "documents.html", "Documents", p)
	return nil
}

// further is the URL of a list behind a cursor, "" for none; "-" leads back to its
// beginning.
func further(u *url.URL, cursor string) string {
	if cursor == "" {
		return ""
	}
	q := u.Query()
	for name, values := range q {
		if len(values) == 0 || values[0] == "" {
			q.Del(name) // a form sends fields that nobody filled in
		}
	}
	q.Set("after", cursor)
	if cursor == "-" {
		q.Del("after")
	}
	if len(q) == 0 {
		return u.Path
	}
	return u.Path + "?" + q.Encode()
}
