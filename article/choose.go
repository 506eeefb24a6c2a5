package article

import (
	"strings"

	"golang.org/x/net/html"
)

// verdict is what the extractor and the page itself say of one piece.
type verdict struct {
	share float64 // part of its words that the extractor kept
	words int
	keep  bool // it is of the article's body
}

// kept is the part of a piece's words above which the extractor counts as having
// kept it.
const kept = 0.5

// choose tells which pieces of the page are the article's body.
//
// An extractor that weighs the page's elements has the first vote. The page's
// own marks correct it: what it kept goes where the page names it something
// else than body, where it sends the reader elsewhere, and where it repeats what
// was said; what it dropped out of the midst of running text returns.
func choose(doc *html.Node, pieces []piece, title string) []verdict {
	found := newBallot(nil)
	if elements(doc) <= maxElements && textSize(pieces) <= maxRunning {
		if n := readable(doc); n != nil {
			found = newBallot(flatten(n))
		}
	}
	vs := make([]verdict, len(pieces))
	var words []uint64
	for i := range pieces {
		v := &vs[i]
		v.share, words = found.share(pieces[i].text, words)
		v.words = len(words)
		v.keep = v.share > kept
	}
	if running(pieces, vs) < minRunning {
		plainly(pieces, vs)
	}
	misplaced(pieces, vs)
	box := container(pieces, vs)
	first, last := extent(pieces, vs, box)
	for i := range pieces {
		vs[i].keep = vs[i].keep && within(pieces[i].node, box)
		if vs[i].keep || i >= last || !within(pieces[i].node, box) {
			continue
		}
		// Just above the first paragraph kept stands the lead, which extractors
		// lose to the standfirst that it looks like.
		if i > first || i >= first-2 && vs[i].words >= 15 && vs[i].share > kept && endsSentence(pieces[i].text) {
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

// maxElements bounds the pages that the extractor is let at: its time grows
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

// minRunning is the length in bytes of running text below which the extractor
// counts as having found no article.
const minRunning = 150

// running is the length of the text kept, links left out.
func running(pieces []piece, vs []verdict) int {
	n := 0
	for i := range vs {
		if vs[i].keep && pieces[i].place&inComments == 0 {
			n += len(pieces[i].text) - pieces[i].linked
		}
	}
	return n
}

// elsewhere are the places that hold no body text.
const elsewhere = inNav | inAside | inFooter | inHeader | inForm | inHidden | inNoise | inComments | inByline | inDate |
	inFigure | inCaption | inBio

// misplaced drops what stands in places other than the body. A place that holds
// a fair part of all that was kept is the body, whatever its name: pages put
// whole articles into an aside, or a class named for sharing.
func misplaced(pieces []piece, vs []verdict) {
	var mass [32]int
	for i := range vs {
		if !vs[i].keep {
			continue
		}
		n := len(pieces[i].text) - pieces[i].linked
		for f := range mass {
			if pieces[i].place&(1<<f) != 0 {
				mass[f] += n
			}
		}
	}
	total := running(pieces, vs)
	var body place
	for f, n := range mass {
		if n*4 > total {
			body |= 1 << f
		}
	}
	for i := range vs {
		if pieces[i].place&elsewhere&^body != 0 {
			vs[i].keep, vs[i].share = false, 0
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

// away are the places that hold no body text unless the extractor says so.
const away = inNav | inAside | inFooter | inForm | inHidden | inNoise | inComments | inByline | inDate |
	inFigure | inCaption | inBio | inTable

// returns reports whether a piece in the midst of the body belongs to it though
// it was dropped.
func returns(p *piece, v *verdict) bool {
	if p.place&inEmbed != 0 && p.place&inQuote != 0 && p.place&(inHidden|inComments) == 0 {
		return true
	}
	if p.place&away != 0 || p.linked*3 > len(p.text) {
		return false
	}
	if v.share <= kept {
		return false
	}
	return endsSentence(p.text) && v.words >= 5 || p.place&(inHeading|inParagraph|inQuote) != 0 && v.words >= 2 && p.place&inTitle == 0
}

// prune takes away what was kept though it is none of the body.
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
		case leading && signed(p.text):
			v.keep = false // composed as what it is
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

// signed reports whether a line is a byline.
func signed(s string) bool {
	_, ok := readByline(s)
	return ok
}

// linkedLine reports whether the piece is a link and little else.
func linkedLine(p *piece) bool {
	return p.linked*10 >= len(p.text)*7
}
