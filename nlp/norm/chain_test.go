package norm_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
)

// chains gives the chains of the statements marked in a text, nearest the speaker
// first: "DST > Kestrel", "-" for none, statements parted by semicolons.
func chains(t *testing.T, marked string, options ...func(*hearsay.Document)) string {
	t.Helper()
	var out []string
	for _, st := range resolve(t, marked, options...) {
		var names []string
		for _, c := range st.Chain {
			names = append(names, c.Name)
		}
		if names == nil {
			names = []string{"-"}
		}
		out = append(out, strings.Join(names, " > "))
	}
	return strings.Join(out, "; ")
}

func checkChains(t *testing.T, cases [][2]string, options ...func(*hearsay.Document)) {
	t.Helper()
	for _, c := range cases {
		if got := chains(t, c[0], options...); got != c[1] {
			t.Errorf("%s\n  got  %s\n  want %s", c[0], got, c[1])
		}
	}
}

// Carriers named in the sentence.
func TestChains(t *testing.T) {
	checkChains(t, [][2]string{
		// Outlets that report, quote, cite, show.
		{`[T The dam held], [S the minister] [C said], Meridian Wire reported.`, "Meridian Wire"},
		{`[T The dam held], [S the minister] [C said], the agency Meridian Wire reported on Friday.`, "Meridian Wire"},
		{`[T The dam held], [S the minister] [C said], reports Kestrel News.`, "Kestrel News"},
		{`[S The ministry] [C said] [T the dam held], according to Reuters.`, "Reuters"},
		{`[S The ministry] [C said] [T the dam held], according to a Kestrel News report.`, "Kestrel News"},
		{`[S The ministry] [C said] [T the dam held], according to a report by the Vale Courier.`, "Vale Courier"},
		{`[S The ministry] [C said] [T the dam held], according to a report in the Vale Courier on Monday.`, "Vale Courier"},
		{`[S The ministry] [C said] [T the dam held], as first reported by the Vale Courier.`, "Vale Courier"},
		{`[T “The dam held,”] [S the minister] [C was quoted as saying by] Reuters.`, "Reuters"},
		{`[T “The dam held,”] [S the minister] [C was quoted as saying] by the state news agency Xinhua.`, "Xinhua"},
		{`[T “The dam held,”] [S the minister] [C was cited by] Yonhap [C as saying].`, "Yonhap News Agency"},
		{`Northline News [C quoted] [S the minister] [C as saying] [T the dam held].`, "Northline News"},
		{`A Northline News report [C quoted] [S the minister] [C as saying] [T the dam held].`, "Northline News"},
		{`The Vale Courier [C cited] [S a dam engineer] [C as saying] [T the wall had cracked].`, "Vale Courier"},
		{`State television showed [S the general] [C saying] [T that the town had fallen].`, "state television"},
		{`Footage broadcast by state television showed [S the general] [C saying] [T that the town had fallen].`, "state television"},
		{`[S The army] [C denied] [T the raid], Iranian state media reported.`, "Iranian state media"},
		{`[S The general] [C told] state television [T that the town had fallen].`, "state television"},
		{`[T The talks will resume], Yonhap quoted [S an official] [C as saying].`, "Yonhap News Agency"},
		{`[T The talks will resume], [S an official] [C said], Yonhap News Agency (Yonhap) said.`, "Yonhap News Agency"},
		{`[S The ministry] [C said] [T the dam held], per Reuters.`, "Reuters"},
		{"headline| [T Dam held], [S minister] [C says] - Reuters\n\nThe dam held.", "Reuters"},
		{"headline| [S Minister]: [T dam held]\n\nThe dam held.", "-"},
		// Where the words first stood.
		{`[S The club] [C said] in a statement carried by the state-run Xinhua [T that the match was off].`, "Xinhua"},
		{`[C According to] [S a statement by the ministry carried by Xinhua], [T the dam held].`, "Xinhua"},
		{`In remarks broadcast by Radio Sill, [S the ministry] [C warned] [T of a flood].`, "Radio Sill"},
		{`In comments published by the Vale Courier, [S the president] [C warned] [T of a flood].`, "Vale Courier"},
		{`In an interview with Reuters, [S the president] [C warned] [T of a flood].`, "Reuters"},
		{`[S The president] [C warned] [T of a flood] in an interview with Reuters on Monday.`, "Reuters"},
		{`[S The president] [C warned] in an interview published in the Vale Courier on Sunday [T of a flood].`, "Vale Courier"},
		{`[S The singer] [C denied] [T the marriage] in a post on X.`, "X"},
		{`[S The singer] [C denied] [T the marriage] in a Facebook post.`, "Facebook"},
		{`[S The singer] [C wrote] on Instagram [T that she was well].`, "Instagram"},
		{`[S The governor] [C said] on his Telegram channel [T that two drones were shot down].`, "Telegram"},
		{`[S The governor] [C said] on Telegram [T that two drones were shot down].`, "Telegram"},
		{`[S The governor] [C said] via Telegram [T that two drones were shot down].`, "Telegram"},
		{`[S The coach] [C told] ESPN [T that she would stay].`, "ESPN"},
		{`Speaking on CNN, [S the senator] [C said] [T the bill was dead].`, "CNN"},
		{`[S The senator] [C said] on CNN on Sunday [T that the bill was dead].`, "CNN"},
		{`Speaking to the BBC, [S the senator] [C said] [T the bill was dead].`, "BBC"},
		{`[S The senator] [C wrote] in the Vale Courier [T that the bill was dead].`, "Vale Courier"},
		{`[S The ministry] [C said] through the state news agency Xinhua [T that the dam held].`, "Xinhua"},
		// More than one hop.
		{`Northline News, citing the agency Meridian Wire, [C quoted] [S the ministry] [C as saying] [T the dam held].`, "Meridian Wire > Northline News"},
		{`[T The dam held], [S the ministry] [C said], Northline News reported, citing Meridian Wire.`, "Meridian Wire > Northline News"},
		{`[S The ministry] [C told] Xinhua [T that the dam held], Reuters reported.`, "Xinhua > Reuters"},
		{`Reuters reported that [S the ministry] had [C told] Xinhua [T that the dam held].`, "Xinhua > Reuters"},
		{`In a statement carried by Xinhua, [S the ministry] [C said] [T the dam held], Reuters reported, citing Kyodo.`, "Xinhua > Kyodo News > Reuters"},
		{`[T The dam held], [S the ministry] [C said], Northline News reported, citing Meridian Wire, which cited Xinhua.`, "Xinhua > Meridian Wire > Northline News"},
		{`[S The ministry] [C told] Xinhua [T that the dam held], according to a report by Kestrel News carried by Northline News.`, "Xinhua > Kestrel News > Northline News"},
		{`[S Northline News], [C citing] [T the agency Meridian Wire], [C2 quoted] [S2 the ministry] [C2 as saying] [T2 the dam held].`, "Northline News; Meridian Wire > Northline News"},
		{`[S The coach] [C told] Reuters Wednesday [T that she would stay].`, "Reuters"},
		{`[S The judge] [C jailed] [T him], the Vale Journal-Observer reported.`, "Vale Journal-Observer"},
		{`[S The bomber] [C complained] in letters to a Colorado newspaper [T of his cell].`, "Colorado newspaper"},
		{`[S The councillor] [C fumed] on Twitter: [T “Please stay away.”]`, "Twitter"},
		// No carriers.
		{`[S The residents] [C told] news outlets Wednesday [T that the youth was armed].`, "-"},
		{`[S The minister] [C defended] [T the video], which Twitter said was misleading.`, "-"},
		{`[S The minister] [C told] Facebook [T that the video must go].`, "-"},
		{`[S The BBC's director] [C said] [T she would go].`, "-"},
		{`[S The party] [C said] [T the timing was right]; it gave the papers to the AP.`, "-"},
		{`[S The ministry] [C said] [T the dam held].`, "-"},
		{`[S The minister] [C told] reporters [T that the dam held].`, "-"},
		{`[S The minister] [C told] parliament [T that the dam held].`, "-"},
		{`[S The minister] [C told] the media [T that the dam held].`, "-"},
		{`[S Reuters] [C reported] [T that the dam held].`, "-"},
		{`[S The company] [C said] [T it would sue the Vale Courier].`, "-"},
		{`[S The company] [C said] [T it would leave], and [S2 Kestrel News] [C2 reported] [T2 that 40 would lose their jobs].`, "-; -"},
		{`[S Sources] [C said] over [S their] radios [T that help was near].`, "-"},
		{`[S The company] [C said] in a filing to the Securities and Exchange Commission [T that it would leave].`, "-"},
		{`[S The Commission] [C said] [T the press were to blame].`, "-"},
		{`[S The ministry] [C blamed] [T the storm] on its website.`, "-"},
		{`[S Ada Sile of the Vale Network for Human Rights] [C told] the Network for Children [T that it was late].`, "-"},
	})
}

