package parse

import "math"

// kernelTrainer learns a kernel's weights as an averaged perceptron (Collins
// 2002).
type kernelTrainer struct {
	now, sum [][moves]float32 // weights; their changes times the step they came at
	seen     []int32          // updates a place took part in
	step     float32
}

func newKernelTrainer() *kernelTrainer {
	const n = 1 << placeBits
	return &kernelTrainer{now: make([][moves]float32, n), sum: make([][moves]float32, n), seen: make([]int32, n), step: 1}
}

func (t *kernelTrainer) score(keys []uint32) (s [moves]float32) {
	for _, k := range keys {
		w := &t.now[k]
		s[0] += w[0]
		s[1] += w[1]
		s[2] += w[2]
	}
	return s
}

// update moves the weights towards one move and away from another.
func (t *kernelTrainer) update(keys []uint32, good, bad int) {
	for _, k := range keys {
		t.now[k][good]++
		t.sum[k][good] += t.step
		t.now[k][bad]--
		t.sum[k][bad] -= t.step
		t.seen[k]++
	}
}

// kernelMixture is the mean of several kernels that met the same trees in
// different orders.
type kernelMixture struct {
	left, right []float32
	parts       float32
}

func newKernelMixture() *kernelMixture {
	return &kernelMixture{left: make([]float32, 1<<placeBits), right: make([]float32, 1<<placeBits)}
}

func (m *kernelMixture) add(t *kernelTrainer) {
	m.parts++
	for i := range m.left {
		if t.seen[i] < leastMove {
			continue
		}
		average := func(move int) float32 { return t.now[i][move] - t.sum[i][move]/t.step }
		m.left[i] += average(moveLeft) - average(moveShift)
		m.right[i] += average(moveRight) - average(moveShift)
	}
}

// unit is a weight of one in a kernel's table.
const unit = 16

func (m *kernelMixture) kernel() *kernel {
	k := &kernel{table: make([]pair, 1<<placeBits)}
	quantise := func(w float32) int16 {
		return int16(math.Round(float64(max(-math.MaxInt16, min(math.MaxInt16, w/m.parts*unit)))))
	}
	for i := range k.table {
		k.table[i] = pair{quantise(m.left[i]), quantise(m.right[i])}
	}
	return k
}
