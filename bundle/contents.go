package bundle

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/record"
)

// contents is what is given of a bundle beside its snapshots. All other files follow from
// it.
type contents struct {
	manifest   manifest
	checkpoint string
	key        string         // that signed the checkpoint
	entries    []ledger.Entry // that are shown, in the order of the log
	proofs     []proof        // of all, in the same order
	redactions []*redacted    // in the order of the log
	notes      map[string]string
}

// files has the files of a bundle, without the snapshots and the list of digests.
type files map[string][]byte

// leafOf is the hash of an entry's leaf, hexadecimal.
func leafOf(e *ledger.Entry) string {
	h := tlog.RecordHash(e.Data)
	return hex.EncodeToString(h[:])
}

// recordedLayout is how the log writes times.
const recordedLayout = "2006-01-02T15:04:05.000Z"

func recordedOf(e *ledger.Entry) string { return e.Recorded.UTC().Format(recordedLayout) }

// encode writes JSON on one line.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// indented writes JSON for people to read too.
func indented(v any) ([]byte, error) {
	line, err := encode(v)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, line, "", " "); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// shown is the log as far as it is shown, with what is left of redacted documents in the
// place of their entries.
func (c *contents) shown() []ledger.Entry {
	all := slices.Clone(c.entries)
	for _, r := range c.redactions {
		if e, err := r.entry(); err == nil {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b ledger.Entry) int { return cmp.Compare(a.Index, b.Index) })
	return all
}

// Entries gives what is shown, as a log does.
func (c *contents) Entries(_ context.Context, from int64) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for _, e := range c.shown() {
			if e.Index >= from && !yield(e, nil) {
				return
			}
		}
	}
}

// follow reads the log that is shown.
func (c *contents) follow(ctx context.Context) (*claims.Follower, []claim.Report, error) {
	f := claims.NewFollower()
	for more := true; more; {
		var err error
		if more, err = f.Read(ctx, c, 1<<20); err != nil {
			return nil, nil, err
		}
	}
	return f, f.Changed(), nil
}

// given writes the files that are given.
func (c *contents) given() (files, error) {
	out := make(files)
	data, err := indented(c.manifest)
	if err != nil {
		return nil, err
	}
	out[manifestFile] = data
	out[checkpointFile] = []byte(c.checkpoint)
	out[keyFile] = []byte(c.key + "\n")
	for i := range c.entries {
		out[entriesDir+numbered(c.entries[i].Index)+".json"] = c.entries[i].Data
	}
	for i := range c.proofs {
		out[proofsDir+numbered(c.proofs[i].index)+".txt"] = c.proofs[i].text(c.manifest.Entries)
	}
	for _, r := range c.redactions {
		line, err := encode(r)
		if err != nil {
			return nil, err
		}
		out[redactionsDir+r.ID+".json"] = append(line, '\n')
		out[redactionsDir+r.ID+".note"] = []byte(c.notes[r.ID])
	}
	return out, nil
}

// lists are the files that have records of one kind, one a line.
var lists = [...]struct {
	kind ledger.Kind
	file string
}{
	{ledger.KindSnapshot, "snapshots.jsonl"}, {ledger.KindStatement, "statements.jsonl"}, {ledger.KindReading, "readings.jsonl"},
	{ledger.KindVersion, "versions.jsonl"}, {ledger.KindCopy, "copies.jsonl"}, {ledger.KindDecision, "decisions.jsonl"},
}

// told writes the files that say what the entries say: texts, documents, lists.
func (c *contents) told() (files, error) {
	out := make(files)
	for _, l := range lists {
		out[l.file] = []byte{}
	}
	for _, e := range c.shown() {
		if e.Kind == ledger.KindDocument {
			rec, doc, err := ledger.ReadDocument(&e)
			if err != nil {
				return nil, err
			}
			out[textsDir+e.ID+".txt"] = []byte(doc.Text)
			out[documentsDir+e.ID+".json"] = append(bytes.TrimRight(rec.Document, "\n"), '\n')
			continue
		}
		for _, l := range lists {
			if e.Kind == l.kind {
				_, rec, err := ledger.ReadLeaf(e.Data)
				if err != nil {
					return nil, err
				}
				out[l.file] = append(append(out[l.file], rec...), '\n')
			}
		}
	}
	return out, nil
}

