package ledgertest

import (
	"encoding/json"
	"strings"
	"testing"
)

// content is the text of the content of a statement's record.
func content(t testing.TB, rec []byte) string {
	t.Helper()
	var s struct {
		Content struct {
			Spans []struct{ Text string } `json:"spans"`
		} `json:"content"`
	}
	if err := json.Unmarshal(rec, &s); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range s.Content.Spans {
		out = append(out, p.Text)
	}
	return strings.Join(out, " … ")
}
