package quantity

import (
	"strings"

	"github.com/hearsay-news/hearsay"
)

// durations are units of time, ages among them.
var durations = wordSet(`second minute hour day week fortnight month year decade century night weekend morning evening afternoon
	millennium generation semester millisecond sec min hr yr season term time birthday anniversary yr-old`)

// numbered are nouns that a number names: "Article 5".
var numbered = wordSet(`article chapter section resolution no no. nos nos. number flight route highway page pages paragraph rule act
	figure table phase stage level category grade room gate block district sector station platform line version part volume
	book season episode round group type class title protocol order directive unit amendment item clause annex appendix
	magnitude channel radio studio ward precinct zone area apartment apt flat suite floor reactor battalion brigade regiment division
	squadron camp site plot pier berth lane track exit junction interstate road motorway runway wave day year week game match set
	agenda proposition measure bill question tier schedule form model size age aged series step point chapter's count counts`)

// months are those that make a date of the number beside them.
var months = wordSet(`january february march april may june july august september october november december jan feb mar apr jun jul aug
	sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.`)

// streets end the names of streets.
var streets = wordSet(`street st st. road rd rd. avenue ave ave. boulevard lane drive square way place court terrace crescent close row`)

// contests are words near which two joined numbers are a score or a vote.
var contests = wordSet(`win lose beat defeat draw victory loss ruling decision vote majority lead score triumph rout final tie edge
	thrash down hammer record odds ratio`)

// scored reports whether the numbers that a range joins are a score.
func (s *scanner) scored(r Range) bool {
	for k := r.First - 1; k >= s.first && k > r.First-5; k-- {
		if contests[s.lemma(k)] {
			return true
		}
	}
	return contests[s.lemma(r.Last)]
}

// names reports whether the number of r only names something, or tells a date, a
// time, an age or a score.
func (s *scanner) names(r Range, n noun) bool {
	first, last := r.num.First, r.num.Last
	if r.num.Measured && durationShort(s.text(last)) {
		return true
	}
	return s.codeAt(first, last) || s.dateAt(r, n) || s.ageAt(r, n) || s.titled(r, n) || s.adjectival(r) || s.oneAlone(r, n)
}

// durationShort reports whether letters against a number are of time: "5pm".
func durationShort(w string) bool {
	switch strings.ToLower(strings.Trim(w, ".")) {
	case "am", "pm", "a.m", "p.m", "hrs", "hr", "min", "mins", "s", "sec", "secs", "h":
		return true
	}
	return false
}

// codeAt reports whether the number is part of a code, a score or a fraction of
// something: "F-16", "3-1", "#5", "9/11".
func (s *scanner) codeAt(first, last int) bool {
	if s.dash(first-1) && s.tight(first) && s.tight(first-1) && first-2 >= s.first {
		return true
	}
	if s.dash(last) && s.tight(last) && s.lex(last+1).class == digits && s.tight(last+1) {
		return true
	}
	switch s.text(first - 1) {
	case "#", "+", "/", "№", "@":
		return true
	case ":":
		return s.tight(first)
	}
	if t := s.text(last); s.tight(last) && (t == "/" || t == ":" && s.lex(last+1).class == digits) {
		return true
	}
	t := s.text(first)
	return last == first+1 && strings.Contains(t, "/") || t != "" && t[0] == '0' && len(t) > 1 && isDigit(t[1])
}

// dateAt reports whether the number is one of a date, a year or a time of day.
func (s *scanner) dateAt(r Range, n noun) bool {
	first, last := r.num.First, r.num.Last
	if r.Between {
		first = r.First
		if s.lex(first).class == notNumber {
			first++
		}
	}
	if months[s.word(first-1)] && s.tag(first-1) != hearsay.TagMD && isDigit(s.text(r.num.Last - 1)[0]) &&
		(r.num.Value <= 31 || s.isYear(r) && n.none()) {
		return true
	}
	if w := s.word(last); months[w] && s.tag(last).Proper() && r.num.Value <= 31 || w == "of" && months[s.word(last+1)] {
		return true
	}
	switch s.word(last) {
	case "am", "pm", "a.m.", "p.m.", "o'clock", "gmt", "utc", "bc", "ad", "bce", "ce", "noon", "midnight":
		return true
	}
	if s.text(first-1) == "," && months[s.word(first-3)] && s.isYear(r) {
		return true
	}
	return s.isYear(r) && s.yearAt(r, n, first)
}

// isYear reports whether the number could be a year as written.
func (s *scanner) isYear(r Range) bool {
	v := r.num.Value
	t := s.text(r.num.Last - 1)
	return r.num.Last == r.num.First+1 && v >= 1500 && v <= 2150 && len(t) == 4 && isDigit(t[0])
}

// yearAt reports whether a number that could be a year is one: nothing bounds it
// and no plural follows that it could count.
func (s *scanner) yearAt(r Range, n noun, first int) bool {
	if r.Between && r.join == jointDash {
		return n.none() || s.tag(n.head) != hearsay.TagNNS
	}
	if r.First < r.num.First && !r.Between {
		w := s.word(r.First)
		return w != "at" && w != "more" && w != "as" && w != "up" && w != "no" && w != "an" && w != "some" && n.none()
	}
	if n.none() {
		return true
	}
	switch s.word(first - 1) {
	case "in", "since", "until", "by", "before", "after", "during", "the", "of", "late", "early", "mid", "fiscal", "year", "from",
		"this", "'s", "its", "his", "her", "their", "a", "for":
		return s.tag(n.head) != hearsay.TagNNS || s.word(first-1) != "for" && s.word(first-1) != "of" && s.word(first-1) != "from"
	}
	return s.tag(n.head) != hearsay.TagNNS && s.lemma(n.head) != "people"
}

