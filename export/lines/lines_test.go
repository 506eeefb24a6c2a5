package lines_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/export/lines"
	"github.com/hearsay-news/hearsay/internal/roomtest"
)

func TestWrite(t *testing.T) {
	s, in := roomtest.Chosen(t)
	stories, err := s.Made(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	claimed := 0
	for i := range stories {
		claimed += len(stories[i].Claims)
	}
	for what, n := range map[string]int{"statements": int(in.Statements), "documents": int(in.Documents), "claims": claimed} {
		out := roomtest.Twice(t, func(b *bytes.Buffer) error { return lines.Write(t.Context(), b, s, what, "2040") })
		got := strings.SplitAfter(string(out), "\n")
		if len(got)-1 != n || got[n] != "" {
			t.Errorf("%d %s, want %d", len(got)-1, what, n)
		}
		seen := map[string]bool{}
		for _, line := range got[:len(got)-1] {
			var r struct {
				Schema, ID, Text string
				Ledger           json.RawMessage
			}
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatalf("%v: %s", err, line)
			}
			if seen[r.ID] || !strings.HasPrefix(r.Schema, "hearsay/"+what[:len(what)-1]) || what == "documents" && (r.Text == "" || r.Ledger == nil) {
				t.Errorf("%.200s", line)
			}
			seen[r.ID] = true
		}
	}
	if err := lines.Write(t.Context(), new(bytes.Buffer), s, "tunes", ""); err == nil {
		t.Error("tunes are written")
	}
}
