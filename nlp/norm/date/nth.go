package date

// partLed reads what begins with a part of a period: "early March", "end of the
// year", "late Tuesday", "later this week", "rest of my week".
func (f *finder) partLed(i int) (point, bool) {
	w, j := f.w(i), i+1
	pt, of := part(w.val), false
	switch w.class {
	case cLater:
		pt = rest
	case cEarlier:
		pt = sofar
	}
	if f.w(j).class == cDash && (pt == mid || pt == early || pt == late) {
		j++
	}
	switch f.w(j).class {
	case cOf, cIn, cOn:
		of = f.w(j).class == cOf
		if f.w(j).class == cIn && pt >= begin && pt < rest {
			return point{}, false
		}
		j++
	}
	if pt >= begin && pt <= end && !of && f.w(j).class != cRel || pt == begin && f.an.Tokens[i].Tag.Verb() {
		return point{}, false
	}
	if c := f.w(j).class; c == cThe || c == cPoss {
		j++
	}
	var p point
	ok := false
	if u := f.w(j); u.class == cUnit && u.sub != cPlural && f.hasRef && (of || pt == rest || pt == sofar) {
		if q, has := f.unitLed(j, j-1); has && q.unit != uWeekend {
			p, ok = q, true
		} else if u.unit() == uWeek || u.unit() == uMonth || u.unit() == uYear || u.unit() == uQuarter || u.unit() == uDecade {
			p = fixed(periodOf(f.ref, u.unit(), 0), u.unit(), j, j+1)
			p.deictic, ok = true, true
		}
	}
	if !ok {
		p, ok = f.named(j, j-1)
	}
	if !ok || p.bare || p.rolling || p.part != whole || p.first > j {
		return point{}, false
	}
	p.first, p.the = i, false
	if p.unit == uDay {
		return p, pt != rest && pt != begin && pt != end && pt != middle || w.class == cLater // "late Tuesday", "later that day"
	}
	if pt == rest || pt == sofar {
		if p.kind != kFixed || pt == sofar && p.now.start >= f.ref {
			return p, p.kind == kYearly
		}
		p.closed = w.class == cPart
		if p.past.end <= f.ref { // "later last year"
			return p, true
		}
	}
	p.part = pt
	return p, true
}

// nth reads what an ordinal, or "last", picks: "third quarter of 2023", "first week
// of October", "second Monday of next month", "first three months of 2025".
func (f *finder) nth(i int) (point, bool) {
	k, j := int(f.w(i).val), i+1
	if f.w(i).class == cRel {
		k = -1
	}
	hyphen := f.w(j).class == cDash
	if hyphen {
		j++
	}
	w := f.w(j)
	switch {
	case w.class == cUnit && w.sub != cPlural:
		return f.nthUnit(i, j, k, w.unit(), hyphen)
	case w.class == cWeekday && w.sub != cPlural && !hyphen:
		return f.nthWeekday(i, j, k, int(w.val))
	case w.class == cNum || w.class == cCard:
		l, ok := f.length(j)
		if !ok || l.weekday > 0 || k != 1 && k != -1 || l.n > 1000 {
			break
		}
		p, ok := f.container(l.next)
		if !ok || p.mod != mNone {
			break
		}
		p.mod, p.modwd, p.k, p.first, p.the = mUnits, int(l.unit), k*l.n, i, true
		if p.unit = l.unit; p.unit == uWeek {
			p.unit = uDay
		}
		p.unit = min(p.unit, uQuarter)
		if p.kind == kFixed {
			p.rolling = true
		}
		return p, true
	}
	return point{}, false
}

