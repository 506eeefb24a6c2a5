package ledger

import (
	"slices"
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

// mostSearched is how many bytes of the words of a text are searched. PostgreSQL's index
// takes 1 MB with what it adds to each; no statement that a person made comes near either.
const mostSearched = 200_000

// searchable is the words of a text, and behind them those of a name, that a search finds.
func searchable(text, name string) string {
	found := Words(text[:min(len(text), 2*mostSearched)])
	if name = Words(name[:min(len(name), mostSearched/100)]); name == "" {
		return cutWords(found, mostSearched)
	}
	if found = cutWords(found, mostSearched); found == "" {
		return name
	}
	return found + " " + name
}

// cutWords leaves the words out that go beyond n bytes.
func cutWords(words string, n int) string {
	if len(words) <= n {
		return words
	}
	return words[:max(0, strings.LastIndexByte(words[:n+1], ' '))]
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
	if w = bare(w); w == "s" { // of a genitive
		return ""
	}
	return singular(w)
}

// Letters that Unicode does not take apart, and how those write them who do not have them.
var (
	struck   = [...]rune{'ł', 'ø', 'đ', 'ð', 'ħ', 'ı', 'ŧ', 'ß', 'æ', 'œ', 'þ'}
	unstruck = [...]string{"l", "o", "d", "d", "h", "i", "t", "ss", "ae", "oe", "th"}
)

// bare gives a word in lower case, without accents.
func bare(w string) string {
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
				r = unicode.ToLower(r)
				if i := slices.Index(struck[:], r); i >= 0 {
					b.WriteString(unstruck[i])
				} else {
					b.WriteRune(r)
				}
			}
		}
		w = b.String()
	}
	if len(w) > longestWord {
		w = strings.ToValidUTF8(w[:longestWord], "")
	}
	return w
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
