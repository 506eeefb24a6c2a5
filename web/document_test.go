package web_test

import (
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/web"
)

// paper is a site over a newsroom, as its readers have it.
type paper struct {
	*testing.T
	room *newsroom.Newsroom
	mux  *http.ServeMux
	as   account.Role
}

const (
	ferry = "../examples/stories/varn-ferry/manifest.json"
	leak  = "../examples/stories/morrick-leak/manifest.json"
)

// open makes a site of what is read from inputs.
func newPaper(t *testing.T, inputs ...string) *paper {
	t.Helper()
	p := &paper{T: t, room: roomtest.Open(t, inputs...), mux: http.NewServeMux(), as: account.Analyst}
	site, err := web.New(web.Options{Newsroom: p.room})
	if err != nil {
		t.Fatal(err)
	}
	site.Register(p.mux)
	return p
}

func (p *paper) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	p.mux.ServeHTTP(w, r.WithContext(account.With(r.Context(), account.User{Name: "m.osk", Role: p.as})))
	return w
}

// get asks for a page that must answer with a code.
func (p *paper) get(path string, code int) string {
	p.Helper()
	w := p.do(httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != code {
		p.Errorf("GET %s: %d, not %d", path, w.Code, code)
	}
	return w.Body.String()
}

// documents are all documents of the ledger.
func (p *paper) documents() []ledger.FoundDocument {
	p.Helper()
	found, err := p.room.Ledger.FindDocuments(p.Context(), ledger.DocumentQuery{All: true, Limit: ledger.MaxLimit})
	if err != nil {
		p.Fatal(err)
	}
	return found.Documents
}

// nodes gives the elements of a page that have a class.
func nodes(t *testing.T, page, class string) (out []*html.Node) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "class" && strings.Contains(" "+a.Val+" ", " "+class+" ") {
				out = append(out, n)
			}
		}
	}
	return out
}

// content is the text in a node, as a browser has it.
func content(n *html.Node) string {
	var b strings.Builder
	for x := range n.Descendants() {
		if x.Type == html.TextNode {
			b.WriteString(x.Data)
		}
	}
	return b.String()
}

// textOf is the text of a document as its page has it, all sheets of it.
func (p *paper) textOf(id string) string {
	p.Helper()
	var b strings.Builder
	for sheet := 1; ; sheet++ {
		path := fmt.Sprintf("/document/%s?page=%d", id, sheet)
		page := p.get(path, http.StatusOK)
		found := nodes(p.T, page, "text")
		if len(found) != 1 {
			p.Fatalf("%s has %d texts", path, len(found))
		}
		b.WriteString(content(found[0]))
		if !strings.Contains(page, fmt.Sprintf("?page=%d\"", sheet+1)) {
			return b.String()
		}
	}
}

