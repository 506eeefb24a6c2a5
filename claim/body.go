package claim

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// bodies are the official bodies and other organizations that speak in a story, and who
// speaks for which.
type bodies struct {
	carriers map[string]bool // agencies and outlets: those whom they quote do not speak for them
	lax      bool            // bodies named before count where nothing else tells
	parties  *parties
	keys     map[string]nameKey // by name, as they are asked for again and again
	list     []*body
	of       map[string]*body // the body that a person speaks for, by the person's name
}

// body is an organization or an office.
type body struct {
	name  string
	party string
	key   []string // what its name says, without its party: sorted
	said  int      // how many statements are its own
}

// spelled makes spellings one, and offices of those who hold them.
var spelled = map[string]string{"defense": "defence", "presidency": "president", "presidential": "president", "presidents": "president", "premier": "prime",
	"ministers": "minister", "affairs": "", "ministerial": "minister", "department": "ministry", "labor": "labour"}

// hollow are words that tell no body from another.
var hollow = set("the of for and a an 's at in office administration")

// keyOf is what a name says of a body, and the party in it.
func (b *bodies) keyOf(name string) (key []string, party string) {
	if k, ok := b.keys[name]; ok {
		return k.words, k.party
	}
	key, party = b.readKey(name)
	b.keys[name] = nameKey{key, party}
	return key, party
}

// nameKey is what a name says.
type nameKey struct {
	words []string
	party string
}

func (b *bodies) readKey(name string) (key []string, party string) {
	ws := words(name, hearsay.Span{End: len(name)})
	for i := 0; i < len(ws); i++ {
		ws[i].capital = true
		if p, n := b.parties.at(ws, i); n > 0 {
			if party == "" {
				party = p
			}
			i += n - 1
			continue
		}
		low := ws[i].low
		if to, ok := spelled[low]; ok {
			low = to
		}
		if low != "" && !hollow[low] {
			key = append(key, low)
		}
	}
	slices.Sort(key)
	return slices.Compact(key), party
}

// add makes a body known, or finds it.
func (b *bodies) add(name, party string) *body {
	key, own := b.keyOf(name)
	party = cmp.Or(own, party)
	if len(key) == 0 {
		return &body{name: name, party: party}
	}
	for _, x := range b.list {
		if slices.Equal(x.key, key) && (x.party == party) {
			if len(name) > len(x.name) && own != "" {
				x.name = name
			}
			return x
		}
	}
	x := &body{name: name, party: party, key: key}
	if len(b.list) < mostBodies {
		b.list = append(b.list, x)
	}
	return x
}

// mostBodies is how many bodies a story may have.
const mostBodies = 1000

// find gives the body that a name means, of those that are known: the one of the same
// words; of several, that of the party.
func (b *bodies) find(name, party, home string) *body {
	key, own := b.keyOf(name)
	party = cmp.Or(own, party)
	if len(key) == 0 {
		return nil
	}
	var best *body
	score := 0
	for _, x := range b.list {
		n := common(key, x.key)
		if n == 0 || n < len(key) && n < len(x.key) {
			continue
		}
		s := 10*n - 3*(len(x.key)-n) - 3*(len(key)-n)
		switch {
		case party != "" && x.party == party:
			s += 20
		case party != "" && x.party != "":
			continue
		case party == "" && home != "" && x.party == home:
			s += 5
		}
		if s > score || s == score && best != nil && x.said > best.said {
			best, score = x, s
		}
	}
	return best
}

// common is how many words two sorted lists share.
func common(a, b []string) (n int) {
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok {
			n++
		}
	}
	return n
}

// roles are what people are called who speak for a body.
var roles = set(`commander spokesman spokeswoman spokesperson minister director chief head chairman chairwoman chair chairperson secretary leader president
officer manager executive governor mayor coroner judge ambassador envoy captain superintendent inspector commissioner negotiator representative delegate
owner founder boss prosecutor rector warden principal convener convenor organiser organizer deputy`)

// heading are verbs of those who are at the head of a body.
var heading = set("commands heads leads chairs runs directs commanded headed led chaired ran represents represented speaks spoke")

// affiliate finds for whom the people who speak in a report do so: "Its commander, Lise
// Carrow", "Carrow, who commands the Border Service", "a Foreign Ministry spokesman".
func (b *bodies) affiliate(ws []word, people map[string]string, home string) {
	for i := range ws {
		name, ok := people[ws[i].low]
		if !ok || !ws[i].capital || b.of[name] != nil {
			continue
		}
		first := i // of the name
		for first > 0 && ws[first-1].capital && ws[first-1].ends == 0 && i-first < 3 && strings.Contains(strings.ToLower(name), ws[first-1].low) {
			first--
		}
		if x := b.before(ws, first, home); x.sound() && !b.carriers[outletKey(x.name)] {
			b.of[name] = x
		} else if first > 0 && (ws[first-1].low == "admiral" || ws[first-1].low == "commodore") {
			if x := b.latest(ws, ws[first].Start, "navy"); x != nil {
				b.of[name] = x
			}
		} else if x := b.after(ws, i, home); x.sound() && !b.carriers[outletKey(x.name)] {
			b.of[name] = x
		}
	}
}

