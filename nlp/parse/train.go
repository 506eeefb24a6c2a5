package parse

import (
	"fmt"
	"io"
	"math/rand/v2"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// Options are the settings of Train; zero values stand for those of the released
// weights.
type Options struct {
	Parts   int     // models trained, of which the mean is kept
	Epochs  int     // of each
	Explore float64 // chance of following the parser's own move after the first epoch
	Seed    uint64
	Log     io.Writer // progress; nil for none
}

// Train makes the weight file that New reads from gold trees; tags are used as
// they stand, so they should be ones that the project's tagger gave to text it
// was not trained on. The result depends on the arguments alone.
func Train(docs []*hearsay.Analysis, clusters *model.Clusters, o Options) ([]byte, error) {
	if o.Epochs == 0 {
		o.Epochs = 6
	}
	if o.Parts == 0 {
		o.Parts = 6
	}
	if o.Explore == 0 {
		o.Explore = .9
	}
	if o.Seed == 0 {
		o.Seed = 13
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	var places []place
	for d := range docs {
		for s := range docs[d].Sents {
			places = append(places, place{d, s})
		}
	}
	move, label := newKernelMixture(), model.NewMixture(hearsay.Rels)
	for part := range o.Parts {
		t := &trainer{Options: o, p: &Parser{clusters: clusters},
			move: newKernelTrainer(), label: model.NewPerceptron(hearsay.Rels),
			rng: rand.New(rand.NewPCG(o.Seed, uint64(part)))}
		for e := range o.Epochs {
			t.right, t.all, t.relRight, t.relAll = 0, 0, 0, 0
			t.explore = e > 0
			for _, x := range t.rng.Perm(len(places)) {
				an := docs[places[x].doc]
				t.sentence(an, &an.Sents[places[x].sent])
			}
			fmt.Fprintf(o.Log, "parse part %d epoch %d: moves %.4f labels %.4f\n", part+1, e+1,
				float64(t.right)/float64(t.all), float64(t.relRight)/float64(t.relAll))
		}
		move.add(t.move)
		label.Add(t.label, leastLabel)
	}
	out := move.kernel().append(nil)
	out = append(out, label.Build(mostLabel, smallLabel, 1.0/16).Bytes()...)
	return appendCertain(out, learnCertain(docs, &Parser{clusters: clusters})), nil
}

// place is a sentence of the training trees.
type place struct{ doc, sent int }

// Features that took part in fewer updates of a part are not kept, nor, of the
// labeller's, those with the smallest weights beyond a number that the
// processor's cache can hold.
const (
	leastMove  = 3
	leastLabel = 4
	mostLabel  = 150_000
	smallLabel = .05
)

type trainer struct {
	Options
	p                *Parser
	move             *kernelTrainer
	label            *model.Perceptron
	rng              *rand.Rand
	explore          bool
	right, all       int
	relRight, relAll int
	head             []int32
	children         [][]int32
}

func (t *trainer) sentence(an *hearsay.Analysis, sent *hearsay.Sentence) {
	p, s := t.p, &t.p.state
	p.set(an, sent)
	t.gold(an, sent)
	s.reset(sent.Last - sent.First)
	for !s.done() {
		cost := s.costs(t.head, t.children)
		m := t.choose(cost)
		rel := hearsay.RelNone
		if m != moveShift {
			rel = t.relation(an, sent, m)
		}
		s.apply(m, rel)
	}
}

// gold fills head and children from the trees.
func (t *trainer) gold(an *hearsay.Analysis, sent *hearsay.Sentence) {
	n := sent.Last - sent.First
	t.head = t.head[:0]
	for len(t.children) < n {
		t.children = append(t.children, nil)
	}
	for i := range n {
		t.children[i] = t.children[i][:0]
	}
	for i := range n {
		h := an.Tokens[sent.First+i].Head
		if h >= 0 {
			h -= int32(sent.First)
			t.children[h] = append(t.children[h], int32(i))
		}
		t.head = append(t.head, h)
	}
}

// choose trains on the present state and gives the move to go on with.
func (t *trainer) choose(cost [moves]int) int {
	possible, only := 0, 0
	for m, c := range cost {
		if c >= 0 {
			possible++
			only = m
		}
	}
	if possible == 1 {
		return only
	}
	p := t.p
	p.keys = p.moveKeys(p.keys[:0])
	score := t.move.score(p.keys)
	least := 1 << 30
	for _, c := range cost {
		if c >= 0 {
			least = min(least, c)
		}
	}
	good, bad := -1, -1
	for m, c := range cost {
		switch {
		case c < 0:
		case c == least:
			if good < 0 || score[m] > score[good] {
				good = m
			}
		case bad < 0 || score[m] > score[bad]:
			bad = m
		}
	}
	t.all++
	t.move.step++
	if bad < 0 || score[good] > score[bad] {
		t.right++
		return good
	}
	t.move.update(p.keys, good, bad)
	if t.explore && t.rng.Float64() < t.Explore {
		return bad
	}
	return good
}

// relation trains the labeller on the arc of a move, if it is a gold arc, and
// gives the relation to draw it with.
func (t *trainer) relation(an *hearsay.Analysis, sent *hearsay.Sentence, m int) hearsay.Rel {
	p := t.p
	child, head := p.state.arc(m)
	if head == none {
		return hearsay.RelRoot
	}
	p.keys = p.labelKeys(p.keys[:0], child, head)
	var score [hearsay.Rels]float32
	t.label.Score(p.keys, score[:])
	best := hearsay.RelDep
	for r := range score {
		if rel := hearsay.Rel(r); rel != hearsay.RelNone && rel != hearsay.RelRoot && score[r] > score[best] {
			best = rel
		}
	}
	if t.head[child] != head {
		return best
	}
	gold := an.Tokens[sent.First+int(child)].Rel
	t.relAll++
	t.label.Step()
	if best == gold {
		t.relRight++
		return best
	}
	t.label.Update(p.keys, int(gold), 1)
	t.label.Update(p.keys, int(best), -1)
	if t.explore && t.rng.Float64() < t.Explore {
		return best
	}
	return gold
}
