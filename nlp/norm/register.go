package norm

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
)

// named is a person, an organization or a place that the document names, with what it
// tells of it.
type named struct {
	name    string // the fullest form
	kind    hearsay.SpeakerKind
	place   bool     // kind is that of a place, country or not
	forms   []form   // as written
	words   []string // of all its forms, in small letters
	acronym string
	prefix  string   // the adjective of the country whose it is, where its name is one that every country has
	medium  bool     // it carries others' words
	state   bool     // a place that the document uses as a country
	demonym string   // its adjective, as the document has it
	titles  []string // words of the titles that stand with it, in small letters
	roles   []string // lemmas of its offices and of what it is called: minister, ministry
	country string   // whose it is
	org     *named   // for whom a person speaks or works
	field   string   // of a minister: "Defence"
	likely  class    // the gender of the given name, which may mislead: Andrea, Aurel
	gender  class    // female, male or 0
	at      []int    // first tokens of its mentions
	spoke   []int    // first tokens of sources that are it
}

// form is one way in which a name is written.
type form struct {
	text  string
	times int
}

// called notes a form of the name. The fullest counts, of those of several words the one
// that is written most often: a longer one that stands once may have caught a word of its
// neighbours'.
func (n *named) called(text string) {
	at := slices.IndexFunc(n.forms, func(f form) bool { return f.text == text })
	if at < 0 {
		at = len(n.forms)
		n.forms = append(n.forms, form{text: text})
	}
	n.forms[at].times++
	best := n.forms[0]
	for _, f := range n.forms[1:] {
		a, b := strings.Count(best.text, " "), strings.Count(f.text, " ")
		switch {
		case n.kind == hearsay.KindPerson && a > 0 && b > 0 && b <= 3 && len(f.text) != len(best.text) && (endsWith(f.text, best.text) || endsWith(best.text, f.text)):
			if b > a { // what stands before a person's name is more of it
				best = f
			}
		case a == 0 && b > 0, a == 0 && b == 0 && len(f.text) > len(best.text),
			a > 0 && b > 0 && (f.times > best.times || f.times == best.times && n.kind != hearsay.KindPerson && len(f.text) > len(best.text)):
			best = f
		case a > 0 && b > 0 && n.kind == hearsay.KindPerson && f.times == best.times && b > a && b <= 3 && !strings.HasPrefix(f.text, best.text):
			best = f // "Maud Ilse Tarn" rather than "Maud Tarn"
		}
	}
	if n.acronym == "" || best.text != n.acronym || n.name == "" {
		n.name = best.text
		if !strings.HasPrefix(n.name, n.prefix) {
			n.name = n.prefix + n.name
		}
	}
}

// endsWith reports whether the last words of a name are those of another.
func endsWith(name, other string) bool {
	k := len(name) - len(other)
	return k > 0 && name[k-1] == ' ' && strings.EqualFold(name[k:], other)
}

// last of positions before token i, -1 for none.
func before(at []int, i int) int {
	best := -1
	for _, p := range at {
		if p < i {
			best = max(best, p)
		}
	}
	return best
}

// register gathers the names of the document, the fuller forms first, so that a
// surname in the headline meets the full name in the text.
func (t *text) register() {
	// Places first: whose a ministry is tells it from another country's.
	for _, places := range [2]bool{true, false} {
		for _, least := range [2]int{2, 1} {
			for k := range t.names {
				m := &t.names[k]
				if (m.Kind == entity.Place) != places {
					continue
				}
				if n := m.Last - m.First; least == 2 && n >= 2 || least == 1 && n == 1 {
					t.note(k)
				}
			}
		}
		if places {
			t.states()
		}
	}
	for k := range t.names {
		t.beside(k)
	}
	t.calledAlso()
}

