package norm_test

import (
	"strings"
	"testing"
)

// checkActs checks cases of the form "act: marked text".
func checkActs(t *testing.T, cases string) {
	t.Helper()
	for line := range strings.Lines(cases) {
		want, marked, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		sts := resolve(t, strings.TrimSpace(marked))
		if got := sts[0].Act.String(); got != want {
			t.Errorf("%s, want %s: %s", got, want, marked)
		}
	}
}

func TestActOfCue(t *testing.T) {
	checkActs(t, `
		state: [S The clerk] [C insisted] [T that the gate was locked].
		state: [S The harbour master] [C told reporters] [T the ferry had left on time].
		state: [S The court] [C ruled] [T that the permit was void].
		state: [S A jury] [C found] [T Orrin Vale guilty of arson].
		state: [S The police] [C allowed] [T observers into the yard].
		state: [S The ministry] [C assured] [T residents that the water is safe].
		state: [S The report] [C put forward] [T three reasons for the delay].
		state: [S The team] [C is seeking] [T to sign a goalkeeper].
		confirm: [S The airline] [C admitted] [T that the engine had failed].
		confirm: [S The group] [C claimed responsibility for] [T the blast in Ostrel].
		confirm: [S Orrin Vale] [C pleaded guilty to] [T two counts of fraud].
		confirm: [S The company] [C disclosed] [T that it had paid the inspectors].
		confirm: [S Her] [C admission] [T that she signed the paper] ended the inquiry.
		deny: [S Orrin Vale] [C has pleaded not guilty to] [T the charge].
		deny: [S The general] [C denied] [T that his men had fired].
		deny: [S The bank] [C disputed] [T the figure].
		estimate: [S The union] [C forecast] [T that 4,000 jobs would go].
		estimate: [S The ministry] [C puts the toll at] [T 40].
		estimate: [S Analysts] [C predicted] [T a loss of about $2bn].
		accuse: [S Halvern] [C accused] [T Drevia of shelling the town of Kell].
		accuse: [S The mayor] [C blamed] [T the operator for the outage].
		accuse: [S The opposition] [C pointed the finger at] [T the interior minister].
		accuse: [S Prosecutors] [C charged] [T the banker with fraud].
		accuse: [S The union] [C held] [T the owners responsible for the fire].
		condemn: [S The bishop] [C condemned] [T the attack on the market].
		condemn: [S The senator] [C lashed out at] [T the budget].
		condemn: [S The coach] [C complained about] [T the pitch].
		condemn: headline| [S Vale Mayor] [C Slams] [T Rail Plan]
		support: [S The union] [C threw its weight behind] [T the bill].
		support: [S Lorvane] [C welcomed] [T the truce].
		support: [S The party] [C came out in favour of] [T the tunnel].
		demand: [S The families] [C called on] [T the ministry to open the files].
		demand: [S The doctors] [C urged] [T people to stay indoors].
		demand: [S The council] [C pressed for] [T an inquiry].
		demand: [S Lawyers] [C have sought] [T damages of $4m].
		demand: [S His] [C call for] [T a vote] went unheard.
		warn: [S The agency] [C issued a warning] [T that the dam may give way].
		warn: [S The doctor] [C sounded the alarm about] [T the new strain].
		warn: [S Her] [C warning] [T that the bank would fail] was not heeded.
		threaten: [S The union] [C threatened] [T to strike].
		threaten: [S The colonel] [C vowed to retaliate against] [T the raid].
		threaten: [S His] [C threat] [T to close the strait] moved prices.
		promise: [S The minister] [C pledged] [T to rebuild the school].
		promise: [S The firm] [C agreed to] [T pay $40m].
		promise: [S The bank] [C assured] [T customers that it would pay them back].
		reject: [S The minister] [C rejected the accusation] [T that he had lied].
		reject: [S The coach] [C ruled out] [T a change of keeper].
		reject: [S The owner] [C refused] [T to sell the club].
		reject: [S The senator] [C pushed back against] [T the plan].
		reject: [S The premier] [C has rejected calls for] [T a ceasefire].
		reject: [S The envoy] [C turned down] [T the offer].
		reject: [S The party] [C does not support] [T the tunnel].
		reject: [S The president] [C described] [T the report as theatre].
		reject: [S The spokesman] [C called] [T the claims “nonsense”].
		state: [S The spokesman] [C called] [T the result “late but welcome”].
		state: [S The minister] [C refused to rule out] [T a second levy].
		state: [S The minister] [C did not promise] [T any new money].
		order: [S The judge] [C ordered] [T the newspaper to hand over its notes].
		order: [S The coastguard] [C told] [T boats to return to harbour].
		state: [S The surveyor] [C told him] [T he needed more time to study the cracks].
		order: [S The governor] [C banned] [T fires on the heath].
		announce: [S The carmaker] [C announced] [T a recall of 4,000 vans].
		announce: [S The governor] [C declared] [T a state of emergency].
		state: [S The governor] [C declared] [T that the road was safe].
		retract: [S The paper] [C apologised for] [T the story].
		retract: [S The institute] [C walked back] [T its claim that the drug was safe].
		retract: [S The ministry] [C corrected] [T its figure of 40 dead].
		retract: [S The agency] [C withdrew] [T its forecast].
		state: [S The teacher] [C corrected] [T the boy].
		reject: [S The chairman] [C refused to apologise for] [T the remark].
		ask: [S The judge] [C asked] [T whether the door had been locked].
		ask: [T “Who signed this paper?”] [S the judge] [C said].
		state: [S The office] [C will issue a press release stating] [T that there is no evidence].
	`)
}

