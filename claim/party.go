package claim

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Parties tells which party a word stands for: "Russian" for Russia. It is asked for
// words that are not made of a party's own name, and may be nil.
type Parties func(words string) (party string, ok bool)

// parties knows the parties that statements are made for, by their names and by the
// adjectives made of them.
type parties struct {
	list  []party           // by their names in lower case, sorted
	full  map[string]string // by the same, as they are written
	world Parties
	asked map[[nameWords]string]string // what world said of words, "" for nothing
}

// party is a party by the words of its name, in lower case.
type party struct {
	low   string
	words []string
}

// nameWords is of how many words the world knows names.
const nameWords = 3

// mostParties is how many parties a story may have.
const mostParties = 300

// add makes a party known.
func (p *parties) add(name string) {
	low := strings.ToLower(name)
	if name == "" || p.full[low] != "" || len(p.list) >= mostParties {
		return
	}
	if p.full == nil {
		p.full = make(map[string]string)
	}
	p.full[low] = name
	p.list = append(p.list, party{low, strings.Fields(low)})
	slices.SortFunc(p.list, func(a, b party) int { return strings.Compare(a.low, b.low) })
}

// endings make adjectives and peoples of the names of countries.
var endings = []string{"n", "an", "ian", "ean", "ns", "ans", "ians", "ese", "ish", "i", "is", "ic", "er", "ers", "s"}

// at gives the party that the words from i on name, and how many words do.
func (p *parties) at(ws []word, i int) (name string, n int) {
	if !ws[i].capital {
		return "", 0
	}
	for k := range p.list {
		if x := &p.list[k]; len(x.words) > n && x.stands(ws[i:]) {
			name, n = p.full[x.low], len(x.words)
		}
	}
	if n > 0 || p.world == nil {
		return name, n
	}
	for k := min(nameWords, len(ws)-i); k > 0; k-- {
		if name := p.known(ws[i : i+k]); name != "" {
			return name, k
		}
	}
	return "", 0
}

// stands reports whether words begin with a party's name, or an adjective made of it.
func (x *party) stands(ws []word) bool {
	if len(ws) < len(x.words) {
		return false
	}
	for k, part := range x.words {
		if w := ws[k].low; w == "" || w[0] != part[0] || w != part && !(k == len(x.words)-1 && derived(w, part)) {
			return false
		}
	}
	return true
}

// known is the party that the world knows by words, "" for none.
func (p *parties) known(ws []word) string {
	var key [nameWords]string
	for i := range ws {
		key[i] = ws[i].raw
	}
	name, ok := p.asked[key]
	if !ok {
		name, _ = p.world(strings.Join(key[:len(ws)], " "))
		if p.asked == nil {
			p.asked = make(map[[nameWords]string]string)
		}
		p.asked[key] = name
	}
	return name
}

// last is the party that words from first to before end name last, "" for none.
func (p *parties) last(ws []word, first, end int) string {
	for i := end - 1; i >= first; i-- {
		if name, n := p.at(ws, i); n > 0 {
			return name
		}
	}
	return ""
}

// derived reports whether a word is made of a name: "Drevian" of "Drevia".
func derived(w, name string) bool {
	stem := strings.TrimRight(name, "aeiouy")
	if len(stem) < 3 || !strings.HasPrefix(w, stem) {
		return false
	}
	rest := w[len(stem):]
	for _, e := range endings {
		if rest == e {
			return true
		}
	}
	return strings.HasPrefix(w, name) && slices.Contains(endings, w[len(name):])
}

// states are what countries have: "Orvalt's navy", "the Marenth Coast Guard", "Drevian
// soldiers".
var states = set("navy army government troops soldiers servicemen warship president parliament cabinet embassy border forces territory soil citizens nationals ambassador republic warships constitution")

// ministries are words between a country's name and "ministry".
var ministries = set("defence defense foreign interior finance justice transport health home environment labour labor energy agriculture education trade economy prime coast")

// readParties finds the parties: countries that speak or that the world knows, and names
// that stand before what only countries have.
func (b *builder) readParties() {
	seen := make(map[string]int)
	for _, ws := range b.texts {
		for i := 0; i+1 < len(ws); i++ {
			if w := &ws[i]; w.capital && w.ends == 0 && !light[w.low] && (states[ws[i+1].low] && (ws[i+1].raw == ws[i+1].low || ws[i+1].low == "navy" || ws[i+1].low == "army") || i+2 < len(ws) && ministries[ws[i+1].low] && national[ws[i+2].low]) {
				seen[w.raw]++
			}
		}
	}
	known := func(name string) bool {
		if b.parties.world == nil {
			return false
		}
		_, ok := b.parties.world(name)
		return ok
	}
	b.each(func(_ at, _ *Report, st *Stated) {
		for _, name := range [...]string{st.Speaker.Name, st.Speaker.Party} {
			if name == st.Speaker.Name && st.Speaker.Kind != hearsay.KindCountry {
				continue
			}
			if known(name) || seen[name] > 0 || evidenced(name, seen) {
				b.parties.add(name)
			}
		}
	})
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if seen[name] < 2 || b.parties.have(strings.ToLower(name)) {
			continue
		}
		b.parties.add(name)
	}
}

// national are words behind those of ministries.
var national = set("ministry minister guard office")

// evidenced reports whether an adjective made of a name stands before what countries have.
func evidenced(name string, seen map[string]int) bool {
	low := strings.ToLower(name)
	for w := range seen {
		if derived(strings.ToLower(w), low) {
			return true
		}
	}
	return false
}

// have reports whether a word is the name of a party or made of one.
func (p *parties) have(w string) bool {
	return slices.ContainsFunc(p.list, func(x party) bool { return x.low == w || derived(w, x.low) })
}
