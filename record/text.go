package record

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// appendSpan writes a span of bytes as code points, with its text.
func appendSpan(b []byte, text string, points *hearsay.CodePoints, s hearsay.Span) []byte {
	at := points.Span(s)
	b = append(b, `{"start":`...)
	b = strconv.AppendInt(b, int64(at.Start), 10)
	b = append(b, `,"end":`...)
	b = strconv.AppendInt(b, int64(at.End), 10)
	b = append(b, `,"text":`...)
	b = appendString(b, text[s.Start:s.End])
	return append(b, '}')
}

// appendKnown writes a string, or null for "", which says that it is not known.
func appendKnown(b []byte, s string) []byte {
	if s == "" {
		return append(b, `null`...)
	}
	return appendString(b, s)
}

func appendList(b []byte, list []string) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, s)
	}
	return append(b, ']')
}

// AppendScore appends a confidence with three decimals at most.
func AppendScore(b []byte, score float64) []byte {
	if !(score >= 0) { // also not a number
		score = 0
	}
	return strconv.AppendFloat(b, math.Round(min(score, 1)*1000)/1000, 'f', -1, 64)
}

const hexDigits = "0123456789abcdef"

// appendString writes s as a JSON string. Bytes that are not UTF-8 become U+FFFD.
// Beyond what JSON asks for, it escapes the further characters that some readers
// take for the end of a line or a terminal for a command.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != 0x7F {
				i++
				continue
			}
			b = append(b, s[from:i]...)
			b = appendEscape(b, rune(c))
			i++
			from = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		bad := r == utf8.RuneError && size == 1
		if bad || r < 0xA0 || r == '\u2028' || r == '\u2029' {
			b = append(b, s[from:i]...)
			b = appendEscape(b, r)
			from = i + size
		}
		i += size
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

func appendEscape(b []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	case utf8.RuneError:
		return append(b, "\uFFFD"...)
	}
	return append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}