// sound reports whether a body has more of a name than "survivors".
func (x *body) sound() bool { return x != nil && (len(x.key) > 1 || x.party != "") }

// before reads what stands before a name: "Drevian ministry spokeswoman", "the agency's
// director,", "Its commander,".
func (b *bodies) before(ws []word, first int, home string) *body {
	lo := first
	for lo > 0 && first-lo < 8 && ws[lo-1].ends != '.' {
		lo--
	}
	for r := first - 1; r >= lo && r >= first-10; r-- { // "the head of Orvalt's navy, Admiral"
		if !roles[ws[r].low] || r+2 >= first || ws[r+1].low != "of" && ws[r+1].low != "for" {
			continue
		}
		var parts []string
		end := r + 2
		for ; end < first && !ranks[ws[end].low]; end++ {
			parts = append(parts, ws[end].low)
			if ws[end].ends != 0 {
				end++
				break
			}
		}
		if x := b.find(strings.Join(parts, " "), b.parties.last(ws, r+2, end), home); x != nil {
			return x
		}
	}
	for r := first - 1; r >= lo && r >= first-3; r-- {
		if ranks[ws[r].low] {
			continue
		}
		if !roles[ws[r].low] {
			if r < first-2 {
				break
			}
			continue
		}
		start := r
		for start > lo && r-start < 6 && ws[start-1].ends == 0 {
			start--
		}
		return b.office(ws, start, r, lo, home)
	}
	return nil
}

// named makes the bodies known that a text names by themselves: "the Linnet Star
// Association", "the Directorate of Naval Intelligence".
func (b *bodies) named(ws []word) {
	for i := 0; i < len(ws); i++ {
		if !ws[i].capital {
			continue
		}
		j := i
		for j < len(ws) && (ws[j].capital || j > i && ws[j].low == "of" && j+1 < len(ws) && ws[j+1].capital && bodyNouns[ws[j-1].low]) {
			j++
			if ws[j-1].ends != 0 {
				break
			}
		}
		first := i
		if light[ws[first].low] {
			first++
		}
		for first < j && (roles[ws[first].low] || ranks[ws[first].low]) {
			first++
		}
		if j-first >= 2 && (bodyNouns[ws[j-1].low] || bodyNouns[ws[first].low] && ws[first+1].low == "of") && j-first <= 6 {
			var parts []string
			for _, w := range ws[first:j] {
				parts = append(parts, w.raw)
			}
			if name := strings.Join(parts, " "); b.find(name, "", "") == nil {
				b.add(name, "")
			}
		}
		i = j
	}
}

// bodyNouns are last words of bodies' names.
var bodyNouns = set(`association union committee council service ministry company institute party commission board agency office society federation authority
directorate guard navy army command police bureau court department alliance front league congress assembly cooperative collective foundation trust`)

// office is the body of which somebody has a role: that which the words before the role
// name, or the office itself.
func (b *bodies) office(ws []word, start, r, lo int, home string) *body {
	party := b.parties.last(ws, start, r)
	var parts []string
	for i := start; i < r; i++ {
		if ws[i].capital || roleWord[ws[i].low] {
			parts = append(parts, ws[i].low)
		}
	}
	switch role := ws[r].low; {
	case role == "president" && (start == r || ws[r].capital):
		if party+home == "" {
			return nil
		}
		return b.add("Presidency of "+cmp.Or(party, home), cmp.Or(party, home))
	case role == "minister" && r > start && ws[r-1].low == "prime" && party+home != "":
		return b.add("Office of the Prime Minister of "+cmp.Or(party, home), cmp.Or(party, home))
	case role == "minister" && r > start && !light[ws[r-1].low]:
		return b.find(ws[r-1].low+" ministry", cmp.Or(party, home), home)
	}
	if judges[ws[r].low] && len(parts) > 0 { // "the Skell coroner" is an office
		name := ""
		for i := start; i < r; i++ {
			if ws[i].capital {
				name += ws[i].raw + " "
			}
		}
		return b.add(name+ws[r].low, party)
	}
	if len(parts) == 1 && generic[parts[0]] && party == "" { // "the committee's chairwoman"
		return b.latest(ws, ws[start].Start, parts[0])
	}
	if len(parts) > 0 {
		if x := b.find(strings.Join(parts, " "), party, home); x != nil {
			return x
		}
	}
	if ws[r].low == "minister" { // "the minister": the one named before
		for k := r - 1; k > 0; k-- {
			if ws[k].low == "minister" && !light[ws[k-1].low] {
				return b.find(ws[k-1].low+" ministry", b.parties.last(ws, max(0, k-5), k), home)
			}
		}
	}
	if len(parts) == 0 || generic[parts[len(parts)-1]] { // "its commander", "the managing director"
		return b.lately(ws, lo)
	}
	return nil
}

