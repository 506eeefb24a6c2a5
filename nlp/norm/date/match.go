package date

import "github.com/hearsay-news/hearsay"

// point reads the day or period named from token i on, the article before it or
// not. It does not read ranges.
func (f *finder) point(i int) (point, bool) {
	switch f.w(i).class {
	case none:
		return point{}, false
	case cThe, cPoss:
		p, ok := f.named(i+1, i)
		if ok && p.the {
			p.first = i
		}
		return p, ok
	}
	return f.named(i, -1)
}

// named reads a point at token i; art is the article or possessive before it, -1
// for none.
func (f *finder) named(i, art int) (point, bool) {
	switch w := f.w(i); w.class {
	case cMonth:
		if f.is(i, "may") && f.is(i+1, "day") {
			return f.holiday(i)
		}
		if p, ok := f.holidayApril(i); ok {
			return p, true
		}
		return f.monthLed(i)
	case cHoliday:
		return f.holiday(i)
	case cWeekday:
		if art >= 0 && f.w(art).class == cThe && f.w(i+1).class != cBefore && f.w(i+1).class != cAfter && f.noun(i+1) {
			return point{}, false
		}
		return f.weekdayLed(i)
	case cDay:
		if w.upper && f.proper(i-1) && f.w(i-1).class == none { // "USA Today"
			return point{}, false
		}
		p := fixed(period{f.ref + day(w.val), f.ref + day(w.val) + 1}, uDay, i, i+1)
		p.deictic = true
		return p, f.hasRef
	case cDate:
		y, m, d, ok := readDate(f.an.Text(i))
		return point{kind: kYearly, y: y, m: m, n: 1, d: d, unit: uDay, first: i, last: i + 1}, ok
	case cMonthDay:
		return f.monthDay(i)
	case cNum, cNumUnit:
		return f.numberLed(i, art)
	case cCard, cA, cFew, cCouple:
		return f.wordLed(i, art)
	case cOrd:
		if p, ok := f.dayLed(i, art); ok {
			return p, true
		}
		return f.nth(i)
	case cRel:
		return f.relLed(i, art)
	case cUnit:
		return f.unitLed(i, art)
	case cSeason:
		return f.season(i, art)
	case cPart, cLater, cEarlier:
		return f.partLed(i)
	case cQuarter, cHalf, cFiscal:
		return f.business(i)
	case cDecade:
		return f.decade(i, art)
	case cMid:
		return f.midLed(i)
	case cKind:
		if f.w(i+1).class == cNum { // "fiscal 2024"
			if y := int(f.w(i + 1).val); y >= 1900 && y < 2200 {
				return point{kind: kYearly, y: y, n: 1, unit: uYear, first: i, last: i + 2}, true
			}
		}
	}
	if f.is(i, "half") {
		return f.lengthLed(i)
	}
	return point{}, false
}

func (f *finder) holidayApril(i int) (point, bool) {
	if f.is(i, "april") && f.is(i+1, "fools") {
		return f.holiday(i)
	}
	return point{}, false
}

// dayNumber reads the number of a day, in figures or words.
func (f *finder) dayNumber(i int) (d, next int, ok bool) {
	w := f.w(i)
	switch w.class {
	case cNum, cOrd:
		return int(w.val), i + 1, w.val >= 1 && w.val <= 31
	case cCard:
		d, next = int(w.val), i+1
		if d == 20 || d == 30 {
			j := next
			if f.w(j).class == cDash {
				j++
			}
			if o := f.w(j); (o.class == cCard || o.class == cOrd && o.sub != cNum) && o.val >= 1 && o.val < 10 {
				d, next = d+int(o.val), j+1
			}
		}
		return d, next, d >= 1 && d <= 31
	}
	return 0, i, false
}

// counts reports whether token i is a thing that a number before it would count.
func (f *finder) counts(i int) bool {
	if i >= f.end || i < f.lo {
		return false
	}
	t := f.an.Tokens[i].Tag
	return t == hearsay.TagNNS && f.w(i).class == none || f.w(i).class == cUnit && f.w(i).sub == cPlural || f.an.Text(i) == "%" || f.is(i, "percent")
}

