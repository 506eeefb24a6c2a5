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
	parties *parties
	list    []*body
	of      map[string]*body // the body that a person speaks for, by the person's name
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
	"ministers": "minister", "foreign": "foreign", "affairs": "", "ministerial": "minister", "department": "ministry", "labor": "labour"}

// hollow are words that tell no body from another.
var hollow = set("the of for and a an 's at in office administration")

// keyOf is what a name says of a body, and the party in it.
func (b *bodies) keyOf(name string) (key []string, party string) {
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
	for _, x := range b.list {
		if slices.Equal(x.key, key) && (x.party == party) {
			if len(name) > len(x.name) && own != "" {
				x.name = name
			}
			return x
		}
	}
	x := &body{name: name, party: party, key: key}
	b.list = append(b.list, x)
	return x
}

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
func (b *bodies) affiliate(doc *hearsay.Document, people map[string]string, home string) {
	ws := words(doc.Text, hearsay.Span{End: len(doc.Text)})
	for i := range ws {
		name, ok := people[ws[i].low]
		if !ok || !ws[i].capital || b.of[name] != nil {
			continue
		}
		first := i // of the name
		for first > 0 && ws[first-1].capital && ws[first-1].ends == 0 && i-first < 3 && strings.Contains(strings.ToLower(name), ws[first-1].low) {
			first--
		}
		if x := b.before(ws, first, home); x != nil {
			b.of[name] = x
		} else if x := b.after(ws, i, home); x != nil {
			b.of[name] = x
		}
	}
}

// before reads what stands before a name: "Drevian ministry spokeswoman", "the agency's
// director,", "Its commander,".
func (b *bodies) before(ws []word, first int, home string) *body {
	lo := first
	for lo > 0 && first-lo < 8 && ws[lo-1].ends != '.' {
		lo--
	}
	for r := first - 1; r >= lo && r >= first-2; r-- {
		if !roles[ws[r].low] {
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

// office is the body of which somebody has a role: that which the words before the role
// name, or the office itself.
func (b *bodies) office(ws []word, start, r, lo int, home string) *body {
	party := ""
	for i := start; i < r; i++ {
		if p, n := b.parties.at(ws, i); n > 0 {
			party = p
		}
	}
	var parts []string
	for i := start; i < r; i++ {
		if ws[i].capital || roleWord[ws[i].low] {
			parts = append(parts, ws[i].low)
		}
	}
	switch role := ws[r].low; {
	case role == "president" && party+home != "" && (start == r || ws[r].capital):
		return b.add("Presidency of "+cmp.Or(party, home), cmp.Or(party, home))
	case role == "minister" && r > start && ws[r-1].low == "prime" && party+home != "":
		return b.add("Office of the Prime Minister of "+cmp.Or(party, home), cmp.Or(party, home))
	case role == "minister" && r > start && !light[ws[r-1].low]:
		return b.find(ws[r-1].low+" ministry", cmp.Or(party, home), home)
	}
	if len(parts) > 0 {
		if x := b.find(strings.Join(parts, " "), party, home); x != nil {
			return x
		}
	}
	if r > 0 && (ws[max(start, r-1)].low == "its" || generic[ws[max(start, r-1)].low] || ws[r].low == "minister") {
		return b.lately(ws, lo, home)
	}
	return nil
}

// roleWord are words of bodies' names that are not always written with a capital.
var roleWord = set("ministry committee agency service union company coastguard coast guard border police navy army office board council commission defence foreign interior transport health labour finance justice environment")

// generic are words that stand for a body named before.
var generic = set("agency service ministry company union committee office board council commission body group force")

// lately is the body that was named last before a word.
func (b *bodies) lately(ws []word, before int, home string) *body {
	for i := before - 1; i >= 0 && before-i < 120; i-- {
		if !ws[i].capital || i > 0 && ws[i-1].capital && ws[i-1].ends == 0 {
			continue
		}
		j := i
		for j < before && ws[j].capital && j-i < 5 {
			j++
			if ws[j-1].ends != 0 {
				break
			}
		}
		var parts []string
		for _, w := range ws[i:j] {
			parts = append(parts, w.low)
		}
		if x := b.find(strings.Join(parts, " "), "", home); x != nil && common(x.key, x.key) > 1 {
			return x
		}
	}
	return nil
}

// after reads what stands behind a name: ", who commands the Border Service", ", a Foreign
// Ministry spokesman", ", chairman of the Frontier Committee".
func (b *bodies) after(ws []word, i int, home string) *body {
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
		party := ""
		for k := j + 1; k < hi; k++ {
			if p, n := b.parties.at(ws, k); n > 0 {
				party = p
			}
			if ws[k].capital || roleWord[ws[k].low] || !light[ws[k].low] {
				parts = append(parts, ws[k].low)
			}
		}
		return b.find(strings.Join(parts, " "), party, home)
	}
	return nil
}
