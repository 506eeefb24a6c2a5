package attrib

import (
	"github.com/hearsay-news/hearsay"
)

// Contents shorter than this hold no statement of their own.
const leastNested = 5

// nested looks for statements inside the contents of pieces: each content is read
// once more as if it were a text by itself, its own quotation marks taken off. It
// overwrites the view, so it comes last. The groups it returns have parent set to
// an index in groups, and their own pieces.
func (a *Attributor) nested(pieces []piece, groups []group) ([]piece, []group) {
	v := &a.view
	owner := make([]int32, 0, 64)
	v.blocks = v.blocks[:0]
	for g := range groups {
		for _, x := range groups[g].contents {
			if b, ok := v.inner(&pieces[x], &a.cues); ok {
				v.blocks = append(v.blocks, b)
				owner = append(owner, int32(g))
			}
		}
	}
	if len(v.blocks) == 0 {
		return nil, nil
	}
	clear(a.cand.level) // the cues of the statements around say nothing in here
	for k := range v.blocks {
		for i := v.blocks[k].First; i < v.blocks[k].Last; i++ {
			v.words[i].block = int32(k)
			a.cand.level[i] = a.cues[cueKey(&v.words[i])]
		}
	}
	a.cand.find(v)
	a.linearly()
	var inside []piece
	for k := range v.blocks {
		inside = a.pieces(inside, a.guess, v.blocks[k].First, v.blocks[k].Last)
	}
	var found []group
	for _, g := range a.groups(inside, false) {
		if a.holds(inside, &g) && together(inside, &g, owner) {
			g.parent = int(owner[inside[g.contents[0]].block])
			found = append(found, g)
		}
	}
	return inside, found
}

// carries reports whether group g is only how a statement inside its content came
// to the outlet: "The party stated that …, according to a statement carried by the
// agency". Such a statement is its speaker's, and stands by itself.
func (a *Attributor) carries(pieces []piece, frame *group, inside []piece, nested []group, g int) bool {
	if frame.cue < 0 || frame.source < 0 || len(frame.contents) != 1 {
		return false
	}
	if !a.carrier(pieces[frame.source].head) {
		return false
	}
	held := &pieces[frame.contents[0]]
	for k := range nested {
		in := &nested[k]
		if in.parent != g || in.source < 0 {
			continue
		}
		first, last := inside[in.source].first, 0
		for _, x := range append([]int{in.source, in.cue}, in.contents...) {
			first, last = min(first, inside[x].first), max(last, inside[x].last)
		}
		if first == held.first && 3*(last-first) >= 2*(held.last-held.first) {
			return true
		}
	}
	return false
}

// together reports whether all pieces of a group lie in the contents of one
// outer statement.
func together(pieces []piece, g *group, owner []int32) bool {
	of := owner[pieces[g.cue].block]
	if g.source >= 0 && owner[pieces[g.source].block] != of {
		return false
	}
	for _, x := range g.contents {
		if owner[pieces[x].block] != of {
			return false
		}
	}
	return true
}

// inner is the block to read inside a content: its tokens without the marks of a
// quotation around all of it, those inside it with quotation states as if it
// stood alone. It reports false where no likely cue stands in it.
func (v *view) inner(p *piece, cues *lexicon) (block, bool) {
	b := block{First: p.first, Last: p.last, Zone: v.an.Sents[v.words[p.first].sent].Zone}
	for b.First < b.Last && v.words[b.First].quote == quoteOpens {
		b.First++
	}
	for b.Last > b.First && (v.words[b.Last-1].quote == quoteCloses || v.words[b.Last-1].punct) {
		b.Last--
	}
	likely := false
	for i := b.First + 1; i < b.Last; i++ {
		likely = likely || (*cues)[cueKey(&v.words[i])] >= 2
	}
	if b.Last-b.First < leastNested || !likely {
		return b, false
	}
	v.unquote(&b)
	return b, true
}

// unquote sets the quotation states of a block's tokens by those quotations alone
// that lie inside it.
func (v *view) unquote(b *block) {
	for i := b.First; i < b.Last; i++ {
		v.quotes.of[i] = -1
		if q := v.words[i].quote; q == quoteIn || q == quoteInSingle {
			v.words[i].quote = quoteOut
		}
	}
	for k := range v.quotes.list {
		q := &v.quotes.list[k]
		if q.First < b.First || q.Last >= b.Last {
			continue
		}
		for i := q.First; i <= q.Last; i++ {
			v.quotes.of[i] = int32(k)
			if v.words[i].quote == quoteOut {
				v.words[i].quote = quoteIn
			}
		}
	}
}

// holds reports whether a group found inside a content is sure enough to stand:
// it must have a cue and say whose it is, or be signalled by a verb that as a rule
// is a cue and takes a clause.
func (a *Attributor) holds(pieces []piece, g *group) bool {
	if g.cue < 0 {
		return false
	}
	v, cue := &a.view, &pieces[g.cue]
	level := a.cues[cueKey(&v.words[cue.head])]
	size := 0
	for _, x := range g.contents {
		size += pieces[x].last - pieces[x].first
	}
	if size < 3 {
		return false
	}
	if g.source < 0 {
		return level >= 3 && hearsay.Tag(v.words[cue.head].tag) == hearsay.TagVBG
	}
	return level >= 3 && cue.score > .5
}
