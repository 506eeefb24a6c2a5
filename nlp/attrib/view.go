package attrib

import (
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// block is a run of tokens inside one block of the document: what one decoding
// covers.
type block struct {
	First, Last int // tokens
	Zone        hearsay.Zone
}

// word is what the features read of one token.
type word struct {
	form   uint32 // hash of the lower-cased form
	lemma  uint32
	suffix uint32 // of the last three bytes
	group  model.Group
	tag    uint32
	rel    uint32
	shape  uint32
	head   int32
	sent   int32
	block  int32
	quote  uint32 // outside, opening, inside, closing … of a quotation
	punct  bool
}

// Quotation states of a token.
const (
	quoteOut = iota
	quoteOpens
	quoteIn
	quoteCloses
	quoteInSingle
	quoteStray
)

// view is what an Attributor works on: an analysis and what it reads off it
// once, for all features.
type view struct {
	an     *hearsay.Analysis
	words  []word
	blocks []block
	quotes quotes
}

// load fills the view from the analysis.
func (v *view) load(an *hearsay.Analysis, clusters *model.Clusters) {
	v.an = an
	v.quotes.find(an)
	v.words = sized(v.words, len(an.Tokens))
	v.blocks = v.blocks[:0]
	for s := range an.Sents {
		sent := &an.Sents[s]
		if s == 0 || an.Sents[s-1].Block != sent.Block {
			v.blocks = append(v.blocks, block{v.afterDateline(s), sent.First, sent.Zone})
		}
		v.blocks[len(v.blocks)-1].Last = sent.Last
		for i := sent.First; i < sent.Last; i++ {
			v.word(i, s, clusters)
		}
	}
}

func (v *view) word(i, sent int, clusters *model.Clusters) {
	tok, text := &v.an.Tokens[i], v.an.Text(i)
	w := &v.words[i]
	w.form = model.HashLower(text)
	w.lemma = w.form
	if tok.Lemma != "" {
		w.lemma = model.HashLower(tok.Lemma)
	}
	w.suffix = model.HashLower(text[max(0, len(text)-3):])
	w.group = clusters.Of(w.form)
	w.tag, w.rel = uint32(tok.Tag), uint32(tok.Rel)
	w.shape = shape(text)
	w.head = tok.Head
	w.sent, w.block = int32(sent), int32(len(v.blocks)-1)
	w.punct = !wordlike(text)
	w.quote = v.quoteState(i)
}

func (v *view) quoteState(i int) uint32 {
	switch v.quotes.mark[i] {
	case markOpen:
		return quoteOpens
	case markClose:
		return quoteCloses
	case markStray:
		return quoteStray
	}
	if k := v.quotes.of[i]; k >= 0 {
		if v.quotes.list[k].Single {
			return quoteInSingle
		}
		return quoteIn
	}
	return quoteOut
}

// shape tells how a token is written: letters' case, digits, marks.
func shape(s string) uint32 {
	var first, upper, lower, digit, other uint32
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z':
			upper = 1
			if i == 0 {
				first = 1
			}
		case 'a' <= c && c <= 'z', c >= 0x80:
			lower = 1
		case '0' <= c && c <= '9':
			digit = 1
		default:
			other = 1
		}
	}
	return first | upper<<1 | lower<<2 | digit<<3 | other<<4
}

// wordlike reports whether s has a letter or digit; other tokens are marks.
func wordlike(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
			return true
		}
		if c >= 0xC3 && c != 0xE2 {
			return true
		}
	}
	return false
}

// longestDateline is the number of tokens in which a dateline must end.
const longestDateline = 18

// afterDateline gives the first token of the block that begins with sentence s,
// past a dateline: a place in capitals, perhaps a date and an agency, and a dash
// or an agency between slashes.
func (v *view) afterDateline(s int) int {
	an, first := v.an, v.an.Sents[s].First
	last := v.an.Sents[s].Last
	for s+1 < len(an.Sents) && an.Sents[s+1].Block == an.Sents[s].Block && last-first < longestDateline {
		s++
		last = an.Sents[s].Last
	}
	if !capitals(an.Text(first)) {
		return first
	}
	slashes, depth := 0, 0
	for i := first; i < min(last-1, first+longestDateline); i++ {
		switch text := an.Text(i); text {
		case "—", "–", "―", "-", "--":
			if i > first && (an.Tokens[i].Space || text == "—" || text == "―" || text == "--") && depth == 0 {
				return i + 1
			}
		case "/":
			if slashes++; slashes == 2 && i+1 < last && an.Tokens[i+1].Space {
				return i + 1
			}
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		default:
			if c := text[0]; depth == 0 && 'a' <= c && c <= 'z' {
				return first // a sentence
			}
		}
	}
	return first
}

// capitals reports whether s is three letters or more, all capital, or such with
// points between.
func capitals(s string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z', c >= 0x80:
			n++
		case c != '.' && c != '\'':
			return false
		}
	}
	return n >= 3
}
