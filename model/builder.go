package model

import (
	"bytes"
	"math"
	"sort"
)

// Builder gathers the weights of trained features and writes them, quantised, as
// the file that ReadLinear reads.
type Builder struct {
	labels int
	scale  float32
	rows   []builderRow
}

type builderRow struct {
	key     uint32
	weights []builderWeight
}

type builderWeight struct {
	label uint8
	value int16
}

// NewBuilder makes a builder for a model of so many labels (at most 255) whose
// weights are rounded to multiples of scale.
func NewBuilder(labels int, scale float32) *Builder {
	return &Builder{labels: labels, scale: scale}
}

// Add adds a feature with one weight a label. Weights that round to zero are
// left out, and so is a feature of which none remains. A key must be added once.
func (b *Builder) Add(key uint32, weights []float32) {
	var row []builderWeight
	for label, w := range weights {
		q := math.Round(float64(w / b.scale))
		q = max(-32767, min(32767, q))
		if q != 0 {
			row = append(row, builderWeight{uint8(label), int16(q)})
		}
	}
	if len(row) > 0 {
		b.rows = append(b.rows, builderRow{key, row})
	}
}

// Features is the number of features that have a weight.
func (b *Builder) Features() int { return len(b.rows) }

func (b *Builder) sorted() []builderRow {
	sort.Slice(b.rows, func(i, j int) bool { return b.rows[i].key < b.rows[j].key })
	return b.rows
}

// Bytes is the model's file.
func (b *Builder) Bytes() []byte {
	var out bytes.Buffer
	b.WriteTo(&out) // a bytes.Buffer does not fail
	return out.Bytes()
}
