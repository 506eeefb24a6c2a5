package story

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Shared is a feature that two articles have in common.
type Shared struct {
	Kind   Kind
	Text   string  // as the first of them has it
	Weight float64 // what it adds to their likeness
}

// Share gives what two articles have in common, the weightiest first.
func Share(a, b *Features) []Shared {
	var out []Shared
	for i, k := range a.keys {
		if j, ok := slices.BinarySearch(b.keys, k); ok {
			out = append(out, Shared{a.kinds[i], a.word(i), float64(a.weights[i]) * float64(b.weights[j])})
		}
	}
	slices.SortStableFunc(out, func(x, y Shared) int { return cmp.Compare(y.Weight, x.Weight) })
	return out
}

// named is how many features of each sort Why names.
const named = 4

// Why says in one sentence which features two articles share, and what speaks against
// their being one story.
func Why(a, b *Features) string {
	sorts := [...]struct {
		is    []Kind
		title string
		words []string
	}{
		{is: []Kind{Full, Name}, title: "name"},
		{is: []Kind{Figure}, title: "give"},
		{is: []Kind{Phrase, Word}, title: "have the words"},
		{is: []Kind{Year}, title: "speak of"},
	}
	for _, s := range Share(a, b) {
		for i := range sorts {
			if sort := &sorts[i]; slices.Contains(sort.is, s.Kind) && len(sort.words) < named && !told(sort.words, s.Text) {
				sort.words = append(sort.words, s.Text)
			}
		}
	}
	var parts []string
	for _, s := range sorts {
		if len(s.words) > 0 {
			parts = append(parts, s.title+" "+strings.Join(s.words, ", "))
		}
	}
	out := fmt.Sprintf("Their likeness is %.2f", Likeness(a, b))
	if len(parts) > 0 {
		out += ": both " + strings.Join(parts, "; ")
	}
	if apartYears(a.years, b.years) < 1 {
		out += "; but they name different years"
	}
	if apartDays(a.Day, b.Day) < 1 {
		out += fmt.Sprintf("; but they were published %d days apart", max(a.Day-b.Day, b.Day-a.Day))
	}
	return out + "."
}

// told reports whether words say a word already: "Kell" after "Kell Gap".
func told(words []string, word string) bool {
	for _, w := range words {
		if w == word || strings.HasPrefix(w, word+" ") || strings.HasSuffix(w, " "+word) {
			return true
		}
	}
	return false
}
