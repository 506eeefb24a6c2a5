package date

import "github.com/hearsay-news/hearsay"

// relLed reads what begins with "last", "this", "next" and their like.
func (f *finder) relLed(i, art int) (point, bool) {
	w := f.w(i)
	j := i + 1
	exact := w.sub == cExact
	if w.val == 0 && w.sub == none && f.w(j).class == cRel && f.w(j).sub == cExact { // "this past Friday"
		w = f.w(j)
		exact = true
		j++
	}
	if f.an.Tokens[i].Tag.Verb() && f.w(i).is(cRel, -1) && !exact && f.an.Tokens[i].Tag != hearsay.TagVBG && f.an.Tokens[i].Tag != hearsay.TagVBD {
		return point{}, false // "the truce may last two weeks"
	}
	if f.w(j).class == cKind && f.w(j+1).is(cUnit, int(uYear)) {
		j++
	}
	n := f.w(j)
	if w.val == -1 && (n.class == cUnit || n.class == cNum || n.class == cCard) && w.sub == none {
		if p, ok := f.nth(i); ok {
			return p, true
		}
	}
	switch n.class {
	case cUnit:
		return f.relUnit(w, i, j, art, exact)
	case cNum, cCard, cFew, cCouple, cNumUnit, cA:
		if w.val == 0 || n.class == cA {
			break
		}
		if l, ok := f.length(j); ok && l.weekday == 0 {
			return f.roll(&l, int(w.val), false, i, l.next)
		}
	case cTime:
		if w.val <= 0 && f.hasRef && w.sub == none {
			p := fixed(period{f.ref + day(w.val), f.ref + day(w.val) + 1}, uDay, i, j+1)
			p.deictic = true
			return p, w.val == 0 || f.is(j, "night")
		}
	case cWeekday:
		return f.relWeekday(w, i, j, exact, art)
	case cMonth, cSeason, cHoliday:
		return f.relYearly(w, i, j)
	case cMonthDay:
		if p, ok := f.monthDay(j); ok && p.d != 0 {
			p.first = i
			return p, true
		}
	}
	return point{}, false
}

// periodOf is the period of unit u that holds t, n units on.
func periodOf(t day, u unit, n int) period {
	y, m, _ := t.date()
	switch u {
	case uWeekend:
		s := t.monday() + day(5+7*n)
		return period{s, s + 2}
	case uWeek:
		s := t.monday() + day(7*n)
		return period{s, s + 7}
	case uFortnight:
		return period{t + day(14*n), t + day(14*n+14)}
	case uMonth:
		return monthsOf(y, m+n, 1)
	case uQuarter:
		return monthsOf(y, (m-1)/3*3+1+3*n, 3)
	case uHalf:
		return monthsOf(y, (m-1)/6*6+1+6*n, 6)
	case uYear:
		return yearsOf(y+n, 1)
	case uDecade:
		return yearsOf(floor(y, 10)*10+10*n, 10)
	case uCentury:
		return yearsOf(floor(y, 100)*100+100*n, 100)
	}
	return period{t + day(n), t + day(n) + 1}
}

// relUnit reads "last year", "this week", "that month", "the past week", and what
// may follow: a day of that week, a quarter of that year.
func (f *finder) relUnit(w word, i, j, art int, exact bool) (point, bool) {
	u, n := f.w(j).unit(), int(w.val)
	if f.w(j).sub == cPlural || u == uHalf || u == uCentury && w.val != 0 {
		return point{}, false
	}
	t, ok := f.ref, f.hasRef
	told := w.sub == cSame || w.sub == cThat || w.sub == cBefore || w.sub == cAfter || u == uDay && w.val != 0
	if told {
		if w.sub == cThat && f.an.Tokens[i].Tag != hearsay.TagDT && f.an.Tokens[i].Tag != hearsay.TagNone {
			return point{}, false
		}
		want := hearsay.Day
		if u >= uMonth {
			want = u.precision()
		}
		t, ok = f.anchor(want, w.sub != cThat)
	}
	if !ok || u == uDay && exact {
		return point{}, false
	}
	p := fixed(periodOf(t, u, n), u, i, j+1)
	p.deictic, p.the = true, u == uDay || u == uDecade
	if told && f.hasRef {
		p.past = periodOf(f.ref, u, n)
		p.fut = p.past
	}
	switch {
	case u == uDecade && exact && n < 0:
		p.now = period{shift(f.ref, u, -1), f.ref + 1}
	case u == uWeekend && n == 0 && !told && !f.future(i) && f.ref.weekday() < 3: // "this weekend" on a Monday, in the past tense
		p.now = p.now.move(-7)
	case u == uWeekend && n == -1 && f.ref.weekday() == 6:
		p.now = periodOf(f.ref, u, -1)
	case w.val == -1 && exact || w.is(cRel, -1) && art >= 0 && w.sub == none && u != uDecade && u != uWeekend && u != uDay && u != uQuarter && f.w(art).class == cThe:
		p.now, p.rolling = period{shift(f.ref, u, -1), f.ref + 1}, true // "in the past year"
		if u == uWeek {
			p.unit = uDay
		}
	}
	return f.relTail(p, u)
}

