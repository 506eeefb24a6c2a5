package story

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
		x.lists[k] = append(x.lists[k], posting{doc, f.weights[i]})
	}
	x.sums = append(x.sums, 0)
}

// near gives the articles that share so much of their weightiest features with one that
// their likeness must be looked at. Whether two articles meet is theirs alone, whatever
// else there is.
func (x *index) near(f *Features, least float32, out []int32) []int32 {
	from := len(out)
	for _, i := range f.keyed {
		w := f.weights[i]
		for _, p := range x.lists[f.keys[i]] {
			if x.sums[p.doc] == 0 {
				out = append(out, p.doc)
			}
			x.sums[p.doc] += w * p.weight
		}
	}
	NCand += len(out) - from
	kept := from
	for _, d := range out[from:] {
		if x.sums[d] >= least {
			out[kept] = d
			kept++
		}
		x.sums[d] = 0
	}
	return out[:kept]
}
