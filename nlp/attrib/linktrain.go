package attrib

import (
	"fmt"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// links trains one choice of the linker on the marked spans: an averaged
// perceptron over the candidates of each piece. Having no partner scores zero.
func (t *trainer) links(kind int) []byte {
	p := model.NewPerceptron(1)
	right, all := 0, 0
	for e := range 6 {
		right, all = 0, 0
		for d := range t.docs {
			if t.docs[d].Weight < 1 { // links of a model's own are nothing to learn
				continue
			}
			t.a.view.load(t.docs[d].An, t.a.clusters)
			t.a.surer = sized(t.a.surer, len(t.a.view.words))
			pieces := t.a.pieces(nil, t.golds[d], 0, len(t.golds[d]))
			partner := t.partners(d, kind, pieces)
			for x := range pieces {
				if pieces[x].role != linkFrom[kind] || partner[x] == unknownPartner {
					continue
				}
				all++
				if t.link(p, kind, pieces, x, partner[x]) {
					right++
				}
			}
		}
		fmt.Fprintf(t.Log, "link %d epoch %d: %d of %d right\n", kind, e+1, right, all)
	}
	b := p.Build(2, 60_000, 1.0/64)
	return b.Bytes()
}

var (
	linkFrom = [linkers]role{roleContent, roleCue}
	linkTo   = [linkers]role{roleCue, roleSource}
)

const unknownPartner = -2

// link trains on one piece and reports whether it was right.
func (t *trainer) link(p *model.Perceptron, kind int, pieces []piece, x, gold int) bool {
	best, top := -1, float32(0)
	var bestKeys, goldKeys []uint32
	candidates(pieces, x, linkTo[kind], func(y int) {
		keys := t.a.view.linkKeys(nil, kind, pieces, x, y)
		s := [1]float32{}
		p.Score(keys, s[:])
		if y == gold {
			goldKeys = keys
			s[0] -= 1 // a margin
		}
		if s[0] > top || best < 0 && s[0] == top {
			best, top, bestKeys = y, s[0], keys
		}
	})
	p.Step()
	if best == gold {
		return true
	}
	p.Update(bestKeys, 0, -1)
	p.Update(goldKeys, 0, 1)
	return false
}

// partners gives for each piece the index of its partner of the kind, -1 for
// none, unknownPartner where the labels lost it.
func (t *trainer) partners(d, kind int, pieces []piece) []int {
	v := &t.a.view
	index := map[hearsay.Span]int{}
	for x := range pieces {
		index[v.span(pieces[x].first, pieces[x].last)] = x
	}
	at := func(s hearsay.Span) int {
		first, last := tokensIn(v.an, s)
		if first >= last {
			return unknownPartner
		}
		if x, ok := index[v.span(first, last)]; ok {
			return x
		}
		return unknownPartner
	}
	out := make([]int, len(pieces))
	for i := range out {
		out[i] = unknownPartner
	}
	for _, att := range t.docs[d].Attributions {
		from, to := att.Content, att.Cue
		if kind == linkSource {
			from, to = att.Cue, att.Source
		}
		for _, s := range from {
			x := at(s)
			if x < 0 || pieces[x].role != linkFrom[kind] {
				continue
			}
			out[x] = -1
			if len(to) > 0 {
				out[x] = at(to[0])
			}
		}
	}
	return out
}
