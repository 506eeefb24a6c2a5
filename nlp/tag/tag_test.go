package tag_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/tag"
)

func clusters(t testing.TB) *model.Clusters {
	t.Helper()
	data, err := model.Weights("clusters.bin")
	if err != nil {
		t.Fatal(err)
	}
	c, err := model.ReadClusters(data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// load gives the tagger with the embedded weights.
func load(t testing.TB) *tag.Tagger {
	t.Helper()
	data, err := model.Weights("tag.bin")
	if err != nil {
		t.Skip("no tagger has been trained yet")
	}
	tagger, err := tag.New(data, clusters(t))
	if err != nil {
		t.Fatal(err)
	}
	return tagger
}

// words makes an analysis of one sentence of words set apart by spaces.
func words(text string) *hearsay.Analysis {
	an := &hearsay.Analysis{Doc: &hearsay.Document{Text: text}}
	at := 0
	for _, w := range strings.Fields(text) {
		start := at + strings.Index(text[at:], w)
		at = start + len(w)
		an.Tokens = append(an.Tokens, hearsay.Token{Span: hearsay.Span{Start: start, End: at}, Head: -1, Space: true})
	}
	if len(an.Tokens) > 0 {
		an.Sents = append(an.Sents, hearsay.Sentence{Last: len(an.Tokens)})
	}
	return an
}

func TestTags(t *testing.T) {
	tagger := load(t)
	for _, c := range [][2]string{
		{"The ministry said on Monday that 300 soldiers had been killed .", "DT NN VBD IN NNP IN CD NNS VBD VBN VBN ."},
		{"\" We will not talk , \" he said .", "`` PRP MD RB VB , '' PRP VBD ."},
		{"“ We will not talk , ” he said .", "`` PRP MD RB VB , '' PRP VBD ."},
		{"He did n't say who killed the president 's brother .", "PRP VBD RB VB WP VBD DT NN POS NN ."},
		{"He did n’t say who killed the president ’s brother .", "PRP VBD RB VB WP VBD DT NN POS NN ."},
		{"THE REPORT WAS FALSE .", "DT NN VBD JJ ."},
	} {
		an := words(c[0])
		tagger.Tag(an)
		var got []string
		for i := range an.Tokens {
			got = append(got, an.Tokens[i].Tag.String())
		}
		if g := strings.Join(got, " "); g != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], g, c[1])
		}
	}
}

func TestLemmas(t *testing.T) {
	tagger := load(t)
	for _, c := range [][2]string{
		{"The ministries denied that the soldiers had been captured .", "the ministry deny that the soldier have be capture ."},
		{"He was told they were leaving .", "he be tell they be leave ."},
		{"It ca n't be better .", "it can not be good ."},
		{"Two women said the children 's houses were hit .", "two woman say the child 's house be hit ."},
	} {
		an := words(c[0])
		tagger.Tag(an)
		var got []string
		for i := range an.Tokens {
			got = append(got, an.Tokens[i].Lemma)
		}
		if g := strings.Join(got, " "); g != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], g, c[1])
		}
	}
}

// TestTrain trains on a handful of sentences, twice: the bytes must be the same,
// and the tagger must have learnt them.
func TestTrain(t *testing.T) {
	var docs []*hearsay.Analysis
	for range 120 {
		an := words("The ministry denied the report .")
		for i, name := range strings.Fields("DT NN VBD DT NN .") {
			an.Tokens[i].Tag, _ = hearsay.ParseTag(name)
			an.Tokens[i].Lemma = strings.ToLower(an.Text(i))
		}
		an.Tokens[2].Lemma = "deny"
		docs = append(docs, an)
	}
	c := clusters(t)
	a, err := tag.Train(docs, c, tag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := tag.Train(docs, c, tag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(b) {
		t.Error("training twice gives different bytes")
	}
	tagger, err := tag.New(a, c)
	if err != nil {
		t.Fatal(err)
	}
	an := words("The report denied the ministry .")
	tagger.Clone().Tag(an)
	if an.Tokens[2].Tag != hearsay.TagVBD || an.Tokens[2].Lemma != "deny" || an.Tokens[0].Lemma != "the" {
		t.Errorf("learnt %v", an.Tokens)
	}
}

func TestDamagedWeights(t *testing.T) {
	for _, data := range []string{"", "HST", "HST1", "HST1HSL1", "HST1HSL1\x31\x00\x00"} {
		if _, err := tag.New([]byte(data), nil); err == nil {
			t.Errorf("%q: no error", data)
		}
	}
}

func FuzzTag(f *testing.F) {
	tagger := load(f)
	f.Add("The ministry SAID “ no ” 9/11 \u0301 שלום 😀")
	f.Fuzz(func(t *testing.T, text string) {
		an := words(strings.ToValidUTF8(text, "?"))
		tagger.Tag(an)
		for i := range an.Tokens {
			if tok := &an.Tokens[i]; tok.Tag == hearsay.TagNone || int(tok.Tag) >= hearsay.Tags || tok.Lemma == "" {
				t.Fatalf("token %q: tag %v lemma %q", an.Text(i), tok.Tag, tok.Lemma)
			}
		}
	})
}

func BenchmarkTag(b *testing.B) {
	tagger := load(b)
	an := words(strings.Repeat("The minister 's spokesman , Orla Lund , said on Monday that at least 300 soldiers had been killed near the bridge . ", 20))
	an.Sents = an.Sents[:0]
	for first := 0; first < len(an.Tokens); first += 23 {
		an.Sents = append(an.Sents, hearsay.Sentence{First: first, Last: min(first+23, len(an.Tokens))})
	}
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		tagger.Tag(an)
		n += len(an.Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}
