package parse

import (
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// word is what the features read of one token.
type word struct {
	form          uint32
	tag           uint32
	coarse, fine  uint32
	quote, commas uint16 // quotation marks, commas and like marks before the token in its sentence
}

var absent = word{form: 3, tag: 200, coarse: 999, fine: 999}

// Template numbers of the labeller start here; those of the moves below.
const labelBase = 1 << 9

func (p *Parser) word(t int32) *word {
	if t < 0 {
		return &absent
	}
	return &p.words[t]
}

func (p *Parser) rel(t int32) uint32 {
	if t < 0 {
		return 99
	}
	return uint32(p.state.nodes[t].rel)
}

func apart(a, b int32) uint32 {
	if a < 0 || b < 0 {
		return 15
	}
	switch d := b - a; {
	case d <= 5:
		return uint32(max(d, 0))
	case d <= 8:
		return 6
	case d <= 12:
		return 7
	case d <= 20:
		return 8
	}
	return 9
}

// child gives the outermost children of a token.
func (s *state) child(t int32) (l, l2, r, r2 int32) {
	if t < 0 {
		return none, none, none, none
	}
	n := &s.nodes[t]
	return n.left, n.left2, n.right, n.righ2
}

func (s *state) valency(t int32) uint32 {
	if t < 0 {
		return 99
	}
	return uint32(s.nodes[t].nl)<<3 | uint32(s.nodes[t].nr)
}

// moveKeys gives the features of the present state, after Zhang and Nivre 2011
// with word clusters and the marks between the two tokens in question.
func (p *Parser) moveKeys(keys []uint32) []uint32 {
	s := &p.state
	i0, i1, i2 := s.top(0), s.top(1), s.top(2)
	j0, j1, j2, j3 := s.ahead(0), s.ahead(1), s.ahead(2), s.ahead(3)
	s0, s1, s2 := p.word(i0), p.word(i1), p.word(i2)
	b0, b1, b2, b3 := p.word(j0), p.word(j1), p.word(j2), p.word(j3)
	l0, l02, r0, r02 := s.child(i0)
	l1, l12, r1, r12 := s.child(i1)
	lb, lb2, _, _ := s.child(j0)
	dist := apart(i0, j0)
	dist1 := apart(i1, i0)
	n := uint32(0)
	one := func(a uint32) { n++; keys = append(keys, feature(n, a, 0, 0)) }
	two := func(a, b uint32) { n++; keys = append(keys, feature(n, a, b, 0)) }
	three := func(a, b, c uint32) { n++; keys = append(keys, feature(n, a, b, c)) }
	one(0)
	two(s0.form, s0.tag)
	one(s0.form)
	one(s0.tag)
	two(s1.form, s1.tag)
	one(s1.tag)
	one(s1.form)
	two(b0.form, b0.tag)
	one(b0.form)
	one(b0.tag)
	two(b1.form, b1.tag)
	one(b1.tag)
	one(b1.form)
	one(b2.tag)
	two(b2.form, b2.tag)
	one(b3.tag)
	two(s2.form, s2.tag)
	one(s2.tag)
	three(s0.form, s0.tag, b0.form)
	three(s0.form, s0.tag, b0.tag)
	three(s0.tag, b0.form, b0.tag)
	two(s0.form, b0.form)
	two(s0.tag, b0.tag)
	three(s0.form, s1.form, s0.tag)
	three(s0.tag, s1.form, s1.tag)
	three(s0.form, s0.tag, s1.tag)
	two(s0.tag, s1.tag)
	two(b0.tag, b1.tag)
	three(b0.tag, b1.tag, b2.tag)
	three(s0.tag, b0.tag, b1.tag)
	three(s1.tag, s0.tag, b0.tag)
	three(s2.tag, s1.tag, s0.tag)
	three(s1.tag<<8|s0.tag, b0.tag, b1.tag)
	three(s0.tag, b0.tag, p.word(lb).tag)
	three(s0.tag, b0.tag, p.word(l0).tag)
	three(s0.tag, b0.tag, p.word(r0).tag)
	three(s1.tag, s0.tag, p.word(l1).tag)
	three(s1.tag, s0.tag, p.word(r1).tag)
	three(s1.tag, s0.tag, p.word(l0).tag)
	three(s1.tag, s0.tag, p.word(r0).tag)
	// distance and valency
	three(s0.form, dist, 0)
	three(s0.tag, b0.tag, dist)
	three(s0.tag, s1.tag, dist1)
	three(b0.form, dist, 0)
	two(s0.form, s.valency(i0))
	two(s0.tag, s.valency(i0))
	two(s1.tag, s.valency(i1))
	two(s1.form, s.valency(i1))
	two(b0.tag, s.valency(j0))
	two(b0.form, s.valency(j0))
	// children
	two(p.word(l0).form, p.rel(l0))
	two(p.word(r0).form, p.rel(r0))
	two(p.word(l1).form, p.rel(l1))
	two(p.word(r1).form, p.rel(r1))
	two(p.word(lb).form, p.rel(lb))
	three(s0.tag, p.rel(l0), p.rel(l02))
	three(s0.tag, p.rel(r0), p.rel(r02))
	three(s1.tag, p.rel(l1), p.rel(l12))
	three(s1.tag, p.rel(r1), p.rel(r12))
	three(b0.tag, p.rel(lb), p.rel(lb2))
	three(s0.form, p.rel(l0), p.rel(r0))
	three(s1.form, p.rel(l1), p.rel(r1))
	three(s0.tag, b0.tag, p.rel(r0)<<8|p.rel(l0))
	three(s1.tag, s0.tag, p.rel(r1)<<8|p.rel(r0))
	// clusters
	two(s0.fine, b0.fine)
	two(s0.coarse, b0.coarse)
	two(s0.fine, b0.tag)
	two(s0.tag, b0.fine)
	two(s1.fine, s0.fine)
	two(s1.coarse, s0.coarse)
	two(s1.fine, s0.tag)
	two(s1.tag, s0.fine)
	one(s0.fine)
	one(b0.fine)
	one(s1.fine)
	one(b1.fine)
	// marks between, and the sentence's end
	three(s0.tag, b0.tag, p.marks(i0, j0))
	three(s1.tag, s0.tag, p.marks(i1, i0))
	three(s0.tag, s1.tag, uint32(min(s.n-int(s.next), 3)))
	three(s0.tag<<8|s1.tag, b0.tag, b1.form)
	three(s0.form, b0.tag, b1.tag)
	three(s0.tag, b0.form, b1.tag)
	// what an adposition, conjunction or article before b0 tells of its head
	wb, wl := p.word(lb), p.word(l0)
	three(s0.form, wb.form, 0)
	three(s1.form, wb.form, s0.tag)
	three(s0.tag, s1.tag, wb.form)
	three(s0.form, wb.form, b0.form)
	three(s1.form, wb.form, b0.form)
	three(s0.fine, wb.form, b0.fine)
	three(s1.fine, wb.form, b0.fine)
	three(s1.form, wl.form, s0.form)
	three(s1.form, wl.form, s0.tag)
	three(s1.fine, wl.form, s0.fine)
	three(s1.tag, wl.form, b0.tag)
	// what kinds of dependents they have
	k0, k1, kb := s.kids(i0), s.kids(i1), s.kids(j0)
	three(s0.tag, b0.tag, kb)
	three(s0.tag, b0.tag, k0)
	three(s1.tag, s0.tag, k0)
	three(s1.tag, s0.tag, k1)
	three(s0.tag<<8|b0.tag, k0, kb)
	three(s1.tag<<8|s0.tag, k1, k0)
	three(s0.form, k0, kb)
	three(s1.form, k1, k0)
	three(b0.form, kb, k0)
	// the words beside them in the text
	t0, u0, ub := p.word(p.beside(i0, -1)), p.word(p.beside(i0, 1)), p.word(p.beside(j0, -1))
	two(s0.tag, t0.tag)
	two(s0.tag, u0.tag)
	three(s0.tag, u0.tag, b0.tag)
	three(s0.tag, t0.tag, b0.tag)
	two(b0.tag, ub.tag)
	three(s0.tag, b0.tag, ub.tag)
	three(s0.tag, ub.form, b0.tag)
	three(s0.tag, u0.form, b0.tag)
	return keys
}

// beside gives the token k places from t in the text.
func (p *Parser) beside(t, k int32) int32 {
	if t < 0 || t+k < 0 || int(t+k) >= p.state.n {
		return none
	}
	return t + k
}

func (s *state) kids(t int32) uint32 {
	if t < 0 {
		return 1 << 15
	}
	return uint32(s.nodes[t].kids)
}

// marks says whether commas or quotation marks stand between two tokens.
func (p *Parser) marks(a, b int32) uint32 {
	if a < 0 || b < 0 {
		return 9
	}
	x, y := &p.words[a], &p.words[b]
	return uint32(min(y.commas-x.commas, 2))<<1 | uint32(y.quote-x.quote)&1
}

// labelKeys gives the features by which an arc from head to child is labelled,
// when it is drawn.
func (p *Parser) labelKeys(keys []uint32, child, head int32) []uint32 {
	s := &p.state
	c, h := p.word(child), p.word(head)
	side := uint32(0)
	lo, hi := child, head
	if head < child {
		side, lo, hi = 1, head, child
	}
	l, l2, r, _ := s.child(child)
	hl, hl2, hr, hr2 := s.child(head)
	near, far := hr, hr2
	if side == 0 {
		near, far = hl, hl2
	}
	prev, next := p.word(none), p.word(none)
	if child > 0 {
		prev = &p.words[child-1]
	}
	if int(child)+1 < s.n {
		next = &p.words[child+1]
	}
	dist := apart(lo, hi)
	n := uint32(labelBase)
	one := func(a uint32) { n++; keys = append(keys, model.Feature2(n, a, side)) }
	two := func(a, b uint32) { n++; keys = append(keys, model.Feature3(n, a, b, side)) }
	three := func(a, b, c uint32) { n++; keys = append(keys, model.Feature3(n, a<<1|side, b, c)) }
	one(0)
	one(c.form)
	one(c.tag)
	two(c.form, c.tag)
	one(h.form)
	one(h.tag)
	two(h.form, h.tag)
	two(c.tag, h.tag)
	two(c.form, h.form)
	two(c.form, h.tag)
	two(c.tag, h.form)
	three(c.tag, h.tag, dist)
	three(c.tag, h.tag, p.marks(lo, hi))
	three(c.tag, h.tag, prev.tag)
	three(c.tag, h.tag, next.tag)
	two(prev.form, c.tag)
	two(next.form, c.tag)
	three(c.tag, prev.tag, next.tag)
	two(p.word(l).form, p.rel(l))
	three(c.tag, h.tag, p.rel(l))
	three(c.tag, h.tag, p.rel(r))
	three(c.tag, p.rel(l), p.rel(l2))
	three(p.word(l).form, c.tag, h.tag)
	three(c.tag, h.tag, p.rel(near))
	three(p.rel(near), p.rel(far), h.tag)
	three(c.fine, h.tag, 0)
	two(c.tag, h.fine)
	two(c.fine, h.fine)
	two(c.coarse, h.coarse)
	three(h.form, p.word(l).form, c.tag)
	three(h.form, p.rel(near), c.tag)
	three(c.tag, h.tag, p.rel(hl))
	three(h.fine, p.word(l).form, c.tag)
	three(c.tag, h.tag, s.kids(child))
	three(c.tag, h.tag, s.kids(head))
	three(c.form, s.kids(child), h.tag)
	three(h.form, s.kids(head), c.tag)
	return keys
}

// set fills the words of one sentence.
func (p *Parser) set(an *hearsay.Analysis, sent *hearsay.Sentence) {
	n := sent.Last - sent.First
	if cap(p.words) < n {
		p.words = make([]word, n+n/2)
	}
	p.words = p.words[:n]
	var quote, commas uint16
	for i := range p.words {
		tok, text := &an.Tokens[sent.First+i], an.Text(sent.First+i)
		w := &p.words[i]
		w.form = model.HashLower(text)
		w.tag = uint32(tok.Tag)
		g := p.clusters.Of(w.form)
		w.coarse, w.fine = uint32(g.Coarse), uint32(g.Middle)
		w.quote, w.commas = quote, commas
		switch tok.Tag {
		case hearsay.TagOpenQuote, hearsay.TagCloseQuote:
			quote++
		case hearsay.TagComma, hearsay.TagColon, hearsay.TagLRB, hearsay.TagRRB:
			commas++
		}
	}
}