// note adds name k to the register.
func (t *text) note(k int) {
	m := &t.names[k]
	if m.Kind == entity.Other {
		return
	}
	first, last := t.bare(m.First, m.Last)
	if first >= last {
		return
	}
	words := t.wordsOf(first, last)
	country := ""
	if m.Kind == entity.Organization {
		country = t.countryIn(t.titleStart(m.First), last)
	}
	n := t.match(m.Kind, first, last, words, country)
	if n == nil {
		n = &named{kind: kindOf(m.Kind), place: m.Kind == entity.Place}
		t.known = append(t.known, n)
	}
	n.at = append(n.at, m.First)
	t.owner[k] = n
	if m.Kind == entity.Person && last-first >= 2 && n.likely == 0 {
		n.likely = given()[words[0]]
	}
	for _, w := range words {
		if !slices.Contains(n.words, w) {
			n.words = append(n.words, w)
			t.byWord[w] = append(t.byWord[w], n)
		}
	}
	if country != "" && n.country == "" {
		n.country = country
	}
	if n.country != "" && m.Kind == entity.Organization && t.generic(first, last) && t.countryIn(first, last) == "" {
		n.prefix = t.demonym(n.country) + " "
	}
	n.called(t.slice(first, last))
	if m.Kind == entity.Organization && last-first >= 2 { // so that its letters find it
		w := strings.ToLower(initials(n.name))
		if l := t.byWord[w]; !slices.Contains(l, n) {
			t.byWord[w] = append(l, n)
		}
	}
	switch m.Kind {
	case entity.Person:
		n.gender |= t.titleGender(m.First)
	case entity.Organization:
		for i := first; i < last; i++ {
			if t.is(i, institution|outlet) {
				n.roles = addTo(n.roles, t.lower(i))
			}
		}
	}
	// "National Intelligence Service (NIS)"
	if i := m.Last; t.tag(i) == hearsay.TagLRB && t.tag(i+2) == hearsay.TagRRB && acronymLike(t.word(i+1)) {
		n.acronym = t.word(i + 1)
		w := strings.ToLower(n.acronym)
		t.byWord[w] = append(t.byWord[w], n)
	}
}

func kindOf(k entity.Kind) hearsay.SpeakerKind {
	switch k {
	case entity.Person:
		return hearsay.KindPerson
	case entity.Place:
		return hearsay.KindCountry
	}
	return hearsay.KindOrganization
}

// bare takes articles, titles and possessive marks off the edges of a name.
func (t *text) bare(first, last int) (int, int) {
	for first < last-1 {
		l := strings.TrimSuffix(t.lower(first), ".")
		if l != "the" && l != "a" && !honorifics[l] && t.tag(first) != hearsay.TagPRPS {
			break
		}
		first++
	}
	for last > first+1 && (t.tag(last-1) == hearsay.TagPOS || t.punct(last-1) && t.word(last-1) != "." && !strings.HasSuffix(t.word(last-1), ".")) {
		last--
	}
	return first, last
}

var honorifics = map[string]bool{"mr": true, "mrs": true, "ms": true, "miss": true, "dr": true, "sir": true, "lord": true,
	"lady": true, "dame": true, "prof": true, "gen": true, "col": true, "capt": true, "lt": true, "sgt": true, "rep": true,
	"sen": true, "gov": true, "maj": true, "rev": true, "cmdr": true, "adm": true, "st": false}

func (t *text) titleGender(first int) class {
	for i := first - 1; i <= first; i++ {
		if g := classes()[strings.TrimSuffix(t.lower(i), ".")] & (female | male); g != 0 && i >= 0 {
			return g
		}
	}
	return 0
}

func (t *text) wordsOf(first, last int) []string {
	var out []string
	for i := first; i < last; i++ {
		if w := t.lower(i); !t.punct(i) && t.tag(i) != hearsay.TagPOS && !small[w] {
			out = append(out, w)
		}
	}
	return out
}

// small are words that tell no names apart.
var small = map[string]bool{"the": true, "of": true, "for": true, "and": true, "a": true, "in": true, "on": true, "de": true, "&": true}

