package quantity

import "github.com/hearsay-news/hearsay"

// bound is what the words around a number make of it.
type bound struct {
	side   int // -1: the number is the least; +1: the most; 0: neither
	open   bool
	equal  bool // exactly, equal to
	approx bool
}

func (b bound) set() bool { return b.side != 0 || b.equal }

// comparison is the side of the bound that "more" or "less" makes, as bound.side
// has it.
func comparison(w string) int {
	switch w {
	case "more", "greater", "bigger", "higher", "larger", "longer", "better", "heavier", "older", "upward", "upwards":
		return -1
	case "fewer", "less", "smaller", "lower", "shorter", "lighter", "younger":
		return +1
	}
	return 0
}

// before reads the words that bound a number and end before token i. It gives
// their first token, i where there are none.
func (s *scanner) before(i int) (bound, int) {
	switch s.word(i - 1) {
	case "than":
		return s.beforeThan(i)
	case "to":
		return s.beforeTo(i)
	case "least":
		return s.beforeAt(i, -1)
	case "most":
		return s.beforeAt(i, +1)
	case "of":
		return s.beforeOf(i)
	case "minimum":
		return s.withArticle(bound{side: -1}, i-1, i)
	case "maximum":
		return s.withArticle(bound{side: +1}, i-1, i)
	case "as", "many":
		return s.beforeAs(i)
	case "over", "above", "beyond", "exceeding", "exceed", "exceeds", "exceeded", "surpassing", "surpass", "surpassed", "topping", "topped":
		if s.word(i-1) == "over" && s.news && s.about(i-2) {
			return bound{}, i
		}
		return bound{side: -1, open: true}, i - 1
	case "under", "below":
		return bound{side: +1, open: true}, i - 1
	case ">", "<", "=", "≥", "≤", "⩾", "⩽", ">=", "<=":
		return s.beforeSign(i)
	case "equals", "equal", "equaling", "equalling":
		return bound{equal: true}, i - 1
	case "exactly", "precisely":
		if s.news {
			return bound{equal: true}, i - 1
		}
	}
	return bound{}, i
}

// beforeThan reads "more than", "no fewer than", "bigger or equal than".
func (s *scanner) beforeThan(i int) (bound, int) {
	k := i - 2
	equal := s.word(k) == "equal" && s.word(k-1) == "or"
	if equal {
		k -= 2
	}
	side := comparison(s.word(k))
	if side == 0 {
		return bound{}, i
	}
	switch s.word(k - 1) {
	case "no", "not", "n't":
		return bound{side: -side}, k - 1
	}
	return bound{side: side, open: !equal}, k
}

// beforeTo reads "up to", "equal to", "less than or equal to".
func (s *scanner) beforeTo(i int) (bound, int) {
	switch s.word(i - 2) {
	case "up":
		return bound{side: +1}, i - 2
	case "close", "near", "nearer", "closer":
		if s.news {
			return bound{approx: true}, i - 2
		}
	case "equal":
		if s.word(i-3) != "or" {
			return bound{equal: true}, i - 2
		}
		k := i - 4
		if s.word(k) == "than" || s.word(k) == "to" {
			k--
		}
		if side := comparison(s.word(k)); side != 0 {
			return bound{side: side}, k
		}
		if b, from := s.before(i - 3); from < i-3 && b.side != 0 { // "at least or equal to"
			return bound{side: b.side}, from
		}
		return bound{equal: true}, i - 2
	case "equals", "equaling", "equalling":
		return bound{equal: true}, i - 2
	}
	return bound{}, i
}

// beforeAt reads "at least", "at the very most".
func (s *scanner) beforeAt(i, side int) (bound, int) {
	k := i - 2
	for k > i-4 && (s.word(k) == "the" || s.word(k) == "very") {
		k--
	}
	if s.word(k) != "at" {
		return bound{}, i
	}
	return bound{side: side}, k
}

