package eval_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
)

// gumSentence makes a sentence of GUM of lines "form tag head relation entity", the
// last "_" for none.
func gumSentence(t *testing.T, lines string) ([]eval.Sentence, *hearsay.Analysis) {
	t.Helper()
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		f := strings.Fields(line)
		misc := f[4]
		if misc != "_" {
			misc = "Entity=" + misc
		}
		fmt.Fprintf(&b, "%d\t%s\t%s\tX\t%s\t_\t%s\t%s\t_\t%s\n", i+1, f[0], f[0], f[1], f[2], f[3], misc)
	}
	b.WriteByte('\n')
	sents, err := eval.ReadCoNLLU(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return sents, eval.GoldAnalysis(sents, eval.ByParagraph)
}

func TestGoldEntities(t *testing.T) {
	for _, c := range []struct{ lines, want string }{
		{`Minister NNP 3 nmod:desc (1-person-new-s-cf1-1,2,3-sgl
Vera NNP 3 compound _
Holm NNP 4 nsubj 1)
left VBD 0 root _`, "person:Vera Holm"},
		{`Minister NNP 2 nmod:desc (1-person-new-s-cf1-1,2-sgl
Vera NNP 4 nsubj _
Holm NNP 2 flat 1)
left VBD 0 root _`, "person:Vera Holm"},
		{`founder NN 4 nsubj (1-person-new-s-cf1-1,2,3-sgl
Vera NNP 1 flat _
Holm NNP 1 flat 1)
left VBD 0 root _`, "person:Vera Holm"},
		{`the DT 2 det (1-person-new-s-cf1-2-sgl
President NNP 3 nsubj 1)
left VBD 0 root _`, ""},
		{`the DT 2 det (1-organization-new-s-cf1-2,4-coref-University_of_Derby
University NNP 5 nsubj _
of IN 4 case _
Derby NNP 2 nmod (2-place-new-s-cf2-1-sgl-Derby)1)
won VBD 0 root _`, "organization:University of Derby"},
		{`the DT 2 det (1-organization-new-s-cf1-2-coref
Court NNP 3 nsubj 1)
ruled VBD 0 root _`, ""},
		{`in IN 2 case _
Derby NNP 0 root (1-place-new-s-cf1-1,3-coref-Derby
, , 4 punct _
England NNP 2 nmod:unmarked (2-place-new-s-cf1-1-sgl-England)1)`, "place:Derby place:England"},
		{`Norway NNP 2 nsubj (1-organization-new-s-cf1-1-sgl-Norway_women%27s_national_handball_team)
won VBD 0 root _`, "organization:Norway"},
		{`the DT 3 det (1-organization-new-s-cf1-3-sgl-Holm_%28company%29
Holm NNP 3 compound _
firm NN 4 nsubj 1)
won VBD 0 root _`, "organization:Holm"},
		{`Swedes NNPS 2 nsubj (1-person-new-s-cf1-1-sgl)
won VBD 0 root _`, "other:Swedes"},
		{`May NNP 2 obl (1-time-new-s-cf1-1-sgl)
won VBD 0 root )9)(`, ""},
	} {
		sents, an := gumSentence(t, c.lines)
		var got []string
		for _, n := range eval.GoldEntities(sents, an) {
			got = append(got, n.Kind+":"+an.Doc.Text[n.Start:n.End])
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s\n got %q\nwant %q", an.Doc.Text, g, c.want)
		}
	}
}

func TestEntities(t *testing.T) {
	span := func(a, b int, kind string) eval.Entity {
		return eval.Entity{Span: hearsay.Span{Start: a, End: b}, Kind: kind}
	}
	var s eval.Entities
	s.Add([]eval.Entity{span(0, 4, "person"), span(5, 9, "place"), span(10, 12, "other")},
		[]eval.Entity{span(0, 4, "person"), span(5, 9, "organization"), span(10, 12, "other"), span(13, 15, "place")})
	if got, want := s.All(), (eval.PRF{TP: 1, Pred: 3, Gold: 2}); got != want {
		t.Errorf("all %+v, want %+v", got, want)
	}
	if got, want := s.Spans, (eval.PRF{TP: 2, Pred: 3, Gold: 2}); got != want {
		t.Errorf("spans %+v, want %+v", got, want)
	}
	if !strings.Contains(s.String(), "ENTITIES P 33.33 R 50.00 F 40.00 of 2") {
		t.Errorf("report\n%s", &s)
	}
}
