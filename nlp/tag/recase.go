package tag

import (
	"math/rand/v2"

	"github.com/hearsay-news/hearsay"
)

// recased gives copies of some documents set as headlines are: one in each in
// capitals throughout and with capital first letters. A tagger trained on running
// text alone takes every word of a headline for a name.
func recased(docs []*hearsay.Analysis, rng *rand.Rand) []*hearsay.Analysis {
	var out []*hearsay.Analysis
	for _, an := range docs {
		if len(an.Sents) == 0 {
			continue
		}
		text := []byte(an.Doc.Text)
		copied := &hearsay.Analysis{Tokens: an.Tokens}
		for s := range an.Sents {
			set := rng.IntN(2 * recaseOne)
			if set > 1 {
				continue
			}
			copied.Sents = append(copied.Sents, an.Sents[s])
			for i := an.Sents[s].First; i < an.Sents[s].Last; i++ {
				recase(text[an.Tokens[i].Start:an.Tokens[i].End], set == 0)
			}
		}
		copied.Doc = &hearsay.Document{Text: string(text)}
		out = append(out, copied)
	}
	return out
}

// recase sets a word in capitals, or gives it a capital first letter unless it is
// one of the short words that headlines leave small. Letters beyond ASCII stay.
func recase(word []byte, all bool) {
	upper := func(i int) {
		if 'a' <= word[i] && word[i] <= 'z' {
			word[i] -= 'a' - 'A'
		}
	}
	if all {
		for i := range word {
			upper(i)
		}
		return
	}
	switch string(word) {
	case "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "by", "for", "as", "but":
	default:
		upper(0)
	}
}

// recaseOne is the number of sentences of which one is set again.
const recaseOne = 12
