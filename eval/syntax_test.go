package eval_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
)

func goldOf(t testing.TB, rows string) *hearsay.Analysis {
	t.Helper()
	sents, err := eval.ReadCoNLLU(strings.NewReader(conllu(rows)))
	return eval.GoldAnalysis(must(t, sents, err), eval.ByParagraph)
}

const (
	wanted = "1 They they PRP 2 nsubj _\n2 left leave VBD 0 root _\n3 home home NN 2 obj:x SpaceAfter=No\n4 . . . 2 punct _\n\n1 Now now RB 0 root _"
	// a wrong tag, a wrong head, a wrong relation, one sentence for two
	gotten = "1 They they PRP 3 nsubj _\n2 left leave VBN 0 root _\n3 home home NN 2 obl SpaceAfter=No\n4 . . . 2 punct _\n5 Now Now RB 2 advmod _"
	// another cut of "home.", whose token is the head of another
	recut = "1 They they PRP 2 nsubj _\n2 left leave VBD 0 root _\n3 home. home. NN 2 obj _\n\n1 Now now RB 0 root _"
	bare  = "1 They _ _ 2 nsubj _\n2 left leave VBD 0 _ _\n3 home home NN 2 obj SpaceAfter=No\n4 . . . 2 punct _\n\n1 Now now RB 0 root _"
)

func TestSyntax(t *testing.T) {
	for _, c := range []struct{ name, gold, got, want string }{
		{"itself", wanted, wanted, "SYNTAX xpos 100.00 lemma 100.00 uas 100.00 las 100.00 las-universal 100.00"},
		{"wrong", wanted, gotten, "SYNTAX xpos 80.00 lemma 80.00 uas 60.00 las 40.00 las-universal 40.00"},
		{"recut", wanted, recut, "SYNTAX xpos 66.67 lemma 66.67 uas 66.67 las 66.67 las-universal 66.67"},
		{"bare gold", bare, wanted, "SYNTAX xpos 100.00 lemma 100.00 uas 100.00 las 100.00 las-universal 100.00"},
		{"not parsed", wanted, bare, "SYNTAX xpos 80.00 lemma 80.00 uas 80.00 las 80.00 las-universal 80.00"},
	} {
		var s eval.Syntax
		if err := s.Add(goldOf(t, c.gold), goldOf(t, c.got)); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(s.String(), c.want+"\n") {
			t.Errorf("%s:\n%swant %s", c.name, &s, c.want)
		}
	}
	var s eval.Syntax
	must(t, 0, s.Add(goldOf(t, wanted), goldOf(t, gotten)))
	if s.Sentences != (eval.PRF{TP: 0, Pred: 1, Gold: 2}) || s.Tokens != (eval.PRF{TP: 5, Pred: 5, Gold: 5}) {
		t.Errorf("sentences %+v, tokens %+v", s.Sentences, s.Tokens)
	}
	if s.Add(goldOf(t, wanted), goldOf(t, "1 Else else RB 0 root _")) == nil {
		t.Error("two texts were compared")
	}
}
