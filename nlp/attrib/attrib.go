// Package attrib finds attributed statements: who is said to have said what, in
// which words of the text.
//
// It works cue first. A first pass labels tokens as source, cue or content, with
// a lexicon of likely cues to lean on; a second labels them again, knowing where
// the first saw cues and therefore what each token is to the nearest of them in
// the tree. Both are linear-chain conditional random fields over hashed features
// of words, tags, the dependency tree and quotation marks. A linker then says
// which source and which contents belong to each cue, and a last step looks for
// statements within statements.
//
// The scores of the passes come through one interface, so that another model can
// stand in for the linear one; decoding, linking and nesting stay.
package attrib

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// passes is the number of times the labeller goes over a document.
const passes = 2

// weights is what training leaves: shared by clones, never written to.
type weights struct {
	clusters *model.Clusters
	cues     lexicon
	emit     [passes]*model.Linear
	trans    [passes]transitions
	expTrans [passes]transitions
	link     [linkers]*model.Linear
}

// Attributor finds the attributions of analysed documents. It holds work space
// and is for one goroutine; Clone makes another that shares its weights.
type Attributor struct {
	*weights
	view  view
	cand  cues
	lat   lattice
	guess []label
	next  []label
	surer []float32 // probability of each token's label
	pcue  []float32 // probability of a token being part of a cue
	raw   []int32
	x     extractor
	link  linker
}

const attribMagic = "HSA1"

var errAttrib = errors.New("damaged attribution model")

// New reads the weight file that Train wrote.
func New(data []byte, clusters *model.Clusters) (*Attributor, error) {
	w := &weights{clusters: clusters}
	if len(data) < len(attribMagic) || string(data[:len(attribMagic)]) != attribMagic {
		return nil, fmt.Errorf("read attribution model: %w: wrong magic", errAttrib)
	}
	var err error
	if w.cues, data, err = readLexicon(data[len(attribMagic):]); err != nil {
		return nil, fmt.Errorf("read attribution model: %w", err)
	}
	for p := range passes {
		if w.emit[p], data, err = model.ReadLinear(data); err != nil {
			return nil, fmt.Errorf("read attribution model, pass %d: %w", p+1, err)
		}
		if w.emit[p].Labels() != labels {
			return nil, fmt.Errorf("read attribution model: %w: %d labels", errAttrib, w.emit[p].Labels())
		}
		if data, err = w.trans[p].read(data); err != nil {
			return nil, fmt.Errorf("read attribution model, pass %d: %w", p+1, err)
		}
		w.trans[p].exponentials(&w.expTrans[p])
	}
	for k := range linkers {
		if w.link[k], data, err = model.ReadLinear(data); err != nil {
			return nil, fmt.Errorf("read attribution model, links: %w", err)
		}
	}
	return &Attributor{weights: w, raw: make([]int32, 8)}, nil
}

// Clone makes an Attributor for another goroutine.
func (a *Attributor) Clone() *Attributor {
	return &Attributor{weights: a.weights, raw: make([]int32, 8)}
}

// Attribute finds the attributions of an, which has been tokenised, tagged and
// parsed. They come in the order of their contents; one that lies in another's
// content follows it.
func (a *Attributor) Attribute(an *hearsay.Analysis) []hearsay.Attribution {
	a.view.load(an, a.clusters)
	a.label()
	return a.assemble()
}

// label sets guess to the labels of the last pass, for every token.
func (a *Attributor) label() {
	n := len(a.view.words)
	a.guess, a.next = sized(a.guess, n), sized(a.next, n)
	a.surer, a.pcue = sized(a.surer, n), sized(a.pcue, n)
	a.cand.level = sized(a.cand.level, n)
	for p := range passes {
		a.prepare(p)
		clear(a.next) // tokens of no block are outside
		for b := range a.view.blocks {
			a.decode(p, &a.view.blocks[b])
		}
		a.guess, a.next = a.next, a.guess
	}
}

// The leanings of the last pass: what the first label of a span gains over being
// outside. The field is trained for likelihood and shy of spans; people who read
// its output, and the F1 of spans, want them a little bolder. Chosen on the
// development part of PolNeAR.
const (
	leanSource  = .3
	leanCue     = .3
	leanContent = .3
)

