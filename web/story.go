package web

import (
	"net/http"

	"github.com/hearsay-news/hearsay/account"
)

func (s *Site) storyRoutes(mux *http.ServeMux) {
	s.page(mux, "GET /stories", account.Viewer, s.story)
}

func (s *Site) story(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "story.html", "Story", nil)
	return nil
}
