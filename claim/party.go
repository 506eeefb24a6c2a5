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
	names []string // in lower case, sorted; each may be of several words
	full  map[string]string
	world Parties
}

// mostParties is how many parties a story may have.
const mostParties = 300

// add makes a party known.
func (p *parties) add(name string) {
	low := strings.ToLower(name)
	if name == "" || p.full[low] != "" || len(p.names) >= mostParties {
		return
	}
	if p.full == nil {
		p.full = make(map[string]string)
	}
	p.full[low] = name
	p.names = append(p.names, low)
	slices.Sort(p.names)
}

// endings make adjectives and peoples of the names of countries.
var endings = []string{"n", "an", "ian", "ean", "ns", "ans", "ians", "ese", "ish", "i", "is", "ic", "er", "ers", "s"}

// at gives the party that the words from i on name, and how many words do.
func (p *parties) at(ws []word, i int) (party string, n int) {
	if !ws[i].capital {
		return "", 0
	}
	for _, name := range p.names {
		parts := strings.Fields(name)
		if i+len(parts) > len(ws) {
			continue
		}
		same := true
		for k, part := range parts {
			last := k == len(parts)-1
			if w := ws[i+k].low; w != part && !(last && derived(w, part)) {
				same = false
				break
			}
		}
		if same && len(parts) > n {
			party, n = p.full[name], len(parts)
		}
	}
	if n > 0 || p.world == nil {
		return party, n
	}
	for k := min(3, len(ws)-i); k > 0; k-- {
		var list []string
		for _, w := range ws[i : i+k] {
			list = append(list, w.raw)
		}
		if party, ok := p.world(strings.Join(list, " ")); ok {
			return party, k
		}
	}
	return "", 0
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
	for r, ws := range b.texts {
		_ = r
		for i := 0; i+1 < len(ws); i++ {
			if w := &ws[i]; w.capital && w.ends == 0 && !light[w.low] && (states[ws[i+1].low] && (ws[i+1].raw == ws[i+1].low || ws[i+1].low == "navy" || ws[i+1].low == "army") || i+2 < len(ws) && ministries[ws[i+1].low] && national[ws[i+2].low]) {
				seen[b.nameIn(r, w)]++
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
		if seen[name] < 2 || hasDerived(b.parties.names, strings.ToLower(name)) {
			continue
		}
		b.parties.add(name)
	}
}

// national are words behind those of ministries.
var national = set("ministry minister guard office")

// nameIn is a word as its text has it, without a possessive's end.
func (b *builder) nameIn(report int, w *word) string {
	text := b.reports[report].Doc.Text[w.Start:w.End]
	text = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(text, "'s"), "’s"), "'")
	return strings.TrimSuffix(text, "’")
}

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

// hasDerived reports whether a word is one of the names or made of one.
func hasDerived(names []string, w string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return n == w || derived(w, n) })
}
