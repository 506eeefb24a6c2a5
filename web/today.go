package web

import (
	"net/http"

	"github.com/hearsay-news/hearsay/account"
)

func (s *Site) todayRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /{$}", account.Viewer, s.today)
}

func (s *Site) today(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "today.html", "Today", nil)
	return nil
}
