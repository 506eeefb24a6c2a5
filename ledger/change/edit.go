package change

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// edits are the words and marks that differ between two blocks, in order.
func (t *text) edits(o *text, a, b *block) []Edit {
	ids := make(numbers)
	x, y := make([]int32, len(a.toks)), make([]int32, len(b.toks))
	for i := range a.toks {
		x[i] = ids.of(a.toks[i].norm)
	}
	for i := range b.toks {
		y[i] = ids.of(b.toks[i].norm)
	}
	quoted := quotes(a.toks) != quotes(b.toks)
	var out []Edit
	i, j := 0, 0
	for _, h := range append(diff(x, y), hunk{len(x), len(x), len(y), len(y)}) {
		for i < h.a0 { // the same, in another dress
			if p, q := &a.toks[i], &b.toks[j]; t.of(p.Span) != o.of(q.Span) {
				kind := Style
				if p.sort == mark {
					kind = Marks
				}
				out = append(out, Edit{p.Span, q.Span, kind})
			}
			i, j = i+1, j+1
		}
		if h.a0 < h.a1 || h.b0 < h.b1 {
			out = append(out, t.edit(o, a, b, h, quoted))
		}
		i, j = h.a1, h.b1
	}
	return out
}

// edit is one hunk with its kind.
func (t *text) edit(o *text, a, b *block, h hunk, quoted bool) Edit {
	p, q := a.toks[h.a0:h.a1], b.toks[h.b0:h.b1]
	e := Edit{Old: spanOf(a, h.a0, h.a1), New: spanOf(b, h.b0, h.b1)}
	was, is := words(p), words(q)
	switch {
	case len(was)+len(is) == 0:
		e.Kind = Marks
		if quoted && quotes(p) != quotes(q) {
			e.Kind = Quotation
		}
	case joined(was) == joined(is):
		e.Kind = Style
	case typos(t, o, was, is), twice(a.toks, h.a0, h.a1, is), twice(b.toks, h.b0, h.b1, was):
		e.Kind = Typo
	default:
		e.Kind = t.substance(o, was, is)
	}
	if e.Kind.Cosmetic() && quoted && quotes(p) != quotes(q) {
		e.Kind = Quotation
	}
	return e
}

// spanOf is the span of some of a block's tokens; an empty one stands before the next.
func spanOf(b *block, i, j int) hearsay.Span {
	switch {
	case i < j:
		return hearsay.Span{Start: b.toks[i].Start, End: b.toks[j-1].End}
	case i > 0:
		return hearsay.Span{Start: b.toks[i-1].End, End: b.toks[i-1].End}
	}
	return hearsay.Span{Start: b.span.Start, End: b.span.Start}
}

// words are tokens without the marks.
func words(toks []token) []token {
	out := make([]token, 0, len(toks))
	for _, t := range toks {
		if t.sort != mark {
			out = append(out, t)
		}
	}
	return out
}

func quotes(toks []token) int {
	n := 0
	for i := range toks {
		if toks[i].norm == `"` {
			n++
		}
	}
	return n
}

// joined is the letters of words: the same for "cease-fire", "cease fire" and
// "ceasefire", "per cent" and "percent".
func joined(toks []token) string {
	var b strings.Builder
	for i := range toks {
		b.WriteString(strings.ReplaceAll(toks[i].norm, "'", ""))
	}
	return b.String()
}

// substance is what sort of words an edit of substance changes.
func (t *text) substance(o *text, was, is []token) EditKind {
	for _, k := range [...]struct {
		kind EditKind
		is   func(token) bool
	}{
		{Figure, func(k token) bool { return k.sort == figure }},
		{Date, func(k token) bool { return k.sort == date }},
		{Name, func(k token) bool { return t.isName(k) || o.isName(k) }},
	} {
		if !slices.Equal(pick(was, k.is), pick(is, k.is)) {
			return k.kind
		}
	}
	return Wording
}

// pick are the norms of those tokens that are of a sort, in order.
func pick(toks []token, is func(token) bool) []string {
	var out []string
	for _, t := range toks {
		if is(t) {
			out = append(out, t.norm)
		}
	}
	slices.Sort(out)
	return out
}

// isName reports whether a capitalised word is a name: within a sentence it is, at its
// beginning where the text has it so within another and never in lower case.
func (t *text) isName(k token) bool {
	return k.sort == name && (!k.first || t.within[strings.TrimSuffix(k.norm, "'s")] && !t.lower[k.norm])
}

// twice reports whether an edit only takes out one word, toks[i:j], that stands twice:
// "the the".
func twice(toks []token, i, j int, other []token) bool {
	return j == i+1 && len(other) == 0 && toks[i].sort == word &&
		(i > 0 && toks[i-1].norm == toks[i].norm || j < len(toks) && toks[j].norm == toks[i].norm)
}

