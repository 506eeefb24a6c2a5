package norm

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay"
)

// acts.txt holds the lemmas of cues by the act that they perform.
//
//go:embed acts.txt
var actsText string

// actWords are the acts of cue lemmas; those of two words stand as "call for".
var actWords = sync.OnceValue(func() map[string]hearsay.Act {
	out := map[string]hearsay.Act{}
	for line := range strings.Lines(actsText) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		act, ok := hearsay.ParseAct(name)
		if !ok {
			panic("acts.txt: no act " + name)
		}
		for w := range strings.SplitSeq(list, ",") {
			out[strings.TrimSpace(w)] = act
		}
	}
	return out
})

// act is what the speaker of statement k did by it.
func (t *text) act(k int) hearsay.Act {
	a := t.actOf(k)
	t.acts[k] = a
	return a
}

func (t *text) actOf(k int) hearsay.Act {
	s := &t.stmts[k]
	a, known, negated := t.cueAct(s)
	if t.declines(s, negated) {
		return hearsay.ActDecline
	}
	if known && negated {
		switch a {
		case hearsay.ActConfirm, hearsay.ActAnnounce, hearsay.ActDeny:
			return hearsay.ActDecline
		case hearsay.ActSupport:
			return hearsay.ActReject
		case hearsay.ActReject:
			return hearsay.ActState
		}
	}
	if known && a != hearsay.ActState {
		return t.weighed(k, s, a)
	}
	return t.byContent(k, s)
}

// cueAct looks the cue's words up, the last that is known first; negated when a
// negation stands among them.
func (t *text) cueAct(s *stmt) (act hearsay.Act, known, negated bool) {
	words := actWords()
	for c := len(s.cue) - 1; c >= 0; c-- {
		for i := s.cue[c].last - 1; i >= s.cue[c].first; i-- {
			l := t.lemma(i)
			if l == "not" || l == "n't" || l == "never" || l == "nor" || l == "neither" || l == "no" {
				negated = true
			}
			if known && act != hearsay.ActState {
				continue
			}
			if a, ok := words[l+" "+t.lower(i+1)]; ok && t.tag(i).Verb() || ok && t.tag(i).Noun() {
				act, known = a, true
			} else if a, ok := words[l]; ok {
				act, known = a, true
			} else if a, ok := words[t.lower(i)]; ok {
				act, known = a, true
			}
		}
	}
	// The head's own particle may have been left to the content: "called | on Drevia to".
	if s.head >= 0 {
		if a, ok := words[t.lemma(s.head)+" "+t.lower(s.head+1)]; ok {
			act, known = a, true
		}
		if !s.source.empty() && t.lower(s.source.first) == "neither" || t.lower(s.source.first) == "no" {
			negated = true
		}
	}
	return act, known, negated
}

// declines reports whether a cue says that somebody says nothing.
func (t *text) declines(s *stmt, negated bool) bool {
	said, refused := false, false
	neither := false
	confirm := false
	for _, c := range s.cue {
		for i := c.first; i < min(c.last+3, len(t.an.Tokens)); i++ {
			outside := i >= c.last
			switch t.lemma(i) {
			case "decline", "refuse":
				refused = refused || !outside
			case "say", "comment", "respond", "answer", "discuss", "elaborate", "speak", "reply", "disclose", "specify", "return",
				"reveal", "identify", "name", "address", "provide", "give", "release", "describe", "explain", "talk", "clarify", "detail", "speculate", "offer":
				said = true
			case "confirm":
				confirm, said = confirm || !outside, true
			case "deny":
				neither = neither || confirm
				said = true
			case "comment's":
			}
		}
	}
	if refused && said {
		return true
	}
	if confirm && neither {
		return true
	}
	if !negated {
		// "declined comment", "no comment"
		return refused && t.contentHas(s, 3, "comment", "interview", "request", "question")
	}
	for _, c := range s.cue {
		for i := c.first; i < c.last; i++ {
			switch t.lemma(i) {
			case "respond", "answer", "comment", "return", "reply", "elaborate", "address", "disclose", "specify":
				return true
			case "say":
				return t.contentHas(s, 2, "whether", "who", "when", "where", "what", "which", "how", "why", "if")
			}
		}
	}
	return false
}

