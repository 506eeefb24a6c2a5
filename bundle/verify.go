package bundle

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ledger"
)

// VerifyOptions say how a bundle is looked at.
type VerifyOptions struct {
	Parties claim.Parties // see claim.Parties
	Program string        // version of the program
	Trusted []string      // verifiers of keys of which each must have signed the checkpoint
}

// Verification is what was found of a bundle.
type Verification struct {
	Claim      string
	Wording    string
	Status     string
	Size       int64 // entries of the log
	Root       tlog.Hash
	Key        string // that signed
	Entries    int    // shown, each proved
	Withheld   int    // of which there is the hash alone
	Snapshots  int
	Documents  int
	Statements int
	Follows    bool     // the claim and its report were made again of the entries, the same to the byte
	Faults     []Fault  // what is not as it must be
	Notes      []string // what could not be looked at, or only in part
}

// mostFaults is how many faults are named.
const mostFaults = 20

// Verify looks at all of a bundle. What is not as it must be is among the result's faults; an
// error is only what kept it from looking.
func Verify(ctx context.Context, r io.ReaderAt, size int64, o VerifyOptions) (*Verification, error) {
	v := &verifier{o: o, out: new(Verification), all: make(files), sums: make(map[string]string)}
	a, err := openArchive(r, size)
	if errors.Is(err, errArchive) {
		v.fault("", "%v", err)
		return v.out, nil
	}
	if err != nil {
		return nil, err
	}
	v.a = a
	for _, step := range []func(context.Context) error{v.digests, v.look, v.form} {
		if err := step(ctx); errors.Is(err, errArchive) {
			v.fault("", "%v", err)
		} else if err := cmp.Or(ctx.Err(), err); err != nil {
			return nil, err
		}
	}
	return v.out, nil
}

// form holds the archive against the one form that it may have.
func (v *verifier) form(context.Context) error {
	what, err := v.a.canonical()
	if what != "" {
		v.fault("", "%s", what)
	}
	return err
}

// verifier is the state of one verification.
type verifier struct {
	o    VerifyOptions
	out  *Verification
	a    *archive
	all  files             // but the snapshots
	sums map[string]string // digests as they are
	c    contents
	head ledger.Head
}

func (v *verifier) fault(file, format string, args ...any) {
	if len(v.out.Faults) < mostFaults {
		f := Fault{file, fmt.Sprintf(format, args...)}
		if !slices.Contains(v.out.Faults, f) {
			v.out.Faults = append(v.out.Faults, f)
		}
	}
}

func (v *verifier) note(format string, args ...any) {
	v.out.Notes = append(v.out.Notes, fmt.Sprintf(format, args...))
}

// digests reads every file and holds it against the list.
func (v *verifier) digests(ctx context.Context) error {
	for _, name := range v.a.names {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := v.a.read(name)
		if err != nil {
			v.fault(name, "cannot be read: %v", err)
			continue
		}
		v.sums[name] = digest(data)
		if !within(name, snapshotsDir) {
			v.all[name] = data
		} else if address := strings.TrimPrefix(name, snapshotsDir); address != v.sums[name] {
			v.fault(name, "its bytes have another SHA-256 than its name")
		}
	}
	list, ok := v.all[sumsFile]
	if !ok {
		v.fault(sumsFile, "is missing")
		return nil
	}
	delete(v.sums, sumsFile)
	delete(v.sums, sumsNote)
	want := readSums(list)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		switch got, ok := v.sums[name]; {
		case !ok:
			v.fault(name, "is missing")
		case got != want[name]:
			v.fault(name, "its SHA-256 is not the one in %s", sumsFile)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v.sums)) {
		if _, ok := want[name]; !ok {
			v.fault(name, "is not in %s", sumsFile)
		}
	}
	if !bytes.Equal(list, writeSums(v.sums)) {
		v.fault(sumsFile, "is not the list of the digests of the files")
	}
	return nil
}

// look reads what is given, and makes the rest again.
func (v *verifier) look(ctx context.Context) error {
	if !v.manifest() || !v.entries() || !v.checkpoint() {
		return nil
	}
	v.proofs()
	v.redactions()
	v.signed()
	if err := v.snapshots(ctx); err != nil {
		return err
	}
	return v.again(ctx)
}

func (v *verifier) manifest() bool {
	data, ok := v.all[manifestFile]
	if !ok {
		v.fault(manifestFile, "is missing")
		return false
	}
	m := &v.c.manifest
	if err := json.Unmarshal(data, m); err != nil {
		v.fault(manifestFile, "cannot be read: %v", err)
		return false
	}
	if m.Schema != Schema {
		v.fault(manifestFile, "is of the schema %q, this program knows %s", m.Schema, Schema)
		return false
	}
	v.out.Claim = m.Claim
	return true
}

