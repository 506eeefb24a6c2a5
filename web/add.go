package web

import (
	"net/http"

	"github.com/hearsay-news/hearsay/account"
)

func (s *Site) addRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /add", account.Viewer, s.add)
}

func (s *Site) add(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "add.html", "Add", nil)
	return nil
}
