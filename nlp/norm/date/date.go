// Package date finds the dates and periods that a text names and sets them in
// time. It reads the tokens of an analysis by a hand-written grammar; the tree
// only helps to tell tense, and names from dates.
//
// The words "last", "early", "the third week of" and their like are bounded as
// Microsoft's Recognizers-Text bounds them, so that its cases can be scored; where
// news means something else by them, Found.Start and Found.End follow the news.
package date

import (
	"strconv"
	"time"

	"github.com/hearsay-news/hearsay"
)

// Found is a date or period that the text names.
type Found struct {
	First, Last  int // tokens [First, Last)
	hearsay.Span     // of those tokens

	// Start and End are the first and the last day of what the words mean here, both
	// within it; the zero time where that end is open. They are midnights in UTC.
	Start, End         time.Time
	OpenStart, OpenEnd bool
	Precision          hearsay.Precision
	Period             bool // a week, a month, from one day to another; "two years ago" is none, though no finer than its year
	Relative           bool // told from the date of publication, or from another date

	// The two readings of words that fit a date before that of publication and one
	// after: "Friday", "in May". For all others both are the same. The ends are those
	// of Recognizers-Text: exclusive for a period with a name of its own, "May" or "last
	// week", but the beginning of the last unit for a range, "from 3 to 9 May".
	PastStart, PastEnd     time.Time
	FutureStart, FutureEnd time.Time

	shown shown
}

// shown is the period that Value writes: the whole year for "early 2024".
type shown struct {
	period
	unit unit
}

// Value is the date in the notation of hearsay.Time: "2025-04-28", "2025-04",
// "2025", "2025-04/2025-06" with both ends within, ".." for an open end.
func (d Found) Value() string {
	from, to := "..", ".."
	if !d.OpenStart {
		from = d.form(d.shown.start)
	}
	if !d.OpenEnd {
		to = d.form(d.shown.end - 1)
	}
	if from == to {
		return from
	}
	return from + "/" + to
}

// form writes a day as fine as the precision.
func (d *Found) form(t day) string {
	y, m, dd := t.date()
	b := make([]byte, 0, 10)
	b = pad(b, y, 4)
	if d.Precision != hearsay.Year {
		b = pad(append(b, '-'), m, 2)
	}
	if d.Precision == hearsay.Day {
		b = pad(append(b, '-'), dd, 2)
	}
	return string(b)
}

func pad(b []byte, n, width int) []byte {
	s := strconv.Itoa(n)
	for k := len(s); k < width; k++ {
		b = append(b, '0')
	}
	return append(b, s...)
}

// Reference is the day on which doc was published; false where that is not known.
func Reference(doc *hearsay.Document) (time.Time, bool) {
	if len(doc.Published) < 10 {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, doc.Published[:10])
	return t, err == nil
}

// finder reads the dates of one run of tokens.
type finder struct {
	an     *hearsay.Analysis
	ref    day
	hasRef bool
	words  []word // of the tokens from base on
	base   int
	lo     int // the tokens of the sentence at hand, [lo, end)
	end    int
	zone   hearsay.Zone
	people uint16 // months whose names are people's here: bit m for month m
	out    []Found
}

// Find appends to out the dates in the tokens [first, last) of an, in the order of
// the text, none overlapping. ref is the day of publication; where it is the zero
// time, only dates that need none are found. Words that go back to an earlier date,
// "later that day", are told from the last one in out, so that it is best called
// once for a whole document.
func Find(an *hearsay.Analysis, first, last int, ref time.Time, out []Found) []Found {
	first, last = max(0, first), min(last, len(an.Tokens))
	if first >= last {
		return out
	}
	f := finder{an: an, hasRef: !ref.IsZero(), base: first, out: out}
	if f.hasRef {
		f.ref = dayFrom(ref)
	}
	f.words = make([]word, last-first)
	for i := range f.words {
		t := &an.Tokens[first+i]
		f.words[i] = classify(an.Doc.Text[t.Start:t.End])
	}
	f.eachSentence(first, last, func() {
		for i := f.lo; i < f.end; i++ {
			if f.w(i).class == cMonth {
				f.notePerson(i)
			}
		}
	})
	f.eachSentence(first, last, f.sentence)
	return f.out
}

