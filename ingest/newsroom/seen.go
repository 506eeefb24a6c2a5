package newsroom

import (
	"slices"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// Last is the ID of the last decision of a view, "" for none: what somebody has seen who
// looks at it.
func Last(v *live.View) string {
	if n := len(v.Decisions); n > 0 {
		return v.Decisions[n-1].ID
	}
	return ""
}

// Seen is the Basis of statements as it was when a decision was the last; it reports false
// for one that there is not. Who chooses among many statements gives back one ID so, and
// not a basis for each.
func Seen(v *live.View, last string, statements ...string) (basis string, ok bool) {
	n := 0
	if last != "" {
		if n = at(v, last) + 1; n == 0 {
			return "", false
		}
	}
	return Basis(&live.View{Decisions: v.Decisions[:n]}, statements...), true
}

// Meanwhile are the decisions behind a last one that say something of statements.
func Meanwhile(v *live.View, last string, statements ...string) []claim.Decision {
	var out []claim.Decision
	wanted := make(map[string]bool, len(statements))
	for _, id := range statements {
		wanted[id] = true
	}
	for i := at(v, last) + 1; i < len(v.Decisions); i++ {
		d := &v.Decisions[i]
		if slices.ContainsFunc(Subjects(v, d), func(id string) bool { return wanted[id] }) {
			out = append(out, *d)
		}
	}
	return out
}

// at is the place of a decision, -1 for none; late ones are asked for most.
func at(v *live.View, id string) int {
	for i := len(v.Decisions) - 1; i >= 0; i-- {
		if v.Decisions[i].ID == id {
			return i
		}
	}
	return -1
}
