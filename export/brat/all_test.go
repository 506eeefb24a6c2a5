package brat_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/export/brat"
	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// chosen selects all of two stories and an article whose every name is bad, and gives what is
// in the ledger.
func chosen(t *testing.T) (*selection.Selection, ledger.Counts) {
	t.Helper()
	room := roomtest.Open(t, "../../examples/stories/varn-ferry/manifest.json", "../../examples/stories/morrick-leak/manifest.json")
	roomtest.AddBad(t, room)
	in, err := room.Ledger.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := selection.New(t.Context(), room.Ledger, ledger.StatementQuery{Versions: true}, func(ctx context.Context, log claims.Log) ([]claims.Story, error) {
		return claims.Make(ctx, log, claims.Options{Parties: world.Party})
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, in
}

func TestAll(t *testing.T) {
	s, in := chosen(t)
	out := roomtest.Twice(t, func(b *bytes.Buffer) error { return brat.All(t.Context(), b, s) })
	z, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	texts, events := 0, 0
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, ".txt") {
			texts++
		}
		if !strings.HasSuffix(f.Name, ".ann") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		events += strings.Count("\n"+string(data), "\nE")
	}
	if texts != int(in.Documents) || events != int(in.Statements) {
		t.Errorf("%d texts with %d events, want %d and %d", texts, events, in.Documents, in.Statements)
	}
}
