package ingest

import (
	"fmt"
	"math"

	"github.com/hearsay-news/hearsay"
)

// sound keeps the statements that may be shown: every span a sound span of the
// document's text, no two alike, each nested in another that stands and not, by
// whatever way, in itself. One nested in a dropped attribution moves out to the
// one that held that.
func sound(doc *hearsay.Document, sts []hearsay.Statement) (kept []hearsay.Statement, faults []error) {
	good := make([]bool, len(sts))
	seen := make(map[string]int, len(sts))
	left := 0
	for i := range sts {
		a := &sts[i]
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
	place := make([]int, len(sts)) // where attribution i stands in kept
	kept = make([]hearsay.Statement, 0, left)
	for i := range sts {
		place[i] = -1
		if good[i] {
			place[i] = len(kept)
			kept = append(kept, sts[i])
		}
	}
	for i := range sts {
		if good[i] {
			a := &kept[place[i]]
			a.Nested = holder(sts, place, i)
			a.Score = confidence(a.Score)
			if why := a.Prune(doc.Text); why != "" {
				faults = append(faults, fmt.Errorf("%w: of statement %d: %s", ErrInternal, i, why))
			}
		}
	}
	return kept, faults
}

// holder gives the place in the kept list of the nearest kept attribution that
// holds attribution i, -1 for none or when the holders go round in a circle.
func holder(sts []hearsay.Statement, place []int, i int) int {
	found := -1
	j := sts[i].Nested
	for range sts {
		if j < 0 || j >= len(sts) {
			return found
		}
		if j == i {
			return -1
		}
		if found < 0 {
			found = place[j]
		}
		j = sts[j].Nested
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
