package date

// kind is how a point comes back.
type kind uint8

const (
	kFixed   kind = iota // it does not: past, fut and now are known
	kYearly              // year y, month m of n months, day d; those that are 0 are not stated
	kMonthly             // day d of a month not named
	kWeekly              // a day of the week
	kHoliday             // hol, in year y
)

// mod is what is made of a point's period.
type mod uint8

const (
	mNone      mod = iota
	mWeek          // its kth week
	mWeekOf        // the week that it lies in
	mWeekend       // the weekend nearest to it, and itself
	mWeekday       // its kth day wd
	mMonths        // k months of it from month wd
	mUnits         // its first k units wd, or the last where k is negative
	mDayBefore     // k days on
)

// point is a day or period as the words name it, not yet resolved.
type point struct {
	first, last int // tokens [first, last)
	kind        kind
	unit        unit
	part        part
	the         bool // the article before it belongs to the span
	bare        bool // a number alone, which another date must give a month
	deictic     bool // told from the reference date
	rolling     bool // a length of time that begins or ends at the reference date
	counted     bool // a point in time a length away, as coarse as that is told
	closed      bool // the corpus's end is its last day, not the day after

	y, m, n, d, wd int
	hol            int
	mod            mod
	k, modwd       int

	past, fut, now period // where kind is kFixed
}

// fixed makes a point of one period.
func fixed(p period, u unit, first, last int) point {
	return point{kind: kFixed, past: p, fut: p, now: p, unit: u, first: first, last: last}
}

// absolute reports whether the point needs no reference date.
func (p *point) absolute() bool {
	return (p.kind == kYearly || p.kind == kHoliday) && p.y != 0 || p.kind == kFixed && !p.deictic
}

// at gives the point's period k turns of its cycle from the reference date.
func (p *point) at(ref day, k int) (period, bool) {
	var base period
	switch p.kind {
	case kFixed:
		base = p.now
	case kWeekly:
		t := ref.monday() + day(p.wd+7*k)
		base = period{t, t + 1}
	case kMonthly:
		y, m, _ := ref.date()
		m += k
		y, m = y+floor(m-1, 12), m-12*floor(m-1, 12)
		if !valid(y, m, p.d) {
			return base, false
		}
		base = period{dayOf(y, m, p.d), dayOf(y, m, p.d) + 1}
	default:
		y := p.y
		if y == 0 {
			y = ref.year() + k
		}
		switch {
		case p.kind == kHoliday:
			t := holidays[p.hol].in(y)
			base = period{t, t + 1}
		case p.d != 0:
			if !valid(y, p.m, p.d) {
				return base, false
			}
			base = period{dayOf(y, p.m, p.d), dayOf(y, p.m, p.d) + 1}
		case p.m != 0:
			base = monthsOf(y, p.m, p.n)
		default:
			base = yearsOf(y, max(1, p.n))
		}
	}
	return p.modify(base), true
}

func (p *point) modify(b period) period {
	switch p.mod {
	case mWeek:
		return b.week(p.k)
	case mWeekOf:
		m := b.start.monday()
		return period{m, m + 7}
	case mWeekend:
		s := b.start.monday() + 5
		if b.start.weekday() < 2 { // a Monday or Tuesday belongs to the weekend before
			s -= 7
		}
		return period{min(s, b.start), max(s+2, b.end)}
	case mWeekday:
		return b.nthWeekday(p.k, p.modwd)
	case mMonths:
		return period{b.start.add(0, p.modwd-1, 0), b.start.add(0, p.modwd-1+p.k, 0)}
	case mUnits:
		if p.k < 0 {
			return period{shift(b.end, unit(p.modwd), p.k), b.end}
		}
		return period{b.start, shift(b.start, unit(p.modwd), p.k)}
	case mDayBefore:
		return period{b.start + day(p.k), b.start + day(p.k) + 1}
	}
	return b
}

// shift moves a day by n units.
func shift(t day, u unit, n int) day {
	switch u {
	case uWeek, uWeekend:
		return t + day(7*n)
	case uFortnight:
		return t + day(14*n)
	case uMonth:
		return t.add(0, n, 0)
	case uQuarter:
		return t.add(0, 3*n, 0)
	case uHalf:
		return t.add(0, 6*n, 0)
	case uYear:
		return t.add(n, 0, 0)
	case uDecade:
		return t.add(10*n, 0, 0)
	case uCentury:
		return t.add(100*n, 0, 0)
	}
	return t + day(n)
}