// relTail reads what narrows a week or year told from today: "next week on Tuesday",
// "last week Sunday", "next week between Wednesday and Friday", "last year's first
// quarter".
func (f *finder) relTail(p point, u unit) (point, bool) {
	j := p.last
	switch {
	case u == uWeek && !p.rolling:
		if f.w(j).class == cOn {
			j++
		}
		if w := f.w(j); w.class == cWeekday && w.sub != cPlural && f.weekdayOK(j) {
			t := p.now.start + day(w.val)
			q := fixed(period{t, t + 1}, uDay, p.first, j+1)
			q.deictic = true
			return q, true
		}
		if c := f.w(j).class; c != cFrom && c != cBetween {
			return p, true
		}
		a := f.w(j + 1)
		k, ok := f.separator(j+2, f.w(j).class == cBetween)
		if b := f.w(k); ok && a.class == cWeekday && b.class == cWeekday && a.val < b.val {
			q := fixed(period{p.now.start + day(a.val), p.now.start + day(b.val) + 1}, uDay, p.first, k+1)
			q.deictic, q.rolling, q.closed = true, true, true
			return q, true
		}
	case u == uYear && !p.rolling && f.w(j).class == cS:
		if q, ok := f.nth(j + 1); ok && q.kind == kYearly && q.y == 0 && q.m != 0 {
			q.y, q.first, q.deictic = p.now.start.year(), p.first, true
			return q, true
		}
	}
	return p, true
}

// relWeekday reads "last Tuesday", "next Friday", "this coming Monday". Recognizers
// counts by weeks; in news "last Tuesday" is the one just past.
func (f *finder) relWeekday(w word, i, j int, exact bool, art int) (point, bool) {
	if f.w(j).sub == cPlural || w.sub == cThat || w.sub == cSame {
		return point{}, false
	}
	if w.sub == cAfter && art < 0 && (f.w(j+1).class == cS || f.noun(j+1)) { // "following Tuesday's vote"
		return point{}, false
	}
	if p, ok := f.dated(j + 1); ok { // "next Monday, May 5"
		p.first = i
		return p, true
	}
	if f.w(j+1).class == cComma {
		if p, ok := f.dated(j + 2); ok {
			p.first = i
			return p, true
		}
	}
	if !f.hasRef {
		return point{}, false
	}
	wd := day(f.w(j).val)
	t := f.ref.monday() + wd + day(7*w.val)
	before := f.ref - 1 - day(((f.ref-1).weekday()-int(wd)+7)%7)
	after := f.ref + 1 + day((int(wd)-(f.ref+1).weekday()+7)%7)
	now := t
	switch {
	case exact && w.val < 0:
		t, now = before, before
	case exact:
		t, now = after, after
	case w.val < 0:
		now = before
	}
	p := fixed(period{t, t + 1}, uDay, i, j+1)
	p.now, p.deictic = period{now, now + 1}, true
	return p, true
}

// relYearly reads "last January", "next summer", "this Christmas". Recognizers
// counts by years; in news the last one is the latest that is over.
func (f *finder) relYearly(w word, i, j int) (point, bool) {
	var q point
	var ok bool
	switch f.w(j).class {
	case cMonth:
		q, ok = f.monthLed(j)
	case cSeason:
		q = point{kind: kYearly, m: int(f.w(j).val), n: 3, unit: uQuarter, first: j, last: j + 1}
		ok = true
	default:
		q, ok = f.holiday(j)
	}
	if !ok || w.sub == cThat || w.sub == cSame {
		return point{}, false
	}
	if q.y != 0 {
		q.first = i
		return q, true
	}
	if !f.hasRef {
		return point{}, false
	}
	t, _ := q.at(f.ref, int(w.val))
	p := fixed(t, q.unit, i, q.last)
	p.deictic = true
	switch w.val {
	case 0:
		if q.m != 0 && q.n == 3 && p.now.start > f.ref && !f.future(i) { // "this winter", in April
			p.now, _ = q.at(f.ref, -1)
		}
	case -1:
		for k := 1; k >= -span; k-- {
			if per, ok := q.at(f.ref, k); ok && per.end <= f.ref {
				p.now = per
				break
			}
		}
	case 1:
		for k := -1; k <= span; k++ {
			if per, ok := q.at(f.ref, k); ok && per.start > f.ref {
				p.now = per
				break
			}
		}
	}
	return p, true
}

