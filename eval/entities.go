package eval

import (
	"fmt"
	"sort"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Entity is a named entity: a span of text and what it names, one of EntityKinds.
type Entity struct {
	hearsay.Span
	Kind string
}

// EntityKinds are the kinds of names. "other" is everything that has a name and is
// none of the rest: events, works, products, laws, peoples. It is not scored.
var EntityKinds = []string{"person", "organization", "place", "other"}

// Entities scores names: one is right when both ends and the kind are. The F1 of
// person, organization and place together is what is reported; "other" is
// neither found nor missed.
type Entities struct {
	Kinds map[string]PRF
	Spans PRF // right in both ends, whatever the kind
}

// Add scores the names found in a text against its gold.
func (s *Entities) Add(gold, got []Entity) {
	if s.Kinds == nil {
		s.Kinds = map[string]PRF{}
	}
	is := map[hearsay.Span]string{}
	for _, n := range gold {
		if n.Kind != "other" {
			is[n.Span] = n.Kind
			k := s.Kinds[n.Kind]
			k.Gold++
			s.Kinds[n.Kind] = k
			s.Spans.Gold++
		}
	}
	for _, n := range got {
		if n.Kind == "other" {
			continue
		}
		k := s.Kinds[n.Kind]
		k.Pred++
		if is[n.Span] == n.Kind {
			k.TP++
		}
		if is[n.Span] != "" {
			s.Spans.TP++
		}
		s.Kinds[n.Kind] = k
		s.Spans.Pred++
	}
}

// All is the score of person, organization and place together.
func (s *Entities) All() PRF {
	var all PRF
	for _, k := range s.Kinds {
		all.Add(k.TP, k.Pred, k.Gold)
	}
	return all
}

// String is the report.
func (s *Entities) String() string {
	var b strings.Builder
	for _, kind := range EntityKinds[:3] {
		k := s.Kinds[kind]
		fmt.Fprintf(&b, "%-12s %s (%d in the text)\n", kind, k, k.Gold)
	}
	fmt.Fprintf(&b, "%-12s %s\n", "any kind", s.Spans)
	all := s.All()
	fmt.Fprintf(&b, "ENTITIES P %.2f R %.2f F %.2f of %d\n", 100*all.P(), 100*all.R(), 100*all.F(), all.Gold)
	return b.String()
}

// GoldEntities reads the names off the entities of GUM ("Entity" in MISC) in the
// sentences that an was made of by GoldAnalysis, in the order of the text.
//
// GUM marks all mentions, nested, most of which are no names. One is a name when
// the head of its tree is tagged as a proper noun, or has a name flat on it. Of it the name proper is kept:
//   - of persons the first name with what is flat on it, without title or
//     description ("Minister of Education Vera Holm" gives "Vera Holm");
//   - of others the head with the capitalised words before it that hang from it,
//     and what follows it as part of the name ("University of Iowa", "Newfoundland
//     and Labrador Court of Appeal"), without "the" and without what comes after a
//     comma. A national team that goes by its country's name is that place, where GUM
//     has an organization: the model card of entity.bin has the figures without.
//
// A name inside another is left out. No names are: dates; offices alone; a single
// common word set with a capital ("the Court", "the State"); what "a", "this",
// "our" stand before, unless it is linked to an article of that name. Peoples and
// groups of persons are "other".
func GoldEntities(sents []Sentence, an *hearsay.Analysis) []Entity {
	var out []Entity
	base := 0
	for k := range sents {
		s := &sents[k]
		for _, n := range sentenceNames(s) {
			out = append(out, Entity{hearsay.Span{Start: an.Tokens[base+n.first].Start, End: an.Tokens[base+n.last-1].End}, n.kind})
		}
		base += len(s.Words)
	}
	return out
}

// named is a name in a sentence: words [first, last).
type named struct {
	first, last int
	kind        string
}

// sentenceNames gives the names of a sentence, none inside another.
func sentenceNames(s *Sentence) []named {
	var all []named
	for _, m := range readMentions(s) {
		if n, ok := m.name(s.Words); ok {
			all = append(all, n)
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i], all[j]
		if la, lb := a.last-a.first, b.last-b.first; la != lb {
			return la > lb
		}
		return a.kind != "other" && b.kind == "other"
	})
	taken := make([]bool, len(s.Words))
	var out []named
next:
	for _, n := range all {
		for i := n.first; i < n.last; i++ {
			if taken[i] {
				continue next
			}
		}
		for i := n.first; i < n.last; i++ {
			taken[i] = true
		}
		out = append(out, n)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].first < out[j].first })
	return out
}

