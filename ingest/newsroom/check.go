package newsroom

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// grades are those of the Admiralty code: a source's reliability and its information's
// credibility.
var grades = regexp.MustCompile(`^[A-F][1-6]$`)

// check refuses a decision that could not be carried out.
func (n *Newsroom) check(v *live.View, d *claim.Decision) error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("%s: %w: %s", d.Act, ErrDecision, fmt.Sprintf(format, args...))
	}
	switch d.Act {
	case claim.Merge:
		return n.checkMerge(v, d, bad)
	case claim.Split:
		if len(d.Claims) != 1 || len(d.Statements) == 0 {
			return bad("it is of one claim, and names statements")
		}
		e, ok := v.Anchored(d.Claims[0])
		if !ok {
			return bad("there is no such claim")
		}
		for _, id := range d.Statements {
			if !slices.ContainsFunc(e.Claim.Takes, func(t claim.Take) bool { return t.Statement == id }) {
				return bad("statement %s is not of that claim", id)
			}
		}
	case claim.Correct, claim.Reject, claim.Accept:
		return n.checkStatements(v, d, bad)
	case claim.Grade:
		if d.Source == "" || !grades.MatchString(d.Value) {
			return bad("a source is graded from A1 to F6")
		}
	case claim.Undo:
		standing := claim.Standing(v.Decisions)
		if !slices.ContainsFunc(standing, func(s claim.Decision) bool { return s.ID == d.Undoes }) {
			return bad("there is no such decision, or it is undone already: %q", d.Undoes)
		}
	default:
		return bad("there is no such act")
	}
	return nil
}

func (n *Newsroom) checkMerge(v *live.View, d *claim.Decision, bad func(string, ...any) error) error {
	if len(d.Claims) != 2 {
		return bad("it is of two claims")
	}
	a, ok1 := v.Anchored(d.Claims[0])
	b, ok2 := v.Anchored(d.Claims[1])
	switch {
	case !ok1 || !ok2:
		return bad("there is no such claim")
	case a.Claim == b.Claim:
		return bad("both are the same claim")
	case a.Story != b.Story:
		return bad("the claims are of two stories")
	case (a.Claim.Kind == claim.Figure) != (b.Claim.Kind == claim.Figure):
		return bad("one claim is a figure, the other is not")
	}
	return nil
}

func (n *Newsroom) checkStatements(v *live.View, d *claim.Decision, bad func(string, ...any) error) error {
	if len(d.Statements) == 0 {
		return bad("it names no statement")
	}
	for _, id := range d.Statements {
		_, r, _, ok := v.Statement(id)
		if !ok {
			return bad("there is no statement %s", id)
		}
		if d.Act == claim.Correct {
			if err := claim.CheckCorrection(r.Doc, d.Field, d.Value); err != nil {
				return bad("%s", err)
			}
		}
	}
	return nil
}
