package server_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// payload is what articles would have run.
const payload = "<script>window.__ran=1</script>"

// shape tells what no page has, whatever an article holds.
const shape = `(() => {
	const faults = [], say = (what, e) => faults.push(what + ": " + e.cloneNode().outerHTML.slice(0, 200));
	for (const e of document.querySelectorAll("*")) {
		for (const a of e.attributes) {
			if (/^on/i.test(a.name) || a.name === "style" || a.name === "srcdoc") say(a.name, e);
			if (/^(href|src|action|formaction|xlink:href|data)$/i.test(a.name) && /^\s*(javascript|data|vbscript|blob|file):/i.test(a.value)) say(a.name, e);
		}
		if (/^(style|iframe|frame|object|embed|base|applet|portal|animate|set|foreignObject|math|video|audio|noscript|marquee)$/i.test(e.localName)) say("element", e);
		if (e.localName === "script" && new URL(e.src).origin !== location.origin) say("script", e);
		if (e.localName === "script" && e.textContent) say("inline script", e);
		if (e.localName === "link" && new URL(e.href).origin !== location.origin) say("link", e);
		if (e.localName === "meta" && e.httpEquiv) say("meta", e);
		if (e.localName === "form" && new URL(e.action).origin !== location.origin) say("form", e);
		if (e.localName === "a" && e.href && !e.closest("svg") && !/^https?:$/.test(e.protocol)) say("link", e);
	}
	return faults;
})()`

// touch does to all of a page what a hand may do without leaving it.
const touch = `(() => {
	for (const e of document.querySelectorAll("details")) e.open = true;
	for (const e of document.querySelectorAll("body *")) {
		for (const type of ["mouseover", "mouseenter", "mousedown", "mouseup", "pointerdown", "focusin", "toggle", "animationstart"]) e.dispatchEvent(new MouseEvent(type, {bubbles: true}));
		if (e.tabIndex >= 0) e.focus();
	}
	return typeof window.__ran;
})()`

// Nothing of an article runs, is fetched, or leads elsewhere, on any page that shows it;
// its text is shown as it is.
func TestAttacks(t *testing.T) {
	useBrowser(t)
	room := serveRoom(t, "testdata/attacks/manifest.json")
	attackForms(t, room)
	v, err := room.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := openTab(t, room.root, 1280, 900)
	b.quiet = true // what is not there is told as such
	t.Run("pages", func(*testing.T) { b.crawl() })
	t.Run("texts", func(*testing.T) {
		for s := range v.Stories(live.Range{}, live.Place{}) {
			for i := range s.Reports {
				b.shows(s.Reports[i].Doc.ID, s.Reports[i].Doc.Text)
			}
		}
	})
	t.Run("addresses", func(t *testing.T) { b.addresses() })
	t.Run("leading elsewhere", func(t *testing.T) { leadElsewhere(t, room) })
	t.Run("snapshots", func(t *testing.T) {
		for s := range v.Stories(live.Range{}, live.Place{}) {
			for i := range s.Reports {
				bytesOnly(t, room, s.Reports[i].Doc.ID)
			}
		}
	})
}

// attackForms adds what a hostile user would: files of hostile names, and texts with
// hostile titles.
func attackForms(t *testing.T, room *served) {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for _, name := range []string{`"><img src=x onerror=window.__ran=1>.txt`, `../../../{{.}}<svg onload=window.__ran=1>.html`, "\u202etxt.exe"} {
		h := textproto.MIMEHeader{}
		h.Set("Content-Disposition", `form-data; name="file"; filename="`+strings.ReplaceAll(name, `"`, `%22`)+`"`)
		h.Set("Content-Type", "text/html; charset=\"><script>")
		part, err := w.CreatePart(h)
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/attacks/markup.html"
		if strings.HasSuffix(name, "txt") {
			file = "testdata/attacks/script.txt"
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write(append(data, name...)) // into memory
	}
	_ = w.Close()
	send(t, room, "/add/files", w.FormDataContentType(), form.Bytes())
	post(t, room, "/add/text", url.Values{
		"text": {pasted + "\n\n" + payload}, "title": {payload + "{{.}}"}, "outlet": {`"><img src=x onerror=window.__ran=1>`},
		"date": {"2031-06-05"}, "url": {"https://elsewhere.example/" + payload},
	})
	room.Jobs.Wait()
}

// crawl follows links from the first page, some of each kind, and looks at what it finds.
func (b *tab) crawl() {
	b.Helper()
	queue, seen, kinds := []string{"/", "/jobs", "/decisions", "/?since=all&kind=all"}, make(map[string]bool), make(map[string]int)
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		kind, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		kind, _, _ = strings.Cut(kind, "?")
		if seen[path] || kinds[kind] == 6 || strings.Contains(path, "/snapshot") || strings.HasSuffix(path, ".zip") || path == "/ledger/backup" {
			continue
		}
		seen[path] = true
		kinds[kind]++
		b.open(path)
		b.harmless(path)
		queue = append(queue, value[[]string](b, `[...document.querySelectorAll("a[href]")].map(e => e.href.baseVal ?? e.href).map(h => new URL(h, location)).filter(u => u.origin === location.origin).map(u => u.pathname + u.search)`)...)
	}
	for _, kind := range []string{"story", "claim", "document", "statement", "speaker", "outlet", "search", "review", "job"} {
		if kinds[kind] == 0 {
			b.Errorf("no page of the kind %s was found: %v", kind, kinds)
		}
	}
	b.Logf("%d pages: %v", len(seen), kinds)
}

