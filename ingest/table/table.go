// Package table reads articles from tables: one article a row, in JSON Lines, CSV,
// TSV or Parquet. The columns are told by their names, or by a Mapping.
//
// A row that is broken is one error and the next row is read. No more than one
// row, or in Parquet one page of each column, is held in memory.
package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// maxBytes is the most of one row unless Options say otherwise.
const maxBytes = 16 << 20

// maxColumns is the most columns that a table may have.
const maxColumns = 10_000

// Options bounds what is read of a table.
type Options struct {
	MaxBytes int64 // most of one row; 0 for 16 MB. A larger one is an error
}

// The kinds of faults that a caller may want to tell from others.
var (
	// ErrColumn is the fault of a table that lacks a column it must have.
	ErrColumn = errors.New("no such column")
	// ErrTooLarge is the fault of a row, or a table, that takes too much memory.
	ErrTooLarge = errors.New("too large")
	// ErrEmpty is the fault of a row without a text.
	ErrEmpty = errors.New("the row has no text")
)

// form is how a table is written.
type form int

const (
	unknown form = iota
	jsonLines
	commas
	tabs
	parquetFile
)

var formats = map[string]form{
	".jsonl": jsonLines, ".ndjson": jsonLines, ".jsonlines": jsonLines,
	".csv": commas, ".tsv": tabs, ".tab": tabs, ".parquet": parquetFile,
}

var parquetMagic = []byte("PAR1")

// formOf tells the form of a table by its ending, or by its first bytes where they
// have a mark.
func formOf(path string, head []byte) form {
	low := strings.ToLower(path)
	if bytes.HasPrefix(head, parquetMagic) {
		return parquetFile
	}
	low = strings.TrimSuffix(strings.TrimSuffix(low, ".gz"), ".zst")
	for ending, form := range formats {
		if strings.HasSuffix(low, ending) {
			return form
		}
	}
	return unknown
}

// Is reports whether a file is a table, by its ending and by its first bytes. The
// ending may be followed by that of gzip or Zstandard, save that of Parquet.
func Is(path string, head []byte) bool { return formOf(path, head) != unknown }

// rows reads a table row by row.
type rows interface {
	// columns gives the names of the columns there are. Of JSON Lines, they are
	// those of the first rows, with a dot between the names of nested objects.
	columns() ([]string, error)
	// bind chooses the columns that the cells of a row are of.
	bind(names [roles]string) error
	// next reads a row. Its cells are in the order of the roles. A broken row is an
	// error, after which the next one can be read; fatal ends the table.
	next() (n int, cells [roles]cell, err error)
	close()
}

// fatal is a fault that no row can be read after.
type fatal struct{ error }

func (f fatal) Unwrap() error { return f.error }

// Items gives the rows of the table at path, in order. An item is called path#12:
// by the number of the line in JSON Lines, by that of the row else, from 1 and
// without the line of names.
//
// The text of a row is taken from the column of texts, and where that is empty, or
// there is none, from that of pages in HTML: in a table that has both, the text is
// what its makers worked with. Dates are given as ISO 8601; one that cannot be
// read, or could be two, counts as none, and its row is read. Published keeps what
// it says of its zone, that is nothing where it says nothing; Retrieved without a
// zone is taken as UTC. A byline is a list, or names with semicolons between them.
func Items(ctx context.Context, path string, mapping Mapping, opts Options) source.Items {
	if opts.MaxBytes <= 0 {
		opts.MaxBytes = maxBytes
	}
	return func(yield func(*source.Item, error) bool) {
		if err := items(ctx, path, mapping, opts, yield); err != nil {
			yield(&source.Item{Name: path}, err)
		}
	}
}

func items(ctx context.Context, path string, mapping Mapping, opts Options, yield func(*source.Item, error) bool) error {
	t, err := openTable(ctx, path, opts)
	if err != nil {
		return err
	}
	defer t.close()
	names, err := t.columns()
	if err != nil {
		return err
	}
	bound, err := mapping.resolve(names)
	if err != nil {
		return err
	}
	if err := t.bind(bound); err != nil {
		return err
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, cells, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var end fatal
		stop := errors.As(err, &end)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		item := &source.Item{Name: path + "#" + strconv.Itoa(n)}
		if err == nil {
			err = fill(item, &cells)
		}
		if !yield(item, err) || stop {
			return nil
		}
	}
}

// openTable opens a table.
func openTable(ctx context.Context, path string, opts Options) (rows, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open the table: %w", err)
	}
	if !info.Mode().IsRegular() { // to open a pipe may wait for ever
		return nil, errors.New("open the table: it is not a regular file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the table: %w", err)
	}
	var magic [4]byte
	n, _ := f.ReadAt(magic[:], 0)
	form := formOf(path, magic[:n])
	if form == parquetFile {
		return openParquet(ctx, f, info.Size(), opts)
	}
	var t rows
	in, err := newLines(ctx, f, info.Size(), opts.MaxBytes)
	if err == nil {
		switch form {
		case jsonLines:
			t = &jsonRows{in: in}
		case commas:
			t = &csvRows{in: in}
		case tabs:
			t = &csvRows{in: in, comma: '\t'}
		default:
			err = errors.New("not known as a table: its name must end in .jsonl, .csv, .tsv or .parquet")
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return t, nil
}
