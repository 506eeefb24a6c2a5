package tag

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// Options are the settings of Train; zero values stand for those of the released
// weights.
type Options struct {
	Parts  int // models trained, of which the mean is kept
	Epochs int // of each
	Seed   uint64
	Log    io.Writer // progress; nil for none
}

// Train makes the weight file that New reads from gold tags and lemmas. The
// result depends on the arguments alone.
func Train(docs []*hearsay.Analysis, clusters *model.Clusters, o Options) ([]byte, error) {
	if o.Epochs == 0 {
		o.Epochs = 5
	}
	if o.Parts == 0 {
		o.Parts = 4
	}
	if o.Seed == 0 {
		o.Seed = 7
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	t := &Tagger{clusters: clusters}
	classes, sure := wordClasses(docs)
	t.classes = classes
	mix := model.NewMixture(hearsay.Tags)
	for part := range o.Parts {
		p := model.NewPerceptron(hearsay.Tags)
		rng := rand.New(rand.NewPCG(o.Seed, uint64(part)))
		set := append(docs[:len(docs):len(docs)], recased(docs, rng)...)
		var places []place
		for d := range set {
			for s := range set[d].Sents {
				places = append(places, place{d, s})
			}
		}
		for e := range o.Epochs {
			right, all := 0, 0
			for _, x := range rng.Perm(len(places)) {
				an := set[places[x].doc]
				r, n := t.learn(p, an, &an.Sents[places[x].sent])
				right, all = right+r, all+n
			}
			fmt.Fprintf(o.Log, "tag part %d epoch %d: %.4f right\n", part+1, e+1, float64(right)/float64(all))
		}
		mix.Add(p, leastUpdates)
	}
	out := append([]byte(tagMagic), mix.Build(mostFeatures, smallWeight, 1.0/16).Bytes()...)
	out = appendPairs(out, classes)
	out = appendPairs(out, sure)
	return trainLemmas(docs).append(out), nil
}

const (
	leastUpdates = 4       // that a kept feature took part in, in one part
	mostFeatures = 150_000 // kept
	smallWeight  = .05     // less is left out
)

// place is a sentence of what the tagger is trained on.
type place struct{ doc, sent int }

func (t *Tagger) learn(p *model.Perceptron, an *hearsay.Analysis, sent *hearsay.Sentence) (right, all int) {
	t.set(an, sent)
	p1, p2 := uint32(101), uint32(102)
	for i := range t.words {
		gold := int(an.Tokens[sent.First+i].Tag)
		if gold == 0 {
			p1, p2 = 0, p1
			continue
		}
		t.keys = t.tokenKeys(t.keys[:0], i, p1, p2)
		var scores [hearsay.Tags]float32
		p.Score(t.keys, scores[:])
		best := 1
		for k := 2; k < len(scores); k++ {
			if scores[k] > scores[best] {
				best = k
			}
		}
		p.Step()
		all++
		if best == gold {
			right++
		} else {
			p.Update(t.keys, gold, 1)
			p.Update(t.keys, best, -1)
		}
		p1, p2 = uint32(best), p1 // its own guess, as it will have nothing better
	}
	return right, all
}

// wordClasses counts the tags of each word: classes gives by lower-cased form a
// hash of the tags it has in a twentieth of its places or more, sure by exact form
// the one tag of a frequent word that never has another.
func wordClasses(docs []*hearsay.Analysis) (classes, sure map[uint32]uint32) {
	var forms, exact = map[uint32]*[hearsay.Tags]int{}, map[uint32]*[hearsay.Tags]int{}
	add := func(m map[uint32]*[hearsay.Tags]int, k uint32, tag hearsay.Tag) {
		if m[k] == nil {
			m[k] = new([hearsay.Tags]int)
		}
		m[k][tag]++
	}
	for _, an := range docs {
		for i := range an.Tokens {
			s := an.Text(i)
			add(forms, model.HashLower(s), an.Tokens[i].Tag)
			add(exact, model.HashString(s), an.Tokens[i].Tag)
		}
	}
	classes, sure = map[uint32]uint32{}, map[uint32]uint32{}
	for k, c := range forms {
		n := 0
		for _, m := range c {
			n += m
		}
		if n < 3 {
			continue
		}
		var tags []uint32
		for tag, m := range c {
			if m*20 >= n {
				tags = append(tags, uint32(tag))
			}
		}
		slices.Sort(tags)
		h := uint32(1)
		for _, tag := range tags {
			h = model.Feature2(1, h, tag)
		}
		classes[k] = h
	}
	for k, c := range exact {
		n, top := 0, 0
		for tag, m := range c {
			n += m
			if m > c[top] {
				top = tag
			}
		}
		if n >= 100 && c[top] == n && top != 0 {
			sure[k] = uint32(top)
		}
	}
	return classes, sure
}
