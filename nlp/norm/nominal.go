package norm

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
)

// nominal resolves a noun phrase that is no person's name; p is its first part, r all
// of the source.
func (t *text) nominal(k int, p, r run) voice {
	c := t.core(p)
	h := c.last - 1
	for h > c.first && !t.tag(h).Noun() && t.tag(h) != hearsay.TagCD && t.tag(h) != hearsay.TagJJ {
		h--
	}
	if v, ok := t.officeOf(c, h); ok {
		return v
	}
	for i := c.first + 1; i < c.last; i++ { // "the Head of State" taken for a name as a whole
		if t.lower(i) == "of" && t.is(i-1, office) && !t.is(i-1, institution) {
			return t.holder(k, c, i-1, p)
		}
	}
	switch m := t.nameOf[h]; {
	case t.inPlural(h):
	case m >= 0 && t.names[m].Kind == entity.Organization && t.names[m].Last > h:
		if t.is(h, role|office) && !t.is(h, institution) || t.is(t.names[m].First, office) && !t.is(h, institution) {
			break // "Foreign Ministry spokesman", "Head of State" taken for a name
		}
		return t.organization(k, c, h, m)
	case m >= 0 && t.names[m].Kind == entity.Place:
		return t.place(c, m)
	}
	if t.tag(h) == hearsay.TagNNPS && t.nameOf[h] < 0 || t.tag(h) == hearsay.TagNNS || t.inPlural(h) || t.counted(c) {
		if !(t.is(h, institution|outlet) && t.definite(c)) && t.lower(h) != "police" {
			return t.plural(c, h, p)
		}
	}
	if t.is(h, institution|outlet|collective) && !(t.is(h, office) && !t.is(h, institution)) {
		return t.institution(k, c, h, p)
	}
	if t.is(h, office|role|informant) || t.tag(h) == hearsay.TagNN && t.personal(h) {
		return t.holder(k, c, h, p)
	}
	if country := t.countryIn(h, h+1); country != "" && h == c.first {
		return voice{name: country, kind: hearsay.KindCountry, party: country, basis: hearsay.ByAlias}
	}
	if t.is(h, document) {
		return t.paper(k, c, h, p)
	}
	for i := c.first; i < h; i++ { // "a summary read to lawmakers", its verb taken for a noun
		if t.is(i, document) && t.tag(i).Noun() && t.tag(i+1) != hearsay.TagPOS && classes()[t.lemma(h)] == 0 {
			return t.paper(k, run{c.first, i + 1}, i, p)
		}
	}
	if t.tag(h).Proper() { // a name that is none of the recogniser's
		name := trimName(t.slice(c.first, c.last))
		for _, n := range t.known {
			if slices.Contains(n.words, strings.ToLower(t.word(h))) {
				return voice{of: n, kind: n.kind, basis: hearsay.ByAlias}
			}
		}
		kind := hearsay.KindOrganization
		if len(strings.Fields(name)) > 1 && t.is(c.first, male|female) {
			kind = hearsay.KindPerson
		}
		return voice{name: name, kind: kind, party: t.countryIn(c.first, c.last), basis: hearsay.ByName}
	}
	return voice{name: t.described(c, h, p), kind: hearsay.KindUnnamed, party: t.countryIn(c.first, c.last)}
}

// inPlural reports whether token h is a noun for people in the plural, whatever its tag:
// "Democrats".
func (t *text) inPlural(h int) bool {
	l := t.lower(h)
	return strings.HasSuffix(l, "s") && classes()[strings.TrimSuffix(l, "s")]&role != 0
}

// definite reports whether a core begins with what says that it is known which is
// meant.
func (t *text) definite(c run) bool {
	if l := t.lower(c.first); l == "the" || l == "this" || l == "that" || l == "both" || t.tag(c.first) == hearsay.TagPRPS {
		return true
	}
	for i := c.first; i < c.last; i++ {
		if t.tag(i) == hearsay.TagPOS {
			return true
		}
	}
	return false
}

// indefinite reports whether a core begins with "a", "one", "some" …
func (t *text) indefinite(c run) bool {
	switch t.lower(c.first) {
	case "a", "an", "one", "another", "some", "any", "no", "each", "every", "several", "many", "few", "certain":
		return true
	}
	return t.tag(c.first) == hearsay.TagCD
}

// counted reports whether a core begins with a number above one.
func (t *text) counted(c run) bool {
	return t.tag(c.first) == hearsay.TagCD && t.lower(c.first) != "one"
}

