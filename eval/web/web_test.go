package web_test

import (
	"compress/gzip"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/eval/web"
)

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name, want, got string
		tp, fp, fn      int
	}{
		{"same", "a b c d e", "a, b! c d\ne", 2, 0, 0},
		{"case counts", "A b c d", "a b c d", 0, 1, 1},
		{"short text is one shingle", "two words", "two words", 1, 0, 0},
		{"short against long", "two words", "two words and more", 0, 1, 1},
		{"nothing extracted", "a b c d e", "", 0, 0, 2},
		{"no body", "", "a b c d", 0, 1, 0},
		{"repeats are a multiset", "a a a a a", "a a a a", 1, 0, 1},
		{"apostrophe and hyphen cut", "don't co-op", "don t co op", 1, 0, 0},
	} {
		p := web.Compare(c.want, c.got)
		if p.TP != c.tp || p.FP != c.fp || p.FN != c.fn {
			t.Errorf("%s: tp %d fp %d fn %d, want %d %d %d", c.name, p.TP, p.FP, p.FN, c.tp, c.fp, c.fn)
		}
	}
}

// corpus writes pages and their bodies in the benchmark's layout.
func corpus(t *testing.T, truth string, pages map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "html"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ground-truth.json"), []byte(truth), 0o644); err != nil {
		t.Fatal(err)
	}
	for id, page := range pages {
		f, err := os.Create(filepath.Join(dir, "html", id+".html.gz"))
		if err != nil {
			t.Fatal(err)
		}
		z := gzip.NewWriter(f)
		if _, err := z.Write([]byte(page)); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(z.Close(), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestScore(t *testing.T) {
	dir := corpus(t,
		`{"one":{"articleBody":"a b c d e f g","url":"u1"},"two":{"articleBody":"h i j k"},"three":{"articleBody":"l m n o"}}`,
		map[string]string{"one": "a b c d e", "two": "h i j k l m n", "three": "fail"})
	res, err := web.Score(dir, func(page []byte, _ string) (string, error) {
		if string(page) == "fail" {
			return "", errors.New("unreadable")
		}
		return string(page), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// one: P 1, R 2/4; two: P 1/4, R 1; three: no P, R 0.
	if math.Abs(res.Precision-0.625) > 1e-9 || math.Abs(res.Recall-0.5) > 1e-9 {
		t.Errorf("precision %v recall %v", res.Precision, res.Recall)
	}
	if got, want := res.String(), "pages 3  failed 1  precision 0.6250  recall 0.5000  F1 0.5556"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var b strings.Builder
	if err := res.Worst(&b, 1); err != nil || !strings.Contains(b.String(), "unreadable") {
		t.Errorf("worst page: %q, %v", b.String(), err)
	}
}

func TestScoreBadCorpus(t *testing.T) {
	none := func([]byte, string) (string, error) { return "", nil }
	for name, dir := range map[string]string{
		"absent":       filepath.Join(t.TempDir(), "nowhere"),
		"not json":     corpus(t, `{`, nil),
		"empty":        corpus(t, `{}`, nil),
		"page missing": corpus(t, `{"a":{"articleBody":"x"}}`, nil),
	} {
		if _, err := web.Score(dir, none); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