func TestDeclines(t *testing.T) {
	checkActs(t, `
		decline: [S The minister] [C declined to comment on] [T the report].
		decline: [S A spokesman] [C would not be drawn on] [T the date].
		decline: [S The owner] [C could not be reached for] [T comment].
		decline: [S The company] [C did not immediately respond to] [T a request for comment].
		decline: [S The bank] [C had no comment on] [T the sale].
		decline: [S The army] [C neither confirmed nor denied] [T the raid].
		decline: [S The envoy] [C would neither confirm nor deny] [T the meeting].
		decline: [S She] [C refused to say] [T whether she would stand].
		decline: [S The coach] [C declined to elaborate on] [T the injury].
		decline: [S Neither Drevia nor Halvern] [C has confirmed] [T the exchange].
		decline: [S The firm] [C did not say] [T how many jobs would go].
		decline: [S The clinic] [C has not said] [T when it will reopen].
		decline: [S The ministry] [C gave no details of] [T the talks].
		decline: [S The ministry] [C did not give] [T a reason for the delay].
		decline: [S The lawyer] [C was not available for] [T comment].
		decline: [S The club] [C has yet to comment on] [T the claim].
		decline: [S The owners] [C failed to respond to] [T written questions].
		decline: [S The senator] [C sidestepped questions about] [T the loan].
		decline: [S The police] [C did not name] [T the suspect].
		decline: [S The bank] [C did not return calls seeking] [T comment].
		decline: [S He] [C would not discuss] [T what the witness had told him].
		decline: [T “No comment,”] [S the officer] [C said].
		decline: [S The agency] [C said] [T it does not comment on leaks].
		decline: [S The officer] [C said] [T he could not discuss the case].
		decline: [S The airline] [C declined] [T to comment].
		decline: [S The chief] [C remained silent on] [T the raid].
		decline: [S A guest] [C declined to give] [T her surname].
		demand: [S The warden] [C urged] [T not to go into the hills].
		decline: [S The senator] [C has yet to explain] [T why the loan was made].
		state: [S The clerk] [C has not been named as] [T a suspect].
		demand: [S The bishop] [C is calling on] [T it to avoid deaths].
		reject: [S The militia] [C refused to release] [T the hostages].
		state: [S The mayor] [C said] [T the talks had not been discussed in public].
		state: [S The judge] [C said] [T there was no comment from the defence].
	`)
}

