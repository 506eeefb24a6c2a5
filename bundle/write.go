package bundle

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
)

// Write writes the bundle of a claim: the same for the same ledger and options, to the byte.
func Write(ctx context.Context, l *ledger.Ledger, w io.Writer, o Options) (*Summary, error) {
	head, err := l.Head(ctx)
	if err != nil {
		return nil, err
	}
	if head.Size == 0 {
		return nil, fmt.Errorf("claim %q: %w claim: the ledger is empty", o.Claim, claims.ErrNotFound)
	}
	log := upTo{l, head.Size}
	stories, err := claims.Make(ctx, log, claims.Options{Parties: o.Parties, Permissive: o.Permissive})
	if err != nil {
		return nil, err
	}
	x, story, err := claims.FindClaim(stories, o.Claim)
	if err != nil {
		return nil, err
	}
	b := &builder{l: l, o: o, snapshots: make(map[string]bool)}
	b.c.checkpoint = head.Note
	b.c.manifest = manifest{
		Schema: Schema, Program: o.Program, Claim: x.ID, Story: story.ID, Lineage: lineage(o.Permissive), Entries: head.Size,
		Parsed: []string{}, Withheld: []withheldEntry{},
	}
	if b.c.entries, err = gather(ctx, log, story); err != nil {
		return nil, err
	}
	if b.c.proofs, err = prove(ctx, l, head, b.c.entries); err != nil {
		return nil, err
	}
	if _, b.c.key, err = ledger.OpenHead(head.Note, keysOf(b.c.entries)); err != nil {
		return nil, err
	}
	if o.Key != nil && !slices.Contains(keysOf(b.c.entries), o.Key.Verifier()) {
		return nil, errors.New("the key that is to sign the bundle is none of the ledger's")
	}
	if err := b.withhold(story); err != nil {
		return nil, err
	}
	if err := b.settle(ctx, x, story); err != nil {
		return nil, err
	}
	return b.write(ctx, w)
}

// builder is the state of a bundle that is made.
type builder struct {
	l         *ledger.Ledger
	o         Options
	c         contents
	words     []string // that are withheld, folded
	openings  []Opening
	snapshots map[string]bool // addresses of those that are in it
}

// keysOf are the verifiers of the keys that entries name.
func keysOf(entries []ledger.Entry) (out []string) {
	for i := range entries {
		if entries[i].Kind == ledger.KindKey {
			if r, err := decode[ledger.KeyRecord](&entries[i]); err == nil {
				out = append(out, r.Verifier)
			}
		}
	}
	return out
}

// settle looks at snapshots and has the claim follow from what is shown.
func (b *builder) settle(ctx context.Context, x *claim.Claim, story *claims.Story) error {
	if err := b.parse(ctx); err != nil {
		return err
	}
	f, reports, err := b.c.follow(ctx)
	if err := errors.Join(append(f.Faults(), err)...); err != nil {
		return err
	}
	if len(b.c.redactions) == 0 {
		return b.same(ctx, x, story)
	}
	shown := claims.One(reports, f.Decisions(), claims.Options{Parties: b.o.Parties, Permissive: b.o.Permissive})
	left := then(shown, x)
	if left == nil {
		return fmt.Errorf("%w: nothing that is said of the claim is left", ErrRedaction)
	}
	w := &whole{Claim: x.ID, Status: x.Status().String(), History: []wholeChange{}}
	for _, h := range x.History {
		w.History = append(w.History, wholeChange{h.From, h.Status.String(), h.Rule, append([]string{}, h.Because...)})
	}
	b.c.manifest.Whole, b.c.manifest.Claim, b.c.manifest.Story = w, left.ID, shown.ID
	return nil
}

// same makes sure that the entries that were picked tell of the claim all that the ledger
// does.
func (b *builder) same(ctx context.Context, x *claim.Claim, story *claims.Story) error {
	m, err := b.c.make(ctx, b.o.Parties)
	if err != nil {
		return err
	}
	want, err1 := encode(x.Record(story.ID, ""))
	got, err2 := encode(m.claim.Record(m.story.ID, ""))
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if !bytes.Equal(want, got) {
		return fmt.Errorf("the claim %s does not follow from its entries alone: %w", x.ID, ledger.ErrCorrupt)
	}
	return nil
}

