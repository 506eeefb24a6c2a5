package article

import (
	"strings"

	"golang.org/x/net/html"
)

// verdict is what the extractors and the page itself say of one piece.
type verdict struct {
	traf, read float64 // part of its words that each extractor kept
	words      int
	keep       bool
}

// kept is the part of a piece's words above which an extractor counts as having
// kept it.
const kept = 0.5

// choose tells which pieces of the page are the article's body.
//
// Two extractors of different making vote; on the benchmark's pages what both
// keep is body in 95 parts of 100 by length, and what one alone keeps is not in
// 9 of 10. So agreement decides, and the page's own marks correct it: what both
// kept though it sends the reader elsewhere goes, and what one dropped out of
// the middle of running text returns.
func choose(doc *html.Node, pieces []piece, title string) []verdict {
	var nodes [2]*html.Node
	if elements(doc) <= maxElements && textSize(pieces) <= maxRunning {
		nodes[0], nodes[1] = trafilate(doc), readable(doc)
	}
	var ballots [2]*ballot
	for i, n := range nodes {
		if ballots[i] = newBallot(nil); n != nil {
			ballots[i] = newBallot(flatten(n))
		}
	}
	a, b := ballots[0], ballots[1]
	vs := make([]verdict, len(pieces))
	var words []uint64
	for i := range pieces {
		v := &vs[i]
		v.traf, words = a.share(pieces[i].text, words)
		v.read, words = b.share(pieces[i].text, words)
		v.words = len(words)
	}
	if len(a.runs)+len(b.runs) == 0 {
		plainly(pieces, vs)
	} else {
		agree(pieces, vs)
	}
	box := container(pieces, vs)
	first, last := extent(pieces, vs, box)
	for i := range pieces {
		vs[i].keep = vs[i].keep && within(pieces[i].node, box)
		if vs[i].keep || i >= last || !within(pieces[i].node, box) {
			continue
		}
		// Just above the first paragraph kept stands the lead, which extractors
		// lose to the standfirst that it looks like.
		if i > first || i >= first-2 && vs[i].words >= 15 && vs[i].read > kept && endsSentence(pieces[i].text) {
			vs[i].keep = returns(&pieces[i], &vs[i])
		}
	}
	prune(pieces, vs, title)
	once(pieces, vs)
	return vs
}

// minRepeat is the number of words from which a piece that says what earlier
// ones said is a second copy: of the text for another screen, or of a sentence
// set large. Lists of things in few words repeat without being copies.
const minRepeat = 12

// minCopy is the number of words of a run of pieces, or of one, from which it
// copies the text before it, lists or not.
const minCopy = 60

// once drops the pieces of the body that repeat earlier ones.
func once(pieces []piece, vs []verdict) {
	seen := newBallot(nil)
	order := map[string]int{} // text of a piece kept: which of them it is
	var words []uint64
	var run []int // pieces that repeat earlier ones in the same order
	last, runWords, n := -1, 0, 0
	for i := range pieces {
		if !vs[i].keep {
			continue
		}
		p, v := &pieces[i], &vs[i]
		at, again := order[p.text]
		if again && (at == last+1 || at == last) {
			run = append(run, i)
			runWords += v.words
		} else {
			run, runWords = append(run[:0], i), v.words
		}
		last = -1
		if again {
			last = at
		}
		var share float64
		share, words = seen.share(p.text, words)
		if v.words >= minRepeat && share > 0.9 && (v.words >= minCopy || endsSentence(p.text) && unlisted(p.text)) {
			v.keep = false
		}
		if again && runWords >= minCopy && len(run) >= 3 {
			for _, k := range run {
				vs[k].keep = vs[k].keep && pieces[k].place&(inItem|inTable) != 0
			}
			run = append(run[:0], i, i, i) // dealt with; the copy may go on
		}
		words = seen.add(p.text, words)
		if !again {
			order[p.text] = n
			n++
		}
	}
}

// unlisted reports whether a text is a sentence rather than a list of things
// and amounts.
func unlisted(text string) bool {
	return strings.Count(text, ",")*6 <= strings.Count(text, " ") && !strings.ContainsAny(text, "0123456789")
}

// maxElements bounds the pages that the extractors are let at: their time grows
// faster than the page. An ordinary one has a few thousand elements.
const maxElements = 40_000

// maxRunning bounds the text of such pages, in bytes: a book's worth.
const maxRunning = 3 << 20

func textSize(pieces []piece) int {
	size := 0
	for i := range pieces {
		size += len(pieces[i].text)
	}
	return size
}

func elements(root *html.Node) int {
	count := 0
	for n := root; n != nil; n = nextNode(n, root) {
		if n.Type == html.ElementNode {
			count++
		}
	}
	return count
}

// plainly marks what reads as running text, where no extractor found any.
func plainly(pieces []piece, vs []verdict) {
	for i := range pieces {
		p := &pieces[i]
		vs[i].keep = p.place&away == 0 && p.place&inHeading == 0 && vs[i].words >= 8 && p.linked*3 < len(p.text) && endsSentence(p.text)
	}
}

