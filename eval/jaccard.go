package eval

import (
	"cmp"
	"slices"

	"github.com/hearsay-news/hearsay"
)

// cover is a set of characters as sorted, disjoint spans.
type cover struct {
	spans []hearsay.Span
	size  int
}

// coverOf joins spans, which may overlap and be in any order; an empty or
// reversed one covers nothing.
func coverOf(spans []hearsay.Span) cover {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, compareSpans)
	var c cover
	for _, s := range sorted {
		if s.Empty() {
			continue
		}
		if n := len(c.spans); n > 0 && s.Start <= c.spans[n-1].End {
			c.spans[n-1].End = max(c.spans[n-1].End, s.End)
			continue
		}
		c.spans = append(c.spans, s)
	}
	for _, s := range c.spans {
		c.size += s.Len()
	}
	return c
}

// jaccard is the share of the characters in a or b that are in both; 0 for two
// empty sets.
func jaccard(a, b cover) float64 {
	both := 0
	for i, j := 0, 0; i < len(a.spans) && j < len(b.spans); {
		s, t := a.spans[i], b.spans[j]
		both += max(0, min(s.End, t.End)-max(s.Start, t.Start))
		if s.End < t.End {
			i++
		} else {
			j++
		}
	}
	return ratio(both, a.size+b.size-both)
}

// candidate is a pair of a gold and a predicted statement.
type candidate struct {
	score float64
	i, j  int
}

// bestFirst sorts pairs by falling score; ties by falling gold index, then by
// falling index of the prediction, as Python sorts such tuples in reverse.
func bestFirst(pairs []candidate) {
	slices.SortFunc(pairs, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.i, a.i), cmp.Compare(b.j, a.j))
	})
}

// minContent is the least Jaccard overlap of two contents taken for one.
const minContent = .5
