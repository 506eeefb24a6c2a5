package eval_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/eval"
)

// stories are packs with gold.
var stories = []string{"../examples/stories/varn-ferry", "../examples/stories/morrick-leak"}

func pack(t testing.TB, dir string) *eval.Pack {
	t.Helper()
	p, err := eval.ReadPack(dir)
	return must(t, p, err)
}

// made is an invented prediction: what was extracted, and claims of it.
type made struct {
	statements []madeStatement
	claims     []*madeClaim
}

type madeStatement struct {
	ID       string            `json:"id"`
	Document map[string]string `json:"document"`
	Content  map[string][]span `json:"content"`
}

type madeClaim struct {
	ID         string              `json:"id"`
	Statements []string            `json:"statements"`
	Positions  []madePosition      `json:"positions"`
	Origins    []madeOrigin        `json:"origins"`
	History    []eval.StatusChange `json:"history"`
}

type madePosition struct {
	Stance     string   `json:"stance"`
	Statements []string `json:"statements"`
}

type madeOrigin struct {
	Name string `json:"name"`
}

// add adds a statement of an article's words and gives its ID: the same words twice
// are one statement.
func (m *made) add(article string, at ...span) string {
	id := fmt.Sprint("st_", article, at)
	if !slices.ContainsFunc(m.statements, func(st madeStatement) bool { return st.ID == id }) {
		m.statements = append(m.statements, madeStatement{id, map[string]string{"path": "some/where/" + article + ".txt"}, map[string][]span{"spans": at}})
	}
	return id
}

// put puts a statement into a claim.
func (c *madeClaim) put(id, stance string) {
	c.Statements = append(c.Statements, id)
	c.Positions = append(c.Positions, madePosition{stance, []string{id}})
}

// ofGold is the prediction that says what the gold says.
func ofGold(p *eval.Pack) *made {
	m := &made{}
	for _, g := range p.Claims {
		c := &madeClaim{ID: "cl_" + g.ID, History: g.Status}
		for _, s := range g.Statements {
			c.put(m.add(s.Article, span{s.Span.Start, s.Span.End}), s.Position)
		}
		for _, name := range g.Origins {
			c.Origins = append(c.Origins, madeOrigin{"the " + strings.ToUpper(name)})
		}
		m.claims = append(m.claims, c)
	}
	return m
}

// write writes the records as the program prints them.
func (m *made) write(t testing.TB) (claims, statements string) {
	t.Helper()
	dir := t.TempDir()
	data, err := json.Marshal(m.claims)
	must(t, data, err)
	var lines bytes.Buffer
	for _, st := range m.statements {
		line, err := json.Marshal(st)
		lines.Write(append(must(t, line, err), '\n'))
	}
	claims, statements = filepath.Join(dir, "claims.json"), filepath.Join(dir, "statements.jsonl")
	must(t, 0, os.WriteFile(claims, data, 0o644))
	must(t, 0, os.WriteFile(statements, lines.Bytes(), 0o644))
	return claims, statements
}

// storyReport is the report on records that were written, what is wrong first.
func storyReport(t testing.TB, dir, claims, statements string) string {
	t.Helper()
	cs, err := eval.FromFile(claims, eval.ReadClaims)
	must(t, cs, err)
	sts, err := eval.FromFile(statements, eval.ReadStatements)
	s := eval.ScoreStory(pack(t, dir), cs, must(t, sts, err))
	return strings.Join(append(s.Wrong, s.String()), "\n")
}

// score is the report's last line.
func (m *made) score(t testing.TB, dir string) string {
	t.Helper()
	claims, statements := m.write(t)
	lines := strings.Split(strings.TrimSpace(storyReport(t, dir, claims, statements)), "\n")
	return lines[len(lines)-1]
}

// The gold as its own prediction is right in everything.
func TestStoryGoldIsRight(t *testing.T) {
	for _, dir := range stories {
		equal(t, dir, ofGold(pack(t, dir)).score(t, dir),
			"STORY claims-F 1.000 (P 1.000 R 1.000) stance 1.000 origins-F 1.000 status 1.000 mixed-with-decoy 0")
	}
}

