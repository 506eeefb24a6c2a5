package norm

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
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
		if j == k || t.ancestor(j, k) {
			continue
		}
		cue := t.inCue(j, i) && !t.onlyCites(j, i) && (t.stmts[k].source.empty() || t.stmts[j].source != t.stmts[k].source)
		if cue || t.within(j, i) {
			return true
		}
	}
	return false
}

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

// through turns a statement around whose source only carries it: "The agency reported
// …, citing the ministry" is the ministry's.
func (t *text) through(k int, st *hearsay.Statement) {
	s := &t.stmts[k]
	if t.parent(k) >= 0 || t.quotedBy(k, st) {
		return
	}
	if s.source.empty() {
		t.ownOpinion(k, st)
		return
	}
	t.carriedOnly(k, st)
	name, first, last := t.outletName(t.trim(s.source))
	if name == "" {
		return
	}
	if t.papers[k] { // "a Courier report": the outlet's own words
		if !slices.ContainsFunc(strings.Fields(strings.ToLower(st.Speaker.Name)), func(w string) bool { return reports[w] }) {
			return
		}
		t.speakAs(k, st, voice{name: name, kind: hearsay.KindOrganization, basis: hearsay.ByName})
		st.Chain = slices.DeleteFunc(slices.Clone(st.Chain), func(c hearsay.Carrier) bool { return c.Name == name })
		t.chains[k] = st.Chain
	}
	r := t.citedBy(k)
	if r.empty() {
		if r = t.saidWithin(k); r.empty() {
			return
		}
	}
	v := t.resolve(k, r)
	if other, _, _ := t.outletName(t.nounPhrase(r.first, r.last)); other != "" && !t.canSpeak(r) || knownOutlet(other) {
		v = voice{name: other, kind: hearsay.KindOrganization, basis: hearsay.ByName}
	}
	if v.name = t.nameIn(v); v.name == "" || v.paper {
		return
	}
	for _, c := range st.Chain {
		if sameOutlet(v.name, c.Name) {
			v.name = c.Name
		}
	}
	t.speakAs(k, st, v)
	chain := slices.DeleteFunc(slices.Clone(st.Chain), func(c hearsay.Carrier) bool { return c.Name == v.name || c.Name == name })
	if !t.home(name) && name != v.name {
		chain = append(chain, hearsay.Carrier{Name: name, Span: t.span(first, last)})
	}
	if len(chain) == 0 {
		chain = nil
	}
	st.Chain, t.chains[k] = chain, chain
}

// speakAs makes a voice the speaker of statement k.
func (t *text) speakAs(k int, st *hearsay.Statement, v voice) {
	if v.name == "" && v.of != nil {
		v.name = v.of.name
	}
	if v.party == "" && v.of != nil {
		v.party = t.partyOf(v.of)
	}
	st.Speaker = hearsay.Speaker{Name: v.name, Kind: v.kind, Party: v.party, Basis: v.basis}
	st.Speaker.ID = t.speakerID(&st.Speaker)
	t.spoken[k], t.speaks[k], t.papers[k] = v.of, st.Speaker, v.paper
}

// carriedOnly takes for the speaker of statement k what its source is without whom it
// says to have carried it: "a memo seen by the Courier" is not the Courier's.
func (t *text) carriedOnly(k int, st *hearsay.Statement) {
	s := &t.stmts[k]
	for i := s.source.first + 2; i < s.source.last; i++ {
		if t.lower(i) != "by" || !t.carriesWithin(s, i) {
			continue
		}
		name, _, _ := t.outletName(t.nounPhrase(i+1, s.source.last))
		if name == "" || !sameOutlet(st.Speaker.Name, name) {
			continue
		}
		if v := t.resolve(k, run{s.source.first, i - 1}); t.nameIn(v) != "" {
			t.speakAs(k, st, v)
			st.Chain = t.chain(k)
		}
		return
	}
}

