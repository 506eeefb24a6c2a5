package brat

import (
	"context"
	"io"
	"iter"

	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/record"
)

// All writes the zip of all documents that are selected with their statements that are, as
// they were read, whether anybody looked at them or not.
func All(ctx context.Context, w io.Writer, s *selection.Selection) error {
	return Write(w, articles(ctx, s))
}

func articles(ctx context.Context, s *selection.Selection) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		for d, err := range s.Documents(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			a := &Article{Doc: d.Doc}
			reader := record.NewReader(d.Doc)
			for f, err := range s.Of(ctx, d.ID) {
				if err != nil {
					yield(nil, err)
					return
				}
				st, id, nestedIn, err := reader.Statement(f.Record)
				if err != nil {
					yield(nil, err)
					return
				}
				a.Statements = append(a.Statements, Statement{st, id, nestedIn})
			}
			if !yield(a, nil) {
				return
			}
		}
	}
}
