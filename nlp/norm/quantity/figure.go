package quantity

import (
	"math"
	"sort"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Figures appends to out the figures in the tokens [first, last) of an: counts and
// amounts of people and things, with their bounds, unit, outcome and what is
// counted. The words around those tokens, in the same sentence, are looked at for
// what they say of a number inside; no figure's span reaches outside.
//
// Numbers that count nothing are left out: ages, durations, dates and times,
// years, scores, numbers that name something, and shares of a whole ("a third of
// the houses"). So are bare numbers of which nothing tells the unit.
func Figures(an *hearsay.Analysis, first, last int, out []hearsay.Figure) []hearsay.Figure {
	var nums [16]Number
	var quants [16]Range
	eachSentence(an, first, last, func(a, b int) {
		s := scanner{an: an, first: a, last: b, news: true}
		f := reader{scanner: s, from: a, to: b, out: out, start: len(out)}
		k := sort.Search(len(an.Sents), func(k int) bool { return an.Sents[k].Last > a })
		f.first, f.last = an.Sents[k].First, min(an.Sents[k].Last, len(an.Tokens))
		f.read(s.ranges(s.numbers(nums[:0]), quants[:0]))
		out = f.out
	})
	return out
}

// reader makes figures of the numbers in [from, to) of one sentence; its scanner
// sees the whole sentence.
type reader struct {
	scanner
	from, to int
	out      []hearsay.Figure
	start    int  // of this sentence's figures in out
	of       bool // the last figure is the whole of what follows: "of the 40 hurt"
	lastEnd  int  // the token after the last figure's phrase
}

func (f *reader) read(rs []Range) {
	at := f.from
	for _, r := range rs {
		if r.num.First < at {
			continue
		}
		f.zeros(at, r.First)
		at = max(f.figure(r), r.Last)
	}
	f.zeros(at, f.to)
}

// figure adds the figure that r makes, if any, and gives the token after it and
// what it counts.
func (f *reader) figure(r Range) int {
	if r.join == jointDash || r.join == jointTo {
		if r.join == jointTo && f.word(r.First) == "from" && f.moves(r.First) {
			return f.both(r)
		}
		if f.scored(r) {
			return r.Last
		}
	}
	n := f.nounAt(r.Last)
	if f.names(r, n) {
		return r.Last
	}
	return f.emit(r, n, r)
}

// moves reports whether a verb of change stands before i: "rose from 12 to 15".
func (f *reader) moves(i int) bool {
	for k := i - 1; k >= f.first && k > i-8; k-- {
		if t := f.tag(k); t.Verb() || t == hearsay.TagNN {
			if changing[f.lemma(k)] {
				return true
			}
		}
	}
	return false
}

// both makes a figure of each end of a change.
func (f *reader) both(r Range) int {
	n := f.nounAt(r.Last)
	if f.names(r, n) {
		return r.Last
	}
	low, high := r, r
	low.Between, high.Between = false, false
	low.High, high.Low = r.Low, r.High
	low.First = r.First + 1
	low.Last = low.First + 1
	for low.Last < r.Last && f.word(low.Last) != "to" {
		low.Last++
	}
	low.Span = spanOf(f.an, low.First, low.Last)
	high.First = min(low.Last+1, r.num.First)
	high.Span = spanOf(f.an, high.First, high.Last)
	end := f.emit(low, n, r)
	return max(end, f.emit(high, n, r))
}

// emit adds a figure with the span and bounds of r and the surroundings of whole,
// and gives the token after it.
func (f *reader) emit(r Range, n noun, whole Range) int {
	fig := hearsay.Figure{Span: r.Span, Low: nearest(r.Low), High: nearest(r.High), Approx: r.Approx}
	if fig.Low < 0 && fig.Low > inf(-1) && f.dash(r.First-1) {
		return r.Last
	}
	end, ok := f.unit(&fig, whole, n)
	if !ok {
		return r.Last
	}
	end = f.boundBehind(&fig, n, end)
	f.out = append(f.out, fig)
	f.of = f.wholeOf(whole)
	f.lastEnd = end
	if n.inner {
		return r.Last
	}
	return end
}

// nearest is the whole number that x is but for the error of a product: 65.4 × 10⁹.
func nearest(x float64) float64 {
	if n := math.Round(x); math.Abs(x-n) <= 1e-9*math.Abs(x) {
		return n
	}
	return x
}

// boundBehind gives a figure the bound that stands behind what it counts, "37 names at
// the least", and gives the token after it.
func (f *reader) boundBehind(fig *hearsay.Figure, n noun, end int) int {
	i := n.last
	if n.none() || fig.Low != fig.High || f.word(i) != "at" {
		return end
	}
	last := i + 1
	for f.word(last) == "the" || f.word(last) == "very" || f.word(last) == "barest" {
		last++
	}
	if last >= f.to {
		return end
	}
	switch f.word(last) {
	case "least", "minimum":
		fig.High = inf(1)
	case "most", "maximum":
		fig.Low = inf(-1)
	default:
		return end
	}
	fig.Span.End = f.an.Tokens[last].End
	return max(end, last+1)
}

// unit sets unit, outcome and what is counted, and gives the token after that; it
// reports false for what is no figure.
func (f *reader) unit(fig *hearsay.Figure, r Range, n noun) (int, bool) {
	if end, ok := f.valued(fig, r); ok {
		return end, true
	}
	if r.join == jointDash && n.none() && f.tag(r.Last) != hearsay.TagJJ {
		return r.Last, false
	}
	if r.num.Kind == Fraction && r.num.Value < 1 && (n.of || n.none()) || f.ratioAt(r) {
		return r.Last, false
	}
	if !n.none() {
		return f.ofNoun(fig, r, n)
	}
	return f.bare(fig, r, n)
}

// valued reads money and percentages.
func (f *reader) valued(fig *hearsay.Figure, r Range) (int, bool) {
	end := r.Last
	if code := f.signIn(r); code != "" {
		fig.Unit = code
	} else if ok, e := f.percentIn(r); ok {
		fig.Unit, end = "percent", e
	} else if code, e := f.moneyAfter(r.Last); code != "" {
		fig.Unit, end = code, e
	} else {
		return end, false
	}
	if w := f.word(end); w == "in" || w == "of" || w == "worth" {
		k := end + 1
		if w == "worth" && f.word(k) == "of" {
			k++
		}
		for f.tag(k) == hearsay.TagDT || f.tag(k) == hearsay.TagPRPS {
			k++
		}
		if n := f.nounAt(k); !n.none() && !n.of && !durations[f.lemma(n.head)] && f.lemma(n.head) != "quarter" && f.lemma(n.head) != "half" {
			fig.Of = f.phrase(n)
			return n.last, true
		}
	}
	return end, true
}

// signIn is the currency whose sign stands in the span of r.
func (f *reader) signIn(r Range) string {
	for k := r.First; k < r.Last; k++ {
		if code := f.sign(k); code != "" {
			return code
		}
	}
	return ""
}

func (f *reader) percentIn(r Range) (bool, int) {
	if f.text(r.Last-1) == "%" {
		return true, r.Last
	}
	return f.percent(r.Last)
}

// phrase is a noun phrase as written.
func (f *reader) phrase(n noun) string {
	span := spanOf(f.an, n.first, n.head+1)
	return f.an.Doc.Text[span.Start:span.End]
}

// ofNoun reads a figure with a noun.
func (f *reader) ofNoun(fig *hearsay.Figure, r Range, n noun) (int, bool) {
	lemma := f.lemma(n.head)
	if durations[lemma] || f.tag(n.head) == hearsay.TagNN && months[lemma] {
		return n.last, false
	}
	fig.Outcome = f.outcome(r, n)
	person := f.person(n.head) || outcomeNouns[lemma] != ""
	switch {
	case person:
		fig.Unit = "person"
	default:
		fig.Unit = f.unitName(n)
		if !households[lemma] && fig.Outcome != evacuated && fig.Outcome != deployed && fig.Outcome != captured && fig.Outcome != missing && fig.Outcome != rescued {
			fig.Outcome = ""
		}
	}
	fig.Of = f.phrase(n)
	if lemma == "other" {
		f.likeLast(fig)
	}
	if person && fig.Outcome == "" {
		f.inherit(fig, r, n)
	}
	if person && fig.Outcome == "" && f.totals(n) {
		if unit, o, _, ok := f.total(r); ok && unit == "person" {
			fig.Outcome = o
		}
	}
	if fig.Outcome == "" && f.reference(r) {
		return n.last, false
	}
	return n.last, true
}

// households are groups of people that are counted as such.
var households = wordSet(`family household couple crew`)

// totals reports whether the noun says no more than that people are counted.
func (f *reader) totals(n noun) bool {
	return n.last == n.first+1 && (f.lemma(n.head) == "people" || f.lemma(n.head) == "person")
}

// likeLast gives "others" the unit of the figure before, where that is not of
// people.
func (f *reader) likeLast(fig *hearsay.Figure) {
	fig.Unit = "person"
	if fig.Outcome == "" && len(f.out) > f.start {
		last := &f.out[len(f.out)-1]
		if last.Unit != "percent" && !currencies.codes[last.Unit] {
			fig.Unit = last.Unit
		}
	}
}

// reference reports whether the number only recalls what was counted before: "the
// two leaders".
func (f *reader) reference(r Range) bool {
	if r.First < r.num.First || r.num.Value > 10 || r.num.Kind != Integer || isDigit(f.text(r.num.First)[0]) {
		return false
	}
	switch f.word(r.First - 1) {
	case "the", "both", "these", "those", "our", "their", "his", "her", "its", "'s", "’s", "my", "your":
		return true
	}
	return false
}

// unitName is the singular of a noun with the common nouns that it is compounded
// of: "polling station".
func (f *reader) unitName(n noun) string {
	lemma := f.lemma(n.head)
	if w := f.word(n.head); len(lemma) > len(w)+1 {
		lemma = w // "km" stays short
	}
	k := n.head
	for k > n.first && f.tag(k-1) == hearsay.TagNN && !f.tight(k) && f.an.Tokens[k].Tag != hearsay.TagNNP {
		k--
	}
	if k == n.head {
		return lemma
	}
	span := spanOf(f.an, k, n.head)
	if !strings.ContainsAny(f.an.Doc.Text[span.Start:span.End], "\n\r\t") {
		return small(f.an.Doc.Text[span.Start:span.End]) + " " + lemma
	}
	return lemma
}

// ratioAt reports whether a number stands to another as a ratio: "one in three",
// "nine out of ten".
func (f *reader) ratioAt(r Range) bool {
	k := r.Last
	switch {
	case f.word(k) == "in":
		x := f.lex(k + 1)
		return (x.class == digits || x.class == unit || x.class == teen) && x.value > r.num.Value && x.value <= 1000 && !durations[f.lemma(k+2)] && x.value < 1500
	case f.word(k) == "out" && f.word(k+1) == "of":
		return true
	}
	for j := r.First - 1; j > r.First-4 && j >= f.first; j-- {
		if w := f.word(j); w == "in" || w == "of" {
			x := f.lex(j - 1)
			if w == "of" && f.word(j-1) == "out" {
				return true
			}
			return w == "in" && (x.class == digits || x.class == unit) && x.value < r.num.Value && r.num.Value <= 1000
		}
	}
	return false
}

// bare reads a figure without a noun: its verb tells that people are counted, or a
// noun before it, or the figure before it.
func (f *reader) bare(fig *hearsay.Figure, r Range, n noun) (int, bool) {
	end := r.Last
	if r.num.Measured {
		if unit := f.word(r.Last); letter(unit) && !durations[unit] {
			fig.Unit = unit
			return r.Last + 1, true
		}
		return end, false
	}
	if f.word(end) == "more" || f.word(end) == "others" {
		end++
	}
	if fig.Outcome = f.outcome(r, n); fig.Outcome != "" {
		fig.Unit = "person"
		return end, true
	}
	if unit, o, of, ok := f.total(r); ok {
		fig.Unit, fig.Outcome, fig.Of = unit, o, of
		return end, true
	}
	if f.inherit(fig, r, n) {
		return end, true
	}
	if f.acting(r) || f.strong(r) || f.word(r.First-1) == "of" && bodies[f.lemma(r.First-2)] {
		fig.Unit = "person"
		return end, true
	}
	return end, false
}

// acting reports whether the bare number is the subject of what only people do.
func (f *reader) acting(r Range) bool {
	t := &f.an.Tokens[r.num.Last-1]
	if t.Rel != hearsay.RelNsubj && t.Rel != hearsay.RelNsubjPass {
		return false
	}
	if len(f.out) > f.start && f.out[len(f.out)-1].Unit == "person" {
		return true
	}
	return humanVerbs[f.lemma(int(t.Head))] || humanVerbs[f.word(int(t.Head))]
}

// humanVerbs are verbs whose subjects are people.
var humanVerbs = wordSet(`survive escape say tell vote sign attend testify resign confess plead volunteer enlist arrive return live
	suffer flee surrender protest march sleep free freed release trap infect sicken charge convict sentence acquit elect`)

// bodies are groups whose number is that of their people: "a crew of 21".
var bodies = wordSet(`crew staff team squad crowd population group party force garrison unit family workforce delegation band`)

func (f *reader) strong(r Range) bool {
	return f.hyphen(r.Last) && f.word(r.Last+1) == "strong"
}

// wholeOf reports whether the figure is the whole that the next ones are part of.
func (f *reader) wholeOf(r Range) bool {
	for k := r.First - 1; k >= f.first && k > r.First-4; k-- {
		switch f.word(k) {
		case "the", "those", "some", "these":
			continue
		case "of", "among":
			return k == f.first || f.text(k-1) == "," || f.tag(k-1) == hearsay.TagCC || f.tag(k-1) == hearsay.TagOpenQuote
		}
		break
	}
	return false
}

// inherit takes unit and outcome from the figure before in the sentence, where this
// one counts some of the same: "of the 40 hurt, six", "12 people, including two
// children", "of them".
func (f *reader) inherit(fig *hearsay.Figure, r Range, n noun) bool {
	if len(f.out) <= f.start {
		return false
	}
	last := &f.out[len(f.out)-1]
	if !f.of && !n.pronoun && !f.among(r) || last.Unit == "percent" || currencies.codes[last.Unit] {
		return false
	}
	if fig.Unit == "" {
		fig.Unit = last.Unit
	}
	if fig.Unit == last.Unit && fig.Outcome == "" {
		fig.Outcome = last.Outcome
	}
	return true
}

// among reports whether the number is said to be among what was counted before.
func (f *reader) among(r Range) bool {
	if f.word(r.Last) == "of" && (f.word(r.Last+1) == "them" || f.word(r.Last+1) == "whom") {
		return true
	}
	if w := f.word(r.First - 1); (w == "whom" || w == "them") && (f.word(r.First-2) == "of" || f.word(r.First-2) == "among") {
		return true
	}
	for k := r.First - 1; k >= f.lastEnd && k > r.First-16; k-- {
		switch f.word(k) {
		case "including", "among":
			return true
		}
		if f.tag(k).Verb() {
			return false
		}
	}
	return false
}

// zeros adds figures for "no one was killed" and its like in the tokens [from, to).
func (f *reader) zeros(from, to int) {
	for i := from; i < to; i++ {
		text := f.text(i)
		if len(text) < 2 || len(text) > 6 || text[0]|0x20 != 'n' || text[1]|0x20 != 'o' {
			continue
		}
		end := i + 1
		switch f.word(i) {
		case "nobody", "none", "no-one":
		case "no":
			if f.word(i+1) == "one" {
				end++
			}
		default:
			continue
		}
		if end > to {
			return
		}
		f.zero(i, end)
	}
}

// zero adds the figure of none, where what did not befall them is said.
func (f *reader) zero(i, end int) {
	r := Range{First: i, Last: end, num: Number{First: i, Last: end}}
	n := noun{first: end, last: end, head: -1}
	fig := hearsay.Figure{Span: spanOf(f.an, i, end), Unit: "person"}
	if end == i+1 && f.word(i) == "no" {
		if n = f.nounAt(end); n.none() || n.of {
			return
		}
		lemma := f.lemma(n.head)
		if lemma != "casualty" && outcomeNouns[lemma] == "" && !f.person(n.head) {
			return
		}
		fig.Of = f.phrase(n)
		fig.Outcome = f.outcome(r, n)
		if fig.Outcome == "" && lemma != "casualty" {
			return
		}
		f.out = append(f.out, fig)
		return
	}
	if f.word(end) == "of" {
		n = f.nounAt(end)
	}
	fig.Outcome = f.outcome(r, n)
	if fig.Outcome == "" || f.lemma(i-1) == "lose" {
		return
	}
	f.out = append(f.out, fig)
}
