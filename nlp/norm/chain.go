package norm

import (
	"slices"

	"github.com/hearsay-news/hearsay"
)

// carrierVerbs are what an outlet does with others' words.
var carrierVerbs = wordSet(`report carry publish quote cite release broadcast air relay print run say write reprint transmit
	distribute issue post show add disseminate obtain see review stream televise note reveal disclose feature interview`)

// holdingVerbs are what the outlet of an article does with papers that it tells of
// itself: "a memo seen by the Courier".
var holdingVerbs = wordSet(`obtain see review examine view interview`)

// speakingVerbs go with the one spoken to, or with where it was said: "spoke to the
// broadcaster", "wrote on Telegram".
var speakingVerbs = wordSet(`speak write post talk comment announce say confirm explain admit deny appear add state insist
	claim declare complain argue disclose reveal warn predict describe remark publish share respond reply`)

// tellers are those whom an outlet has for its sources, rather than at its head.
var tellers = wordSet(`source official informant insider witness diplomat contact interviewee whistleblower aide`)

// answers are what is said of a claim, without a clause of its own.
var answers = wordSet(`deny confirm reject dismiss acknowledge admit condemn`)

// papers are what words stand in, besides the documents among the nouns.
var papers = wordSet(`remark remarks comment comments footage dispatch despatch release show programme program webcast clip message
	story piece coverage column essay livestream appearance documentary exclusive investigation item profile`)

// reports are those papers that an outlet itself writes.
var reports = wordSet(`report dispatch despatch story article account coverage piece exclusive investigation item`)

// nearness is how near the speaker a carrier stands by what it did.
type nearness uint8

const (
	appeared nearness = iota // where the words first were: told to, published in, broadcast by
	cited                    // whom another carrier cites
	reported                 // who reports it all
)

// link is a carrier found.
type link struct {
	carrier hearsay.Carrier
	near    nearness
	at      int  // its first token
	doubted bool // more likely the article's own outlet, unless another reports it
}

// chain is the carriers of statement k, nearest the speaker first.
func (t *text) chain(k int) []hearsay.Carrier {
	out := t.carriers(k)
	if p := t.parent(k); p >= 0 {
		out = t.throughParent(k, p, out)
	} else if before := t.carriedOver(k); len(before) > 0 && len(addCarriers(before, out...)) == len(before) {
		out = nil
		for _, c := range before {
			out = append(out, hearsay.Carrier{Name: c.Name})
		}
	}
	t.chains[k] = out
	return out
}

// addCarriers appends those carriers that are not there yet. The list is copied where
// it grows, as statements share it.
func addCarriers(list []hearsay.Carrier, more ...hearsay.Carrier) []hearsay.Carrier {
	for _, c := range more {
		if !slices.ContainsFunc(list, func(o hearsay.Carrier) bool { return o.Name == c.Name }) {
			list = append(list[:len(list):len(list)], c)
		}
	}
	return list
}

// throughParent adds to the carriers of a nested statement who passes it on: the speaker
// of the statement that holds it, and that one's own carriers. A document without an
// author passes nothing on, save an outlet's.
func (t *text) throughParent(k, p int, out []hearsay.Carrier) []hearsay.Carrier {
	sp, source := &t.speaks[p], t.stmts[p].source
	c := hearsay.Carrier{Name: sp.Name}
	if len(t.stmts[p].a.Source) > 0 {
		c.Span = t.stmts[p].a.Source[0]
	}
	if t.papers[p] {
		c = hearsay.Carrier{}
		if name, first, last := t.outletName(source); name != "" {
			c = hearsay.Carrier{Name: name, Span: t.span(first, last)}
		}
	}
	if c.Name != "" && c.Name != nobody.name && !t.ownWords(k, p) && !t.home(c.Name) {
		out = addCarriers(out, c)
	}
	return addCarriers(out, t.chains[p]...)
}

// ownWords reports whether a nested statement is of the speaker of the one that holds
// it, who then passes on nobody's words: "I told them". What "they" are is less sure.
func (t *text) ownWords(k, p int) bool {
	r := t.stmts[k].source
	if r.empty() || !t.sameVoice(k, p) {
		return false
	}
	switch t.lower(r.first) {
	case "they", "them", "their":
		return false
	}
	// Nobody asks himself: "[asked] me to sign" is somebody else's, whatever its source.
	o := t.lower(t.stmts[k].content[0].first)
	return o != "me" && o != "us"
}

