package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest/fetch"
)

// quick is a client that may reach a server of the test and does not dawdle.
func quick(change ...func(*fetch.Options)) *fetch.Client {
	opts := fetch.Options{AllowPrivate: true, IgnoreRobots: true, Interval: -1, Pause: time.Millisecond}
	for _, f := range change {
		f(&opts)
	}
	return fetch.New(opts)
}

// serve starts a server and gives its URL.
func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.CloseClientConnections)
	t.Cleanup(server.Close)
	return server.URL
}

// inTurn answers each request with the next of its handlers, and goes on with the last.
func inTurn(asked *atomic.Int32, handlers ...http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		n := int(asked.Add(1)) - 1
		handlers[min(n, len(handlers)-1)](w, r)
	}
}

func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

func saying(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
}

// torn promises more than it sends.
func torn(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = io.WriteString(w, "half")
}

// bare speaks HTTP by hand, as what servers of package http refuse to send.
func bare(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, text)
	}
}

// fails holds that an error names the URL and says what is wanted.
func fails(t *testing.T, err error, url, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), url) {
		t.Errorf("error %v: wants %q, and the URL %s", err, want, url)
	}
}

func TestGet(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
		w.Header().Add("X-Two", "b")
		w.Header().Add("X-Two", "a")
		fmt.Fprintf(w, "%s|%s", r.Header.Get("User-Agent"), r.RequestURI)
	})
	res, err := quick().Get(t.Context(), url+"/a%20b?c=d#e", fetch.Known{})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(res.Body); !strings.HasPrefix(got, "Hearsay/") || !strings.HasSuffix(got, "|/a%20b?c=d") {
		t.Errorf("asked as %s", got)
	}
	if res.Status != 200 || res.URL != url+"/a%20b?c=d" || res.Chain != nil || time.Since(res.Fetched) > time.Minute {
		t.Errorf("%+v", res)
	}
	item := res.Item()
	if item.Type != "text/html; charset=iso-8859-1" || item.Retrieved != res.Fetched || string(item.Data) != string(res.Body) {
		t.Errorf("%+v", item)
	}
	var two []string
	for _, f := range item.Header {
		if f.Name == "X-Two" {
			two = append(two, f.Value)
		}
	}
	if strings.Join(two, "") != "ba" {
		t.Errorf("fields of one name in another order: %v", two)
	}
}

func TestRedirects(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var n int
		switch _, err := fmt.Sscanf(r.URL.Path, "/%d", &n); {
		case err == nil && n > 0:
			http.Redirect(w, r, fmt.Sprintf("/%d", n-1), http.StatusMovedPermanently)
		case err == nil:
			_, _ = io.WriteString(w, "there")
		case r.URL.Path == "/a":
			http.Redirect(w, r, "b#x", http.StatusFound)
		case r.URL.Path == "/b":
			http.Redirect(w, r, "a", http.StatusFound)
		case r.URL.Path == "/self":
			http.Redirect(w, r, "self", http.StatusFound)
		case r.URL.Path == "/nowhere":
			w.WriteHeader(http.StatusFound)
		default:
			status(http.StatusFound, "Location", r.URL.RawQuery)(w, r)
		}
	})
	c := quick()
	res, err := c.Get(t.Context(), url+"/10", fetch.Known{})
	if err != nil || string(res.Body) != "there" || len(res.Chain) != 10 || res.URL != url+"/0" || res.Chain[0] != (fetch.Hop{URL: url + "/10", Status: 301}) {
		t.Errorf("%+v, %v", res, err)
	}
	for path, want := range map[string]string{
		"/11":                   "more than 10 redirects",
		"/a":                    url + "/a → " + url + "/b → " + url + "/a",
		"/self":                 url + "/self → " + url + "/self",
		"/nowhere":              "does not say where to",
		"/to?file:///etc/hosts": "only http and https",
		"/to?gopher://x/":       "only http and https",
		"/to?http://%zz/":       "not a URL",
		"/to?http:///x":         "names no host",
	} {
		_, err := c.Get(t.Context(), url+path, fetch.Known{})
		fails(t, err, url+path, want)
	}
}