func TestActOfContent(t *testing.T) {
	checkActs(t, `
		state: [S Security specialists] [C said] [T hackers can steal data from the device].
		state: [S The professor] [C said] [T that thieves often cheat the old].
		state: [S The doctor] [C said] [T patients were abused in such homes for decades].
		accuse: [S The envoy] [C said] [T that Drevia had violated the accord].
		accuse: [S The lawyer] [C said] [T the company lied to its customers].
		accuse: [S The minister] [C said] [T the raid was a flagrant violation of the truce].
		accuse: [S The bishop] [C said] [T the regime was guilty of torture].
		accuse: [S The senator] [C said] [T the president had deliberately misled the house].
		accuse: [S The union] [C said] [T the developers violated the planning law].
		state: [S The agency] [C reported] [T that the firm is facing questions over whether it violated the rules].
		accuse: [S The owners] [C said] [T the union was to blame].
		state: [S The company] [C said] [T it had misled nobody].
		state: [S The forecaster] [C said] [T rain would fall on the coast].
		state: [S The trader] [C said] [T it would take weeks to fill the tanks].
		state: [S Experts] [C say] [T it would depress revenue].
		state: [S The coach] [C said] [T he would not rule out a change].
		state: [S The coach] [C said] [T she expected to play two matches].
		state: [S The minister] [C said] [T it would be a mistake to leave].
		promise: [S Norway] [C said] [T it would send aid to the valley].
		promise: [S The mayor] [C said] [T he would rebuild the bridge].
		promise: [T “We will help every family,”] [S the governor] [C said].
		state: [T “She will sell the office,”] [S the mayor] [C said].
		announce: [S The carmaker] [C said] [T it would cut 1,200 jobs].
		announce: [S The senator] [C said] [T she would resign in May].
		announce: [S The council] [C said] [T a memorial would soon be built in the square].
		announce: [S The mayor] [C said] [T the bridge would reopen on Monday].
		threaten: [T “We will strike back,”] [S the general] [C said].
		threaten: [S The general] [C said] [T Halvern would pay a heavy price].
		estimate: [S The agency] [C said] [T that about 300 people are believed to have died].
		estimate: [S The bank] [C said] [T growth would slow to 2.1 percent].
		demand: [S The bishop] [C said] [T the prisoners must be freed].
		demand: [S The union] [C said] [T the minister should resign].
		state: [S The editor] [C said] [T the book must have been stolen].
		state: [S The coach] [C said] [T the rain should help the pitch].
		demand: [T “Stop the bombing,”] [S the envoy] [C said].
		condemn: [T “We condemn this attack,”] [S the premier] [C said].
		support: [S The party] [C said] [T it supported the tunnel].
		reject: [S The party] [C said] [T it did not support the tunnel].
		retract: [T “I apologise for the remark,”] [S the senator] [C said].
		reject: [S The firm] [C said] [T the allegations were baseless].
		state: [S The colonel] [C said] [T Halvern guards opened fire first].
	`)
}

func TestActsNeverPanic(t *testing.T) {
	for _, marked := range []string{
		"[T .]", "[T “]", "[C not] [T no]", "[S x] [C to] [T ?]", "[C declined] [T x]", "[S Neither] [C refused] [T to]",
		"[T that] [C said to]", "[C could not be] [T “”]", "[S They] [C refused to] [T rule]", "[T must] [C might] [S may]",
		"[T It] [C would] [T not]", "[C reportedly] [T what he called]", "[C without] [T “a] b",
	} {
		resolve(t, marked)
	}
}

func TestAnyMarks(t *testing.T) {
	words := strings.Fields("He refused to say “what he called” not could may be ruled out , without evidence ; nobody declined no comment ?")
	for i := range words {
		for j := i + 1; j < len(words); j += 2 {
			for k := j + 1; k < len(words); k += 5 {
				mark := func(role string, from, to int) string {
					return "[" + role + " " + strings.Join(words[from:to], " ") + "]"
				}
				resolve(t, strings.Join(words[:i], " ")+" "+mark("C", i, j)+" "+mark("T", j, k)+" "+strings.Join(words[k:], " "))
			}
		}
	}
}
