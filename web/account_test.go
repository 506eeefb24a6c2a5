package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/internal/idptest"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/web"
)

const heronsPassword = "three blue herons"

// teamSite is a site with accounts and an admin, ana.
func teamSite(t *testing.T, p *account.Provider) (http.Handler, *account.Accounts, *web.Site) {
	t.Helper()
	a, err := account.Open(t.Context(), filepath.Join(t.TempDir(), account.FileName), account.Options{Cost: account.Cost{Memory: 64, Passes: 1}, Provider: p})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	site, err := web.New(web.Options{Newsroom: roomtest.Open(t), Accounts: a, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	site.Register(mux)
	return a.Admit(mux), a, site
}

// teamBrowser keeps cookies.
type teamBrowser struct {
	t    *testing.T
	site http.Handler
	jar  map[string]string
}

func newBrowser(t *testing.T, site http.Handler) *teamBrowser {
	return &teamBrowser{t, site, map[string]string{}}
}

// do asks for a page, by POST with a form, and gives the status, where it leads and what it says.
func (b *teamBrowser) do(method, path string, form url.Values) (code int, to, body string) {
	b.t.Helper()
	r := httptest.NewRequest(method, "http://hearsay.test"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Accept", "text/html")
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range b.jar {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.site.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.jar, c.Name)
		} else {
			b.jar[c.Name] = c.Value
		}
	}
	data, err := io.ReadAll(w.Result().Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if strings.Contains(w.Header().Get("Content-Type"), "html") && code != 303 && strings.HasPrefix(string(data), "<!doctype") && regexp.MustCompile(`<script>|style="|<style`).Match(data) {
		b.t.Errorf("%s has script or style of its own", path)
	}
	return w.Code, w.Header().Get("Location"), string(data)
}

func (b *teamBrowser) get(path string) (int, string, string) { return b.do("GET", path, nil) }

func (b *teamBrowser) post(path string, form ...string) (int, string, string) {
	v := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		v.Set(form[i], form[i+1])
	}
	return b.do("POST", path, v)
}

var secretShown = regexp.MustCompile(`<p class="secret"><code>([^<]+)</code>`)

// secretOf gives the secret that a page shows once.
func secretOf(t *testing.T, body string) string {
	t.Helper()
	m := secretShown.FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no secret in %s", body)
	}
	return m[1]
}

func firstAdmin(t *testing.T, site http.Handler, a *account.Accounts) *teamBrowser {
	t.Helper()
	code, err := a.SetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, site)
	if status, _, body := b.get("/login"); status != 200 || !strings.Contains(body, "There are no users yet") {
		t.Error(status)
	}
	if status, _, body := b.get("/setup?code=" + code); status != 200 || !strings.Contains(body, code) {
		t.Error(status)
	}
	for _, bad := range [][]string{{"code", "x", "name", "ana", "password", heronsPassword, "again", heronsPassword}, {"code", code, "name", "ana", "password", heronsPassword, "again", heronsPassword + "x"},
		{"code", code, "name", "<b>", "password", heronsPassword, "again", heronsPassword}, {"code", code, "name", "ana", "password", "short", "again", "short"}} {
		if status, _, body := b.post("/setup", bad...); status != 400 || !strings.Contains(body, `role="alert"`) || strings.Contains(body, "<b>") || strings.Contains(body, heronsPassword) {
			t.Errorf("%v: %d", bad, status)
		}
	}
	if status, to, _ := b.post("/setup", "code", code, "name", "ana", "password", heronsPassword, "again", heronsPassword); status != 303 || to != "/users" {
		t.Fatal(status, to)
	}
	return b
}

