package attrib

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
	weight [][labels]float32
	square [][labels]float32 // sums of squared gradients
	sum    [][labels]float32 // of weights after each averaged epoch
	trans  transitions
	tsq    transitions
	tsum   transitions
	summed float32
	rate   float32
	decay  float32 // L2, a token
}

// example is one block: the rows of each token's features, its seams and labels.
type example struct {
	rows   [][]int32
	seam   []uint8
	gold   []label
	weight float32
}

func newCRF(features int, table *model.Table) *crf {
	return &crf{table: table, rate: .006, decay: 1e-6,
		weight: make([][labels]float32, features), square: make([][labels]float32, features),
		sum: make([][labels]float32, features)}
}

// emissions fills the lattice for one example from the present weights.
func (c *crf) emissions(ex *example, l *lattice) {
	l.size(len(ex.rows))
	copy(l.seam, ex.seam)
	for i, rows := range ex.rows {
		var e [labels]float32
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
		score := 0.0
		state := 0
		for i, y := range ex.gold {
			next := after(state, y)
			score += float64(l.emit[i][y]) + float64(c.trans[ex.seam[i]][arcOf[state][next]])
			state = next
		}
		loss += logZ - score
		tokens += len(ex.gold)
		c.update(ex, &l, &et)
	}
	return loss / float64(tokens)
}

func (c *crf) update(ex *example, l *lattice, et *transitions) {
	state := 0
	for i, rows := range ex.rows {
		var g [labels]float32
		for y := range g {
			g[y] = -l.post[i][y]
		}
		g[ex.gold[i]]++
		quiet := true
		for y := range g {
			g[y] *= ex.weight
			if g[y] > 1e-3 || g[y] < -1e-3 {
				quiet = false
			}
		}
		next := after(state, ex.gold[i])
		c.pair(ex, l, et, i, arcOf[state][next])
		state = next
		if quiet {
			continue
		}
		for _, r := range rows {
			w, s := &c.weight[r], &c.square[r]
			for y := range g {
				d := g[y] - c.decay*w[y]
				s[y] += d * d
				w[y] += c.rate * d / (1e-3 + sqrt32(s[y]))
			}
		}
	}
}

// arcOf is the number of the arc between two states, -1 for none.
var arcOf = func() (of [states][states]int) {
	for a := range of {
		for b := range of[a] {
			of[a][b] = -1
		}
	}
	for k, c := range arcs {
		of[c.from][c.to] = k
	}
	return of
}()

// pair moves the transitions into token i, whose gold arc is given.
func (c *crf) pair(ex *example, l *lattice, et *transitions, i, gold int) {
	seam := ex.seam[i]
	tr, e := &et[seam], &l.exp[i]
	prev := [states]float32{1}
	if i > 0 {
		prev = l.alpha[i-1]
	}
	var p [arcCount]float32
	sum := float32(0)
	for k, a := range arcs {
		p[k] = prev[a.from] * tr[k] * e[stateLabel[a.to]] * l.beta[i][a.to]
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
		c.trans[seam][k] += c.rate * g / (1e-3 + sqrt32(*s))
	}
}

// prune keeps the n features with the greatest weights and renumbers those of the
// examples.
func (c *crf) prune(n int, examples []example) {
	if n >= len(c.weight) {
		return
	}
	peaks := make([]float32, len(c.weight))
	for r := range c.weight {
		for _, v := range c.weight[r] {
			peaks[r] = max(peaks[r], v, -v)
		}
	}
	sorted := slices.Clone(peaks)
	slices.Sort(sorted)
	least := sorted[len(sorted)-n]
	to := make([]int32, len(c.weight))
	table := model.NewTable()
	for r := range c.weight {
		to[r] = -1
		if peaks[r] >= least && table.Len() < n {
			k := table.Add(c.table.Key(r))
			to[r] = k
			c.weight[k], c.square[k] = c.weight[r], c.square[r]
		}
	}
	c.table = table
	c.weight, c.square, c.sum = c.weight[:table.Len()], c.square[:table.Len()], c.sum[:table.Len()]
	for x := range examples {
		for i, rows := range examples[x].rows {
			kept := rows[:0]
			for _, r := range rows {
				if to[r] >= 0 {
					kept = append(kept, to[r])
				}
			}
			examples[x].rows[i] = kept
		}
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
	if c.summed == 0 {
		return
	}
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

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }
