package norm

import "github.com/hearsay-news/hearsay"

// window is what a decline is told from: the tokens of a cue, and the first of the
// content where that follows at once, as "did not respond | to a request" may be cut
// anywhere.
func (t *text) window(s *stmt) []int {
	var out []int
	end := -1
	for _, c := range s.cue {
		for i := c.first; i < c.last; i++ {
			out = append(out, i)
		}
		end = c.last
	}
	if end < 0 {
		return out
	}
	for i := end; i < min(end+4, len(t.an.Tokens)) && t.sentOf[i] == t.sentOf[end-1] && t.tag(i) != hearsay.TagOpenQuote; i++ {
		out = append(out, i)
	}
	return out
}

// anyOf is the first token of a window whose lemma or form is in a set, -1 for none.
func (t *text) anyOf(window []int, set map[string]bool) int {
	for _, i := range window {
		if set[t.lemma(i)] || set[t.lower(i)] {
			return i
		}
	}
	return -1
}

// nounOf reports whether a noun of a set stands in a window.
func (t *text) nounOf(window []int, set map[string]bool) bool {
	for _, i := range window {
		if t.tag(i).Noun() && (set[t.lemma(i)] || set[t.lower(i)]) {
			return true
		}
	}
	return false
}

// The words that declines are told by.
var (
	// speaking is what who declines refuses to do. Those of telling do so only with what
	// is asked behind them, as the sick may be refused a release.
	speaking = wordSet(`say comment respond answer discuss elaborate speak reply disclose specify reveal identify name
		describe explain talk clarify speculate expand confirm deny tell condemn testify`)
	telling = wordSet(`give provide release offer make take return address detail share supply`)
	// mute is what only a question calls for: not to do it is to decline.
	mute      = wordSet(`comment comments respond response answer reply elaborate disclose specify discuss identify explain clarify speculate reachable available`)
	details   = wordSet(`comment comments detail details explanation reason reasons figure figures response answer reply information timetable timeframe name names surname estimate breakdown evidence`)
	wh        = wordSet(`whether who when where what which how why if whom`)
	refusing  = wordSet(`decline refuse demur balk refusal`)
	dodging   = wordSet(`dodge duck sidestep evade deflect avoid ignore`)
	questions = wordSet(`question questions inquiry inquiries query queries`)
	asked     = wordSet(`question questions request requests call calls message messages email emails e-mail e-mails inquiry inquiries enquiry enquiries query queries letter comment interview interviews`)
	unheard   = wordSet(`unavailable unreachable`)
)

// refusal is the act of who refuses: to speak, a decline; to exclude, no more than a
// statement; to do anything else, a reject.
func (t *text) refusal(s *stmt) (hearsay.Act, bool) {
	at := t.refuses(s)
	if at < 0 {
		return hearsay.ActState, false
	}
	rest := t.refusedWords(s, at)
	for n, i := range rest {
		switch {
		case t.lemma(i) == "rule" && t.lower(i+1) == "out":
			return hearsay.ActState, true
		case t.lower(i) == "to" && n+1 < len(rest):
			return t.refusedDeed(rest[n+1:]), true
		}
	}
	switch {
	case speaking[t.lemma(rest[0])], t.anyOf(rest, details) >= 0, t.anyOf(rest, asked) >= 0, t.lemma(at) == "demur":
		return hearsay.ActDecline, true
	case !t.tag(at).Verb(), t.objectless(rest):
		return hearsay.ActState, false
	}
	return hearsay.ActReject, true
}

// refuses is the token of a cue that refuses, -1 without one: "declined", but not "did
// not refuse" and "was refused".
func (t *text) refuses(s *stmt) int {
	for _, c := range s.cue {
		for i := c.first; i < c.last; i++ {
			if !refusing[t.lemma(i)] {
				continue
			}
			if t.negator(i-1) || t.negator(i-2) || t.tag(i).Noun() && i != s.head || t.suffers(i) {
				return -1
			}
			return i
		}
	}
	return -1
}

// refusedWords are the tokens behind a refusal, never none.
func (t *text) refusedWords(s *stmt, at int) []int {
	var rest []int
	for _, i := range t.window(s) {
		if i > at {
			rest = append(rest, i)
		}
	}
	if len(rest) == 0 { // the content stands before the cue
		c := s.content[0]
		for i := c.first; i < min(c.first+4, c.last); i++ {
			rest = append(rest, i)
		}
	}
	return rest
}

// refusedDeed is the act of who refuses to do what stands behind "to".
func (t *text) refusedDeed(after []int) hearsay.Act {
	for n, i := range after {
		if t.tag(i) == hearsay.TagRB || t.lemma(i) == "be" {
			continue
		}
		if l := t.lemma(i); l == "rule" && t.lower(i+1) == "out" {
			return hearsay.ActState
		} else if speaking[l] || t.lower(i) == "drawn" || t.sequence(after[n:], intoIt) ||
			telling[l] && (t.anyOf(after, details) >= 0 || t.anyOf(after, asked) >= 0) {
			return hearsay.ActDecline
		}
		break
	}
	return hearsay.ActReject
}

var intoIt = []string{"go", "into"}

// objectless reports whether what follows is no object: "declined over time".
func (t *text) objectless(rest []int) bool {
	switch t.tag(rest[0]) {
	case hearsay.TagIN, hearsay.TagRB, hearsay.TagCD, hearsay.TagStop, hearsay.TagComma:
		return true
	}
	return false
}

