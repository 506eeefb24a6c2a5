package account_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
)

// ask makes a request with a session or a token, and gives the answer and who it was for.
func ask(a *account.Accounts, method, path string, set func(*http.Request)) (*http.Response, account.User) {
	var u account.User
	r := httptest.NewRequest(method, "http://hearsay.test"+path, nil)
	if set != nil {
		set(r)
	}
	w := httptest.NewRecorder()
	a.Admit(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { u = account.From(r.Context()) })).ServeHTTP(w, r)
	return w.Result(), u
}

func session(s string) func(*http.Request) {
	return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "hearsay", Value: s}) }
}

func bearer(t string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+t) }
}

func TestSessionsEnd(t *testing.T) {
	a, c := team(t, account.Options{})
	ctx := t.Context()
	login := func() string {
		s, err := a.Login(ctx, account.Visit{Agent: "A browser", Address: "192.0.2.1"}, "ana", herons)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	in := func(s string) bool {
		_, u := ask(a, "GET", "/", session(s))
		return u.Name == "ana" && u.Role == account.Admin && u.Session > 0
	}
	s := login()
	if !in(s) {
		t.Fatal("not let in")
	}
	c.pass(11 * time.Hour)
	if !in(s) {
		t.Error("out within 12 hours")
	}
	c.pass(11 * time.Hour)
	if !in(s) {
		t.Error("out though it was used")
	}
	c.pass(12*time.Hour + time.Second)
	if in(s) {
		t.Error("in after 12 idle hours")
	}
	s = login()
	for range 7 * 3 {
		c.pass(8 * time.Hour)
		if in(s) != (c.now().Before(time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC).Add(34*time.Hour + time.Second + 7*24*time.Hour))) {
			t.Error("a session is good for 7 days", c.now())
		}
	}
	s = login()
	if err := a.Logout(ctx, s); err != nil || in(s) {
		t.Errorf("in after the logout: %v", err)
	}
	s = login()
	others, err := a.ChangePassword(ctx, account.Visit{Old: s}, account.User{Name: "ana"}, herons, otters)
	if err != nil || in(s) || !in(others) {
		t.Errorf("after a change of the password: %v", err)
	}
	list, err := a.Sessions(ctx, "ana")
	if err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
	if err := a.EndSession(ctx, "bo", list[0].ID); err != nil || !in(others) {
		t.Errorf("ended by another: %v", err)
	}
	if err := a.EndSession(ctx, "ana", list[0].ID); err != nil || in(others) {
		t.Errorf("not ended: %v", err)
	}
}

// What a browser had before a login is never what it has afterwards.
func TestFixation(t *testing.T) {
	a, _ := team(t, account.Options{})
	planted := strings.Repeat("A", 43)
	s, err := a.Login(t.Context(), account.Visit{Old: planted}, "ana", herons)
	if err != nil || s == planted {
		t.Fatal(s, err)
	}
	if _, u := ask(a, "GET", "/", session(planted)); u.Name != "" {
		t.Error("a planted session is let in")
	}
	again, err := a.Login(t.Context(), account.Visit{Old: s}, "ana", herons)
	if err != nil || again == s {
		t.Fatal(err)
	}
	if _, u := ask(a, "GET", "/", session(s)); u.Name != "" {
		t.Error("the session from before the login is let in")
	}
}

