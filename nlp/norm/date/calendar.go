package date

import "time"

// day is a day of the proleptic Gregorian calendar, counted from 1970-01-01.
type day int

// period is the half-open range of days [start, end).
type period struct{ start, end day }

func (p period) empty() bool { return p.end <= p.start }

// move is the period n days on.
func (p period) move(n int) period { return period{p.start + day(n), p.end + day(n)} }

// dayOf counts the days to a date. Months and days beyond their range carry over,
// as in time.Date. (Days from civil, Hinnant 2013.)
func dayOf(y, m, d int) day {
	m--
	y += floor(m, 12)
	m = m - floor(m, 12)*12 + 1
	if m <= 2 {
		y--
	}
	era := floor(y, 400)
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return day(era*146097 + doe - 719468)
}

// date gives year, month and day of the month.
func (t day) date() (y, m, d int) {
	z := int(t) + 719468
	era := floor(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d = doy - (153*mp+2)/5 + 1
	m = mp%12 + 3
	if mp >= 10 {
		m = mp - 9
	}
	y = yoe + era*400
	if m <= 2 {
		y++
	}
	return y, m, d
}

// weekday is 0 on Monday and 6 on Sunday.
func (t day) weekday() int { return int(t) + 3 - floor(int(t)+3, 7)*7 }

// monday is the first day of the week, as ISO 8601 has it.
func (t day) monday() day { return t - day(t.weekday()) }

func (t day) year() int { y, _, _ := t.date(); return y }

// add moves by years and months, to the month's last day where it has no such
// one, then by days.
func (t day) add(years, months, days int) day {
	if years != 0 || months != 0 {
		y, m, d := t.date()
		last := int(dayOf(y+years, m+months+1, 1) - dayOf(y+years, m+months, 1))
		t = dayOf(y+years, m+months, min(d, last))
	}
	return t + day(days)
}

func (t day) time() time.Time {
	y, m, d := t.date()
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
}

func dayFrom(t time.Time) day {
	y, m, d := t.Date()
	return dayOf(y, int(m), d)
}

// valid reports whether month m of year y has a day d; y is 0 where no year is
// stated.
func valid(y, m, d int) bool {
	if m < 1 || m > 12 || d < 1 {
		return false
	}
	if y == 0 {
		y = 2000 // has a 29 February
	}
	return d <= int(dayOf(y, m+1, 1)-dayOf(y, m, 1))
}

// yearsOf is the period of n years from y.
func yearsOf(y, n int) period { return period{dayOf(y, 1, 1), dayOf(y+n, 1, 1)} }

// monthsOf is the period of n months from month m of year y.
func monthsOf(y, m, n int) period { return period{dayOf(y, m, 1), dayOf(y, m+n, 1)} }

// week is the kth week of p, a negative k counted from its end: a week belongs to
// the period that holds its Thursday, as in ISO 8601.
func (p period) week(k int) period {
	var m day
	if k > 0 {
		m = p.start.monday()
		if m+3 < p.start {
			m += 7
		}
		m += day(7 * (k - 1))
	} else {
		m = (p.end - 1).monday()
		if m+3 >= p.end {
			m -= 7
		}
		m += day(7 * (k + 1))
	}
	return period{m, m + 7}
}

// nthWeekday is the kth such day of the week in p, from its end where k is
// negative.
func (p period) nthWeekday(k, weekday int) period {
	var t day
	if k > 0 {
		t = p.start.monday() + day(weekday)
		if t < p.start {
			t += 7
		}
		t += day(7 * (k - 1))
	} else {
		t = (p.end - 1).monday() + day(weekday)
		if t >= p.end {
			t -= 7
		}
		t += day(7 * (k + 1))
	}
	return period{t, t + 1}
}

// easter is Easter Sunday of a Gregorian year (anonymous algorithm, Meeus 1991).
func easter(y int) day {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	n := (h + l - 7*m + 90) / 25
	return dayOf(y, n, (h+l-7*m+33*n+19)%32)
}

// floor is a/b rounded down.
func floor(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
