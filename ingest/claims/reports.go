// Package claims makes the claims of a ledger: it reads what was recorded, has it put
// into stories, and each story's statements into claims.
package claims

import (
	"context"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/record"
)

// Reports reads every version of every article that a ledger holds, with the statements of
// its last reading.
func Reports(ctx context.Context, l *ledger.Ledger) ([]claim.Report, error) {
	var out []claim.Report
	q := ledger.DocumentQuery{All: true, Limit: ledger.MaxLimit}
	for {
		page, err := l.FindDocuments(ctx, q)
		if err != nil {
			return nil, err
		}
		for i := range page.Documents {
			r, err := report(ctx, l, &page.Documents[i])
			if err != nil {
				return nil, err
			}
			out = append(out, *r)
		}
		if page.Next == "" {
			return out, nil
		}
		q.After = page.Next
	}
}

// report reads one document.
func report(ctx context.Context, l *ledger.Ledger, found *ledger.FoundDocument) (*claim.Report, error) {
	doc, err := document(ctx, l, found.ID)
	if err != nil {
		return nil, err
	}
	r := &claim.Report{Doc: doc, Public: found.Public}
	versions, err := l.Versions(ctx, found.ID)
	if err != nil {
		return nil, err
	}
	for i := range versions { // the last to name it says whether it stands
		if r.ReplacedOn = ""; versions[i].Replaces == found.ID {
			r.ReplacedOn = versions[i].Public
		} else if versions[i].Public > r.Public && i == 0 {
			r.Public = versions[i].Public // the version before came later into the ledger
		}
	}
	copies, err := l.Copies(ctx, found.ID)
	if err != nil {
		return nil, err
	}
	for i := range copies {
		if c := &copies[i]; c.First != "" && c.First != found.ID {
			r.Carries = c.First
			break
		}
	}
	return r, statements(ctx, l, r)
}

// document reads the record of a document.
func document(ctx context.Context, l *ledger.Ledger, id string) (*hearsay.Document, error) {
	e, err := l.Entry(ctx, ledger.KindDocument, id)
	if err != nil {
		return nil, err
	}
	_, doc, err := ledger.ReadDocument(&e)
	return doc, err
}

// statements reads those of a report.
func statements(ctx context.Context, l *ledger.Ledger, r *claim.Report) error {
	reader := record.NewReader(r.Doc)
	for found, err := range ledger.AllStatements(ctx, l, ledger.StatementQuery{Document: r.Doc.ID, Versions: true}) {
		if err != nil {
			return err
		}
		st, id, nestedIn, err := reader.Statement(found.Record)
		if err != nil {
			return err
		}
		r.Statements = append(r.Statements, claim.Stated{Statement: st, ID: id, NestedIn: nestedIn})
	}
	return nil
}
