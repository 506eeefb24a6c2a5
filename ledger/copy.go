package ledger

import (
	"cmp"
	"math"
	"slices"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger/copies"
)

// mostAlike is how many documents that share bands are looked at, and mostCopies how many
// of them, the likeliest copies, are compared with a new one in full: enough to tie a wire
// story's copies together, whatever their number. After mostVain that are none, one after
// another, those that are less likely still are not looked at.
const (
	mostAlike  = 64
	mostCopies = 16
	mostVain   = 3
)

// copies records which documents of other URLs share the article's text.
func (a *appender) copies(art *Article) ([]CopyRecord, error) {
	doc := art.Doc
	alike, err := a.alike(doc)
	if err != nil || len(alike) == 0 {
		return nil, err
	}
	text := copies.Read(doc)
	now, err := a.read(doc.ID)
	if err != nil {
		return nil, err
	}
	best := make(map[string]CopyRecord) // by canonical URL, or ID where there is none
	vain := 0
	for _, id := range alike {
		if vain == mostVain {
			break
		}
		other, err := a.read(id)
		if err != nil {
			return nil, err
		}
		if other.Canonical != "" && other.Canonical == now.Canonical || doc.Supersedes == id {
			continue // a version, not a copy
		}
		c := text.Compare(other.doc)
		if !c.Is() {
			vain++
			continue
		}
		vain = 0
		rec := CopyRecord{
			Schema: copySchema, Document: doc.ID, Of: id, Similarity: rounded(c.Similarity), Containment: rounded(max(c.InA, c.InB)),
			Agency: cmp.Or(c.AgencyB, c.AgencyA), First: earlier(now, other), Shared: [][2]int{},
		}
		for _, p := range copies.Paragraphs(doc, other.doc) {
			rec.Shared = append(rec.Shared, [2]int{p.A, p.B})
		}
		key := cmp.Or(other.Canonical, id)
		if known, ok := best[key]; !ok || known.Similarity < rec.Similarity {
			best[key] = rec
		}
	}
	out := make([]CopyRecord, 0, len(best))
	for _, rec := range best {
		out = append(out, rec)
	}
	slices.SortFunc(out, func(x, y CopyRecord) int {
		return cmp.Or(-cmp.Compare(x.Similarity, y.Similarity), cmp.Compare(x.Of, y.Of))
	})
	for _, rec := range out {
		if _, err := a.add(KindCopy, hearsay.Address("cp_", rec.Document, rec.Of), rec); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// alike gives the documents that are likely to be copies, the likeliest first.
func (a *appender) alike(doc *hearsay.Document) ([]string, error) {
	sig := copies.Sketch(doc)
	found, err := a.Alike(a.ctx, sig.Bands(), mostAlike+1)
	if err != nil {
		return nil, err
	}
	likely := make(map[string]float64, len(found))
	var out []string
	for _, f := range found {
		if shared := sig.Shared(f.Outline, f.Bands); f.Document != doc.ID && shared >= copies.Chance {
			likely[f.Document] = shared
			out = append(out, f.Document)
		}
	}
	slices.SortStableFunc(out, func(x, y string) int { return cmp.Compare(likely[y], likely[x]) })
	return out[:min(len(out), mostCopies)], nil
}

// earlier is the ID of the document that was public first, "" where their dates do not
// tell.
func earlier(x, y *recorded) string {
	n := min(len(x.Public), len(y.Public)) // a day says nothing of the hour
	switch cmp.Compare(x.Public[:n], y.Public[:n]) {
	case -1:
		return x.doc.ID
	case 1:
		return y.doc.ID
	}
	return ""
}

// rounded keeps three decimals, so that records read well.
func rounded(f float64) float64 { return math.Round(f*1000) / 1000 }
