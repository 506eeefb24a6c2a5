//go:build unix

package manifest_test

import (
	"path/filepath"
	"syscall"
	"testing"
)

// To open a pipe that nobody writes to would wait for ever.
func TestPipe(t *testing.T) {
	dir := folder(t, map[string]string{"b": "B", "m.json": `{"articles":[{"id":"1","file":"pipe"},{"id":"2","file":"b"}]}`})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o666); err != nil {
		t.Fatal(err)
	}
	want := `pipe error: article "1" of the manifest: pipe is not a regular file` + "\nb B\n"
	if got := show(t, filepath.Join(dir, "m.json")); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
