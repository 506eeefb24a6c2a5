package norm

import (
	"slices"
	"sort"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
)

// run is a half-open range of tokens.
type run struct{ first, last int }

func (r run) empty() bool    { return r.last <= r.first }
func (r run) has(i int) bool { return r.first <= i && i < r.last }

// stmt is an attribution in tokens.
type stmt struct {
	a       *hearsay.Attribution
	source  run // empty where none is written
	cue     []run
	content []run
	head    int // token of the cue that the rest hangs from; -1 without one
	sent    int // sentence of the cue, else of the first content
}

// text is one document as the normalizer sees it.
type text struct {
	an         *hearsay.Analysis
	names      []entity.Mention // in order, none overlapping
	nameOf     []int32          // by token, index in names or -1
	sentOf     []int32
	stmts      []stmt
	known      []*named
	countries  []*named            // those of them that no table knows and that the document uses as countries
	owner      []*named            // by name, its entry in known; nil for none
	byWord     map[string][]*named // entries by the words of their names
	surnames   map[string]bool     // last words of persons' names, as the recogniser has them; nil until asked for
	adjectival map[string][]string // the document's different capitalised words by their first three bytes
	inOrder    []int               // the statements in the order in which they are resolved
	spoken     []*named            // by statement, its speaker where that is one of the register
	speaks     []hearsay.Speaker
	done       []bool
	heldBy     []int32 // by token, 1 + the outermost statement in whose content it stands, 0 for none
	papers     []bool  // by statement, whether a document without an author speaks
	chains     [][]hearsay.Carrier
	acts       []hearsay.Act
}

func (t *text) reset(an *hearsay.Analysis, names []entity.Mention, attrs []hearsay.Attribution) {
	t.an, t.names = an, names
	t.nameOf, t.sentOf = t.nameOf[:0], t.sentOf[:0]
	for range an.Tokens {
		t.nameOf = append(t.nameOf, -1)
		t.sentOf = append(t.sentOf, -1)
	}
	for s := range an.Sents {
		for i := an.Sents[s].First; i < an.Sents[s].Last; i++ {
			t.sentOf[i] = int32(s)
		}
	}
	t.surnames = nil
	t.gather()
	t.correct()
	for k := range names {
		for i := names[k].First; i < names[k].Last; i++ {
			t.nameOf[i] = int32(k)
		}
	}
	t.stmts, t.inOrder = t.stmts[:0], nil
	for k := range attrs {
		t.stmts = append(t.stmts, t.stmt(&attrs[k]))
	}
	t.heldBy = t.heldBy[:0]
	for range an.Tokens {
		t.heldBy = append(t.heldBy, 0)
	}
	for k := range t.stmts {
		if t.parent(k) >= 0 {
			continue
		}
		for _, c := range t.stmts[k].content {
			for i := c.first; i < c.last; i++ {
				t.heldBy[i] = int32(k + 1)
			}
		}
	}
	t.known, t.countries = t.known[:0], t.countries[:0]
	t.owner = make([]*named, len(names))
	t.byWord = map[string][]*named{}
	t.spoken = make([]*named, len(attrs))
	t.speaks = make([]hearsay.Speaker, len(attrs))
	t.done = make([]bool, len(attrs))
	t.papers = make([]bool, len(attrs))
	t.chains = make([][]hearsay.Carrier, len(attrs))
	t.acts = make([]hearsay.Act, len(attrs))
}

func (t *text) stmt(a *hearsay.Attribution) stmt {
	s := stmt{a: a, head: -1}
	if len(a.Source) > 0 {
		s.source = t.tokens(a.Source[0])
		s.source.last = t.tokens(a.Source[len(a.Source)-1]).last
	}
	for _, c := range a.Cue {
		s.cue = append(s.cue, t.tokens(c))
	}
	for _, c := range a.Content {
		s.content = append(s.content, t.tokens(c))
	}
	at := s.content[0].first
	if len(s.cue) > 0 {
		s.head = t.headOf(s.cue[0].first, s.cue[len(s.cue)-1].last)
		at = s.cue[0].first
	}
	s.sent = int(t.sentOf[min(at, len(t.sentOf)-1)])
	return s
}

// tokens are those that a span of bytes touches.
func (t *text) tokens(s hearsay.Span) run {
	toks := t.an.Tokens
	first := sort.Search(len(toks), func(i int) bool { return toks[i].End > s.Start })
	last := sort.Search(len(toks), func(i int) bool { return toks[i].Start >= s.End })
	if first >= len(toks) {
		first = len(toks) - 1
	}
	return run{first, max(last, first+1)}
}

// gather notes the document's different capitalised words.
func (t *text) gather() {
	t.adjectival = map[string][]string{}
	for i := range t.an.Tokens {
		if w := t.an.Text(i); len(w) > 4 && w[0] >= 'A' && w[0] <= 'Z' && w[1] >= 'a' {
			if l := t.adjectival[w[:3]]; !slices.Contains(l, w) {
				t.adjectival[w[:3]] = append(l, w)
			}
		}
	}
}

// adjectives are the capitalised words of the document that may be made of a name.
func (t *text) adjectives(name string) []string {
	if len(name) < 3 {
		return nil
	}
	return t.adjectival[name[:3]]
}

