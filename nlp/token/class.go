package token

import (
	"unicode"
	"unicode/utf8"
)

// kind is what a character does in a token.
type kind uint8

const (
	symbol kind = iota // a token of its own, or part of a mark
	letter
	digit
	blank
	joiner // belongs to the character before it
	hidden // shows nothing: direction marks, byte order marks
)

const zeroWidthJoiner = 0x200D

var asciiKinds = func() (t [utf8.RuneSelf]kind) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_':
			t[c] = letter
		case '0' <= c && c <= '9':
			t[c] = digit
		case c <= ' ' || c == 0x7F:
			t[c] = blank
		}
	}
	return t
}()

func kindOf(r rune) kind {
	if r < utf8.RuneSelf {
		return asciiKinds[r]
	}
	switch {
	case 0xC0 <= r && r <= 0x24F && r != 0xD7 && r != 0xF7:
		return letter
	case 0x2010 <= r && r <= 0x2027 || 0x2030 <= r && r <= 0x205E: // dashes, quotation marks
		return symbol
	case r == 0xAD || r == 0x200C || r == zeroWidthJoiner || 0xFE00 <= r && r <= 0xFE0F ||
		0x1F3FB <= r && r <= 0x1F3FF || 0xE0020 <= r && r <= 0xE007F: // soft hyphen, variants, skin tones, flag tags
		return joiner
	case r == 0x200B || r == 0x85 || unicode.IsSpace(r):
		return blank
	case r == 0x200E || r == 0x200F || 0x202A <= r && r <= 0x202E || 0x2060 <= r && r <= 0x206F || r == 0xFEFF:
		return hidden
	case unicode.IsLetter(r):
		return letter
	case unicode.IsMark(r):
		return joiner
	case unicode.IsDigit(r):
		return digit
	case r < 0xA0:
		return blank
	}
	return symbol
}

func (s *scanner) rune(i int) (rune, int) {
	if c := s.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[i:s.end])
}

// kindAt gives the kind of the character at i, blank outside the block.
func (s *scanner) kindAt(i int) kind {
	if i < s.start || i >= s.end {
		return blank
	}
	r, _ := s.rune(i)
	return kindOf(r)
}

// alnum reports whether a letter or digit stands at i.
func (s *scanner) alnum(i int) bool {
	k := s.kindAt(i)
	return k == letter || k == digit
}

// apostrophe gives the size of an apostrophe at i, 0 where there is none.
func (s *scanner) apostrophe(i int) int {
	switch s.at(i) {
	case '\'', '`':
		return 1
	case 0xE2:
		if s.at(i+1) == 0x80 && (s.at(i+2) == 0x99 || s.at(i+2) == 0x98) {
			return 3
		}
	case 0xCA: // the modifier letter that some keyboards give
		if s.at(i+1) == 0xBC {
			return 2
		}
	}
	return 0
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// upperStart reports whether a text begins with a capital letter of any script.
func upperStart(text string) bool {
	if text == "" {
		return false
	}
	if text[0] < utf8.RuneSelf {
		return isUpper(text[0])
	}
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}

// lowerStart reports whether a text begins with a small letter.
func lowerStart(text string) bool {
	if text == "" {
		return false
	}
	if text[0] < utf8.RuneSelf {
		return isLower(text[0])
	}
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}

// folded holds a short word in small letters, for looking it up in a list.
type folded struct {
	buf [16]byte
	n   int
}

// fold makes small the ASCII letters of text; words too long for any list fold to
// nothing.
func fold(text string) (f folded) {
	if len(text) > len(f.buf) {
		return f
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		if isUpper(c) {
			c |= 0x20
		}
		f.buf[i] = c
	}
	f.n = len(text)
	return f
}
