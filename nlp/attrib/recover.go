package attrib

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// recover adds what the labels left out and the tree shows plainly: the cue and
// source of a content that is the clause of a verb, the content of a cue that has
// none, and whole statements around a verb that is nearly always a cue. It works
// on labels, before spans are read off them; only frame overrules any.
func (a *Attributor) recover() {
	v := &a.view
	for k := range v.blocks {
		for s := v.words[v.blocks[k].First].sent; int(s) < len(v.an.Sents) && v.an.Sents[s].First < v.blocks[k].Last; s++ {
			a.frame(int(s), v.blocks[k].First)
		}
	}
	for k := range v.quotes.list {
		a.quotation(&v.quotes.list[k])
	}
	for i := range v.words {
		r := a.guess[i].role()
		if r != roleNone && r != roleCue || !hearsay.Tag(v.words[i].tag).Verb() {
			continue
		}
		if level := a.cues[cueKey(&v.words[i])]; level >= 3 {
			a.around(i, level, r == roleCue)
		}
	}
}

// around looks at one verb that is a likely cue, labelled so or not.
func (a *Attributor) around(verb int, level uint8, labelled bool) {
	v := &a.view
	subject, clause := a.dependents(verb)
	switch {
	case clause >= 0 && a.content(clause):
		if !labelled { // its clause is a content that nothing signals
			a.mark(verb, verb+1, beginCue)
			if subject >= 0 {
				a.phrase(subject, beginSource)
			}
		}
	case !labelled && subject < 0, a.told(v.words[verb].sent):
	case clause > verb:
		that := v.an.Tokens[a.cand.lo[clause]].Lemma == "that"
		if a.free(clause) && (labelled || that || level >= 4 && a.leads(clause)) {
			a.phrase(clause, beginContent)
			a.complete(verb, subject, labelled)
		}
	case subject >= 0 && (labelled || level >= 4):
		if a.closing(verb, subject, int(v.words[verb].sent)) {
			a.complete(verb, subject, labelled)
		}
	}
}

// complete labels a verb as cue and its subject as source, where they are not.
func (a *Attributor) complete(verb, subject int, labelled bool) {
	if !labelled {
		a.mark(verb, verb+1, beginCue)
	}
	if subject >= 0 {
		a.phrase(subject, beginSource)
	}
}

// told reports whether a sentence has a content.
func (a *Attributor) told(sent int32) bool {
	s := &a.view.an.Sents[sent]
	return a.holdsContent(s.First, s.Last)
}

// holdsContent reports whether any of tokens first to last-1 is content.
func (a *Attributor) holdsContent(first, last int) bool {
	return slices.ContainsFunc(a.guess[first:last], func(y label) bool { return y.role() == roleContent })
}

// oneContent reports whether a content begins at first and goes on to last-1 or
// nearly.
func (a *Attributor) oneContent(first, last int) bool {
	if a.guess[first] != beginContent {
		return false
	}
	for i := first + 1; i < last-1; i++ {
		if a.guess[i] != insideContent {
			return false
		}
	}
	return true
}

// dependents gives the subject of a verb and the clause it governs, -1 for none.
func (a *Attributor) dependents(verb int) (subject, clause int) {
	v := &a.view
	s := &v.an.Sents[v.words[verb].sent]
	subject, clause = -1, -1
	for i := s.First; i < s.Last; i++ {
		if int(v.words[i].head) != verb {
			continue
		}
		switch hearsay.Rel(v.words[i].rel) {
		case hearsay.RelNsubj, hearsay.RelNsubjPass:
			if subject < 0 {
				subject = i
			}
		case hearsay.RelCcomp:
			clause = i
		}
	}
	return subject, clause
}

// leads reports whether a clause begins as a content does: with "that" or its own
// subject.
func (a *Attributor) leads(clause int) bool {
	v := &a.view
	first := &v.words[a.cand.lo[clause]]
	return hearsay.Rel(first.rel) == hearsay.RelMark || hearsay.Tag(v.words[clause].tag).Verb()
}

// content reports whether most of a clause is labelled content.
func (a *Attributor) content(clause int) bool {
	lo, hi := int(a.cand.lo[clause]), int(a.cand.hi[clause])
	n := 0
	for i := lo; i <= hi; i++ {
		if a.guess[i].role() == roleContent {
			n++
		}
	}
	return 2*n > hi-lo+1
}

// trimEnd takes the marks off the end of tokens first to last-1, closing quotation
// marks excepted.
func (v *view) trimEnd(first, last int) int {
	for last > first && v.words[last-1].punct && v.words[last-1].quote != quoteCloses {
		last--
	}
	return last
}

// free reports whether no token of a phrase has a label.
func (a *Attributor) free(head int) bool {
	return a.unlabelled(int(a.cand.lo[head]), int(a.cand.hi[head])+1)
}

