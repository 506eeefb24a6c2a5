package attrib

import (
	"slices"

	"github.com/hearsay-news/hearsay"
)

// repair sets right what the tree knows better than the labels. It may add pieces.
func (a *Attributor) repair(pieces []piece, groups []group) ([]piece, []group) {
	groups = a.join(pieces, groups)
	for g := range groups {
		if groups[g].cue < 0 {
			continue
		}
		a.later(pieces, &groups[g])
		pieces = a.quotedBy(pieces, &groups[g])
		pieces = a.subject(pieces, &groups[g])
		a.passive(pieces, &groups[g])
		a.modified(pieces, &groups[g])
		a.broken(pieces, &groups[g])
		a.neither(pieces, &groups[g])
	}
	return pieces, groups
}

// join gives back to a content what was split off it at "and": a second, passive
// verb of the same clause that was taken for a cue, though nobody says it.
func (a *Attributor) join(pieces []piece, groups []group) []group {
	out := groups[:0]
	for k := range groups {
		if n := len(out); n > 0 && a.coordinated(pieces, &out[n-1], &groups[k]) {
			p, q := &pieces[out[n-1].contents[len(out[n-1].contents)-1]], &pieces[groups[k].contents[0]]
			p.last = q.last
			continue
		}
		out = append(out, groups[k])
	}
	return out
}

// coordinated reports whether the cue of h is a verb joined by "and" to one in
// the content of g, right behind it and without a subject.
func (a *Attributor) coordinated(pieces []piece, g, h *group) bool {
	if g.cue < 0 || h.cue < 0 || len(h.contents) != 1 {
		return false
	}
	v := &a.view
	p, cue, q := &pieces[g.contents[len(g.contents)-1]], &pieces[h.cue], &pieces[h.contents[0]]
	w := &v.words[cue.head]
	if hearsay.Rel(w.rel) != hearsay.RelConj || !v.isPassive(cue) || int(w.head) < p.first || int(w.head) >= p.last ||
		cue.first < p.last || cue.first-p.last > 2 || q.first < cue.last || q.first-cue.last > 1 {
		return false
	}
	subject, _ := a.dependents(cue.head)
	return subject < 0 && (h.source < 0 || pieces[h.source].last <= p.first)
}

// quotedBy makes the subject of "was quoted as saying by the agency" its source:
// the agency only carries it.
func (a *Attributor) quotedBy(pieces []piece, g *group) []piece {
	v, cue := &a.view, &pieces[g.cue]
	verb := -1
	for i := cue.first; i < cue.last; i++ {
		if t := v.an.Tokens[i].Lemma; t == "quote" || t == "cite" {
			verb = i
		}
	}
	if verb < 0 || hearsay.Tag(v.words[verb].tag) != hearsay.TagVBN {
		return pieces
	}
	v.quotedAs(pieces, g, verb)
	for i := range verb {
		i = verb - 1 - i
		w := &v.words[i]
		if w.sent != v.words[verb].sent {
			return pieces
		}
		if int(w.head) != verb || hearsay.Rel(w.rel) != hearsay.RelNsubjPass {
			continue
		}
		first, last := int(a.cand.lo[i]), int(a.cand.hi[i])+1
		if last > cue.first || !v.cutBefore(pieces, g.contents, first, last) {
			return pieces
		}
		g.source = len(pieces)
		return append(pieces, piece{role: roleSource, first: first, last: last, head: i, block: cue.block, score: cue.score})
	}
	return pieces
}

// quotedAs gives "as saying by" behind a passive "was quoted" to the cue, and has
// a content that began with it begin with the quotation that follows, if one does.
func (v *view) quotedAs(pieces []piece, g *group, verb int) {
	cue := &pieces[g.cue]
	end := verb + 1
	for end < len(v.words) && v.words[end].block == v.words[verb].block {
		if l := v.lemma(end); l != "as" && l != "say" && l != "tell" && l != "by" {
			break
		}
		end++
	}
	if end < verb+3 || end <= cue.last { // at least "as saying"
		return
	}
	agent := -1
	for _, x := range g.contents {
		p := &pieces[x]
		if p.first < cue.last || p.first >= end {
			continue
		}
		at := end
		for at < p.last && v.words[at].quote != quoteOpens {
			at++
		}
		if at >= p.last && v.lemma(end-1) == "by" && len(g.contents) > 1 { // the carrier's name
			agent = x
			continue
		}
		if at >= p.last { // "was quoted as saying that …", without quotation marks
			at = end
		}
		if at >= p.last {
			return
		}
		p.first = at
	}
	g.contents = slices.DeleteFunc(g.contents, func(x int) bool { return x == agent })
	cue.last = end
	for cue.first > 0 && int(v.words[cue.first-1].head) == verb && hearsay.Rel(v.words[cue.first-1].rel) == hearsay.RelAuxPass {
		cue.first--
	}
}

// cutBefore ends at a closing quotation mark those contents that run on into
// tokens first to last-1, and reports whether none overlaps them then.
func (v *view) cutBefore(pieces []piece, contents []int, first, last int) bool {
	for _, x := range contents {
		p := &pieces[x]
		if p.first >= last || p.last <= first {
			continue
		}
		if p.first >= first || v.words[first-1].quote != quoteCloses {
			return false
		}
		p.last = first
	}
	return true
}

