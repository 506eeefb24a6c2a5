package quantity

import (
	"strings"

	"github.com/hearsay-news/hearsay"
)

// The outcomes, as hearsay.Outcomes has them.
const (
	killed    = "killed"
	injured   = "injured"
	missing   = "missing"
	captured  = "captured"
	detained  = "detained"
	displaced = "displaced"
	evacuated = "evacuated"
	rescued   = "rescued"
	deployed  = "deployed"
)

// done are verbs by what becomes of their object.
var done = byWord(map[string]string{
	killed:    `kill slay murder massacre execute assassinate slaughter behead eliminate electrocute`,
	injured:   `injure wound hurt maim hospitalize hospitalise`,
	captured:  `capture abduct kidnap`,
	detained:  `detain arrest imprison jail apprehend`,
	displaced: `displace uproot`,
	evacuated: `evacuate`,
	rescued:   `rescue save`,
	deployed:  `deploy station`,
})

// doing are verbs by what becomes of their subject.
var doing = byWord(map[string]string{
	killed:    `die perish drown succumb`,
	missing:   `disappear vanish`,
	displaced: `flee`,
	evacuated: `evacuate`,
})

// complement are adjectives and participles that say it of a noun.
var complements = byWord(map[string]string{
	killed:    `dead killed slain deceased murdered`,
	injured:   `injured wounded hurt hospitalized hospitalised`,
	missing:   `missing unaccounted lost`,
	captured:  `captured kidnapped abducted captive`,
	detained:  `detained arrested jailed imprisoned`,
	displaced: `displaced homeless`,
	evacuated: `evacuated`,
	rescued:   `rescued`,
	deployed:  `deployed`,
})

var complement = keys(complements)

// counts are nouns that themselves say what became of those counted.
var outcomeNouns = byWord(map[string]string{
	killed:    `death fatality corpse body killing murder`,
	injured:   `injury`,
	captured:  `captive`,
	detained:  `arrest detainee detention`,
	evacuated: `evacuee`,
	missing:   `disappearance`,
})

// acts are nouns whose "of" tells whom they befell: "the deaths of 12 people".
var acts = byWord(map[string]string{
	killed:    `death killing murder massacre execution slaughter loss`,
	injured:   `injury wounding`,
	captured:  `capture abduction kidnapping`,
	detained:  `arrest detention imprisonment`,
	displaced: `displacement`,
	evacuated: `evacuation`,
	rescued:   `rescue`,
	deployed:  `deployment`,
	missing:   `disappearance`,
})

func byWord(lists map[string]string) map[string]string {
	m := map[string]string{}
	for outcome, list := range lists {
		for w := range wordSet(list) {
			m[w] = outcome
		}
	}
	return m
}

func keys(m map[string]string) map[string]bool {
	out := map[string]bool{}
	for k := range m {
		out[k] = true
	}
	return out
}

// light are verbs between a subject and what is said of it: "are believed to have
// been killed", "remain missing".
var light = wordSet(`be have believe fear think report know say confirm presume remain go list leave find declare pronounce
	become stay feel assume suspect expect appear seem understand verify estimate force make document may might could will would
	must should can do get still also reportedly`)

// outcome is what became of those whom the figure f counts, "" where nothing says
// it. Word order next to the number is asked first, as it is surest; then the
// tree; then word order from afar.
func (s *scanner) outcome(r Range, n noun) string {
	if o := s.inside(n); o != "" {
		return o
	}
	if o := s.verbBefore(r, n); o != "" {
		return o
	}
	end := n.last
	if n.none() {
		end = max(r.Last, n.last)
	}
	for w := s.word(end); w == "others" || w == "more" || w == "other"; w = s.word(end) {
		end++
	}
	if n.pronoun {
		end++
	}
	if k := s.mainAfter(end); k > 0 {
		if o := s.predicateAfter(k, n); o != "" {
			return o
		}
	}
	if s.neverBack(end) {
		return killed
	}
	anchor := s.anchor(r, n)
	if o := s.governed(anchor, n, 0); o != "" {
		return o
	}
	if o := s.predicateAfter(end, n); o != "" {
		return o
	}
	return s.modified(anchor, n)
}

// neverBack reports whether "did not come back", "never returned" stands at token i: what
// is said of soldiers and sailors who died.
func (s *scanner) neverBack(i int) bool {
	negated := false
	for k := i; k < min(s.last, i+5); k++ {
		switch w := s.word(k); w {
		case "not", "n't", "n’t", "never":
			negated = true
		case "did", "do", "had", "have":
		case "come", "came", "return", "returned", "make", "made":
			if !negated {
				return false
			}
			next := s.word(k + 1)
			return next == "back" || next == "home" || (w == "return" || w == "returned") && (next == "" || next == "." || next == "," || next == "home") ||
				next == "it" && (s.word(k+2) == "back" || s.word(k+2) == "home")
		default:
			return false
		}
	}
	return false
}

