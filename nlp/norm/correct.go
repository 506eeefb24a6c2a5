package norm

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// correct sets right the kinds and edges of names by what the tables of the world know
// and by what the whole document shows: one word is one kind of thing throughout.
func (t *text) correct() {
	for k := range t.names { // before it is asked which words are surnames
		if m := &t.names[k]; m.Last-m.First >= 2 && bodyFirst[t.lower(m.First)] {
			m.Kind = entity.Organization
		}
	}
	for k := range t.names {
		m := &t.names[k]
		if w := t.lower(m.First); (weekdays[w] || months[w] && len(w) >= 4) && m.Last-m.First == 1 { // nobody's name by itself
			m.Kind = entity.Other
			continue
		}
		t.edges(m)
		whole := t.slice(m.First, m.Last)
		e, ok := world.Lookup(whole)
		if m.Team {
			continue
		}
		if ok && m.Kind != entity.Person {
			switch e.Kind {
			case world.CountryName, world.Capital:
				m.Kind = entity.Place
			case world.Seat, world.Organization, world.Agency, world.Broadcaster, world.Newspaper:
				m.Kind = entity.Organization
			case world.Demonym:
				m.Kind = entity.Other
			}
			continue
		}
		switch h := t.apposedNoun(m.Last); {
		case h >= 0 && m.Kind != entity.Organization && m.Kind != entity.Place && t.is(h, institution|outlet) && !t.is(h, office|role|informant) && t.tag(m.Last+1) == hearsay.TagDT && given()[t.lower(m.First)] == 0:
			m.Kind = entity.Organization
		case m.Kind == entity.Person && ok && m.Last-m.First == 1 && (e.Kind == world.CountryName || e.Kind == world.Capital) && !t.surname(whole):
			m.Kind = entity.Place
		case m.Kind == entity.Person && m.Last-m.First == 1 && countryLike(whole) && given()[t.lower(m.First)] == 0 && !t.surname(whole) && !ok:
			m.Kind = entity.Place
		case m.Last-m.First >= 2 && (companies[strings.TrimSuffix(t.lower(m.Last-1), ".")] || m.Kind == entity.Person && t.is(m.Last-1, institution) && !t.is(m.Last-1, office|role) || m.Kind == entity.Place && bodies[t.lower(m.Last-1)]):
			m.Kind = entity.Organization
		case m.Last-m.First >= 2 && mastheads[t.lower(m.Last-1)] && (m.Kind != entity.Person || t.lower(m.Last-1) == "news" || t.lower(m.Last-1) == "times"):
			m.Kind = entity.Organization
		case t.atStart(m) && strings.ToUpper(whole) == whole && m.Last-m.First <= 2 && t.tag(m.Last) == hearsay.TagComma:
			m.Kind = entity.Place // a dateline
		}
	}
	t.bracketed()
	t.shortened()
	t.agree()
}

// shortened makes organizations of words taken for persons that are a company's first
// word: "Calder Energy … Calder".
func (t *text) shortened() {
	first := map[string]bool{}
	for k := range t.names {
		m := &t.names[k]
		if m.Kind == entity.Organization && m.Last-m.First == 2 && companies[strings.TrimSuffix(t.lower(m.Last-1), ".")] {
			first[t.word(m.First)] = true
		}
	}
	for k := range t.names {
		if m := &t.names[k]; m.Last-m.First == 1 && first[t.word(m.First)] && !t.surname(t.word(m.First)) {
			m.Kind = entity.Organization
		}
	}
}

// bracketed makes organizations of letters that stand in brackets behind one's name,
// wherever they stand: "National Intelligence Service (NIS) … the NIS".
func (t *text) bracketed() {
	var letters []string
	for k := range t.names {
		if i := t.names[k].Last; t.names[k].Kind == entity.Organization && t.tag(i) == hearsay.TagLRB && t.tag(i+2) == hearsay.TagRRB && acronymLike(t.word(i+1)) {
			letters = append(letters, t.word(i+1))
		}
	}
	for k := range t.names {
		if m := &t.names[k]; m.Last-m.First == 1 && slices.Contains(letters, t.word(m.First)) {
			m.Kind = entity.Organization
		}
	}
}

// countryLike reports whether a word ends as countries' names do.
func countryLike(w string) bool {
	for _, end := range [...]string{"ia", "land", "stan", "mark"} {
		if strings.HasSuffix(w, end) && len(w) >= len(end)+2 {
			return true
		}
	}
	return false
}

// bodies are last words of institutions' names that no building has.
var bodies = wordSet(`trust ministry department agency service committee commission council army police company corporation party
	government board foundation association federation institute directorate bureau authority inspectorate`)

// bodyFirst are first words of names of outlets and institutions.
var bodyFirst = wordSet(`radio television tv channel agence bank university ministry department institute association federation union`)

// companies are the last words of companies' names.
var companies = wordSet(`energy airlines airways bank group holdings motors pharma pharmaceuticals systems technologies inc corp
	corporation ltd llc plc co gmbh ag industries foods partners capital railways steel oil gas petroleum electric electronics
	software insurance logistics shipping entertainment studios labs laboratories bancorp ventures securities
	telecom communications chemicals semiconductor aerospace`)

