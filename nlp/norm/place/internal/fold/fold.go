// Package fold brings names to the form in which the gazetteer keeps them: small
// Latin letters and digits, no accents, no dots or apostrophes, words parted by
// single spaces. The generator and the reader share it, so that a key is always
// found again.
package fold

import (
	"unicode"
	"unicode/utf8"
)

// Append appends the folded text to dst. Hyphens and white space part words; no
// space is put first or last, nor two together, dst included.
func Append(dst []byte, text string) []byte {
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
				dst = append(dst, c)
			case 'A' <= c && c <= 'Z':
				dst = append(dst, c|0x20)
			case c == ' ', c == '-', c == '\t', c == '\n', c == '\r', c == '/':
				dst = Part(dst)
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case r >= 0xC0 && int(r-0xC0) < len(latin):
			dst = letter(dst, latin[r-0xC0])
		case r >= 0x1E00 && int(r-0x1E00) < len(more):
			dst = letter(dst, more[r-0x1E00])
		case unicode.IsSpace(r), r == '‐', r == '‑', r == '–':
			dst = Part(dst)
		}
	}
	return dst
}

func letter(dst []byte, c byte) []byte {
	if c == '-' {
		return dst
	}
	return append(dst, c)
}

// Part ends the last word of dst: it is brought to the one form that its
// spellings share ("Saint" and "St."), and a space put behind it. Nothing is done
// where no word stands last.
func Part(dst []byte) []byte {
	if len(dst) == 0 || dst[len(dst)-1] == ' ' {
		return dst
	}
	return append(Last(dst), ' ')
}

// Last brings the last word of dst to the form that its spellings share.
func Last(dst []byte) []byte {
	i := len(dst)
	for i > 0 && dst[i-1] != ' ' {
		i--
	}
	switch string(dst[i:]) {
	case "saint":
		return append(dst[:i], "st"...)
	case "mt":
		return append(dst[:i], "mount"...)
	case "ft":
		return append(dst[:i], "fort"...)
	}
	return dst
}

// Key is the folded form of a whole name.
func Key(name string) string {
	dst := Last(Append(nil, name))
	for len(dst) > 0 && dst[len(dst)-1] == ' ' {
		dst = dst[:len(dst)-1]
	}
	return string(dst)
}
