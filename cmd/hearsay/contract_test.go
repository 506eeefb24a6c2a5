package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// runReal runs the program with its real models and gives what it printed.
func runReal(t *testing.T, wantCode int, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	m := &Main{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Load: load}
	if code := m.Run(t.Context(), args); code != wantCode {
		t.Fatalf("hearsay %s: exit code %d, want %d\n%s", strings.Join(args, " "), code, wantCode, stderr.String())
	}
	return stdout.String()
}

func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("../../docs/schema/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// keeps holds a record against a schema.
func keeps(t *testing.T, s *jsonschema.Schema, record string) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(record))
	if err != nil {
		t.Fatalf("%v\n%s", err, record)
	}
	if err := s.Validate(value); err != nil {
		t.Errorf("%v\n%s", err, record)
	}
}

// examples are the single articles of that folder; its stories are tested there.
var examples = []string{
	"../../examples/border-dam.txt", "../../examples/brightwend-trial.html", "../../examples/budget-row.txt",
	"../../examples/hesk-flood.txt", "../../examples/strait-shelling.txt",
}

// What the program prints about the examples keeps the contract, and its offsets
// are those of the text that `hearsay article` prints, in code points.
func TestExamplesKeepTheContract(t *testing.T) {
	statement, document := schema(t, "statement-1.json"), schema(t, "document-1.json")
	texts := map[string][]rune{}
	for _, path := range examples {
		record := runReal(t, exitDone, "article", "--format", "json", path)
		keeps(t, document, record)
		var doc struct{ Text string }
		if err := json.Unmarshal([]byte(record), &doc); err != nil {
			t.Fatal(err)
		}
		texts[path] = []rune(doc.Text)
	}
	type span struct {
		Start, End int
		Text       string
	}
	type role struct{ Spans []span }
	found, ids := 0, map[string]bool{}
	for line := range strings.Lines(runReal(t, exitDone, append([]string{"extract", "--format", "jsonl"}, examples...)...)) {
		found++
		if !utf8.ValidString(line) {
			t.Errorf("not UTF-8: %q", line)
		}
		keeps(t, statement, line)
		var st struct {
			ID                   string
			Document             struct{ Path string }
			Source, Cue, Content role
			NestedIn             *string `json:"nested_in"`
		}
		if err := json.Unmarshal([]byte(line), &st); err != nil {
			t.Fatal(err)
		}
		if ids[st.ID] {
			t.Errorf("%s occurs twice", st.ID)
		}
		ids[st.ID] = true
		text, ok := texts[st.Document.Path]
		if !ok {
			t.Fatalf("a statement of %s", st.Document.Path)
		}
		for _, r := range []role{st.Source, st.Cue, st.Content} {
			for _, s := range r.Spans {
				if s.Start < 0 || s.End > len(text) || string(text[s.Start:s.End]) != s.Text {
					t.Errorf("%s: %d to %d is not %q", st.Document.Path, s.Start, s.End, s.Text)
				}
			}
		}
	}
	if found < 60 {
		t.Errorf("%d statements in the examples, there are at least 60", found)
	}
}

// The same inputs give the same bytes, however many are read at once.
func TestOutputIsTheSameEveryTime(t *testing.T) {
	for _, format := range []string{"jsonl", "html", "text", "table"} {
		one := runReal(t, exitDone, append([]string{"extract", "--format", format, "--jobs", "1"}, examples...)...)
		if many := runReal(t, exitDone, append([]string{"extract", "--format", format, "--jobs", "7"}, examples...)...); one != many {
			t.Errorf("%s: the output hangs on the number of jobs", format)
		}
	}
}
