package norm

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
)

// through turns a statement around whose source only carries it: "The agency reported
// …, citing the ministry" is the ministry's.
func (t *text) through(k int, st *hearsay.Statement) {
	s := &t.stmts[k]
	if t.parent(k) >= 0 || t.quotedBy(k, st) {
		return
	}
	if s.source.empty() {
		t.ownOpinion(k, st)
		return
	}
	t.carriedOnly(k, st)
	name, first, last := t.outletName(t.trim(s.source))
	if name == "" {
		return
	}
	if t.papers[k] { // "a Courier report": the outlet's own words
		if !slices.ContainsFunc(strings.Fields(strings.ToLower(st.Speaker.Name)), func(w string) bool { return reports[w] }) {
			return
		}
		t.speakAs(k, st, voice{name: name, kind: hearsay.KindOrganization, basis: hearsay.ByName})
		st.Chain = slices.DeleteFunc(slices.Clone(st.Chain), func(c hearsay.Carrier) bool { return c.Name == name })
		t.chains[k] = st.Chain
	}
	r := t.citedBy(k)
	if r.empty() {
		if r = t.saidWithin(k); r.empty() {
			return
		}
	}
	v := t.resolve(k, r)
	if other, _, _ := t.outletName(t.nounPhrase(r.first, r.last)); other != "" && !t.canSpeak(r) || knownOutlet(other) {
		v = voice{name: other, kind: hearsay.KindOrganization, basis: hearsay.ByName}
	}
	if v.name = t.nameIn(v); v.name == "" || v.paper {
		return
	}
	for _, c := range st.Chain {
		if sameOutlet(v.name, c.Name) {
			v.name = c.Name
		}
	}
	t.speakAs(k, st, v)
	chain := slices.DeleteFunc(slices.Clone(st.Chain), func(c hearsay.Carrier) bool { return c.Name == v.name || c.Name == name })
	if !t.home(name) && name != v.name {
		chain = append(chain, hearsay.Carrier{Name: name, Span: t.span(first, last)})
	}
	if len(chain) == 0 {
		chain = nil
	}
	st.Chain, t.chains[k] = chain, chain
}

// speakAs makes a voice the speaker of statement k.
func (t *text) speakAs(k int, st *hearsay.Statement, v voice) {
	if v.name == "" && v.of != nil {
		v.name = v.of.name
	}
	if v.party == "" && v.of != nil {
		v.party = t.partyOf(v.of)
	}
	st.Speaker = hearsay.Speaker{Name: v.name, Kind: v.kind, Party: v.party, Basis: v.basis}
	st.Speaker.ID = t.speakerID(&st.Speaker)
	t.spoken[k], t.speaks[k], t.papers[k] = v.of, st.Speaker, v.paper
}

// carriedOnly takes for the speaker of statement k what its source is without whom it
// says to have carried it: "a memo seen by the Courier" is not the Courier's.
func (t *text) carriedOnly(k int, st *hearsay.Statement) {
	s := &t.stmts[k]
	for i := s.source.first + 2; i < s.source.last; i++ {
		if t.lower(i) != "by" || !t.carriesWithin(s, i) {
			continue
		}
		name, _, _ := t.outletName(t.nounPhrase(i+1, s.source.last))
		if name == "" || !sameOutlet(st.Speaker.Name, name) {
			continue
		}
		if v := t.resolve(k, run{s.source.first, i - 1}); t.nameIn(v) != "" {
			t.speakAs(k, st, v)
			st.Chain = t.chain(k)
		}
		return
	}
}

// ownOpinion makes the outlet behind a cue the speaker of what has no source: "…, wrote
// the Courier in an editorial".
func (t *text) ownOpinion(k int, st *hearsay.Statement) {
	s := &t.stmts[k]
	if s.head < 0 || st.Speaker.Name != nobody.name || len(st.Chain) != 1 || t.tag(s.head) == hearsay.TagVBN || !carrierVerbs[t.lemma(s.head)] {
		return
	}
	f := t.sentence(s.head)
	if name, _, _ := t.outletName(t.nounPhrase(s.head+1, f.last)); name == st.Chain[0].Name {
		t.speakAs(k, st, voice{name: name, kind: hearsay.KindOrganization, basis: hearsay.ByName})
		st.Chain, t.chains[k] = nil, nil
	}
}

// quotedBy sets right "[the minister] was quoted by the agency as saying …" where the
// minister has been taken for the beginning of what was said.
func (t *text) quotedBy(k int, st *hearsay.Statement) bool {
	s := &t.stmts[k]
	if len(s.cue) == 0 || len(s.content) < 2 {
		return false
	}
	r, c := s.content[0], s.cue[0]
	if r.last != c.first || t.lemma(c.first) != "be" || t.lemma(c.first+1) != "quote" && t.lemma(c.first+1) != "cite" || !t.canSpeak(r) {
		return false
	}
	v := t.resolve(k, r)
	if t.nameIn(v) == "" {
		return false
	}
	t.speakAs(k, st, v)
	for i := c.first; i < s.content[1].first; i++ {
		if t.lower(i) != "by" {
			continue
		}
		if name, first, last := t.outletName(t.nounPhrase(i+1, s.content[1].first)); name != "" && !t.home(name) {
			st.Chain = addCarriers(st.Chain, hearsay.Carrier{Name: name, Span: t.span(first, last)})
		}
		break
	}
	t.chains[k] = st.Chain
	return true
}

