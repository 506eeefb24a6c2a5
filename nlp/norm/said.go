package norm

import (
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/date"
)

// said is when statement k was said: by a date beside its cue; by "at the time", which
// goes back to the statement before; by the date of the statement that it goes on from.
func (t *Normalizer) said(k int, out []hearsay.Statement) string {
	s := &t.stmts[k]
	inContent := func(i int) bool { return t.within(k, i) || s.source.has(i) } // who inspected the dam last year may speak today
	for _, c := range s.cue {
		if g := t.tag(s.head); g == hearsay.TagVBZ || g == hearsay.TagVBP {
			break // what somebody "maintains" has no day
		}
		if d, ok := date.Said(t.an, t.days, c.first, c.last, inContent); ok {
			return d.Value()
		}
	}
	sent := t.an.Sents[max(s.sent, 0)]
	last := -1 // the statement resolved before, in the order of the text
	for _, j := range t.inOrder {
		if j == k {
			break
		}
		if t.parent(j) < 0 {
			last = j
		}
	}
	if p := t.parent(k); p >= 0 {
		if t.papers[p] { // "according to a summary read on Tuesday"
			return out[p].SaidOn
		}
		return ""
	}
	if last < 0 {
		return ""
	}
	for i := sent.First; i+1 < sent.Last; i++ {
		if t.lower(i) == "time" && t.lower(i-1) == "the" && t.lower(i-2) == "at" || t.lower(i) == "then" && t.lower(i-1) == "by" {
			return out[last].SaidOn
		}
	}
	// "told parliament on Tuesday … He added …": the same occasion goes on as long as the
	// same speaker does, and no other date is named.
	if !t.spokenPast(s) {
		return ""
	}
	for _, d := range t.days {
		if d.First >= sent.First && d.Last <= sent.Last && !t.within(k, d.First) {
			return ""
		}
	}
	for n := len(t.inOrder) - 1; n >= 0; n-- {
		j := t.inOrder[n]
		if j == k || t.parent(j) >= 0 || t.stmts[j].sent > s.sent || t.stmts[j].sent == s.sent && t.stmts[j].content[0].first > s.content[0].first || !t.sameSpeaker(k, j) {
			continue
		}
		end := t.stmts[j].content[len(t.stmts[j].content)-1].last - 1
		if s.sent-max(t.stmts[j].sent, int(t.sentOf[end])) > 3 {
			return ""
		}
		return out[j].SaidOn
	}
	return ""
}

// sameSpeaker reports whether two statements have one speaker.
func (t *text) sameSpeaker(a, b int) bool {
	return t.speaks[a].Name != "" && strings.EqualFold(t.speaks[a].Name, t.speaks[b].Name) && t.speaks[a].Kind == t.speaks[b].Kind
}

// spokenPast reports whether a cue tells of saying once, in the past, and not of what
// somebody keeps saying.
func (t *text) spokenPast(s *stmt) bool {
	if s.head < 0 {
		return true
	}
	switch t.tag(s.head) {
	case hearsay.TagVBZ, hearsay.TagVBP:
		return false
	}
	for _, c := range s.cue {
		for i := c.first; i < c.last; i++ {
			switch t.lemma(i) {
			case "have", "still", "will", "would":
				return false
			}
		}
	}
	return true
}
