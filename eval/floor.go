package eval

import (
	"fmt"
	"strings"
)

// Floor is a figure that must not be missed, in the unit in which the report
// shows it.
type Floor struct {
	Name       string
	Got, Least float64 // a Least of 0 asks for nothing
}

// BelowError lists the floors that were missed.
type BelowError []Floor

// Error names each figure with its floor.
func (e BelowError) Error() string {
	var each []string
	for _, f := range e {
		each = append(each, fmt.Sprintf("%s %s is below %g", f.Name, strings.TrimSuffix(fmt.Sprintf("%.2f", f.Got), ".00"), f.Least))
	}
	return "floor missed: " + strings.Join(each, "; ")
}

// Check gives a BelowError of the floors that were missed, or nil.
func Check(floors ...Floor) error {
	var missed BelowError
	for _, f := range floors {
		if f.Got < f.Least {
			missed = append(missed, f)
		}
	}
	if missed == nil {
		return nil
	}
	return missed
}

// Names gives the names of the articles that instances are of, in the order of
// their first instance: the texts that predictions are needed for.
func Names(instances []Instance) []string {
	var out []string
	seen := map[string]bool{}
	for _, in := range instances {
		if name := beforeLast(in.ID, "_"); !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return out
}
