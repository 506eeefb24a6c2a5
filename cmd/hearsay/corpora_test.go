package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// What the program prints about every article there is keeps the schema, without one
// failure: news agencies' and newspapers' texts, pages as they were saved, and the gold.
func TestCorporaKeepTheContract(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every corpus")
	}
	root := os.Getenv("HEARSAY_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	s := schema(t, "statement-1.json")
	for _, c := range []struct {
		name, path string
		statements int // at least so many, lest the test hold nothing
	}{
		{"ecb", "corpora/ecb/text", 2000},
		{"polnear", "corpora/polnear/dev/text", 1500},
		{"web-articles", "corpora/web-articles/html", 500},
		{"report", "report", 20},
		{"stories", "stories", 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(root, filepath.FromSlash(c.path))
			if _, err := os.Stat(path); err != nil {
				t.Skipf("no %s here: set HEARSAY_SHARED to the folder that holds it", c.path)
			}
			if c.name == "web-articles" {
				path = unpacked(t, path)
			}
			// A fast run; languages are insisted on, as not every page is in English.
			found := strings.SplitAfter(runReal(t, exitDone, "extract", "--model", "fast", "--language", "en", "--format", "jsonl", path), "\n")
			if got := len(found) - 1; got < c.statements {
				t.Errorf("%d statements, there are at least %d", got, c.statements)
			}
			keepAll(t, s, found)
		})
	}
}

// keepAll holds records against a schema, on every processor.
func keepAll(t *testing.T, s *jsonschema.Schema, records []string) {
	t.Helper()
	lines := make(chan string)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for line := range lines {
				value, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
				if err == nil {
					err = s.Validate(value)
				}
				if err != nil {
					t.Errorf("%v\n%s", err, line)
				}
			}
		})
	}
	for _, line := range records {
		if line != "" {
			lines <- line
		}
	}
	close(lines)
	wait.Wait()
}

// unpacked is a folder with the pages of another, which keeps them compressed.
func unpacked(t *testing.T, dir string) string {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(dir, "*.gz"))
	if err != nil || len(pages) == 0 {
		t.Skipf("no pages in %s", dir)
	}
	to := t.TempDir()
	for _, page := range pages {
		data, err := gunzip(page)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(page), ".gz")
		if err := os.WriteFile(filepath.Join(to, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

func gunzip(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read page: %w", err)
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("open page %s: %w", path, err)
	}
	return io.ReadAll(r)
}
