package eval

import (
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// Blocks says what a block of a document made from a treebank is.
type Blocks uint8

// The ways of laying out treebank sentences.
const (
	ByParagraph Blocks = iota // a block a paragraph, as "newpar" marks it
	BySentence                // a block a sentence, so that the edges of sentences are given
)

// Documents cuts the sentences of a treebank where "newdoc" does. The parts are
// views of sents; sentences before the first "newdoc" are a part of their own.
func Documents(sents []Sentence) [][]Sentence {
	var out [][]Sentence
	first := 0
	for i := range sents {
		if sents[i].NewDoc && i > first {
			out = append(out, sents[first:i:i])
			first = i
		}
	}
	if first < len(sents) {
		out = append(out, sents[first:])
	}
	return out
}

// GoldAnalysis makes a document out of a run of sentences and the analysis of it
// that the treebank gives: tokens, sentences, tags, lemmas, heads, relations. The
// text is rebuilt from forms and SpaceAfter, so it is the running text as
// written; blocks are set apart by a blank line. All text is body.
//
// Where the words of a multiword token do not spell it, its letters are shared
// out among them in order; one with fewer letters than words, or with a space inside, is written as its
// words.
func GoldAnalysis(sents []Sentence, by Blocks) *hearsay.Analysis {
	words := 0
	for i := range sents {
		words += len(sents[i].Words)
	}
	g := goldText{an: &hearsay.Analysis{
		Tokens: make([]hearsay.Token, 0, words),
		Sents:  make([]hearsay.Sentence, 0, len(sents)),
	}}
	doc := &hearsay.Document{Language: "en", Path: "-"}
	for i := range sents {
		s := &sents[i]
		if len(s.Words) == 0 {
			continue
		}
		if len(doc.Blocks) == 0 || by == BySentence || s.NewPar || s.NewDoc {
			if len(doc.Blocks) > 0 {
				g.b.WriteString("\n\n")
			}
			g.space = true
			doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: g.b.Len()}})
		} else if g.space {
			g.b.WriteByte(' ')
		}
		g.sentence(s, len(doc.Blocks)-1)
		doc.Blocks[len(doc.Blocks)-1].End = g.b.Len()
	}
	doc.Text = g.b.String()
	doc.ID = hearsay.DocumentID("", doc.Text)
	if len(sents) > 0 {
		doc.Title = sents[0].Doc
	}
	g.an.Doc = doc
	return g.an
}

// goldText grows the text and the analysis together.
type goldText struct {
	an    *hearsay.Analysis
	b     strings.Builder
	space bool // white space stands, or is due, before the next word
}

// sentence writes s; white space after its last word is left to what follows.
func (g *goldText) sentence(s *Sentence, block int) {
	base := len(g.an.Tokens)
	multi := s.Multi
	for i := 0; i < len(s.Words); {
		if i > 0 && g.space {
			g.b.WriteByte(' ')
		}
		if len(multi) > 0 && multi[0].First == i {
			for j, part := range split(multi[0].Form, s.Words[i:multi[0].Last]) {
				g.word(&s.Words[i+j], part, base)
			}
			i, multi = multi[0].Last, multi[1:]
			continue
		}
		g.word(&s.Words[i], s.Words[i].Form, base)
		i++
	}
	g.an.Sents = append(g.an.Sents, hearsay.Sentence{First: base, Last: len(g.an.Tokens), Block: block})
}

func (g *goldText) word(w *Word, form string, base int) {
	start := g.b.Len()
	g.b.WriteString(form)
	head := int32(-1)
	if w.Head >= 0 {
		head = int32(base + w.Head)
	}
	g.an.Tokens = append(g.an.Tokens, hearsay.Token{
		Span:  hearsay.Span{Start: start, End: g.b.Len()},
		Lemma: w.Lemma, Head: head, Tag: w.Tag, Rel: w.Rel, Space: g.space,
	})
	g.space = w.Space
}

// split shares the letters of a multiword token out among its words.
func split(form string, words []Word) []string {
	parts := make([]string, len(words))
	all := 0
	for i := range words {
		parts[i] = words[i].Form
		all += len(parts[i])
	}
	if all == len(form) && strings.Join(parts, "") == form ||
		utf8.RuneCountInString(form) < len(words) || strings.ContainsAny(form, " \u00a0") {
		return parts
	}
	for i := range words {
		left := len(words) - i - 1 // each word after this one needs a letter
		n := min(utf8.RuneCountInString(words[i].Form), utf8.RuneCountInString(form)-left)
		if left == 0 {
			parts[i] = form
			break
		}
		at := 0
		for ; n > 0; n-- {
			_, size := utf8.DecodeRuneInString(form[at:])
			at += size
		}
		parts[i], form = form[:at], form[at:]
	}
	return parts
}
