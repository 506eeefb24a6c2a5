package world_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
	"github.com/hearsay-news/hearsay/nlp/token"
)

func show(e world.Entry) string {
	return strings.Join([]string{e.Kind.String(), e.Name, e.Country, e.Party}, "/")
}

func TestLookup(t *testing.T) {
	for _, c := range [][2]string{
		{"US", "country/United States/US/United States"},
		{"us", "none///"},
		{"the United States", "country/United States/US/United States"},
		{"U.S.", "country/United States/US/United States"},
		{"America's", "country/United States/US/United States"},
		{"Britain", "country/United Kingdom/GB/United Kingdom"},
		{"UK", "country/United Kingdom/GB/United Kingdom"},
		{"Russia", "country/Russia/RU/Russia"},
		{"North Korea", "country/North Korea/KP/North Korea"},
		{"NORTH KOREA", "country/North Korea/KP/North Korea"},
		{"DPRK", "country/North Korea/KP/North Korea"},
		{"Ivory Coast", "country/Ivory Coast/CI/Ivory Coast"},
		{"Czech Republic", "country/Czechia/CZ/Czechia"},
		{"Burma", "country/Myanmar/MM/Myanmar"},
		{"Turkey", "country/Turkey/TR/Turkey"},
		{"turkey", "none///"},
		{"Türkiye", "country/Turkey/TR/Turkey"},
		{"the Netherlands", "country/Netherlands/NL/Netherlands"},
		{"Côte d’Ivoire", "country/Ivory Coast/CI/Ivory Coast"},
		{"Congo", "country/Democratic Republic of the Congo/CD/Democratic Republic of the Congo"},
		{"North Korean", "demonym/North Korea/KP/North Korea"},
		{"North Koreans", "demonym/North Korea/KP/North Korea"},
		{"Briton", "demonym/United Kingdom/GB/United Kingdom"},
		{"Swiss", "demonym/Switzerland/CH/Switzerland"},
		{"Dutch", "demonym/Netherlands/NL/Netherlands"},
		{"Filipino", "demonym/Philippines/PH/Philippines"},
		{"Kiwi", "demonym/New Zealand/NZ/New Zealand"},
		{"Poles", "demonym/Poland/PL/Poland"},
		{"Palestinians", "demonym/Palestine/PS/Palestine"},
		{"Emirati", "demonym/United Arab Emirates/AE/United Arab Emirates"},
		{"Moscow", "capital/Moscow/RU/Russia"},
		{"Kiev", "capital/Kyiv/UA/Ukraine"},
		{"Washington, D.C.", "capital/Washington/US/United States"},
		{"Brussels", "capital/Brussels/BE/European Union"},
		{"Hamilton", "none///"},
		{"the Kremlin", "seat/Kremlin/RU/Russia"},
		{"White House", "seat/White House/US/United States"},
		{"Downing Street", "seat/Downing Street/GB/United Kingdom"},
		{"the Élysée", "seat/Élysée/FR/France"},
		{"Blue House", "seat/Blue House/KR/South Korea"},
		{"Zhongnanhai", "seat/Zhongnanhai/CN/China"},
		{"Pentagon", "seat/Pentagon/US/United States"},
		{"Foggy Bottom", "seat/Foggy Bottom/US/United States"},
		{"Capitol Hill", "seat/Capitol Hill/US/United States"},
		{"Whitehall", "seat/Whitehall/GB/United Kingdom"},
		{"the Holy See", "country/Vatican City/VA/Vatican City"},
		{"UN", "organization/United Nations//United Nations"},
		{"the Security Council", "organization/UN Security Council//United Nations"},
		{"Nato", "organization/NATO//NATO"},
		{"WHO", "organization/World Health Organization//World Health Organization"},
		{"who", "none///"},
		{"ICC", "organization/International Criminal Court//International Criminal Court"},
		{"European Commission", "organization/European Commission//European Union"},
		{"Red Cross", "organization/Red Cross//Red Cross"},
		{"AP", "agency/Associated Press/US/"},
		{"The Associated Press", "agency/Associated Press/US/"},
		{"Yonhap", "agency/Yonhap News Agency/KR/"},
		{"Yonhap news agency", "agency/Yonhap News Agency/KR/"},
		{"KCNA", "agency/Korean Central News Agency/KP/"},
		{"Itar-Tass", "agency/TASS/RU/"},
		{"Agence France-Presse", "agency/Agence France-Presse/FR/"},
		{"BBC", "broadcaster/BBC/GB/"},
		{"Al-Jazeera", "broadcaster/Al Jazeera/QA/"},
		{"the Guardian", "newspaper/Guardian/GB/"},
		{"", "none///"},
		{"the", "none///"},
		{strings.Repeat("x", 200), "none///"},
	} {
		e, ok := world.Lookup(c[0])
		if got := show(e); got != c[1] || ok != (e.Kind != world.None) {
			t.Errorf("Lookup(%q) = %s, want %s", c[0], got, c[1])
		}
	}
}

