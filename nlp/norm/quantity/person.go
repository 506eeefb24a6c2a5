package quantity

import (
	_ "embed"
	"strings"

	"github.com/hearsay-news/hearsay"
)

//go:embed data/persons.txt
var personData string

// persons are the singular nouns for people.
var persons = wordSet(personData)

// forces are people whom an army sends: "sent 3,000 troops".
var forces = wordSet(`troop troops soldier personnel fighter marine police officer serviceman peacekeeper paratrooper commando
	mercenary reservist adviser advisor trooper militant rescuer firefighter guard medic man`)

// personEndings end nouns for people, in the singular.
var personEndings = [...]string{"man", "men", "woman", "person", "people", "ist", "ician", "arian", "eer", "goer", "worker", "fighter", "keeper",
	"maker", "owner", "seeker", "holder", "player", "rider", "lover", "bearer", "leader", "member", "trooper", "soldier", "parent", "child",
	"mother", "father", "sitter", "bomber", "dweller", "crat", "ologist"}

// things end like people and are none.
var things = wordSet(`list mist twist wrist assist consist cyst fist specimen abdomen omen hymen regimen career pioneer deer beer
	veneer shareholding bomber placeholder stakeholder peer human german roman ottoman grist tryst gist hoist waist`)

// peoples are names of peoples that end in no common way.
var peoples = wordSet(`arab turk kurd pole dane swede finn serb croat greek jew sikh czech slovak filipino scot briton brit spaniard
	uzbek kazakh tajik turkmen latino tatar yazidi druze tutsi hutu uyghur uighur thai swiss dutch french british irish english`)

// person reports whether the noun at i is one for people.
func (s *scanner) person(i int) bool {
	lemma := s.lemma(i)
	if persons[lemma] || persons[strings.TrimSuffix(lemma, "s")] {
		return true
	}
	if s.tag(i).Proper() {
		return people(lemma)
	}
	if things[lemma] || len(lemma) < 5 {
		return false
	}
	for _, end := range personEndings {
		if strings.HasSuffix(lemma, end) {
			return true
		}
	}
	return people(lemma) && s.text(i) != "" && s.text(i)[0] < 'a'
}

