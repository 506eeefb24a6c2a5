package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
)

// openPages are the pages that need nobody, and those that ask for a session themselves.
var openPages = map[string]bool{
	"GET /login": true, "POST /login": true, "POST /logout": true, "GET /login/oidc": true, "GET /login/oidc/back": true, "GET /setup": true, "POST /setup": true,
	"GET /account": true, "POST /account/password": true, "POST /account/sessions/{id}/end": true, "POST /account/tokens": true, "POST /account/tokens/{id}/revoke": true,
}

// Every page has the role that its kind needs: who looks is a viewer, who changes anything an
// analyst, who changes users an admin; and nobody below is let through.
func TestRoles(t *testing.T) {
	_, _, site := teamSite(t, &account.Provider{Issuer: "http://127.0.0.1:1", Client: "x"})
	mux := http.NewServeMux()
	site.Register(mux)
	roles := site.Roles()
	if len(roles) < 25 {
		t.Errorf("%d pages", len(roles))
	}
	for pattern := range openPages {
		if _, ok := roles[pattern]; !ok {
			t.Errorf("there is no %s", pattern)
		}
	}
	part := regexp.MustCompile(`\{[^}]*\}`)
	for pattern, least := range roles {
		method, path, _ := strings.Cut(pattern, " ")
		want := account.Viewer
		switch {
		case openPages[pattern]:
			want = account.Nobody
		case strings.HasPrefix(path, "/users"):
			want = account.Admin
		case method != "GET":
			want = account.Analyst
		}
		if least < want || openPages[pattern] && least != want {
			t.Errorf("%s is for %v, and should be for %v", pattern, least, want)
		}
		path = part.ReplaceAllString(strings.ReplaceAll(path, "{$}", ""), "1")
		for role := account.Nobody; role <= account.Admin; role++ {
			code := statusFor(t, mux, method, path, account.User{Name: "bo", Role: role, Session: 1})
			if (code == http.StatusForbidden) != (role < least) {
				t.Errorf("%s for %v: %d", pattern, role, code)
			}
		}
		// A token is nobody's session.
		if strings.HasPrefix(path, "/users") || strings.HasPrefix(path, "/account") {
			if code := statusFor(t, mux, method, path, account.User{Name: "bo", Role: account.Admin}); code != http.StatusForbidden {
				t.Errorf("%s by a token: %d", pattern, code)
			}
		}
	}
}

// statusFor gives the status of a request; who waits for events has them for a moment only.
func statusFor(t *testing.T, h http.Handler, method, path string, u account.User) int {
	ctx, stop := context.WithTimeout(account.With(t.Context(), u), 2*time.Second)
	defer stop()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, nil).WithContext(ctx))
	return w.Code
}
