package eval_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
)

// must gives v, or ends the test.
func must[T any](t testing.TB, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func predictions(t testing.TB, path string) eval.Predictions {
	t.Helper()
	p, err := eval.FromFile(path, eval.ReadPredictions)
	return must(t, p, err)
}

func polnear(t testing.TB, dir, pred string) string {
	t.Helper()
	in, err := eval.FromFile(filepath.Join(dir, "instances.jsonl"), eval.ReadInstances)
	must(t, in, err)
	s, err := eval.ScorePolnear(in, filepath.Join(dir, "text"), predictions(t, pred))
	return must(t, s, err).String()
}

func links(t testing.TB, dir, pred string) string {
	t.Helper()
	s, err := eval.ScoreLinks(filepath.Join(dir, "attributions"), predictions(t, pred))
	return must(t, s, err).String()
}

func annotators(t testing.TB, dir string) string {
	t.Helper()
	s, err := eval.ScoreAnnotators(filepath.Join(dir, "attributions"))
	return must(t, s, err).String()
}

func gold(t testing.TB, dir, pred string) string {
	t.Helper()
	var b bytes.Buffer
	s, err := eval.ScoreGold(dir, predictions(t, pred), &b)
	return b.String() + must(t, s, err).String()
}

func equal(t *testing.T, name, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%s\nwant:\n%s", name, got, want)
	}
}

// The stored reports are those of the reference scorer.
func TestScorersFixture(t *testing.T) {
	const dir = "testdata/fixture"
	pred := filepath.Join(dir, "pred.jsonl")
	for name, got := range map[string]string{
		"polnear":    polnear(t, dir, pred),
		"links":      links(t, dir, pred),
		"annotators": annotators(t, dir),
		"gold":       gold(t, filepath.Join(dir, "gold"), pred),
	} {
		data, err := os.ReadFile(filepath.Join(dir, "want", name+".txt"))
		want := string(must(t, data, err))
		equal(t, name, got, want)
	}
}

// reference runs the reference scorer, or skips the test.
func reference(t *testing.T, args ...string) string {
	t.Helper()
	return python(t, "score.py", args...)
}

// python runs one of the reference scorers, or skips the test.
func python(t *testing.T, name string, args ...string) string {
	t.Helper()
	script := shared(t, "eval/"+name)
	python3, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("needs python3, which is not here")
	}
	var stderr bytes.Buffer
	cmd := exec.Command(python3, append([]string{script}, args...)...)
	cmd.Stderr = &stderr
	cmd.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, &stderr)
	}
	return string(out)
}

func agree(t *testing.T, dir, pred string) {
	t.Helper()
	equal(t, "polnear "+pred, polnear(t, dir, pred),
		reference(t, "polnear", "--instances", filepath.Join(dir, "instances.jsonl"), "--texts", filepath.Join(dir, "text"), "--pred", pred))
	equal(t, "links "+pred, links(t, dir, pred),
		reference(t, "links", "--ann", filepath.Join(dir, "attributions"), "--pred", pred))
	equal(t, "annotators", annotators(t, dir), reference(t, "links", "--ann", filepath.Join(dir, "attributions")))
}

func TestAgreesWithReference(t *testing.T) {
	const dir = "testdata/fixture"
	pred := filepath.Join(dir, "pred.jsonl")
	agree(t, dir, pred)
	equal(t, "gold", gold(t, filepath.Join(dir, "gold"), pred),
		reference(t, "gold", "--gold", filepath.Join(dir, "gold"), "--pred", pred, "--verbose"))
}

// span is one piece of a prediction.
type span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// perturb drops and shifts spans at random.
func perturb(rng *rand.Rand, spans []hearsay.Span, n int) map[string][]span {
	out := []span{}
	for _, s := range spans {
		if rng.IntN(12) == 0 {
			continue
		}
		if rng.IntN(4) == 0 {
			s.Start = max(0, min(n, s.Start+rng.IntN(15)-7))
			s.End = max(s.Start, min(n+3, s.End+rng.IntN(15)-7))
		}
		out = append(out, span{s.Start, s.End})
	}
	return map[string][]span{"spans": out}
}

// perturbed writes predictions made of one annotator's attributions.
func perturbed(t *testing.T, dir string, seed uint64) string {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 1))
	files, _ := filepath.Glob(filepath.Join(dir, "attributions", "*.ann"))
	var b bytes.Buffer
	done := map[string]bool{}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".ann")
		name = name[:strings.LastIndexByte(name, '_')]
		if done[name] && rng.IntN(3) > 0 {
			continue
		}
		done[name] = true
		as, err := eval.FromFile(f, eval.ReadBrat)
		must(t, as, err)
		text, err := os.ReadFile(filepath.Join(dir, "text", name+".txt"))
		n := len([]rune(string(must(t, text, err))))
		for i, a := range as {
			if rng.IntN(8) == 0 {
				continue
			}
			var nested any
			if rng.IntN(10) == 0 {
				nested = "st_1"
			}
			line, err := json.Marshal(map[string]any{
				"id": fmt.Sprint("st_", i), "document": map[string]string{"path": "some/where/" + name + ".txt"},
				"source": perturb(rng, a.Source, n), "cue": perturb(rng, a.Cue, n), "content": perturb(rng, a.Content, n), "nested_in": nested,
			})
			must(t, line, err)
			b.Write(append(line, '\n'))
		}
	}
	path := filepath.Join(t.TempDir(), "pred.jsonl")
	must(t, 0, os.WriteFile(path, b.Bytes(), 0o644))
	return path
}

func TestAgreesWithReferenceOnCorpus(t *testing.T) {
	dir := shared(t, "corpora/polnear/dev")
	for seed := range uint64(2) {
		agree(t, dir, perturbed(t, dir, seed))
	}
	pred := perturbed(t, dir, 7)
	start := time.Now()
	polnear(t, dir, pred)
	t.Logf("the dev part scored in %v", time.Since(start))
}

// The report's gold as its own prediction, and with every field wrong or cut.
func TestAgreesWithReferenceOnReport(t *testing.T) {
	dir := shared(t, "report")
	g, err := eval.FromFile(filepath.Join(dir, "report.json"), eval.ReadGold)
	must(t, g, err)
	var b bytes.Buffer
	rng := rand.New(rand.NewPCG(3, 3))
	for i, s := range g.Statements {
		if i%7 == 6 {
			continue
		}
		var chain []map[string]string
		for _, c := range s.Chain {
			chain = append(chain, map[string]string{"name": strings.ToUpper(c)})
		}
		var figures []map[string]any
		for _, f := range s.Figures {
			figures = append(figures, map[string]any{"low": f.Low, "high": f.High, "approx": f.Approx != (i%3 == 0), "outcome": f.Outcome})
		}
		line, err := json.Marshal(map[string]any{
			"document": map[string]string{"path": "report.txt"}, "mode": s.Mode, "act": s.Act, "certainty": "certain",
			"source": perturb(rng, s.Source, 1e6), "cue": perturb(rng, s.Cue, 1e6), "content": perturb(rng, s.Content, 1e6),
			"speaker": map[string]any{"name": "the " + s.Speaker, "kind": s.SpeakerKind}, "chain": chain, "figures": figures,
			"distanced": s.Distanced, "said_on": s.SaidOn,
		})
		must(t, line, err)
		b.Write(append(line, '\n'))
	}
	pred := filepath.Join(t.TempDir(), "pred.jsonl")
	must(t, 0, os.WriteFile(pred, b.Bytes(), 0o644))
	equal(t, "gold", gold(t, dir, pred), reference(t, "gold", "--gold", dir, "--pred", pred, "--verbose"))
}
