package attrib

import (
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// The templates of features, numbered so that no two share a key.
const (
	tplBias   = 1
	tplWord   = 10
	tplWord2  = 20
	tplWord3  = 30
	tplTag    = 40
	tplTags   = 50
	tplLemma  = 60
	tplGroup  = 70
	tplGroups = 80
	tplForm   = 90
	tplQuote  = 100
	tplQuotes = 110
	tplPlace  = 130
	tplTree   = 150
	tplCue    = 170
	tplEdge   = 200
	tplGuess  = 230
	tplSecond = 1 << 10
)

// edge says that a token is the first or last of a phrase that hangs from a cue.
type edge struct {
	rel  uint32 // relation of the phrase's head to the cue, 0 for none
	cue  uint32 // lemma of the cue
	more uint32 // relation of a second, longer phrase that shares the edge
}

// cues says where cues may be, and what each token is to them.
type cues struct {
	level  []uint8 // 0 for no cue; more for surer ones
	gov    []int32 // the nearest cue above the token in the tree, itself included; -1
	via    []uint8 // relation to gov of the child that the token hangs from
	depth  []uint8 // steps to gov, at most 7
	left   []int32 // nearest cue before the token in its block; -1
	right  []int32 // nearest cue at or after the token in its block; -1
	sister []int32 // a cue that hangs from a token at or above this one, this one not under it; -1
	rise   []uint8 // steps from the token up to where sister hangs
	under  []int32 // by token, the first cue that hangs from it; -1
	tail   []int32 // by sentence, first token of a closing ", he said"; -1 for none
	said   []int32 // by sentence, the cue of that tail
	starts []edge
	ends   []edge
	lo, hi []int32 // extent of the token's subtree
}

// find fills c from level, which the caller has set.
func (c *cues) find(v *view) {
	n := len(v.words)
	c.gov, c.via, c.depth = sized(c.gov, n), sized(c.via, n), sized(c.depth, n)
	c.left, c.right = sized(c.left, n), sized(c.right, n)
	c.starts, c.ends = sized(c.starts, n), sized(c.ends, n)
	c.lo, c.hi = sized(c.lo, n), sized(c.hi, n)
	c.sister, c.rise, c.under = sized(c.sister, n), sized(c.rise, n), sized(c.under, n)
	for i := range n {
		c.starts[i], c.ends[i] = edge{}, edge{}
		c.gov[i], c.via[i], c.depth[i] = -1, 0, 0
		c.lo[i], c.hi[i] = int32(i), int32(i)
		c.sister[i], c.rise[i], c.under[i] = -1, 0, -1
	}
	for _, b := range v.blocks {
		near := int32(-1)
		for i := b.First; i < b.Last; i++ {
			c.left[i] = near
			if c.level[i] > 0 {
				near = int32(i)
			}
		}
		near = -1
		for i := b.Last - 1; i >= b.First; i-- {
			if c.level[i] > 0 {
				near = int32(i)
			}
			c.right[i] = near
		}
	}
	c.tail, c.said = sized(c.tail, len(v.an.Sents)), sized(c.said, len(v.an.Sents))
	for s := range v.an.Sents {
		c.tail[s], c.said[s] = c.closing(v, &v.an.Sents[s])
		c.tree(v, v.an.Sents[s].First, v.an.Sents[s].Last)
	}
}

// tree sets what c knows from the tree of tokens first to last-1.
func (c *cues) tree(v *view, first, last int) {
	for i := first; i < last; i++ { // extents: every token widens all above it
		for h, k := v.words[i].head, 0; h >= 0 && k < 64; h, k = v.words[h].head, k+1 {
			if int32(i) >= c.lo[h] && int32(i) <= c.hi[h] {
				break
			}
			c.lo[h], c.hi[h] = min(c.lo[h], int32(i)), max(c.hi[h], int32(i))
		}
	}
	for i := first; i < last; i++ {
		if h := v.words[i].head; h >= 0 && c.level[i] > 0 && (c.under[h] < 0 || c.level[c.under[h]] < c.level[i]) {
			c.under[h] = int32(i)
		}
	}
	for i := first; i < last; i++ {
		for j, k := int32(i), uint8(0); j >= 0 && k < 8; j, k = v.words[j].head, k+1 {
			if u := c.under[j]; u >= 0 && !(c.lo[u] <= int32(i) && int32(i) <= c.hi[u]) {
				c.sister[i], c.rise[i] = u, min(k, 3)
				break
			}
		}
		j, via := int32(i), uint8(0)
		for k := uint8(0); j >= 0 && k < 8; k++ {
			if c.level[j] > 0 {
				c.gov[i], c.via[i], c.depth[i] = j, via, min(k, 7)
				break
			}
			via = uint8(v.words[j].rel)
			j = v.words[j].head
		}
		if h := v.words[i].head; h >= 0 && c.level[h] > 0 && !v.words[i].punct {
			c.edges(v, i, int(h))
		}
	}
}

// closing finds the tail of a sentence that says who said it: a likely cue after
// the sentence's last comma or closing quotation mark, with few words around it.
func (c *cues) closing(v *view, s *hearsay.Sentence) (tail, cue int32) {
	cue = -1
	for i := s.Last - 1; i > s.First && i >= s.Last-16; i-- {
		w := &v.words[i]
		if c.level[i] >= 2 && !w.punct {
			cue = int32(i)
		}
		if cue >= 0 && (w.quote == quoteCloses || w.tag == uint32(hearsay.TagComma)) {
			return int32(i + 1), cue
		}
	}
	return -1, -1
}

// edges marks where the phrase headed by child begins and ends.
func (c *cues) edges(v *view, child, cue int) {
	lo, hi := int(c.lo[child]), int(c.hi[child])
	for lo < child && v.words[lo].punct && v.words[lo].quote != quoteOpens {
		lo++
	}
	for hi > child && v.words[hi].punct && v.words[hi].quote != quoteCloses {
		hi--
	}
	side := uint32(0)
	if cue > child {
		side = 64
	}
	mark := func(e *edge) {
		if e.rel != 0 {
			e.more = e.rel
		}
		e.rel, e.cue = v.words[child].rel+side, v.words[cue].lemma
	}
	mark(&c.starts[lo])
	mark(&c.ends[hi])
}

// extractor turns tokens into feature keys.
type extractor struct {
	v    *view
	c    *cues
	keys []uint32
}

func (x *extractor) one(t, a uint32)    { x.keys = append(x.keys, model.Feature(t, a)) }
func (x *extractor) two(t, a, b uint32) { x.keys = append(x.keys, model.Feature2(t, a, b)) }
func (x *extractor) three(t, a, b, c uint32) {
	x.keys = append(x.keys, model.Feature3(t, a, b, c))
}

var edgeWord = word{form: 7, lemma: 7, suffix: 7, tag: 99, rel: 99, shape: 99, head: -1}

// at is the word k places from i, or a sentinel beyond the block.
func (x *extractor) at(b *block, i, k int) *word {
	if j := i + k; j >= b.First && j < b.Last {
		return &x.v.words[j]
	}
	return &edgeWord
}

// token gives the keys of token i of block b; they are overwritten by the next
// call.
func (x *extractor) token(b *block, i int) []uint32 {
	x.keys = x.keys[:0]
	w := &x.v.words[i]
	x.one(tplBias, 0)
	x.words(b, i, w)
	x.quotes(b, i, w)
	x.place(b, i, w)
	x.tree(b, i, w)
	x.cues(b, i, w)
	x.edges(b, i, w)
	return x.keys
}

func (x *extractor) words(b *block, i int, w *word) {
	p1, p2, p3 := x.at(b, i, -1), x.at(b, i, -2), x.at(b, i, -3)
	n1, n2, n3 := x.at(b, i, 1), x.at(b, i, 2), x.at(b, i, 3)
	x.one(tplWord, w.form)
	x.one(tplWord+1, p1.form)
	x.one(tplWord+2, n1.form)
	x.one(tplWord+3, p2.form)
	x.one(tplWord+4, n2.form)
	x.one(tplWord+5, p3.form)
	x.one(tplWord+6, n3.form)
	x.two(tplWord2, p1.form, w.form)
	x.two(tplWord2+1, w.form, n1.form)
	x.two(tplWord2+2, p2.form, p1.form)
	x.two(tplWord2+3, n1.form, n2.form)
	x.two(tplWord2+4, p1.form, n1.form)
	x.three(tplWord3, p1.form, w.form, n1.form)
	x.three(tplWord3+1, p2.form, p1.form, w.form)
	x.three(tplWord3+2, w.form, n1.form, n2.form)
	x.one(tplTag, w.tag)
	x.one(tplTag+1, p1.tag)
	x.one(tplTag+2, n1.tag)
	x.one(tplTag+3, p2.tag)
	x.one(tplTag+4, n2.tag)
	x.two(tplTags, p1.tag, w.tag)
	x.two(tplTags+1, w.tag, n1.tag)
	x.three(tplTags+2, p1.tag, w.tag, n1.tag)
	x.three(tplTags+3, p2.tag, p1.tag, w.tag)
	x.three(tplTags+4, w.tag, n1.tag, n2.tag)
	x.two(tplTags+5, w.form, p1.tag)
	x.two(tplTags+6, w.form, n1.tag)
	x.two(tplTags+7, w.tag, n1.form)
	x.two(tplTags+8, w.tag, p1.form)
	x.one(tplLemma, w.lemma)
	x.one(tplForm, w.suffix)
	x.two(tplForm+1, w.shape, p1.shape)
	x.two(tplForm+2, w.shape, n1.shape)
	x.one(tplGroup, uint32(w.group.Fine))
	x.one(tplGroup+1, uint32(w.group.Middle))
	x.one(tplGroup+2, uint32(w.group.Coarse))
	x.one(tplGroup+3, uint32(p1.group.Fine))
	x.one(tplGroup+4, uint32(n1.group.Fine))
	x.one(tplGroup+5, uint32(p2.group.Middle))
	x.one(tplGroup+6, uint32(n2.group.Middle))
	x.two(tplGroups, uint32(p1.group.Middle), uint32(w.group.Middle))
	x.two(tplGroups+1, uint32(w.group.Middle), uint32(n1.group.Middle))
}

func (x *extractor) quotes(b *block, i int, w *word) {
	p1, n1 := x.at(b, i, -1), x.at(b, i, 1)
	x.two(tplQuote, w.quote, w.tag)
	x.three(tplQuote+1, p1.quote, w.quote, n1.quote)
	x.three(tplQuote+2, p1.quote, w.quote, w.form)
	k := x.v.quotes.of[i]
	if k < 0 {
		return
	}
	q := &x.v.quotes.list[k]
	size := bucket(q.Last - q.First)
	before, after := x.at(b, q.First, -1), x.at(b, q.Last, 1)
	final := x.at(b, q.Last, -1)
	flags := uint32(0)
	if q.Closed {
		flags |= 1
	}
	if q.Resumes {
		flags |= 2
	}
	if q.First == b.First {
		flags |= 4
	}
	if q.Last == b.Last-1 {
		flags |= 8
	}
	if q.Single {
		flags |= 16
	}
	fclass := uint32(0)
	if final.punct {
		fclass = final.form
	}
	where := w.quote
	x.three(tplQuotes, where, size, flags)
	x.three(tplQuotes+1, where, size, fclass)
	x.three(tplQuotes+2, where, before.lemma, size)
	x.three(tplQuotes+3, where, after.lemma, size)
	x.three(tplQuotes+4, where, before.tag, after.tag)
	x.three(tplQuotes+5, where, fclass, after.tag)
	x.three(tplQuotes+6, where, fclass, uint32(after.group.Fine))
	x.two(tplQuotes+7, where, x.at(b, q.First, 1).tag)
	x.three(tplQuotes+8, where, bucket(i-q.First), bucket(q.Last-i))
	x.three(tplQuotes+9, where, before.form, x.at(b, q.First, -2).lemma)
	x.three(tplQuotes+10, where, after.lemma, x.at(b, q.Last, 2).lemma)
}

// bucket sorts a distance into few classes.
func bucket(n int) uint32 {
	switch {
	case n <= 4:
		return uint32(max(n, 0))
	case n <= 6:
		return 5
	case n <= 10:
		return 6
	case n <= 16:
		return 7
	case n <= 30:
		return 8
	}
	return 9
}

func (x *extractor) place(b *block, i int, w *word) {
	s := &x.v.an.Sents[w.sent]
	flags := uint32(b.Zone) << 4
	if i == s.First {
		flags |= 1
	}
	if i == s.Last-1 {
		flags |= 2
	}
	if i == b.First {
		flags |= 4
	}
	if i == b.Last-1 {
		flags |= 8
	}
	x.two(tplPlace, flags, w.tag)
	x.two(tplPlace+1, flags, w.form)
	x.two(tplPlace+2, bucket(i-s.First), w.tag)
	x.two(tplPlace+3, bucket(s.Last-1-i), w.tag)
	first, final := &x.v.words[s.First], &x.v.words[s.Last-1]
	x.one(tplPlace+4, first.form)
	x.two(tplPlace+5, final.form, uint32(b.Zone))
	if s.Last-s.First > 1 {
		x.two(tplPlace+6, first.form, x.v.words[s.First+1].form)
	}
	if s.Last-s.First <= 30 {
		x.two(tplPlace+7, bucket(s.Last-s.First), uint32(b.Zone))
	}
}

func (x *extractor) tree(b *block, i int, w *word) {
	if h := int(w.head); h < b.First || h >= b.Last { // the root, or that of a content read by itself
		x.one(tplTree, uint32(hearsay.RelRoot))
		x.two(tplTree+1, uint32(hearsay.RelRoot), w.tag)
		return
	}
	x.one(tplTree, w.rel)
	x.two(tplTree+1, w.rel, w.tag)
	h := &x.v.words[w.head]
	side := uint32(0)
	if int(w.head) > i {
		side = 1
	}
	x.two(tplTree+2, h.lemma, side)
	x.two(tplTree+3, w.rel, h.lemma)
	x.three(tplTree+4, w.rel, h.tag, side)
	x.two(tplTree+5, w.rel, h.rel)
	x.two(tplTree+6, w.rel, uint32(h.group.Fine))
	if hh := int(h.head); hh >= b.First && hh < b.Last {
		g := &x.v.words[hh]
		x.two(tplTree+7, h.rel, g.lemma)
		x.three(tplTree+8, w.rel, h.rel, g.tag)
		x.three(tplTree+9, w.rel, h.rel, uint32(g.group.Middle))
		x.three(tplTree+10, w.rel, h.rel, g.rel)
	}
}

func (x *extractor) cues(b *block, i int, w *word) {
	c := x.c
	x.two(tplCue, uint32(c.level[i]), w.tag)
	if g := c.gov[i]; g >= 0 {
		gw := &x.v.words[g]
		side := uint32(0)
		if int(g) > i {
			side = 1
		}
		path := uint32(c.via[i])<<1 | side
		x.two(tplCue+1, path, uint32(c.level[g]))
		x.two(tplCue+2, path, gw.lemma)
		x.three(tplCue+3, path, uint32(c.depth[i]), uint32(c.level[g]))
		x.three(tplCue+4, path, w.tag, gw.rel)
		x.three(tplCue+5, path, w.rel, uint32(c.depth[i]))
		x.three(tplCue+6, path, gw.tag, uint32(gw.group.Fine))
		x.three(tplCue+7, path, w.form, uint32(c.level[g]))
	} else {
		x.two(tplCue+8, w.rel, 0)
	}
	if u := c.sister[i]; u >= 0 {
		uw := &x.v.words[u]
		side := uint32(0)
		if int(u) > i {
			side = 1
		}
		x.three(tplCue+19, uw.rel<<1|side, uint32(c.rise[i]), uint32(c.level[u]))
		x.three(tplCue+20, uw.rel<<1|side, uw.lemma, uint32(c.rise[i]))
		x.three(tplCue+21, uw.rel<<1|side, w.tag, w.quote)
	}
	if t := c.tail[w.sent]; t >= 0 {
		said := &x.v.words[c.said[w.sent]]
		off := i - int(t) // where the token stands towards the tail
		switch {
		case off < -2:
			off = -3
		case off > 8:
			off = 8
		}
		x.three(tplCue+22, uint32(off+3), said.lemma, w.quote)
		x.three(tplCue+23, uint32(off+3), uint32(c.level[c.said[w.sent]]), w.tag)
		x.three(tplCue+24, uint32(off+3), uint32(int(c.said[w.sent])-int(t)), w.quote)
	} else {
		x.two(tplCue+25, w.tag, w.quote)
	}
	s := &x.v.an.Sents[w.sent]
	l, r := c.left[i], c.right[i]
	near := uint32(0)
	if l >= 0 {
		lw := &x.v.words[l]
		same := uint32(1)
		if int(l) < s.First {
			same = 2
		}
		near |= same
		x.three(tplCue+9, lw.lemma, bucket(i-int(l)), same)
		x.three(tplCue+10, uint32(c.level[l]), bucket(i-int(l)), same<<4|w.quote)
		x.three(tplCue+11, lw.lemma, w.tag, same)
		x.three(tplCue+12, lw.rel, w.quote, same)
	}
	if r >= 0 {
		rw := &x.v.words[r]
		same := uint32(1)
		if int(r) >= s.Last {
			same = 2
		}
		near |= same << 2
		x.three(tplCue+13, rw.lemma, bucket(int(r)-i), same)
		x.three(tplCue+14, uint32(c.level[r]), bucket(int(r)-i), same<<4|w.quote)
		x.three(tplCue+15, rw.lemma, w.tag, same)
		x.three(tplCue+16, rw.rel, w.quote, same)
	}
	x.three(tplCue+17, near, w.quote, w.tag)
	x.two(tplCue+18, near, w.form)
}

func (x *extractor) edges(b *block, i int, w *word) {
	if e := &x.c.starts[i]; e.rel != 0 {
		x.two(tplEdge, e.rel, e.cue)
		x.two(tplEdge+1, e.rel, e.more)
		x.two(tplEdge+2, e.rel, w.form)
		x.three(tplEdge+3, e.rel, w.tag, w.quote)
	}
	if e := &x.c.ends[i]; e.rel != 0 {
		x.two(tplEdge+4, e.rel, e.cue)
		x.two(tplEdge+5, e.rel, e.more)
		x.three(tplEdge+6, e.rel, w.tag, w.quote)
		x.two(tplEdge+7, e.rel, x.at(b, i, 1).form)
	}
	if i > b.First { // the token before ended a phrase
		if e := &x.c.ends[i-1]; e.rel != 0 {
			x.two(tplEdge+8, e.rel, w.form)
			x.two(tplEdge+9, e.rel, e.cue)
			x.three(tplEdge+10, e.rel, w.tag, w.quote)
		}
	}
	if i+1 < b.Last {
		if e := &x.c.starts[i+1]; e.rel != 0 {
			x.two(tplEdge+11, e.rel, w.form)
			x.two(tplEdge+12, e.rel, e.cue)
		}
	}
}
