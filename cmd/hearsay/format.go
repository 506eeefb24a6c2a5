package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"github.com/hearsay-news/hearsay/export"
	"github.com/hearsay-news/hearsay/export/term"
	"github.com/hearsay-news/hearsay/record"
)

// formats are the names that --format takes.
var formats = []string{"auto", "text", "table", "jsonl", "brat", "html"}

// whens are the names that --color and --progress take.
var whens = []string{"auto", "always", "never"}

// oneOf refuses a value of a flag that is none of those it takes.
func oneOf(flag, value string, values []string) error {
	if slices.Contains(values, value) {
		return nil
	}
	return usage("no %s %q%s; there is: %s", flag, value, didYouMean(value, values), strings.Join(values, ", "))
}

// formatFor settles what "auto" means: what the name of the output file says, or
// else the annotated text.
func formatFor(format, out string) (string, error) {
	if format != "auto" {
		return format, nil
	}
	switch strings.ToLower(filepath.Ext(out)) {
	case ".jsonl", ".ndjson":
		return "jsonl", nil
	case ".html", ".htm":
		return "html", nil
	}
	if out == "" || out == "-" || strings.EqualFold(filepath.Ext(out), ".txt") {
		return "text", nil
	}
	return "", usage("the name %s does not tell a format; add --format (there is: %s)", out, strings.Join(formats[1:], ", "))
}

// writer makes the writer of a format to w. Brat to a folder is made elsewhere.
func (m *Main) writer(format string, w io.Writer, by record.Extractor, color string, toScreen bool) export.Writer {
	opts := term.Options{Width: m.Width, Colors: m.colors(color, toScreen)}
	switch format {
	case "jsonl":
		return export.NewJSONL(w, by)
	case "html":
		return export.NewHTML(w, by)
	case "brat":
		return export.NewAnn(w)
	case "table":
		return term.NewTable(w, opts)
	}
	return term.NewText(w, opts)
}

// colors settles what colours to use. On "auto" the environment has its say:
// NO_COLOR, TERM and the like.
func (m *Main) colors(when string, toScreen bool) colorprofile.Profile {
	switch {
	case when == "always":
		return max(colorprofile.Env(m.Environ), colorprofile.ANSI)
	case when == "auto" && toScreen && m.StdoutTerminal && m.env("NO_COLOR") == "":
		return colorprofile.Env(m.Environ)
	}
	return colorprofile.NoTTY
}
