package attrib

import (
	"slices"

	"github.com/hearsay-news/hearsay"
)

// recover adds what the labels left out and the tree shows plainly: the cue and
// source of a content that is the clause of a verb, the content of a cue that has
// none, and whole statements around a verb that is nearly always a cue. It works
// on labels, before spans are read off them, and never changes one that is there.
func (a *Attributor) recover() {
	v := &a.view
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
	case !labelled && (level < 4 || subject < 0), a.told(v.words[verb].sent):
	case clause > verb:
		if a.free(clause) && a.leads(clause) {
			a.phrase(clause, beginContent)
			a.complete(verb, subject, labelled)
		}
	case subject >= 0:
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
	return slices.ContainsFunc(a.guess[s.First:s.Last], func(y label) bool { return y.role() == roleContent })
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
	switch hearsay.Rel(first.rel) {
	case hearsay.RelMark:
		return true
	}
	return hearsay.Tag(v.words[clause].tag).Verb()
}

// content reports whether most of a clause is labelled content and its governing
// verb is not in it.
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
	for hi > head+1 && v.words[hi-1].punct && v.words[hi-1].quote != quoteCloses {
		hi--
	}
	if a.unlabelled(lo, hi) {
		a.mark(lo, hi, begin)
	}
}

func (a *Attributor) mark(first, last int, begin label) {
	for i := first; i < last; i++ {
		a.guess[i], a.surer[i] = begin+1, .5
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
	first := s.First
	for _, b := range v.blocks {
		if b.First > first && b.First < s.Last {
			first = b.First // past a dateline
		}
	}
	end := tail
	for end > first && v.words[end-1].punct && v.words[end-1].quote != quoteCloses {
		end--
	}
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
