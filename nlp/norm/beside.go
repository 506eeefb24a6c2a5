package norm

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
)

// longestApposition is the number of tokens looked at behind a name for what it is.
const longestApposition = 25

// beside notes what stands beside name k: its title, and the appositions before and
// after it.
func (t *text) beside(k int) {
	m := &t.names[k]
	n := t.of(int32(k))
	if n == nil || n.place {
		return
	}
	lo := t.titleStart(m.First)
	if n.kind == hearsay.KindOrganization {
		if h := t.apposedNoun(m.Last); h >= 0 && t.is(h, institution|outlet) {
			n.roles = addTo(n.roles, t.lower(h))
		}
		if n.country == "" {
			n.country = t.countryIn(lo, m.Last)
		}
		return
	}
	t.holds(n, lo, m.First)
	of := lo - 1
	if of > 0 && t.tag(of) == hearsay.TagDT {
		of--
	}
	if of > 0 && t.lower(of) == "of" && t.is(of-1, office) && lo < m.First { // "Minister of Defence Ada Sile"
		t.holds(n, of-1, lo)
	}
	s := t.sentence(m.First)
	if t.tag(m.Last) == hearsay.TagComma && m.Last+1 < s.last {
		t.apposed(n, m.Last+1, s.last)
	}
	if lo > s.first+1 && t.tag(lo-1) == hearsay.TagComma {
		first := lo - 1
		for first > s.first && !t.punct(first-1) && !t.tag(first-1).Verb() && t.tag(first-1) != hearsay.TagMD && first > lo-14 {
			first--
		}
		t.holds(n, first, lo-1)
		if t.tag(first) == hearsay.TagPRPS && n.country == "" && n.org == nil {
			n.country = t.ownersCountry(first)
		}
	}
}

// ownersCountry is the country that "its" at token i means: the last that was a subject
// in its sentence or the one before.
func (t *text) ownersCountry(i int) string {
	from := t.sentenceBefore(i).first
	for k := len(t.names) - 1; k >= 0; k-- {
		m := &t.names[k]
		if m.First >= i {
			continue
		}
		if m.First < from {
			break
		}
		if m.Kind == entity.Place && t.subject(m.First, m.Last) {
			return t.countryIn(m.First, m.Last)
		}
	}
	return ""
}

// apposedNoun is the head noun of an apposition that follows a name ending before token i,
// ", the company that runs the dam,"; -1 for none.
func (t *text) apposedNoun(i int) int {
	if t.tag(i) != hearsay.TagComma {
		return -1
	}
	for k := i + 1; k < i+8; k++ {
		switch g := t.tag(k); {
		case g.Noun():
			if next := t.tag(k + 1); !next.Noun() && next != hearsay.TagPOS && next != hearsay.TagHYPH {
				switch next { // what goes on with a verb is another clause's subject
				case hearsay.TagComma, hearsay.TagWDT, hearsay.TagWP, hearsay.TagIN, hearsay.TagVBG, hearsay.TagVBN, hearsay.TagStop, hearsay.TagWPS:
					return k
				}
				return -1
			}
		case g == hearsay.TagDT && k == i+1, g == hearsay.TagJJ, g == hearsay.TagHYPH, g == hearsay.TagVBN, g == hearsay.TagPOS, g == hearsay.TagCD, g == hearsay.TagJJS, g == hearsay.TagPRPS:
		default:
			return -1
		}
	}
	return -1
}

// titleStart is where the title or the owner's name before token i begins.
func (t *text) titleStart(i int) int {
	lo := i
	for lo > 0 && t.titleWord(lo-1) && t.sentOf[lo-1] == t.sentOf[i] {
		lo--
	}
	return lo
}

// titleWord reports whether token i may belong to a title before a name.
func (t *text) titleWord(i int) bool {
	if k := t.nameOf[i]; k >= 0 && t.names[k].Kind == entity.Person {
		return false
	}
	switch t.tag(i) {
	case hearsay.TagNN, hearsay.TagNNS, hearsay.TagNNP, hearsay.TagNNPS, hearsay.TagJJ, hearsay.TagPOS, hearsay.TagHYPH, hearsay.TagVBG:
		return true
	}
	return false
}

// apposed notes what follows a name behind a comma: an office, or a clause that says
// what the person leads.
func (t *text) apposed(n *named, first, end int) {
	last := first
	for last < end && last < first+longestApposition && t.tag(last) != hearsay.TagComma && t.tag(last) != hearsay.TagStop &&
		t.tag(last) != hearsay.TagWP && t.tag(last) != hearsay.TagVBD && t.tag(last) != hearsay.TagVBZ {
		last++
	}
	if t.tag(first) == hearsay.TagWP && first+2 < end {
		i := first + 1
		if r := leads[t.lemma(i)]; r != "" {
			n.roles = addTo(n.roles, r)
			t.worksFor(n, i+1, min(end, i+10))
		}
		return
	}
	// "Ada Sile, the mayor" but not "Ada Sile, when the mayor …"
	switch t.tag(first) {
	case hearsay.TagDT, hearsay.TagNN, hearsay.TagNNP, hearsay.TagJJ, hearsay.TagPRPS, hearsay.TagVBG, hearsay.TagNNPS, hearsay.TagNNS:
		t.holds(n, first, last)
	}
}

