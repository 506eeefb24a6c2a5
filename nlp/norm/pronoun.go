package norm

import (
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
)

// pronoun resolves a pronoun at token i of the source of statement k; false when the
// token is none.
func (t *text) pronoun(k, i int) (voice, bool) {
	switch t.lower(i) {
	case "he", "him", "his", "himself":
		return t.person(k, i, male), true
	case "she", "her", "herself":
		return t.person(k, i, female), true
	case "it", "its", "itself":
		return t.thing(k, i), true
	case "they", "them", "their", "both", "these", "those", "all":
		return t.plurality(k, i), true
	case "others", "some", "many", "few", "most", "several":
		return voice{name: t.lower(i), kind: hearsay.KindUnnamed, basis: hearsay.ByPronoun}, true
	case "i", "we", "my", "our", "us", "me":
		if p := t.parent(k); p >= 0 && t.done[p] {
			v := t.again(p, hearsay.ByPronoun)
			return v, true
		}
		return t.holderOf(k, i), true
	case "who", "which", "that", "whom":
		return t.relative(k, i), true
	case "one", "another":
		for j := len(t.stmts) - 1; j >= 0; j-- {
			if t.done[j] && j != k && t.stmts[j].sent <= t.stmts[k].sent && t.speaks[j].Kind == hearsay.KindUnnamed {
				return t.again(j, hearsay.ByPronoun), true
			}
		}
		return nobody, true
	case "you", "everyone", "everybody", "anyone", "nobody", "someone", "somebody", "this":
		return voice{name: t.lower(i), kind: hearsay.KindUnnamed, basis: hearsay.ByPronoun}, true
	}
	return voice{}, false
}

// holderOf is the speaker of the statement in whose content token i stands, though the
// statement itself is not nested in it.
func (t *text) holderOf(k, i int) voice {
	for j := range t.stmts {
		if j != k && t.done[j] && t.within(j, i) {
			return t.again(j, hearsay.ByPronoun)
		}
	}
	// Else whoever is quoted nearest in the same paragraph, or the one before.
	best, near := -1, 4
	for j := range t.stmts {
		if j == k || !t.done[j] || t.parent(j) >= 0 || t.firstPerson(j) || t.stmts[j].a.Mode == hearsay.ModeIndirect || t.speaks[j].Name == nobody.name {
			continue
		}
		d := t.stmts[j].sent - t.stmts[k].sent
		if d < 0 {
			d = -d
		}
		if d < near {
			best, near = j, d
		}
	}
	if best >= 0 {
		return t.again(best, hearsay.ByPronoun)
	}
	return nobody
}

// person is the man or woman that a pronoun stands for: the last before it who spoke,
// or of whom the clause before spoke.
func (t *text) person(k, i int, gender class) voice {
	if v, ok := t.personBefore(k, i, gender, true); ok {
		return v
	}
	v, _ := t.personBefore(k, i, gender, false)
	return v
}

// personBefore is person; strict leaves out those whose given name speaks against it, and
// reports whether anyone is left before the pronoun.
func (t *text) personBefore(k, i int, gender class, strict bool) (voice, bool) {
	at, best := -1, voice{}
	consider := func(pos int, v voice, g class) {
		if strict && g == 0 && v.of != nil {
			g = v.of.likely
		}
		if pos < i && pos > at && (g == 0 || g == gender || g == male|female) {
			at, best = pos, v
		}
	}
	for j := range t.stmts {
		if !t.done[j] || j == k {
			continue
		}
		sp, n := &t.speaks[j], t.spoken[j]
		pos := t.stmts[j].source.first
		if t.stmts[j].source.empty() {
			continue
		}
		var g class
		if n != nil {
			g = n.gender
		}
		switch {
		case sp.Kind == hearsay.KindPerson:
			consider(pos, t.again(j, hearsay.ByPronoun), g)
		case sp.Kind == hearsay.KindUnnamed && !t.papers[j] && !t.manyOf(t.stmts[j].source):
			consider(pos, t.again(j, hearsay.ByPronoun), 0)
		}
	}
	s := t.sentence(i)
	for m := range t.names {
		nm := &t.names[m]
		if nm.Kind != entity.Person || nm.First >= i {
			continue
		}
		n := t.of(int32(m))
		if n == nil || !t.subject(nm.First, nm.Last) && nm.First < s.first {
			continue
		}
		// "The spokesman said that Obama has long called for it. He said …": of whom somebody
		// spoke is a worse guess than who spoke.
		if o := t.toldIn(nm.First); o >= 0 && o != t.toldIn(i) && t.done[o] && at >= 0 &&
			(t.speaks[o].Kind == hearsay.KindPerson || t.speaks[o].Kind == hearsay.KindUnnamed && !t.papers[o]) && !t.stmts[o].source.empty() {
			continue
		}
		// Who is only possessor or object in the pronoun's own sentence is a worse guess
		// than who spoke before it.
		if nm.First >= s.first && !t.subject(nm.First, nm.Last) && at >= 0 {
			continue
		}
		consider(nm.First, voice{of: n, kind: hearsay.KindPerson, basis: hearsay.ByPronoun}, n.gender)
	}
	// A man without a name is the subject of the clause before: "An officer … because he".
	for h := max(i-60, t.sentenceBefore(i).first); h < i; h++ {
		if h > at && t.tag(h) == hearsay.TagNN && t.an.Tokens[h].Rel == hearsay.RelNsubj && t.nameOf[h] < 0 && t.is(h, role|office|informant) {
			if g := classes()[t.lemma(h)] & (female | male); g != 0 && g&gender == 0 || t.inSource(h) {
				continue
			}
			if p := t.around(run{t.sentence(h).first, i}, h); !p.has(i) {
				consider(h, t.phraseAt(k, p), 0)
			}
		}
	}
	if at < 0 && strict {
		return best, false
	}
	if at < 0 { // nobody before: a headline's pronoun, or a person in no subject's place
		if n := t.latest(i, func(n *named) bool {
			return n.kind == hearsay.KindPerson && (n.gender == 0 || n.gender == gender)
		}); n != nil && (before(n.at, i) >= 0 || t.sentence(i).first == 0) {
			best = voice{of: n, kind: hearsay.KindPerson, basis: hearsay.ByPronoun}
		} else {
			return voice{name: "unnamed person", kind: hearsay.KindUnnamed, basis: hearsay.ByPronoun}, false
		}
	}
	if best.of != nil && best.of.gender == 0 {
		best.of.gender = gender
	}
	return best, true
}