func TestURLs(t *testing.T) {
	for address, want := range map[string]string{
		"":                                      "only http and https",
		"ftp://a.example/":                      "only http and https",
		"/etc/passwd":                           "only http and https",
		"http://":                               "no host",
		"http://a b/":                           "read the URL",
		"http://[::1/":                          "read the URL",
		"http://a/" + strings.Repeat("x", 9000): "bytes",
	} {
		_, err := quick().Get(t.Context(), address, fetch.Known{})
		fails(t, err, address[:min(len(address), 50)], want)
	}
	_, err := quick().Get(t.Context(), "http://me:secret@127.0.0.1:1/", fetch.Known{})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("%v", err)
	}
}

func TestTriesAgain(t *testing.T) {
	for _, c := range []struct {
		name     string
		asked    int32
		want     string // of the error, or else of the body
		handlers []http.HandlerFunc
	}{
		{"429", 3, "ok", []http.HandlerFunc{status(429), status(429, "Retry-After", "0"), saying("ok")}},
		{"5xx", 4, "ok", []http.HandlerFunc{status(500), status(502), status(503), saying("ok")}},
		{"torn", 2, "ok", []http.HandlerFunc{torn, saying("ok")}},
		{"no answer", 2, "ok", []http.HandlerFunc{bare(""), saying("ok")}},
		{"nonsense", 2, "ok", []http.HandlerFunc{bare("hello\r\n\r\n"), saying("ok")}},
		{"always", 4, "500 Internal Server Error (tried 4 times)", []http.HandlerFunc{status(500)}},
		{"always torn", 4, "broke off", []http.HandlerFunc{torn}},
		{"404", 1, "404 Not Found", []http.HandlerFunc{status(404)}},
		{"410", 1, "410 Gone", []http.HandlerFunc{status(410)}},
		{"501", 1, "501", []http.HandlerFunc{status(501)}},
		{"206", 1, "206", []http.HandlerFunc{status(206)}},
		{"304 unasked", 1, "304", []http.HandlerFunc{status(304)}},
		{"wait too long", 1, "asked again in 1h0m0s", []http.HandlerFunc{status(503, "Retry-After", "3600")}},
		{"unknown encoding", 1, `unknown content encoding "rot13"`, []http.HandlerFunc{status(200, "Content-Encoding", "rot13")}},
		{"no gzip", 1, "undo the content encoding gzip", []http.HandlerFunc{func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = io.WriteString(w, "<html>plain</html>")
		}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var asked atomic.Int32
			url := serve(t, inTurn(&asked, c.handlers...))
			res, err := quick().Get(t.Context(), url, fetch.Known{})
			switch {
			case asked.Load() != c.asked:
				t.Errorf("asked %d times", asked.Load())
			case c.want == "ok" && (err != nil || string(res.Body) != "ok"):
				t.Errorf("%+v, %v", res, err)
			case c.want != "ok":
				fails(t, err, url, c.want)
			}
		})
	}
}

// A host that asks to wait is left alone, whichever of its pages is asked for.
func TestWaitsAsAsked(t *testing.T) {
	var asked atomic.Int32
	url := serve(t, inTurn(&asked, status(429, "Retry-After", "1"), saying("ok")))
	begin := time.Now()
	if _, err := quick().Get(t.Context(), url, fetch.Known{}); err != nil || time.Since(begin) < 900*time.Millisecond {
		t.Errorf("after %s: %v", time.Since(begin), err)
	}

	asked.Store(0)
	url = serve(t, inTurn(&asked, status(503, "Retry-After", "7200"), saying("ok")))
	c := quick()
	for _, path := range []string{"/a", "/b"} {
		_, err := c.Get(t.Context(), url+path, fetch.Known{})
		var busy *fetch.StatusError
		if !errors.As(err, &busy) || busy.Code != 503 || busy.RetryAfter < time.Hour || busy.Permanent() {
			t.Errorf("%s: %v", path, err)
		}
	}
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
}

