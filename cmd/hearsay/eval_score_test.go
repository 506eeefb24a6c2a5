package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const fixture = "../../eval/testdata/fixture"

// evalRun runs `hearsay eval` with args and holds its exit code and that what it
// says on either stream holds want.
func evalRun(t *testing.T, code int, want string, args ...string) {
	t.Helper()
	var out bytes.Buffer
	m := &Main{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Load: load}
	if got := m.Run(t.Context(), append([]string{"eval"}, args...)); got != code {
		t.Errorf("eval %q: exit code %d, want %d\n%s", args, got, code, &out)
	}
	if !strings.Contains(out.String(), want) {
		t.Errorf("eval %q:\n%s\nwant: %s", args, &out, want)
	}
}

func TestEvalScores(t *testing.T) {
	pred := "--pred=" + filepath.Join(fixture, "pred.jsonl")
	gold := filepath.Join(fixture, "gold")
	evalRun(t, exitDone, "EXACT source 42.1 cue 47.1 content 42.1\n", "polnear", pred, fixture, "--min-source=42")
	evalRun(t, exitFailed, "floor missed: source 42.11 is below 43; content 42.11 is below 42.2\n",
		"polnear", pred, fixture, "--min-source=43", "--min-cue=47", "--min-content=42.2")
	evalRun(t, exitDone, "LINKS found 75.0 said 62.5 exact 12.5\n", "links", pred, fixture, "--min-found=75")
	evalRun(t, exitFailed, "exact 12.50 is below 13", "links", pred, fixture, "--min-said=62", "--min-exact=13")
	evalRun(t, exitDone, "LINKS found 50.0 said 40.0 exact 10.0\n", "links", "--annotators", fixture)
	evalRun(t, exitUsage, "leave out --pred", "links", "--annotators", pred, fixture)
	evalRun(t, exitDone, "MISSED harbour: the ministry | denied | a figure\n", "gold", "-v", pred, gold, "--min-found=5")
	evalRun(t, exitFailed, "statements found 5 is below 6", "gold", pred, gold, "--min-found=6")
	evalRun(t, exitFailed, "F1 of statements found 62.50 is below 63", "gold", pred, gold, "--min-f=63")
	evalRun(t, exitFailed, "none.jsonl", "gold", "--pred=none.jsonl", gold)
	evalRun(t, exitFailed, "nowhere", "polnear", pred, "nowhere")
}

// The model itself reads the texts; how well is not for a fixture to say.
func TestEvalReadsTexts(t *testing.T) {
	evalRun(t, exitDone, "EXACT source ", "polnear", fixture)
	evalRun(t, exitDone, "LINKS found ", "links", fixture)
	evalRun(t, exitUsage, `no model "fats"`, "polnear", "--model=fats", fixture)
}

func TestEvalSyntax(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.conllu")
	text := "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	evalRun(t, exitDone, "from raw text\ntokens    P 1.000 R 1.000 F 1.000\n", "syntax", path)
	evalRun(t, exitFailed, "las 100 is below 101", "syntax", path, "--min-las=101")
	bad := filepath.Join(t.TempDir(), "bad.conllu")
	if err := os.WriteFile(bad, []byte("1\tx\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	evalRun(t, exitFailed, "bad.conllu: CoNLL-U: line 1: not the ten columns", "syntax", bad)
}
