package story_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/claim/story"
)

// A story told over eight months by seven outlets is one, and the shooting at another of
// the same country's borders is another.
func TestRidgeCrossing(t *testing.T) {
	root := os.Getenv("HEARSAY_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(root, "stories", "ridge-crossing")
	data, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Skip("no stories here: set HEARSAY_SHARED to the folder that holds them")
	}
	var manifest struct {
		Articles []struct{ ID, File, Title, Published string }
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		t.Fatal(err)
	}
	g := story.New()
	var all []*story.Features
	for _, a := range manifest.Articles {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(a.File)))
		if err != nil {
			t.Fatal(err)
		}
		f := story.Read(story.Article{ID: a.ID, Public: a.Published, Title: a.Title, Text: string(text)})
		all = append(all, f)
		g.Add(f)
	}
	const decoy = "09-northline-news"
	for _, s := range g.Stories() {
		t.Log(strings.Join(s, " "))
	}
	if got := g.Stories(); len(got) != 2 || len(got[1]) != 1 || got[1][0] != decoy {
		t.Errorf("%d stories: %v", len(got), got)
	}
	for _, f := range all[1:] {
		t.Log(f.ID, story.Why(all[0], f))
	}
}
