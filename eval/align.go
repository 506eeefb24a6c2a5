package eval

import "github.com/hearsay-news/hearsay"

// The alignment of CoreNLP's tokens with a text matches each token as a pattern:
// quotation marks, dashes, brackets and ellipses stand for any of their written
// forms. What follows equals, step by step, the regular expressions of the
// reference scorer, without their cost.

// item is one character of a pattern: any of a few, with perhaps one character of
// white space before it.
type item struct {
	any []rune
	gap bool
}

// pattern is what a token may look like: sequences of items, the first that
// matches being taken.
type pattern [][]item

// variants are the tokens that stand for several written forms.
var variants = map[string]pattern{
	"``":    forms("``", "“", `"`, "''", "„", "«"),
	"''":    forms("''", "”", `"`, "“", "»", "``"),
	"`":     class("`‘'’‛"),
	"'":     class("'’‘`´"),
	"-LRB-": class("("),
	"-RRB-": class(")"),
	"-LSB-": class("["),
	"-RSB-": class("]"),
	"-LCB-": class("{"),
	"-RCB-": class("}"),
	"...": {
		{{any: []rune(".")}, {any: []rune("."), gap: true}, {any: []rune("."), gap: true}},
		{{any: []rune("…")}},
	},
	"--": forms("--", "—", "–", "-"),
	"-":  class("-–—\u2011"),
}

// What an apostrophe and a hyphen inside a token may look like.
var (
	apostrophes = []rune("'’‘`´ʼ")
	hyphens     = []rune("-–—\u2011\u00ad")
)

func forms(all ...string) pattern {
	var p pattern
	for _, s := range all {
		var alt []item
		for _, r := range s {
			alt = append(alt, item{any: []rune{r}})
		}
		p = append(p, alt)
	}
	return p
}

func class(any string) pattern { return pattern{{{any: []rune(any)}}} }

// patternOf makes the pattern of a token. White space may stand inside a token of
// two characters.
func patternOf(token string) pattern {
	if p, ok := variants[token]; ok {
		return p
	}
	chars := []rune(token)
	alt := make([]item, len(chars))
	for i, r := range chars {
		switch r {
		case '\'', '`':
			alt[i].any = apostrophes
		case '-':
			alt[i].any = hyphens
		default:
			alt[i].any = chars[i : i+1 : i+1]
		}
		alt[i].gap = i > 0 && len(chars) < 3
	}
	return pattern{alt}
}

func (it *item) has(r rune) bool {
	for _, x := range it.any {
		if x == r {
			return true
		}
	}
	return false
}

// match gives the end of the first way in which alt matches text at i, or -1.
func match(alt []item, text []rune, i int) int {
	for k := range alt {
		if alt[k].gap && i+1 < len(text) && isSpace(text[i]) && alt[k].has(text[i+1]) {
			if end := match(alt[k+1:], text, i+2); end >= 0 {
				return end
			}
		}
		if i >= len(text) || !alt[k].has(text[i]) {
			return -1
		}
		i++
	}
	return i
}

// at gives the end of the first way in which p matches text at i, or -1.
func (p pattern) at(text []rune, i int) int {
	for _, alt := range p {
		if end := match(alt, text, i); end >= 0 {
			return end
		}
	}
	return -1
}

// ends gives the one or two ends that alt can have at i, as only an item that is
// itself white space can make them two.
func ends(alt []item, text []rune, i int) (a, b int) {
	a, b = match(alt, text, i), -1
	if len(alt) == 2 && alt[1].gap && a == i+3 && alt[1].has(text[i+1]) {
		b = i + 2
	}
	return a, b
}

// follow reports whether the patterns match text at i one after another, with any
// white space between them.
func follow(ps []pattern, text []rune, i int) bool {
	for _, alt := range ps[0] {
		a, b := ends(alt, text, i)
		for _, end := range [2]int{a, b} {
			if end < 0 {
				continue
			}
			if len(ps) == 1 {
				return true
			}
			for {
				if follow(ps[1:], text, end) {
					return true
				}
				if end >= len(text) || !isSpace(text[end]) {
					break
				}
				end++
			}
		}
	}
	return false
}

// The limits of the alignment, in characters or tokens.
const (
	maxSkip   = 12   // tokens that may be passed over to find an anchor
	anchor    = 4    // tokens that must stand together
	maxJump   = 4000 // between the end of the last instance and this one
	window    = 80   // in which a token is looked for
	looseGap  = 25   // unmatched text before a token that is accepted
	quoteGaps = "\"'“”‘’`"
)

// aligner keeps the patterns of tokens that were seen.
type aligner map[string]pattern

// align gives the span of each token in text, in code points, at or after start
// or, failing that, from the beginning; one of {-1, -1} for a token that the text
// lacks. It reports false when no few tokens stand together in the text.
func (al aligner) align(tokens []string, text []rune, start int) ([]hearsay.Span, bool) {
	ps := make([]pattern, len(tokens))
	for i, t := range tokens {
		p, ok := al[t]
		if !ok {
			p = patternOf(t)
			al[t] = p
		}
		ps[i] = p
	}
	for _, lo := range [2]int{start, 0} {
		for k := 0; k < min(len(ps), maxSkip); k++ {
			if at := find(ps[k:min(k+anchor, len(ps))], text, lo); at >= 0 {
				return walk(ps, k, text, at), true
			}
		}
	}
	return nil, false
}

// find gives where the patterns first match one after another, from lo on; -1 for
// nowhere, or too far from an lo that is not the beginning.
func find(ps []pattern, text []rune, lo int) int {
	last := len(text)
	if lo > 0 {
		last = min(last, lo+maxJump-1)
	}
	for i := lo; i <= last; i++ {
		if follow(ps, text, i) {
			return i
		}
	}
	return -1
}

// walk looks for each token from the kth on, in order, starting at at.
func walk(ps []pattern, k int, text []rune, at int) []hearsay.Span {
	out := make([]hearsay.Span, len(ps))
	for i := range ps {
		out[i] = hearsay.Span{Start: -1, End: -1}
		if i < k {
			continue
		}
		part := text[:min(at+window, len(text))]
		for j := at; j <= len(part); j++ {
			end := ps[i].at(part, j)
			if end < 0 {
				continue
			}
			if j-at < looseGap || onlyQuotes(text[at:j]) {
				out[i] = hearsay.Span{Start: j, End: end}
				at = end
			}
			break
		}
	}
	return out
}

// onlyQuotes reports whether gap, its white space trimmed, is quotation marks.
func onlyQuotes(gap []rune) bool {
	for len(gap) > 0 && isSpace(gap[0]) {
		gap = gap[1:]
	}
	for len(gap) > 0 && isSpace(gap[len(gap)-1]) {
		gap = gap[:len(gap)-1]
	}
	for _, r := range gap {
		quote := false
		for _, q := range quoteGaps {
			quote = quote || r == q
		}
		if !quote {
			return false
		}
	}
	return true
}
