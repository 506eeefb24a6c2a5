package ledger_test

import (
	"bytes"
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/ledger"
)

// What reads as a leaf is written as one, byte for byte.
func FuzzReadLeaf(f *testing.F) {
	f.Add(ledger.Leaf(ledger.KindKey, "key_x", time.Unix(1e9, 0), []byte(`{"schema":"hearsay/key/1"}`)))
	f.Add([]byte(`{"kind":"key","id":"x","recorded":"2025-05-01T12:00:00.000Z","record":`))
	f.Add([]byte(`{"kind":"key","id":"x","recorded":"2025-05-01T12:00:00.000Z","record":}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, rec, err := ledger.ReadLeaf(data)
		if err != nil {
			if !errors.Is(err, ledger.ErrCorrupt) {
				t.Error(err)
			}
			return
		}
		if again := ledger.Leaf(e.Kind, e.ID, e.Recorded, rec); !bytes.Equal(again, data) {
			t.Errorf("%q was written as %q", data, again)
		}
	})
}

// Whatever is typed is a search or ErrQuery, and its snippets are valid text.
func FuzzParseSearch(f *testing.F) {
	f.Add("dam -broke “kell gap” miss*", "the dam at Kell Gap")
	f.Add(`"`, "\xff")
	f.Add("*-\"\"*", "")
	f.Fuzz(func(t *testing.T, text, content string) {
		s, err := ledger.ParseSearch(text)
		if err != nil {
			if !errors.Is(err, ledger.ErrQuery) {
				t.Error(err)
			}
			return
		}
		if got := s.Snippet(content); utf8.ValidString(content) && !utf8.ValidString(got) {
			t.Errorf("%q in %q: %q", text, content, got)
		}
		if again := ledger.Words(ledger.Words(content)); len(again) > 2*len(ledger.Words(content))+8 {
			t.Errorf("%q grows", content)
		}
	})
}

// A cursor is read as it was written.
func FuzzParseCursor(f *testing.F) {
	f.Add(ledger.Cursor{Key: "2025-05-01", Seq: 40}.String())
	f.Add("x")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ledger.ParseCursor(s)
		if err != nil {
			if !errors.Is(err, ledger.ErrQuery) {
				t.Error(err)
			}
			return
		}
		if again, err := ledger.ParseCursor(c.String()); err != nil || again != c {
			t.Errorf("%+v, %+v, %v", c, again, err)
		}
	})
}
