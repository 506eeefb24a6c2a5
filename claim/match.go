package claim

import (
	"math"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// group is propositions that say the same, or its opposite.
type group struct {
	props  []*proposition
	figure *quantity // what is counted, nil for an event
	takes  []Take
}

// The lines of matching, chosen on the packs of stories. Wrong merges are worse than missed
// ones.
const (
	alike      = .47 // mean likeness within a group
	otherParty = .30 // taken off where different parties act
	otherHeads = .20 // and where different people do
)

// vouched reports whether the content of an act is a proposition that somebody vouches for.
func vouched(a hearsay.Act) bool {
	switch a {
	case hearsay.ActDemand, hearsay.ActOrder, hearsay.ActAsk, hearsay.ActThreaten, hearsay.ActPromise:
		return false
	}
	return true
}

// propositions reads what every statement says.
func (b *builder) propositions() {
	b.each(func(a at, r *Report, st *Stated) {
		if s := b.speakers[a]; s.origin == "" && !s.voice || !vouched(st.Act) {
			return
		}
		for _, ws := range clauses(r.Doc.Text, st.Content) {
			if b.toldByOther(a, hearsay.Span{Start: ws[0].Start, End: ws[len(ws)-1].End}) {
				continue
			}
			p := b.propose(a.report, a.statement, ws)
			p.voucher = b.voucher(a, r.Doc.Text, ws)
			p.order = len(b.props)
			if len(p.features) == 0 {
				continue
			}
			b.props = append(b.props, p)
		}
	})
	b.weigh()
}

// weigh makes what most propositions of the story have in common tell less.
func (b *builder) weigh() {
	in := make(map[string]int)
	for _, p := range b.props {
		for f := range p.features {
			in[f]++
		}
	}
	n := float64(len(b.props))
	for _, p := range b.props {
		for f := range p.features {
			p.features[f] *= math.Log(1+n/float64(in[f])) / math.Log(1+n)
		}
		for _, w := range sortedWeights(p.features) {
			if isPredicate(w.name) {
				p.acts = append(p.acts, w)
			} else {
				p.tells = append(p.tells, w)
			}
		}
		_, p.first = p.features["first"]
	}
}

// weight is a feature with what it tells.
type weight struct {
	name   string
	weight float64
}

// sortedWeights are features in the order of their names, so that sums over them are the
// same to the bit.
func sortedWeights(features map[string]float64) []weight {
	out := make([]weight, 0, len(features))
	for f, w := range features {
		out = append(out, weight{f, w})
	}
	slices.SortFunc(out, func(x, y weight) int { return strings.Compare(x.name, y.name) })
	return out
}

// sums are the weights of two lists in the order of their names: what both have, and what
// each has.
func sums(a, b []weight) (both, inA, inB float64) {
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].name < b[0].name:
			inA, a = inA+a[0].weight, a[1:]
		case len(a) == 0 || b[0].name < a[0].name:
			inB, b = inB+b[0].weight, b[1:]
		default:
			inA, inB, both = inA+a[0].weight, inB+b[0].weight, both+min(a[0].weight, b[0].weight)
			a, b = a[1:], b[1:]
		}
	}
	return both, inA, inB
}

// likeness is how much two propositions have in common, 0 to 1: what happened, who did
// it, and the words.
func likeness(a, b *proposition) float64 {
	pred := 0.0
	for _, x := range a.acts {
		for _, y := range b.acts {
			if x.name == y.name {
				pred = max(pred, min(x.weight, y.weight)/mostTelling)
			}
		}
	}
	both, inA, inB := sums(a.tells, b.tells)
	// A clause of one word tells little either way.
	words := .6*(both+.4)/(min(inA, inB)+.8) + .4*(both+.2)/(inA+inB-both+.4)
	s := .5 * words
	switch {
	case pred > 0:
		s += .3 + .12*pred
	case len(a.predicates) == 0 && len(b.predicates) == 0:
		s += .3 * words // copies and repetitions
	default:
		s += .1 * words
	}
	switch {
	case a.subject == "" || b.subject == "":
		s += .04
	case a.subject == b.subject:
		s += .12
	default:
		s -= otherParty
	}
	if len(a.heads) > 0 && len(b.heads) > 0 && specific(a.heads) && specific(b.heads) && !shareHead(a, b) {
		s -= otherHeads
	}
	if a.first != b.first && pred > 0 {
		s -= otherFirst
	}
	return max(s, 0)
}

// otherFirst is taken off where only one says who was first.
const otherFirst = .16

// mostTelling is the weight of a predicate that one proposition alone has.
const mostTelling = 2.5

func isPredicate(feature string) bool { return feature[0] >= 'A' && feature[0] <= 'Z' }

func shareHead(a, b *proposition) bool {
	for _, h := range a.heads {
		if slices.Contains(b.heads, h) {
			return true
		}
	}
	return false
}

// events groups the propositions by mean likeness.
func (b *builder) events() {
	for _, members := range cluster(len(b.props), alike, func(i, j int) float64 { return likeness(b.props[i], b.props[j]) }) {
		g := new(group)
		for _, i := range members {
			g.props = append(g.props, b.props[i])
		}
		b.groups = append(b.groups, g)
	}
}
