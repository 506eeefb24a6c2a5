//go:build unix

package ingest_test

import (
	"path/filepath"
	"syscall"
	"testing"
)

// A named pipe without a writer must not keep the program waiting.
func TestExpandNamedPipe(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": "x"})
	pipe := filepath.Join(dir, "pipe.txt")
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Skip(err)
	}
	expect(t, listed(dir, expand(t, pipe, dir)),
		"pipe.txt: is a named pipe; give what it carries on standard input, as -", "a.txt")
}
