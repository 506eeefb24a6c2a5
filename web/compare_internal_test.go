package web

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger/change"
)

// made is a document of paragraphs.
func made(paragraphs []string) *hearsay.Document {
	doc := &hearsay.Document{ID: "doc_x"}
	for i, p := range paragraphs {
		if i > 0 {
			doc.Text += "\n\n"
		}
		doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: len(doc.Text), End: len(doc.Text) + len(p)}})
		doc.Text += p
	}
	return doc
}

// side is the text of a row's side.
func side(pieces []diffPiece) string {
	var b strings.Builder
	for i := range pieces {
		b.WriteString(pieces[i].Text)
	}
	return b.String()
}

// Whatever was done to an article, every paragraph of both versions stands in one row, those
// of the new one in order, and what is said to be the same is.
func TestDiffRows(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	words := strings.Fields("ferry warship harbour minister denied confirmed seven people on Tuesday radar the of a was in port crew captain lost north")
	sentence := func() string {
		var b strings.Builder
		for range 4 + r.IntN(9) {
			b.WriteString(words[r.IntN(len(words))] + " ")
		}
		return strings.TrimSpace(b.String()) + "."
	}
	for round := range 600 {
		var old, now []string
		for range r.IntN(12) {
			old = append(old, sentence()+" "+sentence())
		}
		for _, p := range old {
			switch r.IntN(8) {
			case 0: // it vanishes
			case 1:
				now = append(now, sentence(), p)
			case 2:
				now = append(now, strings.Replace(p, " ", fmt.Sprintf(" %d ", r.IntN(90)), 1))
			case 3:
				a, b, _ := strings.Cut(p, ". ")
				now = append(now, a+".", b)
			case 4:
				now = append([]string{p}, now...)
			default:
				now = append(now, p)
			}
		}
		a, b := made(old), made(now)
		c := change.Between(change.Version{Doc: a}, change.Version{Doc: b})
		rows := diffRows(a, b, &c)
		was, is := make(map[string]int), []string{}
		for i := range rows {
			x, y := side(rows[i].Old), side(rows[i].New)
			if rows[i].Kind == "same" && x != y {
				t.Fatalf("round %d: %q is not the same as %q\n%q\n%q", round, x, y, old, now)
			}
			if x != "" {
				was[x]++
			}
			if y != "" {
				is = append(is, y)
			}
		}
		for _, p := range old {
			was[p]--
		}
		for p, n := range was {
			if n != 0 {
				t.Fatalf("round %d: %q is shown %d times too often\n%q\n%q", round, p, n, old, now)
			}
		}
		if strings.Join(is, "\n") != strings.Join(now, "\n") {
			t.Fatalf("round %d: the new version is shown as\n%q\nnot\n%q", round, is, now)
		}
		left := 0
		for _, row := range condense(rows) {
			left += max(row.Left, 1)
		}
		if left != len(rows) {
			t.Fatalf("%d rows of %d are accounted for", left, len(rows))
		}
	}
}
