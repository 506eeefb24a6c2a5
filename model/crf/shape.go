// Package crf is a linear-chain conditional random field (Lafferty, McCallum and
// Pereira 2001) over labels of tokens: its decoding, its marginals and its training
// over hashed features. nlp/attrib and nlp/norm/entity label with it; each says by a
// Shape which labels there are and which may follow each other.
//
// Transitions are told apart by the class of the seam between two tokens: what stands
// there says how likely a span goes on, ends or begins.
package crf

import (
	"encoding/binary"
	"errors"
	"math"
)

// Shape is the form of a field. It is never written to after NewShape.
type Shape struct {
	Labels, Seams int
	label         []uint8 // of each state
	arcs          []arc   // pairs of states that may follow each other, by the second
	into          []int   // where the arcs to each state begin
	arcOf         [][]int // by two states, the number of the arc between them, -1 for none
	next          [][]int // by state and label, the state that the label leads to, -1 for none
}

type arc struct{ from, to uint8 }

// NewShape makes the shape of a field over labels, told apart by seams classes of
// seams. A state is a label with what is remembered of those before: label gives the
// label of each, and may reports whether one may follow another; for each label at
// most one state may. The first state is the one that every chain begins in.
func NewShape(labels, seams int, label []uint8, may func(from, to int) bool) *Shape {
	s := &Shape{Labels: labels, Seams: seams, label: label}
	for range label {
		none, nowhere := make([]int, len(label)), make([]int, labels)
		for k := range none {
			none[k] = -1
		}
		for k := range nowhere {
			nowhere[k] = -1
		}
		s.arcOf, s.next = append(s.arcOf, none), append(s.next, nowhere)
	}
	for to := range label {
		s.into = append(s.into, len(s.arcs))
		for from := range label {
			if may(from, to) {
				s.arcOf[from][to] = len(s.arcs)
				s.next[from][label[to]] = to
				s.arcs = append(s.arcs, arc{uint8(from), uint8(to)})
			}
		}
	}
	s.into = append(s.into, len(s.arcs))
	return s
}

// States is the number of states.
func (s *Shape) States() int { return len(s.label) }

// Arcs is the number of pairs of states that may follow each other.
func (s *Shape) Arcs() int { return len(s.arcs) }

// Step gives the state that label y leads to from state from, and the number of the arc
// between them, -1 where y may not follow.
func (s *Shape) Step(from int, y uint8) (to, arc int) {
	if to = s.next[from][y]; to < 0 {
		return from, -1
	}
	return to, s.arcOf[from][to]
}

// Rows are rows of numbers of one width, one behind another.
type Rows struct {
	flat  []float32
	width int
}

// NewRows makes n rows of zeros.
func NewRows(n, width int) Rows { return Rows{make([]float32, n*width), width} }

// At is row i.
func (r Rows) At(i int) []float32 { return r.flat[i*r.width : (i+1)*r.width : (i+1)*r.width] }

// Len is the number of rows.
func (r Rows) Len() int {
	if r.width == 0 {
		return 0
	}
	return len(r.flat) / r.width
}

func (r *Rows) size(n, width int) {
	if cap(r.flat) < n*width {
		r.flat = make([]float32, n*width)
	}
	r.flat, r.width = r.flat[:n*width], width
}

// Transitions holds a row of the scores of all arcs for each class of seam.
type Transitions struct{ Rows }

// NewTransitions makes transitions that are all zero.
func (s *Shape) NewTransitions() Transitions { return Transitions{NewRows(s.Seams, len(s.arcs))} }

// ErrTransitions is a file of transitions that is too short or holds what is no score.
var ErrTransitions = errors.New("transitions")

// Append adds the transitions to a file: 32-bit floating point numbers, the lowest byte
// first.
func (t Transitions) Append(out []byte) []byte {
	for _, v := range t.flat {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	return out
}

// Read sets the transitions from the front of data and returns what follows them.
func (t Transitions) Read(data []byte) ([]byte, error) {
	if len(data) < 4*len(t.flat) {
		return nil, ErrTransitions
	}
	for k := range t.flat {
		v := math.Float32frombits(binary.LittleEndian.Uint32(data))
		if v != v || v > 1e3 || v < -1e3 {
			return nil, ErrTransitions
		}
		t.flat[k], data = v, data[4:]
	}
	return data, nil
}

// Sum sets t to a, a number for each arc of each seam, and a share of b.
func (t Transitions) Sum(a []float32, b Transitions, share float32) {
	for k := range t.flat {
		t.flat[k] = a[k] + float32(share*b.flat[k]) // rounded, on processors that fuse too
	}
}
