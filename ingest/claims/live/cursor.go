package live

import (
	"encoding/base64"
	"iter"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/ingest/claims"
)

// mostPlace is how far into a list a place may be that is counted.
const mostPlace = 1 << 40

// Cursor writes a place of a list as a cursor. The list's name, which has no space, is in
// it, so that a cursor of another one is not taken for it.
func Cursor(of string, p Place) string {
	return base64.RawURLEncoding.EncodeToString([]byte(of + " " + strconv.FormatInt(int64(p.N), 36) + " " + p.Day + " " + p.ID))
}

// ParseCursor reads a cursor of a list, "" as the place before all; it reports false for
// what Cursor would not write.
func ParseCursor(of, cursor string) (Place, bool) {
	if cursor == "" {
		return Place{}, true
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return Place{}, false
	}
	parts := strings.SplitN(string(raw), " ", 4)
	if len(parts) != 4 || parts[0] != of {
		return Place{}, false
	}
	n, err := strconv.ParseInt(parts[1], 36, 64)
	if err != nil || n < 0 || n > mostPlace {
		return Place{}, false
	}
	p := Place{Day: parts[2], ID: parts[3], N: int(n)}
	return p, p.ID != "" && Cursor(of, p) == cursor
}

// StoriesFrom gives the story of an ID, or where that is "" all from a place on, that of the
// place first, each with its own place.
func (v *View) StoriesFrom(id string, at Place) iter.Seq2[*claims.Story, Place] {
	return func(yield func(*claims.Story, Place) bool) {
		if id != "" {
			if s := v.Story(id); s != nil {
				yield(s, Place{Day: s.To, ID: s.ID})
			}
			return
		}
		if at.ID != "" {
			if s := v.Story(at.ID); s != nil && s.To == at.Day && !yield(s, Place{Day: s.To, ID: s.ID}) {
				return
			}
			at.N = 0
		}
		for s, p := range v.Stories(Range{}, at) {
			if !yield(s, p) {
				return
			}
		}
	}
}
