package date

import "strings"

// holiday is a day with a name that can be worked out for any year: day d of
// month m; or, where week is not 0, the weekth such weekday of month m, counted
// from its end when negative; or d days from Easter Sunday where m is 0.
type holiday struct {
	name    string // in small letters, the possessive a word of its own
	m, d    int
	week    int
	weekday int
}

// holidays, longer names before shorter ones with the same words. Fixed by
// statute in the United States (5 U.S.C. 6103) and the United Kingdom (Banking
// and Financial Dealings Act 1971), by the church's calendar, or by the United
// Nations.
var holidays = []holiday{
	{name: "christmas eve", m: 12, d: 24},
	{name: "christmas day", m: 12, d: 25},
	{name: "christmas", m: 12, d: 25},
	{name: "boxing day", m: 12, d: 26},
	{name: "new year 's eve", m: 12, d: 31},
	{name: "new year 's day", m: 1, d: 1},
	{name: "new year 's", m: 1, d: 1},
	{name: "new year", m: 1, d: 1},
	{name: "epiphany", m: 1, d: 6},
	{name: "valentine 's day", m: 2, d: 14},
	{name: "international women 's day", m: 3, d: 8},
	{name: "st. patrick 's day", m: 3, d: 17},
	{name: "april fools ' day", m: 4, d: 1},
	{name: "may day", m: 5, d: 1},
	{name: "international workers ' day", m: 5, d: 1},
	{name: "juneteenth", m: 6, d: 19},
	{name: "independence day", m: 7, d: 4},
	{name: "bastille day", m: 7, d: 14},
	{name: "halloween", m: 10, d: 31},
	{name: "all saints ' day", m: 11, d: 1},
	{name: "guy fawkes night", m: 11, d: 5},
	{name: "armistice day", m: 11, d: 11},
	{name: "veterans day", m: 11, d: 11},
	{name: "martin luther king day", m: 1, week: 3},
	{name: "presidents ' day", m: 2, week: 3},
	{name: "memorial day", m: 5, week: -1},
	{name: "labor day", m: 9, week: 1},
	{name: "labour day", m: 9, week: 1},
	{name: "columbus day", m: 10, week: 2},
	{name: "thanksgiving day", m: 11, week: 4, weekday: 3},
	{name: "thanksgiving", m: 11, week: 4, weekday: 3},
	{name: "black friday", m: 11, d: 1, week: 4, weekday: 3},
	{name: "ash wednesday", d: -46},
	{name: "palm sunday", d: -7},
	{name: "maundy thursday", d: -3},
	{name: "good friday", d: -2},
	{name: "easter sunday", d: 0},
	{name: "easter monday", d: 1},
	{name: "easter", d: 0},
	{name: "ascension day", d: 39},
	{name: "pentecost", d: 49},
	{name: "whit monday", d: 50},
}

// in gives the holiday's day in a year.
func (h *holiday) in(year int) day {
	switch {
	case h.m == 0:
		return easter(year) + day(h.d)
	case h.week != 0:
		return monthsOf(year, h.m, 1).nthWeekday(h.week, h.weekday).start + day(h.d)
	}
	return dayOf(year, h.m, h.d)
}

// holiday reads the name of a holiday at token i; the point may still lack its
// year.
func (f *finder) holiday(i int) (point, bool) {
	if !f.w(i).upper {
		return point{}, false
	}
	for h := range holidays {
		rest, j := holidays[h].name, i
		for more := true; more; j++ {
			var name string
			name, rest, more = strings.Cut(rest, " ")
			if !f.is(j, name) {
				j = -1
				break
			}
		}
		if j < 0 {
			continue
		}
		p := point{kind: kHoliday, hol: h, first: i, last: j, unit: uDay}
		if y, next, ok := f.yearTail(j, false); ok {
			p.y, p.last = y, next
		}
		if f.w(p.last).is(cUnit, int(uWeekend)) {
			p.mod, p.unit = mWeekend, uWeekend
			p.last++
			if y, next, ok := f.yearTail(p.last, false); ok {
				p.y, p.last = y, next
			}
		}
		return p, true
	}
	return point{}, false
}

// is reports whether token j has this text, whatever the case of its letters; any
// apostrophe is as good as another.
func (f *finder) is(j int, name string) bool {
	if j < f.lo || j >= f.end {
		return false
	}
	if name[0] == '\'' {
		return f.w(j).class == cS
	}
	return strings.EqualFold(f.an.Text(j), name)
}
