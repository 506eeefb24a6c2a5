package change

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// text is a version as it is compared.
type text struct {
	Version
	doc    *hearsay.Document
	blocks []block
	lower  map[string]bool // words written in lower case
	within map[string]bool // words capitalised within a sentence, so that they are names
}

// block is one block, cut.
type block struct {
	at     int // index into the document's Blocks
	span   hearsay.Span
	toks   []token
	key    string // its words; the same key, the same words
	told   bool   // it tells the story
	zone   hearsay.Zone
	caught bool // it has its counterpart
}

// read cuts a version. Blocks that are unsound or have no words and marks are none.
func read(v Version) *text {
	t := &text{Version: v, doc: v.Doc, lower: make(map[string]bool), within: make(map[string]bool)}
	if t.doc == nil {
		t.doc = &hearsay.Document{}
	}
	for i, b := range t.doc.Blocks {
		if !b.In(t.doc.Text) {
			continue
		}
		toks := tokens(t.doc.Text, b.Span)
		if len(toks) == 0 {
			continue
		}
		s := t.doc.Text[b.Start:b.End]
		t.blocks = append(t.blocks, block{at: i, span: b.Span, toks: toks, key: key(toks), zone: b.Zone, told: b.Zone.Told() && b.Zone != hearsay.ZoneCaption && !beside(s)})
		for _, tok := range toks {
			switch {
			case tok.sort == word:
				t.lower[tok.norm] = true
			case tok.sort == name && !tok.first:
				t.within[tok.norm] = true
			}
		}
	}
	return t
}

// key is the words of tokens.
func key(toks []token) string {
	n := 0
	for i := range toks {
		if toks[i].sort != mark {
			n += len(toks[i].norm) + 1
		}
	}
	var b strings.Builder
	b.Grow(n)
	for i := range toks {
		if toks[i].sort != mark {
			b.WriteString(toks[i].norm)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// before orders versions by their text.
func (t *text) before(o *text) bool { return t.doc.Text < o.doc.Text }

// of is a span's text.
func (t *text) of(s hearsay.Span) string { return t.doc.Text[s.Start:s.End] }

// tokensIn are the tokens that overlap a span, the first of them if there are more than
// most.
func (t *text) tokensIn(s hearsay.Span, most int) []token {
	i, _ := slices.BinarySearchFunc(t.blocks, s.Start, func(b block, at int) int { return b.span.End - at - 1 })
	var out []token
	for ; i < len(t.blocks) && t.blocks[i].span.Start < s.End && len(out) < most; i++ {
		toks := t.blocks[i].toks
		j, _ := slices.BinarySearchFunc(toks, s.Start, func(k token, at int) int { return k.End - at - 1 })
		k := j
		for k < len(toks) && toks[k].Start < s.End && len(out)+k-j < most {
			k++
		}
		out = append(out, toks[j:k]...)
	}
	return out
}

// besides begin lines that stand in a story and are none of it.
var besides = []string{"read more", "read also", "also read", "read:", "related", "see also", "watch:", "watch |", "listen:", "more on this", "more from", "more:", "recommended",
	"sign up", "subscribe", "follow us", "advertisement", "share this", "click here", "live updates:", "newsletter", "download our", "you may also like", "most read", "up next", "story continues below"}

// stamps begin lines that say when the page was set.
var stamps = []string{"updated", "last updated", "published", "first published", "posted", "last modified", "modified"}

// beside reports whether a line is a link to other stories, an invitation, or a stamp of
// the time, whatever part of the article it was taken for.
func beside(s string) bool {
	low := strings.ToLower(strings.TrimSpace(s))
	if len(low) > 200 {
		return false
	}
	for _, b := range besides {
		if strings.HasPrefix(low, b) {
			rest := low[len(b):]
			return rest == "" || strings.ContainsAny(b, ":|") || strings.ContainsAny(rest[:1], ":|—–-») ") || b == "advertisement"
		}
	}
	for _, st := range stamps {
		if rest, ok := strings.CutPrefix(low, st); ok && len(low) <= 80 && strings.ContainsAny(rest, "0123456789") && timed(rest) {
			return true
		}
	}
	return false
}

// timed reports whether a text is a time and nothing else.
func timed(s string) bool {
	for _, t := range words(tokens(s, hearsay.Span{End: len(s)})) {
		if t.sort != figure && !dates[t.norm] && !times[t.norm] {
			return false
		}
	}
	return true
}

// times are the words in which, beside days and months, a time is given.
var times = set("on at am pm gmt bst et est edt pt pst cet cest utc ist local time hours hrs h ago minutes hour the of")
