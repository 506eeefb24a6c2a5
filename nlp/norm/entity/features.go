package entity

import "github.com/hearsay-news/hearsay/model"

// extractor makes the features of tokens.
type extractor struct {
	v    *view
	keys []uint32
}

// token gives the features of token i, which is in a run. The slice is used again
// by the next call.
func (x *extractor) token(i int) []uint32 {
	v := x.v
	w := &v.words[i]
	p1, p2, n1, n2 := v.at(i, -1), v.at(i, -2), v.at(i, 1), v.at(i, 2)
	keys, n := x.keys[:0], uint32(0)
	one := func(a uint32) { n++; keys = append(keys, model.Feature(n, a)) }
	two := func(a, b uint32) { n++; keys = append(keys, model.Feature2(n, a, b)) }
	three := func(a, b, c uint32) { n++; keys = append(keys, model.Feature3(n, a, b, c)) }

	cased := uint32(0)
	if w.cased {
		cased = 1
	}
	tag, write := uint32(w.tag), uint32(w.write)
	one(cased)
	one(w.form)
	two(w.form, n1.form)
	two(p1.form, w.form)
	two(w.shape, cased)
	two(w.shape, uint32(p1.write))
	two(tag, write)
	three(tag, uint32(p1.tag), uint32(n1.tag))
	for _, h := range w.pre {
		one(h)
	}
	for _, h := range w.suf {
		one(h)
	}
	one(uint32(w.group.Coarse))
	one(uint32(w.group.Middle))
	one(uint32(w.group.Fine))
	one(uint32(w.lists))
	one(uint32(w.known)<<2 | uint32(w.city))
	three(uint32(w.known), uint32(n1.known), uint32(p1.known))
	two(uint32(w.known), n1.form)
	two(uint32(w.known), p1.form)
	three(uint32(w.lists), uint32(n1.lists), uint32(p1.lists))
	two(uint32(w.lists), tag)
	two(uint32(w.lists), uint32(n1.write)<<4|uint32(p1.write))
	for _, c := range [...]*word{p2, p1, n1, n2} {
		one(c.form)
		two(uint32(c.tag), tag)
		one(uint32(c.group.Middle))
		one(uint32(c.lists))
		two(c.shape, write)
	}
	two(uint32(p1.group.Middle), uint32(w.group.Middle))
	two(uint32(n1.group.Middle), uint32(w.group.Middle))
	two(uint32(n1.group.Coarse), tag)
	two(uint32(p1.group.Coarse), tag)
	three(p2.form, p1.form, tag)
	three(n1.form, n2.form, tag)
	one(n1.suf[1])
	one(p1.suf[1])
	x.keys = keys
	x.run(i, w, cased)
	x.memory(w)
	return x.keys
}

// run adds what the capitalised words beside token i show.
func (x *extractor) run(i int, w *word, cased uint32) {
	v := x.v
	first, last := int(w.run[0]), int(w.run[1])
	n := uint32(100)
	one := func(a uint32) { n++; x.keys = append(x.keys, model.Feature(n, a)) }
	two := func(a, b uint32) { n++; x.keys = append(x.keys, model.Feature2(n, a, b)) }
	length, place := uint32(min(last-first, 5)), uint32(min(i-first, 3)<<2|min(last-1-i, 3))
	if cased == 1 { // all of a headline is one run
		length, place = 7, 0
		first, last = i, i+1
	}
	begin, end := &v.words[first], &v.words[last-1]
	before, after := v.at(first, -1), v.at(last-1, 1)
	two(length, place)
	two(place, uint32(end.lists))
	two(place, uint32(begin.lists))
	two(end.form, place&3)
	two(begin.form, place>>2)
	two(uint32(end.group.Middle), place)
	two(uint32(begin.group.Middle), place)
	two(before.form, place)
	two(after.form, place)
	two(uint32(before.lists), length)
	two(uint32(after.lists), length)
	two(before.form, after.form)
	two(uint32(before.tag), uint32(after.tag))
	two(uint32(before.group.Middle), length)
	two(uint32(after.group.Middle), length)
	two(uint32(v.at(first, -2).form), before.form)
	one(uint32(begin.known)<<8 | uint32(end.known))
	left, right := x.beside(i, -1), x.beside(i, 1)
	join := &beyond
	if c := v.at(i, -1); w.write == formCapital && c != &beyond && c.write != formCapital {
		join = c
	} else if w.write != formCapital {
		join = w
	}
	two(join.form, uint32(left.lists))
	two(join.form, left.form)
	two(join.form, uint32(left.group.Middle))
	two(join.form, uint32(left.known)<<8|uint32(right.known))
	two(join.form, uint32(right.lists))
	two(join.form, right.form)
	two(join.form, uint32(right.group.Middle))
	if first == int(v.an.Sents[w.sent].First) {
		two(length, 1)
	} else {
		two(length, 2)
	}
}

// beside gives the nearest capitalised word to a side of token i, past what joins
// names.
func (x *extractor) beside(i, step int) *word {
	for k := 1; k <= farthest+1; k++ {
		c := x.v.at(i, k*step)
		if c.write == formCapital {
			return c
		}
		if c == &beyond || !c.joins {
			break
		}
	}
	return &beyond
}

// memory adds what the document shows of the word of a token.
func (x *extractor) memory(w *word) {
	lone := uint32(0)
	if w.run[1]-w.run[0] > 1 {
		lone = 1
	}
	bits := w.memory
	for k := range uint32(memories) {
		if bits>>k&1 == 1 {
			x.keys = append(x.keys, model.Feature2(200+k, 1, lone), model.Feature3(230+k, uint32(w.write), uint32(w.lists), uint32(w.tag)))
		} else {
			x.keys = append(x.keys, model.Feature2(200+k, 0, lone))
		}
	}
	const person = memoryTitled | memoryGiven | memorySays
	const other = memoryIn | memoryBody | memoryLand | memoryPlaced
	x.keys = append(x.keys, model.Feature2(270, uint32(bits&(person|other)), lone), model.Feature2(271, uint32(bits&(memoryInside|memorySmall)), uint32(w.tag)),
		model.Feature2(272, uint32(bits&(memoryInitials|memoryThe)), w.shape))
}

// votes adds what the first stage took the token and those beside it for, and what
// it took their words for in the rest of the document. guess has all labels.
func (x *extractor) votes(i int, guess []label) {
	v := x.v
	n := uint32(300)
	one := func(a uint32) { n++; x.keys = append(x.keys, model.Feature(n, a)) }
	two := func(a, b uint32) { n++; x.keys = append(x.keys, model.Feature2(n, a, b)) }
	near := func(step int) (y, poll uint32) {
		if v.at(i, step) == &beyond {
			return 99, 99
		}
		c := &v.words[i+step]
		y = uint32(guess[i+step])
		if c.write != formCapital {
			return y, 50
		}
		kind, sure := v.memory.elected(c.form, guess[i+step].kind(), !c.cased)
		return y, uint32(kind)*4 + sure
	}
	y, poll := near(0)
	before, pollBefore := near(-1)
	after, pollAfter := near(1)
	one(y)
	one(poll)
	two(y, poll)
	two(poll, uint32(v.words[i].lists))
	two(poll, uint32(v.words[i].known))
	two(poll, v.words[i].shape)
	two(poll, pollBefore)
	two(poll, pollAfter)
	two(y, before)
	two(y, after)
	two(y, pollBefore)
	two(y, pollAfter)
}
