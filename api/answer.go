package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// answer is an answer before it goes out: whole, so that its tag can be told and it can be
// given again.
type answer struct {
	head http.Header
	code int
	body bytes.Buffer
}

// answer has a request answered.
func (a *API) answer(r *http.Request) *answer {
	w := &answer{head: make(http.Header)}
	a.mux.ServeHTTP(w, r)
	return w
}

// Header is the answer's header.
func (w *answer) Header() http.Header { return w.head }

// WriteHeader notes the status.
func (w *answer) WriteHeader(code int) {
	if w.code == 0 {
		w.code = code
	}
}

// Write adds to the body.
func (w *answer) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}

// leastZipped is how long a body is at least that is worth packing.
const leastZipped = 1 << 10

// zipped ends the tag of a packed answer: it is another one, byte for byte.
const zipped = "-gzip"

// send sends the answer out.
func (w *answer) send(to http.ResponseWriter, r *http.Request) {
	h := to.Header()
	maps.Copy(h, w.head)
	h.Add("Vary", "Accept-Encoding")
	if w.code == 0 {
		w.code = http.StatusOK
	}
	body, pack := w.body.Bytes(), w.body.Len() >= leastZipped && wantsGzip(r)
	h.Set("Cache-Control", "no-store")
	if w.code == http.StatusOK && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		sum := sha256.Sum256(body)
		tag := base64.RawURLEncoding.EncodeToString(sum[:18])
		h.Set("Cache-Control", "private, no-cache") // kept, and asked about each time
		if pack {
			h.Set("ETag", `"`+tag+zipped+`"`)
		} else {
			h.Set("ETag", `"`+tag+`"`)
		}
		if names(r.Header.Values("If-None-Match"), tag) {
			h.Del("Content-Type")
			to.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if pack {
		h.Set("Content-Encoding", "gzip")
		body = packed(body)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	to.WriteHeader(w.code)
	if r.Method != http.MethodHead {
		_, _ = to.Write(body) // who is gone gets nothing
	}
}

func packed(body []byte) []byte {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err == nil {
		_, err = z.Write(body)
	}
	if err != nil || z.Close() != nil { // none of them fails in memory
		return nil
	}
	return b.Bytes()
}

// names reports whether lists of tags have one, packed or not.
func names(lists []string, tag string) bool {
	for _, list := range lists {
		for t := range strings.SplitSeq(list, ",") {
			t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
			if t == "*" || t == `"`+tag+`"` || t == `"`+tag+zipped+`"` {
				return true
			}
		}
	}
	return false
}

// wantsGzip reports whether a client takes gzip.
func wantsGzip(r *http.Request) bool {
	for _, list := range r.Header.Values("Accept-Encoding") {
		for part := range strings.SplitSeq(list, ",") {
			name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
			if name = strings.TrimSpace(name); !strings.EqualFold(name, "gzip") && name != "*" {
				continue
			}
			_, value, ok := strings.Cut(q, "=")
			n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			return !ok || err == nil && n > 0
		}
	}
	return false
}
