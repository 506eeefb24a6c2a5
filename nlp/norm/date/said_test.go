package date_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/nlp/norm/date"
)

// The cue stands in square brackets, the content in braces.
var saidCases = []struct{ text, want string }{
	{"The army [said] on Monday {that the town had fallen}.", "2025-04-28"},
	{"In November 2024, the ministry [estimated] {that about 10,000 troops were deployed}.", "2024-11"},
	{"The service [stated] in January {that at least 300 were killed}.", "2025-01"},
	{"Orsa Brodar [told] reporters late Tuesday {that talks had failed}.", "2025-04-22"},
	{"{The dam is sound}, the ministry [said] on Friday.", "2025-04-25"},
	{"The adviser [said] last year {that Norland had supplied fuel}.", "2024"},
	{"Lise Carrow, who commands the service, [told] the Ledger by telephone on Friday {that nobody fired}.", "2025-04-25"},
	{"On Tuesday, the court [ruled] {that the vote was void}.", "2025-04-22"},
	{"The minister [said] {the vote would be held on June 8}.", ""},
	{"The agency [said] in its 2023 report {that prices rose}.", ""},
	{"The man who resigned on Friday [said] {he was tired}.", ""},
	{"Monday's report [said] {that prices rose}.", ""},
	{"The army [said] {that the town had fallen on Monday}.", ""},
	{"{The town fell}, according to the army.", ""},
	{"{The town fell}, [according to] a statement released on Monday.", "2025-04-28"},
	{"Last month a prosecutor [threatened] {the committee with closure}.", "2025-03"},
	{"A committee [found] last month {that Norland had passed on a warning}.", "2025-03"},
	{"Opening a session of the council on Friday, the president [described] {the evidence as theatre}.", "2025-04-25"},
	{"The firm [announced] Thursday {that it would close the mine by 2030}.", "2025-04-24"},
	{"Police [said] yesterday {a man was held}.", "2025-04-27"},
	{"The bank, founded in 1990, [said] {it would cut rates}.", ""},
}

func TestSaid(t *testing.T) {
	analyse := analyser(t)
	for _, c := range saidCases {
		var b strings.Builder
		at := map[rune]int{}
		for _, r := range c.text {
			if strings.ContainsRune("[]{}", r) {
				at[r] = b.Len()
				continue
			}
			b.WriteRune(r)
		}
		text := b.String()
		an := analyse(text)
		first, last := -1, -1
		for i := range an.Tokens {
			if an.Tokens[i].Start >= at['['] && an.Tokens[i].End <= at[']'] {
				if first < 0 {
					first = i
				}
				last = i + 1
			}
		}
		found := date.Find(an, 0, len(an.Tokens), published, nil)
		inContent := func(i int) bool { return an.Tokens[i].Start >= at['{'] && an.Tokens[i].End <= at['}'] }
		got := ""
		if d, ok := date.Said(an, found, first, last, inContent); ok {
			got = d.Value()
		}
		if got != c.want {
			t.Errorf("%s\n got %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range cases {
		f.Add(c.text)
	}
	f.Add("9999-12-31 until the year 2199 next 999 centuries, mid-3-9 of the 31 February 2/29 from 30 to Feb 31 late '90s")
	analyse := analyser(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		text = strings.ToValidUTF8(text, "?")
		an := analyse(text)
		for _, from := range []int{0, len(an.Tokens) / 2} {
			last := from
			found := date.Find(an, from, len(an.Tokens), published, nil)
			for _, d := range found {
				if d.First < last || d.Last <= d.First || d.Last > len(an.Tokens) {
					t.Fatalf("tokens %d to %d after %d", d.First, d.Last, last)
				}
				if last = d.Last; d.Span.Start != an.Tokens[d.First].Start || d.Span.End != an.Tokens[d.Last-1].End || !d.In(text) {
					t.Fatalf("span %v", d.Span)
				}
				if !d.OpenStart && !d.OpenEnd && d.End.Before(d.Start) {
					t.Fatalf("%q ends before it begins: %s", text[d.Span.Start:d.Span.End], d.Value())
				}
				if n := len(d.Value()); n < 4 || n > 21 {
					t.Fatalf("value %q", d.Value())
				}
			}
			for i := range an.Tokens {
				date.Said(an, found, i, i+1, func(int) bool { return i%2 == 0 })
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	analyse := analyser(b)
	var all []string
	for _, c := range cases {
		all = append(all, c.text)
	}
	an := analyse(strings.Join(all, "\n"))
	b.ReportAllocs()
	var out []date.Found
	for b.Loop() {
		out = date.Find(an, 0, len(an.Tokens), published, out[:0])
	}
	b.ReportMetric(float64(len(an.Tokens)), "tokens")
}
