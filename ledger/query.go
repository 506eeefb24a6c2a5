package ledger

import (
	"context"
	"encoding/base64"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"
)

// Reader answers questions.
type Reader interface {
	// FindStatements gives a page of statements.
	FindStatements(ctx context.Context, q StatementQuery) (*StatementPage, error)
	// FindDocuments gives a page of documents.
	FindDocuments(ctx context.Context, q DocumentQuery) (*DocumentPage, error)
	// Copies gives the records of copies of a document, either way.
	Copies(ctx context.Context, document string) ([]CopyRecord, error)
	// Versions gives the records of versions in which a document has a part.
	Versions(ctx context.Context, document string) ([]VersionRecord, error)
	// Decisions gives the entries of analysts' acts, in order.
	Decisions(ctx context.Context) ([]Entry, error)
	// Counts gives the number of rows of each kind.
	Counts(ctx context.Context) (Counts, error)
}

// Counts says how much a ledger holds.
type Counts struct {
	Entries    int64 `json:"entries"`
	Snapshots  int64 `json:"snapshots"`
	Documents  int64 `json:"documents"`
	Statements int64 `json:"statements"` // all, superseded ones too
	Copies     int64 `json:"copies"`
	Versions   int64 `json:"versions"`
}

// DefaultLimit is how many rows a page has unless a query says otherwise, and MaxLimit the
// most that it may have.
const (
	DefaultLimit = 50
	MaxLimit     = 1000
)

// AsOf is what was known on a day, by any of the four times; "" leaves a time out. Days
// and instants of ISO 8601; the whole day counts.
type AsOf struct {
	Event     string // what the statement speaks of had happened by then
	Said      string // it had been said
	Published string // it had been published
	Recorded  string // it was in the ledger
}

// Period is a range of days or instants of ISO 8601, both ends within; "" leaves an end
// open. A month or a year stands for all of its days.
type Period struct{ From, To string }

// Days is how many days there are in the period, 0 where an end is open.
func (p Period) Days() int {
	first, _ := dayOf(p.From)
	_, last := dayOf(p.To)
	from, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return 0
	}
	to, err := time.Parse(time.DateOnly, last)
	if err != nil || to.Before(from) {
		return 0
	}
	return int(to.Sub(from).Hours()/24) + 1
}

// StatementQuery asks for statements. The zero value asks for the newest ones.
type StatementQuery struct {
	Text      string // words to find in content or speaker; see ParseSearch
	Speaker   string // part of a speaker's name
	Party     string
	Act       string
	Certainty string
	Publisher string
	Document  string // ID
	ID        string
	Model     string

	Published Period
	Said      Period
	Event     Period
	AsOf      AsOf
	// All includes statements of replaced versions and of superseded readings, Versions
	// those of replaced versions alone.
	All, Versions bool

	Limit int    // rows; 0 for DefaultLimit
	After string // cursor of the page before; "" for the first
}

// StatementPage is a page of statements, the last published first; of a search, the
// last recorded first.
type StatementPage struct {
	Statements []FoundStatement
	Next       string // cursor of the next page, "" when there is none
}

// AllStatements gives all statements that a query finds, page by page. The first error ends
// it.
func AllStatements(ctx context.Context, r Reader, q StatementQuery) iter.Seq2[*FoundStatement, error] {
	return func(yield func(*FoundStatement, error) bool) {
		q.Limit = MaxLimit
		for {
			page, err := r.FindStatements(ctx, q)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range page.Statements {
				if !yield(&page.Statements[i], nil) {
					return
				}
			}
			if q.After = page.Next; page.Next == "" {
				return
			}
		}
	}
}

// FoundStatement is a statement of the ledger.
type FoundStatement struct {
	Index    int64 // of its entry in the log
	ID       string
	Recorded string
	Public   string // since when it has been public, as far as is known
	Old      bool   // of a version that was replaced
	Until    int64  // index of the reading that superseded it, 0 for none
	Record   []byte // the contract's record, on one line without its end
	Snippet  string // of a search: the content around what was found, marked by « »
}

