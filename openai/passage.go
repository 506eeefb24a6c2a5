package openai

import (
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// passage is a stretch of the story that goes into one request: blocks that are told,
// in order, or parts of them.
type passage []hearsay.Span

// passages cuts a document's story into passages of at most chars code points, each
// of whole blocks; only a block that is longer by itself is cut, after a sentence or
// between words.
func passages(doc *hearsay.Document, chars int) []passage {
	var out []passage
	var held passage
	room := chars
	flush := func() {
		if len(held) > 0 {
			out = append(out, held)
		}
		held, room = nil, chars
	}
	for _, b := range doc.Blocks {
		if !b.Zone.Told() || b.Empty() || !b.In(doc.Text) {
			continue
		}
		for rest := b.Span; !rest.Empty(); {
			n := utf8.RuneCountInString(doc.Text[rest.Start:rest.End])
			if n > room && len(held) > 0 {
				flush()
			}
			part := rest
			if n > room {
				part.End = rest.Start + breakAt(doc.Text[rest.Start:rest.End], room)
			}
			held = append(held, part)
			room -= n
			if part.End < rest.End {
				flush()
			}
			rest.Start = part.End
		}
	}
	flush()
	return out
}

// breakAt gives the best place, in bytes, to end a part of at most chars code points:
// in its last half after a line, a sentence, a word, else where it is full.
func breakAt(text string, chars int) int {
	end, n := len(text), 0
	for i := range text {
		if n == chars {
			end = i
			break
		}
		n++
	}
	half := end / 2
	for !utf8.RuneStart(text[half]) {
		half++
	}
	tail := text[half:end]
	for _, mark := range [...]string{"\n", ".” ", ".\" ", ". ", " "} {
		if i := strings.LastIndex(tail, mark); i >= 0 {
			return half + i + len(mark)
		}
	}
	return end
}

// text is the passage as it is sent: its blocks with empty lines between them.
func (p passage) text(doc *hearsay.Document) string {
	var b strings.Builder
	for i, s := range p {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(strings.TrimSpace(doc.Text[s.Start:s.End]))
	}
	return b.String()
}
