package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/api"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/internal/roomtest"
)

// What is fetched is of the web, never a file; what makes no sense is refused.
func TestBadIngest(t *testing.T) {
	fetched := []string{}
	d := serve(t, api.Options{Newsroom: roomtest.Open(t), Version: "test", Fetch: func(url string) source.Items {
		fetched = append(fetched, url)
		return func(yield func(*source.Item, error) bool) {
			yield(&source.Item{Name: url, URL: url, Data: []byte("The mayor said on Monday that it was so."), Type: "text/plain"}, nil)
		}
	}})
	for body, names := range map[string]string{
		`{}`: "neither", `{"url":"/etc/passwd"}`: "body.url", `{"url":"file:///etc/passwd"}`: "body.url", `{"url":"-"}`: "body.url", `{"url":"http://"}`: "body.url",
		`{"url":"https://a.example/\n"}`: "body.url", `{"url":"https://a.example","title":"x"}`: "body.text", `{"text":"x","published":"soon"}`: "body.published",
		`{"text":"x","type":"image/png"}`: "body.type", `{"text":"x","name":"a\u0000b"}`: "body.name", `{"file":"/etc/passwd"}`: "body.file", `{"text":1}`: "body.text",
		`{"text":"x","byline":"me"}`: "body.byline",
	} {
		d.do("POST", api.Root+"/ingest", body).problem(t, http.StatusBadRequest, names)
	}
	if len(fetched) > 0 {
		t.Errorf("fetched %q", fetched)
	}
	got := d.do("POST", api.Root+"/ingest", `{"url":"https://a.example/x"}`)
	got.want(t, http.StatusAccepted)
	if len(fetched) != 1 {
		t.Errorf("fetched %q", fetched)
	}
	d.do("POST", api.Root+"/ingest", `{"text":"`+strings.Repeat("x", 64<<20)+`"}`).problem(t, http.StatusRequestEntityTooLarge, "bytes")
}

// Where nothing can be added or fetched, that is said.
func TestNothingToAdd(t *testing.T) {
	room := roomtest.Open(t)
	d := serve(t, api.Options{Newsroom: room})
	d.do("POST", api.Root+"/ingest", `{"url":"https://a.example/x"}`).problem(t, http.StatusServiceUnavailable, "fetched")
	d = serve(t, api.Options{Newsroom: &newsroom.Newsroom{Ledger: room.Ledger, Live: room.Live}})
	d.do("POST", api.Root+"/ingest", `{"text":"x"}`).problem(t, http.StatusServiceUnavailable, "added")
	d.get(nil, "/ingest")
	d.do("GET", api.Root+"/ingest/x", "").problem(t, http.StatusNotFound, "addition")
}
