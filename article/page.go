package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// place is a set of facts on where in a page a piece of text stands, inherited
// from the elements around it.
type place uint32

const (
	inHeading   place = 1 << iota // h1 to h6
	inTitle                       // h1
	inItem                        // list item
	inTable                       // table cell
	inFigure                      // figure
	inCaption                     // figcaption, or an element named for captions
	inQuote                       // blockquote
	inNav                         // nav, or role=navigation
	inAside                       // aside
	inFooter                      // footer
	inHeader                      // header
	inForm                        // form
	inHidden                      // not shown
	inNoise                       // an element named for sharing, advertising, recommending …
	inComments                    // readers' comments
	inByline                      // an element named for authors
	inDate                        // an element named for dates, or time
	inDeck                        // an element named for standfirsts
	inBio                         // the author's biography
	inParagraph                   // p
	inArticle                     // article or main
	inBodyName                    // an element named for the body of an article
	inEmbed                       // a quoted post of a social network
	inPre                         // pre
)

// piece is a run of text of a page that no block-level element cuts.
type piece struct {
	text   string     // white space collapsed; "\n" where a line break stood
	place  place      //
	node   *html.Node // the nearest block-level element around it
	linked int        // bytes of the text that are inside links
	strong int        // bytes in bold
}

// skipped elements hold no text for a reader.
var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true,
	atom.Iframe: true, atom.Object: true, atom.Embed: true, atom.Canvas: true, atom.Audio: true,
	atom.Video: true, atom.Select: true, atom.Textarea: true, atom.Button: true, atom.Head: true,
	atom.Title: true, atom.Math: true, atom.Noframes: true, atom.Datalist: true, atom.Dialog: true,
	atom.Map: true,
}

// inline elements do not cut a run of text; every other one does.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Acronym: true, atom.B: true, atom.Bdi: true, atom.Bdo: true,
	atom.Big: true, atom.Cite: true, atom.Code: true, atom.Data: true, atom.Del: true, atom.Dfn: true,
	atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true, atom.Kbd: true, atom.Label: true,
	atom.Mark: true, atom.Nobr: true, atom.Output: true, atom.Q: true, atom.Rp: true, atom.Rt: true,
	atom.Ruby: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strike: true,
	atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true, atom.U: true,
	atom.Var: true, atom.Wbr: true, atom.Img: true, atom.Picture: true, atom.Source: true,
}

// flattener cuts a page into pieces, in the order of the page.
type flattener struct {
	pieces []piece
	buf    strings.Builder
	space  bool // white space is due before the next character
	breaks int  // line breaks since the last character
	linked int
	strong int
}

// flatten gives the visible text of the tree under root as pieces. The tree is
// at most as deep as html.Parse allows, 512 elements, so recursion is safe.
func flatten(root *html.Node) []piece {
	var f flattener
	f.walk(root, root, 0, false, false)
	f.flush(root, 0)
	return f.pieces
}

func (f *flattener) walk(n, block *html.Node, at place, link, bold bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			f.write(c.Data, link, bold, block, at)
		case html.ElementNode:
			f.element(c, block, at, link, bold)
		}
	}
}

func (f *flattener) element(c, block *html.Node, at place, link, bold bool) {
	if skipped[c.DataAtom] || c.Namespace != "" {
		return
	}
	switch c.DataAtom {
	case atom.Br:
		f.breaks++
		return
	case atom.Hr:
		f.flush(block, at)
		return
	}
	inner := at | placeOf(c)
	if inline[c.DataAtom] {
		// An inline element named for something of its own (a byline, a date)
		// keeps its name only if nothing else stands in the block: see flush.
		if c.DataAtom == atom.A {
			link = true
		}
		if c.DataAtom == atom.B || c.DataAtom == atom.Strong {
			bold = true
		}
		if holdsBlocks(c) || inner&^at&(inHidden|inNoise|inComments|inByline|inDate|inCaption|inDeck) != 0 && standsAlone(c) {
			f.flush(block, at)
			f.walk(c, c, inner, link, bold)
			f.flush(c, inner)
			return
		}
		if inner&^at&inHidden != 0 {
			return
		}
		f.walk(c, block, at, link, bold)
		return
	}
	f.flush(block, at)
	f.walk(c, c, inner, link, bold)
	f.flush(c, inner)
}

// holdsBlocks reports whether an inline element holds a block-level one, as a
// link around a whole card does.
func holdsBlocks(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !inline[c.DataAtom] && !skipped[c.DataAtom] && c.DataAtom != atom.Br {
			return true
		}
	}
	return false
}

// standsAlone reports whether no bare text stands right beside n, so that
// cutting it off from its neighbours breaks no sentence.
func standsAlone(n *html.Node) bool {
	for _, s := range []*html.Node{n.PrevSibling, n.NextSibling} {
		if s != nil && s.Type == html.TextNode && strings.TrimSpace(s.Data) != "" {
			return false
		}
	}
	return n.Parent == nil || n.Parent.DataAtom != atom.P
}

// write adds text of one node, its white space collapsed.
func (f *flattener) write(s string, link, bold bool, block *html.Node, at place) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if blank(r) {
			if at&inPre != 0 && r == '\n' {
				f.breaks++
			}
			f.space = true
			i += size
			continue
		}
		if f.breaks > 1 || f.breaks == 1 && f.ended() {
			f.flush(block, at)
		}
		if f.buf.Len() > 0 {
			if f.breaks > 0 {
				f.buf.WriteByte('\n')
			} else if f.space {
				f.buf.WriteByte(' ')
			}
		}
		f.space, f.breaks = false, 0
		j := i + size
		for j < len(s) {
			r, n := utf8.DecodeRuneInString(s[j:])
			if blank(r) {
				break
			}
			j += n
		}
		word := visible(s[i:j])
		f.buf.WriteString(word)
		if link {
			f.linked += len(word)
		}
		if bold {
			f.strong += len(word)
		}
		i = j
	}
}

// ended reports whether the text so far ends as a paragraph would.
func (f *flattener) ended() bool {
	return endsSentence(f.buf.String())
}

// blank reports whether r is white space that a browser would collapse, or one
// that scraped pages use as such.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff'
}

// visible drops the characters that no reader sees: controls and soft hyphens.
func visible(s string) string {
	for _, r := range s {
		if r < ' ' || r == 0x7f || r == '\u00ad' || r >= 0x80 && r < 0xa0 {
			return strings.Map(func(r rune) rune {
				if r < ' ' || r == 0x7f || r == '\u00ad' || r >= 0x80 && r < 0xa0 {
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}

func (f *flattener) flush(block *html.Node, at place) {
	if f.buf.Len() > 0 {
		f.pieces = append(f.pieces, piece{text: f.buf.String(), place: at, node: block, linked: f.linked, strong: f.strong})
		f.buf.Reset()
	}
	f.space, f.breaks, f.linked, f.strong = false, 0, 0, 0
}
