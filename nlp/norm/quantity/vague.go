package quantity

import "github.com/hearsay-news/hearsay"

// afterArticle reads a number that "a" or "an" at i begins.
func (s *scanner) afterArticle(i int) (Number, int) {
	switch x := s.lex(i + 1); x.class {
	case hundred, scale, dozen:
		n, next := s.counting(i + 1)
		if n.Last > 0 {
			n.First = i
		}
		return n, next
	case share, ordinal:
		return s.oneOf(i, i+1)
	case ten, unit:
		return s.oneOf(i, i+1) // "a twenty-first"
	case fewWord:
		return s.few(i, i+1)
	case coupleFor:
		return s.coupleOf(i)
	}
	return Number{}, i + 1
}

// oneOf reads "a third", "a half", "a twenty-first", whose lower half begins at k.
func (s *scanner) oneOf(i, k int) (Number, int) {
	x := s.lex(k)
	if x.class == ten || x.class == unit {
		low := s.cardinal(k, s.last)
		e := s.afterHyphen(low.end)
		if d := s.lex(e); d.class == ordinal && low.compounds(d) && !s.counted(e+1) {
			return Number{First: i, Last: e + 1, Value: 1 / (low.value + d.value), Kind: Fraction, scale: 1}, e + 1
		}
		return Number{}, i + 1
	}
	n := Number{First: i, Last: k + 1, Value: 1 / x.value, Kind: Fraction, scale: 1}
	switch {
	case x.class == share && (s.scaled(&n) || s.dozened(&n)):
	case x.class == ordinal && x.value < 3, s.counted(k + 1):
		return Number{}, k + 1
	case s.hyphen(k + 1): // "a half-brother"
		return Number{}, k + 1
	}
	return n, n.Last
}

// dozened multiplies by a dozen that stands after.
func (s *scanner) dozened(n *Number) bool {
	if s.lex(n.Last).class != dozen {
		return false
	}
	n.Value *= 12
	n.Last++
	return true
}

// halfOf reads "half a million", "half million", "quarter million".
func (s *scanner) halfOf(i int) (Number, int) {
	k := i + 1
	if s.lex(k).class == article {
		k++
	}
	n := Number{First: i, Last: k, Value: 1 / s.lex(i).value, Kind: Fraction, scale: 1}
	if s.scaled(&n) || s.dozened(&n) {
		return n, n.Last
	}
	return Number{}, i + 1
}

// few reads "several hundred", "a few thousand", of which the word for few stands
// at k.
func (s *scanner) few(i, k int) (Number, int) {
	v, end := s.scales(k + 1)
	if end == k+1 {
		return Number{}, k + 1
	}
	return Number{First: i, Last: end, Value: 2 * v, Low: 2 * v, High: inf(1), Kind: Vague, scale: v}, end
}

// scales reads scales in a row: "hundred thousand".
func (s *scanner) scales(i int) (float64, int) {
	v := 1.0
	k := i
	for ; k < s.last && k < i+3; k++ {
		switch x := s.lex(k); x.class {
		case hundred, scale, dozen, plural:
			v *= x.value
			continue
		}
		break
	}
	return v, k
}

// coupleOf reads "a couple of" and "a couple hundred".
func (s *scanner) coupleOf(i int) (Number, int) {
	k := i + 2
	of := s.word(k) == "of"
	if of {
		k++
	}
	if v, end := s.scales(k); end > k {
		return Number{First: i, Last: end, Value: 2 * v, Low: 2 * v, High: 2 * v, Kind: Vague, scale: v}, end
	}
	if !of {
		return Number{}, i + 2
	}
	return Number{First: i, Last: i + 2, Value: 2, Low: 2, High: 2, Kind: Vague, scale: 1}, i + 2
}

// vague reads "dozens", "tens of thousands": two of the word at the least.
func (s *scanner) vague(i int) (Number, int) {
	x := s.lex(i)
	v, end := x.value, i+1
	for s.word(end) == "of" && s.lex(end+1).class == plural && end < i+4 {
		v *= s.lex(end + 1).value
		end += 2
	}
	switch s.word(i) {
	case "tens":
		if end == i+1 {
			return Number{}, end
		}
	case "scores":
		if !s.scores(i) {
			return Number{}, end
		}
	}
	return Number{First: i, Last: end, Value: 2 * v, Low: 2 * v, High: inf(1), Kind: Vague, scale: v}, end
}

// scores reports whether the word at i is twenties, not results or a verb.
func (s *scanner) scores(i int) bool {
	if t := s.tag(i); t != hearsay.TagNNS && t != hearsay.TagCD {
		return false
	}
	switch t := s.tag(i - 1); {
	case t.Noun(), t == hearsay.TagJJ, t == hearsay.TagDT, t == hearsay.TagPRPS, t == hearsay.TagPOS, t == hearsay.TagCD:
		return false
	}
	if s.tag(i - 1).Verb() {
		switch s.word(i + 1) {
		case "", ".", ",", ";", "and", "in":
			return true
		}
	}
	switch s.word(i + 1) {
	case "of", "more", "others", "were", "are", "have", "had", "dead", "wounded", "injured", "missing", "killed", "hurt", "died":
		return true
	}
	return false
}
