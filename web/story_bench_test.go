package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/internal/roomtest"
)

// manyArticles writes a story of so many articles, each with a score of statements, and
// gives its manifest.
func manyArticles(tb testing.TB, n int) string {
	tb.Helper()
	type article map[string]string
	dir := tb.TempDir()
	var list []article
	for i := range n {
		var text strings.Builder
		fmt.Fprintf(&text, "Orvalt warship hit ferry Linnet Star in Varn Sound, report %d\n\n", i)
		for k := range 18 {
			speaker := [...]string{"the Marenth Coast Guard", "Orvalt navy spokesman Joren Vask", "Nadia Perrow, a survivor", "the Linnet Star Association", "Sound Line Ferries"}[(i+k)%5]
			switch k % 5 {
			case 0:
				fmt.Fprintf(&text, "At least %d people were killed when the ferry Linnet Star sank in Varn Sound, %s said on Wednesday.\n\n", 20+(i+k)%9, speaker)
			case 1:
				fmt.Fprintf(&text, "An Orvalt corvette rammed the ferry Linnet Star %d miles off Skell, %s said.\n\n", 2+k, speaker)
			case 2:
				fmt.Fprintf(&text, "%s denied that the corvette Hadrik had hit the ferry on berth %d.\n\n", strings.ToUpper(speaker[:1])+speaker[1:], i%40)
			case 3:
				fmt.Fprintf(&text, "“Her transponder was switched off and crew number %d knew of it,” %s said.\n\n", i*18+k, speaker)
			default:
				fmt.Fprintf(&text, "%s declined to comment on cargo hold %d of the Linnet Star.\n\n", strings.ToUpper(speaker[:1])+speaker[1:], k)
			}
		}
		file := fmt.Sprintf("%d.txt", i)
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text.String()), 0o600); err != nil {
			tb.Fatal(err)
		}
		day := fmt.Sprintf("2031-%02d-%02d", 3+i/28%9, 1+i%28)
		list = append(list, article{"id": file, "file": file, "url": fmt.Sprintf("https://outlet%d.example/%d", i%40, i), "publisher": fmt.Sprintf("Outlet %d", i%40),
			"title": fmt.Sprintf("Orvalt warship hit ferry Linnet Star in Varn Sound, report %d", i), "published": day, "retrieved": day + "T20:00:00Z"})
	}
	data, err := json.Marshal(map[string]any{"story": "many", "articles": list})
	if err != nil {
		tb.Fatal(err)
	}
	path := filepath.Join(dir, "manifest.json")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// BenchmarkStory makes the pages of a story of 200 documents and 3,000 statements.
func BenchmarkStory(b *testing.B) {
	room := roomtest.Open(b, manyArticles(b, 200))
	var story *claims.Story
	for s := range room.Live.View().Stories(live.Range{}, live.Place{}) {
		if story == nil || len(s.Reports) > len(story.Reports) {
			story = s
		}
	}
	said, most := 0, &story.Claims[0]
	for i := range story.Reports {
		said += len(story.Reports[i].Statements)
	}
	for i := range story.Claims {
		if c := &story.Claims[i]; len(c.Takes) > len(most.Takes) {
			most = c
		}
	}
	b.Logf("%d documents, %d statements, %d claims, %d positions on one", len(story.Reports), said, len(story.Claims), len(most.Takes))
	mux := muxOf(b, room)
	for _, page := range [...]struct{ name, path string }{
		{"story", "/story/" + story.ID}, {"story-then", "/story/" + story.ID + "?as-of=2031-06-01"}, {"documents", "/story/" + story.ID + "?part=documents&from=50"},
		{"claim", "/claim/" + most.ID}, {"claim-then", "/claim/" + most.ID + "?as-of=2031-06-01"}, {"today", "/"}, {"claims", "/claims"}, {"stories", "/stories"},
	} {
		b.Run(page.name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				r := request(http.MethodGet, page.path)
				r.Header.Set("Accept-Encoding", "gzip")
				w := httptest.NewRecorder()
				mux.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatalf("%s: %d", page.path, w.Code)
				}
				size = w.Body.Len()
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}
