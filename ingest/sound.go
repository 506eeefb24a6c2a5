package ingest

import (
	"fmt"
	"math"

	"github.com/hearsay-news/hearsay"
)

// sound keeps the attributions that may be shown: every span a sound span of the
// document's text, no two alike, each nested in another that stands and not, by
// whatever way, in itself. One nested in a dropped attribution moves out to the
// one that held that.
func sound(doc *hearsay.Document, attrs []hearsay.Attribution) (kept []hearsay.Attribution, faults []error) {
	good := make([]bool, len(attrs))
	seen := make(map[string]int, len(attrs))
	left := 0
	for i := range attrs {
		a := &attrs[i]
		why := a.Check(doc.Text)
		if why == "" {
			key := fmt.Sprint(a.Source, a.Cue, a.Content)
			if first, ok := seen[key]; ok {
				why = fmt.Sprintf("the same spans as attribution %d", first)
			} else {
				seen[key] = i
			}
		}
		if why != "" {
			faults = append(faults, fmt.Errorf("%w: attribution %d dropped: %s", ErrInternal, i, why))
			continue
		}
		good[i] = true
		left++
	}
	if left == 0 {
		return nil, faults
	}
	place := make([]int, len(attrs)) // where attribution i stands in kept
	kept = make([]hearsay.Attribution, 0, left)
	for i := range attrs {
		place[i] = -1
		if good[i] {
			place[i] = len(kept)
			kept = append(kept, attrs[i])
		}
	}
	for i := range attrs {
		if good[i] {
			a := &kept[place[i]]
			a.Nested = holder(attrs, place, i)
			a.Score = confidence(a.Score)
		}
	}
	return kept, faults
}

// holder gives the place in the kept list of the nearest kept attribution that
// holds attribution i, -1 for none or when the holders go round in a circle.
func holder(attrs []hearsay.Attribution, place []int, i int) int {
	found := -1
	j := attrs[i].Nested
	for range attrs {
		if j < 0 || j >= len(attrs) {
			return found
		}
		if j == i {
			return -1
		}
		if found < 0 {
			found = place[j]
		}
		j = attrs[j].Nested
	}
	return -1
}

// confidence brings a model's score into 0 to 1.
func confidence(score float64) float64 {
	if math.IsNaN(score) {
		return 0
	}
	return min(max(score, 0), 1)
}
