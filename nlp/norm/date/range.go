package date

// expr reads the date expression that begins at token i.
func (f *finder) expr(i int) (expr, bool) {
	switch f.w(i).class {
	case cFrom, cBetween:
		if e, ok := f.between(i); ok {
			return e, true
		}
	case cSince, cAfter, cBefore, cUntil, cBy, cStarting:
		if e, ok := f.open(i); ok {
			return e, true
		}
	case cVague:
		if e, ok := f.moreThan(i); ok {
			return e, true
		}
	case cIn, cWithin, cFor:
		if p, ok := f.lengthAfter(i); ok {
			return f.single(&p)
		}
	case cNum, cOrd, cThe, cCard:
		if e, ok := f.days(i); ok {
			return e, true
		}
	}
	a, ok := f.point(i)
	if !ok {
		return expr{}, false
	}
	f.trim(&a)
	if e, ok := f.to(i, a, false); ok {
		return e, true
	}
	if a.bare {
		return expr{}, false
	}
	if f.hasRef || a.absolute() {
		if e, ok := f.orLater(&a); ok {
			return e, true
		}
	}
	return f.single(&a)
}

// single makes an expression of one point.
func (f *finder) single(p *point) (expr, bool) {
	r := f.resolve(p)
	if !r.ok {
		return expr{}, false
	}
	e := expr{first: p.first, last: p.last, past: r.past, fut: r.fut, now: r.now, shown: r.whole, unit: p.unit,
		period: (p.unit != uDay || p.rolling) && !p.counted, relative: !p.absolute()}
	if p.unit <= uFortnight && (p.part == rest || p.part == sofar) {
		e.shown = r.now
	}
	if p.rolling {
		e.shown = r.now
	}
	if p.closed {
		e.past.end--
		e.fut.end--
	}
	return e, true
}

// trim adds to a day the part of it that is named after it: "Tuesday night".
func (f *finder) trim(p *point) {
	if p.unit == uDay && !p.rolling && !p.bare && f.w(p.last).class == cTime {
		p.last++
	}
}

// separator reads what stands between the two ends of a range.
func (f *finder) separator(j int, and bool) (int, bool) {
	switch f.w(j).class {
	case cTo, cUntil:
		return j + 1, true
	case cAnd:
		return j + 1, and
	case cDash:
		return j + 1, f.w(j).sub == none
	}
	return j, false
}

// between reads "from A to B" and "between A and B".
func (f *finder) between(i int) (expr, bool) {
	a, ok := f.endpoint(i + 1)
	if !ok {
		return expr{}, false
	}
	return f.to(i, a, true)
}

// endpoint reads one end of a range: a point, or a day's number alone.
func (f *finder) endpoint(j int) (point, bool) {
	if f.w(j).class == cNow && f.hasRef {
		p := fixed(period{f.ref, f.ref + 1}, uDay, j, j+1)
		p.deictic = true
		return p, true
	}
	if p, ok := f.point(j); ok && p.first <= j+1 {
		f.trim(&p)
		return p, true
	}
	k := j
	if f.w(k).class == cThe {
		k++
	}
	if w := f.w(k); w.class == cNum && w.val > 999 && w.val < 2200 {
		return point{kind: kYearly, y: int(w.val), n: 1, unit: uYear, first: j, last: k + 1}, true
	}
	d, next, ok := f.dayNumber(k)
	if !ok || f.counts(next) {
		return point{}, false
	}
	return point{kind: kMonthly, d: d, unit: uDay, bare: true, first: j, last: next}, true
}

