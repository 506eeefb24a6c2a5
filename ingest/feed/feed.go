// Package feed reads what outlets and aggregators announce: RSS, Atom and JSON
// feeds, and the lists of feeds that readers exchange (OPML). It fetches what the
// entries link to, once or for as long as it is asked to watch.
//
// Feeds are taken for hostile: what is too large, too deep or too much is refused
// before it is parsed, and a parser that panics ends that feed, not the program.
package feed

import (
	"errors"
	"fmt"
	"time"
)

// The sizes above which a feed is refused.
const (
	MaxBytes   = 16 << 20
	MaxDepth   = 100    // elements one in another
	MaxEntries = 10_000 // a feed has some 30, an archive of one some thousands
)

// ErrNotFeed marks what is neither RSS nor Atom nor a JSON feed.
var ErrNotFeed = errors.New("not a feed")

// Feed is a feed, or one of a list of feeds.
type Feed struct {
	URL        string // where it is fetched
	Title      string
	Link       string // of the site that it is of
	Categories []string
	// Language is as the feed states it: "en", "en-GB".
	Language string

	// When it need not be asked for: so long after it was, and in these hours (of
	// UTC) and days.
	TTL       time.Duration
	SkipHours []int
	SkipDays  []time.Weekday
}

// Entry is one article that a feed announces. What it does not say is "".
type Entry struct {
	// ID tells the entry from the others of the feed, today and tomorrow: what the
	// feed calls it, with the link where several go by one name.
	ID        string
	Link      string // http or https, and absolute
	Title     string
	Authors   []string
	Published string // ISO 8601, with the offset where one is stated
	Updated   string // the same
	// Credit is the outlet that the entry is taken from: <source> of RSS and Atom.
	Credit string
	// Publisher is the outlet whose article it is, where that is plain: by
	// dc:publisher, or as the feed, its title and the link are of one site.
	Publisher string
	Summary   string // text
	// Content is the article as HTML, where the feed carries it whole; that it may
	// be cut short cannot be seen.
	Content string
}

// Entries reads a feed that was fetched from base. Entries come in its order, each
// once.
//
// A feed that breaks off in the middle gives the entries before that, and an error
// with them.
func Entries(data []byte, base string) (*Feed, []Entry, error) {
	return read(data, base, "")
}

// read is Entries with the value of the header field Content-Type.
func read(data []byte, base, contentType string) (*Feed, []Entry, error) {
	doc, torn, err := open(data, contentType)
	if err != nil {
		return nil, nil, fmt.Errorf("read the feed: %w", err)
	}
	f, entries, err := parse(doc, base)
	if err != nil {
		return nil, nil, fmt.Errorf("read the feed: %w", err)
	}
	if torn != nil {
		return f, entries, fmt.Errorf("read the feed: it breaks off after %d entries: %w", len(entries), torn)
	}
	return f, entries, nil
}
