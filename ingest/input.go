package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Input is one thing to read.
type Input struct {
	Path string // as the user named it, or the folder as named joined with the rest
	Size int64  // bytes, as the file system has it; 0 when it cannot tell
	Err  error  // known already: why it cannot be read
}

// ErrNoText is the fault of a folder that holds nothing to read.
var ErrNoText = errors.New("no text or HTML files in it")

// weight is how much of the budget of memory the input takes while under way.
func (in *Input) weight(most int64) int64 {
	switch {
	case in.Err != nil:
		return 0
	case in.Size == 0: // standard input, or a file that the kernel makes up: who knows
		return most / 2
	}
	return min(in.Size, most)
}

// Read gives the bytes of the input, at most most of them. Where the writer at
// the other end may keep it waiting, as on a terminal, it gives up when ctx ends
// and leaves the reading to a goroutine that the end of the program ends.
func (in *Input) Read(ctx context.Context, stdin io.Reader, most int64) ([]byte, error) {
	if in.Size > 0 {
		return in.readNow(stdin, most)
	}
	type outcome struct {
		data []byte
		err  error
	}
	done := make(chan outcome, 1)
	go func() {
		data, err := in.readNow(stdin, most)
		done <- outcome{data, err}
	}()
	select {
	case got := <-done:
		return got.data, got.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (in *Input) readNow(stdin io.Reader, most int64) ([]byte, error) {
	if in.Path == Stdin {
		if stdin == nil {
			return nil, errors.New("there is no standard input")
		}
		return readAll(stdin, 0, most)
	}
	if in.Size > most {
		return nil, tooLarge(most)
	}
	f, err := os.Open(in.Path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, in.Size, most)
}

// readAll reads r to its end; size is a guess at how much that is.
func readAll(r io.Reader, size, most int64) ([]byte, error) {
	var buf bytes.Buffer
	buf.Grow(int(size) + bytes.MinRead)
	n, err := buf.ReadFrom(io.LimitReader(r, most+1))
	if err != nil {
		return nil, err
	}
	if n > most {
		return nil, tooLarge(most)
	}
	return buf.Bytes(), nil
}

func tooLarge(most int64) error {
	if most >= 1<<20 {
		return fmt.Errorf("%w: more than %d MB", hearsay.ErrTooLarge, most>>20)
	}
	return fmt.Errorf("%w: more than %d bytes", hearsay.ErrTooLarge, most)
}

// named makes an input of a file that the user named or a folder holds.
func named(path string) Input {
	info, err := os.Stat(path)
	if err != nil {
		return Input{Path: path, Err: explain(err)}
	}
	if err := readable(path, info); err != nil {
		return Input{Path: path, Err: err}
	}
	return Input{Path: path, Size: info.Size()}
}

// readable says why a thing that is not a folder is nothing to read. A named pipe
// nobody writes to would block for ever; those under /dev/fd are the shell's own
// (<(command)) and have their writer.
func readable(path string, info fs.FileInfo) error {
	mode := info.Mode()
	switch {
	case mode.IsRegular():
		return nil
	case mode&fs.ModeNamedPipe != 0:
		if shellPipe(path) {
			return nil
		}
		return errors.New("is a named pipe; give what it carries on standard input, as -")
	case mode&fs.ModeSocket != 0:
		return errors.New("is a socket, not a file")
	case mode&fs.ModeDevice != 0:
		return errors.New("is a device, not a file")
	}
	return errors.New("is not a regular file")
}

func shellPipe(path string) bool {
	clean := filepath.ToSlash(filepath.Clean(path))
	return clean == "/dev/stdin" || strings.HasPrefix(clean, "/dev/fd/") || strings.HasPrefix(clean, "/proc/self/fd/")
}

// explain puts the faults of the file system that people meet in plain words.
func explain(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("no such file or folder%w", hidden{err})
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("not allowed to read it%w", hidden{err})
	case isLoop(err):
		return fmt.Errorf("symbolic links that lead in a circle%w", hidden{err})
	}
	return Plain(err)
}

// hidden keeps an error for errors.Is without its words.
type hidden struct{ error }

// Error says nothing: the words around it say it.
func (hidden) Error() string { return "" }

// Unwrap gives the error with its words.
func (h hidden) Unwrap() error { return h.error }
