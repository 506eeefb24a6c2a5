package date

import (
	"strings"
	"time"
)

// class is what a token may do in a date.
type class uint8

const (
	none      class = iota
	cMonth          // val: 1 to 12; sub is cAbbr for a short form
	cWeekday        // val: 0 for Monday; sub is cAbbr for a short form, cPlural for a plural
	cUnit           // val: a unit; sub is cPlural for a plural
	cSeason         // val: its first month
	cRel            // val: -1, 0, 1
	cNum            // val: the number; up to four figures
	cOrd            // val: the number; sub is cNum where it is in figures
	cCard           // val: the number
	cDecade         // val: first year; below 100 where the century is left out
	cDate           // a whole date in figures
	cMonthDay       // two figures with a stroke, or a year and a month
	cNumUnit        // "3year": val the number, sub the unit
	cMid            // "mid-May": val and sub those of the word after the hyphen
	cDay            // val: days from today
	cTime           // part of a day
	cPart           // val: a part
	cAgo
	cLater
	cEarlier
	cThe
	cA
	cPoss
	cFrom
	cBetween
	cTo
	cUntil
	cAnd
	cOf
	cIn
	cOn
	cSince
	cAfter
	cBefore
	cBy
	cWithin
	cFor
	cStarting
	cDash
	cComma
	cDot
	cSlash
	cS // the possessive
	cQuarter
	cHalf
	cFiscal
	cFew
	cCouple
	cThan
	cKind // "fiscal", "calendar": what a year is of
	cHoliday
	cAbbr
	cPlural
	cExact // a relative word that must be the nearest: "coming", "past"
	cSame
	cThat
	cVague // words that begin a date only with others: "more", "less"
	cNow
)

// unit is a length of time, and how fine a date is.
type unit uint8

const (
	uDay unit = iota
	uWeekend
	uWeek
	uFortnight
	uMonth
	uQuarter
	uHalf
	uYear
	uDecade
	uCentury
)

// part is a part of a period.
type part uint8

const (
	whole part = iota
	early
	mid
	late
	begin
	middle
	end
	rest
	sofar // from its beginning until today
)

// word is a token as the grammar sees it.
type word struct {
	class class
	sub   class
	val   int16
	upper bool // begins with a capital
}

// longestWord is the longest of words, in bytes.
const longestWord = 12

// words are those of small letters that a date may hold. The names of months and
// days come from package time.
var words = makeWords()

