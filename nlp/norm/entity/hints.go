package entity

import (
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// HintColumns is how many hints an encoder gets for each token beside its word pieces,
// which have no capitals.
const HintColumns = 1

// HintSizes is how many values each hint has.
var HintSizes = [HintColumns]int{6}

// Hints sets the hints of a token of an: how it is written.
func Hints(an *hearsay.Analysis, i int, out *[HintColumns]uint8) {
	out[0] = spelling(an.Doc.Text[an.Tokens[i].Start:an.Tokens[i].End])
}

// spelling is how a word is written: small, with a capital, all in capitals, with digits,
// with capitals inside, or otherwise.
func spelling(w string) uint8 {
	const small, capital, capitals, digits, inside, other = 0, 1, 2, 3, 4, 5
	upper, lower, digit := 0, 0, 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case unicode.IsDigit(r):
			digit++
		}
	}
	first, _ := utf8.DecodeRuneInString(w)
	switch {
	case upper > 1 && lower == 0:
		return capitals
	case upper == 1 && unicode.IsUpper(first):
		return capital
	case upper > 0:
		return inside
	case digit > 0:
		return digits
	case lower > 0:
		return small
	}
	return other
}

// LabelsOf gives the labels of n tokens, as an encoder learns them: outside, then
// beginning and inside of each kind from Person.
func LabelsOf(n int, names []Mention) []int {
	out := make([]int, n)
	for _, m := range names {
		for i := m.First; i < m.Last; i++ {
			out[i] = int(begins(m.Kind))
			if i > m.First {
				out[i]++
			}
		}
	}
	return out
}