// contentHas reports whether one of the lemmas stands among the first n tokens of a
// content.
func (t *text) contentHas(s *stmt, n int, lemmas ...string) bool {
	c := s.content[0]
	for i := c.first; i < min(c.first+n, c.last); i++ {
		for _, l := range lemmas {
			if t.lemma(i) == l || t.lower(i) == l {
				return true
			}
		}
	}
	return false
}

// weighed takes back an act that its content belies: who "told" is not ordering but
// where "to" follows, who "puts" the dead at nine estimates.
func (t *text) weighed(k int, s *stmt, a hearsay.Act) hearsay.Act {
	switch a {
	case hearsay.ActAnnounce:
		// Who discloses what it did itself admits it.
		switch l := t.lemma(s.head); {
		case (l == "disclose" || l == "reveal") && (t.cueHas(s, "first") || t.ownDeed(s)):
			return hearsay.ActConfirm
		}
	case hearsay.ActEstimate:
		if !t.hasNumber(s) && t.lemma(s.head) != "estimate" && t.lemma(s.head) != "put" {
			return hearsay.ActState
		}
	}
	return a
}

// cueHas reports whether a word stands in a cue, or right behind it.
func (t *text) cueHas(s *stmt, word string) bool {
	for _, c := range s.cue {
		for i := c.first; i < min(c.last+4, len(t.an.Tokens)); i++ {
			if t.lower(i) == word && t.sentOf[i] == t.sentOf[c.first] {
				return true
			}
		}
	}
	return false
}

// ownDeed reports whether a content begins with "that it had …".
func (t *text) ownDeed(s *stmt) bool {
	c := s.content[0]
	i := c.first
	if t.lower(i) == "that" {
		i++
	}
	switch t.lower(i) {
	case "it", "he", "she", "they", "we", "i", "its", "his", "her", "their":
		return t.lower(i+1) == "had" || t.lower(i+1) == "has" || t.tag(i+1) == hearsay.TagVBD
	}
	return false
}

func (t *text) hasNumber(s *stmt) bool {
	for _, c := range s.content {
		for i := c.first; i < c.last; i++ {
			if t.tag(i) == hearsay.TagCD || vagueNumber[t.lower(i)] {
				return true
			}
		}
	}
	return false
}

var vagueNumber = map[string]bool{"dozens": true, "hundreds": true, "thousands": true, "scores": true, "millions": true, "most": true, "half": true}

// byContent tells the act of a neutral cue by what is said.
func (t *text) byContent(k int, s *stmt) hearsay.Act {
	lead := t.lead(s)
	switch {
	case t.question(s):
		return hearsay.ActAsk
	case lead.future && lead.self:
		return hearsay.ActPromise
	case lead.future && lead.passive && lead.soon:
		return hearsay.ActAnnounce
	case lead.figure && (lead.believed || s.head >= 0 && opinion[t.lemma(s.head)]):
		return hearsay.ActEstimate
	case lead.wrong:
		return hearsay.ActAccuse
	case lead.demand:
		return hearsay.ActDemand
	}
	if s.head >= 0 {
		switch l := t.lemma(s.head); {
		case (l == "tell" || l == "instruct") && t.tag(s.content[0].first) == hearsay.TagTO:
			return hearsay.ActOrder
		}
	}
	return hearsay.ActState
}

// opinion are the cues that make a figure an estimate.
var opinion = map[string]bool{"believe": true, "think": true, "reckon": true, "suspect": true, "guess": true}

// question reports whether a content is a question, or one in the outlet's words after
// "asked".
func (t *text) question(s *stmt) bool {
	last := s.content[len(s.content)-1]
	for i := last.last - 1; i >= last.first && i > last.last-3; i-- {
		if t.word(i) == "?" {
			return true
		}
	}
	return false
}

// leading is what the main clause of a content tells of its act.
type leading struct {
	future, passive, soon bool // will do, will be done, "soon", "next month"
	self                  bool // the speaker is the subject: it, we, he
	figure, believed      bool
	wrong                 bool // a wrong that somebody else does
	demand                bool // must, should
}

