package date

import (
	"strings"

	"github.com/hearsay-news/hearsay"
)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for s := range strings.FieldsSeq(list) {
		m[s] = true
	}
	return m
}

func lower(s string) string { return strings.ToLower(s) }

// month reports whether the name of a month at token i means the month, and is no
// verb and no person.
func (f *finder) month(i int) bool {
	w, t := f.w(i), &f.an.Tokens[i]
	before, after := f.w(i-1), f.w(i+1)
	if f.number(i+1) || before.class == cOrd || before.class == cNum && before.val <= 31 || f.datedBefore(i) {
		return w.upper || !t.Tag.Verb() && t.Tag != hearsay.TagMD || after.class == cNum
	}
	short := w.sub == cAbbr && w.val != 9 || w.val == 3 || w.val == 5
	switch {
	case !w.upper && (w.val == 3 || w.val == 5 || w.sub == cAbbr && (w.val == 1 || w.val == 3 || w.val == 12)):
		return before.class == cRel && before.sub != cThat && before.sub != cSame && t.Tag != hearsay.TagMD
	case t.Tag == hearsay.TagMD || t.Tag.Verb():
		return false
	case !short && !w.upper:
		return true
	}
	switch before.class {
	case cIn, cSince, cUntil, cRel, cPart, cBetween, cOn:
		return !(f.proper(i+1) && f.an.Tokens[i+1].Rel == hearsay.RelFlat && int(f.an.Tokens[i+1].Head) == i)
	}
	if before.class == none && f.proper(i-1) && f.an.Tokens[i].Space && f.given(i) { // "Theresa May"
		return false
	}
	if f.proper(i+1) && f.w(i+1).class == none { // "April Sile"
		return false
	}
	return !(f.given(i) && (t.Rel == hearsay.RelNsubj || f.personal(i)))
}

// given reports whether the month is also a first name or a surname.
func (f *finder) given(i int) bool {
	switch w := f.w(i); w.val {
	case 4, 5, 6, 8:
		return w.sub != cAbbr
	case 1, 3:
		return true
	}
	return false
}

// personal reports whether the document uses the month's name for a person before
// token i: with a capital before it and no comma between, or with a surname.
func (f *finder) personal(i int) bool {
	return f.people&(1<<uint(f.w(i).val)) != 0
}

// notePerson remembers a month's name that is part of a person's.
func (f *finder) notePerson(i int) {
	if f.given(i) && (f.proper(i-1) && f.w(i-1).class == none && f.an.Tokens[i].Space || f.proper(i+1) && f.w(i+1).class == none) {
		f.people |= 1 << uint(f.w(i).val)
	}
}

// proper reports whether token i is a proper noun of this sentence with a capital.
func (f *finder) proper(i int) bool {
	if i < f.lo || i >= f.end || !f.an.Tokens[i].Tag.Proper() {
		return false
	}
	c := f.an.Doc.Text[f.an.Tokens[i].Start]
	return c >= 'A' && c <= 'Z' || c >= 0x80
}

// number reports whether a day or a year stands at token i.
func (f *finder) number(i int) bool {
	w := f.w(i)
	switch w.class {
	case cNum:
		return w.val >= 1 && w.val <= 31 || w.val >= 1900 && w.val < 2100
	case cOrd:
		return w.val <= 31
	case cCard:
		return w.val == 20 || w.val == 30
	case cDot, cDash, cComma:
		return f.w(i+1).class == cNum && f.w(i+1).val <= 2100 && f.w(i+1).val > 0
	}
	return false
}

// datedBefore reports whether the words before token i make it part of a date:
// "28th of", "end of".
func (f *finder) datedBefore(i int) bool {
	return f.w(i-1).class == cOf && (f.w(i-2).class == cOrd || f.w(i-2).class == cPart || f.w(i-2).class == cUnit)
}