// harmless holds a page against what none may have and do.
func (b *tab) harmless(path string) {
	b.Helper()
	for _, f := range value[[]string](b, shape) {
		b.Errorf("%s: %s", path, f)
	}
	if ran := value[string](b, touch); ran != "undefined" {
		b.Errorf("%s: a script of an article ran when the page was touched", path)
	}
}

// shows holds the page of a document against its text.
func (b *tab) shows(id, text string) {
	b.Helper()
	b.open("/document/" + id)
	shown := words(value[string](b, "document.body.textContent"))
	for line := range strings.Lines(text) {
		if line = words(line); !strings.Contains(shown, line) {
			b.Errorf("document %s does not show %.300q", id, line)
		}
	}
	b.harmless(id)
}

// words is a text with its white space as HTML has it, and without the characters that it
// cannot hold.
func words(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\ufffd"), "\ufffd")), " ")
}

// hostile are values that addresses are tried with.
var hostile = []string{
	`"><img src=x onerror=window.__ran=1>`, `' autofocus onfocus=window.__ran=1 x='`, `javascript:window.__ran=1`, `{{.}}{{template "page" .}}`,
	`//elsewhere.example/../../etc/passwd`, "\u202e\u200b\ufeff", "%00", "%ff%fe", "</title></textarea>" + payload,
	strings.Repeat("W", 4000), `" OR "" NEAR(*`, "-", "'; DROP TABLE statements; --",
}

// TestInstruments holds what the tests look with against pages that do what none may.
func TestInstruments(t *testing.T) {
	useBrowser(t)
	b := openTab(t, serveRoom(t).root, 1280, 900)
	b.open("/")
	for _, c := range []struct{ put, finds string }{
		{`<p onclick="x">`, "onclick"}, {`<p style="color: red">`, "style"}, {`<a href="JavaScript:x">`, "href"}, {`<svg><a xlink:href="data:x">`, "xlink:href"},
		{`<iframe></iframe>`, "element"}, {`<form action="//elsewhere.example">`, "form"}, {`<base href="/">`, "element"}, {`<meta http-equiv="refresh" content="9">`, "meta"},
	} {
		value[any](b, fmt.Sprintf("document.querySelector('main').innerHTML = %q", c.put))
		if faults := value[[]string](b, shape); len(faults) == 0 || !strings.HasPrefix(faults[0], c.finds) {
			t.Errorf("%s is not found: %q", c.put, faults)
		}
	}
	for _, c := range []struct{ do, finds string }{
		{`console.error("x")`, "console"}, {`console.warn("x")`, "console"}, {`setTimeout(() => { throw 1 })`, "exception"}, {`setTimeout(() => alert("x"))`, "dialog"},
		{`void fetch("/nothing")`, "404"}, {`void new Image(1, 1).setAttribute("src", "https://elsewhere.example/a.png")`, "elsewhere"},
		{`document.querySelector("main").innerHTML = "<p style='color: red'>"`, "security"},
	} {
		b.mu.Lock()
		b.faults = nil
		b.mu.Unlock()
		value[any](b, c.do)
		b.until(c.do+" is not told", func() bool { return strings.Contains(strings.ToLower(strings.Join(b.faults, "\n")), c.finds) })
	}
	b.open("/")
	b.mu.Lock()
	b.faults = nil
	b.mu.Unlock()
}

// addresses asks for pages by hostile addresses.
func (b *tab) addresses() {
	b.Helper()
	for _, h := range hostile {
		q, p := url.QueryEscape(h), url.PathEscape(h)
		if strings.HasPrefix(h, "%") {
			q, p = h, h
		}
		for _, path := range []string{
			"/search?q=" + q, "/search?speaker=" + q + "&party=" + q + "&place=" + q + "&publisher=" + q, "/speaker?name=" + q, "/outlet?name=" + q,
			"/speakers?from=" + q, "/documents?title=" + q + "&publisher=" + q, "/claims?party=" + q + "&speaker=" + q, "/stories?q=" + q,
			"/?kind=" + q, "/?since=" + q, "/review?statement=" + q, "/claim/" + p, "/document/" + p, "/job/" + p, "/" + p,
		} {
			b.open(path)
			if b.status >= 500 {
				b.Errorf("%s: %d", path, b.status)
			}
			for _, f := range value[[]string](b, shape) {
				b.Errorf("%s: %s", path, f)
			}
		}
		b.harmless(h)
	}
}

// leadElsewhere tries to be sent to another place by an answer of the server.
func leadElsewhere(t *testing.T, room *served) {
	for _, back := range []string{"https://elsewhere.example/", "//elsewhere.example/", `/\elsewhere.example/`, "/\t/elsewhere.example/", "javascript:window.__ran=1", "\\\\elsewhere.example", "/%0d%0aLocation:%20//elsewhere.example/", "///elsewhere.example"} {
		to := post(t, room, "/theme", url.Values{"theme": {"dark"}, "back": {back}})
		at, err := url.Parse(room.root + "/")
		if err != nil {
			t.Fatal(err)
		}
		if u, err := at.Parse(to); err != nil || "http://"+u.Host != room.root || strings.ContainsAny(to, "\\\r\n") {
			t.Errorf("back to %q leads to %q", back, to)
		}
	}
}

// bytesOnly asks for the bytes of a document, which no browser may show as a page.
func bytesOnly(t *testing.T, room *served, id string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, room.root+"/document/"+id+"/snapshot", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	kind := res.Header.Get("Content-Type")
	if !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") || res.Header.Get("X-Content-Type-Options") != "nosniff" || strings.Contains(kind, "html") || strings.Contains(kind, "xml") {
		t.Errorf("the snapshot of %s comes as a page: %s, %v", id, res.Status, res.Header)
	}
}
