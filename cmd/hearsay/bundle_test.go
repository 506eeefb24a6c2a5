package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The examples of docs/bundles.md do what it says.
func TestBundleExamples(t *testing.T) {
	page, err := os.ReadFile("../../docs/bundles.md")
	if err != nil {
		t.Fatal(err)
	}
	led := intoLedger(t, ferryPack, "accurate")
	work := t.TempDir()
	t.Chdir(work)
	blocks := regexp.MustCompile("(?s)```(sh|text)\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	last, ran := "", 0
	for _, block := range blocks {
		if block[1] == "text" {
			if last != block[2] {
				t.Errorf("the page shows\n%sthe program prints\n%s", block[2], last)
			}
			continue
		}
		last = ""
		for line := range strings.Lines(block[2]) {
			args := strings.Fields(line)
			switch {
			case args[0] == "hearsay" && args[1] == "ingest", strings.Contains(line, "SALT"):
			case args[0] == "hearsay" && args[1] == "verify":
				args[len(args)-1] = filepath.Join(led, "key.pub")
				last += runReal(t, exitDone, args[1:]...)
				ran++
			case args[0] == "hearsay":
				last += runReal(t, exitDone, append(args[1:], "--ledger", led)...)
				ran++
			}
		}
	}
	if ran != 3 {
		t.Errorf("%d examples ran", ran)
	}
	byHand(t, "claim.zip")
	byHand(t, "shown.zip")
	verifyFaults(t, led)
}

// byHand runs the lines of an archive's VERIFY.md.
func byHand(t *testing.T, archive string) {
	t.Helper()
	for _, tool := range []string{"bash", "unzip", "sha256sum", "xxd", "openssl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Logf("there is no %s to check by hand with", tool)
			return
		}
	}
	dir := t.TempDir()
	if out, err := exec.Command("unzip", "-q", archive, "-d", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	guide, err := os.ReadFile(filepath.Join(dir, "VERIFY.md"))
	if err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	for line := range strings.Lines(string(guide)) {
		code, ok := strings.CutPrefix(line, "    ")
		if ok && !strings.HasPrefix(code, "hearsay") && !strings.HasPrefix(code, "python3") {
			script.WriteString(strings.ReplaceAll(code, "/tmp/", "../"))
		}
	}
	shell := exec.Command("bash", "-e")
	shell.Dir, shell.Stdin = dir, strings.NewReader(script.String())
	out, err := shell.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	n := len(lines)
	if n < 5 || !strings.Contains(lines[n-1], "Success") || len(lines[n-2]) != 64 || lines[n-2] != lines[n-3] {
		t.Errorf("by hand:\n%s", out)
	}
}

// verifyFaults holds the exit codes of what is no sound bundle, or no sound call.
func verifyFaults(t *testing.T, led string) {
	t.Helper()
	data, err := os.ReadFile("claim.zip")
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data, []byte("Coast Guard"))
	data[at] = 'B'
	for name, content := range map[string][]byte{"changed.zip": data, "empty.zip": {}, "text.zip": []byte("hello")} {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			t.Fatal(err)
		}
		runReal(t, exitVerify, "verify", name)
	}
	runReal(t, exitUsage, "verify", "shown.zip", "--trust", "nonsense")
	runReal(t, exitFailed, "verify", "nowhere.zip")
	runReal(t, exitUsage, "verify", t.TempDir())
	runReal(t, exitFailed, "bundle", "cl_pmg4tsrbgm", "-o", "claim.zip", "--ledger", led)
	runReal(t, exitUsage, "bundle", "cl_nonesuch", "-o", "other.zip", "--ledger", led)
	runReal(t, exitUsage, "bundle", "cl_pmg4tsrbgm", "-o", "other.zip", "--redact", "st_x", "--ledger", led)
	runReal(t, exitUsage, "bundle", "cl_pmg4tsrbgm", "-o", "other.zip", "--redact", "st_x:1-2", "--ledger", led)
	runReal(t, exitFailed, "bundle", "cl_pmg4tsrbgm", "-o", "other.zip", "--redact", "st_okupw5csw7omjcfkwsjqfqiifa:379-399", "--ledger", led)
	if left, err := filepath.Glob("other.zip"); err != nil || len(left) > 0 {
		t.Error("a bundle that failed was left")
	}
	if left, err := filepath.Glob(".bundle-*"); err != nil || len(left) > 0 {
		t.Error("a part of a bundle was left")
	}
	other, err := os.ReadFile(filepath.Join(led, "key.pub"))
	if err != nil {
		t.Fatal(err)
	}
	runReal(t, exitDone, "verify", "shown.zip", "--trust", strings.TrimSpace(string(other)))
	runReal(t, exitVerify, "verify", "claim.zip", "--trust", strings.TrimSpace(string(other)), "--trust", "hearsay-other+2efa1802+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f")
}
