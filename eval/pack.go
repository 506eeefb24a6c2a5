package eval

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// StoryClaim is what is scored of a claim.
type StoryClaim struct {
	ID         string
	Statements []string
	Stances    map[string][]string // by statement
	Origins    []string            // names of those that assert it
	History    []StoryStatus
}

// StoryStatus is a status with the day since which it holds.
type StoryStatus struct{ From, Status string }

// StoryStatement is a statement of an article: the name of the article's file without its
// ending, and the spans of its content in the text, in bytes.
type StoryStatement struct {
	ID, Article string
	Spans       [][2]int
}

// StoryScore is how claims come out against the gold of a pack of stories. Shares are 0 to 1.
type StoryScore struct {
	Found, Gold             int // statements
	Matched, Claims         int
	Precision, Recall, F    float64 // of statements placed together
	Stance, Origins, Status float64
	Mixed                   int // claims with statements of a decoy and of other articles
}

// storyGold is gold.json of a pack.
type storyGold struct {
	Claims []struct {
		ID         string
		Statements []struct{ Article, Position, Quote string }
		Origins    []struct {
			Origins []string
		} `json:"independent_origins"`
		Status []StoryStatus
	}
	Decoys []string
}

// storyScorer scores one pack.
type storyScorer struct {
	gold       storyGold
	claims     []StoryClaim
	ids        map[[2]int][]string // by gold claim and statement, the IDs that were extracted for it
	known      map[string]bool
	match      map[int]int // gold claim to claim
	log        io.Writer
	score      StoryScore
	statements []StoryStatement
}

// ScoreStories scores claims against the gold of a pack. log, which may be nil, is told what
// is wrong.
func ScoreStories(dir string, claims []StoryClaim, statements []StoryStatement, log io.Writer) (*StoryScore, error) {
	data, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		return nil, fmt.Errorf("read gold: %w", err)
	}
	s := &storyScorer{claims: claims, ids: make(map[[2]int][]string), known: make(map[string]bool), match: make(map[int]int), log: log, statements: statements}
	if s.log == nil {
		s.log = io.Discard
	}
	if err := json.Unmarshal(data, &s.gold); err != nil {
		return nil, fmt.Errorf("read gold: %w", err)
	}
	if err := s.find(dir); err != nil {
		return nil, err
	}
	s.pair()
	s.place()
	s.judge()
	s.mixed()
	return &s.score, nil
}

// articleName is the name of a file without folder and ending.
func articleName(path string) string {
	name := filepath.Base(path)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// find looks for the statement that was extracted for each of the gold's.
func (s *storyScorer) find(dir string) error {
	for c := range s.gold.Claims {
		for i, g := range s.gold.Claims[c].Statements {
			s.score.Gold++
			data, err := os.ReadFile(filepath.Join(dir, "articles", articleName(g.Article)+".txt"))
			if err != nil {
				return fmt.Errorf("read gold: %w", err)
			}
			from := strings.Index(string(data), g.Quote)
			to := from + len(g.Quote)
			best, id := 0.0, ""
			var whole []string
			for _, st := range s.statements {
				if st.Article != articleName(g.Article) {
					continue
				}
				n, length := 0, 0
				for _, span := range st.Spans {
					n += max(0, min(span[1], to)-max(span[0], from))
					length += span[1] - span[0]
				}
				v := float64(n) / float64(max(1, to-from+length-n))
				if v > best || v == best && v > 0 && st.ID > id {
					best, id = v, st.ID
				}
				if 10*n >= 6*(to-from) {
					whole = append(whole, st.ID)
				}
			}
			switch {
			case best >= .3:
				s.ids[[2]int{c, i}] = []string{id}
			case len(whole) > 0:
				s.ids[[2]int{c, i}] = whole
			default:
				fmt.Fprintf(s.log, "MISSING %s %s: %.100s\n", s.gold.Claims[c].ID, g.Article, g.Quote)
				continue
			}
			s.score.Found++
			for _, id := range s.ids[[2]int{c, i}] {
				s.known[id] = true
			}
		}
	}
	return nil
}

// pair matches gold claims and claims one to one, the best first.
func (s *storyScorer) pair() {
	type pair struct {
		f    float64
		n    int
		g, p int
	}
	var pairs []pair
	for g := range s.gold.Claims {
		items := s.items(g)
		for p := range s.claims {
			n := 0
			for _, ids := range items {
				if shares(ids, s.claims[p].Statements) {
					n++
				}
			}
			if n > 0 {
				pairs = append(pairs, pair{2 * float64(n) / float64(s.placed(p)+len(items)), n, g, p})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.f, a.f), cmp.Compare(b.n, a.n), cmp.Compare(s.gold.Claims[a.g].ID, s.gold.Claims[b.g].ID), cmp.Compare(s.claims[a.p].ID, s.claims[b.p].ID))
	})
	used := make(map[int]bool)
	for _, x := range pairs {
		if _, ok := s.match[x.g]; !ok && !used[x.p] {
			s.match[x.g], used[x.p] = x.p, true
		}
	}
	s.score.Matched, s.score.Claims = len(s.match), len(s.gold.Claims)
}