// mention is an entity of GUM in a sentence: words [first, last).
type mention struct {
	first, last int
	id, kind    string
	minimal     map[int]bool // words of its minimal span
	link        string       // title of the Wikipedia article, with spaces
}

// readMentions reads the brackets of the "Entity" values of a sentence's words.
func readMentions(s *Sentence) []mention {
	var out, open []mention
	for i := range s.Words {
		v := s.Words[i].MiscValue("Entity")
		for v != "" {
			if v[0] == '(' {
				end := 1 + strings.IndexAny(v[1:], "()")
				if end == 0 {
					end = len(v)
				}
				m := newMention(v[1:end], i)
				if v = v[end:]; strings.HasPrefix(v, ")") {
					m.last, v = i+1, v[1:]
					out = append(out, m)
				} else {
					open = append(open, m)
				}
				continue
			}
			id, rest, _ := strings.Cut(v, ")")
			if k := strings.IndexByte(id, '('); k >= 0 { // a bracket that is never closed
				id, rest = id[:k], v[k:]
			}
			v = rest
			for k := len(open) - 1; k >= 0; k-- {
				if open[k].id == id {
					m := open[k]
					m.last = i + 1
					out, open = append(out, m), append(open[:k], open[k+1:]...)
					break
				}
			}
		}
	}
	return out
}

// newMention reads "ID-TYPE-INFSTAT-SALIENCE-CENTERING-MINSPAN-LINK-IDENTITY".
func newMention(v string, first int) mention {
	f := strings.SplitN(v, "-", 8)
	m := mention{first: first, id: f[0], minimal: map[int]bool{}}
	if len(f) > 1 {
		m.kind = f[1]
	}
	if len(f) > 5 {
		for _, n := range strings.Split(f[5], ",") {
			k := 0
			if _, err := fmt.Sscanf(n, "%d", &k); err == nil {
				m.minimal[first+k-1] = true
			}
		}
	}
	if len(f) > 7 {
		m.link = strings.ReplaceAll(f[7], "_", " ")
	}
	return m
}

// name gives the name that the mention is, or that stands before its head.
func (m *mention) name(words []Word) (named, bool) {
	if m.last > len(words) || m.kind == "time" {
		return named{}, false
	}
	head := -1
	for i := m.first; i < m.last; i++ {
		if h := words[i].Head; (h < m.first || h >= m.last) && (head < 0 || words[i].Tag.Proper() && !words[head].Tag.Proper()) {
			head = i
		}
	}
	if head < 0 {
		return named{}, false
	}
	g := growth{m, words, head}
	n := named{first: head, last: head + 1, kind: m.kind}
	switch m.kind {
	case "person":
		if !g.person(&n) {
			return n, false
		}
	case "organization", "place":
		if !words[head].Tag.Proper() {
			if head+1 >= m.last || !words[head+1].Tag.Proper() || words[head+1].Rel != hearsay.RelFlat && words[head+1].Rel != hearsay.RelAppos {
				return g.modifier(n.kind)
			}
			g.head = head + 1 // "debutants Panama"
			n.first, n.last = g.head, g.head+1
		}
		g.thing(&n)
	default:
		n.kind = "other"
		if !words[head].Tag.Proper() {
			return n, false
		}
		g.thing(&n)
	}
	return n, m.namely(words, n)
}

// namely reports whether what stands before the name leaves it one.
func (m *mention) namely(words []Word, n named) bool {
	if n.last-n.first == 1 && common[strings.ToLower(words[n.first].Form)] || !capitals(words[n.first:n.last]) {
		return false
	}
	if n.first == m.first {
		return true
	}
	switch tag, form := words[n.first-1].Tag, strings.ToLower(words[n.first-1].Form); {
	case tag == hearsay.TagDT && form != "the", tag == hearsay.TagPRPS:
		return m.link != "" && strings.Contains(m.link, joined(words[n.first:n.last]))
	}
	return true
}

// growth widens a name from its head.
type growth struct {
	m     *mention
	words []Word
	head  int
}