// made is the claim of a bundle with what is shown of it.
type made struct {
	story *claims.Story
	claim *claim.Claim
	days  []known
}

// known is the claim as it was known on a day.
type known struct {
	day   string
	story *claims.Story
	claim *claim.Claim
}

// make makes the claim of the entries that are shown.
func (c *contents) make(ctx context.Context, parties claim.Parties) (*made, error) {
	f, reports, err := c.follow(ctx)
	if err != nil {
		return nil, err
	}
	opts := claims.Options{Parties: parties, Permissive: c.manifest.Lineage == lineage(true)}
	m := &made{story: claims.One(reports, f.Decisions(), opts)}
	for i := range m.story.Claims {
		if m.story.Claims[i].ID == c.manifest.Claim {
			m.claim = &m.story.Claims[i]
		}
	}
	if m.claim == nil {
		return nil, fmt.Errorf("the claim %s does not follow from the entries: %w", c.manifest.Claim, ledger.ErrCorrupt)
	}
	for _, h := range m.claim.History {
		if len(m.days) > 0 && m.days[len(m.days)-1].day == h.From || ledger.Instant(h.From) == "" {
			continue
		}
		s := claims.One(claims.AsOf(reports, h.From), f.Decisions(), opts)
		m.days = append(m.days, known{h.From, s, then(s, m.claim)})
	}
	return m, nil
}

// then gives the claim of a story that speaks of the most statements of another, nil for
// none.
func then(s *claims.Story, c *claim.Claim) *claim.Claim {
	var best *claim.Claim
	most := 0
	for i := range s.Claims {
		x := &s.Claims[i]
		n := 0
		for k := range x.Takes {
			if slices.ContainsFunc(c.Takes, func(t claim.Take) bool {
				return t.Statement == x.Takes[k].Statement && t.Text == x.Takes[k].Text
			}) {
				n++
			}
		}
		if x.Kind == c.Kind && n > most {
			best, most = x, n
		}
	}
	return best
}

// worked writes the files that the program makes of the claim: its records, the page, the
// guide. They may differ between versions of the program.
func (c *contents) worked(m *made) (files, error) {
	out := make(files)
	var err error
	if out[claimFile], err = indented(m.claim.Record(m.story.ID, "")); err != nil {
		return nil, err
	}
	for _, k := range m.days {
		if k.claim == nil {
			continue
		}
		if out[asOfDir+k.day+".json"], err = indented(k.claim.Record(k.story.ID, k.day)); err != nil {
			return nil, err
		}
	}
	if out[reportFile], err = c.report(m); err != nil {
		return nil, err
	}
	out[guideFile], err = c.guide(m)
	return out, err
}

// addresses holds what has an address against it: documents and statements.
func addresses(reports []claim.Report, redacted map[string]bool) (faults []Fault) {
	for i := range reports {
		doc := reports[i].Doc
		if !redacted[doc.ID] && hearsay.DocumentID(doc.URL, doc.Text) != doc.ID {
			faults = append(faults, Fault{documentsDir + doc.ID + ".json", "its text and URL have another ID"})
		}
		points := hearsay.NewCodePoints(doc.Text)
		for k := range reports[i].Statements {
			st := &reports[i].Statements[k]
			if got := record.StatementID(doc.ID, points, &st.Attribution); got != st.ID {
				faults = append(faults, Fault{"statements.jsonl", fmt.Sprintf("the spans of %s have another ID", st.ID)})
			}
		}
	}
	return faults
}

// within reports whether a name is of a file in a folder of the bundle.
func within(name, dir string) bool { return strings.HasPrefix(name, dir) }
