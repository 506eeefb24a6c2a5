package archive_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay-news/hearsay/ingest/archive"
)

// shared finds a file of the corpora, and skips the test where there are none.
func shared(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("HEARSAY_SHARED")
	if root == "" {
		root = "../../../shared"
	}
	path := filepath.Join(root, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no %s: set HEARSAY_SHARED to the folder that holds corpora/", name)
	}
	return path
}

func TestX(t *testing.T) {
	dir := shared(t, "corpora/warc")
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		p := filepath.Join(dir, f.Name())
		fmt.Println("==", f.Name())
		for it, err := range archive.Items(context.Background(), p, archive.Options{Passed: func(n, w string) { fmt.Println("   passed", filepath.Base(n), w) }}) {
			fmt.Println("  ", filepath.Base(it.Name), it.URL, it.Type, len(it.Data), it.Retrieved, len(it.Header), err)
		}
	}
}
