package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
)

func testToday(p *storyPages) {
	p.has("/", "This is your first visit", "New disputes", "Orvalt, of which it is said, asserts it: Orvalt navy", "Marenth Public Radio put another text in the place of the one before , without a word")
	body := p.has("/?since=2033-01-01", "Changes since 1 January 2033")
	if strings.Contains(text(body), "2031") {
		p.Error("/?since: older changes are shown")
	}
	p.has("/?since=2050-01-01", "No claim changed since 1 January 2050. These are the last changes before", "New disputes")
	body = p.has("/?kind=acknowledged", "New acknowledgements")
	if strings.Contains(text(body), "New disputes (") {
		p.Error("/?kind: other kinds are shown")
	}
	p.has("/?kind=edits", "at least 26", "disputed → became corroborated")
	p.has("/?since=all&kind=new", "All changes", "New claims (")
	seen := 0
	for path, n := "/?kind=all", 0; path != "" && n < 20; n++ {
		body := p.get(path, http.StatusOK)
		seen += strings.Count(body, `<p class="wording"><a href="/claim/`)
		path = ""
		if m := regexp.MustCompile(`rel="next" href="([^"]*)`).FindStringSubmatch(body); m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	want := 0
	for s := range p.view.Stories(everDays, firstPlace) {
		for i := range s.Claims {
			want += len(s.Claims[i].History)
		}
	}
	if seen != want {
		p.Errorf("%d changes on all pages, want %d", seen, want)
	}
}

func testVisits(p *storyPages) {
	visit := func(before, last time.Time) *http.Cookie {
		return &http.Cookie{Name: "visit", Value: fmt.Sprintf("%d_%d", before.Unix(), last.Unix())}
	}
	now := time.Now()
	for _, c := range [...]struct {
		cookie *http.Cookie
		want   string
	}{
		{visit(now.AddDate(0, 0, -9), now.AddDate(0, 0, -2)), "since your last visit, " + now.UTC().AddDate(0, 0, -2).Format("2 January 2006")},
		{visit(now.AddDate(0, 0, -9), now.Add(-time.Minute)), "since your last visit, " + now.UTC().AddDate(0, 0, -9).Format("2 January 2006")},
		{&http.Cookie{Name: "visit", Value: "x_y"}, "your first visit"},
		{&http.Cookie{Name: "visit", Value: "-5_99999999999999"}, "your first visit"},
	} {
		if body := p.get("/", http.StatusOK, c.cookie); !strings.Contains(text(body), c.want) {
			p.Errorf("%s: no %q in %.300s", c.cookie.Value, c.want, text(body))
		}
	}
	w := httptest.NewRecorder()
	p.mux.ServeHTTP(w, request(http.MethodGet, "/"))
	if set := w.Header().Get("Set-Cookie"); !strings.Contains(set, "visit=0_") || !strings.Contains(set, "HttpOnly") {
		p.Errorf("cookie %q", set)
	}
}

var tag = regexp.MustCompile(`<(script|style|img|b)\b[^>]*>|\son[a-z]+=|\sstyle=`)

func testHostile(p *storyPages) {
	s := p.story("Tarrow")
	paths := []string{"/", "/?kind=all", "/stories", "/claims", "/story/" + s.ID, "/story/" + s.ID + "?as-of=2032-02-02", "/stories?q=%3Cscript%3E", "/claims?party=%22%3E%3Cscript%3E&speaker=%3Cb%3E"}
	for i := range s.Claims {
		paths = append(paths, "/claim/"+s.Claims[i].ID)
	}
	if len(s.Claims) == 0 {
		p.Error("no claim in the hostile story")
	}
	for _, path := range paths {
		_, body, _ := strings.Cut(p.get(path, http.StatusOK), "<main")
		if bad := tag.FindString(strings.ReplaceAll(body, "&lt;", "")); bad != "" && strings.HasPrefix(bad, "<") {
			p.Errorf("%s: %q", path, bad)
		}
		if strings.Contains(body, " style=") {
			p.Errorf("%s: an inline style", path)
		}
	}
}

func testWrong(p *storyPages) {
	s := p.story("Varn Sound")
	story, c := "/story/"+s.ID, "/claim/"+s.Claims[0].ID
	for path, code := range map[string]int{
		"/story/sy_none": 404, "/claim/cl_none": 404, "/claim/cl_none?as-of=2031&story=" + s.ID: 404, "/claims?story=sy_none": 404,
		story + "?as-of=yesterday": 400, story + "?as-of=2031-02-30": 400, story + "?part=secrets": 400, story + "?part=documents&from=-1": 400,
		story + "?map=nowhere": 400, story + "?part=claims-odd": 400, c + "?as-of=2031-13": 400, c + "?from=-2": 400, c + "?part=x": 400, c + "?as-of=0": 400,
		"/?since=never": 400, "/?kind=odd": 400, "/?after=x": 400, "/?after=2031-01-01.cl_x.-1": 400, "/?after=9999-99-99.cl_x.1": 400,
		"/stories?from=x": 400, "/stories?to=x": 400, "/stories?after=..": 400, "/claims?after=.x.y": 400, "/claims?status=odd": 400, "/claims?since=2031-1": 400,
	} {
		p.get(path, code)
	}
}

// testViewer has somebody look who may not decide, and somebody who may not look.
func testViewer(p *storyPages) {
	for role, code := range map[account.Role]int{account.Viewer: 200, account.Nobody: 403} {
		for _, path := range [...]string{"/", "/stories", "/claims", "/story/" + p.story("Varn").ID, "/claim/" + p.story("Varn").Claims[0].ID} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			w := httptest.NewRecorder()
			p.mux.ServeHTTP(w, r.WithContext(account.With(r.Context(), account.User{Role: role})))
			if w.Code != code || strings.Contains(w.Body.String(), "/review?claim=") {
				p.Errorf("%s as %s: %d", path, role, w.Code)
			}
		}
	}
}

// TestTodayEmpty shows pages of a ledger without anything.
func TestTodayEmpty(t *testing.T) {
	p := &storyPages{T: t, mux: emptyMux(t)}
	p.has("/", "There are no changes yet")
	p.has("/stories", "There are no stories yet")
	p.has("/claims", "There are no claims yet")
}
