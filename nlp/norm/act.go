package norm

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay"
)

// acts.txt holds the words of cues by the act that they perform.
//
//go:embed acts.txt
var actsText string

// cueWords are the acts of cues.
type cueWords struct {
	verbs, nouns map[string]hearsay.Act
	phrases      map[string][]cuePhrase // by their first word
}

type cuePhrase struct {
	words []string
	act   hearsay.Act
}

// actWords reads acts.txt. A fault in it is a bug that every test meets.
var actWords = sync.OnceValue(func() cueWords {
	out := cueWords{verbs: map[string]hearsay.Act{}, nouns: map[string]hearsay.Act{}, phrases: map[string][]cuePhrase{}}
	for line := range strings.Lines(actsText) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		name, what, _ := strings.Cut(name, " ")
		act, ok := hearsay.ParseAct(name)
		if !ok {
			panic("acts.txt: no act " + name)
		}
		for w := range strings.SplitSeq(list, ",") {
			switch words := strings.Fields(w); what {
			case "nouns":
				out.nouns[words[0]] = act
			case "phrases":
				out.phrases[words[0]] = append(out.phrases[words[0]], cuePhrase{words, act})
			default:
				out.verbs[words[0]] = act
			}
		}
	}
	return out
})

// act is what the speaker of statement k did by it.
func (t *text) act(k int) hearsay.Act {
	a := t.actOf(k)
	t.acts[k] = a
	return a
}

func (t *text) actOf(k int) hearsay.Act {
	s := &t.stmts[k]
	a, known := t.cueAct(s)
	negated := t.cueNegated(s)
	refusal, refused := t.refusal(s)
	switch {
	case refused:
		return refusal
	case t.declines(s, negated):
		return hearsay.ActDecline
	case negated:
		return negation(a)
	case known && a != hearsay.ActState:
		a = t.weighed(s, a)
	}
	if a != hearsay.ActState {
		return a
	}
	return t.byContent(k)
}

// negation is the act of a cue that is negated: who did not confirm declined, who does
// not support rejects; who did not promise has done nothing but speak.
func negation(a hearsay.Act) hearsay.Act {
	switch a {
	case hearsay.ActConfirm, hearsay.ActAnnounce, hearsay.ActDeny:
		return hearsay.ActDecline
	case hearsay.ActSupport:
		return hearsay.ActReject
	}
	return hearsay.ActState
}

// cueAct looks the words of a cue up: its head first, then the others from the last, as
// "issued a warning" is told by its noun and "rejected the demand" by its verb.
func (t *text) cueAct(s *stmt) (act hearsay.Act, known bool) {
	if s.head < 0 {
		return hearsay.ActState, false
	}
	if act, known = t.wordAct(s.head, false); known && act != hearsay.ActState {
		return act, true
	}
	try := func(loose bool) bool {
		for c := len(s.cue) - 1; c >= 0; c-- {
			for i := s.cue[c].last - 1; i >= s.cue[c].first; i-- {
				a, ok := t.wordAct(i, loose)
				known = known || ok
				if ok && a != hearsay.ActState {
					act = a
					return true
				}
			}
		}
		return false
	}
	// A headline's verb may have been taken for a name: "Vale Mayor Slams Rail Plan".
	if !try(false) && !known {
		try(true)
	}
	return act, known
}

// wordAct is the act of the word or phrase at token i of a cue; loose to take a word
// whatever its tag.
func (t *text) wordAct(i int, loose bool) (hearsay.Act, bool) {
	words, tag := actWords(), t.tag(i)
	lemma, lower := t.lemma(i), t.lower(i)
	best, act := 0, hearsay.ActState
	for _, first := range [3]string{lemma, lower, lemma + "e"} {
		for _, p := range words.phrases[first] {
			if len(p.words) > best && t.phraseAtToken(i, p.words) && (tag.Verb() || tag.Noun() || loose) {
				best, act = len(p.words), p.act
			}
		}
	}
	if best > 0 {
		return act, true
	}
	if tag.Verb() || loose {
		if a, ok := either(words.verbs, lemma, lower); ok {
			return a, true
		}
	}
	if tag.Noun() || loose {
		if a, ok := either(words.nouns, lemma, lower); ok {
			return a, true
		}
	}
	if loose { // a form that nothing has made a lemma of: "Slams"
		if a, ok := words.verbs[strings.TrimSuffix(lower, "s")]; ok {
			return a, true
		}
		a, ok := words.verbs[strings.TrimSuffix(lower, "es")]
		return a, ok
	}
	return hearsay.ActState, false
}

// either looks a word up by its lemma, which may have lost its "e" ("blam"), and as it
// stands.
func either(m map[string]hearsay.Act, lemma, lower string) (hearsay.Act, bool) {
	for _, w := range [3]string{lemma, lower, lemma + "e"} {
		if a, ok := m[w]; ok {
			return a, true
		}
	}
	return hearsay.ActState, false
}

// in reports whether a lemma, which may have lost its "e", is in a set.
func in(set map[string]bool, lemma string) bool { return set[lemma] || set[lemma+"e"] }

// phraseAtToken reports whether a phrase stands at token i. An adverb or a possessive may
// stand in it, and its end may have been left to the content: "called | on Drevia to".
func (t *text) phraseAtToken(i int, words []string) bool {
	at := i + 1
	for _, w := range words[1:] {
		if g := t.tag(at); (g == hearsay.TagRB || g == hearsay.TagPRPS) && t.lower(at) != w {
			at++
		}
		if t.lower(at) != w && t.lemma(at) != w || at >= len(t.sentOf) || t.sentOf[at] != t.sentOf[i] {
			return false
		}
		at++
	}
	return true
}

// cueNegated reports whether a cue or the source before it says that something was not
// said: "has not confirmed", "neither side would say".
func (t *text) cueNegated(s *stmt) bool {
	if s.head < 0 {
		return false
	}
	for _, c := range s.cue {
		for i := max(0, c.first-2); i < c.last; i++ {
			if (i < c.first && (t.sentOf[i] != t.sentOf[c.first] || s.holds(i))) || !t.negator(i) {
				continue
			}
			return true
		}
	}
	if s.source.empty() {
		return false
	}
	switch t.lower(s.source.first) {
	case "neither", "no", "none", "nobody":
		return true
	}
	return false
}

// holds reports whether token i stands in the source or a content.
func (s *stmt) holds(i int) bool {
	for _, c := range s.content {
		if c.has(i) {
			return true
		}
	}
	return s.source.has(i)
}
