package date

import "github.com/hearsay-news/hearsay"

// length is a length of time: "two years", "1 month and 21 days".
type length struct {
	y, m, d int
	unit    unit // the finest named
	n       int  // of that unit
	next    int  // token after it
	weekday int  // 1 + the day counted in "two Mondays ago"; 0 for none
}

// from moves a day by the length, back when sign is -1.
func (l *length) from(t day, sign int) day {
	if l.weekday > 0 {
		wd := day(l.weekday - 1)
		if sign > 0 {
			t = t + 1 + (wd-day((t+1).weekday())+7)%7
		} else {
			t = t - 1 - (day((t-1).weekday())-wd+7)%7
		}
		return t + day(sign*7*(l.n-1))
	}
	return t.add(sign*l.y, sign*l.m, sign*l.d)
}

func (l *length) add(u unit, n int, half bool) {
	h := 0
	if half {
		h = 1
	}
	l.unit, l.n = u, n
	switch u {
	case uWeek, uWeekend:
		l.d += 7*n + 3*h
	case uFortnight:
		l.d += 14*n + 7*h
	case uMonth:
		l.m += n
		l.d += 15 * h
	case uQuarter:
		l.m += 3 * n
	case uHalf:
		l.m += 6 * n
	case uYear:
		l.y += n
		l.m += 6 * h
	case uDecade:
		l.y += 10*n + 5*h
	case uCentury:
		l.y += 100*n + 50*h
	default:
		l.d += n
	}
	if half && u == uYear {
		l.unit = uMonth
	}
}

// length reads a length of time at token i.
func (f *finder) length(i int) (length, bool) {
	l := length{next: i}
	for parts := 0; parts < 4; parts++ {
		j := l.next
		if parts > 0 {
			if c := f.w(j).class; c == cAnd || c == cComma {
				j++
			}
		}
		n, half, j, ok := f.quantity(j)
		if !ok {
			break
		}
		w := f.w(j)
		if w.class == cWeekday && parts == 0 && n > 0 {
			return length{weekday: int(w.val) + 1, n: n, next: j + 1, unit: uDay}, true
		}
		if f.w(j-1).class == cNumUnit {
			l.add(unit(f.w(j-1).sub), n, half)
			l.next = j
			continue
		}
		if w.class == cRel && w.sub != cSame && w.sub != cThat && f.w(j+1).class == cUnit { // "10 previous weeks"
			break
		}
		if w.class != cUnit {
			break
		}
		u := w.unit()
		if u == uHalf {
			break
		}
		j++
		if f.w(j).class == cAnd && f.w(j+1).class == cA && f.is(j+2, "half") { // "a year and a half"
			half = true
			j += 3
		}
		l.add(u, n, half)
		l.next = j
	}
	return l, l.next > i
}

// quantity reads how many: "two", "a", "a few", "a couple of", "two and half",
// "half a". A week or a day is not said to be few where no number can stand.
func (f *finder) quantity(i int) (n int, half bool, next int, ok bool) {
	w := f.w(i)
	if f.is(i, "half") && f.w(i+1).class == cA {
		return 0, true, i + 2, true
	}
	switch w.class {
	case cNumUnit:
		return int(w.val), false, i + 1, true
	case cNum:
		n, next = int(w.val), i+1
	case cFew:
		return 3, false, i + 1, true
	case cCouple:
		n, next = 2, i+1
	case cA:
		switch f.w(i + 1).class {
		case cFew:
			return 3, false, i + 2, true
		case cCouple:
			n, next = 2, i+2
		default:
			n, next = 1, i+1
		}
	case cCard:
		if n, next, ok = f.cardinal(i); !ok {
			return
		}
	default:
		return
	}
	if n == 2 && f.w(next).class == cOf && f.w(next-1).class == cCouple {
		next++
	}
	if f.w(next).class == cAnd {
		k := next + 1
		if f.w(k).class == cA {
			k++
		}
		if f.is(k, "half") && f.w(k+1).class == cUnit {
			half, next = true, k+1
		}
	}
	return n, half, next, n <= 1000
}

