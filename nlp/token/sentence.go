package token

import (
	"strings"

	"github.com/hearsay-news/hearsay"
)

// splitter cuts the tokens [first, last) of one block into sentences.
type splitter struct {
	an          *hearsay.Analysis
	block       int
	zone        hearsay.Zone
	first, last int
}

func (p splitter) split() {
	from := p.first
	for i := p.first; i < p.last; {
		end := p.ends(i, from)
		switch {
		case end > i:
			end = min(end, from+longestSentence) // closing marks may run on
			p.emit(from, end)
			from, i = end, end
		case i+1-from >= longestSentence:
			end = p.force(from, i+1)
			p.emit(from, end)
			from, i = end, max(end, i+1)
		default:
			i++
		}
	}
	if from < p.last {
		p.emit(from, p.last)
	}
}

func (p splitter) emit(from, to int) {
	p.an.Sents = append(p.an.Sents, hearsay.Sentence{First: from, Last: to, Block: p.block, Zone: p.zone})
}

// force finds where to cut a run of tokens without any end: after the last mark
// that parts clauses in its latter half.
func (p splitter) force(from, to int) int {
	for _, marks := range [...]string{";:", ",", "-–—|•)"} {
		for i := to - 1; i > (from+to)/2; i-- {
			if t := p.an.Text(i); strings.Contains(marks, t) {
				return i + 1
			}
		}
	}
	return to
}

// ends gives the end of the sentence that token i closes, with the quotation
// marks and brackets after it; 0 when it closes none. The sentence began at from.
func (p splitter) ends(i, from int) int {
	if i+1 < p.last && p.item(i+1) {
		return i + 1
	}
	t := p.an.Text(i)
	last := t[len(t)-1]
	kind := endNone
	switch {
	case t == ".":
		kind = endStop
	case last == '.':
		if kind = endAbbr; t[0] == '.' {
			kind = endDots
		}
	case last == '!' || last == '?':
		if t[0] == '!' || t[0] == '?' {
			kind = endCall
		}
	case last >= 0x80 && (t[0] == 0xE2 || t[0] == 0xE3 || t[0] == 0xD8 || t[0] == 0xEF || t[0] == 0xDB || t[0] == 0xE0):
		switch {
		case strings.HasPrefix(t, "…"):
			kind = endDots
		case t == "。" || t == "۔" || t == "।":
			kind = endStop
		case t == "؟" || t == "？" || t == "！" || t == "‼" || t == "⁉":
			kind = endCall
		}
	}
	if kind == endNone {
		return 0
	}
	end, quoted := p.closers(i+1, from)
	if end >= p.last {
		return end
	}
	if !p.breaks(i, end, from, kind, quoted) {
		return 0
	}
	return end
}

// The kinds of token that may end a sentence.
const (
	endNone = iota
	endStop // a full stop
	endCall // exclamation and question marks
	endDots // an ellipsis
	endAbbr // a word with its own full stop
)

// closers gives the end of the closing marks from token i on, and whether a
// quotation mark is among them.
func (p splitter) closers(i, from int) (end int, quoted bool) {
	for ; i < p.last; i++ {
		tok := &p.an.Tokens[i]
		switch t := p.an.Text(i); t {
		case "”", "»", "’", "''":
			quoted = true
		case "\"", "'", "“":
			free := i+1 < p.last && p.an.Tokens[i+1].Space // white space follows
			switch {
			case i+1 == p.last:
			case tok.Space && !free, t == "'" && tok.Space:
				return i, quoted // it opens what follows
			case tok.Space == free && !p.odd(from, i) && t != "'" && startsWord(p.an.Text(i+1)):
				return i, quoted // spacing does not tell
			}
			quoted = true
		case ")", "]", "}":
		case ".", "!", "?", "...", "…": // `?".`
			if tok.Space || !quoted {
				return i, quoted
			}
		default:
			if c := t[0]; c == '!' || c == '?' {
				continue
			}
			if len(t) > 1 && (t[0] == ':' || t[0] == ';') && tok.Space { // a face
				continue
			}
			return i, quoted
		}
	}
	return i, quoted
}

// odd reports whether an odd number of straight quotation marks stands in
// [from, i).
func (p splitter) odd(from, i int) bool {
	n := 0
	for k := max(from, i-longestSentence); k < i; k++ {
		if p.an.Tokens[k].Len() == 1 && p.an.Text(k) == "\"" {
			n++
		}
	}
	return n%2 == 1
}

func startsWord(t string) bool { return upperStart(t) || lowerStart(t) || isDigit(t[0]) }

