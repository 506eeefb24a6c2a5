package web

import (
	"net/http"

	"github.com/hearsay-news/hearsay/account"
)

func (s *Site) searchRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /search", account.Viewer, s.search)
}

func (s *Site) search(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "search.html", "Search", nil)
	return nil
}