// mainAfter gives the auxiliary of the main clause where a participle at k begins
// a clause that the noun before it has: "300 soldiers sent to the front are
// believed killed". It is 0 where none does.
func (s *scanner) mainAfter(k int) int {
	if t := s.tag(k); t != hearsay.TagVBN && t != hearsay.TagVBD && t != hearsay.TagVBG {
		return 0
	}
	for end := min(k+12, s.last); k < end; k++ {
		switch s.word(k) {
		case "are", "were", "was", "is", "have", "has", "had":
			if s.tag(k).Verb() {
				return k
			}
		}
		switch s.tag(k) {
		case hearsay.TagPRP, hearsay.TagWDT, hearsay.TagWP, hearsay.TagCC, hearsay.TagComma, hearsay.TagStop, hearsay.TagColon, hearsay.TagMD:
			return 0
		}
	}
	return 0
}

// inside reads the words of the noun phrase: "12 injured miners", "nine bodies".
func (s *scanner) inside(n noun) string {
	if n.none() {
		return ""
	}
	for k := n.first; k < n.head; k++ {
		if o := complements[s.word(k)]; o != "" && s.word(k) != "lost" && (s.word(k) != "missing" || s.tag(k) != hearsay.TagNN) {
			return o
		}
	}
	return outcomeNouns[s.lemma(n.head)]
}

// verbBefore reads the verb right before the number: "killing at least 12".
func (s *scanner) verbBefore(r Range, n noun) string {
	k := r.First - 1
	for n := 0; n < 2; n++ {
		if s.word(k) == "another" || s.word(k) == "the" || s.word(k) == "these" || s.word(k) == "those" || s.tag(k) == hearsay.TagRB || s.tag(k) == hearsay.TagPRPS || s.word(k) == "up" {
			k--
		}
	}
	if s.word(k) == "dead" && (s.tag(k-1).Verb() || s.word(k-1) == "shot") {
		return killed // "shot dead four people"
	}
	if !s.tag(k).Verb() {
		if s.tag(k) == hearsay.TagNNS { // of a headline: "injures dozens"
			return done[strings.TrimSuffix(s.word(k), "s")]
		}
		return ""
	}
	if s.passive(k) {
		return ""
	}
	return s.ofObject(k, n)
}

// ofObject is what the verb at v does to its object.
func (s *scanner) ofObject(v int, n noun) string {
	lemma := s.lemma(v)
	if o := done[lemma]; o != "" {
		if lemma == "save" && !(n.none() || s.person(n.head)) {
			return ""
		}
		return o
	}
	person := !n.none() && s.person(n.head)
	switch lemma {
	case "lose", "claim", "take", "cost":
		if lemma == "take" && prisoner(s, n) {
			return captured
		}
		if person && s.lemma(n.head) == "life" {
			return killed
		}
		if lemma == "lose" && person {
			return killed
		}
	case "hold", "seize":
		if prisoner(s, n) {
			return captured
		}
	case "send", "dispatch", "station", "commit", "contribute":
		if !n.none() && forces[s.lemma(n.head)] {
			return deployed
		}
	}
	switch lemma {
	case "take", "hold", "pull", "round", "leave", "find", "shoot", "force", "make", "dig", "pluck", "drive", "put", "bring", "winch", "keep":
		if !n.none() {
			return s.complementOf(lemma, n.last)
		}
		if lemma == "round" {
			return detained
		}
	}
	return ""
}

// prisoner reports whether the noun is one for people who were taken.
func prisoner(s *scanner, n noun) bool {
	if n.none() {
		return false
	}
	switch s.lemma(n.head) {
	case "prisoner", "hostage", "captive":
		return true
	}
	return false
}

// complementOf reads what stands after the object, or after the participle, of a
// verb that says little itself: "pulled alive", "taken prisoner", "shot dead".
func (s *scanner) complementOf(lemma string, k int) string {
	for end := min(k+7, s.last); k < end; k++ {
		switch w := s.word(k); w {
		case "alive":
			return rescued
		case "dead":
			return killed
		case "prisoner", "hostage", "captive", "prisoners", "captives", "hostages":
			if lemma == "take" || lemma == "hold" {
				return captured
			}
		case "custody":
			return detained
		case "homeless":
			return displaced
		case "safety":
			return evacuated
		case "homes", "flee":
			if lemma == "force" || lemma == "drive" {
				return displaced
			}
		case "rubble", "wreckage", "debris":
			if lemma == "pull" || lemma == "dig" {
				return rescued
			}
		case "evacuate":
			return evacuated
		case ".", ";", "and", "but", "while":
			return ""
		default:
			if o := complements[w]; o != "" && lemma == "leave" {
				return o
			}
		}
	}
	return ""
}

