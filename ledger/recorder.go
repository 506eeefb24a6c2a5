package ledger

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/record"
)

// Article is what is to be recorded of one article that was read.
type Article struct {
	Name      string // what the user calls it: a path, a URL, an archive's record
	From      string // the URL that the bytes were fetched from, or the name; "" for the document's URL, or the name
	SHA256    string // of the bytes as fetched, which the snapshots keep
	Size      int64
	Type      string // Content-Type as sent
	Header    []Header
	Retrieved time.Time // when the bytes were fetched
	Canonical string    // canonical URL; "" for none
	Replaces  string    // name or URL of the article that this is a later version of, "" for none said

	Doc        *hearsay.Document
	Statements []hearsay.Statement
	By         record.Extractor // what read the statements
	Unread     bool             // no statements were looked for

	// Again says that the document is read anew: its statements supersede those of
	// earlier readings.
	Again bool
}

// Outcome is what recording an article came to.
type Outcome struct {
	Document   string         // ID of the document
	New        bool           // the document was not in the ledger
	Read       bool           // a reading was recorded
	Statements int            // how many it has
	Version    *VersionRecord // it took the place of another version; nil if not
	Copies     []CopyRecord   // copies that were found
}

// Record records articles, all of them or, on an error, none. An article that the
// ledger holds already changes nothing, so that it may be recorded any number of times.
func (l *Ledger) Record(ctx context.Context, articles []*Article) ([]Outcome, error) {
	var out []Outcome
	err := l.update(ctx, func(a *appender) error {
		out = out[:0]
		for _, art := range articles {
			o, err := a.article(art)
			if err != nil {
				return fmt.Errorf("record %s: %w", art.Name, err)
			}
			out = append(out, *o)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// article records one article.
func (a *appender) article(art *Article) (*Outcome, error) {
	doc := art.Doc
	out := &Outcome{Document: doc.ID}
	retrieved := art.Retrieved
	if retrieved.IsZero() {
		retrieved = a.recorded
	}
	at := retrieved.UTC().Format(time.RFC3339)
	if err := a.snapshot(art, at); err != nil {
		return nil, err
	}
	known, err := a.Has(a.ctx, KindDocument, doc.ID)
	if err != nil {
		return nil, err
	}
	before, late, err := a.before(art, retrieved)
	if err != nil {
		return nil, err
	}
	if !known {
		out.New = true
		if err := a.document(art, before, late, retrieved); err != nil {
			return nil, err
		}
	}
	if err := a.reading(art, out); err != nil {
		return nil, err
	}
	if before != nil && before.doc.ID != doc.ID {
		if out.Version, err = a.version(art, before, late, retrieved, known); err != nil {
			return nil, err
		}
	}
	if !known {
		if out.Copies, err = a.copies(art); err != nil {
			return nil, err
		}
	}
	return out, a.flush() // the next article asks for it
}

// snapshot records that the bytes were fetched, once for each place they came from.
func (a *appender) snapshot(art *Article, at string) error {
	id := snapshotID(art.SHA256, cmp.Or(art.From, art.Doc.URL, art.Name))
	known, err := a.Has(a.ctx, KindSnapshot, id)
	if err != nil || known {
		return err
	}
	_, err = a.add(KindSnapshot, id, SnapshotRecord{
		Schema: snapshotSchema, SHA256: art.SHA256, Size: art.Size, Name: plain(art.Name), URL: plain(art.Doc.URL), Type: plain(art.Type),
		Retrieved: at, Header: art.Header, Document: art.Doc.ID, Replaces: plain(art.Replaces),
	})
	return err
}

// recorded is a document as it was recorded.
type recorded struct {
	DocumentRecord
	doc  *hearsay.Document
	seen string // when it was last known to be shown
}

// read gives a document of the ledger.
func (a *appender) read(id string) (*recorded, error) {
	if a.last != nil && a.last.doc.ID == id {
		return a.last, nil
	}
	e, err := a.Entry(a.ctx, KindDocument, id)
	if err != nil {
		return nil, err
	}
	r, err := readDocument(&e)
	if err == nil {
		a.last = r
	}
	return r, err
}

// readDocument reads the record of a document's entry.
func readDocument(e *Entry) (*recorded, error) {
	r, doc, err := ReadDocument(e)
	if err != nil {
		return nil, err
	}
	return &recorded{*r, doc, Instant(r.Retrieved)}, nil
}

// ReadDocument reads the record of a document's entry and the document in it.
func ReadDocument(e *Entry) (*DocumentRecord, *hearsay.Document, error) {
	_, rec, err := ReadLeaf(e.Data)
	if err != nil {
		return nil, nil, err
	}
	r, err := decode[DocumentRecord](e, rec)
	if err != nil {
		return nil, nil, err
	}
	doc, err := record.ReadDocument(r.Document)
	if err != nil {
		return nil, nil, fmt.Errorf("read document %s: %w: %w", e.ID, ErrCorrupt, err)
	}
	return r, doc, nil
}

// before gives the document that the article is a version of, nil for none, and whether
// the article is the earlier of the two.
func (a *appender) before(art *Article, retrieved time.Time) (*recorded, bool, error) {
	id, late := "", false
	var err error
	if art.Canonical != "" {
		if id, err = a.Latest(a.ctx, Keyed(art.Canonical)); err != nil {
			return nil, false, err
		}
	}
	placed := false // among its versions, by what was said before
	if id == "" {
		if placed, err = a.placed(art.Doc.ID); err != nil {
			return nil, false, err
		}
	}
	if id == "" && !placed && art.Replaces != "" {
		if id, err = a.Named(a.ctx, Keyed(art.Replaces)); err != nil {
			return nil, false, err
		}
	}
	if id == "" && !placed {
		if id, err = a.successor(art); err != nil {
			return nil, false, err
		}
		late = id != ""
	}
	if id == "" {
		return nil, false, nil
	}
	r, err := a.read(id)
	if err != nil {
		return nil, false, err
	}
	again, err := a.Seen(a.ctx, id)
	r.seen = max(r.seen, again)
	return r, late || isLate(r, retrieved), err
}

// placed reports whether a document has a part in a version.
func (a *appender) placed(document string) (bool, error) {
	old, err := a.Old(a.ctx, document)
	if err != nil || old {
		return old, err
	}
	seen, err := a.Seen(a.ctx, document)
	return seen != "", err
}

// mostSuccessors ends a circle of versions.
const mostSuccessors = 1000

// successor gives the document that was said to be a later version of the article before
// that came, or what took its place since.
func (a *appender) successor(art *Article) (id string, err error) {
	for _, name := range [...]string{art.Name, art.Doc.URL} {
		if name == "" || id != "" {
			continue
		}
		if id, err = a.Replacing(a.ctx, Keyed(name)); err != nil {
			return "", err
		}
	}
	if id == art.Doc.ID {
		return "", nil
	}
	for range mostSuccessors {
		next := ""
		if id != "" {
			next, err = a.Successor(a.ctx, id)
		}
		if err != nil || next == "" || next == art.Doc.ID {
			break
		}
		id = next
	}
	return id, err
}

// document records the document.
func (a *appender) document(art *Article, before *recorded, late bool, retrieved time.Time) error {
	doc := *art.Doc
	doc.Supersedes = ""
	at := retrieved.UTC().Format(time.RFC3339)
	public := cmp.Or(Instant(doc.Published), Instant(at))
	if before != nil {
		if !late {
			doc.Supersedes = before.doc.ID
		}
		// A change that leaves the stamp alone was made in silence: all that is known is
		// that it was there when it was fetched.
		if Instant(doc.Published) <= Instant(before.doc.Published) {
			public = Instant(at)
		}
	}
	rec := DocumentRecord{
		Schema: documentSchema, Canonical: plain(art.Canonical), Snapshot: art.SHA256, Retrieved: at, Public: public,
		Document: record.AppendDocument(nil, &doc),
	}
	if _, err := a.add(KindDocument, doc.ID, rec); err != nil {
		return err
	}
	kept, err := record.ReadDocument(rec.Document) // as it will be read
	if err != nil {
		return err
	}
	a.last = &recorded{rec, kept, Instant(at)}
	return nil
}

// reading records the statements, unless the document was read before and is not to be
// read again.
func (a *appender) reading(art *Article, out *Outcome) error {
	if art.Unread {
		return nil
	}
	doc := art.Doc
	last, err := a.Reading(a.ctx, doc.ID)
	if err != nil || last != nil && !art.Again {
		return err
	}
	from, err := a.read(doc.ID)
	if err != nil {
		return err
	}
	about := *doc
	about.Supersedes = from.doc.Supersedes
	var w record.Statements
	w.Begin(&about, art.Statements, art.By)
	lines := make([][]byte, len(art.Statements))
	h := sha256.New()
	for i := range art.Statements {
		lines[i] = w.Append(nil, i)
		h.Write(lines[i])
	}
	id := hearsay.Address("rd_", doc.ID, art.By.Model, art.By.Version, hex.EncodeToString(h.Sum(nil)))
	if last != nil && last.ID == id {
		return nil
	}
	if err := a.ofDocument(from); err != nil {
		return err
	}
	first := a.tree.size
	for i, line := range lines {
		if _, err := a.addRaw(KindStatement, w.IDs()[i], line); err != nil {
			return err
		}
	}
	// The same reading may come again after another, and is another entry then.
	if again, err := a.Has(a.ctx, KindReading, id); err != nil {
		return err
	} else if again {
		id = hearsay.Address("rd_", id, strconv.FormatInt(first, 10))
	}
	by, err := a.add(KindReading, id, ReadingRecord{readingSchema, doc.ID, art.By.Model, art.By.Version, first, int64(len(lines))})
	if err != nil {
		return err
	}
	out.Read, out.Statements = true, len(lines)
	if err := a.flush(); err != nil {
		return err
	}
	if last != nil {
		return a.Retire(a.ctx, last.First, last.Count, by)
	}
	return nil
}

// statements gives the statements of a document's last reading, with their IDs.
func (a *appender) statements(doc *hearsay.Document) ([]hearsay.Statement, []string, error) {
	last, err := a.Reading(a.ctx, doc.ID)
	if err != nil || last == nil {
		return nil, nil, err
	}
	entries, err := a.Statements(a.ctx, last.First, last.Count)
	if err != nil {
		return nil, nil, err
	}
	return readStatements(doc, entries)
}

// readStatements reads the statements of a document from their entries.
func readStatements(doc *hearsay.Document, entries []Entry) ([]hearsay.Statement, []string, error) {
	r := record.NewReader(doc)
	sts, ids, within := make([]hearsay.Statement, len(entries)), make([]string, len(entries)), make([]string, len(entries))
	place := make(map[string]int, len(entries))
	for i := range entries {
		_, rec, err := ReadLeaf(entries[i].Data)
		if err != nil {
			return nil, nil, err
		}
		if sts[i], ids[i], within[i], err = r.Statement(rec); err != nil {
			return nil, nil, errors.Join(ErrCorrupt, err)
		}
		place[ids[i]] = i
	}
	for i := range sts {
		if k, ok := place[within[i]]; ok {
			sts[i].Nested = k
		}
	}
	return sts, ids, nil
}
