package norm

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// carrierVerbs are what an outlet does with others' words.
var carrierVerbs = map[string]bool{"report": true, "carry": true, "publish": true, "quote": true, "cite": true, "release": true,
	"broadcast": true, "air": true, "relay": true, "print": true, "run": true, "say": true, "write": true, "reprint": true,
	"transmit": true, "distribute": true, "issue": true, "post": true, "show": true, "add": true, "disseminate": true, "obtain": true, "see": true, "review": true}

// link is a carrier found, with how near the speaker it stands: those cited before those
// who cite.
type link struct {
	carrier hearsay.Carrier
	cited   bool
	at      int
}

// chain is the carriers of statement k, nearest the speaker first.
func (t *text) chain(k int) []hearsay.Carrier {
	var out []hearsay.Carrier
	if p := t.parent(k); p >= 0 {
		if sp := &t.speaks[p]; sp.Name != "" && sp.Name != nobody.name && !t.papers[p] {
			c := hearsay.Carrier{Name: sp.Name}
			if len(t.stmts[p].a.Source) > 0 {
				c.Span = t.stmts[p].a.Source[0]
			}
			out = append(out, c)
		}
		out = append(out, t.chains[p]...)
		t.chains[k] = out
		return out
	}
	links := t.links(k)
	slices.SortStableFunc(links, func(a, b link) int {
		if a.cited != b.cited {
			if a.cited {
				return -1
			}
			return 1
		}
		return a.at - b.at
	})
	for _, l := range links {
		if !slices.ContainsFunc(out, func(c hearsay.Carrier) bool { return c.Name == l.carrier.Name }) {
			out = append(out, l.carrier)
		}
	}
	if before := t.carriedOver(k); len(before) > 0 {
		covered := true
		for _, c := range out {
			covered = covered && slices.ContainsFunc(before, func(b hearsay.Carrier) bool { return b.Name == c.Name })
		}
		if covered {
			out = nil
			for _, b := range before {
				out = append(out, hearsay.Carrier{Name: b.Name})
			}
		}
	}
	t.chains[k] = out
	return out
}

// frame is the tokens around statement k that may name carriers: its sentences, less its
// contents.
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
	s := &t.stmts[k]
	add := func(r run, cited bool) {
		if c, ok := t.outlet(k, r); ok {
			out = append(out, link{carrier: c, cited: cited, at: r.first})
		}
	}
	// "The Courier's unnamed official"
	if !s.source.empty() {
		for i := s.source.first; i < s.source.last-1; i++ {
			if t.tag(i) == hearsay.TagPOS && i > s.source.first {
				if t.is(t.core(s.source).last-1, role|informant|office) {
					add(run{s.source.first, i}, true)
				}
				break
			}
		}
	}
	for _, f := range t.frame(k) {
		for i := f.first; i < f.last; i++ {
			if t.within(k, i) || s.source.has(i) && !t.carriesWithin(s, i) {
				continue
			}
			t.linkAt(k, f, i, add)
		}
	}
	return out
}

// carriesWithin reports whether a source itself says who carries it: "a statement
// carried by the agency".
func (t *text) carriesWithin(s *stmt, i int) bool {
	return t.lower(i) == "by" && i > s.source.first && carrierVerbs[t.lemma(i-1)]
}

// linkAt adds the carriers that token i of frame f leads to.
func (t *text) linkAt(k int, f run, i int, add func(run, bool)) {
	s := &t.stmts[k]
	l := t.lemma(i)
	if i == 0 {
		return
	}
	switch {
	case t.lower(i) == "by" && i > f.first:
		// "carried by", "was quoted as saying by", "in a statement reported by"
		for j := i - 1; j >= max(f.first, i-4); j-- {
			if v := t.lemma(j); carrierVerbs[v] && v != "say" || v == "say" && t.lower(j-1) == "as" {
				add(t.nounPhrase(i+1, f.last), false)
				return
			}
		}
	case l == "cite" || l == "quote" && t.tag(i) == hearsay.TagVBG:
		if t.tag(i) == hearsay.TagVBG {
			add(t.nounPhrase(i+1, f.last), true)
		} else {
			t.subjectOutlet(k, f, i, add)
		}
	case t.lower(i) == "reports" && !t.tag(i).Verb() && t.nameOf[i-1] >= 0 && (i+1 >= f.last || t.punct(i+1)):
		add(t.around(f, i-1), false) // a verb taken for a noun
	case carrierVerbs[l] && t.tag(i).Verb() && (!t.inCue(k, i) || s.source.empty() || l == "quote"):
		t.subjectOutlet(k, f, i, add)
	case l == "tell" && t.tag(i).Verb():
		r := t.nounPhrase(i+1, f.last)
		if name, _, _ := t.outletName(r); t.an.Doc.Publisher == "" && !knownOutlet(name) {
			return // where the publisher is not known, who is told is most likely that
		}
		add(r, false)
	case t.lower(i) == "via" || t.lower(i) == "through":
		add(t.nounPhrase(i+1, f.last), true)
	case t.lower(i) == "way" && t.lower(i-1) == "by" && t.lower(i+1) == "of":
		add(t.nounPhrase(i+2, f.last), true)
	case (t.lower(i) == "with" || t.lower(i) == "to" || t.lower(i) == "in" || t.lower(i) == "on" || t.lower(i) == "for" || t.lower(i) == "from") && t.paperBefore(f, i):
		add(t.nounPhrase(i+1, f.last), false)
	case t.lower(i) == "to" && t.lower(i-1) == "according":
		add(t.nounPhrase(i+1, f.last), false)
	case t.lower(i) == "on" && i > f.first && (t.tag(i-1).Verb() || t.is(i-1, document)):
		add(t.nounPhrase(i+1, f.last), false)
	case t.lower(i) == "on" || t.lower(i) == "to" || t.lower(i) == "with":
		// "spoke to the broadcaster", "wrote on Telegram": the verb is the preposition's
		for j := i - 1; j >= max(f.first, i-2); j-- {
			switch t.lemma(j) {
			case "speak", "write", "post", "talk", "comment", "announce", "say":
				add(t.nounPhrase(i+1, f.last), false)
				return
			}
		}
	}
}