func (t *text) lead(s *stmt) leading {
	var l leading
	c := s.content[0]
	first := c.first
	for first < c.last && (t.tag(first) == hearsay.TagOpenQuote || t.lower(first) == "that" || t.punct(first)) {
		first++
	}
	verb := -1
	for i := first; i < c.last; i++ {
		if r := t.an.Tokens[i].Rel; t.tag(i).Verb() && (r == hearsay.RelCcomp || r == hearsay.RelRoot || r == hearsay.RelParataxis) {
			verb = i
			break
		}
	}
	if verb < 0 {
		for i := first; i < c.last; i++ {
			if t.tag(i).Verb() {
				verb = i
				break
			}
		}
	}
	subject := -1
	for i := first; i < c.last; i++ {
		tok := &t.an.Tokens[i]
		if verb >= 0 && int(tok.Head) == verb {
			switch tok.Rel {
			case hearsay.RelNsubj, hearsay.RelNsubjPass, hearsay.RelCsubj:
				if subject < 0 {
					subject = i
				}
			case hearsay.RelAux, hearsay.RelAuxPass:
				switch t.lower(i) {
				case "will", "shall", "’ll", "'ll", "wo":
					l.future = !t.negated(i)
				case "would": // "said it would": the outlet's past tense for "will"
					l.future = !t.conditional(c) && s.a.Mode != hearsay.ModeDirect && !t.negated(i)
				case "must":
					l.demand = true
				}
				l.passive = l.passive || tok.Rel == hearsay.RelAuxPass
			}
		}
		switch t.lemma(i) {
		case "believe", "think", "estimate", "presume":
			l.believed = true
		case "soon", "next", "tomorrow", "monument", "later", "open", "begin", "launch":
			l.soon = true
		}
	}
	own := false // the speaker's own doing
	if subject >= 0 {
		switch t.lower(subject) {
		case "we", "i":
			l.self, own = true, true
		case "it", "he", "she", "they":
			l.self = true
		}
	}
	l.figure = t.hasNumber(s)
	l.wrong = !own && t.wrongs(first, c.last, verb)
	return l
}

// wrongs reports whether the first sentence of tokens first to last-1 tells of a wrong
// that somebody does: not one that is done, by nobody named, to somebody.
func (t *text) wrongs(first, last, verb int) bool {
	for i := first; i < last && t.sentOf[i] == t.sentOf[first]; i++ {
		if !wrongs[t.lemma(i)] && !wrongs[t.lower(i)] || t.negated(i) || !t.weighs(run{first, last}, i, hedgeProbable) {
			continue
		}
		if t.tag(i) == hearsay.TagVBN && t.an.Tokens[max(0, i-1)].Rel == hearsay.RelAuxPass {
			continue
		}
		return true
	}
	return false
}

// negated reports whether a negation hangs from token i or stands right behind it.
func (t *text) negated(i int) bool {
	no := func(k int) bool {
		switch t.lower(k) {
		case "not", "n't", "n’t", "never", "no":
			return true
		}
		return false
	}
	if no(i+1) || no(i-1) {
		return true
	}
	r := t.sentence(i)
	for k := max(r.first, i-4); k < min(r.last, i+3); k++ {
		if int(t.an.Tokens[k].Head) == i && no(k) {
			return true
		}
	}
	return false
}

// conditional reports whether a content has an "if" clause.
func (t *text) conditional(c run) bool {
	for i := c.first; i < c.last; i++ {
		if l := t.lower(i); l == "if" || l == "unless" {
			return true
		}
	}
	return false
}

// wrongs are the lemmas of what nobody says of another but to accuse.
var wrongs = wordSet(`violate violation breach flout mock aggression illegal illegally unlawful unlawfully
		unprovoked atrocity genocide massacre torture abuse smuggle sabotage provocation interfere meddle meddling
		lie cheat steal defraud bribe bribery corrupt corruption fraud launder conspire cover-up coverup complicit collude collusion
		undermine threaten endanger exploit blackmail coerce intimidate persecute crackdown oppress repress
		negligence negligent misconduct malpractice discriminate harass harassment assault
		invade annex occupy bombard indiscriminate indiscriminately recklessly reckless destabilise destabilize
		hypocrisy hypocritical betray betrayal theft espionage spy spying terrorism terrorist`)
