package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/web"
)

func muxOf(tb testing.TB, room *newsroom.Newsroom) *http.ServeMux {
	tb.Helper()
	site, err := web.New(web.Options{Newsroom: room, Version: "test"})
	if err != nil {
		tb.Fatal(err)
	}
	mux := http.NewServeMux()
	site.Register(mux)
	return mux
}

// request is one that an analyst makes.
func request(method, path string) *http.Request {
	r := httptest.NewRequest(method, path, nil)
	return r.WithContext(account.With(r.Context(), account.User{Name: "ann", Role: account.Analyst}))
}

// storyPages asks for pages of one newsroom.
type storyPages struct {
	*testing.T
	mux  *http.ServeMux
	view *live.View
}

// get asks for a page and gives its body.
func (p *storyPages) get(path string, code int, cookies ...*http.Cookie) string {
	p.Helper()
	r := request(http.MethodGet, path)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	p.mux.ServeHTTP(w, r)
	if w.Code != code {
		p.Errorf("%s: %d, want %d: %.300s", path, w.Code, code, text(w.Body.String()))
	}
	return w.Body.String()
}

// has asks for a page and looks for texts in what is read of it.
func (p *storyPages) has(path string, want ...string) string {
	p.Helper()
	body := p.get(path, http.StatusOK)
	for _, s := range want {
		if !strings.Contains(text(body), s) {
			p.Errorf("%s: no %q in %s", path, s, text(body))
		}
	}
	return body
}

var tags = regexp.MustCompile(`<[^>]*>`)

// text is what is read of a page, with single spaces.
func text(body string) string {
	_, body, _ = strings.Cut(body, "<main")
	body = tags.ReplaceAllString(body, " ")
	return strings.Join(strings.Fields(body), " ")
}

func (p *storyPages) story(title string) *claims.Story {
	p.Helper()
	for s := range p.view.Stories(live.Range{}, live.Place{}) {
		if strings.Contains(s.Title, title) {
			return s
		}
	}
	p.Fatalf("no story %q", title)
	return nil
}

// claimOf is the claim of a story with a kind and a status, that with most positions.
func claimOf(s *claims.Story, kind claim.Kind, st claim.Status) *claim.Claim {
	var most *claim.Claim
	for i := range s.Claims {
		if c := &s.Claims[i]; c.Kind == kind && c.Status() == st && (most == nil || len(c.Takes) > len(most.Takes)) {
			most = c
		}
	}
	return most
}

// hostile is a manifest whose texts try to be more than text.
func hostile(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	article := "Mine “<script>alert(1)</script>” flooded in Tarrow\n\n" +
		"The mine in Tarrow was flooded by its owner, <img src=x onerror=alert(2)> minister Ansel \"><b onclick=alert(3)> Brock said on Monday.\n\n" +
		"“Nobody ordered it & </a></svg><script>alert(4)</script> nobody knew,” the Tarrow Mining Company said.\n\n" +
		"People in Nairobi and Lagos were warned of it, the Tarrow Rescue Service said. The mine belongs to a firm in Lisbon, it said.\n\n" +
		"At least 12 miners were killed, the Tarrow Rescue Service said. The Tarrow Rescue Service said that 12 miners were killed.\n"
	manifest := map[string]any{"story": "hostile", "articles": []map[string]string{{
		"id": "1", "file": "1.txt", "url": "https://a.example/1", "publisher": `"><script>alert(5)</script>`, "title": `</title></svg><script>alert(6)</script> Tarrow`, "published": "2032-02-02", "retrieved": "2032-02-02T10:00:00Z",
	}}}
	data, err := json.Marshal(manifest)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"1.txt": []byte(article), "manifest.json": data} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "manifest.json")
}

func openStories(t *testing.T) *storyPages {
	t.Helper()
	room := roomtest.Open(t, "../examples/stories/varn-ferry/manifest.json", "../examples/stories/morrick-leak/manifest.json", hostile(t))
	return &storyPages{t, muxOf(t, room), room.Live.View()}
}

func TestStoryPages(t *testing.T) {
	p := openStories(t)
	t.Run("stories", func(t *testing.T) { p.T = t; testStories(p) })
	t.Run("story", func(t *testing.T) { p.T = t; testStory(p) })
	t.Run("claims", func(t *testing.T) { p.T = t; testClaims(p) })
	t.Run("claim", func(t *testing.T) { p.T = t; testClaim(p) })
	t.Run("today", func(t *testing.T) { p.T = t; testToday(p) })
	t.Run("visits", func(t *testing.T) { p.T = t; testVisits(p) })
	t.Run("hostile", func(t *testing.T) { p.T = t; testHostile(p) })
	t.Run("wrong", func(t *testing.T) { p.T = t; testWrong(p) })
	t.Run("viewer", func(t *testing.T) { p.T = t; testViewer(p) })
}

func testStories(p *storyPages) {
	p.has("/stories", "Ferry sinks in Varn Sound", "9 documents", "37 claims")
	p.has("/stories?q=VARN", "Ferry sinks in Varn Sound")
	if body := p.has("/stories?q=varn&from=2032", "No story is like that"); strings.Contains(text(body), "Ferry sinks") {
		p.Error("/stories: the days are not looked at")
	}
}

