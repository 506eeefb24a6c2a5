package openai_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/openai"
)

// careless changes quotations as models do: straight marks for curly ones, lines
// joined, and by turns marks left out at the edges and a full stop added.
func careless(k int, role string, pieces []string) []string {
	var out []string
	for i, s := range pieces {
		s = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "\n", " ", "–", "-").Replace(s)
		if role == "content" && k%2 == 1 {
			s = strings.Trim(s, `" `)
		}
		if role == "content" && k%3 == 0 && i == len(pieces)-1 {
			s += "."
		}
		out = append(out, s)
	}
	return out
}

// returnedFor is what a model that reads as people do returns: the quotations of the
// gold.
func returnedFor(text string, points *hearsay.CodePoints, gold []eval.BratAttribution, change bool) string {
	var out []map[string][]string
	for k := range gold {
		st := map[string][]string{}
		for role, name := range []string{"source", "cue", "content"} {
			pieces := []string{}
			for _, s := range gold[k].Role(role) {
				a, _ := points.Byte(s.Start)
				b, _ := points.Byte(s.End)
				pieces = append(pieces, text[a:b])
			}
			if change {
				pieces = careless(k, name, pieces)
			}
			st[name] = pieces
		}
		out = append(out, st)
	}
	data, _ := json.Marshal(map[string]any{"statements": out})
	return string(data)
}

// placed gives the number of gold statements that come back with every span of theirs
// exact, and with those of their content.
func placed(t *testing.T, text string, gold []eval.BratAttribution, change bool) (all, content int) {
	t.Helper()
	doc, err := article.Parse([]byte(text), article.Options{Path: "a.txt", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	points := hearsay.NewCodePoints(doc.Text)
	message := returnedFor(doc.Text, points, gold, change)
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, completion(message)) },
		func(o *openai.Options) { o.Chars = 1e6 })
	sts, err := client.Extractor(unresolved{}).Extract(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	whole, contents := map[string]bool{}, map[string]bool{}
	key := func(spans []hearsay.Span) string {
		sort.Slice(spans, func(i, j int) bool { return spans[i].Start < spans[j].Start })
		return fmt.Sprint(spans)
	}
	for i := range sts {
		var keys [3]string
		for role, spans := range [...][]hearsay.Span{sts[i].Source, sts[i].Cue, sts[i].Content} {
			at := make([]hearsay.Span, len(spans))
			for k, s := range spans {
				at[k] = points.Span(s)
			}
			keys[role] = key(at)
		}
		whole[keys[0]+keys[1]+keys[2]], contents[keys[2]] = true, true
	}
	for i := range gold {
		g := &gold[i]
		if whole[key(g.Role(0))+key(g.Role(1))+key(g.Role(2))] {
			all++
		}
		if contents[key(g.Role(2))] {
			content++
		}
	}
	return all, content
}

// TestGoldIsPlaced holds how well quotations are brought back to their places: it
// returns those of the gold, as they are and as a careless model would have them.
func TestGoldIsPlaced(t *testing.T) {
	shared := os.Getenv("HEARSAY_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	texts, of := goldOf(t, shared)
	if len(texts) == 0 {
		t.Skip("no gold here: set HEARSAY_SHARED to the folder that holds it")
	}
	for _, c := range []struct {
		corpus   string
		careless bool
		floor    int // percent of statements with all spans exact
	}{{"gold", false, 98}, {"gold", true, 90}, {"polnear", false, 88}, {"polnear", true, 80}} {
		total, all, content := 0, 0, 0
		for i, text := range texts[c.corpus] {
			gold := of[c.corpus][i]
			a, b := placed(t, text, gold, c.careless)
			total, all, content = total+len(gold), all+a, content+b
		}
		t.Logf("%s, careless %v: of %d statements %d with all spans exact, %d with their content", c.corpus, c.careless, total, all, content)
		if 100*all < c.floor*total {
			t.Errorf("%d of %d, the floor is %d %%", all, total, c.floor)
		}
	}
}

// goldOf reads the texts and statements of the project's gold and of PolNeAR's dev
// part.
func goldOf(t *testing.T, shared string) (map[string][]string, map[string][][]eval.BratAttribution) {
	t.Helper()
	texts, of := map[string][]string{}, map[string][][]eval.BratAttribution{}
	read := func(path string) *os.File {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	add := func(corpus, path string, gold []eval.BratAttribution) {
		data, err := io.ReadAll(read(path))
		if err != nil {
			t.Fatal(err)
		}
		texts[corpus], of[corpus] = append(texts[corpus], string(data)), append(of[corpus], gold)
	}
	report, _ := filepath.Glob(filepath.Join(shared, "report", "report.json"))
	stories, _ := filepath.Glob(filepath.Join(shared, "stories", "*", "gold", "*.json"))
	for _, path := range append(report, stories...) {
		g, err := eval.ReadGold(read(path))
		if err != nil || len(g.Statements) == 0 {
			continue
		}
		var gold []eval.BratAttribution
		for i := range g.Statements {
			gold = append(gold, g.Statements[i].BratAttribution)
		}
		txt := strings.TrimSuffix(path, ".json") + ".txt"
		if _, err := os.Stat(txt); err != nil {
			txt = filepath.Join(filepath.Dir(path), "..", "articles", filepath.Base(txt))
		}
		if _, err := os.Stat(txt); err == nil {
			add("gold", txt, gold)
		}
	}
	files, _ := filepath.Glob(filepath.Join(shared, "corpora", "polnear", "dev", "text", "*.txt"))
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		anns, _ := filepath.Glob(filepath.Join(shared, "corpora", "polnear", "dev", "attributions", name+"_*.ann"))
		if len(anns) == 0 {
			continue
		}
		gold, err := eval.ReadBrat(read(anns[0]))
		if err != nil {
			t.Fatal(err)
		}
		add("polnear", path, gold)
	}
	return texts, of
}
