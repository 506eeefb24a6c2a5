package openai

import (
	"sort"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/token"
)

// Bounds that keep the search short, whatever an answer holds.
const (
	mostPlaces = 128 // of one quotation
	mostQuotes = 24  // of one role
)

// run is a half-open range of tokens.
type run struct{ first, last int }

func (r run) overlaps(o run) bool { return r.first < o.last && o.first < r.last }

// locator finds the places of quotations in one document.
type locator struct {
	an     *hearsay.Analysis
	block  []int32 // by token, counting those blocks alone that have tokens
	index  []int32 // by such a block, its index in the document
	opener []int32 // by token, the mark that opens the innermost quotation it stands in, or -1
	here   folded  // the passage that was read
	found  []located
	taken  map[string]bool
}

// located is a statement with the places of its quotations.
type located struct {
	source, cue, content []run
	score                float64
}

func newLocator(an *hearsay.Analysis, doc *hearsay.Document) *locator {
	an.Reset(doc)
	token.Tokenize(an)
	l := &locator{an: an, block: make([]int32, len(an.Tokens)), taken: map[string]bool{}}
	for s := range an.Sents {
		sent := &an.Sents[s]
		if n := len(l.index); n == 0 || l.index[n-1] != int32(sent.Block) {
			l.index = append(l.index, int32(sent.Block))
		}
		for i := sent.First; i < sent.Last; i++ {
			l.block[i] = int32(len(l.index) - 1)
		}
	}
	l.quotations()
	return l
}

// read turns to a passage, in which the quotations that follow are looked for.
func (l *locator) read(p passage) { l.here = fold(l.an.Doc.Text, p...) }

// quotation is one quotation of an answer with all its places.
type quotation struct {
	places []run
	exact  bool // the text has it letter for letter
}

// find gives the places of a quotation in the passage: those where it stands letter
// for letter, else those where it stands but for what folding makes alike, else the
// same without the marks at its edges.
func (l *locator) find(quote string) quotation {
	quote = strings.TrimSpace(quote)
	f := foldQuote(quote)
	q := l.places(f, quote)
	if len(q.places) == 0 {
		if core := strings.Trim(f, " ',.;:!?-()[]"); core != f {
			q = l.places(core, quote)
		}
	}
	return q
}

func (l *locator) places(f, quote string) (q quotation) {
	if !wordy(f) {
		return q
	}
	text := l.an.Doc.Text
	for from := 0; len(q.places) < mostPlaces; {
		i := strings.Index(l.here.text[from:], f)
		if i < 0 {
			break
		}
		i += from
		from = i + len(f)
		span := hearsay.Span{Start: l.here.at[i].Start, End: l.here.at[from-1].End}
		r, ok := l.tokens(span)
		if !ok {
			continue
		}
		exact := text[span.Start:span.End] == quote
		if exact && !q.exact {
			q.exact, q.places = true, q.places[:0]
		}
		if exact == q.exact {
			q.places = append(q.places, r)
		}
	}
	return q
}

// tokens are those of a span. It may cut through a token only where nothing but marks
// is cut off, as the last full stop of "U.S."; "Kim" does not stand in "Kimball".
func (l *locator) tokens(s hearsay.Span) (run, bool) {
	toks, text := l.an.Tokens, l.an.Doc.Text
	r := run{
		sort.Search(len(toks), func(i int) bool { return toks[i].End > s.Start }),
		sort.Search(len(toks), func(i int) bool { return toks[i].Start >= s.End }),
	}
	if r.first >= r.last {
		return r, false
	}
	a, b := toks[r.first].Span, toks[r.last-1].Span
	cutsFirst := a.Start < s.Start && wordy(text[a.Start:s.Start])
	cutsLast := s.End < b.End && wordy(text[s.End:b.End])
	return r, !cutsFirst && !cutsLast
}
