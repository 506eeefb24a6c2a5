package world

import (
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// longest is the greatest length in bytes of a name with its spaces.
const longest = 80

// Longest gives the longest entry that begins at token i and ends before token
// last, with its number of tokens; 0 when there is none. A "the" that is
// part of a name ("the Hague", "the Guardian") begins it; any other is not skipped.
// It allocates nothing.
func Longest(an *hearsay.Analysis, i, last int) (int, Entry) {
	last = min(last, len(an.Tokens))
	if i < 0 || i >= last {
		return 0, Entry{}
	}
	t := tables()
	word := an.Text(i)
	if word == "the" {
		word = "The"
	}
	if !t.starts[startOf(word)] {
		return 0, Entry{}
	}
	var buffer, other [longest]byte
	key, found, entry := buffer[:0], 0, int32(0)
	for j := i; j < last; j++ {
		if j > i && an.Tokens[j].Space {
			if an.Tokens[j-1].End == an.Tokens[j].Start { // another block
				break
			}
			key = append(key, ' ')
		}
		if j > i {
			word = an.Text(j)
		}
		var ok bool
		if key, ok = appendText(key, word); !ok {
			break
		}
		e, longer := t.search(key)
		if titled, changed := title(append(other[:0], key...)); changed {
			f, more := t.search(titled)
			if longer = longer || more; e == none {
				e = f
			}
		}
		if e != none {
			found, entry = j+1-i, e
		}
		if !longer {
			break
		}
	}
	if found == 0 {
		return 0, Entry{}
	}
	return found, t.list[entry]
}

// appendText appends text with runs of white space as one space and typographic
// apostrophes and hyphens as plain ones; it reports false when there is no room.
func appendText(dst []byte, text string) ([]byte, bool) {
	if len(dst)+len(text)+2 > longest {
		return dst, false
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			if len(dst) > 0 && dst[len(dst)-1] != ' ' {
				dst = append(dst, ' ')
			}
			i++
		case c < utf8.RuneSelf:
			dst = append(dst, c)
			i++
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			switch r {
			case '’', '‘', 'ʼ':
				dst = append(dst, '\'')
			case '‐', '‑', '–':
				dst = append(dst, '-')
			case '\u00a0', '\u202f':
				dst = append(dst, ' ')
			default:
				dst = append(dst, text[i:i+size]...)
			}
			i += size
		}
	}
	return dst, true
}

// title gives names all in capitals the case of a title, in place; it reports
// whether that changed them. Short ones stay: they are acronyms.
func title(key []byte) ([]byte, bool) {
	if len(key) < 4 {
		return key, false
	}
	for _, c := range key {
		if 'a' <= c && c <= 'z' || c >= utf8.RuneSelf {
			return key, false
		}
	}
	inside, changed := false, false
	for i, c := range key {
		letter := 'A' <= c && c <= 'Z'
		if letter && inside {
			key[i] = c | 0x20
			changed = true
		}
		inside = letter || c == '\'' && inside
	}
	return key, changed
}

// startOf is a hash of the first letters of a name, three at most; those that its
// first token surely has.
func startOf(text string) uint16 {
	var h uint32
	for i := 0; i < len(text) && i < 3; i++ {
		c := text[i]
		switch {
		case 'A' <= c && c <= 'Z' && i > 0:
			c |= 0x20
		case c < 'A', c > 'Z' && c < 'a', c > 'z' && c < utf8.RuneSelf:
			return uint16(h) & (starts - 1)
		}
		h = h*131 + uint32(c)
	}
	return uint16(h) & (starts - 1)
}

const starts = 1 << 13
