package nlp_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/nlp/attrib"
	"github.com/hearsay-news/hearsay/nlp/encoder"
	"github.com/hearsay-news/hearsay/training"
)

// The labels that PyTorch gives the development part of PolNeAR with the weights
// before they were quantised (train/reference.py labels) are those that the
// encoder gives, all but one in a hundred, and as good: some 1,900 sentences.
func TestLabelsAreTheReferences(t *testing.T) {
	shared := os.Getenv("HEARSAY_SHARED")
	if shared == "" {
		shared = "../../shared"
	}
	dir := filepath.Join(shared, "corpora", "polnear", "dev")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpora: ", err)
	}
	packed, err := os.ReadFile("testdata/reader-labels.gz")
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	reference := strings.Split(strings.TrimSpace(string(data)), "\n")

	weights := func(name string) []byte {
		data, err := model.Weights(name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	w := nlp.Weights{Clusters: weights("clusters.bin"), Tag: weights("tag.bin"), Parse: weights("parse.bin")}
	gold, err := training.ReadPolnear(dir, w)
	if err != nil {
		t.Fatal(err)
	}
	if len(gold) != len(reference) {
		t.Fatalf("%d annotated articles, the reference has %d", len(gold), len(reference))
	}
	clusters, err := model.ReadClusters(w.Clusters)
	if err != nil {
		t.Fatal(err)
	}
	a, err := attrib.New(weights("attrib.bin"), clusters)
	if err != nil {
		t.Fatal(err)
	}
	words, err := encoder.NewWords(weights("words.bin"))
	if err != nil {
		t.Fatal(err)
	}
	reader, err := encoder.NewReader(weights("reader.bin"), words)
	if err != nil {
		t.Fatal(err)
	}
	same, all := 0, 0
	var ours, theirs spanScore
	for k := range gold {
		got, right, err := a.Alone(context.Background(), reader, reader.Transitions(), &gold[k])
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(reference[k]) {
			t.Fatalf("%s: %d labels, the reference has %d", gold[k].Article, len(got), len(reference[k]))
		}
		for i := range got {
			all++
			if got[i] == reference[k][i]-'0' {
				same++
			}
		}
		ours.add(right, got)
		theirs.add(right, []byte(strings.Map(func(r rune) rune { return r - '0' }, reference[k])))
	}
	t.Logf("%d of %d labels as PyTorch gives them unquantised (%.2f %%)", same, all, 100*float64(same)/float64(all))
	if 100*same < 99*all {
		t.Error("fewer than 99 in a hundred labels agree")
	}
	for role, name := range []string{"source", "cue", "content"} {
		f, g := ours.f1(role), theirs.f1(role)
		t.Logf("exact F1 of %s on our own tokens: %.2f, unquantised %.2f", name, f, g)
		if f < g-.3 {
			t.Errorf("%s loses more than .3 to quantisation", name)
		}
	}
}

// spanScore counts spans of each role: right, found, and there to find.
type spanScore struct{ right, found, gold [3]int }

func (s *spanScore) add(gold, found []byte) {
	g, f := labelled(gold), labelled(found)
	for x := range g {
		s.gold[x[0]]++
	}
	for x := range f {
		s.found[x[0]]++
		if g[x] {
			s.right[x[0]]++
		}
	}
}

func (s *spanScore) f1(role int) float64 {
	return 200 * float64(s.right[role]) / float64(s.found[role]+s.gold[role])
}

// labelled gives the spans of labels: role, first, last.
func labelled(labels []byte) map[[3]int]bool {
	out := map[[3]int]bool{}
	for i := 0; i < len(labels); {
		role, j := int(labels[i]+1)/2, i+1
		for role > 0 && j < len(labels) && int(labels[j]) == 2*role {
			j++
		}
		if role > 0 {
			out[[3]int{role - 1, i, j}] = true
		}
		i = j
	}
	return out
}
