package api

import (
	"testing"

	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

func FuzzPlace(f *testing.F) {
	f.Add("claims", live.Cursor("claims", live.Place{Day: "2031-03-05", ID: "cl_a", N: 3}))
	f.Add("speakers", live.Cursor("speakers", live.Place{ID: "davin orsk of the coast"}))
	f.Add("changes", "Y2hhbmdlcyAwIDIwMzEgeA")
	f.Add("claims", "Y2xhaW1zIC0xIDIwMzEgeA")
	f.Fuzz(func(t *testing.T, of, cursor string) {
		p, ok := live.ParseCursor(of, cursor)
		if !ok {
			return
		}
		if cursor == "" {
			if p != (live.Place{}) {
				t.Errorf("the beginning is %+v", p)
			}
			return
		}
		if p.N < 0 || p.ID == "" {
			t.Errorf("%q: %+v is no place", cursor, p)
		}
		if again := live.Cursor(of, p); again != cursor {
			t.Errorf("%q is written %q", cursor, again)
		}
		if _, ok := live.ParseCursor(of+"x", cursor); ok {
			t.Errorf("%q is taken for another list's", cursor)
		}
	})
}
