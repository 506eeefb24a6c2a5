package encoder

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/hearsay-news/hearsay"
)

// Windows, in word pieces with their marks: blocks are packed into windows of up
// to window (training saw 128 to 256); a block up to longestBlock is read in one piece, a longer one in several of equal size.
const (
	window       = 192
	longestBlock = 384
)

// Labels of an attribution (outside; beginning and inside of source, cue, content), and
// of a name (outside; beginning and inside of person, organization, place, other).
const (
	labels     = 7
	nameLabels = 9
)

// Reader scores what tokens are to attributions. It is safe for any number of goroutines.
type Reader struct{ tuned }

// NewReader reads the weight file of a Reader, which must not be written to afterwards.
func NewReader(data []byte, words *Words) (*Reader, error) {
	t, err := readTuned(data, readerMagic, labels, words)
	if err != nil {
		return nil, fmt.Errorf("read fine-tuned encoder: %w", err)
	}
	return &Reader{*t}, nil
}

// Score sets out[i] to the scores of the labels for each token i of the blocks
// [first, last) of an. hints has Columns entries for each token of an. Windows are
// read by all processors that are free. The only error is that of a cancelled
// context.
func (r *Reader) Score(ctx context.Context, an *hearsay.Analysis, blocks [][2]int, hints []uint8, out [][labels]float32) error {
	return r.score(ctx, an, blocks, hints, func(i int, row []float32) { copy(out[i][:], row) })
}

// Names scores what tokens are to names. It is safe for any number of goroutines.
type Names struct{ tuned }

// NewNames reads the weight file of Names, which must not be written to afterwards.
func NewNames(data []byte, words *Words) (*Names, error) {
	t, err := readTuned(data, namesMagic, nameLabels, words)
	if err != nil {
		return nil, fmt.Errorf("read encoder of names: %w", err)
	}
	return &Names{*t}, nil
}

// Score sets out[i] to the scores of the labels for each token i of the blocks, as that of
// Reader does.
func (n *Names) Score(ctx context.Context, an *hearsay.Analysis, blocks [][2]int, hints []uint8, out [][nameLabels]float32) error {
	return n.score(ctx, an, blocks, hints, func(i int, row []float32) { copy(out[i][:], row) })
}

// tuned is an encoder that was fine-tuned to score labels.
type tuned struct {
	words *Words
	hints rows
	first []int // by column of hints, its first row
	body  body
	head  matrix
	arcs  []float32
	pool  pool
	plans *sync.Pool // of *plan, one for each document that is being read
}

// readTuned reads a weight file.
func readTuned(data []byte, magic string, labels int, words *Words) (*tuned, error) {
	f := &file{data: data}
	if string(f.take(len(magic))) != magic {
		return nil, fmt.Errorf("%w: wrong magic", errWeights)
	}
	t := &tuned{words: words, pool: newPool(), plans: new(sync.Pool)}
	total := 0
	for range f.count(64) {
		t.first = append(t.first, total)
		total += f.count(256)
	}
	t.hints = f.rows(total, words.rows.width)
	t.body = f.body(true)
	if f.err == nil {
		f.err = t.body.fits(words, longestBlock)
	}
	t.head = f.matrix(t.body.width, labels, false)
	t.arcs = f.floats(f.count(mostRows))
	return t, f.err
}

// Transitions are the scores of one label after another that were learned with
// the labels' own, as the file has them.
func (r *tuned) Transitions() []float32 { return r.arcs }

// Columns is the number of hints that each token must come with.
func (r *tuned) Columns() int { return len(r.first) }

// chunk is a run of pieces of one block that is read in one window, with the
// tokens whose first piece it has.
type chunk struct {
	lo, hi      int // pieces
	first, last int // tokens
}

// plan is the windows of one document.
type plan struct {
	pieces  []Piece
	owner   []int32 // by piece, the token whose hints it has
	lead    []int32 // by token of the analysis, the piece that stands for it; only tokens of blocks are set
	chunks  []chunk
	windows [][2]int // runs of chunks
	split   splitter
}

