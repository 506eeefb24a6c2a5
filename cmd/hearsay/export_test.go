package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// exampleWords are the words of an example of the documentation.
var exampleWords = regexp.MustCompile(`"([^"]*)"|\S+`)

// Every format has an example in the documentation that works, and writes the same twice.
func TestExportExamples(t *testing.T) {
	text, err := os.ReadFile("../../docs/exports.md")
	if err != nil {
		t.Fatal(err)
	}
	led := intoLedger(t, ferryPack, "fast")
	t.Chdir(t.TempDir())
	shown := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^## (\\w+)\\n(?s:.*?)\\n```\\nhearsay (export .*)\\n```").FindAllStringSubmatch(string(text), -1) {
		var args []string
		for _, w := range exampleWords.FindAllStringSubmatch(m[2], -1) {
			args = append(args, strings.Trim(w[0], `"`))
		}
		out := args[len(args)-1]
		if strings.Contains(m[2], "--format") && !strings.Contains(m[2], "--format "+m[1]+" ") {
			t.Errorf("the example of %s is of another: %s", m[1], m[2])
		}
		args = append(args, "--ledger", led)
		runReal(t, exitDone, args...)
		first, err := os.ReadFile(out)
		if err != nil || len(first) < 40 {
			t.Errorf("%s: %v, %d bytes", m[2], err, len(first))
		}
		runReal(t, exitFailed, args...) // it is there already
		runReal(t, exitDone, append(args, "--force")...)
		if again, err := os.ReadFile(out); err != nil || string(again) != string(first) {
			t.Errorf("%s: %v, other bytes the second time", m[2], err)
		}
		shown[m[1]] = true
	}
	for _, name := range exportNames() {
		if !shown[name] {
			t.Errorf("%s has no example", name)
		}
	}
}

// What makes no sense is wrong usage, and writes nothing.
func TestExportUsage(t *testing.T) {
	led := intoLedger(t, ferryPack, "fast")
	dir := t.TempDir()
	for _, args := range []string{
		"", "--format odt", "-o x.odt", "--format jsonl --what tunes", "--format stix --what claims", "--format jsonl --what positions", "--format jsonl --bom",
		"--format csv --story ferry --claim cl_x", "--format csv --story nowhere", "--format csv --claim cl_nowhere", "--format csv --since May", "--format csv --as-of 2025-13",
		"--format csv --lineage loose", "--format csv --progress often", "--format csv --query ...", "--format csv --speaker ...",
	} {
		out := filepath.Join(dir, "out")
		if strings.Contains(args, "-o ") {
			out = ""
		}
		all := append([]string{"export", "--ledger", led}, strings.Fields(args)...)
		if out != "" {
			all = append(all, "-o", out)
		}
		runReal(t, exitUsage, all...)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	if got := runReal(t, exitDone, "export", "--ledger", led, "--format", "csv", "--speaker", "nobody at all"); strings.Count(got, "\n") != 1 {
		t.Errorf("of nobody: %q", got)
	}
	whole := runReal(t, exitDone, "export", "--ledger", led, "--format", "jsonl")
	denied := runReal(t, exitDone, "export", "--ledger", led, "--format", "jsonl", "--act", "deny", "--progress", "always")
	if n := strings.Count(whole, `"act":"deny"`); n == 0 || strings.Count(denied, "\n") != n {
		t.Errorf("%d denials, want %d", strings.Count(denied, "\n"), n)
	}
}