// personal reports whether a singular noun looks like one for a person.
func (t *text) personal(i int) bool {
	l := t.lemma(i)
	for _, s := range [...]string{"man", "woman", "ist", "person"} {
		if strings.HasSuffix(l, s) && len(l) > len(s)+1 {
			return true
		}
	}
	return (strings.HasSuffix(l, "er") || strings.HasSuffix(l, "or")) && len(l) > 5 && !things[l]
}

// things are nouns that end as those for people do.
var things = wordSet(`winter summer number paper power water matter border river letter corner theater quarter chapter weather
	october november december september shelter shoulder finger disaster monster register computer helicopter newsletter cancer
	dollar danger answer tower order charter filter meter container character counter manner center chamber factor error tractor
	sector vector mirror motor reactor corridor horror terror terminator september transfer timber rubber copper silver cover
	bunker tanker trailer trigger thunder mortar cluster poster banner barrier carrier courier disorder encounter former latter
	hunger layer litter lumber offer other over pepper rather slaughter surrender together under user whether wonder never ever`)

// officeOf resolves "President Ada Sile's office", "her ministry".
func (t *text) officeOf(c run, h int) (voice, bool) {
	if !t.is(h, institution) || h-1 <= c.first || t.tag(h-1) != hearsay.TagPOS {
		return voice{}, false
	}
	m := t.nameOf[h-2]
	if m < 0 || t.names[m].Kind != entity.Person {
		return voice{}, false
	}
	n := t.of(m)
	if n == nil {
		return voice{}, false
	}
	if l := t.lemma(h); l != "office" {
		return voice{name: n.name + "’s " + t.slice(h, c.last), kind: hearsay.KindOrganization, party: t.partyOf(n), basis: hearsay.ByName}, true
	}
	name := "Office of " + n.name
	if title := n.title(); title != "" {
		name = "Office of the " + title
		if n.country != "" {
			name += " of " + n.country
		}
	}
	return voice{name: name, kind: hearsay.KindOrganization, party: t.partyOf(n), basis: hearsay.ByTitle}, true
}

// title is the office of a head of state or government as it is written.
func (n *named) title() string {
	for _, r := range n.roles {
		switch r {
		case "president":
			return "President"
		case "minister", "premier":
			return "Prime Minister"
		case "chancellor":
			return "Chancellor"
		case "governor":
			return "Governor"
		case "mayor":
			return "Mayor"
		}
	}
	return ""
}

// organization resolves a core whose head belongs to the name m of an organization.
func (t *text) organization(k int, c run, h int, m int32) voice {
	n := t.of(m)
	if n == nil {
		return voice{name: trimName(t.slice(c.first, c.last)), kind: hearsay.KindOrganization, basis: hearsay.ByName}
	}
	v := voice{of: n, kind: hearsay.KindOrganization, basis: hearsay.ByName}
	first, last := t.bare(t.names[m].First, t.names[m].Last)
	written := t.slice(first, last)
	switch {
	case n.acronym != "" && written == n.acronym || written != n.name && acronymLike(written):
		v.basis = hearsay.ByAcronym
	case written != n.name:
		v.basis = hearsay.ByAlias
	}
	country := t.countryIn(c.first, first)
	if t.tag(c.first) == hearsay.TagPRPS {
		if v, ok := t.pronoun(k, c.first); ok { // "its Foreign Ministry"
			country = v.party
		}
	}
	if country != "" && n.country == "" {
		n.country = country
	}
	if country != "" && !strings.Contains(n.name, country) && t.generic(first, last) {
		v.name = t.demonym(country) + " " + written
		v.party = country
	}
	return v
}

// generic reports whether a name is one that every country has: "Defence Ministry".
func (t *text) generic(first, last int) bool {
	return t.is(last-1, institution) || t.is(first, institution)
}

// place resolves a core that is the name m of a place: a country or a capital, which
// speaks for its government.
func (t *text) place(c run, m int32) voice {
	first, last := t.bare(t.names[m].First, t.names[m].Last)
	name := t.slice(first, last)
	if country, basis := t.government(first, last); country != "" {
		n := t.of(m)
		if n != nil && basis == hearsay.ByName {
			n.name, n.country = country, country
		}
		return voice{name: country, kind: hearsay.KindCountry, party: country, basis: basis}
	}
	n := t.of(m)
	kind := hearsay.KindCountry
	party := name
	if acronymLike(name) && strings.ToUpper(name) == name { // letters
		if kind, party = hearsay.KindOrganization, ""; n != nil {
			n.kind, n.place = kind, false
		}
	}
	if n == nil {
		return voice{name: name, kind: kind, party: party, basis: hearsay.ByName}
	}
	return voice{of: n, kind: kind, party: party, basis: hearsay.ByName}
}

