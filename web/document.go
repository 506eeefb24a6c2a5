package web

import (
	"net/http"

	"github.com/hearsay-news/hearsay/account"
)

func (s *Site) documentRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /documents", account.Viewer, s.document)
}

func (s *Site) document(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "document.html", "Document", nil)
	return nil
}