func TestTeam(t *testing.T) {
	site, a, _ := teamSite(t, nil)
	ana := firstAdmin(t, site, a)
	status, _, body := ana.post("/users", "name", "bo", "display", "Bo <i>Holm</i>", "role", "analyst")
	if status != 200 || strings.Contains(body, "<i>") {
		t.Fatal(status, body)
	}
	once := secretOf(t, body)
	if _, _, body := ana.get("/users"); strings.Contains(body, once) || !strings.Contains(body, "Bo &lt;i&gt;Holm") {
		t.Error("the users page shows a password again, or not the user")
	}

	bo := newBrowser(t, site)
	if status, to, _ := bo.get("/claims?status=denied"); status != 303 || to != "/login?back=%2Fclaims%3Fstatus%3Ddenied" {
		t.Fatal(status, to)
	}
	if status, _, body := bo.post("/login", "name", "bo", "password", "wrong", "back", "/claims"); status != 401 || !strings.Contains(body, `value="bo"`) || !strings.Contains(body, `value="/claims"`) {
		t.Error(status, body)
	}
	if status, to, _ := bo.post("/login", "name", "bo", "password", once, "back", "/claims?status=denied"); status != 303 || to != "/claims?status=denied" {
		t.Fatal(status, to)
	}
	if status, to, _ := bo.get("/claims"); status != 303 || to != "/account" {
		t.Fatal("the password need not be changed", status, to)
	}
	if status, _, body := bo.get("/account"); status != 200 || !strings.Contains(body, "was for one login") || strings.Contains(body, "Make a token") {
		t.Error(status, body)
	}
	for _, bad := range [][]string{{"old", "wrong", "password", "seven wet otters", "again", "seven wet otters"}, {"old", once, "password", "seven wet otters", "again", "x"}, {"old", once, "password", "bobobobobobobo", "again", "bobobobobobobo"}} {
		if status, _, body := bo.post("/account/password", bad...); status != 400 || !strings.Contains(body, `role="alert"`) {
			t.Errorf("%v: %d", bad, status)
		}
	}
	before := bo.jar["hearsay"]
	if status, to, _ := bo.post("/account/password", "old", once, "password", "seven wet otters", "again", "seven wet otters"); status != 303 || to != "/account?done=password" || bo.jar["hearsay"] == before {
		t.Fatal(status, to)
	}
	if status, _, body := bo.get("/claims"); status != 200 || !strings.Contains(body, `<a href="/account">bo</a>, analyst`) || strings.Contains(body, `href="/users"`) {
		t.Error(status, body)
	}
	if status, _, _ := bo.get("/users"); status != 403 {
		t.Error(status)
	}

	status, _, body = bo.post("/account/tokens", "name", "ci <b>", "scope", "write", "days", "30")
	if status != 200 || strings.Contains(body, "<b>") {
		t.Fatal(status)
	}
	token := secretOf(t, body)
	if _, _, body := bo.get("/account"); strings.Contains(body, token) {
		t.Error("the token is shown again")
	}
	if status, _, body := bo.post("/account/tokens", "name", "x", "scope", "admin", "days", "30"); status != 400 || !strings.Contains(body, "may not do more than you may") {
		t.Error(status)
	}
	id := regexp.MustCompile(`/account/tokens/(\d+)/revoke`).FindStringSubmatch(body)[1]
	if status, _, _ := ana.post("/account/tokens/" + id + "/revoke"); status != 303 {
		t.Error(status)
	}
	if list, err := a.Tokens(t.Context(), "bo"); err != nil || len(list) != 1 {
		t.Error("another revoked it", err)
	}
	if status, to, _ := bo.post("/account/tokens/" + id + "/revoke"); status != 303 || to != "/account?done=revoked#tokens" {
		t.Error(status, to)
	}

	if status, _, _ := ana.post("/users/bo/role", "role", "viewer"); status != 303 {
		t.Error(status)
	}
	if _, _, body := bo.get("/claims"); !strings.Contains(body, "bo</a>, viewer") {
		t.Error("the role did not change")
	}
	if status, _, body := ana.post("/users/ana/role", "role", "viewer"); status != 409 || !strings.Contains(body, "no admin left") {
		t.Error(status)
	}
	if status, _, _ := ana.post("/users/bo/disable"); status != 303 {
		t.Error(status)
	}
	if status, to, _ := bo.get("/claims"); status != 303 || !strings.HasPrefix(to, "/login") {
		t.Error("disabled, and in", status)
	}
	if status, to, _ := ana.post("/logout"); status != 303 || to != "/login" || ana.jar["hearsay"] != "" {
		t.Error(status, to)
	}
	if status, _, _ := ana.get("/users"); status != 303 {
		t.Error("in after the logout", status)
	}
}

func TestAccountBadInput(t *testing.T) {
	site, a, _ := teamSite(t, nil)
	ana := firstAdmin(t, site, a)
	for _, one := range [...]struct {
		method, path string
		form         []string
		code         int
	}{
		{"GET", "/users?before=x", nil, 400}, {"GET", "/users?before=-1", nil, 400}, {"GET", "/users?before=99999999999999999999", nil, 400},
		{"GET", "/users?after=%00%27--", nil, 200}, {"GET", "/users?before=1", nil, 200},
		{"POST", "/users", []string{"name", "x", "role", "nobody"}, 400}, {"POST", "/users", []string{"name", "<script>alert(1)</script>", "role", "viewer"}, 400},
		{"POST", "/users", []string{"name", "ana", "role", "viewer"}, 409}, {"POST", "/users", []string{"name", strings.Repeat("x", 1<<17)}, 400},
		{"POST", "/users/nobody-here/role", []string{"role", "viewer"}, 404}, {"POST", "/users/nobody-here/disable", nil, 404}, {"POST", "/users/%3Cb%3E/reset", nil, 404},
		{"POST", "/users/ana/role", []string{"role", "<b>"}, 400}, {"POST", "/account/sessions/x/end", nil, 404}, {"POST", "/account/sessions/-1/end", nil, 404},
		{"POST", "/account/tokens/99999999999999999999/revoke", nil, 404}, {"POST", "/account/tokens/77/revoke", nil, 303}, {"POST", "/account/tokens", []string{"name", "", "scope", "read", "days", "30"}, 400},
		{"POST", "/account/tokens", []string{"name", "<b>x", "scope", "read", "days", "never"}, 400}, {"GET", "/login?back=//evil.test", nil, 303}, {"GET", "/setup", nil, 200}, {"GET", "/login/oidc", nil, 404},
	} {
		form := url.Values{}
		for i := 0; i+1 < len(one.form); i += 2 {
			form.Set(one.form[i], one.form[i+1])
		}
		code, to, body := ana.do(one.method, one.path, form)
		if code != one.code || strings.Contains(to, "evil") || strings.Contains(body, "<script>") || strings.Contains(body, "<b>") {
			t.Errorf("%s %s %.50v: %d %s", one.method, one.path, form, code, to)
		}
	}
	b := newBrowser(t, site)
	for _, back := range []string{"//evil.test", "https://evil.test/", `/\evil.test`, "/\t/evil.test", "javascript:alert(1)"} {
		if code, to, _ := b.post("/login", "name", "ana", "password", heronsPassword, "back", back); code != 303 || to != "/" {
			t.Errorf("%q leads to %s (%d)", back, to, code)
		}
		b.jar = map[string]string{}
	}
}