// monthLed reads what begins with a month: "April 28, 2025", "Oct-2", "April".
func (f *finder) monthLed(i int) (point, bool) {
	if !f.month(i) {
		return point{}, false
	}
	p := point{kind: kYearly, m: int(f.w(i).val), n: 1, unit: uMonth, first: i, last: i + 1}
	j := i + 1
	if f.w(j).class == cDot && !f.an.Tokens[j].Space && f.number(j+1) {
		j++
	}
	k := j
	if c := f.w(k).class; c == cSlash || c == cDash && !f.an.Tokens[k].Space {
		k++
	}
	if f.w(k).class == cThe {
		k++
	}
	if d, next, ok := f.dayNumber(k); ok && valid(0, p.m, d) && !(f.counts(next) && k == j && (f.w(i-1).class == cIn || i == f.lo)) && f.dayLike(k, next) {
		p.d, p.unit, p.last = d, uDay, next
	}
	if y, next, ok := f.yearTail(p.last, p.d == 0); ok && (y == 0 || p.d == 0 || valid(y, p.m, p.d)) {
		p.y, p.last = y, next
		p.deictic = f.w(next-1).class == cUnit
	}
	return p, true
}

// dayLike reports whether the number [k, next) after a month is its day: a number
// in words needs to be one that nothing is counted by.
func (f *finder) dayLike(k, next int) bool {
	w := f.w(k)
	if w.class == cNum || w.class == cOrd && w.sub == cNum || f.w(k-1).class == cThe {
		return !f.w(next).is(cUnit, int(uDay)) || f.w(next).sub != cPlural
	}
	return !f.noun(next)
}

// dayLed reads what begins with the number of a day: "28 April 2025", "the tenth of
// May", "the 28th".
func (f *finder) dayLed(i, art int) (point, bool) {
	d, j, ok := f.dayNumber(i)
	if !ok {
		return point{}, false
	}
	ordinal := f.w(j-1).class == cOrd
	if ordinal && f.w(j).is(cUnit, int(uDay)) && f.w(j+1).class == cOf {
		j++
	}
	k := j
	switch f.w(k).class {
	case cOf:
		k++
		if f.w(k).class == cThe {
			k++
		}
	case cSlash:
		k++
	case cDash:
		if !f.an.Tokens[k].Space {
			k++
		}
	}
	p := point{kind: kYearly, m: 0, n: 1, d: d, unit: uDay, first: i}
	if w := f.w(k); w.class == cMonth && valid(0, int(w.val), d) && (k > j || !f.an.Tokens[i].Tag.Verb()) && f.month(k) {
		p.m, p.last = int(w.val), k+1
		if f.w(k+1).class == cDot && !f.an.Tokens[k+1].Space && f.w(k+2).class == cNum {
			p.last = k + 2
		}
		if y, next, ok := f.yearTail(p.last, false); ok && valid(y, p.m, d) {
			p.y, p.last = y, next
		}
		return p, true
	}
	if k > j && f.hasRef && (f.w(j).class == cOf || f.w(j).class == cIn) {
		if w := f.w(k); w.class == cRel && f.w(k+1).is(cUnit, int(uMonth)) || w.is(cUnit, int(uMonth)) && f.w(k-1).class == cThe {
			p.last = k + 1
			n := 0
			if w.class == cRel {
				p.last, n = k+2, int(w.val)
			}
			p.y, p.m, _ = f.ref.add(0, n, 0).date()
			p.the, p.deictic = true, true
			return p, valid(p.y, p.m, d)
		}
	}
	return f.bareDay(i, j, d, art)
}

