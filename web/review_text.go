package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
)

// passage is a block of an article's text, or a part of one, with a statement's spans
// marked.
type passage struct {
	Zone           string
	Pieces         []textPiece
	Before, Behind bool // the block goes on there
}

// textPiece is text with the same marks from its first to its last character.
type textPiece struct {
	Text  string
	At    int    // where it begins in the article, in code points
	Roles string // names of the roles that it is of, a space between each two; "" for none
}

// How much of an article is shown, in bytes: around the statement, and in all.
const (
	textAround = 700
	textMost   = 5000
)

// passages gives the blocks that a statement's spans are in, and the ones beside them, cut
// where they are long: nobody's paragraph has a megabyte but one that was made to.
func passages(doc *hearsay.Document, points *hearsay.CodePoints, st *claim.Stated) []passage {
	if st.Check(doc.Text) != "" {
		return nil
	}
	hull := st.Content[0]
	for _, role := range hearsay.Roles {
		for _, s := range role.Of(&st.Attribution) {
			if wide := (hearsay.Span{Start: min(hull.Start, s.Start), End: max(hull.End, s.End)}); wide.Len() <= textMost {
				hull = wide
			}
		}
	}
	window := hearsay.Span{Start: runeEdge(doc.Text, hull.Start-textAround), End: runeEdge(doc.Text, min(hull.End, hull.Start+textMost)+textAround)}
	blocks := doc.Blocks
	if len(blocks) == 0 {
		blocks = []hearsay.Block{{Span: hearsay.Span{End: len(doc.Text)}}}
	}
	first := slices.IndexFunc(blocks, func(b hearsay.Block) bool { return b.End > hull.Start })
	if first < 0 {
		return nil
	}
	var out []passage
	for i := max(0, first-1); i < len(blocks); i++ {
		b := blocks[i]
		if i > 0 && blocks[i-1].Start >= hull.End { // the one beside has been
			break
		}
		s := hearsay.Span{Start: max(b.Start, window.Start), End: min(b.End, window.End)}
		if s.Empty() {
			continue
		}
		out = append(out, passage{Zone: b.Zone.String(), Pieces: textPieces(doc.Text, points, st, s), Before: s.Start > b.Start, Behind: s.End < b.End})
	}
	return out
}

// textPieces cuts a part of a text where marks begin or end.
func textPieces(text string, points *hearsay.CodePoints, st *claim.Stated, in hearsay.Span) []textPiece {
	edges := []int{in.Start, in.End}
	for _, role := range hearsay.Roles {
		for _, s := range role.Of(&st.Attribution) {
			edges = append(edges, min(max(s.Start, in.Start), in.End), min(max(s.End, in.Start), in.End))
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []textPiece
	for i := 0; i+1 < len(edges); i++ {
		s := hearsay.Span{Start: edges[i], End: edges[i+1]}
		var roles []string
		for _, role := range hearsay.Roles {
			if slices.ContainsFunc(role.Of(&st.Attribution), func(o hearsay.Span) bool { return o.Contains(s) }) {
				roles = append(roles, role.String())
			}
		}
		out = append(out, textPiece{text[s.Start:s.End], points.Offset(s.Start), strings.Join(roles, " ")})
	}
	return out
}

// runeEdge moves an offset into the text and to the beginning of a character.
func runeEdge(text string, at int) int {
	at = min(max(at, 0), len(text))
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}
