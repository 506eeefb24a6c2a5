package attrib

import (
	"fmt"
	"io"
	"math/rand/v2"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/model/crf"
)

// Gold is one annotated document to train on: its analysis, tagged and parsed by
// the project's own models, and the attributions that people marked in it.
// Weight is 1 for what people marked, less for what another model did.
type Gold struct {
	An           *hearsay.Analysis
	Attributions []hearsay.Attribution
	Article      string
	Weight       float32
}

// Options are the settings of Train; zero values stand for the ones that the
// released weights were trained with.
type Options struct {
	Epochs int
	Least  int // tokens that a feature must occur at
	Seed   uint64
	// Features is the number of features to keep: half-way through the epochs
	// those with small weights go, and the others learn on without them.
	Features int
	Log      io.Writer // progress; nil for none
}

func (o *Options) defaults() {
	if o.Epochs == 0 {
		o.Epochs = 10
	}
	if o.Least == 0 {
		o.Least = 3
	}
	if o.Features == 0 {
		o.Features = 200_000
	}
	if o.Seed == 0 {
		o.Seed = 17
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
}

// Train makes the weight file that New reads. It depends on its arguments alone.
func Train(docs []Gold, clusters *model.Clusters, o Options) ([]byte, error) {
	o.defaults()
	t := &trainer{Options: o, docs: docs, a: &Attributor{weights: &weights{clusters: clusters}, lat: fieldShape.NewLattice(), raw: make([]int32, 8)}}
	t.golds = make([][]label, len(docs))
	for d := range docs {
		t.golds[d] = goldLabels(docs[d].An, docs[d].Attributions)
	}
	t.a.cues = t.lexicon()
	out := t.a.cues.encode()
	c := t.chain()
	b := model.NewBuilder(labels, 1.0/512)
	for r := range c.Table.Len() {
		b.Add(c.Table.Key(r), c.Weight(r))
	}
	data := b.Bytes()
	fmt.Fprintf(o.Log, "chain: %d features, %d bytes\n", b.Features(), len(data))
	out = append(out, data...)
	out = c.Trans.Append(out)
	for k := range linkers {
		out = append(out, t.links(k)...)
	}
	return append([]byte(attribMagic), out...), nil
}

type trainer struct {
	Options
	docs  []Gold
	golds [][]label
	a     *Attributor
}

// goldLabels turns marked spans into a label for each token. Where two spans
// claim a token the first keeps it; PolNeAR means each token to have one role.
func goldLabels(an *hearsay.Analysis, atts []hearsay.Attribution) []label {
	out := make([]label, len(an.Tokens))
	mark := func(spans []hearsay.Span, begin label) {
		for _, s := range spans {
			first, last := tokensIn(an, s)
			free := first < last
			for i := first; i < last; i++ {
				free = free && out[i] == outside
			}
			for i := first; free && i < last; i++ {
				out[i] = begin + 1
			}
			if free {
				out[first] = begin
			}
		}
	}
	for k := range atts {
		mark(atts[k].Source, beginSource)
		mark(atts[k].Cue, beginCue)
		mark(atts[k].Content, beginContent)
	}
	blocks := -1
	for _, s := range an.Sents { // no span runs over the edge of a block
		if s.Block != blocks && s.First < s.Last && out[s.First] != outside && !out[s.First].begins() {
			out[s.First]--
		}
		blocks = s.Block
	}
	return out
}

// tokensIn gives the tokens of which at least half lies in s.
func tokensIn(an *hearsay.Analysis, s hearsay.Span) (first, last int) {
	lo, hi := 0, len(an.Tokens)
	for lo < hi {
		m := (lo + hi) / 2
		if an.Tokens[m].End <= s.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	inside := func(t *hearsay.Token) bool {
		return 2*(min(t.End, s.End)-max(t.Start, s.Start)) >= t.Len()
	}
	for lo < len(an.Tokens) && an.Tokens[lo].Start < s.End && !inside(&an.Tokens[lo]) {
		lo++
	}
	hi = lo
	for hi < len(an.Tokens) && an.Tokens[hi].Start < s.End && inside(&an.Tokens[hi]) {
		hi++
	}
	return lo, hi
}

// lexicon counts how often each lemma was part of a cue, by people's word alone: an
// encoder is trained on the levels that come of it.
func (t *trainer) lexicon() lexicon {
	cue, all := map[uint32]int{}, map[uint32]int{}
	for d := range t.docs {
		if t.docs[d].Weight < 1 {
			continue
		}
		t.a.view.load(t.docs[d].An, t.a.clusters)
		for i := range t.a.view.words {
			k := cueKey(&t.a.view.words[i])
			all[k]++
			if t.golds[d][i].role() == roleCue {
				cue[k]++
			}
		}
	}
	x := lexicon{}
	for k, n := range cue {
		if l := cueLevel(n, all[k]); l > 0 {
			x[k] = l
		}
	}
	return x
}

// chain trains the labeller.
func (t *trainer) chain() *crf.Trainer {
	table := t.features()
	var examples []crf.Example
	var cur crf.Example
	t.each(func(b *block, i int, keys []uint32) {
		rows := make([]int32, 0, len(keys))
		for _, k := range keys {
			if r := table.Row(k); r >= 0 {
				rows = append(rows, r)
			}
		}
		cur.Rows = append(cur.Rows, rows)
		cur.Seam = append(cur.Seam, t.a.view.seam(b, i))
	}, func(d int, b *block) {
		cur.Gold = bytesOf(t.golds[d][b.First:b.Last])
		cur.Weight = t.docs[d].Weight
		examples = append(examples, cur)
		cur = crf.Example{}
	})
	c := fieldShape.NewTrainer(table, crf.Options{Rate: .006, Decay: 1e-6, Epsilon: 1e-3})
	rng := rand.New(rand.NewPCG(t.Seed, 0))
	for e := range t.Epochs {
		if e == t.Epochs/2 {
			c.Prune(t.Features, examples)
			fmt.Fprintf(t.Log, "chain: %d of %d features kept\n", c.Table.Len(), table.Len())
		}
		loss := c.Epoch(examples, rng)
		if e > t.Epochs/2 {
			c.Keep()
		}
		fmt.Fprintf(t.Log, "chain epoch %d: loss %.4f a token\n", e+1, loss)
	}
	c.Settle()
	return c
}

// features numbers the features that occur often enough.
func (t *trainer) features() *model.Table {
	count := model.NewTable()
	var times []int32
	t.each(func(_ *block, _ int, keys []uint32) {
		for _, k := range keys {
			r := count.Add(k)
			for int(r) >= len(times) {
				times = append(times, 0)
			}
			times[r]++
		}
	}, func(int, *block) {})
	table := model.NewTable()
	for r, n := range times {
		if int(n) >= t.Least {
			table.Add(count.Key(r))
		}
	}
	return table
}

// each goes over the tokens of all documents, giving their keys; done is called
// after each block.
func (t *trainer) each(token func(b *block, i int, keys []uint32), done func(d int, b *block)) {
	a := t.a
	for d := range t.docs {
		a.view.load(t.docs[d].An, a.clusters)
		a.cand.level = sized(a.cand.level, len(a.view.words))
		a.cues.levels(&a.view, a.cand.level)
		a.cand.find(&a.view)
		a.x = extractor{v: &a.view, c: &a.cand, keys: a.x.keys}
		for k := range a.view.blocks {
			b := &a.view.blocks[k]
			for i := b.First; i < b.Last; i++ {
				token(b, i, a.x.token(b, i))
			}
			if b.Last > b.First {
				done(d, b)
			}
		}
	}
}
