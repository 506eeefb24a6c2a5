package main

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the program's output into the README")

// shownLines is how much of the article the README shows before the statements.
const shownLines = 15

// The README shows what the program prints. After new weights:
// go test ./cmd/hearsay -run TestREADME -update
func TestREADME(t *testing.T) {
	const path = "../../README.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const begin = "$ hearsay extract examples/border-dam.txt\n"
	before, rest, ok := strings.Cut(string(data), begin)
	shown, after, ok2 := strings.Cut(rest, "```\n")
	if !ok || !ok2 {
		t.Fatal("the README shows no result")
	}
	t.Chdir("../..")
	got := beginning(runReal(t, exitDone, "extract", "examples/border-dam.txt"))
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

// beginning is the annotated text of an article, its middle left out, with the list of
// its statements.
func beginning(output string) string {
	at := strings.LastIndex(output, "\n\n") + 1
	lines := strings.SplitAfter(output[:at], "\n")
	if len(lines) <= shownLines {
		return output
	}
	return strings.Join(lines[:shownLines], "") + "…\n" + output[at:]
}
