// Package desk takes articles from their sources into a ledger: it keeps what was fetched,
// has it wait in a queue, reads it and records what it says. Any number of processes may
// feed and work at one queue.
package desk

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/ledger"
)

// job is what goes through the queue: where the bytes of an article are kept, and what is
// known of it. Or, of a document that is in the ledger, that it is to be read again.
type job struct {
	Name      string         `json:"name"`
	URL       string         `json:"url,omitempty"`
	SHA256    string         `json:"sha256,omitempty"`
	Size      int64          `json:"size,omitempty"`
	Type      string         `json:"type,omitempty"`
	Title     string         `json:"title,omitempty"`
	Publisher string         `json:"publisher,omitempty"`
	Published string         `json:"published,omitempty"`
	Byline    []string       `json:"byline,omitempty"`
	Credit    string         `json:"credit,omitempty"`
	Retrieved time.Time      `json:"retrieved"`
	Header    []source.Field `json:"header,omitempty"`
	Replaces  string         `json:"replaces,omitempty"`
	Language  string         `json:"language,omitempty"` // "en" insists

	Document string `json:"document,omitempty"` // to be read again
	Model    string `json:"model,omitempty"`    // by this one
}

// newJob makes a job of an item whose bytes are kept.
func newJob(item *source.Item, sha256, language string, now time.Time) *job {
	retrieved := item.Retrieved
	if retrieved.IsZero() {
		retrieved = now
	}
	return &job{
		Name: item.Name, URL: item.URL, SHA256: sha256, Size: int64(len(item.Data)), Type: item.Type, Title: item.Title, Publisher: item.Publisher,
		Published: item.Published, Byline: item.Byline, Credit: item.Credit, Retrieved: retrieved.UTC(), Header: item.Header,
		Replaces: item.Replaces, Language: language,
	}
}

// where is what the snapshot's entry is named by.
func (j *job) where() string { return cmp.Or(j.URL, j.Name) }

// id is the content address of a job: the same bytes from the same place are one job.
func (j *job) id() string {
	sum := sha256.Sum256([]byte(fmt.Sprintf("%q %q %q %q", j.SHA256, j.where(), j.Document, j.Model)))
	return hex.EncodeToString(sum[:])
}

// Outcome is what became of an article.
type Outcome struct {
	Name       string `json:"name"`
	Document   string `json:"document,omitempty"`
	New        bool   `json:"new,omitempty"`        // the document was not in the ledger
	Read       bool   `json:"read,omitempty"`       // a reading was recorded
	Statements int    `json:"statements,omitempty"` // how many it has
	Replaces   string `json:"replaces,omitempty"`   // the document that it is a later version of
	Class      string `json:"class,omitempty"`      // of the change: "cosmetic" or "substantive"
	Copies     int    `json:"copies,omitempty"`     // copies that were found
	Fault      string `json:"fault,omitempty"`      // why it could not be read
	Foreign    bool   `json:"foreign,omitempty"`    // because it is in another language
	Known      bool   `json:"known,omitempty"`      // the ledger had it before
	Lost       bool   `json:"lost,omitempty"`       // it left the queue, and what became of it is not known here
}

func (o *Outcome) encode() []byte {
	data, err := json.Marshal(o)
	if err != nil {
		return nil
	}
	return data
}

// of fills in what the ledger says.
func (o *Outcome) of(r *ledger.Outcome) {
	o.Document, o.New, o.Read, o.Statements, o.Copies = r.Document, r.New, r.Read, r.Statements, len(r.Copies)
	o.Known = !r.New && !r.Read && r.Version == nil
	if r.Version != nil {
		o.Replaces, o.Class = r.Version.Replaces, r.Version.Class
	}
}
