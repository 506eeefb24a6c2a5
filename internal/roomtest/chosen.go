package roomtest

import (
	"context"
	"testing"

	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// Chosen selects all of two stories and an article whose every name is bad, and gives what
// is in the ledger: for tests of exports, two folders below the project's.
func Chosen(tb testing.TB) (*selection.Selection, ledger.Counts) {
	tb.Helper()
	room := Open(tb, "../../examples/stories/varn-ferry/manifest.json", "../../examples/stories/morrick-leak/manifest.json")
	AddBad(tb, room)
	in, err := room.Ledger.Counts(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	s, err := selection.New(tb.Context(), room.Ledger, ledger.StatementQuery{Versions: true}, func(ctx context.Context, log claims.Log) ([]claims.Story, error) {
		return claims.Make(ctx, log, claims.Options{Parties: world.Party})
	})
	if err != nil {
		tb.Fatal(err)
	}
	return s, in
}
