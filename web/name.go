package web

import (
	"net/http"

	"github.com/hearsay-news/hearsay/account"
)

func (s *Site) nameRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /speakers", account.Viewer, s.name)
}

func (s *Site) name(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "name.html", "Speakers", nil)
	return nil
}