// The text of a page is the document's, code point by code point.
func TestDocumentText(t *testing.T) {
	p := newPaper(t, ferry, leak)
	list := p.documents()
	if len(list) < 20 {
		t.Fatalf("%d documents", len(list))
	}
	for i := range list {
		doc, _, err := p.room.Ledger.Document(t.Context(), list[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.textOf(doc.ID); got != doc.Text {
			t.Errorf("%s is shown as\n%q\nnot\n%q", doc.ID, got, doc.Text)
		}
	}
	p.statements()
	p.versions()
	p.hostilePaths()
}

// statements looks at where statements are shown.
func (p *paper) statements() {
	n := 0
	for st, err := range ledger.AllStatements(p.Context(), p.room.Ledger, ledger.StatementQuery{All: true}) {
		if err != nil {
			p.Fatal(err)
		}
		if n++; n%9 != 1 {
			continue
		}
		w := p.do(httptest.NewRequest(http.MethodGet, "/statement/"+st.ID, nil))
		to := w.Header().Get("Location")
		path, anchor, _ := strings.Cut(to, "#")
		if w.Code != http.StatusSeeOther || anchor != "st-"+st.ID {
			p.Errorf("statement %s: %d, %q", st.ID, w.Code, to)
			continue
		}
		page := p.get(path, http.StatusOK)
		if strings.Count(page, `id="st-`+st.ID+`"`) != 1 {
			p.Errorf("%s does not have statement %s once", path, st.ID)
		}
		if !strings.Contains(page, "/review?statement="+st.ID) {
			p.Errorf("%s does not lead analysts to review", path)
		}
	}
	if n < 50 {
		p.Errorf("%d statements", n)
	}
	p.as = account.Viewer
	if strings.Contains(p.get("/document/"+p.documents()[0].ID, http.StatusOK), "/review?statement") {
		p.Error("viewers are led to review")
	}
	p.as = account.Analyst
}

// versions looks at an article that was edited.
func (p *paper) versions() {
	n := 0
	for _, d := range p.documents() {
		if !d.Old {
			continue
		}
		n++
		page := p.get("/document/"+d.ID, http.StatusOK)
		compare := regexp.MustCompile(`/compare/[\w/]+`).FindString(page)
		if !strings.Contains(page, "was replaced by") || compare == "" {
			p.Errorf("%s does not say that it was replaced", d.ID)
			continue
		}
		page = p.get(compare, http.StatusOK)
		for _, want := range []string{"<del", "<ins", "substantive", "changed", "paragraphs the same"} {
			if !strings.Contains(page, want) {
				p.Errorf("%s does not have %q", compare, want)
			}
		}
		p.compared(compare)
	}
	if n == 0 {
		p.Error("no document was replaced")
	}
}

// compared holds both columns of a comparison against the blocks of the texts.
func (p *paper) compared(path string) {
	table := nodes(p.T, p.get(path+"?all=1", http.StatusOK), "diff")
	if len(table) != 1 {
		p.Fatalf("%s has %d tables", path, len(table))
	}
	var cells []string
	for n := range table[0].Descendants() {
		if n.Data == "td" && n.Type == html.ElementNode {
			cells = append(cells, content(n))
		}
	}
	for side, id := range strings.Split(strings.TrimPrefix(path, "/compare/"), "/") {
		doc, _, err := p.room.Ledger.Document(p.Context(), id)
		if err != nil {
			p.Fatal(err)
		}
		for _, b := range doc.Blocks {
			text, n := doc.Text[b.Start:b.End], 0
			for i := side; i < len(cells); i += 2 {
				if cells[i] == text || strings.HasSuffix(cells[i], " "+text) {
					n++
				}
			}
			if n != 1 {
				p.Errorf("%s has %q %d times", path, text, n)
			}
		}
	}
	if found := nodes(p.T, p.get(path+"?from=999", http.StatusOK), "edited"); len(found) > 0 {
		p.Error("rows behind the last are shown")
	}
}

// hostilePaths asks for what there is not.
func (p *paper) hostilePaths() {
	id := p.documents()[0].ID
	for path, code := range map[string]int{
		"/document/doc_none": 404, "/document/" + id + "?page=0": 400, "/document/" + id + "?page=-1": 400, "/document/" + id + "?page=x": 400,
		"/document/" + id + "?page=99": 404, "/document/" + id + "?earlier=1": 200, "/document/%3Cscript%3E": 404, "/document/doc_none/snapshot": 404,
		"/statement/st_none": 404, "/compare/" + id + "/none": 404, "/compare/none/" + id: 404, "/compare/" + id + "/" + id: 200,
		"/compare/" + id + "/" + id + "?from=-1": 400, "/documents?from=yesterday": 400, "/documents?after=-1": 400, "/documents?after=%00": 400,
		"/documents?title=%3C%3E": 400, "/documents?title=ferry": 200, "/documents?publisher=nobody": 200, "/documents?from=2031-03&to=2031-03-07&all=1": 200,
	} {
		if page := p.get(path, code); strings.Contains(page, "<script>") {
			p.Errorf("%s: a script", path)
		}
	}
}

// Text that means to be more than text is text; the page goes nowhere and runs nothing.
func TestDocumentHostile(t *testing.T) {
	dir := t.TempDir()
	evil := "<script>alert(1)</script> \"><img src=x onerror=alert(2)> {{.}} «not found» &amp; \u202eevil\u202c"
	text := "Minister says </p></div><b>war</b> is over\n\nThe minister, Ada “<i>Sile</i>” Moren, said on Monday that " + evil + " was a lie.\n\n\"" + evil + ",\" said Joren Vask.\n"
	manifest := `{"story":"x","articles":[{"id":"a","file":"a.txt","url":"javascript:alert(3)","publisher":"` + `<b>Bold</b> News` + `","title":"<script>alert(4)</script>","published":"2031-03-05"}]}`
	for name, data := range map[string]string{"a.txt": text, "manifest.json": manifest} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := newPaper(t, filepath.Join(dir, "manifest.json"))
	id := p.documents()[0].ID
	doc, _, err := p.room.Ledger.Document(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.textOf(id); got != doc.Text {
		t.Errorf("%q\nis not\n%q", got, doc.Text)
	}
	for _, path := range []string{"/document/" + id, "/documents", "/search?q=lie", "/search", "/outlets", "/outlet?name=" + url.QueryEscape(doc.Publisher), "/speakers", "/search?q=" + url.QueryEscape(evil)} {
		page := p.get(path, http.StatusOK)
		for _, bad := range []string{"<script>", "<img", `href="javascript`, "<i>Sile", "<b>war", "<b>Bold"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s has %s", path, bad)
			}
		}
	}
	w := p.do(httptest.NewRequest(http.MethodGet, "/document/"+id+"/snapshot", nil))
	if w.Body.String() != text || w.Header().Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("the snapshot: %v %q", w.Header(), w.Body)
	}
}

// longText is an article of so many bytes with a statement in every line or so.
func longText(size int) string {
	r := rand.New(rand.NewPCG(5, 1))
	names := []string{"Ada Moren", "Joren Vask", "the Transport Ministry", "Nadia Perrow", "the Coast Guard", "Hal Overby", "Ilse Corran"}
	verbs := []string{"said", "denied", "claimed", "warned", "confirmed", "announced"}
	syllables := strings.Fields("ar bel con dor en fal gri han il jor kel mar nor ost per quin ral ster tor und vel war yst zen ing ed ly")
	word := func() string {
		w := ""
		for range 1 + r.IntN(3) {
			w += syllables[r.IntN(len(syllables))]
		}
		return w
	}
	var b strings.Builder
	for b.Len() < size {
		fmt.Fprintf(&b, "On Monday %s %s that", names[r.IntN(len(names))], verbs[r.IntN(len(verbs))])
		fmt.Fprintf(&b, " %d people", r.IntN(900))
		for range 8 + r.IntN(16) {
			b.WriteString(" " + word())
		}
		b.WriteString(cmp.Or(map[bool]string{r.IntN(3) == 0: ".\n\n"}[true], ". "))
	}
	return b.String()
}

// A long article with hundreds of statements is soon there over a slow line, and a very
// long one is shown in parts.
func TestDocumentLong(t *testing.T) {
	for _, c := range []struct{ size, statements, parts int }{{60 << 10, 300, 1}, {400 << 10, 1500, 3}} {
		file := filepath.Join(t.TempDir(), "long.txt")
		if err := os.WriteFile(file, []byte(longText(c.size)), 0o600); err != nil {
			t.Fatal(err)
		}
		p := newPaper(t, file)
		d := p.documents()[0]
		if d.Statements < int64(c.statements) {
			t.Errorf("%d statements in %d bytes", d.Statements, c.size)
		}
		for sheet := 1; sheet <= c.parts; sheet++ {
			r := httptest.NewRequest(http.MethodGet, fmt.Sprintf("/document/%s?page=%d", d.ID, sheet), nil)
			r.Header.Set("Accept-Encoding", "gzip")
			w := p.do(r)
			t.Logf("%d statements in %d bytes, page %d: %d bytes", d.Statements, c.size, sheet, w.Body.Len())
			if w.Code != http.StatusOK || w.Body.Len() > 100<<10 {
				t.Errorf("page %d: %d, %d bytes", sheet, w.Code, w.Body.Len())
			}
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			page, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(page), `class="n"`); sheet == 1 && n < 200 {
				t.Errorf("page %d marks %d statements", sheet, n)
			}
			t.Logf("%d links to claims", strings.Count(string(page), `href="/claim/`))
		}
		doc, _, err := p.room.Ledger.Document(t.Context(), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.textOf(d.ID); got != doc.Text {
			t.Errorf("the text of %d bytes is shown as another, of %d", len(doc.Text), len(got))
		}
	}
}
