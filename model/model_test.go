package model_test

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/hearsay-news/hearsay/model"
)

// build makes a linear model of n features with the given labels, and its weights
// by key.
func build(t testing.TB, n, labels int) (*model.Linear, map[uint32][]float32) {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, uint64(labels)))
	b := model.NewBuilder(labels, 1.0/64)
	want := map[uint32][]float32{}
	for len(want) < n {
		key := rng.Uint32() | 1
		if want[key] != nil {
			continue
		}
		row := make([]float32, labels)
		for range 3 {
			row[rng.IntN(labels)] = float32(rng.IntN(400)-200) / 64
		}
		want[key] = row
		b.Add(key, row)
	}
	m, rest, err := model.ReadLinear(append(b.Bytes(), "rest"...))
	if err != nil || string(rest) != "rest" {
		t.Fatalf("rest %q, error %v", rest, err)
	}
	return m, want
}

func TestLinear(t *testing.T) {
	for _, labels := range []int{1, 3, 7, 8, 51, 255} {
		m, want := build(t, 5000, labels)
		if m.Labels() != labels {
			t.Fatalf("%d labels, want %d", m.Labels(), labels)
		}
		for key, row := range want {
			scores := make([]int32, max(labels, 7))
			m.Score([]uint32{key}, scores)
			for l, w := range row {
				if got := float32(scores[l]) * m.Scale(); got != w {
					t.Fatalf("%d labels: feature %x label %d: weight %v, want %v", labels, key, l, got, w)
				}
			}
		}
		rng := rand.New(rand.NewPCG(2, 2))
		stray := 0
		for range 100_000 {
			key := rng.Uint32() | 1
			scores := make([]int32, max(labels, 7))
			if want[key] == nil {
				m.Score([]uint32{key}, scores)
				for _, s := range scores {
					if s != 0 {
						stray++
						break
					}
				}
			}
		}
		if stray > 40 {
			t.Errorf("%d labels: %d of 100,000 absent features had weights", labels, stray)
		}
	}
}

func TestLinearSums(t *testing.T) {
	m, want := build(t, 100, 7)
	var keys []uint32
	var sum [7]float32
	for key, row := range want {
		keys = append(keys, key, key^0x5555) // every second one is likely absent
		for l, w := range row {
			sum[l] += w
		}
		if want[key^0x5555] != nil {
			t.Skip("the second key is present after all")
		}
	}
	scores := make([]int32, 7)
	m.Score(keys, scores)
	for l, w := range sum {
		if got := float32(scores[l]) * m.Scale(); got != w {
			t.Errorf("label %d: %v, want %v", l, got, w)
		}
	}
}

func TestSameBytes(t *testing.T) {
	a, b := model.NewBuilder(3, .5), model.NewBuilder(3, .5)
	for i := range uint32(100) {
		a.Add(i*77+1, []float32{float32(i), 0, 1})
		b.Add((99-i)*77+1, []float32{float32(99 - i), 0, 1})
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the order of adding shows in the file")
	}
}

func TestPerceptronLearns(t *testing.T) {
	p := model.NewPerceptron(4)
	rng := rand.New(rand.NewPCG(3, 3))
	example := func() ([]uint32, int) {
		gold := rng.IntN(4)
		return []uint32{uint32(gold + 10), uint32(rng.IntN(50) + 100)}, gold
	}
	for range 2000 {
		keys, gold := example()
		scores := make([]float32, 4)
		p.Score(keys, scores)
		best := 0
		for l := range scores {
			if scores[l] > scores[best] {
				best = l
			}
		}
		p.Step()
		if best != gold {
			p.Update(keys, gold, 1)
			p.Update(keys, best, -1)
		}
	}
	m, _, err := model.ReadLinear(p.Build(1, 1000, 1.0/256).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for range 1000 {
		keys, gold := example()
		scores := make([]int32, 7)
		m.Score(keys, scores)
		for l := range 4 {
			if l != gold && scores[l] >= scores[gold] {
				wrong++
				break
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of 1000 wrong after training", wrong)
	}
}

func TestClusters(t *testing.T) {
	const dim, n = 8, 4000
	rng := rand.New(rand.NewPCG(4, 4))
	vectors := make([]float32, n*dim)
	for i := range vectors {
		vectors[i] = float32(rng.NormFloat64())
	}
	fine := model.TrainClusters(vectors, dim, 9)
	again := model.TrainClusters(vectors, dim, 9)
	of := map[uint32]uint16{}
	for i, f := range fine {
		if f != again[i] {
			t.Fatal("the same seed gave other groups")
		}
		of[model.HashLower(string(binary.LittleEndian.AppendUint16(nil, uint16(i))))+uint32(i)] = f
	}
	c, err := model.ReadClusters(model.EncodeClusters(of))
	if err != nil {
		t.Fatal(err)
	}
	for k, f := range of {
		g := c.Of(k)
		if g.Fine != f || g.Middle != (f-1)/8+1 || g.Coarse != (f-1)/64+1 {
			t.Fatalf("word %x is in %v, want fine group %d", k, g, f)
		}
	}
	if g := c.Of(12345); of[12345] == 0 && g != (model.Group{}) {
		t.Errorf("an unknown word is in %v", g)
	}
}

func TestHashLower(t *testing.T) {
	for _, pair := range [][2]string{{"Said", "said"}, {"DON’T", "don't"}, {"É", "É"}} {
		if model.HashLower(pair[0]) != model.HashLower(pair[1]) {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
}

func TestEmbeddedWeights(t *testing.T) {
	if _, err := model.Weights("clusters.bin"); err != nil {
		t.Error(err)
	}
	if _, err := model.Weights("no-such.bin"); err == nil {
		t.Error("no error for weights that are not there")
	}
}

func FuzzReadLinear(f *testing.F) {
	b := model.NewBuilder(3, .5)
	b.Add(7, []float32{1, 0, 2})
	f.Add(b.Bytes())
	b = model.NewBuilder(51, .5)
	b.Add(7, make([]float32, 51))
	b.Add(9, append(make([]float32, 50), 3))
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		m, _, err := model.ReadLinear(data)
		if err != nil {
			return
		}
		m.Score([]uint32{1, 7, 9, 1 << 31}, make([]int32, max(m.Labels(), 7)))
	})
}

func FuzzReadClusters(f *testing.F) {
	f.Add(model.EncodeClusters(map[uint32]uint16{5: 1, 900: 4096}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := model.ReadClusters(data); err == nil {
			c.Of(5)
		}
	})
}
