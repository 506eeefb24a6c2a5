// Package eval reads the gold that Hearsay is measured against and scores what
// the program found: attributions by the token protocol of CofeNet, by links and
// by the gold JSON of the project, and syntax by the measures of Universal
// Dependencies.
//
// Readers take an io.Reader and name the line in their errors; FromFile runs one
// over a file and names the file too. Spans in gold files and in predictions are
// Unicode code points, as everywhere outside the program.
package eval

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// maxLine is the longest line a reader accepts, in bytes. A sentence of a
// treebank or a record of a long article stays far below it.
const maxLine = 64 << 20

// FromFile reads the file at path with read and puts the path before its error.
func FromFile[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, fmt.Errorf("read gold: %w", err)
	}
	defer f.Close()
	got, err := read(f)
	if err != nil {
		return got, fmt.Errorf("read %s: %w", path, err)
	}
	return got, nil
}

// byteOrderMark may stand before the first line of a file; it says nothing.
const byteOrderMark = "\ufeff"

// splitLine is a bufio.SplitFunc that ends lines at "\n", "\r\n" and "\r", as
// Python's text files do.
func splitLine(data []byte, atEOF bool) (int, []byte, error) {
	i := bytes.IndexAny(data, "\r\n")
	switch {
	case i < 0 && atEOF && len(data) > 0:
		return len(data), data, nil
	case i < 0:
		return 0, nil, nil
	case data[i] == '\r' && i+1 == len(data) && !atEOF:
		return 0, nil, nil // a "\n" may follow
	case data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n':
		return i + 2, data[:i], nil
	}
	return i + 1, data[:i], nil
}

// eachLine calls do with every line of r, without its end, counting from 1. The
// first error stops it and is given back with the line's number.
func eachLine(r io.Reader, do func(n int, line string) error) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 64<<10), maxLine)
	sc.Split(splitLine)
	n := 0
	for sc.Scan() {
		n++
		line := sc.Text()
		if !utf8.ValidString(line) {
			return fmt.Errorf("line %d: %w", n, hearsay.ErrEncoding)
		}
		if err := do(n, line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := sc.Err(); errors.Is(err, bufio.ErrTooLong) {
		return fmt.Errorf("line %d: %w", n+1, hearsay.ErrTooLarge)
	} else if err != nil {
		return fmt.Errorf("after line %d: %w", n, err)
	}
	return nil
}
