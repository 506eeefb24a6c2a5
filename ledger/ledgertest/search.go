package ledgertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ledger"
)

func search(t *testing.T, k Kind) {
	b := start(t, k)
	missiles, none, closed := "the Überläufer’s missiles hit two cities", "no missile was fired at Kell Gap", "the gap was closed at kell"
	b.put(article("https://a.example/1", "2025-04-28", "Ana Bel said "+missiles+".", "Carl Dov said "+none+".", "Evi Fon said "+closed+"."))
	for _, c := range []struct {
		text string
		want []string
	}{
		{"missile", []string{none, missiles}},
		{"Missiles city", []string{missiles}},
		{"uberlaufer", []string{missiles}},
		{"ÜBERLÄUFER", []string{missiles}},
		{"überlä*", []string{missiles}},
		{`"kell gap"`, []string{none}},
		{"“kell gap”", []string{none}},
		{`"kell ga"*`, []string{none}},
		{"kell gap", []string{closed, none}},
		{"kell\tgap\n", []string{closed, none}},
		{"gap -missile", []string{closed}},
		{`gap -"kell gap"`, []string{closed}},
		{"miss*", []string{none, missiles}},
		{"missiles*", []string{none, missiles}},
		{"dov", []string{none}},
		{"nothing", nil},
		{`kell "`, []string{closed, none}},
		{"kell AND (gap* OR", nil},
	} {
		b.finds(ledger.StatementQuery{Text: c.text}, strings.Join(c.want, " | "))
	}
	for text, want := range map[string]string{`"kell gap"`: "no missile was fired at «Kell Gap»", "city": "the Überläufer’s missiles hit two «cities»", "überl*": "the «Überläufer»’s missiles hit two cities", "dov": none} {
		page, err := b.FindStatements(t.Context(), ledger.StatementQuery{Text: text})
		if err != nil || len(page.Statements) != 1 {
			t.Fatal(page, err)
		}
		b.is(page.Statements[0].Snippet, want)
	}
}

// Words of any script are found, however their letters are put together.
func searchUnicode(t *testing.T, k Kind) {
	b := start(t, k)
	for i, text := range []string{
		"Cafe\u0301 Łódź", "naïve Ελλάδα ΣΟΦΟΣ", "Россия заявила", "东京 电力公司", "إيران أعلنت", "ประเทศไทย", "किसान आंदोलन", "ﬁnancial ﷺ", "𝔐ath 𐐀𐐁", "İstanbul ıssız", "Straße 42½ ①", "a\u200bb zero\u00adwidth", "👩‍🚒 fire",
	} {
		b.put(article(fmt.Sprintf("https://a.example/%d", i), "2025-04-28", "Ana Bel said "+text+"."))
		for _, word := range strings.Fields(text) {
			if ledger.Words(word) == "" {
				continue
			}
			for _, form := range []string{word, strings.ToUpper(word), strings.ToLower(word), `"` + word + `"`} {
				b.foundIn(form, text)
			}
		}
		b.foundIn(`"`+text+`"`, text)
	}
	b.foundIn("café", "Cafe\u0301 Łódź")
	b.foundIn("cafe", "Cafe\u0301 Łódź")
	b.foundIn("lodz", "Cafe\u0301 Łódź")
	b.foundIn("strasse", "Straße 42½ ①")
	b.foundIn("financial", "ﬁnancial ﷺ")
	b.verify()
}

// foundIn expects that a search finds a content among others.
func (b *bench) foundIn(text, want string) {
	b.t.Helper()
	if got := b.find(ledger.StatementQuery{Text: text}); !strings.Contains(" | "+got+" | ", " | "+want+" | ") {
		b.t.Errorf("%s: got %q, want %q", text, got, want)
	}
}

// Whatever is typed is no error but a text without a word, and finds the same in every store.
func searchTyped(t *testing.T, k Kind) {
	b := start(t, k)
	b.put(article("https://a.example/1", "2025-04-28", "Ana Bel said the near and or not dam column broke 50% at 10:30 on us-east_1."))
	whole := "the near and or not dam column broke 50% at 10:30 on us-east_1"
	for text, want := range map[string]string{
		"NEAR(dam broke)": "", "dam AND broke": whole, "dam OR broke": whole, "NOT dam": whole, "words:dam": "", "^dam": whole, "dam^2": "", "(dam": whole, "dam)": whole,
		"dam & broke": whole, "dam | !broke": whole, "dam:*": whole, "dam <-> broke": whole, "da*m": "", "*dam": whole, "dam**": whole, "'dam'": whole, "dam''": whole, `\dam`: whole, `"dam`: whole,
		`dam"broke"`: "", "'; DROP TABLE entries; --": "", "dam;--": whole, "$1 ?": whole, "dam ? $": whole, "50%": whole, "10:30": whole, "us-east_1": whole, "us east": whole, "dam\x00": whole, "\xffdam\xfe": whole,
		"-zebra dam": whole, "dam - broke": whole, "dam -broke": "", "«dam»": whole, "DAM!!!": whole, "damaged": "", `"" dam`: whole, `"dam column"`: whole, `"column dam"`: "", "dam's": whole,
	} {
		if got := b.find(ledger.StatementQuery{Text: text}); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	b.finds(ledger.StatementQuery{Text: strings.Repeat("dam ", 64)}, whole)
	b.finds(ledger.StatementQuery{Text: `"` + strings.Repeat("dam ", 10_000) + `"`}, "")
	b.finds(ledger.StatementQuery{Text: strings.Repeat("x", 1<<20)}, "")
}

// A word that every statement has, and one that one has.
func searchCommon(t *testing.T, k Kind) {
	b := start(t, k)
	var all []*ledger.Article
	for i := range 60 {
		var lines []string
		for j := range 20 {
			lines = append(lines, fmt.Sprintf("Ana Bel said the common thing n%d.", i*20+j))
		}
		all = append(all, article(fmt.Sprintf("https://a.example/%d", i), "2025-04-28", lines...))
	}
	b.put(all...)
	b.finds(ledger.StatementQuery{Text: "n777"}, "the common thing n777")
	b.finds(ledger.StatementQuery{Text: "common n777 the"}, "the common thing n777")
	b.finds(ledger.StatementQuery{Text: "common", Limit: 2}, "the common thing n1199 | the common thing n1198")
	got := b.walk(ledger.StatementQuery{Text: "common", Limit: 250}, func() {})
	if len(got) != 1200 || got[1199] != "the common thing n0" {
		t.Errorf("%d found, the last %q", len(got), got[len(got)-1])
	}
	b.verify()
}
