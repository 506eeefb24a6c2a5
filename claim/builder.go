package claim

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// builder makes the claims of one story.
type builder struct {
	reports    []Report
	permissive bool // an outlet's own voice counts as an origin
	parties    parties
	bodies     bodies
	texts      [][]word // by report, the words of its text
	sure       []bool   // whether the outlet's name says so
	homes      []string // by report, the party that it is written in, "" when not known
	speakers   map[at]*speaker
	speaking   []string                 // names of persons who speak, each once, sorted
	fullest    map[string]string        // by name, the fullest of the same person
	described  map[string]string        // by lineage and head, the fullest description of who is not named
	unnameds   map[string][]description // by lineage
	lineages   map[string]string        // by document ID, the outlet at the root of its text
	props      []*proposition
	features   int // that they have between them
	groups     []*group
	answers    []answer
	counted    map[int]bool // propositions that a claim about a figure has, by their order
}

// at is the place of a statement: its report and its index there.
type at struct{ report, statement int }

// speaker is who vouches for a statement.
type speaker struct {
	voice  bool   // the outlet's own, for which nobody vouches
	whole  bool   // a country itself, not one of its bodies
	body   *body  // nil where it is none
	origin string // name; "" where nobody does
	party  string
	key    string // the same for the same origin
}

// newBuilder reads who speaks for whom.
func newBuilder(reports []Report, opts Options) *builder {
	b := &builder{permissive: opts.Permissive, reports: slices.Clone(reports), speakers: make(map[at]*speaker), lineages: make(map[string]string), counted: make(map[int]bool)}
	slices.SortFunc(b.reports, func(x, y Report) int {
		return cmp.Or(cmp.Compare(x.Public, y.Public), cmp.Compare(x.Doc.ID, y.Doc.ID))
	})
	b.parties.world = opts.Parties
	b.bodies.parties = &b.parties
	b.bodies.of, b.bodies.keys = make(map[string]*body), make(map[string]nameKey)
	b.fullest, b.described = make(map[string]string), make(map[string]string)
	b.each(func(_ at, _ *Report, st *Stated) {
		if st.Speaker.Kind == hearsay.KindPerson {
			b.speaking = append(b.speaking, st.Speaker.Name)
		}
	})
	slices.Sort(b.speaking)
	b.speaking = slices.Compact(b.speaking)
	b.bodies.carriers = make(map[string]bool)
	b.each(func(_ at, r *Report, st *Stated) {
		b.bodies.carriers[outletKey(r.Doc.Publisher)] = true
		for _, link := range st.Chain {
			if slices.ContainsFunc(strings.Fields(strings.ToLower(link.Name)), func(w string) bool { return media[w] }) {
				b.bodies.carriers[outletKey(link.Name)] = true
			}
		}
	})
	for i := range b.reports {
		r := &b.reports[i]
		r.Remember() // for this time, where it does not already
		b.texts = append(b.texts, r.words(hearsay.Span{End: len(r.Doc.Text)}))
	}
	b.readParties()
	b.readHomes()
	b.readBodies()
	b.readVouchers()
	b.readLineages()
	b.each(func(a at, r *Report, st *Stated) { b.speakers[a] = b.speakerOf(a, r, st) })
	return b
}

// each calls f for every statement, in order.
func (b *builder) each(f func(a at, r *Report, st *Stated)) {
	for i := range b.reports {
		r := &b.reports[i]
		for k := range r.Statements {
			f(at{i, k}, r, &r.Statements[k])
		}
	}
}

// readHomes finds the party whose outlet each report is in, by the outlet's name; else the
// one that the text speaks of most.
func (b *builder) readHomes() {
	for i := range b.reports {
		doc := b.reports[i].Doc
		home, sure := "", false
		ws := words(doc.Publisher, hearsay.Span{End: len(doc.Publisher)})
		for k := range ws {
			if p, n := b.parties.at(ws, k); n > 0 {
				home, sure = p, true
			}
		}
		b.sure = append(b.sure, sure)
		if home == "" {
			home = b.mostNamed(b.texts[i])
		}
		b.homes = append(b.homes, home)
	}
}