// institution resolves a core whose head is a common noun for an organization.
func (t *text) institution(k int, c run, h int, p run) voice {
	country := t.countryIn(c.first, c.last)
	if t.tag(c.first) == hearsay.TagPRPS {
		if v, ok := t.pronoun(k, c.first); ok {
			country = v.party
		}
	}
	if t.tag(c.first) == hearsay.TagPRPS && t.lemma(h) == "ministry" {
		if v, ok := t.pronoun(k, c.first); ok && v.of != nil && v.of.field != "" {
			name := v.of.field + " Ministry"
			if country = t.partyOf(v.of); country != "" {
				name = t.demonym(country) + " " + name
			}
			return voice{name: name, kind: hearsay.KindOrganization, party: country, basis: hearsay.ByTitle}
		}
	}
	modified := false // "the Marrow campaign" is not just any campaign
	for i := c.first; i < h; i++ {
		if t.tag(i).Proper() && t.capitalised(i) && t.countryIn(i, i+1) == "" && i > t.sentence(i).first {
			modified = true
		}
	}
	proper := modified || t.capitalised(h) && (h > t.sentence(h).first) && t.tag(h).Proper() || t.acronymIn(c)
	lemma := t.lower(h)
	if !t.indefinite(c) && !proper {
		fits := func(n *named) bool {
			return n.kind == hearsay.KindOrganization && slices.Contains(n.roles, lemma) &&
				(country == "" || n.country == "" || n.country == country)
		}
		if n := t.latest(c.first, fits); n != nil {
			if country == "" {
				country = n.country
			}
			return voice{of: n, kind: hearsay.KindOrganization, party: country, basis: hearsay.ByTitle}
		}
		if lemma == "agency" || lemma == "group" || lemma == "company" || lemma == "organization" || lemma == "organisation" || lemma == "body" || lemma == "firm" {
			if n := t.latest(c.first, func(n *named) bool {
				return n.kind == hearsay.KindOrganization && len(n.spoke) > 0 && (country == "" || n.country == country)
			}); n != nil && before(n.spoke, c.first) >= 0 {
				return voice{of: n, kind: hearsay.KindOrganization, party: country, basis: hearsay.ByTitle}
			}
		}
	}
	name := t.ownName(c, country)
	kind := hearsay.KindOrganization
	if t.is(h, collective) && t.indefinite(c) && (!t.is(h, institution) || t.ofPeople(c.last, p.last)) {
		kind = hearsay.KindGroup
		name = trimName(t.slice(p.first, t.phraseEnd(p)))
	} else if t.is(h, collective) && !t.is(h, institution) {
		kind = hearsay.KindGroup
	}
	if t.indefinite(c) && !proper && kind == hearsay.KindOrganization {
		name = trimName(t.slice(p.first, t.phraseEnd(p)))
	}
	n := &named{name: name, kind: kind, country: country, roles: []string{lemma}, words: t.wordsOf(c.first, c.last), at: []int{c.first}}
	t.known = append(t.known, n)
	basis := hearsay.ByName
	if !proper {
		basis = hearsay.ByNone
	}
	return voice{of: n, kind: kind, party: country, basis: basis}
}

// ofPeople reports whether "of" and a noun in the plural for people stand at token i.
func (t *text) ofPeople(i, last int) bool {
	if t.lower(i) != "of" {
		return false
	}
	c := t.core(run{i + 1, max(last, i+2)})
	return t.tag(c.last-1) == hearsay.TagNNS && t.is(c.last-1, role|informant)
}

// ownName is the name of an institution as written, the country whose it is as an
// adjective: "Drevian Defence Ministry" of "Drevia's Defence Ministry".
func (t *text) ownName(c run, country string) string {
	first := c.first
	for i := c.first; i < c.last-1; i++ {
		if t.tag(i) == hearsay.TagPOS {
			if country != "" && t.countryIn(c.first, i) == country {
				return t.demonym(country) + " " + t.slice(i+1, c.last)
			}
			break
		}
	}
	if g := t.tag(first); g == hearsay.TagDT || g == hearsay.TagPRPS {
		first++
		if g == hearsay.TagPRPS && country != "" && t.capitalised(c.last-1) {
			return t.demonym(country) + " " + t.slice(min(first, c.last-1), c.last)
		}
	}
	return trimName(t.slice(min(first, c.last-1), c.last))
}

