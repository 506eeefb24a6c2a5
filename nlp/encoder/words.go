// Package encoder reads text with small transformers: BERT's word pieces (Devlin
// et al. 2019) and the layers of MiniLM (Wang et al. 2020), with weights of 8 bits, in
// Go and a little assembly, without anything to install.
//
// Words are the vocabulary and the embeddings of its word pieces, which all encoders
// share. A Reader has layers fine-tuned to score what each token is to an attribution;
// Names has fewer, fine-tuned to score what it is to a name.
package encoder

import (
	"context"
	"fmt"
	"runtime"
)

// Words are what all encoders share: the vocabulary and the embeddings of its word
// pieces. They are safe for any number of goroutines.
type Words struct {
	vocabulary *vocabulary
	rows       rows
}

// NewWords reads the weight file of words. The data must not be written to afterwards.
func NewWords(data []byte) (*Words, error) {
	f := &file{data: data}
	if string(f.take(len(wordsMagic))) != wordsMagic {
		return nil, fmt.Errorf("read words: %w: wrong magic", errWeights)
	}
	list := f.take(f.count(mostRows * 16))
	n, width := f.count(mostRows), f.count(mostWidth)
	w := &Words{rows: f.rows(n, width)}
	if f.err != nil {
		return nil, fmt.Errorf("read words: %w", f.err)
	}
	var err error
	if w.vocabulary, err = readVocabulary(list); err != nil {
		return nil, fmt.Errorf("read words: %w", err)
	}
	if w.vocabulary.size > n {
		return nil, fmt.Errorf("read words: %w: %d pieces for %d words", errWeights, w.vocabulary.size, n)
	}
	return w, nil
}

// Pieces appends to dst the word pieces of text, which must be valid UTF-8, with
// the bytes that each stands for.
func (w *Words) Pieces(dst []Piece, text string) []Piece {
	return w.vocabulary.pieces(dst, text, new(splitter))
}

// fits reports what keeps a body from reading windows of n of these words.
func (b *body) fits(w *Words, n int) error {
	if b.width != w.rows.width {
		return fmt.Errorf("%w: layers of %d numbers for words of %d", errWeights, b.width, w.rows.width)
	}
	if len(b.places) < n*b.width {
		return fmt.Errorf("%w: %d places", errWeights, len(b.places)/b.width)
	}
	return nil
}

// embed sets piece i of the window to the word of that number at its place.
func (b *body) embed(w *work, i int, of *Words, id int32) {
	x := w.x[i*b.width : (i+1)*b.width]
	copy(x, b.places[i*b.width:])
	of.rows.add(x, int(id))
}

// job is the work space of one goroutine.
type job struct {
	work work
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
