package attrib

import "github.com/hearsay-news/hearsay"

// mark is what a token is as a quotation mark.
type mark uint8

const (
	markNone mark = iota
	markOpen
	markClose
	markStray // a mark without a partner: no evidence of anything
)

// quote is one quotation inside one block: tokens First to Last, the marks
// included. Where a paragraph opens a quotation that the next paragraph goes on
// with, Last is the block's last token and Closed is false.
type quote struct {
	First, Last int
	Single      bool
	Closed      bool
	Resumes     bool // opens a block whose block before left its quotation open
}

// quotes holds the quotations of an analysis. A token may lie in a double and,
// inside it, a single quotation; of tells the outer one.
type quotes struct {
	list []quote
	of   []int32 // for each token, the index of the outermost quotation around it (marks included), or -1
	mark []mark
	open []openMark
}

type openMark struct {
	tok  int
	kind byte // 'd' double, 's' single, 'g' guillemets
}

// find pairs the quotation marks of every block. Marks pair within their block
// only; a block may leave a double quotation open if the next block begins with
// another opening mark, as paragraphs of one long quotation do. Any other mark
// that finds no partner is stray and changes nothing around it.
func (q *quotes) find(an *hearsay.Analysis) {
	n := len(an.Tokens)
	q.list = q.list[:0]
	q.of = sized(q.of, n)
	q.mark = sized(q.mark, n)
	for i := range q.of {
		q.of[i], q.mark[i] = -1, markNone
	}
	resumes := false
	for s := 0; s < len(an.Sents); {
		e := s + 1
		for e < len(an.Sents) && an.Sents[e].Block == an.Sents[s].Block {
			e++
		}
		first, last := an.Sents[s].First, an.Sents[e-1].Last
		next := -1
		if e < len(an.Sents) && an.Sents[e].Zone == an.Sents[s].Zone {
			next = an.Sents[e].First
		}
		resumes = q.block(an, first, last, next, resumes)
		s = e
	}
	q.cover()
}

// block pairs the marks of tokens first to last-1. next is the first token of
// the block that follows, or -1. It reports whether the block leaves a quotation
// open for the next.
func (q *quotes) block(an *hearsay.Analysis, first, last, next int, resumes bool) bool {
	q.open = q.open[:0]
	begin := len(q.list)
	for i := first; i < last; i++ {
		kind, side := q.side(an, i, first, last)
		if kind == 0 {
			continue
		}
		top := len(q.open) - 1
		for top >= 0 && q.open[top].kind != kind {
			top--
		}
		switch {
		case side == markClose && top >= 0, side == markStray && top >= 0:
			for _, o := range q.open[top+1:] { // marks left open inside are stray
				q.mark[o.tok] = markStray
			}
			o := q.open[top]
			q.open = q.open[:top]
			q.mark[o.tok], q.mark[i] = markOpen, markClose
			q.list = append(q.list, quote{First: o.tok, Last: i, Single: kind == 's', Closed: true,
				Resumes: resumes && o.tok == first})
		case side == markClose:
			q.mark[i] = markStray
		default:
			q.mark[i] = markOpen
			q.open = append(q.open, openMark{tok: i, kind: kind})
		}
	}
	left := false
	for _, o := range q.open {
		q.mark[o.tok] = markStray
		if o.kind != 's' && next >= 0 && !left {
			if k, side := q.side(an, next, next, next+1); k == o.kind && side != markClose {
				left = true
				q.mark[o.tok] = markOpen
				q.list = append(q.list, quote{First: o.tok, Last: last - 1, Resumes: resumes && o.tok == first})
			}
		}
	}
	sortQuotes(q.list[begin:])
	return left
}

// side tells which kind of mark token i is, 0 for none, and on which side of a
// quotation it stands; markStray where it could stand on either.
func (q *quotes) side(an *hearsay.Analysis, i, first, last int) (kind byte, side mark) {
	s := an.Text(i)
	if len(s) > 3 {
		return 0, markNone
	}
	switch s {
	case "“", "„", "‟", "``":
		return 'd', markOpen
	case "”":
		return 'd', markClose
	case "«":
		return 'g', markOpen
	case "»":
		return 'g', markClose
	case "\"", "＂":
		return 'd', straight(an, i, first, last)
	case "''":
		if side := straight(an, i, first, last); side != markStray {
			return 'd', side
		}
		return 'd', markClose
	case "‘", "`", "‛", "‹":
		return 's', markOpen
	case "’", "'", "›":
		if s == "'" {
			side := straight(an, i, first, last)
			if side == markOpen && !q.closes(an, i, last) {
				return 0, markNone // the apostrophe of 'em or '90s
			}
			if side == markOpen {
				return 's', markOpen
			}
		}
		if an.Tokens[i].Tag == hearsay.TagPOS && !q.singleOpen() {
			return 0, markNone
		}
		if !q.singleOpen() {
			return 0, markNone // an apostrophe
		}
		return 's', markClose
	}
	return 0, markNone
}

func (q *quotes) singleOpen() bool {
	for _, o := range q.open {
		if o.kind == 's' {
			return true
		}
	}
	return false
}

// closes reports whether a straight single mark that could close a quotation
// follows token i before last.
func (q *quotes) closes(an *hearsay.Analysis, i, last int) bool {
	for j := i + 1; j < last; j++ {
		if s := an.Text(j); (s == "'" || s == "’") && straight(an, j, i, last) != markOpen {
			return true
		}
	}
	return false
}

// straight guesses the side of a mark that has but one shape from the white
// space around it.
func straight(an *hearsay.Analysis, i, first, last int) mark {
	before := i == first || an.Tokens[i].Space
	after := i+1 >= last || an.Tokens[i+1].Space
	if !before && i > first {
		switch an.Text(i - 1) {
		case "(", "[", "—", "–", "-", "--", "/", "“", "‘", "\"":
			before = true
		}
	}
	switch {
	case before && !after:
		return markOpen
	case after && !before:
		return markClose
	case before && after && i == first:
		return markOpen
	case before && after && i+1 >= last:
		return markClose
	}
	if !before && !after { // "word"word: closes if something is open
		return markStray
	}
	return markStray
}

// cover marks each token with the outermost quotation around it.
func (q *quotes) cover() {
	for k := range q.list {
		for i := q.list[k].First; i <= q.list[k].Last; i++ {
			if q.of[i] < 0 || wider(q.list[k], q.list[q.of[i]]) {
				q.of[i] = int32(k)
			}
		}
	}
}

func wider(a, b quote) bool { return a.Last-a.First > b.Last-b.First }

// sortQuotes puts quotations in the order of their first tokens; there are few.
func sortQuotes(list []quote) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j].First < list[j-1].First; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// sized returns a slice of n elements, s itself when it is large enough. What is
// in it is not cleared.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}