// inSource reports whether token i stands in the source of a statement that has been
// resolved, who has been considered then.
func (t *text) inSource(i int) bool {
	for j := range t.stmts {
		if t.done[j] && t.stmts[j].source.has(i) {
			return true
		}
	}
	return false
}

// toldIn is the statement, nested in none, in whose content token i stands; -1 for none.
func (t *text) toldIn(i int) int { return int(t.heldBy[i]) - 1 }

// phraseAt resolves a noun phrase as a pronoun's antecedent.
func (t *text) phraseAt(k int, p run) voice {
	for p.first > 0 && t.sentOf[p.first-1] == t.sentOf[p.first] && (t.tag(p.first-1) == hearsay.TagPRPS || t.tag(p.first-1) == hearsay.TagDT) {
		p.first--
	}
	if t.tag(p.first) == hearsay.TagPRPS && (t.lower(p.first) == "his" || t.lower(p.first) == "her" || t.lower(p.first) == "their") {
		return voice{name: t.described(p, p.last-1, p), kind: hearsay.KindUnnamed, basis: hearsay.ByPronoun}
	}
	v := t.nominal(k, p, p)
	v.basis = hearsay.ByPronoun
	return v
}

// sentenceBefore is the sentence before that of token i, or its own if it is the first.
func (t *text) sentenceBefore(i int) run {
	s := t.sentence(i)
	if s.first > 0 {
		return t.sentence(s.first - 1)
	}
	return s
}

// manyOf reports whether a source is in the plural.
func (t *text) manyOf(r run) bool {
	c := t.core(r)
	return t.tag(c.last-1) == hearsay.TagNNS || t.counted(c)
}

// subject reports whether a name is the subject of a clause, or stands in one.
func (t *text) subject(first, last int) bool {
	for i, steps := t.headOf(first, last), 0; i >= 0 && steps < 4; steps++ {
		switch t.an.Tokens[i].Rel {
		case hearsay.RelNsubj, hearsay.RelNsubjPass, hearsay.RelNsubjOuter, hearsay.RelRoot:
			return true
		case hearsay.RelFlat, hearsay.RelCompound, hearsay.RelAppos:
			i = int(t.an.Tokens[i].Head)
		default:
			return false
		}
	}
	return false
}

// thing is the organization or country that "it" stands for.
func (t *text) thing(k, i int) voice {
	at, best := -1, nobody
	for j := range t.stmts {
		if !t.done[j] || j == k || t.stmts[j].source.empty() {
			continue
		}
		if p, kind := t.stmts[j].source.first, t.speaks[j].Kind; p < i && p > at &&
			(kind == hearsay.KindOrganization || kind == hearsay.KindCountry || kind == hearsay.KindGroup && !t.manyOf(t.stmts[j].source)) {
			at, best = p, t.again(j, hearsay.ByPronoun)
		}
	}
	for m := range t.names {
		nm := &t.names[m]
		if nm.Kind != entity.Organization && nm.Kind != entity.Place || nm.First >= i || nm.First <= at || !t.subject(nm.First, nm.Last) {
			continue
		}
		if n := t.of(int32(m)); n != nil {
			at, best = nm.First, voice{of: n, kind: n.kind, basis: hearsay.ByPronoun}
		}
	}
	// "The airline has cut its flights. It said …"
	for h := max(i-60, t.sentenceBefore(i).first); h < i; h++ {
		if o := t.toldIn(h); at >= 0 && o >= 0 && o != t.toldIn(i) {
			continue
		}
		if h > at && t.tag(h) == hearsay.TagNN && t.nameOf[h] < 0 && t.an.Tokens[h].Rel == hearsay.RelNsubj && !t.is(h, role|office|informant) && !t.personal(h) {
			if p := t.around(run{t.sentence(h).first, i}, h); !p.has(i) {
				at, best = h, t.phraseAt(k, p)
			}
		}
	}
	return best
}

