package norm

import (
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
)

// speaker resolves the source of statement k.
func (t *text) speaker(k int) hearsay.Speaker {
	s := &t.stmts[k]
	var v voice
	if s.source.empty() {
		v = t.unstated(k)
	} else {
		v = t.resolve(k, s.source)
	}
	if v.of != nil {
		t.spoken[k] = v.of
		if v.name == "" {
			v.name = v.of.name
		}
		if !s.source.empty() {
			v.of.spoke = append(v.of.spoke, s.source.first)
		}
		if v.party == "" {
			v.party = t.partyOf(v.of)
		}
	}
	sp := hearsay.Speaker{Name: v.name, Kind: v.kind, Party: v.party, Basis: v.basis}
	sp.ID = t.speakerID(&sp)
	t.speaks[k], t.done[k], t.papers[k] = sp, true, v.paper
	return sp
}

// voice is what a source resolves to.
type voice struct {
	of    *named // nil where the document names none
	name  string
	kind  hearsay.SpeakerKind
	party string
	basis hearsay.SpeakerBasis
	paper bool // a document whose author is not told
}

// again is the voice of a statement that has been resolved.
func (t *text) again(k int, basis hearsay.SpeakerBasis) voice {
	sp := &t.speaks[k]
	return voice{of: t.spoken[k], name: sp.Name, kind: sp.Kind, party: sp.Party, basis: basis}
}

// nobody is the voice of what is said without anyone to say it.
var nobody = voice{name: "unstated", kind: hearsay.KindUnnamed}

// resolve finds who a source is.
func (t *text) resolve(k int, r run) voice {
	r = t.trim(r)
	if t.tag(r.first) == hearsay.TagWDT && r.last-r.first > 1 { // "which state media said"
		r.first++
	}
	if r.last-r.first == 1 || t.tag(r.first) == hearsay.TagPRP || t.tag(r.first) == hearsay.TagWP && t.lower(r.first) == "who" {
		if v, ok := t.pronoun(k, r.first); ok {
			return v
		}
	}
	if r.last-r.first == 1 && t.tag(r.first) == hearsay.TagPRPS { // "his warning that …"
		if v, ok := t.pronoun(k, r.first); ok {
			return v
		}
	}
	if v, ok := t.several(k, r); ok {
		return v
	}
	return t.phrase(k, r)
}

// trim takes marks, prepositions and possessive marks off a source.
func (t *text) trim(r run) run {
	for r.first < r.last-1 && (t.punct(r.first) || t.tag(r.first) == hearsay.TagIN && t.nameOf[r.first] < 0 || t.tag(r.first) == hearsay.TagRB || t.tag(r.first) == hearsay.TagCC && t.lower(r.first) != "neither" && t.lower(r.first) != "both" && t.lower(r.first) != "either") {
		r.first++
	}
	for r.last > r.first+2 && (weekdays[t.lower(r.last-1)] || relativeDays[t.lower(r.last-1)]) && t.tag(r.last-2) != hearsay.TagHYPH { // "the ministry yesterday", "a judge on Monday"
		r.last--
		if t.lower(r.last-1) == "on" {
			r.last--
		}
	}
	for r.last > r.first+1 && (t.tag(r.last-1) == hearsay.TagComma || t.tag(r.last-1) == hearsay.TagColon || t.tag(r.last-1) == hearsay.TagPOS || t.tag(r.last-1) == hearsay.TagStop && !strings.HasSuffix(t.word(r.last-2), ".")) {
		r.last--
	}
	return r
}

// several resolves "neither A nor B", "A and B".
func (t *text) several(k int, r run) (voice, bool) {
	first := r.first
	switch t.lower(first) {
	case "neither", "both", "either":
		first++
	}
	at := -1
	for i := first; i < r.last; i++ {
		switch t.tag(i) {
		case hearsay.TagWP, hearsay.TagWDT, hearsay.TagIN, hearsay.TagComma, hearsay.TagLRB:
			if t.nameOf[i] < 0 {
				return voice{}, false
			}
		case hearsay.TagCC:
			if t.nameOf[i] >= 0 && i > first && t.nameOf[i-1] == t.nameOf[i] && i+1 < r.last && t.nameOf[i+1] == t.nameOf[i] || t.word(i) == "&" {
				continue // inside a name
			}
			at = i
		}
	}
	if at <= first || at+1 >= r.last {
		return voice{}, false
	}
	if !t.tag(at-1).Noun() && t.tag(at-1) != hearsay.TagPOS || !t.tag(r.last-1).Noun() {
		return voice{}, false
	}
	a, b := t.resolve(k, run{first, at}), t.resolve(k, run{at + 1, r.last})
	if a.kind == hearsay.KindUnnamed && b.kind == hearsay.KindUnnamed && first == r.first {
		return voice{name: t.slice(first, r.last), kind: hearsay.KindUnnamed}, true
	}
	v := voice{name: t.nameIn(a) + " and " + t.nameIn(b), kind: hearsay.KindGroup, basis: max(a.basis, b.basis)}
	if a.party == b.party {
		v.party = a.party
	}
	return v, true
}

