package api_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"testing"

	"github.com/hearsay-news/hearsay/api"
)

// An answer has a tag that changes with it, and a client that has it gets nothing again.
func TestETag(t *testing.T) {
	d := open(t, ferry)
	path := api.Root + "/decisions"
	first := d.do("GET", path, "")
	tag := first.head.Get("ETag")
	if len(tag) < 10 || tag[0] != '"' || tag != d.do("GET", path, "").head.Get("ETag") {
		t.Fatalf("ETag %s", tag)
	}
	for _, have := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		got := d.do("GET", path, "", "If-None-Match", have)
		got.want(t, http.StatusNotModified)
		if len(got.body) > 0 || got.head.Get("ETag") != tag {
			t.Errorf("304 with %d bytes and ETag %s", len(got.body), got.head.Get("ETag"))
		}
	}
	d.do("HEAD", path, "", "If-None-Match", tag).want(t, http.StatusNotModified)
	d.do("GET", path, "", "If-None-Match", `"other"`).want(t, http.StatusOK)
	d.do("POST", path, `{"act":"grade","source":"Halyard Press","value":"B2"}`).want(t, http.StatusCreated)
	d.do("GET", path, "", "If-None-Match", tag).want(t, http.StatusOK)
	if e := d.do("GET", api.Root+"/claims/none", ""); e.head.Get("ETag") != "" || e.head.Get("Cache-Control") != "no-store" {
		t.Errorf("an error is kept: %v", e.head)
	}
}

// Who takes gzip gets gzip, under another tag; HEAD says the same and sends nothing.
func TestGzip(t *testing.T) {
	d := open(t, ferry)
	path := api.Root + "/statements"
	plain, packed := d.do("GET", path, ""), d.do("GET", path, "", "Accept-Encoding", "br, gzip;q=0.5")
	if packed.head.Get("Content-Encoding") != "gzip" || packed.head.Get("ETag") == plain.head.Get("ETag") || packed.head.Get("Vary") != "Accept-Encoding" {
		t.Fatalf("%v", packed.head)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed.body))
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(z); err != nil || !bytes.Equal(body, plain.body) {
		t.Errorf("packed is another: %v", err)
	}
	if len(packed.body) > len(plain.body)/3 {
		t.Errorf("%d of %d bytes", len(packed.body), len(plain.body))
	}
	d.do("GET", path, "", "Accept-Encoding", "gzip", "If-None-Match", packed.head.Get("ETag")).want(t, http.StatusNotModified)
	for _, no := range []string{"gzip;q=0", "identity", "deflate, br"} {
		if got := d.do("GET", path, "", "Accept-Encoding", no); got.head.Get("Content-Encoding") != "" {
			t.Errorf("%s: packed", no)
		}
	}
	head := d.do("HEAD", path, "")
	if head.head.Get("Content-Length") != plain.head.Get("Content-Length") || head.head.Get("ETag") != plain.head.Get("ETag") || len(head.body) > 0 {
		t.Errorf("HEAD: %v, %d bytes", head.head, len(head.body))
	}
}

// What is no operation is a problem too, and says what would be one.
func TestNoOperation(t *testing.T) {
	d := open(t)
	d.do("GET", api.Root+"/nothing", "").problem(t, http.StatusNotFound, "openapi.json")
	d.do("GET", api.Root+"/claims/a/b", "").problem(t, http.StatusNotFound, "openapi.json")
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
		got := d.do(method, api.Root+"/claims", "")
		got.problem(t, http.StatusMethodNotAllowed, "GET or HEAD")
		if got.head.Get("Allow") != "GET, HEAD" {
			t.Errorf("Allow: %s", got.head.Get("Allow"))
		}
	}
	got := d.do("GET", api.Root+"/claims", "", "Origin", "https://elsewhere.example")
	for name := range got.head {
		if len(name) > 14 && name[:14] == "Access-Control" {
			t.Errorf("%s: others' pages are let in", name)
		}
	}
	d.as("", 0).do("GET", api.Root+"/nothing", "").problem(t, http.StatusUnauthorized, "logged in")
}
