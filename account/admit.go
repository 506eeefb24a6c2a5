package account

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Names of cookies. One that begins with __Host- is only taken by browsers from this very
// host over TLS, so that no neighbour can plant it.
const (
	sessionCookie = "hearsay"
	wayCookie     = "hearsay-login"
	hostPrefix    = "__Host-"
)

// open are the paths that need nobody, and those under them.
var open = [...]string{"/static", "/login", "/logout", "/setup", "/theme", "/healthz"}

// change are the paths that are open to who must change their password first.
var change = [...]string{"/account", "/account/password"}

// asking is where programs ask by POST: nothing is changed there.
const asking = "/mcp"

func isOpen(path string) bool {
	for _, p := range open {
		if rest, ok := strings.CutPrefix(path, p); ok && (rest == "" || rest[0] == '/') {
			return true
		}
	}
	return false
}

// Admit says who makes a request, and hands on those of users and those that need nobody.
// Browsers of others are sent to the login, programs get 401.
func (a *Accounts) Admit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u, scope, err := a.who(r)
		_, token := bearerOf(r)
		switch {
		case err != nil && r.Context().Err() != nil: // nobody is there to see it
		case err != nil:
			a.Log.ErrorContext(r.Context(), "accounts", "path", r.URL.Path, "err", err)
			problem(w, http.StatusInternalServerError, "the accounts cannot be read; the program's log says why")
		case u.Name == "" && (token || !isOpen(r.URL.Path)):
			a.turnAway(w, r)
		case scope == Read && !safe(r.Method) && r.URL.Path != asking:
			problem(w, http.StatusForbidden, "a token of scope read only asks")
		case u.Must && !isOpen(r.URL.Path) && r.URL.Path != change[0] && r.URL.Path != change[1]:
			if browses(r) {
				http.Redirect(w, r, change[0], http.StatusSeeOther)
				return
			}
			problem(w, http.StatusForbidden, "the password must be changed first")
		default:
			next.ServeHTTP(w, r.WithContext(With(r.Context(), u)))
		}
	})
}

// who tells who makes a request. What comes with a token is never taken for the session
// of a cookie that comes with it.
func (a *Accounts) who(r *http.Request) (u User, scope Scope, err error) {
	if token, ok := bearerOf(r); ok {
		u, scope, _, err = a.byToken(r.Context(), token)
		return u, scope, err
	}
	u, _, err = a.bySession(r.Context(), a.SessionOf(r))
	return u, 0, err
}

// bearerOf gives the token of a request. Other kinds of Authorization are for a proxy on
// the way.
func bearerOf(r *http.Request) (token string, ok bool) {
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), strings.EqualFold(kind, "Bearer")
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// browses reports whether a request is for a page.
func browses(r *http.Request) bool {
	_, token := bearerOf(r)
	return !token && r.URL.Path != "/api" && !strings.HasPrefix(r.URL.Path, "/api/") && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// turnAway answers who is not let in.
func (a *Accounts) turnAway(w http.ResponseWriter, r *http.Request) {
	if !browses(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="hearsay"`)
		problem(w, http.StatusUnauthorized, "log in, or send a token: Authorization: Bearer "+tokenPrefix+"…")
		return
	}
	back := r.URL.RequestURI()
	if !safe(r.Method) { // what was sent is lost; the page that it came from is not
		back = "/"
		if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host {
			back = from.RequestURI()
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, "/login?back="+url.QueryEscape(back), http.StatusSeeOther)
}

// problem answers a program.
func problem(w http.ResponseWriter, code int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(struct { // who hung up is gone
		Type   string `json:"type"`
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
	}{"about:blank", http.StatusText(code), code, detail})
}

// Secure reports whether a request came by TLS, here or at the proxy.
func (a *Accounts) Secure(r *http.Request) bool {
	return r.TLS != nil || a.Proxied && strings.EqualFold(last(r.Header.Values("X-Forwarded-Proto")), "https")
}

// last gives the last of a header's values: what the nearest proxy wrote.
func last(values []string) string {
	if len(values) == 0 {
		return ""
	}
	v := values[len(values)-1]
	return strings.TrimSpace(v[strings.LastIndexByte(v, ',')+1:])
}

// VisitOf tells from where a request comes.
func (a *Accounts) VisitOf(r *http.Request) Visit {
	v := Visit{Agent: r.UserAgent(), Old: a.SessionOf(r)}
	if a.Proxied {
		v.Address = last(r.Header.Values("X-Forwarded-For"))
	}
	if v.Address == "" || net.ParseIP(v.Address) == nil {
		v.Address, _, _ = net.SplitHostPort(r.RemoteAddr)
	}
	return v
}

func (a *Accounts) cookie(r *http.Request, name, value string, age time.Duration) *http.Cookie {
	c := http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(age.Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.Secure(r)}
	if c.Secure {
		c.Name = hostPrefix + name
	}
	return &c
}

func (a *Accounts) cookieOf(r *http.Request, name string) string {
	if a.Secure(r) {
		name = hostPrefix + name
	}
	c, err := r.Cookie(name)
	if err != nil || len(c.Value) > 100 {
		return ""
	}
	return c.Value
}

// SessionOf gives the session that a browser has, "" for none.
func (a *Accounts) SessionOf(r *http.Request) string { return a.cookieOf(r, sessionCookie) }

// SetSession gives a browser a session.
func (a *Accounts) SetSession(w http.ResponseWriter, r *http.Request, session string) {
	http.SetCookie(w, a.cookie(r, sessionCookie, session, sessionLasts*time.Second))
}

// Leave ends the session that a browser has.
func (a *Accounts) Leave(ctx context.Context, w http.ResponseWriter, r *http.Request) error {
	http.SetCookie(w, a.cookie(r, sessionCookie, "", -time.Second))
	if s := a.SessionOf(r); s != "" {
		return a.Logout(ctx, s)
	}
	return nil
}