// score gives set the scores of each token of the blocks.
func (r *tuned) score(ctx context.Context, an *hearsay.Analysis, blocks [][2]int, hints []uint8, set func(i int, row []float32)) error {
	p, ok := r.plans.Get().(*plan)
	if !ok {
		p = new(plan)
	}
	defer r.plans.Put(p)
	r.lay(p, an, blocks)
	if len(p.windows) == 0 {
		return ctx.Err()
	}
	var next atomic.Int64
	var failed atomic.Pointer[error]
	read := func() {
		for {
			k := int(next.Add(1)) - 1
			if k >= len(p.windows) {
				return
			}
			j, err := r.pool.take(ctx)
			if err != nil {
				failed.Store(&err)
				return
			}
			r.window(&j.work, p, p.windows[k], hints, set)
			r.pool.give(j)
		}
	}
	var wait sync.WaitGroup
	for range min(cap(r.pool), len(p.windows)) - 1 {
		wait.Go(read)
	}
	read()
	wait.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

// lay splits the blocks into pieces and packs them into windows.
func (r *tuned) lay(p *plan, an *hearsay.Analysis, blocks [][2]int) {
	p.pieces, p.owner, p.chunks, p.windows = p.pieces[:0], p.owner[:0], p.chunks[:0], p.windows[:0]
	p.lead = sized(p.lead, len(an.Tokens))
	for _, b := range blocks {
		if b[1] > b[0] {
			r.block(p, an, b[0], b[1])
		}
	}
	room := 0
	for k := range p.chunks {
		n := p.chunks[k].hi - p.chunks[k].lo + 1
		if k == 0 || room < n {
			p.windows = append(p.windows, [2]int{k, k})
			room = window - 1
		}
		p.windows[len(p.windows)-1][1] = k + 1
		room -= n
	}
}

// block appends the pieces of tokens first to last-1 and cuts them into chunks.
func (r *tuned) block(p *plan, an *hearsay.Analysis, first, last int) {
	lo, from := an.Tokens[first].Start, len(p.pieces)
	p.pieces = r.words.vocabulary.pieces(p.pieces, an.Doc.Text[lo:an.Tokens[last-1].End], &p.split)
	n := len(p.pieces) - from
	if n == 0 {
		for i := first; i < last; i++ {
			p.lead[i] = -1
		}
		return
	}
	tok := first
	for k := from; k < len(p.pieces); k++ {
		piece := &p.pieces[k]
		piece.Start += lo
		piece.End += lo
		for tok+1 < last && an.Tokens[tok+1].Start <= piece.Start {
			tok++
		}
		p.owner = append(p.owner, int32(tok))
	}
	k := from
	for i := first; i < last; i++ { // the first piece that begins in the token, else the one that covers its beginning
		t := &an.Tokens[i]
		for k < len(p.pieces) && p.pieces[k].Start < t.Start {
			k++
		}
		p.lead[i] = int32(k)
		if k == len(p.pieces) || p.pieces[k].Start >= t.End {
			p.lead[i] = int32(max(from, k-1))
		}
	}
	parts := (n + longestBlock - 3) / (longestBlock - 2)
	for c, at := 0, first; c < parts; c++ {
		ch := chunk{lo: from + n*c/parts, hi: from + n*(c+1)/parts, first: at}
		for at < last && int(p.lead[at]) < ch.hi {
			at++
		}
		ch.last = at
		p.chunks = append(p.chunks, ch)
	}
}

// window reads one window and sets the scores of its tokens.
func (r *tuned) window(w *work, p *plan, win [2]int, hints []uint8, set func(i int, row []float32)) {
	n := 1
	for _, c := range p.chunks[win[0]:win[1]] {
		n += c.hi - c.lo + 1
	}
	w.size(n, r.body.shape)
	r.embed(w, 0, begin, nil)
	at := 1
	for _, c := range p.chunks[win[0]:win[1]] {
		for k := c.lo; k < c.hi; k++ {
			i := int(p.owner[k]) * len(r.first)
			r.embed(w, at, p.pieces[k].ID, hints[i:i+len(r.first)])
			at++
		}
		r.embed(w, at, stop, nil)
		at++
	}
	r.body.forward(w)
	r.labels(w, p, win, set)
}

// embed sets piece i of the window: its word, its place, and its token's hints.
func (r *tuned) embed(w *work, i int, id int32, hints []uint8) {
	r.body.embed(w, i, r.words, id)
	x := w.x[i*r.body.width : (i+1)*r.body.width]
	for c, first := range r.first {
		h := 0
		if hints != nil {
			h = int(hints[c])
		}
		r.hints.add(x, first+h)
	}
}

// labels scores the tokens of a window that has been read.
func (r *tuned) labels(w *work, p *plan, win [2]int, set func(i int, row []float32)) {
	width := r.body.width
	for i := range w.n {
		w.by[i] = quantize(w.q[i*width:], w.x[i*width:(i+1)*width], limitWide)
	}
	w.multiply(w.sums, tileCols, w.q, w.middle, &r.head, roundUp(w.n, tileRows))
	at := 1
	for _, c := range p.chunks[win[0]:win[1]] {
		for i := c.first; i < c.last; i++ {
			k := at + int(p.lead[i]) - c.lo
			row := w.row[:tileCols]
			kernel.restore(&row[0], &w.sums[k*tileCols], tileCols, w.by[k], &r.head.cols[0], &r.head.bias[0])
			set(i, row)
		}
		at += c.hi - c.lo + 1
	}
}
