package norm

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay"
)

// hedges.txt holds the words that make a statement less than certain, or that keep the
// outlet's distance from it.
//
//go:embed hedges.txt
var hedgesText string

type hedge uint8

const (
	hedgeProbable hedge = 1 + iota
	hedgePossible
	hedgeDistance    // the outlet's: so-called, allegedly
	hedgeCueProbable // as a cue only: believes, estimates
	hedgeCueDistance // as a cue only: claims, alleges
)

var hedgeNames = map[string]hedge{"probable": hedgeProbable, "possible": hedgePossible, "distance": hedgeDistance,
	"cue probable": hedgeCueProbable, "cue distance": hedgeCueDistance}

// hedgeWords gives the hedges of words in small letters or lemmas; phrases by their first word.
var hedgeWords = sync.OnceValue(func() map[string][]hedged {
	out := map[string][]hedged{}
	for line := range strings.Lines(hedgesText) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.SplitSeq(list, ",") {
			words := strings.Fields(w)
			out[words[0]] = append(out[words[0]], hedged{words: words, kind: hedgeNames[name]})
		}
	}
	return out
})

type hedged struct {
	words []string
	kind  hedge
}

// hedgeAt is the longest hedge that begins at token i and ends before last, of a kind
// that may stand in a content, or in a cue.
func (t *text) hedgeAt(i, last int, cue bool) (n int, kind hedge) {
	try := func(first string) {
		for _, h := range hedgeWords()[first] {
			if (h.kind == hedgeCueProbable || h.kind == hedgeCueDistance) && !cue || i+len(h.words) > last || len(h.words) <= n {
				continue
			}
			fits := true
			for k := 1; k < len(h.words) && fits; k++ {
				fits = t.lower(i+k) == h.words[k] || t.lemma(i+k) == h.words[k]
			}
			if fits {
				n, kind = len(h.words), h.kind
			}
		}
	}
	try(t.lower(i))
	if l := t.lemma(i); l != t.lower(i) && t.tag(i).Verb() {
		try(l)
	}
	return n, kind
}

// sureness sets how surely statement k is said, whether it says that something is not
// so, and whether the outlet keeps its distance.
func (t *text) sureness(k int, st *hearsay.Statement) {
	s := &t.stmts[k]
	probable, possible := false, false
	note := func(i, n int, kind hedge) {
		st.Hedges = append(st.Hedges, t.span(i, i+n))
		switch kind {
		case hedgeProbable, hedgeCueProbable:
			probable = true
		case hedgePossible:
			possible = true
		case hedgeDistance, hedgeCueDistance:
			st.Distanced = true
		}
	}
	for _, c := range s.cue {
		for i := c.first; i < c.last; i++ {
			if n, kind := t.hedgeAt(i, c.last, true); n > 0 {
				if kind == hedgeCueDistance && t.is(i, 0) {
					continue
				}
				note(i, n, kind)
				i += n - 1
			}
		}
	}
	for _, c := range s.content {
		for i := c.first; i < c.last; i++ {
			if t.deeper(k, i) {
				continue
			}
			n, kind := t.hedgeAt(i, c.last, false)
			if m := t.notRuled(i, c.last); m > 0 {
				n, kind = m, hedgePossible
			}
			if n == 0 || kind == hedgePossible && t.permission(i) || !t.weighs(c, i, kind) {
				continue
			}
			note(i, n, kind)
			i += n - 1
		}
	}
	st.Negative = t.negative(s)
	st.Certainty = t.certainty(k, st.Act, probable, possible)
}

// deeper reports whether token i stands in a statement that is nested in statement k:
// its hedges are another's.
func (t *text) deeper(k, i int) bool {
	for j := range t.stmts {
		if t.parent(j) == k && (t.within(j, i) || t.inCue(j, i)) {
			return true
		}
	}
	return false
}

func (t *text) inCue(k, i int) bool {
	for _, c := range t.stmts[k].cue {
		if c.has(i) {
			return true
		}
	}
	return false
}

// permission reports whether a "may", "might" or "could" at token i says what somebody
// was able or allowed to do.
func (t *text) permission(i int) bool {
	if t.lower(i) != "could" {
		return t.lower(i) == "may" && (t.tag(i) != hearsay.TagMD || t.lower(i+1) == "not" && false)
	}
	return t.lower(i+1) == "not" || t.lower(i+1) == "n't" // "could not be reached" asserts
}

