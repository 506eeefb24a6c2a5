package ledger

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words folds a text to what search compares: its words, of letters and digits, in
// lower case, without accents and without the ending of a plural, a space between
// each two. Both stores index what this gives, so that both find the same.
func Words(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for w := range words(text) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.folded)
	}
	return b.String()
}

// word is a word of a text as search sees it.
type word struct {
	start, end int // bytes
	folded     string
}

// longestWord is how many bytes of a word are compared; what is longer is no word of a
// language.
const longestWord = 64

// words gives the words of a text.
func words(text string) func(yield func(word) bool) {
	return func(yield func(word) bool) {
		for i := 0; i < len(text); {
			n := wordLength(text[i:])
			if n == 0 {
				_, size := utf8.DecodeRuneInString(text[i:])
				i += size
				continue
			}
			if f := fold(text[i : i+n]); f != "" && !yield(word{i, i + n, f}) {
				return
			}
			i += n
		}
	}
}

// wordLength is the length in bytes of the word that text begins with, 0 for none. An
// apostrophe between letters ends it: "Halvern's" is "Halvern" and "s", which is left out
// as a word of its own (see fold).
func wordLength(text string) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			return i
		}
		i += size
	}
	return len(text)
}

// fold gives a word as it is compared.
func fold(w string) string {
	ascii := true
	for i := range len(w) {
		ascii = ascii && w[i] < 0x80
	}
	if ascii {
		w = strings.ToLower(w)
	} else {
		var b strings.Builder
		for _, r := range norm.NFKD.String(w) {
			if !unicode.Is(unicode.Mn, r) {
				b.WriteRune(unicode.ToLower(r))
			}
		}
		w = b.String()
	}
	if w == "s" { // of a genitive
		return ""
	}
	if len(w) > longestWord {
		w = strings.ToValidUTF8(w[:longestWord], "")
	}
	return singular(w)
}

// singular takes the ending of an English plural off, as Harman's weak stemmer (1991)
// does: searching for missile finds missiles, and nothing else is confused.
func singular(w string) string {
	switch {
	case len(w) < 4 || !strings.HasSuffix(w, "s"):
		return w
	case strings.HasSuffix(w, "ies") && !strings.HasSuffix(w, "eies") && !strings.HasSuffix(w, "aies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "us") || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "is"):
		return w
	case strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	}
	return w[:len(w)-1]
}
