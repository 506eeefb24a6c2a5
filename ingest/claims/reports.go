// Package claims makes the claims of a ledger: it reads what was recorded, has it put
// into stories, and each story's statements into claims.
package claims

import (
	"context"
	"encoding/json"
	"fmt"

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
	_, rec, err := ledger.ReadLeaf(e.Data)
	if err != nil {
		return nil, err
	}
	var r ledger.DocumentRecord
	if err := json.Unmarshal(rec, &r); err != nil {
		return nil, fmt.Errorf("read document %s: %w: %w", id, ledger.ErrCorrupt, err)
	}
	doc, err := record.ReadDocument(r.Document)
	if err != nil {
		return nil, fmt.Errorf("read document %s: %w", id, err)
	}
	return doc, nil
}

// statements reads those of a report, in the order of the text.
func statements(ctx context.Context, l *ledger.Ledger, r *claim.Report) error {
	reader := record.NewReader(r.Doc)
	q := ledger.StatementQuery{Document: r.Doc.ID, Versions: true, Limit: ledger.MaxLimit}
	for {
		page, err := l.FindStatements(ctx, q)
		if err != nil {
			return err
		}
		for i := range page.Statements {
			st, id, nestedIn, err := reader.Statement(page.Statements[i].Record)
			if err != nil {
				return err
			}
			r.Statements = append(r.Statements, claim.Stated{Statement: st, ID: id, NestedIn: nestedIn})
		}
		if page.Next == "" {
			break
		}
		q.After = page.Next
	}
	claim.InOrder(r.Statements)
	return nil
}
