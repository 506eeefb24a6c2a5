package quantity_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/quantity"
)

func TestNumbers(t *testing.T) {
	for _, c := range [][2]string{
		{"He sold 1,234,567 of them.", "[1,234,567] 1234567"},
		{"about 1.2 million and 1.5bn and 3k", "[1.2 million] 1200000 [1.5bn] 1500000000 [3k] 3000"},
		{"a levy of €5m", "[5m] 5000000"},
		{"5m people", "[5m] 5000000"},
		{"a wall 5m high", "[5] 5 measured"},
		{"two hundred and fifty-three thousand", "[two hundred and fifty-three thousand] 253000"},
		{"a hundred, a dozen, half a dozen", "[a hundred] 100 [a dozen] 12 [half a dozen] 6"},
		{"half a million and a quarter of a million", "[half a million] 500000 [a quarter of a million] 250000"},
		{"dozens came", "[dozens] 24.."},
		{"hundreds of them", "[hundreds] 200.."},
		{"tens of thousands of books", "[tens of thousands] 20000.."},
		{"scores of villages", "[scores] 40.."},
		{"The home team scores twice.", ""},
		{"a couple of years", "[a couple] 2..2"},
		{"a few hundred, several thousand", "[a few hundred] 200.. [several thousand] 2000.."},
		{"a third of it, two thirds, 1/3", "[a third] 0.33333333333 [two thirds] 0.66666666667 [1/3] 0.33333333333"},
		{"three and a half million", "[three and a half million] 3500000"},
		{"the third man, on the 5th, in the 1990s", ""},
		{"the twenty-first victim", ""},
		{"a third person", ""},
		{"seventy - two and ninety-nine", "[seventy - two] 72 [ninety-nine] 99"},
		{"minus five point two five", "[minus five point two five] -5.25"},
		{"12 000 troops", "[12 000] 12000"},
		{"28/04/2025 at 10:30", ""},
		{"this one, that one, one last time", "[one] 1"},
		{"fifteen hundred, two lakh", "[fifteen hundred] 1500 [two lakh] 200000"},
		{"three score", "[three] 3"},
		{"three quarters of a million, 1e10", "[three quarters of a million] 750000 [1e10] 10000000000"},
	} {
		an := analyse(t, c[0])
		var each []string
		for _, n := range quantity.Numbers(an, 0, len(an.Tokens), nil) {
			s := fmt.Sprintf("[%s] %.11g", c[0][n.Start:n.End], n.Value)
			if n.Kind == quantity.Vague {
				s += ".."
				if n.High < 1e18 {
					s += fmt.Sprint(n.High)
				}
			}
			if n.Measured {
				s += " measured"
			}
			each = append(each, s)
		}
		if got := strings.Join(each, " "); got != c[1] {
			t.Errorf("%s\n got  %s\n want %s", c[0], got, c[1])
		}
	}
}

func TestRanges(t *testing.T) {
	for _, c := range [][2]string{
		{"between 5 and 9 boats", "[between 5 and 9] 5..9 between"},
		{"from 5 to 9 boats, 12-15 cars", "[from 5 to 9] 5..9 between [12-15] 12..15 between"},
		{"at least 300 and up to 40", "[at least 300] 300..+Inf [up to 40] -Inf..40"},
		{"no fewer than nine, not more than ten", "[no fewer than nine] 9..+Inf [not more than ten] -Inf..10"},
		{"over 345, more than 12, in excess of 20", "[over 345] 345(..+Inf [more than 12] 12(..+Inf [in excess of 20] 20(..+Inf"},
		{"upwards of 50, a minimum of 3", "[upwards of 50] 50..+Inf [a minimum of 3] 3..+Inf"},
		{"fewer than 10, under 20", "[fewer than 10] -Inf..10) [under 20] -Inf..20)"},
		{"five or more, 30-plus", "[five or more] 5..+Inf [30-plus] 30..+Inf"},
		{"about 20", ""},
		{"between a hundred and two hundred", "[between a hundred and two hundred] 100..200 between"},
		{"10 and over", "[10 and over] 10..+Inf"},
		{"more than 10 and less than 40", "[more than 10 and less than 40] 10(..40)"},
		{"call 555-0100 or 1-222-2222", ""},
	} {
		an := analyse(t, c[0])
		var each []string
		for _, r := range quantity.Ranges(an, 0, len(an.Tokens), nil) {
			s := fmt.Sprintf("[%s] %g", c[0][r.Start:r.End], r.Low)
			if r.LowOpen {
				s += "("
			}
			s += fmt.Sprintf("..%g", r.High)
			if r.HighOpen {
				s += ")"
			}
			if r.Between {
				s += " between"
			}
			each = append(each, s)
		}
		if got := strings.Join(each, " "); got != c[1] {
			t.Errorf("%s\n got  %s\n want %s", c[0], got, c[1])
		}
	}
}