// DocumentQuery asks for documents.
type DocumentQuery struct {
	ID        string
	URL       string // canonical, or as fetched
	Publisher string
	Title     string // part of the title
	Published Period
	AsOf      AsOf // Published and Recorded only
	All       bool // replaced versions too
	Limit     int
	After     string
}

// DocumentPage is a page of documents, the last published first.
type DocumentPage struct {
	Documents []FoundDocument
	Next      string
}

// FoundDocument is a document of the ledger, without its text.
type FoundDocument struct {
	Index      int64  `json:"index"`
	ID         string `json:"id"`
	Canonical  string `json:"canonical,omitempty"`
	URL        string `json:"url,omitempty"`
	Path       string `json:"path,omitempty"`
	Title      string `json:"title,omitempty"`
	Publisher  string `json:"publisher,omitempty"`
	Published  string `json:"published,omitempty"`
	Basis      string `json:"published_basis"`
	Snapshot   string `json:"snapshot"`
	Retrieved  string `json:"retrieved"`
	Public     string `json:"public"`
	Recorded   string `json:"recorded"`
	Old        bool   `json:"replaced"`
	Statements int64  `json:"statements"`        // of its last reading
	Model      string `json:"model,omitempty"`   // that read it last
	Version    string `json:"version,omitempty"` // of that model
	Copies     int64  `json:"copies"`
}

// Cursor is a place between two rows of a list: the keys of the row before it.
type Cursor struct {
	Key string // what the list is ordered by, "" where by index alone
	Seq int64
}

// String is the cursor as pages carry it.
func (c Cursor) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(c.Seq, 36) + " " + c.Key))
}

// ParseCursor reads a cursor; what is none wraps ErrQuery.
func ParseCursor(s string) (Cursor, error) {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	seq, key, ok := strings.Cut(string(raw), " ")
	n, err2 := strconv.ParseInt(seq, 36, 64)
	if err != nil || err2 != nil || !ok || n < 0 || plain(key) != key {
		return Cursor{}, fmt.Errorf("the cursor %q: %w", s, ErrQuery)
	}
	return Cursor{key, n}, nil
}

// limit is how many rows a page has.
func limit(n int) int {
	switch {
	case n <= 0:
		return DefaultLimit
	case n > MaxLimit:
		return MaxLimit
	}
	return n
}

// Rows is how many rows the page has.
func (q *StatementQuery) Rows() int { return limit(q.Limit) }

// Rows is how many rows the page has.
func (q *DocumentQuery) Rows() int { return limit(q.Limit) }

// Beyond is the least text that sorts behind all instants of a day, month or year, or
// behind the instant itself: what comes before it had come by then.
func Beyond(s string) string { return Instant(s) + "~" }

// CheckDates refuses dates that are none, naming the first.
func (q *StatementQuery) CheckDates() error {
	return checkDates(map[string]string{
		"published from": q.Published.From, "published to": q.Published.To, "said from": q.Said.From, "said to": q.Said.To,
		"event from": q.Event.From, "event to": q.Event.To, "as of event": q.AsOf.Event, "as of said": q.AsOf.Said,
		"as of published": q.AsOf.Published, "as of recorded": q.AsOf.Recorded,
	})
}

// CheckDates refuses dates that are none, naming the first.
func (q *DocumentQuery) CheckDates() error {
	return checkDates(map[string]string{
		"published from": q.Published.From, "published to": q.Published.To,
		"as of published": q.AsOf.Published, "as of recorded": q.AsOf.Recorded,
	})
}

func checkDates(dates map[string]string) error {
	for what, s := range dates {
		if s != "" && Instant(s) == "" {
			return fmt.Errorf("%s %q: %w: a date is 2025, 2025-04, 2025-04-28 or 2025-04-28T12:00:00Z", what, s, ErrQuery)
		}
	}
	return nil
}
