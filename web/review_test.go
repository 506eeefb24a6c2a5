package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/web"
)

// desk is a site with a newsroom, as some user sees it.
type desk struct {
	*testing.T
	room *newsroom.Newsroom
	mux  *http.ServeMux
}

func openDesk(t *testing.T, opts web.Options, inputs ...string) *desk {
	t.Helper()
	opts.Newsroom = roomtest.Open(t, inputs...)
	site, err := web.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t, opts.Newsroom, http.NewServeMux()}
	site.Register(d.mux)
	return d
}

func as(r *http.Request, name string, role account.Role) *http.Request {
	return r.WithContext(account.With(r.Context(), account.User{Name: name, Role: role}))
}

// ask sends a request for a user who is an analyst unless the name is a role's.
func (d *desk) ask(name string, r *http.Request) *httptest.ResponseRecorder {
	d.Helper()
	role, ok := account.ParseRole(name)
	if !ok {
		role = account.Analyst
	}
	w := httptest.NewRecorder()
	d.mux.ServeHTTP(w, as(r, name, role))
	return w
}

func (d *desk) get(name, path string, code int) string {
	d.Helper()
	w := d.ask(name, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != code {
		d.Fatalf("GET %s: %d, want %d\n%s", path, w.Code, code, w.Body)
	}
	return w.Body.String()
}

func (d *desk) post(name, path string, form url.Values, code int) *httptest.ResponseRecorder {
	d.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := d.ask(name, r)
	if w.Code != code {
		d.Fatalf("POST %s %v: %d, want %d\n%s", path, form, w.Code, code, w.Body)
	}
	return w
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(statement|seen|place|story|claim|of)" value="([^"]*)">`)

// form gives the hidden fields of a page's forms, with fields more.
func form(page string, more ...string) url.Values {
	f := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		f.Set(m[1], html.UnescapeString(m[2]))
	}
	for i := 0; i+1 < len(more); i += 2 {
		f.Add(more[i], more[i+1])
	}
	return f
}

// last is the last decision.
func (d *desk) last() claim.Decision {
	d.Helper()
	v := d.room.Live.View()
	if len(v.Decisions) == 0 {
		d.Fatal("nothing was decided")
	}
	return v.Decisions[len(v.Decisions)-1]
}

// follow gives the page that an answer leads to.
func (d *desk) follow(name string, w *httptest.ResponseRecorder) string {
	d.Helper()
	return d.get(name, w.Header().Get("Location"), http.StatusOK)
}

func contains(t *testing.T, page string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(page, p) {
			t.Errorf("the page has no %q\n%s", p, page)
		}
	}
}

func TestReviewActs(t *testing.T) {
	d := openDesk(t, web.Options{}, ferry)
	first := d.get("ada", "/review", 200)
	contains(t, first, "It is on a claim that is disputed.", `data-key="a"`, `class="content"`)
	f := form(first, "note", "as it <b>stands</b>")
	st := f.Get("statement")

	// What is accepted leaves the queue, and the next one is shown.
	next := d.follow("ada", d.post("ada", "/review/accept", f, 303))
	if got := d.last(); got.Act != claim.Accept || got.By != "ada" || !slices.Equal(got.Statements, []string{st}) || got.Note != "as it <b>stands</b>" {
		t.Errorf("decision: %+v", got)
	}
	contains(t, next, "Recorded: accepted the statement")
	if form(next).Get("statement") == st || form(d.get("ada", "/review", 200)).Get("statement") == st {
		t.Error("an accepted statement still waits")
	}
	shown := d.get("ada", "/review?statement="+st, 200)
	contains(t, shown, "Somebody looked at it already.", "as it &lt;b&gt;stands&lt;/b&gt;")

	// Undone, it waits again.
	accepted := d.last().ID
	w := d.post("bo", "/decisions/undo", url.Values{"decision": {accepted}, "seen": {accepted}, "back": {"/decisions"}}, 303)
	contains(t, d.follow("bo", w), "<s>accepted the statement</s>", "took back what ada had decided: accepted the statement")
	if form(d.get("ada", "/review", 200)).Get("statement") != st {
		t.Error("what was undone does not wait")
	}
	d.post("bo", "/decisions/undo", url.Values{"decision": {accepted}, "seen": {d.last().ID}}, 400)
	d.post("cy", "/decisions/undo", url.Values{"decision": {accepted}, "seen": {accepted}}, 409)
	d.post("bo", "/decisions/undo", url.Values{"decision": {accepted}, "seen": {"dc_x"}}, 400)

	// Rejected, it is on no claim.
	d.post("ada", "/review/reject", form(d.get("ada", "/review", 200)), 303)
	contains(t, d.get("ada", "/review?statement="+st, 200), "It was rejected", "On no claim")

	// The one before the next is not the one that was decided.
	if got := form(d.get("ada", "/review?before="+url.QueryEscape(form(next).Get("place")), 200)).Get("statement"); got == st {
		t.Error("what was rejected is the previous one")
	}
}

func TestReviewCorrects(t *testing.T) {
	d := openDesk(t, web.Options{}, ferry)
	page := d.get("ada", "/review", 200)
	st := form(page).Get("statement")
	_, r, stated, _ := d.room.Live.View().Statement(st)
	points := hearsay.NewCodePoints(r.Doc.Text)
	was := points.Span(stated.Content[0])
	content := fmt.Sprintf("%d-%d", was.Start, was.End-3)
	w := d.post("ada", "/review/correct", form(page, "speaker", "Dr Ine Vael <i>", "party", "Marenth", "act", "confirm", "polarity", stated.Polarity(), "content", " "+content+" ", "note", ""), 303)
	if n := len(d.room.Live.View().Decisions); n != 4 {
		t.Errorf("%d decisions, want 4", n)
	}
	contains(t, d.follow("ada", w), "corrected: speaker is Dr Ine Vael &lt;i&gt;", "corrected: act is confirm", "corrected: content is "+content)
	shown := d.get("ada", "/review?statement="+st, 200)
	contains(t, shown, "Dr Ine Vael &lt;i&gt;", "<dd>confirm</dd>", `value="`+content+`"`)

	// The claim says what the content says now.
	runes := []rune(r.Doc.Text)
	want := strings.Trim(string(runes[was.Start:was.End-3]), " \"“”‘’,")
	found := false
	for _, e := range d.room.Live.View().ClaimsOf(r.Doc.ID, st) {
		for _, take := range e.Claim.Takes {
			if take.Statement == st {
				found = true
				if strings.Contains(take.Text, string(runes[was.Start:was.End])) || !strings.Contains(want, strings.Trim(take.Text, " \"“”‘’,")) {
					t.Errorf("the claim has %q, the content is now %q", take.Text, want)
				}
				if take.Speaker != "Dr Ine Vael <i>" {
					t.Errorf("the claim has the speaker %q", take.Speaker)
				}
			}
		}
	}
	if !found {
		t.Error("the statement is on no claim any more")
	}

	// All of it can be undone at once.
	v := d.room.Live.View()
	undo := url.Values{"seen": {newsroom.Last(v)}, "back": {"/review?statement=" + st}}
	for _, x := range v.Decisions {
		undo.Add("decision", x.ID)
	}
	back := d.follow("ada", d.post("ada", "/decisions/undo", undo, 303))
	contains(t, back, fmt.Sprintf("%d-%d", was.Start, was.End))

	// What makes no sense is told, and what was sent is kept.
	for _, bad := range [][2]string{{"content", "5-2"}, {"content", "x"}, {"content", ""}, {"content", "0-99999999"}, {"act", "sing"}, {"polarity", "sideways"}, {"speaker", "  "}} {
		f := form(back, bad[0], bad[1], "note", "kept <u>")
		contains(t, d.post("ada", "/review/correct", f, 400).Body.String(), "kept &lt;u&gt;", `role="alert"`)
	}
	contains(t, d.post("ada", "/review/correct", form(back), 400).Body.String(), "nothing is otherwise than it was")
}

// Of two who decide at once, the second is told what the first decided.
func TestTwoReviewers(t *testing.T) {
	d := openDesk(t, web.Options{}, ferry)
	page := d.get("ada", "/review", 200)
	d.post("bo", "/review/accept", form(d.get("bo", "/review", 200), "note", "bo was quick"), 303)
	for _, c := range []struct {
		act  string
		more []string
	}{{"reject", []string{"note", "kept: me too"}}, {"correct", []string{"speaker", "kept: somebody", "note", "n"}}} {
		act, more := c.act, c.more
		w := d.post("ada", "/review/"+act, form(page, more...), 409)
		contains(t, w.Body.String(), "Nothing of yours was recorded", "bo was quick", "<td>bo</td>", "accepted the statement", html.EscapeString(more[1]))
		if n := len(d.room.Live.View().Decisions); n != 1 {
			t.Fatalf("%d decisions", n)
		}
		// Having seen that, it can be sent again.
		if act == "correct" {
			d.post("ada", "/review/correct", form(w.Body.String(), "speaker", "somebody"), 303)
		}
	}
	// So it is with undoing.
	accepted := d.room.Live.View().Decisions[0].ID
	w := d.post("cy", "/decisions/undo", url.Values{"decision": {accepted}, "seen": {accepted}}, 409)
	contains(t, w.Body.String(), "nothing was taken back", "corrected: speaker is somebody")
}

func TestMergeAndSplit(t *testing.T) {
	d := openDesk(t, web.Options{}, ferry)
	v := d.room.Live.View()
	var page string
	for x := range newsroom.Queue(v, newsroom.QueueFilter{}) {
		page = d.get("ada", "/review?statement="+x.Place.Statement, 200)
		if strings.Contains(page, `name="other"`) && strings.Contains(page, `name="take"`) {
			break
		}
	}
	other := regexp.MustCompile(`name="other" value="(cl_[a-z0-9]+)"`).FindStringSubmatch(page)
	if other == nil {
		t.Fatal("no claim to merge with")
	}
	_, before := v.Counts()
	contains(t, d.post("ada", "/review/merge", form(page), 400).Body.String(), "choose the claim")
	d.post("ada", "/review/merge", form(page, "other-id", "cl_none"), 400)
	d.post("ada", "/review/merge", form(page, "other", form(page).Get("of")), 400)
	w := d.post("ada", "/review/merge", form(page, "other", other[1]), 303)
	if got := d.last(); got.Act != claim.Merge || len(got.Claims) != 2 {
		t.Errorf("decision: %+v", got)
	}
	if _, after := d.room.Live.View().Counts(); after != before-1 {
		t.Errorf("%d claims before, %d after the merger", before, after)
	}
	// Who had seen what was before is told.
	contains(t, d.post("bo", "/review/merge", form(page, "other", other[1]), 409).Body.String(), "merged two claims")

	merged := d.follow("ada", w)
	contains(t, d.post("ada", "/review/split", form(merged), 400).Body.String(), "tick the statements")
	f := form(merged, "take", form(merged).Get("statement"))
	d.post("ada", "/review/split", f, 303)
	if got := d.last(); got.Act != claim.Split || len(got.Statements) != 1 {
		t.Errorf("decision: %+v", got)
	}
	contains(t, d.post("bo", "/review/split", f, 409).Body.String(), "split 1 statement off a claim") // it is of that claim no more
}

func TestReviewRefuses(t *testing.T) {
	d := openDesk(t, web.Options{}, ferry)
	for path, code := range map[string]int{
		"/review?statement=st_x": 404, "/review?story=sy_x": 404, "/review?claim=cl_x": 404, "/review?after=x": 400, "/review?after=9~1~st_x": 400, "/review?before=-1~NaN~": 400,
		"/review?after=2~9~st_x": 200, "/decisions?before=-1": 400, "/decisions?before=x": 400, "/decisions?before=99999": 200,
	} {
		d.get("ada", path, code)
	}
	page := d.get("viewer", "/review", 200)
	if strings.Contains(page, "formaction") || strings.Contains(page, "/review/accept") {
		t.Error("who may only read is shown forms")
	}
	f := form(d.get("ada", "/review", 200))
	d.post("viewer", "/review/accept", f, 403)
	d.post("viewer", "/decisions/undo", f, 403)
	d.get("viewer", "/review/gold.zip", 403)
	d.post("ada", "/review/dance", f, 404)
	d.post("ada", "/review/accept", url.Values{"statement": {"st_x"}}, 404)
	f.Set("seen", "dc_none")
	d.post("ada", "/review/accept", f, 400)
	f.Set("seen", "")
	f.Set("note", strings.Repeat("x", 3000))
	d.post("ada", "/review/accept", f, 400)
	if n := len(d.room.Live.View().Decisions); n != 0 {
		t.Errorf("%d decisions", n)
	}
}

func TestReviewFilters(t *testing.T) {
	d := openDesk(t, web.Options{}, ferry)
	v := d.room.Live.View()
	for x := range newsroom.Queue(v, newsroom.QueueFilter{}) {
		page := d.get("ada", "/review?claim="+x.Claim.Claim.ID+"&story="+x.Story.ID, 200)
		contains(t, page, "Only on the claim", "Only of the story")
		f := form(page)
		if !slices.ContainsFunc(x.Claim.Claim.Takes, func(k claim.Take) bool { return k.Statement == f.Get("statement") }) {
			t.Error("a statement of another claim")
		}
		w := d.post("ada", "/review/accept", f, 303)
		contains(t, w.Header().Get("Location"), "claim="+x.Claim.Claim.ID, "story="+x.Story.ID, "done=dc_")
		break
	}
}

func TestGold(t *testing.T) {
	d := openDesk(t, web.Options{}, ferry)
	files := func() []string {
		body := d.get("ada", "/review/gold.zip", 200)
		if again := d.get("ada", "/review/gold.zip", 200); again != body {
			t.Error("the same gold has other bytes")
		}
		z, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, f := range z.File {
			out = append(out, f.Name)
		}
		return out
	}
	if got := files(); len(got) != 1 {
		t.Errorf("gold of nothing: %q", got)
	}
	d.post("ada", "/review/accept", form(d.get("ada", "/review", 200)), 303)
	if got := files(); len(got) != 4 {
		t.Errorf("gold of one statement: %q", got)
	}
	d.post("ada", "/decisions/undo", url.Values{"decision": {d.last().ID}, "seen": {d.last().ID}}, 303)
	d.post("ada", "/review/reject", form(d.get("ada", "/review", 200)), 303)
	if got := files(); len(got) != 1 {
		t.Errorf("gold of what was rejected: %q", got)
	}
}
