package crf

import "math"

// forbidden is the score of a state that cannot be.
const forbidden = -1e9

// Lattice is the work space for decoding one run of tokens after another.
type Lattice struct {
	shape       *Shape
	Emit        Rows    // scores of the labels of each token; set by the caller
	Seam        []uint8 // class of the seam before each token; set by the caller
	Post        Rows    // probability of each label, after Marginals
	back        []uint8
	alpha, beta Rows // by state
	exp         Rows // by label
	now, then   []float32
}

// NewLattice makes work space for fields of a shape.
func (s *Shape) NewLattice() *Lattice {
	return &Lattice{shape: s, now: make([]float32, len(s.label)), then: make([]float32, len(s.label))}
}

// Size makes room for n tokens. What Emit and Seam held is lost.
func (l *Lattice) Size(n int) {
	s := l.shape
	l.Emit.size(n, s.Labels)
	l.Post.size(n, s.Labels)
	l.exp.size(n, s.Labels)
	l.alpha.size(n, len(s.label))
	l.beta.size(n, len(s.label))
	if cap(l.Seam) < n {
		l.Seam = make([]uint8, n)
	}
	if cap(l.back) < n*len(s.label) {
		l.back = make([]uint8, n*len(s.label))
	}
	l.Seam, l.back = l.Seam[:n], l.back[:n*len(s.label)]
}

// Viterbi finds the best labels of the run.
func Viterbi[L ~uint8](l *Lattice, t Transitions, out []L) {
	s, n := l.shape, len(l.Seam)
	if n == 0 {
		return
	}
	states := len(s.label)
	now, next := l.now, l.then
	for k := range now {
		now[k] = forbidden
	}
	now[0] = 0
	for i := range n {
		tr, e, back := t.At(int(l.Seam[i])), l.Emit.At(i), l.back[i*states:(i+1)*states]
		for to := range states {
			top, from := float32(2*forbidden), uint8(0)
			for k := s.into[to]; k < s.into[to+1]; k++ {
				f := s.arcs[k].from
				if v := now[f] + tr[k]; v > top {
					top, from = v, f
				}
			}
			next[to], back[to] = top+e[s.label[to]], from
		}
		now, next = next, now
	}
	best := uint8(0)
	for k := range now {
		if now[k] > now[best] {
			best = uint8(k)
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = L(s.label[best])
		best = l.back[i*states+int(best)]
	}
}

// Marginals sets Post by the forward-backward algorithm, scaled at each token so that
// nothing underflows, and returns the logarithm of the partition function. et is the
// exponentials of the transitions.
func (l *Lattice) Marginals(et Transitions) float64 {
	s, n := l.shape, len(l.Seam)
	logZ := 0.0
	prev := l.now
	clear(prev)
	prev[0] = 1
	for i := range n {
		e, a, tr := l.exp.At(i), l.alpha.At(i), et.At(int(l.Seam[i]))
		shift := expRow(e, l.Emit.At(i))
		sum := float32(0)
		for to := range a {
			v := float32(0)
			for k := s.into[to]; k < s.into[to+1]; k++ {
				v += prev[s.arcs[k].from] * tr[k]
			}
			a[to] = v * e[s.label[to]]
			sum += a[to]
		}
		for k := range a {
			a[k] /= sum
		}
		logZ += math.Log(float64(sum)) + float64(shift)
		prev = a
	}
	if n > 0 {
		last := l.beta.At(n - 1)
		for k := range last {
			last[k] = 1
		}
	}
	for i := n - 2; i >= 0; i-- {
		l.backward(i, et.At(int(l.Seam[i+1])))
	}
	for i := range n {
		l.posterior(i)
	}
	return logZ
}

// backward fills beta of token i from that of the next.
func (l *Lattice) backward(i int, tr []float32) {
	s, w, b := l.shape, l.then, l.beta.At(i)
	e, next := l.exp.At(i+1), l.beta.At(i+1)
	for k := range w {
		w[k] = e[s.label[k]] * next[k]
	}
	clear(b)
	for k, c := range s.arcs {
		b[c.from] += tr[k] * w[c.to]
	}
	sum := float32(0)
	for _, v := range b {
		sum += v
	}
	for k := range b {
		b[k] /= sum
	}
}

// posterior sets the probabilities of the labels of token i.
func (l *Lattice) posterior(i int) {
	p, a, b := l.Post.At(i), l.alpha.At(i), l.beta.At(i)
	clear(p)
	sum := float32(0)
	for k := range a {
		v := a[k] * b[k]
		p[l.shape.label[k]] += v
		sum += v
	}
	for y := range p {
		p[y] /= sum
	}
}

// expRow sets e to exp of a row less its greatest member, which it returns.
func expRow(e, row []float32) (shift float32) {
	shift = row[0]
	for _, v := range row[1:] {
		shift = max(shift, v)
	}
	for y, v := range row {
		e[y] = exp32(v - shift)
	}
	return shift
}

// exp32 is exp for x at most 0, to about six digits: 2^k times a polynomial.
func exp32(x float32) float32 {
	if x < -80 {
		return 1e-35
	}
	t := x * 1.44269504
	k := float32(math.Floor(float64(t)))
	f := t - k
	p := 1 + f*(0.69314718+f*(0.24022651+f*(0.05550411+f*(0.00961813+f*(0.00133336+f*0.000154)))))
	return math.Float32frombits(uint32(int32(k)+127)<<23) * p
}

// Exponentials fills et for Marginals.
func (t Transitions) Exponentials(et Transitions) {
	for k, v := range t.flat {
		et.flat[k] = float32(math.Exp(float64(v)))
	}
}
