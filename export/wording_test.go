package export_test

import (
	"math"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
)

func TestSpeakerNote(t *testing.T) {
	for _, c := range []struct {
		name, party string
		kind        hearsay.SpeakerKind
		want        string
	}{
		{"Ada Sile", "Norland", hearsay.KindPerson, "Norland"},
		{"Ada Sile", "", hearsay.KindPerson, ""},
		{"Norland", "Norland", hearsay.KindCountry, ""},
		{"South Korean Foreign Ministry", "South Korea", hearsay.KindOrganization, ""},
		{"Portuguese Navy", "Portugal", hearsay.KindOrganization, ""},
		{"U.S. State Department", "United States", hearsay.KindOrganization, ""},
		{"U.N. envoys", "United States", hearsay.KindGroup, "United States"},
		{"unnamed officials", "Norland", hearsay.KindUnnamed, "Norland"},
		{"two unnamed officials", "", hearsay.KindUnnamed, ""},
		{"an internal report", "Norland", hearsay.KindUnnamed, "unnamed, Norland"},
		{"unstated", "", hearsay.KindUnnamed, ""},
		{"", " ", hearsay.KindPerson, ""},
	} {
		if got := export.SpeakerNote(&hearsay.Speaker{Name: c.name, Party: c.party, Kind: c.kind}); got != c.want {
			t.Errorf("%s of %q: got %q, want %q", c.name, c.party, got, c.want)
		}
	}
}

func TestFigureWords(t *testing.T) {
	for _, c := range []struct{ text, unit, of, outcome, want string }{
		{"At least 300", "person", "soldiers", "killed", "at least 300 soldiers killed"},
		{"two", "person", "", "injured", "two injured"},
		{"Hundreds", "person", "", "", "hundreds"},
		{"350", "person", "", "", "350 people"},
		{"nobody", "person", "", "", "nobody"},
		{"350\n ", "person", "those who had been registered with the city's offices", "missing", "350 missing"},
		{"42", "percent", "the votes", "", "42 percent"},
		{"42%", "percent", "", "", "42%"},
		{"$3 million", "USD", "damage", "", "$3 million"},
		{"3 million", "EUR", "", "", "3 million EUR"},
		{"about 700", "home", "homes", "", "about 700 homes"},
		{"700", "home", "", "", "700 home"},
		{"six metres", "metre", "", "", "six metres"},
		{"6", "'", "'", "", "6"},
		{"", "", "", "", ""},
	} {
		f := hearsay.Figure{Span: hearsay.Span{End: len(c.text)}, Low: math.Inf(-1), High: math.Inf(1), Unit: c.unit, Of: c.of, Outcome: c.outcome}
		if got := export.FigureWords(c.text, &f); got != c.want {
			t.Errorf("%q of %q: got %q, want %q", c.text, c.unit, got, c.want)
		}
	}
}