// items are the extracted IDs of a gold claim's statements that were found.
func (s *storyScorer) items(g int) (out [][]string) {
	for i := range s.gold.Claims[g].Statements {
		if ids := s.ids[[2]int{g, i}]; len(ids) > 0 {
			out = append(out, ids)
		}
	}
	return out
}

func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// placed is how many statements of a claim are of the gold's.
func (s *storyScorer) placed(p int) int {
	seen := make(map[string]bool)
	for _, id := range s.claims[p].Statements {
		if s.known[id] {
			seen[id] = true
		}
	}
	return len(seen)
}

// place works out precision and recall of statements placed together.
func (s *storyScorer) place() {
	hit, placed, right := 0, 0, 0
	for g, p := range s.match {
		of := make(map[string]bool)
		for _, ids := range s.items(g) {
			if shares(ids, s.claims[p].Statements) {
				hit++
			}
			for _, id := range ids {
				of[id] = true
			}
		}
		placed += s.placed(p)
		seen := make(map[string]bool)
		for _, id := range s.claims[p].Statements {
			if of[id] && !seen[id] {
				seen[id] = true
				right++
			}
		}
	}
	s.score.Precision, s.score.Recall = share(right, placed), share(hit, s.score.Gold)
	if sum := s.score.Precision + s.score.Recall; sum > 0 {
		s.score.F = 2 * s.score.Precision * s.score.Recall / sum
	}
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// judge scores stances, origins and statuses of matched claims.
func (s *storyScorer) judge() {
	var stances, rightStances, statuses, rightStatuses, found, predicted, wanted int
	for g := range s.gold.Claims {
		gold := &s.gold.Claims[g]
		var c StoryClaim
		if p, ok := s.match[g]; ok {
			c = s.claims[p]
		}
		for i, st := range gold.Statements {
			var got []string
			for _, id := range s.ids[[2]int{g, i}] {
				got = append(got, c.Stances[id]...)
			}
			if len(got) == 0 {
				continue
			}
			stances++
			if slices.Contains(got, st.Position) {
				rightStances++
			} else {
				fmt.Fprintf(s.log, "STANCE %s %s: gold %s, got %s: %.80s\n", gold.ID, st.Article, st.Position, strings.Join(got, " "), st.Quote)
			}
		}
		left := slices.Clone(c.Origins)
		if n := len(gold.Origins); n > 0 {
			wanted += len(gold.Origins[n-1].Origins)
			for _, w := range gold.Origins[n-1].Origins {
				if i := slices.IndexFunc(left, func(h string) bool { return sameName(w, h) }); i >= 0 {
					left = slices.Delete(left, i, i+1)
					found++
				}
			}
		}
		predicted += len(c.Origins)
		for _, h := range gold.Status {
			statuses++
			at := ""
			for _, x := range c.History {
				if x.From <= h.From+"~" {
					at = x.Status
				}
			}
			if at == h.Status {
				rightStatuses++
			} else {
				fmt.Fprintf(s.log, "STATUS %s from %s: gold %s, got %s\n", gold.ID, h.From, h.Status, cmp.Or(at, "none"))
			}
		}
	}
	s.score.Stance, s.score.Status = share(rightStances, stances), share(rightStatuses, statuses)
	if p, r := share(found, predicted), share(found, wanted); p+r > 0 {
		s.score.Origins = 2 * p * r / (p + r)
	}
}

// mixed counts the claims that mix a decoy with other articles.
func (s *storyScorer) mixed() {
	decoys := make(map[string]bool)
	for _, d := range s.gold.Decoys {
		decoys[articleName(d)] = true
	}
	of := make(map[string]string)
	for _, st := range s.statements {
		of[st.ID] = st.Article
	}
	for i := range s.claims {
		var in, out bool
		for _, id := range s.claims[i].Statements {
			if decoys[of[id]] {
				in = true
			} else {
				out = true
			}
		}
		if in && out {
			s.score.Mixed++
		}
	}
}

// String is the score as the reference scorer writes it.
func (s *StoryScore) String() string {
	return fmt.Sprintf("statements found %d/%d, claims matched %d/%d\nSTORY claims-F %.3f (P %.3f R %.3f) stance %.3f origins-F %.3f status %.3f mixed-with-decoy %d",
		s.Found, s.Gold, s.Matched, s.Claims, s.F, s.Precision, s.Recall, s.Stance, s.Origins, s.Status, s.Mixed)
}
