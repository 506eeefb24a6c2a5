package article

import (
	"fmt"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// readHTML finds the article in a page and composes a Document of it: headline,
// standfirst, byline, captions, body and credits, in the order of the page. It
// also gives the language that the page declares. The error wraps
// hearsay.ErrArticle where the page holds no article.
func readHTML(text string, opts Options) (*hearsay.Document, string, error) {
	root, err := parsePage(text)
	if err != nil {
		return nil, "", err
	}
	m := readMeta(root)
	pieces := flatten(root)
	title := headlineOf(m, pieces)
	vs := choose(root, pieces, title)
	doc := &hearsay.Document{
		Title: title, Publisher: m.publisher, Byline: m.authors, Credits: m.agencies, Published: m.published, URL: m.url,
	}
	c := composer{doc: doc, pieces: pieces, vs: vs, title: title, meta: &m}
	c.compose()
	if !c.enough() {
		return nil, "", fmt.Errorf("page of %d bytes: %w", len(text), hearsay.ErrArticle)
	}
	if doc.Published != "" {
		doc.Basis = hearsay.BasisStated
	} else if day := inferPublished(doc); day != "" {
		doc.Published, doc.Basis = day, hearsay.BasisInferred
	}
	return doc, m.language, nil
}

// headlineOf is the article's headline: the h1 that the stated title begins
// with or that begins with it, else the stated title without the site's name.
func headlineOf(m meta, pieces []piece) string {
	for _, h := range m.headings {
		if alike(h, m.title) {
			return h
		}
	}
	title := m.title
	for _, sep := range [...]string{" | ", " - ", " — ", " – ", " :: ", " » ", " · ", ": "} {
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		tail := title[i+len(sep):]
		for k := range pieces { // the site's name may stand first
			if shows(pieces[k].text, tail) && len(strings.Fields(tail)) >= 3 {
				return tail
			}
		}
		if m.publisher != "" && (sameWords(tail, m.publisher) || sameWords("The "+tail, m.publisher) || sameWords(tail, "The "+m.publisher)) {
			title = title[:i]
			break
		}
		// The page shows the title without its tail.
		for k := range pieces {
			if shows(pieces[k].text, title[:i]) {
				return title[:i]
			}
		}
	}
	if title == "" && len(m.headings) > 0 {
		return m.headings[0]
	}
	return title
}

// shows reports whether the first line of a piece is the given title.
func shows(text, title string) bool {
	line, _, _ := strings.Cut(text, "\n")
	return len(line) < len(title)+8 && sameWords(line, title)
}

// alike reports whether one title is the other, or begins or ends it.
func alike(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if sameWords(a, b) {
		return true
	}
	x, y := string(fold(nil, a)), string(fold(nil, b))
	if len(x) > len(y) {
		x, y = y, x
	}
	return len(x) >= 12 && (strings.HasPrefix(y, x) || strings.HasSuffix(y, x))
}

// composer makes the text of a Document out of pieces of a page.
type composer struct {
	doc    *hearsay.Document
	pieces []piece
	vs     []verdict
	title  string
	meta   *meta
	text   strings.Builder
	body   []int // pieces of the body
	begun  bool  // running text of the body has been added
}

// compose writes the blocks in the order of the page: from the headline, or as
// near above the body as one is found, to a little below the body.
func (c *composer) compose() {
	first, last := len(c.pieces), -1
	for i := range c.vs {
		if c.vs[i].keep {
			first, last = min(first, i), i
			c.body = append(c.body, i)
		}
	}
	if c.needsMetaBody() {
		c.metaBody()
		return
	}
	head := c.headPiece(first)
	if c.title != "" {
		c.add(c.title, hearsay.ZoneHeadline)
	}
	start := first
	if head >= 0 {
		start = head + 1
	}
	for i := start; i < len(c.pieces) && i <= last+12; i++ {
		p, v := &c.pieces[i], &c.vs[i]
		switch {
		case v.keep:
			c.bodyPiece(i)
		case i < first:
			c.above(i)
		case i < last:
			c.among(p)
		default:
			if !c.below(p) {
				continue
			}
		}
	}
	c.finish()
}

func (c *composer) finish() { c.doc.Text = c.text.String() }

// add appends a block, an empty line before it.
func (c *composer) add(text string, zone hearsay.Zone) {
	text = strings.ToValidUTF8(text, "\ufffd")
	s, e := trim(text, 0, len(text))
	if s == e {
		return
	}
	if c.text.Len() > 0 {
		c.text.WriteString("\n\n")
	}
	start := c.text.Len()
	c.text.WriteString(text[s:e])
	c.doc.Blocks = append(c.doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: start, End: c.text.Len()}, Zone: zone})
}