// unitLed reads what begins with a unit: "weekend", "week 10", "week of May 5",
// "year 2024", "day after tomorrow", "month after next".
func (f *finder) unitLed(i, art int) (point, bool) {
	w := f.w(i)
	u, j := w.unit(), i+1
	if w.sub == cPlural {
		return point{}, false
	}
	n := f.w(j)
	switch {
	case u == uYear && (n.class == cNum || n.class == cCard):
		return f.yearNamed(i, j)
	case u == uWeek && n.class == cNum && n.val >= 1 && n.val <= 53:
		return f.weekNumber(i, j)
	case u == uWeek && (n.class == cOf || n.class == cStarting || f.is(j, "beginning")):
		return f.weekOf(i, j)
	case n.class == cAfter || n.class == cBefore:
		return f.unitAfter(i, j, u, art)
	case u == uWeekend && f.hasRef:
		return f.weekend(i, art)
	}
	return point{}, false
}

func (f *finder) yearNamed(i, j int) (point, bool) {
	y, next := int(f.w(j).val), j+1
	if f.w(j).class == cCard {
		var ok bool
		if y, next, ok = f.wordYear(j); !ok {
			if y, next, ok = f.cardinal(j); !ok || y < 100 {
				return point{}, false
			}
		}
	}
	return point{kind: kYearly, y: y, n: 1, unit: uYear, first: i, last: next}, y >= 100 && y < 2200
}

func (f *finder) weekNumber(i, j int) (point, bool) {
	y, last := 0, j+1
	if t, next, ok := f.yearTail(j+1, false); ok {
		y, last = t, next
	}
	if y == 0 {
		if !f.hasRef || !(f.w(i-1).class == cIn || i == f.lo || f.w(i-1).class == cFrom || f.w(i-1).class == cTo) {
			return point{}, false
		}
		y = f.ref.year()
	}
	p := fixed(yearsOf(y, 1).week(int(f.w(j).val)), uWeek, i, last)
	p.deictic = true
	return p, true
}

// weekOf reads "week of September 16", "week starting on February 4".
func (f *finder) weekOf(i, j int) (point, bool) {
	k := j + 1
	if f.w(j).class != cOf && f.w(k).class == cOn {
		k++
	}
	p, ok := f.point(k)
	if !ok || p.unit != uDay || p.mod != mNone || p.kind == kFixed && p.rolling {
		return point{}, false
	}
	p.first, p.the, p.bare, p.mod, p.unit = i, true, false, mWeekOf, uWeek
	return p, true
}

// unitAfter reads "day after tomorrow", "month after the next", "the day before
// Christmas", and "the day before" alone, which goes back to the last date.
func (f *finder) unitAfter(i, j int, u unit, art int) (point, bool) {
	sign := 1
	if f.w(j).class == cBefore {
		sign = -1
	}
	k := j + 1
	if f.w(k).class == cThe {
		k++
	}
	if n := f.w(k); n.class == cRel && n.val == 1 && sign > 0 && n.sub == none && f.hasRef && f.w(k+1).class != cUnit {
		p := fixed(periodOf(f.ref, u, 2), u, i, k+1)
		p.deictic, p.the = true, true
		return p, u != uDay
	}
	if u != uDay {
		if art >= 0 && f.closed(j+1) && (u == uYear || u == uMonth || u == uWeek) {
			if t, ok := f.anchor(max(hearsay.Day, u.precision()), true); ok {
				p := fixed(periodOf(t, u, sign), u, i, j+1)
				p.deictic = true
				return p, true
			}
		}
		return point{}, false
	}
	if x, ok := f.point(j + 1); ok && x.unit == uDay && !x.bare && !x.rolling && x.mod == mNone {
		x.first, x.the = i, true
		x.mod, x.k = mDayBefore, sign
		return x, true
	}
	if art < 0 || !f.closed(j+1) {
		return point{}, false
	}
	t, ok := f.anchor(hearsay.Day, true)
	p := fixed(period{t + day(sign), t + day(sign) + 1}, uDay, i, j+1)
	p.deictic, p.the = true, true
	if f.hasRef {
		p.past = period{f.ref + day(sign), f.ref + day(sign) + 1}
		p.fut = p.past
	}
	return p, ok
}

// weekend is the one of this week, or in the past tense the last that has begun.
func (f *finder) weekend(i, art int) (point, bool) {
	if art < 0 {
		switch f.w(i - 1).class {
		case none, cA, cOf:
			return point{}, false
		}
	}
	if f.noun(i+1) && f.w(i+1).class == none {
		return point{}, false
	}
	p := fixed(periodOf(f.ref, uWeekend, 0), uWeekend, i, i+1)
	p.deictic, p.the = true, true
	if p.now.start > f.ref && !f.future(i) {
		p.now = p.now.move(-7)
	}
	return p, true
}

// season reads a season, with its year or without: "summer of 2016", "the winter".
func (f *finder) season(i, art int) (point, bool) {
	p := point{kind: kYearly, m: int(f.w(i).val), n: 3, unit: uQuarter, first: i, last: i + 1}
	if y, next, ok := f.yearTail(i+1, false); ok {
		p.y, p.last = y, next
		return p, true
	}
	t := &f.an.Tokens[i]
	if f.is(i, "fall") || f.is(i, "spring") {
		if t.Tag.Verb() || f.w(i-1).class != cIn && art < 0 || art >= 0 && f.w(art-1).class != cIn && f.w(art-1).class != cBy {
			return point{}, false
		}
	}
	if f.noun(i+1) || f.w(i+1).class == cOf || t.Tag.Proper() && f.w(i-1).class == none {
		return point{}, false
	}
	switch t.Rel {
	case hearsay.RelCompound, hearsay.RelAmod:
		return point{}, false
	}
	return p, f.w(i-1).class != cA
}

// business reads the quarters and halves of business: "Q3 2024", "H1", "FY2024".
func (f *finder) business(i int) (point, bool) {
	w := f.w(i)
	p := point{kind: kYearly, n: 1, unit: uYear, first: i, last: i + 1}
	switch w.class {
	case cQuarter:
		p.m, p.n, p.unit = 3*int(w.val)-2, 3, uQuarter
	case cHalf:
		p.m, p.n, p.unit = 6*int(w.val)-5, 6, uHalf
	default:
		p.y = int(w.val)
		if p.y == 0 && f.w(i+1).class == cNum && f.w(i+1).val >= 1900 {
			p.y, p.last = int(f.w(i+1).val), i+2
		}
		return p, p.y != 0
	}
	if y, next, ok := f.yearTail(i+1, true); ok && y >= 1900 {
		p.y, p.last = y, next
	} else if f.w(i+1).class == cFiscal && f.w(i+1).val != 0 {
		p.y, p.last = int(f.w(i+1).val), i+2
	}
	return p, w.class == cQuarter || p.y != 0
}

// decade reads "1990s", "'90s", "70's", "noughties".
func (f *finder) decade(i, art int) (point, bool) { return f.decadeOf(i, art, int(f.w(i).val)) }

func (f *finder) decadeOf(i, art, y int) (point, bool) {
	p := point{kind: kYearly, y: y, n: 10, unit: uDecade, first: i, last: i + 1, the: true}
	switch {
	case y >= 1000:
		if y%100 == 0 && y < 2000 {
			p.n, p.unit = 100, uCentury
		}
		return p, art >= 0 || y >= 1500
	case art >= 0 && f.w(art).class == cThe || f.w(i-1).class == cPart || f.w(art).class == cPart:
		q := fixed(yearsOf(1900+y, 10), uDecade, i, i+1)
		q.fut = yearsOf(2000+y, 10)
		q.the = true
		return q, true
	}
	return point{}, false
}

// decadeWords reads "nineteen seventies", "twenty-tens".
func (f *finder) decadeWords(i int) (point, bool) {
	w, j := f.w(i), i+1
	if f.w(j).class == cDash {
		j++
	}
	d := f.w(j)
	if w.val < 10 || w.val > 20 || d.class != cDecade || d.val > 90 {
		return point{}, false
	}
	return point{kind: kYearly, y: 100*int(w.val) + int(d.val), n: 10, unit: uDecade, first: i, last: j + 1, the: true}, true
}

// midLed reads "mid-May", "mid-2024", "mid-1990s".
func (f *finder) midLed(i int) (point, bool) {
	w := f.w(i)
	p := point{kind: kYearly, n: 1, part: mid, first: i, last: i + 1}
	switch w.sub {
	case cMonth:
		p.m, p.unit = int(w.val), uMonth
		if y, next, ok := f.yearTail(i+1, true); ok {
			p.y, p.last = y, next
		}
	case cSeason:
		p.m, p.n, p.unit = int(w.val), 3, uQuarter
	case cNum:
		p.y, p.unit = int(w.val), uYear
		return p, p.y >= 1000 && p.y < 2200
	case cDecade:
		if p.y, p.n, p.unit = int(w.val), 10, uDecade; p.y < 100 {
			p.y += 1900
		}
	case cWeekday:
		return point{}, false
	default:
		return point{}, false
	}
	return p, true
}