// "Y reported, citing Z": Z speaks, Y carries.
func TestThrough(t *testing.T) {
	for _, c := range [][3]string{
		{`[S Meridian Wire] [C reported] [T that the dam held], citing the health ministry.`, "health ministry", "Meridian Wire"},
		{`[S Meridian Wire], citing the health ministry, [C reported] [T that the dam held].`, "health ministry", "Meridian Wire"},
		{`[T The dam held], [S the agency Meridian Wire] [C reported], quoting police.`, "police", "Meridian Wire"},
		{`Xinhua has reports of a flood. [T The dam held], [S the agency] [C said], quoting the Interior Ministry.`, "Interior Ministry", "Xinhua"},
		{`[S Yonhap] [C reported] [T that the talks failed], citing an unnamed official.`, "unnamed official", "Yonhap News Agency"},
		{`[S Yonhap] [C reported] [T that the talks failed], citing a statement by the Unification Ministry carried by Kyodo.`, "Unification Ministry", "Kyodo News > Yonhap News Agency"},
		{`[T The talks failed], [S Interfax] [C reported] with reference to the Foreign Ministry.`, "Foreign Ministry", "Interfax"},
		{`[S Yonhap] [C reported] [T that the talks failed], citing Kyodo.`, "Kyodo News", "Yonhap News Agency"},
		{`[S Yonhap] [C reported] [T that the talks failed], citing a report by Kyodo.`, "Kyodo News", "Yonhap News Agency"},
		{`[S Reuters] [C quoted] Ada Sile, the mayor, [C as saying] [T the dam held].`, "Ada Sile", "Reuters"},
		{`[T President Ada Sile has declared that the dam held], [S the Palace Press Service] [C reports].`, "Ada Sile", "Palace Press Service"},
		{`[T The dam at Vale held], [S the Palace Press Service] [C reports].`, "Palace Press Service", "-"},
		{`[T Transport Minister Pavel Orlan] [C was quoted by Reuters as saying] [T that the owners would pay].`, "Pavel Orlan", "Reuters"},
		{`[T Pavel Orlan] [C was quoted by] [S Xinhua] [T as saying the owners would pay].`, "Pavel Orlan", "Xinhua"},
		{`[T The ministry denied the raid], [C according to] [S Xinhua].`, "ministry", "Xinhua"},
		{`[C According to] [S a report in the Sunday Gazette], [T the club paid].`, "Sunday Gazette", "-"},
		{`[S A Reuters report] [C said] [T the club paid], citing the club's treasurer.`, "club's treasurer", "Reuters"},
		{`[S The Norwegian agency Fjordpress] [C reported] [T the trip], citing the clinic's director.`, "clinic's director", "Fjordpress"},
		{`[T The verdict was a scandal], [C wrote] the Financial Times in an editorial.`, "Financial Times", "-"},
		{`Citing the Finance Ministry, [S Reuters] [C reported] [T that the bank would pay].`, "Finance Ministry", "Reuters"},
		{`[S Reuters] [C quoted] a retired judge, Emil Sand, [C as saying] [T the trial had been flawed].`, "Emil Sand", "Reuters"},
		{`[T The ministry neither confirmed nor denied the deaths], [S Xinhua] [C said].`, "ministry", "Xinhua"},
		{`[S A hospital director, interviewed by the station Radio Sill,] [C said] [T wards were full].`, "unnamed hospital director", "Radio Sill"},
		{`[S Ada Sile] [C called] [T that “nonsense” in remarks to Reuters].`, "Ada Sile", "Reuters"},
		{`[S The government] [C rejected] [T that in a Facebook post].`, "government", "Facebook"},
		{`[S Police] [C said via] [T the state news agency Xinhua that they were looking].`, "Police", "Xinhua"},
		{`[S State-run TV] [C quoted] [T President Ola Strand as telling a rally that nobody will be forced].`, "Ola Strand", "state-run TV"},
		{`[S Relief workers] [C said] [T in remarks broadcast by state television that 40 were missing].`, "Relief workers", "state television"},
		{`[S Reuters] [C said] [T it would close its bureau], citing falling revenue.`, "Reuters", "-"},
		{`[S The airline] [C said] [T it would stop flying], citing the Civil Aviation Authority.`, "airline", "-"},
		{`[S Reuters], which obtained the letter, [C said] [T the dam was unsafe].`, "Reuters", "-"},
	} {
		st, _ := resolveOne(t, c[0])
		var names []string
		for _, carrier := range st.Chain {
			names = append(names, carrier.Name)
		}
		chain := strings.Join(names, " > ")
		if chain == "" {
			chain = "-"
		}
		if st.Speaker.Name != c[1] || chain != c[2] {
			t.Errorf("%s\n  got  %s through %s\n  want %s through %s", c[0], st.Speaker.Name, chain, c[1], c[2])
		}
	}
}