// person takes first names, surnames and what joins them; it reports whether the
// mention names a person or people.
func (g growth) person(n *named) bool {
	if !g.words[g.head].Tag.Proper() { // "creator Vera Holm": the name is flat on the noun
		n.first = g.head + 1
		if n.last = n.first; n.first >= g.m.last || !g.words[n.first].Tag.Proper() || !g.flat(n.first) && g.words[n.first].Rel != hearsay.RelAppos {
			return false
		}
		n.last++
	}
	for {
		if g.flat(n.last) {
			n.last++
		} else if n.last < g.m.last && g.words[n.last].Tag == hearsay.TagHYPH && g.flat(n.last+1) {
			n.last += 2
		} else {
			break
		}
	}
	for n.last > n.first+1 && particle[g.words[n.last-1].Form] {
		n.last--
	}
	for n.first > g.m.first && n.first <= g.head {
		w := &g.words[n.first-1]
		if !w.Tag.Proper() || w.Rel != hearsay.RelCompound && w.Rel != hearsay.RelFlat || g.office(n.first-1) || w.Head != g.head {
			break
		}
		n.first--
	}
	for i := n.last - 1; i >= n.first; i-- { // what stands before an office is none of the name
		if g.office(i) {
			n.first = i + 1
			break
		}
	}
	if n.first == n.last {
		return g.named(n)
	}
	if g.words[g.head].Tag == hearsay.TagNNPS || n.first > g.m.first && strings.EqualFold(g.words[n.first-1].Form, "the") {
		n.kind = "other"
	}
	return true
}

// named takes the name that stands as an apposition behind an office: "Minister
// for Education Mr. Holm".
func (g growth) named(n *named) bool {
	for i := g.head + 1; i < g.m.last; i++ {
		if w := &g.words[i]; w.Rel == hearsay.RelAppos && w.Head == g.head && w.Tag.Proper() && g.m.minimal[i] && !g.office(i) {
			n.first, n.last = i, i+1
			for g.flat(n.last) {
				n.last++
			}
			return true
		}
	}
	return false
}

// office reports whether word i is a title.
func (g growth) office(i int) bool { return offices[strings.ToLower(g.words[i].Form)] }

// flat reports whether word i goes on with a name of a person.
func (g growth) flat(i int) bool {
	if i >= g.m.last || g.words[i].Rel != hearsay.RelFlat || g.words[i].Tag == hearsay.TagCD {
		return false
	}
	return capital(g.words[i].Form) || particle[g.words[i].Form]
}

// modifier takes the name before a common noun where it names the same thing:
// "the Holm company" linked to an article on "Holm (company)".
func (g growth) modifier(kind string) (named, bool) {
	n := named{first: g.head, last: g.head, kind: kind}
	for n.first = g.m.first; n.first < g.head && !g.words[n.first].Tag.Proper(); {
		n.first++
	}
	for n.last = n.first; n.last < g.head && g.words[n.last].Tag.Proper(); {
		n.last++
	}
	if n.first == n.last || g.m.link == "" {
		return n, false
	}
	return n, strings.Contains(g.m.link, joined(g.words[n.first:n.last])) && g.m.namely(g.words, n)
}

// joined is the text of words, one space between any two.
func joined(words []Word) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words[i].Form)
	}
	return b.String()
}

// thing takes the words before the head and those after it that make one name
// with it.
func (g growth) thing(n *named) {
	for i := n.first - 1; i >= g.m.first; i-- {
		if !g.under(i) {
			break
		}
		if g.solid(i) {
			n.first = i
		} else if !g.joins(i) || i == g.m.first || !g.solid(i-1) {
			break
		}
	}
	for i := n.last; i < g.m.last; i++ {
		if g.solid(i) && g.under(i) && (g.m.minimal[i] || g.words[i].Rel == hearsay.RelFlat) && g.words[i].Rel != hearsay.RelAppos && !g.beside(i) {
			n.last = i + 1
		} else if !g.joins(i) && !g.preposed(i) {
			break
		}
	}
}

// solid reports whether word i may begin or end a name.
func (g growth) solid(i int) bool {
	w := &g.words[i]
	switch {
	case w.Tag == hearsay.TagCD:
		return g.m.minimal[i] && g.m.kind != "place" || w.Rel == hearsay.RelFlat
	case w.Tag.Proper():
		return true
	case w.Tag.Noun(), w.Tag == hearsay.TagJJ, w.Tag == hearsay.TagFW, w.Tag == hearsay.TagVBN, w.Tag == hearsay.TagVBG:
		return capital(w.Form) && i > 0 || capital(w.Form) && g.m.minimal[i]
	}
	return false
}