// later takes from a cue a source that stands in a sentence after it.
func (a *Attributor) later(pieces []piece, g *group) {
	v := &a.view
	if g.source >= 0 && v.words[pieces[g.source].head].sent > v.words[pieces[g.cue].head].sent {
		g.source = -1
	}
}

// subject gives a cue without a source the subject that its verb has in the tree.
func (a *Attributor) subject(pieces []piece, g *group) []piece {
	if g.source >= 0 {
		return pieces
	}
	v, cue := &a.view, &pieces[g.cue]
	subject, _ := a.dependents(cue.head)
	if subject < 0 {
		return a.namedTwice(pieces, g)
	}
	if subject >= cue.first && subject < cue.last {
		return pieces
	}
	first, last := int(a.cand.lo[subject]), v.trimEnd(subject+1, int(a.cand.hi[subject])+1)
	if last > cue.first && first < cue.last || overlaps(pieces, g.contents, first, last) {
		return pieces
	}
	g.source = len(pieces)
	return append(pieces, piece{role: roleSource, first: first, last: last, head: subject, block: cue.block, score: .5})
}

// namedTwice gives ", the governor, Ada Sile, said" its source by its marks, where the
// tree has lost the subject.
func (a *Attributor) namedTwice(pieces []piece, g *group) []piece {
	v, cue := &a.view, &pieces[g.cue]
	if !hearsay.Tag(v.words[cue.first].tag).Verb() {
		return pieces
	}
	least := max(v.an.Sents[v.words[cue.first].sent].First, v.blocks[cue.block].First)
	first, last := a.apposed(cue.first, least), cue.first
	if first < 0 || overlaps(pieces, g.contents, first, last) {
		return pieces
	}
	g.source = len(pieces)
	return append(pieces, piece{role: roleSource, first: first, last: last, head: headOf(v, first, last), block: cue.block, score: .5})
}

func overlaps(pieces []piece, of []int, first, last int) bool {
	for _, x := range of {
		if pieces[x].first < last && first < pieces[x].last {
			return true
		}
	}
	return false
}

// neither gives the first half of "neither confirmed nor denied" to the cue where
// the labels left it to the source.
func (a *Attributor) neither(pieces []piece, g *group) {
	if g.source < 0 {
		return
	}
	src, cue := &pieces[g.source], &pieces[g.cue]
	if src.last == cue.first && src.last-src.first > 1 && a.view.an.Tokens[src.last-1].Lemma == "neither" {
		src.last--
		cue.first--
	}
}

// passive takes from "is believed to" a source of another sentence: who believes
// is not said.
func (a *Attributor) passive(pieces []piece, g *group) {
	if g.source < 0 {
		return
	}
	v, cue, src := &a.view, &pieces[g.cue], &pieces[g.source]
	if hearsay.Tag(v.words[cue.head].tag) != hearsay.TagVBN || v.words[cue.head].sent == v.words[src.head].sent {
		return
	}
	if v.isPassive(cue) {
		g.source = -1
	}
}

// isPassive reports whether a cue has the auxiliary of a passive.
func (v *view) isPassive(cue *piece) bool {
	for i := cue.first; i < cue.head; i++ {
		if hearsay.Rel(v.words[i].rel) == hearsay.RelAuxPass {
			return true
		}
	}
	return false
}

// broken gives back to a source before its verb the clause between commas that was
// cut off it: "The alliance, which speaks for both unions, said".
func (a *Attributor) broken(pieces []piece, g *group) {
	if g.source < 0 {
		return
	}
	v, cue, src := &a.view, &pieces[g.cue], &pieces[g.source]
	last := cue.first
	for last > src.last && v.words[last-1].tag == uint32(hearsay.TagRB) {
		last--
	}
	i := src.last
	if i < last && v.words[i].tag == uint32(hearsay.TagComma) {
		i++
	} else if v.words[i-1].tag != uint32(hearsay.TagComma) {
		return
	}
	if last-i < 3 || v.words[last-1].tag != uint32(hearsay.TagComma) || v.words[i].sent != v.words[cue.head].sent || v.words[src.head].sent != v.words[cue.head].sent {
		return
	}
	switch hearsay.Tag(v.words[i].tag) {
	case hearsay.TagWP, hearsay.TagWDT, hearsay.TagWPS:
	default:
		return
	}
	for k := i; k < last-1; k++ {
		if v.words[k].quote != quoteOut {
			return
		}
	}
	for k := range pieces {
		if p := &pieces[k]; p != src && p.first < last && src.last < p.last {
			return // something else is said in it
		}
	}
	src.last = last
}

// modified gives back to a source behind its verb the clause that was cut off it:
// "said Ada Sile, who leads the brigade".
func (a *Attributor) modified(pieces []piece, g *group) {
	if g.source < 0 {
		return
	}
	v, cue, src := &a.view, &pieces[g.cue], &pieces[g.source]
	s := &v.an.Sents[v.words[src.head].sent]
	if src.first < cue.last || src.first > cue.last+1 || src.last+2 >= s.Last || v.words[src.last].tag != uint32(hearsay.TagComma) {
		return
	}
	i := src.last + 1
	if t := hearsay.Tag(v.words[i].tag); t != hearsay.TagWP && t != hearsay.TagWDT && t != hearsay.TagWPS {
		return
	}
	last := s.Last
	for last > i && v.words[last-1].punct {
		last--
	}
	for k := range pieces {
		if p := &pieces[k]; p != src && p.first < last && src.last < p.last {
			return // something else is said in it
		}
	}
	src.last = last
}
