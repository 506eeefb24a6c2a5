package model

import "slices"

// Table numbers features in the order in which training meets them: an open
// addressing table from hash to row.
type Table struct {
	mask uint32
	keys []uint32
	rows []int32
	list []uint32 // key of each row
}

// NewTable makes an empty table.
func NewTable() *Table {
	const size = 1 << 16
	return &Table{mask: size - 1, keys: make([]uint32, size), rows: make([]int32, size)}
}

// Len is the number of rows.
func (t *Table) Len() int { return len(t.list) }

// Key is the feature of a row.
func (t *Table) Key(row int) uint32 { return t.list[row] }

// Row gives the row of a feature, or -1.
func (t *Table) Row(key uint32) int32 {
	for i := key & t.mask; ; i = (i + 1) & t.mask {
		if t.keys[i] == key {
			return t.rows[i]
		}
		if t.keys[i] == 0 {
			return -1
		}
	}
}

// Add gives the row of a feature, a new one if it has none.
func (t *Table) Add(key uint32) int32 {
	i := key & t.mask
	for t.keys[i] != 0 {
		if t.keys[i] == key {
			return t.rows[i]
		}
		i = (i + 1) & t.mask
	}
	row := int32(len(t.list))
	t.keys[i], t.rows[i] = key, row
	t.list = append(t.list, key)
	if len(t.list)*2 > len(t.keys) {
		t.grow()
	}
	return row
}

func (t *Table) grow() {
	size := uint32(len(t.keys)) * 2
	t.mask, t.keys, t.rows = size-1, make([]uint32, size), make([]int32, size)
	for row, key := range t.list {
		i := key & t.mask
		for t.keys[i] != 0 {
			i = (i + 1) & t.mask
		}
		t.keys[i], t.rows[i] = key, int32(row)
	}
}

// Perceptron trains a multi-class averaged perceptron (Collins 2002; lazy
// averaging after Daumé 2006). It is for one goroutine.
type Perceptron struct {
	labels int
	table  *Table
	now    []float32 // weights as they stand, labels a row
	sum    []float32 // weight changes times the step they came at
	seen   []int32   // updates a row took part in, for pruning
	step   float32
}

// NewPerceptron makes an untrained perceptron over so many labels.
func NewPerceptron(labels int) *Perceptron {
	return &Perceptron{labels: labels, table: NewTable(), step: 1}
}

// Score adds to scores, one a label, the present weights of the features.
func (p *Perceptron) Score(keys []uint32, scores []float32) {
	for _, key := range keys {
		r := p.table.Row(key)
		if r < 0 {
			continue
		}
		w := p.now[int(r)*p.labels:][:p.labels]
		for l, v := range w {
			scores[l] += v
		}
	}
}

// Step counts one example; call it once for each, updated or not.
func (p *Perceptron) Step() { p.step++ }

// Update moves the weights of the features of one label by delta.
func (p *Perceptron) Update(keys []uint32, label int, delta float32) {
	for _, key := range keys {
		r := int(p.table.Add(key))
		for len(p.now) < (r+1)*p.labels {
			p.now = append(p.now, make([]float32, p.labels)...)
			p.sum = append(p.sum, make([]float32, p.labels)...)
			p.seen = append(p.seen, 0)
		}
		p.now[r*p.labels+label] += delta
		p.sum[r*p.labels+label] += delta * p.step
		p.seen[r]++
	}
}

// Build quantises the averaged weights. Features that took part in fewer than
// least updates are left out, and of the others all but the most with the
// greatest weights; scale is a weight's unit.
func (p *Perceptron) Build(least, most int, scale float32) *Builder {
	return strongest(p.table, p.labels, most, scale, func(r, l int) float32 {
		if int(p.seen[r]) < least {
			return 0
		}
		return p.now[r*p.labels+l] - p.sum[r*p.labels+l]/p.step
	})
}

// strongest gathers the most features of a table with the greatest weights.
func strongest(table *Table, labels, most int, scale float32, weight func(row, label int) float32) *Builder {
	peaks := make([]float32, table.Len())
	for r := range peaks {
		for l := range labels {
			w := weight(r, l)
			peaks[r] = max(peaks[r], w, -w)
		}
	}
	sorted := slices.Clone(peaks)
	slices.Sort(sorted)
	floor := sorted[max(0, len(sorted)-most)]
	b := NewBuilder(labels, scale)
	row := make([]float32, labels)
	for r := range peaks {
		if peaks[r] == 0 || peaks[r] < floor {
			continue
		}
		for l := range row {
			row[l] = weight(r, l)
		}
		b.Add(table.Key(r), row)
	}
	return b
}
