package story

import (
	"cmp"
	"slices"
)

// index finds the articles that may be like another, by the weightiest features of each.
type index struct {
	lists map[uint32][]posting
	sums  []float32 // by article, 0 between searches
}

type posting struct {
	doc    int32
	weight float32
}

func (x *index) add(doc int32, f *Features) {
	if x.lists == nil {
		x.lists = map[uint32][]posting{}
	}
	for _, i := range f.keyed {
		k := f.keys[i]
		x.lists[k] = append(x.lists[k], posting{doc, f.weights[i] * f.scale})
	}
	x.sums = append(x.sums, 0)
}

// candidate is an article that may be like another.
type candidate struct {
	doc int32
	sum float32 // the cosine of the weightiest features of both
}

// near appends the articles whose weightiest features are as like those of one as least,
// the likeliest first. Whether two articles meet is theirs alone, whatever else there is.
func (x *index) near(f *Features, least float32, out []candidate) []candidate {
	from := len(out)
	for _, i := range f.keyed {
		w := f.weights[i] * f.scale
		for _, p := range x.lists[f.keys[i]] {
			if x.sums[p.doc] == 0 {
				out = append(out, candidate{doc: p.doc})
			}
			x.sums[p.doc] += float32(w * p.weight) // rounded, so that it is the same for both
		}
	}
	kept := from
	for _, c := range out[from:] {
		c.sum = x.sums[c.doc]
		x.sums[c.doc] = 0
		if c.sum >= least {
			out[kept] = c
			kept++
		}
	}
	slices.SortFunc(out[from:kept], func(a, b candidate) int { return cmp.Compare(b.sum, a.sum) })
	return out[:kept]
}
