// Package encoder reads text with a small transformer: BERT's word pieces (Devlin
// et al. 2019) and the layers of MiniLM (Wang et al. 2020), with weights of 8 bits, in
// Go and a little assembly, without anything to install.
//
// A Base holds the vocabulary, the embeddings of word pieces and the layers as
// they came; it turns text into vectors of meaning. A Reader has layers fine-tuned
// to score what each token is to an attribution, and shares the Base's words.
package encoder

import (
	"context"
	"fmt"
	"math"
	"runtime"
)

// words are what the base and every fine-tuned encoder share: the vocabulary and
// the embeddings of its word pieces.
type words struct {
	vocabulary *vocabulary
	rows       rows
}

// Base is the encoder as it was before fine-tuning. It is safe for any number of
// goroutines.
type Base struct {
	words  *words
	body   body
	prompt []Piece
	pool   pool
}

// prompt goes before every text whose meaning is asked for: the base was trained on pairs
// of texts that begin so (Wang et al. 2022), and its makers ask for it.
const prompt = "query: "

// longestText is the number of word pieces, marks included, of which Embed makes
// its vector, as the reference does; what follows is not read.
const longestText = 256

// New reads the weight file of a base encoder. The data must not be written to
// afterwards.
func New(data []byte) (*Base, error) {
	w, f, err := readWords(data)
	if err != nil {
		return nil, err
	}
	b := &Base{words: w, body: f.body(false), prompt: w.vocabulary.pieces(nil, prompt, new(splitter)), pool: newPool()}
	if f.err == nil {
		f.err = b.body.fits(w, longestText)
	}
	if f.err != nil {
		return nil, fmt.Errorf("read encoder: %w", f.err)
	}
	return b, nil
}

// readWords reads the first part of the weight file of a base encoder, and gives
// the rest.
func readWords(data []byte) (*words, *file, error) {
	f := &file{data: data}
	if string(f.take(len(baseMagic))) != baseMagic {
		return nil, nil, fmt.Errorf("read encoder: %w: wrong magic", errWeights)
	}
	list := f.take(f.count(mostRows * 16))
	n, width := f.count(mostRows), f.count(mostWidth)
	w := &words{rows: f.rows(n, width)}
	if f.err != nil {
		return nil, nil, fmt.Errorf("read encoder: %w", f.err)
	}
	var err error
	if w.vocabulary, err = readVocabulary(list); err != nil {
		return nil, nil, fmt.Errorf("read encoder: %w", err)
	}
	if w.vocabulary.size > n {
		return nil, nil, fmt.Errorf("read encoder: %w: %d pieces for %d words", errWeights, w.vocabulary.size, n)
	}
	return w, f, nil
}

// fits reports what keeps a body from reading windows of n of these words.
func (b *body) fits(w *words, n int) error {
	if b.width != w.rows.width {
		return fmt.Errorf("%w: layers of %d numbers for words of %d", errWeights, b.width, w.rows.width)
	}
	if len(b.places) < n*b.width {
		return fmt.Errorf("%w: %d places", errWeights, len(b.places)/b.width)
	}
	return nil
}

// Width is the length of the vectors that Embed gives.
func (b *Base) Width() int { return b.body.width }

// Pieces appends to dst the word pieces of text, which must be valid UTF-8, with
// the bytes that each stands for.
func (b *Base) Pieces(dst []Piece, text string) []Piece {
	return b.words.vocabulary.pieces(dst, text, new(splitter))
}

// Embed gives the meaning of a sentence or short text as a vector of length one:
// the mean over its word pieces, of which the first 251 are read. The cosine of
// two vectors says how alike two texts are. The only error is that of a cancelled
// context.
func (b *Base) Embed(ctx context.Context, text string) ([]float32, error) {
	job, err := b.pool.take(ctx)
	if err != nil {
		return nil, err
	}
	defer b.pool.give(job)
	job.pieces = b.words.vocabulary.pieces(job.pieces[:0], text, &job.split)
	pieces := job.pieces[:min(len(job.pieces), longestText-2-len(b.prompt))]
	w := &job.work
	w.size(len(b.prompt)+len(pieces)+2, b.body.shape)
	b.body.embed(w, 0, b.words, begin)
	at := 1
	for _, of := range [...][]Piece{b.prompt, pieces} {
		for _, p := range of {
			b.body.embed(w, at, b.words, p.ID)
			at++
		}
	}
	b.body.embed(w, at, b.words, stop)
	b.body.forward(w)
	out := make([]float32, b.body.width)
	for i := range w.n {
		for k, v := range w.x[i*b.body.width : (i+1)*b.body.width] {
			out[k] += v
		}
	}
	sum := 0.0
	for _, v := range out {
		sum += float64(float64(v) * float64(v))
	}
	for k := range out {
		out[k] = float32(float64(out[k]) / math.Sqrt(sum))
	}
	return out, nil
}

// embed sets piece i of the window to the word of that number at its place.
func (b *body) embed(w *work, i int, of *words, id int32) {
	x := w.x[i*b.width : (i+1)*b.width]
	copy(x, b.places[i*b.width:])
	of.rows.add(x, int(id))
}

// job is the work space of one goroutine.
type job struct {
	split  splitter
	pieces []Piece
	work   work
}

// pool lends work space to as many goroutines as there are processors: more
// would not be faster, and memory stays what it is however many documents are
// read at once.
type pool chan *job

func newPool() pool {
	n := runtime.GOMAXPROCS(0)
	p := make(pool, n)
	for range n {
		p <- new(job)
	}
	return p
}

func (p pool) take(ctx context.Context) (*job, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case j := <-p:
		return j, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p pool) give(j *job) { p <- j }
