package norm

import "github.com/hearsay-news/hearsay"

// byContent tells the act of a neutral cue by what is said.
func (t *text) byContent(k int) hearsay.Act {
	s := &t.stmts[k]
	if t.question(s) {
		return hearsay.ActAsk
	}
	l := t.lead(s.content[0])
	self := t.self(k, l)
	if a := t.performed(s, l, self); a != hearsay.ActState {
		return a
	}
	switch {
	case t.future(s, l):
		if a := t.plan(k, l, self); a != hearsay.ActState {
			return a
		}
	case t.estimated(s, l):
		return hearsay.ActEstimate
	case t.derided(s, l):
		return hearsay.ActReject
	case t.wrongIn(l, self):
		return hearsay.ActAccuse
	case t.demanded(l, self):
		return hearsay.ActDemand
	}
	return t.byCue(s, l)
}

// byCue is what is left of the act in a cue that is neutral but for its construction:
// who is told to do a thing is ordered to.
func (t *text) byCue(s *stmt, l leading) hearsay.Act {
	if s.head < 0 {
		return hearsay.ActState
	}
	first := s.content[0].first
	switch t.lemma(s.head) {
	case "tell", "instruct":
		if t.tag(first) == hearsay.TagTO || !t.clause(s) && t.toDo(s.content[0]) {
			return hearsay.ActOrder
		}
	case "declare":
		if declared[t.lemma(l.verb)] && !t.tag(l.verb).Verb() && t.lower(first) != "that" {
			return hearsay.ActAnnounce
		}
	case "hold":
		if t.sequence(t.window(s), []string{"hold", "responsible"}) || t.contentHas(s, 8, "responsible", "accountable") && !t.clause(s) {
			return hearsay.ActAccuse
		}
	}
	return hearsay.ActState
}

// toDo reports whether a content is somebody and what he is to do: "boats to return".
func (t *text) toDo(c run) bool {
	for i := c.first; i < min(c.last, c.first+12); i++ {
		switch t.tag(i) {
		case hearsay.TagVBD, hearsay.TagVBZ, hearsay.TagVBP, hearsay.TagMD:
			return false
		}
		if t.infinitive(i) {
			return true
		}
	}
	return false
}

var declared = wordSet("emergency war victory winner bankruptcy curfew truce ceasefire holiday independence insolvency mourning")

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

// question reports whether a content ends as a question.
func (t *text) question(s *stmt) bool {
	last := s.content[len(s.content)-1]
	for i := last.last - 1; i >= last.first && i > last.last-3; i-- {
		if t.word(i) == "?" {
			return true
		}
	}
	return false
}

// self reports whether the speaker of statement k is the subject: we in his own words,
// it or he in the outlet's.
func (t *text) self(k int, l leading) bool {
	if l.subject < 0 {
		return false
	}
	sp := &t.speaks[k]
	switch w := t.lower(l.subject); w {
	case "we", "i":
		return true
	case "he", "she":
		if l.direct || sp.Kind != hearsay.KindPerson && sp.Kind != hearsay.KindUnnamed {
			return false
		}
		n := t.spoken[k]
		return n == nil || n.gender == 0 || (n.gender == female) == (w == "she")
	case "it":
		return !l.direct && (sp.Kind == hearsay.KindOrganization || sp.Kind == hearsay.KindCountry || sp.Kind == hearsay.KindGroup || sp.Party != "")
	case "they":
		return !l.direct && (sp.Kind != hearsay.KindPerson || sp.Party != "")
	}
	if m := t.nameOf[l.subject]; m >= 0 {
		return t.spoken[k] != nil && t.of(m) == t.spoken[k]
	}
	if l.direct || !t.is(l.subject, institution) {
		return false
	}
	// "said the ministry would": that of its minister.
	switch t.lower(max(l.first, l.subject-1)) {
	case "the", "his", "her", "its", "our", "their":
		return sp.Party != "" || sp.Kind == hearsay.KindOrganization
	}
	return false
}

// performed is the act that the content itself performs: “We condemn this attack”, "said
// it supported the plan".
func (t *text) performed(s *stmt, l leading, self bool) hearsay.Act {
	if !self || l.passive || l.modal >= 0 && t.lower(l.modal) != "must" {
		return hearsay.ActState
	}
	lemma := t.lemma(l.verb)
	if lemma == "sorry" || lemma == "regret" && said[t.objectOf(l.verb)] {
		return hearsay.ActRetract
	}
	if !in(performs, lemma) || !t.tag(l.verb).Verb() || l.direct && t.tag(l.verb) == hearsay.TagVBD || t.perfect(l.verb) {
		return hearsay.ActState
	}
	a, ok := t.wordAct(l.verb, false)
	switch {
	case !ok:
		return hearsay.ActState
	case l.negated:
		return negation(a)
	}
	return a
}