// bareDay reads a day without a month: "the 28th", "on 15".
func (f *finder) bareDay(i, j, d, art int) (point, bool) {
	p := point{kind: kMonthly, d: d, unit: uDay, first: i, last: j, the: true}
	b := f.w(i - 1)
	if art >= 0 {
		b = f.w(art - 1)
	}
	dated := false
	switch b.class {
	case cOn, cFor, cUntil, cBy, cSince, cOf, cFrom, cBefore, cAfter, cTo, cBetween, cAnd:
		dated = true
	}
	stands := j >= f.end || f.w(j).class != none || !f.noun(j) && f.an.Tokens[j].Tag != hearsay.TagCD && f.an.Tokens[j].Tag != hearsay.TagSYM
	if f.w(j).class == cUnit || f.w(j).class == cSeason || f.w(j).class == cWeekday || f.w(j).class == cOf || f.w(j).class == cDash || f.w(j).class == cSlash {
		stands = false
	}
	switch w := f.w(i); {
	case !dated || !stands:
		return point{}, false
	case w.class == cOrd && w.sub == cNum:
		return p, art >= 0 && f.w(art).class == cThe
	case w.class == cNum: // "on 15.", "for the 27"
		ends := j >= f.end || f.an.Tokens[j].Tag == hearsay.TagStop
		return p, ends && (b.class == cOn || art >= 0 && f.w(art).class == cThe) && len(f.an.Text(i)) <= 2 && d > 9
	}
	return p, j > i+1 && art >= 0 && f.w(art).class == cThe // "the twenty second"
}

// numberLed reads what begins with a number in figures: a day, a year, a length.
func (f *finder) numberLed(i, art int) (point, bool) {
	if w := f.w(i); w.val%10 == 0 && w.class == cNum && f.w(i+1).class == cS && art >= 0 && f.w(art).class == cThe && f.an.Tokens[i+1].Len() > 1 && !f.noun(i+2) { // "the 1970's"
		if y := int(w.val); y >= 1000 && y < 2200 || y >= 20 && y < 100 {
			p, ok := f.decadeOf(i, art, y)
			p.last = i + 2
			return p, ok
		}
	}
	if p, ok := f.dayLed(i, art); ok {
		return p, true
	}
	if p, ok := f.lengthLed(i); ok {
		return p, true
	}
	if len(f.an.Text(i)) == 4 {
		return f.year(i, i+1, int(f.w(i).val), false)
	}
	if w := f.w(i); w.class == cNum && w.val >= 1 && w.val <= 12 && len(f.an.Text(i)) <= 2 { // "11 - 2016"
		j := i + 1
		if c := f.w(j).class; c == cDash && f.w(j).sub == none || c == cSlash {
			if y := f.w(j + 1); y.class == cNum && y.val >= 1900 && y.val < 2100 && f.w(i-1).class != cDash && f.w(j+2).class != cDash {
				return point{kind: kYearly, y: int(y.val), m: int(w.val), n: 1, unit: uMonth, first: i, last: j + 2}, true
			}
		}
		if y, ok := f.glued(j); ok {
			return point{kind: kYearly, y: y, m: int(w.val), n: 1, unit: uMonth, first: i, last: j + 1}, true
		}
	}
	return point{}, false
}

// wordLed reads what begins with a number in words, or an article: "two weeks ago",
// "twenty second of June", "nineteen ninety nine".
func (f *finder) wordLed(i, art int) (point, bool) {
	if f.w(i).class == cCard {
		if p, ok := f.dayLed(i, art); ok {
			return p, true
		}
	}
	if p, ok := f.lengthLed(i); ok {
		return p, true
	}
	switch f.w(i).class {
	case cCard:
		if y, next, ok := f.wordYear(i); ok {
			switch f.w(i - 1).class {
			case cIn, cSince, cUntil, cOf, cBy, cFrom, cBefore, cAfter, cBetween, cPart:
				if !f.noun(next) {
					return f.year(i, next, y, true)
				}
			}
			return point{}, false
		}
		return f.decadeWords(i)
	case cA: // "a week starting tomorrow" is a length; "a Monday" is no date
	}
	return point{}, false
}

// weekdayLed reads what begins with a day of the week: "Monday, 28 April", "Friday
// next week", "Thursday the 21st", "Tuesday".
func (f *finder) weekdayLed(i int) (point, bool) {
	w := f.w(i)
	if w.sub == cPlural || !f.weekdayOK(i) {
		return point{}, false
	}
	wd, j := int(w.val), i+1
	if f.w(j).class == cDot && w.sub == cAbbr {
		j++
	}
	k := j
	if f.w(k).class == cComma {
		k++
	}
	if p, ok := f.dated(k); ok {
		p.first, p.the = i, false
		return p, true
	}
	if p, ok := f.weekdayOfWeek(i, j, wd); ok {
		return p, true
	}
	if p, ok := f.weekdayAnd(i, k, wd); ok {
		return p, true
	}
	return point{kind: kWeekly, wd: wd, unit: uDay, first: i, last: j}, true
}

