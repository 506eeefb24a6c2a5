package hearsay

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strings"
)

// Zone says what part of an article a block of its text is.
type Zone uint8

// The zones, in the order in which an article usually shows them. Attributions
// are looked for in headline, deck, caption and body alone.
const (
	ZoneBody Zone = iota // the zero value, as most text is body
	ZoneHeadline
	ZoneDeck
	ZoneByline
	ZoneCaption
	ZoneCredit
	ZoneFurniture
)

var zoneNames = [...]string{"body", "headline", "deck", "byline", "caption", "credit", "furniture"}

// String is the zone's name in the JSON contract.
func (z Zone) String() string {
	if int(z) < len(zoneNames) {
		return zoneNames[z]
	}
	return "body"
}

// ParseZone reads a zone's name in the JSON contract; what is none is body.
func ParseZone(s string) Zone { return Zone(indexOf(zoneNames[:], s)) }

// Told reports whether text of this zone tells the story, so that statements
// are looked for in it.
func (z Zone) Told() bool {
	return z == ZoneBody || z == ZoneHeadline || z == ZoneDeck || z == ZoneCaption
}

// Basis says how surely a date is known.
type Basis uint8

// How the date of publication came to be known.
const (
	BasisUnknown  Basis = iota // the date is not known
	BasisStated                // the page or its metadata states it
	BasisInferred              // worked out from dates in the text
)

var basisNames = [...]string{"unknown", "stated", "inferred"}

// String is the basis's name in the JSON contract.
func (b Basis) String() string {
	if int(b) < len(basisNames) {
		return basisNames[b]
	}
	return "unknown"
}

// ParseBasis reads a basis's name in the JSON contract; what is none is unknown.
func ParseBasis(s string) Basis { return Basis(indexOf(basisNames[:], s)) }

// Block is a paragraph, line or heading of a document. Sentences never cross
// the edge of a block.
type Block struct {
	Span
	Zone Zone
}

// Document is one version of an article: its text, which never changes, and
// what is known about it.
type Document struct {
	ID   string // content address, "doc_…"; see DocumentID
	Path string // as given by the user; "-" for standard input
	URL  string

	Title     string
	Publisher string
	Byline    []string // authors, one name each
	Credits   []string // agencies and people credited with contributing
	Published string   // ISO 8601 date or date and time; "" when unknown
	Basis     Basis    // of Published
	Language  string   // ISO 639-1; "" when it could not be told

	Supersedes string // ID of the version before, "" for the first

	Text   string  // valid UTF-8
	Blocks []Block // in order, none overlapping; white space lies between them
}

// ZoneAt gives the zone of the block that holds the byte offset b; text between
// blocks counts as furniture.
func (d *Document) ZoneAt(b int) Zone {
	lo, hi := 0, len(d.Blocks)
	for lo < hi {
		m := (lo + hi) / 2
		if d.Blocks[m].End <= b {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(d.Blocks) && d.Blocks[lo].Start <= b {
		return d.Blocks[lo].Zone
	}
	return ZoneFurniture
}

// DocumentID is the content address of a document: the same URL and text give
// the same ID, wherever and whenever they are read. The path of a file is no
// part of it.
func DocumentID(url, text string) string { return Address("doc_", url, text) }

// Address is the content address of parts: their hash, each preceded by its length so
// that no two lists of parts collide, as a prefix and 26 characters (130 bits) of base
// 32.
func Address(prefix string, parts ...string) string {
	h := sha256.New()
	h.Write([]byte(prefix))
	var n [8]byte
	for _, p := range parts {
		binary.LittleEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	sum := base32.StdEncoding.EncodeToString(h.Sum(nil))
	return prefix + strings.ToLower(sum[:26])
}
