// Package token cuts documents into tokens and sentences, in the convention of
// the Universal Dependencies treebanks of English (EWT, GUM).
//
// It is a hand-written scanner: it looks at each byte a bounded number of times,
// whatever the text, and allocates nothing but the tokens themselves.
package token

import "github.com/hearsay-news/hearsay"

// Limits that keep the stages after this one linear on text that is no prose.
const (
	longestToken    = 256 // bytes, combining characters at its end not counted
	longestSentence = 400 // tokens
)

// Tokenize sets the tokens (Span, Space) and sentences of an, which must have
// been Reset to its document. Only blocks that tell the story have any:
// furniture, bylines and credits are passed over. Every token lies inside one
// sentence, every sentence inside one block.
func Tokenize(an *hearsay.Analysis) {
	s := scanner{an: an, text: an.Doc.Text}
	for b := range an.Doc.Blocks {
		block := &an.Doc.Blocks[b]
		if !block.Zone.Told() || !block.In(s.text) {
			continue
		}
		first := len(an.Tokens)
		s.block(block.Span)
		if len(an.Tokens) > first {
			splitter{an: an, block: b, zone: block.Zone, first: first, last: len(an.Tokens)}.split()
		}
	}
}

// scanner cuts one block at a time. Positions are bytes of the whole text.
type scanner struct {
	an    *hearsay.Analysis
	text  string
	start int  // of the block
	end   int  // of the block
	space bool // white space precedes the next token
	line  bool // so does the edge of a line, or the block's
	open  bool // a single quotation mark waits for its fellow
}

func (s *scanner) block(span hearsay.Span) {
	s.start, s.end, s.space, s.line, s.open = span.Start, span.End, true, true, false
	for i := s.start; i < s.end; {
		switch c := s.text[i]; {
		case c == ' ' || c == '\t':
			s.space = true
			i++
		case c == '\n' || c == '\r':
			s.space, s.line = true, true
			i++
		default:
			r, size := s.rune(i)
			switch kindOf(r) {
			case blank:
				s.space = true
				i += size
			case hidden:
				i += size
			case letter:
				i = s.word(i)
			case digit:
				i = s.number(i)
			default:
				i = s.mark(i, r, size)
			}
		}
	}
}

// emit adds the token [from, to), with any combining characters after it, and
// gives the position where the next may begin.
func (s *scanner) emit(from, to int) int {
	to = s.join(to)
	s.an.Tokens = append(s.an.Tokens, hearsay.Token{
		Span: hearsay.Span{Start: from, End: to}, Head: -1, Space: s.space,
	})
	s.space, s.line = false, false
	return to
}

// join gives the end of the combining characters that stand at i.
func (s *scanner) join(i int) int {
	for i < s.end && s.text[i] >= 0x80 {
		r, size := s.rune(i)
		if kindOf(r) != joiner {
			break
		}
		i += size
		if r == zeroWidthJoiner && i < s.end { // glues the next one on, as in emoji
			if r, size := s.rune(i); kindOf(r) == symbol {
				i += size
			}
		}
	}
	return i
}

// before gives the text of the kth token back in this block, "" where there is
// none: before(0) is the last one emitted.
func (s *scanner) before(k int) string {
	i := len(s.an.Tokens) - 1 - k
	if i < 0 || s.an.Tokens[i].Start < s.start {
		return ""
	}
	return s.an.Text(i)
}

// next gives the first byte at or after i that is no space; 0 at the block's end
// or where more than a few spaces stand.
func (s *scanner) next(i int) byte {
	for k := 0; i < s.end && k < 8; k++ {
		switch c := s.text[i]; c {
		case ' ', '\t', '\n', '\r':
			i++
		case 0xC2: // a space that does not break
			if i+1 < s.end && s.text[i+1] == 0xA0 {
				i += 2
				continue
			}
			return c
		default:
			return c
		}
	}
	return 0
}

// at gives the byte at i, 0 outside the block.
func (s *scanner) at(i int) byte {
	if i < s.start || i >= s.end {
		return 0
	}
	return s.text[i]
}
