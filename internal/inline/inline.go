// Package inline makes documents for tests out of text that carries its marks:
//
//	[S1 The ministry] [C1 said] [T1 that [S2 he] [C2 claims] [T2 to know].]
//
// S is a source, C a cue, T a content; the number is that of the statement, 1 where
// none is written. A bracket that opens no mark belongs to the text, one
// that closes always closes a mark. Blank
// lines part the blocks, and a block may begin with its zone ("headline| …").
package inline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Parse makes a document and the statements marked in it, nothing of them resolved. It
// panics where the marks do not match, as only tests call it.
func Parse(marked string) (*hearsay.Document, []hearsay.Statement) {
	doc, attrs, err := Read(marked)
	if err != nil {
		panic(fmt.Sprintf("inline: %v in %q", err, marked))
	}
	return doc, hearsay.Unresolved(attrs...)
}

// Read makes a document and its attributions.
func Read(marked string) (*hearsay.Document, []hearsay.Attribution, error) {
	doc := &hearsay.Document{Path: "a.txt", Language: "en"}
	var r reader
	for i, block := range strings.Split(marked, "\n\n") {
		if i > 0 {
			r.text.WriteString("\n\n")
		}
		r.zone = hearsay.ZoneBody
		for z := hearsay.ZoneBody; z <= hearsay.ZoneFurniture; z++ {
			if rest, ok := strings.CutPrefix(block, z.String()+"| "); ok {
				block, r.zone = rest, z
			}
		}
		start := r.text.Len()
		r.read(block)
		doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: start, End: r.text.Len()}, Zone: r.zone})
	}
	if len(r.open) > 0 {
		return nil, nil, fmt.Errorf("%d marks not closed", len(r.open))
	}
	doc.Text = r.text.String()
	doc.ID = hearsay.DocumentID(doc.URL, doc.Text)
	return doc, r.attrs, nil
}

// reader gathers text and spans.
type reader struct {
	text  strings.Builder
	attrs []hearsay.Attribution
	zone  hearsay.Zone
	open  []mark
}

// mark is an open bracket.
type mark struct {
	role        byte
	attr, start int
}

func (r *reader) read(block string) {
	for block != "" {
		m, n := opening(block)
		switch {
		case n > 0:
			r.begin(m)
			block = block[n:]
			continue
		case block[0] == ']' && len(r.open) > 0:
			r.end()
			block = block[1:]
			continue
		}
		r.text.WriteByte(block[0])
		block = block[1:]
	}
}

// opening reads a mark that opens at the beginning of s; n is its length, 0 for none.
func opening(s string) (m mark, n int) {
	if len(s) < 4 || s[0] != '[' || !strings.ContainsRune("SCT", rune(s[1])) {
		return mark{}, 0
	}
	number := 0
	for n = 2; n < len(s) && s[n] >= '0' && s[n] <= '9' && number < 100; n++ {
		number = number*10 + int(s[n]-'0')
	}
	if n == len(s) || s[n] != ' ' {
		return mark{}, 0
	}
	return mark{role: s[1], attr: max(number, 1) - 1}, n + 1
}

// begin opens a mark; a content within a content nests its statement.
func (r *reader) begin(m mark) {
	for len(r.attrs) <= m.attr {
		r.attrs = append(r.attrs, hearsay.Attribution{Nested: -1, Score: .9})
	}
	if m.role == 'T' {
		a := &r.attrs[m.attr]
		a.Zone = r.zone
		for _, o := range slices.Backward(r.open) {
			if o.role == 'T' && o.attr != m.attr {
				a.Nested = o.attr
				break
			}
		}
	}
	m.start = r.text.Len()
	r.open = append(r.open, m)
}

// end closes the mark opened last.
func (r *reader) end() {
	m := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	a, s := &r.attrs[m.attr], hearsay.Span{Start: m.start, End: r.text.Len()}
	switch m.role {
	case 'S':
		a.Source = append(a.Source, s)
	case 'C':
		a.Cue = append(a.Cue, s)
	case 'T':
		a.Content = append(a.Content, s)
	}
}