// breaks decides whether a sentence ends between its closing marks and token n.
func (p splitter) breaks(i, n, from, kind int, quoted bool) bool {
	next := p.an.Text(n)
	tok := &p.an.Tokens[n]
	if !tok.Space && n == i+1 {
		// no white space: only a sentence that lost it
		return (kind == endStop || kind == endCall) && upperStart(next) && i > from && startsWord(p.an.Text(i-1))
	}
	first := p.an.Text(p.opened(n))
	switch next[0] {
	case ',', ';', ':', ')', '%', '/', '.':
		if len(next) == 1 {
			return false
		}
	case '-':
		if kind != endStop {
			return false
		}
	}
	if kind == endAbbr {
		return p.abbrEnds(i, n, from, next, first)
	}
	if next == "—" || next == "–" {
		return kind == endStop && !quoted
	}
	if lowerStart(first) {
		if quoted {
			return false
		}
		if kind == endCall {
			return lowerStart(p.an.Text(p.opened(from))) // the writer uses no capitals
		}
		if kind != endStop {
			return false
		}
		return !lowerStart(next) || tok.Space && len(p.before(i, from)) > 3
	}
	if quoted {
		// after a full stop only "X said.", as "X said …" begins anew
		verb := p.reported(n)
		if verb > 0 && (kind != endStop || verb+1 >= p.last || p.an.Text(verb+1) == ".") {
			return false
		}
	}
	if kind == endDots && (!upperStart(first) || i == from || n == i+1 && opens(p.before(i, from))) {
		return false
	}
	return true
}

func (p splitter) before(i, from int) string {
	if i > from {
		return p.an.Text(i - 1)
	}
	return ""
}

// opened gives the first token from n on that is no opening mark.
func (p splitter) opened(n int) int {
	for n+1 < p.last && opens(p.an.Text(n)) {
		n++
	}
	return n
}

func opens(t string) bool {
	switch t {
	case "\"", "“", "‘", "'", "«", "(", "[", "``", "„", "`":
		return true
	}
	return false
}

// abbrEnds decides whether the full stop of token i, a word with its own, ends
// the sentence as well.
func (p splitter) abbrEnds(i, n, from int, next, first string) bool {
	t := p.an.Text(i)
	if isDigit(t[0]) {
		return false // an item's number
	}
	if lowerStart(first) || isDigit(first[0]) || !startsWord(first) {
		return false
	}
	f := fold(t[:len(t)-1])
	class := abbreviations[string(f.buf[:f.n])]
	switch {
	case class == abbrTitle && t != "Jr." && t != "Sr." && t != "St.", class == abbrNumber, class == abbrMonth:
		return false
	case len(t) == 2: // an initial
		return inSet(starters, first) && len(first) > 1 && !upperStart(p.before(i, from))
	}
	if next != first && next != "(" && next != "[" { // a quotation mark opens
		switch t {
		case "a.m.", "p.m.", "etc.", "Inc.", "Corp.", "Co.", "Ltd.", "Jr.", "Sr.", "D.C.":
			return true
		}
	}
	if next == "(" {
		return false
	}
	if t == "vs." {
		return false
	}
	if t == "etc." || t == "a.m." || t == "p.m." {
		return !inSet(zones, first)
	}
	return inSet(starters, first)
}

// zones follow a clock time with a capital.
var zones = set(`est edt cst cdt mst mdt pst pdt gmt utc eastern central pacific mountain monday tuesday wednesday
	thursday friday saturday sunday et pt ct local jan feb mar apr may june july aug sept oct nov dec`)

// reported gives the verb of speech by which the tokens from n on tell who said the
// quotation just closed: a few names or titles stand before it. It gives 0 where
// there is none.
func (p splitter) reported(n int) int {
	for i := n; i < p.last && i < n+7; i++ {
		t := p.an.Text(i)
		if t[0] < 0x80 && !startsWord(t) {
			return 0
		}
		if lowerStart(t) && inSet(speech, t) {
			if i == n {
				return 0
			}
			return i
		}
		if lowerStart(t) && i > n+1 && !upperStart(p.an.Text(i-1)) && !inSet(starters, p.an.Text(n)) {
			return 0
		}
	}
	return 0
}

// item reports whether token i begins an item of a list on a line of its own.
func (p splitter) item(i int) bool {
	tok := &p.an.Tokens[i]
	if !tok.Space || i+1 >= p.last || tok.Len() > 4 {
		return false
	}
	switch t := p.an.Text(i); t {
	case "•", "*", "-", "–", "—", "·", "▪", "■", "●", "○", "◦", "‣", "►", "▶", "✓":
	default:
		if !isDigit(t[0]) || t[len(t)-1] != '.' {
			return false
		}
	}
	gap := p.an.Doc.Text[p.an.Tokens[i-1].End:tok.Start]
	if len(gap) > 64 {
		gap = gap[len(gap)-64:]
	}
	return strings.Contains(gap, "\n") || p.an.Text(i) == "•"
}
