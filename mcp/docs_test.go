package mcp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/internal/roomtest"
)

// blocks gives the code blocks of a language of the page about the tools.
func blocks(t *testing.T, language string) (page string, all []string) {
	t.Helper()
	data, err := os.ReadFile("../docs/mcp.md")
	if err != nil {
		t.Fatal(err)
	}
	for i, part := range strings.Split(string(data), "```"+language+"\n") {
		if block, _, ok := strings.Cut(part, "```"); ok && i > 0 {
			all = append(all, block)
		}
	}
	return string(data), all
}

// The configurations are JSON, and the page names every tool.
func TestConfigurations(t *testing.T) {
	page, all := blocks(t, "json")
	if len(all) != 3 {
		t.Errorf("%d configurations", len(all))
	}
	for _, block := range all {
		var conf struct {
			Servers map[string]struct {
				Command, Type, URL string
				Args               []string
			} `json:"mcpServers"`
		}
		if err := json.Unmarshal([]byte(block), &conf); err != nil {
			t.Errorf("%v in %s", err, block)
		}
		s := conf.Servers["hearsay"]
		if !(s.Command == "hearsay" && len(s.Args) > 0 && s.Args[0] == "mcp") && !(s.Type == "http" && strings.HasSuffix(s.URL, "/mcp")) {
			t.Errorf("it starts nothing: %s", block)
		}
	}
	for name := range inMemory(t, serve(t, roomtest.Open(t))).tools {
		if !strings.Contains(page, "| `"+name+"` |") {
			t.Errorf("the page does not name %s", name)
		}
	}
}

// The examples of the page run as they stand, one after another, and each gives something.
func TestExamplesRun(t *testing.T) {
	for _, program := range []string{"sh", "curl", "jq"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("the examples take %s", program)
		}
	}
	_, all := blocks(t, "sh")
	var script strings.Builder
	script.WriteString("set -e\n")
	for _, block := range all {
		script.WriteString("echo '--- example'\n" + strings.ReplaceAll(block, "HEARSAY=http://127.0.0.1:8765\n", ""))
	}
	web := overHTTP(t, serve(t, roomtest.Open(t, ferry)), account.User{Name: "local", Role: account.Admin, Local: true})
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	run := exec.CommandContext(ctx, "sh", "-c", script.String())
	run.Env = append(os.Environ(), "HEARSAY="+web.URL, "NO_PROXY=*", "no_proxy=*")
	var stderr bytes.Buffer
	run.Stderr = &stderr
	out, err := run.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%v\n%s\n%s", err, stderr.String(), out)
	}
	parts := strings.Split(string(out), "--- example\n")[1:]
	for i, want := range []string{"first: doc_", "(party \"Orvalt\"), deny", "acknowledged since 2031-09-30", "https://", "the model fast", "Try: "} {
		if i >= len(parts) || !strings.Contains(parts[i], want) {
			t.Errorf("example %d gives no %q: %s", i+1, want, parts[min(i, len(parts)-1)])
		}
	}
	for i, got := range parts {
		if strings.Contains(got, "null") || strings.Contains(got, ": 0 ") || strings.TrimSpace(got) == "" {
			t.Errorf("example %d gives %q", i+1, got)
		}
		t.Logf("%s", got)
	}
}
