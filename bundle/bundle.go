// Package bundle puts all that a claim rests on into one archive that anybody can check
// without the ledger and without trust in who made it: the bytes as fetched, the texts, the
// statements, what the signed log says of each, and the claim made again of them.
//
// A bundle has a few files that are given (entries of the log, their proofs, the signed
// checkpoint, snapshots, what is withheld); all others follow from them by one function,
// with which Write makes them and Verify makes them again.
package bundle

import (
	"errors"
	"fmt"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ledger"
)

// Schema is that of a bundle's manifest.
const Schema = "hearsay/bundle/1"

// The files of a bundle.
const (
	manifestFile   = "bundle.json"
	sumsFile       = "SHA256SUMS"
	sumsNote       = "SHA256SUMS.note"
	guideFile      = "VERIFY.md"
	reportFile     = "report.html"
	claimFile      = "claim/claim.json"
	asOfDir        = "claim/as-of/"
	checkpointFile = "log/checkpoint.txt"
	keyFile        = "log/key.pub"
	entriesDir     = "log/entries/"
	proofsDir      = "log/proofs/"
	snapshotsDir   = "snapshots/"
	textsDir       = "texts/"
	documentsDir   = "documents/"
	redactionsDir  = "redactions/"
)

// The most that is read of a bundle.
const (
	mostFiles    = 100_000
	mostFile     = 256 << 20 // bytes of one file
	mostInMemory = 512 << 20 // bytes of all files but the snapshots
)

// Options say what is put into a bundle and how.
type Options struct {
	Claim      string        // its ID, or how it begins
	Parties    claim.Parties // see claim.Parties
	Permissive bool          // see claim.Options
	Program    string        // version of the program
	Redact     []Redaction   // what is withheld
	// Everywhere withholds the words of Redact wherever else the texts have them.
	Everywhere bool
	// Anyway makes the bundle though withheld words stand elsewhere in it.
	Anyway bool
	// Key signs the list of digests, nil for none, and what is left of documents of which
	// words are withheld. Its public half must be named in the log.
	Key *ledger.Key
}

// Summary is what was written.
type Summary struct {
	Claim     string // ID of the claim as the bundle has it
	Documents int
	Entries   int // of the log, those withheld among them
	Withheld  int // entries
	Openings  []Opening
}

// manifest says what a bundle is of.
type manifest struct {
	Schema  string `json:"schema"`
	Program string `json:"program"` // version that made it
	Claim   string `json:"claim"`
	Story   string `json:"story"`
	Lineage string `json:"lineage"` // strict or permissive
	Entries int64  `json:"entries"` // of the log that the checkpoint signs
	// Parsed are documents whose text the program made again of their snapshots.
	Parsed   []string        `json:"parsed"`
	Withheld []withheldEntry `json:"withheld"`
	// Whole is the claim in the ledger, where something is withheld. The bundle does not
	// prove it.
	Whole *whole `json:"whole,omitempty"`
}

// withheldEntry is an entry of the log of which the bundle has only the hash.
type withheldEntry struct {
	Entry int64       `json:"entry"`
	Kind  ledger.Kind `json:"kind"`
	ID    string      `json:"id"`
}

// whole is a claim without its words.
type whole struct {
	Claim   string        `json:"claim"`
	Status  string        `json:"status"`
	History []wholeChange `json:"history"`
}

type wholeChange struct {
	From    string   `json:"from"`
	Status  string   `json:"status"`
	Rule    int      `json:"rule"`
	Because []string `json:"because"`
}

func lineage(permissive bool) string {
	if permissive {
		return "permissive"
	}
	return "strict"
}

// ErrLeak says that withheld words stand elsewhere in the bundle.
var ErrLeak = errors.New("what is withheld stands elsewhere too")

// ErrRedaction marks a redaction that makes no sense.
var ErrRedaction = errors.New("cannot be withheld")

// Fault is something of a bundle that is not as it must be.
type Fault struct {
	File string // "" for the archive as a whole
	What string
}

// Error says what is wrong and where.
func (f *Fault) Error() string {
	if f.File == "" {
		return f.What
	}
	return fmt.Sprintf("%s: %s", f.File, f.What)
}