// joins reports whether word i is a hyphen, "and", "of" or "'s" between two words
// of one name.
func (g growth) joins(i int) bool {
	if i+1 >= g.m.last || i == g.m.first {
		return false
	}
	w, next := &g.words[i], &g.words[i+1]
	switch w.Form {
	case "-", "–", "/":
		return !next.Space || !w.Space
	case "and", "&":
		return i > g.head && g.far(i+1) || i < g.head && !g.beside(i+1)
	case "of":
		return i < g.head
	case "'s", "’s", "'", "’":
		return i < g.head && g.m.minimal[i-1]
	}
	return false
}

// preposed reports whether word i opens, behind the head, a phrase that belongs to
// the name: "of", "for" and an article after them.
func (g growth) preposed(i int) bool {
	if i <= g.head || i+1 >= g.m.last {
		return false
	}
	switch strings.ToLower(g.words[i].Form) {
	case "of", "for", "on", "de", "del", "du", "des":
		j := i + 1
		if w := &g.words[j]; w.Tag == hearsay.TagDT && j+1 < g.m.last {
			j++
		}
		return g.solid(j) && g.m.minimal[j] && !(j > i+1 && g.second(i))
	case "the":
		return g.words[i-1].Tag == hearsay.TagIN && g.words[i-1].Form != "on"
	}
	return false
}

// second reports whether an "of" stands between the head and word i: what "of the"
// adds then is where the named one is ("University of Derby of the UK").
func (g growth) second(i int) bool {
	for i--; i > g.head; i-- {
		if g.words[i].Form == "of" {
			return true
		}
	}
	return false
}

// under reports whether word i hangs from the head, however far down.
func (g growth) under(i int) bool {
	for range g.words {
		if i == g.head {
			return true
		}
		if i < 0 {
			return false
		}
		i = g.words[i].Head
	}
	return false
}

// beside reports whether word i, or one that it hangs from, is coordinated with
// the head.
func (g growth) beside(i int) bool {
	for range g.words {
		if i < 0 || i == g.head {
			return false
		}
		if g.words[i].Head == g.head && g.words[i].Rel == hearsay.RelConj {
			return true
		}
		i = g.words[i].Head
	}
	return false
}

// far reports whether word i is not coordinated with the head but with a word
// behind it.
func (g growth) far(i int) bool { return !g.beside(i) && g.under(i) }

// capitals reports whether some word has a capital letter.
func capitals(words []Word) bool {
	for i := range words {
		if strings.ToLower(words[i].Form) != words[i].Form {
			return true
		}
	}
	return false
}

func capital(s string) bool { return s != "" && 'A' <= s[0] && s[0] <= 'Z' || s != "" && s[0] >= 0xC3 }

// particle are small words inside names of persons.
var particle = set("de da do dos del della di du la le van von der den ter ten bin ibn ben al el y e zu and of")

// offices are words that stand for a person by office or kinship, and are no names
// of their own.
var offices = set(`president minister premier chancellor governor senator congressman congresswoman representative speaker
	secretary undersecretary mayor judge justice chief sheriff general colonel major captain lieutenant sergeant admiral
	commander officer professor doctor dr. dr prof. mr. mr mrs. mrs ms. ms miss sir lord lady king queen prince princess
	emperor empress pope bishop archbishop cardinal father mother mom mum dad brother sister uncle aunt grandma grandpa man woman
	protector coach director chairman chairwoman ceo attorney
	counsel administrator member mp democrat republican conservative liberal ambassador envoy spokesman spokeswoman emeritus
	rev rev. hon reverend gov. sen. rep. gen. col. lt. capt. sgt. cmdr. vice deputy his her your`)

// common are words that, alone, describe an institution or place rather than name
// it, capital or not.
var common = set(`court government state nation country republic kingdom council department ministry administration
	agency authority bureau office committee commission board union university college school institute church city town
	county district province region municipality company corporation association organization organisation party house
	parliament assembly army police navy square bridge museum park street river island north south east west center
	centre crown act constitution government bank club team league world earth sun moon web internet`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
