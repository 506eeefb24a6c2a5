package ingest

import (
	"context"
	"errors"
	"runtime/debug"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// pieceBytes is how much text an extractor is given at once. Its memory grows
// with the text, some hundred bytes for each, so that what is longer than any
// article (a book, a year's log) is read in pieces.
const pieceBytes = 512 << 10

// piece is a stretch of a document, as a document of its own.
type piece struct {
	doc  hearsay.Document
	from int // bytes of the whole text before it
}

// cut gives the pieces of a document, each of whole blocks that together take
// most bytes at the most. A block that is longer is cut where a line or a
// sentence ends, or else between words. A document of one piece is left as it is.
func cut(doc *hearsay.Document, most int) []piece {
	if len(doc.Text) <= most || len(doc.Blocks) == 0 {
		return []piece{{doc: *doc}}
	}
	var out []piece
	var held []hearsay.Block
	flush := func() {
		if len(held) > 0 {
			out = append(out, part(doc, held))
			held = held[:0]
		}
	}
	for _, b := range doc.Blocks {
		if len(held) > 0 && b.End-held[0].Start > most {
			flush()
		}
		for b.Len() > most {
			end := b.Start + breakAt(doc.Text[b.Start:b.Start+most])
			held = append(held, hearsay.Block{Span: hearsay.Span{Start: b.Start, End: end}, Zone: b.Zone})
			flush()
			b.Start = end
		}
		held = append(held, b)
	}
	flush()
	return out
}

// part makes a piece of blocks.
func part(doc *hearsay.Document, blocks []hearsay.Block) piece {
	p := piece{doc: *doc, from: blocks[0].Start}
	p.doc.Text = doc.Text[p.from:blocks[len(blocks)-1].End]
	p.doc.Blocks = make([]hearsay.Block, len(blocks))
	for i, b := range blocks {
		b.Start -= p.from
		b.End -= p.from
		p.doc.Blocks[i] = b
	}
	return p
}

// breakAt gives the best place to end a piece in the last quarter of text: after
// a line, a sentence, a word, or else before the rune that its end cuts through.
func breakAt(text string) int {
	from := len(text) * 3 / 4
	tail := text[from:]
	for _, end := range [...]string{"\n", ".” ", ". ", " "} {
		if i := strings.LastIndex(tail, end); i >= 0 {
			return from + i + len(end)
		}
	}
	end := len(text)
	for i := 1; i < utf8.UTFMax && i < len(text); i++ {
		if utf8.RuneStart(text[len(text)-i]) {
			if !utf8.FullRuneInString(text[len(text)-i:]) {
				end = len(text) - i
			}
			break
		}
	}
	return end
}

// extractAll finds the attributions of a document, piece by piece if it is long,
// with the help of as many goroutines beside the workers as are free.
func (w *worker) extractAll(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
	pieces := cut(doc, pieceBytes)
	if len(pieces) == 1 {
		return w.extract.Extract(ctx, doc)
	}
	found := make([][]hearsay.Statement, len(pieces))
	errs := make([]error, len(pieces))
	next := make(chan int, len(pieces))
	for i := range pieces {
		next <- i
	}
	close(next)
	work := func(e Extractor) {
		for i := range next {
			if errs[i] = ctx.Err(); errs[i] == nil {
				found[i], errs[i] = guarded(ctx, e, &pieces[i].doc)
			}
		}
	}
	var wait sync.WaitGroup
	for range pieces[1:] {
		select {
		case w.helpers <- struct{}{}:
			e := w.opts.Extractor()
			wait.Go(func() {
				defer func() { <-w.helpers }()
				work(e)
			})
			continue
		default:
		}
		break
	}
	work(w.extract)
	wait.Wait()
	all, err := join(pieces, found, errs)
	if errors.Is(err, ErrInternal) {
		w.extract = nil // its work space may be torn
	}
	return all, err
}

// guarded extracts and turns a panic into an error, as one in a goroutine would
// end the program.
func guarded(ctx context.Context, e Extractor, doc *hearsay.Document) (sts []hearsay.Statement, err error) {
	defer func() {
		if v := recover(); v != nil {
			sts, err = nil, &Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	return e.Extract(ctx, doc)
}

// join puts what was found in the pieces together, at its place in the whole. The
// first error stands for all.
func join(pieces []piece, found [][]hearsay.Statement, errs []error) ([]hearsay.Statement, error) {
	n := 0
	for i, err := range errs {
		if err != nil {
			return nil, err
		}
		n += len(found[i])
	}
	all := make([]hearsay.Statement, 0, n)
	for i := range found {
		base := len(all)
		for _, a := range found[i] {
			a.Shift(pieces[i].from)
			if a.Nested >= 0 {
				a.Nested += base
			}
			all = append(all, a)
		}
		found[i] = nil
	}
	return all, nil
}
