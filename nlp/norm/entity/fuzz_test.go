package entity_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
)

// FuzzFind checks that names lie inside sentences, in order and apart.
func FuzzFind(f *testing.F) {
	x := load(f)
	f.Add("Orla Lund of the U.N. said “no” to AL-Masri's 9/11 PANEL \u0301 שלום 😀 Élan İ")
	f.Add("THE REPORT OF THE OF AND 5 Star - - van der BERG and and and X")
	f.Add(strings.Repeat("A", 300) + " " + strings.Repeat("B ", 50))
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := article.Parse([]byte(text), article.Options{Path: "a.txt", Language: "en"})
		if err != nil {
			return
		}
		an, err := x.p.Analyse(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, an, x.find(t, x.r, an))
	})
}

func sound(t *testing.T, an *hearsay.Analysis, found []entity.Mention) {
	t.Helper()
	last, s := 0, 0
	for _, m := range found {
		if m.First < last || m.Last <= m.First || m.Last > len(an.Tokens) {
			t.Fatalf("tokens [%d, %d) after %d of %d", m.First, m.Last, last, len(an.Tokens))
		}
		for an.Sents[s].Last <= m.First {
			s++
		}
		if m.Last > an.Sents[s].Last {
			t.Fatalf("tokens [%d, %d) cross the sentence that ends at %d", m.First, m.Last, an.Sents[s].Last)
		}
		if m.Kind == entity.None || m.Kind > entity.Other || !(m.Score >= 0 && m.Score <= 1) {
			t.Fatalf("%+v", m)
		}
		last = m.Last
	}
}

func TestDamagedWeights(t *testing.T) {
	for _, data := range []string{"", "HSE", "HSE1", "HSE1\x00", "HSE1\x01\x05", "HSE1\x00HSL1\x09\x00\x00", "HSE1\xff\xff\xff\xff\xff\x0f"} {
		if _, err := entity.New([]byte(data), nil); err == nil {
			t.Errorf("%q: no error", data)
		}
	}
	data := file(t, "entity.bin")
	for _, cut := range []int{1, 100, len(data) / 2, len(data) - 8} {
		if _, err := entity.New(data[:len(data)-cut], nil); err == nil {
			t.Errorf("%d bytes cut off: no error", cut)
		}
	}
	if _, err := entity.New(append(data[:len(data):len(data)], 0), nil); err == nil {
		t.Error("a byte too many: no error")
	}
}

// TestTrain trains on a few sentences, twice: the bytes must be the same, and the
// recognizer must have learnt them.
func TestTrain(t *testing.T) {
	var gold []entity.Gold
	for k := range 40 {
		first := []string{"Orla", "Ivan", "Nadia", "Peter"}[k%4]
		an := words(first + " Lund left Norway .")
		an.Tokens[0].Tag, an.Tokens[1].Tag, an.Tokens[2].Tag, an.Tokens[3].Tag = hearsay.TagNNP, hearsay.TagNNP, hearsay.TagVBD, hearsay.TagNNP
		gold = append(gold, entity.Gold{An: an, Article: string(rune('a' + k)),
			Names: []entity.Mention{{First: 0, Last: 2, Kind: entity.Person}, {First: 3, Last: 4, Kind: entity.Place}}})
	}
	clusters, err := model.ReadClusters(file(t, "clusters.bin"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := entity.Train(gold, clusters, entity.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := entity.Train(gold, clusters, entity.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(b) {
		t.Error("training twice gives different bytes")
	}
	r, err := entity.New(a, clusters)
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Clone().Find(t.Context(), gold[0].An, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Kind != entity.Person || got[0].Last != 2 || got[1].Kind != entity.Place {
		t.Errorf("learnt %v", got)
	}
}

// TestWith checks that a second scorer's scores are heeded.
func TestWith(t *testing.T) {
	x := load(t)
	an := x.analyse(t, "The report by Orla Lund was false.")
	if got := x.find(t, x.r.With(nothing{}, 0), an); len(got) != 0 {
		t.Errorf("found %v against the second scorer", got)
	}
	if got := x.find(t, x.r.With(nothing{}, 100), an); len(got) != 1 {
		t.Errorf("found %v, with a second scorer that is not to be asked", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.r.With(nothing{}, 0).Find(ctx, an, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// nothing is a scorer to which all is outside of names.
type nothing struct{}

func (nothing) Score(ctx context.Context, _ *hearsay.Analysis, sentences [][2]int, _ []uint8, out [][entity.Labels]float32) error {
	for _, s := range sentences {
		for i := s[0]; i < s[1]; i++ {
			out[i] = [entity.Labels]float32{1000}
		}
	}
	return ctx.Err()
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
	an.Sents = append(an.Sents, hearsay.Sentence{Last: len(an.Tokens)})
	return an
}

// BenchmarkFind reads an article of 750 words.
func BenchmarkFind(b *testing.B) {
	x := load(b)
	text := strings.Repeat("The minister's spokesman, Orla Lund, said on Monday that at least 300 soldiers from North Korea had been killed near the bridge. "+
		"The report, which the Harbour Times carried, could not be confirmed, and officials in Oslo did not say who had written it or when it was made.\n\n", 15)
	an := x.analyse(b, text)
	var out []entity.Mention
	b.ReportAllocs()
	for b.Loop() {
		out, _ = x.r.Find(b.Context(), an, out[:0])
	}
	b.ReportMetric(float64(len(an.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric(float64(len(out)), "names")
}
