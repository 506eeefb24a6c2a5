package claim_test

import (
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
)

// The rules of statuses, and what stands of several positions of one origin.
func TestStatus(t *testing.T) {
	asserted := report("2031-03-05", "Colvane Examiner", states(guard, hit))
	for _, c := range []struct {
		name string
		in   []claim.Report
		want string
	}{
		{"1, all who asserted it took it back", []claim.Report{
			report("2031-03-05", "Colvane Examiner", states(official, hit)),
			report("2031-05-15", "Colvane Examiner", states(official, hit).as(hearsay.ActRetract)),
		}, "2031-03-05 single-source 5; 2031-05-15 retracted 1"},
		{"1 does not hold while another asserts it", []claim.Report{
			report("2031-03-05", "Colvane Examiner", states(official, hit), states(guard, hit)),
			report("2031-05-15", "Colvane Examiner", states(official, hit).as(hearsay.ActRetract)),
		}, "2031-03-05 corroborated 4; 2031-05-15 single-source 5"},
		{"2, who did it says so", []claim.Report{
			asserted,
			report("2031-03-06", "Halyard Press", denies(navy, hit)),
			report("2031-09-30", "Halyard Press", states(navy, hit).as(hearsay.ActConfirm)),
		}, "2031-03-05 single-source 5; 2031-03-06 disputed 3; 2031-09-30 acknowledged 2"},
		{"2 does not hold while another body of the party denies it", []claim.Report{
			report("2031-09-30", "Halyard Press", states(navy, hit).as(hearsay.ActConfirm), denies(organization("Orvalt Foreign Ministry", "Orvalt"), hit)),
		}, "2031-09-30 disputed 3"},
		{"3, one asserts and one denies", []claim.Report{
			asserted,
			report("2031-03-06", "Halyard Press", denies(navy, hit)),
		}, "2031-03-05 single-source 5; 2031-03-06 disputed 3"},
		{"4, two origins", []claim.Report{
			asserted,
			report("2031-03-07", "Skell Mirror", states(families, hit)),
		}, "2031-03-05 single-source 5; 2031-03-07 corroborated 4"},
		{"5, the same origin in two outlets is one", []claim.Report{
			asserted,
			report("2031-03-07", "Skell Mirror", states(guard, hit)),
		}, "2031-03-05 single-source 5"},
		{"6, only denied", []claim.Report{
			report("2031-03-06", "Halyard Press", denies(navy, hit)),
		}, "2031-03-06 denied 6"},
		{"a negation denies as well", []claim.Report{
			asserted,
			report("2031-03-06", "Halyard Press", states(navy, "that the Orvalt corvette Hadrik had not rammed the ferry Linnet Star")),
		}, "2031-03-05 single-source 5; 2031-03-06 disputed 3"},
		{"to deny what did not happen is to assert", []claim.Report{
			report("2031-03-06", "Halyard Press", denies(guard, "that the Orvalt corvette Hadrik had not rammed the ferry Linnet Star")),
		}, "2031-03-06 single-source 5"},
		{"declining moves nothing", []claim.Report{
			asserted,
			report("2031-03-06", "Halyard Press", states(navy, hit).as(hearsay.ActDecline)),
		}, "2031-03-05 single-source 5"},
		{"nor does a hedge", []claim.Report{
			asserted,
			report("2031-03-06", "Halyard Press", states(families, "that the Orvalt corvette Hadrik may have rammed the ferry Linnet Star")),
		}, "2031-03-05 single-source 5"},
		{"an estimate asserts", []claim.Report{
			asserted,
			report("2031-03-06", "Halyard Press", states(families, "that the Orvalt corvette Hadrik probably rammed the ferry Linnet Star").as(hearsay.ActEstimate)),
		}, "2031-03-05 single-source 5; 2031-03-06 corroborated 4"},
		{"the latest said stands, not the latest published", []claim.Report{
			report("2031-03-06", "Halyard Press", denies(navy, hit).saidOn("2031-03-06")),
			report("2031-03-09", "Skell Mirror", states(navy, hit).saidOn("2031-03-04")),
		}, "2031-03-06 denied 6"},
		{"a version that was replaced stands no more", []claim.Report{
			replaced(asserted, "2031-03-07"),
			report("2031-03-06", "Halyard Press", denies(navy, hit)),
		}, "2031-03-05 single-source 5; 2031-03-06 disputed 3; 2031-03-07 denied 6"},
	} {
		if got := history(of(t, build(c.in), "rammed")); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// What a headline says of a country is what its body says below, and one origin with it.
func TestHeadline(t *testing.T) {
	both := report("2031-03-06", "Halyard Press", denies(orvalt, hit).inZone(hearsay.ZoneHeadline), denies(navy, hit))
	c := of(t, build([]claim.Report{both, report("2031-09-30", "Halyard Press", states(navy, hit))}), "rammed")
	if got, want := history(c), "2031-03-06 denied 6; 2031-09-30 acknowledged 2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, take := range c.Takes {
		if take.Origin != navy.Name {
			t.Errorf("%s comes from %q, not from the navy", take.Text, take.Origin)
		}
	}
}

// An outlet's own account has no origin, unless one asks for it.
func TestOwnVoice(t *testing.T) {
	unstated := hearsay.Speaker{Name: "unstated", Kind: hearsay.KindUnnamed}
	in := []claim.Report{report("2031-03-05", "Colvane Examiner", states(unstated, hit))}
	if c := of(t, build(in), "rammed"); c.Status() != claim.None || len(c.Origins) != 0 {
		t.Errorf("strictly, the claim is %s with %d origins", c.Status(), len(c.Origins))
	}
	all := claim.Build(in, claim.Options{Parties: world, Permissive: true})
	if c := of(t, all, "rammed"); c.Status() != claim.SingleSource || c.Origins[0].Name != "Colvane Examiner" {
		t.Errorf("permissively, the claim is %s", c.Status())
	}
}

// What outlets carry of one another is one origin's; the same words about somebody else
// who has no name are another's.
func TestUnnamed(t *testing.T) {
	first := report("2031-03-05", "Halyard Press", states(official, hit))
	carried := report("2031-03-06", "Northgate News", states(official, hit))
	other := report("2031-03-06", "Skell Mirror", states(official, hit))
	for _, c := range []struct {
		name    string
		carries string
		want    string
	}{
		{"carried", first.Doc.ID, "2031-03-05 single-source 5"},
		{"not known to be carried", "", "2031-03-05 single-source 5; 2031-03-06 corroborated 4"},
	} {
		second := carried
		if c.carries == "" {
			second = other
		}
		second.Carries = c.carries
		if got := history(of(t, build([]claim.Report{first, second}), "rammed")); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// Whoever is named as having heard an unnamed official first is the lineage.
func TestCarried(t *testing.T) {
	in := []claim.Report{
		report("2031-03-05", "Skell Mirror", states(official, hit).by("Halyard Press")),
		report("2031-03-06", "Northgate News", states(official, hit).by("Halyard Press")),
	}
	if got, want := history(of(t, build(in), "rammed")), "2031-03-05 single-source 5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestParseStatus(t *testing.T) {
	for s := claim.Retracted; s <= claim.Denied; s++ {
		if got, ok := claim.ParseStatus(s.String()); !ok || got != s {
			t.Errorf("%s is read as %s", s, got)
		}
	}
	for _, bad := range []string{"", "Disputed", "true"} {
		if _, ok := claim.ParseStatus(bad); ok {
			t.Errorf("%q is read as a status", bad)
		}
	}
}