// paperBefore reports whether what stands before token i is an interview, a post, a
// statement: what a preposition then joins to where it appeared.
func (t *text) paperBefore(f run, i int) bool {
	for j := i - 1; j >= max(f.first, i-3); j-- {
		if t.is(j, document) && t.tag(j).Noun() {
			return true
		}
		if !t.tag(j).Noun() && t.tag(j) != hearsay.TagJJ && t.tag(j) != hearsay.TagVBN {
			return false
		}
	}
	return false
}

// subjectOutlet adds the subject of a verb at token i: the one of the tree, else the
// noun phrase right before it.
func (t *text) subjectOutlet(k int, f run, i int, add func(run, bool)) {
	for j := f.first; j < f.last; j++ {
		if int(t.an.Tokens[j].Head) == i && (t.an.Tokens[j].Rel == hearsay.RelNsubj || t.an.Tokens[j].Rel == hearsay.RelNsubjOuter) {
			if !t.stmts[k].source.has(j) && !t.within(k, j) {
				add(t.around(f, j), false)
				return
			}
			break // of another clause: the tree has lost it
		}
	}
	j := i - 1
	for j > f.first && (t.tag(j) == hearsay.TagRB || t.tag(j) == hearsay.TagMD || t.tag(j) == hearsay.TagVBZ && t.lemma(j) == "have" || t.tag(j) == hearsay.TagVBD && t.lemma(j) == "have") {
		j--
	}
	if j >= f.first && t.tag(j).Noun() && !t.stmts[k].source.has(j) && !t.within(k, j) {
		add(t.around(f, j), false)
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

// mastheads are the last words of outlets' names.
var mastheads = wordSet(`times post news wire telegraph courier herald tribune gazette journal radio television tv
		press echo ledger guardian observer mail chronicle star globe standard independent register dispatch bulletin broadcasting
		network channel magazine weekly daily monitor mirror express inquirer examiner newswire today reporter
		sentinel advocate argus review reader messenger mercury voice broadcaster newspaper podcast media`)

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// platforms are where people post for themselves.
var platforms = map[string]string{"twitter": "Twitter", "facebook": "Facebook", "telegram": "Telegram", "instagram": "Instagram",
	"tiktok": "TikTok", "youtube": "YouTube", "weibo": "Weibo", "whatsapp": "WhatsApp", "linkedin": "LinkedIn", "bluesky": "Bluesky",
	"threads": "Threads", "vkontakte": "VKontakte", "snapchat": "Snapchat", "substack": "Substack", "mastodon": "Mastodon", "truth": "Truth Social", "x": "X"}

// outlet is the carrier that a noun phrase names; false where it names none, or the
// document's own publisher.
func (t *text) outlet(k int, r run) (hearsay.Carrier, bool) {
	if r.empty() || t.stmts[k].source.has(r.first) && t.stmts[k].source.first == r.first && t.tag(t.stmts[k].source.last) != hearsay.TagPOS && !t.possessed(t.stmts[k].source) {
		return hearsay.Carrier{}, false
	}
	name, first, last := t.outletName(r)
	if name == "" || t.publishes(name) {
		return hearsay.Carrier{}, false
	}
	return hearsay.Carrier{Name: name, Span: t.span(first, last)}, true
}

// knownOutlet reports whether the tables of the world have an outlet of that name.
func knownOutlet(name string) bool {
	e, ok := world.Lookup(name)
	return ok && e.Kind.Outlet()
}

func (t *text) outletName(r run) (name string, first, last int) {
	for i := r.first; i < r.last; i++ {
		if n, e := world.Longest(t.an, i, r.last); n > 0 {
			if e.Kind.Outlet() {
				return e.Name, i, i + n
			}
		}
		if p := platforms[t.lower(i)]; p != "" && t.capitalised(i) && i == r.last-1 && (i == r.first || t.tag(r.first) == hearsay.TagDT) {
			if p != "X" || t.word(i) == "X" {
				return p, i, i + 1
			}
		}
	}
	// A name that reads as an outlet's, or that the text says is one: "the agency
	// Meridian Wire".
	for i := r.first; i < r.last; i++ {
		m := t.nameOf[i]
		if m < 0 || t.names[m].Kind == entity.Person || t.names[m].Kind == entity.Place {
			continue
		}
		first, last := t.bare(t.names[m].First, t.names[m].Last)
		last = min(last, r.last)
		masthead := first < last && (mastheads[t.lower(last-1)] || strings.Contains(strings.ToLower(t.slice(first, last)), "news") || strings.Contains(strings.ToLower(t.slice(first, last)), "press service"))
		if !masthead {
			for j := r.first; j < t.names[m].First; j++ {
				masthead = masthead || t.is(j, outlet)
			}
		}
		n := t.of(m)
		if !masthead && n != nil {
			f := strings.Fields(strings.ToLower(n.name))
			masthead = len(f) > 0 && mastheads[f[len(f)-1]] || n.medium
		}
		if masthead {
			if n != nil && n.kind == hearsay.KindOrganization {
				n.medium = true
				return n.name, first, last
			}
			return t.slice(first, last), first, last
		}
	}
	// "state media", "the official news agency", "state television"
	c := t.core(r)
	if h := c.last - 1; t.is(h, outlet) && h > c.first {
		switch t.lemma(h) {
		case "agency", "post", "daily", "blog", "wire", "channel", "station", "paper", "website":
			if !t.hasLower(c, "news", "state", "official", "national", "local") {
				return "", 0, 0
			}
		}
		first := c.first
		if t.tag(first) == hearsay.TagDT {
			first++
		}
		return t.slice(first, c.last), first, c.last
	}
	return "", 0, 0
}

func (t *text) hasLower(r run, words ...string) bool {
	for i := r.first; i < r.last; i++ {
		if slices.Contains(words, t.lower(i)) {
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
	if strings.EqualFold(name, initials(p)) || strings.EqualFold(name, p) {
		return true
	}
	whole := strings.Fields(strings.ToLower(p))
	for _, w := range strings.Fields(strings.ToLower(name)) {
		if !small[w] && !slices.Contains(whole, w) {
			return false
		}
	}
	return true
}

// carriedOver is the chain that statement k goes on with: "in the statement", "the
// report said", or a second cue in the sentence of the statement before.
func (t *text) carriedOver(k int) []hearsay.Carrier {
	s := &t.stmts[k]
	last := -1
	for _, j := range t.order() {
		if j == k {
			break
		}
		if t.done[j] && t.parent(j) < 0 && len(t.chains[j]) > 0 && s.sent-t.stmts[j].sent <= 6 && s.sent >= t.stmts[j].sent {
			last = j
		}
	}
	if last < 0 {
		return nil
	}
	if t.stmts[last].sent == s.sent && t.sameVoice(k, last) {
		return t.chains[last]
	}
	for _, f := range t.frame(k) {
		for i := f.first + 1; i < f.last; i++ {
			if t.within(k, i) || !t.is(i, document) || !t.tag(i).Noun() {
				continue
			}
			j := i - 1
			if t.lower(j) == "same" {
				j--
			}
			if d := t.lower(j); d != "the" && d != "that" && d != "this" && d != "same" {
				continue
			}
			if g := t.tag(i + 1); g == hearsay.TagIN && t.lower(i+1) != "in" || g == hearsay.TagPOS || g.Noun() {
				continue // "the report by …" is another
			}
			return t.chains[last]
		}
	}
	return nil
}

// sameVoice reports whether two statements are of one speaker.
func (t *text) sameVoice(a, b int) bool {
	return t.done[a] && t.done[b] && t.speaks[a].Name == t.speaks[b].Name
}

// through turns a statement around whose source only carries it: "The agency reported
// …, citing the ministry" is the ministry's.
func (t *text) through(k int, st *hearsay.Statement) {
	s := &t.stmts[k]
	if s.source.empty() || t.parent(k) >= 0 || s.head < 0 {
		return
	}
	name, first, last := t.outletName(t.trim(s.source))
	if name == "" {
		return
	}
	for _, f := range t.frame(k) {
		for i := f.first; i < f.last; i++ {
			if t.within(k, i) || t.lower(i) != "citing" && t.lower(i) != "quoting" {
				continue
			}
			r := t.nounPhrase(i+1, f.last)
			if r.empty() {
				continue
			}
			if other, _, _ := t.outletName(r); other != "" {
				continue
			}
			v := t.resolve(k, r)
			if t.nameIn(v) == "" {
				continue
			}
			t.spoken[k] = v.of
			if v.name == "" {
				v.name = v.of.name
			}
			if v.party == "" && v.of != nil {
				v.party = t.partyOf(v.of)
			}
			st.Speaker = hearsay.Speaker{Name: v.name, Kind: v.kind, Party: v.party, Basis: v.basis}
			st.Speaker.ID = t.speakerID(&st.Speaker)
			t.speaks[k] = st.Speaker
			if !t.publishes(name) {
				st.Chain = append(st.Chain, hearsay.Carrier{Name: name, Span: t.span(first, last)})
				t.chains[k] = st.Chain
			}
			return
		}
	}
}