func TestKnown(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Last-Modified", "Tue, 06 Feb 2024 10:40:00 GMT")
		if r.Header.Get("If-None-Match") == `"one"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, "new")
	})
	c := quick()
	res, err := c.Get(t.Context(), url, fetch.Known{})
	if err != nil || string(res.Body) != "new" || res.NotModified {
		t.Fatalf("%+v, %v", res, err)
	}
	res, err = c.Get(t.Context(), url, res.Known())
	if err != nil || !res.NotModified || res.Body != nil || res.Status != 304 || res.Known().ETag != `"one"` {
		t.Errorf("%+v, %v", res, err)
	}
}

// Over TLS it is HTTP/2 where the server speaks it; a certificate that nobody vouches
// for is not tried again.
func TestTLS(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/large" {
			for i := range 300 {
				w.Header().Set(fmt.Sprintf("X-Bomb-%d", i), strings.Repeat("x", 1<<10))
			}
		}
		_, _ = io.WriteString(w, r.Proto)
	}))
	server.EnableHTTP2 = true
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	trusting := func(o *fetch.Options) {
		o.TLS = server.Client().Transport.(*http.Transport).TLSClientConfig
	}
	res, err := quick(trusting).Get(t.Context(), server.URL, fetch.Known{})
	if err != nil || string(res.Body) != "HTTP/2.0" {
		t.Errorf("%+v, %v", res, err)
	}
	_, err = quick(trusting).Get(t.Context(), server.URL+"/large", fetch.Known{})
	fails(t, err, server.URL, "connection error") // HTTP/2 has no better word for it
	_, err = quick().Get(t.Context(), server.URL, fetch.Known{})
	fails(t, err, server.URL, "certificate")
	_, err = quick().Get(t.Context(), strings.Replace(serve(t, saying("")), "http:", "https:", 1), fetch.Known{})
	fails(t, err, "https:", "TLS")
	if strings.Contains(err.Error(), "tried") {
		t.Error(err)
	}
}

func TestPages(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/3" {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = io.WriteString(w, r.URL.Path)
	})
	var urls []string
	for i := range 9 {
		urls = append(urls, fmt.Sprintf("%s/%d", url, i))
	}
	n := 0
	for item, err := range quick().Pages(t.Context(), urls) {
		if item == nil || item.Name != urls[n] || (err != nil) != (n == 3) || err == nil && string(item.Data) != fmt.Sprintf("/%d", n) {
			t.Errorf("%d: %+v, %v", n, item, err)
		}
		n++
	}
	if n != len(urls) {
		t.Errorf("%d pages", n)
	}
	for range quick().Pages(t.Context(), urls) {
		break
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n = 0
	for _, err := range quick().Pages(ctx, urls) {
		if n++; n == 2 && !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		cancel()
	}
	if n != 2 {
		t.Errorf("%d items after the context ended", n-1)
	}
}

// A call that is given up ends at once, wherever it is.
func TestContext(t *testing.T) {
	stuck := make(chan struct{})
	defer close(stuck)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/busy" {
			status(429, "Retry-After", "60")(w, r)
			return
		}
		select {
		case <-stuck:
		case <-r.Context().Done():
		}
	})
	for _, path := range []string{"/stuck", "/busy"} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		begin := time.Now()
		_, err := quick().Get(ctx, url+path, fetch.Known{})
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) > 5*time.Second {
			t.Errorf("%s: %v after %s", path, err, time.Since(begin))
		}
	}
}

func tooLarge(t *testing.T, err error, url, want string) {
	t.Helper()
	fails(t, err, url, want)
	if !errors.Is(err, hearsay.ErrTooLarge) {
		t.Errorf("%v is not %v", err, hearsay.ErrTooLarge)
	}
}