func (t *text) acronymIn(c run) bool {
	for i := c.first; i < c.last; i++ {
		if w := t.word(i); acronymLike(w) && len(w) > 2 && strings.ToUpper(w) == w {
			return true
		}
	}
	return false
}

// plural resolves people without names: informants stay unnamed, others are a group.
func (t *text) plural(c run, h int, p run) voice {
	party := t.countryIn(c.first, c.last)
	if t.definite(c) && t.tag(c.first) == hearsay.TagDT && c.last-c.first <= 3 { // "the officials": those before
		for j := len(t.stmts) - 1; j >= 0; j-- {
			if t.done[j] && t.stmts[j].source.first < c.first && !t.stmts[j].source.empty() && t.speaks[j].Kind == hearsay.KindUnnamed &&
				strings.Contains(t.speaks[j].Name, t.lower(h)) {
				return t.again(j, hearsay.ByTitle)
			}
		}
	}
	if t.is(h, informant) {
		return voice{name: t.described(c, h, p), kind: hearsay.KindUnnamed, party: party}
	}
	return voice{name: trimName(t.slice(p.first, t.phraseEnd(p))), kind: hearsay.KindGroup, party: party}
}

// phraseEnd is the end of a part without what only says how it came to speak.
func (t *text) phraseEnd(p run) int {
	for i := p.first + 1; i < p.last; i++ {
		switch t.tag(i) {
		case hearsay.TagWP, hearsay.TagWDT, hearsay.TagComma, hearsay.TagColon:
			return i
		}
	}
	return p.last
}

// holder resolves a person without a name: by an office or role that somebody named in
// the document has, else as described.
func (t *text) holder(k int, c run, h int, p run) voice {
	lemma := t.lemma(h)
	if lemma == "head" && t.lower(h+1) == "of" && t.lemma(h+2) == "state" {
		lemma = "state"
	}
	country := t.countryIn(c.first, c.last)
	if t.tag(c.first) == hearsay.TagPRPS && c.last-c.first > 1 {
		if t.is(h, role) && !t.is(h, office) { // "my son", "his lawyer"
			if v, ok := t.pronoun(k, c.first); ok && t.nameIn(v) != "" && v.kind != hearsay.KindUnnamed {
				return voice{name: t.slice(c.first+1, c.last) + " of " + t.nameIn(v), kind: hearsay.KindUnnamed, party: v.party, basis: hearsay.ByTitle}
			}
		}
		if v, ok := t.pronoun(k, c.first); ok {
			country = v.party
		}
	}
	if !t.indefinite(c) {
		if n := t.latest(c.first, func(n *named) bool {
			return n.kind == hearsay.KindPerson && slices.Contains(n.roles, lemma) && (country == "" || n.country == "" || n.country == country) && t.suits(n, c, h)
		}); n != nil && t.definite(c) {
			if n.country == "" {
				n.country = country
			}
			t.portfolio(n, c.first, h)
			return voice{of: n, kind: hearsay.KindPerson, basis: hearsay.ByTitle}
		} else if n != nil && t.capitalised(h) {
			return voice{of: n, kind: hearsay.KindPerson, basis: hearsay.ByTitle}
		}
		for j := len(t.stmts) - 1; j >= 0; j-- { // "the official": the one before
			if t.done[j] && !t.stmts[j].source.empty() && t.stmts[j].source.first < c.first && t.speaks[j].Kind == hearsay.KindUnnamed &&
				slices.Contains(strings.Fields(t.speaks[j].Name), lemma) {
				return t.again(j, hearsay.ByTitle)
			}
		}
		if t.is(h, office) && (country != "" || t.possessed(c)) || t.is(h, office) && t.capitalised(h) && t.definite(c) {
			return voice{name: trimName(t.slice(c.first, t.phraseEnd(p))), kind: hearsay.KindPerson, party: country}
		}
	}
	return voice{name: t.described(c, h, p), kind: hearsay.KindUnnamed, party: country}
}