func TestLoginWaits(t *testing.T) {
	site, a, _ := teamSite(t, nil)
	firstAdmin(t, site, a)
	var last http.Header
	for i := range 7 {
		r := httptest.NewRequest("POST", "http://hearsay.test/login", strings.NewReader("name=ana&password=x"+strconv.Itoa(i)))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		last = w.Header()
		if i < 5 && w.Code != 401 || i > 5 && w.Code != 429 {
			t.Errorf("%d: %d", i, w.Code)
		}
	}
	if s, err := strconv.Atoi(last.Get("Retry-After")); err != nil || s < 1 || last.Get("Cache-Control") != "no-store" {
		t.Error(last)
	}
}

func TestPagesOfUsers(t *testing.T) {
	site, a, _ := teamSite(t, nil)
	ana := firstAdmin(t, site, a)
	for i := range 55 {
		if _, err := a.Add(t.Context(), "ana", "user-"+strconv.Itoa(100+i), "", account.Viewer); err != nil {
			t.Fatal(err)
		}
	}
	_, _, body := ana.get("/users")
	if n := strings.Count(body, `<th scope="row">`); n != 50 || !strings.Contains(body, `rel="next" href="/users?after=user-148"`) || !strings.Contains(body, `rel="next" href="/users?before=7#changes"`) {
		t.Errorf("%d users", n)
	}
	if _, _, body = ana.get("/users?after=user-148"); strings.Count(body, `<th scope="row">`) != 6 {
		t.Error("the second page")
	}
}

func TestProviderOnPages(t *testing.T) {
	site, a, _ := teamSite(t, &account.Provider{Issuer: "http://127.0.0.1:1", Client: "x", Title: "Desk <b>"})
	firstAdmin(t, site, a)
	b := newBrowser(t, site)
	if code, _, body := b.get("/login?back=/claims%3Fx=1%26y=2"); code != 200 || !strings.Contains(body, `href="/login/oidc?back=%2fclaims%3fx%3d1%26y%3d2"`) || strings.Contains(body, "<b>") {
		t.Error(code, body)
	}
	if code, _, body := b.get("/login/oidc?back=/claims"); code != 502 || !strings.Contains(body, "did not answer") || strings.Contains(body, "127.0.0.1") {
		t.Error(code, body)
	}
	for _, q := range []string{"", "?state=x&code=y", "?error=<script>"} {
		if code, _, body := b.get("/login/oidc/back" + q); code != 400 || strings.Contains(body, "<script>") {
			t.Error(q, code)
		}
	}
}

// A login by the provider, from page to page.
func TestLoginByProvider(t *testing.T) {
	idp := idptest.New(t, time.Now)
	site, a, _ := teamSite(t, &account.Provider{Issuer: idp.URL, Client: "hearsay", Secret: idptest.ClientSecret, Title: "Desk", Rules: []account.Rule{{Kind: "group", Value: "desk", Role: account.Analyst}}})
	firstAdmin(t, site, a)
	b := newBrowser(t, site)
	code, to, _ := b.get("/login/oidc?back=/claims%3Fx=1")
	if code != 303 || !strings.HasPrefix(to, idp.URL) {
		t.Fatal(code, to)
	}
	at, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	home := account.WayBack + "?" + url.Values{"state": {at.Query().Get("state")}, "code": {idp.Authorize(to)}}.Encode()
	if code, _, _ := newBrowser(t, site).get(home); code != 400 {
		t.Error("another browser", code)
	}
	if code, to, body := b.get(home); code != 303 || to != "/claims?x=1" {
		t.Fatal(code, to, body)
	}
	if code, _, body := b.get("/account"); code != 200 || !strings.Contains(body, "bo@example.org") || strings.Contains(body, "Change the password") {
		t.Error(code, body)
	}
	b.post("/logout")
	idp.Claims = map[string]any{"groups": []string{"others"}}
	_, to, _ = b.get("/login/oidc")
	at, _ = url.Parse(to)
	if code, _, body := b.get(account.WayBack + "?" + url.Values{"state": {at.Query().Get("state")}, "code": {idp.Authorize(to)}}.Encode()); code != 403 || !strings.Contains(body, "nobody has let you in here") {
		t.Error(code, body)
	}
}
