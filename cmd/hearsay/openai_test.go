package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// A model that reads articles about a ferry, with a mind of its own.
func ferryModel(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	message := "I cannot read this."
	switch {
	case bytes.Contains(body, []byte("Ferry lost")):
		message = `{"statements":[
			{"source":["The harbour ministry"],"cue":["denied"],"content":["that at least 12 people were missing"],"act":"confirm"},
			{"source":["Captain Ansel Roe"],"cue":["said"],"content":["\"We saw no lights,\""]},
			{"source":["Captain Ansel Roe"],"cue":["said"],"content":["The ferry had been torpedoed"]},
			{"source":["The harbour ministry"],"cue":["denied"],"content":[]}]}`
	case bytes.Contains(body, []byte("Quiet day")):
		message = `{"statements":[]}`
	}
	content, _ := json.Marshal(message)
	fmt.Fprintf(w, `{"choices":[{"message":{"content":%s},"finish_reason":"stop"}]}`, content)
}

const ferry = `Ferry lost off Karsk

The harbour ministry denied that at least 12 people were missing.

“We saw no lights,” Captain Ansel Roe said on Monday.
`

// ask runs the program with some variables and gives what it printed.
func ask(t *testing.T, environ []string, wantCode int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, said bytes.Buffer
	m := &Main{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &said, Environ: environ, Load: load}
	if code := m.Run(t.Context(), args); code != wantCode {
		t.Errorf("hearsay %s: exit code %d, want %d\n%s", strings.Join(args, " "), code, wantCode, said.String())
	}
	return out.String(), said.String()
}

func articlesOf(t *testing.T, texts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// What a language model returns becomes statements like any others: the spans those
// of the text, all else worked out here, whatever the model says of it.
func TestExtractByOpenAI(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(ferryModel))
	defer server.Close()
	dir := articlesOf(t, map[string]string{"ferry.txt": ferry, "odd.txt": "Odd things happened, the mayor said.", "quiet.txt": "Quiet day in the harbour."})
	stdout, stderr := ask(t, nil, exitUnread, "extract", "--language", "en", "--format", "jsonl",
		"--extractor", "openai", "--endpoint", server.URL+"/v1", "--model", "ferry-7b", dir)
	if !strings.Contains(stderr, "odd.txt: the model's answer holds no statements in JSON: I cannot read this.") ||
		!strings.Contains(stderr, "hearsay: openai: 2 statements kept, 2 refused: 1 not in the text, 1 without content\n") {
		t.Error(stderr)
	}
	contract := schema(t, "statement-1.json")
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d statements\n%s", len(lines), stdout)
	}
	for i, want := range [][]string{
		{`"text":"that at least 12 people were missing"`, `"act":"deny"`, `"mode":"indirect"`, `"low":12`},
		{`"text":"“We saw no lights,”"`, `"name":"Ansel Roe"`, `"mode":"direct"`},
	} {
		keeps(t, contract, lines[i])
		for _, w := range append(want, `"extractor":{"model":"openai","version":"ferry-7b"}`) {
			if !strings.Contains(lines[i], w) {
				t.Errorf("no %s in %s", w, lines[i])
			}
		}
	}
}

// Nobody is contacted but by --extractor openai, and wrong usage is told before.
func TestOpenAIUsage(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer server.Close()
	dir := articlesOf(t, map[string]string{"a.txt": ferry})
	for _, c := range []struct{ args, want string }{
		{"--endpoint " + server.URL, "--endpoint is for --extractor openai"},
		{"--api-key-env X", "--api-key-env is for --extractor openai"},
		{"--timeout 3s", "--timeout is for --extractor openai"},
		{"--extractor opnai", `no --extractor "opnai"; did you mean openai?`},
		{"--extractor openai --model m", "--extractor openai needs --endpoint"},
		{"--extractor openai --endpoint " + server.URL, "--extractor openai needs --model"},
		{"--extractor openai --model m --endpoint localhost:11434/v1", `--endpoint "localhost:11434/v1" is no endpoint: it must begin with http:// or https://`},
		{"--extractor openai --model m --endpoint " + server.URL + " --api-key-env NONE", "--api-key-env NONE: there is no such environment variable"},
		{"--extractor openai --model m --endpoint " + server.URL + " --request-chars 5", "--request-chars 5: at least 200"},
		{"--extractor openai --model m --endpoint " + server.URL + " --timeout=-1s", "--timeout -1s"},
	} {
		if _, stderr := ask(t, nil, exitUsage, append(append([]string{"extract"}, strings.Fields(c.args)...), dir)...); !strings.Contains(stderr, c.want) {
			t.Errorf("%s: %s, want %s", c.args, stderr, c.want)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("asked %d times", asked.Load())
	}
	args := []string{"extract", "--extractor", "openai", "--model", "m", "--endpoint", server.URL, dir}
	for _, c := range []struct {
		environ []string
		want    string
	}{
		{nil, "refuses the key (401): none was sent, as the environment variable OPENAI_API_KEY is not set"},
		{[]string{"OPENAI_API_KEY=sk-hidden"}, "is the one in the environment variable OPENAI_API_KEY right?"},
	} {
		_, stderr := ask(t, c.environ, exitUnread, args...)
		if !strings.Contains(stderr, c.want) || strings.Contains(stderr, "sk-hidden") {
			t.Errorf("%s, want %s", stderr, c.want)
		}
	}
}

// The key of the default variable is shown to nobody on the way.
func TestKeyGoesNowhereElse(t *testing.T) {
	environ := []string{"OPENAI_API_KEY=sk-hidden", "MINE=sk-mine"}
	for _, c := range []struct{ endpoint, variable, want string }{
		{"http://127.0.0.1:1/v1", "", "OPENAI_API_KEY sk-hidden"},
		{"https://api.example/v1", "", "OPENAI_API_KEY sk-hidden"},
		{"http://machine.example/v1", "", " "},
		{"http://machine.example/v1", "OPENAI_API_KEY", "OPENAI_API_KEY sk-hidden"},
		{"http://machine.example/v1", "MINE", "MINE sk-mine"},
	} {
		f := openaiFlags{Extractor: viaOpenAI, Endpoint: c.endpoint, APIKeyEnv: c.variable}
		opts, err := f.options(&Main{Environ: environ}, "m")
		if got := opts.KeyName + " " + opts.Key; err != nil || got != c.want {
			t.Errorf("%s %s: %q, %v", c.endpoint, c.variable, got, err)
		}
	}
}
