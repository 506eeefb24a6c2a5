package main

import "testing"

func TestDidYouMean(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"jsnol", "; did you mean jsonl?"},
		{"Text", ""}, // the same but for its case: nothing to suggest
		{"tabel", "; did you mean table?"},
		{"xml", ""},
		{"", ""},
		{"a.txt", ""}, // too short to tell
		{"reprot.txt", "; did you mean report.txt?"},
	} {
		if got := didYouMean(c.word, []string{"text", "table", "jsonl", "b.txt", "report.txt"}); got != c.want {
			t.Errorf("%q: got %q, want %q", c.word, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"", "é", 1}, {"abcd", "abdc", 1}, {"kitten", "sitting", 3}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("%q to %q: got %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
