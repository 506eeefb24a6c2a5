package eval_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
)

// shared gives a path below the shared corpora, or skips the test.
func shared(t testing.TB, path string) string {
	t.Helper()
	root := os.Getenv("HEARSAY_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	full := filepath.Join(root, path)
	if _, err := os.Stat(full); err != nil {
		t.Skipf("needs %s, which is not here (set HEARSAY_SHARED)", path)
	}
	return full
}

// conllu spells rows "ID FORM LEMMA XPOS HEAD DEPREL MISC" out to ten columns.
func conllu(rows string) string {
	var b strings.Builder
	for _, row := range strings.Split(strings.TrimSpace(rows), "\n") {
		f := strings.Fields(row)
		if len(f) == 7 && f[0] != "#" {
			row = strings.Join([]string{f[0], f[1], f[2], "X", f[3], "_", f[4], f[5], "_", f[6]}, "\t")
		}
		b.WriteString(strings.TrimSpace(row) + "\n")
	}
	return b.String()
}

const treebank = `
# newdoc id = pier
# newpar
# sent_id = pier-1
# text = They didn't say “no”.
1 They they PRP 4 nsubj _
2-3 didn't _ _ _ _ _
2 did do VBD 4 aux _
3 n't not RB 4 advmod _
4 say say VB 0 root _
4.1 it it PRP _ _ _
5 “ “ ` + "``" + ` 6 punct SpaceAfter=No
6 no no UH 4 obj SpaceAfter=No
7 ” ” '' 6 punct SpaceAfter=No
8 . . . 4 punct Entity=1)|SpaceAfter=No

# sent_id = pier-2
1 (( (( -LRB- 0 root _

# newpar
1 Čapek Čapek NNP 2 nsubj:made _
2 went go VBD 0 root _
`

func TestReadCoNLLU(t *testing.T) {
	sents, err := eval.ReadCoNLLU(strings.NewReader(conllu(treebank)))
	if err != nil {
		t.Fatal(err)
	}
	if len(sents) != 3 {
		t.Fatalf("%d sentences, want 3", len(sents))
	}
	s := sents[0]
	if s.ID != "pier-1" || s.Doc != "pier" || !s.NewDoc || !s.NewPar || len(s.Words) != 8 || len(s.Multi) != 1 || s.Line != 1 {
		t.Errorf("first sentence: %+v", s)
	}
	if got := s.Words[7].MiscValue("Entity"); got != "1)" {
		t.Errorf("Entity = %q", got)
	}
	if w := sents[2].Words[0]; w.Rel != hearsay.RelNsubj || w.Head != 1 || w.Tag != hearsay.TagNNP {
		t.Errorf("Čapek = %+v", w)
	}
	if len(eval.Documents(sents)) != 1 {
		t.Error("one document expected")
	}
	for by, want := range map[eval.Blocks]string{
		eval.ByParagraph: "They didn't say “no”.((\n\nČapek went",
		eval.BySentence:  "They didn't say “no”.\n\n((\n\nČapek went",
	} {
		an := eval.GoldAnalysis(sents, by)
		if an.Doc.Text != want {
			t.Errorf("text %q, want %q", an.Doc.Text, want)
		}
		checkGold(t, an, sents)
	}
}

// checkGold holds that an is sound and says what sents says.
func checkGold(t testing.TB, an *hearsay.Analysis, sents []eval.Sentence) {
	t.Helper()
	k := 0
	for i := range sents {
		if len(sents[i].Words) == 0 {
			continue
		}
		sent := an.Sents[k]
		k++
		if sent.Last-sent.First != len(sents[i].Words) {
			t.Fatalf("sentence %d has %d tokens", i, sent.Last-sent.First)
		}
		for j, w := range sents[i].Words {
			tok := an.Tokens[sent.First+j]
			if tok.Empty() || !tok.In(an.Doc.Text) || !an.Doc.Blocks[sent.Block].Contains(tok.Span) {
				t.Fatalf("token %+v lies outside", tok)
			}
			if tok.Tag != w.Tag || tok.Rel != w.Rel || tok.Lemma != w.Lemma {
				t.Fatalf("token %+v is not word %+v", tok, w)
			}
			if w.Head < 0 != (tok.Head < 0) || w.Head >= 0 && int(tok.Head) != sent.First+w.Head {
				t.Fatalf("head of %+v is not that of %+v", tok, w)
			}
		}
	}
	for i := 1; i < len(an.Tokens); i++ {
		a, b := an.Tokens[i-1], an.Tokens[i]
		if b.Start < a.End || b.Space != (b.Start > a.End) {
			t.Fatalf("tokens %+v and %+v", a, b)
		}
	}
}

func TestReadCoNLLUFaults(t *testing.T) {
	for rows, want := range map[string]string{
		"1 a a NN 1 dep _":                      "line 2: heads",
		"1 a a NN 2 dep _\n2 b b NN 1 dep _":    "not a tree",
		"1 a a NN 7 dep _":                      "not a tree",
		"2 a a NN 0 root _":                     "count up",
		"1 a a NOUN 0 root _":                   `line 1: unknown tag "NOUN"`,
		"1 a a NN 0 verb _":                     "unknown relation",
		"1 a a NN -1 dep _":                     "no number",
		"1 a":                                   "ten columns",
		"2-3 ab _ _ _ _ _":                      "range",
		"1-3 ab _ _ _ _ _\n1 a a NN 0 root _":   "range",
		"\xff":                                  "not valid UTF-8",
		"1\t \ta\tX\tNN\t_\t0\troot\t_\t_\n":    "empty form",
		"1 a a NN 0 root _\n1-1 b _ _ _ _ _":    "range",
		"1-1 a _ _ _ _ _\n1-1 a _ _ _ _ _\n\n1": "range",
	} {
		_, err := eval.ReadCoNLLU(strings.NewReader(conllu(rows) + "\n"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", rows, err, want)
		}
	}
}

func TestGoldAnalysisSharesLetters(t *testing.T) {
	for rows, want := range map[string]string{
		"1-2 cannot _ _ _ _ _\n1 can can MD 0 root _\n2 not not RB 1 advmod _":         "can|not",
		"1-2 wanna _ _ _ _ _\n1 want want VB 0 root _\n2 to to TO 1 dep _":             "wann|a",
		"1-2 du _ _ _ _ _\n1 de de IN 0 root _\n2 le le DT 1 dep _":                    "d|u",
		"1-2 à _ _ _ _ _\n1 a a IN 0 root _\n2 la la DT 1 dep _":                       "a|la",
		"1-3 éèüö _ _ _ _ _\n1 abc a IN 0 root _\n2 l l DT 1 dep _\n3 zz l DT 1 dep _": "éè|ü|ö",
	} {
		sents, err := eval.ReadCoNLLU(strings.NewReader(conllu(rows)))
		if err != nil {
			t.Fatal(err)
		}
		an := eval.GoldAnalysis(sents, eval.ByParagraph)
		var got []string
		for i := range an.Tokens {
			got = append(got, an.Text(i))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q, want %s", got, want)
		}
		checkGold(t, an, sents)
	}
}

// The rebuilt text of each sentence is the one that the treebank gives.
func TestTreebanks(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(shared(t, "corpora/gum"), "*.conllu"))
	files = append(files, shared(t, "corpora/ud-ewt/dev.conllu"), shared(t, "corpora/ud-ewt/test.conllu"))
	wrong := 0
	for _, file := range files {
		sents, err := eval.FromFile(file, eval.ReadCoNLLU)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range eval.Documents(sents) {
			checkGold(t, eval.GoldAnalysis(doc, eval.ByParagraph), doc)
		}
		an := eval.GoldAnalysis(sents, eval.BySentence)
		for i, s := range sents {
			b := an.Doc.Blocks[an.Sents[i].Block]
			if got := an.Doc.Text[b.Start:b.End]; got != s.Text {
				t.Logf("%s: %q is %q in the treebank", s.ID, got, s.Text)
				wrong++
			}
		}
	}
	if wrong > 1 { // one sentence of EWT holds a no-break space that no column tells
		t.Errorf("%d sentences differ", wrong)
	}
}

func FuzzReadCoNLLU(f *testing.F) {
	f.Add(conllu(treebank))
	f.Add("1\ta\ta\tX\tNN\t_\t0\troot\t_\tSpaceAfter=No\n")
	f.Fuzz(func(t *testing.T, data string) {
		sents, err := eval.ReadCoNLLU(strings.NewReader(data))
		if err != nil {
			return
		}
		for _, by := range []eval.Blocks{eval.ByParagraph, eval.BySentence} {
			checkGold(t, eval.GoldAnalysis(sents, by), sents)
		}
	})
}