func (a *Attributor) unlabelled(first, last int) bool {
	return !slices.ContainsFunc(a.guess[first:last], func(y label) bool { return y != outside })
}

// phrase labels the whole of a phrase but the marks at its edges, if it is free.
func (a *Attributor) phrase(head int, begin label) {
	v := &a.view
	lo, hi := int(a.cand.lo[head]), int(a.cand.hi[head])+1
	for lo < head && v.words[lo].punct && v.words[lo].quote != quoteOpens {
		lo++
	}
	hi = v.trimEnd(head+1, hi)
	if a.unlabelled(lo, hi) {
		a.mark(lo, hi, begin)
	}
}

// byRule stands for the probability of what a rule adds. Rules do not say how
// sure they are; this is above what is left out and below what the labels are
// certain of.
const byRule = .65

func (a *Attributor) mark(first, last int, begin label) {
	for i := first; i < last; i++ {
		a.guess[i], a.surer[i] = begin+1, byRule
	}
	a.guess[first] = begin
}

// closing labels as content what stands before ", the ministry said." in a
// sentence that has none, and reports whether it did.
func (a *Attributor) closing(verb, subject, sent int) bool {
	v := &a.view
	s := &v.an.Sents[sent]
	tail := int(a.cand.tail[sent])
	if tail < 0 || int(a.cand.said[sent]) != verb {
		t, cue := a.lexical(s)
		if cue != verb {
			return false
		}
		tail = t
	}
	first := max(s.First, v.blocks[v.words[verb].block].First) // past a dateline
	end := v.trimEnd(first, tail)
	if end <= first+2 || subject < tail || verb < tail || !a.unlabelled(first, end) {
		return false
	}
	a.mark(first, end, beginContent)
	return true
}

// lexical finds the tail of a sentence by the lexicon, as cues.closing does by
// the pass before.
func (a *Attributor) lexical(s *hearsay.Sentence) (tail, cue int) {
	v := &a.view
	cue = -1
	for i := s.Last - 1; i > s.First && i >= s.Last-16; i-- {
		w := &v.words[i]
		if a.cues[cueKey(w)] >= 4 && !w.punct {
			cue = i
		}
		if cue >= 0 && (w.quote == quoteCloses || w.tag == uint32(hearsay.TagComma)) {
			return i + 1, cue
		}
	}
	return -1, -1
}

// carriers are the nouns of what carries others' words; a statement that one of
// them carries stays its speaker's.
var carriers = map[string]bool{"statement": true, "report": true, "agency": true, "newspaper": true, "paper": true,
	"medium": true, "media": true, "television": true, "tv": true, "radio": true, "broadcaster": true, "website": true,
	"transcript": true, "document": true, "release": true, "summary": true, "memo": true, "news": true, "outlet": true, "daily": true, "magazine": true}

// carrier reports whether a source, by the token that the rest of it hangs from,
// is one that carries others' words.
func (a *Attributor) carrier(source int) bool {
	if source > 0 && strings.ToLower(a.view.an.Tokens[source].Lemma) == "service" {
		switch strings.ToLower(a.view.an.Text(source - 1)) {
		case "press", "news", "information", "wire":
			return true
		}
	}
	return carriers[strings.ToLower(a.view.an.Tokens[source].Lemma)]
}

// carried reports whether a frame only carries a statement that stands in what it
// frames: its cue reports, or its source is a carrier, and the labels have found a
// speaker's words in the rest.
func (a *Attributor) carried(cue, source, first, last int) bool {
	v := &a.view
	if v.an.Tokens[cue].Lemma != "report" && !a.carrier(source) {
		return false
	}
	content, said := 0, false
	for i := first; i < last; i++ {
		switch a.guess[i].role() {
		case roleContent:
			content++
		case roleCue:
			said = true
		}
	}
	return said && 2*content > last-first
}

// frame takes a sentence that ends in ", sources said." as one content of that
// source, whatever likelier cues stand in it; they are looked at again inside the
// content. least is the first token that may belong to it.
func (a *Attributor) frame(sent, least int) {
	v := &a.view
	s := &v.an.Sents[sent]
	if a.according(s, max(s.First, least)) {
		return
	}
	tail, verb := a.lexical(s)
	if tail < 0 || !hearsay.Tag(v.words[verb].tag).Verb() || v.words[verb].quote != quoteOut {
		return
	}
	subject, clause := a.dependents(verb)
	first := max(s.First, least)
	tail = a.beforeSubject(subject, tail, verb, first)
	if subject < 0 {
		if subject = a.apposed(verb, first); subject >= 0 {
			tail = subject
		}
	}
	end := v.trimEnd(first, tail)
	apposed := subject == tail && int(v.words[subject].head) != verb
	if subject < tail || clause > verb || end-first < 3 || !apposed && int(a.cand.lo[subject]) < tail ||
		a.holdsContent(verb, s.Last) || clause < first && !a.clausal(first, end) || a.guess[first] == insideContent ||
		a.guess[tail] != insideContent && a.oneContent(first, end) {
		return
	}
	if a.carried(verb, subject, first, end) {
		return
	}
	clear(a.guess[end:s.Last])
	a.mark(first, end, beginContent)
	a.mark(verb, verb+1, beginCue)
	if apposed {
		a.mark(subject, verb, beginSource)
	} else {
		a.phrase(subject, beginSource)
	}
}

