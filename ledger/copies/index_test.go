package copies_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger/copies"
)

func TestIndex(t *testing.T) {
	var index copies.Index
	if got := index.Candidates(copies.Sketch(document(wire...))); got != nil {
		t.Errorf("an empty index gives %v", got)
	}
	for i, doc := range []*hearsay.Document{document(quoting...), document(half...), document(), document(wire...)} {
		if n := index.Add(copies.Sketch(doc)); n != i || index.Len() != i+1 {
			t.Errorf("document %d is %d of %d", i, n, index.Len())
		}
	}
	got := index.Candidates(copies.Sketch(document(wire...)))
	if len(got) < 2 || got[0] != (copies.Candidate{Doc: 3, Bands: 24}) || got[1].Doc != 1 {
		t.Errorf("candidates %v", got)
	}
	if got := index.Candidates(copies.Signature{}); got != nil {
		t.Errorf("nothing has candidates: %v", got)
	}
}

// A phrase under everything does not make each look at all.
func TestIndexCrowded(t *testing.T) {
	var index copies.Index
	sig := copies.Sketch(document(wire...))
	for range 20_000 {
		index.Add(sig)
	}
	if got := index.Candidates(sig); len(got) != 500 || got[0].Doc != 19_500 {
		t.Errorf("%d candidates from %v on", len(got), got[0])
	}
}

// Of the real copies in a corpus of newspaper stories, the index must bring together
// nearly all, and few besides.
func TestIndexRecall(t *testing.T) {
	names, docs := read(t, shared(t, "corpora/ecb/text"))
	var index copies.Index
	sigs := make([]copies.Signature, len(docs))
	for i, doc := range docs {
		sigs[i] = copies.Sketch(doc)
		index.Add(sigs[i])
	}
	met := make(map[[2]int]bool)
	likely := make(map[[2]int]bool) // those that are worth a look, by outlines
	for i := range docs {
		for _, c := range index.Candidates(sigs[i]) {
			if c.Doc > i {
				met[[2]int{i, c.Doc}] = true
				if sigs[i].Shared(sigs[c.Doc].Outline(), c.Bands) >= copies.Chance {
					likely[[2]int{i, c.Doc}] = true
				}
			}
		}
	}
	copied, found, kept, across := 0, 0, 0, 0
	for i := range docs {
		for j := i + 1; j < len(docs); j++ {
			// All pairs take half a minute, and the same 75 are copies among them.
			similar := copies.Similarity(sigs[i], sigs[j])
			if similar == 0 || similar < .1 && topic(names[i]) != topic(names[j]) {
				continue
			}
			c := copies.Compare(docs[i], docs[j])
			if !c.Is() {
				continue
			}
			copied++
			if met[[2]int{i, j}] {
				found++
				if likely[[2]int{i, j}] {
					kept++
				} else {
					t.Logf("are taken for chance: %s and %s, similarity %.3f", names[i], names[j], c.Similarity)
				}
			} else {
				t.Logf("do not meet: %s and %s, similarity %.3f", names[i], names[j], c.Similarity)
			}
			if topic(names[i]) != topic(names[j]) {
				across++
				t.Errorf("%s and %s are of two stories: %+v", names[i], names[j], c)
			}
		}
	}
	t.Logf("%d of those found are likely by their outlines, of %d that are", kept, len(likely))
	if float64(kept) < .97*float64(found) {
		t.Errorf("%d of %d copies are likely by their outlines", kept, found)
	}
	t.Logf("%d copies, %d of them found by the index, among %d candidates of %d pairs", copied, found, len(met), len(docs)*(len(docs)-1)/2)
	if copied < 70 || copied > 85 || float64(found) < .93*float64(copied) || len(met) > 600 {
		t.Errorf("%d copies, %d found among %d candidates", copied, found, len(met))
	}
}

// An outline that is none, and a text without words, share nothing.
func TestSharedOfNothing(t *testing.T) {
	var none copies.Signature
	some := copies.Sketch(document("One two three four five six seven eight nine ten."))
	if v := some.Shared([]byte("x"), 24); v != 0 {
		t.Errorf("a damaged outline: %v", v)
	}
	if v := some.Shared(none.Outline(), 24); v != 0 {
		t.Errorf("a text without words: %v", v)
	}
	if v := some.Shared(some.Outline(), 24); v != 1 {
		t.Errorf("a text and itself: %v", v)
	}
}

// topic is the number of a text's story in the corpus.
func topic(name string) string { n, _, _ := strings.Cut(name, "_"); return n }

// made is an article of some words, drawn as news draws them: few often, most seldom.
func made(r *rand.Rand, words int) *hearsay.Document {
	var lines []string
	for words > 0 {
		var b strings.Builder
		for range min(words, 40) {
			fmt.Fprintf(&b, "w%d ", int(r.ExpFloat64()*r.ExpFloat64()*800))
		}
		lines, words = append(lines, b.String()), words-40
	}
	return document(lines...)
}

func BenchmarkSketch(b *testing.B) {
	doc := made(rand.New(rand.NewPCG(1, 2)), 750)
	b.ReportAllocs()
	for b.Loop() {
		copies.Sketch(doc)
	}
}

func BenchmarkCompare(b *testing.B) {
	x := made(rand.New(rand.NewPCG(1, 2)), 750)
	y := document(strings.Split(x.Text, "\n\n")[:10]...)
	b.ReportAllocs()
	for b.Loop() {
		copies.Compare(x, y)
	}
}

// BenchmarkCandidates looks up in an index of 200,000 articles of 120 words, of which
// one in ten is a copy that lacks a third of another.
func BenchmarkCandidates(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	var index copies.Index
	var asked []copies.Signature
	for index.Len() < 200_000 {
		doc := made(r, 120)
		sig := copies.Sketch(doc)
		index.Add(sig)
		if index.Len()%10 == 0 {
			index.Add(copies.Sketch(&hearsay.Document{Text: doc.Text, Blocks: doc.Blocks[:2]}))
			asked = append(asked, sig)
		}
	}
	asked = slices.Clip(asked)
	b.ReportAllocs()
	found, i := 0, 0
	for b.Loop() {
		found += len(index.Candidates(asked[i%len(asked)]))
		i++
	}
	b.ReportMetric(float64(found)/float64(i), "candidates/op")
}
