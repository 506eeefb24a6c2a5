package main

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the program's output into the README")

// shownLines is how much of its output the README shows.
const shownLines = 32

// The README shows what the program prints. After new weights:
// go test ./cmd/hearsay -run TestREADME -update
func TestREADME(t *testing.T) {
	const path = "../../README.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const begin = "$ hearsay extract examples/hesk-flood.txt\n"
	before, rest, ok := strings.Cut(string(data), begin)
	shown, after, ok2 := strings.Cut(rest, "```\n")
	if !ok || !ok2 {
		t.Fatal("the README shows no result")
	}
	t.Chdir("../..")
	lines := strings.SplitAfter(runReal(t, exitDone, "extract", "examples/hesk-flood.txt"), "\n")
	got := strings.Join(lines[:min(shownLines, len(lines))], "") + "…\n"
	if got == shown {
		return
	}
	if !*update {
		t.Fatalf("the README shows\n%s\nthe program prints\n%s\nmake readme writes it anew", shown, got)
	}
	if err := os.WriteFile("README.md", []byte(before+begin+got+"```\n"+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
