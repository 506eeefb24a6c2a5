package article

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// stamp is what a line of dates and times says.
type stamp struct {
	date    string // ISO 8601 date or date-time; "" when the day, month or year is missing
	updated bool   // the line speaks of an update, not of the first publication
	labeled bool   // the line says "Published", "Updated" or the like
	clock   bool   // it gives a time of day
}

const maxStamp = 120 // bytes; a longer line says more than when

// stampWords are the words that a line of dates may hold beside numbers and the
// names of months and days.
var stampWords = map[string]byte{
	"published": 'p', "publish": 'p', "posted": 'p', "created": 'p', "released": 'p', "issued": 'p', "filed": 'p',
	"updated": 'u', "update": 'u', "modified": 'u', "edited": 'u', "revised": 'u', "upd": 'u',
	"last": 'f', "first": 'f', "originally": 'f', "on": 'f', "at": 'f', "of": 'f', "the": 'f', "date": 'l', "time": 'f',
	"local": 'f', "online": 'f', "day": 'f', "and": 'f',
	"am": 'a', "a.m": 'a', "pm": 'b', "p.m": 'b', "noon": 'f', "hrs": 'f', "h": 'f',
	"min": 'r', "mins": 'r', "minute": 'r', "minutes": 'r', "hour": 'r', "hours": 'r', "hr": 'r', "days": 'r', "ago": 'r', "read": 'r', "sec": 'r', "seconds": 'r',
	"gmt": 'z', "utc": 'z', "z": 'z', "bst": 'z', "est": 'z', "edt": 'z', "cst": 'z', "cdt": 'z', "mst": 'z', "mdt": 'z',
	"pst": 'z', "pdt": 'z', "et": 'z', "ct": 'z', "mt": 'z', "pt": 'z', "cet": 'z', "cest": 'z', "eet": 'z', "eest": 'z',
	"ist": 'z', "msk": 'z', "kst": 'z', "jst": 'z', "aest": 'z', "aedt": 'z', "sgt": 'z', "hkt": 'z', "wib": 'z',
	"mon": 'w', "tue": 'w', "tues": 'w', "wed": 'w', "thu": 'w', "thur": 'w', "thurs": 'w', "fri": 'w', "sat": 'w', "sun": 'w',
	"monday": 'w', "tuesday": 'w', "wednesday": 'w', "thursday": 'w', "friday": 'w', "saturday": 'w', "sunday": 'w',
}

// offsets holds the zones that mean one offset everywhere.
var offsets = map[string]string{
	"gmt": "Z", "utc": "Z", "z": "Z", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mdt": "-06:00", "mst": "-07:00",
	"pst": "-08:00", "pdt": "-07:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00",
	"kst": "+09:00", "jst": "+09:00", "aest": "+10:00", "aedt": "+11:00", "sgt": "+08:00", "hkt": "+08:00",
}

var monthNames = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// monthOf reads the name of a month, whole or cut to three letters or four.
func monthOf(w string) int {
	if len(w) < 3 {
		return 0
	}
	for i, m := range monthNames {
		if w == m || w == m[:3] || w == "sept" && i == 8 {
			return i + 1
		}
	}
	return 0
}

// stampLine reports whether a line says when the article was published or
// updated, or how long it takes to read, and nothing else.
func stampLine(s string) bool {
	_, ok := readStamp(s)
	return ok
}

// clockwork collects the parts of a date while a line is read.
type clockwork struct {
	year, month, day  int
	hour, minute      int
	clock, pm, am     bool
	zone              string
	weekday, relative bool
	st                stamp
}

// readStamp reads a line of dates and times. It reports false when the line
// says anything else besides, or nothing of when.
func readStamp(s string) (stamp, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxStamp || !strings.ContainsAny(s, "0123456789:") {
		return stamp{}, false
	}
	s = untokenize(s)
	var c clockwork
	for len(s) > 0 {
		n := strings.IndexAny(s, " \t\u00a0\n,|()[]•·—–;")
		word := s
		if n >= 0 {
			word = s[:n]
			s = strings.TrimLeft(s[n:], " \t\u00a0\n,|()[]•·—–;")
		} else {
			s = ""
		}
		word = strings.Trim(word, "-")
		if word == "" {
			continue
		}
		if strings.HasSuffix(word, ":") && isDigits(word[:len(word)-1]) && s != "" && s[0] >= '0' && s[0] <= '9' {
			next, rest, _ := strings.Cut(s, " ") // "1: 10PM", as tokenised text has it
			word, s = word+next, rest
		}
		if !c.word(strings.ToLower(word)) {
			return stamp{}, false
		}
	}
	return c.finish()
}

