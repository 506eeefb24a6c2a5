package ledger

import (
	"fmt"
	"strings"
)

// Search is what a search asks for: every term must be found, none of the excluded ones.
type Search struct {
	Terms   []Term
	Without []Term
}

// Term is a word or, of several, a phrase; folded as Words folds.
type Term struct {
	Words  []string
	Prefix bool // the last word may go on
}

// ParseSearch reads what a user typed: words that must all be found, "…" for phrases, a
// star at the end for the beginning of a word, a minus before what must not be found. Marks
// that mean nothing here are passed over, so that nothing that is typed is an error but a
// text of no words, which wraps ErrQuery.
func ParseSearch(text string) (*Search, error) {
	var s Search
	for rest := strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace(text); ; {
		rest = strings.TrimLeft(rest, " \t\r\n")
		if rest == "" {
			break
		}
		without := strings.HasPrefix(rest, "-")
		rest = strings.TrimPrefix(rest, "-")
		var raw string
		if strings.HasPrefix(rest, `"`) {
			raw, rest, _ = strings.Cut(rest[1:], `"`)
			if strings.HasPrefix(rest, "*") {
				raw, rest = raw+"*", rest[1:]
			}
		} else {
			end := strings.IndexAny(rest+" ", " \t\r\n")
			raw, rest = rest[:end], rest[end:]
		}
		t := Term{Prefix: strings.HasSuffix(raw, "*")}
		for w := range words(raw) {
			if len(t.Words) < mostTerms { // of a phrase, its beginning
				t.Words = append(t.Words, w.folded)
			}
		}
		if t.Prefix && len(t.Words) > 0 { // what goes on has no ending yet
			last := &t.Words[len(t.Words)-1]
			if w := lastWord(raw); !strings.HasPrefix(w, *last) {
				*last = w
			}
		}
		switch {
		case len(t.Words) == 0:
		case without:
			s.Without = append(s.Without, t)
		default:
			s.Terms = append(s.Terms, t)
		}
	}
	if n := len(s.Terms) + len(s.Without); n > mostTerms {
		return nil, fmt.Errorf("search for %d words: %w: %d at most", n, ErrQuery, mostTerms)
	}
	if len(s.Terms) == 0 {
		return nil, fmt.Errorf("search for %q: %w: there is no word to find in it", text, ErrQuery)
	}
	return &s, nil
}

// mostTerms is how many terms a search has, and how many words a phrase.
const mostTerms = 64

// lastWord is the last word of a text, its ending kept.
func lastWord(text string) string {
	last := ""
	for w := range words(text) {
		last = bare(text[w.start:w.end])
	}
	return last
}

// snippetWords is how many words a snippet has before the first that was found, and in
// all.
const (
	snippetBefore = 8
	snippetWords  = 32
)

// Snippet gives the part of a text around what was found, the found words between « and
// ».
func (s *Search) Snippet(text string) string {
	var all []word
	for w := range words(text) {
		all = append(all, w)
	}
	hit := make([]bool, len(all))
	first := -1
	for _, t := range s.Terms {
		for i := range all {
			if !t.at(all, i) {
				continue
			}
			for k := range t.Words {
				hit[i+k] = true
			}
			if first < 0 || i < first {
				first = i
			}
		}
	}
	if len(all) == 0 {
		return ""
	}
	lo := max(0, first-snippetBefore)
	hi := min(len(all), lo+snippetWords)
	var b strings.Builder
	if lo > 0 {
		b.WriteString("… ")
	}
	at := all[lo].start
	if lo == 0 {
		at = 0
	}
	for i := lo; i < hi; i++ {
		if hit[i] && (i == lo || !hit[i-1]) {
			b.WriteString(text[at:all[i].start] + "«")
			at = all[i].start
		}
		if hit[i] && (i+1 == hi || !hit[i+1]) {
			b.WriteString(text[at:all[i].end] + "»")
			at = all[i].end
		}
	}
	if hi == len(all) {
		b.WriteString(text[at:])
	} else {
		b.WriteString(text[at:max(at, all[hi-1].end)] + " …")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// at reports whether the term is found at word i.
func (t *Term) at(all []word, i int) bool {
	if i+len(t.Words) > len(all) {
		return false
	}
	for k, w := range t.Words {
		got := all[i+k].folded
		if t.Prefix && k == len(t.Words)-1 {
			if !strings.HasPrefix(got, w) {
				return false
			}
		} else if got != w {
			return false
		}
	}
	return true
}