// container reads the month, year or the like that an ordinal picks from: "of
// October", "next year".
func (f *finder) container(j int) (point, bool) {
	k := j
	c := f.w(k).class
	if c == cOf || c == cIn {
		k++
	}
	art := -1
	if f.w(k).class == cThe {
		art = k
		k++
	}
	w := f.w(k)
	if k == j && w.class != cRel && !(w.class == cNum && w.val >= 1900 && w.val < 2200 && !f.counts(k+1)) {
		return point{}, false
	}
	if w.class == cUnit && art >= 0 && f.hasRef && (w.unit() == uMonth || w.unit() == uYear || w.unit() == uQuarter) && w.sub != cPlural {
		if p, ok := f.unitLed(k, art); ok && p.unit == uYear {
			return p, true
		}
		p := fixed(periodOf(f.ref, w.unit(), 0), w.unit(), k, k+1)
		p.deictic = true
		return p, true
	}
	if w.class == cNum && w.val >= 1500 && w.val < 2200 && !f.counts(k+1) {
		return point{kind: kYearly, y: int(w.val), n: 1, unit: uYear, first: k, last: k + 1}, true
	}
	if y, next, ok := f.wordYear(k); ok {
		return point{kind: kYearly, y: y, n: 1, unit: uYear, first: k, last: next}, true
	}
	p, ok := f.named(k, art)
	if !ok || p.d != 0 || p.unit < uMonth || p.rolling || p.part != whole || p.mod != mNone {
		return point{}, false
	}
	return p, true
}

func (f *finder) nthUnit(i, j, k int, u unit, hyphen bool) (point, bool) {
	switch u {
	case uCentury:
		if k < 1 || k > 22 {
			return point{}, false
		}
		return point{kind: kYearly, y: 100 * (k - 1), n: 100, unit: uCentury, first: i, last: j + 1}, k > 1
	case uQuarter, uHalf:
		months := 3
		if u == uHalf {
			months = 6
		}
		if k < 1 || k*months > 12 {
			return point{}, false
		}
		p, ok := f.container(j + 1)
		switch {
		case ok && p.unit == uYear && p.kind == kYearly:
			p.m, p.n, p.unit, p.first, p.the = (k-1)*months+1, months, u, i, true
			return p, true
		case ok && p.unit == uYear:
			p.mod, p.modwd, p.k = mMonths, (k-1)*months+1, months
			p.unit, p.first, p.the = u, i, true
			return p, true
		case u == uHalf || f.w(i).class == cRel:
			return point{}, false
		}
		return point{kind: kYearly, m: (k-1)*months + 1, n: months, unit: u, first: i, last: j + 1, the: !hyphen}, true
	case uWeek, uWeekend, uDay, uMonth:
		p, ok := f.container(j + 1)
		if !ok || hyphen || k == 0 || k > 53 {
			return point{}, false
		}
		p.first, p.the = i, true
		switch u {
		case uWeek:
			p.mod, p.k = mWeek, k
		case uWeekend:
			p.mod, p.k, p.modwd = mWeekday, k, 5
		case uDay:
			p.mod, p.k, p.modwd = mUnits, k, int(uDay)
			if k > 1 || k < -1 {
				return point{}, false
			}
		case uMonth:
			if k < 1 || k > 12 || p.unit != uYear {
				return point{}, false
			}
			p.mod, p.modwd, p.k = mMonths, k, 1
		}
		p.unit = u
		if u == uWeekend {
			p.unit = uDay
		}
		return p, true
	}
	return point{}, false
}

func (f *finder) nthWeekday(i, j, k, wd int) (point, bool) {
	p, ok := f.container(j + 1)
	if ok && (p.unit == uMonth || p.unit == uYear) {
		p.mod, p.k, p.modwd, p.unit, p.first, p.the = mWeekday, k, wd, uDay, i, true
		return p, k >= -1 && k <= 5 && k != 0
	}
	if f.w(i).class == cRel || k > 5 || !f.hasRef {
		return point{}, false
	}
	if b := f.w(i - 1).class; b == cThe || b == cPoss || b == cS || b == cA || f.noun(j+1) {
		return point{}, false
	}
	m := periodOf(f.ref, uMonth, 0)
	q := fixed(m.nthWeekday(k, wd), uDay, i, j+1)
	q.deictic = true
	return q, q.now.start < m.end
}