// resolved is a point set in time.
type resolved struct {
	past, fut, now period
	whole          period // now before a part of it was taken
	ok             bool
}

// resolve finds the readings of a point: the last before the reference date, the
// next from it on, and the one that the tense means.
func (f *finder) resolve(p *point) resolved {
	if !p.absolute() && !f.hasRef && p.kind != kFixed {
		return resolved{}
	}
	var r resolved
	switch {
	case p.kind == kFixed:
		r = resolved{past: p.modify(p.past), fut: p.modify(p.fut), now: p.modify(p.now), ok: true}
	case p.absolute():
		per, ok := p.at(0, 0)
		r = resolved{past: per, fut: per, now: per, ok: ok}
	default:
		r = f.cycle(p)
	}
	r.whole = r.now
	if p.part != whole {
		r.past, r.fut, r.now = f.partOf(p, r.past), f.partOf(p, r.fut), f.partOf(p, r.now)
	}
	r.ok = r.ok && !r.past.empty() && !r.fut.empty() && !r.now.empty()
	return r
}

// span is how many turns of a cycle are looked at: 29 February may be 8 years
// away.
const span = 9

// A day and month without a year that would lie more than far days ahead, and less
// than near days back, lie back whatever the tense: the year would have been said.
const (
	far  = 300
	near = 60
)

func (f *finder) cycle(p *point) resolved {
	var r resolved
	var past, fut, until, from bool
	var lastUntil, firstFrom period
	for k := -span; k <= span; k++ {
		per, ok := p.at(f.ref, k)
		if !ok {
			continue
		}
		if per.start < f.ref {
			r.past, past = per, true
		}
		if per.start <= f.ref {
			lastUntil, until = per, true
		}
		if per.start >= f.ref && !fut {
			r.fut, fut = per, true
		}
		if per.end > f.ref && !from {
			firstFrom, from = per, true
		}
	}
	if r.ok = past && fut && until && from; !r.ok {
		return r
	}
	if p.mod == mNone && p.kind == kYearly && p.d == 0 && r.past.end > f.ref { // a month goes back whole
		r.past, _ = p.at(f.ref, -1)
		for k := -1; r.past.end > f.ref && k > -span; k-- {
			r.past, _ = p.at(f.ref, k-1)
		}
		r.fut = lastUntil
	}
	r.now = lastUntil
	if f.future(p.first) && !(p.kind == kYearly && p.d != 0 && firstFrom.start-f.ref > far && f.ref-lastUntil.start < near) {
		r.now = firstFrom
	}
	return r
}

// partOf takes the part that the words name. The bounds of "early" and the like
// are those of Recognizers-Text: thirds of a year named by its number, halves of
// one told from today.
func (f *finder) partOf(p *point, b period) period {
	third := (b.end - b.start) / 3
	switch p.part {
	case early, begin:
		switch {
		case p.unit == uWeek:
			return period{b.start, b.start + 3}
		case p.unit == uMonth:
			return period{b.start, b.start + 15}
		case p.unit == uYear && p.part == early && p.deictic:
			return period{b.start, b.start.add(0, 6, 0)}
		case p.unit == uYear:
			return period{b.start, b.start.add(0, 4, 0)}
		}
		return period{b.start, b.start + max(1, third)}
	case mid, middle:
		switch p.unit {
		case uWeek:
			return period{b.start + 1, b.start + 5}
		case uMonth:
			return period{b.start + 9, b.start + 20}
		case uYear:
			return period{b.start.add(0, 4, 0), b.start.add(0, 8, 0)}
		}
		return period{b.start + third, max(b.start+third+1, b.end-third)}
	case late, end:
		switch {
		case p.unit == uWeek:
			return period{b.start + 3, b.end}
		case p.unit == uMonth:
			return period{b.start + 15, b.end}
		case p.unit == uYear && p.part == late && p.deictic:
			return period{b.start.add(0, 6, 0), b.end}
		case p.unit == uYear:
			return period{b.start.add(0, 8, 0), b.end}
		}
		return period{b.end - max(1, third), b.end}
	case rest:
		return period{max(b.start, min(f.ref, b.end-1)), b.end}
	case sofar:
		return period{b.start, max(b.start+1, min(f.ref, b.end))}
	}
	return b
}
