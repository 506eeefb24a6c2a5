package account_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/internal/idptest"
)

// openTeam is a team whose members may come by a provider.
func openTeam(t *testing.T, rules ...string) (*account.Accounts, *idptest.Issuer, *clock) {
	t.Helper()
	c := newClock()
	idp := idptest.New(t, c.now)
	p := &account.Provider{Issuer: idp.URL, Client: "hearsay", Secret: idptest.ClientSecret, Title: "Desk"}
	for _, text := range rules {
		r, err := account.ParseRule(text)
		if err != nil {
			t.Fatal(err)
		}
		p.Rules = append(p.Rules, r)
	}
	a, own := team(t, account.Options{Provider: p})
	idp.Now = own.now
	return a, idp, own
}

// begin begins a login by the provider.
func begin(t *testing.T, a *account.Accounts, back string) (to string, cookie *http.Cookie) {
	t.Helper()
	w := httptest.NewRecorder()
	to, err := a.Depart(w, httptest.NewRequest("GET", "http://hearsay.test/login/oidc", nil), back)
	if err != nil {
		t.Fatal(err)
	}
	return to, w.Result().Cookies()[0]
}

// end ends one.
func end(a *account.Accounts, cookie *http.Cookie, q url.Values) (session, back string, err error) {
	r := httptest.NewRequest("GET", "http://hearsay.test"+account.WayBack+"?"+q.Encode(), nil)
	if cookie != nil {
		r.AddCookie(cookie)
	}
	return a.Arrive(httptest.NewRecorder(), r)
}

func state(to string) string {
	at, _ := url.Parse(to)
	return at.Query().Get("state")
}

// through is a whole login.
func through(t *testing.T, a *account.Accounts, p *idptest.Issuer) (session string, err error) {
	t.Helper()
	to, cookie := begin(t, a, "/claims?x=1")
	session, back, err := end(a, cookie, url.Values{"state": {state(to)}, "code": {p.Authorize(to)}, "iss": {p.URL}})
	if err == nil && back != "/claims?x=1" {
		t.Errorf("back at %s", back)
	}
	return session, err
}

func TestOpenID(t *testing.T) {
	a, p, _ := openTeam(t, "domain:example.org=viewer", "group:desk=analyst", "email:eva@example.org=admin")
	to, _ := begin(t, a, "/")
	q, _ := url.Parse(to)
	for _, name := range []string{"state", "nonce", "code_challenge"} {
		if len(q.Query().Get(name)) < 43 {
			t.Errorf("%s: %s", name, to)
		}
	}
	if got := q.Query().Get("redirect_uri"); got != "http://hearsay.test/login/oidc/back" {
		t.Error(got)
	}
	s, err := through(t, a, p)
	if err != nil {
		t.Fatal(err)
	}
	if _, u := ask(a, "GET", "/", session(s)); u.Name != "bo@example.org" || u.Display != "Bo Holm" || u.Role != account.Analyst || u.Must || !u.OpenID {
		t.Errorf("%+v", u)
	}
	// The rules are asked at each login; the same subject is the same user, whatever they are called.
	p.Claims = map[string]any{"groups": nil, "email": "new@example.org"}
	if s, err = through(t, a, p); err != nil {
		t.Fatal(err)
	}
	if _, u := ask(a, "GET", "/", session(s)); u.Name != "bo@example.org" || u.Role != account.Viewer {
		t.Errorf("%+v", u)
	}
	p.Claims = map[string]any{"groups": nil, "email": "bo@example.com"}
	if _, err := through(t, a, p); !errors.Is(err, account.ErrStranger) {
		t.Error(err)
	}
	if _, u := ask(a, "GET", "/", session(s)); u.Name != "" {
		t.Error("whom no rule lets in is still in")
	}
	p.Claims = nil
	if err := a.Disable(t.Context(), "ana", "bo@example.org"); err != nil {
		t.Fatal(err)
	}
	if _, err := through(t, a, p); !errors.Is(err, account.ErrStranger) {
		t.Errorf("disabled: %v", err)
	}
	// Who comes by a provider has no password and no role of the users page.
	if _, err := a.Reset(t.Context(), "ana", "bo@example.org"); !errors.Is(err, account.ErrInput) {
		t.Error(err)
	}
	if err := a.SetRole(t.Context(), "ana", "bo@example.org", account.Admin); !errors.Is(err, account.ErrInput) {
		t.Error(err)
	}
	if _, err := a.Login(t.Context(), account.Visit{}, "bo@example.org", ""); !errors.Is(err, account.ErrRefused) {
		t.Error(err)
	}
}