// entries reads the entries that are shown.
func (v *verifier) entries() bool {
	for _, name := range slices.Sorted(maps.Keys(v.all)) {
		if !within(name, entriesDir) {
			continue
		}
		digits := strings.TrimSuffix(strings.TrimPrefix(name, entriesDir), ".json")
		index, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || index < 0 || entriesDir+numbered(index)+".json" != name {
			v.fault(name, "is no name of an entry")
			continue
		}
		e, _, err := ledger.ReadLeaf(v.all[name])
		if err != nil {
			v.fault(name, "is no entry of a log")
			continue
		}
		e.Index = index
		v.c.entries = append(v.c.entries, e)
	}
	slices.SortFunc(v.c.entries, func(a, b ledger.Entry) int { return int(a.Index - b.Index) })
	v.out.Entries = len(v.c.entries)
	return true
}

// checkpoint looks at who signed.
func (v *verifier) checkpoint() bool {
	v.c.checkpoint, v.c.key = string(v.all[checkpointFile]), strings.TrimSuffix(string(v.all[keyFile]), "\n")
	if !slices.Contains(keysOf(v.c.entries), v.c.key) {
		v.fault(keyFile, "is no key that the log names")
	}
	head, key, err := ledger.OpenHead(v.c.checkpoint, []string{v.c.key})
	if err != nil {
		v.fault(checkpointFile, "%v", err)
		return false
	}
	v.head, v.out.Size, v.out.Root, v.out.Key = head, head.Size, head.Root, key
	if head.Size != v.c.manifest.Entries {
		v.fault(manifestFile, "tells of %d entries, the signed checkpoint of %d", v.c.manifest.Entries, head.Size)
	}
	for _, text := range v.o.Trusted {
		if _, _, err := ledger.OpenHead(v.c.checkpoint, []string{text}); err != nil {
			v.fault(checkpointFile, "was not signed by the trusted key %s", keyName(text))
		}
	}
	if len(v.o.Trusted) == 0 {
		v.note("nobody vouches for the key: compare it with that of the ledger, or name that by --trust")
	}
	return true
}

// keyName is what a key is called.
func keyName(verifier string) string {
	if k, err := note.NewVerifier(verifier); err == nil {
		return k.Name()
	}
	return strconv.Quote(verifier)
}

// proofs holds every entry against the signed root.
func (v *verifier) proofs() {
	withheld := make(map[int64]bool)
	for _, w := range v.c.manifest.Withheld {
		withheld[w.Entry] = true
	}
	leaves := make(map[int64]tlog.Hash)
	for i := range v.c.entries {
		leaves[v.c.entries[i].Index] = tlog.RecordHash(v.c.entries[i].Data)
	}
	for _, name := range slices.Sorted(maps.Keys(v.all)) {
		if !within(name, proofsDir) {
			continue
		}
		p, size, err := readProof(v.all[name])
		if err != nil || size != v.head.Size || proofsDir+numbered(p.index)+".txt" != name {
			v.fault(name, "is no proof of an entry of this log")
			continue
		}
		leaf, shown := leaves[p.index]
		delete(leaves, p.index)
		switch {
		case shown && leaf != p.leaf:
			v.fault(entriesDir+numbered(p.index)+".json", "is not the entry that the log has")
		case shown && withheld[p.index]:
			v.fault(manifestFile, "tells that entry %d is withheld, and it is there", p.index)
		case !shown && !withheld[p.index]:
			v.fault(entriesDir+numbered(p.index)+".json", "is missing")
		}
		if err := tlog.CheckRecord(p.hashes, v.head.Size, v.head.Root, p.index, p.leaf); err != nil {
			v.fault(name, "does not lead to the signed root")
		}
		delete(withheld, p.index)
		v.c.proofs = append(v.c.proofs, p)
	}
	slices.SortFunc(v.c.proofs, func(a, b proof) int { return int(a.index - b.index) })
	for index := range leaves {
		v.fault(proofsDir+numbered(index)+".txt", "is missing")
	}
	for index := range withheld {
		v.fault(proofsDir+numbered(index)+".txt", "is missing, for a withheld entry")
	}
	v.out.Withheld = len(v.c.manifest.Withheld)
}

// signed looks whether the ledger's key signed the list of digests.
func (v *verifier) signed() {
	signed, ok := v.all[sumsNote]
	if !ok {
		v.note("the list of digests is not signed: what the log does not prove, such as the report of another version of the program, has nobody who vouches for it")
		return
	}
	n, err := note.Open(signed, v.keys())
	if err != nil || n.Text != sumsText(v.all[sumsFile]) {
		v.fault(sumsNote, "is no signature of %s by a key of the log", sumsFile)
	}
}

// keys are those that the log names.
func (v *verifier) keys() note.Verifiers {
	var out []note.Verifier
	for _, text := range keysOf(v.c.entries) {
		if k, err := note.NewVerifier(text); err == nil {
			out = append(out, k)
		}
	}
	return note.VerifierList(out...)
}
