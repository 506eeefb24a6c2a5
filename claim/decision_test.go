package claim_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
)

const off = "that the transponder of the ferry had been switched off"

// two is two claims: of the collision, and of the transponder.
func two() []claim.Report {
	return []claim.Report{
		report("2031-03-05", "Colvane Examiner", states(guard, hit), states(families, "that an Orvalt corvette rammed the ferry")),
		report("2031-03-06", "Halyard Press", denies(navy, hit), states(navy, off)),
	}
}

// later is more about both, published before and after the others.
func later() []claim.Report {
	return []claim.Report{
		report("2031-03-04", "Skell Mirror", states(owner, "that the Orvalt corvette rammed the ferry at night"), states(owner, "that the transponder had been switched off")),
		report("2031-03-20", "Skell Mirror", states(families, off), states(families, hit)),
	}
}

// takenBy are the statements of a claim.
func takenBy(c *claim.Claim) map[string]bool {
	out := make(map[string]bool)
	for _, take := range c.Takes {
		out[take.Statement] = true
	}
	return out
}

// A merge holds when all is made again, and when more is found, earlier or later.
func TestMerge(t *testing.T) {
	in := two()
	all := build(in)
	a, b := of(t, all, "rammed"), of(t, all, "switched off")
	if a == b {
		t.Fatal("there is one claim before the merge")
	}
	merge := claim.Decision{ID: "dc_1", Act: claim.Merge, Claims: []claim.Anchor{a.Anchor(), b.Anchor()}}
	for _, reports := range [][]claim.Report{in, append(in, later()...)} {
		all := build(reports, merge)
		if of(t, all, "rammed") != of(t, all, "switched off") {
			t.Errorf("of %d reports: not merged\n%s", len(reports), written(t, all))
		}
	}
	if got := written(t, build(in, merge, claim.Decision{ID: "dc_2", Act: claim.Undo, Undoes: "dc_1"})); got != written(t, all) {
		t.Error("when the merge is undone, the claims are not what they were")
	}
}

// A split holds as well, though the claim has another ID when an earlier statement comes.
func TestSplit(t *testing.T) {
	in := two()
	was := of(t, build(in), "rammed")
	apart := in[0].Statements[1].ID // the families'
	if !takenBy(was)[apart] {
		t.Fatal("the families are not on the claim")
	}
	split := claim.Decision{ID: "dc_1", Act: claim.Split, Claims: []claim.Anchor{was.Anchor()}, Statements: []string{apart}}
	for _, reports := range [][]claim.Report{in, append(in, later()...)} {
		all := build(reports, split)
		rest, own := of(t, all, "Hadrik rammed"), of(t, all, "an Orvalt corvette rammed the ferry")
		if takenBy(rest)[apart] || !takenBy(own)[apart] || len(takenBy(own)) != 1 {
			t.Errorf("of %d reports: not split\n%s", len(reports), written(t, all))
		}
		if len(reports) > len(in) && rest.ID == was.ID {
			t.Error("an earlier statement came, and the claim's ID is the same")
		}
	}
}

func TestReject(t *testing.T) {
	in := two()
	denial := in[1].Statements[0].ID
	c := of(t, build(in, claim.Decision{ID: "dc_1", Act: claim.Reject, Statements: []string{denial}}), "rammed")
	if takenBy(c)[denial] || history(c) != "2031-03-05 corroborated 4" {
		t.Errorf("the denial is rejected, and the claim is %s", history(c))
	}
}

