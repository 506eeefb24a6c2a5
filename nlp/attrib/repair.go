package attrib

import "github.com/hearsay-news/hearsay"

// repair sets right what the tree knows better than the labels. It may add pieces.
func (a *Attributor) repair(pieces []piece, groups []group) []piece {
	for g := range groups {
		if groups[g].cue < 0 {
			continue
		}
		pieces = a.quotedBy(pieces, &groups[g])
		pieces = a.subject(pieces, &groups[g])
		a.neither(pieces, &groups[g])
	}
	return pieces
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
		if last > cue.first || overlaps(pieces, g.contents, first, last) {
			return pieces
		}
		g.source = len(pieces)
		return append(pieces, piece{role: roleSource, first: first, last: last, head: i, block: cue.block, score: cue.score})
	}
	return pieces
}

// subject gives a cue without a source the subject that its verb has in the tree.
func (a *Attributor) subject(pieces []piece, g *group) []piece {
	if g.source >= 0 {
		return pieces
	}
	v, cue := &a.view, &pieces[g.cue]
	subject, _ := a.dependents(cue.head)
	if subject < 0 || subject >= cue.first && subject < cue.last {
		return pieces
	}
	first, last := int(a.cand.lo[subject]), int(a.cand.hi[subject])+1
	for last > subject+1 && v.words[last-1].punct && v.words[last-1].quote != quoteCloses {
		last--
	}
	if last > cue.first && first < cue.last || overlaps(pieces, g.contents, first, last) {
		return pieces
	}
	g.source = len(pieces)
	return append(pieces, piece{role: roleSource, first: first, last: last, head: subject, block: cue.block, score: .5})
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