// Each fault shows in the figure that is for it: of a pack of 8 claims, 60 statements,
// 24 changes of status and 19 origins.
func TestStoryFaultsShow(t *testing.T) {
	dir := stories[0]
	for name, c := range map[string]struct {
		spoil func(m *made)
		want  string
	}{
		"a claim is missing": {func(m *made) { m.claims = m.claims[1:] },
			"claims-F 0.835 (P 1.000 R 0.717) stance 1.000 origins-F 0.882 status 0.875 mixed-with-decoy 0"},
		"two claims are one": {func(m *made) {
			m.claims[0].Statements = append(m.claims[0].Statements, m.claims[3].Statements...)
			m.claims = slices.Delete(m.claims, 3, 4)
		}, "claims-F 0.917 (P 0.917 R 0.917) stance 1.000 origins-F 0.914 status 0.875 mixed-with-decoy 0"},
		"a wrong stance": {func(m *made) { m.claims[0].Positions[0].Stance = "denies" },
			"claims-F 1.000 (P 1.000 R 1.000) stance 0.983 origins-F 1.000 status 1.000 mixed-with-decoy 0"},
		"two origins of one": {func(m *made) { m.claims[0].Origins = append(m.claims[0].Origins, m.claims[0].Origins[0]) },
			"claims-F 1.000 (P 1.000 R 1.000) stance 1.000 origins-F 0.974 status 1.000 mixed-with-decoy 0"},
		"a status a day late": {func(m *made) {
			m.claims[0].History = slices.Clone(m.claims[0].History)
			m.claims[0].History[0].From += "T" // an instant of that day is in time
			m.claims[0].History[2].From = "2031-10-01"
		}, "claims-F 1.000 (P 1.000 R 1.000) stance 1.000 origins-F 1.000 status 0.958 mixed-with-decoy 0"},
		"the decoy is mixed in": {func(m *made) { m.claims[2].put(m.add("09-northgate-news", span{0, 40}), "asserts") },
			"claims-F 1.000 (P 1.000 R 1.000) stance 1.000 origins-F 1.000 status 1.000 mixed-with-decoy 1"},
		"the decoy by itself": {func(m *made) {
			m.claims = append(m.claims, &madeClaim{ID: "cl_0", Statements: []string{m.add("09-northgate-news", span{0, 40})}})
		}, "claims-F 1.000 (P 1.000 R 1.000) stance 1.000 origins-F 1.000 status 1.000 mixed-with-decoy 0"},
		"nothing": {func(m *made) { *m = made{} },
			"claims-F 0.000 (P 0.000 R 0.000) stance 0.000 origins-F 0.000 status 0.000 mixed-with-decoy 0"},
	} {
		m := ofGold(pack(t, dir))
		c.spoil(m)
		equal(t, name, m.score(t, dir), "STORY "+c.want)
	}
}

// What is wrong is listed, and a longer statement will do where it holds the words.
func TestStoryFaultsAreListed(t *testing.T) {
	dir := stories[0]
	m := ofGold(pack(t, dir))
	m.claims[0].Positions[0].Stance = "denies"
	m.claims[0].History = nil
	long := m.statements[0].Content["spans"][0]
	m.statements[0].Content["spans"] = []span{{max(0, long.Start-1000), long.End}}
	m.statements[1].Content["spans"] = []span{{0, 0}}
	claims, statements := m.write(t)
	equal(t, "list", storyReport(t, dir, claims, statements), strings.TrimLeft(`
STANCE c1 01-colvane-examiner: gold asserts, got ['denies']: An Orvalt warship ran down the passenger ferry Linnet Star in Varn Sound late on
STATUS c1 from 2031-03-05: gold single-source, got None
STATUS c1 from 2031-03-06: gold disputed, got None
STATUS c1 from 2031-09-30: gold acknowledged, got None
MISSING c1 01-colvane-examiner: how the ferry came to sink
statements found 59/60, claims matched 8/8
STORY claims-F 0.992 (P 1.000 R 0.983) stance 0.983 origins-F 1.000 status 0.875 mixed-with-decoy 0
`, "\n"))
}

