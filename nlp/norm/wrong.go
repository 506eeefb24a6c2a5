package norm

import "github.com/hearsay-news/hearsay"

// wrongs are what nobody says of another but to accuse. Deeds are verbs, which need a
// party that does them; evils are nouns, of which a thing may be said to be one.
var (
	deeds = wordSet(`violate breach flout mock torture abuse smuggle sabotage interfere meddle lie cheat steal defraud bribe
		launder conspire collude undermine endanger exploit blackmail coerce intimidate persecute oppress repress discriminate
		harass invade annex occupy destabilise destabilize betray plunder loot embezzle falsify rig mislead misled deceive massacre
		terrorise terrorize commit perpetrate orchestrate kidnap abduct brutalise brutalize starve scapegoat disenfranchise
		extort disregard trample usurp pocket squander`)
	evils = wordSet(`violation breach aggression atrocity genocide massacre torture abuse provocation fraud corruption negligence
		misconduct malpractice discrimination harassment hypocrisy betrayal theft espionage terrorism collusion persecution
		sabotage bribery extortion blackmail treason perjury crime cover-up coverup conspiracy disinformation interference
		intimidation oppression repression plunder looting reprisal lie`)
	vices = wordSet(`illegal illegally unlawful unlawfully indiscriminate indiscriminately reckless recklessly negligent negligently
		corrupt complicit hypocritical deceitful fraudulent fraudulently treacherous dishonest deliberately knowingly wilfully
		criminally unprovoked`)
	// amounts are verbs between a party or a deed and the wrong that it is.
	amounts = wordSet(`represent constitute amount commit engage perpetrate practise practice tolerate sponsor encourage condone carry`)
)

// wronged is wrongIn of a statement's first content.
func (t *text) wronged(s *stmt) bool { return t.wrongIn(t.lead(s.content[0]), false) }

// wrongIn reports whether a main clause lays a wrong at a party's door; self says that the
// speaker may be its subject, whose own deeds are no accusation. "It" may be a deed yet.
func (t *text) wrongIn(l leading, self bool) bool {
	if self && t.lower(l.subject) != "it" {
		return false
	}
	if l.subject < 0 || l.negated {
		return false
	}
	if l.modal >= 0 {
		switch t.lower(l.modal) {
		case "can", "could", "may", "might", "would", "should", "must":
			return false
		}
	}
	for i := l.first; i < l.last; i++ {
		if t.negated(i) || !t.bears(l, l.run, i, hedgeProbable) {
			continue
		}
		lemma := t.lemma(i)
		switch {
		case !self && (in(deeds, lemma) || deeds[t.lower(i)]) && t.tag(i).Verb() && t.doneBy(i, l):
			return true
		case evils[lemma] && t.tag(i).Noun() && t.laid(i, l):
			return true
		case vices[t.lower(i)] && t.vicious(i, l):
			return true
		}
	}
	return t.lemma(l.verb) == "blame" && t.lower(l.verb-1) == "to" && t.party(l.subject)
}

// doneBy reports whether the verb at token i has a party for its subject, or one that it
// is done by.
func (t *text) doneBy(i int, l leading) bool {
	verb := i
	for depth := 0; depth < 5; depth++ {
		subject, passive := -1, false
		if verb == l.verb {
			subject, passive = l.subject, l.passive
		}
		for j := max(l.first, verb-30); j < min(l.last, verb+30); j++ {
			tok := &t.an.Tokens[j]
			if int(tok.Head) != verb {
				continue
			}
			switch tok.Rel {
			case hearsay.RelNsubj, hearsay.RelNsubjPass:
				subject = j
			case hearsay.RelAuxPass:
				passive = true
			case hearsay.RelOblAgent:
				return t.party(j)
			}
		}
		switch {
		case passive:
			return false
		case subject >= 0:
			return t.party(subject) || t.points(subject)
		}
		// "keeps stealing", "by training", "crossed the line and killed": the subject above.
		switch t.an.Tokens[verb].Rel {
		case hearsay.RelXcomp, hearsay.RelConj, hearsay.RelAdvcl, hearsay.RelCcomp, hearsay.RelAcl:
		default:
			return false
		}
		verb = int(t.an.Tokens[verb].Head)
		if verb < l.first || verb >= l.last {
			return false
		}
	}
	return false
}

