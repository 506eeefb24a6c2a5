package export_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
	"github.com/hearsay-news/hearsay/internal/inline"
)

// brackets writes what it is told of with brackets, and checks that marks nest.
type brackets struct {
	strings.Builder
	text string
	open []export.Mark
}

func (b *brackets) Open(m export.Mark, again bool) {
	b.open = append(b.open, m)
	fmt.Fprintf(b, "[%s%d ", map[bool]string{true: "…"}[again]+strings.ToUpper(m.Role.String()[:2]), m.Attr+1)
}

func (b *brackets) Close(m export.Mark) {
	if len(b.open) == 0 || b.open[len(b.open)-1] != m {
		b.WriteString("!NOT NESTED!")
		return
	}
	b.open = b.open[:len(b.open)-1]
	b.WriteString("]")
}

func (b *brackets) Text(s hearsay.Span) { b.WriteString(b.text[s.Start:s.End]) }

func walked(text string, sts []hearsay.Statement, regions ...hearsay.Span) string {
	w := export.NewWalker(export.Marks(sts))
	b := &brackets{text: text}
	for i, r := range regions {
		if i > 0 {
			b.WriteString(" / ")
		}
		w.Walk(r, b)
	}
	return b.String()
}

func span(a, b int) []hearsay.Span { return []hearsay.Span{{Start: a, End: b}} }

func TestWalk(t *testing.T) {
	const text = "0123456789"
	all := hearsay.Span{End: 10}
	content := func(spans ...[]hearsay.Span) []hearsay.Statement {
		var out []hearsay.Statement
		for _, s := range spans {
			out = append(out, hearsay.Statement{Attribution: hearsay.Attribution{Content: s, Nested: -1}})
		}
		return out
	}
	for _, c := range []struct {
		name    string
		sts     []hearsay.Statement
		regions []hearsay.Span
		want    string
	}{
		{"none", nil, []hearsay.Span{all}, "0123456789"},
		{"beside", content(span(0, 3), span(3, 5)), []hearsay.Span{all}, "[CO1 012][CO2 34]56789"},
		{"within", content(span(3, 5), span(1, 9)), []hearsay.Span{all}, "0[CO2 12[CO1 34]5678]9"},
		{"across", content(span(1, 5), span(3, 8)), []hearsay.Span{all}, "0[CO1 12[CO2 34]][…CO2 567]89"},
		{"alike", content(span(1, 5), span(1, 5)), []hearsay.Span{all}, "0[CO1 [CO2 1234]]56789"},
		{"three across", content(span(0, 4), span(1, 6), span(2, 5)), []hearsay.Span{all}, "[CO1 0[CO2 1[CO3 23]]][…CO2 […CO3 4]5]6789"},
		{"over regions", content(span(1, 9), span(4, 6)), []hearsay.Span{{Start: 0, End: 3}, {Start: 5, End: 7}, {Start: 7, End: 10}},
			"0[CO1 12] / […CO1 [CO2 5]6] / […CO1 78]9"},
		{"between regions", content(span(3, 5), span(8, 9)), []hearsay.Span{{Start: 0, End: 3}, {Start: 5, End: 10}}, "012 / 567[CO2 8]9"},
		{"at the end", content(span(8, 10), span(9, 10)), []hearsay.Span{all}, "01234567[CO1 8[CO2 9]]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := walked(text, c.sts, c.regions...); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestWalkRoles(t *testing.T) {
	doc, sts := inline.Parse("[S1 The ministry] [C1 said] [T1 that [S2 he] [C2 claims] [T2 to know]].")
	want := "[SO1 The ministry] [CU1 said] [CO1 that [SO2 he] [CU2 claims] [CO2 to know]]."
	if got := walked(doc.Text, sts, hearsay.Span{End: len(doc.Text)}); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if sts[1].Nested != 0 || export.Depth(sts, 1) != 1 {
		t.Error("the second is nested in the first")
	}
}

// Whatever the spans and the regions, the text of the regions comes out whole and
// the marks nest.
func TestWalkAnything(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	text := strings.Repeat("x", 40)
	for range 2000 {
		var sts []hearsay.Statement
		for range rng.IntN(8) {
			a := rng.IntN(39)
			sts = append(sts, hearsay.Statement{Attribution: hearsay.Attribution{Content: span(a, a+1+rng.IntN(40-a)), Nested: rng.IntN(9) - 1}})
		}
		var regions []hearsay.Span
		length := 0
		for at := 0; at < 40; {
			end := min(40, at+1+rng.IntN(15))
			regions = append(regions, hearsay.Span{Start: at, End: end})
			length += end - at
			at = end + rng.IntN(3)
		}
		got := walked(text, sts, regions...)
		if strings.Count(got, "x") != length || strings.Contains(got, "!") || strings.Count(got, "[") != strings.Count(got, "]") {
			t.Fatalf("%v over %v gives %s", sts, regions, got)
		}
	}
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		nested []int
		want   string
	}{
		{nil, "[]"},
		{[]int{-1, -1, 0, -1}, "[0 2 1 3]"},
		{[]int{-1, 0, 1, 0, -1}, "[0 1 2 3 4]"},
		{[]int{2, 9, -1, 3}, "[1 2 0 3]"}, // out of range and in itself: in none
		{[]int{-1, 2, 1, 1}, "[0 1 2 3]"}, // in a circle
	} {
		sts := make([]hearsay.Statement, len(c.nested))
		for i, n := range c.nested {
			sts[i].Nested = n
		}
		if got := fmt.Sprint(export.Order(sts)); got != c.want {
			t.Errorf("%v: got %s, want %s", c.nested, got, c.want)
		}
	}
}
