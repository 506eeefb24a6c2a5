package web

import (
	"net/http"

	"github.com/hearsay-news/hearsay/account"
)

func (s *Site) claimRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /claims", account.Viewer, s.claim)
}

func (s *Site) claim(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "claim.html", "Claim", nil)
	return nil
}