// judges hold an office of their own.
var judges = set("coroner mayor governor judge prosecutor magistrate ombudsman sheriff")

// ranks stand between what people are and their names.
var ranks = set("admiral general colonel captain major commodore lieutenant dr sir dame mr mrs ms professor vice rear brigadier sergeant reverend")

// roleWord are words of bodies' names that are not always written with a capital.
var roleWord = set("ministry committee agency service union company coastguard coast guard border police navy army office board council commission defence foreign interior transport health labour finance justice environment")

// generic are words that stand for a body named before.
var generic = set("agency service ministry company firm operator union committee office board council commission body group force")

// bodily reports whether a name is one of a body: written with a capital, or with a word
// of bodies' names.
func bodily(name string) bool {
	ws := words(name, hearsay.Span{End: len(name)})
	for i := range ws {
		if ws[i].capital && i > 0 || ws[i].capital && !light[ws[i].low] && len(ws) > 1 || roleWord[ws[i].low] && len(ws) > 1 {
			return true
		}
	}
	return len(ws) == 1 && ws[0].capital
}

// firms are words for companies, whatever their names.
var firms = set("firm company operator")

// latest is the body whose name stands nearest before an offset and has a word.
func (b *bodies) latest(ws []word, before int, part string) *body {
	var best *body
	at := -1
	for _, x := range b.list {
		_, has := slices.BinarySearch(x.key, part)
		switch {
		case len(x.key) < 2 && x.party == "", part == "group" && x.party != "", firms[part] && (x.official() || x.party != ""),
			!has && part != "" && part != "service" && part != "agency" && part != "group" && !firms[part]:
			continue
		}
		if i := x.mention(ws, before); i > at || i == at && i >= 0 && len(x.key) > len(best.key) {
			best, at = x, i
		}
	}
	return best
}

// mention is the last place before an offset where all the words of a body's name stand
// together, -1 for none.
func (x *body) mention(ws []word, before int) int {
	last := -1
	for i := range ws {
		if ws[i].Start >= before {
			break
		}
		hi := min(len(ws), i+len(x.key)+2)
		if !slices.Contains(x.key, ws[i].low) && !slices.Contains(x.key, spelled[ws[i].low]) {
			continue
		}
		n := 0
		for _, k := range x.key {
			if slices.ContainsFunc(ws[i:hi], func(w word) bool { return w.low == k || spelled[w.low] == k }) {
				n++
			}
		}
		if n == len(x.key) {
			last = i
		}
	}
	return last
}

// lately is the body that was named last before a word, not long before.
func (b *bodies) lately(ws []word, before int) *body {
	if !b.lax || before >= len(ws) {
		return nil
	}
	first := max(0, before-90)
	return b.latest(ws[first:before+1], ws[before].Start, "")
}

// after reads what stands behind a name: ", who commands the Border Service", ", a Foreign
// Ministry spokesman", ", chairman of the Frontier Committee".
func (b *bodies) after(ws []word, i int, home string) *body {
	if i+3 < len(ws) && ws[i].ends == 0 && (ws[i+1].low == "of" || ws[i+1].low == "from") { // "Ilka Renn of the Coast Guard"
		var parts []string
		for k := i + 2; k < min(len(ws), i+7) && (ws[k].capital || ws[k].low == "the"); k++ {
			parts = append(parts, ws[k].raw)
			if ws[k].ends != 0 {
				break
			}
		}
		if x := b.find(strings.Join(parts, " "), "", home); x != nil && len(parts) > 1 {
			return x
		}
	}
	if ws[i].ends != ',' && !(i+1 < len(ws) && heading[ws[i+1].low]) {
		return nil
	}
	hi := i + 1
	for hi < len(ws) && hi-i < 12 && ws[hi-1].ends != '.' {
		hi++
		if hi-1 > i+1 && ws[hi-1].ends != 0 {
			break
		}
	}
	for j := i + 1; j < hi; j++ {
		lead := heading[ws[j].low]
		if !lead && !roles[ws[j].low] {
			continue
		}
		var parts []string
		if !lead { // "a Foreign Ministry spokesman"
			if x := b.office(ws, i+1, j, i+1, home); x != nil {
				return x
			}
			if j+1 >= len(ws) || ws[j+1].low != "of" && ws[j+1].low != "for" && ws[j+1].low != "at" {
				continue
			}
		}
		for k := j + 1; k < hi; k++ {
			if ws[k].capital || roleWord[ws[k].low] || !light[ws[k].low] {
				parts = append(parts, ws[k].low)
			}
		}
		return b.find(strings.Join(parts, " "), b.parties.last(ws, j+1, hi), home)
	}
	return nil
}