// The outlet itself is no carrier, whatever says which it is.
func TestHomes(t *testing.T) {
	checkChains(t, [][2]string{
		{`[S The mayor] [C told] the Vale Post [T that the dam held].`, "-"},
		{`[S The mayor] [C told] the Post [T that the dam held].`, "-"},
		{`[S The mayor] [C told] Kestrel News [T that the dam held].`, "Kestrel News"},
		{`[S The mayor] [C told] Kestrel magazine [T that the dam held].`, "Kestrel"},
		{`[T The dam held], [S the mayor] [C said], as the Vale Post reported on Monday.`, "-"},
		{`[S A memo seen by the Vale Post] [C says] [T the dam is unsafe].`, "-"},
	}, from("The Vale Post"))
	checkChains(t, [][2]string{
		{`[S The mayor] [C told] the Post [T that the dam held].`, "-"},
		{`[S The mayor] [C told] the Ledger [T that the dam held].`, "-"},
		{`[S Sources] [C told] the Ledger [T that the dam held], the Vale Courier reported.`, "Ledger > Vale Courier"},
		{`SENNICK, Oct 8 (Meridian Wire) - [S The mayor] [C told] Meridian Wire on Tuesday [T that the dam held].`, "-"},
		{`BEIJING (Reuters) - [S The mayor] [C told] Reuters on Tuesday [T that the dam held].`, "-"},
		{`BEIJING (Reuters) - [S The mayor] [C told] the Vale Courier on Tuesday [T that the dam held].`, "Vale Courier"},
		{`BEIJING — [S The mayor] [C told] Reuters on Tuesday [T that the dam held].`, "Reuters"},
		{`SENNICK, 9 February. /DST/ [T The dam held], [S the mayor] [C told] DST.`, "-"},
		{`[S The mayor] [C told] the Northland newspaper Kestrel [T that the dam held].`, "Kestrel"},
		{`[S The mayor] [C told] the daily Abendbote [T that the dam held].`, "Abendbote"},
		{`[S The mayor] [C told] broadcaster Kanal 4 [T that the dam held].` + "\n\n" + `[S2 The bank] [C2 said] in a statement to Kanal 4 [T2 that it was sorry].`, "Kanal 4; Kanal 4"},
		{`byline| By Nora Bell, Harbour Times` + "\n\n" + `[S The mayor], in an op-ed for the Quellin Tribune, [C said] [T the dam held].`, "Quellin Tribune"},
		{`[S The mayor] [C told] the newspaper Kestrel [T that the dam held].`, "Kestrel"},
		{`[S The mayor] [C told] the Drevian broadcaster Radio Sill [T that the dam held].`, "Radio Sill"},
		{`[S The mayor] [C told] Radio Sill, a station in Aldane, [T that the dam held].`, "Radio Sill"},
		{`[S The mayor] [C told] Radio Sill [T that the dam held].` + "\n\n" + `[T2 Two died], [S2 police] [C2 said], according to Radio Sill.`, "Radio Sill; Radio Sill"},
		{`[S A memo seen by the Ledger] [C says] [T the dam is unsafe].`, "-"},
		{`[S A memo seen by Reuters] [C says] [T the dam is unsafe].`, "Reuters"},
		{`[S The Courier's unnamed official] [C spoke of] [T a flood].`, "Courier"},
	})
	if got := chains(t, `[S The mayor] [C told] Meridian Wire [T that the dam held].`, func(doc *hearsay.Document) { doc.Credits = []string{"Meridian Wire"} }); got != "-" {
		t.Errorf("credited agency: %s", got)
	}
	if got := chains(t, `[T The dam held], [S the mayor] [C said], the Palace Press Service reports.`+"\n\ncredit| DST. Photo: Palace Press Service", func(doc *hearsay.Document) { doc.Credits = []string{"DST", "Palace Press Service"} }); got != "Palace Press Service" {
		t.Errorf("credited with a picture: %s", got)
	}
	if got := chains(t, `[S The mayor] [C told] the Morning Kestrel News [T that the dam held].`, func(doc *hearsay.Document) { doc.URL = "https://www.morningkestrelnews.example/a" }); got != "-" {
		t.Errorf("outlet of the address: %s", got)
	}
}

