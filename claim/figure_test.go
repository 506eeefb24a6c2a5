package claim_test

import (
	"math"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
)

var more = math.Inf(1) // no upper bound

// Two origins' figures dispute a claim where their bounds cannot both hold.
func TestFigures(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b said
		want string
	}{
		{"a number and another", dead(guard, "24", 24, 24), dead(families, "26", 26, 26), "2031-03-05 single-source 5; 2031-03-06 disputed 3"},
		{"the same", dead(guard, "24", 24, 24), dead(families, "24", 24, 24), "2031-03-05 single-source 5; 2031-03-06 corroborated 4"},
		{"at least so many, and more", dead(guard, "at least nine", 9, more), dead(families, "26", 26, 26), "2031-03-05 single-source 5; 2031-03-06 corroborated 4"},
		{"at least so many, and fewer", dead(guard, "24", 24, 24), dead(families, "at least 26", 26, more), "2031-03-05 single-source 5; 2031-03-06 disputed 3"},
		{"two lower bounds", dead(guard, "at least 17", 17, more), dead(families, "at least 26", 26, more), "2031-03-05 single-source 5; 2031-03-06 corroborated 4"},
		{"at most, and at least", dead(guard, "up to 20", math.Inf(-1), 20), dead(families, "at least 26", 26, more), "2031-03-05 single-source 5; 2031-03-06 disputed 3"},
		{"a range that holds it", dead(guard, "between 20 and 30", 20, 30), dead(families, "26", 26, 26), "2031-03-05 single-source 5; 2031-03-06 corroborated 4"},
		{"about so many, a tenth off", dead(guard, "24", 24, 24), dead(families, "about 26", 26, 26).about(), "2031-03-05 single-source 5; 2031-03-06 corroborated 4"},
		{"about so many, more than a tenth off", dead(guard, "24", 24, 24), dead(families, "about 28", 28, 28).about(), "2031-03-05 single-source 5; 2031-03-06 disputed 3"},
		{"the same origin's next figure takes the place of its first", dead(guard, "nine", 9, 9), dead(guard, "24", 24, 24), "2031-03-05 single-source 5"},
		{"denied", dead(guard, "24", 24, 24), dead(families, "24", 24, 24).as(hearsay.ActDeny), "2031-03-05 single-source 5; 2031-03-06 disputed 3"},
	} {
		all := build([]claim.Report{report("2031-03-05", "Colvane Examiner", c.a), report("2031-03-06", "Skell Mirror", c.b)})
		got := of(t, all, "people died")
		if got.Kind != claim.Figure {
			t.Errorf("%s: the claim is of kind %s", c.name, got.Kind)
		}
		if h := history(got); h != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, h, c.want)
		}
	}
}

// The dead and the injured are not one quantity.
func TestFiguresApart(t *testing.T) {
	hurt := said{who: guard, what: "that 40 people were injured on the ferry", count: "40", low: 40, high: 40, outcome: "injured"}
	all := build([]claim.Report{report("2031-03-05", "Colvane Examiner", dead(guard, "24", 24, 24), hurt)})
	if of(t, all, "died") == of(t, all, "injured") {
		t.Error("the dead and the injured are one claim")
	}
}

func TestShown(t *testing.T) {
	for _, c := range []struct {
		in   hearsay.Figure
		want string
	}{
		{hearsay.Figure{Low: 300, High: more}, "at least 300"},
		{hearsay.Figure{Low: math.Inf(-1), High: 40}, "at most 40"},
		{hearsay.Figure{Low: 10000, High: 10000, Approx: true}, "about 10000"},
		{hearsay.Figure{Low: 5, High: 9}, "5 to 9"},
		{hearsay.Figure{Low: 1.5, High: 1.5}, "1.5"},
		{hearsay.Figure{Low: math.Inf(-1), High: more}, "an unknown number"},
	} {
		if got := claim.Shown(&c.in); got != c.want {
			t.Errorf("%+v is shown as %q, want %q", c.in, got, c.want)
		}
	}
}
