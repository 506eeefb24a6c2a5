package web

import (
	"net/http"

	"github.com/hearsay-news/hearsay/account"
)

func (s *Site) reviewRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /review", account.Viewer, s.review)
}

func (s *Site) review(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "review.html", "Review", nil)
	return nil
}