// beforeOf reads "a minimum of", "in excess of", "upwards of".
func (s *scanner) beforeOf(i int) (bound, int) {
	switch s.word(i - 2) {
	case "minimum":
		return s.withArticle(bound{side: -1}, i-2, i)
	case "maximum":
		return s.withArticle(bound{side: +1}, i-2, i)
	case "upwards", "upward", "north":
		return bound{side: -1, open: s.word(i-2) == "north"}, i - 2
	case "south":
		return bound{side: +1, open: true}, i - 2
	case "excess":
		if s.word(i-3) == "in" {
			return bound{side: -1, open: true}, i - 3
		}
	case "region", "neighbourhood", "neighborhood", "order", "vicinity":
		if s.news && s.word(i-3) == "the" && (s.word(i-4) == "in" || s.word(i-4) == "on") {
			return bound{approx: true}, i - 4
		}
	}
	return bound{}, i
}

// withArticle takes in "a" or "at a" before the word at k.
func (s *scanner) withArticle(b bound, k, i int) (bound, int) {
	if k == i-1 && !s.news && s.word(k-1) != "a" {
		return bound{}, i
	}
	if w := s.word(k - 1); w == "a" || w == "the" {
		k--
		if s.word(k-1) == "at" {
			k--
		}
	}
	return b, k
}

// beforeAs reads "as many as" and "as few as".
func (s *scanner) beforeAs(i int) (bound, int) {
	if s.word(i-1) != "as" || s.word(i-3) != "as" {
		return bound{}, i
	}
	switch s.word(i - 2) {
	case "many", "much", "high", "large":
		return bound{side: +1}, i - 3
	case "few", "little", "low":
		return bound{side: -1}, i - 3
	}
	return bound{}, i
}

// beforeSign reads ">", "<=" and their like.
func (s *scanner) beforeSign(i int) (bound, int) {
	k, equal, side := i-1, false, 0
	if s.text(k) == "=" && s.tight(k) {
		equal = true
		k--
	}
	switch s.text(k) {
	case ">":
		side = -1
	case "<":
		side = +1
	case "≥", "⩾", ">=":
		side, equal = -1, true
	case "≤", "⩽", "<=":
		side, equal = +1, true
	}
	if side == 0 || s.tight(k) && (s.text(k-1) == "=" || s.text(k-1) == "<" || s.text(k-1) == ">") {
		return bound{}, i
	}
	return bound{side: side, open: !equal}, k
}

// about reports whether "over" after the word at k says what something is about:
// "arrested over", "a row over".
func (s *scanner) about(k int) bool {
	for end := k - 4; k >= s.first && k > end; k-- {
		if overWords[s.lemma(k)] {
			return true
		}
		if t := s.tag(k); !t.Noun() && t != hearsay.TagDT && t != hearsay.TagJJ {
			return false
		}
	}
	return false
}

var overWords = wordSet(`arrest charge fine sue protest dispute row concern anger outrage fear convict jail sentence question
	trial fight clash preside resign quit apologise apologize criticism criticise criticize split battle debate lawsuit
	control lead win victory triumph outcry controversy fury alarm worry talk rule investigate probe inquiry case`)

// around reads the words of approximation that end before token i, which are
// bounds in Figures alone.
func (s *scanner) around(i int) int {
	switch s.word(i - 1) {
	case "about", "around", "roughly", "approximately", "nearly", "almost", "circa", "ca", "ca.", "approx", "approx.", "perhaps",
		"maybe", "virtually", "~", "practically":
		if s.word(i-2) == "somewhere" {
			return i - 2
		}
		return i - 1
	case "some":
		return i - 1
	case "estimated":
		if w := s.word(i - 2); w == "an" || w == "a" || w == "the" {
			return i - 2
		}
		if !s.tag(i-1).Verb() || s.word(i-2) != "have" && s.word(i-2) != "has" && s.word(i-2) != "had" {
			return i - 1
		}
	case "like":
		if s.word(i-2) == "something" {
			return i - 2
		}
	case "less":
		if s.word(i-2) == "or" && s.word(i-3) == "more" {
			return i - 3
		}
	}
	return i
}

