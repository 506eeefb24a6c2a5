package entity

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-news/hearsay/model"
)

// crf trains a linear-chain conditional random field (Lafferty, McCallum and
// Pereira 2001) by AdaGrad (Duchi, Hazan and Singer 2011), weights averaged over
// the last epochs.
type crf struct {
	table  *model.Table
	weight [][Labels]float32
	square [][Labels]float32 // sums of squared gradients
	sum    [][Labels]float32 // of weights after each averaged epoch
	trans  transitions
	tsq    transitions
	tsum   transitions
	summed float32
	rate   float32
	decay  float32 // L2, a token
}

// example is one run: the rows of each token's features, its seams and labels.
type example struct {
	rows [][]int32
	seam []uint8
	gold []label
}

func newCRF(table *model.Table) *crf {
	n := table.Len()
	return &crf{table: table, rate: .05, decay: 2e-6,
		weight: make([][Labels]float32, n), square: make([][Labels]float32, n), sum: make([][Labels]float32, n)}
}

// emissions fills the lattice for one example from the present weights.
func (c *crf) emissions(ex *example, l *lattice) {
	l.size(len(ex.rows))
	copy(l.seam, ex.seam)
	for i, rows := range ex.rows {
		var e [Labels]float32
		for _, r := range rows {
			w := &c.weight[r]
			for y := range e {
				e[y] += w[y]
			}
		}
		l.emit[i] = e
	}
}

// epoch goes once over the examples in an order of its own and returns their
// mean loss a token.
func (c *crf) epoch(examples []example, rng *rand.Rand) float64 {
	var l lattice
	var et transitions
	loss, tokens := 0.0, 0
	for k, x := range rng.Perm(len(examples)) {
		ex := &examples[x]
		if k%16 == 0 { // exponentials are dear; transitions move slowly
			c.trans.exponentials(&et)
		}
		c.emissions(ex, &l)
		logZ := l.marginals(&et)
		score, prev := 0.0, outside
		for i, y := range ex.gold {
			score += float64(l.emit[i][y]) + float64(c.trans[ex.seam[i]][arcOf[prev][y]])
			prev = y
		}
		loss += logZ - score
		tokens += len(ex.gold)
		c.update(ex, &l, &et)
	}
	return loss / float64(tokens)
}

func (c *crf) update(ex *example, l *lattice, et *transitions) {
	prev := outside
	for i, rows := range ex.rows {
		var g [Labels]float32
		for y := range g {
			g[y] = -l.post[i][y]
		}
		g[ex.gold[i]]++
		quiet := true
		for y := range g {
			if g[y] > 1e-3 || g[y] < -1e-3 {
				quiet = false
			}
		}
		c.pair(ex, l, et, i, arcOf[prev][ex.gold[i]])
		prev = ex.gold[i]
		if quiet {
			continue
		}
		for _, r := range rows {
			w, s := &c.weight[r], &c.square[r]
			for y := range g {
				d := g[y] - c.decay*w[y]
				s[y] += d * d
				w[y] += c.rate * d / (1 + sqrt32(s[y]))
			}
		}
	}
}

// pair moves the transitions into token i, whose gold arc is given.
func (c *crf) pair(ex *example, l *lattice, et *transitions, i, gold int) {
	seam := ex.seam[i]
	tr, e := &et[seam], &l.exp[i]
	prev := [Labels]float32{1}
	if i > 0 {
		prev = l.alpha[i-1]
	}
	var p [arcCount]float32
	sum := float32(0)
	for k, a := range arcs {
		p[k] = prev[a.from] * tr[k] * e[a.to] * l.beta[i][a.to]
		sum += p[k]
	}
	for k := range arcs {
		g := -p[k] / sum
		if k == gold {
			g++
		}
		if g == 0 {
			continue
		}
		s := &c.tsq[seam][k]
		*s += g * g
		c.trans[seam][k] += c.rate * g / (1 + sqrt32(*s))
	}
}

// keep adds the present weights to the average.
func (c *crf) keep() {
	c.summed++
	for r := range c.weight {
		for y := range c.weight[r] {
			c.sum[r][y] += c.weight[r][y]
		}
	}
	for s := range c.trans {
		for k := range c.trans[s] {
			c.tsum[s][k] += c.trans[s][k]
		}
	}
}

// settle replaces the weights by their average.
func (c *crf) settle() {
	for r := range c.weight {
		for y := range c.weight[r] {
			c.weight[r][y] = c.sum[r][y] / c.summed
		}
	}
	for s := range c.trans {
		for k := range c.trans[s] {
			c.trans[s][k] = c.tsum[s][k] / c.summed
		}
	}
}

// strongest is the weight that the n features with the greatest have at least.
func (c *crf) strongest(n int) float32 {
	peaks := make([]float32, len(c.weight))
	for r := range c.weight {
		peaks[r] = peak(&c.weight[r])
	}
	slices.Sort(peaks)
	if len(peaks) <= n {
		return 0
	}
	return peaks[len(peaks)-n]
}

func peak(row *[Labels]float32) float32 {
	top := float32(0)
	for _, v := range row {
		top = max(top, v, -v)
	}
	return top
}

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }
