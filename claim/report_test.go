package claim_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
)

// said is a statement of an invented report.
type said struct {
	who    hearsay.Speaker
	act    hearsay.Act
	what   string // its content
	on     string // when it was said, "" for unstated
	zone   hearsay.Zone
	direct bool
	chain  string // the carrier, "" for none

	count     string // the words of what it counts that are the figure, "" for none
	low, high float64
	outcome   string
	approx    bool
}

// Who speaks in the invented reports: a corvette of Orvalt and a ferry of Marenth.
var (
	official = hearsay.Speaker{Name: "unnamed harbour official", Kind: hearsay.KindUnnamed}
	guard    = organization("Marenth Coast Guard", "Marenth")
	navy     = organization("Orvalt navy", "Orvalt")
	owner    = organization("Sound Line Ferries", "")
	orvalt   = hearsay.Speaker{Name: "Orvalt", Kind: hearsay.KindCountry}
	families = organization("Linnet Star Association", "")
)

func organization(name, party string) hearsay.Speaker {
	return hearsay.Speaker{Name: name, Kind: hearsay.KindOrganization, Party: party}
}

const hit = "that the Orvalt corvette Hadrik rammed the ferry Linnet Star"

func states(who hearsay.Speaker, what string) said { return said{who: who, what: what} }
func denies(who hearsay.Speaker, what string) said {
	return said{who: who, act: hearsay.ActDeny, what: what}
}

// dead is a toll: the words of the figure, and its bounds.
func dead(who hearsay.Speaker, count string, low, high float64) said {
	return said{who: who, what: "that " + count + " people died on the ferry", count: count, low: low, high: high, outcome: "killed"}
}

func (s said) saidOn(day string) said                 { s.on = day; return s }
func (s said) as(act hearsay.Act) said                { s.act = act; return s }
func (s said) inZone(z hearsay.Zone) said             { s.zone = z; return s }
func (s said) about() said                            { s.approx = true; return s }
func (s said) by(carrier string) said                 { s.chain = carrier; return s }
func replaced(r claim.Report, on string) claim.Report { r.ReplacedOn = on; return r }

// report is an article of an outlet of a day, a paragraph a statement.
func report(day, outlet string, all ...said) claim.Report {
	doc := &hearsay.Document{Publisher: outlet, Published: day, Title: "Ferry lost in Varn Sound", Language: "en"}
	var text strings.Builder
	r := claim.Report{Doc: doc, Public: day}
	for _, s := range all {
		source := hearsay.Span{Start: text.Len()}
		text.WriteString(s.who.Name)
		source.End = text.Len()
		text.WriteString(" said ")
		content := hearsay.Span{Start: text.Len()}
		text.WriteString(s.what)
		content.End = text.Len()
		text.WriteString(".\n\n")
		st := hearsay.Statement{Speaker: s.who, Act: s.act, SaidOn: s.on, Certainty: hearsay.Certain}
		st.Source, st.Cue = []hearsay.Span{source}, []hearsay.Span{{Start: source.End + 1, End: source.End + 5}}
		st.Content, st.Zone, st.Nested = []hearsay.Span{content}, s.zone, -1
		if s.direct {
			st.Mode = hearsay.ModeDirect
		}
		if s.chain != "" {
			st.Chain = []hearsay.Carrier{{Name: s.chain}}
		}
		if s.count != "" {
			at := content.Start + strings.Index(s.what, s.count)
			st.Figures = []hearsay.Figure{{Span: hearsay.Span{Start: at, End: at + len(s.count)}, Low: s.low, High: s.high, Approx: s.approx, Unit: "person", Outcome: s.outcome, Of: "people"}}
		}
		r.Statements = append(r.Statements, claim.Stated{Statement: st})
	}
	doc.Text = text.String()
	doc.Blocks = []hearsay.Block{{Span: hearsay.Span{End: len(doc.Text)}}}
	doc.ID = hearsay.DocumentID(outlet+day, doc.Text)
	for i := range r.Statements {
		r.Statements[i].ID = hearsay.Address("st_", doc.ID, fmt.Sprint(i))
	}
	return r
}

// world knows the two countries, which the reports tell of by their adjectives too.
func world(words string) (string, bool) {
	switch words {
	case "Orvalt", "Marenth":
		return words, true
	case "Orvaltian":
		return "Orvalt", true
	}
	return "", false
}

func build(reports []claim.Report, decisions ...claim.Decision) []claim.Claim {
	return claim.Build(reports, claim.Options{Decisions: claim.Standing(decisions), Parties: world})
}

// of is the claim on which some words take a position.
func of(t *testing.T, all []claim.Claim, words string) *claim.Claim {
	t.Helper()
	for i := range all {
		if slices.ContainsFunc(all[i].Takes, func(take claim.Take) bool { return strings.Contains(take.Text, words) }) {
			return &all[i]
		}
	}
	t.Fatalf("no claim has %q, of\n%s", words, written(t, all))
	return nil
}

// history is a claim's, "2031-03-05 single-source 5; 2031-03-06 disputed 3".
func history(c *claim.Claim) string {
	var out []string
	for _, h := range c.History {
		out = append(out, fmt.Sprint(h.From, " ", h.Status, " ", h.Rule))
	}
	return strings.Join(out, "; ")
}

// written is claims as their records, one a line.
func written(t testing.TB, all []claim.Claim) string {
	t.Helper()
	var out strings.Builder
	for i := range all {
		line, err := json.Marshal(all[i].Record("sy_", ""))
		if err != nil {
			t.Fatal(err)
		}
		takes, err := json.Marshal(all[i].Takes)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s %s\n", line, takes)
	}
	return out.String()
}
