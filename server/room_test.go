package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/server"
	"github.com/hearsay-news/hearsay/web"
)

// The packs of the examples.
const (
	ferry = "../examples/stories/varn-ferry/manifest.json"
	leak  = "../examples/stories/morrick-leak/manifest.json"
)

// served is a newsroom at an address.
type served struct {
	*newsroom.Newsroom
	root string // its address, without a slash
}

// serveRoom serves a newsroom that has read the inputs until the test ends, to one user.
func serveRoom(t *testing.T, inputs ...string) *served {
	t.Helper()
	room := roomtest.Open(t, inputs...)
	site, err := web.New(web.Options{Newsroom: room, Version: "1.0"})
	if err != nil {
		t.Fatal(err)
	}
	return &served{Newsroom: room, root: listen(t, site, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(account.With(r.Context(), account.User{Name: "desk", Role: account.Admin, Local: true})))
		})
	})}
}

// listen serves pages until the test ends, and gives their address.
func listen(t *testing.T, site *web.Site, admit func(http.Handler) http.Handler) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	s, err := server.Listen(ctx, server.Options{Address: "127.0.0.1:0", Faces: []interface{ Register(*http.ServeMux) }{site}, Admit: admit})
	if err != nil {
		stop()
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return strings.TrimSuffix(s.URL(), "/")
}