// agree marks the pieces that both extractors kept; where they hardly agree,
// those of the one that looks the more like running text.
func agree(pieces []piece, vs []verdict) {
	var both, traf, read int // bytes of unlinked text outside of comments
	for i, v := range vs {
		if pieces[i].place&(inComments|inHidden) != 0 {
			continue
		}
		n := len(pieces[i].text) - pieces[i].linked
		if v.traf > kept {
			traf += n
		}
		if v.read > kept {
			read += n
		}
		if v.traf > kept && v.read > kept {
			both += n
		}
	}
	alone := 0 // 1: go by trafilatura alone; 2: by readability alone
	if both*2 < max(traf, read) {
		alone = 1
		if read > traf {
			alone = 2
		}
	}
	for i := range vs {
		v := &vs[i]
		switch alone {
		case 0:
			v.keep = v.traf > kept && v.read > kept
		case 1:
			v.keep = v.traf > kept
		case 2:
			v.keep = v.read > kept
		}
		if pieces[i].place&inComments != 0 && alone != 0 {
			v.keep = false
		}
	}
}

// container is the smallest element that holds nearly all of the text kept.
func container(pieces []piece, vs []verdict) *html.Node {
	mass := map[*html.Node]int{}
	total := 0
	for i, v := range vs {
		if !v.keep {
			continue
		}
		n := len(pieces[i].text) - pieces[i].linked
		total += n
		for e := pieces[i].node; e != nil; e = e.Parent {
			mass[e] += n
		}
	}
	// Climb from the piece of most text until 19 parts in 20 are held.
	var deepest *html.Node
	best := 0
	for i, v := range vs {
		if n := len(pieces[i].text) - pieces[i].linked; v.keep && n > best {
			best, deepest = n, pieces[i].node
		}
	}
	e := deepest
	for e != nil && mass[e]*20 < total*19 {
		e = e.Parent
	}
	return e
}

func within(n, box *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == box {
			return true
		}
	}
	return box == nil
}

// extent gives the first and the last piece kept inside box that is a paragraph
// of running text.
func extent(pieces []piece, vs []verdict, box *html.Node) (first, last int) {
	first, last = len(pieces), -1
	for i := range pieces {
		if vs[i].keep && vs[i].words >= 8 && pieces[i].linked*2 < len(pieces[i].text) && within(pieces[i].node, box) {
			first, last = min(first, i), i
		}
	}
	return first, last
}

// away are the places that hold no body text unless both extractors say so.
const away = inNav | inAside | inFooter | inForm | inHidden | inNoise | inComments | inByline | inDate |
	inFigure | inCaption | inBio | inTable

// returns reports whether a piece in the midst of the body belongs to it though
// an extractor dropped it.
func returns(p *piece, v *verdict) bool {
	if p.place&inEmbed != 0 && p.place&inQuote != 0 && p.place&(inHidden|inComments) == 0 {
		return true
	}
	if p.place&away != 0 || p.linked*3 > len(p.text) {
		return false
	}
	if v.read > kept {
		return endsSentence(p.text) && v.words >= 5 || p.place&(inHeading|inParagraph|inQuote) != 0 && v.words >= 2 && p.place&inTitle == 0
	}
	return v.traf > kept && endsSentence(p.text) && v.words >= 8
}

// prune takes away what both extractors kept though it is none of the body.
func prune(pieces []piece, vs []verdict, title string) {
	leading := true  // nothing of the body's running text was seen
	related := false // a line such as "More stories" came just before
	hidden, shown := 0, 0
	for i := range pieces {
		if vs[i].keep && pieces[i].place&inHidden != 0 {
			hidden += len(pieces[i].text)
		} else if vs[i].keep {
			shown += len(pieces[i].text)
		}
	}
	for i := range pieces {
		p, v := &pieces[i], &vs[i]
		if !v.keep {
			continue
		}
		switch {
		case p.place&inHidden != 0 && hidden*4 < shown:
			v.keep = false
		case related && p.place&inItem != 0 && p.linked*5 > len(p.text):
			v.keep = false
		case sameWords(p.text, title), leading && p.place&inTitle != 0:
			v.keep = false
		case leading && p.place&(inDeck|inByline|inDate) != 0 && len(p.text) < 120 && !endsSentence(p.text):
			v.keep = false
		case junkLine(p.text):
			v.keep = false
			related = true
			continue
		case linkedLine(p):
			v.keep = p.place&(inTable|inQuote) != 0 || p.place&inItem != 0 && !related
		case stampLine(p.text):
			v.keep = false
		}
		if v.words >= 8 && !linkedLine(p) {
			leading, related = false, false
		}
	}
}

// linkedLine reports whether the piece is a link and little else.
func linkedLine(p *piece) bool {
	return p.linked*10 >= len(p.text)*7
}