// performs are verbs that do by being said what they say.
var performs = wordSet(`condemn denounce deplore support welcome endorse back applaud praise reject oppose demand urge call appeal
	deny promise pledge vow apologise apologize retract withdraw warn advise recommend congratulate commend salute dispute`)

// perfect reports whether a verb tells of the past: "had condemned".
func (t *text) perfect(verb int) bool {
	for i := max(0, verb-4); i < verb; i++ {
		if int(t.an.Tokens[i].Head) == verb && t.lemma(i) == "have" {
			return true
		}
	}
	return false
}

// objectOf is the lemma of a verb's object.
func (t *text) objectOf(verb int) string {
	for i := verb + 1; i < min(verb+8, len(t.an.Tokens)); i++ {
		if int(t.an.Tokens[i].Head) == verb && t.an.Tokens[i].Rel == hearsay.RelObj {
			return t.lemma(i)
		}
	}
	return ""
}

// future reports whether a main clause tells of what is to come. "Would" is the outlet's
// past tense for "will", but not where there is an "if".
func (t *text) future(s *stmt, l leading) bool {
	if l.modal < 0 || l.negated {
		return false
	}
	switch t.lower(l.modal) {
	case "will", "shall", "'ll", "’ll", "wo":
		return true
	case "would":
		return !l.direct && s.a.Mode != hearsay.ModeDirect && !t.conditional(s.content[0])
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

// plan is the act of who tells of what is to come.
func (t *text) plan(k int, l leading, self bool) hearsay.Act {
	verb := t.lemma(l.verb)
	if t.copular(l) || verb == "rule" || verb == "exclude" {
		return hearsay.ActState // "would be hard", "will be there", "would not rule it out"
	}
	person := t.speaks[k].Kind == hearsay.KindPerson
	switch {
	case t.menaces(l, self):
		return hearsay.ActThreaten
	case self && !l.passive:
		switch {
		case befalls[verb] || t.lower(l.subject) == "it" && verb == "take":
			return t.forecast(l)
		case company[verb] && !person, career[verb]:
			return hearsay.ActAnnounce
		}
		return hearsay.ActPromise
	case l.passive && (t.soon(l) || scheduled[verb]), !self && opens[verb] && t.subjectThing(l):
		return hearsay.ActAnnounce
	}
	return t.forecast(l)
}

// forecast tells a figure that is to come, which nobody knows, from a plain forecast.
func (t *text) forecast(l leading) hearsay.Act {
	if moves[t.lemma(l.verb)] && t.numberIn(l) {
		return hearsay.ActEstimate
	}
	return hearsay.ActState
}

// copular reports whether a clause says what something is or will be.
func (t *text) copular(l leading) bool {
	return l.copula && !l.passive && t.tag(l.verb) != hearsay.TagVBG || t.lemma(l.verb) == "be"
}

// subjectThing reports whether the subject is a thing and no party.
func (t *text) subjectThing(l leading) bool {
	return l.subject >= 0 && t.tag(l.subject).Noun() && !t.party(l.subject)
}

// menaces reports whether it is a threat: we will strike back, they will pay a price.
func (t *text) menaces(l leading, self bool) bool {
	switch verb := t.lemma(l.verb); {
	case self && !l.passive && in(strikes, verb):
		return true
	case self && (verb == "hit" || verb == "fight") && t.lower(l.verb+1) == "back":
		return true
	case self || l.subject < 0:
		return false
	case verb == "regret":
		return true
	case verb == "pay", verb == "face", verb == "suffer":
		o := t.objectOf(l.verb)
		return o == "price" || o == "consequence" || o == "consequences" || o == "retaliation"
	}
	return false
}

// soon reports whether a clause has a time to come.
func (t *text) soon(l leading) bool {
	for i := l.first; i < l.last; i++ {
		switch t.lemma(i) {
		case "soon", "next", "tomorrow", "later", "shortly", "tonight", "immediately":
			return true
		}
	}
	return false
}

// Verbs by what they make of a future.
var (
	// befalls is what happens to a subject, or what it cannot help.
	befalls = wordSet(`become cost fall rise drop decline grow shrink lose win need have mean lead result cause depress shape affect
		happen suffer face exceed reach benefit hurt die survive expect miss know see feel find like want receive get earn depend
		prove seem appear look last weaken strengthen worsen improve hit total average contain include require
		struggle recover boost damage harm weigh lower generate yield produce save`)
	moves = wordSet(`reach total exceed average rise fall grow slow drop increase decline cost hit shrink climb top amount lose earn
		need save generate raise add come gain last number`)
	// company are plans of an organization, which in a person's mouth are promises.
	company = wordSet(`cut close open reopen launch buy acquire sell build hire lay merge list recall suspend halt impose hold begin
		start introduce release publish cancel postpone delay expand move shut scrap deploy stage host unveil appeal file invest
		spin exit stop resume extend lift raise reduce withdraw convene produce test replace appoint name`)
	// career are plans of anybody's own.
	career    = wordSet("resign retire quit step stand run leave sue appeal seek")
	scheduled = wordSet(`open reopen close cut release publish hold build suspend cancel postpone erect launch lift impose evacuate
		extend introduce recall unveil announce scrap shut withdraw`)
	opens   = wordSet("open reopen begin start resume close launch")
	strikes = wordSet("retaliate strike destroy crush annihilate punish bomb attack invade avenge obliterate expel flatten eliminate")
)

// estimated reports whether a main clause gives a figure that is believed and not known.
func (t *text) estimated(s *stmt, l leading) bool {
	figure := t.numberIn(l)
	if s.head >= 0 && opinion[t.lemma(s.head)] && (figure || !t.clause(s) && t.hasNumber(s)) {
		return true // "expects revenue to reach $4bn"
	}
	if !figure {
		return false
	}
	if !opinion[t.lemma(l.verb)] || l.negated {
		return false
	}
	switch {
	case l.passive:
		return true
	case l.subject < 0:
		return t.tag(l.verb) == hearsay.TagVBN
	}
	w := t.lower(l.subject)
	return w == "we" || w == "i" || !l.direct && (w == "it" || w == "he" || w == "she" || w == "they")
}

// numberIn reports whether a figure stands in a clause, not deep in it.
func (t *text) numberIn(l leading) bool {
	for i := l.first; i < l.last; i++ {
		if w := t.lower(i); w != "two" && w != "three" && t.number(i) && t.bears(l, l.run, i, hedgeProbable) {
			return true
		}
	}
	return false
}

// opinion are the verbs that make a figure an estimate.
var opinion = wordSet("believe think reckon suspect guess estimate presume expect fear")

// derided reports whether something is called what nobody need answer: theatre, nonsense.
func (t *text) derided(s *stmt, l leading) bool {
	if s.head < 0 {
		return false
	}
	switch t.lemma(s.head) {
	case "call", "describe", "brand", "label", "term", "dub", "characterise", "characterize":
		for i := l.first; i < l.last; i++ {
			if derision[t.lemma(i)] && !t.negated(i) {
				return true
			}
		}
		return false
	}
	return derision[t.lemma(l.verb)] && l.copula && !l.negated && l.modal < 0 && l.subject >= 0 && said[t.lemma(l.subject)]
}

var derision = wordSet(`theatre theater nonsense absurd baseless groundless unfounded fabrication fabricated lie rubbish fiction
	slander smear propaganda ludicrous ridiculous untrue false laughable preposterous hoax farce fantasy myth unsubstantiated
	witch-hunt invention crap bogus bunkum garbage bunk malicious spurious outlandish concoction charade`)

// demanded reports whether a main clause says what somebody must do.
func (t *text) demanded(l leading, self bool) bool {
	if l.modal < 0 {
		return t.imperative(l)
	}
	past := t.perfect(l.verb)
	switch t.lower(l.modal) {
	case "must":
		return !past // "must have known" is a guess
	case "should":
		if past || self || l.subject < 0 || t.copular(l) {
			return false
		}
		return l.passive || t.party(l.subject) || t.lower(l.subject) == "you"
	}
	return false
}

// imperative reports whether a quotation begins with what is to be done.
func (t *text) imperative(l leading) bool {
	if !t.quoted(l.first) || l.subject >= 0 {
		return false
	}
	switch t.lower(l.first) {
	case "please", "stop", "release", "withdraw", "resign", "free", "evacuate", "boycott", "vote", "stay", "halt":
		return t.lower(l.first+1) != "," || t.lower(l.first) == "please"
	case "do":
		return t.negator(l.first + 1)
	}
	return false
}
