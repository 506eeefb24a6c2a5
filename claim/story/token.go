package story

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWords is how many words of an article are read: what an article is about stands
// above them, and no input is too large.
const maxWords = 5000

// tok is a word or a number as a reader meets it.
type tok struct {
	text  string // as written, possessive stripped
	stem  string // lower case, ending stripped; of a number its digits
	line  int    // of the lines that hold anything
	first bool   // opens a sentence or follows a mark that lets a capital stand
	upper bool   // begins with a capital
	num   bool
	joint bool // nothing but one space or hyphen lies between it and the one before
}

// tokenize cuts a text into words and numbers. A word is a run of letters and digits
// with the apostrophes and full stops inside it ("O'Hara", "U.N."); a number is digits
// with the commas and points inside them.
func tokenize(text string) []tok {
	out := make([]tok, 0, min(len(text)/5, maxWords))
	line, held, first := 0, false, true
	for at, last := 0, -1; at < len(text) && len(out) < maxWords; {
		c, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case c == '\n':
			if held {
				line++
			}
			held, first = false, true
			at += size
			continue
		case !unicode.IsLetter(c) && !unicode.IsDigit(c):
			switch c {
			case '.', '!', '?', ':', '"', '“', '‘', '`', '|', '•', '*':
				first = true
			}
			at += size
			continue
		}
		end, num := wordEnd(text, at)
		word := text[at:end]
		t := tok{text: word, line: line, first: first, num: num, joint: at-last <= 1}
		if num {
			t.stem = strings.ReplaceAll(word, ",", "")
		} else {
			t.text = bare(word)
			t.upper = unicode.IsUpper(c)
			t.stem = stem(strings.ToLower(t.text))
		}
		out = append(out, t)
		held, first = true, false
		at, last = end, end
	}
	return out
}

// wordEnd is the end of the word or number that begins at a byte.
func wordEnd(text string, at int) (end int, num bool) {
	num = true
	for at < len(text) {
		c, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case unicode.IsDigit(c):
		case unicode.IsLetter(c) || unicode.Is(unicode.Mn, c):
			num = false
		case c == '\'' || c == '’' || c == '.' || c == ',':
			next, _ := utf8.DecodeRuneInString(text[at+size:])
			digits := unicode.IsDigit(next)
			if c == ',' && !(num && digits) || c == '.' && !(num && digits || !num && unicode.IsUpper(next)) ||
				!digits && !unicode.IsLetter(next) {
				return at, num
			}
		default:
			return at, num
		}
		at += size
	}
	return at, num
}

// bare strips a possessive and the points of an abbreviation: "Drevia's" is "Drevia",
// "U.N" is "UN".
func bare(word string) string {
	for _, s := range [...]string{"'s", "’s", "'S", "’S"} {
		word = strings.TrimSuffix(word, s)
	}
	if strings.Contains(word, ".") {
		word = strings.ReplaceAll(word, ".", "")
	}
	return word
}

// stem strips the endings of number and tense, so that "quake" and "quakes", "elected"
// and "elects" are one. It need not give a word, only the same for the forms of one.
func stem(w string) string {
	n := len(w)
	switch {
	case n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 5 && strings.HasSuffix(w, "ing"):
		return undouble(w[:n-3])
	case n > 4 && strings.HasSuffix(w, "ed"):
		return undouble(w[:n-2])
	case n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i':
		w = w[:n-1]
		n--
	}
	if n > 3 && w[n-1] == 'e' {
		w = w[:n-1]
	}
	return w
}

// undouble makes "stopp" of "stopping" to "stop" and drops a last "e".
func undouble(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
		return w[:n-1]
	}
	if n > 3 && w[n-1] == 'e' {
		return w[:n-1]
	}
	return w
}