// What is corrected in a statement tells in its position.
func TestCorrect(t *testing.T) {
	for _, c := range []struct {
		field, value string
		stance       claim.Stance
		origin       string
		want         string
	}{
		{"act", "confirm", claim.Asserts, navy.Name, "2031-03-05 corroborated 4; 2031-03-06 acknowledged 2"},
		{"act", "decline", claim.Declines, navy.Name, "2031-03-05 corroborated 4"},
		{"polarity", "negative", claim.Asserts, navy.Name, "2031-03-05 corroborated 4; 2031-03-06 acknowledged 2"},
		{"speaker", "Northern Maritime Commission", claim.Denies, "Northern Maritime Commission", "2031-03-05 corroborated 4; 2031-03-06 disputed 3"},
		{"speaker", "unnamed sailor", claim.Denies, "unnamed sailor", "2031-03-05 corroborated 4; 2031-03-06 disputed 3"},
		{"act", "no such act", claim.Denies, navy.Name, "2031-03-05 corroborated 4; 2031-03-06 disputed 3"},
		{"no such field", "x", claim.Denies, navy.Name, "2031-03-05 corroborated 4; 2031-03-06 disputed 3"},
	} {
		in := two()
		id := in[1].Statements[0].ID
		got := of(t, build(in, claim.Decision{ID: "dc_1", Act: claim.Correct, Statements: []string{id}, Field: c.field, Value: c.value}), "rammed")
		if h := history(got); h != c.want {
			t.Errorf("%s %s:\n got %s\nwant %s", c.field, c.value, h, c.want)
		}
		for _, take := range got.Takes {
			if take.Statement == id && (take.Stance != c.stance || take.Origin != c.origin) {
				t.Errorf("%s %s: %s %s", c.field, c.value, take.Origin, take.Stance)
			}
		}
		if in[1].Statements[0].Act != hearsay.ActDeny || in[1].Statements[0].Speaker != navy {
			t.Errorf("%s %s: the statement itself was changed", c.field, c.value)
		}
	}
}

// Decisions stand unless they are undone; an undoing may be undone.
func TestStanding(t *testing.T) {
	all := []claim.Decision{
		{ID: "a", Act: claim.Merge},
		{ID: "b", Act: claim.Split},
		{ID: "c", Act: claim.Undo, Undoes: "a"},
		{ID: "d", Act: claim.Grade},
		{ID: "e", Act: claim.Undo, Undoes: "c"},
		{ID: "f", Act: claim.Undo, Undoes: "e"},
		{ID: "g", Act: claim.Undo, Undoes: "nothing"},
	}
	for n, want := range []string{"", "a", "ab", "b", "bd", "abd", "bd", "bd"} {
		var got strings.Builder
		for _, d := range claim.Standing(all[:n]) {
			got.WriteString(d.ID)
		}
		if got.String() != want {
			t.Errorf("of the first %d there stand %q, want %q", n, got.String(), want)
		}
	}
}

// Decisions about what is not there, or makes no sense, change nothing.
func TestIdle(t *testing.T) {
	in := two()
	want := written(t, build(in))
	a := of(t, build(in), "rammed").Anchor()
	figure := a
	figure.Figure = true
	for _, d := range []claim.Decision{
		{Act: claim.Merge},
		{Act: claim.Merge, Claims: []claim.Anchor{a}},
		{Act: claim.Merge, Claims: []claim.Anchor{a, a}},
		{Act: claim.Merge, Claims: []claim.Anchor{a, figure}},
		{Act: claim.Merge, Claims: []claim.Anchor{a, {Statement: "st_gone", Text: a.Text}}},
		{Act: claim.Split},
		{Act: claim.Split, Claims: []claim.Anchor{a}},
		{Act: claim.Split, Claims: []claim.Anchor{a}, Statements: []string{"st_gone"}},
		{Act: claim.Reject, Statements: []string{"st_gone"}},
		{Act: claim.Correct, Field: "act", Value: "deny"},
		{Act: claim.Grade, Source: "Halyard Press", Value: "B2"},
		{Act: "no such act", Claims: []claim.Anchor{a}, Statements: []string{a.Statement}},
		{},
	} {
		if got := written(t, build(in, d)); got != want {
			t.Errorf("%+v changes claims", d)
		}
	}
}

// The grade that an origin was given last is its own in every claim; others have none.
func TestGrade(t *testing.T) {
	all := build(two(),
		claim.Decision{ID: "dc_1", Act: claim.Grade, Source: strings.ToLower(guard.Name), Value: "C3"},
		claim.Decision{ID: "dc_2", Act: claim.Grade, Source: guard.Name, Value: "B2"})
	graded := 0
	for _, c := range all {
		for _, o := range c.Origins {
			switch {
			case o.Name == guard.Name && o.Grade == "B2":
				graded++
			case o.Name == guard.Name || o.Grade != "":
				t.Errorf("%s has %q", o.Name, o.Grade)
			}
		}
	}
	if graded == 0 {
		t.Errorf("nobody has a grade:\n%s", written(t, all))
	}
}