// untokenize joins what tokenised text has apart: "14 / 09 / 2013", "p. m.".
func untokenize(s string) string {
	if strings.Contains(s, ". m") || strings.Contains(s, ". M") {
		s = strings.NewReplacer("p. m.", "pm", "a. m.", "am", "P. M.", "pm", "A. M.", "am").Replace(s)
	}
	s = closeUp(s, "/")
	if strings.Count(s, " - ") > 1 {
		s = closeUp(s, "-")
	}
	return closeUp(s, ".")
}

// closeUp takes away the blanks around the marks between figures, which
// tokenised text has: "14 / 09 / 2013".
func closeUp(s, mark string) string {
	for {
		i := strings.Index(s, mark+" ")
		if i < 0 {
			return s
		}
		left := strings.TrimRight(s[:i], " ")
		right := strings.TrimLeft(s[i+len(mark):], " ")
		if left == "" || right == "" || !isDigits(left[len(left)-1:]) || !isDigits(right[:1]) || mark == "." && len(left) < i {
			return s
		}
		s = left + mark + right
	}
}

// word takes in one word of the line; it reports false when the word has no
// place in a date.
func (c *clockwork) word(w string) bool {
	w = strings.TrimRight(w, ".:")
	if w == "" {
		return true
	}
	if w[0] >= '0' && w[0] <= '9' {
		return c.number(w)
	}
	if m := monthOf(w); m > 0 {
		if c.month != 0 && c.day == 0 {
			return false
		}
		if c.complete() {
			return true // the date of the update, after that of publication
		}
		c.month = m
		return true
	}
	kind := stampWords[w]
	switch kind {
	case 'p', 'l':
		c.st.labeled = true
	case 'u':
		c.st.labeled = true
		if !c.complete() {
			c.st.updated = true
		}
	case 'a':
		c.am = true
	case 'b':
		c.pm = true
	case 'z':
		if c.zone == "" {
			c.zone = w
		}
	case 'w':
		c.weekday = true
	case 'r':
		c.relative = true
	case 'f':
	default:
		// Zones as "GMT+1" change nothing but the offset, which is then unknown.
		return strings.HasPrefix(w, "gmt") || strings.HasPrefix(w, "utc")
	}
	return true
}

// number takes in a word that begins with a digit.
func (c *clockwork) number(w string) bool {
	switch {
	case len(w) >= 10 && w[4] == '-' && w[7] == '-':
		return c.iso(w)
	case strings.Count(w, "/") == 2:
		return c.triple(w, "/")
	case strings.Count(w, ".") == 2 && !strings.HasSuffix(w, ".m"):
		return c.triple(w, ".")
	case strings.Count(w, "-") == 2:
		return c.triple(w, "-")
	}
	tail := strings.TrimLeft(w, "0123456789:.")
	head := strings.TrimRight(w[:len(w)-len(tail)], ".")
	if strings.ContainsAny(head, ":.") {
		return c.time(head, tail)
	}
	n, err := strconv.Atoi(head)
	if err != nil {
		return false
	}
	switch tail {
	case "am", "a.m", "pm", "p.m", "a", "p":
		return c.time(head+":00", tail)
	case "st", "nd", "rd", "th":
		c.setDay(n)
		return n >= 1 && n <= 31
	case "h", "hrs":
		return len(head) == 4
	case "min", "m", "d":
		c.relative = true
		return true
	case "":
	default:
		return false
	}
	switch {
	case n >= 1900 && n <= 2100 && len(head) == 4:
		if c.year == 0 {
			c.year = n
		}
	case len(head) == 4 && n < 2400:
		c.clock = true // "1300 GMT", beside a local time
	case n >= 1 && n <= 31:
		c.setDay(n)
	case n > 59:
		return false
	}
	return true
}

func (c *clockwork) setDay(n int) {
	if c.day == 0 {
		c.day = n
	}
}