// laid reports whether the noun at token i is said of the clause's subject: "it was a
// massacre", "the deployment represents a violation", "they are responsible for abuses".
func (t *text) laid(i int, l leading) bool {
	if i == l.verb {
		return l.copula && !t.faceless(l.subject)
	}
	if t.an.Tokens[i].Rel == hearsay.RelCompound {
		return false
	}
	for h, depth := i, 0; depth < 5 && h >= l.first && h < l.last; depth++ {
		if amounts[t.lemma(h)] && t.tag(h).Verb() || guilty[t.lemma(h)] {
			return !t.faceless(l.subject) && t.an.Tokens[h].Rel != hearsay.RelAclRelcl
		}
		h = int(t.an.Tokens[h].Head)
	}
	return false
}

var guilty = wordSet("guilty responsible complicit behind culpable")

// vicious reports whether the adjective or adverb at token i is said of a party or of its
// deed.
func (t *text) vicious(i int, l leading) bool {
	switch {
	case i == l.verb:
		return l.copula && (t.party(l.subject) || t.points(l.subject) || t.owned(l.subject))
	case t.an.Tokens[i].Rel == hearsay.RelAdvmod:
		h := int(t.an.Tokens[i].Head)
		return h >= l.first && h < l.last && t.tag(h).Verb() && t.doneBy(h, l)
	}
	return false
}

// party reports whether token i is somebody at whose door a wrong can be laid: a name, a
// government, he, she, they; not "hackers" or "people" at large.
func (t *text) party(i int) bool {
	switch t.lower(i) {
	case "he", "she", "they", "you":
		return true
	}
	if t.nameOf[i] >= 0 || t.tag(i).Proper() {
		return true
	}
	if !t.tag(i).Noun() || !t.is(i, institution|office|role|informant|collective) && !doers[t.lemma(i)] {
		return false
	}
	return t.settled(i)
}

// doers are nouns beside those of words.txt for who may do a wrong.
var doers = wordSet(`troop force militia rebel gang junta regime militant insurgent army police opponent rival landlord
	employer prosecution defence defense side campaign developer manufacturer maker operator supplier lender broker contractor
	defendant suspect gunman driver invader occupier separatist west platform`)

// settled reports whether a noun is one that the text knows: the, its, a name's.
func (t *text) settled(i int) bool {
	for j := i - 1; j >= max(0, i-4); j-- {
		switch t.tag(j) {
		case hearsay.TagDT, hearsay.TagPRPS, hearsay.TagPOS:
			return t.lower(j) != "some" && t.lower(j) != "any" && t.lower(j) != "no" && (t.lower(j) != "a" && t.lower(j) != "an")
		case hearsay.TagJJ, hearsay.TagNN, hearsay.TagNNS, hearsay.TagCD:
		case hearsay.TagNNP, hearsay.TagNNPS:
			return true
		default:
			return false
		}
		if t.nameOf[j] >= 0 { // "Drevian troops"
			return true
		}
	}
	return false
}

// owned reports whether token i is a party's: "Drevia's strikes", "their conduct".
func (t *text) owned(i int) bool {
	for j := max(0, i-6); j < i; j++ {
		if int(t.an.Tokens[j].Head) == i && (t.an.Tokens[j].Rel == hearsay.RelNmodPoss || t.nameOf[j] >= 0) {
			return true
		}
	}
	return false
}

// points reports whether token i is a pronoun for a deed spoken of.
func (t *text) points(i int) bool {
	switch t.lower(i) {
	case "it", "this", "that", "these", "those":
		return true
	}
	return false
}

// faceless reports whether a subject is nobody in particular: bare and in the plural, as
// "hackers", or "there".
func (t *text) faceless(i int) bool {
	if i < 0 || t.lower(i) == "there" || t.lower(i) == "we" || t.lower(i) == "i" {
		return true
	}
	return t.tag(i) == hearsay.TagNNS && !t.settled(i) && t.nameOf[i] < 0
}