// ownOpinion makes the outlet behind a cue the speaker of what has no source: "…, wrote
// the Courier in an editorial".
func (t *text) ownOpinion(k int, st *hearsay.Statement) {
	s := &t.stmts[k]
	if s.head < 0 || st.Speaker.Name != nobody.name || len(st.Chain) != 1 || t.tag(s.head) == hearsay.TagVBN || !carrierVerbs[t.lemma(s.head)] {
		return
	}
	f := t.sentence(s.head)
	if name, _, _ := t.outletName(t.nounPhrase(s.head+1, f.last)); name == st.Chain[0].Name {
		t.speakAs(k, st, voice{name: name, kind: hearsay.KindOrganization, basis: hearsay.ByName})
		st.Chain, t.chains[k] = nil, nil
	}
}

// quotedBy sets right "[the minister] was quoted by the agency as saying …" where the
// minister has been taken for the beginning of what was said.
func (t *text) quotedBy(k int, st *hearsay.Statement) bool {
	s := &t.stmts[k]
	if len(s.cue) == 0 || len(s.content) < 2 {
		return false
	}
	r, c := s.content[0], s.cue[0]
	if r.last != c.first || t.lemma(c.first) != "be" || t.lemma(c.first+1) != "quote" && t.lemma(c.first+1) != "cite" || !t.canSpeak(r) {
		return false
	}
	v := t.resolve(k, r)
	if t.nameIn(v) == "" {
		return false
	}
	t.speakAs(k, st, v)
	for i := c.first; i < s.content[1].first; i++ {
		if t.lower(i) != "by" {
			continue
		}
		if name, first, last := t.outletName(t.nounPhrase(i+1, s.content[1].first)); name != "" && !t.home(name) {
			st.Chain = addCarriers(st.Chain, hearsay.Carrier{Name: name, Span: t.span(first, last)})
		}
		break
	}
	t.chains[k] = st.Chain
	return true
}

// citedBy is whom the source of statement k cites for it: of those that the sentence
// says to be cited or quoted the last who is no outlet, else the last outlet; empty for
// nobody.
func (t *text) citedBy(k int) run {
	s := &t.stmts[k]
	var out, other run
	for _, f := range t.frame(k) {
		for i := f.first; i < f.last; i++ {
			l := t.lemma(i)
			cites := (l == "cite" || l == "quote") && t.tag(i).Verb() && !t.undergone(i) || t.lower(i) == "citing" || t.lower(i) == "quoting" ||
				t.lower(i) == "to" && i > f.first && t.lower(i-1) == "reference" && !t.within(k, i)
			if !cites || t.elsewhere(k, i) {
				continue
			}
			if t.within(k, i) && !(t.tag(i) == hearsay.TagVBG && t.tag(i-1) == hearsay.TagComma && !t.quoted(i)) {
				continue
			}
			r := t.citedPhrase(i+1, f.last)
			if r.empty() || s.source.first == r.first {
				continue
			}
			if name, _, _ := t.outletName(t.nounPhrase(r.first, r.last)); name != "" {
				other = r
			} else if t.canSpeak(r) {
				out = r
			}
		}
	}
	if out.empty() {
		return other
	}
	return out
}

// saidWithin is the speaker of a content that tells itself who says it, before an outlet
// behind it reports it: "The mayor has said that the dam held, the agency reports"; empty
// where it does not, or a statement of its own has been found for that.
func (t *text) saidWithin(k int) run {
	s := &t.stmts[k]
	c := s.content[0]
	if len(s.content) > 1 || s.source.first < c.last || t.quoted(c.first) || t.tag(c.first) == hearsay.TagOpenQuote {
		return run{}
	}
	for j := range t.stmts {
		if t.parent(j) == k {
			return run{}
		}
	}
	for i := c.first + 1; i+1 < c.last; i++ {
		switch g := t.tag(i); {
		case g == hearsay.TagVBD || g == hearsay.TagVBZ || g == hearsay.TagVBN || g == hearsay.TagVBP:
			last := i
			for last > c.first && (t.lemma(last-1) == "have" || t.tag(last-1) == hearsay.TagRB || t.lower(last-1) == "neither" || t.tag(last-1) == hearsay.TagCC) {
				last--
			}
			if r := (run{c.first, last}); (speakingVerbs[t.lemma(i)] && t.lower(i+1) == "that" || answers[t.lemma(i)]) && !r.empty() && t.canSpeak(r) {
				return r
			}
			if t.lemma(i) != "have" {
				return run{}
			}
		case g == hearsay.TagMD || g == hearsay.TagStop || g == hearsay.TagColon:
			return run{}
		}
	}
	return run{}
}

