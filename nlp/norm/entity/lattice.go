package entity

import "math"

// label is what a token is to a name: outside of any, or the beginning or the
// inside of one of some kind.
type label uint8

// Labels is the number of labels: outside, then beginning and inside of each kind
// from Person to Other.
const Labels = 9

const outside label = 0

// kind is the kind of name of a label, None for outside.
func (y label) kind() Kind { return Kind(y+1) / 2 }

// begins gives the label of the first token of a name.
func begins(k Kind) label { return label(2*k - 1) }

// arc is one pair of labels that may follow each other.
type arc struct{ from, to uint8 }

// arcs lists the pairs of labels that may follow each other, by the second; into
// says where the arcs to each begin, arcOf the number of each, -1 for none.
var arcs, into, arcOf = listArcs()

func listArcs() (list []arc, begin [Labels + 1]int, of [Labels][Labels]int) {
	for to := range Labels {
		begin[to] = len(list)
		for from := range Labels {
			of[from][to] = -1
			if to == 0 || to&1 == 1 || from == to || from == to-1 {
				of[from][to] = len(list)
				list = append(list, arc{uint8(from), uint8(to)})
			}
		}
	}
	begin[Labels] = len(list)
	return list, begin, of
}

// seams is the number of classes that transitions are told apart by.
const seams = 4

// transitions holds the score of each arc at each class of seam.
type transitions [seams][arcCount]float32

// arcCount is len(arcs); an array needs it as a constant.
const arcCount = 9*5 + 2*4

// exponentials fills et for marginals.
func (t *transitions) exponentials(et *transitions) {
	for c := range t {
		for k := range t[c] {
			et[c][k] = float32(math.Exp(float64(t[c][k])))
		}
	}
}

// forbidden is the score of a label that cannot be.
const forbidden = -1e9

// lattice is the work space of one run's decoding: n rows of labels.
type lattice struct {
	emit  [][Labels]float32 // set by the caller
	seam  []uint8           // class of the seam before each token; set by the caller
	back  [][Labels]uint8
	alpha [][Labels]float32
	beta  [][Labels]float32
	exp   [][Labels]float32
	post  [][Labels]float32 // probability of each label, after marginals
}

func (l *lattice) size(n int) {
	l.emit = sized(l.emit, n)
	l.seam = sized(l.seam, n)
	l.back = sized(l.back, n)
	l.alpha = sized(l.alpha, n)
	l.beta = sized(l.beta, n)
	l.exp = sized(l.exp, n)
	l.post = sized(l.post, n)
}

// viterbi finds the best labels of the run, before which all is outside.
func (l *lattice) viterbi(t *transitions, out []label) {
	n := len(l.emit)
	if n == 0 {
		return
	}
	var now, next [Labels]float32
	for s := range now {
		now[s] = forbidden
	}
	now[outside] = 0
	for i := range n {
		tr, e, back := &t[l.seam[i]], &l.emit[i], &l.back[i]
		for to := range Labels {
			top, from := float32(2*forbidden), uint8(0)
			for k := into[to]; k < into[to+1]; k++ {
				f := arcs[k].from
				if s := now[f] + tr[k]; s > top {
					top, from = s, f
				}
			}
			next[to], back[to] = top+e[to], from
		}
		now = next
	}
	best := label(0)
	for y := range label(Labels) {
		if now[y] > now[best] {
			best = y
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = best
		best = label(l.back[i][best])
	}
}

// marginals sets post by the forward-backward algorithm, scaled at each token so
// that nothing underflows, and returns the logarithm of the partition function. et
// is exp of the transitions.
func (l *lattice) marginals(et *transitions) float64 {
	n := len(l.emit)
	logZ := 0.0
	prev := &[Labels]float32{1}
	for i := range n {
		e, shift := expRow(&l.emit[i])
		l.exp[i] = e
		a, tr := &l.alpha[i], &et[l.seam[i]]
		sum := float32(0)
		for to := range Labels {
			v := float32(0)
			for k := into[to]; k < into[to+1]; k++ {
				v += prev[arcs[k].from] * tr[k]
			}
			a[to] = v * e[to]
			sum += a[to]
		}
		for y := range a {
			a[y] /= sum
		}
		logZ += math.Log(float64(sum)) + float64(shift)
		prev = a
	}
	for y := range Labels {
		l.beta[n-1][y] = 1
	}
	for i := n - 2; i >= 0; i-- {
		l.backward(i, &et[l.seam[i+1]])
	}
	for i := range n {
		sum := float32(0)
		for y := range l.post[i] {
			l.post[i][y] = l.alpha[i][y] * l.beta[i][y]
			sum += l.post[i][y]
		}
		for y := range l.post[i] {
			l.post[i][y] /= sum
		}
	}
	return logZ
}

// backward fills beta of token i from that of the next.
func (l *lattice) backward(i int, tr *[arcCount]float32) {
	var w [Labels]float32
	for y := range w {
		w[y] = l.exp[i+1][y] * l.beta[i+1][y]
	}
	b := &l.beta[i]
	*b = [Labels]float32{}
	for k, c := range arcs {
		b[c.from] += tr[k] * w[c.to]
	}
	sum := float32(0)
	for _, v := range b {
		sum += v
	}
	for y := range b {
		b[y] /= sum
	}
}

// expRow is exp of a row less its greatest member, and that member.
func expRow(row *[Labels]float32) (e [Labels]float32, shift float32) {
	shift = row[0]
	for _, v := range row[1:] {
		shift = max(shift, v)
	}
	for y, v := range row {
		e[y] = float32(math.Exp(float64(max(v-shift, -60))))
	}
	return e, shift
}