// carriers are those named around statement k, in their order.
func (t *text) carriers(k int) []hearsay.Carrier {
	links := t.links(k)
	sure := slices.ContainsFunc(links, func(l link) bool { return !l.doubted && l.near != appeared })
	links = slices.DeleteFunc(links, func(l link) bool { return l.doubted && !sure || sameOutlet(t.speaks[k].Name, l.carrier.Name) })
	slices.SortStableFunc(links, func(a, b link) int {
		switch {
		case a.near != b.near:
			return int(a.near) - int(b.near)
		case a.near == cited: // "citing the agency, which cited the station"
			return b.at - a.at
		case a.near == reported: // the nearer to what is said, the nearer to who said it
			return t.distance(k, a.at) - t.distance(k, b.at)
		}
		return a.at - b.at
	})
	var out []hearsay.Carrier
	for _, l := range links {
		out = addCarriers(out, l.carrier)
	}
	return out
}

// distance is how many tokens lie between token i and the contents of statement k.
func (t *text) distance(k, i int) int {
	least := len(t.an.Tokens)
	for _, c := range t.stmts[k].content {
		if i < c.first {
			least = min(least, c.first-i)
		} else {
			least = min(least, max(i-c.last, 0))
		}
	}
	return least
}

// frame is the sentences around statement k that may name carriers.
func (t *text) frame(k int) []run {
	s := &t.stmts[k]
	var out []run
	add := func(i int) {
		if r := t.sentence(i); !r.empty() && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	if len(s.cue) > 0 {
		add(s.cue[0].first)
	}
	if !s.source.empty() {
		add(s.source.first)
	}
	add(s.content[len(s.content)-1].last - 1)
	return out
}

// links finds the carriers named around statement k.
func (t *text) links(k int) []link {
	var out []link
	s, p := &t.stmts[k], t.parent(k)
	pre, post := t.ambles(k)
	said := func(i int) bool { return t.within(k, i) && !pre.has(i) && !post.has(i) }
	for _, f := range t.frame(k) {
		for i := f.first; i < f.last; i++ {
			if said(i) || s.source.has(i) && !t.carriesWithin(s, i) || p >= 0 && !t.within(p, i) {
				continue
			}
			t.linkAt(k, f, i, func(r run, near nearness, own bool) {
				name, first, last := t.outletName(r)
				if name == "" || !s.source.has(i) && s.source.has(first) || said(first) || t.elsewhere(k, i) || t.home(name) {
					return
				}
				if isPlatform(name) && (near == reported || t.lemma(i) == "tell") {
					return // the company that runs it
				}
				doubted := own && p < 0 && !t.foreign(name, r, first, last)
				out = append(out, link{hearsay.Carrier{Name: name, Span: t.span(first, last)}, near, first, doubted})
			})
		}
	}
	return out
}

// ambles are what a content begins and ends with that is none of it: "[in remarks
// broadcast by the station] that nobody died", "it would pay [in an interview with the
// paper]"; empty for none.
func (t *text) ambles(k int) (pre, post run) {
	s := &t.stmts[k]
	c := s.content[0]
	if opensAmble[t.lower(c.first)] || opensAmble[t.lower(c.first-1)] && t.inCue(k, c.first-1) {
		for i := c.first + 2; i < c.last && i < c.first+longestApposition; i++ {
			if t.lower(i) == "that" && t.tag(i) != hearsay.TagDT {
				pre = run{c.first, i}
				break
			}
			if g := t.tag(i); g == hearsay.TagOpenQuote || g == hearsay.TagStop || g == hearsay.TagVBZ || g == hearsay.TagMD {
				break
			}
		}
	}
	c = s.content[len(s.content)-1]
	for i := c.last - 2; i > c.first && i > c.last-12; i-- {
		switch g := t.tag(i); {
		case g == hearsay.TagCloseQuote, g == hearsay.TagStop:
			return pre, post
		case t.lower(i) == "in" && !t.quoted(i) && (t.paperNoun(i+1) || t.paperNoun(i+2) || t.paperNoun(i+3) && t.platformAt(i+2)),
			t.lower(i) == "as" && t.tag(i+1) == hearsay.TagVBN && carrierVerbs[t.lemma(i+1)] && t.lower(i+2) == "by" && !t.quoted(i):
			return pre, run{i, c.last}
		}
	}
	return pre, post
}

// opensAmble are the prepositions before where words first stood.
var opensAmble = wordSet(`in on via through to during`)

func (t *text) platformAt(i int) bool { return platforms[t.lower(i)] != "" && t.capitalised(i) }

// elsewhere reports whether token i is part of another statement, not of one that holds
// statement k nor of one that the same words in the text say.
func (t *text) elsewhere(k, i int) bool {
	if t.inCue(k, i) {
		return false
	}
	for j := range t.stmts {
		if d := t.stmts[j].sent - t.stmts[k].sent; j == k || d > longestRun || d < -longestRun || t.ancestor(j, k) {
			continue
		}
		cue := t.inCue(j, i) && !t.onlyCites(j, i) && (t.stmts[k].source.empty() || t.stmts[j].source != t.stmts[k].source)
		if cue || t.within(j, i) {
			return true
		}
	}
	return false
}

// longestRun is the number of sentences over which statements may reach into one another.
const longestRun = 30

// onlyCites reports whether all that statement j says behind its cue at token i is who is
// cited: "citing the agency", which states nothing.
func (t *text) onlyCites(j, i int) bool {
	if l := t.lemma(i); l != "cite" && l != "quote" {
		return false
	}
	r, c := t.nounPhrase(i+1, len(t.an.Tokens)), t.stmts[j].content
	return len(c) == 1 && r.first <= c[0].first && c[0].last <= r.last
}

// carriesWithin reports whether a source itself says who carries it: "a statement
// carried by the agency", "the Courier's unnamed official".
func (t *text) carriesWithin(s *stmt, i int) bool {
	if t.tag(i) == hearsay.TagPOS {
		h := i
		for h+1 < s.source.last && !t.punct(h+1) && t.tag(h+1) != hearsay.TagIN && t.tag(h+1) != hearsay.TagWP {
			h++
		}
		return i > s.source.first && tellers[t.lemma(h)]
	}
	return t.lower(i) == "by" && i > s.source.first && carrierVerbs[t.lemma(i-1)]
}

// linkAt adds the carriers that token i of frame f leads to, each with its nearness and
// whether it may as well be the article's own outlet.
func (t *text) linkAt(k int, f run, i int, add func(r run, near nearness, own bool)) {
	s := &t.stmts[k]
	word, lemma := t.lower(i), t.lemma(i)
	verb := t.tag(i).Verb()
	switch {
	case t.tag(i) == hearsay.TagPOS && s.source.has(i):
		add(run{s.source.first, i}, cited, false)
	case word == "by":
		t.linkBy(f, i, add)
	case word == "citing" || word == "quoting":
		r := t.nounPhrase(i+1, f.last)
		add(r, cited, false)
		switch t.lower(r.last) { // "citing a report in the Courier"
		case "by", "in", "from", "on", "of":
			add(t.nounPhrase(r.last+1, f.last), cited, false)
		}
	case verb && (lemma == "cite" || lemma == "quote") && !t.undergone(i):
		t.subjectOutlet(k, f, i, add)
		add(t.nounPhrase(i+1, f.last), cited, false)
	case verb && lemma == "tell":
		add(t.nounPhrase(i+1, f.last), appeared, true)
	case carrierVerbs[lemma] && verb && (!t.inCue(k, i) || s.source.empty()), word == "reports" && !verb:
		t.subjectOutlet(k, f, i, add)
	case word == "via" || word == "through":
		add(t.nounPhrase(i+1, f.last), cited, false)
	case word == "way" && t.lower(i-1) == "by" && t.lower(i+1) == "of":
		add(t.nounPhrase(i+2, f.last), cited, false)
	case word == "to" && t.lower(i-1) == "reference" && i > f.first:
		add(t.nounPhrase(i+1, f.last), cited, false)
	case word == "to" && t.lower(i-1) == "according", word == "per":
		add(t.nounPhrase(i+1, f.last), reported, false)
	case t.endsHeadline(f, i): // "Dam held, minister says - Reuters"
		add(run{i + 1, f.last}, reported, false)
	default:
		t.linkAfter(k, f, i, add)
	}
}

// endsHeadline reports whether token i is the mark before the last few words of a
// headline.
func (t *text) endsHeadline(f run, i int) bool {
	switch t.word(i) {
	case "-", "–", "—", ":", "|", "--":
		return f.last-i <= 5 && t.an.Doc.ZoneAt(t.an.Tokens[i].Start) == hearsay.ZoneHeadline
	}
	return false
}

// linkBy adds the carrier behind "by": "carried by", "was quoted as saying by", "a report
// by".
func (t *text) linkBy(f run, i int, add func(run, nearness, bool)) {
	r := t.nounPhrase(i+1, f.last)
	for j := i - 1; j >= max(f.first, i-4) && t.tag(j) != hearsay.TagComma; j-- {
		v := t.lemma(j)
		switch {
		case v == "quote" || v == "cite" || v == "report" || v == "say" && t.lower(j-1) == "as":
			near := reported
			if t.lower(j-1) == "first" {
				near = appeared
			}
			add(r, near, false)
			return
		case holdingVerbs[v]:
			add(r, appeared, true)
			return
		case carrierVerbs[v] && v != "say" && v != "add" && (t.tag(j).Verb() || t.paperNoun(j-1)):
			near := appeared
			if t.outletBefore(f, j) { // "a Courier report carried by the agency"
				near = reported
			}
			add(r, near, false)
			return
		case reports[v] && t.tag(j).Noun():
			add(r, reported, false)
			return
		}
	}
}

// linkAfter adds the carrier behind a preposition that joins it to a paper or to a verb
// of speaking: "in an interview with", "on Telegram".
func (t *text) linkAfter(k int, f run, i int, add func(run, nearness, bool)) {
	word := t.lower(i)
	switch word {
	case "on", "in", "to", "with", "for", "from", "of", "over", "at":
	default:
		return
	}
	r := t.nounPhrase(i+1, f.last)
	own := word == "to" || word == "with" || word == "for"
	if p := t.paperAt(f, i-1); p >= 0 {
		near := appeared
		if reports[t.lemma(p)] && !own {
			near = reported
		}
		add(r, near, own)
		return
	}
	if word == "in" && !r.empty() && t.paperNoun(r.last-1) { // "in a Reuters interview"
		near := appeared
		if reports[t.lemma(r.last-1)] {
			near = reported
		}
		add(r, near, false)
		return
	}
	if word == "of" || word == "from" || word == "for" || word == "at" {
		return
	}
	for j := i - 1; j >= max(f.first, i-3) && t.tag(j) != hearsay.TagComma; j-- {
		if t.tag(j).Verb() && (t.inCue(k, j) || t.lemma(j) == "appear" || t.lemma(j) == "speak" || speakingVerbs[t.lemma(j)] && (t.tag(j) == hearsay.TagVBG || t.stmts[k].source.empty())) {
			add(r, appeared, own)
			return
		}
	}
}

// paperNoun reports whether token i names something that words stand in.
func (t *text) paperNoun(i int) bool {
	if t.lower(i) == "ed" && t.lower(i-2) == "op" {
		return true
	}
	return t.tag(i).Noun() && !t.tag(i).Proper() && (t.is(i, document) || papers[t.lower(i)] || papers[t.lemma(i)])
}

// paperAt is the paper that token i ends the phrase of: "an interview published", "a
// statement on Monday"; -1 for none.
func (t *text) paperAt(f run, i int) int {
	for j := i; j >= max(f.first, i-4); j-- {
		switch g := t.tag(j); {
		case t.paperNoun(j):
			return j
		case g.Noun(), g == hearsay.TagJJ, g == hearsay.TagVBN, g == hearsay.TagVBD && t.paperNoun(j-1), g == hearsay.TagRB, t.lower(j) == "on", g == hearsay.TagCD:
		default:
			return -1
		}
	}
	return -1
}

// outletBefore reports whether an outlet is named shortly before token i.
func (t *text) outletBefore(f run, i int) bool {
	first := i
	for first > f.first && first > i-6 && !t.punct(first-1) {
		first--
	}
	name, _, _ := t.outletName(run{first, i})
	return name != ""
}

// subjectOutlet adds the subject of a verb at token i: the one of the tree, else the
// noun phrase right before it, else the one behind it: "reports the Courier".
func (t *text) subjectOutlet(k int, f run, i int, add func(run, nearness, bool)) {
	usable := func(j int) bool { return !t.stmts[k].source.has(j) && !t.within(k, j) }
	for j := f.first; j < f.last; j++ {
		if h := &t.an.Tokens[j]; int(h.Head) == i && (h.Rel == hearsay.RelNsubj || h.Rel == hearsay.RelNsubjOuter) {
			if usable(j) {
				add(t.around(f, j), reported, false)
				return
			}
			break // of another clause: the tree has lost it
		}
	}
	j := i - 1
	for j > f.first && (t.tag(j) == hearsay.TagRB || t.tag(j) == hearsay.TagMD || t.lemma(j) == "have") {
		j--
	}
	if j >= f.first && t.tag(j).Noun() && usable(j) {
		add(t.around(f, j), reported, false)
	} else if i > f.first && t.punct(i-1) && i+1 < f.last {
		add(t.nounPhrase(i+1, f.last), reported, false)
	}
}

// around is the noun phrase that token j ends or stands in.
func (t *text) around(f run, j int) run {
	first, last := j, j+1
	if m := t.nameOf[j]; m >= 0 {
		first, last = t.names[m].First, t.names[m].Last
	}
	for first > f.first && (t.titleWord(first-1) || t.tag(first-1) == hearsay.TagDT) {
		first--
	}
	for last < f.last && t.tag(last).Noun() {
		last++
	}
	return run{first, last}
}

// nounPhrase is the noun phrase that begins at token i.
func (t *text) nounPhrase(i, end int) run {
	last := i
	for last < end && last < i+14 {
		switch g := t.tag(last); {
		case g.Noun(), g == hearsay.TagDT, g == hearsay.TagJJ, g == hearsay.TagPOS, g == hearsay.TagHYPH, g == hearsay.TagCD, g == hearsay.TagPRPS, g == hearsay.TagVBN && last == i+1, t.nameOf[last] >= 0:
			last++
			continue
		case g == hearsay.TagIN && t.lower(last) == "of" && t.capitalised(last+1) && last > i:
			last++
			continue
		}
		break
	}
	return run{i, last}
}

// carriedOver is the chain that statement k goes on with: a quotation that goes on, a
// second cue in the sentence, "in the statement", "the report said", "it added".
func (t *text) carriedOver(k int) []hearsay.Carrier {
	s := &t.stmts[k]
	last := -1
	for _, j := range t.order() {
		if j == k {
			break
		}
		if t.done[j] && t.parent(j) < 0 && s.sent-t.stmts[j].sent <= 6 && s.sent >= t.stmts[j].sent {
			if len(t.chains[j]) > 0 {
				last = j
			} else if s.source.empty() && len(s.cue) == 0 {
				last = -1 // a quotation goes on from the one right before it
			}
		}
	}
	if last < 0 {
		return nil
	}
	goesOn := len(s.cue) == 0 && (s.source.empty() || s.source == t.stmts[last].source)
	if t.sameVoice(k, last) && (t.stmts[last].sent == s.sent || goesOn) {
		return t.chains[last]
	}
	for _, f := range t.frame(k) {
		for i := f.first; i < f.last; i++ {
			if !t.within(k, i) && (t.samePaper(k, last, f, i) || t.sameCarrier(k, last, i)) {
				return t.chains[last]
			}
		}
	}
	return nil
}

// samePaper reports whether token i is the paper in which statement last stood: "in the
// statement", "the same report", but not "the report by …".
func (t *text) samePaper(k, last int, f run, i int) bool {
	if i <= f.first || !t.paperNoun(i) {
		return false
	}
	after := t.sentence(t.stmts[last].content[0].first)
	named := reports[t.lemma(i)] // what an outlet carries is its report, called so or not
	for j := after.first; j < i; j++ {
		if t.lemma(j) == t.lemma(i) && t.tag(j).Noun() {
			if named && j >= after.last && t.lower(j-1) != "the" && t.lower(j-1) != "same" {
				return false // another report, named since
			}
			named = true
		}
	}
	if !named {
		return false
	}
	j := i - 1
	if t.lower(j) == "same" {
		j--
	}
	if d := t.lower(j); d != "the" && d != "that" && d != "this" && d != "same" {
		return false
	}
	switch t.lower(j - 1) {
	case "in", "to", "on", "during", "from":
	default:
		if !t.stmts[k].source.has(i) && t.lower(i-1) != "same" {
			return false // what is spoken of, not in which
		}
	}
	g := t.tag(i + 1)
	return !(g == hearsay.TagIN && t.lower(i+1) != "in" || g == hearsay.TagPOS || g.Noun())
}

// sameCarrier reports whether token i is "it" that says what the carrier of statement
// last, shortly before, passes on.
func (t *text) sameCarrier(k, last, i int) bool {
	if t.lower(i) != "it" || t.stmts[k].source.has(i) || t.stmts[k].sent-t.stmts[last].sent > 2 {
		return false
	}
	switch t.lemma(i + 1) {
	case "report", "add", "say", "quote", "cite":
		return t.tag(i+1).Verb() && !t.elsewhere(k, i+1)
	}
	return false
}

// sameVoice reports whether two statements are of one speaker.
func (t *text) sameVoice(a, b int) bool {
	return t.done[a] && t.done[b] && t.speaks[a].Name == t.speaks[b].Name
}

// ancestor reports whether statement j holds statement k, directly or not.
func (t *text) ancestor(j, k int) bool {
	for n := 0; n < len(t.stmts); n++ {
		if k = t.parent(k); k == j || k < 0 {
			return k == j
		}
	}
	return false
}