// iso reads 2024-02-06 with or without a time.
func (c *clockwork) iso(w string) bool {
	iso := validISO(strings.ToUpper(w))
	if iso == "" {
		return false
	}
	if c.st.date == "" {
		c.st.date = iso
	}
	return true
}

// triple reads a date in figures alone. The order of day and month is taken
// where it is certain: the year first, dots between (which means day first), or
// one figure above 12. Otherwise the line is a stamp of unknown date.
func (c *clockwork) triple(w, sep string) bool {
	p := strings.Split(w, sep)
	var n [3]int
	for i := range p {
		v, err := strconv.Atoi(p[i])
		if err != nil {
			return false
		}
		n[i] = v
	}
	day, month, year := n[0], n[1], n[2]
	if len(p[0]) == 4 {
		day, month, year = n[2], n[1], n[0]
	} else if year < 100 && len(p[2]) == 2 {
		year += 2000
	}
	if year < 1500 || year > 2200 {
		return false
	}
	switch {
	case len(p[0]) == 4 || sep == ".":
	case day <= 12 && month <= 12 && day != month:
		c.clock = true
		return true
	case month > 12:
		day, month = month, day
	}
	if !c.complete() && validDate(year, month, day) {
		c.day, c.month, c.year = day, month, year
	}
	return validDate(year, month, day)
}

// time reads 11:40, 11.40, 8:05pm.
func (c *clockwork) time(head, tail string) bool {
	sep := ":"
	if !strings.Contains(head, ":") {
		sep = "."
	}
	h, m, _ := strings.Cut(head, sep)
	m, _, _ = strings.Cut(m, sep)
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	if err1 != nil || err2 != nil || len(m) != 2 || hour > 24 || minute > 59 {
		return false
	}
	switch tail {
	case "pm", "p.m", "p":
		c.pm = true
	case "am", "a.m", "a":
		c.am = true
	case "", "h", "hrs":
	default:
		if stampWords[tail] != 'z' {
			return false
		}
		c.zone = tail
	}
	if !c.clock {
		c.hour, c.minute = hour, minute
	}
	c.clock = true
	return true
}

func (c *clockwork) complete() bool { return c.year != 0 && c.month != 0 && c.day != 0 }

// finish makes a stamp of what was read.
func (c *clockwork) finish() (stamp, bool) {
	st := c.st
	st.clock = c.clock
	if st.date == "" && c.complete() && validDate(c.year, c.month, c.day) {
		st.date = fmt.Sprintf("%04d-%02d-%02d", c.year, c.month, c.day)
		if c.clock && (c.hour != 0 || c.minute != 0) {
			st.date += c.timeOfDay()
		}
	}
	dayOfMonth := c.month != 0 && c.day != 0
	return st, st.date != "" || dayOfMonth || c.clock || st.labeled || c.relative && !c.weekday
}

// timeOfDay is the time in ISO 8601, with the zone where it is known.
func (c *clockwork) timeOfDay() string {
	hour := c.hour
	if c.pm && hour < 12 {
		hour += 12
	} else if c.am && hour == 12 {
		hour = 0
	}
	if hour > 23 {
		return ""
	}
	return fmt.Sprintf("T%02d:%02d:00%s", hour, c.minute, offsets[c.zone])
}

func validDate(year, month, day int) bool {
	if year < 1500 || year > 2200 || month < 1 || month > 12 || day < 1 {
		return false
	}
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() == day
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// validISO gives s as an ISO 8601 date or date-time, or "" when it is none. The
// forms are those that metadata hold: with "T" or a blank before the time, with
// or without seconds, fractions and zone.
func validISO(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 10 && s[10] == ' ' {
		s = s[:10] + "T" + strings.ReplaceAll(s[11:], " ", "")
	}
	for _, layout := range [...]string{
		"2006-01-02", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00",
		"2006-01-02T15:04Z0700", "2006-01-02T15:04:05", "2006-01-02T15:04",
	} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if t.Year() < 1500 || t.Year() > 2200 {
			return ""
		}
		switch {
		case len(s) == 10:
			return s
		case strings.Contains(layout, "Z07"):
			return t.Format("2006-01-02T15:04:05Z07:00")
		}
		return t.Format("2006-01-02T15:04:05")
	}
	return ""
}
