//go:build linux

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Names of files are any bytes, not always UTF-8, and cannot command a terminal.
func TestNamesOfAnyBytes(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"bad\xff\xfename.txt", "new\nline.txt", "-dash.txt", "\x1b[31mred\u202e.txt"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("The minister said the road was open."), 0o644); err != nil {
			t.Skip(err)
		}
		for _, args := range [][]string{
			{"extract", "--format", "jsonl", "--", path},
			{"extract", "--format", "text", "--", path},
			{"extract", "--format", "brat", "--out", filepath.Join(t.TempDir(), "out"), "--", path},
			{"extract", "--format", "jsonl", "--", path, filepath.Join(dir, "none", name)},
			{"article", "--", path},
		} {
			var out, errs bytes.Buffer
			m := &Main{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Load: standIn}
			want := exitDone
			if len(args) > 5 && args[1] == "--format" && args[2] == "jsonl" {
				want = exitUnread
			}
			if code := m.Run(t.Context(), args); code != want {
				t.Errorf("%q: exit code %d, want %d: %s", args, code, want, errs.String())
			}
			if want == exitUnread && strings.Count(errs.String(), "\n") != 1 {
				t.Errorf("%q: more than a line: %q", args, errs.String())
			}
			if strings.ContainsAny(out.String()+errs.String(), "\x1b\u202e") && args[2] != "jsonl" {
				t.Errorf("%q: control characters in %q", args, out.String()+errs.String())
			}
		}
	}
}

// An output that nobody reads yet is waited for until the user has enough.
func TestOutToPipeCanBeInterrupted(t *testing.T) {
	dir := t.TempDir()
	pipe, in := filepath.Join(dir, "pipe"), filepath.Join(dir, "a.txt")
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Skip(err)
	}
	if err := os.WriteFile(in, []byte("The minister said the road was open."), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	var out, errs bytes.Buffer
	m := &Main{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Load: standIn}
	if code := m.Run(ctx, []string{"extract", "--format", "jsonl", "--out", pipe, in}); code != exitFailed {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
}