// Chains that go on, in a quotation, in what is said of the same document, by nesting.
func TestChainsGoOn(t *testing.T) {
	checkChains(t, [][2]string{
		{`[S The ministry] [C said] [T the dam held] in a statement carried by Xinhua. In the statement, [S2 it] [C2 said] [T2 nobody died].`, "Xinhua; Xinhua"},
		{`[S The ministry] [C said] [T the dam held], Reuters reported. [T2 Nobody died], [S2 it] [C2 said], according to the report.`, "Reuters; Reuters"},
		{`[S The ministry] [C said] [T the dam held], Reuters reported. [S2 The ministry] also [C2 said] [T2 nobody died], the agency added.`, "Reuters; Reuters"},
		{`[S The ministry] [C said] [T the dam held], the Vale Courier reported. [S2 The ministry] also [C2 said] [T2 nobody died], the newspaper said.`, "Vale Courier; Vale Courier"},
		{`[S Workers] [C told] state television [T of the flood]. The broadcaster also showed [S2 the president] [C2 saying] [T2 the nation mourned].`, "state television; state television"},
		{`[S The clerk] [C told] the Danish newspaper Strandposten [T of the flood]. [S2 The Gazette] [C2 noted] [T2 that [S3 the mayor] had [C3 told] Strandposten [T3 of a leak]].`, "Strandposten; -; Strandposten > Gazette"},
		{`[S The ministry] [C said] [T the dam held], Reuters reported. [S2 The ministry] [C2 said] [T2 nobody died].`, "Reuters; -"},
		{`[T “The dam held,”] [S the minister] [C told] Reuters. [T2 “Nobody died.”]`, "Reuters; Reuters"},
		{`[T “The dam held,”] [S [S2 the minister]] [C told] Reuters. [T2 “Nobody died.”]`, "Reuters; Reuters"},
		{`[S The chief] [C told] CNN [T that the man fell]. [S2 The mayor] [C2 said] [T2 the video was unclear].`, "CNN; -"},
		{`[S The chief] [C told] CNN [T that the man fell] in an interview. In the interview, [S2 he] [C2 said] [T2 nobody ran].`, "CNN; CNN"},
		{`[S The minister] [C said] [T the dam held], [C2 adding] [T2 that nobody died], Reuters reported.`, "Reuters; Reuters"},
		{`[S The report] [C said] [T the dam held], according to Reuters. [S2 A report by the mayor] [C2 said] [T2 nobody died].`, "Reuters; -"},
		{`[S The minister] [C said] [T [S2 residents] [C2 had reported] [T2 a flood]], Reuters reported.`, "Reuters; unnamed minister > Reuters"},
		{`[S Ada Sile] [C said] [T that [S2 residents] [C2 had told] Radio Sill [T2 of a flood]].`, "-; Radio Sill > Ada Sile"},
		{`[S Ada Sile] [C said] [T “[S2 I] [C2 told] the police [T2 that I was there]”].`, "-; -"},
		{`[S Ada Sile] [C said] [T [S2 Sile] [C2 wanted] [T2 to leave]].`, "-; -"},
		{`[S One friend], on his phone, told the New York Post[C :] [T “He fell.] [S2 One friend] [C2 told] CNN [T2 he fell].`, "New York Post; CNN"},
		{`[S The senator] then appeared on CNN on Tuesday and [C began by saying] [T he would go].`, "CNN"},
		{`[S Meridian Wire] [C reported] [T that [S2 the ministry] [C2 denied] [T2 the raid]].`, "-; Meridian Wire"},
		{`[C According to] [S a summary read to lawmakers], [T [S2 the service] [C2 believes] [T2 that 40 died]].`, "-; -"},
		{`[C According to] [S a Reuters summary], [T [S2 the service] [C2 believes] [T2 that 40 died]].`, "-; Reuters"},
	})
	checkChains(t, [][2]string{
		{`[S The Vale Post] [C reported] [T that [S2 the ministry] [C2 denied] [T2 the raid]].`, "-; -"},
	}, from("The Vale Post"))
}