func TestOpenIDStrangers(t *testing.T) {
	a, p, _ := openTeam(t, "domain:example.org=viewer", "email:eva@example.net=admin", "group:desk editors=analyst")
	for name, claims := range map[string]map[string]any{
		"another domain":              {"email": "bo@evil.test"},
		"a domain within another":     {"email": "bo@example.org.evil.test"},
		"a domain under it":           {"email": "bo@sub.example.org"},
		"two domains":                 {"email": "bo@evil.test@example.org"},
		"a quoted domain":             {"email": `"bo@evil.test"@example.org`},
		"a name before the address":   {"email": "Bo <bo@example.org>"},
		"an address not verified":     {"email": "eva@example.net", "email_verified": false},
		"nothing said of it":          {"email_verified": nil},
		"an address that is no text":  {"email": 7},
		"a group of a like name":      {"email": nil, "groups": []string{"desk", "Desk Editors"}},
		"groups that are no list":     {"email": nil, "groups": map[string]any{"desk editors": true}},
		"nothing but who it is":       {"email": nil, "groups": nil, "name": nil, "preferred_username": nil},
		"a name that is an address":   {"email": nil, "preferred_username": "eva@example.net"},
		"a subject that is an others": {"email": nil, "sub": "ana"},
	} {
		p.Claims = claims
		if claims["groups"] == nil {
			p.Claims["groups"] = nil
		}
		if s, err := through(t, a, p); s != "" || !errors.Is(err, account.ErrStranger) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if people, err := a.List(t.Context(), "", 10); err != nil || len(people) != 1 {
		t.Errorf("strangers are users: %v, %v", people, err)
	}
	p.Claims = map[string]any{"email": nil, "groups": "desk editors", "preferred_username": "Jö Ø/../<b>", "name": "Jo\u202e"}
	s, err := through(t, a, p)
	if err != nil {
		t.Fatal(err)
	}
	if _, u := ask(a, "GET", "/", session(s)); u.Name != "j-..-b" || u.Display != "" || u.Role != account.Analyst {
		t.Errorf("%+v", u)
	}
}

// Nobody becomes a user who is here already by calling themselves so.
func TestOpenIDTakesNoName(t *testing.T) {
	a, p, _ := openTeam(t, "group:desk=viewer")
	p.Claims = map[string]any{"email": nil, "preferred_username": "ANA"}
	for i, subject := range []string{"x", "y", "x"} {
		p.Claims["sub"] = subject
		s, err := through(t, a, p)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"ana-2", "ana-3", "ana-2"}[i]
		if _, u := ask(a, "GET", "/", session(s)); u.Name != want || u.Role != account.Viewer {
			t.Errorf("%+v", u)
		}
	}
}

func TestOpenIDTokens(t *testing.T) {
	a, p, c := openTeam(t, "domain:example.org=viewer")
	past, future := c.now().Add(-time.Hour).Unix(), c.now().Add(time.Hour).Unix()
	for _, one := range [...]struct {
		name   string
		claims map[string]any
		sign   string
	}{
		{"another nonce", map[string]any{"nonce": "x"}, ""},
		{"no nonce", map[string]any{"nonce": nil}, ""},
		{"expired", map[string]any{"exp": past}, ""},
		{"no end", map[string]any{"exp": nil}, ""},
		{"not yet", map[string]any{"nbf": future}, ""},
		{"for another", map[string]any{"aud": "another"}, ""},
		{"for nobody", map[string]any{"aud": nil}, ""},
		{"of another", map[string]any{"iss": "https://evil.test"}, ""},
		{"of nobody", map[string]any{"iss": nil}, ""},
		{"about nobody", map[string]any{"sub": nil}, ""},
		{"unsigned", nil, "none"},
		{"signed with what the client knows", nil, "hs256"},
		{"signed by another", nil, "other"},
	} {
		p.Claims, p.Sign = one.claims, one.sign
		if s, err := through(t, a, p); s != "" || !errors.Is(err, account.ErrProvider) {
			t.Errorf("%s: %v", one.name, err)
		}
	}
	p.Claims, p.Sign = nil, ""
	if _, err := through(t, a, p); err != nil {
		t.Errorf("a good one after those: %v", err)
	}
	p.Rotate(t)
	if _, err := through(t, a, p); err != nil {
		t.Errorf("by a new key: %v", err)
	}
}