// leads gives the office of who does so.
var leads = map[string]string{"lead": "leader", "command": "commander", "head": "head", "chair": "chair", "run": "head",
	"direct": "director", "represent": "representative", "own": "owner", "edit": "editor", "found": "founder",
	"manage": "manager", "teach": "teacher", "prosecute": "prosecutor", "coach": "coach", "oversee": "head"}

// holds notes the offices named in tokens first to last-1, up to the first relative
// clause, as those of a person.
func (t *text) holds(n *named, first, last int) {
	found := false
	end := last
	for i := first; i < last; i++ {
		if g := t.tag(i); g == hearsay.TagWP || g == hearsay.TagWDT || found && g == hearsay.TagComma {
			end = i
			break
		}
		if !t.tag(i).Noun() || t.tag(i+1).Noun() && i+1 < last || t.tag(i+1) == hearsay.TagPOS {
			continue
		}
		if c := classes()[t.lemma(i)]; c&(office|role) != 0 && !found {
			n.roles = addTo(n.roles, t.lemma(i))
			t.portfolio(n, first, i)
			n.gender |= c & (female | male)
			found = true
		}
	}
	if !found {
		return
	}
	for i := first; i < end; i++ {
		if t.tag(i).Noun() || t.tag(i) == hearsay.TagJJ {
			n.titles = addTo(n.titles, t.lower(i))
		}
	}
	if t.lower(first) == "head" || t.lower(first) == "the" && t.lower(first+1) == "head" {
		n.roles = addTo(n.roles, "head")
	}
	for _, r := range n.roles {
		if r == "president" || r == "king" || r == "queen" {
			n.roles = addTo(n.roles, "state")
		}
	}
	t.worksFor(n, first, end)
}

// portfolio notes the field of a minister named at token h: "the defence minister",
// "minister of defence".
func (t *text) portfolio(n *named, first, h int) {
	if t.lemma(h) != "minister" || n.field != "" {
		return
	}
	i := h - 1
	if t.lower(h+1) == "of" || t.lower(h+1) == "for" {
		if i = h + 2; t.tag(i) == hearsay.TagDT {
			i++
		}
	} else if i < first {
		return
	}
	if w := t.word(i); t.tag(i).Noun() && t.lower(i) != "prime" && len(w) > 2 && w[0] < 0x80 {
		n.field = strings.ToUpper(w[:1]) + w[1:]
	} else if t.tag(i) == hearsay.TagJJ && (t.lower(i) == "foreign" || t.lower(i) == "interior") {
		n.field = strings.ToUpper(t.word(i)[:1]) + t.word(i)[1:]
	}
}

// worksFor notes the country and the organization named in tokens first to last-1 as
// those that a person speaks for.
func (t *text) worksFor(n *named, first, last int) {
	if n.country == "" {
		n.country = t.countryIn(first, last)
	}
	for i := first; i < last && n.org == nil; i++ {
		if k := t.nameOf[i]; k >= 0 && t.names[k].Kind == entity.Organization {
			n.org = t.of(k)
		} else if t.is(i, institution) && t.tag(i).Noun() && n.org == nil {
			if o := t.latest(i, func(o *named) bool {
				return o.kind == hearsay.KindOrganization && slices.Contains(o.roles, t.lemma(i))
			}); o != nil {
				n.org = o
			}
		}
	}
	if n.country == "" && n.org != nil {
		n.country = n.org.country
	}
}

// latest is the entry that fits and is named last before token i, else first after it.
func (t *text) latest(i int, fits func(*named) bool) *named {
	var best, next *named
	top, soonest := -1, int(^uint(0)>>1)
	for _, n := range t.known {
		if !fits(n) {
			continue
		}
		if at := max(before(n.at, i), before(n.spoke, i)); at > top {
			best, top = n, at
		}
		for _, p := range n.at {
			if p >= i && p < soonest {
				next, soonest = n, p
			}
		}
	}
	if best != nil {
		return best
	}
	return next
}

// calledAlso notes letters that a text gives for a name in words: "the service, known
// as FAS".
func (t *text) calledAlso() {
	for i := 1; i+1 < len(t.an.Tokens); i++ {
		if t.lower(i) != "as" || t.lower(i-1) != "known" || !acronymLike(t.word(i+1)) {
			continue
		}
		s := t.sentence(i)
		for h := i - 2; h >= s.first && h > i-8; h-- {
			if !t.tag(h).Noun() || !t.is(h, institution) {
				continue
			}
			n := t.latest(h+1, func(n *named) bool {
				return n.kind == hearsay.KindOrganization && slices.Contains(n.roles, t.lemma(h))
			})
			if n != nil && n.acronym == "" {
				n.acronym = t.word(i + 1)
			}
			break
		}
	}
}

// capitalised reports whether token i begins with a capital.
func (t *text) capitalised(i int) bool {
	r, _ := utf8.DecodeRuneInString(t.word(i))
	return unicode.IsUpper(r)
}

// trimName takes articles and quotation marks off a name as written.
func trimName(s string) string {
	s = strings.Trim(s, " ,.;:“”\"'‘’")
	for _, p := range [...]string{"the ", "The ", "a ", "A ", "an ", "An "} {
		s = strings.TrimPrefix(s, p)
	}
	return s
}
