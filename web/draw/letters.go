package draw

import (
	"strings"
	"unicode"
)

// Sizes of letters, in units. The style sheet has the same.
const (
	plainSize = 13.0
	smallSize = 11.0
)

// breadth is how broad a letter is at most, by its size, in the usual fonts without serifs.
// It is rather too much than too little, as there is no font here to measure.
func breadth(r rune) float64 {
	switch {
	case r < 0x80:
		switch {
		case strings.ContainsRune("iljI.,:;'|!() ", r):
			return .31
		case strings.ContainsRune("frt-/[]\"", r):
			return .4
		case strings.ContainsRune("mwMW@%", r):
			return .97
		case strings.ContainsRune("&<>=+~^#_", r):
			return .85
		case r >= '0' && r <= '9':
			return .64
		case r >= 'A' && r <= 'Z':
			return .7
		}
		return .59
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r < 0x1100:
		return .66
	case r >= 0x2010 && r < 0x2030:
		return .9
	}
	return 1.08
}

// length is how long a line of text is.
func length(s string, size float64) float64 {
	sum := 0.0
	for _, r := range s {
		sum += breadth(r)
	}
	return sum * size
}

// fit cuts a line of text so that it is not longer than wide.
func fit(s string, size, wide float64) string {
	s = short(s, 400)
	if length(s, size) <= wide {
		return s
	}
	room := wide/size - .9
	end := 0
	for i, r := range s {
		if room -= breadth(r); room < 0 {
			break
		}
		end = i + len(string(r))
	}
	if end == 0 {
		return ""
	}
	return strings.TrimRight(s[:end], " ,;:") + "…"
}

// wrap breaks text into lines at its spaces, words that are too long anywhere; the last
// line is cut.
func wrap(s string, size, wide float64, lines int) []string {
	var out []string
	for s = short(s, 400); s != ""; {
		if len(out) == lines-1 || length(s, size) <= wide {
			return append(out, fit(s, size, wide))
		}
		cut, space, room := 0, 0, wide/size
		for i, r := range s {
			if room -= breadth(r); room < 0 {
				break
			}
			if r == ' ' {
				space = i
			}
			cut = i + len(string(r))
		}
		if cut == 0 {
			return out
		}
		if space > 0 {
			cut = space
		}
		out = append(out, s[:cut])
		s = strings.TrimLeft(s[cut:], " ")
	}
	return out
}
