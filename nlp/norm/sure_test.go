package norm_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
)

// checkSure checks cases of the form "certainty flags {hedges}: marked text": "not" for a
// negative, "far" for a distanced statement, hedges parted by bars.
func checkSure(t *testing.T, cases string) {
	t.Helper()
	for line := range strings.Lines(cases) {
		want, marked, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		marked = strings.TrimSpace(marked)
		st := resolve(t, marked)[0]
		doc, _, _ := readMarked(marked)
		if got := sureOf(&st, doc.Text); got != want {
			t.Errorf("%s, want %s: %s", got, want, marked)
		}
	}
}

func sureOf(st *hearsay.Statement, text string) string {
	out := []string{st.Certainty.String()}
	if st.Negative {
		out = append(out, "not")
	}
	if st.Distanced {
		out = append(out, "far")
	}
	var words []string
	for _, h := range st.Hedges {
		words = append(words, text[h.Start:h.End])
	}
	if len(words) > 0 {
		out = append(out, "{"+strings.Join(words, "|")+"}")
	}
	return strings.Join(out, " ")
}

func TestCertainty(t *testing.T) {
	checkSure(t, `
		certain: [S The clerk] [C said] [T that the gate was locked].
		certain: [S The mayor] [C confirmed] [T the closure].
		certain: [S The minister] [C pledged] [T to rebuild the school].
		certain: [S The senator] [C repeatedly pledged] [T to ban the trade].
		certain not: [S The army] [C said] [T it could not hold the bridge].
		probable {likely}: [S The doctor] [C said] [T the outbreak was likely to spread].
		probable {probably}: [S The pilot] [C said] [T the wing probably struck a mast].
		probable {appeared}: [S The envoy] [C said] [T the troops appeared to be leaving].
		certain: [S The clerk] [C said] [T the captain appeared before the court on Friday].
		probable {believes}: [S The coach] [C believes] [T the keeper is fit].
		probable {he thinks}: [S The chairman] [C said] [T he thinks the sale will go through].
		probable {I think}: [T “I think the bridge is unsafe,”] [S the engineer] [C said].
		probable {believed}: [S The ministry] [C said] [T the ship is believed to have sunk].
		probable {estimated}: [S The union] [C estimated] [T that 400 jobs would go].
		certain: [S The union] [C puts] [T the losses at 400 jobs].
		probable {is expected}: [S The clinic] [C said] [T she is expected to recover].
		probable {seems}: [S The trader] [C said] [T the price seems low].
		probable {must have}: [S The editor] [C said] [T the letter must have been stolen].
		possible {may}: [S The agency] [C said] [T the dam may give way].
		possible {could}: [S The bank] [C said] [T rates could rise].
		possible {possibly}: [S The police] [C said] [T the fire was possibly arson].
		possible {Perhaps}: [T “Perhaps the lock was broken,”] [S the guard] [C said].
		possible {cannot be excluded}: [S The inspector] [C said] [T that sabotage cannot be excluded].
		possible {would not rule out}: [S The minister] [C would not rule out] [T a second levy].
		certain: [S The office] [C said] [T the race will be held in May].
		certain: [S The office] [C said] [T the work began on 3 May 2021].
		certain not: [T “We do not see how it could have moved without their knowing,”] [S the envoy] [C said].
		certain: [S The lawyer] [C said] [T the man who may have fired the shot had left the town].
		certain: [S The lawyer] [C said] [T the suspect had left the town].
		certain: [S The mayor] [C said] [T investigators were looking at arson and other possible causes].
		certain: [S The general] [C said] [T the country had lost its military might].
		certain: [S The general] [C said] [T the premier assumed office in June].
		certain: [S The teacher] [C said] [T pupils were supposed to wear a tie].
		unspecified: [S The families] [C called on] [T the ministry to open the files].
		unspecified: [S The bank] [C declined to comment on] [T the sale].
		unspecified: [S The judge] [C asked] [T whether the door was locked].
		unspecified: [S The bishop] [C condemned] [T the attack].
		unspecified: [S The court] [C ordered] [T the newspaper to pay].
		certain: [S Halvern] [C accused] [T Drevia of shelling the town].
		unspecified: [S Halvern] [C denounced] [T the shelling].
		certain: [S The president] [C described] [T the report as theatre].
	`)
}

