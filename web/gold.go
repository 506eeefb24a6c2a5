package web

import (
	"iter"
	"maps"
	"net/http"
	"slices"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/export/brat"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// gold gives the statements that people accepted or corrected, with their articles.
func (s *Site) gold(w http.ResponseWriter, r *http.Request) error {
	v, err := s.Newsroom.Now(r.Context())
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="hearsay-gold.zip"`)
	w.Header().Set("Cache-Control", "no-store")
	if err := brat.Write(w, goldOf(v)); err != nil {
		s.broken(r, err)
	}
	return nil
}

// broken ends an answer that was begun and cannot be completed, so that nobody takes the
// part for the whole.
func (s *Site) broken(r *http.Request, err error) {
	if r.Context().Err() == nil {
		s.Log.Error("page", "path", r.URL.Path, "err", err)
	}
	panic(http.ErrAbortHandler) // the one way to break a connection off, which the server expects
}

// goldOf gives the articles with statements that stand accepted or corrected, in the order
// of their IDs.
func goldOf(v *live.View) iter.Seq2[*brat.Article, error] {
	standing := claim.Standing(v.Decisions)
	about := make(map[string][]claim.Decision) // decisions by statement
	for _, d := range standing {
		for _, id := range d.Statements {
			about[id] = append(about[id], d)
		}
	}
	in := make(map[string][]string) // statements by document
	for id, list := range about {
		if !slices.ContainsFunc(list, func(d claim.Decision) bool { return d.Act == claim.Accept || d.Act == claim.Correct }) {
			continue
		}
		if _, r, _, ok := v.Statement(id); ok {
			in[r.Doc.ID] = append(in[r.Doc.ID], id)
		}
	}
	return func(yield func(*brat.Article, error) bool) {
		for _, doc := range slices.Sorted(maps.Keys(in)) {
			var a brat.Article
			for _, id := range slices.Sorted(slices.Values(in[doc])) {
				_, r, st, ok := v.Statement(id)
				if !ok {
					continue
				}
				a.Doc = r.Doc
				if now, kept := st.Corrected(r.Doc, about[id]); kept {
					a.Statements = append(a.Statements, brat.Statement{Statement: now.Statement, ID: id, NestedIn: now.NestedIn})
				}
			}
			if len(a.Statements) > 0 && !yield(&a, nil) {
				return
			}
		}
	}
}
