package web_test

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/web"
)

const pasted = "Mayor Oda Brill said on Tuesday that nine boats were lost in Skell harbour. <script>alert(1)</script> The harbour office denied that."

// ended waits for the job that an answer leads to.
func (d *desk) ended(w *httptest.ResponseRecorder) *newsroom.Job {
	d.Helper()
	j := d.room.Jobs.Job(strings.TrimPrefix(w.Header().Get("Location"), "/job/"))
	if j == nil {
		d.Fatalf("no job at %q", w.Header().Get("Location"))
	}
	for range 1000 {
		if j.State().Ended {
			return j
		}
		time.Sleep(10 * time.Millisecond)
	}
	d.Fatal("the job does not end")
	return nil
}

func TestAddText(t *testing.T) {
	d := openDesk(t, web.Options{})
	f := url.Values{"text": {pasted}, "title": {"Nine <b>boats</b>\n\u202eevil"}, "outlet": {"The Skell Mirror"}, "date": {"2031-03-05"}}
	j := d.ended(d.post("ada", "/add/text", f, 303))
	page := d.get("ada", "/job/"+j.ID, 200)
	contains(t, page, "It has ended.", "Nine &lt;b&gt;boats&lt;/b&gt; evil", "1 of 1", "statement", `href="/document/doc_`, "Begun by ada")
	if strings.Contains(page, "data-events") {
		t.Error("a job that has ended is still listened to")
	}
	o := j.State().Outcomes[0]
	doc, _, err := d.room.Ledger.Document(t.Context(), o.Document)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Title != "Nine <b>boats</b> evil" || doc.Publisher != "The Skell Mirror" || doc.Published != "2031-03-05" || o.Statements == 0 {
		t.Errorf("document: %q, %q, %q; %d statements", doc.Title, doc.Publisher, doc.Published, o.Statements)
	}
	again := d.ended(d.post("ada", "/add/text", f, 303))
	contains(t, d.get("ada", "/job/"+again.ID, 200), "the ledger had it before")
	contains(t, d.get("ada", "/jobs", 200), j.ID, again.ID)
	contains(t, d.get("ada", "/add", 200), again.ID)

	for _, bad := range []url.Values{
		{"text": {" \n"}}, {"text": {"x"}, "url": {"javascript:alert(1)"}}, {"text": {"kept <i>"}, "date": {"yesterday"}}, {"text": {"x"}, "url": {"http://"}},
	} {
		page := d.post("ada", "/add/text", bad, 400).Body.String()
		contains(t, page, `role="alert"`)
		if bad.Get("date") != "" {
			contains(t, page, "kept &lt;i&gt;", `value="yesterday"`)
		}
	}
	d.post("ada", "/add/text", url.Values{"text": {strings.Repeat("x", 9<<20)}}, 413)
	d.post("viewer", "/add/text", f, 403)
	d.get("viewer", "/add", 403)
	d.get("ada", "/job/none", 404)
	d.get("ada", "/job/none/events", 404)
	d.get("ada", "/job/"+j.ID+"?from=-1", 400)
	d.get("ada", "/job/"+j.ID+"?from=x", 400)
}

func TestAddURL(t *testing.T) {
	var asked string
	d := openDesk(t, web.Options{Fetch: func(u string) source.Items {
		asked = u
		return func(yield func(*source.Item, error) bool) {
			yield(&source.Item{Name: u}, fmt.Errorf("fetch %s: <private> address", u))
		}
	}})
	j := d.ended(d.post("ada", "/add/url", url.Values{"url": {" http://127.0.0.1/x "}}, 303))
	if asked != "http://127.0.0.1/x" {
		t.Errorf("asked for %q", asked)
	}
	contains(t, d.get("ada", "/job/"+j.ID, 200), "<strong>Fault:</strong> fetch http://127.0.0.1/x: &lt;private&gt; address")
	contains(t, d.get("ada", "/jobs", 200), "1 fault")
	for _, bad := range []string{"", "ftp://example.org/x", "file:///etc/passwd", "example.org", "https://"} {
		d.post("ada", "/add/url", url.Values{"url": {bad}}, 400)
	}
	d.post("viewer", "/add/url", url.Values{"url": {"https://example.org/"}}, 403)
	d.post("ada", "/add/url", url.Values{"url": {"https://" + strings.Repeat("x", 5000)}}, 400)
	none := openDesk(t, web.Options{})
	none.post("ada", "/add/url", url.Values{"url": {"https://example.org/"}}, 400)
}