// dated reads a date of a day and month at token k.
func (f *finder) dated(k int) (point, bool) {
	switch f.w(k).class {
	case cMonth, cNum, cDate, cMonthDay, cOrd, cCard:
		p, ok := f.named(k, -1)
		return p, ok && p.kind == kYearly && p.d != 0
	case cThe:
		p, ok := f.dayLed(k+1, k)
		return p, ok && p.kind == kYearly && p.d != 0
	}
	return point{}, false
}

// weekdayOfWeek reads "Friday next week", "Tuesday of last week".
func (f *finder) weekdayOfWeek(i, j, wd int) (point, bool) {
	of := f.w(j).class == cOf
	if of {
		j++
	}
	if f.w(j).class != cRel || f.w(j).sub == cThat || !f.w(j+1).is(cUnit, int(uWeek)) || !f.hasRef {
		return point{}, false
	}
	t := f.ref.monday() + day(7*int(f.w(j).val)+wd)
	p := fixed(period{t, t + 1}, uDay, i, j+2)
	p.deictic = true
	return p, true
}

// weekdayAnd reads "Thursday the 21st": the nearest month in which that is so.
func (f *finder) weekdayAnd(i, k, wd int) (point, bool) {
	j, the := k, false
	if f.w(j).class == cThe {
		j, the = j+1, true
	}
	w := f.w(j)
	if !f.hasRef || !the && (w.class != cOrd || w.sub != cNum) {
		return point{}, false
	}
	d, next, ok := f.dayNumber(j)
	if !ok || f.noun(next) {
		return point{}, false
	}
	q := point{kind: kMonthly, d: d}
	var past, fut period
	for n := 0; n < 60; n++ {
		if per, ok := q.at(f.ref, -n); ok && past.empty() && per.start.weekday() == wd && (per.start < f.ref || n == 0) {
			past = per
		}
		if per, ok := q.at(f.ref, n); ok && fut.empty() && per.start.weekday() == wd && (per.start >= f.ref || n == 0) {
			fut = per
		}
	}
	if past.empty() || fut.empty() {
		return point{}, false
	}
	p := fixed(past, uDay, i, next)
	p.fut, p.deictic = fut, true
	if f.future(i) {
		p.now = fut
	}
	return p, true
}

// monthDay reads two numbers with a stroke or full stop between: "4/22", "28/04",
// "2015/3", "2024/25".
func (f *finder) monthDay(i int) (point, bool) {
	s := f.an.Text(i)
	a, n := digits(s)
	b, n2 := digits(s[n+1:])
	p := point{kind: kYearly, n: 1, unit: uMonth, first: i, last: i + 1}
	switch {
	case n == 4 && n2 == 2 && b == a%100+1 && b > 12 && s[n] == '/': // a season over two years
		p.y, p.n, p.unit = a, 2, uYear
		return p, true
	case n == 4:
		p.y, p.m = a, b
		return p, b >= 1 && b <= 12 && !f.counts(i+1) && !f.noun(i+1) && !f.is(i-1, "$")
	case n2 == 4:
		p.y, p.m = b, a
		return p, a >= 1 && a <= 12
	}
	p.m, p.d, p.unit = a, b, uDay
	if !valid(0, a, b) {
		p.m, p.d = b, a
	}
	if !valid(0, p.m, p.d) || f.counts(i+1) || f.w(i+1).class == cOf {
		return p, false
	}
	if f.w(i+1).class == cComma && !f.an.Tokens[i+1].Space && f.w(i+2).class == cNum && !f.an.Tokens[i+2].Space { // "08/12,15"
		if y := f.w(i + 2).val; y < 100 {
			p.y, p.last = int(fullYear(y, true)), i+3
		}
		return p, true
	}
	if y, next, ok := f.yearTail(i+1, false); ok {
		p.y, p.last = y, next
		return p, true
	}
	if s == "9/11" { // a name more than a date
		return p, false
	}
	switch f.w(i - 1).class { // "4/5" may be a fraction or a score
	case cOn, cFrom, cTo, cUntil, cSince, cBy, cBefore, cAfter, cBetween, cAnd, cRel, cDash, cWeekday, cComma:
		return p, true
	}
	return p, b > 12 && a != 24
}