// to reads the rest of a range that begins at token i with a.
func (f *finder) to(i int, a point, and bool) (expr, bool) {
	j, ok := f.separator(a.last, and)
	if !ok {
		return expr{}, false
	}
	var b point
	if w := f.w(j); w.class == cNum && w.val < 100 && a.kind == kYearly && a.y != 0 && a.m == 0 && int(w.val) > a.y%100 && f.w(a.last).class == cDash && !f.an.Tokens[j].Space {
		b = point{kind: kYearly, y: a.y/100*100 + int(w.val), n: 1, unit: uYear, first: j, last: j + 1} // "2024-25"
	} else if b, ok = f.endpoint(j); !ok {
		return expr{}, false
	}
	if b.bare && a.bare {
		if !f.relMonth(&a, &b) {
			return expr{}, false
		}
	}
	if b.bare && a.kind == kYearly && a.y == 0 { // "May 3-9, 2024"
		if y, next, ok := f.yearTail(b.last, false); ok && valid(y, max(1, a.m), b.d) {
			a.y, b.last = y, next
		}
	}
	if b.bare && (a.d == 0 || a.kind != kYearly) || a.bare && b.d == 0 {
		return expr{}, false
	}
	if !and && a.kind == kFixed && b.kind == kFixed && a.rolling {
		return expr{}, false
	}
	e, ok := f.join(a, b)
	e.first, e.last = i, b.last
	if !and {
		e.first = a.first
	}
	return e, ok
}

// relMonth gives two bare days the month that "this month" and the like name after
// them.
func (f *finder) relMonth(a, b *point) bool {
	j := b.last
	if f.w(j).class == cOf {
		j++
	}
	if f.w(j).class != cRel || !f.w(j+1).is(cUnit, int(uMonth)) || !f.hasRef {
		return false
	}
	y, m, _ := f.ref.add(0, int(f.w(j).val), 0).date()
	for _, p := range []*point{a, b} {
		if !valid(y, m, p.d) {
			return false
		}
		p.kind, p.y, p.m, p.n, p.bare = kYearly, y, m, 1, false
	}
	b.last = j + 2
	return true
}

// join sets both ends of a range in time, each lending the other what it leaves
// out.
func (f *finder) join(a, b point) (expr, bool) {
	lend(&a, &b)
	ra, rb := f.resolve(&a), f.resolve(&b)
	if !ra.ok || !rb.ok {
		return expr{}, false
	}
	past, fut := period{ra.past.start, rb.past.start}, period{ra.fut.start, rb.fut.start}
	if b.part == end {
		past.end, fut.end = rb.past.end, rb.fut.end
	}
	if fut.start > fut.end {
		fut.start = ra.past.start
	}
	if past.end < past.start {
		past.end = rb.fut.start
	}
	now := period{ra.now.start, rb.now.end}
	shownStart, shownEnd := ra.whole.start, rb.whole.end
	if !b.absolute() && b.kind != kFixed { // the first after the beginning
		now.end = 0
		for k := -span; k <= span; k++ {
			if p, ok := b.at(f.ref, k); ok && p.start >= ra.now.start {
				now.end, shownEnd = p.end, p.end
				break
			}
		}
	} else if !a.absolute() && a.kind != kFixed && now.start > now.end { // the last before the end
		for k := span; k >= -span; k-- {
			if p, ok := a.at(f.ref, k); ok && p.start < rb.now.end {
				now.start, shownStart = p.start, p.start
				break
			}
		}
	}
	if now.empty() {
		return expr{}, false
	}
	return expr{past: past, fut: fut, now: now, shown: period{shownStart, shownEnd}, unit: finer(a.unit, b.unit),
		period: true, relative: !a.absolute() || !b.absolute()}, true
}

// lend gives each end the month and year that only the other states.
func lend(a, b *point) {
	if a.bare && b.kind == kYearly && b.m != 0 {
		a.kind, a.m, a.n, a.y, a.bare = kYearly, b.m, 1, b.y, false
	}
	if b.bare && a.kind == kYearly && a.m != 0 {
		b.kind, b.m, b.n, b.y, b.bare = kYearly, a.m, 1, a.y, false
	}
	if a.kind != kYearly || b.kind != kYearly || a.m == 0 || b.m == 0 {
		return
	}
	switch {
	case a.y == 0 && b.y != 0:
		if a.y = b.y; a.m > b.m || a.m == b.m && a.d > b.d && b.d != 0 {
			a.y--
		}
	case b.y == 0 && a.y != 0:
		if b.y = a.y; a.m > b.m || a.m == b.m && a.d > b.d && b.d != 0 {
			b.y++
		}
	}
}

// finer is the finer of two units, as dates go.
func finer(a, b unit) unit { return min(a, b) }