// mostNamed is the party that a text names most, if it does so clearly.
func (b *builder) mostNamed(ws []word) string {
	counts := make(map[string]int)
	for i := range ws {
		if p, n := b.parties.at(ws, i); n > 0 {
			counts[p]++
		}
	}
	best, second := "", 0
	for p, n := range counts {
		switch {
		case best == "" || n > counts[best] || n == counts[best] && p < best:
			if best != "" {
				second = max(second, counts[best])
			}
			best = p
		default:
			second = max(second, n)
		}
	}
	if counts[best] > second {
		return best
	}
	return ""
}

// readBodies finds the bodies that speak, and who speaks for them.
func (b *builder) readBodies() {
	people := make(map[string]string) // by surname in lower case
	b.each(func(a at, r *Report, st *Stated) {
		s := &st.Speaker
		switch s.Kind {
		case hearsay.KindOrganization, hearsay.KindGroup:
			party := s.Party
			if strings.Contains(party, " ") && b.parties.full[strings.ToLower(party)] == "" {
				party = ""
			}
			if _, own := b.bodies.keyOf(s.Name); (own != "" || party != "") && bodily(s.Name) {
				b.bodies.add(s.Name, party).said++
			}
		case hearsay.KindPerson:
			if f := strings.Fields(s.Name); len(f) > 0 {
				last := strings.ToLower(f[len(f)-1])
				if len(s.Name) > len(people[last]) {
					people[last] = s.Name
				}
			}
		}
	})
	// Those whose party no name says: the same words with a party somewhere else are they.
	b.each(func(a at, r *Report, st *Stated) {
		if k := st.Speaker.Kind; (k == hearsay.KindOrganization || k == hearsay.KindGroup) && bodily(st.Speaker.Name) {
			x := b.bodies.find(st.Speaker.Name, b.partyName(st.Speaker.Party), b.homes[a.report])
			if x == nil || x.party == "" && x.official() && b.sure[a.report] {
				party := ""
				key, _ := b.bodies.keyOf(st.Speaker.Name)
				if b.sure[a.report] && (&body{key: key}).official() { // "the Defence Ministry" of a state's own agency
					party = b.homes[a.report]
				}
				b.bodies.add(st.Speaker.Name, party).said++
			}
		}
	})
	for i := range b.reports {
		b.bodies.named(b.texts[i])
	}
	for i := range b.reports { // what names a party tells most surely
		b.bodies.affiliate(b.texts[i], people, "")
	}
	b.bodies.lax = true
	for i := range b.reports {
		b.bodies.affiliate(b.texts[i], people, b.homes[i])
	}
}

// partyName is a party that is known by that name, "" for another.
func (b *builder) partyName(name string) string { return b.parties.full[strings.ToLower(name)] }

// readLineages finds the outlet whose text each report carries.
func (b *builder) readLineages() {
	byID := make(map[string]*Report)
	for i := range b.reports {
		byID[b.reports[i].Doc.ID] = &b.reports[i]
	}
	for i := range b.reports {
		r := &b.reports[i]
		for range 10 {
			from := byID[r.Carries]
			if from == nil || from == &b.reports[i] {
				break
			}
			r = from
		}
		b.lineages[b.reports[i].Doc.ID] = cmp.Or(r.Doc.Publisher, r.Doc.URL, r.Doc.Path)
	}
}

