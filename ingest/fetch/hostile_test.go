package fetch_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/hearsay-news/hearsay/ingest/fetch"
)

// packers put the encodings on.
var packers = map[string]func(io.Writer) io.WriteCloser{
	"gzip":    func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	"x-gzip":  func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
	"br":      func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 1) },
	"zstd": func(w io.Writer) io.WriteCloser {
		z, err := zstd.NewWriter(w, zstd.WithWindowSize(1<<20), zstd.WithEncoderConcurrency(1))
		if err != nil {
			panic(err)
		}
		return z
	},
}

func packed(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := packers[name](&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encoded(name string, data []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", name)
		_, _ = w.Write(data)
	}
}

func TestEncodings(t *testing.T) {
	text := []byte(strings.Repeat("The ministry said so. ", 5000))
	for name := range packers {
		data := packed(t, name, text)
		url := serve(t, encoded(strings.ToUpper(name), data))
		if res, err := quick().Get(t.Context(), url, fetch.Known{}); err != nil || !bytes.Equal(res.Body, text) {
			t.Errorf("%s: %v", name, err)
		}
		url = serve(t, encoded(name, data[:len(data)/2]))
		_, err := quick().Get(t.Context(), url, fetch.Known{})
		fails(t, err, url, "undo the content encoding "+name)
		url = serve(t, encoded(name, nil))
		if res, err := quick().Get(t.Context(), url, fetch.Known{}); err != nil || len(res.Body) != 0 {
			t.Errorf("%s of nothing: %v", name, err)
		}
	}
	var bareDeflate bytes.Buffer
	w, _ := flate.NewWriter(&bareDeflate, 9)
	_, _ = w.Write(text)
	_ = w.Close()
	for name, data := range map[string][]byte{
		"deflate":        bareDeflate.Bytes(),
		"gzip, br":       packed(t, "br", packed(t, "gzip", text)),
		"identity, gzip": packed(t, "gzip", text),
	} {
		url := serve(t, encoded(name, data))
		if res, err := quick().Get(t.Context(), url, fetch.Known{}); err != nil || !bytes.Equal(res.Body, text) {
			t.Errorf("%s: %v", name, err)
		}
	}
	url := serve(t, encoded("gzip, gzip, gzip, gzip", text))
	_, err := quick().Get(t.Context(), url, fetch.Known{})
	fails(t, err, url, "at most 3")
}

// A bomb ends at the limit, once, and is not asked for again.
func TestBombs(t *testing.T) {
	small := func(o *fetch.Options) { o.MaxBytes = 1 << 20 }
	zeros := make([]byte, 3<<20)
	for name := range packers {
		url := serve(t, encoded(name, packed(t, name, zeros)))
		_, err := quick(small).Get(t.Context(), url, fetch.Known{})
		tooLarge(t, err, url, "more than 1 MB")
		if strings.Contains(err.Error(), "tried") {
			t.Error(err)
		}
	}
	url := serve(t, encoded("gzip, gzip", packed(t, "gzip", packed(t, "gzip", zeros))))
	_, err := quick(small).Get(t.Context(), url, fetch.Known{})
	tooLarge(t, err, url, "more than 1 MB")
}

// endless sends a piece again and again.
func endless(piece []byte, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		for r.Context().Err() == nil {
			if _, err := w.Write(piece); err != nil {
				return
			}
		}
	}
}

func TestEndless(t *testing.T) {
	small := func(o *fetch.Options) { o.MaxBytes = 1 << 20 }
	skippable := binary.LittleEndian.AppendUint32([]byte{0x50, 0x2a, 0x4d, 0x18}, 16000)
	skippable = append(skippable, make([]byte, 16000)...)
	for name, handler := range map[string]http.HandlerFunc{
		"chunks":          endless(make([]byte, 4096)),
		"empty members":   endless(packed(t, "gzip", nil), "Content-Encoding", "gzip"),
		"zstd of nothing": endless(skippable, "Content-Encoding", "zstd"),
		"2 GB":            endless(make([]byte, 4096), "Content-Length", "2147483648"),
		"2 GB unsaid":     endless(make([]byte, 4096), "Connection", "close"),
	} {
		t.Run(name, func(t *testing.T) {
			url := serve(t, handler)
			_, err := quick(small).Get(t.Context(), url, fetch.Known{})
			tooLarge(t, err, url, "more than 1 MB")
		})
	}
}

// What is exactly as large as it may be is taken.
func TestLimit(t *testing.T) {
	small := func(o *fetch.Options) { o.MaxBytes = 4096 }
	body := strings.Repeat("x", 4096)
	if res, err := quick(small).Get(t.Context(), serve(t, saying(body)), fetch.Known{}); err != nil || string(res.Body) != body {
		t.Error(err)
	}
	url := serve(t, saying(body+"x"))
	_, err := quick(small).Get(t.Context(), url, fetch.Known{})
	tooLarge(t, err, url, "more than 4 kB")
}

func TestHeaders(t *testing.T) {
	line := strings.Repeat("x", 1000)
	url := serve(t, bare("HTTP/1.1 200 OK\r\n"+strings.Repeat("X-Bomb: "+line+"\r\n", 1000)+"\r\n"))
	_, err := quick().Get(t.Context(), url, fetch.Known{})
	tooLarge(t, err, url, "a header of more than 256 kB")
	url = serve(t, bare(strings.Repeat("HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n", 10000)))
	_, err = quick(func(o *fetch.Options) { o.Retries = -1 }).Get(t.Context(), url, fetch.Known{})
	tooLarge(t, err, url, "a header of more than 256 kB")
	for name, text := range map[string]string{
		"two lengths":     "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nhello",
		"negative length": "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nhello",
		"bad chunks":      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello",
	} {
		url := serve(t, bare(text))
		if res, err := quick().Get(t.Context(), url, fetch.Known{}); err == nil {
			t.Errorf("%s: %q", name, res.Body)
		}
	}
	// A length that is too short hides what follows it, as it does for a browser.
	url = serve(t, bare("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nhello"))
	if res, err := quick().Get(t.Context(), url, fetch.Known{}); err != nil || string(res.Body) != "hel" {
		t.Errorf("%v", err)
	}
}

// Servers that drip, and those that fall silent, end at the limit that says so.
func TestSlow(t *testing.T) {
	drip := func(pause time.Duration) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, "x")
				_ = http.NewResponseController(w).Flush()
				time.Sleep(pause)
			}
		}
	}
	mute := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	headers := func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, err = io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
		for err == nil {
			_, err = io.WriteString(conn, "X: y\r\n")
			time.Sleep(5 * time.Millisecond)
		}
	}
	limits := func(o *fetch.Options) {
		o.Header, o.Idle, o.Total, o.Retries = 200*time.Millisecond, 200*time.Millisecond, 600*time.Millisecond, -1
	}
	for _, c := range []struct {
		name, want string
		handler    http.HandlerFunc
	}{
		{"drips", "no whole answer within 600ms", drip(20 * time.Millisecond)},
		{"falls silent", "nothing more of the answer within 200ms", drip(time.Second)},
		{"mute", "no header of an answer within 200ms", mute},
		{"drips headers", "no header of an answer within 200ms", headers},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			url := serve(t, c.handler)
			begin := time.Now()
			_, err := quick(limits).Get(t.Context(), url, fetch.Known{})
			fails(t, err, url, c.want)
			if !errors.Is(err, fetch.ErrTimeout) || time.Since(begin) > 3*time.Second {
				t.Errorf("%v after %s", err, time.Since(begin))
			}
		})
	}
}
