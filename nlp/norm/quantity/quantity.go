// Package quantity reads numbers, ranges of numbers, and figures: the counts and
// amounts of people and things that a content gives.
//
// Numbers and Ranges state facts about any English text: where a number stands,
// its value, whether a bound belongs to the range or not. Figures reads them as
// news means them: what is counted, what became of it, and which numbers count
// nothing (ages, dates, scores, names).
//
// All of it works on tokens and tags; the dependency tree is asked where it
// helps and plain word order where it may be wrong. Spans begin and end with
// tokens.
package quantity

import (
	"math"
	"sort"

	"github.com/hearsay-news/hearsay"
)

// Kind says how a number is made.
type Kind uint8

// The kinds of numbers.
const (
	Integer  Kind = iota // 12, "twelve", "1.2 million", "a dozen"
	Decimal              // 1.5, "five point five"
	Fraction             // "two thirds", "3/4", "three and a half", "half a million"
	Power                // 10^6, 1.2e+14
	Vague                // "dozens", "hundreds of thousands", "a couple", "several hundred"
)

// Number is a number as written.
type Number struct {
	First, Last int // tokens [First, Last) of the Analysis
	hearsay.Span
	Value     float64 // for a vague one the least that it may mean
	Low, High float64 // both Value, save for a vague one: High is then +Inf; "a couple" has 2 and 2
	Kind      Kind
	Measured  bool // a unit stands against its digits: "29km"

	scale float64 // the power of ten that a word gave it, 1 where none did
}

// Range is a number with the words that bound it, or two numbers that bound a
// range.
type Range struct {
	First, Last int // tokens [First, Last) of the Analysis
	hearsay.Span
	Low, High         float64 // -Inf and +Inf where there is no bound
	LowOpen, HighOpen bool    // the bound itself is outside: "more than 5"
	Between           bool    // two numbers joined: "5 to 9", "between 5 and 9", "5-9"
	Approx            bool    // "about", "nearly", "or so" stand with it, or the number is vague

	num  Number // the number that ends it
	join joint  // of two numbers, what joins them
}

// joint is what joins the two numbers of a range.
type joint uint8

const (
	jointNone joint = iota
	jointAnd        // between 5 and 9
	jointTo         // 5 to 9, from 5 to 9
	jointDash       // 5-9
	jointOr         // five or six
)

// Numbers appends to out every number in the tokens [first, last) of an, in the
// order of the text. Ordinals are no numbers.
func Numbers(an *hearsay.Analysis, first, last int, out []Number) []Number {
	eachSentence(an, first, last, func(a, b int) {
		s := scanner{an: an, first: a, last: b}
		out = s.numbers(out)
	})
	return out
}

// Ranges appends to out every range in the tokens [first, last) of an: two
// numbers joined, or one with words that bound it. Words of approximation alone
// ("about 20") make no range.
func Ranges(an *hearsay.Analysis, first, last int, out []Range) []Range {
	var buf [16]Number
	eachSentence(an, first, last, func(a, b int) {
		s := scanner{an: an, first: a, last: b}
		out = s.ranges(s.numbers(buf[:0]), out)
	})
	return out
}

// eachSentence calls f with the part of each sentence that lies in [first, last).
func eachSentence(an *hearsay.Analysis, first, last int, f func(first, last int)) {
	first, last = max(first, 0), min(last, len(an.Tokens))
	if first >= last {
		return
	}
	k := sort.Search(len(an.Sents), func(k int) bool { return an.Sents[k].Last > first })
	for ; k < len(an.Sents) && an.Sents[k].First < last; k++ {
		a, b := max(first, an.Sents[k].First), min(last, an.Sents[k].Last)
		if a < b {
			f(a, b)
		}
	}
}

// spanOf is the text from token first to the end of token last-1.
func spanOf(an *hearsay.Analysis, first, last int) hearsay.Span {
	return hearsay.Span{Start: an.Tokens[first].Start, End: an.Tokens[last-1].End}
}

func inf(sign int) float64 { return math.Inf(sign) }
