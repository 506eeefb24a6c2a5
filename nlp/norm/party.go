package norm

import (
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// countryIn is the English name of the first country that tokens first to last-1 name,
// by its name, an adjective, its capital or a seat of its power; "" for none.
func (t *text) countryIn(first, last int) string {
	for i := first; i < last; i++ {
		if n, e := world.Longest(t.an, i, last); n > 0 {
			switch e.Kind {
			case world.CountryName, world.Demonym, world.Seat:
				if e.Party != "" {
					return e.Party
				}
			case world.Capital:
				if t.nameOf[i] < 0 || t.names[t.nameOf[i]].Kind == entity.Place {
					return e.Party
				}
			}
			i += n - 1
			continue
		}
		if c := t.local(i); c != "" {
			return c
		}
	}
	return ""
}

// local is the country that token i names by a word that no table has: a name that the
// document uses as a country's, or an adjective made of it.
func (t *text) local(i int) string {
	if !t.capitalised(i) {
		return ""
	}
	w := t.word(i)
	for _, n := range t.countries {
		if w == n.name || demonymOf(n.name, w) {
			return n.name
		}
	}
	return ""
}

// states marks the places of the register that no table knows and that the document
// uses as countries: an adjective is made of their names ("Drevian"), or the bodies of
// a state are theirs ("Lorvane's Foreign Ministry").
func (t *text) states() {
	t.countries = t.countries[:0]
	for _, n := range t.known {
		if !n.place || strings.Contains(n.name, " ") {
			continue
		}
		if e, ok := world.Lookup(n.name); ok && e.Kind != world.None {
			continue
		}
		for _, i := range n.at {
			n.state = n.state || t.stateBody(i+1)
		}
		for _, w := range t.adjectives(n.name) {
			if w == n.name || !demonymOf(n.name, w) {
				continue
			}
			n.state = true
			if n.demonym == "" && (strings.HasSuffix(w, "n") || strings.HasSuffix(w, "ese")) {
				n.demonym = w
			}
		}
		if n.state {
			n.country = n.name
			t.countries = append(t.countries, n)
		}
	}
}

// stateBody reports whether what follows a name at token i is a body of a state.
func (t *text) stateBody(i int) bool {
	owner := t.tag(i) == hearsay.TagPOS
	if owner {
		i++
	}
	for k := i; k < i+3 && k < len(t.an.Tokens); k++ {
		switch t.lemma(k) {
		case "ministry", "government", "army", "president", "parliament", "embassy", "military", "minister", "navy", "constitution":
			return true
		case "troop", "envoy", "ambassador", "general", "soldier", "guard", "serviceman", "newspaper", "cabinet", "border", "diplomat", "air", "citizen", "spy":
			return !owner || !t.tag(k).Proper() // "Marrow's envoy" may be a person's

		}
		if !t.tag(k).Noun() && t.tag(k) != hearsay.TagJJ {
			return false
		}
	}
	return false
}

// demonymOf reports whether word is an adjective made of a country's name: "Drevian" of
// "Drevia", "Calvennese" of "Calvenne".
func demonymOf(name, word string) bool {
	if len(name) < 4 || len(word) < 4 {
		return false
	}
	stem := strings.TrimRight(name, "aeiouy")
	if len(stem) < 3 || !strings.HasPrefix(word, stem) {
		return false
	}
	switch strings.TrimPrefix(word, stem) {
	case "an", "ian", "ean", "n", "ese", "i", "ish", "ic", "ans", "ians", "ns", "eans", "er", "ers", "nian", "nese", "is", "ite", "ites":
		return word != name
	}
	return false
}

// demonym is the adjective of a country, its name where none is known.
func (t *text) demonym(country string) string {
	if e, ok := world.Lookup(country); ok && e.Country != "" {
		if c, ok := world.CountryOf(e.Country); ok && c.Name == country && c.Demonym != "" {
			return c.Demonym
		}
	}
	for _, n := range t.countries {
		if n.name == country && n.demonym != "" {
			return n.demonym
		}
	}
	return country
}

// government is the country for whose government a place name stands: the country
// itself, its capital or a seat; "" for another place.
func (t *text) government(first, last int) (string, hearsay.SpeakerBasis) {
	e, ok := world.Lookup(t.slice(first, last))
	if !ok {
		return "", hearsay.ByNone
	}
	switch e.Kind {
	case world.CountryName:
		if e.Name == t.slice(first, last) {
			return e.Party, hearsay.ByName
		}
		return e.Party, hearsay.ByAlias
	case world.Capital:
		return e.Party, hearsay.ByAlias
	}
	return "", hearsay.ByNone
}

// partyOf is whom an entry of the register speaks for.
func (t *text) partyOf(n *named) string {
	switch {
	case n.country != "":
		return n.country
	case n.place:
		return n.name
	case n.kind == hearsay.KindOrganization:
		if e, ok := world.Lookup(n.name); ok && (e.Kind == world.Seat || e.Kind == world.Organization) {
			return e.Party
		}
	case n.org != nil:
		if n.org.country != "" {
			return n.org.country
		}
		return n.org.name
	}
	return ""
}