// typos reports whether words became others by a letter or two put right in each.
func typos(t, o *text, was, is []token) bool {
	if len(was) != len(is) || len(was) > 3 {
		return false
	}
	for i := range was {
		p, q := was[i], is[i]
		if p.norm == q.norm {
			continue
		}
		if p.sort == figure || q.sort == figure || p.sort == date || q.sort == date || t.isName(p) || o.isName(p) || t.isName(q) || o.isName(q) || !typo(p.norm, q.norm) {
			return false
		}
	}
	return true
}

// weighty are words that, put for one another, change what is said though they differ
// by a letter or two. Without a dictionary nothing else tells "attacked" for "attached"
// from a slip, so a letter that only became another must be a vowel in a long word.
var weighty = set(`not now no non none nor never ever every very could would should may might must can can't cannot will won't shall was were is isn't are aren't has had have
	this these that those their there they them then than he she her him his the who whom what when where which while with within without
	all any some many most more less few fewer least last past first former latter under over after before since until till north south east west
	ally allies enemy hostile hostage shot shut dead deal died dies said sad sided side aide aid man men woman women lose loose lost least lead led
	through though thought thorough throughout trail trial causal casual martial marital public pubic united untied sacred scared angel angle
	from form for four fore our out ours hours prosecute persecute prosecuted persecuted prosecution persecution complement compliment principal principle
	complimentary complementary council counsel ensure insure affect effect affected effected adopt adapt adopted adapted accept except accepted excepted
	immigrant emigrant legal illegal moral immoral detained retained detain retain deported departed import export imports exports imported exported
	convicted convinced charged changed killed skilled raid raided aided armed farmed ceased seized crashed crushed exited excited`)

// typo reports whether one word is another misspelt.
func typo(a, b string) bool {
	if a == "a" && b == "an" || a == "an" && b == "a" {
		return true
	}
	if weighty[a] && weighty[b] || weighty[a] && len(b) < 4 || weighty[b] && len(a) < 4 {
		return false
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 3 || len(y) < 4 || len(y)-len(x) > 2 || len(y) > 40 || inflected(string(x), string(y)) || prefixed(string(x), string(y)) {
		return false
	}
	if x[0] != y[0] && !(x[0] == y[1] && x[1] == y[0]) { // slips at a word's first letter are rare
		return false
	}
	most := 1
	if len(x) >= 6 {
		most = 2
	}
	return slips(x, y) <= most
}

// inflected reports whether the longer word is another form of the shorter: not a
// slip, as "guard" and "guards" are not one number.
func inflected(short, long string) bool {
	rest, ok := strings.CutPrefix(long, short)
	if !ok {
		rest, ok = strings.CutPrefix(long, strings.TrimSuffix(short, "y"))
	}
	switch rest {
	case "s", "es", "d", "ed", "r", "er", "ies", "n", "en", "y", "ly", "'s", "st":
		return ok
	}
	return false
}

// prefixed reports whether the longer word turns the shorter round.
func prefixed(short, long string) bool {
	rest, ok := strings.CutSuffix(long, short)
	switch rest {
	case "un", "in", "im", "il", "ir", "a", "re", "de", "ex", "co":
		return ok
	}
	return false
}

// slips counts what it takes to make one word the other: a letter too many or too few,
// two letters changed about, a vowel or a like letter for another (optimal string
// alignment). Any other letter for another counts as many.
func slips(x, y []rune) int {
	const many = 9
	w := len(y) + 1
	d := make([]int, (len(x)+1)*w)
	for i := range len(x) + 1 {
		for j := range w {
			switch {
			case i == 0:
				d[j] = j
			case j == 0:
				d[i*w] = i
			default:
				cost := many
				switch {
				case x[i-1] == y[j-1]:
					cost = 0
				case len(x) >= 6 && swapped(x[i-1], y[j-1]):
					cost = 1
				}
				v := min(d[(i-1)*w+j]+1, d[i*w+j-1]+1, d[(i-1)*w+j-1]+cost)
				if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
					v = min(v, d[(i-2)*w+j-2]+1)
				}
				d[i*w+j] = v
			}
		}
	}
	n := d[len(d)-1]
	// A letter taken out and another put in is one letter for another.
	if n == 2 && len(x) == len(y) && different(x, y) == 1 {
		for i := range x {
			if x[i] != y[i] && !swapped(x[i], y[i]) {
				return many
			}
		}
		return 1
	}
	return n
}

// different counts the places in which words of one length differ.
func different(x, y []rune) int {
	n := 0
	for i := range x {
		if x[i] != y[i] {
			n++
		}
	}
	return n
}

// swapped reports whether two letters are taken for one another by who spells by ear,
// or by two sides of the ocean: "seperate", "defense", "organize".
func swapped(a, b rune) bool {
	vowel := func(c rune) bool { return strings.ContainsRune("aeiouy", c) }
	pair := func(p, q rune) bool { return a == p && b == q || a == q && b == p }
	return vowel(a) && vowel(b) || pair('c', 's') || pair('s', 'z') || a >= utf8.RuneSelf || b >= utf8.RuneSelf
}