// parse reads the snapshots that are shown and notes which come to the recorded text again.
func (b *builder) parse(ctx context.Context) error {
	texts := b.c.texts()
	for i := range b.c.entries {
		e := &b.c.entries[i]
		if e.Kind != ledger.KindSnapshot {
			continue
		}
		r, err := decode[ledger.SnapshotRecord](e)
		if err != nil {
			return err
		}
		if b.c.redacted(r.Document) {
			continue
		}
		data, err := b.l.Snapshots().Get(ctx, r.SHA256)
		if err != nil {
			return fmt.Errorf("snapshot of %q: %w", r.Name, err)
		}
		b.snapshots[r.SHA256] = true
		if !b.o.Anyway && tells(string(data), b.words) {
			return fmt.Errorf("%w: in the snapshot of %s", ErrLeak, r.Document)
		}
		if !slices.Contains(b.c.manifest.Parsed, r.Document) && parses(data, r, texts[r.Document]) {
			b.c.manifest.Parsed = append(b.c.manifest.Parsed, r.Document)
		}
	}
	return nil
}

// parses reports whether a snapshot comes to a text.
func parses(data []byte, r *ledger.SnapshotRecord, text string) bool {
	doc, _ := article.Parse(data, article.Options{Path: r.Name, URL: r.URL, ContentType: r.Type})
	return doc != nil && doc.Text == text
}

// texts are those of the documents, by their IDs.
func (c *contents) texts() map[string]string {
	out := make(map[string]string)
	for _, e := range c.shown() {
		if e.Kind == ledger.KindDocument {
			if _, doc, err := ledger.ReadDocument(&e); err == nil {
				out[e.ID] = doc.Text
			}
		}
	}
	return out
}

// redacted reports whether something is withheld of a document.
func (c *contents) redacted(id string) bool {
	return slices.ContainsFunc(c.redactions, func(r *redacted) bool { return r.ID == id })
}

// write makes all files and writes them.
func (b *builder) write(ctx context.Context, w io.Writer) (*Summary, error) {
	all, err := b.c.all(ctx, b.o.Parties)
	if err != nil {
		return nil, err
	}
	if err := b.leaks(all); err != nil {
		return nil, err
	}
	sums := make(map[string]string, len(all)+len(b.snapshots))
	for name, data := range all {
		sums[name] = digest(data)
	}
	for address := range b.snapshots {
		sums[snapshotsDir+address] = address
	}
	all[sumsFile] = writeSums(sums)
	names := append(slices.Collect(maps.Keys(sums)), sumsFile)
	if b.o.Key != nil {
		signed, err := b.o.Key.Sign(sumsText(all[sumsFile]))
		if err != nil {
			return nil, err
		}
		all[sumsNote] = []byte(signed)
		names = append(names, sumsNote)
	}
	slices.Sort(names)
	z := zip.NewWriter(w)
	for _, name := range names {
		data, ok := all[name]
		if !ok {
			if data, err = b.l.Snapshots().Get(ctx, strings.TrimPrefix(name, snapshotsDir)); err != nil {
				return nil, err
			}
		}
		if err := put(z, name, data); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write the bundle: %w", err)
	}
	s := &Summary{Claim: b.c.manifest.Claim, Entries: len(b.c.proofs), Withheld: len(b.c.manifest.Withheld), Openings: b.openings}
	for name := range all {
		if within(name, textsDir) {
			s.Documents++
		}
	}
	return s, nil
}

// sumsText is what the ledger's key signs of a bundle.
func sumsText(list []byte) string { return "hearsay bundle\n" + digest(list) + "\n" }

// all makes all files but the snapshots and the list of digests.
func (c *contents) all(ctx context.Context, parties claim.Parties) (files, error) {
	out, err := c.given()
	if err != nil {
		return nil, err
	}
	told, err := c.told()
	if err != nil {
		return nil, err
	}
	m, err := c.make(ctx, parties)
	if err != nil {
		return nil, err
	}
	worked, err := c.worked(m)
	if err != nil {
		return nil, err
	}
	maps.Copy(out, told)
	maps.Copy(out, worked)
	return out, nil
}
