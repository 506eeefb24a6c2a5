package eval

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// titles are words that do not tell one name from another.
var titles = map[string]bool{
	"the": true, "mr": true, "mrs": true, "ms": true, "dr": true, "president": true,
	"general": true, "minister": true, "of": true, "for": true,
}

// nameKey is the set of a name's words: in ASCII and lower case, accents and
// titles dropped. A title joined to something by "_" is none.
func nameKey(name string) map[string]bool {
	ascii := strings.Map(func(r rune) rune {
		switch {
		case r >= 0x80:
			return -1
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, norm.NFKD.String(name))
	key := map[string]bool{}
	for _, w := range strings.FieldsFunc(ascii, func(r rune) bool { return !alnum(r) && r != '_' }) {
		if titles[w] {
			continue
		}
		for _, part := range strings.Split(w, "_") {
			if part != "" {
				key[part] = true
			}
		}
	}
	return key
}

func alnum(r rune) bool { return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' }

// sameName reports whether the words of one name are all among the other's.
func sameName(x, y string) bool {
	a, b := nameKey(x), nameKey(y)
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	for w := range a {
		if !b[w] {
			return false
		}
	}
	return true
}
