package attrib

import "math"

// label is what a token is to an attribution: outside of any, or the beginning
// or the inside of a span of one role.
type label uint8

const (
	outside label = iota
	beginSource
	insideSource
	beginCue
	insideCue
	beginContent
	insideContent
	labels = 7
)

// role is the part that a span plays in an attribution.
type role uint8

const (
	roleNone role = iota
	roleSource
	roleCue
	roleContent
)

// role is the role of a label, roleNone for outside.
func (l label) role() role { return role((l + 1) / 2) }

// begins reports whether l opens a span.
func (l label) begins() bool { return l&1 == 1 }

// A state of the chain is a label that, outside of spans, also remembers the role
// of the last span of the block: after a content and a cue a source is likelier
// than after a source, however far back they are.
const states = 10

// stateLabel is the label of each state: four ways to be outside (after no span,
// a source, a cue, a content), then the other labels.
var stateLabel = [states]label{outside, outside, outside, outside,
	beginSource, insideSource, beginCue, insideCue, beginContent, insideContent}

// after gives the state that label y leads to from state s.
func after(s int, y label) int {
	if y != outside {
		return int(y) + 3
	}
	if s < 4 {
		return s
	}
	return int(stateLabel[s].role())
}

// arc is one pair of states that may follow each other.
type arc struct{ from, to uint8 }

// arcs lists the pairs of states that may follow each other, by the second; into
// says where the arcs to each state begin.
var arcs, into = listArcs()

func listArcs() (list []arc, begin [states + 1]int) {
	for to := range states {
		begin[to] = len(list)
		y := stateLabel[to]
		for from := range states {
			prev := stateLabel[from]
			ok := y == outside || y.begins() || prev == y || prev == y-1
			if ok && after(from, y) == to {
				list = append(list, arc{uint8(from), uint8(to)})
			}
		}
	}
	begin[states] = len(list)
	return list, begin
}

// seams is the number of classes that transitions are told apart by: what stands
// between two tokens says how likely a span goes on, ends or begins there.
const seams = 10

// transitions holds the score of each arc at each class of seam.
type transitions [seams][arcCount]float32

// arcCount is len(arcs); an array needs it as a constant.
const arcCount = 46

// forbidden is the score of a state that cannot be.
const forbidden = -1e9

// lattice is the work space of one block's decoding: n rows of labels or states.
type lattice struct {
	emit  [][labels]float32 // set by the caller
	seam  []uint8           // class of the seam before each token; set by the caller
	back  [][states]uint8
	alpha [][states]float32
	beta  [][states]float32
	exp   [][labels]float32
	post  [][labels]float32 // probability of each label, after marginals
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

// viterbi finds the best labels of the block. A block begins outside of spans.
func (l *lattice) viterbi(t *transitions, out []label) {
	n := len(l.emit)
	if n == 0 {
		return
	}
	var now, next [states]float32
	for s := range now {
		now[s] = forbidden
	}
	now[0] = 0
	for i := 0; i < n; i++ {
		tr, e := &t[l.seam[i]], &l.emit[i]
		back := &l.back[i]
		for to := range states {
			top, from := float32(2*forbidden), uint8(0)
			for k := into[to]; k < into[to+1]; k++ {
				f := arcs[k].from
				if s := now[f] + tr[k]; s > top {
					top, from = s, f
				}
			}
			next[to], back[to] = top+e[stateLabel[to]], from
		}
		now = next
	}
	s := uint8(0)
	for k := range now {
		if now[k] > now[s] {
			s = uint8(k)
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = stateLabel[s]
		s = l.back[i][s]
	}
}

// marginals sets post by the forward-backward algorithm, scaled at each token so
// that nothing underflows, and returns the logarithm of the partition function.
// et is exp of the transitions.
func (l *lattice) marginals(et *transitions) float64 {
	n := len(l.emit)
	logZ := 0.0
	var start [states]float32
	start[0] = 1
	prev := &start
	for i := 0; i < n; i++ {
		e, shift := expRow(&l.emit[i])
		l.exp[i] = e
		a := &l.alpha[i]
		sum := float32(0)
		tr := &et[l.seam[i]]
		for to := range states {
			v := float32(0)
			for k := into[to]; k < into[to+1]; k++ {
				v += prev[arcs[k].from] * tr[k]
			}
			a[to] = v * e[stateLabel[to]]
			sum += a[to]
		}
		for s := range a {
			a[s] /= sum
		}
		logZ += math.Log(float64(sum)) + float64(shift)
		prev = a
	}
	for s := range states {
		l.beta[n-1][s] = 1
	}
	for i := n - 2; i >= 0; i-- {
		tr, e, next := &et[l.seam[i+1]], &l.exp[i+1], &l.beta[i+1]
		var w [states]float32
		for s := range w {
			w[s] = e[stateLabel[s]] * next[s]
		}
		b := &l.beta[i]
		*b = [states]float32{}
		for k, c := range arcs {
			b[c.from] += tr[k] * w[c.to]
		}
		sum := float32(0)
		for _, v := range b {
			sum += v
		}
		for s := range b {
			b[s] /= sum
		}
	}
	for i := 0; i < n; i++ {
		sum := float32(0)
		p := &l.post[i]
		*p = [labels]float32{}
		for s := range states {
			v := l.alpha[i][s] * l.beta[i][s]
			p[stateLabel[s]] += v
			sum += v
		}
		for y := range p {
			p[y] /= sum
		}
	}
	return logZ
}

// expRow is exp of a row less its greatest member, and that member.
func expRow(row *[labels]float32) (e [labels]float32, shift float32) {
	shift = row[0]
	for _, v := range row[1:] {
		shift = max(shift, v)
	}
	for y, v := range row {
		e[y] = exp32(v - shift)
	}
	return e, shift
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

// exponentials fills et for marginals.
func (t *transitions) exponentials(et *transitions) {
	for c := range t {
		for k := range t[c] {
			et[c][k] = float32(math.Exp(float64(t[c][k])))
		}
	}
}