func TestCountries(t *testing.T) {
	if n := len(world.Countries()); n < 248 {
		t.Errorf("%d countries", n)
	}
	for _, c := range world.Countries() {
		if len(c.Code) != 2 || c.Name == "" || c.Lat == 0 && c.Lon == 0 && c.Code != "TF" && c.Code != "UM" {
			t.Errorf("country %+v", c)
		}
		if e, ok := world.Lookup(c.Name); !ok || e.Country != c.Code {
			t.Errorf("%s is not found by its name %q: %s", c.Code, c.Name, show(e))
		}
	}
	if c, ok := world.CountryOf("KR"); !ok || c.Name != "South Korea" || c.Demonym != "South Korean" || c.Capital != "Seoul" {
		t.Errorf("KR is %+v", c)
	}
	if _, ok := world.CountryOf("XX"); ok {
		t.Error("XX is a country")
	}
}

func tokens(t testing.TB, text string) *hearsay.Analysis {
	t.Helper()
	doc, err := article.Parse([]byte(text), article.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	an := &hearsay.Analysis{Doc: doc}
	token.Tokenize(an)
	return an
}

// all shows the entries of a text, each where the longest begins.
func all(an *hearsay.Analysis) string {
	var found []string
	for i := 0; i < len(an.Tokens); {
		n, e := world.Longest(an, i, len(an.Tokens))
		if n == 0 {
			i++
			continue
		}
		found = append(found, e.Kind.String()+":"+e.Name)
		i += n
	}
	return strings.Join(found, " ")
}

func TestLongest(t *testing.T) {
	for _, c := range [][2]string{
		{"The North Korean envoy left the Kremlin, Yonhap News Agency said.", "demonym:North Korea seat:Kremlin agency:Yonhap News Agency"},
		{"They heard that Agence France-Presse reported from Guinea-Bissau.", "agency:Agence France-Presse country:Guinea-Bissau"},
		{"The U.N. Security Council met U.S.-led forces.", "organization:UN Security Council country:United States"},
		{"A strike in Côte d'Ivoire, the Guardian said.", "country:Ivory Coast newspaper:Guardian"},
		{"He told RFE/RL and Radio Free Europe/Radio Liberty.", "broadcaster:Radio Free Europe/Radio Liberty broadcaster:Radio Free Europe/Radio Liberty"},
		{"SOUTH KOREA SAYS NO", "country:South Korea"},
		{"They told us who would eat turkey.", ""},
		{"Port-au-Prince and N'Djamena and Nuku'alofa were quiet.", "capital:Port-au-Prince capital:N'Djamena capital:Nuku'alofa"},
		{"Washington, D.C., was quiet.", "capital:Washington"},
		{"Democratic Republic of the Congo's army", "country:Democratic Republic of the Congo"},
		{"People's Republic of China", "country:China"},
		{"Médecins Sans Frontières left.", "organization:Doctors Without Borders"},
		{"Mail & Guardian, L'Osservatore Romano and O Globo", "newspaper:Mail & Guardian newspaper:L'Osservatore Romano newspaper:O Globo"},
	} {
		if got := all(tokens(t, c[0])); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func FuzzLongest(f *testing.F) {
	f.Add("The U.N. Security Council met U.S.-led forces in Côte d’Ivoire.")
	f.Fuzz(func(t *testing.T, text string) {
		world.Lookup(text)
		doc, err := article.Parse([]byte(text), article.Options{Language: "en"})
		if err != nil {
			return
		}
		an := &hearsay.Analysis{Doc: doc}
		token.Tokenize(an)
		for i := range an.Tokens {
			if n, e := world.Longest(an, i, len(an.Tokens)); n < 0 || i+n > len(an.Tokens) || (n > 0) != (e.Kind != world.None) {
				t.Fatalf("%d tokens at %d of %d: %v", n, i, len(an.Tokens), e)
			}
		}
	})
}

func BenchmarkLongest(b *testing.B) {
	an := tokens(b, strings.Repeat("Russian forces shelled the city overnight, Ukraine's emergency service told Reuters, killing at least four people near the White House. ", 36))
	b.ReportAllocs()
	for b.Loop() {
		all := 0
		for i := range an.Tokens {
			n, _ := world.Longest(an, i, len(an.Tokens))
			all += n
		}
	}
}
