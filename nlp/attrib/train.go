package attrib

import (
	"fmt"
	"io"
	"math/rand/v2"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// Gold is one annotated document to train on: its analysis, tagged and parsed by
// the project's own models, and the attributions that people marked in it.
// Documents of one Article are kept in one fold; Weight is 1 for an article with
// one annotator, less for each copy of one with several.
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
	Folds  int // of jack-knifing between the passes
	Least  int // tokens that a feature must occur at
	Seed   uint64
	// Features is the number of features a pass keeps: half-way through its
	// epochs those with small weights go and the others learn on without them.
	Features int
	Log      io.Writer // progress; nil for none
}

func (o *Options) defaults() {
	if o.Epochs == 0 {
		o.Epochs = 8
	}
	if o.Folds == 0 {
		o.Folds = 4
	}
	if o.Least == 0 {
		o.Least = 4
	}
	if o.Features == 0 {
		o.Features = 100_000
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
	t := &trainer{Options: o, docs: docs, a: &Attributor{weights: &weights{clusters: clusters}, raw: make([]int32, 8)}}
	t.golds = make([][]label, len(docs))
	for d := range docs {
		t.golds[d] = goldLabels(docs[d].An, docs[d].Attributions)
	}
	t.a.cues = t.lexicon()
	t.guess = make([][]label, len(docs))
	t.pcue = make([][]float32, len(docs))
	out := t.a.cues.encode()
	for p := range passes {
		if p+1 < passes {
			t.jackknife(p)
		}
		c := t.pass(p, func(int) bool { return true })
		b := model.NewBuilder(labels, 1.0/512)
		for r := range c.weight {
			b.Add(c.table.Key(r), c.weight[r][:])
		}
		data := b.Bytes()
		fmt.Fprintf(o.Log, "pass %d: %d features, %d bytes\n", p+1, b.Features(), len(data))
		out = append(out, data...)
		out = c.trans.append(out)
		t.swap()
	}
	for k := range linkers {
		out = append(out, t.links(k)...)
	}
	return append([]byte(attribMagic), out...), nil
}

type trainer struct {
	Options
	docs     []Gold
	golds    [][]label
	guess    [][]label // of the pass before, jack-knifed
	pcue     [][]float32
	newGuess [][]label
	newCue   [][]float32
	a        *Attributor
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

// lexicon counts how often each lemma was part of a cue.
func (t *trainer) lexicon() lexicon {
	cue, all := map[uint32]int{}, map[uint32]int{}
	for d := range t.docs {
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

// jackknife fills newGuess and newCue: each fold's documents labelled by a model
// trained on the others, so that the next pass learns from guesses as good as
// those it will get.
func (t *trainer) jackknife(p int) {
	fold := t.folds()
	t.newGuess, t.newCue = make([][]label, len(t.docs)), make([][]float32, len(t.docs))
	for k := range t.Folds {
		c := t.pass(p, func(d int) bool { return fold[d] != k })
		t.infer(p, c, func(d int) bool { return fold[d] == k })
	}
}

func (t *trainer) swap() { t.guess, t.pcue = t.newGuess, t.newCue }

// folds deals the articles out, all copies of one to the same fold.
func (t *trainer) folds() []int {
	of, out := map[string]int{}, make([]int, len(t.docs))
	for d := range t.docs {
		f, ok := of[t.docs[d].Article]
		if !ok {
			f = len(of) % t.Folds
			of[t.docs[d].Article] = f
		}
		out[d] = f
	}
	return out
}

// pass trains one labeller on the documents that take says.
func (t *trainer) pass(p int, take func(d int) bool) *crf {
	count := model.NewTable()
	var times []int32
	t.each(p, take, func(_ *block, _ int, keys []uint32) {
		for _, k := range keys {
			r := count.Add(k)
			for int(r) >= len(times) {
				times = append(times, 0)
			}
			times[r]++
		}
	}, nil)
	table := model.NewTable()
	for r, n := range times {
		if int(n) >= t.Least {
			table.Add(count.Key(r))
		}
	}
	count, times = nil, nil
	var examples []example
	var cur example
	t.each(p, take, func(b *block, i int, keys []uint32) {
		rows := make([]int32, 0, len(keys))
		for _, k := range keys {
			if r := table.Row(k); r >= 0 {
				rows = append(rows, r)
			}
		}
		cur.rows = append(cur.rows, rows)
		cur.seam = append(cur.seam, t.a.view.seam(b, i))
	}, func(d int, b *block) {
		cur.gold = t.golds[d][b.First:b.Last]
		cur.weight = t.docs[d].Weight
		examples = append(examples, cur)
		cur = example{}
	})
	c := newCRF(table.Len(), table)
	rng := rand.New(rand.NewPCG(t.Seed, uint64(p)))
	for e := range t.Epochs {
		if e == t.Epochs/2 {
			c.prune(t.Features, examples)
			fmt.Fprintf(t.Log, "pass %d: %d of %d features kept\n", p+1, len(c.weight), table.Len())
		}
		loss := c.epoch(examples, rng)
		if e > t.Epochs/2 {
			c.keep()
		}
		fmt.Fprintf(t.Log, "pass %d epoch %d: loss %.4f a token\n", p+1, e+1, loss)
	}
	c.settle()
	return c
}

// each goes over the tokens of the documents that take says, giving their keys;
// done is called after each block.
func (t *trainer) each(p int, take func(d int) bool, token func(b *block, i int, keys []uint32), done func(d int, b *block)) {
	a := t.a
	for d := range t.docs {
		if !take(d) {
			continue
		}
		a.view.load(t.docs[d].An, a.clusters)
		a.cand.level = sized(a.cand.level, len(a.view.words))
		a.guess, a.pcue = t.guess[d], t.pcue[d]
		a.prepare(p)
		for k := range a.view.blocks {
			b := &a.view.blocks[k]
			for i := b.First; i < b.Last; i++ {
				token(b, i, a.x.token(b, i))
			}
			if done != nil && b.Last > b.First {
				done(d, b)
			}
		}
	}
}

// infer labels documents by a labeller in training.
func (t *trainer) infer(p int, c *crf, take func(d int) bool) {
	var et transitions
	c.trans.exponentials(&et)
	var l lattice
	var ex example
	t.each(p, take, func(b *block, i int, keys []uint32) {
		rows := make([]int32, 0, len(keys))
		for _, k := range keys {
			if r := c.table.Row(k); r >= 0 {
				rows = append(rows, r)
			}
		}
		ex.rows = append(ex.rows, rows)
		ex.seam = append(ex.seam, t.a.view.seam(b, i))
	}, func(d int, b *block) {
		if t.newGuess[d] == nil {
			t.newGuess[d] = make([]label, len(t.a.view.words))
			t.newCue[d] = make([]float32, len(t.a.view.words))
		}
		c.emissions(&ex, &l)
		l.viterbi(&c.trans, t.newGuess[d][b.First:b.Last])
		l.marginals(&et)
		for i := range ex.rows {
			t.newCue[d][b.First+i] = l.post[i][beginCue] + l.post[i][insideCue]
		}
		ex = example{rows: ex.rows[:0], seam: ex.seam[:0]}
	})
	for d := range t.docs {
		if take(d) && t.newGuess[d] == nil {
			t.newGuess[d], t.newCue[d] = []label{}, []float32{}
		}
	}
}