// edges takes off a name what belongs to the title behind it ("Halvern Prime | Minister"),
// and what the title before it left to it ("President of the | Republic Ada Sile").
func (t *text) edges(m *entity.Mention) {
	switch t.lower(m.Last - 1) {
	case "prime", "vice", "deputy", "foreign", "interior", "defence", "defense", "acting", "former":
		if m.Last-m.First > 1 && t.is(m.Last, office) {
			m.Last--
			m.Kind = entity.Place
		}
	}
	t.titleInside(m)
	if m.Last-m.First >= 3 && m.First >= 2 && stateParts[t.lower(m.First)] {
		of := m.First - 1
		if t.tag(of) == hearsay.TagDT {
			of--
		}
		if of > 0 && t.lower(of) == "of" && t.is(of-1, office) {
			m.First, m.Kind = m.Last-2, entity.Person
		}
	}
}

// titleInside takes the title off a person's name that was found with it: "Police
// Commissioner Ada Sile", "Secretary of State Ada Sile".
func (t *text) titleInside(m *entity.Mention) {
	for i := m.Last - 2; i >= m.First; i-- {
		if given()[t.lower(i)] != 0 {
			continue // a name as well: Dean, Bishop
		}
		if c := classes()[strings.ToLower(strings.TrimSuffix(t.word(i), "."))]; c&(office|role) == 0 || c&institution != 0 || !t.capitalised(i) {
			continue
		}
		first := i + 1
		if t.lower(first) == "of" {
			first += 2
		}
		if n := m.Last - first; n >= 1 && n <= 3 && (m.Kind == entity.Person || n >= 2 && i > m.First && t.tag(m.Last-1).Proper() && !t.is(m.Last-1, institution|office|role) && !mastheads[t.lower(m.Last-1)]) {
			m.First, m.Kind = first, entity.Person
		}
		return
	}
}

// stateParts are what offices are of.
var stateParts = wordSet(`republic state union council defence defense affairs interior justice finance parliament assembly senate house security treasury health environment education transport energy agriculture trade culture labour labor science technology prime home kingdom federation commission board court`)

// atStart reports whether a name begins its sentence.
func (t *text) atStart(m *entity.Mention) bool { return t.sentence(m.First).first == m.First }

// evidence is what a document shows of one single word that is a name.
type evidence struct {
	kinds  [entity.Other + 1]int
	state  bool // it is used as a country's
	inside int  // "in", "at", "near" stand before it
	speaks int  // it is the subject of a verb
}

// agree gives all mentions of one single word one kind.
func (t *text) agree() {
	seen := map[string]*evidence{}
	for k := range t.names {
		m := &t.names[k]
		w := t.slice(m.First, m.Last)
		e := seen[w]
		if e == nil {
			e = &evidence{}
			seen[w] = e
		}
		e.kinds[m.Kind]++
		if m.Last-m.First == 1 && t.stateBody(m.Last) && !stateParts[t.lower(m.First)] {
			e.state = true
		}
		switch t.lower(m.First - 1) {
		case "in", "at", "near", "across", "outside":
			e.inside++
		}
		switch t.an.Tokens[m.Last-1].Rel {
		case hearsay.RelNsubj, hearsay.RelNsubjPass:
			e.speaks++
		}
	}
	adjectiveOf := map[string]string{}
	for w := range seen {
		if strings.Contains(w, " ") {
			continue
		}
		for _, x := range t.adjectives(w) {
			if seen[x] != nil && demonymOf(w, x) {
				adjectiveOf[x] = w
			}
		}
	}
	for w, e := range seen {
		if e.state || strings.Contains(w, " ") {
			continue
		}
		for _, x := range t.adjectives(w) {
			if demonymOf(w, x) {
				e.state = true
				break
			}
		}
	}
	for k := range t.names {
		m := &t.names[k]
		w := t.slice(m.First, m.Last)
		if e, ok := world.Lookup(w); ok && e.Kind != world.None {
			continue
		}
		if l := m.Last - m.First; m.Kind == entity.Place && (l == 2 || l == 3) && given()[t.lower(m.First)] != 0 {
			if last := seen[t.an.Text(m.Last-1)]; last != nil && last.kinds[entity.Person] > 0 {
				m.Kind = entity.Person // whose surname stands alone elsewhere
				continue
			}
		}
		if m.Last-m.First >= 2 { // what it is taken for most often
			for kind, n := range seen[w].kinds {
				if n > 2*seen[w].kinds[m.Kind] {
					m.Kind = entity.Kind(kind)
				}
			}
		}
		if whose := adjectiveOf[w]; whose != "" && m.Last-m.First == 1 {
			if e := seen[whose]; e.state && m.Kind != entity.Person || e.kinds[entity.Place] > 0 && !t.surname(w) {
				m.Kind = entity.Other // an adjective
			}
		}
		if m.Kind == entity.Other && seen[w].kinds[entity.Other] == 0 {
			continue
		}
		e := seen[w]
		if m.Team {
			continue
		}
		if m.Last-m.First == 1 && e.kinds[entity.Place]+e.kinds[entity.Other] > 0 || e.state && m.Last-m.First == 1 {
			if e.state && !t.surname(w) {
				m.Kind = entity.Place
				continue
			}
		}
		if m.Kind == entity.Person && e.inside > 0 && 2*e.inside >= e.kinds[entity.Person] && e.speaks == 0 && !t.surname(w) && given()[t.lower(m.First)] == 0 {
			m.Kind = entity.Place
		}
	}
}

// surname reports whether a word ends a longer person's name of the document.
func (t *text) surname(w string) bool {
	if t.surnames == nil {
		t.surnames = map[string]bool{}
		for k := range t.names {
			if m := &t.names[k]; m.Kind == entity.Person && m.Last-m.First >= 2 {
				t.surnames[t.an.Text(m.Last-1)] = true
			}
		}
	}
	return t.surnames[w]
}
