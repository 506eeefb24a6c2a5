package web

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// A long document is shown in sheets, so that a page of it is soon there over a slow line.
// A sheet weighs as many bytes as its text has, and some for each statement in it and
// each claim beside that.
const (
	mostWeight      = 160 << 10
	statementWeight = 160
)

// sheets cuts a document's text into parts at the beginnings of blocks, and a block that is
// too long alone at white space, else anywhere. starts are where statements begin, in
// order, each as often as it weighs. The parts put together are the text.
func sheets(doc *hearsay.Document, starts []int) []hearsay.Span {
	var out []hearsay.Span
	from := 0
	weigh := func(a, b int) int {
		return b - a + statementWeight*(sort.SearchInts(starts, b)-sort.SearchInts(starts, a))
	}
	cutAt := func(at int) {
		if at > from {
			out = append(out, hearsay.Span{Start: from, End: at})
			from = at
		}
	}
	for i := range doc.Blocks {
		b := doc.Blocks[i].Span
		if weigh(from, b.End) > mostWeight && weigh(from, b.Start) > 0 {
			cutAt(b.Start)
		}
		for weigh(from, b.End) > mostWeight {
			cutAt(within(doc.Text, from, b.End, weigh))
		}
	}
	for weigh(from, len(doc.Text)) > 2*mostWeight { // text behind all blocks
		cutAt(within(doc.Text, from, len(doc.Text), weigh))
	}
	if from < len(doc.Text) || len(out) == 0 {
		out = append(out, hearsay.Span{Start: from, End: len(doc.Text)})
	}
	return out
}

// within is where to cut a text that is too long: as late as it may be, behind white space
// where there is some near. It is behind from.
func within(text string, from, end int, weigh func(a, b int) int) int {
	at := from + sort.Search(end-from, func(n int) bool { return weigh(from, from+n) > mostWeight }) - 1
	for at > from && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	if space := strings.LastIndexAny(text[max(from, at-1000):max(from, at)], " \n"); space > 0 {
		return max(from, at-1000) + space + 1
	}
	if at <= from { // more statements begin at one place than a sheet has
		_, n := utf8.DecodeRuneInString(text[from:])
		return from + n
	}
	return at
}

// sheetOf is the number of the sheet, from 1, that a place of the text is on.
func sheetOf(list []hearsay.Span, at int) int {
	for i, s := range list {
		if at < s.End {
			return i + 1
		}
	}
	return len(list)
}
