package claim

import (
	"slices"
	"strings"
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

// addParty makes a party known.
func (p *parties) add(name string) {
	low := strings.ToLower(name)
	if name == "" || p.full[low] != "" {
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
			list = append(list, w.low)
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
