package stories_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// pack is a story: what manifest.json and gold.json say, of which the test looks at
// no more than this.
type pack struct {
	Story    string
	Articles []article
	Parties  []struct{ Name string }
	Origins  []origin
	Claims   []claim
	Copies   [][]string `json:"near_duplicates"`
	Decoys   []string
	Edited   []struct{ Article, Supersedes string }
}

type article struct {
	ID, File, HTML, URL, Title, Published, Retrieved, Replaces string

	text string
}

type origin struct{ Name, Party, Kind string }

type claim struct {
	ID         string
	Kind       string
	Subject    string `json:"subject_party"`
	Statements []statement
	Own        []statement `json:"own_voice"`
	Origins    []struct {
		AsOf    string `json:"as_of"`
		Origins []string
	} `json:"independent_origins"`
	Status []struct{ From, Status, Because string }
}

type statement struct {
	Article, Speaker, Origin, Position, Quote string
	SaidOn                                    string `json:"said_on"`
	Figures                                   []struct{ Low, High *float64 }
}

// packs reads every story of this folder.
func packs(t *testing.T) map[string]*pack {
	t.Helper()
	golds, err := filepath.Glob("*/gold.json")
	if err != nil || len(golds) == 0 {
		t.Fatal("no stories", err)
	}
	out := map[string]*pack{}
	for _, gold := range golds {
		dir, p := filepath.Dir(gold), &pack{}
		for _, name := range []string{gold, filepath.Join(dir, "manifest.json")} {
			if err := json.Unmarshal([]byte(read(t, name)), p); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		for i := range p.Articles {
			p.Articles[i].text = read(t, filepath.Join(dir, p.Articles[i].File))
		}
		out[dir] = p
	}
	return out
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// article finds an article by its id.
func (p *pack) article(id string) *article {
	if i := slices.IndexFunc(p.Articles, func(a article) bool { return a.ID == id }); i >= 0 {
		return &p.Articles[i]
	}
	return nil
}

func (p *pack) origin(name string) (origin, bool) {
	i := slices.IndexFunc(p.Origins, func(o origin) bool { return o.Name == name })
	if i < 0 {
		return origin{}, false
	}
	return p.Origins[i], true
}

func (p *pack) party(name string) bool {
	return slices.ContainsFunc(p.Parties, func(x struct{ Name string }) bool { return x.Name == name })
}

// The manifest names files that are there, in the order in which they were
// published, and versions by the ids of earlier ones.
func TestManifest(t *testing.T) {
	for dir, p := range packs(t) {
		if p.Story != dir {
			t.Errorf("%s: the story calls itself %s", dir, p.Story)
		}
		files, err := filepath.Glob(filepath.Join(dir, "articles", "*"))
		if err != nil {
			t.Fatal(err)
		}
		var before time.Time
		for i, a := range p.Articles {
			listed := []string{filepath.Join(dir, a.File), filepath.Join(dir, a.HTML)}
			files = slices.DeleteFunc(files, func(f string) bool { return slices.Contains(listed, f) })
			if want := "articles/" + a.ID + ".txt"; a.File != want || a.HTML != "" && a.HTML != "articles/"+a.ID+".html" {
				t.Errorf("%s: %s has the files %q and %q", dir, a.ID, a.File, a.HTML)
			}
			if a.HTML != "" {
				read(t, filepath.Join(dir, a.HTML))
			}
			if !strings.Contains(a.URL, ".example/") || !strings.HasPrefix(a.text, a.Title+"\n") {
				t.Errorf("%s: %s has the address %q and the title %q", dir, a.ID, a.URL, a.Title)
			}
			published, retrieved := stamp(t, a.Published), stamp(t, a.Retrieved)
			if retrieved.Before(published) || retrieved.Before(before) {
				t.Errorf("%s: %s was retrieved before it was published, or before the one above it", dir, a.ID)
			}
			before = retrieved
			old := slices.IndexFunc(p.Articles[:i], func(b article) bool { return b.ID == a.Replaces })
			if a.Replaces != "" && (old < 0 || p.Articles[old].URL != a.URL || p.Articles[old].text == a.text) {
				t.Errorf("%s: %s replaces %q, which is no earlier version of it", dir, a.ID, a.Replaces)
			}
		}
		if len(files) > 0 {
			t.Errorf("%s: the manifest does not list %q", dir, files)
		}
	}
}

func stamp(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Error(err)
	}
	return at
}

// Quotes stand once in their articles, names are listed, days are days, and what
// one origin holds of a claim is noted once an article.
func TestGold(t *testing.T) {
	for dir, p := range packs(t) {
		for _, c := range p.Claims {
			if c.Subject != "" && !p.party(c.Subject) {
				t.Errorf("%s %s: no party %q", dir, c.ID, c.Subject)
			}
			once := map[[3]string]bool{}
			for _, s := range append(slices.Clone(c.Statements), c.Own...) {
				a := p.article(s.Article)
				if a == nil || strings.Count(a.text, s.Quote) != 1 || slices.Contains(p.Decoys, s.Article) {
					t.Errorf("%s %s: %q is not once in %s", dir, c.ID, s.Quote, s.Article)
				}
				if s.SaidOn != "" {
					day(t, s.SaidOn)
				}
				key := [3]string{s.Article, s.Origin, s.Position}
				if once[key] {
					t.Errorf("%s %s: twice %q", dir, c.ID, key)
				}
				once[key] = true
			}
			for _, s := range c.Statements {
				if _, ok := p.origin(s.Origin); !ok {
					t.Errorf("%s %s: no origin %q", dir, c.ID, s.Origin)
				}
				if !slices.Contains([]string{"asserts", "denies", "hedges", "declines", "retracts"}, s.Position) {
					t.Errorf("%s %s: no position %q", dir, c.ID, s.Position)
				}
				if (c.Kind == "figure" && s.Position == "asserts") != (len(s.Figures) > 0) {
					t.Errorf("%s %s: figures of %q", dir, c.ID, s.Quote)
				}
			}
			for _, h := range c.Status {
				day(t, h.From)
			}
			for _, o := range c.Origins {
				day(t, o.AsOf)
			}
		}
		for _, o := range p.Origins {
			number := o.Name[max(0, len(o.Name)-4):]
			if o.Party != "" && !p.party(o.Party) || (o.Kind == "unnamed") != (number[0] == '(' && number[3] == ')') {
				t.Errorf("%s: the origin %q", dir, o)
			}
		}
		for _, e := range p.Edited {
			if a := p.article(e.Article); a == nil || a.Replaces != e.Supersedes {
				t.Errorf("%s: %s does not replace %s", dir, e.Article, e.Supersedes)
			}
		}
		for _, id := range append(slices.Concat(p.Copies...), p.Decoys...) {
			if p.article(id) == nil {
				t.Errorf("%s: no article %q", dir, id)
			}
		}
	}
}

func day(t *testing.T, s string) {
	t.Helper()
	if _, err := time.Parse("2006-01-02"[:min(max(len(s), 4), 10)], s); err != nil {
		t.Error(err)
	}
}

// The histories of the gold follow from its own positions by the rules of statuses.
func TestHistories(t *testing.T) {
	for dir, p := range packs(t) {
		for _, c := range p.Claims {
			var want, wantOrigins []string
			for _, h := range c.Status {
				want = append(want, h.From+" "+h.Status)
			}
			for _, o := range c.Origins {
				wantOrigins = append(wantOrigins, o.AsOf+" "+strings.Join(slices.Sorted(slices.Values(o.Origins)), ", "))
			}
			got, origins := p.history(&c)
			if !slices.Equal(got, want) {
				t.Errorf("%s %s: the statuses are %q, by the rules %q", dir, c.ID, want, got)
			}
			if !slices.Equal(origins, wantOrigins) {
				t.Errorf("%s %s: the origins are %q, by the rules %q", dir, c.ID, wantOrigins, origins)
			}
		}
	}
}
