package api_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/api"
)

// The examples of the page about the API run as they stand, one after another, and each
// gives something.
func TestExamplesRun(t *testing.T) {
	for _, tool := range []string{"sh", "curl", "jq", "sed"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the examples take %s", tool)
		}
	}
	page, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	script.WriteString("set -e\n")
	examples := 0
	for i, part := range strings.Split(string(page), "```sh\n") {
		block, _, ok := strings.Cut(part, "```")
		if i == 0 || !ok {
			continue
		}
		examples++
		script.WriteString("echo '--- example'\n")
		script.WriteString(strings.ReplaceAll(block, "HEARSAY=http://127.0.0.1:8765/api/v1\n", ""))
	}
	if examples < 10 {
		t.Fatalf("%d examples", examples)
	}
	d := open(t, ferry)
	s := d.server(t)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	run := exec.CommandContext(ctx, "sh", "-c", script.String())
	run.Dir = t.TempDir()
	run.Env = append(os.Environ(), "HEARSAY="+s.URL+api.Root, "NO_PROXY=*", "no_proxy=*")
	var stderr bytes.Buffer
	run.Stderr = &stderr
	out, err := run.Output()
	if err != nil || stderr.Len() > 0 && !strings.Contains(stderr.String(), "(28)") {
		t.Fatalf("%v\n%s\n%s", err, stderr.String(), out[max(0, len(out)-2000):])
	}
	for i, got := range strings.Split(string(out), "--- example\n")[1:] {
		if strings.TrimSpace(got) == "" || strings.Contains(got, `"status":4`) || strings.Contains(got, `"status":5`) {
			t.Errorf("example %d gives %q", i+1, got)
		}
	}
	if !strings.Contains(string(out), "\n304\n") {
		t.Error("no answer was 304")
	}
	if data, err := os.ReadFile(filepath.Join(run.Dir, "ledger.backup")); err != nil || len(data) < 1000 {
		t.Errorf("the backup has %d bytes: %v", len(data), err)
	}
}