// eachSentence calls do with the bounds of each sentence, or of what of it lies in
// [first, last).
func (f *finder) eachSentence(first, last int, do func()) {
	if len(f.an.Sents) == 0 {
		f.lo, f.end = first, last
		do()
		return
	}
	for s := f.sentenceAt(first); s < len(f.an.Sents) && f.an.Sents[s].First < last; s++ {
		sent := &f.an.Sents[s]
		f.lo, f.end, f.zone = max(first, sent.First), min(last, sent.Last), sent.Zone
		do()
	}
}

// sentenceAt is the first sentence that ends after token i.
func (f *finder) sentenceAt(i int) int { return sentenceOf(f.an, i) }

func sentenceOf(an *hearsay.Analysis, i int) int {
	lo, hi := 0, len(an.Sents)
	for lo < hi {
		m := (lo + hi) / 2
		if an.Sents[m].Last <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

func (f *finder) sentence() {
	for i := f.lo; i < f.end; {
		if f.w(i).class == none {
			i++
			continue
		}
		e, ok := f.expr(i)
		if !ok || e.last <= i {
			i++
			continue
		}
		f.emit(&e)
		i = e.last
	}
}

// w is the word at token i, of no class where i lies outside the sentence.
func (f *finder) w(i int) word {
	if i < f.lo || i >= f.end {
		return word{}
	}
	return f.words[i-f.base]
}

func (w word) is(c class, val int) bool { return w.class == c && int(w.val) == val }

func (w word) unit() unit { return unit(w.val) }

// expr is a date expression set in time.
type expr struct {
	first, last        int
	past, fut, now     period
	shown              period
	unit               unit
	openStart, openEnd bool
	period, relative   bool
}

// earliest and latest bound what is emitted, so that years stay of four figures.
var earliest, latest = dayOf(1, 1, 1), dayOf(9999, 1, 1)

func (f *finder) emit(e *expr) {
	d := Found{First: e.first, Last: e.last, OpenStart: e.openStart, OpenEnd: e.openEnd, Precision: e.unit.precision(),
		Period: e.period, Relative: e.relative, shown: shown{e.shown, e.unit}}
	for _, p := range [...]period{e.past, e.fut, e.now, e.shown} {
		if p.start < earliest || p.end > latest {
			return
		}
	}
	d.Span = hearsay.Span{Start: f.an.Tokens[e.first].Start, End: f.an.Tokens[e.last-1].End}
	if !e.openStart {
		d.Start, d.PastStart, d.FutureStart = e.now.start.time(), e.past.start.time(), e.fut.start.time()
	}
	if !e.openEnd {
		d.End, d.PastEnd, d.FutureEnd = (e.now.end - 1).time(), e.past.end.time(), e.fut.end.time()
	}
	f.out = append(f.out, d)
}

func (u unit) precision() hearsay.Precision {
	switch u {
	case uMonth, uQuarter, uHalf:
		return hearsay.Month
	case uYear, uDecade, uCentury:
		return hearsay.Year
	}
	return hearsay.Day
}

// anchor is the last date found before, at least as fine as want; the date of
// publication where there is none, when told is set.
func (f *finder) anchor(want hearsay.Precision, fallback bool) (day, bool) {
	for k := len(f.out) - 1; k >= 0 && k >= len(f.out)-6; k-- {
		if d := &f.out[k]; d.Precision <= want && !d.OpenStart && !d.OpenEnd && (!d.Period || want != hearsay.Day) {
			return dayFrom(d.Start), true
		}
	}
	return f.ref, fallback && f.hasRef
}