// speakerOf finds who vouches for a statement.
func (b *builder) speakerOf(a at, r *Report, st *Stated) *speaker {
	s := &st.Speaker
	name, home := s.Name, b.homes[a.report]
	if s.Kind != hearsay.KindUnnamed && ownOutlet(name, r.Doc.Publisher) {
		return b.voice(r)
	}
	if low := strings.ToLower(name); strings.HasPrefix(low, "its ") || strings.HasPrefix(low, "their ") {
		if x := b.bodies.latest(b.texts[a.report], st.Content[0].Start, ""); x != nil { // "its radar tracks"
			return x.speaker()
		}
		return &speaker{}
	}
	switch s.Kind {
	case hearsay.KindCountry:
		party := cmp.Or(b.partyName(name), name)
		return &speaker{whole: true, origin: name, party: party, key: "party " + strings.ToLower(party)}
	case hearsay.KindOrganization, hearsay.KindGroup:
		if low := strings.TrimPrefix(strings.ToLower(name), "the "); generic[low] { // "the group": the one named before
			if x := b.bodies.latest(b.texts[a.report], st.Content[0].Start, low); x != nil {
				return x.speaker()
			}
		}
		if x := b.bodies.find(name, b.partyName(s.Party), home); x != nil {
			return x.speaker()
		}
		return &speaker{origin: name, party: b.partyName(s.Party), key: "body " + strings.ToLower(name)}
	case hearsay.KindPerson:
		if x := b.bodies.of[b.fullName(name)]; x != nil {
			return x.speaker()
		}
		if x := b.bodies.find(s.Party, "", home); x != nil && b.partyName(s.Party) == "" && s.Party != "" {
			return x.speaker()
		}
		return &speaker{origin: b.fullName(name), party: b.partyName(s.Party), key: "person " + strings.ToLower(b.fullName(name))}
	}
	return b.unnamed(a, r, st)
}

// ownOutlet reports whether a speaker is the outlet itself: the Courier in the Aldane
// Courier.
func ownOutlet(name, publisher string) bool {
	name, publisher = outletKey(name), outletKey(publisher)
	if name == "" || publisher == "" {
		return false
	}
	letters := ""
	for _, w := range strings.Fields(publisher) {
		if w != "of" && w != "the" && w != "and" {
			letters += w[:1]
		}
	}
	return name == publisher || strings.HasSuffix(publisher, " "+name) || len(letters) > 2 && name == letters
}

// voice is an outlet's own, for which nobody is named as the origin.
func (b *builder) voice(r *Report) *speaker {
	if name := b.lineages[r.Doc.ID]; b.permissive && name != "" {
		return &speaker{origin: name, key: "outlet " + outletKey(name)}
	}
	return &speaker{voice: true}
}

// official reports whether a body is one of a state.
func (x *body) official() bool {
	return slices.ContainsFunc(x.key, func(w string) bool { return officials[w] })
}

var officials = set("ministry navy army police guard government court parliament president minister cabinet border customs defence interior intelligence coroner prosecutor")

func (x *body) speaker() *speaker {
	party := x.party
	if party == "" && !x.official() { // a company or an association is its own
		party = x.name
	}
	return &speaker{body: x, origin: x.name, party: party, key: "body " + strings.Join(x.key, " ") + "/" + x.party}
}

// fullName is the fullest name that a person has in the story.
func (b *builder) fullName(name string) string {
	if full, ok := b.fullest[name]; ok {
		return full
	}
	best := name
	for _, n := range b.speaking {
		if len(n) > len(best) && strings.HasSuffix(n, " "+name) {
			best = n
		}
	}
	b.fullest[name] = best
	return best
}

// unnamed is the origin of a statement whose speaker has no name: one of each description
// in each lineage of text; none where no one is described.
func (b *builder) unnamed(a at, r *Report, st *Stated) *speaker {
	name := st.Speaker.Name
	if name == "" || name == "unstated" {
		return b.voice(r)
	}
	if x := b.personIn(name); x != "" { // "father of three Edvin Torr"
		named := *st
		named.Speaker.Name, named.Speaker.Kind = x, hearsay.KindPerson
		return b.speakerOf(a, r, &named)
	}
	lineage := b.lineages[r.Doc.ID]
	chained := false
	for i := len(st.Chain) - 1; i >= 0; i-- { // whoever heard it first
		if n := st.Chain[i].Name; n != "" {
			lineage, chained = n, true
			break
		}
	}
	if chained { // "the Courier's unnamed official"
		if i := strings.LastIndex(name, "unnamed "); i >= 0 {
			name = name[i:]
		}
	}
	ws := words(name, hearsay.Span{End: len(name)})
	head, first := "", ""
	for i := range ws {
		if ws[i].low == "of" && head != "" {
			break
		}
		if !light[ws[i].low] && ws[i].low != "unnamed" {
			head = ws[i].base
			if first == "" {
				first = head
			}
		}
	}
	if head == "" || inanimate[head] || inanimate[first] {
		return &speaker{}
	}
	if x := b.officeOf(ws, a); x != nil {
		return x.speaker()
	}
	full := b.fullestUnnamed(name, head, lineage)
	return &speaker{origin: full, key: "unnamed " + head + "/" + strings.ToLower(outletKey(lineage))}
}

