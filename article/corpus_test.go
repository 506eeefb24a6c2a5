package article_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/eval/web"
)

// corpora gives a folder of the shared corpora, which are no part of the
// repository; without them the test is skipped.
func corpora(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("HEARSAY_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	dir := filepath.Join(root, "corpora", name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpus %s: set HEARSAY_SHARED to the folder that holds corpora/", name)
	}
	return dir
}

// The body F1 must stay above the project's goal.
func TestWebArticles(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 181 pages")
	}
	res, err := web.Score(corpora(t, "web-articles"), func(page []byte, url string) (string, error) {
		doc, err := article.Parse(page, article.Options{URL: url, Language: "en"})
		if err != nil {
			return "", err
		}
		sound(t, doc)
		return article.Body(doc), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(res)
	if res.F1 < 0.970 {
		t.Errorf("body F1 %.4f, the goal is 0.970", res.F1)
	}
}

// What an article attributes must stand in a zone in which attributions are
// looked for: of PolNeAR's contents at most 3 in 1,000 may be lost.
func TestZonesKeepContents(t *testing.T) {
	root := filepath.Join(corpora(t, "polnear"), "train")
	files, err := filepath.Glob(filepath.Join(root, "text", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("no articles in the corpus")
	}
	total, lost := 0, 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := article.Parse(data, article.Options{})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
			continue
		}
		sound(t, doc)
		stem := strings.TrimSuffix(filepath.Base(path), ".txt")
		notes, _ := filepath.Glob(filepath.Join(root, "attributions", stem+"*.ann"))
		for _, note := range notes {
			for _, start := range contents(t, note) {
				total++
				if b, ok := hearsay.NewCodePoints(doc.Text).Byte(start); !ok || !doc.ZoneAt(b).Told() {
					lost++
				}
			}
		}
	}
	t.Logf("%d of %d contents outside the zones of the story", lost, total)
	if lost*1000 > total*3 {
		t.Errorf("%d of %d contents lost", lost, total)
	}
}

// contents gives where the contents of a brat file begin, in code points.
func contents(t *testing.T, path string) []int {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var starts []int
	for line := range strings.Lines(string(data)) {
		_, rest, _ := strings.Cut(line, "\tContent ")
		n, _, _ := strings.Cut(rest, " ")
		if start, err := strconv.Atoi(n); err == nil {
			starts = append(starts, start)
		}
	}
	return starts
}
