package bundle

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger"
)

// redactions looks at what is left of documents of which words are withheld.
func (v *verifier) redactions() {
	v.c.notes = make(map[string]string)
	keys := v.keys()
	for _, name := range slices.Sorted(maps.Keys(v.all)) {
		if !within(name, redactionsDir) || !strings.HasSuffix(name, ".json") {
			continue
		}
		r := new(redacted)
		if err := json.Unmarshal(v.all[name], r); err != nil || r.Schema != RedactionSchema || redactionsDir+r.ID+".json" != name {
			v.fault(name, "is no redaction")
			continue
		}
		signed := redactionsDir + r.ID + ".note"
		n, err := note.Open(v.all[signed], keys)
		if err != nil || n.Text != redactionText(v.all[name]) {
			v.fault(signed, "is no signature of %s by a key of the log", name)
		}
		if what := v.redaction(r); what != "" {
			v.fault(name, "%s", what)
			continue
		}
		v.c.redactions = append(v.c.redactions, r)
		v.c.notes[r.ID] = string(v.all[signed])
		v.note("of %s words are withheld: what is left of its text is vouched for by the ledger's key, not proved by the log", r.ID)
	}
	slices.SortFunc(v.c.redactions, func(a, b *redacted) int { return int(a.Entry - b.Entry) })
}

// redaction says what is wrong with one; "" for nothing.
func (v *verifier) redaction(r *redacted) string {
	if !slices.Contains(v.c.manifest.Withheld, withheldEntry{r.Entry, ledger.KindDocument, r.ID}) {
		return "its entry is not withheld"
	}
	at := slices.IndexFunc(v.c.proofs, func(p proof) bool { return p.index == r.Entry })
	if at < 0 || hex.EncodeToString(v.c.proofs[at].leaf[:]) != r.Leaf {
		return "its leaf is not the one that the log has"
	}
	e, err := r.entry()
	if err != nil {
		return "it cannot be read"
	}
	_, doc, err := ledger.ReadDocument(&e)
	if err != nil || doc.ID != r.ID {
		return "its record is none of a document"
	}
	return r.unfit(doc.Text)
}

// unfit says how the pieces do not fit the text that is left; "" for well.
func (r *redacted) unfit(text string) string {
	left, last := lettersOf(text), 0
	for _, p := range r.Pieces {
		if p.Start != last || p.End <= p.Start {
			return "its pieces do not follow each other"
		}
		last = p.End
		words := left.cut(hearsay.Span{Start: p.Start, End: p.End})
		switch {
		case p.End > left.count():
			return "its pieces go beyond the text"
		case p.Withheld && strings.Trim(words, string(mask)) != "":
			return "a withheld piece is not masked"
		case p.Withheld && p.Salt != "":
			return "a withheld piece has its salt"
		case !p.Withheld && commitment(p.Salt, words) != p.Commitment:
			return "a piece is not what its commitment says"
		}
	}
	if last != left.count() {
		return "its pieces are not the whole text"
	}
	return ""
}

// snapshots holds bytes against entries, and has the texts made of them again.
func (v *verifier) snapshots(ctx context.Context) error {
	texts := v.c.texts()
	named, parsed := make(map[string]bool), make(map[string]bool)
	for i := range v.c.entries {
		e := &v.c.entries[i]
		if e.Kind != ledger.KindSnapshot {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := decode[ledger.SnapshotRecord](e)
		if err != nil {
			v.fault(entriesDir+numbered(e.Index)+".json", "is no snapshot")
			continue
		}
		name := snapshotsDir + r.SHA256
		if v.a.files[name] == nil {
			if !v.c.redacted(r.Document) {
				v.fault(name, "is missing")
			}
			continue
		}
		data, err := v.a.read(name)
		if err != nil {
			return err
		}
		if int64(len(data)) != r.Size {
			v.fault(name, "has %d bytes, recorded as %d", len(data), r.Size)
		}
		named[name] = true
		parsed[r.Document] = parsed[r.Document] || parses(data, r, texts[r.Document])
	}
	for name := range v.a.files {
		if within(name, snapshotsDir) && !named[name] {
			v.fault(name, "is no snapshot that an entry names")
		}
	}
	v.out.Snapshots = len(named)
	v.texts(texts, parsed)
	return nil
}

// texts looks which documents came of their snapshots.
func (v *verifier) texts(texts map[string]string, parsed map[string]bool) {
	listed := v.c.manifest.Parsed
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		came, before := parsed[id], slices.Contains(listed, id)
		switch {
		case v.c.redacted(id):
		case v.sameProgram() && came != before && before:
			v.fault(textsDir+id+".txt", "is not what its snapshot comes to")
		case v.sameProgram() && came != before:
			v.fault(manifestFile, "does not tell that the text of %s comes of its snapshot", id)
		case came:
		case before:
			v.note("the text of %s did not come of its snapshot again: this is another version of the program than %s, which made the bundle", id, v.c.manifest.Program)
		default:
			v.note("the text of %s does not come of its snapshot by this version of the program, nor did it by the one that made the bundle", id)
		}
	}
	for _, id := range listed {
		if _, ok := texts[id]; !ok || v.c.redacted(id) {
			v.fault(manifestFile, "tells of a text that is not there")
		}
	}
}

