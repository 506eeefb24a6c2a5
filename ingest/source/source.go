// Package source is the vocabulary of what articles come from: files, pages,
// feeds, archives, tables. Each kind of source has a package of its own beside
// this one, and gives items.
package source

import (
	"iter"
	"time"
)

// Item is one article as it was found: its bytes, and what is known of it from
// outside them.
type Item struct {
	// Name is what the item is called to the user: a file's path, a URL, or the path
	// of an archive or table with "#" and the record's number or the row's.
	Name string
	URL  string // where it was published; "" when not known
	Data []byte // as fetched, with transfer and content encodings undone
	Type string // value of the HTTP header Content-Type; "" when there was none

	// What the source states of the article, "" or nil where it does not. It goes
	// before what the article says of itself.
	Title, Publisher, Published string
	Byline                      []string
	// Credit is the outlet that the source says the article comes from, as RSS's
	// <source> does.
	Credit string

	Retrieved time.Time // when these bytes were fetched; zero when not known
	Header    []Field   // of the HTTP response, in order; nil when there was none
	// Replaces is the Name or URL of the item that this one is a later version of,
	// where the source says so.
	Replaces string
	// Note is what the user should know of how these bytes were come by, "" as a
	// rule: that they are a feed's, say, as the page itself could not be fetched.
	Note string
}

// Field is one line of a header.
type Field struct{ Name, Value string }

// Items gives the items of a source in order. With an error comes an item that
// has a Name at least, that of what could not be read; the items after it follow.
// An error of the context ends the sequence.
type Items = iter.Seq2[*Item, error]
