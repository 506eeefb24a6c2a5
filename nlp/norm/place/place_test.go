package place_test

import (
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/nlp/norm/place"
)

var pipeline = sync.OnceValue(func() *nlp.Pipeline {
	var w nlp.Weights
	for file, into := range map[string]*[]byte{"clusters.bin": &w.Clusters, "tag.bin": &w.Tag, "parse.bin": &w.Parse} {
		data, err := model.Weights(file)
		if err != nil {
			panic(err)
		}
		*into = data
	}
	p, err := nlp.New(w)
	if err != nil {
		panic(err)
	}
	return p
})

// analyse reads a text with the fast pipeline.
func analyse(t testing.TB, text string) *hearsay.Analysis {
	t.Helper()
	doc, err := article.Parse([]byte(text), article.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	an, err := pipeline().Analyse(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return an
}

// places shows the places of a text: "Kursk=Kursk/RU/region; …".
func places(an *hearsay.Analysis, veto func(first, last int) bool) string {
	r := place.NewResolver(an, veto)
	var b strings.Builder
	for _, c := range r.Find(0, len(an.Tokens), nil) {
		p := r.Resolve(c)
		if b.Len() > 0 {
			b.WriteString("; ")
		}
		text := strings.Join(strings.Fields(an.Doc.Text[p.Start:p.End]), " ")
		b.WriteString(text + "=" + p.Name + "/" + p.Country + "/" + p.Basis)
		if (p.Basis == "unresolved") != math.IsNaN(p.Lat) || math.IsNaN(p.Lat) != math.IsNaN(p.Lon) {
			b.WriteString("!coordinates")
		}
	}
	return b.String()
}

func TestPlaces(t *testing.T) {
	for _, c := range [][2]string{
		// war
		{"Troops were deployed to the Kursk region to fight Ukrainians.", "Kursk=Kursk/RU/region"},
		{"The army pushed out all Ukrainian forces from Kursk, the Russian general staff said.", "Kursk=Kursk/RU/named country"},
		{"Shelling killed two people in Kherson, Sumy and Bakhmut, Ukrainian officials said.", "Kherson=Kherson/UA/named country; Sumy=Sumy/UA/named country; Bakhmut=Bakhmut/UA/named country"},
		{"The strike hit a market in Kharkiv, Ukraine's second city.", "Kharkiv=Kharkiv/UA/named country; Ukraine=Ukraine/UA/country"},
		{"Russian forces captured Avdiivka after months of fighting.", "Avdiivka=Avdiyivka/UA/only"},
		{"Fighting went on near Donetsk, the Ukrainian military said.", "Donetsk=Donetsk/UA/named country"},
		{"Fighting went on in the Donetsk and Luhansk regions of Ukraine.", "Donetsk=Donetsk/UA/region; Luhansk=Luhansk/UA/region; Ukraine=Ukraine/UA/country"},
		{"Israeli tanks entered Khan Younis in southern Gaza, Palestinian medics said.", "Khan Younis=Khān Yūnis/PS/named country; Gaza=Gaza/PS/named country"},
		{"A drone fell in the Black Sea off Romania.", "Black Sea=Black Sea//region; Romania=Romania/RO/country"},
		{"Houthi fighters fired on a ship in the Red Sea, the U.S. military said.", "Red Sea=Red Sea//region; U.S.=United States/US/country"},
		{"Clashes broke out in El Fasher, in Sudan's Darfur region.", "El Fasher=El Fasher/SD/named country; Sudan=Sudan/SD/country; Darfur=Darfur/SD/region"},
		{"The militia took the town of Upper Hesk overnight.", "Upper Hesk=Upper Hesk//unresolved"},
		{"Rebels seized Goma in eastern Congo, a spokesman for the Congolese army said.", "Goma=Goma/CD/named country; Congo=Democratic Republic of the Congo/CD/country"},
		{"Shells fell on the village of Dreva Hollow, in Syria's Idlib province.", "Dreva Hollow=Dreva Hollow//unresolved; Syria=Syria/SY/country; Idlib=Idlib/SY/region"},
		{"North Korea sent shells to Russia, South Korea's spy agency said.", "North Korea=North Korea/KP/country; Russia=Russia/RU/country; South Korea=South Korea/KR/country"},
		{"Aid trucks waited in the Gaza Strip and the West Bank.", "Gaza Strip=Gaza Strip/PS/region; West Bank=West Bank/PS/region"},
		// disaster
		{"A tornado struck Springfield, Illinois, killing three people.", "Springfield, Illinois=Springfield/US/named country"},
		{"The quake was felt in Portland, Ore., and in Paris, Texas.", "Portland, Ore.=Portland/US/named country; Paris, Texas=Paris/US/named country"},
		{"Floods in Pakistan's Sindh province displaced thousands.", "Pakistan=Pakistan/PK/country; Sindh=Sindh/PK/region"},
		{"At least 40 people died when a ferry sank off Sicily, the Italian coast guard said.", "Sicily=Sicily/IT/region"},
		{"Wildfires spread through northern California and Oregon.", "California=California/US/region; Oregon=Oregon/US/region"},
		{"The earthquake hit Hatay province in southern Turkey.", "Hatay=Hatay/TR/region; Turkey=Turkey/TR/country"},
		{"A landslide buried homes in the city of Palu in Indonesia.", "Palu=Palu/ID/named country; Indonesia=Indonesia/ID/country"},
		{"The volcano lies in the Philippines, north of Manila.", "Philippines=Philippines/PH/country; Manila=Manila/PH/capital"},
		{"A storm flooded parts of Mobile, Alabama, and Nice, France.", "Mobile, Alabama=Mobile/US/named country; Nice, France=Nice/FR/named country"},
		{"Rescuers in Nice found two survivors.", "Nice=Nice/FR/only"},
		{"Suffolk County officials closed the bridge.", "Suffolk County=Suffolk County/US/region"},
		{"A train derailed in the state of Odisha, Indian Railways said.", "Odisha=Odisha/IN/region"},
		// courts and police
		{"A court in London, Ontario, acquitted him.", "London, Ontario=London/CA/named country"},
		{"A London court acquitted him.", "London=London/GB/capital"},
		{"Ada London said she would appeal. London denied the charge.", ""},
		{"Paris Sile told the court that he was innocent.", ""},
		{"Maria Jackson denied the charges. Jackson said the police lied.", ""},
		{"The Bank of Scotland was fined, and the University of Oxford too.", ""},
		{"The New York Times reported the fraud.", ""},
		{"He was arrested in New York on Monday.", "New York=New York City/US/only"},
		{"Prosecutors in Washington state charged two men.", "Washington=Washington/US/region"},
		{"The suspect fled to Georgia, a Tbilisi prosecutor said.", "Georgia=Georgia/GE/country; Tbilisi=Tbilisi/GE/capital"},
		{"Voters in Georgia and Florida went to the polls, U.S. officials said.", "Georgia=Georgia/US/region; Florida=Florida/US/region; U.S.=United States/US/country"},
		{"The reading of the verdict took an hour.", ""},
		{"Police said nothing.", ""},
		{"The jury in Reading, England, heard the tape.", "Reading, England=Reading/GB/named country"},
		// elections and diplomacy
		{"Washington said it would not take part.", "Washington=Washington/US/capital"},
		{"The Kremlin and the White House said the talks in Geneva went well.", "Geneva=Geneva/CH/population"},
		{"The talks will be held in Geneva Tuesday.", "Geneva=Geneva/CH/population"},
		{"The British minister flew from London to Beijing.", "London=London/GB/capital; Beijing=Beijing/CN/capital"},
		{"KYIV, Ukraine (Meridian Wire) — The president signed the law.", "KYIV, Ukraine=Kyiv/UA/named country"},
		{"GENEVA (Meridian Wire) — The envoy left.", "GENEVA=Geneva/CH/population"},
		{"The president of Ukraine met the mayor of London.", "Ukraine=Ukraine/UA/country; London=London/GB/capital"},
		{"The Duke of York did not vote.", ""},
		{"The United Nations Security Council met in New York.", "New York=New York City/US/only"},
		{"The European Union and NATO welcomed the vote in Moldova.", "Moldova=Moldova/MD/country"},
		{"The Scottish first minister said Scotland would vote again.", "Scotland=Scotland/GB/region"},
		{"Jordan Vale won the seat. Jordan thanked voters.", ""},
		{"Jordan said it had closed its border with Syria.", "Jordan=Jordan/JO/country; Syria=Syria/SY/country"},
		{"Moscow-based analysts and US-led forces disagreed.", "Moscow=Moscow/RU/capital; US=United States/US/country"},
		{"It told us nothing.", ""},
		{"Turkey closed the Bosphorus, and turkey prices rose.", "Turkey=Turkey/TR/country; Bosphorus=Bosphorus/TR/region"},
		// companies, sports, health
		{"The carmaker will shut its plant in Birmingham, the British firm said.", "Birmingham=Birmingham/GB/named country"},
		{"The firm moved from Munich to Shenzhen in China.", "Munich=Munich/DE/only; Shenzhen=Shenzhen/CN/named country; China=China/CN/country"},
		{"London Stock Exchange shares fell.", ""},
		{"The match will be played in São Paulo, Brazil.", "São Paulo, Brazil=São Paulo/BR/named country"},
		{"The tour stops in Rio de Janeiro and Buenos Aires.", "Rio de Janeiro=Rio de Janeiro/BR/only; Buenos Aires=Buenos Aires/AR/capital"},
		{"The team from Port-au-Prince lost in Kingston, Jamaica.", "Port-au-Prince=Port-au-Prince/HT/capital; Kingston, Jamaica=Kingston/JM/named country"},
		{"St. Petersburg, Florida, reported two cases.", "St. Petersburg, Florida=St. Petersburg/US/named country"},
		{"Doctors in St. Petersburg treated the Russian players.", "St. Petersburg=Saint Petersburg/RU/named country"},
		{"Cholera spread in the Middle East and West Africa, the WHO said.", "Middle East=Middle East//region; West Africa=West Africa//region"},
		{"Hospitals in Victoria, Australia, were full.", "Victoria, Australia=Victoria/AU/named country"},
		{"The outbreak began in Wuhan and reached Saigon.", "Wuhan=Wuhan/CN/only; Saigon=Ho Chi Minh City/VN/only"},
		{"The clinic in Springfield closed.", "Springfield=Springfield//unresolved"},
		{"Donna Rawl, 59, of Ashvale, Md., watched.", ""},
		{"Mara Lincoln met nurses. The Lincoln campaign hopes for more, and President Orvane too.", ""},
		{"Mara Lincoln met voters. As we noted, Lincoln leads. In Lincoln's view it is over.", ""},
		{"The vote is in August, so far from God, Bank of Norland said.", ""},
		{"The Tulsa Police Department and the Justice Department in the United States agreed.", "United States=United States/US/country"},
		{"Houston said its mayor, of the state of Texas, was ill.", "Houston=Houston/US/named country; Texas=Texas/US/region"},
		{"She lives in New York state but works in New York.", "New York=New York/US/region; New York=New York City/US/named country"},
		{"Mayors of towns in Naples, Florida, met. Naples voted first.", "Naples, Florida=Naples/US/named country; Naples=Naples/US/named country"},
		{"The bishop prayed in Naples for the Italian miners.", "Naples=Naples/IT/named country"},
		{"The province of Idlib was quiet, but the city of Hama was not, Syrian rescuers said.", "Idlib=Idlib/SY/region; Hama=Ḩamāh/SY/named country"},
	} {
		if got := places(analyse(t, c[0]), nil); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// A recogniser's veto keeps a span from being a place.
func TestVeto(t *testing.T) {
	an := analyse(t, "London and Paris met Berlin in the final.")
	veto := func(first, last int) bool { return an.Text(first) == "Paris" }
	if got, want := places(an, veto), "London=London/GB/capital; Berlin=Berlin/DE/capital"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Find keeps to the tokens asked for, and a resolver used again knows nothing of
// the document before.
func TestReset(t *testing.T) {
	an := analyse(t, "They met in Naples, Florida, and in Miami.")
	r := place.NewResolver(an, nil)
	if got := len(r.Find(0, len(an.Tokens), nil)); got != 2 {
		t.Fatalf("found %d places, want 2", got)
	}
	if got := r.Find(0, 4, nil); len(got) != 0 {
		t.Errorf("found %v in a part of a name", got)
	}
	other := analyse(t, "They met in Naples.")
	r.Reset(other, nil)
	for _, c := range r.Find(0, len(other.Tokens), nil) {
		if p := r.Resolve(c); p.Country != "IT" {
			t.Errorf("Naples is %+v", p)
		}
	}
}

func TestCoordinates(t *testing.T) {
	for _, c := range []struct {
		text     string
		lat, lon float64
	}{
		{"Troops fought in the Kursk region.", 51.7, 36.2},
		{"The court sat in Nairobi.", -1.28, 36.82},
		{"A storm hit Fiji.", -18, 175},
		{"Snow fell in Texas.", 31, -98},
	} {
		an := analyse(t, c.text)
		r := place.NewResolver(an, nil)
		found := r.Find(0, len(an.Tokens), nil)
		if len(found) != 1 {
			t.Errorf("%s: %d places", c.text, len(found))
			continue
		}
		if p := r.Resolve(found[0]); math.Abs(p.Lat-c.lat) > 1.5 || math.Abs(p.Lon-c.lon) > 1.5 {
			t.Errorf("%s: %v %v, want about %v %v", c.text, p.Lat, p.Lon, c.lat, c.lon)
		}
	}
}

func FuzzPlaces(f *testing.F) {
	f.Add("KYIV, Ukraine (Wire) — Troops left the Kursk region and Port-au-Prince, of Springfield, Ill.")
	f.Add("the village of Upper Hesk, St. Petersburg & Ürümqi-Moscow – of , Paris, Paris, Texas")
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := article.Parse([]byte(text), article.Options{Language: "en"})
		if err != nil {
			return
		}
		an, err := pipeline().Analyse(t.Context(), doc)
		if err != nil {
			return
		}
		r := place.NewResolver(an, nil)
		for _, c := range r.Find(0, len(an.Tokens), nil) {
			p := r.Resolve(c)
			if c.First < 0 || c.First >= c.Last || c.Last > len(an.Tokens) || p.Start != an.Tokens[c.First].Start || p.End != an.Tokens[c.Last-1].End || !p.Span.In(doc.Text) {
				t.Fatalf("%q: span %v of tokens %d to %d", text, p.Span, c.First, c.Last)
			}
			if p.Name == "" || p.Basis == "" || math.IsNaN(p.Lat) != (p.Basis == "unresolved") || p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 {
				t.Fatalf("%q: place %+v", text, p)
			}
		}
	})
}

// BenchmarkResolver reads and resolves the places of an article of 750 words.
func BenchmarkResolver(b *testing.B) {
	text := strings.Repeat("Russian forces shelled Kharkiv and Sumy overnight, Ukraine's emergency service said, killing at least four people. "+
		"The governor of the Kursk region denied it. Maria Lisle, a lawmaker from Springfield, Illinois, asked for talks in Geneva, which the White House welcomed. "+
		"Nothing else was known of those who had lived in the house near the river, and rescuers went on digging until dusk.\n\n", 10)
	an := analyse(b, text)
	r := place.NewResolver(an, nil)
	var out []place.Candidate
	b.ReportAllocs()
	for b.Loop() {
		r.Reset(an, nil)
		out = r.Find(0, len(an.Tokens), out[:0])
		for _, c := range out {
			r.Resolve(c)
		}
	}
	b.ReportMetric(float64(len(strings.Fields(text))), "words")
	b.ReportMetric(float64(len(out)), "places")
}