// ageAt reports whether the number is an age.
func (s *scanner) ageAt(r Range, n noun) bool {
	last := r.num.Last
	switch s.word(r.First - 1) {
	case "aged", "age", "ages", "turned", "turning":
		return true
	case "in":
		if s.word(last) == "'s" {
			return true
		}
	case ",":
		next := s.text(last)
		if s.tag(r.First-2).Proper() && (next == "," || next == "." || next == ")" || next == "") && r.num.Value < 120 &&
			r.num.Kind == Integer && r.First == r.num.First && s.tag(r.First-3) != hearsay.TagComma {
			return true
		}
	case "(":
		if s.tag(r.First-2).Proper() && s.text(last) == ")" && r.num.Value < 2100 {
			return true
		}
	case "under", "over", "below", "above":
		return s.person(r.First-2) && n.none()
	}
	if w := s.word(r.First); (w == "under" || w == "over" || w == "below" || w == "above") && n.none() && r.num.Value < 100 && s.person(r.First-1) {
		return true
	}
	k := last
	if s.hyphen(k) {
		k++
	}
	if w := s.word(k); w == "year" || w == "years" || w == "month" || w == "months" {
		return true
	}
	return false
}

// titled reports whether the word before the number is what it names: "Article 5",
// "Boeing 737".
func (s *scanner) titled(r Range, n noun) bool {
	first, last := r.num.First, r.num.Last
	if r.First < first && !r.Between {
		return false
	}
	before := s.tag(first - 1)
	if numbered[s.word(first-1)] && before != hearsay.TagCD && (before.Noun() || before == hearsay.TagJJ || before == hearsay.TagUH || before == hearsay.TagVBN || before == hearsay.TagDT) {
		if w := s.word(first - 1); (w == "no" || w == "number" || w == "nos") && !n.none() && !s.dotted(first-1) {
			return w == "number"
		}
		return true
	}
	if !before.Proper() || s.sentenceBreak(first-1) {
		return s.address(last)
	}
	if passing[s.word(first-1)] {
		return false
	}
	head := int(s.an.Tokens[last-1].Head)
	if n.none() {
		return head < first || s.an.Tokens[last-1].Rel == hearsay.RelFlat || s.an.Tokens[last-1].Rel == hearsay.RelCompound
	}
	if s.an.Tokens[first-1].Rel == hearsay.RelCompound && int(s.an.Tokens[first-1].Head) == n.head {
		return true // "Boeing 737 jets"
	}
	return s.tag(n.head) != hearsay.TagNNS && s.tag(n.head) != hearsay.TagNNPS && s.lemma(n.head) != "people"
}

func (s *scanner) dotted(i int) bool { return strings.HasSuffix(s.text(i), ".") }

// sentenceBreak reports whether the proper noun at i is an adverb of time, or
// stands behind a preposition as a whole phrase, so that a count may follow.
func (s *scanner) sentenceBreak(i int) bool {
	t := &s.an.Tokens[i]
	return t.Rel == hearsay.RelObl || t.Rel == hearsay.RelOblUnmarked || t.Rel == hearsay.RelNsubj
}

// address reports whether a street's name begins at k, after its house's number.
func (s *scanner) address(k int) bool {
	for end := k + 4; k < end && s.tag(k).Proper(); k++ {
		if streets[s.word(k)] {
			return true
		}
	}
	return false
}

// adjectival reports whether a hyphen makes an adjective of the number: "a
// 12-member panel", "three-day".
func (s *scanner) adjectival(r Range) bool {
	k := r.num.Last
	if !s.hyphen(k) || !s.tight(k) || !s.tight(k+1) || r.Last > k {
		return false
	}
	if _, end := s.percent(k); end > k {
		return false
	}
	if _, end := s.moneyAfter(k); end > k {
		return false
	}
	return s.word(k+1) != "strong"
}

// oneAlone reports whether "one" stands for a noun or an idiom, counting nothing:
// "one of them", "one day", "the one".
func (s *scanner) oneAlone(r Range, n noun) bool {
	if r.num.Value != 1 || r.First < r.num.First || r.num.Last != r.num.First+1 || r.Between {
		return false
	}
	if n.of {
		return true
	}
	if isDigit(s.text(r.num.First)[0]) {
		return false
	}
	switch s.word(r.num.First - 1) {
	case "the", "no", "this", "that", "which", "any", "every", "some", "another", "each", "as", "than", "number", "day", "everyone", "not", "is", "was":
		return true
	}
	switch s.word(r.num.Last) {
	case "another", "-", "by", "that", "who", "which", "'s", "or", "can", "could", "should", "would", "might", "must", "may", "’s", "to", "he", "she", "they", "it", "i", "we":
		return true
	}
	if n.none() {
		return false
	}
	switch s.lemma(n.head) {
	case "thing", "way", "side", "hand", "end", "point", "reason", "place", "sort", "kind", "example", "possibility", "option",
		"step", "idea", "issue", "problem", "aspect", "area", "party", "voice", "word", "source", "exception":
		return true
	}
	return false
}
