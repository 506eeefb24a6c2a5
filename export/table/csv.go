package table

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"github.com/hearsay-news/hearsay/export/selection"
)

// CSVOptions are how CSV is written.
type CSVOptions struct {
	BOM bool // begin with a byte order mark, by which Excel knows UTF-8
}

// CSV writes a table as CSV, its first line the names of the columns. Lists are written
// with "; " between. A text that a spreadsheet would take for a formula gets an apostrophe
// before it.
func CSV(ctx context.Context, w io.Writer, s *selection.Selection, what string, o CSVOptions) error {
	switch what {
	case "statements":
		return writeCSV(w, o, statements(ctx, s))
	case "documents":
		return writeCSV(w, o, documents(ctx, s))
	case "claims":
		return writeCSV(w, o, claimRows(ctx, s))
	case "positions":
		return writeCSV(w, o, positions(ctx, s))
	}
	return unknown(what)
}

// writeCSV writes rows; the tags of their fields are the names of the columns.
func writeCSV[T any](w io.Writer, o CSVOptions, rows iter.Seq2[T, error]) error {
	if o.BOM {
		if _, err := io.WriteString(w, "\uFEFF"); err != nil {
			return fmt.Errorf("write table: %w", err)
		}
	}
	out := csv.NewWriter(w)
	of := reflect.TypeFor[T]()
	cells := make([]string, of.NumField())
	for i := range cells {
		cells[i], _, _ = strings.Cut(of.Field(i).Tag.Get("parquet"), ",")
	}
	if err := out.Write(cells); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		v := reflect.ValueOf(r)
		for i := range cells {
			cells[i] = cell(v.Field(i).Interface())
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("write table: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}

// cell writes a value. Numbers are numbers; texts are made safe.
func cell(v any) string {
	switch v := v.(type) {
	case string:
		return safe(v)
	case []string:
		return safe(strings.Join(v, "; "))
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return decimal(v)
	case *float64:
		if v != nil {
			return decimal(*v)
		}
	}
	return ""
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// safe keeps spreadsheets from taking a text for a formula, whatever white space or marks
// that cannot be seen it begins with, and leaves out NUL, at which some end a cell.
func safe(s string) string {
	s = strings.ReplaceAll(s, "\x00", "")
	seen := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) })
	if seen != "" && strings.ContainsRune("=+-@|%＝＋－＠−", []rune(seen)[0]) || s != "" && strings.ContainsRune("\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}
