package hearsay

import "unicode/utf8"

// Span is a half-open range of bytes in the text of one Document.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// In reports whether s is a sound span of text: inside it, not reversed, and
// with both ends on the boundary of a rune. Nothing that fails it may be
// emitted.
func (s Span) In(text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) &&
		(s.Start == len(text) || utf8.RuneStart(text[s.Start])) &&
		(s.End == len(text) || utf8.RuneStart(text[s.End]))
}

// stride is the distance in bytes between two remembered positions of a
// CodePoints index: small enough that a look-up scans little, large enough that
// the index is a sixteenth of the text.
const stride = 256

// CodePoints converts byte offsets of one text into Unicode code points and
// back. It costs four bytes for every 256 of text; text that is plain ASCII
// costs nothing.
type CodePoints struct {
	text  string
	marks []uint32 // code points before text[i*stride]; nil when the text is ASCII
	count int
}

// NewCodePoints indexes text, which must be valid UTF-8.
func NewCodePoints(text string) *CodePoints {
	c := &CodePoints{text: text}
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		c.count = len(text)
		return c
	}
	c.marks = make([]uint32, 0, len(text)/stride+1)
	n := 0
	for i := 0; i < len(text); i++ {
		if i%stride == 0 {
			c.marks = append(c.marks, uint32(n))
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	c.count = n
	return c
}

// Count is the number of code points in the text.
func (c *CodePoints) Count() int { return c.count }

// Offset gives the number of code points before the byte offset b, which must
// stand on a rune's boundary within the text.
func (c *CodePoints) Offset(b int) int {
	if c.marks == nil {
		return b
	}
	if b >= len(c.text) {
		return c.count
	}
	i := b / stride
	n := int(c.marks[i])
	for j := i * stride; j < b; j++ {
		if utf8.RuneStart(c.text[j]) {
			n++
		}
	}
	return n
}

// Span converts a span of bytes into one of code points.
func (c *CodePoints) Span(s Span) Span { return Span{c.Offset(s.Start), c.Offset(s.End)} }

// Byte gives the byte offset of the nth code point; n == Count gives the length
// of the text. It reports false when n lies outside the text.
func (c *CodePoints) Byte(n int) (int, bool) {
	if n < 0 || n > c.count {
		return 0, false
	}
	if c.marks == nil {
		return n, true
	}
	if n == c.count {
		return len(c.text), true
	}
	lo, hi := 0, len(c.marks)-1 // the last mark with at most n code points before it
	for lo < hi {
		m := (lo + hi + 1) / 2
		if int(c.marks[m]) <= n {
			lo = m
		} else {
			hi = m - 1
		}
	}
	at := int(c.marks[lo])
	for j := lo * stride; j < len(c.text); j++ {
		if utf8.RuneStart(c.text[j]) {
			if at == n {
				return j, true
			}
			at++
		}
	}
	return len(c.text), true
}
