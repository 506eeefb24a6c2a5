package web

import (
	"net/http"

	"github.com/hearsay-news/hearsay/account"
)

func (s *Site) ledgerRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /ledger", account.Viewer, s.ledger)
}

func (s *Site) ledger(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "ledger.html", "Ledger", nil)
	return nil
}
