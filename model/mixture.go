package model

// Mixture is the mean of several perceptrons trained on the same examples in
// different orders (McDonald, Hall and Mann 2010). Their errors on examples they
// have not seen differ, and the mean makes fewer than any of them, at the cost in
// reading of one.
type Mixture struct {
	labels int
	table  *Table
	sum    []float32 // labels a row
	parts  float32
}

// NewMixture makes an empty mixture of models over so many labels.
func NewMixture(labels int) *Mixture { return &Mixture{labels: labels, table: NewTable()} }

// Add adds a trained perceptron; features that took part in fewer than least of
// its updates are left out.
func (m *Mixture) Add(p *Perceptron, least int) {
	m.parts++
	for r := 0; r < p.table.Len(); r++ {
		if int(p.seen[r]) < least {
			continue
		}
		at := int(m.table.Add(p.table.Key(r))) * m.labels
		for len(m.sum) < at+m.labels {
			m.sum = append(m.sum, make([]float32, m.labels)...)
		}
		for l := range m.labels {
			m.sum[at+l] += p.now[r*p.labels+l] - p.sum[r*p.labels+l]/p.step
		}
	}
}

// Build quantises the mean, of which it keeps the most features with the greatest
// weights and no weight smaller than small; scale is a weight's unit.
func (m *Mixture) Build(most int, small, scale float32) *Builder {
	return strongest(m.table, m.labels, most, scale, func(r, l int) float32 {
		w := m.sum[r*m.labels+l] / m.parts
		if -small < w && w < small {
			return 0
		}
		return w
	})
}
