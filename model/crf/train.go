package crf

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-news/hearsay/model"
)

// Trainer trains a field by AdaGrad (Duchi, Hazan and Singer 2011), weights averaged
// over the last epochs.
type Trainer struct {
	Table *model.Table // the features' rows
	Trans Transitions

	shape       *Shape
	weight      Rows
	square, sum Rows // of squared gradients; of weights after each averaged epoch
	tsq, tsum   Transitions
	summed      float32
	o           Options
}

// Options are the settings of a Trainer.
type Options struct {
	Rate    float32
	Decay   float32 // L2, a token
	Epsilon float32 // added to the root of the squared gradients
}

// Example is one run of tokens: the rows of each token's features, its seams and
// labels, and how much it counts.
type Example struct {
	Rows   [][]int32
	Seam   []uint8
	Gold   []uint8
	Weight float32
}

// NewTrainer makes a trainer of the features of a table, all weights zero.
func (s *Shape) NewTrainer(table *model.Table, o Options) *Trainer {
	n := table.Len()
	return &Trainer{Table: table, Trans: s.NewTransitions(), shape: s, o: o, weight: NewRows(n, s.Labels), square: NewRows(n, s.Labels),
		sum: NewRows(n, s.Labels), tsq: s.NewTransitions(), tsum: s.NewTransitions()}
}

// Weight is the weights of feature r, by label.
func (c *Trainer) Weight(r int) []float32 { return c.weight.At(r) }

// emissions fills the lattice for one example from the present weights.
func (c *Trainer) emissions(ex *Example, l *Lattice) {
	l.Size(len(ex.Rows))
	copy(l.Seam, ex.Seam)
	for i, rows := range ex.Rows {
		e := l.Emit.At(i)
		clear(e)
		for _, r := range rows {
			for y, w := range c.weight.At(int(r)) {
				e[y] += w
			}
		}
	}
}

// Epoch goes once over the examples in an order of its own and returns their mean loss
// a token.
func (c *Trainer) Epoch(examples []Example, rng *rand.Rand) float64 {
	l, et := c.shape.NewLattice(), c.shape.NewTransitions()
	loss, tokens := 0.0, 0
	for k, x := range rng.Perm(len(examples)) {
		ex := &examples[x]
		if k%16 == 0 { // exponentials are dear; transitions move slowly
			c.Trans.Exponentials(et)
		}
		c.emissions(ex, l)
		logZ := l.Marginals(et)
		score, state := 0.0, 0
		for i, y := range ex.Gold {
			next, arc := c.shape.Step(state, y)
			score += float64(l.Emit.At(i)[y]) + float64(c.Trans.At(int(ex.Seam[i]))[arc])
			state = next
		}
		loss += logZ - score
		tokens += len(ex.Gold)
		c.update(ex, l, et)
	}
	return loss / float64(tokens)
}

func (c *Trainer) update(ex *Example, l *Lattice, et Transitions) {
	state := 0
	g, p := make([]float32, c.shape.Labels), make([]float32, len(c.shape.arcs))
	for i, rows := range ex.Rows {
		for y, v := range l.Post.At(i) {
			g[y] = -v
		}
		g[ex.Gold[i]]++
		quiet := true
		for y := range g {
			g[y] *= ex.Weight
			if g[y] > 1e-3 || g[y] < -1e-3 {
				quiet = false
			}
		}
		next, arc := c.shape.Step(state, ex.Gold[i])
		c.pair(ex, l, et, i, arc, p)
		state = next
		if quiet {
			continue
		}
		for _, r := range rows {
			w, s := c.weight.At(int(r)), c.square.At(int(r))
			for y := range g {
				d := g[y] - c.o.Decay*w[y]
				s[y] += d * d
				w[y] += c.o.Rate * d / (c.o.Epsilon + sqrt32(s[y]))
			}
		}
	}
}

// pair moves the transitions into token i, whose gold arc is given; p is work space.
func (c *Trainer) pair(ex *Example, l *Lattice, et Transitions, i, gold int, p []float32) {
	s, seam := c.shape, int(ex.Seam[i])
	tr, e, b := et.At(seam), l.exp.At(i), l.beta.At(i)
	prev := l.now // the first state alone, as Marginals left it
	if i > 0 {
		prev = l.alpha.At(i - 1)
	}
	sum := float32(0)
	for k, a := range s.arcs {
		p[k] = prev[a.from] * tr[k] * e[s.label[a.to]] * b[a.to]
		sum += p[k]
	}
	trans, sq := c.Trans.At(seam), c.tsq.At(seam)
	for k := range s.arcs {
		g := -p[k] / sum
		if k == gold {
			g++
		}
		if g == 0 {
			continue
		}
		sq[k] += g * g
		trans[k] += c.o.Rate * g / (c.o.Epsilon + sqrt32(sq[k]))
	}
}

// Strongest is the weight that the n features with the greatest have at least, 0 where
// there are not more than n.
func (c *Trainer) Strongest(n int) float32 {
	peaks := make([]float32, c.weight.Len())
	for r := range peaks {
		peaks[r] = c.Peak(r)
	}
	if len(peaks) <= n {
		return 0
	}
	slices.Sort(peaks)
	return peaks[len(peaks)-n]
}

// Peak is the greatest of a feature's weights, signs aside.
func (c *Trainer) Peak(r int) float32 {
	top := float32(0)
	for _, v := range c.weight.At(r) {
		top = max(top, v, -v)
	}
	return top
}

// Prune keeps the n features with the greatest weights and renumbers those of the
// examples.
func (c *Trainer) Prune(n int, examples []Example) {
	if n >= c.weight.Len() {
		return
	}
	least := c.Strongest(n)
	to := make([]int32, c.weight.Len())
	table := model.NewTable()
	for r := range to {
		to[r] = -1
		if c.Peak(r) >= least && table.Len() < n {
			k := table.Add(c.Table.Key(r))
			to[r] = k
			copy(c.weight.At(int(k)), c.weight.At(r))
			copy(c.square.At(int(k)), c.square.At(r))
		}
	}
	c.Table = table
	for _, rows := range []*Rows{&c.weight, &c.square, &c.sum} {
		rows.size(table.Len(), c.shape.Labels)
	}
	for x := range examples {
		for i, rows := range examples[x].Rows {
			kept := rows[:0]
			for _, r := range rows {
				if to[r] >= 0 {
					kept = append(kept, to[r])
				}
			}
			examples[x].Rows[i] = kept
		}
	}
}

// Keep adds the present weights to the average.
func (c *Trainer) Keep() {
	c.summed++
	for k, w := range c.weight.flat {
		c.sum.flat[k] += w
	}
	for k, w := range c.Trans.flat {
		c.tsum.flat[k] += w
	}
}

// Settle replaces the weights by their average.
func (c *Trainer) Settle() {
	if c.summed == 0 {
		return
	}
	for k, v := range c.sum.flat {
		c.weight.flat[k] = v / c.summed
	}
	for k, v := range c.tsum.flat {
		c.Trans.flat[k] = v / c.summed
	}
}

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }
