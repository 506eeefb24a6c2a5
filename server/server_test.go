package server_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/server"
)

// face is a stub of the pages and the API: it says who asked.
type face struct{}

func (face) Register(mux *http.ServeMux) {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, account.From(r.Context()).Name) })
}

// serve serves until the test ends.
func serve(t *testing.T, o server.Options) *server.Server {
	t.Helper()
	o.Address, o.Faces = "127.0.0.1:0", []interface{ Register(*http.ServeMux) }{face{}}
	s, err := server.Listen(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s
}

// ask gives the status and the text of an answer.
func ask(t *testing.T, method, url, host string, headers ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(data)
}

func TestExposed(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", "[::]:0", ":0", "192.0.2.1:0", "hearsay.example.org:0"} {
		if _, err := server.Listen(t.Context(), server.Options{Address: address}); !errors.Is(err, server.ErrExposed) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestTeamServer(t *testing.T) {
	a, err := account.Open(t.Context(), filepath.Join(t.TempDir(), account.FileName), account.Options{Cost: account.Cost{Memory: 64, Passes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	code, err := a.SetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	session, err := a.First(t.Context(), account.Visit{}, code, "ana", "three blue herons")
	if err != nil {
		t.Fatal(err)
	}
	token, err := a.MakeToken(t.Context(), account.User{Name: "ana", Role: account.Admin, Session: 1}, "ci", account.Write, 30)
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, server.Options{Admit: a.Admit, Hosts: []string{"hearsay.test"}})
	cookie, bearer := "hearsay="+session, "Bearer "+token
	for _, one := range [...]struct {
		name, method, path, host string
		headers                  []string
		code                     int
	}{
		{"logged in", "GET", "/claims", "hearsay.test", []string{"Cookie", cookie}, 200},
		{"another name", "GET", "/claims", "evil.test", []string{"Cookie", cookie}, 421},
		{"health", "GET", "/healthz", "10.0.0.7:8765", nil, 200},
		{"health", "POST", "/healthz", "10.0.0.7:8765", nil, 421},
		{"own form", "POST", "/claims", "hearsay.test", []string{"Cookie", cookie, "Sec-Fetch-Site", "same-origin", "Origin", "https://hearsay.test"}, 200},
		{"a form from elsewhere", "POST", "/claims", "hearsay.test", []string{"Cookie", cookie, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.test"}, 403},
		{"from a neighbour", "POST", "/claims", "hearsay.test", []string{"Cookie", cookie, "Sec-Fetch-Site", "same-site"}, 403},
		{"from elsewhere, by an old browser", "POST", "/claims", "hearsay.test", []string{"Cookie", cookie, "Origin", "https://evil.test"}, 403},
		{"login from elsewhere", "POST", "/login", "hearsay.test", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"logout from elsewhere", "POST", "/logout", "hearsay.test", []string{"Cookie", cookie, "Sec-Fetch-Site", "cross-site"}, 403},
		{"set-up from elsewhere", "POST", "/setup", "hearsay.test", []string{"Origin", "null"}, 403},
		{"login", "POST", "/login", "hearsay.test", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"a program", "POST", "/api/v1/articles", "hearsay.test", []string{"Authorization", bearer}, 200},
		{"a program", "DELETE", "/api/v1/articles/1", "127.0.0.1", []string{"Authorization", bearer}, 200},
		{"a program of nobody", "POST", "/api/v1/articles", "hearsay.test", nil, 401},
		{"coming back from the provider", "GET", "/login/oidc/back", "hearsay.test", []string{"Sec-Fetch-Site", "cross-site"}, 200},
	} {
		if code, body := ask(t, one.method, s.URL()+strings.TrimPrefix(one.path, "/"), one.host, one.headers...); code != one.code {
			t.Errorf("%s: %d %s", one.name, code, body)
		}
	}
}

func TestLocalServer(t *testing.T) {
	s := serve(t, server.Options{})
	if code, who := ask(t, "GET", s.URL(), ""); code != 200 || who == "" {
		t.Error(code, who)
	}
	if code, _ := ask(t, "GET", s.URL(), "evil.test"); code != http.StatusMisdirectedRequest {
		t.Error(code)
	}
	if code, body := ask(t, "GET", s.URL()+"healthz", ""); code != 200 || body != "ok\n" {
		t.Error(code, body)
	}
}
