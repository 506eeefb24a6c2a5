// Package inline makes documents for tests out of text that carries its marks:
//
//	[S1 The ministry] [C1 said] [T1 that [S2 he] [C2 claims] [T2 to know].]
//
// S is a source, C a cue, T a content; the number is that of the statement. Blank
// lines part the blocks, and a block may begin with its zone ("headline| …").
package inline

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay"
)

var opening = regexp.MustCompile(`^\[([SCT])(\d+) `)

// Parse makes a document and its attributions. It panics where the marks do not
// match, as only tests call it.
func Parse(marked string) (*hearsay.Document, []hearsay.Statement) {
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
		panic(fmt.Sprintf("inline: %d marks not closed", len(r.open)))
	}
	doc.Text = r.text.String()
	doc.ID = hearsay.DocumentID(doc.URL, doc.Text)
	return doc, r.sts
}

// reader gathers text and spans.
type reader struct {
	text strings.Builder
	sts  []hearsay.Statement
	zone hearsay.Zone
	open []mark
}

type mark struct {
	role        byte
	attr, start int
}

// read adds one block.
func (r *reader) read(block string) {
	for block != "" {
		m := opening.FindStringSubmatch(block)
		switch {
		case m != nil:
			r.begin(m[1][0], m[2])
			block = block[len(m[0]):]
		case block[0] == ']' && len(r.open) > 0:
			r.end()
			block = block[1:]
		default:
			r.text.WriteByte(block[0])
			block = block[1:]
		}
	}
}

// begin opens a mark; a content within a content nests its statement.
func (r *reader) begin(role byte, number string) {
	n, _ := strconv.Atoi(number)
	for len(r.sts) < n {
		r.sts = append(r.sts, hearsay.Statement{Attribution: hearsay.Attribution{Nested: -1, Score: .9}})
	}
	if role == 'T' {
		r.sts[n-1].Zone = r.zone
		for k := len(r.open) - 1; k >= 0; k-- {
			if r.open[k].role == 'T' {
				r.sts[n-1].Nested = r.open[k].attr
				break
			}
		}
	}
	r.open = append(r.open, mark{role, n - 1, r.text.Len()})
}

// end closes the mark opened last.
func (r *reader) end() {
	m := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	a, s := &r.sts[m.attr], hearsay.Span{Start: m.start, End: r.text.Len()}
	switch m.role {
	case 'S':
		a.Source = append(a.Source, s)
	case 'C':
		a.Cue = append(a.Cue, s)
	default:
		a.Content = append(a.Content, s)
	}
}