// personIn is the person whose full name a description ends with, "" for none.
func (b *builder) personIn(description string) string {
	for _, name := range b.speaking {
		if strings.Contains(name, " ") && strings.HasSuffix(description, " "+name) && !strings.Contains(description, " of "+name) {
			return name
		}
	}
	return ""
}

// inanimate are heads of what says nothing by itself: "a summary read to lawmakers". A
// neighbour is a country that no name tells.
var inanimate = func() map[string]bool {
	m := make(map[string]bool)
	for w := range set("summary report statement document list letter record track memo study survey neighbour neighbor footage video photograph image data message post sign it they") {
		m[base(w)] = true
	}
	return m
}()

// offices are held by one person at a time, who need not be named to be known.
var offices = set("coroner president premier chancellor")

// officeOf is the body of an office that is named in the place of who holds it: "the
// Aldane coroner".
func (b *builder) officeOf(ws []word, a at) *body {
	if n := len(ws); n > 0 && (offices[ws[n-1].low] || roles[ws[n-1].low] && ws[n-1].low != "officer") {
		list := make([]string, 0, n)
		for _, w := range ws {
			if w.low != "unnamed" {
				list = append(list, w.low)
			}
		}
		name := strings.Join(list, " ")
		if x := b.bodies.find(name, "", b.homes[a.report]); x != nil {
			return x
		}
	}
	return nil
}

// media are words of outlets' names.
var media = set("agency news press wire radio television tv times post telegraph herald daily broadcasting newspaper gazette tribune journal courier")

// outletKey is an outlet's name without its article.
func outletKey(name string) string { return strings.TrimPrefix(strings.ToLower(name), "the ") }

// fullestUnnamed is the fullest description of one head in one lineage.
func (b *builder) fullestUnnamed(name, head, lineage string) string {
	key := outletKey(lineage) + "/" + head
	best, ok := b.described[key]
	if !ok {
		for _, d := range b.descriptions(outletKey(lineage)) {
			if len(d.name) > len(best) && d.head == head {
				best = d.name
			}
		}
		b.described[key] = best
	}
	if len(best) > len(name) {
		return best
	}
	return name
}

// description is how a statement calls who is not named, with its last word's base.
type description struct{ name, head string }

// descriptions are those of the statements of a lineage that came through nobody else.
func (b *builder) descriptions(lineage string) []description {
	if b.unnameds == nil {
		b.unnameds = make(map[string][]description)
		b.each(func(_ at, r *Report, st *Stated) {
			if st.Speaker.Kind != hearsay.KindUnnamed || len(st.Chain) > 0 {
				return
			}
			ws := words(st.Speaker.Name, hearsay.Span{End: len(st.Speaker.Name)})
			if n := len(ws); n > 0 {
				of := outletKey(b.lineages[r.Doc.ID])
				b.unnameds[of] = append(b.unnameds[of], description{st.Speaker.Name, ws[n-1].base})
			}
		})
	}
	return b.unnameds[lineage]
}

// speakerParty is the party of who makes a statement, "" for none.
func (b *builder) speakerParty(report, statement int) string {
	s := b.speakers[at{report, statement}]
	if s == nil {
		return ""
	}
	return s.party
}
