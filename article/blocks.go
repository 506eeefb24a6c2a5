package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// cut gives the blocks of a plain text: its lines, or its paragraphs where the
// lines were broken to a width. Each is trimmed of white space; none is empty.
func cut(text string) []hearsay.Span {
	lines := cutLines(text)
	width := wrapWidth(text, lines)
	if width == 0 {
		spans := make([]hearsay.Span, len(lines))
		for i, l := range lines {
			spans[i] = l.Span
		}
		return spans
	}
	var spans []hearsay.Span
	for i, l := range lines {
		if i > 0 && !l.apart && runsOn(text, lines[i-1], l, width) {
			spans[len(spans)-1].End = l.End
			continue
		}
		spans = append(spans, l.Span)
	}
	return spans
}

// line is a line of text without the white space around it.
type line struct {
	hearsay.Span
	apart  bool // an empty line, or the start of the text, stands before it
	indent int  // bytes of white space at its start
	width  int  // in code points
}

// cutLines finds the lines that hold anything. Lines end at any break that
// Unicode has: LF, CR, CRLF, VT, FF, NEL, and the line and paragraph separators.
func cutLines(text string) []line {
	lines := make([]line, 0, min(strings.Count(text, "\n")+1, len(text)/32+8))
	apart := true
	for start := 0; start < len(text); {
		end, next := lineEnd(text, start)
		s, e := trim(text, start, end)
		if s == e {
			apart = true
		} else {
			lines = append(lines, line{hearsay.Span{Start: s, End: e}, apart, s - start, utf8.RuneCountInString(text[s:e])})
			apart = false
		}
		start = next
	}
	return lines
}

// lineEnd gives the end of the line that begins at start, and where the next
// begins.
func lineEnd(text string, start int) (end, next int) {
	for i := start; i < len(text); i++ {
		switch text[i] {
		case '\n', '\v', '\f':
			return i, i + 1
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		case 0xc2: // NEL, U+0085
			if i+1 < len(text) && text[i+1] == 0x85 {
				return i, i + 2
			}
		case 0xe2: // U+2028, U+2029
			if i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0xa8 || text[i+2] == 0xa9) {
				return i, i + 3
			}
		}
	}
	return len(text), len(text)
}

// trim moves both ends inward over white space, byte order marks and other
// characters of no width.
func trim(text string, start, end int) (int, int) {
	for start < end {
		r, size := utf8.DecodeRuneInString(text[start:end])
		if !empty(r) {
			break
		}
		start += size
	}
	for start < end {
		r, size := utf8.DecodeLastRuneInString(text[start:end])
		if !empty(r) {
			break
		}
		end -= size
	}
	return start, end
}

// empty reports whether r shows nothing at the edge of a line: white space, a
// mark of byte order or direction, a joiner, a control.
func empty(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || r == '\ufeff' || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e ||
		r == 0x2060 || r == 0x00ad || r >= 0x80 && r < 0xa0
}

// The widths, in characters, to which text is broken by hand or by mailers.
const (
	minWrap = 40
	maxWrap = 100
)

// wrapWidth gives the width to which the lines of a text were broken, 0 if they
// were not. A line was broken if the next line's first word would not have
// fitted on it; a text was, if nearly all lines that others follow at once were.
func wrapWidth(text string, lines []line) int {
	if len(lines) < 3 {
		return 0
	}
	// Two lines in a thousand may be longer: addresses cannot be broken.
	longest, longer := 0, 0
	for _, l := range lines {
		if l.width > maxWrap {
			longer++
		} else {
			longest = max(longest, l.width)
		}
	}
	if longer > len(lines)/500+len(lines)/20 || longest < minWrap {
		return 0
	}
	full, pairs, mid := 0, 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i].apart {
			continue
		}
		pairs++
		if !fits(text, lines[i-1], lines[i], longest) {
			full++
			if !endsSentence(text[lines[i-1].Start:lines[i-1].End]) {
				mid++
			}
		}
	}
	if pairs < 2 || full*10 < pairs*7 || mid*2 < full {
		return 0
	}
	return longest
}

// fits reports whether the first word of b would have fitted on the line a of
// the given width. A twelfth is left for hyphenation and ragged edges.
func fits(text string, a, b line, width int) bool {
	word := text[b.Start:b.End]
	if i := strings.IndexAny(word, " \t"); i > 0 {
		word = word[:i]
	}
	return a.width+1+utf8.RuneCountInString(word) <= width-width/12
}

// runsOn reports whether line b goes on with the paragraph of line a in a text
// broken to width.
func runsOn(text string, a, b line, width int) bool {
	if b.indent > a.indent+1 || bullet(text[b.Start:b.End]) {
		return false
	}
	return !fits(text, a, b, width) || !endsSentence(text[a.Start:a.End]) && startsLower(text[b.Start:b.End])
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// bullet reports whether a line opens an item of a list.
func bullet(s string) bool {
	for _, b := range [...]string{"- ", "* ", "• ", "– ", "— ", "· ", "▪ ", "‣ "} {
		if strings.HasPrefix(s, b) {
			return true
		}
	}
	return false
}