func (t *text) nameIn(v voice) string {
	if v.name == "" && v.of != nil {
		return v.of.name
	}
	return v.name
}

// phrase resolves one noun phrase with its appositions.
func (t *text) phrase(k int, r run) voice {
	parts := t.parts(r)
	// A person's name in any part is who speaks: "the committee's chairwoman, Ada Sile".
	for _, p := range parts {
		c := t.core(p)
		if v, ok := t.titled(p, c); ok {
			return v
		}
		if m := t.nameOf[c.last-1]; m >= 0 && t.names[m].Kind == entity.Person && !t.possessor(c) && !t.inPlural(c.last-1) {
			if n := t.of(m); n != nil {
				basis := hearsay.ByName
				if written := t.slice(t.bare(t.names[m].First, t.names[m].Last)); written != n.name {
					basis = hearsay.ByAlias
				}
				return voice{of: n, kind: hearsay.KindPerson, basis: basis}
			}
		}
	}
	return t.nominal(k, parts[0], r)
}

// titled resolves an office with "of" before a name: "Minister of Defence Ada Sile".
func (t *text) titled(p, c run) (voice, bool) {
	m := t.nameOf[p.last-1]
	if c.last >= p.last || m < 0 || t.names[m].Kind != entity.Person || t.lower(c.last) != "of" || !t.is(c.last-1, office) {
		return voice{}, false
	}
	if f := t.names[m].First; f <= c.last+1 || !t.tag(f-1).Noun() {
		return voice{}, false // "a spokesman of Ada Sile"
	}
	n := t.of(m)
	if n == nil {
		return voice{}, false
	}
	n.roles = addTo(n.roles, t.lemma(c.last-1))
	if t.lemma(c.last-1) == "president" {
		n.roles = addTo(n.roles, "state")
	}
	return voice{of: n, kind: hearsay.KindPerson, basis: hearsay.ByName}, true
}

// parts cuts a source at its commas, and leaves out relative clauses.
func (t *text) parts(r run) []run {
	var out []run
	first, deep := r.first, 0
	for i := r.first; i <= r.last; i++ {
		if i < r.last {
			switch t.tag(i) {
			case hearsay.TagLRB:
				deep++
			case hearsay.TagRRB:
				deep--
			}
			if t.tag(i) != hearsay.TagComma || deep > 0 || t.nameOf[i] >= 0 && i > r.first && t.nameOf[i-1] == t.nameOf[i] {
				continue
			}
		}
		p := run{first, i}
		first = i + 1
		if p.empty() {
			continue
		}
		switch t.tag(p.first) {
		case hearsay.TagWP, hearsay.TagWDT, hearsay.TagWRB, hearsay.TagIN, hearsay.TagCC, hearsay.TagWPS:
			if len(out) > 0 {
				continue
			}
		}
		out = append(out, p)
	}
	if len(out) == 0 {
		out = append(out, r)
	}
	return out
}

// core is a part up to what is said of its head behind it: "the Defence Ministry" of
// "the Defence Ministry in the capital".
func (t *text) core(p run) run {
	noun := false
	for i := p.first; i < p.last; i++ {
		g := t.tag(i)
		if noun {
			inName := t.nameOf[i] >= 0 && t.nameOf[i-1] == t.nameOf[i]
			switch g {
			case hearsay.TagIN, hearsay.TagTO, hearsay.TagWP, hearsay.TagWDT, hearsay.TagLRB, hearsay.TagWRB, hearsay.TagWPS,
				hearsay.TagVBD, hearsay.TagVBZ, hearsay.TagVBP, hearsay.TagVBN, hearsay.TagVBG, hearsay.TagJJ, hearsay.TagColon, hearsay.TagComma, hearsay.TagRB:
				// "Ministry of Defence" goes on; so does "two senior Ministry-backed officials".
				if inName || g == hearsay.TagIN && t.lower(i) == "of" && t.is(i-1, institution) && t.capitalised(i-1) && t.capitalised(i+1) && i+1 < p.last ||
					(g == hearsay.TagJJ || g == hearsay.TagVBN || g == hearsay.TagVBG || g == hearsay.TagRB) && t.nounFollows(i, p.last) {
					continue
				}
				return run{p.first, i}
			}
		}
		noun = noun || g.Noun() || g == hearsay.TagCD
	}
	return p
}

// nounFollows reports whether, past adjectives, a noun follows token i.
func (t *text) nounFollows(i, last int) bool {
	for i++; i < last; i++ {
		switch g := t.tag(i); {
		case g.Noun():
			return true
		case g == hearsay.TagJJ || g == hearsay.TagHYPH || g == hearsay.TagVBN || g == hearsay.TagVBG || g == hearsay.TagCC:
		default:
			return false
		}
	}
	return false
}

// possessor reports whether the last word of a core is only whose the thing is that
// follows; it never is at the end of a source.
func (t *text) possessor(c run) bool { return t.tag(c.last-1) == hearsay.TagPOS }

func (t *text) speakerID(sp *hearsay.Speaker) string {
	in := ""
	if sp.Kind == hearsay.KindUnnamed { // somebody else in every document
		in = t.an.Doc.ID
	}
	return hearsay.SpeakerID(sp.Name, sp.Party, in)
}