func TestHedgesOfOneSentence(t *testing.T) {
	checkSure(t, `
		certain: [T “The bridge is closed. It may open in May,”] [S the engineer] [C said].
		certain: [T “The bridge is closed,”] [S the engineer] [C said]. [T “Perhaps they will mend it.”]
	`)
}

func TestPolarity(t *testing.T) {
	checkSure(t, `
		certain not: [S The colonel] [C stated] [T that not a single serviceman had left the base].
		certain not: [S The ministry] [C says] [T no aircraft flew].
		certain not: [S The captain] [C said] [T the ship had never left port].
		certain not: [S The company] [C said] [T it lost nobody].
		certain not: [S The company] [C said] [T nobody had been hurt].
		certain not: [S The mayor] [C said] [T there was no threat to the city].
		certain not: [S The pilot] [C said] [T he had no warning].
		certain not: [S The doctor] [C said] [T the drug does not work].
		certain not: [S The senator] [C said] [T neither camp had won].
		certain not: [S The lawyer] [C said] [T none of the files had been opened].
		certain not: [S The clerk] [C said] [T the road was no longer closed].
		certain not: [T “The plan, while a very important and costly one for all of us here in the valley, is not the answer,”] [S he] [C said].
		certain not: [T “I didn’t sign it,”] [S the clerk] [C said].
		certain: [S The doctor] [C said] [T the clinic failed to keep records].
		certain: [S The doctor] [C said] [T no fewer than nine had died].
		certain: [S The envoy] [C said] [T the raid not only broke the truce but ended it].
		certain: [S The envoy] [C said] [T the guard who had not signed the paper resigned].
		certain: [S The envoy] [C said] [T the talks failed because nobody came].
		certain: [S The general] [C denied] [T that his men had fired].
		certain: [S The clerk] [C said] [T the vote was close, though not as close as the last].
		certain: [S The clerk] [C said] [T there was no doubt that the gate was locked].
		unspecified: [S The judge] [C asked] [T whether or not the door was locked].
	`)
}

func TestDistance(t *testing.T) {
	checkSure(t, `
		certain far {claimed}: [S The general] [C claimed] [T that the town had fallen].
		certain far {alleged}: [S The lawsuit] [C alleged] [T that the firm hid the results].
		certain far {claim}: [S Their] [C claim] [T that the town had fallen] was repeated on air.
		certain: [S The group] [C claimed responsibility for] [T the blast].
		certain: [S The minister] [C denied the claim] [T that he had been paid].
		unspecified far {reportedly}: [T The wounded were] [C reportedly] [T told to lie].
		certain far {allegedly}: [S The police] [C said] [T the driver allegedly fled].
		certain {alleged}: [S The police] [C said] [T the alleged gunman was arrested in the harbour].
		unspecified far {so-called}: [S The broadcaster] [C praised] [T the so-called liberation].
		certain {so-called}: [S The mayor] [C said] [T the so-called night market will close].
		certain far {without offering evidence}: [S The premier] [C said], without offering evidence, [T that the count was rigged].
		certain far {falsely|claimed}: [S The premier] [C falsely claimed] [T that the count was rigged].
		certain far {what he called}: [S The premier] [C said], citing what he called a leak, [T that the count was wrong].
		certain: [S The minister] [C said] [T the charge was baseless].
		certain not: [T “The alleged crime never took place,”] [S the lawyer] [C said].
		certain: [S The ministry] [C said] [T its “firm” answer would come].
	`)
}

func TestScareQuotes(t *testing.T) {
	st, text := resolveOne(t, "[S The pages] [C have spread] [T fabrications about “gunboats” supposedly used in the raid].")
	want := []string{"fabrications", "“gunboats”", "supposedly"}
	var got []string
	for _, h := range st.Hedges {
		got = append(got, text[h.Start:h.End])
	}
	if !st.Distanced || !slices.Equal(got, want) {
		t.Errorf("distanced %v, hedges %q, want %q", st.Distanced, got, want)
	}
}