// spoiled is the gold with much of it changed at random: statements moved, dropped and
// in pieces, in several claims and in wrong ones, the decoy's among them.
func spoiled(p *eval.Pack, rng *rand.Rand) *made {
	m := &made{}
	some := func() *madeClaim { return m.claims[rng.IntN(len(m.claims))] }
	stances := []string{"asserts", "denies", "hedges", "declines", "retracts"}
	for i := range 12 {
		m.claims = append(m.claims, &madeClaim{ID: fmt.Sprint("cl_", i*7%12), Statements: []string{}, Positions: []madePosition{}, Origins: []madeOrigin{}, History: []eval.StatusChange{}})
	}
	for g := range p.Claims {
		c := m.claims[g]
		for _, s := range p.Claims[g].Statements {
			at := span{max(0, s.Span.Start+rng.IntN(60)-30), s.Span.End + rng.IntN(200)*rng.IntN(2)}
			at.End = max(at.End, at.Start+5)
			pieces := []span{at}
			if mid := (at.Start + at.End) / 2; rng.IntN(4) == 0 {
				pieces = []span{{at.Start, mid}, {mid + 2, at.End}}
			}
			id := m.add(s.Article, pieces...)
			if rng.IntN(8) == 0 {
				some().put(id, stances[rng.IntN(5)])
			}
			if rng.IntN(6) > 0 {
				c.put(id, s.Position)
			}
		}
		for _, name := range p.Claims[g].Origins {
			if words := strings.Fields(name); rng.IntN(4) > 0 {
				some().Origins = append(some().Origins, madeOrigin{words[rng.IntN(len(words))]})
				c.Origins = append(c.Origins, madeOrigin{strings.Join(words[rng.IntN(len(words)):], " ")})
			}
		}
		for _, h := range p.Claims[g].Status {
			if h.From = h.From[:len(h.From)-3*rng.IntN(2)]; rng.IntN(5) > 0 {
				c.History = append(c.History, h)
			}
		}
	}
	for _, d := range p.Decoys {
		some().put(m.add(d, span{0, 50}), "asserts")
	}
	return m
}

// The reference scorer says the same of every prediction. Where a statement is several
// of the program's it lists their stances in no order, so these lines are left out.
func TestStoryAgreesWithReference(t *testing.T) {
	for _, dir := range append(slices.Clone(stories), shared(t, "stories/ridge-crossing")) {
		for seed := range uint64(4) {
			claims, statements := spoiled(pack(t, dir), rand.New(rand.NewPCG(seed, 5))).write(t)
			want := python(t, "score_stories.py", "--verbose", "--gold", filepath.Join(dir, "gold.json"), "--claims", claims, "--statements", statements)
			equal(t, fmt.Sprint(dir, " ", seed), singly(storyReport(t, dir, claims, statements)), singly(want))
		}
	}
}

// singly leaves out the lines that list several stances.
func singly(report string) string {
	lines := strings.SplitAfter(report, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "STANCE") && strings.Contains(l, "', '") }), "")
}

// Gold that does not fit its articles, and records that are none, are named.
func TestStoryFaultyInput(t *testing.T) {
	const text = "The warden said the gate was shut."
	for gold, want := range map[string]string{
		`{"claims": [{"id": "c1", "statements": [{"article": "a", "quote": "the gate was shut"}]}]}`: "",
		`{"claims": [{"id": "c1", "statements": [{"article": "a", "quote": "the gate was open"}]}]}`: `claim "c1": a: quote "the gate was open": the article's text has no such words`,
		`{"claims": [{"id": "c1", "statements": [{"article": "a", "quote": ""}]}]}`:                  "no such words",
		`{"claims": [{"id": "c1", "statements": [{"article": "../../b", "quote": "the gate"}]}]}`:    "b.txt",
		`{"claims": [{"id": "c1"}, {"id": "c1"}]}`:                                                   "another claim has the same id",
		`{"claims": []}`:    "no claims in it",
		"{\"claims\":\n 7}": "line 2",
		``:                  "gold.json",
	} {
		dir := t.TempDir()
		must(t, 0, os.Mkdir(filepath.Join(dir, "articles"), 0o755))
		must(t, 0, os.WriteFile(filepath.Join(dir, "articles", "a.txt"), []byte(text), 0o644))
		must(t, 0, os.WriteFile(filepath.Join(dir, "gold.json"), []byte(gold), 0o644))
		_, err := eval.ReadPack(dir)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", gold, err, want)
		}
	}
	if _, err := eval.ReadClaims(strings.NewReader(`{"id": "cl_1"}`)); err == nil || !strings.Contains(err.Error(), "claims: line 1") {
		t.Errorf("one claim in the place of an array: %v", err)
	}
	if _, err := eval.ReadStatements(strings.NewReader("\n{\"content\": {\"spans\": [{\"start\": -1, \"end\": 2}]}}\n")); err == nil || !strings.Contains(err.Error(), "line 2: content") {
		t.Errorf("a span before the text: %v", err)
	}
}