// bodyPiece adds a piece of the body, or a credit that stands in it.
func (c *composer) bodyPiece(i int) {
	text := c.pieces[i].text
	if !c.begun && strings.Contains(text, "\n") && c.lines(&c.pieces[i]) {
		return
	}
	if !c.begun && len(text) <= maxByline && c.common(&c.pieces[i]) {
		return
	}
	if !c.begun && i == c.body[0] && c.pieces[i].place&inDeck != 0 && len(text) <= maxDeck && len(c.body) > 2 {
		c.add(text, hearsay.ZoneDeck) // named for what it is
		return
	}
	c.begun = c.begun || c.vs[i].words >= 8
	if names, ok := readCredit(text); ok {
		c.add(text, hearsay.ZoneCredit)
		c.credit(names)
		return
	}
	if i == c.body[0] {
		if name := datelineAgency(text); name != "" {
			c.doc.Credits = appendName(c.doc.Credits, name)
		}
	}
	c.add(text, hearsay.ZoneBody)
}

// lines adds the lines of a piece one by one where the first is the headline or
// says when: old pages set those and the body in one cell. It reports whether
// it did.
func (c *composer) lines(p *piece) bool {
	first, rest, _ := strings.Cut(p.text, "\n")
	if !sameWords(first, c.title) && !stampLine(first) {
		return false
	}
	for line := range strings.SplitSeq(p.text, "\n") {
		part := *p
		part.text = line
		if sameWords(line, c.title) || c.common(&part) {
			continue
		}
		c.begun = true
		c.add(line, hearsay.ZoneBody)
	}
	return rest != ""
}

func (c *composer) credit(names []string) {
	for _, n := range names {
		c.doc.Credits = appendName(c.doc.Credits, n)
	}
}

// headPiece finds the headline's piece above the body: the last one there that
// says what the title does, or the last h1. It gives -1 where there is none.
func (c *composer) headPiece(first int) int {
	h1 := -1
	for i := min(first, len(c.pieces)) - 1; i >= 0; i-- {
		p := &c.pieces[i]
		if p.place&(inNav|inHidden|inFooter|inComments) != 0 {
			continue
		}
		if sameWords(p.text, c.title) && p.linked*2 < len(p.text) {
			h1 = i
			if p.place&inTitle != 0 {
				return i
			}
		}
	}
	if h1 >= 0 {
		return h1
	}
	for i := min(first, len(c.pieces)) - 1; i >= 0; i-- {
		if c.pieces[i].place&inTitle != 0 {
			return i
		}
	}
	return -1
}

// above adds what stands between headline and body: standfirst, byline, date,
// caption.
func (c *composer) above(i int) {
	p := &c.pieces[i]
	if p.place&(inNav|inFooter|inHidden|inComments|inForm|inEmbed) != 0 || sameWords(p.text, c.title) {
		return
	}
	if c.common(p) {
		return
	}
	// The standfirst is the one so named, the heading below the headline, or
	// the description where the page shows it.
	linked := p.linked*2 > len(p.text)
	if linked || p.place&(inNoise|inAside) != 0 || len(p.text) > maxDeck || junkLine(p.text) || len(strings.Fields(p.text)) < 4 {
		return
	}
	if p.place&(inDeck|inHeading) != 0 && p.place&inItem == 0 || c.meta.description != "" && sameWords(p.text, c.meta.description) {
		c.add(p.text, hearsay.ZoneDeck)
	}
}

// among adds a caption or credit that stands between paragraphs of the body.
func (c *composer) among(p *piece) {
	if p.place&(inNav|inFooter|inHidden|inComments|inForm|inEmbed) != 0 {
		return
	}
	if p.place&(inCaption|inFigure) != 0 || caption(p.text) {
		c.caption(p)
	} else if names, ok := readCredit(p.text); ok && p.place&(inNoise|inAside) == 0 {
		c.add(p.text, hearsay.ZoneCredit)
		c.credit(names)
	}
}

// below adds the credits that stand right under the body; it reports whether
// the piece was one.
func (c *composer) below(p *piece) bool {
	if p.place&(inNav|inFooter|inHidden|inComments|inForm|inAside) != 0 {
		return false
	}
	names, ok := readCredit(p.text)
	if !ok || len(names) == 0 {
		return false
	}
	c.add(p.text, hearsay.ZoneCredit)
	c.credit(names)
	return true
}