// weekdayOK reports whether the name of a day at token i means the day: not in
// "Bloody Sunday", "Sunday Times", "Sheffield Wednesday", nor a word such as "sun".
func (f *finder) weekdayOK(i int) bool {
	w, t := f.w(i), &f.an.Tokens[i]
	before, after := f.w(i-1), f.w(i+1)
	if w.sub == cAbbr {
		switch w.val {
		case 0, 2, 5, 6: // mon, wed, sat, sun are words and names
			dated := after.class == cMonth || f.number(i+1) || after.class == cDot && f.number(i+2)
			pointed := strings.HasSuffix(f.an.Text(i), ".") || before.class == cOn || before.class == cRel || before.class == cFrom || before.class == cUntil || before.class == cTo
			return dated || w.upper && !t.Tag.Verb() && pointed || before.class == cRel && before.val != 0
		}
	}
	if !w.upper {
		return true
	}
	dated := before.class == cOn || before.class == cRel || before.class == cPart || before.class == cBy || before.class == cSince || before.class == cUntil || before.class == cFrom || before.class == cBetween
	if f.proper(i+1) && after.class == none && !dated {
		next := &f.an.Tokens[i+1]
		joined := t.Rel == hearsay.RelCompound || t.Rel == hearsay.RelFlat || next.Rel == hearsay.RelFlat && int(next.Head) == i || int(t.Head) == i+1
		if joined || before.class == cThe || papers[f.fold(i+1)] {
			return false
		}
	}
	if (before.class == none || before.class == cHoliday) && i-1 >= f.lo && (f.proper(i-1) || f.capital(i-1) && i-1 > f.lo) {
		prev := &f.an.Tokens[i-1]
		if t.Rel == hearsay.RelCompound && prev.Head == t.Head && f.capital(i-1) && i-1 > f.lo {
			return false
		}
		if t.Rel == hearsay.RelFlat || int(prev.Head) == i && (prev.Rel == hearsay.RelCompound || prev.Rel == hearsay.RelAmod || prev.Rel == hearsay.RelFlat) {
			return false
		}
	}
	return true
}

func (f *finder) capital(i int) bool {
	c := f.an.Doc.Text[f.an.Tokens[i].Start]
	return c >= 'A' && c <= 'Z'
}

// papers are words that follow a day in the names of newspapers and programmes.
var papers = set("times telegraph mail mirror express herald star post independent tribune sun world people mercury politics business night")

// yearLike reports whether the bare number of four figures at tokens [i, j) is a
// year: the words before it are those that stand before years, or it stands before
// a noun that it dates and does not count.
func (f *finder) yearLike(i, j int) bool {
	y := int(f.w(i).val)
	if y < 1500 || y > 2150 {
		return false
	}
	next := f.w(j)
	counted := f.noun(j) && next.class == none || next.class == cUnit
	counts := counted && f.an.Tokens[i].Rel == hearsay.RelNummod && (f.an.Tokens[j].Tag == hearsay.TagNNS || y%50 == 0)
	if j < f.end && (f.an.Text(j) == "%" || f.fold(j) == "percent" || f.an.Tokens[j].Tag == hearsay.TagSYM || f.an.Tokens[j].Tag == hearsay.TagCD) {
		return false
	}
	before := f.w(i - 1)
	switch before.class {
	case cIn, cSince, cUntil, cPart, cFiscal, cKind, cSeason, cQuarter, cHalf:
		return !counts
	case cBy, cOf, cFrom, cBetween, cTo, cBefore, cAfter, cDash, cFor, cAnd:
		return !counts && !counted && y >= 1800 && (before.class != cFor && before.class != cDash && before.class != cAnd || y >= 1900)
	case cThe, cPoss, cA, cS, cThat:
		return counted && !counts && y >= 1900 && y <= 2100 && y%500 != 0
	}
	if i-1 < f.lo {
		return counted && !counts && y >= 1900 && y <= 2100 || f.w(j).class == cComma
	}
	switch f.fold(i - 1) {
	case "during", "throughout", "circa", "around", "(", "year", "c.", "season", "december", "election", "elections", "olympics", "cup", "budget":
		return !counted && y >= 1800
	case "$", "€", "£", "no.", "room", "page", "#", "number", "street", "channel", "about", "some", "over", "under", "nearly", "almost", "than":
		return false
	}
	prev := &f.an.Tokens[i-1]
	if prev.Tag == hearsay.TagJJ || prev.Tag.Proper() { // "the disputed 2024 vote", "Norland's troubled 2023"
		return counted && !counts && y >= 1900 && y <= 2100 && y%50 != 0
	}
	return false
}

// noun reports whether token i is a noun or adjective of this sentence.
func (f *finder) noun(i int) bool {
	if i < f.lo || i >= f.end {
		return false
	}
	t := f.an.Tokens[i].Tag
	return t.Noun() || t == hearsay.TagJJ
}