// apposed finds ", the governor, Ada Sile, said" by its marks where the tree has
// lost the subject: it gives the first token of the two names for one speaker, or
// -1.
func (a *Attributor) apposed(verb, first int) int {
	v := &a.view
	commas := 0
	for i := verb - 1; i > first+2 && i >= verb-14; i-- {
		switch t := hearsay.Tag(v.words[i].tag); {
		case t == hearsay.TagComma || v.words[i].quote == quoteCloses:
			if commas++; commas == 1 && i != verb-1 {
				return -1
			}
			if commas == 3 || commas == 2 && v.words[i].quote == quoteCloses {
				return i + 1
			}
			if commas == 1 && !hearsay.Tag(v.words[i-1].tag).Proper() {
				return -1
			}
		case t.Noun(), t == hearsay.TagDT, t == hearsay.TagJJ, t == hearsay.TagPOS, t == hearsay.TagPRPS,
			t == hearsay.TagCD, t == hearsay.TagHYPH, t == hearsay.TagIN && commas == 2:
		default:
			return -1
		}
	}
	return -1
}

// according does the same for a sentence that ends in ", according to two aides."
func (a *Attributor) according(s *hearsay.Sentence, first int) bool {
	v := &a.view
	last := v.trimEnd(first, s.Last)
	for i := last - 3; i > first+3 && i >= last-longestAccording; i-- {
		if v.an.Tokens[i].Lemma != "accord" && v.an.Text(i) != "according" || v.an.Text(i+1) != "to" {
			continue
		}
		p := &v.words[i-1]
		if p.tag != uint32(hearsay.TagComma) && p.quote != quoteCloses || v.words[i].quote != quoteOut ||
			a.holdsContent(i, s.Last) || a.guess[first] == insideContent {
			return false
		}
		end := v.trimEnd(first, i)
		if !a.clausal(first, end) || a.oneContent(first, end) {
			return false
		}
		if a.carried(i, headOf(v, i+2, last), first, end) {
			return true
		}
		clear(a.guess[end:last])
		a.mark(first, end, beginContent)
		a.mark(i, i+2, beginCue)
		a.mark(i+2, last, beginSource)
		return true
	}
	return false
}

// longestAccording is the number of tokens that "according to" and its source may
// have at the end of a sentence.
const longestAccording = 18

// beforeSubject moves the beginning of a tail before a subject with commas of its
// own: ", the governor, Ada Sile, said."
func (a *Attributor) beforeSubject(subject, tail, verb, first int) int {
	if subject < 0 || subject >= tail {
		return tail
	}
	v := &a.view
	lo, hi := int(a.cand.lo[subject]), int(a.cand.hi[subject])
	if lo <= first+2 || hi >= verb || verb-hi > 3 {
		return tail
	}
	if p := &v.words[lo-1]; p.tag == uint32(hearsay.TagComma) || p.quote == quoteCloses {
		return lo
	}
	return tail
}

// clausal reports whether a finite verb stands among tokens first to last-1.
func (a *Attributor) clausal(first, last int) bool {
	for i := first; i < last; i++ {
		switch hearsay.Tag(a.view.words[i].tag) {
		case hearsay.TagVBD, hearsay.TagVBZ, hearsay.TagVBP, hearsay.TagMD:
			return true
		}
	}
	return false
}

// leastQuotation is the number of words that a quotation without any label must
// have to be taken for a statement: fewer are a title or a turn of phrase.
const leastQuotation = 4

// quotation labels as content a quotation that is a sentence or more and has no
// label at all: the speaker goes on, or is named near.
func (a *Attributor) quotation(q *quote) {
	v := &a.view
	s := &v.an.Sents[v.words[q.First].sent]
	if q.Single || q.First != s.First || !a.unlabelled(q.First, q.Last+1) {
		return
	}
	b, last := &v.blocks[v.words[q.First].block], q.Last+1
	if b.Zone != hearsay.ZoneBody || q.First < b.First || last > b.Last {
		return // only where the labeller looked
	}
	words := 0
	for i := q.First; i < last; i++ {
		if !v.words[i].punct {
			words++
		}
	}
	if words >= leastQuotation {
		a.mark(q.First, last, beginContent)
	}
}
