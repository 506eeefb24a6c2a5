// Package world knows the names of the political world: countries with their
// demonyms and capitals, seats of power, international organizations, and the
// outlets that carry news. The tables and where they come from are in data/.
//
// All functions may be called from several goroutines at once.
package world

import "strings"

// Kind says what an entry is.
type Kind uint8

// The kinds of entries.
const (
	None Kind = iota
	CountryName
	Demonym
	Capital
	Seat         // a building, a street or a house that stands for a government: the Kremlin
	Organization // international, or a body of one
	Agency       // the outlets: a news agency,
	Broadcaster  // a radio or television station,
	Newspaper    // a paper, a magazine or a site
)

var kindNames = [...]string{"none", "country", "demonym", "capital", "seat", "organization", "agency", "broadcaster", "newspaper"}

// String names the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[0]
}

// Outlet reports whether k is a kind of outlet.
func (k Kind) Outlet() bool { return k == Agency || k == Broadcaster || k == Newspaper }

// Country is a country or territory of ISO 3166-1, or Kosovo as XK.
type Country struct {
	Code     string  // ISO 3166-1 alpha-2
	Name     string  // English, short: "South Korea"
	Capital  string  // "" where there is none
	Demonym  string  // the adjective: "South Korean"; "" where there is none
	Lat, Lon float64 // degrees, about its middle; The World Factbook
}

// Entry is what a name of the political world means.
type Entry struct {
	Kind    Kind
	Name    string // the fullest name: the country's for its demonyms, "Associated Press" for "AP"
	Country string // ISO 3166-1 alpha-2 of the country that it is, or is in; "" for none
	Party   string // whom it stands for: a country's name ("Russia" for the Kremlin), an organization's; "" for outlets
}

// CountryOf gives the country with that ISO 3166-1 alpha-2 code.
func CountryOf(code string) (Country, bool) {
	t := tables()
	i, ok := t.byCode[code]
	if !ok {
		return Country{}, false
	}
	return t.countries[i], true
}

// Countries are all countries by their codes. The slice must not be changed.
func Countries() []Country { return tables().countries }

// Lookup gives the entry of a whole phrase, with or without "the" before and a
// possessive ending behind it. Letters' case counts ("US" is a country, "us" none,
// "Turkey" one and "turkey" none), save that a phrase all in capitals is found too.
func Lookup(words string) (Entry, bool) {
	t := tables()
	words = strings.TrimSpace(words)
	for _, ending := range []string{"'s", "’s", "'", "’"} {
		if e, ok := t.lookup(words); ok {
			return e, true
		}
		words = strings.TrimSuffix(words, ending)
	}
	return t.lookup(words)
}

func (t *table) lookup(words string) (Entry, bool) {
	var buffer [longest]byte
	for range 2 {
		if key, ok := appendText(buffer[:0], words); ok {
			if i, _ := t.search(key); i != none {
				return t.list[i], true
			}
			if titled, changed := title(key); changed {
				if i, _ := t.search(titled); i != none {
					return t.list[i], true
				}
			}
		}
		rest, ok := strings.CutPrefix(words, "the ")
		if !ok {
			if rest, ok = strings.CutPrefix(words, "The "); !ok {
				break
			}
		}
		words = rest
	}
	return Entry{}, false
}