// degree takes in the words that say how far a bound is off: "well over".
func (s *scanner) degree(i int) int {
	switch s.word(i - 1) {
	case "well", "far", "just", "slightly", "significantly", "considerably", "substantially", "much", "marginally", "way":
		return i - 1
	}
	return i
}

// after reads the words that bound a number and begin at token i: "or more",
// "-plus", "or so". b is the bound from before the number.
func (s *scanner) after(i int, b bound) (bound, int) {
	switch s.word(i) {
	case "or":
		return s.afterOr(i, b)
	case "and":
		return s.afterAnd(i, b)
	case "plus":
		if s.lex(i+1).class == notNumber || s.lex(i+1).class == article {
			if s.news && !s.tag(i+1).Noun() && !s.tight(i) && s.word(i+1) != "" {
				return b, i
			}
			return bound{side: -1, approx: b.approx}, i + 1
		}
	case "+":
		if s.tight(i) && s.lex(i+1).class != digits {
			return bound{side: -1, approx: b.approx}, i + 1
		}
	case "odd":
		if s.news && s.tag(i+1).Noun() {
			b.approx = true
			return b, i + 1
		}
	case "at":
		if s.news && !b.set() {
			return s.afterAt(i, b)
		}
	}
	if s.hyphen(i) && s.tight(i) {
		switch s.word(i + 1) {
		case "plus":
			return bound{side: -1, approx: b.approx}, i + 2
		case "odd":
			if s.news {
				b.approx = true
				return b, i + 2
			}
		}
	}
	return b, i
}

// afterAt reads "at least" after a number that has no other to go with.
func (s *scanner) afterAt(i int, b bound) (bound, int) {
	k := i + 1
	for k < i+3 && (s.word(k) == "the" || s.word(k) == "very") {
		k++
	}
	side := 0
	switch s.word(k) {
	case "least":
		side = -1
	case "most":
		side = +1
	default:
		return b, i
	}
	if next := s.text(k + 1); next == "" || next == "," || next == "." || next == "”" || next == ";" {
		return bound{side: side, approx: b.approx}, k + 1
	}
	return b, i
}

// afterAnd reads "and over" at the end of a phrase.
func (s *scanner) afterAnd(i int, b bound) (bound, int) {
	side := 0
	switch s.word(i + 1) {
	case "over", "above", "more", "up", "upwards":
		side = -1
	case "under", "below", "less", "fewer":
		side = +1
	}
	switch next := s.text(i + 2); {
	case side == 0 || b.side != 0:
	case next == "", next == ".", next == ",", next == ";", next == ")":
		return bound{side: side, approx: b.approx}, i + 2
	}
	return b, i
}

func (s *scanner) afterOr(i int, b bound) (bound, int) {
	switch s.word(i + 1) {
	case "so", "thereabouts":
		if s.news {
			b.approx = true
			return b, i + 2
		}
	case "equal", "equals":
		if b.side != 0 {
			b.open = false
			if s.word(i+2) == "to" {
				return b, i + 3
			}
			return b, i + 2
		}
	case "above", "over", "upwards", "up":
		return s.orSide(i, b, -1)
	case "below", "under", "beneath":
		return s.orSide(i, b, +1)
	default:
		if side := comparison(s.word(i + 1)); side != 0 {
			return s.orSide(i, b, side)
		}
	}
	return b, i
}

// orSide takes "or more" as a bound unless it goes on to a number of its own.
func (s *scanner) orSide(i int, b bound, side int) (bound, int) {
	if b.side != 0 {
		return b, i
	}
	end := i + 2
	if s.word(end) == "than" {
		end++
	}
	if c := s.lex(end).class; c != notNumber && c != and && c != point {
		return b, i
	}
	return bound{side: side, approx: b.approx}, end
}

func wordSet(text string) map[string]bool {
	m := map[string]bool{}
	for from := 0; from < len(text); {
		for from < len(text) && text[from] <= ' ' {
			from++
		}
		end := from
		for end < len(text) && text[end] > ' ' {
			end++
		}
		if end > from {
			m[text[from:end]] = true
		}
		from = end
	}
	return m
}
