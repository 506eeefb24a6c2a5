// Package claim groups statements into claims, across articles: one proposition, who
// takes which position on it, how many independent origins stand behind it, and the
// dated history of its status. All of it follows from the recorded statements alone, the
// same in whatever order they came, and can be made again at any time. Nothing here says
// what is true.
package claim

import (
	"cmp"
	"slices"
	"time"

	"github.com/hearsay-news/hearsay"
)

// Report is one version of an article with the statements that were read from it.
type Report struct {
	Doc        *hearsay.Document
	Public     string // since when it could be read: a day or an instant of ISO 8601 in UTC, "" when not known
	ReplacedOn string // since when another version stands in its place, "" while it stands
	Carries    string // ID of the document whose text it carries, "" for none known
	Statements []Stated

	read *reading
}

// Stated is a statement with its ID.
type Stated struct {
	hearsay.Statement
	ID       string
	turned   string // the polarity that an analyst gave it, "" for the text's own
	NestedIn string // ID of the statement whose content holds it, "" for none
}

// Day is the day on which the report could be read, by its own clock where it has one.
func (r *Report) Day() string {
	public, stamp := r.Public, r.Doc.Published
	if len(public) >= 10 && len(stamp) >= 10 {
		// The instant in UTC may fall on the day before the page's own.
		if sameInstant(public, stamp) {
			return stamp[:10]
		}
	}
	return public[:min(len(public), 10)]
}

// Stance is a speaker's standing on a claim.
type Stance uint8

// The stances.
const (
	Asserts Stance = iota
	Denies
	Hedges
	Declines
	Retracts
)

var stanceNames = [...]string{"asserts", "denies", "hedges", "declines", "retracts"}

// String is the stance's name in the JSON contract.
func (s Stance) String() string { return stanceNames[min(int(s), len(stanceNames)-1)] }

// Status is what the positions on a claim come to, by the rules.
type Status uint8

// The statuses. None is before anything was said that moves one.
const (
	None Status = iota
	Retracted
	Acknowledged
	Disputed
	Corroborated
	SingleSource
	Denied
)

var statusNames = [...]string{"", "retracted", "acknowledged", "disputed", "corroborated", "single-source", "denied"}

// String is the status's name in the JSON contract, "" for None.
func (s Status) String() string { return statusNames[min(int(s), len(statusNames)-1)] }

// ParseStatus reads a status's name; it reports false for one that is none.
func ParseStatus(name string) (Status, bool) {
	for i, n := range statusNames {
		if n == name && n != "" {
			return Status(i), true
		}
	}
	return None, false
}

// Kind says what a claim is about.
type Kind uint8

// The kinds of claims.
const (
	Event  Kind = iota // something happened or is so
	Figure             // how many, or how much
	Norm               // what an accord, a law or a rule asks for
)

// String is the kind's name in the JSON contract.
func (k Kind) String() string { return [...]string{"event", "figure", "norm"}[min(int(k), 2)] }

// Claim is a proposition on which statements take positions.
type Claim struct {
	ID      string // "cl_…", the content address of the first statement on it
	Wording string
	Kind    Kind
	Subject string // the party whose act or state it is about, "" for none
	Takes   []Take // every statement's position, in order of publication
	Origins []Origin
	History []Change
	anchor  Anchor
}

// Take is one statement's position on a claim.
type Take struct {
	Statement string // ID
	Document  string // ID
	Speaker   string
	Party     string
	Origin    string // name; "" where nobody vouches for it
	Stance    Stance
	Said      string // when it was said, else when it was published
	Published string // day
	Until     string // day since which the version it is of is replaced, "" while it stands
	Text      string // the words that take the position
	Figure    *hearsay.Figure
	Why       string // one sentence
	party     string // of the origin
	key       string // the same for the same origin
	whole     bool   // it is a country's own, not one of its bodies'
	order     int    // among all statements
}

// Origin is the root of the chains by which a claim came.
type Origin struct {
	Name       string
	Party      string
	Grade      string // that an analyst gave it, "" for none
	Statements []string
	Documents  []string
}

// Change is a status with the day since which it holds.
type Change struct {
	From    string
	Status  Status
	Rule    int // 1 to 6
	Because []string
	Why     string
}

// sameInstant reports whether two times of ISO 8601, of which the first is in UTC, are
// one.
func sameInstant(utc, stamp string) bool {
	a, err := time.Parse(time.RFC3339, utc)
	if err != nil {
		return false
	}
	b, err := time.Parse(time.RFC3339, stamp)
	return err == nil && a.Equal(b)
}

// InOrder sorts the statements of a report as its text has them.
func InOrder(sts []Stated) {
	start := func(s *Stated) int {
		if len(s.Content) == 0 {
			return -1
		}
		return s.Content[0].Start
	}
	slices.SortFunc(sts, func(a, b Stated) int {
		return cmp.Or(cmp.Compare(start(&a), start(&b)), cmp.Compare(a.ID, b.ID))
	})
}