// order is that in which statements are resolved: of the text, those that hold
// others before them.
func (t *text) order() []int {
	if len(t.inOrder) == len(t.stmts) {
		return t.inOrder
	}
	out := make([]int, 0, len(t.stmts))
	for k := range t.stmts {
		out = append(out, k)
	}
	at := func(k int) int {
		s := &t.stmts[k]
		at := s.content[0].first
		if !s.source.empty() {
			at = min(at, s.source.first)
		}
		if len(s.cue) > 0 {
			at = min(at, s.cue[0].first)
		}
		return at
	}
	depth := func(k int) int {
		d := 0
		if t.firstPerson(k) { // whose quotation it is must be known before
			d = 1
		}
		for p := t.stmts[k].a.Nested; p >= 0 && p < len(t.stmts) && d < len(t.stmts); p = t.stmts[p].a.Nested {
			d++
		}
		return d
	}
	// A quotation's speaker often stands behind it, so a statement is as early as its
	// sentence, not as its words.
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if da, db := depth(a), depth(b); da != db {
			return da < db
		}
		if sa, sb := t.stmts[a].sent, t.stmts[b].sent; sa != sb {
			return sa < sb
		}
		return at(a) < at(b)
	})
	t.inOrder = out
	return out
}

// firstPerson reports whether the source of statement k is "I" or "we".
func (t *text) firstPerson(k int) bool {
	r := t.stmts[k].source
	if r.last-r.first != 1 {
		return false
	}
	switch t.lower(r.first) {
	case "i", "we", "my", "our", "me", "us":
		return true
	}
	return false
}

// parent is the statement that holds statement k, or -1.
func (t *text) parent(k int) int {
	if p := t.stmts[k].a.Nested; p >= 0 && p < len(t.stmts) && p != k {
		return p
	}
	return -1
}

func (t *text) word(i int) string {
	if i < 0 || i >= len(t.an.Tokens) {
		return ""
	}
	return t.an.Text(i)
}

// lower is token i in small letters.
func (t *text) lower(i int) string { return strings.ToLower(t.word(i)) }

func (t *text) lemma(i int) string {
	if i < 0 || i >= len(t.an.Tokens) {
		return ""
	}
	return strings.ToLower(t.an.Tokens[i].Lemma)
}

func (t *text) tag(i int) hearsay.Tag {
	if i < 0 || i >= len(t.an.Tokens) {
		return hearsay.TagNone
	}
	return t.an.Tokens[i].Tag
}

func (t *text) punct(i int) bool {
	switch t.tag(i) {
	case hearsay.TagComma, hearsay.TagStop, hearsay.TagColon, hearsay.TagLRB, hearsay.TagRRB, hearsay.TagOpenQuote,
		hearsay.TagCloseQuote, hearsay.TagNFP, hearsay.TagHYPH, hearsay.TagNone:
		return true
	}
	return false
}

// slice is the text of tokens first to last-1 as written, on one line.
func (t *text) slice(first, last int) string {
	if first >= last {
		return ""
	}
	s := t.an.Doc.Text[t.an.Tokens[first].Start:t.an.Tokens[last-1].End]
	if strings.ContainsAny(s, "\n\r\t\u00a0") || strings.Contains(s, "  ") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return s
}

func (t *text) span(first, last int) hearsay.Span {
	return hearsay.Span{Start: t.an.Tokens[first].Start, End: t.an.Tokens[last-1].End}
}

// headOf is the token of a range that the others hang from: of those whose head lies
// outside, the first noun or verb.
func (t *text) headOf(first, last int) int {
	best, score := last-1, -1
	for i := first; i < last; i++ {
		if t.punct(i) {
			continue
		}
		s := 0
		if h := int(t.an.Tokens[i].Head); h < first || h >= last {
			s += 2
		}
		if g := t.tag(i); g.Verb() || g.Noun() {
			s++
		}
		if s > score {
			best, score = i, s
		}
	}
	return best
}

// sentence is the range of tokens of the sentence of token i.
func (t *text) sentence(i int) run {
	if i < 0 || i >= len(t.sentOf) || t.sentOf[i] < 0 {
		return run{}
	}
	s := &t.an.Sents[t.sentOf[i]]
	return run{s.First, s.Last}
}

// within reports whether token i stands in a content of statement k.
func (t *text) within(k, i int) bool {
	for _, c := range t.stmts[k].content {
		if c.has(i) {
			return true
		}
	}
	return false
}

// quoted reports whether token i stands inside quotation marks, counted from the
// start of its block.
func (t *text) quoted(i int) bool {
	s := t.sentence(i)
	if s.empty() {
		return false
	}
	open := false
	for k := s.first; k < i; k++ {
		switch t.tag(k) {
		case hearsay.TagOpenQuote:
			open = true
		case hearsay.TagCloseQuote:
			open = false
		}
	}
	return open
}

// otherName reports whether tokens first to last-1 lie inside a longer name that is
// no place: "New York Times", "Paris Sile".
func (t *text) otherName(first, last int) bool {
	k := t.nameOf[first]
	if k < 0 {
		return false
	}
	m := &t.names[k]
	return m.Kind != entity.Place && (m.First < first || m.Last > last || m.Kind == entity.Person)
}
