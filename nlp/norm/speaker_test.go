package norm_test

import (
	"fmt"
	"testing"

	"github.com/hearsay-news/hearsay"
)

// Each case gives the speaker of its last statement: name/kind/party/basis; fields that
// are "*" are not looked at.
var speakerCases = []struct{ text, want string }{
	// Names, whole and in part.
	{"[S Ilse Marrow] [C said] [T it was over].", "Ilse Marrow/person//name"},
	{"[S1 Ilse Marrow] [C1 said] [T1 it was over]. [S2 Marrow] [C2 added] [T2 that nobody was hurt].", "Ilse Marrow/person//alias"},
	{"[S1 Ilse Marrow] [C1 said] [T1 it was over]. [S2 Ms. Marrow] [C2 added] [T2 that nobody was hurt].", "Ilse Marrow/person//*"},
	{"headline| [S1 Marrow] [C1 quits] [T1 race]\n\nThe senator [S2 Ilse Marrow] [C2 said] [T2 she would not run again].", "Ilse Marrow/person//*"},
	{"[S Dr. Oskar Venn, a surgeon at the clinic,] [C said] [T the patients were stable].", "Oskar Venn/person/*/name"},
	{"[S Prime Minister Edvard Sile] [C said] [T talks would go on].", "Edvard Sile/person//name"},
	{"[S The mayor, Ada Corrin,] [C said] [T the bridge was shut].", "Ada Corrin/person//name"},
	{"[S Ada Corrin, the mayor of Brannoch,] [C said] [T the bridge was shut].", "Ada Corrin/person/*/name"},
	{"[S German Chancellor Anselm Roth] [C said] [T the plan was dead].", "Anselm Roth/person/Germany/name"},
	{"[S Anselm Roth, the German chancellor,] [C said] [T the plan was dead].", "Anselm Roth/person/Germany/name"},
	{"[S Peru’s foreign minister, Lucia Arce,] [C said] [T the border was open].", "Lucia Arce/person/Peru/name"},
	{"[S the governor of the central bank, Tomas Hale] [C said] [T rates would stay].", "Tomas Hale/person/*/name"},
	{"[S Police Chief Walter Dunn] [C said] [T two men were held].", "Walter Dunn/person//name"},
	{"[S Secretary of State Helen Marsh] [C said] [T the talks had failed].", "Helen Marsh/person/*/*"},
	{"[S Minister of Defence Karel Novy] [C said] [T the army was ready].", "Karel Novy/person/*/*"},

	// Titles and offices.
	{"Ukrainian President Danylo Koval met officers on Monday. [S The president] [C said] [T the line had held].", "Danylo Koval/person/Ukraine/title"},
	{"North Korean leader Pak Chol Min toured a plant. [S The North Korean leader] [C said] [T output would double].", "Pak Chol Min/person/North Korea/title"},
	{"[S1 Kenya’s health minister] [C1 said] [T1 the outbreak was contained]. [S2 The minister, Grace Otieno,] [C2 told] reporters [T2 that no new cases were found].", "Grace Otieno/person/Kenya/name"},
	{"[S1 The health minister, Grace Otieno,] [C1 said] [T1 it was contained]. [S2 The minister] [C2 added] [T2 that schools would open].", "Grace Otieno/person/*/title"},
	{"Lise Carrow, who commands the Border Service, flew in. [S The commander] [C said] [T two bodies were missing].", "Lise Carrow/person/*/title"},
	{"The coach, Rui Pinto, was sent off. [S The coach] [C said] [T the referee was wrong].", "Rui Pinto/person//title"},
	{"[S South Korea’s national security adviser] [C said] [T Russia had paid].", "South Korea’s national security adviser/person/South Korea/none"},
	{"[S The French president] [C said] [T the deal was near].", "French president/person/France/none"},
	{"Judge Marta Bellini read for an hour. [S The judge] [C said] [T the evidence was clear].", "Marta Bellini/person//title"},

	// Institutions.
	{"[S the South Korean Foreign Ministry] [C said] [T it would protest].", "South Korean Foreign Ministry/organization/South Korea/name"},
	{"[S1 The South Korean Foreign Ministry] [C1 said] [T1 it would protest]. [S2 The ministry] [C2 warned] [T2 that ties would suffer].", "South Korean Foreign Ministry/organization/South Korea/title"},
	{"[S The South Korean National Intelligence Service (NIS)] [C said] [T 300 had died].", "South Korean National Intelligence Service/organization/South Korea/*"},
	{"[S1 The South Korean National Intelligence Service (NIS)] [C1 said] [T1 300 had died]. [S2 The NIS] [C2 said] [T2 they lacked training].", "South Korean National Intelligence Service/organization/South Korea/acronym"},
	{"[S1 The Kell Valley Hospital Trust] [C1 said] [T1 wards were full]. [S2 The trust] [C2 added] [T2 that visits were off].", "Kell Valley Hospital Trust/organization//*"},
	{"[S Poland's Interior Ministry] [C said] [T the border was calm].", "Polish Interior Ministry/organization/Poland/*"},
	{"[S The Kremlin] [C said] [T it had no part].", "Kremlin/organization/Russia/*"},
	{"[S The White House] [C said] [T the visit was off].", "White House/organization/United States/*"},
	{"[S the Pentagon] [C estimated] [T that about 10,000 were sent].", "Pentagon/organization/United States/*"},
	{"[S The U.S. State Department] [C urged] [T calm].", "U.S. State Department/organization/United States/*"},
	{"[S NATO] [C said] [T it would respond].", "NATO/organization/*/*"},
	{"[S The World Health Organization] [C said] [T the strain was mild].", "World Health Organization/organization/*/name"},
	{"[S1 Calder Energy] [C1 said] [T1 the leak was small]. [S2 The company] [C2 said] [T2 it had told the regulator].", "Calder Energy/organization//title"},
	{"[S The Turkish army] [C said] [T it had struck back].", "Turkish army/organization/Turkey/*"},
	{"[S Police] [C said] [T a man was held].", "Police/organization//*"},
	{"[S The court] [C ruled] [T that the sale was void].", "court/organization//*"},
	{"[S A parliamentary committee] [C found] [T that money was missing].", "parliamentary committee/organization//*"},
	{"[S President Ada Corrin’s office] [C said] [T she would sign].", "Office of the President/organization//title"},
	{"[S Halvern Prime Minister Edda Fenwright’s office] [C declined] [T to comment].", "*/organization/*/*"},

	// Countries, capitals, parties without a table.
	{"[S Russia] [C denied] [T the charge].", "Russia/country/Russia/name"},
	{"[S Moscow] [C denied] [T the charge].", "Russia/country/Russia/alias"},
	{"[S Seoul] [C said] [T it would wait].", "South Korea/country/South Korea/alias"},
	{"[S The United States] [C said] [T it would wait].", "United States/country/United States/name"},
	{"[S Britain] [C said] [T it would wait].", "United Kingdom/country/United Kingdom/alias"},
	{"Drevian troops crossed. [S Drevia] [C denied] [T the raid].", "Drevia/country/Drevia/*"},
	{"Troops from Drevia crossed. [S Drevia’s Defence Ministry] [C denied] [T it]. Drevian guns were heard.", "Drevian Defence Ministry/organization/Drevia/*"},
	{"[S Neither North Korea nor Russia] [C confirmed] [T the move].", "North Korea and Russia/group//*"},
	{"[S Both France and Italy] [C said] [T they would vote no].", "France and Italy/group//*"},

	{"[S1 Peru] [C1 said] [T1 the border was open]. [S2 Its Foreign Ministry] [C2 added] [T2 that visas were free].", "Peruvian Foreign Ministry/organization/Peru/*"},
	{"[S Sarvenia] [C denied] [T the raid].", "Sarvenia/country/Sarvenia/name"},
	{"[S Ulmark] [C denied] [T the raid].", "Ulmark/country/Ulmark/name"},

	{"[S1 Peru’s Defence Ministry] [C1 said] [T1 it was calm]. [S2 Chile’s Defence Ministry] [C2 said] [T2 it was not].", "Chilean Defence Ministry/organization/Chile/*"},
	{"[S1 Peru’s Defence Ministry] [C1 said] [T1 it was calm]. [S2 Chile’s Defence Ministry] [C2 said] [T2 it was not]. [S3 The ministry] [C3 added] [T3 that two had died].", "Chilean Defence Ministry/organization/Chile/title"},
	{"[S1 Drevia’s Defence Ministry] [C1 denied] [T1 the raid]. Drevian and Halvern guns were heard. [S2 Halvern’s Defence Ministry] [C2 said] [T2 nine had died].", "Halvern Defence Ministry/organization/Halvern/*"},
	{"[S The ministry yesterday] [C denied] [T the raid].", "ministry/organization//none"},

	{"The Orlan Kestrel chip sold well. [S1 Orlan] [C1 said] [T1 it would build more]. [S2 Orlan] [C2 added] [T2 that prices would fall].", "Orlan/*//*"},
	{"[S1 Calder Energy] [C1 said] [T1 the leak was small]. [S2 Calder] [C2 added] [T2 that it was over].", "Calder Energy/organization//alias"},

	// Pronouns.
	{"[S1 Ilse Marrow] [C1 said] [T1 it was over]. [S2 She] [C2 added] [T2 that nobody was hurt].", "Ilse Marrow/person//pronoun"},
	{"[S1 Tom Hale] [C1 said] [T1 it was over]. [S2 He] [C2 added] [T2 that nobody was hurt].", "Tom Hale/person//pronoun"},
	{"[S1 Mr. Hale] met [S2 Mrs. Marrow] on Friday. [S3 She] [C3 said] [T3 the meeting was short]. [C1 x] [T1 y] [C2 x] [T2 y]", "*/person//pronoun"},
	{"[S1 The airline] [C1 said] [T1 flights were off]. [S2 It] [C2 said] [T2 refunds would follow].", "airline/organization//pronoun"},
	{"[S1 Two officials] [C1 said] [T1 the list was real]. [S2 They] [C2 asked] [T2 not to be named].", "two unnamed officials/unnamed//pronoun"},
	{"[S1 A former aide] [C1 said] [T1 the note was forged]. [S2 He] [C2 said] [T2 he saw it].", "unnamed former aide/unnamed//pronoun"},
	{"The ferry’s captain, Jon Rask, was flown out. [S He] [C said] [T the wave came from behind].", "Jon Rask/person//pronoun"},
	{"[S1 Ilse Marrow] [C1 said] [T1 “it is over.”] [T2 “Nobody was hurt.”]", "Ilse Marrow/person//continuation"},
	{"Ada Corrin, [S who] [C said] [T the bridge was safe], resigned.", "Ada Corrin/person//pronoun"},

	{"[S1 The spokesman, Tom Hale,] [C1 said] [T1 that President Edvard Sile had long called for it]. [S2 He] [C2 added] [T2 that talks would go on].", "Tom Hale/person/*/pronoun"},
	{"Ada Corrin met the crew. The airline has cut its flights to Peru. [S It] [C said] [T refunds would follow].", "airline/organization//pronoun"},

	{"[S1 Calder Energy, the company that runs the dam,] [C1 said] [T1 it was rain]. The Vale Fund agreed. [S2 The company] [C2 declined] [T2 to comment].", "Calder Energy/organization/*/title"},
	{"[S1 A spokesman for Calder Energy] [C1 denied] [T1 that any warning had come]. [T2 “No such report exists,”] [S2 he] [C2 said].", "unnamed Calder Energy spokesman/unnamed/*/pronoun"},

	{"Peru has opened the border. [S Its foreign minister, Lucia Arce,] [C said] [T visas were free].", "Lucia Arce/person/Peru/name"},

	// Nobody named.
	{"[S Two officials] [C said] [T the list was real].", "two unnamed officials/unnamed//none"},
	{"[S officials] [C said] [T the list was real].", "unnamed officials/unnamed//none"},
	{"[S A senior Halvern security official] [C said] [T troops had crossed].", "unnamed senior Halvern security official/unnamed/*/none"},
	{"[S A person familiar with the matter] [C said] [T the deal was near].", "unnamed person familiar with the matter/unnamed//none"},
	{"[S people familiar with the matter] [C said] [T the deal was near].", "unnamed people familiar with the matter/unnamed//none"},
	{"[S An official at the Interior Ministry] [C said] [T it was false].", "unnamed Interior Ministry official/unnamed/*/none"},
	{"[S A U.S. official, who spoke on condition of anonymity,] [C said] [T it was false].", "unnamed U.S. official/unnamed/United States/none"},
	{"[S1 A senior official] [C1 said] [T1 it was false]. [S2 The official] [C2 added] [T2 that more would come].", "unnamed senior official/unnamed//title"},
	{"[S Residents of Lower Varrow] [C said] [T they heard shots].", "Residents of Lower Varrow/group//none"},
	{"[S Opposition lawmakers] [C said] [T the vote was rigged].", "*/*//none"},
	{"[C Reportedly], [T the minister had left].", "unstated/unnamed//none"},
	{"[T The general] [C is believed] [T to have fled].", "unstated/unnamed//none"},
	{"[S A witness] [C said] [T the driver ran].", "unnamed witness/unnamed//none"},
	{"[S One survivor] [C said] [T the wave was black].", "unnamed survivor/unnamed//none"},
}

