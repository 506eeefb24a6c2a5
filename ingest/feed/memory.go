package feed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/hearsay-news/hearsay/ingest/fetch"
)

// Memory keeps what a watch knows of its feeds, so that one that is started again
// goes on where it was.
type Memory interface {
	// Recall gives what was remembered of a feed last; a zero State when nothing.
	Recall(ctx context.Context, feedURL string) (State, error)
	// Remember keeps what is known of a feed now, in the place of what was.
	Remember(ctx context.Context, feedURL string, st State) error
}

// State is what a watch knows of one feed. It goes into JSON and back.
type State struct {
	Known    fetch.Known   `json:"known"`
	Seen     []Seen        `json:"seen"`     // those longest gone from the feed first
	Interval time.Duration `json:"interval"` // between two looks, before what the server asks
	Next     time.Time     `json:"next"`     // when to look again
	Failures int           `json:"failures"` // since the feed was read last

	// For those who look after the feeds; the watch itself does not read them.
	Title  string    `json:"title,omitempty"`
	Looked time.Time `json:"looked,omitzero"` // when it was looked at last
	News   time.Time `json:"news,omitzero"`   // when something new was last in it
	Fault  string    `json:"fault,omitempty"` // of the last look
}

// Seen is an entry that was met.
type Seen struct {
	Entry   string `json:"entry"`             // digest of its ID
	Updated string `json:"updated,omitempty"` // as the feed said then
	// Tries is how often its page could not be fetched, 0 for an entry that is done
	// with.
	Tries int `json:"tries,omitempty"`
}

// maxSeen is how many entries are remembered that the feed no longer has. They come
// back when a feed's server loses its order for an hour.
const maxSeen = 2000

// digest is an entry's ID in 16 bytes, as IDs may be of any length.
func digest(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:16])
}

// current puts those of the entries that are in the feed last, and forgets the
// others that are too many.
func (st *State) current(entries []Entry) {
	here := make(map[string]bool, len(entries))
	for i := range entries {
		here[digest(entries[i].ID)] = true
	}
	var gone, kept []Seen
	for _, s := range st.Seen {
		if here[s.Entry] {
			kept = append(kept, s)
		} else {
			gone = append(gone, s)
		}
	}
	gone = gone[max(len(gone)-maxSeen, 0):]
	st.Seen = append(gone[:len(gone):len(gone)], kept...)
}
