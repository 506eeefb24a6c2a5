package change_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/ledger/change"
	"github.com/hearsay-news/hearsay/nlp"
)

// shared gives a folder of the shared stories, which are no part of the repository;
// without them the test is skipped.
func shared(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("HEARSAY_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(root, filepath.FromSlash(name))
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no %s: set HEARSAY_SHARED to the folder that holds it", name)
	}
	return dir
}

// versionOf reads an article as the program does.
func versionOf(t testing.TB, p *nlp.Pipeline, path string) change.Version {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := article.Parse(data, article.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	sts, err := p.Extract(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return change.Version{Doc: doc, Statements: sts}
}

// The story's silent edit: one figure, and the service's statement that gives it, which
// stands within the summary's.
func TestStoryEdited(t *testing.T) {
	dir := shared(t, "stories/ridge-crossing")
	data, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Edited []struct{ Article, Supersedes string }
	}
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatal(err)
	}
	p, err := nlp.Load(nlp.Fast)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("unlike", func(t *testing.T) { unlike(t, p, filepath.Join(dir, "articles")) })
	for _, e := range gold.Edited {
		old, new := versionOf(t, p, filepath.Join(dir, "articles", e.Supersedes+".txt")), versionOf(t, p, filepath.Join(dir, "articles", e.Article+".txt"))
		c := change.Between(old, new)
		t.Logf("%v %q", c.Class, c.Reasons)
		sound(t, old, new, c)
		mirrored(t, e.Article, c, change.Between(new, old))
		if c.Class != change.Substantive || c.Notice != nil || len(c.Differences) != 1 || len(c.Differences[0].Edits) != 1 {
			t.Fatalf("%+v", c)
		}
		d := c.Differences[0]
		if was, is := old.Doc.Text[d.Edits[0].Old.Start:d.Edits[0].Old.End], new.Doc.Text[d.Edits[0].New.Start:d.Edits[0].New.End]; was != "30" || is != "20" || d.Edits[0].Kind != change.Figure {
			t.Errorf("%v %q became %q", d.Edits[0].Kind, was, is)
		}
		changed := 0
		for _, l := range c.Links {
			if l.Fate == change.LinkKept {
				continue
			}
			changed++
			if l.Fate != change.LinkChanged || !l.Grounded || !slices.Contains(l.What, change.OfFigure) || slices.Contains(l.What, change.OfSpeaker) {
				t.Errorf("%+v", l)
			} else if content := new.Statements[l.New].Content; !strings.Contains(new.Doc.Text[content[0].Start:content[len(content)-1].End], "about 20") {
				t.Errorf("another statement: %+v", l)
			}
		}
		if changed < 1 || changed > 2 || len(c.Links) < 10 {
			t.Errorf("%d of %d links are not kept: %q", changed, len(c.Links), links(c))
		}
	}
}

// unlike: two stories of one event by one outlet are not versions; the difference is no less
// sound for that.
func unlike(t *testing.T, p *nlp.Pipeline, dir string) {
	old, new := versionOf(t, p, filepath.Join(dir, "01-aldane-courier.txt")), versionOf(t, p, filepath.Join(dir, "11-aldane-courier.txt"))
	c := change.Between(old, new)
	sound(t, old, new, c)
	mirrored(t, "unlike", c, change.Between(new, old))
	if c.Class != change.Substantive || c.Notice == nil || c.Notice.Kind != change.Retraction {
		t.Errorf("%v %+v", c.Class, c.Notice)
	} else if got := new.Doc.Text[c.Notice.Span.Start:c.Notice.Span.End]; !strings.HasPrefix(got, "Correction") || !strings.HasSuffix(got, "we regret the error.") {
		t.Errorf("%v %q", c.Notice.Kind, got)
	}
}
