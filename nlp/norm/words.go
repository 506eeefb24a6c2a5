package norm

import (
	_ "embed"
	"strings"
	"sync"
)

// words.txt holds the nouns by which speakers are told apart, one class a line.
//
//go:embed words.txt
var wordsText string

// class is what a noun says of whom it names.
type class uint16

const (
	institution class = 1 << iota // ministry, court, army
	office                        // one holds it for a country or an organization: president, minister
	role                          // official, lawyer, resident: one of many
	informant                     // official, source, aide: speaks without a name
	female
	male
	outlet     // newspaper, agency, broadcaster: carries others' words
	document   // statement, report, interview: what words stand in
	collective // committee of relatives, group, crowd: people together
)

var classNames = map[string]class{"institution": institution, "office": office, "role": role, "informant": informant,
	"female": female, "male": male, "outlet": outlet, "document": document, "collective": collective}

// classes gives the classes of lemmas. Read once; a fault in the file is a bug that
// every test meets.
var classes = sync.OnceValue(func() map[string]class {
	out := map[string]class{}
	for line := range strings.Lines(wordsText) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(list) {
			out[w] |= classNames[name]
		}
	}
	return out
})

// Words for days.
var (
	weekdays     = wordSet(`monday tuesday wednesday thursday friday saturday sunday`)
	relativeDays = wordSet(`yesterday today tomorrow tonight`)
)

// names.txt holds given names by gender.
//
//go:embed names.txt
var namesText string

// given gives female or male for given names, in small letters, that are nearly always
// one.
var given = sync.OnceValue(func() map[string]class {
	out := map[string]class{}
	for line := range strings.Lines(namesText) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(list) {
			out[w] = classNames[name]
		}
	}
	return out
})

// is reports whether the lemma of token i is of a class.
func (t *text) is(i int, c class) bool {
	return classes()[t.lemma(i)]&c != 0 || classes()[t.lower(i)]&c != 0
}
