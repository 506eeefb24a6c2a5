package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"github.com/hearsay-news/hearsay/ledger"
)

// statement goes to the document that a statement is of: where only an earlier reading of
// it has the statement, to the list of those.
func (s *Site) statement(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	v := s.Newsroom.Live.View()
	document, now := "", true
	if _, report, _, ok := v.Statement(id); ok {
		document = report.Doc.ID
	} else {
		found, err := s.Newsroom.Ledger.FindStatements(r.Context(), ledger.StatementQuery{ID: id, All: true, Limit: 10})
		if err != nil {
			return err
		}
		if len(found.Statements) == 0 {
			return &notFound{"statement"}
		}
		now = false
		for i := range found.Statements {
			f := &found.Statements[i]
			var rec struct{ Document struct{ ID string } }
			if err := json.Unmarshal(f.Record, &rec); err != nil {
				return err
			}
			if document == "" || f.Until == 0 {
				document, now = rec.Document.ID, now || f.Until == 0
			}
		}
	}
	d, err := s.readDocument(r.Context(), v, document)
	if err != nil {
		return err
	}
	to := "/document/" + url.PathEscape(document) + "?earlier=1#st-" + url.PathEscape(id)
	if now {
		parts := d.sheets()
		for i := range d.statements {
			if st := &d.statements[i]; st.ID == id && len(st.Content) > 0 {
				to = documentURL(document, sheetOf(parts, st.Content[0].Start), id)
			}
		}
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// isQuery reports whether an error is of what a user asked.
func isQuery(err error) bool { return errors.Is(err, ledger.ErrQuery) }
