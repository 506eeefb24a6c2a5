package claim

import (
	"cmp"
	"math"
	"slices"

	"github.com/hearsay-news/hearsay"
)

// group is propositions that say the same, or its opposite.
type group struct {
	props  []*proposition
	figure *quantity // what is counted, nil for an event
	takes  []Take
	id     int
}

// The lines of matching, chosen on the packs of stories. Wrong merges are worse than missed
// ones.
const (
	alike      = .47 // mean likeness within a group
	otherParty = .30 // taken off where different parties act
	otherHeads = .20 // and where different people do
)

// acts whose content is no proposition of its own that somebody vouches for.
func vouched(a hearsay.Act) bool {
	switch a {
	case hearsay.ActDemand, hearsay.ActOrder, hearsay.ActAsk, hearsay.ActThreaten, hearsay.ActPromise:
		return false
	}
	return true
}

// propositions reads what every statement says.
func (b *builder) propositions() {
	b.byReport = make([][]*proposition, len(b.reports))
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
			b.byReport[a.report] = append(b.byReport[a.report], p)
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
	}
}

// likeness is how much two propositions have in common, 0 to 1: what happened, who did
// it, and the words.
func likeness(a, b *proposition) float64 {
	var both, inA, inB, pred float64
	for f, w := range a.features {
		v, ok := b.features[f]
		if isPredicate(f) {
			if ok {
				pred = max(pred, min(w, v)/mostTelling)
			}
			continue
		}
		inA += w
		if ok {
			both += min(w, v)
		}
	}
	for f, v := range b.features {
		if !isPredicate(f) {
			inB += v
		}
	}
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
	_, inOne := a.features["first"]
	if _, inOther := b.features["first"]; inOne != inOther && pred > 0 {
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

// pair is two groups and the mean likeness of their propositions.
type pair struct {
	a, b int
	like float64
}

// events groups the propositions by mean likeness, the likest first.
func (b *builder) events() {
	n := len(b.props)
	groups := make([]*group, n)
	like := make([][]float64, n) // sums over all pairs of two groups
	for i, p := range b.props {
		groups[i] = &group{props: []*proposition{p}, id: i}
		like[i] = make([]float64, n)
	}
	for i := range n {
		for j := range i {
			v := likeness(b.props[i], b.props[j])
			like[i][j], like[j][i] = v, v
		}
	}
	for {
		best := pair{a: -1}
		for i := range n {
			if groups[i] == nil {
				continue
			}
			for j := i + 1; j < n; j++ {
				if groups[j] == nil {
					continue
				}
				v := like[i][j] / float64(len(groups[i].props)*len(groups[j].props))
				if v > alike && v > best.like+1e-9 {
					best = pair{i, j, v}
				}
			}
		}
		if best.a < 0 {
			break
		}
		i, j := best.a, best.b
		groups[i].props = append(groups[i].props, groups[j].props...)
		groups[j] = nil
		for k := range n {
			like[i][k] += like[j][k]
			like[k][i] = like[i][k]
		}
	}
	for _, g := range groups {
		if g != nil {
			slices.SortFunc(g.props, func(x, y *proposition) int { return cmp.Compare(x.order, y.order) })
			b.groups = append(b.groups, g)
		}
	}
}