// upload is a request with files, each of a name and its content.
func upload(t *testing.T, files ...[2]string) *http.Request {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for _, f := range files {
		h := make(map[string][]string)
		h["Content-Disposition"] = []string{`form-data; name="file"; filename="` + f[0] + `"`}
		h["Content-Type"] = []string{"application/octet-stream"}
		p, err := m.CreatePart(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/add/files", &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return r
}

func TestAddFiles(t *testing.T) {
	d := openDesk(t, web.Options{})
	w := d.ask("ada", upload(t,
		[2]string{"../../etc/<img src=x>.txt", pasted},
		[2]string{`C:\temp\page.html`, "<html><body><article><h1>Fire</h1><p>" + strings.Repeat("Warden Ila Moss said that the pier burned down on Sunday. ", 20) + "</p></article></body></html>"},
		[2]string{"..", "The harbour office said on Monday that it was wrong."},
		[2]string{"data.bin", "\x00\x01\x02\xff"},
	))
	if w.Code != 303 {
		t.Fatalf("%d\n%s", w.Code, w.Body)
	}
	j := d.ended(w)
	page := d.get("ada", "/job/"+j.ID, 200)
	contains(t, page, "&lt;img src=x&gt;.txt and 3 other files", ">page.html<", "4 of 4")
	if strings.Contains(page, "<img") || strings.Contains(page, "etc/") || strings.Contains(page, "temp") {
		t.Error("a name is shown as it was sent")
	}

	for _, r := range []*http.Request{upload(t), httptest.NewRequest(http.MethodPost, "/add/files", strings.NewReader("x"))} {
		if w := d.ask("ada", r); w.Code != 400 {
			t.Errorf("%d, want 400", w.Code)
		}
	}
	w = d.ask("ada", upload(t, [2]string{"a.txt", "x"}, [2]string{"big.txt", strings.Repeat("x", 65<<20)}))
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", w.Code)
	}
	contains(t, w.Body.String(), "64 MB")
	if n := len(d.room.Jobs.All()); n != 1 {
		t.Errorf("%d jobs: what is refused is not read", n)
	}
	if w := d.ask("viewer", upload(t, [2]string{"a.txt", "x"})); w.Code != 403 {
		t.Errorf("a viewer's upload: %d", w.Code)
	}
}

// Events tell what becomes known, go on where a browser left off, and end by themselves.
func TestJobEvents(t *testing.T) {
	d := openDesk(t, web.Options{})
	more := make(chan bool)
	j, ok := d.room.Jobs.Start("slow", "ada", func(yield func(*source.Item, error) bool) {
		for i := range 3 {
			<-more
			if !yield(&source.Item{Name: fmt.Sprintf("item %d\n", i)}, fmt.Errorf("fault %d", i)) {
				return
			}
		}
		<-more
	})
	if !ok {
		t.Fatal("not started")
	}
	page := d.get("ada", "/job/"+j.ID, 200)
	contains(t, page, `data-events="/job/`+j.ID+`/events?from=0"`, "It is under way.", "Look again")

	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { d.mux.ServeHTTP(w, as(r, "ada", account.Analyst)) }))
	defer server.Close()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	listen := func(last string) *http.Response {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/job/"+j.ID+"/events", nil)
		if err != nil {
			t.Fatal(err)
		}
		if last != "" {
			r.Header.Set("Last-Event-ID", last)
		}
		res, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	res := listen("")
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("type %q", got)
	}
	go func() {
		for range 4 {
			more <- true
		}
	}()
	var all bytes.Buffer
	if _, err := all.ReadFrom(res.Body); err != nil { // it ends
		t.Fatal(err)
	}
	res.Body.Close()
	contains(t, all.String(), "event: progress\n", "id: 3\n", `"name":"item 1\n"`, `"text":"fault 2"`, `"ended":true`)
	for line := range strings.SplitSeq(strings.TrimSpace(all.String()), "\n") {
		if line != "" && !strings.HasPrefix(line, "id: ") && !strings.HasPrefix(line, "event: ") && !strings.HasPrefix(line, "data: ") && !strings.HasPrefix(line, ":") {
			t.Errorf("line %q", line)
		}
	}

	res = listen("1")
	all.Reset()
	if _, err := all.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if strings.Count(all.String(), `"name":`) != 2 {
		t.Errorf("behind the first: %s", all.String())
	}
	if res = listen("3"); res.StatusCode != http.StatusNoContent {
		t.Errorf("behind the last: %d", res.StatusCode)
	}
	res.Body.Close()
	if res = listen("-3"); res.StatusCode != http.StatusBadRequest {
		t.Errorf("before the first: %d", res.StatusCode)
	}
	res.Body.Close()
}

// A long list of outcomes is shown in pages.
func TestJobPages(t *testing.T) {
	d := openDesk(t, web.Options{})
	j, _ := d.room.Jobs.Start("many", "ada", func(yield func(*source.Item, error) bool) {
		for i := range 120 {
			if !yield(&source.Item{Name: fmt.Sprintf("item-%03d", i)}, fmt.Errorf("fault")) {
				return
			}
		}
	})
	w := httptest.NewRecorder()
	w.Header().Set("Location", "/job/"+j.ID)
	d.ended(w)
	page := d.get("ada", "/job/"+j.ID, 200)
	contains(t, page, "?from=50", "120 of 120")
	if n := strings.Count(page, "job-fault"); n != 50 {
		t.Errorf("%d rows", n)
	}
	if n := strings.Count(d.get("ada", "/job/"+j.ID+"?from=100", 200), "job-fault"); n != 20 {
		t.Errorf("%d rows on the last page", n)
	}
}
