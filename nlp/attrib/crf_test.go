package attrib

import (
	"math"
	"math/rand/v2"
	"testing"
)

// random fills a lattice of n tokens and transitions.
func random(n int, seed uint64) (*lattice, *transitions) {
	rng := rand.New(rand.NewPCG(seed, 5))
	l, t := new(lattice), new(transitions)
	l.size(n)
	for i := range n {
		for y := range l.emit[i] {
			l.emit[i][y] = float32(rng.NormFloat64() * 2)
		}
		l.seam[i] = uint8(rng.IntN(seams))
	}
	for s := range t {
		for k := range t[s] {
			t[s][k] = float32(rng.NormFloat64())
		}
	}
	return l, t
}

// each calls yield with every sequence of labels that the rules allow, and its
// score.
func each(l *lattice, t *transitions, yield func(ys []label, score float64)) {
	n := len(l.emit)
	ys := make([]label, n)
	var walk func(i, state int, score float64)
	walk = func(i, state int, score float64) {
		if i == n {
			yield(ys, score)
			return
		}
		for y := range label(labels) {
			next := after(state, y)
			k := arcOf[state][next]
			if k < 0 {
				continue
			}
			ys[i] = y
			walk(i+1, next, score+float64(l.emit[i][y])+float64(t[l.seam[i]][k]))
		}
	}
	walk(0, 0, 0)
}

func TestArcs(t *testing.T) {
	if len(arcs) != arcCount {
		t.Fatalf("%d arcs, the constant says %d", len(arcs), arcCount)
	}
	for s := range states {
		for y := range label(labels) {
			inside := y != outside && !y.begins()
			prev := stateLabel[s]
			want := !inside || prev == y || prev == y-1
			if got := arcOf[s][after(s, y)] >= 0; got != want {
				t.Errorf("from state %d to label %d: allowed %v, want %v", s, y, got, want)
			}
		}
	}
}

func TestViterbiIsBest(t *testing.T) {
	for seed := range uint64(20) {
		l, tr := random(5, seed)
		best, want := math.Inf(-1), make([]label, 5)
		each(l, tr, func(ys []label, score float64) {
			if score > best {
				best = score
				copy(want, ys)
			}
		})
		got := make([]label, 5)
		l.viterbi(tr, got)
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("seed %d: %v, want %v", seed, got, want)
			}
		}
	}
}

func TestMarginalsAreSums(t *testing.T) {
	for seed := range uint64(10) {
		l, tr := random(5, seed)
		var mass [5][labels]float64
		z := 0.0
		each(l, tr, func(ys []label, score float64) {
			p := math.Exp(score)
			z += p
			for i, y := range ys {
				mass[i][y] += p
			}
		})
		var et transitions
		tr.exponentials(&et)
		if got := l.marginals(&et); math.Abs(got-math.Log(z)) > 1e-3 {
			t.Errorf("seed %d: log partition %.5f, want %.5f", seed, got, math.Log(z))
		}
		for i := range mass {
			for y := range mass[i] {
				if got, want := float64(l.post[i][y]), mass[i][y]/z; math.Abs(got-want) > 1e-4 {
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