// lengthLed reads what begins with a length: "two years ago", "a week later",
// "three days from tomorrow", "two weeks before Christmas", "4 weeks in the future".
func (f *finder) lengthLed(i int) (point, bool) {
	if n, _, j, ok := f.quantity(i); ok && f.w(j).class == cRel && f.w(j).sub != cSame && f.w(j).sub != cThat && f.w(j).val != 0 && f.w(j+1).class == cUnit && (n == 1 || f.w(j+1).sub == cPlural) {
		var l length // "5 upcoming years"
		l.add(f.w(j+1).unit(), n, false)
		return f.roll(&l, int(f.w(j).val), false, i, j+2)
	}
	l, ok := f.length(i)
	if !ok {
		return point{}, false
	}
	j := l.next
	switch w := f.w(j); {
	case w.class == cAgo:
		return f.offset(&l, -1, f.ref, f.hasRef, i, j+1)
	case w.class == cEarlier, w.class == cBefore && f.closed(j+1):
		t, ok := f.anchor(l.unit.precision(), true)
		p, ok2 := f.offset(&l, -1, t, ok, i, j+1)
		f.plain(&p, &l, -1)
		return p, ok2
	case w.class == cLater, w.class == cAfter && f.closed(j+1):
		t, ok := f.anchor(l.unit.precision(), true)
		p, ok2 := f.offset(&l, 1, t, ok, i, j+1)
		f.plain(&p, &l, 1)
		return p, ok2
	case w.class == cIn && f.w(j+1).class == cThe && f.is(j+2, "future"):
		return f.roll(&l, 1, false, i, j+3)
	case w.class == cFrom && f.w(j+1).class == cNow:
		return f.offset(&l, 1, f.ref, f.hasRef, i, j+2)
	case w.class == cFrom || w.class == cAfter || w.class == cBefore:
		return f.offsetFrom(&l, i, j)
	case w.class == cStarting || w.class == cComma && f.w(j+1).class == cFrom:
		return f.startingFrom(&l, i, j)
	}
	return point{}, false
}

// plain sets the corpus's readings of "a year later" to those told from the date of
// publication.
func (f *finder) plain(p *point, l *length, sign int) {
	if f.hasRef {
		t := l.from(f.ref, sign)
		p.past, p.fut = period{t, t + 1}, period{t, t + 1}
	}
}

// closed reports whether nothing that "before" could belong to stands at j.
func (f *finder) closed(j int) bool {
	if j >= f.end {
		return true
	}
	switch t := &f.an.Tokens[j]; t.Tag {
	case hearsay.TagStop, hearsay.TagComma, hearsay.TagCC, hearsay.TagRRB, hearsay.TagColon, hearsay.TagCloseQuote, hearsay.TagIN, hearsay.TagHYPH, hearsay.TagNFP:
		return true
	}
	return false
}

// offset is the date a length before or after t. As fine as the length is told: two
// years ago is a year.
func (f *finder) offset(l *length, sign int, t day, ok bool, first, last int) (point, bool) {
	if !ok || l.y > 3000 {
		return point{}, false
	}
	t = l.from(t, sign)
	p := fixed(period{t, t + 1}, uDay, first, last)
	p.deictic, p.the, p.counted = true, true, true
	y, m, _ := t.date()
	switch l.unit.precision() {
	case hearsay.Month:
		p.now, p.unit = monthsOf(y, m, 1), uMonth
	case hearsay.Year:
		p.now, p.unit = yearsOf(y, 1), uYear
	}
	return p, true
}

// offsetFrom reads the date that a length is told from, after the word at j.
func (f *finder) offsetFrom(l *length, i, j int) (point, bool) {
	x, ok := f.point(j + 1)
	if !ok || x.bare || x.rolling || x.unit != uDay {
		return point{}, false
	}
	r := f.resolve(&x)
	if !r.ok {
		return point{}, false
	}
	sign := 1
	if f.w(j).class == cBefore {
		sign = -1
	}
	p, ok := f.offset(l, sign, r.now.start, true, i, x.last)
	past, fut := l.from(r.past.start, sign), l.from(r.fut.start, sign)
	p.past, p.fut = period{past, past + 1}, period{fut, fut + 1}
	p.deictic = !x.absolute()
	return p, ok
}