// suits reports whether the capitalised words before an office at token h are among those
// of a person's titles: "the Democratic nominee" is not the Republican one.
func (t *text) suits(n *named, c run, h int) bool {
	for i := c.first; i < h; i++ {
		if g := t.tag(i); g != hearsay.TagJJ && !g.Proper() || !t.capitalised(i) || t.countryIn(i, i+1) != "" || t.is(i, office|role|institution) {
			continue
		}
		if len(n.titles) > 0 && !slices.Contains(n.titles, t.lower(i)) {
			return false
		}
	}
	return true
}

func (t *text) possessed(c run) bool {
	for i := c.first; i < c.last; i++ {
		if t.tag(i) == hearsay.TagPOS {
			return true
		}
	}
	return false
}

// described is the description of who is not named: "unnamed senior official", with
// whose he or she is before the noun, however the text puts it: "unnamed ministry
// official" of "an official at the ministry".
func (t *text) described(c run, h int, p run) string {
	first := c.first
	number := ""
	for first < h {
		g := t.tag(first)
		if g == hearsay.TagCD && t.lower(first) != "one" {
			number = t.lower(first) + " "
		} else if g != hearsay.TagDT && !(t.indefinite(run{first, c.last}) && g != hearsay.TagNN) && g != hearsay.TagPRPS {
			break
		}
		first++
	}
	own := t.slice(first, c.last)
	noun := first // the first noun of it
	for noun < h && !t.tag(noun).Noun() {
		noun++
	}
	if l := t.lower(first); strings.HasPrefix(l, "unnamed") || strings.HasPrefix(l, "unidentified") || strings.HasPrefix(l, "anonymous") {
		own = t.slice(min(first+1, c.last-1), c.last)
	}
	whose := ""
	if i := c.last; i+1 < p.last && t.tag(i) == hearsay.TagIN {
		switch t.lower(i) {
		case "in", "at", "from", "of", "with", "for", "within", "inside":
			whose = t.whose(i+1, t.phraseEnd(run{i, p.last}))
		}
	}
	if whose != "" {
		if before := t.slice(first, noun); before != "" && !strings.Contains(whose, before) {
			return number + "unnamed " + before + " " + whose + " " + t.slice(noun, c.last)
		}
		return number + "unnamed " + whose + " " + own
	}
	if end := t.phraseEnd(run{c.last - 1, p.last}); end > c.last && (t.tag(c.last) == hearsay.TagJJ || t.tag(c.last) == hearsay.TagIN) {
		own = t.slice(first, end) // "person familiar with the inquiry"
	}
	return number + "unnamed " + own
}

// whose is what stands behind "at the", as it would stand before a noun; "" where that
// is no name or institution.
func (t *text) whose(first, last int) string {
	if t.tag(first) == hearsay.TagDT {
		first++
	}
	if first >= last {
		return ""
	}
	c := t.core(run{first, last})
	h := c.last - 1
	if m := t.nameOf[h]; m >= 0 && t.names[m].Kind != entity.Person {
		if n := t.of(m); n != nil && n.kind == hearsay.KindOrganization {
			return n.name
		}
		return t.slice(c.first, c.last)
	}
	if !t.is(h, institution) {
		return ""
	}
	if c.last-c.first == 1 {
		if n := t.latest(c.first, func(n *named) bool {
			return n.kind == hearsay.KindOrganization && slices.Contains(n.roles, t.lower(h))
		}); n != nil {
			return n.name
		}
	}
	return t.slice(c.first, c.last)
}

// paper resolves a source that is a document: whose it is, where that is said.
func (t *text) paper(k int, c run, h int, p run) voice {
	for i := c.first; i < h; i++ {
		if t.tag(i) == hearsay.TagPOS && i > c.first {
			return t.resolve(k, run{c.first, i})
		}
	}
	for i := h + 1; i+1 < p.last; i++ {
		if l := t.lower(i); l == "by" || l == "from" || l == "of" {
			if m := t.nameOf[t.core(run{i + 1, p.last}).last-1]; m >= 0 {
				return t.resolve(k, run{i + 1, p.last})
			}
		}
	}
	if t.definite(c) && t.tag(c.first) == hearsay.TagDT && c.last-c.first == 2 { // "the statement said"
		for j := len(t.stmts) - 1; j >= 0; j-- {
			if t.done[j] && t.stmts[j].sent <= t.stmts[k].sent && j != k && t.parent(j) < 0 {
				return t.again(j, hearsay.ByTitle)
			}
		}
	}
	return voice{name: trimName(t.slice(c.first, t.phraseEnd(p))), kind: hearsay.KindUnnamed, party: t.countryIn(c.first, c.last), paper: true}
}