func addTo(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func acronymLike(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			n++
		case r == '.' || r == '-' || r == '&' || unicode.IsLower(r) || unicode.IsDigit(r):
		default:
			return false
		}
	}
	return n >= 2 && utf8.RuneCountInString(s) <= 10
}

// match finds the entry that a name means, nil when it is a new one.
func (t *text) match(k entity.Kind, first, last int, words []string, country string) *named {
	if len(words) == 0 {
		return nil
	}
	kind := kindOf(k)
	whole := t.slice(first, last)
	var best *named
	top := -1
	consider := func(n *named) (same bool) {
		if n.kind != kind || n.place != (k == entity.Place) {
			return false
		}
		if country != "" && n.country != "" && n.country != country {
			return false // two ministries of two countries are two
		}
		if n.name == whole || n.acronym != "" && n.acronym == whole {
			best = n
			return true
		}
		fits := false
		switch k {
		case entity.Person:
			fits = samePerson(n, words)
			if g := t.titleGender(first); fits && g != 0 && n.gender != 0 && g != n.gender {
				fits = false // "Mrs. Venn" is not Oskar
			}
		case entity.Organization:
			fits = shortFor(words, n) || contained(n.words, words) ||
				len(words) == 1 && acronymLike(whole) && whole == initials(n.name)
			fits = fits && !(len(words) == 1 && classes()[words[0]]&institution != 0)
		}
		// The nearest mention before wins, else the first one after; a surname alone is
		// that of whom the document names most often.
		at := before(n.at, first)
		if k == entity.Person && len(words) == 1 {
			at = len(n.at)
		}
		if fits && at > top {
			best, top = n, at
		} else if fits && best == nil {
			best = n
		}
		return false
	}
	for _, w := range words {
		l := t.byWord[w]
		for i := len(l) - 1; i >= 0; i-- {
			if len(l)-i > mostAlike && i >= mostAlike {
				i = mostAlike - 1 // no article has so many; a hostile text must not take forever
			}
			if consider(l[i]) {
				return l[i]
			}
		}
	}
	if k == entity.Organization && len(words) == 1 && acronymLike(whole) {
		for _, n := range t.byWord[strings.ToLower(whole)] {
			if consider(n) {
				return n
			}
		}
	}
	return best
}

// mostAlike is how many of the first and of the last entries that share a word a name is
// held against.
const mostAlike = 40

// shortFor reports whether words may be a shorter name of an organization: some of its
// words, and one alone only if it is the last ("the Colts") or all others say what kind
// of body it is ("Calder Energy", "Interior Department").
func shortFor(words []string, n *named) bool {
	if !contained(words, n.words) {
		return false
	}
	if len(words) > 1 || n.lastWord() == words[0] {
		return true
	}
	for _, w := range n.words {
		if w != words[0] && !companies[strings.TrimSuffix(w, ".")] && classes()[w]&institution == 0 && !mastheads[w] {
			return false
		}
	}
	return true
}

// samePerson reports whether words may name n: the surname alone, or first name and
// surname both.
func samePerson(n *named, words []string) bool {
	if len(words) == 1 {
		return slices.Contains(n.words, words[0])
	}
	return contained(words, n.words) || contained(n.words, words) ||
		n.lastWord() == words[len(words)-1] && n.words[0][0] == words[0][0] && (len(n.words[0]) <= 2 || len(words[0]) <= 2)
}

func (n *named) lastWord() string {
	f := strings.Fields(strings.ToLower(n.name))
	if len(f) == 0 {
		return ""
	}
	return f[len(f)-1]
}

func contained(small, large []string) bool {
	for _, w := range small {
		if !slices.Contains(large, w) {
			return false
		}
	}
	return true
}

// initials are the first letters of a name's capitalised words.
func initials(name string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '/' }) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// of gives the entry of name k, nil for none.
func (t *text) of(k int32) *named {
	if k < 0 {
		return nil
	}
	return t.owner[k]
}
