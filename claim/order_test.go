package claim_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
)

// contents are what is said in made-up reports; figures have their own.
var contents = []string{
	hit, "that the corvette Hadrik struck the ferry amidships", "that no ship of Orvalt touched the ferry",
	"that the transponder of the ferry had been switched off", "that the ferry was carrying explosives, and that its hold was sealed",
	"that the corvette may have rammed the ferry", "that the lifeboats had been slow to put out; the Mayday was unanswered for an hour",
	"that warships are bound to stay two miles clear of ferries", "to comment on the report", "that it had withdrawn its account",
	"its allegations", "that the captain was arrested and that Marenth had fired first", "", "the and of", "that Orvalt troops crossed the border",
}

// madeUp is n reports of some statements each, the same for the same seed.
func madeUp(seed uint64, n int) []claim.Report {
	r := rand.New(rand.NewPCG(seed, 11))
	speakers := []hearsay.Speaker{official, guard, navy, owner, orvalt, families,
		{Name: "Ilka Renn", Kind: hearsay.KindPerson}, {Name: "Renn", Kind: hearsay.KindPerson, Party: "Marenth"},
		{Name: "its radar tracks", Kind: hearsay.KindUnnamed}, {Name: "group", Kind: hearsay.KindGroup}, {Name: "unstated", Kind: hearsay.KindUnnamed}}
	outlets := []string{"Colvane Examiner", "Halyard Press", "Skell Mirror", "Northgate News", ""}
	zones := []hearsay.Zone{hearsay.ZoneBody, hearsay.ZoneBody, hearsay.ZoneHeadline}
	var out []claim.Report
	for i := range n {
		var all []said
		for range 1 + r.IntN(9) {
			who := speakers[r.IntN(len(speakers))]
			s := said{who: who, what: contents[r.IntN(len(contents))] + " on the day", act: hearsay.Act(r.IntN(17)), zone: zones[r.IntN(len(zones))], direct: r.IntN(3) == 0}
			if r.IntN(4) == 0 {
				low := float64(r.IntN(40))
				s = dead(who, fmt.Sprint(low), low, low+float64(r.IntN(2)*5))
			}
			if r.IntN(5) == 0 {
				s.on = fmt.Sprintf("2031-0%d", 1+r.IntN(5))
			}
			if r.IntN(6) == 0 {
				s.chain = outlets[r.IntN(3)]
			}
			all = append(all, s)
		}
		next := report(fmt.Sprintf("2031-03-%02d", 1+r.IntN(28)), outlets[r.IntN(len(outlets))], all...)
		if i > 0 && r.IntN(4) == 0 {
			next.Carries = out[r.IntN(i)].Doc.ID
		}
		if r.IntN(5) == 0 {
			next.ReplacedOn = fmt.Sprintf("2031-04-%02dT08:00:00Z", 1+r.IntN(28))
		}
		if k := len(next.Statements); k > 1 && r.IntN(2) == 0 {
			next.Statements[k-1].NestedIn = next.Statements[0].ID
		}
		out = append(out, next)
	}
	return out
}

// shuffled is the same reports in another order, with their statements in another order,
// as they may come from a store, and then as their texts have them.
func shuffled(r *rand.Rand, in []claim.Report) []claim.Report {
	out := slices.Clone(in)
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	for i := range out {
		sts := slices.Clone(out[i].Statements)
		r.Shuffle(len(sts), func(i, j int) { sts[i], sts[j] = sts[j], sts[i] })
		claim.InOrder(sts)
		out[i].Statements = sts
	}
	return out
}

// The same reports give the same claims, to the byte, in whatever order they come.
func TestOrder(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 12))
		in := madeUp(seed, 2+r.IntN(12))
		decisions := someDecisions(r, in)
		want := written(t, build(in, decisions...))
		before := fmt.Sprint(in)
		for range 6 {
			if got := written(t, build(shuffled(r, in), decisions...)); got != want {
				t.Fatalf("seed %d: in another order\n%s\nnot\n%s", seed, got, want)
			}
		}
		if fmt.Sprint(in) != before {
			t.Fatalf("seed %d: the reports are changed", seed)
		}
	}
}

// What holds of any claims: one claim for each ID, days in order, a cause for every
// change, and as many independent origins as are named.
func TestSound(t *testing.T) {
	for seed := range uint64(40) {
		all := build(madeUp(seed, 10))
		ids := make(map[string]bool)
		for i := range all {
			c := &all[i]
			if ids[c.ID] {
				t.Errorf("seed %d: two claims are %s", seed, c.ID)
			}
			ids[c.ID] = true
			if len(c.Takes) == 0 || c.Wording == "" {
				t.Errorf("seed %d: %s says nothing", seed, c.ID)
			}
			statements := make(map[string]bool)
			for _, take := range c.Takes {
				if statements[take.Statement] {
					t.Errorf("seed %d: %s has two positions of %s", seed, c.ID, take.Statement)
				}
				statements[take.Statement] = true
			}
			checkHistory(t, c, statements)
		}
	}
}

func checkHistory(t *testing.T, c *claim.Claim, statements map[string]bool) {
	t.Helper()
	for k, h := range c.History {
		if k > 0 && (h.From <= c.History[k-1].From || h.Status == c.History[k-1].Status) {
			t.Errorf("%s: %s", c.ID, history(c))
		}
		if h.Rule < 1 || h.Rule > 6 || h.Why == "" || len(h.Because) == 0 {
			t.Errorf("%s: %+v has no cause", c.ID, h)
		}
		for _, id := range h.Because {
			if !statements[id] {
				t.Errorf("%s changes because of %s, which takes no position on it", c.ID, id)
			}
		}
	}
}

// someDecisions are an analyst's, on claims and statements of some reports.
func someDecisions(r *rand.Rand, in []claim.Report) []claim.Decision {
	all := build(in)
	var out []claim.Decision
	for k := range r.IntN(5) {
		x, y := &all[r.IntN(len(all))], &all[r.IntN(len(all))]
		st := x.Takes[r.IntN(len(x.Takes))].Statement
		out = append(out, [...]claim.Decision{
			{Act: claim.Merge, Claims: []claim.Anchor{x.Anchor(), y.Anchor()}},
			{Act: claim.Split, Claims: []claim.Anchor{x.Anchor()}, Statements: []string{st}},
			{Act: claim.Reject, Statements: []string{st}},
			{Act: claim.Correct, Statements: []string{st}, Field: "act", Value: "deny"},
			{Act: claim.Correct, Statements: []string{st}, Field: "speaker", Value: "Halyard Press"},
		}[r.IntN(5)])
		out[k].ID = fmt.Sprint("dc_", k)
	}
	return out
}
