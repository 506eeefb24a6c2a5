package story

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Kind is what a feature of an article is.
type Kind uint8

// The kinds of features.
const (
	Word   Kind = iota // of any kind
	Name               // a word written with a capital: of a person, a place, a body
	Full               // two words of a name beside each other
	Figure             // a number, by itself or with what it counts
	Year
	Phrase // two words beside each other
)

var kindNames = [...]string{"word", "name", "full name", "figure", "year", "phrase"}

// String is the kind in a word.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "feature"
}

const (
	keep      = 100 // features of an article
	keyedMost = 40  // of these, it is found by
)

// Features is what is compared of an article. It takes some 2 kB.
type Features struct {
	ID    string
	Day   int // of publication, days since 1970; 0 where it is not known
	years []uint16

	// The features, in the order of their keys. The weights make a vector of length one.
	keys    []uint32
	weights []float32
	kinds   []Kind
	ends    []uint32 // of each in text
	text    string

	scale float32  // brings the weights of the weightiest to length one
	keyed []uint16 // the weightiest, by their place in keys
}

// features keeps the weightiest of what was counted.
func (r *reader) features(id string, day int) *Features {
	type weighed struct {
		key    uint32
		weight float64
		*count
	}
	all := make([]weighed, 0, len(r.counts))
	for k, c := range r.counts {
		if w := c.weight(); w > 0 {
			all = append(all, weighed{k, w, c})
		}
	}
	slices.SortFunc(all, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key))
	})
	all = all[:min(len(all), keep)]
	least := 0.0
	if len(all) > 0 {
		least = all[min(len(all), keyedMost)-1].weight
	}
	square := 0.0
	for _, w := range all {
		square += w.weight * w.weight
	}
	slices.SortFunc(all, func(a, b weighed) int { return cmp.Compare(a.key, b.key) })
	f := &Features{ID: id, Day: day, years: r.years}
	slices.Sort(f.years)
	f.years = slices.Compact(f.years)
	var text strings.Builder
	for i, w := range all {
		text.WriteString(w.text)
		f.keys = append(f.keys, w.key)
		f.weights = append(f.weights, float32(w.weight/math.Sqrt(square)))
		f.kinds = append(f.kinds, w.kind)
		f.ends = append(f.ends, uint32(text.Len()))
		if w.weight >= least {
			f.keyed = append(f.keyed, uint16(i))
		}
	}
	keyed := 0.0
	for _, i := range f.keyed {
		keyed += float64(f.weights[i]) * float64(f.weights[i])
	}
	if keyed > 0 {
		f.scale = float32(1 / math.Sqrt(keyed))
	}
	f.text = text.String()
	return f
}

// word is the text of a feature as the article has it.
func (f *Features) word(i int) string {
	from := uint32(0)
	if i > 0 {
		from = f.ends[i-1]
	}
	return f.text[from:f.ends[i]]
}
