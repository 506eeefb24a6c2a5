package crf

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/hearsay-news/hearsay/model"
)

// spans is a field over outside and two kinds of spans, that remembers the last.
var spans = NewShape(5, 3, []uint8{0, 0, 0, 1, 2, 3, 4}, func(from, to int) bool {
	label := []int{0, 0, 0, 1, 2, 3, 4}
	y, prev := label[to], label[from]
	if y == 0 {
		return to == from && from < 3 || from >= 3 && to == (prev+1)/2
	}
	return y&1 == 1 || prev == y || prev == y-1
})

// random fills a lattice of n tokens and transitions.
func random(n int, seed uint64) (*Lattice, Transitions) {
	rng := rand.New(rand.NewPCG(seed, 5))
	l, t := spans.NewLattice(), spans.NewTransitions()
	l.Size(n)
	for i := range n {
		for y := range l.Emit.At(i) {
			l.Emit.At(i)[y] = float32(rng.NormFloat64() * 2)
		}
		l.Seam[i] = uint8(rng.IntN(spans.Seams))
	}
	for k := range t.flat {
		t.flat[k] = float32(rng.NormFloat64())
	}
	return l, t
}

// each calls yield with every sequence of labels that the shape allows, and its score.
func each(l *Lattice, t Transitions, yield func(ys []uint8, score float64)) {
	n := len(l.Seam)
	ys := make([]uint8, n)
	var walk func(i, state int, score float64)
	walk = func(i, state int, score float64) {
		if i == n {
			yield(ys, score)
			return
		}
		for y := range uint8(spans.Labels) {
			next, k := spans.Step(state, y)
			if k < 0 {
				continue
			}
			ys[i] = y
			walk(i+1, next, score+float64(l.Emit.At(i)[y])+float64(t.At(int(l.Seam[i]))[k]))
		}
	}
	walk(0, 0, 0)
}

func TestViterbiIsBest(t *testing.T) {
	for seed := range uint64(20) {
		l, tr := random(5, seed)
		best, want := math.Inf(-1), make([]uint8, 5)
		each(l, tr, func(ys []uint8, score float64) {
			if score > best {
				best = score
				copy(want, ys)
			}
		})
		got := make([]uint8, 5)
		Viterbi(l, tr, got)
		if string(got) != string(want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
	}
}

func TestMarginalsAreSums(t *testing.T) {
	for seed := range uint64(10) {
		l, tr := random(5, seed)
		var mass [5][5]float64
		z := 0.0
		each(l, tr, func(ys []uint8, score float64) {
			p := math.Exp(score)
			z += p
			for i, y := range ys {
				mass[i][y] += p
			}
		})
		et := spans.NewTransitions()
		tr.Exponentials(et)
		if got := l.Marginals(et); math.Abs(got-math.Log(z)) > 1e-3 {
			t.Errorf("seed %d: log partition %.5f, want %.5f", seed, got, math.Log(z))
		}
		for i := range mass {
			for y := range mass[i] {
				if got, want := float64(l.Post.At(i)[y]), mass[i][y]/z; math.Abs(got-want) > 1e-4 {
					t.Errorf("seed %d token %d label %d: %.5f, want %.5f", seed, i, y, got, want)
				}
			}
		}
	}
}

func TestExp32(t *testing.T) {
	for x := float32(0); x > -60; x -= .37 {
		want := math.Exp(float64(x))
		if got := float64(exp32(x)); math.Abs(got-want) > 2e-5*want {
			t.Errorf("exp(%v) = %v, want %v", x, got, want)
		}
	}
}

// A field learns that one feature begins a span and another goes on with it.
func TestTrainerLearns(t *testing.T) {
	table := model.NewTable()
	for k := range uint32(3) {
		table.Add(k + 1)
	}
	ex := []Example{{Rows: [][]int32{{0}, {1}, {2}, {0}}, Seam: []uint8{0, 1, 1, 2}, Gold: []uint8{0, 1, 2, 0}, Weight: 1}}
	c := spans.NewTrainer(table, Options{Rate: .5, Epsilon: 1})
	rng := rand.New(rand.NewPCG(1, 1))
	first := c.Epoch(ex, rng)
	last := 0.0
	for range 30 {
		last = c.Epoch(ex, rng)
	}
	c.Keep()
	c.Settle()
	if !(last < first/5) {
		t.Errorf("loss %.3f, then %.3f", first, last)
	}
	c.Prune(2, ex)
	if c.Table.Len() != 2 {
		t.Errorf("%d features after pruning to 2", c.Table.Len())
	}
}

func TestTransitionsComeBack(t *testing.T) {
	_, tr := random(1, 7)
	data := append(tr.Append(nil), 9)
	got := spans.NewTransitions()
	rest, err := got.Read(data)
	if err != nil || len(rest) != 1 || rest[0] != 9 {
		t.Fatalf("%v %v", rest, err)
	}
	for k := range tr.flat {
		if got.flat[k] != tr.flat[k] {
			t.Fatalf("number %d: %v, want %v", k, got.flat[k], tr.flat[k])
		}
	}
	if _, err := got.Read(data[:8]); !errors.Is(err, ErrTransitions) {
		t.Errorf("cut short: %v", err)
	}
	if _, err := got.Read(append([]byte{0, 0, 0xc0, 0x7f}, data...)); !errors.Is(err, ErrTransitions) {
		t.Errorf("not a number: %v", err)
	}
}
