package openai_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/openai"
)

const one = `{"statements":[{"source":["he"],"cue":["said"],"content":["it ended"]}]}`

// extract reads one sentence by a client.
func extract(ctx context.Context, client *openai.Client) (int, error) {
	sts, err := client.Extractor(unresolved{}).Extract(ctx, document("Then he said it ended."))
	return len(sts), err
}

// inTurn is a server that answers each request with the next of its handlers, and
// goes on with the last.
func inTurn(asked *atomic.Int32, handlers ...http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		n := int(asked.Add(1)) - 1
		handlers[min(n, len(handlers)-1)](w, r)
	}
}

func status(code int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}
}

func torn(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = io.WriteString(w, "{")
}

// Failures that may pass are tried again.
func TestTriesAgain(t *testing.T) {
	busy := `{"error":{"message":"busy","code":"rate_limit_exceeded"}}`
	for _, c := range []struct {
		name     string
		handlers []http.HandlerFunc
		asked    int32
	}{
		{"429", []http.HandlerFunc{status(429, busy), status(429, busy, "Retry-After", "0"), answering(one)}, 3},
		{"5xx", []http.HandlerFunc{status(500, ""), status(502, "<html>"), status(503, busy), answering(one)}, 4},
		{"torn", []http.HandlerFunc{torn, answering(one)}, 2},
		{"garbage", []http.HandlerFunc{answering("I am sorry."), answering(one)}, 2},
		{"page", []http.HandlerFunc{status(200, "<html>"), answering(one)}, 2},
		{"error in an answer", []http.HandlerFunc{status(200, busy), answering(one)}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			var asked atomic.Int32
			n, err := extract(t.Context(), serve(t, inTurn(&asked, c.handlers...)))
			if err != nil || n != 1 || asked.Load() != c.asked {
				t.Errorf("%d statements, asked %d times, %v", n, asked.Load(), err)
			}
		})
	}
}

func TestWaitsAsAsked(t *testing.T) {
	var asked atomic.Int32
	client := serve(t, inTurn(&asked, status(429, "", "Retry-After", "1"), answering(one)))
	begin := time.Now()
	if _, err := extract(t.Context(), client); err != nil || time.Since(begin) < time.Second {
		t.Error(err, time.Since(begin))
	}
	fail(t, status(429, "", "Retry-After", "86400"), 1, "it asks to wait 24h0m0s, which is too long")
	fail(t, status(503, "", "Retry-After", time.Now().Add(5*time.Hour).UTC().Format(http.TimeFormat)), 1, "which is too long")
}

// fail expects an error, after so many requests.
func fail(t *testing.T, handler http.HandlerFunc, requests int32, want string, change ...func(*openai.Options)) error {
	t.Helper()
	var asked atomic.Int32
	client := serve(t, inTurn(&asked, handler), append([]func(*openai.Options){func(o *openai.Options) { o.Retries = 2 }}, change...)...)
	_, err := extract(t.Context(), client)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %q", err, want)
	}
	if n := asked.Load(); n != requests {
		t.Errorf("%q: %d requests, want %d", want, n, requests)
	}
	if got := client.Count(); got != (openai.Count{}) {
		t.Errorf("a document that failed counts: %v", got)
	}
	return err
}

func TestFailures(t *testing.T) {
	fail(t, status(429, `{"error":"slow down"}`), 3, "answers 429 Too Many Requests: slow down (tried 3 times)")
	fail(t, status(429, `{"error":{"message":"You are out of credit","code":"insufficient_quota"}}`), 1, "out of credit")
	fail(t, status(500, ``), 3, "answers 500 Internal Server Error: it is empty (tried 3 times)")
	fail(t, status(404, `{"detail":"no such thing"}`), 1, `is not there (404), or has no model "m": no such thing`)
	fail(t, status(403, `{"message":"not for you"}`), 1, "answers 403 Forbidden: not for you")
	fail(t, status(307, "", "Location", "http://elsewhere.example/v1"), 1, "redirects to http://elsewhere.example/v1; if that is right, name it")
	fail(t, answering("I am sorry."), 2, "the model's answer holds no statements in JSON: I am sorry.")
	fail(t, answering(`{"statements":[{"source":["h`), 2, "broke off before the first")
	fail(t, answering(""), 2, "no statements in JSON: it is empty")
	fail(t, status(200, "\x00\xff"), 2, "no chat completion")
	fail(t, status(200, `{"choices":[{"message":{"content":null,"refusal":"I may not."}}]}`), 1, "the model refuses: I may not.")
	fail(t, torn, 3, "unexpected EOF (tried 3 times)")
}

// An answer that does not end, or drips, is cut off.
func TestSlowAndHuge(t *testing.T) {
	impatient := func(o *openai.Options) { o.Timeout = 60 * time.Millisecond }
	fail(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}, 2, "no answer of http://127.0.0.1", impatient)
	fail(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, " ")
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	}, 2, "within 60ms (tried 2 times)", impatient)
	err := fail(t, func(w http.ResponseWriter, r *http.Request) {
		block := bytes.Repeat([]byte(" "), 1<<16)
		for range 1000 {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}, 1, "too large: more than 1000000 bytes", func(o *openai.Options) { o.MaxBytes = 1e6 })
	if !errors.Is(err, hearsay.ErrTooLarge) {
		t.Error(err)
	}
}

// A key is never shown, not even when the server repeats it.
func TestKeyStaysSecret(t *testing.T) {
	const key = "sk-verysecret"
	keyed := func(o *openai.Options) { o.Key, o.KeyName = key, "MY_KEY" }
	none := func(o *openai.Options) { o.KeyName = "MY_KEY" }
	echo := `{"error":{"message":"Incorrect key ` + key + `"}}`
	for _, err := range []error{
		fail(t, status(401, echo), 1, "refuses the key (401): is the one in the environment variable MY_KEY right?", keyed),
		fail(t, status(403, echo), 1, "Incorrect key [key]", keyed),
		fail(t, status(500, echo), 3, "Incorrect key [key]", keyed),
		fail(t, answering("no: "+key), 2, "no: [key]", keyed),
		fail(t, status(302, "", "Location", "http://x.example/?k="+key), 1, "redirects", keyed),
	} {
		if strings.Contains(err.Error(), key) {
			t.Error(err)
		}
	}
	fail(t, status(401, ""), 1, "the environment variable MY_KEY is not set", none)
	fail(t, status(401, ""), 1, "--api-key-env names the environment variable")
	endpoint, _ := openai.ParseEndpoint("http://localhost")
	_, err := openai.New(openai.Options{Endpoint: endpoint, Model: "m", Key: key + "\nX: y", KeyName: "MY_KEY"})
	if err == nil || strings.Contains(err.Error(), key) || !strings.Contains(err.Error(), "MY_KEY") {
		t.Error(err)
	}
}