// weighs reports whether a hedge at token i bears on the main clause of its content, and
// not on a clause deep inside.
func (t *text) weighs(c run, i int, kind hedge) bool {
	if kind == hedgeDistance {
		return true
	}
	for k := i - 1; k >= c.first && !t.punct(k) && k > i-10; k-- {
		switch t.lower(k) {
		case "how", "why", "whether": // asked, not asserted
			if k > c.first {
				return false
			}
		}
	}
	depth := 0
	for h := i; h >= 0 && depth < 12; {
		tok := &t.an.Tokens[h]
		switch tok.Rel {
		case hearsay.RelAclRelcl, hearsay.RelAdvcl, hearsay.RelAcl:
			if int(tok.Head) >= c.first && int(tok.Head) < c.last {
				return false
			}
		}
		h = int(tok.Head)
		if h < c.first || h >= c.last {
			break
		}
		depth++
	}
	return true
}

// notRuled is the number of tokens of "not rule it out" from token i, 0 where it is not.
func (t *text) notRuled(i, last int) int {
	switch t.lower(i) {
	case "not", "n't", "n’t":
	default:
		return 0
	}
	if t.lemma(i+1) != "rule" {
		return 0
	}
	for k := i + 2; k < min(last, i+5); k++ {
		if t.lower(k) == "out" {
			return k + 1 - i
		}
	}
	return 0
}

// negative reports whether the main clause of a content is negated.
func (t *text) negative(s *stmt) bool {
	c := s.content[0]
	for i := c.first; i < min(c.last, c.first+14); i++ {
		switch t.lower(i) {
		case "not", "n't", "n’t", "never", "neither", "nor", "nobody", "none", "nothing", "nowhere":
			return t.weighs(c, i, hedgeProbable)
		case "no":
			return i < c.first+4 || t.an.Tokens[i].Rel == hearsay.RelDet && t.weighs(c, i, hedgeProbable)
		}
	}
	return false
}

// certainty is the speaker's own, by the act, what is said and the hedges found.
func (t *text) certainty(k int, act hearsay.Act, probable, possible bool) hearsay.Certainty {
	s := &t.stmts[k]
	switch act {
	case hearsay.ActDecline, hearsay.ActDemand, hearsay.ActOrder, hearsay.ActAsk, hearsay.ActRetract:
		return hearsay.Unspecified
	}
	if s.head >= 0 && t.adverbial(s) && t.speaks[k].Kind == hearsay.KindUnnamed {
		return hearsay.Unspecified // "reportedly": nobody commits
	}
	if s.head >= 0 && act == hearsay.ActState && t.lemma(s.head) == "refer" {
		return hearsay.Unspecified
	}
	clause := t.clause(s)
	if !clause {
		switch act {
		case hearsay.ActCondemn, hearsay.ActSupport, hearsay.ActReject, hearsay.ActAccuse:
			return hearsay.Unspecified
		case hearsay.ActState:
			if s.a.Mode == hearsay.ModeIndirect || !t.quotedAll(s) {
				if s.head >= 0 && bareAttitude[t.lemma(s.head)] {
					return hearsay.Unspecified
				}
			}
		}
	}
	switch {
	case possible:
		return hearsay.Possible
	case probable || act == hearsay.ActEstimate && s.head >= 0 && t.lemma(s.head) != "put":
		return hearsay.Probable
	}
	return hearsay.Certain
}

// adverbial reports whether it is an adverb that signals a statement: "reportedly".
func (t *text) adverbial(s *stmt) bool {
	for _, c := range s.cue {
		for i := c.first; i < c.last; i++ {
			if t.tag(i) == hearsay.TagRB && strings.HasSuffix(t.lower(i), "edly") {
				return true
			}
		}
	}
	return false
}

// bareAttitude are the cues that take a thing, of which nothing is asserted.
var bareAttitude = map[string]bool{"refer": true, "discuss": true, "mention": true, "cite": true, "like": true, "love": true,
	"hate": true, "want": true, "consider": true, "focus": true, "address": true, "talk": true, "emphasize": true, "stress": true,
	"need": true, "desire": true, "respect": true, "know": true, "highlight": true, "underline": true}

// clause reports whether a content holds a clause or more, and not a thing alone.
func (t *text) clause(s *stmt) bool {
	for _, c := range s.content {
		for i := c.first; i < c.last; i++ {
			switch t.tag(i) {
			case hearsay.TagVBD, hearsay.TagVBZ, hearsay.TagVBP, hearsay.TagMD:
				if t.an.Tokens[i].Rel != hearsay.RelAclRelcl {
					return true
				}
			}
		}
	}
	return false
}

// quotedAll reports whether a content begins in quotation marks.
func (t *text) quotedAll(s *stmt) bool {
	return t.tag(s.content[0].first) == hearsay.TagOpenQuote
}
