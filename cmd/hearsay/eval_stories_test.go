package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const ferryPack = "../../examples/stories/varn-ferry"

// intoLedger reads a story into a new ledger.
func intoLedger(t *testing.T, dir, model string) string {
	t.Helper()
	led := filepath.Join(t.TempDir(), "ledger")
	runReal(t, exitDone, "ingest", "--quiet", "--ledger", led, "--model", model, filepath.Join(dir, "manifest.json"))
	return led
}

// A story is read, scored and forgotten.
func TestEvalStories(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a story several times")
	}
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	evalRun(t, exitDone, "varn-ferry\nstatements found ", "stories", "--model=fast", ferryPack)
	evalRun(t, exitFailed, "varn-ferry: claims ", "stories", "--model=fast", "--min-claims=101", ferryPack)
	evalRun(t, exitFailed, "varn-ferry: status ", "stories", "--model=fast", "--verbose", "--min-status=101", ferryPack)
	evalRun(t, exitUsage, `no model "fats"`, "stories", "--model=fats", ferryPack)
	evalRun(t, exitUsage, "--jobs -1", "stories", "--jobs=-1", ferryPack)
	evalRun(t, exitUsage, "nowhere", "stories", "nowhere")
	evalRun(t, exitFailed, "gold.json", "stories", fixture)
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// What is scored is what the program prints, and the reference scorer says the same of it.
func TestEvalStoriesAgreesWithReference(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a story")
	}
	root := os.Getenv("HEARSAY_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	script := filepath.Join(root, "eval", "score_stories.py")
	if _, err := os.Stat(script); err != nil {
		t.Skip("no eval/score_stories.py here: set HEARSAY_SHARED to the folder that holds it")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("needs python3, which is not here")
	}
	led := intoLedger(t, ferryPack, "fast")
	files := []string{script, "--gold", filepath.Join(ferryPack, "gold.json")}
	for name, args := range map[string][]string{
		"claims":     {"claims", "--format", "json"},
		"statements": {"statements", "--format", "jsonl", "--limit", "0"},
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(runReal(t, exitDone, append(args, "--ledger", led)...)), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, "--"+name, path)
	}
	want, err := exec.Command(python, files...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, want)
	}
	if got := runReal(t, exitDone, "eval", "stories", "--model", "fast", ferryPack); got != "varn-ferry\n"+string(want) {
		t.Errorf("%s\nwant:\n%s", got, want)
	}
	if !strings.Contains(string(want), "STORY claims-F") {
		t.Errorf("%s", want)
	}
}