// prepare sets the candidates for cues, and the extractor, for pass p.
func (a *Attributor) prepare(p int) {
	a.x = extractor{v: &a.view, c: &a.cand, base: uint32(p) * tplSecond, keys: a.x.keys}
	if p == 0 {
		a.cues.levels(&a.view, a.cand.level)
	} else {
		a.x.guess = a.guess
		guessLevels(&a.view, a.guess, a.pcue, a.cand.level)
	}
	a.cand.find(&a.view)
}

// levels sets the level of every token by the lexicon alone.
func (x lexicon) levels(v *view, level []uint8) {
	for i := range v.words {
		level[i] = x[cueKey(&v.words[i])]
	}
}

func cueKey(w *word) uint32 { return model.Feature2(1, w.lemma, tagClass(w.tag)) }

// tagClass folds the forms of verbs and nouns together.
func tagClass(t uint32) uint32 {
	switch tag := hearsay.Tag(t); {
	case tag.Verb():
		return uint32(hearsay.TagVB)
	case tag.Noun():
		return uint32(hearsay.TagNN)
	}
	return t
}

// guessLevels sets levels by what the pass before found: the head of a cue it
// labelled counts by its probability, other tokens if they may well be one.
func guessLevels(v *view, guess []label, pcue []float32, level []uint8) {
	clear(level)
	for i := 0; i < len(guess); i++ {
		if guess[i].role() != roleCue {
			if pcue[i] > .2 && !v.words[i].punct {
				level[i] = 1
			}
			continue
		}
		j := i + 1
		for j < len(guess) && guess[j] == insideCue {
			j++
		}
		h := headOf(v, i, j)
		level[h] = 2
		if pcue[h] > .6 {
			level[h] = 3
		}
		if pcue[h] > .9 {
			level[h] = 4
		}
		i = j - 1
	}
}

// headOf is the token of first to last-1 that the others hang from: one whose
// head lies outside, a verb or noun before others, else the last.
func headOf(v *view, first, last int) int {
	best, score := last-1, -1
	for i := first; i < last; i++ {
		w := &v.words[i]
		if w.punct {
			continue
		}
		s := 0
		if h := int(w.head); h < first || h >= last {
			s += 2
		}
		if t := hearsay.Tag(w.tag); t.Verb() {
			s += 2
		} else if t.Noun() {
			s++
		}
		if s > score {
			best, score = i, s
		}
	}
	return best
}

// decode labels one block in pass p.
func (a *Attributor) decode(p int, b *block) {
	n := b.Last - b.First
	if n == 0 {
		return
	}
	a.lat.size(n)
	scale := a.emit[p].Scale()
	for i := range n {
		clear(a.raw)
		a.emit[p].Score(a.x.token(b, b.First+i), a.raw)
		for y := range labels {
			a.lat.emit[i][y] = float32(a.raw[y]) * scale
		}
		if p == passes-1 {
			a.lat.emit[i][beginSource] += leanSource
			a.lat.emit[i][beginCue] += leanCue
			a.lat.emit[i][beginContent] += leanContent
		}
		a.lat.seam[i] = a.view.seam(b, b.First+i)
	}
	out := a.next[b.First:b.Last]
	a.lat.viterbi(&a.trans[p], out)
	a.lat.marginals(&a.expTrans[p])
	for i, y := range out {
		post := &a.lat.post[i]
		a.surer[b.First+i] = post[y]
		a.pcue[b.First+i] = post[beginCue] + post[insideCue]
	}
}

// seam classes the place before token i of a block.
func (v *view) seam(b *block, i int) uint8 {
	w := &v.words[i]
	if i == b.First {
		return 0
	}
	p := &v.words[i-1]
	switch {
	case p.sent != w.sent && (p.quote == quoteIn || w.quote == quoteIn):
		return 1
	case p.sent != w.sent:
		return 2
	case w.quote == quoteOpens:
		return 3
	case p.quote == quoteOpens:
		return 4
	case p.quote == quoteCloses:
		return 5
	case w.quote == quoteCloses:
		return 6
	case w.punct:
		return 7
	case p.punct:
		return 8
	}
	return 9
}

func (t *transitions) append(out []byte) []byte {
	for s := range t {
		for k := range t[s] {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(t[s][k]))
		}
	}
	return out
}

func (t *transitions) read(data []byte) ([]byte, error) {
	if len(data) < 4*seams*arcCount {
		return nil, fmt.Errorf("%w: transitions", errAttrib)
	}
	for s := range t {
		for k := range t[s] {
			t[s][k] = math.Float32frombits(binary.LittleEndian.Uint32(data))
			data = data[4:]
		}
	}
	return data, nil
}