// citedBy is whom the source of statement k cites for it: of those that the sentence
// says to be cited or quoted the last who is no outlet, else the last outlet; empty for
// nobody.
func (t *text) citedBy(k int) run {
	s := &t.stmts[k]
	var out, other run
	for _, f := range t.frame(k) {
		for i := f.first; i < f.last; i++ {
			l := t.lemma(i)
			cites := (l == "cite" || l == "quote") && t.tag(i).Verb() && !t.undergone(i) || t.lower(i) == "citing" || t.lower(i) == "quoting" ||
				t.lower(i) == "to" && i > f.first && t.lower(i-1) == "reference" && !t.within(k, i)
			if !cites || t.elsewhere(k, i) {
				continue
			}
			if t.within(k, i) && !(t.tag(i) == hearsay.TagVBG && t.tag(i-1) == hearsay.TagComma && !t.quoted(i)) {
				continue
			}
			r := t.citedPhrase(i+1, f.last)
			if r.empty() || s.source.first == r.first {
				continue
			}
			if name, _, _ := t.outletName(t.nounPhrase(r.first, r.last)); name != "" {
				other = r
			} else if t.canSpeak(r) {
				out = r
			}
		}
	}
	if out.empty() {
		return other
	}
	return out
}

// saidWithin is the speaker of a content that tells itself who says it, before an outlet
// behind it reports it: "The mayor has said that the dam held, the agency reports"; empty
// where it does not, or a statement of its own has been found for that.
func (t *text) saidWithin(k int) run {
	s := &t.stmts[k]
	c := s.content[0]
	if len(s.content) > 1 || s.source.first < c.last || t.quoted(c.first) || t.tag(c.first) == hearsay.TagOpenQuote {
		return run{}
	}
	for j := range t.stmts {
		if t.parent(j) == k {
			return run{}
		}
	}
	for i := c.first + 1; i+1 < c.last; i++ {
		switch g := t.tag(i); {
		case g == hearsay.TagVBD || g == hearsay.TagVBZ || g == hearsay.TagVBN || g == hearsay.TagVBP:
			last := i
			for last > c.first && (t.lemma(last-1) == "have" || t.tag(last-1) == hearsay.TagRB || t.lower(last-1) == "neither" || t.tag(last-1) == hearsay.TagCC) {
				last--
			}
			if r := (run{c.first, last}); (speakingVerbs[t.lemma(i)] && t.lower(i+1) == "that" || answers[t.lemma(i)]) && !r.empty() && t.canSpeak(r) {
				return r
			}
			if t.lemma(i) != "have" {
				return run{}
			}
		case g == hearsay.TagMD || g == hearsay.TagStop || g == hearsay.TagColon:
			return run{}
		}
	}
	return run{}
}

// undergone reports whether a verb at token i tells what is done to its subject: "was
// quoted", "quoted by". The tagger takes many a past tense for a participle.
func (t *text) undergone(i int) bool {
	if t.tag(i) != hearsay.TagVBN {
		return false
	}
	next := t.lower(i + 1)
	return t.lemma(i-1) == "be" || next == "by" || next == "as" || next == "in"
}

// citedPhrase is what is cited from token i on: up to a mark, a verb, or "as saying".
func (t *text) citedPhrase(i, end int) run {
	last := i
	for last < end && last < i+longestApposition {
		g := t.tag(last)
		if m := t.nameOf[min(last+1, len(t.nameOf)-1)]; last > i && g == hearsay.TagComma && m >= 0 && t.names[m].Kind == entity.Person { // "a judge, Ada Sile, as saying"
			last = min(t.names[m].Last, end)
			break
		}
		if t.punct(last) && g != hearsay.TagHYPH || t.lower(last) == "as" || g == hearsay.TagWP || g == hearsay.TagWDT ||
			g == hearsay.TagVBD || g == hearsay.TagVBZ || g == hearsay.TagVBP || g == hearsay.TagMD || t.lower(last) == "carried" {
			break
		}
		last++
	}
	return run{i, last}
}

// canSpeak reports whether what is cited is somebody, not a reason: "citing falling
// revenue".
func (t *text) canSpeak(r run) bool {
	c := t.core(r)
	h := c.last - 1
	if h < c.first {
		return false
	}
	if m := t.nameOf[h]; m >= 0 {
		return true
	}
	if t.is(h, document) || papers[t.lower(h)] { // "a statement by the ministry"
		return t.possessed(c) || t.lower(c.last) == "by" || t.lower(c.last) == "from" || t.lower(c.last) == "of"
	}
	return t.is(h, institution|office|role|informant|collective) || t.tag(h) == hearsay.TagNN && t.personal(h) || t.lower(h) == "police"
}