// undergone reports whether a verb at token i tells what is done to its subject: "was
// quoted", "quoted by". The tagger takes many a past tense for a participle.
func (t *text) undergone(i int) bool {
	if t.tag(i) != hearsay.TagVBN {
		return false
	}
	next := t.lower(i + 1)
	return t.lemma(i-1) == "be" || next == "by" || next == "as" || next == "in"
}

// citedPhrase is what is cited from token i on: up to a mark, a verb, or "as saying".
func (t *text) citedPhrase(i, end int) run {
	last := i
	for last < end && last < i+longestApposition {
		g := t.tag(last)
		if m := t.nameOf[min(last+1, len(t.nameOf)-1)]; last > i && g == hearsay.TagComma && m >= 0 && t.names[m].Kind == entity.Person { // "a judge, Ada Sile, as saying"
			last = min(t.names[m].Last, end)
			break
		}
		if t.punct(last) && g != hearsay.TagHYPH || t.lower(last) == "as" || g == hearsay.TagWP || g == hearsay.TagWDT ||
			g == hearsay.TagVBD || g == hearsay.TagVBZ || g == hearsay.TagVBP || g == hearsay.TagMD || t.lower(last) == "carried" {
			break
		}
		last++
	}
	return run{i, last}
}

// canSpeak reports whether what is cited is somebody, not a reason: "citing falling
// revenue".
func (t *text) canSpeak(r run) bool {
	c := t.core(r)
	h := c.last - 1
	if h < c.first {
		return false
	}
	if m := t.nameOf[h]; m >= 0 {
		return true
	}
	if t.is(h, document) || papers[t.lower(h)] { // "a statement by the ministry"
		return t.possessed(c) || t.lower(c.last) == "by" || t.lower(c.last) == "from" || t.lower(c.last) == "of"
	}
	return t.is(h, institution|office|role|informant|collective) || t.tag(h) == hearsay.TagNN && t.personal(h) || t.lower(h) == "police"
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

// mastheads are the last words of outlets' names.
var mastheads = wordSet(`times post news wire telegraph courier herald tribune gazette journal radio television tv
		press echo ledger guardian observer mail chronicle star globe standard independent register dispatch bulletin broadcasting
		channel magazine weekly daily mirror express inquirer examiner newswire today reporter
		sentinel advocate argus review reader messenger mercury voice broadcaster newspaper podcast`)

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// periodicals are the nouns that say of the name before them that it is an outlet; a
// company may have a website.
var periodicals = wordSet(`newspaper magazine daily weekly tabloid newswire broadcaster`)

// platforms are where people post for themselves.
var platforms = map[string]string{"twitter": "Twitter", "facebook": "Facebook", "telegram": "Telegram", "instagram": "Instagram",
	"tiktok": "TikTok", "youtube": "YouTube", "weibo": "Weibo", "whatsapp": "WhatsApp", "linkedin": "LinkedIn", "bluesky": "Bluesky",
	"threads": "Threads", "vkontakte": "VKontakte", "snapchat": "Snapchat", "substack": "Substack", "mastodon": "Mastodon", "truth": "Truth Social", "x": "X"}

func isPlatform(name string) bool {
	for _, p := range platforms {
		if p == name {
			return true
		}
	}
	return false
}

// platformParts are what a platform's name may stand before: "his Telegram channel".
var platformParts = wordSet(`post posts channel page account message messages feed thread story video livestream statement profile`)

var weekdays = wordSet(`monday tuesday wednesday thursday friday saturday sunday`)

// owners are the words by which outlets are described that have no name: "state media".
var owners = wordSet(`state official state-run state-owned state-controlled local national regional provincial government pro-government
	opposition independent run owned controlled foreign international`)

// common are outlets' words that tell no two apart.
var common = wordSet(`news online the com www agency newspaper`)

// knownOutlet reports whether the tables of the world have an outlet of that name.
func knownOutlet(name string) bool {
	e, ok := world.Lookup(name)
	return ok && e.Kind.Outlet()
}

// outletName is the name of the outlet that a noun phrase names, and the tokens that do
// so; "" where it names none.
func (t *text) outletName(r run) (name string, first, last int) {
	for i := r.first; i < r.last; i++ {
		if n, e := world.Longest(t.an, i, r.last); n > 0 && e.Kind.Outlet() && !t.partOf(i, i+n) {
			return t.fullest(e.Name, i, i+n), i, i + n
		}
		if name, n := t.platform(r, i); n > 0 {
			return name, i, i + n
		}
	}
	for i := r.first; i < r.last; i++ {
		if m := t.nameOf[i]; m >= 0 && (i == r.first || t.nameOf[i-1] != m) {
			if first, last := t.bare(max(t.names[m].First, r.first), min(t.names[m].Last, r.last)); t.reads(m, first, last) {
				if t.tag(last) == hearsay.TagHYPH && last+1 < r.last && t.capitalised(last+1) { // "Journal-Constitution"
					return t.slice(first, last+2), first, last + 2
				}
				return t.fullest(t.entryName(m, first, last), first, last), first, last
			}
		}
		if end := t.masthead(i, r.last); end > i {
			return t.fullest(t.entryName(t.nameOf[i], i, end), i, end), i, end
		}
		if end := t.capitals(i, r.last); t.introducedElsewhere(i, end) {
			return t.slice(i, end), i, end
		}
		if t.introduces(i) { // "the newspaper Kestrel"
			if end := t.capitals(i+1, r.last); end > i+1 {
				return t.entryName(t.nameOf[i+1], i+1, end), i + 1, end
			}
		}
	}
	return t.describedOutlet(r)
}

// masthead is the end of the run of capitalised tokens that begins at token i where its
// last word or its first says that it is an outlet's name: "the Courier", "Radio Sill";
// i for none.
func (t *text) masthead(i, end int) int {
	if !t.capitalised(i) || t.tag(i) == hearsay.TagDT || i > 0 && t.capitals(i-1, i) == i && t.tag(i-1) != hearsay.TagDT && t.sentOf[i-1] == t.sentOf[i] {
		return i
	}
	last := t.capitals(i, end)
	switch t.lower(i) {
	case "radio", "channel", "television", "tv":
		if last > i+1 {
			return last
		}
	}
	m := t.nameOf[i]
	if mastheads[t.lower(last-1)] && (t.tag(i-1) == hearsay.TagDT || last > i+1 && (m < 0 || t.names[m].Kind != entity.Person)) {
		return last
	}
	return i
}

// partOf reports whether tokens first to last-1 are part of a longer name that is no
// outlet's: a person's, "Reuters Institute".
func (t *text) partOf(first, last int) bool {
	m := t.nameOf[first]
	if m < 0 {
		return false
	}
	n := &t.names[m]
	return n.Kind == entity.Person && n.Last-n.First > last-first || n.Last > last && t.is(n.Last-1, institution)
}

// platform is the platform that token i of a noun phrase names, with its number of
// tokens, 0 for none.
func (t *text) platform(r run, i int) (string, int) {
	name := platforms[t.lower(i)]
	if name == "" || !t.capitalised(i) || name == "X" && t.word(i) != "X" {
		return "", 0
	}
	n := 1
	if name == "Truth Social" {
		if t.lower(i+1) != "social" {
			return "", 0
		}
		n = 2
	}
	next := i + n
	if next == r.last && (i == r.first || t.tag(r.first) == hearsay.TagDT) || next < r.last && platformParts[t.lower(next)] && !t.tag(next+1).Proper() {
		return name, n
	}
	return "", 0
}

// reads reports whether name m, of which tokens first to last-1 are looked at, reads as
// an outlet's, or the document calls it one.
func (t *text) reads(m int32, first, last int) bool {
	if k := t.names[m].Kind; first >= last || k == entity.Person || k == entity.Place {
		return false
	}
	if mastheads[t.lower(last-1)] || t.lower(last-1) == "service" && t.lower(last-2) == "press" {
		return true
	}
	for i := first; i < last; i++ {
		if w := t.lower(i); strings.HasSuffix(w, "news") || strings.HasPrefix(w, "news") || strings.HasSuffix(w, "press") {
			return true
		}
	}
	n := t.of(m)
	if n == nil || n.kind != hearsay.KindOrganization {
		return false
	}
	f := strings.Fields(strings.ToLower(n.name))
	return len(f) > 0 && mastheads[f[len(f)-1]] && contained(t.wordsOf(first, last), f) || n.medium || t.called(n)
}

// introducedElsewhere reports whether the document says of tokens first to last-1 that
// they are an outlet's name, whatever they have been taken for here.
func (t *text) introducedElsewhere(first, last int) bool {
	if first >= last || !t.tag(first).Proper() || first > 0 && t.capitals(first-1, first) == first && t.tag(first-1) != hearsay.TagDT && t.sentOf[first-1] == t.sentOf[first] {
		return false
	}
	n := last - first
	for j := 1; j+n <= len(t.an.Tokens); j++ {
		same := t.introduces(j - 1)
		for d := 0; d < n && same; d++ {
			same = t.word(j+d) == t.word(first+d)
		}
		if same && t.capitals(j, j+n+1) == j+n {
			return true
		}
	}
	return false
}

// called reports whether the document says of an organization that it is an outlet.
func (t *text) called(n *named) bool {
	for _, i := range n.at {
		m := t.nameOf[i]
		if m < 0 {
			continue
		}
		if last := t.names[m].Last; t.introduces(i-1) || periodicals[t.lower(last)] && !t.adjective(last-1) && !t.capitalised(last+1) {
			n.medium = true
			return true
		}
	}
	return false
}

// introduces reports whether token i is a noun that says of the name behind it that it
// is an outlet: "the newspaper Kestrel".
func (t *text) introduces(i int) bool {
	if i <= 0 || !t.outletNoun(i) {
		return false
	}
	if l := t.lower(i); l == "agency" || l == "service" {
		b := t.lower(i - 1)
		return b == "the" || b == "news" || b == "press" || b == "wire" || owners[b] || t.capitalised(i-1) && t.adjective(i-1)
	}
	return true
}

// adjective reports whether a capitalised token is a people's or a country's adjective by
// its looks, whatever the tagger says.
func (t *text) adjective(i int) bool {
	w := t.lower(i)
	for _, s := range [...]string{"ian", "ean", "ish", "ese"} {
		if strings.HasSuffix(w, s) && len(w) > len(s)+1 {
			return true
		}
	}
	return t.tag(i) == hearsay.TagJJ
}

// outletNoun reports whether token i is a common noun for an outlet.
func (t *text) outletNoun(i int) bool {
	if t.capitalised(i) {
		return false
	}
	switch t.lower(i) {
	case "daily", "weekly":
		return t.tag(i).Noun() || t.capitalised(i+1)
	case "site", "website", "portal":
		return t.lower(i-1) == "news"
	}
	if !t.is(i, outlet) || !t.tag(i).Noun() {
		return false
	}
	switch t.lower(i) {
	case "agency":
		return true
	case "media", "news", "press", "outlets", "websites", "blogs", "channels":
		return false
	}
	return true
}

// capitals is the end of the run of capitalised tokens from i on, up to the name of a
// day.
func (t *text) capitals(i, end int) int {
	first := i
	for i < end && (t.capitalised(i) && !t.punct(i) && !weekdays[t.lower(i)] || i > first && t.tag(i) == hearsay.TagCD && len(t.word(i)) <= 2 || t.tag(i) == hearsay.TagHYPH && t.capitalised(i+1)) {
		i++
	}
	return i
}

// entryName is the fullest name that the document has for name m, of which tokens first
// to last-1 are looked at; as written for none.
func (t *text) entryName(m int32, first, last int) string {
	first, last = t.bare(first, last)
	if n := t.of(m); n != nil && n.kind == hearsay.KindOrganization {
		n.medium = true
		if e, ok := world.Lookup(n.name); ok && e.Kind.Outlet() {
			return e.Name
		}
		return outletTrim(n.name)
	}
	return outletTrim(t.slice(first, last))
}

// outletTrim takes off a name what only says that it is an outlet's: "Kestrel newspaper".
func outletTrim(name string) string {
	for _, s := range [...]string{" newspaper", " magazine", " newspapers", " website"} {
		name = strings.TrimSuffix(name, s)
	}
	return trimName(name)
}

// fullest is the one longer outlet's name in the document of which tokens first to
// last-1 are the end: "the Daily News" of the "Sennick Daily News". It is the given name
// where there is none, or more.
func (t *text) fullest(name string, first, last int) string {
	found := ""
	words := t.wordsOf(first, last)
	if len(words) == 0 || !mastheads[words[len(words)-1]] {
		return name
	}
	for k := range t.names {
		m := &t.names[k]
		if m.Kind == entity.Person || m.Last-m.First <= len(words) || m.First <= first && first < m.Last {
			continue
		}
		f, l := t.bare(m.First, m.Last)
		long := t.wordsOf(f, l)
		if len(long) <= len(words) || !slices.Equal(long[len(long)-len(words):], words) {
			continue
		}
		whole := outletTrim(t.slice(f, l))
		if e, ok := world.Lookup(whole); ok && e.Kind.Outlet() {
			whole = e.Name
		}
		if found != "" && found != whole {
			return name
		}
		found = whole
	}
	if found != "" {
		return found
	}
	return name
}

// describedOutlet is the outlet that a phrase without a name means: "state media", "a
// local newspaper"; "the newspaper" is the outlet named last.
func (t *text) describedOutlet(r run) (name string, first, last int) {
	c := t.core(r)
	h := c.last - 1
	if h <= c.first || !t.is(h, outlet) || t.tag(c.first) == hearsay.TagPRPS || t.possessed(c) {
		return "", 0, 0
	}
	if bare := c.last - c.first; (bare == 2 || bare == 3 && t.hasLower(run{h - 1, h}, "news", "television", "radio", "press")) && t.lower(c.first) == "the" && t.outletNoun(h) {
		if name := t.lastOutlet(c.first, t.lemma(h)); name != "" {
			return name, c.first, c.last
		}
		return "", 0, 0
	}
	switch t.lemma(h) {
	case "website", "blog", "podcast", "portal", "outlet":
		return "", 0, 0
	}
	first = c.first
	if t.tag(first) == hearsay.TagDT {
		first++
	}
	whose := false
	for i := first; i < h; i++ {
		whose = whose || owners[t.lower(i)]
		if m := t.nameOf[i]; t.capitalised(i) && (t.adjective(i) || m < 0 || t.names[m].Kind == entity.Place || t.names[m].Kind == entity.Other) {
			whose = true
		}
		if n := t.nameOf[i]; n >= 0 && t.names[n].Kind != entity.Place && t.names[n].Kind != entity.Other && !t.adjective(i) {
			if end := t.capitals(i, h); end > i && t.lemma(h) != "agency" { // "Kestrel newspaper"
				return t.entryName(n, i, end), i, end
			}
		}
	}
	if t.lemma(h) == "agency" && !t.hasLower(c, "news", "press", "wire") {
		return "", 0, 0
	}
	if !whose {
		return "", 0, 0
	}
	name = t.slice(first, c.last)
	if owners[t.lower(first)] { // the same at the beginning of a sentence
		name = strings.ToLower(name[:1]) + name[1:]
	}
	return name, first, c.last
}

// lastOutlet is the outlet named last before token i that may be called by a noun: no
// newspaper is "the agency".
func (t *text) lastOutlet(i int, noun string) string {
	stateRun := -1 // "state television", nearer than any name
	for j := i - 1; j > 0 && j > i-60 && noun != "agency" && noun != "newspaper"; j-- {
		if h := t.lower(j); owners[t.lower(j-1)] && (h == "television" || h == "tv" || h == "radio" || h == "broadcaster" && t.tag(j+1) != hearsay.TagNNP) {
			stateRun = j
			break
		}
	}
	for k := len(t.names) - 1; k >= 0; k-- {
		m := &t.names[k]
		if m.Last > i {
			continue
		}
		if m.Last <= stateRun {
			break
		}
		first, last := t.bare(m.First, m.Last)
		e, ok := world.Lookup(t.slice(first, last))
		switch {
		case ok && e.Kind.Outlet():
			if !callable(noun, e.Kind) {
				continue
			}
			return e.Name
		case !ok && t.introducedElsewhere(first, last):
			return t.slice(first, last)
		case !ok && t.reads(int32(k), first, last):
			return t.entryName(int32(k), first, last)
		}
	}
	if stateRun > 0 {
		return t.slice(stateRun-1, stateRun+1)
	}
	return ""
}

// callable reports whether an outlet of a kind may be called by a noun.
func callable(noun string, k world.Kind) bool {
	switch noun {
	case "agency", "wire", "newswire":
		return k == world.Agency
	case "broadcaster", "channel", "station", "network":
		return k == world.Broadcaster
	case "newspaper", "paper", "daily", "weekly", "tabloid", "magazine":
		return k == world.Newspaper
	}
	return true
}

func (t *text) hasLower(r run, words ...string) bool {
	for i := r.first; i < r.last; i++ {
		if slices.Contains(words, t.lower(i)) {
			return true
		}
	}
	return false
}

// foreign reports whether an outlet that somebody spoke to is another than the article's
// own, which most articles without a known publisher mean: the tables of the world know
// it, or the article says what it is, or who cites it.
func (t *text) foreign(name string, r run, first, last int) bool {
	if t.an.Doc.Publisher != "" || knownOutlet(name) || t.nameOf[first] < 0 && !t.capitalised(first) {
		return true
	}
	if isPlatform(name) {
		return true
	}
	for i := r.first; i < r.last; i++ { // "the Northland newspaper Kestrel"
		if t.outletNoun(i) {
			return true
		}
	}
	if t.hasHome() || t.introducedElsewhere(first, last) {
		return true
	}
	n := t.of(t.nameOf[first])
	if n == nil {
		return false
	}
	for _, at := range n.at {
		m := t.nameOf[at]
		if m < 0 {
			continue
		}
		before, after := at-1, t.names[m].Last
		if t.tag(before) == hearsay.TagDT {
			before--
		}
		if t.introduces(before) || t.outletNoun(after) || t.apposedOutlet(after) {
			return true
		}
		if l := t.lower(before); l == "citing" || l == "to" && t.lower(before-1) == "according" || l == "by" && t.lower(before-1) == "saying" {
			return true
		}
	}
	return false
}

// apposedOutlet reports whether behind the comma at token i stands what an outlet is: ",
// a newspaper in the north,".
func (t *text) apposedOutlet(i int) bool {
	if t.tag(i) != hearsay.TagComma || t.tag(i+1) != hearsay.TagDT {
		return false
	}
	for j := i + 2; j < i+8 && j < len(t.an.Tokens); j++ {
		if t.outletNoun(j) {
			return true
		}
		if g := t.tag(j); !g.Noun() && g != hearsay.TagJJ && g != hearsay.TagHYPH && g != hearsay.TagVBN && g != hearsay.TagPOS {
			return false
		}
	}
	return false
}

// home reports whether a name is that of the document's own outlet, or of an agency that
// wrote it: its publisher, those it credits, its dateline, its address.
func (t *text) home(name string) bool {
	doc := t.an.Doc
	if t.publishes(name) || t.inAddress(name) {
		return true
	}
	for _, list := range [2][]string{doc.Credits, doc.Byline} {
		for _, c := range list {
			if (sameOutlet(c, name) || strings.HasSuffix(c, ", "+name)) && !t.picturesOf(c) {
				return true
			}
		}
	}
	return t.opens(func(text string, byline bool) bool {
		return byline && bylined(text, name) || sameOutlet(dateline(text), name)
	})
}

// hasHome reports whether a dateline or a credit tells which outlet the document is of.
func (t *text) hasHome() bool {
	like := func(name string) bool {
		f := strings.Fields(strings.ToLower(name))
		return knownOutlet(name) || len(f) > 0 && mastheads[f[len(f)-1]]
	}
	return slices.ContainsFunc(t.an.Doc.Credits, func(c string) bool { return like(c) && !t.picturesOf(c) }) ||
		t.opens(func(text string, byline bool) bool {
			name := dateline(text)
			i := strings.LastIndexAny(text, ",|/")
			return acronymLike(name) || like(name) || byline && i > 0 && like(strings.TrimSpace(text[i+1:]))
		})
}

// opens reports whether one of the document's first blocks is as is says.
func (t *text) opens(is func(text string, byline bool) bool) bool {
	doc, seen := t.an.Doc, 0
	for b := range doc.Blocks {
		z := doc.Blocks[b].Zone
		if z != hearsay.ZoneBody && z != hearsay.ZoneByline {
			continue
		}
		if is(doc.Text[doc.Blocks[b].Start:doc.Blocks[b].End], z == hearsay.ZoneByline) {
			return true
		}
		if seen++; seen >= 4 {
			break
		}
	}
	return false
}

// picturesOf reports whether the credits name somebody for pictures alone: "Photo:
// Presidential Press Service".
func (t *text) picturesOf(credited string) bool {
	doc := t.an.Doc
	for b := range doc.Blocks {
		if z := doc.Blocks[b].Zone; z != hearsay.ZoneCredit && z != hearsay.ZoneFurniture && z != hearsay.ZoneCaption {
			continue
		}
		before, _, ok := strings.Cut(doc.Text[doc.Blocks[b].Start:doc.Blocks[b].End], credited)
		if !ok {
			continue
		}
		before = strings.ToLower(before[strings.LastIndexAny(before, ".;\n")+1:])
		for _, w := range [...]string{"photo", "picture", "image", "video", "graphic", "📷"} {
			if strings.Contains(before, w) {
				return true
			}
		}
	}
	return false
}

// longestDateline is the number of bytes looked at for a dateline.
const longestDateline = 80

// dateline is the outlet that a block's dateline names, "" for none: "SENNICK, Oct 8
// (Meridian Wire) -", "SENNICK, 8 October. /DST/", "SENNICK — DST —".
func dateline(text string) string {
	head := text[:min(len(text), longestDateline)]
	first, rest, ok := strings.Cut(head, "(")
	if inner, after, closed := strings.Cut(rest, ")"); ok && closed && len(first) < 50 {
		after = strings.TrimLeft(after, " \u00a0")
		if strings.HasPrefix(after, "-") || strings.HasPrefix(after, "–") || strings.HasPrefix(after, "—") || strings.HasPrefix(after, ":") || first == strings.ToUpper(first) {
			return strings.TrimSpace(inner)
		}
	}
	for _, mark := range [...]string{"/", " — ", " – ", " - "} {
		if parts := strings.SplitN(head, mark, 3); len(parts) == 3 && len(parts[0]) < 50 && len(strings.Fields(parts[1])) <= 4 && strings.TrimSpace(parts[0]) != "" {
			if f, _, _ := strings.Cut(parts[0], " "); strings.ToUpper(f) == f {
				return strings.TrimSpace(parts[1])
			}
		}
	}
	return ""
}

// bylined reports whether a byline's last part is the outlet: "By Ada Sile, Meridian
// Wire".
func bylined(text, name string) bool {
	text = strings.TrimRight(text, " .\n")
	if i := strings.LastIndexAny(text, ",|/"); i >= 0 {
		return sameOutlet(text[i+1:], name)
	}
	return sameOutlet(strings.TrimPrefix(text, "By "), name)
}

// sameOutlet reports whether a name as written somewhere is that of an outlet.
func sameOutlet(written, name string) bool {
	written = trimName(strings.TrimSpace(written))
	if written == "" || len(written) > longestDateline {
		return false
	}
	if strings.EqualFold(written, trimName(name)) || strings.EqualFold(written, initials(name)) {
		return true
	}
	e, ok := world.Lookup(written)
	return ok && e.Kind.Outlet() && e.Name == name
}

// inAddress reports whether the document's address has the name for its host.
func (t *text) inAddress(name string) bool {
	if t.an.Doc.URL == "" || t.an.Doc.Publisher != "" {
		return false
	}
	u, err := url.Parse(t.an.Doc.URL)
	if err != nil {
		return false
	}
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, trimName(name))
	for label := range strings.SplitSeq(u.Hostname(), ".") {
		if l := strings.ReplaceAll(label, "-", ""); len(l) > 2 && (l == letters || l == "the"+letters) {
			return true
		}
	}
	return false
}

// publishes reports whether a name is that of the document's publisher: a shorter form,
// or its letters.
func (t *text) publishes(name string) bool {
	p := t.an.Doc.Publisher
	if p == "" {
		return false
	}
	if strings.EqualFold(name, initials(p)) || sameOutlet(p, name) {
		return true
	}
	whole, told := strings.Fields(strings.ToLower(p)), false
	for _, w := range strings.Fields(strings.ToLower(name)) {
		switch {
		case slices.Contains(whole, w):
			told = told || !small[w]
		case small[w] || common[w]:
		default:
			return false
		}
	}
	return told
}
