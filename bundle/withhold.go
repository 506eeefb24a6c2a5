package bundle

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
)

// withhold takes out what is not to be shown: documents are masked, and the entries that have
// the withheld words are left to their hashes.
func (b *builder) withhold(s *claims.Story) error {
	if len(b.o.Redact) == 0 {
		return nil
	}
	if b.o.Key == nil {
		return fmt.Errorf("%w: it takes the key that signs the ledger", ErrRedaction)
	}
	spans, err := b.spans(s)
	if err != nil {
		return err
	}
	b.c.notes = make(map[string]string)
	var shown []ledger.Entry
	for i := range b.c.entries {
		e := &b.c.entries[i]
		switch {
		case e.Kind == ledger.KindDocument && len(spans[e.ID]) > 0:
			if err := b.mask(e, spans[e.ID]); err != nil {
				return err
			}
		case e.Kind == ledger.KindStatement && touches(e, spans), e.Kind != ledger.KindKey && tells(string(e.Data), b.words):
		default:
			shown = append(shown, *e)
			continue
		}
		b.c.manifest.Withheld = append(b.c.manifest.Withheld, withheldEntry{e.Index, e.Kind, e.ID})
	}
	b.c.entries = shown
	return nil
}

// spans settles what is withheld of each document.
func (b *builder) spans(s *claims.Story) (map[string][]hearsay.Span, error) {
	of := make(map[string]string) // documents by the IDs of themselves and their statements
	for i := range b.c.entries {
		switch e := &b.c.entries[i]; e.Kind {
		case ledger.KindDocument:
			of[e.ID] = e.ID
		case ledger.KindStatement:
			r, err := decode[struct{ Document struct{ ID string } }](e)
			if err != nil {
				return nil, err
			}
			of[e.ID] = r.Document.ID
		}
	}
	texts := make(map[string]string)
	for i := range s.Reports {
		texts[s.Reports[i].Doc.ID] = s.Reports[i].Doc.Text
	}
	out := make(map[string][]hearsay.Span)
	var said []string
	for _, r := range b.o.Redact {
		id := of[r.Of]
		if id == "" {
			return nil, fmt.Errorf("%s: %w: it is not of the claim's story", r.Of, ErrRedaction)
		}
		text := lettersOf(texts[id])
		for _, sp := range r.Spans {
			if sp.End > text.count() {
				return nil, fmt.Errorf("%s:%d-%d: %w: the text of %s is shorter", r.Of, sp.Start, sp.End, ErrRedaction, id)
			}
			said = append(said, text.cut(sp))
		}
		out[id] = append(out[id], r.Spans...)
		b.words = append(b.words, wordsOf(text, r.Spans)...)
	}
	return out, b.elsewhere(out, texts, said)
}

// elsewhere looks for withheld words in the rest of the texts, and withholds them there too
// or says where they are.
func (b *builder) elsewhere(out map[string][]hearsay.Span, texts map[string]string, said []string) error {
	var left []string
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		for _, words := range said {
			for _, at := range occurrences(texts[id], words) {
				if slices.ContainsFunc(out[id], func(s hearsay.Span) bool { return s.Contains(at) }) {
					continue
				}
				if b.o.Everywhere {
					out[id] = append(out[id], at)
				} else {
					left = append(left, fmt.Sprintf("%s:%d-%d", id, at.Start, at.End))
				}
			}
		}
	}
	if len(left) > 0 && !b.o.Anyway {
		slices.Sort(left)
		return fmt.Errorf("%w: %s", ErrLeak, strings.Join(slices.Compact(left), " "))
	}
	return nil
}

// mask withholds parts of a document.
func (b *builder) mask(e *ledger.Entry, spans []hearsay.Span) error {
	r, openings, err := withhold(e, spans, b.o.Key)
	if err != nil {
		return err
	}
	line, err := encode(r)
	if err != nil {
		return err
	}
	signed, err := b.o.Key.Sign(redactionText(append(line, '\n')))
	if err != nil {
		return err
	}
	b.c.redactions = append(b.c.redactions, r)
	b.c.notes[r.ID] = signed
	b.openings = append(b.openings, openings...)
	return nil
}

// redactionText is what the ledger's key signs of a redaction.
func redactionText(file []byte) string { return "hearsay redaction\n" + digest(file) + "\n" }

// touches reports whether a statement has a span that meets one that is withheld of its
// document.
func touches(e *ledger.Entry, spans map[string][]hearsay.Span) bool {
	type at struct{ Start, End int }
	type list struct{ Spans []at }
	r, err := decode[struct {
		Document               struct{ ID string }
		Source, Cue, Content   list
		Hedges                 []at
		Times, Figures, Places []at
		Chain                  []struct{ Span *at }
	}](e)
	if err != nil {
		return true // what cannot be read is not shown
	}
	all := slices.Concat(r.Source.Spans, r.Cue.Spans, r.Content.Spans, r.Hedges, r.Times, r.Figures, r.Places)
	for _, c := range r.Chain {
		if c.Span != nil {
			all = append(all, *c.Span)
		}
	}
	return slices.ContainsFunc(all, func(a at) bool {
		return slices.ContainsFunc(spans[r.Document.ID], hearsay.Span(a).Overlaps)
	})
}

// leaks looks for withheld words in the files as they are.
func (b *builder) leaks(all files) error {
	if len(b.words) == 0 || b.o.Anyway {
		return nil
	}
	var where []string
	for name, data := range all {
		if name != guideFile && tells(string(data), b.words) {
			where = append(where, name)
		}
	}
	slices.SortFunc(where, cmp.Compare[string])
	if len(where) > 0 {
		return fmt.Errorf("%w: in %s", ErrLeak, strings.Join(where[:min(len(where), 20)], ", "))
	}
	return nil
}