func TestDisable(t *testing.T) {
	a, _ := team(t, account.Options{})
	ctx := t.Context()
	for _, shut := range [...]struct {
		name string
		do   func() error
	}{
		{"bo", func() error { return a.Disable(ctx, "ana", "bo") }},
		{"cy", func() error { _, err := a.Reset(ctx, "ana", "cy"); return err }},
	} {
		s := member(t, a, shut.name, account.Analyst, otters)
		token, err := a.MakeToken(ctx, account.User{Name: shut.name, Role: account.Analyst, Session: 1}, "ci", account.Write, 30)
		if err != nil {
			t.Fatal(err)
		}
		if err := shut.do(); err != nil {
			t.Fatal(err)
		}
		for _, with := range []func(*http.Request){session(s), bearer(token)} {
			if _, u := ask(a, "GET", "/", with); u.Name != "" {
				t.Errorf("%s is still let in", shut.name)
			}
		}
		if _, err := a.Login(ctx, account.Visit{}, shut.name, otters); !errors.Is(err, account.ErrRefused) {
			t.Errorf("%s logs in: %v", shut.name, err)
		}
	}
	if err := a.Enable(ctx, "ana", "bo"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Login(ctx, account.Visit{}, "bo", otters); err != nil {
		t.Error(err)
	}
}

func TestRoleChangesAtOnce(t *testing.T) {
	a, _ := team(t, account.Options{})
	s := member(t, a, "bo", account.Admin, otters)
	token, err := a.MakeToken(t.Context(), account.User{Name: "bo", Role: account.Admin, Session: 1}, "ci", account.Full, 30)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.SetRole(t.Context(), "ana", "bo", account.Viewer); err != nil {
		t.Fatal(err)
	}
	for _, with := range []func(*http.Request){session(s), bearer(token)} {
		if _, u := ask(a, "GET", "/", with); u.Role != account.Viewer {
			t.Errorf("still %v", u.Role)
		}
	}
}

func TestTokens(t *testing.T) {
	a, c := team(t, account.Options{})
	ctx := t.Context()
	member(t, a, "bo", account.Analyst, otters)
	bo := account.User{Name: "bo", Role: account.Analyst, Session: 1}
	for _, bad := range [...]struct {
		user  account.User
		name  string
		scope account.Scope
		days  int
	}{
		{bo, "", account.Read, 30}, {bo, "a\nb", account.Read, 30}, {bo, "x", account.Full, 30}, {bo, "x", 0, 30}, {bo, "x", 9, 30},
		{bo, "x", account.Read, 0}, {bo, "x", account.Read, -1}, {bo, "x", account.Read, 400},
		{account.User{Name: "bo", Role: account.Analyst}, "x", account.Read, 30}, // as a token
	} {
		if token, err := a.MakeToken(ctx, bad.user, bad.name, bad.scope, bad.days); !errors.Is(err, account.ErrInput) {
			t.Errorf("%v: %q, %v", bad, token, err)
		}
	}
	for _, one := range [...]struct {
		scope account.Scope
		role  account.Role
		post  int
	}{{account.Read, account.Viewer, http.StatusForbidden}, {account.Write, account.Analyst, http.StatusOK}} {
		token, err := a.MakeToken(ctx, bo, "ci", one.scope, 30)
		if err != nil || !strings.HasPrefix(token, "hs_") {
			t.Fatal(token, err)
		}
		if r, u := ask(a, "GET", "/api/v1/claims", bearer(token)); r.StatusCode != 200 || u.Name != "bo" || u.Role != one.role || u.Session != 0 {
			t.Errorf("%v: %d, %v", one.scope, r.StatusCode, u)
		}
		for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "BREW"} {
			if r, _ := ask(a, method, "/api/v1/claims", bearer(token)); r.StatusCode != one.post {
				t.Errorf("%v %s: %d", one.scope, method, r.StatusCode)
			}
		}
	}
	list, err := a.Tokens(ctx, "bo")
	if err != nil || len(list) != 2 || list[0].Scope != account.Write || list[0].Used.IsZero() {
		t.Fatalf("%v, %v", list, err)
	}
	if err := a.RevokeToken(ctx, account.User{Name: "ana"}, list[0].ID); err != nil {
		t.Error(err)
	}
	if err := a.RevokeToken(ctx, bo, list[1].ID); err != nil {
		t.Error(err)
	}
	if list, err = a.Tokens(ctx, "bo"); err != nil || len(list) != 1 || list[0].Scope != account.Write {
		t.Errorf("each revokes their own: %v, %v", list, err)
	}
	token, err := a.MakeToken(ctx, bo, "short", account.Read, 1)
	if err != nil {
		t.Fatal(err)
	}
	c.pass(24 * time.Hour)
	if r, u := ask(a, "GET", "/", bearer(token)); u.Name != "" || r.StatusCode != http.StatusUnauthorized {
		t.Errorf("expired: %d %v", r.StatusCode, u)
	}
}

