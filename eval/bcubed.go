package eval

import (
	"fmt"
	"maps"
	"slices"
)

// BCubed scores how things were put into groups against how they belong: each thing by
// how much of its group belongs with it, and how much of what belongs with it is in its
// group, averaged over all (B-cubed, Bagga and Baldwin 1998).
type BCubed struct {
	Precision, Recall float64 // sums over the things
	Things            int
}

// Add counts what was grouped together with the groups that it belongs to. gold and got
// give the group of each thing by its name; one that got lacks is alone in its group, and
// one that gold lacks is not looked at. Of the things that gold has only those are
// counted that counts, if it is not nil, reports; but what they are grouped with may be
// any.
func (s *BCubed) Add(gold, got map[string]string, counts func(thing string) bool) {
	type cell struct{ gold, got string }
	of := func(thing string) string {
		if group, ok := got[thing]; ok {
			return "in " + group
		}
		return "alone " + thing
	}
	cells, golds, gots, counted := map[cell]int{}, map[string]int{}, map[string]int{}, map[cell]int{}
	for thing, group := range gold {
		c := cell{group, of(thing)}
		cells[c]++
		golds[c.gold]++
		gots[c.got]++
		if counts == nil || counts(thing) {
			counted[c]++
			s.Things++
		}
	}
	precision, recall := fractions{}, fractions{}
	for c, n := range counted { // each shares its group with all of its cell
		precision[gots[c.got]] += n * cells[c]
		recall[golds[c.gold]] += n * cells[c]
	}
	s.Precision += precision.sum()
	s.Recall += recall.sum()
}

// fractions are numerators by their denominators, whose sum is the same to the last bit
// in whatever order they came.
type fractions map[int]int

func (f fractions) sum() float64 {
	total := 0.0
	for _, of := range slices.Sorted(maps.Keys(f)) {
		total += float64(f[of]) / float64(of)
	}
	return total
}

// P is precision, 0 to 1.
func (s BCubed) P() float64 { return mean(s.Precision, s.Things) }

// R is recall, 0 to 1.
func (s BCubed) R() float64 { return mean(s.Recall, s.Things) }

// F is the harmonic mean of precision and recall, 0 to 1.
func (s BCubed) F() float64 { return harmonic(s.P(), s.R()) }

// String gives the three with three decimals.
func (s BCubed) String() string { return fmt.Sprintf("P %.3f R %.3f F %.3f", s.P(), s.R(), s.F()) }

func mean(sum float64, n int) float64 {
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}
