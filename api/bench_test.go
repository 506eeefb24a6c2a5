package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/api"
)

// Each list, a page of 50 of the examples' stories.
func BenchmarkLists(b *testing.B) {
	d := open(b, ferry, leak)
	story, document := d.first("/stories"), d.first("/documents")
	for _, path := range d.lists() {
		target, _, _ := strings.Cut(path, "?x")
		name := strings.NewReplacer("/", "_", story, "STORY", document, "DOCUMENT").Replace(target[1:])
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, api.Root+target, nil)
				w := httptest.NewRecorder()
				d.mux.ServeHTTP(w, r.WithContext(account.With(r.Context(), d.user)))
				if w.Code != http.StatusOK {
					b.Fatalf("%s: %d %s", target, w.Code, w.Body)
				}
			}
		})
	}
}