func TestAdmit(t *testing.T) {
	a, _ := team(t, account.Options{})
	s, err := a.Login(t.Context(), account.Visit{}, "ana", herons)
	if err != nil {
		t.Fatal(err)
	}
	html := func(r *http.Request) { r.Header.Set("Accept", "text/html,application/xhtml+xml;q=.9") }
	both := func(list ...func(*http.Request)) func(*http.Request) {
		return func(r *http.Request) {
			for _, f := range list {
				f(r)
			}
		}
	}
	for _, one := range [...]struct {
		name, method, path string
		set                func(*http.Request)
		code               int
		to                 string
	}{
		{"a page", "GET", "/claims?status=denied&x=1", html, 303, "/login?back=%2Fclaims%3Fstatus%3Ddenied%26x%3D1"},
		{"a program", "GET", "/claims", nil, 401, ""},
		{"the API, from a browser", "GET", "/api/v1/claims", html, 401, ""},
		{"a form", "POST", "/claims/1", html, 303, "/login?back=%2F"},
		{"a form that says where it is", "POST", "/claims/1", both(html, func(r *http.Request) { r.Header.Set("Referer", "http://hearsay.test/claims/1?x") }), 303, "/login?back=%2Fclaims%2F1%3Fx"},
		{"a form from elsewhere", "POST", "/claims/1", both(html, func(r *http.Request) { r.Header.Set("Referer", "http://evil.test/x") }), 303, "/login?back=%2F"},
		{"static", "GET", "/static/app.css", nil, 200, ""},
		{"login", "GET", "/login", nil, 200, ""},
		{"login", "POST", "/login", nil, 200, ""},
		{"login by OpenID", "GET", "/login/oidc/back", nil, 200, ""},
		{"health", "GET", "/healthz", nil, 200, ""},
		{"what only begins so", "GET", "/loginx", nil, 401, ""},
		{"what only begins so", "GET", "/staticx/a", nil, 401, ""},
		{"logged in", "GET", "/claims", session(s), 200, ""},
		{"logged in", "POST", "/claims", session(s), 200, ""},
		{"no session", "GET", "/claims", session(""), 401, ""},
		{"two sessions", "GET", "/claims", both(session("x"), session(s)), 401, ""},
		{"a long session", "GET", "/claims", session(strings.Repeat("x", 10000)), 401, ""},
		{"a bad token beside a good session", "GET", "/claims", both(session(s), bearer("hs_x")), 401, ""},
		{"a bad token where nobody is needed", "GET", "/login", bearer("hs_x"), 401, ""},
		{"a session as a token", "GET", "/claims", bearer(s), 401, ""},
		{"a token of another kind", "GET", "/claims", func(r *http.Request) { r.SetBasicAuth("ana", herons) }, 401, ""},
		{"a session, and what a proxy asks for", "GET", "/claims", both(session(s), func(r *http.Request) { r.SetBasicAuth("desk", "x") }), 200, ""},
		{"an empty token", "GET", "/claims", bearer(""), 401, ""},
		{"a cookie for TLS without it", "GET", "/claims", func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "__Host-hearsay", Value: s}) }, 401, ""},
	} {
		r, _ := ask(a, one.method, one.path, one.set)
		if r.StatusCode != one.code || r.Header.Get("Location") != one.to {
			t.Errorf("%s: %d %s", one.name, r.StatusCode, r.Header.Get("Location"))
		}
		if one.code == 401 && (r.Header.Get("Content-Type") != "application/problem+json" || !strings.HasPrefix(r.Header.Get("WWW-Authenticate"), "Bearer")) {
			t.Errorf("%s: %v", one.name, r.Header)
		}
	}
}

func TestMustChange(t *testing.T) {
	a, _ := team(t, account.Options{})
	once, err := a.Add(t.Context(), "ana", "bo", "", account.Admin)
	if err != nil {
		t.Fatal(err)
	}
	s, err := a.Login(t.Context(), account.Visit{}, "bo", once)
	if err != nil {
		t.Fatal(err)
	}
	for path, code := range map[string]int{"/": 403, "/users": 403, "/account": 200, "/account/password": 200, "/account/tokens": 403, "/logout": 200, "/static/x": 200} {
		if r, u := ask(a, "POST", path, session(s)); r.StatusCode != code || u.Role != account.Nobody {
			t.Errorf("%s: %d, %v", path, r.StatusCode, u.Role)
		}
	}
	r, _ := ask(a, "GET", "/claims", func(r *http.Request) { session(s)(r); r.Header.Set("Accept", "text/html") })
	if r.StatusCode != 303 || r.Header.Get("Location") != "/account" {
		t.Errorf("%d %s", r.StatusCode, r.Header.Get("Location"))
	}
}

func TestCookie(t *testing.T) {
	for _, one := range [...]struct {
		name    string
		proxied bool
		forward string
		secure  bool
	}{{"plain", false, "", false}, {"a lie", false, "https", false}, {"proxy", true, "https", true}, {"proxy, plain", true, "http", false}, {"a lie before the proxy", true, "https, http", false}} {
		a, _ := team(t, account.Options{Proxied: one.proxied})
		r := httptest.NewRequest("POST", "http://hearsay.test/login", nil)
		r.Header.Set("X-Forwarded-For", "203.0.113.9, 198.51.100.4")
		if one.forward != "" {
			r.Header.Set("X-Forwarded-Proto", one.forward)
		}
		w := httptest.NewRecorder()
		a.SetSession(w, r, "s")
		c := w.Result().Cookies()[0]
		name := "hearsay"
		if one.secure {
			name = "__Host-hearsay"
		}
		if c.Name != name || c.Secure != one.secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("%s: %v", one.name, c)
		}
		address := "192.0.2.1"
		if one.proxied {
			address = "198.51.100.4" // what the proxy saw; what stands before it anybody may write
		}
		if v := a.VisitOf(r); v.Address != address {
			t.Errorf("%s: from %s", one.name, v.Address)
		}
	}
}

func TestManySessions(t *testing.T) {
	a, _ := team(t, account.Options{})
	var all []string
	for range 60 {
		s, err := a.Login(t.Context(), account.Visit{Agent: strings.Repeat("<x>\xff", 900)}, "ana", herons)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	list, err := a.Sessions(t.Context(), "ana")
	if err != nil || len(list) != 50 || len(list[0].Agent) > 210 {
		t.Errorf("%d sessions: %v", len(list), err)
	}
	if slices.ContainsFunc(all[:10], func(s string) bool { _, u := ask(a, "GET", "/", session(s)); return u.Name != "" }) {
		t.Error("the oldest are still let in")
	}
}
