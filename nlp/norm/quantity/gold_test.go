package quantity_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/quantity"
)

// goldFile is what is read of the project's gold.
type goldFile struct {
	Statements []struct {
		Content [][2]int
		Figures []struct {
			Span      [2]int
			Low, High *float64
			Approx    bool
			Unit      string
			Outcome   *string
		}
	}
}

// TestGold finds the figures of the gold annotations in their contents, where the
// gold is there: HEARSAY_SHARED, or the folder beside the repository.
func TestGold(t *testing.T) {
	shared := os.Getenv("HEARSAY_SHARED")
	if shared == "" {
		shared = "../../../../shared"
	}
	files, _ := filepath.Glob(filepath.Join(shared, "stories/*/gold/*.json"))
	report := filepath.Join(shared, "report/report.json")
	if _, err := os.Stat(report); err != nil {
		t.Skipf("no gold in %s", shared)
	}
	right, got, want := 0, 0, 0
	for _, path := range append(files, report) {
		g, text := readGold(t, path)
		r, n, m := scoreGold(t, g, text)
		right, got, want = right+r, got+n, want+m
	}
	t.Logf("figures, all fields and span: %d right of %d found, %d in the gold", right, got, want)
	if 10*right < 7*want {
		t.Errorf("only %d of %d figures are right", right, want)
	}
}

func readGold(t *testing.T, path string) (g goldFile, text string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	txt := strings.TrimSuffix(path, ".json") + ".txt"
	if _, err := os.Stat(txt); err != nil {
		txt = strings.Replace(txt, "/gold/", "/articles/", 1)
	}
	data, err = os.ReadFile(txt)
	if err != nil {
		t.Skip(err)
	}
	return g, string(data)
}

func scoreGold(t *testing.T, g goldFile, text string) (right, got, want int) {
	t.Helper()
	an := analyse(t, text)
	points := hearsay.NewCodePoints(text)
	bounds := func(low, high *float64) string {
		s := ""
		for _, p := range []*float64{low, high} {
			if p == nil {
				s += "null "
			} else {
				s += fmt.Sprint(*p, " ")
			}
		}
		return s
	}
	for _, st := range g.Statements {
		wanted, found := map[string]bool{}, map[string]bool{}
		for _, f := range st.Figures {
			outcome := ""
			if f.Outcome != nil {
				outcome = *f.Outcome
			}
			wanted[fmt.Sprint(f.Span[0], " ", f.Span[1], " ", bounds(f.Low, f.High), f.Approx, " ", f.Unit, "/", outcome)] = true
		}
		for _, c := range st.Content {
			first, last := 0, 0
			for i := range an.Tokens {
				s := points.Span(an.Tokens[i].Span)
				if s.End <= c[0] {
					first = i + 1
				}
				if s.Start < c[1] {
					last = i + 1
				}
			}
			for _, f := range quantity.Figures(an, first, last, nil) {
				s := points.Span(f.Span)
				low, high := f.Bounds()
				found[fmt.Sprint(s.Start, " ", s.End, " ", bounds(low, high), f.Approx, " ", f.Unit, "/", f.Outcome)] = true
			}
		}
		for k := range wanted {
			if found[k] {
				right++
			} else {
				t.Log("missed ", k)
			}
		}
		for k := range found {
			if !wanted[k] {
				var a, b int
				_, _ = fmt.Sscan(k, &a, &b)
				r := []rune(text)
				t.Logf("extra   %s: %q", k, string(r[max(0, a-30):min(len(r), b+30)]))
			}
		}
		got, want = got+len(found), want+len(wanted)
	}
	return right, got, want
}
