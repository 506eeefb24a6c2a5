package attrib

import (
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// longestSignature is the number of tokens that may follow the dash of a
// signature.
const longestSignature = 14

// signatures reads paragraphs that are a quotation and, behind a dash, its
// speaker: “We were never asked.” — Ada Sile, teacher. No verb says that the name
// speaks, so labels seldom find it.
func (a *Attributor) signatures() {
	v := &a.view
	for k := range v.quotes.list {
		q := &v.quotes.list[k]
		b := &v.blocks[v.words[q.First].block]
		if q.Single || !q.Closed || q.First != b.First || q.Last+2 >= b.Last || !dash(v.an.Text(q.Last+1)) {
			continue
		}
		first, last := q.Last+2, v.trimEnd(q.Last+2, b.Last)
		if last == first || last-first > longestSignature || a.clausal(first, last) || !v.named(first, last) {
			continue
		}
		clear(a.guess[b.First:b.Last])
		a.mark(q.First, q.Last+1, beginContent)
		a.mark(q.Last+1, first, beginCue)
		a.mark(first, last, beginSource)
	}
}

// dash reports whether a token is a dash that stands between clauses.
func dash(s string) bool {
	switch s {
	case "—", "–", "―", "-", "--":
		return true
	}
	return false
}

// named reports whether tokens first to last-1 begin with a capital and hold a
// name.
func (v *view) named(first, last int) bool {
	if r, _ := utf8.DecodeRuneInString(v.an.Text(first)); !unicode.IsUpper(r) {
		return false
	}
	for i := first; i < last; i++ {
		if hearsay.Tag(v.words[i].tag).Proper() {
			return true
		}
	}
	return false
}