func makeWords() map[string]word {
	m := make(map[string]word, 256)
	put := func(list string, w word) {
		for s := range strings.FieldsSeq(list) {
			m[s] = w
		}
	}
	for i := time.January; i <= time.December; i++ {
		name := strings.ToLower(i.String())
		put(name[:3]+" "+name[:3]+".", word{class: cMonth, sub: cAbbr, val: int16(i)})
		put(name, word{class: cMonth, val: int16(i)})
	}
	put("sept sept.", word{class: cMonth, sub: cAbbr, val: 9})
	for i := time.Sunday; i <= time.Saturday; i++ {
		name, val := strings.ToLower(i.String()), int16(i+6)%7
		put(name, word{class: cWeekday, val: val})
		put(name+"s", word{class: cWeekday, sub: cPlural, val: val})
		put(name[:3]+" "+name[:3]+".", word{class: cWeekday, sub: cAbbr, val: val})
	}
	put("tues tues.", word{class: cWeekday, sub: cAbbr, val: 1})
	put("weds weds.", word{class: cWeekday, sub: cAbbr, val: 2})
	put("thur thur. thurs thurs.", word{class: cWeekday, sub: cAbbr, val: 3})
	for s, u := range map[string]unit{"day": uDay, "weekend": uWeekend, "week": uWeek, "fortnight": uFortnight, "month": uMonth,
		"quarter": uQuarter, "half": uHalf, "year": uYear, "decade": uDecade} {
		put(s, word{class: cUnit, val: int16(u)})
		put(s+"s", word{class: cUnit, sub: cPlural, val: int16(u)})
	}
	put("century", word{class: cUnit, val: int16(uCentury)})
	put("centuries", word{class: cUnit, sub: cPlural, val: int16(uCentury)})
	for s, v := range map[string]int16{"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12} {
		put(s, word{class: cSeason, val: v})
	}
	put("last", word{class: cRel, val: -1})
	put("previous", word{class: cRel, sub: cBefore, val: -1})
	put("past", word{class: cRel, sub: cExact, val: -1})
	put("this current", word{class: cRel})
	put("same", word{class: cRel, sub: cSame})
	put("that", word{class: cRel, sub: cThat})
	put("next", word{class: cRel, val: 1})
	put("following", word{class: cRel, sub: cAfter, val: 1})
	put("coming upcoming", word{class: cRel, sub: cExact, val: 1})
	for i, s := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		put(s, word{class: cCard, val: int16(i)})
	}
	for i, s := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		put(s, word{class: cCard, val: int16(20 + 10*i)})
		put(s[:len(s)-1]+"ies", word{class: cDecade, val: int16(20 + 10*i)})
	}
	put("tens", word{class: cDecade, val: 10})
	put("noughties", word{class: cDecade, val: 2000})
	put("hundred", word{class: cCard, val: 100})
	put("thousand", word{class: cCard, val: 1000})
	for i, s := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth") {
		put(s, word{class: cOrd, val: int16(i + 1)})
	}
	put("thirtieth", word{class: cOrd, val: 30})
	put("today tonight", word{class: cDay})
	put("yesterday", word{class: cDay, val: -1})
	put("tomorrow", word{class: cDay, val: 1})
	put("now", word{class: cNow})
	put("morning afternoon evening night midday noon midnight dawn lunchtime", word{class: cTime})
	for s, p := range map[string]part{"early": early, "mid": mid, "late": late, "beginning": begin, "start": begin, "middle": middle,
		"end": end, "close": end, "rest": rest, "remainder": rest} {
		put(s, word{class: cPart, val: int16(p)})
	}
	for s, c := range map[string]class{"ago": cAgo, "later": cLater, "hence": cLater, "earlier": cEarlier, "the": cThe, "a": cA, "an": cA,
		"from": cFrom, "between": cBetween, "to": cTo, "until": cUntil, "till": cUntil, "through": cUntil, "and": cAnd, "of": cOf, "in": cIn,
		"on": cOn, "since": cSince, "after": cAfter, "before": cBefore, "by": cBy, "within": cWithin, "for": cFor, "starting": cStarting,
		"few": cFew, "several": cFew, "couple": cCouple, "than": cThan, "more": cVague, "less": cVague, "'s": cS, "’s": cS, "'": cS, "’": cS,
		"-": cDash, "–": cDash, "—": cDash, "~": cDash, ",": cComma, ".": cDot, "/": cSlash} {
		put(s, word{class: c})
	}
	put("my our your his her its their", word{class: cPoss})
	put("fiscal financial calendar working business school academic", word{class: cKind})
	put("fy cy", word{class: cFiscal})
	for i := range holidays {
		first, _, _ := strings.Cut(holidays[i].name, " ")
		if _, taken := m[first]; !taken {
			m[first] = word{class: cHoliday}
		}
	}
	return m
}

// classify gives what a token with this text may do.
func classify(s string) word {
	if len(s) == 0 || len(s) > 24 {
		return word{}
	}
	if c := s[0]; c >= '0' && c <= '9' {
		return numeric(s)
	}
	w := lookup(s)
	if w.class == none && len(s) > 1 {
		w = compound(s)
	}
	w.upper = s[0] >= 'A' && s[0] <= 'Z'
	return w
}

// lookup finds a word whatever the case of its letters.
func lookup(s string) word {
	if len(s) > longestWord {
		return word{}
	}
	var buf [longestWord]byte
	n := copy(buf[:], s)
	for i, c := range buf[:n] {
		if c >= 'A' && c <= 'Z' {
			buf[i] = c | 0x20
		}
	}
	return words[string(buf[:n])]
}

// compound reads the words that are made of a part and another: "mid-May",
// "'90s", "Q3", "H1", "FY2024", "October2", "-11".
func compound(s string) word {
	switch c := s[0] | 0x20; {
	case c == 'm' && len(s) > 4 && s[3] == '-' && strings.EqualFold(s[:3], "mid"):
		w := classify(s[4:])
		return word{class: cMid, sub: w.class, val: w.val}
	case (c == 'q' || c == 'h') && len(s) == 2 && s[1] >= '1' && (c == 'q' && s[1] <= '4' || s[1] <= '2'):
		if c == 'q' {
			return word{class: cQuarter, val: int16(s[1] - '0')}
		}
		return word{class: cHalf, val: int16(s[1] - '0')}
	case (c == 'f' || c == 'c') && s[1]|0x20 == 'y':
		if w := numeric(s[2:]); w.class == cNum && (len(s) == 4 || len(s) == 6) {
			return word{class: cFiscal, val: fullYear(w.val, len(s) == 4)}
		}
	case s[0] == '\'' || s[0] == 0xE2: // "'90s", "’90s"
		t := strings.TrimPrefix(strings.TrimPrefix(s, "'"), "’")
		if w := numeric(t); w.class == cDecade {
			return w
		}
	case s[0] == '-':
		if w := numeric(s[1:]); w.class == cNum && w.val <= 12 {
			return word{class: cDash, sub: cNum, val: w.val}
		}
	default:
		if n := letters(s); n >= 3 && n < len(s) && len(s)-n <= 2 {
			a, b := lookup(s[:n]), numeric(s[n:])
			if a.class == cMonth && b.class == cNum && valid(0, int(a.val), int(b.val)) {
				return word{class: cDate}
			}
		}
	}
	return word{}
}