// sameProgram reports whether the bundle was made by this version of the program.
func (v *verifier) sameProgram() bool { return v.c.manifest.Program == v.o.Program }

// again makes the files again that follow from those that are given, and holds them against
// those of the bundle.
func (v *verifier) again(ctx context.Context) error {
	given, err := v.c.given()
	if err == nil {
		err = v.hold(given)
	}
	if err != nil {
		return err
	}
	told, err := v.c.told()
	if err != nil {
		v.fault("", "the entries cannot be read: %v", err)
		return nil
	}
	if err := v.hold(told); err != nil {
		return err
	}
	f, reports, err := v.c.follow(ctx)
	if err != nil {
		return err
	}
	for _, err := range f.Faults() {
		v.fault("", "%v", err)
	}
	v.out.Documents = len(reports)
	redacted := make(map[string]bool)
	for _, r := range v.c.redactions {
		redacted[r.ID] = true
	}
	for _, fault := range addresses(reports, redacted) {
		v.fault(fault.File, "%s", fault.What)
	}
	for i := range v.c.entries {
		if v.c.entries[i].Kind == ledger.KindStatement {
			v.out.Statements++
		}
	}
	worked, err := v.claim(ctx)
	if err != nil {
		return err
	}
	expected := make(map[string]bool)
	for _, list := range []files{given, told, worked} {
		for name := range list {
			expected[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v.all)) {
		if worked != nil && name != sumsFile && name != sumsNote && !expected[name] {
			v.fault(name, "is no file of this bundle")
		}
	}
	return nil
}

// hold compares files with those that they must be.
func (v *verifier) hold(want files) error {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		got, ok := v.all[name]
		switch {
		case !ok:
			v.fault(name, "is missing")
		case !bytes.Equal(got, want[name]):
			v.fault(name, "is not what the entries say")
		}
	}
	return nil
}

// claim makes the claim again of the entries. It gives the files of it, nil where there is
// none.
func (v *verifier) claim(ctx context.Context) (files, error) {
	m, err := v.c.make(ctx, v.o.Parties)
	var worked files
	if err == nil {
		v.out.Wording, v.out.Status = m.claim.Wording, m.claim.Status().String()
		worked, err = v.c.worked(m)
	}
	switch {
	case err == nil && v.fits(worked):
		v.out.Follows = true
	case errors.Is(err, ctx.Err()) && ctx.Err() != nil:
		return nil, err
	case v.sameProgram() && err != nil:
		v.fault(claimFile, "%v", err)
	case v.sameProgram():
		return worked, v.hold(worked)
	default:
		v.note("claim, report or guide came out otherwise by this version of the program than by %s, which made the bundle: only their digests were looked at", v.c.manifest.Program)
		return nil, nil
	}
	return worked, nil
}

// fits reports whether files are those of the bundle.
func (v *verifier) fits(want files) bool {
	for name, data := range want {
		if got, ok := v.all[name]; !ok || !bytes.Equal(got, data) {
			return false
		}
	}
	return true
}
