package bundle

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// folded is a text by its words alone, with a space at either end.
func folded(s string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ") + " "
}

// little are words that tell nothing of what they stand beside.
const little = " a an the of by at in on for to and from with that as its his her their said says "

// telling are the words of a text, folded, without little ones at its ends.
func telling(s string) string {
	words := strings.Fields(folded(s))
	small := func(w string) bool { return strings.Contains(little, " "+w+" ") }
	for len(words) > 0 && small(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && small(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return " " + strings.Join(words, " ") + " "
}

// wordsOf are the words of what is withheld, folded, without those too short to tell.
func wordsOf(text letters, spans []hearsay.Span) (out []string) {
	for _, s := range spans {
		if w := telling(text.cut(s)); utf8.RuneCountInString(w) >= len(" abc ") && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// unescape makes space of what stands for space in JSON.
var unescape = strings.NewReplacer(`\n`, " ", `\t`, " ", `\r`, " ")

// tells reports whether a text has some of the words, however they are joined.
func tells(s string, words []string) bool {
	if len(words) == 0 {
		return false
	}
	f := folded(unescape.Replace(s))
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(f, w) })
}

// occurrences finds where else a text has the words of a withheld text.
func occurrences(text, words string) (out []hearsay.Span) {
	var parts []string
	for _, w := range strings.Fields(telling(words)) {
		parts = append(parts, regexp.QuoteMeta(w))
	}
	if len(strings.Join(parts, "")) < len("abc") {
		return nil
	}
	find, err := regexp.Compile(`(?i)` + strings.Join(parts, `[^\pL\p{Nd}]+`))
	if err != nil {
		return nil
	}
	points := hearsay.NewCodePoints(text)
	for _, at := range find.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after) {
			out = append(out, points.Span(hearsay.Span{Start: at[0], End: at[1]}))
		}
	}
	return out
}