// people reports whether the singular of a proper noun names a people.
func people(name string) bool {
	name = strings.TrimSuffix(name, "s")
	if peoples[name] {
		return true
	}
	for _, end := range [...]string{"ian", "can", "ean", "ese", "eli", "aqi", "ani", "emi", "udi", "aiti", "ali", "ghan", "rman", "stini", "ndian", "oan", "rdian", "wegian", "gan"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// lemma is the singular or infinitive of token i in small letters.
func (s *scanner) lemma(i int) string {
	if i < s.first || i >= s.last {
		return ""
	}
	w := s.word(i)
	switch w { // the lemma may be a guess for these
	case "fled":
		return "flee"
	case "slain", "slew":
		return "slay"
	}
	if l := s.an.Tokens[i].Lemma; l != "" {
		return small(l)
	}
	return w
}

// noun is a noun phrase that is counted.
type noun struct {
	first, last int // its tokens, articles left out; last is first where there is none
	head        int
	pronoun     bool // "of them", "of whom"
	of          bool // "of" stands before it: "two of the soldiers"
	inner       bool // and a number of its own: "two of the five soldiers"
}

func (n noun) none() bool { return n.last <= n.first }

// nounAt reads the noun phrase that begins at i, right after a number.
func (s *scanner) nounAt(i int) noun {
	n := noun{first: i, last: i, head: -1}
	k := i
	if s.hyphen(k) && s.tight(k) && s.word(k+1) == "strong" {
		k += 2
	}
	if s.word(k) == "of" {
		n.of = true
		k++
		switch s.word(k) {
		case "them", "whom", "those", "these", "us", "you", "which":
			if !s.tag(k + 1).Noun() {
				n.pronoun, n.first, n.last = true, k, k
				return n
			}
		}
		for s.tag(k) == hearsay.TagDT || s.tag(k) == hearsay.TagPRPS || s.tag(k) == hearsay.TagPDT {
			k++
		}
		if s.tag(k) == hearsay.TagCD {
			k++ // "two of the five men"
			n.inner = true
		}
	}
	n.first = k
	for ; k < s.last && k < i+12; k++ {
		if !s.inPhrase(k) {
			break
		}
		if t := s.tag(k); t.Noun() {
			n.head, n.last = k, k+1
			plural := t == hearsay.TagNNS || t == hearsay.TagNNPS || s.lemma(k) == "people"
			if plural && !s.compound(k) {
				break
			}
		}
	}
	if n.head < 0 || s.properOnly(n) || n.last == n.first+1 && s.singular(n.head) && s.severalBefore(i) || n.head == n.first && s.tag(n.head) == hearsay.TagNN && complement[s.word(n.head)] {
		return noun{first: i, last: i, head: -1}
	}
	return n
}

// severalBefore reports whether a number other than one ends before i.
func (s *scanner) severalBefore(i int) bool {
	x := s.lex(i - 1)
	return x.class != notNumber && x.class != article && x.value != 1
}

// singular reports whether the lone noun at k is no plural, so that a number other
// than one does not count it.
func (s *scanner) singular(k int) bool {
	w := s.word(k)
	return s.tag(k) == hearsay.TagNN && len(w) > 3 && !strings.HasSuffix(w, "s") && !invariant[w] && !s.person(k)
}

// invariant are nouns whose plural is like their singular.
var invariant = wordSet(`people police aircraft spacecraft hovercraft warcraft personnel sheep fish cattle staff crew livestock poultry offspring
	deer salmon cod tuna shrimp head horsepower percent carat kilo hertz megawatt yuan baht rand gigawatt watercraft headcount`)

// compound reports whether the plural at k is but the first part of a compound:
// "arms dealers".
func (s *scanner) compound(k int) bool {
	t := s.tag(k + 1)
	return (t == hearsay.TagNNS || t == hearsay.TagNN) && int(s.an.Tokens[k].Head) == k+1 && s.an.Tokens[k].Rel == hearsay.RelCompound &&
		!passing[s.word(k+1)]
}

// passing are nouns that follow what is counted without belonging to it.
var passing = wordSet(`today yesterday tomorrow tonight overnight monday tuesday wednesday thursday friday saturday sunday week
	month year prisoner hostage captive home morning night afternoon evening january february march april may june july august september october november december`)

// inPhrase reports whether token k goes on a noun phrase.
func (s *scanner) inPhrase(k int) bool {
	switch t := s.tag(k); t {
	case hearsay.TagNN, hearsay.TagNNS, hearsay.TagNNP, hearsay.TagNNPS:
		return !passing[s.word(k)]
	case hearsay.TagJJ, hearsay.TagJJS, hearsay.TagAFX:
		return !complement[s.word(k)] || s.phraseNoun(k+1)
	case hearsay.TagJJR:
		return s.phraseNoun(k + 1)
	case hearsay.TagVBN, hearsay.TagVBG, hearsay.TagVBD:
		return s.phraseNoun(k+1) && s.an.Tokens[k].Rel == hearsay.RelAmod
	case hearsay.TagHYPH:
		return s.tight(k) && s.tight(k+1)
	case hearsay.TagCD:
		return s.tag(k-1).Proper() && s.tag(k+1).Noun() || s.hyphen(k+1)
	case hearsay.TagPOS:
		return s.phraseNoun(k + 1)
	case hearsay.TagComma:
		return s.tag(k-1) == hearsay.TagJJ && s.tag(k+1) == hearsay.TagJJ && s.phraseNoun(k+2)
	case hearsay.TagCC:
		return s.tag(k-1) == hearsay.TagJJ && s.tag(k+1) == hearsay.TagJJ && s.phraseNoun(k+2) && !complement[s.word(k-1)]
	case hearsay.TagRB:
		return s.tag(k+1) == hearsay.TagJJ && s.phraseNoun(k+2)
	}
	return false
}

func (s *scanner) phraseNoun(k int) bool {
	for n := 0; n < 3 && (s.tag(k) == hearsay.TagJJ || s.hyphen(k)) && !complement[s.word(k)]; n++ {
		k++
	}
	return s.tag(k).Noun() && !passing[s.word(k)]
}

// properOnly reports whether a phrase is but a name in the singular, which numbers
// do not count: "12 Mill Street".
func (s *scanner) properOnly(n noun) bool {
	for k := n.first; k < n.last; k++ {
		if t := s.tag(k); t == hearsay.TagNN || t == hearsay.TagNNS || t == hearsay.TagNNPS {
			return false
		}
	}
	return !strings.HasSuffix(s.text(n.head), "s") && !persons[s.lemma(n.head)] && !people(s.lemma(n.head)) && s.lemma(n.head) != "km"
}