// plurality is whom "they" stands for: the last group, organization or people named.
func (t *text) plurality(k, i int) voice {
	at, best := -1, nobody
	for j := range t.stmts {
		if !t.done[j] || j == k || t.stmts[j].source.empty() {
			continue
		}
		kind := t.speaks[j].Kind
		if j == t.parent(k) {
			continue // "they claim", said of others
		}
		if p := t.stmts[j].source.first; p < i && p > at && (kind == hearsay.KindGroup || kind == hearsay.KindUnnamed && t.manyOf(t.stmts[j].source) || kind == hearsay.KindOrganization) {
			at, best = p, t.again(j, hearsay.ByPronoun)
		}
	}
	return best
}

// relative is whom "who" stands for: the noun that its clause hangs from, else the noun
// before it.
func (t *text) relative(k, i int) voice {
	s := t.sentence(i)
	h := i - 1
	for h > s.first && (t.punct(h) || !t.tag(h).Noun() && t.tag(h) != hearsay.TagPRP) {
		h--
	}
	for v, steps := int(t.an.Tokens[i].Head), 0; v >= 0 && steps < 3; v, steps = int(t.an.Tokens[v].Head), steps+1 {
		if t.an.Tokens[v].Rel == hearsay.RelAclRelcl {
			if a := int(t.an.Tokens[v].Head); a >= s.first && a < i {
				h = a
			}
			break
		}
	}
	if t.lower(i) == "who" || t.lower(i) == "whom" { // a person, or people
		for j := i - 1; j >= s.first && j > i-20; j-- {
			if m := t.nameOf[j]; m >= 0 && t.names[m].Kind != entity.Place || t.tag(j).Noun() && (t.is(j, role|office|informant|collective|institution) || t.personal(j)) {
				if !(t.nameOf[j] < 0 && t.tag(j+1) == hearsay.TagPOS) {
					h = j
					break
				}
			}
		}
	}
	if h < s.first || h >= i {
		return nobody
	}
	first, last := h, h+1
	if m := t.nameOf[h]; m >= 0 {
		first, last = min(first, t.names[m].First), max(last, t.names[m].Last)
	}
	for first > s.first && (t.titleWord(first-1) || t.tag(first-1) == hearsay.TagDT || t.tag(first-1) == hearsay.TagCD || t.tag(first-1) == hearsay.TagPRPS) {
		first--
	}
	if last-first == 1 && (t.tag(h) == hearsay.TagWP || t.tag(h) == hearsay.TagWDT) {
		return nobody
	}
	v := t.resolve(k, run{first, min(last, i)})
	v.basis = hearsay.ByPronoun
	return v
}

// unstated is who speaks where no source is written: the speaker before who goes on,
// or nobody.
func (t *text) unstated(k int) voice {
	s := &t.stmts[k]
	if p := t.parent(k); p >= 0 {
		// "while claiming they are …": who claims is who they are.
		if i := s.content[0].first; t.tag(i) == hearsay.TagPRP {
			if v, ok := t.pronoun(k, i); ok && t.nameIn(v) != "" {
				return v
			}
		}
		return nobody
	}
	if s.head >= 0 && (t.tag(s.head) == hearsay.TagRB || t.adverbial(s) || t.passive(s)) {
		return nobody
	}
	best := -1
	for j := range t.stmts {
		if j == k || !t.done[j] || t.parent(j) >= 0 || t.stmts[j].content[0].first > s.content[0].first {
			continue
		}
		if best < 0 || t.stmts[j].content[0].first > t.stmts[best].content[0].first {
			best = j
		}
	}
	if best < 0 {
		return nobody
	}
	near := s.sent - t.stmts[best].sent
	if s.head >= 0 && near == 0 || s.head < 0 && near <= 4 {
		return t.again(best, hearsay.ByContinuation)
	}
	return nobody
}

// passive reports whether a cue has the auxiliary of a passive: "is believed".
func (t *text) passive(s *stmt) bool {
	if t.tag(s.head) != hearsay.TagVBN {
		return false
	}
	for _, c := range s.cue {
		for i := c.first; i < c.last; i++ {
			if t.an.Tokens[i].Rel == hearsay.RelAuxPass || t.lemma(i) == "be" {
				return true
			}
		}
	}
	return t.an.Tokens[max(0, s.head-1)].Rel == hearsay.RelAuxPass
}
