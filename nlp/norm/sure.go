package norm

import (
	_ "embed"
	"slices"
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
	hedgeJudgement   // the outlet's of what somebody else says: baseless, without evidence
	hedgeCueProbable // as a cue only: believes, estimates
	hedgeCueDistance // as a cue only: claims, alleges
)

var hedgeNames = map[string]hedge{"probable": hedgeProbable, "possible": hedgePossible, "distance": hedgeDistance,
	"judgement": hedgeJudgement, "cue probable": hedgeCueProbable, "cue distance": hedgeCueDistance}

// hedgeWords gives the hedges of words in small letters or lemmas; phrases by their first word.
var hedgeWords = sync.OnceValue(func() map[string][]hedged {
	out := map[string][]hedged{}
	for line := range strings.Lines(hedgesText) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		kind, ok := hedgeNames[name]
		if !ok {
			panic("hedges.txt: no kind " + name)
		}
		for w := range strings.SplitSeq(list, ",") {
			words := strings.Fields(w)
			out[words[0]] = append(out[words[0]], hedged{words: words, kind: kind})
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
	h := hedging{st: st}
	lead := t.lead(s.content[0])
	for _, c := range s.cue {
		for i := c.first; i < c.last; i++ {
			n, kind := t.hedgeAt(i, c.last, true)
			if m := t.notRuled(i, c.last); m > 0 {
				n, kind = m, hedgePossible
			}
			if n == 0 || t.misread(i) || kind == hedgeCueDistance && t.ownClaim(s, i) {
				continue
			}
			h.note(t.span(i, i+n), kind)
			i += n - 1
		}
	}
	t.aside(s, &h)
	for n, c := range s.content {
		t.hedgesIn(k, c, n == 0, lead, &h)
	}
	slices.SortFunc(st.Hedges, func(a, b hearsay.Span) int { return a.Start - b.Start })
	st.Negative = lead.negated
	st.Certainty = t.certainty(k, st.Act, h.probable, h.possible)
}

// hedging is what the hedges of a statement come to.
type hedging struct {
	st                 *hearsay.Statement
	probable, possible bool
}

func (h *hedging) note(s hearsay.Span, kind hedge) {
	if slices.Contains(h.st.Hedges, s) {
		return
	}
	h.st.Hedges = append(h.st.Hedges, s)
	switch kind {
	case hedgeProbable, hedgeCueProbable:
		h.probable = true
	case hedgePossible:
		h.possible = true
	case hedgeDistance, hedgeJudgement, hedgeCueDistance:
		h.st.Distanced = true
	}
}

// hedgesIn notes the hedges in one piece of a content. They weigh where they bear on its
// first sentence; what is distanced further in is a part of what is said, and no more.
func (t *text) hedgesIn(k int, c run, main bool, lead leading, h *hedging) {
	s := &t.stmts[k]
	bare := !t.clause(s)
	for i := c.first; i < c.last; i++ {
		n, kind := t.hedgeAt(i, c.last, false)
		if m := t.notRuled(i, c.last); m > 0 {
			n, kind = m, hedgePossible
		}
		if n == 0 || t.misread(i) || t.deeper(k, i) || !t.bears(lead, c, i, kind) {
			continue
		}
		switch kind {
		case hedgeDistance:
			switch {
			case t.quoted(i), !t.distances(s, i):
			case n > 1 && t.lower(i) == "what", t.heads(i, lead, bare):
				h.note(t.span(i, i+n), kind)
				t.scareQuotes(s, c, i+n, h)
			default:
				h.st.Hedges = append(h.st.Hedges, t.span(i, i+n))
			}
		case hedgeJudgement:
			if bare && !t.quoted(i) && t.distances(s, i) {
				h.note(t.span(i, i+n), kind)
				t.scareQuotes(s, c, i+n, h)
			}
		default:
			if main && t.sentOf[i] == t.sentOf[lead.first] {
				h.note(t.span(i, i+n), kind)
			}
		}
		i += n - 1
	}
}

// heads reports whether a word of distance bears on the whole of a content: on its verb,
// or on the thing where it is no more than that.
func (t *text) heads(i int, lead leading, bare bool) bool {
	if i == lead.verb || int(t.an.Tokens[i].Head) == lead.verb {
		return true
	}
	h := int(t.an.Tokens[i].Head)
	return bare && h >= lead.first && h < lead.last && int(t.an.Tokens[h].Head) == lead.verb
}

// distances reports whether a word of distance at token i is the outlet's: whoever rejects
// the so-called evidence speaks for himself.
func (t *text) distances(s *stmt, i int) bool {
	if s.head < 0 || t.lower(i) == "what" {
		return true
	}
	a, _ := t.cueAct(s)
	switch a {
	case hearsay.ActReject, hearsay.ActDeny, hearsay.ActCondemn:
		return false
	}
	return !describes[t.lemma(s.head)]
}

// describes are verbs that say what the speaker holds a thing for.
var describes = wordSet("call describe brand label term dub characterise characterize")

// scareQuotes notes a word or two in quotation marks near a word of distance, from token
// first: fabrications about “helicopters”. Alone they may as well be the speaker's words.
func (t *text) scareQuotes(s *stmt, c run, first int, h *hedging) {
	if s.a.Mode == hearsay.ModeDirect {
		return
	}
	for i := first; i < min(c.last, first+4); i++ {
		if t.tag(i) != hearsay.TagOpenQuote {
			continue
		}
		for j := i + 1; j < min(c.last, i+6); j++ {
			if t.tag(j) == hearsay.TagCloseQuote {
				h.note(t.span(i, j+1), hedgeDistance)
				return
			}
		}
		return
	}
}

// aside notes the outlet's words between a statement's parts: "said, without offering
// evidence, that", "claimed, on the strength of what he called a report, that".
func (t *text) aside(s *stmt, h *hedging) {
	if len(s.cue) == 0 {
		return
	}
	r := t.sentence(s.cue[0].first)
	for i := r.first; i < r.last; i++ {
		switch t.lower(i) {
		case "without", "what", "falsely", "wrongly", "supposedly", "purportedly":
		default:
			continue
		}
		if s.holds(i) || t.others(s, i) {
			continue
		}
		if n, kind := t.hedgeAt(i, r.last, false); n > 0 && (kind == hedgeDistance || kind == hedgeJudgement) {
			h.note(t.span(i, i+n), kind)
		}
	}
}

// others reports whether token i belongs to another statement.
func (t *text) others(s *stmt, i int) bool {
	for k := range t.stmts {
		o := &t.stmts[k]
		if o == s || o.sent != s.sent {
			continue
		}
		if o.holds(i) && !o.holds(s.cue[0].first) || t.inCue(k, i) {
			return true
		}
	}
	return false
}

// ownClaim reports whether the cue's "claim" at token i keeps no distance: who claims
// responsibility says so himself, and who denies a claim is not its speaker.
func (t *text) ownClaim(s *stmt, i int) bool {
	if t.lemma(i) != "claim" {
		return false
	}
	switch t.lower(i + 1) {
	case "responsibility", "credit", "victory":
		return true
	}
	if i == s.head || t.tag(i).Verb() {
		return false
	}
	a, _ := t.cueAct(s)
	switch a {
	case hearsay.ActReject, hearsay.ActDeny, hearsay.ActRetract, hearsay.ActDecline:
		return true
	}
	return false
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

// misread reports whether what looks like a hedge at token i is none: the month of May,
// "could not be reached", a suspect, what is supposed to be done.
func (t *text) misread(i int) bool {
	tag := t.tag(i)
	next := i + 1
	if t.tag(next) == hearsay.TagRB {
		next++
	}
	switch t.lower(i) {
	case "could":
		return t.negator(i+1) && t.lower(i+2) != "be" || t.negator(i+1) && t.lower(i+3) != "excluded" && t.lower(i+3) != "ruled"
	case "may", "might":
		return tag.Noun() || tag == hearsay.TagCD || t.tag(i+1) == hearsay.TagStop || t.tag(i+1) == hearsay.TagComma
	case "must":
		return t.lower(i+2) != "been" && t.tag(i+2) != hearsay.TagVBN
	case "supposed":
		return t.lower(i+1) == "to"
	case "expected", "thought", "understood":
		return tag == hearsay.TagVBD && t.lower(i+1) == "to"
	case "assumed", "assume", "assumes":
		return !t.tag(i+1).Verb() && t.lower(i+1) != "to" && t.lower(i+1) != "that" && t.lemma(i-1) != "be"
	case "possible", "suspected", "feared", "likely":
		if t.an.Tokens[i].Rel == hearsay.RelAmod && tag != hearsay.TagRB {
			return !t.topmost(int(t.an.Tokens[i].Head))
		}
	case "appear", "appeared", "appears", "appearing":
		return t.placed(next)
	}
	switch t.lemma(i) {
	case "suspect", "suggest", "seem", "appear":
		return !tag.Verb() && tag != hearsay.TagJJ
	}
	return false
}

// placed reports whether what follows "appeared" at token i is a place and no clause:
// before the court, on stage.
func (t *text) placed(i int) bool {
	switch t.tag(i) {
	case hearsay.TagTO, hearsay.TagJJ, hearsay.TagVBN, hearsay.TagRBR, hearsay.TagJJR, hearsay.TagVBG:
		return false
	}
	return t.lower(i) != "to" && t.lower(i) != "that" && t.lower(i) != "as" && t.lower(i) != "likely"
}

// topmost reports whether token i hangs from no verb, or is there by "there is".
func (t *text) topmost(i int) bool {
	if i < 0 || i >= len(t.an.Tokens) {
		return false
	}
	h := int(t.an.Tokens[i].Head)
	if h < 0 || h >= len(t.an.Tokens) {
		return true
	}
	return t.lemma(h) == "be" || t.an.Tokens[i].Rel == hearsay.RelCcomp
}

// weighs reports whether a hedge at token i bears on the main clause of its content, and
// not on a clause deep inside.
func (t *text) weighs(c run, i int, kind hedge) bool {
	if kind == hedgeDistance || kind == hedgeJudgement {
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

// notRuled is the number of tokens of "would not rule it out" from token i, 0 where it is
// not.
func (t *text) notRuled(i, last int) int {
	not := i
	if t.tag(i) == hearsay.TagMD || t.lemma(i) == "have" {
		not++
	}
	switch t.lower(not) {
	case "not", "n't", "n’t":
	default:
		return 0
	}
	if l := t.lemma(not + 1); l != "rule" && l != "rul" {
		return 0
	}
	for k := not + 2; k < min(last, not+5); k++ {
		if t.lower(k) == "out" {
			return k + 1 - i
		}
	}
	return 0
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
		case hearsay.ActCondemn, hearsay.ActSupport, hearsay.ActReject:
			if s.head < 0 || !describes[t.lemma(s.head)] { // who calls it theatre says that it is
				return hearsay.Unspecified
			}
		case hearsay.ActAccuse:
			if !t.saysOf(s) {
				return hearsay.Unspecified
			}
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
			switch t.lower(i) {
			case "reportedly", "allegedly", "supposedly", "purportedly":
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

// saysOf reports whether an accusation says of what, and not of whom alone: "of shelling",
// "for the delay".
func (t *text) saysOf(s *stmt) bool {
	last := s.cue[len(s.cue)-1].last - 1
	if t.lower(last) == "of" || t.lower(last) == "with" || t.lower(last) == "for" {
		return true
	}
	for _, c := range s.content {
		for i := c.first; i < c.last; i++ {
			switch l := t.lower(i); {
			case t.tag(i) == hearsay.TagVBG, l == "for", l == "over", l == "with", l == "on", l == "of" && i > c.first && int(t.an.Tokens[i].Head) != i-1:
				return true
			}
		}
	}
	return false
}

// clause reports whether a content holds a clause or more, and not a thing alone.
func (t *text) clause(s *stmt) bool {
	for _, c := range s.content {
		for i := c.first; i < c.last; i++ {
			switch t.tag(i) {
			case hearsay.TagVBD, hearsay.TagVBZ, hearsay.TagVBP, hearsay.TagMD:
				if t.an.Tokens[i].Rel != hearsay.RelAclRelcl {
					return true
				}
			case hearsay.TagVBN: // a past tense that the tagger has taken for a participle
				if r := t.an.Tokens[i].Rel; r == hearsay.RelCcomp || r == hearsay.RelRoot {
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
