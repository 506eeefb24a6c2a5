package date

import "github.com/hearsay-news/hearsay"

// cardinal reads a number in words.
func (f *finder) cardinal(i int) (n, next int, ok bool) {
	total, cur, j := 0, 0, i
	last := 1000 // what the word before was
	for ; j < i+10; j++ {
		w := f.w(j)
		if w.class == cAnd && j > i && f.w(j+1).class == cCard && cur+total >= 100 && last >= 100 {
			continue
		}
		if w.class == cDash && j > i && last >= 20 && last < 100 && f.w(j+1).class == cCard && f.w(j+1).val < 10 {
			continue
		}
		if w.class != cCard {
			break
		}
		v := int(w.val)
		switch {
		case v == 1000:
			total, cur = total+max(1, cur)*1000, 0
		case v == 100:
			cur = max(1, cur) * 100
		case v < 10 && last >= 20, v < 100 && last >= 100:
			cur += v
		default:
			return total + cur, j, j > i
		}
		last = v
		if total > 3000 || cur > 3000 {
			return 0, i, false
		}
	}
	return total + cur, j, j > i
}

// wordYear reads a year in words: "nineteen ninety nine", "two thousand and one".
func (f *finder) wordYear(i int) (y, next int, ok bool) {
	w := f.w(i)
	if w.class != cCard {
		return 0, i, false
	}
	a, j, _ := f.cardinal(i)
	if a >= 1000 && a < 2200 {
		return a, j, true
	}
	if w.val >= 10 && w.val <= 20 && f.w(i+1).class == cCard && f.w(i+1).val >= 10 && f.w(i+1).val < 100 {
		b, j, ok := f.cardinal(i + 1)
		return int(w.val)*100 + b, j, ok && b < 100
	}
	return 0, i, false
}

// yearTail reads the year after a day or month at token i: ", 2025", "of 2025",
// "next year". alone says that the month has no day.
func (f *finder) yearTail(i int, alone bool) (y, next int, ok bool) {
	j := i
	switch f.w(j).class {
	case cComma:
		if f.w(j+1).class == cNum && (f.w(j+1).val < 1000 || f.counts(j+2)) {
			return 0, i, false
		}
		j++
	case cOf, cIn:
		j++
		if f.w(j).class == cThe && f.is(j+1, "year") {
			j++
			if f.w(j+1).class == cNum {
				j++
			}
		}
	case cDash, cSlash:
		if f.an.Tokens[j].Space && !alone {
			return 0, i, false
		}
		j++
		if f.w(j).class != cNum {
			return 0, i, false
		}
	}
	w := f.w(j)
	switch w.class {
	case cNum:
		if w.val >= 1000 && w.val < 2200 && (j == i || !f.counts(j+1)) {
			return int(w.val), j + 1, true
		}
		if j == i && w.val >= 1000 && w.val < 2200 && (f.an.Tokens[j].Rel != hearsay.RelNummod || !f.counts(j+1)) {
			return int(w.val), j + 1, true
		}
		if f.w(j-1).class == cOf && alone && w.val > 31 && w.val < 100 {
			return 1900 + int(w.val), j + 1, true
		}
	case cCard:
		return f.wordYear(j)
	case cRel:
		if w.sub != cThat && w.sub != cSame && f.w(j+1).is(cUnit, int(uYear)) && f.hasRef {
			return f.ref.year() + int(w.val), j + 2, true
		}
	}
	return 0, i, false
}

// glued reads a year that the hyphen before it is part of: "11 -2016".
func (f *finder) glued(j int) (int, bool) {
	if j >= f.end || f.w(j).class != none {
		return 0, false
	}
	s := f.an.Text(j)
	if len(s) == 5 && (s[0] == '-' || s[0] == '/') {
		if y, n := digits(s[1:]); n == 4 && y >= 1900 && y < 2100 {
			return y, true
		}
	}
	return 0, false
}

// year reads a year at tokens [i, j), with the month, quarter or half that may
// follow it.
func (f *finder) year(i, j, y int, sure bool) (point, bool) {
	p := point{kind: kYearly, y: y, n: 1, unit: uYear, first: i, last: j}
	if y >= 1900 && y < 2200 {
		k := j
		switch c := f.w(k).class; {
		case c == cDash && f.w(k).sub == cNum: // "2016 -11"
			p.m, p.unit, p.last = int(f.w(k).val), uMonth, k+1
			return p, p.m >= 1
		case c == cComma || c == cDash || c == cSlash:
			k++
		}
		switch w := f.w(k); w.class {
		case cMonth:
			if (k == j || f.w(j).class == cComma || !f.an.Tokens[k].Space) && f.yearFirst(i, k) {
				p.m, p.unit, p.last = int(w.val), uMonth, k+1
				if c := f.w(k + 1).class; (c == cSlash || c == cDash) && !f.an.Tokens[k+2-1].Space {
					if d, next, ok := f.dayNumber(k + 2); ok && valid(y, p.m, d) {
						p.d, p.unit, p.last = d, uDay, next
					}
				}
				return p, true
			}
		case cQuarter:
			p.m, p.n, p.unit, p.last = 3*int(w.val)-2, 3, uQuarter, k+1
			return p, true
		case cHalf:
			p.m, p.n, p.unit, p.last = 6*int(w.val)-5, 6, uHalf, k+1
			return p, true
		case cNum: // "2016 - 11"
			if c := f.w(j).class; (c == cDash || c == cSlash) && w.val >= 1 && w.val <= 12 && (f.an.Tokens[j].Space || c == cSlash) {
				p.m, p.unit, p.last = int(w.val), uMonth, k+1
				return p, true
			}
		}
	}
	if sure || f.yearLike(i, j) {
		return p, true
	}
	// A range of years speaks for itself.
	if c := f.w(j).class; (c == cDash && !f.an.Tokens[j].Space || c == cTo || c == cUntil) && y >= 1900 && y < 2100 {
		w := f.w(j + 1)
		return p, w.class == cNum && int(w.val) > y && w.val < 2100 && len(f.an.Text(j+1)) == 4 && !f.counts(j+2)
	}
	return point{}, false
}

// yearFirst reports whether the year at i goes with the month at k after it: not in
// "in 2016, May said" or "in 2024 March was".
func (f *finder) yearFirst(i, k int) bool {
	if f.number(k+1) && f.w(k+1).class != cComma && f.w(k+1).class != cDash {
		return false
	}
	return !f.an.Tokens[k].Tag.Verb() && f.an.Tokens[k].Tag != hearsay.TagMD && !(f.an.Tokens[k].Rel == hearsay.RelNsubj)
}
