package openai

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// folded is text in which what models are apt to change is made alike: white space,
// quotation marks and apostrophes, dashes, the three dots. at[i] is the span of the
// document that byte i of it stands for.
type folded struct {
	text string
	at   []hearsay.Span
}

// fold folds spans of text, in their order, with a space between them.
func fold(text string, spans ...hearsay.Span) folded {
	var f folded
	var b strings.Builder
	put := func(s string, from hearsay.Span) {
		b.WriteString(s)
		for range len(s) {
			f.at = append(f.at, from)
		}
	}
	blank := true // nothing, or white space, stands before
	for _, span := range spans {
		if b.Len() > 0 && !blank {
			put(" ", hearsay.Span{Start: span.Start, End: span.Start})
			blank = true
		}
		for i := span.Start; i < span.End; {
			r, size := utf8.DecodeRuneInString(text[i:span.End])
			from := hearsay.Span{Start: i, End: i + size}
			i += size
			switch s := alike(r); {
			case s == "":
			case s == " " && blank:
			case s == " ":
				put(" ", from)
				blank = true
			case s == same:
				put(text[from.Start:from.End], from)
				blank = false
			default:
				put(s, from)
				blank = false
			}
		}
	}
	f.text = b.String()
	return f
}

// same stands for a rune that is folded to itself.
const same = "\x00"

// alike is what a rune is folded to, "" for those that do not show.
func alike(r rune) string {
	switch r {
	case '"', '\'', '`', '´', '‘', '’', '‚', '‛', '“', '”', '„', '‟', '«', '»', '‹', '›', '′', '″', 'ʼ', '＂', '＇':
		return "'" // single for double is the commonest change of all, as JSON is spared a backslash so
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return "-"
	case '…':
		return "..."
	case 0, '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return ""
	}
	if unicode.IsSpace(r) {
		return " "
	}
	return same
}

// foldQuote folds a quotation, without white space at its edges.
func foldQuote(q string) string {
	return strings.TrimSpace(fold(q, hearsay.Span{End: len(q)}).text)
}