// days reads a range of days with one month after it: "3-9 May", "4 to 23 next
// month", "9th to 12th of June".
func (f *finder) days(i int) (expr, bool) {
	j := i
	if f.w(j).class == cThe {
		j++
	}
	d, next, ok := f.dayNumber(j)
	if !ok {
		return expr{}, false
	}
	if _, ok := f.separator(next, false); !ok {
		return expr{}, false
	}
	a := point{kind: kMonthly, d: d, unit: uDay, bare: true, first: j, last: next}
	return f.to(j, a, false)
}

// open reads a period with one end: "since January", "before Friday".
func (f *finder) open(i int) (expr, bool) {
	c := f.w(i).class
	j := i + 1
	if c == cStarting && (f.w(j).class == cOn || f.w(j).class == cFrom || f.w(j).class == cIn) {
		j++
	}
	p, ok := f.point(j)
	if !ok || p.bare || p.first > j+1 || p.rolling {
		return expr{}, false
	}
	f.trim(&p)
	// "after Monday's vote", "before the 2024 election" date a thing.
	if f.w(p.last).class == cS || f.noun(p.last) && f.w(p.last).class == none && (p.unit == uYear || !f.an.Tokens[p.last].Tag.Proper()) {
		return expr{}, false
	}
	if _, ok := f.separator(p.last, false); ok && c != cSince {
		if b, ok := f.endpoint(p.last + 1); ok && !b.bare {
			return expr{}, false
		}
	}
	e, ok := f.single(&p)
	if !ok {
		return e, false
	}
	e.first, e.period = i, true
	e.bound(c)
	return e, true
}

// bound turns a date into the period that ends or begins with it.
func (e *expr) bound(c class) {
	all := [...]*period{&e.past, &e.fut, &e.now, &e.shown}
	switch c {
	case cSince, cStarting:
		e.openEnd = true
	case cAfter:
		e.openEnd = true
		for _, p := range all {
			p.start, p.end = p.end, p.end+1
		}
	case cBefore:
		e.openStart = true
		for _, p := range all {
			p.start, p.end = p.start-1, p.start
		}
	default:
		e.openStart = true
	}
}

// orLater reads "2012 or later", "Monday onwards" after a date.
func (f *finder) orLater(p *point) (expr, bool) {
	j := p.last
	if j >= f.end {
		return expr{}, false
	}
	c := none
	switch s := f.fold(j); {
	case s == "onward" || s == "onwards":
		c = cSince
		j++
	case (s == "or" || s == "and") && f.w(j+1).class == cLater:
		c = cSince
		j += 2
	case s == "or" && f.w(j+1).class == cEarlier:
		c = cUntil
		j += 2
	default:
		return expr{}, false
	}
	e, ok := f.single(p)
	if !ok {
		return e, false
	}
	if f.w(e.first-1).class == cFrom {
		e.first--
	}
	e.last, e.period = j, true
	e.bound(c)
	return e, true
}

// moreThan reads "more than two weeks after today" and "less than three days after
// tomorrow".
func (f *finder) moreThan(i int) (expr, bool) {
	if f.w(i+1).class != cThan {
		return expr{}, false
	}
	d, ok := f.length(i + 2)
	if !ok || f.w(d.next).class != cAfter && f.w(d.next).class != cBefore {
		return expr{}, false
	}
	x, ok := f.point(d.next + 1)
	if !ok || x.unit != uDay || x.bare {
		return expr{}, false
	}
	r := f.resolve(&x)
	if !r.ok {
		return expr{}, false
	}
	sign := 1
	if f.w(d.next).class == cBefore {
		sign = -1
	}
	to := func(p period) period {
		t := d.from(p.start, sign)
		switch {
		case f.fold(i) == "more" && sign > 0:
			return period{t, t + 1}
		case f.fold(i) == "more":
			return period{t - 1, t}
		case sign > 0:
			return period{p.start, t}
		}
		return period{t, p.start}
	}
	e := expr{first: i, last: x.last, past: to(r.past), fut: to(r.fut), now: to(r.now), unit: uDay, period: true, relative: !x.absolute()}
	e.shown = e.now
	e.openEnd, e.openStart = f.fold(i) == "more" && sign > 0, f.fold(i) == "more" && sign < 0
	return e, !e.now.empty()
}