// common adds a byline, a date or a caption; it reports whether the piece was
// one.
func (c *composer) common(p *piece) bool {
	if p.place&(inCaption|inFigure) != 0 {
		c.caption(p)
		return true
	}
	if len(p.text) > maxByline {
		return false
	}
	if st, ok := readStamp(p.text); ok {
		c.add(p.text, hearsay.ZoneFurniture)
		if c.doc.Published == "" {
			c.doc.Published = st.date
		}
		return true
	}
	z := zoner{doc: &hearsay.Document{Text: p.text, Blocks: []hearsay.Block{{Span: hearsay.Span{End: len(p.text)}}}}}
	named := p.place&inByline != 0 && bareName(p.text)
	if !named && !z.byline(0) && !z.mixed(0) {
		if p.place&inByline != 0 && p.place&inParagraph == 0 && len(p.text) < 80 && !junkLine(p.text) && c.knownAuthor(p.text) {
			c.addByline(p.text)
			return true
		}
		return false
	}
	names := z.doc.Byline
	if named {
		names = []string{tidyName(p.text)}
	}
	c.addByline(p.text)
	// Metadata often name the first author alone.
	if len(c.meta.authors) == 0 || len(names) > len(c.meta.authors) && strings.EqualFold(names[0], c.meta.authors[0]) {
		for _, n := range names {
			c.doc.Byline = appendName(c.doc.Byline, n)
		}
	}
	for _, st := range z.stamps {
		if c.doc.Published == "" {
			c.doc.Published = st.date
		}
	}
	return true
}

// addByline adds a byline unless the same one stands there already: pages show
// the author above and below the picture.
func (c *composer) addByline(text string) {
	for _, b := range c.doc.Blocks {
		if b.Zone == hearsay.ZoneByline && sameWords(c.text.String()[b.Start:b.End], text) {
			return
		}
	}
	c.add(text, hearsay.ZoneByline)
}

func (c *composer) knownAuthor(s string) bool {
	for _, a := range c.doc.Byline {
		if strings.Contains(s, a) {
			return true
		}
	}
	return false
}

// caption adds a picture's caption: of three words at least, none of it links
// and controls.
func (c *composer) caption(p *piece) {
	if len(strings.Fields(p.text)) < 3 || p.linked*2 > len(p.text) || p.place&inNoise != 0 || p.place&inTable != 0 || junkLine(p.text) || len(p.text) > 1200 {
		return
	}
	for _, b := range c.doc.Blocks {
		if b.Zone == hearsay.ZoneCaption && sameWords(c.text.String()[b.Start:b.End], p.text) {
			return
		}
	}
	c.add(p.text, hearsay.ZoneCaption)
}

// enough reports whether what was found is an article: some running text, or
// fifty words.
func (c *composer) enough() bool {
	words, sentence := 0, false
	for _, b := range c.doc.Blocks {
		if b.Zone != hearsay.ZoneBody {
			continue
		}
		text := c.doc.Text[b.Start:b.End]
		n := len(strings.Fields(text))
		words += n
		sentence = sentence || n >= 6 && endsSentence(text) || !spaced(text) && len(text) > 60
	}
	linked, all := 0, 0
	for _, i := range c.body {
		linked += c.pieces[i].linked
		all += len(c.pieces[i].text)
	}
	return (sentence || words >= 50) && linked*5 <= all*3
}

// spaced reports whether words have blanks between them, as they have not in
// Chinese and Japanese.
func spaced(s string) bool { return strings.Count(s, " ")*20 > len(s) }

// needsMetaBody reports whether the body stands in the page's metadata alone,
// as where scripts would set it.
func (c *composer) needsMetaBody() bool {
	if len(c.meta.body) < 200 {
		return false
	}
	n := 0
	for _, i := range c.body {
		n += len(c.pieces[i].text) - c.pieces[i].linked
	}
	return n*3 < len(c.meta.body)
}

// metaBody composes the Document of headline and articleBody.
func (c *composer) metaBody() {
	c.body = nil
	if c.title != "" {
		c.add(c.title, hearsay.ZoneHeadline)
	}
	text := c.meta.body
	if strings.Contains(text, "</p>") || strings.Contains(text, "<br") {
		if root, err := parsePage(text); err == nil {
			for _, p := range flatten(root) {
				c.add(p.text, hearsay.ZoneBody)
			}
			c.finish()
			return
		}
	}
	for _, s := range cut(text) {
		if para := text[s.Start:s.End]; !junkLine(para) {
			c.add(visible(para), hearsay.ZoneBody)
		}
	}
	c.finish()
}

// Body joins the blocks of the body, an empty line between them: the text that
// benchmarks of extraction compare.
func Body(doc *hearsay.Document) string {
	var b strings.Builder
	for _, bl := range doc.Blocks {
		if bl.Zone != hearsay.ZoneBody {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(doc.Text[bl.Start:bl.End])
	}
	return b.String()
}