// What every further request would meet is not met again.
func TestGivesUpForAll(t *testing.T) {
	var asked atomic.Int32
	client := serve(t, inTurn(&asked, status(401, "")))
	for range 3 {
		if _, err := extract(t.Context(), client); err == nil {
			t.Error("no error")
		}
	}
	if asked.Load() != 1 {
		t.Errorf("asked %d times with a key that was refused", asked.Load())
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	address := l.Addr().String()
	l.Close()
	client = serve(t, nil, func(o *openai.Options) {
		o.Endpoint, _ = openai.ParseEndpoint("http://" + address)
		o.Pause, o.Retries = 20*time.Millisecond, 2
	})
	for i := range 2 {
		begin := time.Now()
		if _, err := extract(t.Context(), client); err == nil || !strings.Contains(err.Error(), "refused") {
			t.Error(err)
		}
		if i == 1 && time.Since(begin) > 15*time.Millisecond {
			t.Error("waited again for a server that is not there")
		}
	}
}

// A server that does not know a form of answer is asked without it, and later ones at
// once in the form that it took.
func TestPoorerRequests(t *testing.T) {
	var mu sync.Mutex
	var asked []string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		form := ""
		for _, field := range []string{"json_schema", "json_object", `"temperature"`} {
			if bytes.Contains(body, []byte(field)) {
				form += field + " "
			}
		}
		mu.Lock()
		asked = append(asked, strings.TrimSpace(form))
		mu.Unlock()
		switch {
		case strings.Contains(form, "temperature"):
			status(400, `{"error":{"message":"Unsupported value: 'temperature'"}}`)(w, r)
		case strings.Contains(form, "json_schema"):
			status(422, `{"error":"response_format"}`)(w, r)
		default:
			answering(one)(w, r)
		}
	})
	for range 2 {
		if n, err := extract(t.Context(), client); n != 1 || err != nil {
			t.Error(n, err)
		}
	}
	got := strings.Join(asked, "; ")
	if want := `json_schema "temperature"; json_schema; json_object; json_object`; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
	fail(t, status(400, `{"error":"too long"}`), 4, "answers 400 Bad Request: too long")
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		cancel()
		<-r.Context().Done()
	})
	if _, err := extract(ctx, client); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	client = serve(t, func(w http.ResponseWriter, r *http.Request) {
		time.AfterFunc(10*time.Millisecond, cancel)
		w.WriteHeader(503)
	}, func(o *openai.Options) { o.Pause = time.Hour })
	if _, err := extract(ctx, client); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// One client serves many goroutines.
func TestManyAtOnce(t *testing.T) {
	client := serve(t, answering(one))
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			e := client.Extractor(unresolved{})
			for range 5 {
				if sts, err := e.Extract(t.Context(), document("Then he said it ended.")); err != nil || len(sts) != 1 {
					t.Error(len(sts), err)
				}
			}
		})
	}
	wait.Wait()
	if got := client.Count(); got.Kept != 40 || got.Refused() != 0 {
		t.Error(got)
	}
}

func TestParseEndpoint(t *testing.T) {
	for in, want := range map[string]string{
		"http://localhost:11434/v1":                 "http://localhost:11434/v1/chat/completions",
		"http://localhost:11434/v1/":                "http://localhost:11434/v1/chat/completions",
		"https://api.example":                       "https://api.example/v1/chat/completions",
		" https://api.example/chat/completions ":    "https://api.example/chat/completions",
		"https://api.example/openai/x?version=2":    "https://api.example/openai/x/chat/completions?version=2",
		"HTTP://[::1]:8080/v1/chat/completions/":    "http://[::1]:8080/v1/chat/completions",
		"localhost:11434/v1":                        "must begin with http:// or https://",
		"ftp://api.example/v1":                      "must begin with http:// or https://",
		"api.example":                               "must begin with http:// or https://",
		"http://":                                   "names no machine",
		"http://:80/v1":                             "names no machine",
		"http://api.example/v1#x":                   "fragment",
		"http://a b/":                               `"http://a b/" is no endpoint`,
		"https://me:secret@api.example/v1":          "name or password",
		"https://me:secret@api.example:port%%41/v1": "no endpoint",
		"": "must begin with",
	} {
		u, err := openai.ParseEndpoint(in)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = u.String()
		}
		if err == nil && got != want || !strings.Contains(got, want) || strings.Contains(got, "secret") {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
	for in, want := range map[string]bool{"http://localhost:1": true, "http://127.0.0.3": true, "http://[::1]:1": true, "http://[::ffff:127.0.0.1]": true,
		"https://api.example": true, "http://api.example": false, "http://10.0.0.1": false, "http://localhost.example": false} {
		if u, err := openai.ParseEndpoint(in); err != nil || openai.Private(u) != want {
			t.Errorf("%s private: %v, want %v", in, !want, want)
		}
	}
}
