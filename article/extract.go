package article

import (
	"unicode"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/go-shiori/dom"
	"golang.org/x/net/html"
)

// shingleLen is the number of words that are looked up together to tell
// whether the extractor kept a piece.
const shingleLen = 3

// ballot is the set of short word runs of the text that the extractor kept.
type ballot struct {
	runs map[uint64]struct{}
}

func newBallot(pieces []piece) *ballot {
	b := &ballot{runs: map[uint64]struct{}{}}
	var words []uint64
	for _, p := range pieces {
		words = b.add(p.text, words)
	}
	return b
}

// add takes in the runs of one text; words is memory to reuse.
func (b *ballot) add(text string, words []uint64) []uint64 {
	words = hashWords(words[:0], text)
	for n := 1; n <= shingleLen; n++ {
		if n < shingleLen && n != len(words) {
			continue // shorter runs only for shorter texts
		}
		for i := 0; i+n <= len(words); i++ {
			b.runs[mix(words[i:i+n])] = struct{}{}
		}
	}
	return words
}

// share is the part of the piece's words that the extractor kept, 0 to 1.
func (b *ballot) share(text string, words []uint64) (float64, []uint64) {
	words = hashWords(words[:0], text)
	n := min(shingleLen, len(words))
	if n == 0 {
		return 0, words
	}
	hit, all := 0, 0
	for i := 0; i+n <= len(words); i++ {
		all++
		if _, ok := b.runs[mix(words[i:i+n])]; ok {
			hit++
		}
	}
	return float64(hit) / float64(all), words
}

func mix(words []uint64) uint64 {
	h := uint64(len(words))
	for _, w := range words {
		h = (h ^ w) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}

// hashWords appends a hash of each word of text to out.
func hashWords(out []uint64, text string) []uint64 {
	start := -1
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			out = append(out, hashWord(text[start:i]))
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, hashWord(text[start:]))
	}
	return out
}

// hashWord is FNV-1a in 64 bits: the same at each run, so that a page always
// gives the same document.
func hashWord(w string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(w); i++ {
		h = (h ^ uint64(w[i])) * 1099511628211
	}
	return h
}

// readable runs the extractor on a copy of the page. It answers nil where that
// fails; a panic inside it counts as failure, since no page may bring the
// program down.
func readable(doc *html.Node) (node *html.Node) {
	defer func() {
		if recover() != nil {
			node = nil
		}
	}()
	p := readability.NewParser()
	p.DisableJSONLD = true
	art, err := p.ParseAndMutate(dom.Clone(doc, true), nil)
	if err != nil {
		return nil
	}
	return art.Node
}