// declines reports whether a cue says that somebody says nothing.
func (t *text) declines(s *stmt, negated bool) bool {
	if s.head < 0 {
		return t.silent(s)
	}
	window := t.window(s)
	if !negated && plain[t.lemma(s.head)] { // what is said is no longer the cue's
		window = window[:len(window)-t.behind(s, window)]
	}
	has := func(words ...string) bool { return t.sequence(window, words) }
	switch {
	case has("neither", "confirm", "deny"), has("nor", "deny"), has("no", "comment"), has("no", "immediate"), has("nothing", "about"),
		has("fail", "to", "respond"), has("fail", "to", "reply"), has("fail", "to", "answer"), has("fail", "to", "return"),
		has("remain", "silent"), has("keep", "silent"), has("stay", "silent"), has("keep", "quiet"), has("remain", "tight-lipped"),
		has("plead", "the", "fifth"), has("invoke", "the", "fifth"), has("stop", "short", "of", "say"), has("unable", "to", "comment"):
		return true
	case negated && (has("confirm", "or", "deny") || has("be", "drawn") || has("be", "reach") || has("go", "into") || has("get", "into")):
		return true
	case t.anyOf(window, unheard) >= 0, t.dodges(window), t.yetTo(window):
		return true
	}
	if !negated {
		a, _ := t.cueAct(s)
		return a == hearsay.ActState && t.silent(s)
	}
	if i := t.anyOf(window, mute); i >= 0 && !t.suffers(i) {
		return true
	}
	for n, i := range window {
		switch t.lemma(i) {
		case "say", "indicate", "tell", "reveal", "describe":
			if t.anyOf(window[n+1:], wh) >= 0 {
				return true
			}
		case "make", "give", "provide", "offer", "release", "have", "return", "take", "share", "supply":
			if after := window[n+1:]; t.nounOf(after, details) || t.nounOf(after, asked) || t.lower(i+1) == "clear" {
				return true
			}
		case "name", "address":
			return t.tag(i).Verb() && !t.suffers(i)
		}
	}
	return t.onlySay(s)
}

// plain are verbs that say no more than that something was said.
var plain = wordSet("say tell add state write note explain argue insist claim report recall")

// behind is how many tokens of a window stand behind the cue.
func (t *text) behind(s *stmt, window []int) int {
	n := 0
	for _, i := range window {
		if i >= s.cue[len(s.cue)-1].last {
			n++
		}
	}
	return n
}

// onlySay reports whether a cue ends in "say" and says nothing more, with a question
// behind it: "would not say | which reading her government shares".
func (t *text) onlySay(s *stmt) bool {
	if !wh[t.lower(s.content[0].first)] {
		return false
	}
	switch t.lemma(s.head) {
	case "say", "tell", "indicate", "reveal":
		return true
	}
	return false
}

// dodges reports whether somebody gets round a question.
func (t *text) dodges(window []int) bool {
	i := t.anyOf(window, dodging)
	q := t.anyOf(window, questions)
	return i >= 0 && q > i
}

// yetTo reports whether somebody is yet to say what is asked.
func (t *text) yetTo(window []int) bool {
	for n, i := range window {
		if t.lower(i) == "yet" && t.lower(i+1) == "to" {
			after := window[n+1:]
			return t.anyOf(after, mute) >= 0 || t.anyOf(after, wh) >= 0
		}
	}
	return false
}

// suffers reports whether the verb at token i is in the passive: "has not been named".
func (t *text) suffers(i int) bool {
	return t.tag(i) == hearsay.TagVBN && t.lemma(i-1) == "be"
}

// sequence reports whether words stand in a window in this order, with no more than
// three others between each two.
func (t *text) sequence(window []int, words []string) bool {
	for n := range window {
		if t.runsFrom(window[n:], words) {
			return true
		}
	}
	return false
}

func (t *text) runsFrom(window []int, words []string) bool {
	gap, w := 0, 0
	for n, i := range window {
		l := t.lower(i)
		if l == "n’t" {
			l = "n't"
		}
		switch {
		case l == words[w] || t.lemma(i) == words[w]:
			w, gap = w+1, 0
			if w == len(words) {
				return true
			}
		case n == 0:
			return false
		default:
			if gap++; gap > 3 {
				return false
			}
		}
	}
	return false
}

// silent reports whether it is the content that says that nothing will be said: “No
// comment”, "it does not comment on leaks", "he could not discuss it".
func (t *text) silent(s *stmt) bool {
	c := s.content[0]
	first := t.begin(c)
	last := min(first+8, c.last, t.sentence(first).last)
	led := t.tag(first).Verb() || t.negator(first)
	for i := first; i < last; i++ {
		switch l := t.lower(i); {
		case l == "we" || l == "i" || l == "it" || l == "he" || l == "she" || l == "they":
			led = true
		case l == "no" && (t.lower(i+1) == "comment" || t.lower(i+2) == "comment"):
			return i == first || i < first+4 && t.lemma(i-1) != "be"
		case t.negator(i) || l == "unable":
			return led && t.mum(i+1, min(i+5, c.last))
		}
	}
	return false
}

// mum reports whether tokens first to last-1 hold what is not done by who says nothing.
func (t *text) mum(first, last int) bool {
	for i := first; i < last; i++ {
		switch t.lemma(i) {
		case "comment", "elaborate", "speculate", "discuss":
			return true
		case "answer":
			return t.lower(i+1) == "questions" || t.lower(i+2) == "questions" || t.lower(i+1) == "that"
		case "go", "get":
			return t.lower(i+1) == "into"
		}
	}
	return false
}

// begin is the first token of a content behind its "that" and quotation marks.
func (t *text) begin(c run) int {
	i := c.first
	for i < c.last-1 && (t.lower(i) == "that" && t.tag(i+1) != hearsay.TagNN || t.punct(i)) {
		i++
	}
	return i
}