func testStory(p *storyPages) {
	s := p.story("Varn Sound")
	path := "/story/" + s.ID
	body := p.has(path, "What happened when", "138 days , 15 May 2031 to 30 September 2031: nothing of this story was published", "copy of Halyard Press", "replaced on 2031-03-11")
	if !strings.Contains(body, "<svg") || strings.Index(body, "claims-disputed") > strings.Index(body, "claims-single-source") {
		p.Error("no picture, or what is disputed does not come first")
	}
	body = p.has(path+"?as-of=2031-03-10", "This is what was known at the end of 10 March 2031")
	if strings.Contains(text(body), "Twenty-one died") {
		p.Error("what was published in May is known in March")
	}
	for _, link := range regexp.MustCompile(`/claim/[^"#]*`).FindAllString(body, -1) {
		p.get(strings.ReplaceAll(link, "&amp;", "&"), http.StatusOK)
	}
	p.has(path, "201 days , 13 March 2031 to 30 September 2031: Orvalt was not heard, while others were")
	p.has(path+"?as-of=2030", "Nothing of this story had been published by then")
	p.has(path+"?part=claims-single-source", "The whole story")
	p.has(path+"?part=documents&from=5", "9 of 9 were shown")
	p.has(path + "?part=documents&from=500")
	// More days than are kept, by several at once.
	var wait sync.WaitGroup
	for range 3 {
		wait.Go(func() {
			for d := 1; d < 40; d++ {
				p.get(fmt.Sprintf("%s?as-of=2031-%02d-%02d", path, 3+d/28, 1+d%28), http.StatusOK)
			}
		})
	}
	wait.Wait()
	body = p.has("/story/"+p.story("Tarrow").ID+"?map=-20,-20,50,50", "Nairobi", "Closer")
	if !strings.Contains(body, "draw-map") {
		p.Error("no map")
	}
}

func testClaims(p *storyPages) {
	p.has("/claims", "Claims", "disputed")
	if body := p.has("/claims?status=retracted"); strings.Contains(text(body), "single-source 20") {
		p.Error("/claims: the status is not looked at")
	}
	p.has("/claims?party=orvalt&status=acknowledged", "It was an Orvalt corvette")
	p.has("/claims?speaker=Nadia+Perrow", "I know what a navy ship looks like")
	p.has("/claims?speaker=nadia+perrow&party=orvalt", "It was an Orvalt corvette")
	p.has("/claims?speaker=nadia+perrow&status=denied", "No claim is like that")
	p.has("/claims?story="+p.story("Varn").ID+"&speaker=nobody", "No claim is like that")
	p.has("/claims?since=2099", "No claim is like that")
	p.has("/claims?story="+p.story("Varn").ID+"&status=disputed", "Claims of “Ferry sinks")
	// Page after page, each claim once.
	seen := make(map[string]bool)
	pages := 0
	for path := "/claims"; path != ""; pages++ {
		body := p.get(path, http.StatusOK)
		for _, m := range regexp.MustCompile(`<th scope="row"><a href="(/claim/[^"]*)`).FindAllStringSubmatch(body, -1) {
			if seen[m[1]] {
				p.Errorf("%s twice", m[1])
			}
			seen[m[1]] = true
		}
		path = ""
		if m := regexp.MustCompile(`rel="next" href="([^"]*)`).FindStringSubmatch(body); m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	if _, n := p.view.Counts(); len(seen) != n || pages < 2 {
		p.Errorf("%d claims on %d pages, want %d", len(seen), pages, n)
	}
}

func testClaim(p *storyPages) {
	s := p.story("Varn Sound")
	c := claimOf(s, claim.Event, claim.Acknowledged)
	path := "/claim/" + c.ID
	body := p.has(path, "acknowledged since 30 September 2031", "How its status changed", "disputed → became acknowledged", "Who took which position when", "Through whom it came", "Marenth Coast Guard", "Review this claim")
	if !strings.Contains(body, `href="/review?claim=`+c.ID) || !strings.Contains(body, `href="/statement/`+c.Takes[0].Statement) {
		p.Error("no link to the review, or to a statement")
	}
	p.has(path+"?as-of=2031-03-08", "This is what was known at the end of 8 March 2031", "disputed since 6 March 2031")
	p.has(path+"?as-of=2031-03-04", "Nobody had said this by then")
	p.has(path+"?part=positions&from=10", "The whole claim")
	figure := claimOf(s, claim.Figure, claim.Disputed)
	p.has("/claim/"+figure.ID, "A figure", "at least 26", "until 11 March 2031, when the text was replaced")
	p.has("/claim/"+figure.ID+"?as-of=2031-03-10", "disputed since 10 March 2031")
}

var (
	everDays   live.Range
	firstPlace live.Place
)

func emptyMux(t *testing.T) *http.ServeMux {
	t.Helper()
	return muxOf(t, roomtest.Open(t))
}
