package ledger

import (
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger/change"
)

// version records that a document took the place of another, or, where it is the
// earlier one, late, that the other took its place. known says that the document was
// recorded before: the page shows an earlier text again.
func (a *appender) version(art *Article, before *recorded, late bool, retrieved time.Time, known bool) (*VersionRecord, error) {
	now, err := a.read(art.Doc.ID)
	if err != nil {
		return nil, err
	}
	was := before
	if late {
		if known { // an old copy of what was replaced since says nothing new
			return nil, nil
		}
		was, now = now, before
	}
	number, err := a.Number(a.ctx, before.doc.ID)
	if err != nil {
		return nil, err
	}
	public := now.Public
	if late && Instant(now.doc.Published) <= Instant(was.doc.Published) {
		public = Instant(now.Retrieved) // changed in silence, as is known only now
	}
	if known {
		public = Instant(retrieved.UTC().Format(time.RFC3339)) // when it was seen again
	}
	rec := &VersionRecord{
		Schema: versionSchema, Canonical: now.Canonical, Document: now.doc.ID, Replaces: was.doc.ID, Number: number + 1,
		Retrieved: retrieved.UTC().Format(time.RFC3339), Public: public,
	}
	id := hearsay.Address("vs_", rec.Canonical, rec.Document, rec.Replaces, rec.Retrieved)
	if again, err := a.Has(a.ctx, KindVersion, id); err != nil || again {
		return nil, err
	}
	if err := a.difference(was, now, rec); err != nil {
		return nil, err
	}
	if _, err := a.add(KindVersion, id, rec); err != nil {
		return nil, err
	}
	return rec, a.replaced(rec)
}

// isLate reports whether what was fetched at a time was fetched before a document that is
// recorded already was last seen.
func isLate(before *recorded, retrieved time.Time) bool {
	return Instant(retrieved.UTC().Format(time.RFC3339)) < before.seen
}

// difference fills in what changed from one version to the next.
func (a *appender) difference(was, now *recorded, rec *VersionRecord) error {
	old, oldIDs, err := a.statements(was.doc)
	if err != nil {
		return err
	}
	sts, ids, err := a.statements(now.doc)
	if err != nil {
		return err
	}
	ch := change.Between(change.Version{Doc: was.doc, Statements: old}, change.Version{Doc: now.doc, Statements: sts})
	rec.Class, rec.Reasons = ch.Class.String(), append([]string{}, ch.Reasons...)
	if ch.Notice != nil {
		rec.Notice = now.doc.Text[ch.Notice.Span.Start:ch.Notice.Span.End]
	}
	rec.Statements = []StatementLink{}
	for _, link := range ch.Links {
		out := StatementLink{Change: link.Fate.String()}
		if link.Old >= 0 {
			out.Was = oldIDs[link.Old]
		}
		if link.New >= 0 {
			out.Now = ids[link.New]
		}
		for _, w := range link.What {
			out.What = append(out.What, w.String())
		}
		rec.Statements = append(rec.Statements, out)
	}
	return nil
}