func TestSpeakers(t *testing.T) {
	for _, c := range speakerCases {
		sts := resolve(t, c.text)
		sp := sts[len(sts)-1].Speaker
		got := [4]string{sp.Name, sp.Kind.String(), sp.Party, sp.Basis.String()}
		if !matches(got[:], c.want) {
			t.Errorf("%s\n got %s/%s/%s/%s\nwant %s", c.text, got[0], got[1], got[2], got[3], c.want)
		}
		if sp.ID == "" {
			t.Errorf("%s: no id", c.text)
		}
	}
}

// matches compares fields with a pattern, "*" for any.
func matches(got []string, want string) bool {
	at := 0
	for k, g := range got {
		end := at
		for end < len(want) && want[end] != '/' {
			end++
		}
		if w := want[at:min(end, len(want))]; w != "*" && w != g {
			return false
		}
		at = min(end+1, len(want))
		_ = k
	}
	return true
}

// A speaker without a name is somebody else in every document.
func TestUnnamedSpeakersDiffer(t *testing.T) {
	a := resolve(t, "[S An aide] [C said] [T it was false].")[0].Speaker
	b := resolve(t, "[S An aide] [C said] [T it was true].")[0].Speaker
	if a.Name != b.Name || a.ID == b.ID {
		t.Errorf("%+v and %+v", a, b)
	}
	c := resolve(t, "[S Ilse Marrow] [C said] [T it was false].")[0].Speaker
	d := resolve(t, "Later [S Ilse Marrow] [C said] [T it was true].")[0].Speaker
	if c.ID != d.ID {
		t.Errorf("%+v and %+v", c, d)
	}
	if fmt.Sprint(hearsay.KindUnnamed) != "unnamed" {
		t.Error("kinds have no names")
	}
}