// startingFrom reads "a week starting tomorrow".
func (f *finder) startingFrom(l *length, i, j int) (point, bool) {
	j++
	if c := f.w(j).class; c == cOn || c == cFrom {
		j++
	}
	x, ok := f.point(j)
	if !ok || x.unit != uDay || x.bare {
		return point{}, false
	}
	r := f.resolve(&x)
	if !r.ok {
		return point{}, false
	}
	p := fixed(period{r.now.start, l.from(r.now.start, 1)}, uDay, i, x.last)
	p.past = period{r.past.start, l.from(r.past.start, 1)}
	p.fut = period{r.fut.start, l.from(r.fut.start, 1)}
	p.rolling, p.deictic = true, !x.absolute()
	return p, true
}

// roll is the length of time up to the date of publication, or from the day after
// it. Decades and quarters are those of the calendar, as in Recognizers-Text.
func (f *finder) roll(l *length, sign int, within bool, first, last int) (point, bool) {
	if !f.hasRef || l.y > 3000 {
		return point{}, false
	}
	var per, now period
	if sign < 0 {
		per = period{l.from(f.ref, -1), f.ref}
		now = period{per.start, f.ref + 1}
	} else {
		s := f.ref + 1
		if within {
			s = f.ref
		}
		per = period{s, l.from(s, 1)}
		now = per
	}
	switch y, m, _ := f.ref.date(); l.unit {
	case uDecade:
		a := floor(y, 10) * 10
		if sign < 0 {
			per = yearsOf(a-10*l.n, 10*l.n)
		} else {
			per = yearsOf(a+10, 10*l.n)
		}
	case uQuarter:
		q := (m-1)/3*3 + 1
		if sign < 0 {
			per = monthsOf(y, q-3*l.n, 3*l.n)
		} else {
			per = monthsOf(y, q+3, 3*l.n)
		}
		now = per
	}
	u := l.unit
	if u == uWeekend {
		return point{}, false
	}
	if u == uWeek || u == uFortnight {
		u = uDay
	}
	p := fixed(per, u, first, last)
	p.now, p.the, p.rolling, p.deictic = now, true, true, true
	return p, true
}

// lengthAfter reads "in two weeks", "within ten months" and "for 3 days, from today" at
// token i, its preposition.
func (f *finder) lengthAfter(i int) (point, bool) {
	c, j := f.w(i).class, i+1
	if c == cWithin && f.w(j).class == cThe {
		j++
	}
	if c == cWithin && f.w(j).class == cRel && f.w(j).val == 1 {
		j++
	}
	l, ok := f.length(j)
	if !ok || l.weekday > 0 {
		return point{}, false
	}
	switch c {
	case cFor:
		if f.w(l.next).class == cComma && f.w(l.next+1).class == cFrom {
			return f.startingFrom(&l, i, l.next)
		}
		return point{}, false
	case cWithin:
		if !f.future(i) && !f.future(j) {
			return point{}, false
		}
		p, ok := f.roll(&l, 1, true, i, l.next)
		if f.w(l.next).class == cFrom && (f.w(l.next+1).is(cDay, 0) || f.w(l.next+1).class == cNow) {
			p.last = l.next + 2
		}
		return p, ok
	}
	if f.past(i) || f.noun(l.next) || f.w(l.next).class == cAgo {
		return point{}, false
	}
	return f.offset(&l, 1, f.ref, f.hasRef, i, l.next)
}

// past reports whether "in ten years" at token i looks back: "the first in ten
// years", or the clause is past.
func (f *finder) past(i int) bool {
	if i > f.lo {
		switch f.fold(i - 1) {
		case "time", "first", "times", "visit", "once", "twice":
			return true
		}
		switch f.an.Tokens[i-1].Tag {
		case hearsay.TagJJS, hearsay.TagCD:
			return true
		}
	}
	return !f.future(i + 1)
}
