package tag

import (
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// word is what the features read of one token.
type word struct {
	form  uint32 // hash of the lower-cased form
	exact uint32 // hash of the form as written
	pre   [3]uint32
	suf   [4]uint32
	shape uint32
	group model.Group
	class uint32 // the tags it had in training, 0 for an unknown word
}

var beyond = word{form: 5, exact: 5, shape: 77, class: 5}

func (t *Tagger) set(an *hearsay.Analysis, sent *hearsay.Sentence) {
	n := sent.Last - sent.First
	if cap(t.words) < n {
		t.words = make([]word, n+n/2)
	}
	t.words = t.words[:n]
	lower, title := 0, 0
	for i := range t.words {
		s := an.Text(sent.First + i)
		w := &t.words[i]
		w.form, w.exact = model.HashLower(s), model.HashString(s)
		for k := range w.pre {
			w.pre[k] = model.HashLower(s[:min(k+1, len(s))])
		}
		for k := range w.suf {
			w.suf[k] = model.HashLower(s[max(0, len(s)-k-1):])
		}
		w.shape = shape(s)
		w.group = t.clusters.Of(w.form)
		w.class = t.classes[w.form]
		if len(s) > 3 { // short words are small in titles too
			if c := s[0]; 'a' <= c && c <= 'z' {
				lower++
			} else if 'A' <= c && c <= 'Z' {
				title++
			}
		}
	}
	t.cased = 0
	if title > 2 && lower == 0 {
		t.cased = 1 // a headline: capitals tell nothing
	}
}

// shape folds a token to the kinds of its characters, runs of one kind to one.
func shape(s string) uint32 {
	h, last := uint32(0), uint32(0)
	for i := 0; i < len(s) && h < 1<<24; i++ {
		k := uint32(5)
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z':
			k = 1
		case 'a' <= c && c <= 'z':
			k = 2
		case '0' <= c && c <= '9':
			k = 3
		case c >= 0x80:
			k = 4
		case c == '-':
			k = 6
		case c == '.':
			k = 7
		}
		if k != last {
			h = h*8 + k
		}
		last = k
	}
	return h
}

func (t *Tagger) at(i int) *word {
	if i < 0 || i >= len(t.words) {
		return &beyond
	}
	return &t.words[i]
}

// tokenKeys gives the features of token i, the two tags before it being p1, p2.
func (t *Tagger) tokenKeys(keys []uint32, i int, p1, p2 uint32) []uint32 {
	w := &t.words[i]
	a1, a2, b1, b2 := t.at(i+1), t.at(i+2), t.at(i-1), t.at(i-2)
	n := uint32(0)
	one := func(a uint32) { n++; keys = append(keys, model.Feature(n, a)) }
	two := func(a, b uint32) { n++; keys = append(keys, model.Feature2(n, a, b)) }
	three := func(a, b, c uint32) { n++; keys = append(keys, model.Feature3(n, a, b, c)) }
	first := uint32(0)
	if i == 0 {
		first = 1
	}
	first |= t.cased << 1
	one(0)
	one(w.form)
	two(w.exact, t.cased)
	for _, s := range w.suf {
		one(s)
	}
	for _, s := range w.pre {
		one(s)
	}
	two(w.shape, first)
	two(w.suf[2], w.shape)
	two(w.suf[1], p1)
	one(w.class)
	one(uint32(w.group.Fine))
	one(uint32(w.group.Middle))
	one(uint32(w.group.Coarse))
	one(p1)
	two(p1, p2)
	two(p1, w.form)
	three(p1, p2, w.form)
	two(p1, w.class)
	three(p1, w.class, a1.class)
	one(b1.form)
	one(a1.form)
	one(b2.form)
	one(a2.form)
	two(b1.form, w.form)
	two(w.form, a1.form)
	three(b1.form, w.form, a1.form)
	two(p1, a1.form)
	one(a1.class)
	two(a1.class, a2.class)
	two(w.class, a1.class)
	two(w.form, a1.class)
	three(w.class, a1.class, a2.class)
	one(a1.suf[2])
	one(b1.suf[2])
	two(a1.suf[1], w.class)
	one(uint32(b1.group.Middle))
	one(uint32(a1.group.Middle))
	two(uint32(w.group.Middle), uint32(a1.group.Middle))
	two(uint32(w.group.Middle), p1)
	two(w.class, uint32(a1.group.Middle))
	two(a1.shape, w.shape)
	two(b1.shape, w.shape)
	three(p1, w.shape, w.suf[2])
	return keys
}
