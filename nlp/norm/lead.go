package norm

import "github.com/hearsay-news/hearsay"

// clauseLong is how many tokens of a content its first clause is looked for in.
const clauseLong = 60

// leading is the main clause of a content, of its first sentence.
type leading struct {
	run
	verb    int // what it says: a verb, or what somebody is said to be
	subject int // -1 without one
	modal   int // will, must, may; -1 without one
	copula  bool
	passive bool
	negated bool
	direct  bool // in the speaker's own words
}

// lead finds the main clause of a content.
func (t *text) lead(c run) leading {
	first := t.begin(c)
	l := leading{run: run{first, min(c.last, first+clauseLong, max(t.sentence(first).last, first+1))}, subject: -1, modal: -1}
	l.verb = t.mainVerb(l.run)
	if v := t.past(l.run, l.verb); v != l.verb {
		l.subject = t.subjectOf(l.run, l.verb)
		l.verb = v
	}
	for i := l.first; i < l.last; i++ {
		tok := &t.an.Tokens[i]
		if int(tok.Head) != l.verb || i == l.verb {
			continue
		}
		switch tok.Rel {
		case hearsay.RelNsubj, hearsay.RelNsubjPass, hearsay.RelCsubj, hearsay.RelExpl, hearsay.RelNsubjOuter:
			if l.subject < 0 {
				l.subject = i
			}
		case hearsay.RelAux, hearsay.RelAuxPass, hearsay.RelCop:
			l.passive = l.passive || tok.Rel == hearsay.RelAuxPass
			l.copula = l.copula || tok.Rel == hearsay.RelCop
			if l.modal < 0 && (t.tag(i) == hearsay.TagMD || modals[t.lower(i)]) {
				l.modal = i
			}
		}
	}
	if l.subject < 0 {
		t.hangs(&l)
	}
	l.negated = t.denied(l)
	at := l.verb
	if l.subject >= 0 {
		at = l.subject
	}
	l.direct = t.quoted(at)
	return l
}

var modals = wordSet("will would shall should must may might could can 'll ’ll wo ought")

// bears reports whether a word at token i of a content bears on what is mainly said.
func (t *text) bears(l leading, c run, i int, kind hedge) bool {
	if tok := &t.an.Tokens[i]; i == l.verb || int(tok.Head) == l.verb && (tok.Rel == hearsay.RelAux || tok.Rel == hearsay.RelAdvmod) {
		return true
	}
	return t.weighs(c, i, kind)
}

// mainVerb is the token of a clause that the rest hangs from: its head lies outside.
func (t *text) mainVerb(r run) int {
	best, score := r.first, -1
	for i := r.first; i < r.last; i++ {
		tok := &t.an.Tokens[i]
		h := int(tok.Head)
		if h >= r.first && h < r.last && h != i || t.punct(i) {
			continue
		}
		s := 0
		switch tok.Rel {
		case hearsay.RelRoot, hearsay.RelCcomp, hearsay.RelParataxis:
			s = 3
		case hearsay.RelMark, hearsay.RelCc, hearsay.RelCase, hearsay.RelAdvmod, hearsay.RelDet, hearsay.RelDiscourse, hearsay.RelAux:
			continue
		}
		if t.tag(i).Verb() {
			s += 2
		}
		if s > score {
			best, score = i, s
		}
	}
	if score >= 2 {
		return best
	}
	for i := r.first; i < r.last; i++ {
		if t.tag(i).Verb() {
			return i
		}
	}
	return best
}

// past is the verb of a clause whose subject has a participle that the tree has taken for
// the verb: "the soldiers sent to the border are believed dead".
func (t *text) past(r run, verb int) int {
	if t.tag(verb) != hearsay.TagVBN && t.tag(verb) != hearsay.TagVBD {
		return verb
	}
	for i := verb - 1; i >= max(r.first, verb-5); i-- {
		if int(t.an.Tokens[i].Head) == verb && (t.an.Tokens[i].Rel == hearsay.RelAux || t.an.Tokens[i].Rel == hearsay.RelAuxPass) {
			return verb
		}
	}
	for i := verb + 1; i < r.last; i++ {
		tok := &t.an.Tokens[i]
		switch t.tag(i) {
		case hearsay.TagCC, hearsay.TagComma, hearsay.TagPRP, hearsay.TagCloseQuote:
			return verb
		case hearsay.TagWDT, hearsay.TagWP, hearsay.TagWRB, hearsay.TagIN:
			if tok.Rel == hearsay.RelMark || tok.Rel == hearsay.RelNsubj {
				return verb
			}
		case hearsay.TagVBD, hearsay.TagVBP, hearsay.TagVBZ, hearsay.TagMD:
			if tok.Rel == hearsay.RelAux || tok.Rel == hearsay.RelAuxPass || tok.Rel == hearsay.RelCop {
				i = int(tok.Head)
			}
			if i > verb && i < r.last && int(t.an.Tokens[i].Head) == verb {
				return i
			}
			return verb
		}
	}
	return verb
}

// hangs mends what the tree is wrong about where a clause has no "that" before it: its
// pronoun or noun taken for the object of what stands before, as in "said it | lost nobody".
func (t *text) hangs(l *leading) {
	for i := l.verb - 1; i >= max(l.first, l.verb-4); i-- { // a subject that hangs from the auxiliary
		if tok := &t.an.Tokens[i]; int(tok.Head) == l.verb && tok.Rel == hearsay.RelAux {
			if l.subject = t.subjectOf(l.run, i); l.subject >= 0 {
				return
			}
		}
	}
	if p := t.tag(l.first); p == hearsay.TagPRP && l.verb > l.first+4 || p == hearsay.TagPRP && l.verb == l.first || p == hearsay.TagPRP && !t.tag(l.verb).Verb() && !l.copula {
		for i := l.first + 1; i < min(l.last, l.first+5); i++ {
			switch {
			case t.tag(i) == hearsay.TagMD || t.tag(i) == hearsay.TagRB || auxiliary[t.lemma(i)] && t.tag(i+1).Verb():
				continue
			case t.tag(i).Verb():
				l.subject, l.verb = l.first, i
			}
			return
		}
		return
	}
	h := int(t.an.Tokens[l.verb].Head)
	if h < l.first || h >= l.verb || t.an.Tokens[l.verb].Rel != hearsay.RelAcl || t.tag(l.verb) == hearsay.TagVBG || t.tag(l.verb) == hearsay.TagVB {
		return
	}
	if up := int(t.an.Tokens[h].Head); t.an.Tokens[h].Rel == hearsay.RelObj && t.tag(h).Noun() && up >= 0 && asserts[t.lemma(up)] {
		l.subject = h
	}
}

var auxiliary = wordSet("be have do")

var asserts = wordSet("say add insist claim argue state write think believe allege maintain note warn fear hear know report")

// subjectOf is the subject of a verb, -1 without one.
func (t *text) subjectOf(r run, verb int) int {
	for i := r.first; i < r.last; i++ {
		if int(t.an.Tokens[i].Head) != verb {
			continue
		}
		switch t.an.Tokens[i].Rel {
		case hearsay.RelNsubj, hearsay.RelNsubjPass, hearsay.RelCsubj, hearsay.RelExpl, hearsay.RelNsubjOuter:
			return i
		}
	}
	return -1
}
