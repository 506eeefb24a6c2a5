package claim

import (
	"cmp"
	"maps"
	"math"
	"slices"

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
		for _, ws := range clauses(r, st.Content) {
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

// weigh makes what most propositions of the story have in common tell less, and gives each
// feature a number, in the order of their names.
func (b *builder) weigh() {
	in := make(map[string]int)
	for _, p := range b.props {
		for f := range p.features {
			in[f]++
		}
	}
	names := slices.Sorted(maps.Keys(in))
	number := make(map[string]int32, len(names))
	for i, f := range names {
		number[f] = int32(i)
	}
	b.features = len(names)
	n := float64(len(b.props))
	for _, p := range b.props {
		all := make([]weight, 0, len(p.features))
		for f, w := range p.features {
			w *= math.Log(1+n/float64(in[f])) / math.Log(1+n)
			p.features[f] = w
			all = append(all, weight{f, number[f], w})
		}
		slices.SortFunc(all, func(x, y weight) int { return cmp.Compare(x.number, y.number) })
		for _, w := range all {
			if isPredicate(w.name) {
				p.acts = append(p.acts, w)
			} else {
				p.tells = append(p.tells, w)
				p.telling += w.weight
			}
		}
		_, p.first = p.features["first"]
		p.specific = specific(p.heads)
	}
}

// weight is a feature with what it tells.
type weight struct {
	name   string
	number int32 // among the features of the story, in the order of their names
	weight float64
}

// inCommon is the weight that two lists have in common. Both are in the order of the names,
// so that sums over them are the same to the bit.
func inCommon(a, b []weight) float64 {
	both := 0.0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch x, y := &a[i], &b[k]; {
		case x.number < y.number:
			i++
		case y.number < x.number:
			k++
		default:
			both += min(x.weight, y.weight)
			i++
			k++
		}
	}
	return both
}

// likeness is how much two propositions have in common, 0 to 1: what happened, who did
// it, and the words.
func likeness(a, b *proposition) float64 { return likenessOf(a, b, inCommon(a.tells, b.tells)) }

// likenessOf is the likeness of two propositions whose words have so much in common.
func likenessOf(a, b *proposition, both float64) float64 {
	pred := 0.0
	for i := range a.acts {
		for k := range b.acts {
			if x, y := &a.acts[i], &b.acts[k]; x.number == y.number {
				pred = max(pred, min(x.weight, y.weight)/mostTelling)
			}
		}
	}
	// A clause of one word tells little either way.
	words := .6*(both+.4)/(min(a.telling, b.telling)+.8) + .4*(both+.2)/(a.telling+b.telling-both+.4)
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
	if a.specific && b.specific && !shareHead(a, b) {
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
	rows := newRows(b.props, b.features)
	for _, members := range cluster(len(b.props), alike, rows.likeness) {
		g := new(group)
		for _, i := range members {
			g.props = append(g.props, b.props[i])
		}
		b.groups = append(b.groups, g)
	}
}

// rows gives the likeness of propositions, of one with all others before the next. What
// its words have in common with each is summed up by an index, feature by feature: most
// have next to nothing in common.
type rows struct {
	props []*proposition
	with  [][]share // by feature, the propositions that have it
	both  []float64 // what the row's words have in common with each proposition
	row   int       // -1 for none yet
}

// share is what a feature weighs in a proposition.
type share struct {
	prop   int32
	weight float64
}

func newRows(props []*proposition, features int) *rows {
	r := &rows{props: props, with: make([][]share, features), both: make([]float64, len(props)), row: -1}
	counts := make([]int, features)
	all := 0
	for _, p := range props {
		for i := range p.tells {
			counts[p.tells[i].number]++
			all++
		}
	}
	list := make([]share, all)
	for f, n := range counts {
		r.with[f], list = list[:0:n], list[n:]
	}
	for k, p := range props {
		for i := range p.tells {
			w := &p.tells[i]
			r.with[w.number] = append(r.with[w.number], share{int32(k), w.weight})
		}
	}
	return r
}

// likeness is that of propositions i and j.
func (r *rows) likeness(i, j int) float64 {
	if r.row != i {
		r.row = i
		clear(r.both)
		for k := range r.props[i].tells {
			w := &r.props[i].tells[k]
			for _, x := range r.with[w.number] {
				r.both[x.prop] += min(w.weight, x.weight)
			}
		}
	}
	return likenessOf(r.props[i], r.props[j], r.both[j])
}
