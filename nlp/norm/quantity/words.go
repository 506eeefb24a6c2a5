package quantity

import "strings"

// class is what a word does in a number.
type class uint8

const (
	notNumber class = iota
	digits          // written in digits
	unit            // zero to nine
	teen            // ten to nineteen
	ten             // twenty to ninety
	hundred
	scale     // thousand, million, lakh …
	short     // k, bn, mln …: scales in short
	dozen     // a dozen, three dozens
	plural    // dozens, hundreds, scores: vague unless a number stands before
	part      // thirds, fifths, halves, quarters: the lower half of a fraction
	ordinal   // third, twentieth: one such part, or no number at all
	share     // half, quarter
	article   // a, an
	and       //
	point     // five point five
	minus     // minus, negative
	fraction  // ½
	fewWord   // several, few
	coupleFor // couple
)

// lexeme is the reading of one token.
type lexeme struct {
	class class
	value float64
	kind  Kind // of digits
}

// words are the words that numbers are made of, in small letters.
var words = numberWords()

func numberWords() map[string]lexeme {
	m := map[string]lexeme{
		"zero": {unit, 0, 0}, "nought": {unit, 0, 0}, "naught": {unit, 0, 0},
		"hundred": {hundred, 100, 0},
		"dozen":   {dozen, 12, 0}, "doz": {dozen, 12, 0}, "dozs": {dozen, 12, 0},
		"dozens": {plural, 12, 0}, "scores": {plural, 20, 0}, "tens": {plural, 10, 0}, "hundreds": {plural, 100, 0},
		"half": {share, 2, 0}, "halves": {part, 2, 0}, "quarter": {share, 4, 0}, "quarters": {part, 4, 0},
		"hundredth": {ordinal, 100, 0}, "hundredths": {part, 100, 0},
		"a": {article, 1, 0}, "an": {article, 1, 0}, "and": {and, 0, 0}, "point": {point, 0, 0},
		"minus": {minus, 0, 0}, "negative": {minus, 0, 0},
		"several": {fewWord, 0, 0}, "few": {fewWord, 0, 0}, "couple": {coupleFor, 2, 0},
	}
	each := func(c class, from, step float64, list string) {
		v := from
		for _, w := range strings.Fields(list) {
			m[w] = lexeme{c, v, 0}
			v += step
		}
	}
	each(unit, 1, 1, `one two three four five six seven eight nine`)
	each(teen, 10, 1, `ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`)
	each(ten, 20, 10, `twenty thirty forty fifty sixty seventy eighty ninety`)
	m["fourty"] = lexeme{ten, 40, 0} // a common misspelling
	ordinals := func(from, step float64, list string) {
		each(ordinal, from, step, list)
		v := from
		for _, w := range strings.Fields(list) {
			if w != "second" { // seconds are time
				m[w+"s"] = lexeme{part, v, 0}
			}
			v += step
		}
	}
	ordinals(1, 1, `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
		fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth`)
	ordinals(20, 10, `twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth`)
	for w, v := range map[string]float64{"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
		"lakh": 1e5, "crore": 1e7} {
		m[w] = lexeme{scale, v, 0}
		m[w+"s"] = lexeme{plural, v, 0}
		if w != "lakh" && w != "crore" {
			m[w+"th"], m[w+"ths"] = lexeme{ordinal, v, 0}, lexeme{part, v, 0}
		}
	}
	for w, v := range shorts {
		m[w] = lexeme{short, v, 0}
	}
	return m
}

// shorts are scales in short. Those of one letter are asked about their
// surroundings by scanner.short.
var shorts = map[string]float64{"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "mio": 1e6, "b": 1e9, "g": 1e9, "bn": 1e9,
	"bln": 1e9, "t": 1e12, "tn": 1e12, "tln": 1e12, "trn": 1e12}

// longestWord is the length in bytes of the longest of words.
const longestWord = 13

// lookup gives the reading of a word in whatever case.
func lookup(text string) lexeme {
	if len(text) > longestWord {
		return lexeme{}
	}
	var buf [longestWord]byte
	for i := 0; i < len(text); i++ {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return words[string(buf[:len(text)])]
}

// glyphs are the fractions of one character.
func glyph(text string) float64 {
	switch text {
	case "½":
		return 1. / 2
	case "⅓":
		return 1. / 3
	case "⅔":
		return 2. / 3
	case "¼":
		return 1. / 4
	case "¾":
		return 3. / 4
	case "⅕":
		return 1. / 5
	case "⅖":
		return 2. / 5
	case "⅗":
		return 3. / 5
	case "⅘":
		return 4. / 5
	case "⅙":
		return 1. / 6
	case "⅚":
		return 5. / 6
	case "⅛":
		return 1. / 8
	case "⅜":
		return 3. / 8
	case "⅝":
		return 5. / 8
	case "⅞":
		return 7. / 8
	}
	return 0
}