// Whatever the text, nothing panics, and every span is sound and on the edges of
// tokens inside what was asked for.
func FuzzQuantity(f *testing.F) {
	for _, c := range figureCases {
		f.Add(c[0], uint16(0), uint16(1000))
	}
	for _, s := range []string{"1.1^--23e+14 one hundred thirty-two fifths 1/0 -- 5 - - 1,2,3 .5.5", "between and to 5 to $€ % 9 out of over a a half of",
		"no one none nobody no", "12 km\n-3 or more than\n\x00 two hundred and", "٣٤ ½ 3½ 10G 9e 9e+ ^ 5^", "of of of 12 of them of 5 of"} {
		f.Add(s, uint16(1), uint16(7))
	}
	f.Fuzz(func(t *testing.T, text string, a, b uint16) {
		if len(text) > 4000 {
			return
		}
		text = strings.ToValidUTF8(text, "?")
		an := analyse(t, text)
		first, last := min(int(a), len(an.Tokens)), min(int(b), len(an.Tokens))
		sound := func(span hearsay.Span) {
			starts, ends := false, false
			for i := first; i < last; i++ {
				starts = starts || an.Tokens[i].Start == span.Start
				ends = ends || an.Tokens[i].End == span.End
			}
			if !span.In(text) || span.Empty() || !starts || !ends {
				t.Errorf("%q [%d,%d): unsound span %v", text, first, last, span)
			}
		}
		for _, n := range quantity.Numbers(an, first, last, nil) {
			sound(n.Span)
		}
		for _, r := range quantity.Ranges(an, first, last, nil) {
			sound(r.Span)
		}
		for _, g := range quantity.Figures(an, first, last, nil) {
			sound(g.Span)
			if g.Unit == "" || !(g.Low <= g.High) {
				t.Errorf("%q: figure %+v", text, g)
			}
		}
		for i := range an.Tokens { // heads and lemmas of any kind must do no harm
			an.Tokens[i].Head, an.Tokens[i].Lemma = int32(int(a)+i)%int32(len(an.Tokens)+2)-1, ""
		}
		quantity.Figures(an, int(a)-3, int(b), nil)
	})
}

// BenchmarkFigures reads a text of some 750 words.
func BenchmarkFigures(b *testing.B) {
	var text strings.Builder
	words := 0
	for i := 0; words < 750; i++ {
		line := figureCases[i%len(figureCases)][0]
		if i%3 != 0 {
			line = "The mayor told reporters that the road to the harbour would stay closed until the engineers had looked at it."
		}
		words += len(strings.Fields(line))
		text.WriteString(line + "\n")
	}
	an := analyse(b, text.String())
	var out []hearsay.Figure
	b.ReportAllocs()
	for b.Loop() {
		out = quantity.Figures(an, 0, len(an.Tokens), out[:0])
	}
	b.ReportMetric(float64(len(out)), "figures")
}
