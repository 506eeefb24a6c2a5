package quantity

import (
	_ "embed"
	"strings"

	"github.com/hearsay-news/hearsay"
)

//go:embed data/currencies.tsv
var currencyData string

// currencies is the table of currencies by the words and signs for them.
var currencies = readCurrencies(currencyData)

type currencyTable struct {
	codes map[string]bool   // ISO 4217
	names map[string]string // "south korean won" → KRW, singular and plural
	nouns map[string]string // "hryvnia" → UAH: the last word of a name; "" where several have it
	signs map[string]string // "€" → EUR
}

// spoken are the currencies that a bare noun or sign of several stands for in
// English news, and spellings that the table lacks.
var spoken = map[string]string{"dollar": "USD", "dollars": "USD", "pound": "GBP", "pounds": "GBP", "yen": "JPY", "ruble": "RUB",
	"rubles": "RUB", "rouble": "RUB", "roubles": "RUB", "rupee": "INR", "rupees": "INR", "franc": "CHF", "francs": "CHF",
	"won": "KRW", "hryvnias": "UAH", "hryvnia": "UAH", "quid": "GBP", "renminbi": "CNY", "shekel": "ILS", "shekels": "ILS", "bucks": "USD"}

var spokenSigns = map[string]string{"$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₩": "KRW", "A$": "AUD", "AU$": "AUD",
	"C$": "CAD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "€": "EUR", "₹": "INR", "₽": "RUB", "₴": "UAH",
	"₺": "TRY", "₪": "ILS", "₦": "NGN", "₱": "PHP", "₫": "VND", "Rs": "INR", "Rs.": "INR"}

// readCurrencies reads lines of code, singular and plural name, sign and narrow
// sign, parted by tabs.
func readCurrencies(data string) *currencyTable {
	t := &currencyTable{map[string]bool{}, map[string]string{}, map[string]string{}, map[string]string{}}
	for line := range strings.Lines(data) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 5 {
			continue
		}
		t.codes[f[0]] = true
		for _, name := range f[1:3] {
			name = strings.ToLower(name)
			t.names[name] = f[0]
			noun := name[strings.LastIndexByte(name, ' ')+1:]
			if had, ok := t.nouns[noun]; ok && had != f[0] {
				t.nouns[noun] = ""
			} else {
				t.nouns[noun] = f[0]
			}
		}
		if sign := f[3]; sign != f[0] {
			t.signs[sign] = f[0]
		}
	}
	for w, code := range spoken {
		t.nouns[w] = code
	}
	for w, code := range spokenSigns {
		t.signs[w] = code
	}
	return t
}

// money reports whether a currency's sign or code stands at i.
func (s *scanner) money(i int) bool { return s.sign(i) != "" }

// sign is the currency whose sign or code stands at i before an amount, "" where
// none does.
func (s *scanner) sign(i int) string {
	text := s.text(i)
	if text == "" || len(text) > 5 {
		return ""
	}
	if c := text[0]; c >= 'A' && c <= 'Z' || c == '$' || c >= 0x80 {
		if code := currencies.signs[text]; code != "" {
			return code
		}
		if len(text) == 3 && currencies.codes[text] {
			return text
		}
	}
	return ""
}

// symbolBefore takes in a currency's sign before token i.
func (s *scanner) symbolBefore(i int) int {
	if s.money(i - 1) {
		if s.text(i-1) == "$" && s.text(i-2) == "US" && s.tight(i-1) {
			return i - 2
		}
		return i - 1
	}
	return i
}

// symbolAfter takes in a sign that stands against the number: "5%", "20€".
func (s *scanner) symbolAfter(i int) int {
	if s.tight(i) && (s.text(i) == "%" || s.text(i) != "" && s.text(i)[0] >= 0x80 && s.money(i)) {
		return i + 1
	}
	return i
}

// unitAfter passes over a percent sign or word, or a currency's name, at i.
func (s *scanner) unitAfter(i int) int {
	if _, end := s.percent(i); end > i {
		return end
	}
	if _, end := s.moneyAfter(i); end > i {
		return end
	}
	return i
}

// percent reads "%", "percent", "per cent", "percentage points" at i.
func (s *scanner) percent(i int) (bool, int) {
	if s.hyphen(i) && s.tight(i) {
		if ok, end := s.percent(i + 1); ok {
			return true, end
		}
		return false, i
	}
	switch s.word(i) {
	case "%", "percent", "pct":
		return true, i + 1
	case "per":
		if s.word(i+1) == "cent" {
			return true, i + 2
		}
	case "percentage":
		if w := s.word(i + 1); w == "points" || w == "point" {
			return true, i + 2
		}
	}
	return false, i
}

// moneyAfter reads the currency whose name, code or sign stands at i: "US
// dollars", "euros", "UAH", and the token after it.
func (s *scanner) moneyAfter(i int) (string, int) {
	if s.hyphen(i) && s.tight(i) {
		if code, end := s.moneyAfter(i + 1); end > i+1 {
			return code, end
		}
		return "", i
	}
	for k := i; k < i+5 && k < s.last; k++ {
		w := s.word(k)
		code, known := currencies.nouns[w]
		if !known {
			if k == i && s.sign(i) != "" {
				return s.sign(i), i + 1
			}
			if t := s.tag(k); t == hearsay.TagJJ || t.Noun() || w == "." {
				continue
			}
			return "", i
		}
		if k > i {
			span := hearsay.Span{Start: s.an.Tokens[i].Start, End: s.an.Tokens[k].End}
			if full := currencies.names[named(s.an.Doc.Text[span.Start:span.End], w)]; full != "" {
				return full, k + 1
			}
			return "", i
		}
		if code == "" || !s.amount(i, w) {
			return "", i
		}
		return code, k + 1
	}
	return "", i
}

// named puts a currency's name in the words of the table.
func named(text, noun string) string {
	text = small(text)
	text = strings.TrimPrefix(text, "new ")
	for _, r := range [...][2]string{{"u.s. ", "us "}, {"american ", "us "}, {"rouble", "ruble"}, {"sterling", ""}} {
		text = strings.Replace(text, r[0], r[1], 1)
	}
	return strings.TrimSpace(text)
}

// amount reports whether a word that is also a weight, a verb or an adjective is a
// currency at i.
func (s *scanner) amount(i int, w string) bool {
	switch w {
	case "pound", "pounds":
		return s.word(i+1) != "of" || s.word(i+2) == "damage"
	case "real", "gold", "som", "leu", "mark", "sol", "sucre", "rights":
		return false
	case "won":
		return s.lex(i-1).class == scale || s.lex(i-1).class == short
	}
	return true
}