func TestOpenIDWays(t *testing.T) {
	a, p, c := openTeam(t, "domain:example.org=viewer")
	to, cookie := begin(t, a, "/")
	good := url.Values{"state": {state(to)}, "code": {p.Authorize(to)}}
	_, others := begin(t, a, "/")
	for _, one := range [...]struct {
		name   string
		cookie *http.Cookie
		q      url.Values
	}{
		{"another browser", others, good},
		{"no browser", nil, good},
		{"another state", cookie, url.Values{"state": {"x"}, "code": good["code"]}},
		{"no state", cookie, url.Values{"code": good["code"]}},
		{"an empty cookie", &http.Cookie{Name: cookie.Name, Value: ""}, good},
	} {
		if _, _, err := end(a, one.cookie, one.q); !errors.Is(err, account.ErrWay) {
			t.Errorf("%s: %v", one.name, err)
		}
	}
	if p.Used > 0 {
		t.Error("a code was redeemed for another browser")
	}
	if _, _, err := end(a, cookie, good); err != nil {
		t.Error(err)
	}
	if _, _, err := end(a, cookie, good); !errors.Is(err, account.ErrWay) || p.Used != 1 {
		t.Errorf("a second time: %v", err)
	}
	to, cookie = begin(t, a, "/")
	if _, _, err := end(a, cookie, url.Values{"state": {state(to)}, "code": {p.Authorize(to)}, "iss": {"https://evil.test"}}); !errors.Is(err, account.ErrWay) {
		t.Errorf("from another provider: %v", err)
	}
	to, cookie = begin(t, a, "/")
	if _, _, err := end(a, cookie, url.Values{"state": {state(to)}, "error": {"access_denied\nx"}}); !errors.Is(err, account.ErrCanceled) {
		t.Errorf("refused there: %v", err)
	}
	to, cookie = begin(t, a, "/")
	if _, _, err := end(a, cookie, url.Values{"state": {state(to)}, "code": {"made up"}}); !errors.Is(err, account.ErrProvider) {
		t.Errorf("a code made up: %v", err)
	}
	to, cookie = begin(t, a, "/")
	c.pass(10 * time.Minute)
	if _, _, err := end(a, cookie, url.Values{"state": {state(to)}, "code": {p.Authorize(to)}}); !errors.Is(err, account.ErrWay) {
		t.Errorf("ten minutes later: %v", err)
	}
}

// Somebody else's code cannot be brought into one's own login: the verifier is another.
func TestOpenIDCodeOfAnother(t *testing.T) {
	a, p, _ := openTeam(t, "domain:example.org=viewer")
	theirs, _ := begin(t, a, "/")
	to, cookie := begin(t, a, "/")
	if _, _, err := end(a, cookie, url.Values{"state": {state(to)}, "code": {p.Authorize(theirs)}}); !errors.Is(err, account.ErrProvider) {
		t.Error(err)
	}
}

// The program starts without its provider, and finds it when it is there.
func TestOpenIDProviderIsAway(t *testing.T) {
	a, p, _ := openTeam(t, "domain:example.org=viewer")
	url := a.Provider.Issuer
	a.Provider.Issuer = "http://127.0.0.1:1"
	if _, err := a.Depart(httptest.NewRecorder(), httptest.NewRequest("GET", "/login/oidc", nil), "/"); !errors.Is(err, account.ErrProvider) {
		t.Error(err)
	}
	a.Provider.Issuer = url
	if _, err := through(t, a, p); err != nil {
		t.Error(err)
	}
}

func TestOpenIDAtOnce(t *testing.T) {
	a, p, _ := openTeam(t, "domain:example.org=viewer")
	var wait sync.WaitGroup
	for range 8 { // one person for the first time, in many windows
		wait.Go(func() {
			if _, err := through(t, a, p); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	people, err := a.List(t.Context(), "", 20)
	if err != nil || len(people) != 2 {
		t.Errorf("%d users: %v", len(people), err)
	}
}

func TestParseRule(t *testing.T) {
	for _, good := range []string{"email:ana@example.org=admin", "domain:example.org=viewer", "group:desk=analyst", "group:a=b:c=viewer"} {
		if _, err := account.ParseRule(good); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"", "x", "email:ana=admin", "email:a@b@c=admin", "domain:@example.org=viewer", "domain:org=viewer", "group:=viewer", "group:desk", "group:desk=", "group:desk=nobody", "user:x=admin", "Email:a@b=admin", strings.Repeat("=", 9)} {
		if r, err := account.ParseRule(bad); err == nil {
			t.Errorf("%q: %v", bad, r)
		}
	}
}
