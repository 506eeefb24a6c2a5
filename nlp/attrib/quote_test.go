package attrib

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/token"
)

// quoted marks the quotations found in text, a paragraph a line: ⟦ and ⟧ around
// double ones, ⟨ and ⟩ around single ones, ⟫ where one is left open.
func quoted(text string) string {
	doc := &hearsay.Document{Text: text}
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: at, End: at + len(line)}})
		}
		at += len(line) + 1
	}
	an := &hearsay.Analysis{}
	an.Reset(doc)
	token.Tokenize(an)
	var q quotes
	q.find(an)
	open, shut := map[int]string{}, map[int]string{}
	for _, x := range q.list {
		o, c := "⟦", "⟧"
		if x.Single {
			o, c = "⟨", "⟩"
		}
		if !x.Closed {
			c = "⟫"
		}
		open[an.Tokens[x.First].Start] += o
		shut[an.Tokens[x.Last].End] = c + shut[an.Tokens[x.Last].End]
	}
	var b strings.Builder
	for i := 0; i <= len(text); i++ {
		b.WriteString(shut[i])
		b.WriteString(open[i])
		if i < len(text) {
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

func TestQuotes(t *testing.T) {
	for _, want := range []string{
		// shapes of marks
		"He said ⟦“no”⟧ and left.",
		"He said ⟦\"no\"⟧ and left.",
		"He said ⟦«no»⟧ and left.",
		"He said ⟦``no''⟧ and left.",
		"He said ⟦''no''⟧ and left.",
		"He said ⟨‘no’⟩ and left.",
		"He said ⟨'no'⟩ and left.",
		// apostrophes are no marks
		"The ministers’ plan isn’t new.",
		"The ministers' plan isn't new.",
		"The '90s were Smith's.",
		"It’s the ministers’ own ⟦“plan”⟧, isn’t it?",
		// nested
		"⟦“He told me ⟨‘go home’⟩ and left,”⟧ she said.",
		"⟦\"He told me ⟨'go home'⟩ and left,\"⟧ she said.",
		// several
		"⟦“One,”⟧ he said. ⟦“Two.”⟧",
		"⟦\"One,\"⟧ he said. ⟦\"Two.\"⟧",
		// stray marks change nothing
		"He said \" no and left.",
		"He said no” and left.",
		"He said “no and left.",
		"A 6\" pipe and ⟦“a word”⟧.",
		// a paragraph that the next goes on from
		"⟦“One.⟫\n⟦“Two,”⟧ he said.",
		"He said: ⟦“One.⟫\n⟦“Two.⟫\n⟦“Three.”⟧",
		"“One.\nTwo.",
		// brackets and dashes before a mark
		"(⟦\"no\"⟧) and —⟦\"yes\"⟧",
	} {
		text := strings.NewReplacer("⟦", "", "⟧", "", "⟨", "", "⟩", "", "⟫", "").Replace(want)
		if got := quoted(text); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