// fullYear adds the century to a year of two figures.
func fullYear(y int16, short bool) int16 {
	if short {
		return 2000 + y
	}
	return y
}

func letters(s string) int {
	n := 0
	for n < len(s) && s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' {
		n++
	}
	return n
}

// numeric reads a token that begins with a figure.
func numeric(s string) word {
	n, size := digits(s)
	if size == 0 || size > 4 {
		return word{}
	}
	tail := s[size:]
	if tail == "" {
		return word{class: cNum, val: int16(n)}
	}
	switch tail[0] {
	case '/', '-', '.':
		return numericDate(s)
	}
	switch strings.ToLower(tail) {
	case "st", "nd", "rd", "th":
		return word{class: cOrd, sub: cNum, val: int16(n)}
	case "s":
		if n%10 == 0 && (size == 4 && n >= 1000 || size == 2 && n >= 20) {
			return word{class: cDecade, val: int16(n)}
		}
	default:
		if w := lookup(tail); w.class == cUnit {
			return word{class: cNumUnit, sub: class(w.val), val: int16(n)}
		}
	}
	return word{}
}

func digits(s string) (n, size int) {
	for size < len(s) && s[size] >= '0' && s[size] <= '9' && size < 5 {
		n = n*10 + int(s[size]-'0')
		size++
	}
	return n, size
}

// numericDate tells the kinds of dates in figures apart.
func numericDate(s string) word {
	var v [3]int
	var size [3]int
	k, rest := 0, s
	sep := byte(0)
	for {
		if k == 3 {
			return word{}
		}
		v[k], size[k] = digits(rest)
		if size[k] == 0 || size[k] > 4 {
			return word{}
		}
		rest = rest[size[k]:]
		k++
		if rest == "" {
			break
		}
		if sep != 0 && rest[0] != sep || rest[0] != '/' && rest[0] != '-' && rest[0] != '.' {
			return word{}
		}
		sep, rest = rest[0], rest[1:]
	}
	if k == 3 {
		if _, _, _, ok := readDate(s); ok {
			return word{class: cDate}
		}
		return word{}
	}
	switch {
	case sep == '/' && size[0] <= 2 && size[1] <= 2, // 4/22, 28/04
		size[0] == 4 && size[1] <= 2 && v[0] >= 1900 && v[0] < 2100 && (sep == '/' || sep == '.' && v[1] >= 1 && v[1] <= 12), // 2015/3, 2024/25
		size[0] <= 2 && size[1] == 4 && sep == '/' && v[0] >= 1 && v[0] <= 12 && v[1] >= 1900 && v[1] < 2100:
		return word{class: cMonthDay}
	}
	return word{}
}

// readDate reads a token that is a whole date: year, month and day in the order
// of ISO 8601, else month before day where both are possible, except between
// full stops, which are European. The year is 0 where there is none.
func readDate(s string) (y, m, d int, ok bool) {
	if n := letters(s); n > 0 {
		d, _ = digits(s[n:])
		return 0, int(lookup(s[:n]).val), d, true
	}
	a, n := digits(s)
	sep := s[n]
	b, n2 := digits(s[n+1:])
	c, n3 := digits(s[n+1+n2+1:])
	switch {
	case n == 4 && n3 <= 2:
		if y, m, d = a, b, c; !valid(y, m, d) {
			m, d = c, b
		}
	case n <= 2 && (n3 == 4 || n3 == 2):
		y, m, d = c, a, b
		if n3 == 2 {
			if y += 2000; y > 2035 { // as Recognizers-Text draws the line
				y -= 100
			}
		}
		if sep == '.' && valid(y, b, a) || !valid(y, m, d) {
			m, d = b, a
		}
	default:
		return 0, 0, 0, false
	}
	return y, m, d, y >= 1000 && valid(y, m, d)
}
