package copies

import (
	"cmp"
	"slices"

	"github.com/hearsay-news/hearsay"
)

// Pair is a block of one document and the block of another that has the same words, or
// nearly.
type Pair struct {
	A, B       int     // indexes into the documents' Blocks
	Similarity float64 // the part of the shorter's runs of three words that the other has, .5 to 1
}

const (
	short    = 3  // words in a run: one changed in a paragraph of twenty leaves fifteen of eighteen runs
	leastRun = 5  // runs that a paragraph needs, so that no "He did not say why." counts
	crowd    = 12 // blocks that a run may stand in; what stands in more tells none apart
	likeness = .5
)

// Paragraphs finds the paragraphs that two documents share. A block is in one pair, save
// one that several shorter ones of the other document were run together in.
func Paragraphs(a, b *hearsay.Document) []Pair {
	if a == nil || b == nil {
		return nil
	}
	x, y := paragraphs(a), paragraphs(b)
	holders := make(map[uint64][]int32)
	for j := range y {
		for _, h := range y[j].runs {
			if l := holders[h]; len(l) < crowd {
				holders[h] = append(l, int32(j))
			}
		}
	}
	var found []match
	met := make(map[int32]int)
	for i := range x {
		clear(met)
		for _, h := range x[i].runs {
			for _, j := range holders[h] {
				met[j]++
			}
		}
		for j, n := range met { // map order is undone by the sorting below
			if 2*n < min(len(x[i].runs), len(y[j].runs)) {
				continue
			}
			if s := part(x[i].runs.count(y[j].runs), min(len(x[i].runs), len(y[j].runs))); s >= likeness {
				found = append(found, match{Pair{x[i].block, y[j].block, s}, len(x[i].runs), len(y[j].runs)})
			}
		}
	}
	return best(found)
}

// match is a pair with the number of runs of either block.
type match struct {
	Pair
	inA, inB int
}

// apart is how unlike in length the blocks of a match are, and the same both ways.
func (m *match) apart() int { return max(m.inA, m.inB) - min(m.inA, m.inB) }

// The uses of a block in pairs.
const (
	unused = iota
	asLonger
	asShorter
)

// best keeps the most alike of matches, in a's order.
func best(found []match) []Pair {
	slices.SortFunc(found, func(p, q match) int {
		return cmp.Or(cmp.Compare(q.Similarity, p.Similarity), cmp.Compare(p.apart(), q.apart()),
			cmp.Compare(max(p.A, p.B), max(q.A, q.B)), cmp.Compare(p.A+p.B, q.A+q.B), cmp.Compare(p.A, q.A))
	})
	ofA, ofB := make(map[int]int), make(map[int]int)
	var out []Pair
	for _, m := range found {
		a, b := ofA[m.A], ofB[m.B]
		switch {
		case m.inA < m.inB && a == unused && b != asShorter:
			ofA[m.A], ofB[m.B] = asShorter, asLonger
		case m.inA > m.inB && b == unused && a != asShorter:
			ofA[m.A], ofB[m.B] = asLonger, asShorter
		case m.inA == m.inB && a == unused && b == unused:
			ofA[m.A], ofB[m.B] = asShorter, asShorter
		default:
			continue
		}
		out = append(out, m.Pair)
	}
	slices.SortFunc(out, func(p, q Pair) int { return cmp.Or(cmp.Compare(p.A, q.A), cmp.Compare(p.B, q.B)) })
	return out
}

// paragraph is one told block and its runs of words.
type paragraph struct {
	block int
	runs  set
}

func paragraphs(doc *hearsay.Document) []paragraph {
	var out []paragraph
	var before [short - 1]uint64
	n, block := 0, -1
	for read := newReader(doc); ; {
		w, ok := read.next()
		if !ok {
			break
		}
		if w.block != block {
			block, n = w.block, 0
			out = append(out, paragraph{block: block})
		}
		if n++; n >= short {
			h := w.hash
			for _, v := range before {
				h = h*prime64 + v
			}
			p := &out[len(out)-1]
			p.runs = append(p.runs, mix(h))
		}
		copy(before[:], before[1:])
		before[short-2] = w.hash
	}
	for i := range out {
		out[i].runs = sorted(out[i].runs)
	}
	return slices.DeleteFunc(out, func(p paragraph) bool { return len(p.runs) < leastRun })
}