// passive reports whether the participle at v has an auxiliary of the passive.
func (s *scanner) passive(v int) bool {
	if s.tag(v) != hearsay.TagVBN && s.tag(v) != hearsay.TagVBD {
		return false
	}
	for k := v - 1; k >= s.first && k > v-5; k-- {
		switch s.word(k) {
		case "was", "were", "been", "being", "be", "are", "is", "get", "got", "getting", "'re", "'s":
			return true
		}
		if t := s.tag(k); t != hearsay.TagRB && s.word(k) != "not" {
			return false
		}
	}
	return false
}

// predicateAfter reads what is said of the phrase that ends before k: "12 dead",
// "were reported killed", "remain unaccounted for".
func (s *scanner) predicateAfter(k int, n noun) string {
	be, perfect, from := false, false, k
	if o := s.degreeOfHarm(k); o != "" && n.none() {
		return o
	}
	if w := s.word(k); w == "who" || w == "that" {
		k++
	}
	for ; k < s.last && k < from+8; k++ {
		w := s.word(k)
		if o := complements[w]; o != "" && !(perfect && !be && done[s.lemma(k)] != "") {
			if w == "lost" || w == "missing" && s.tag(k+1).Noun() {
				if w == "lost" && (s.word(k+1) == "their" || s.word(k+1) == "his" || s.word(k+1) == "her") && (s.word(k+2) == "lives" || s.word(k+2) == "life") {
					return killed
				}
				return ""
			}
			if !be && s.objectAt(k+1) && s.tag(k).Verb() && s.tag(k) != hearsay.TagVBN {
				return ""
			}
			if !be && s.tag(k) == hearsay.TagVBD && s.objectAt(k+1) {
				return ""
			}
			return o
		}
		lemma := s.lemma(k)
		if o := doing[lemma]; o != "" {
			if lemma == "evacuate" && be {
				return evacuated
			}
			return o
		}
		if s.tag(k).Verb() {
			if o := done[lemma]; o != "" {
				if be && s.tag(k) != hearsay.TagVBG {
					return o
				}
				return ""
			}
			if lemma == "lose" && (s.word(k+2) == "lives" || s.word(k+2) == "life") {
				return killed
			}
			switch lemma {
			case "take", "hold", "pull", "shoot", "force", "make", "leave", "find", "dig", "drive", "put", "bring":
				if be || s.tag(k) == hearsay.TagVBN {
					return s.complementOf(lemma, k+1)
				}
			case "send", "dispatch":
				if be && !n.none() && forces[s.lemma(n.head)] {
					return deployed
				}
			}
		}
		switch w {
		case "in":
			if s.word(k+1) == "custody" || s.word(k+1) == "detention" {
				return detained
			}
			return ""
		case "was", "were", "are", "is", "be", "been", "being", "'re", "remain", "remained", "remains", "got", "went":
			be = true
			continue
		case "have", "has", "had", "'ve":
			perfect = true
			continue
		case "to", "as", ",", "reportedly", "feared", "believed", "presumed", "reported", "confirmed", "thought", "said", "known", "listed":
			if w == "," && k > from && !s.tag(k+1).Verb() {
				return ""
			}
			if w == "," && k == from {
				return ""
			}
			be = be || w != "to" && w != ","
			continue
		}
		if t := s.tag(k); t == hearsay.TagRB || t == hearsay.TagMD || light[lemma] && t.Verb() {
			continue
		}
		return ""
	}
	return ""
}

// degreeOfHarm reads an adverb that alone tells of wounds: "11, two critically".
func (s *scanner) degreeOfHarm(k int) string {
	switch s.text(k + 1) {
	case "", ".", ",", ";", ")":
	default:
		return ""
	}
	switch s.word(k) {
	case "critically", "seriously", "gravely", "severely", "lightly":
		return injured
	case "fatally":
		return killed
	}
	return ""
}

// objectAt reports whether an object may begin at k.
func (s *scanner) objectAt(k int) bool {
	switch s.tag(k) {
	case hearsay.TagDT, hearsay.TagCD, hearsay.TagPRP, hearsay.TagPRPS, hearsay.TagNN, hearsay.TagNNS, hearsay.TagNNP, hearsay.TagJJ, hearsay.TagPDT:
		return !passing[s.word(k)]
	}
	return s.word(k) == "at" && s.word(k+1) == "least"
}
