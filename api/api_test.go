package api_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/api"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/internal/roomtest"
)

const ferry, leak = "../examples/stories/varn-ferry/manifest.json", "../examples/stories/morrick-leak/manifest.json"

// desk is an API that tests ask.
type desk struct {
	t    testing.TB
	api  *api.API
	mux  *http.ServeMux
	room *newsroom.Newsroom
	user account.User
	doc  *document // what requests and answers are held against, nil for none
}

func open(t testing.TB, inputs ...string) *desk {
	t.Helper()
	return serve(t, api.Options{Newsroom: roomtest.Open(t, inputs...), Version: "test"})
}

func serve(t testing.TB, o api.Options) *desk {
	t.Helper()
	a, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	d := &desk{t: t, api: a, mux: http.NewServeMux(), room: o.Newsroom, user: account.User{Name: "ada", Role: account.Admin}}
	d.mux.HandleFunc("GET /", http.NotFound) // as the pages have it
	a.Register(d.mux)
	return d
}

// as gives the same API as another user has it.
func (d *desk) as(name string, role account.Role) *desk {
	other := *d
	other.user = account.User{Name: name, Role: role}
	return &other
}

// answer is what came of a request.
type answer struct {
	code int
	head http.Header
	body []byte
}

// do makes a request. Headers come as names and values by turns.
func (d *desk) do(method, target, body string, headers ...string) answer {
	d.t.Helper()
	var in io.Reader
	if body != "" {
		in = strings.NewReader(body)
	}
	r := httptest.NewRequest(method, target, in)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	r = r.WithContext(account.With(r.Context(), d.user))
	w := httptest.NewRecorder()
	if strings.HasSuffix(r.URL.Path, "/events") {
		d.stream(w, r)
	} else {
		d.mux.ServeHTTP(w, r)
	}
	got := answer{w.Code, w.Header(), w.Body.Bytes()}
	if d.doc != nil {
		d.doc.hold(d.t, r, body, got)
	}
	return got
}

// get makes a GET under the API's root that must succeed, and reads the answer.
func (d *desk) get(into any, path string) answer {
	d.t.Helper()
	got := d.do("GET", api.Root+path, "")
	got.want(d.t, http.StatusOK)
	got.read(d.t, into)
	return got
}

func (a answer) want(t testing.TB, code int) {
	t.Helper()
	if a.code != code {
		t.Fatalf("status %d, want %d\n%s", a.code, code, a.body[:min(len(a.body), 600)])
	}
}

func (a answer) read(t testing.TB, into any) {
	t.Helper()
	if into == nil {
		return
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		t.Fatalf("%v\n%s", err, a.body[:min(len(a.body), 600)])
	}
}

// problem reads an error answer, and sees that it is a problem that names a part of the
// request.
func (a answer) problem(t testing.TB, code int, names string) {
	t.Helper()
	a.want(t, code)
	var p struct {
		Title, Detail string
		Status        int
	}
	a.read(t, &p)
	if a.head.Get("Content-Type") != "application/problem+json" || p.Status != code || p.Title != http.StatusText(code) || !strings.Contains(p.Detail, names) {
		t.Errorf("%s %d: not a problem about %q: %s", a.head.Get("Content-Type"), code, names, a.body)
	}
}

type item struct {
	ID, Name, Claim, From string
	Standing              bool
}

type page struct {
	Items []item
	Next  *string
}

// first gives the ID of the first item of a list.
func (d *desk) first(path string) string {
	d.t.Helper()
	var p page
	d.get(&p, path)
	if len(p.Items) == 0 {
		d.t.Fatalf("%s: there is none", path)
	}
	return p.Items[0].ID
}
