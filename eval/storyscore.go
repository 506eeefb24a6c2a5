package eval

import (
	"fmt"
	"slices"
	"strings"
)

// Share is the right ones of all, 0 to 1; 0 of none.
func (t Tally) Share() float64 { return ratio(t.Right, t.All) }

// StoryScore scores claims against the gold of a story. Gold and claims are matched
// one to one by the statements that they share.
type StoryScore struct {
	Found     Tally    // gold statements that are among the program's
	Matched   Tally    // gold claims that have a claim
	Precision Tally    // of the statements that matched claims hold, as far as the gold has them: those that belong there
	Recall    Tally    // gold statements that the claim of theirs holds
	Stance    Tally    // of these, positions that are right
	Origins   PRF      // names of origins, of all gold claims
	Status    Tally    // changes of status that have come by their day
	Apart     Tally    // claims that do not mix a decoy's statements with the story's
	Wrong     []string // a line for each stance and status that is not the gold's, and each statement not found
}

// ScoreStory scores claims that were made of statements.
func ScoreStory(pack *Pack, claims []ClaimRecord, statements []StatementRecord) *StoryScore {
	s := &StoryScore{}
	m := matchStory(pack, claims, statements)
	var missing []string
	for g := range m.gold {
		s.placed(m, g)
		s.stances(m, g)
		s.origins(&m.gold[g], m.record(g))
		s.statuses(&m.gold[g], m.record(g))
		for i, ids := range m.found[g] {
			s.Found.All++
			if len(ids) > 0 {
				s.Found.Right++
				continue
			}
			st := &m.gold[g].Statements[i]
			missing = append(missing, fmt.Sprintf("MISSING %s %s: %s", m.gold[g].ID, st.Article, first(st.Quote, 100)))
		}
	}
	s.Wrong = append(s.Wrong, missing...)
	s.apart(pack, m, statements)
	return s
}

// placed scores what the claim of a gold one holds.
func (s *StoryScore) placed(m *storyMatch, g int) {
	s.Matched.All++
	s.Recall.All += len(m.found[g])
	if m.of[g] == "" {
		return
	}
	s.Matched.Right++
	holds, right := m.holds[m.of[g]], map[string]bool{}
	for _, ids := range m.found[g] {
		s.Recall.Right += one(anyIn(ids, holds))
		for _, id := range ids {
			right[id] = true
		}
	}
	s.Precision.Right += shared(right, holds)
	s.Precision.All += shared(holds, m.known)
}

// stances scores the positions of the statements that stand in the right claim.
func (s *StoryScore) stances(m *storyMatch, g int) {
	stance := map[string]string{}
	for _, p := range m.record(g).Positions {
		for _, id := range p.Statements {
			stance[id] = p.Stance
		}
	}
	for i, ids := range m.found[g] {
		st := &m.gold[g].Statements[i]
		var got []string
		for _, id := range ids {
			if x, ok := stance[id]; ok {
				got = append(got, x)
			}
		}
		if len(got) == 0 {
			continue
		}
		s.Stance.All++
		if slices.Contains(got, st.Position) {
			s.Stance.Right++
			continue
		}
		s.Wrong = append(s.Wrong, fmt.Sprintf("STANCE %s %s: gold %s, got ['%s']: %s",
			m.gold[g].ID, st.Article, st.Position, strings.Join(got, "', '"), first(st.Quote, 80)))
	}
}

// origins scores the names of those who stand behind a claim. Each is taken once.
func (s *StoryScore) origins(gold *GoldClaim, c *ClaimRecord) {
	left := make([]string, len(c.Origins))
	for i, o := range c.Origins {
		left[i] = o.Name
	}
	right := 0
	for _, want := range gold.Origins {
		if i := slices.IndexFunc(left, func(name string) bool { return sameName(want, name) }); i >= 0 {
			left = slices.Delete(left, i, i+1)
			right++
		}
	}
	s.Origins.Add(right, len(c.Origins), len(gold.Origins))
}

// statuses scores which status a claim has on the days of the gold's changes. Days
// are compared as they are written, a month or a year before its days.
func (s *StoryScore) statuses(gold *GoldClaim, c *ClaimRecord) {
	const late = "~" // behind all that may follow a date: an instant of that day is by that day
	for _, want := range gold.Status {
		s.Status.All++
		got := "None"
		for _, h := range c.History {
			if h.From <= want.From+late {
				got = h.Status
			}
		}
		if got == want.Status {
			s.Status.Right++
			continue
		}
		s.Wrong = append(s.Wrong, fmt.Sprintf("STATUS %s from %s: gold %s, got %s", gold.ID, want.From, want.Status, got))
	}
}

// apart counts the claims that hold statements of the story only, or of decoys only.
func (s *StoryScore) apart(pack *Pack, m *storyMatch, statements []StatementRecord) {
	decoy := map[string]bool{}
	for _, st := range statements {
		decoy[st.ID] = slices.Contains(pack.Decoys, st.Article)
	}
	for _, holds := range m.holds {
		has := map[bool]bool{}
		for id := range holds {
			has[decoy[id]] = true
		}
		s.Apart.All++
		s.Apart.Right += one(len(has) < 2)
	}
}

// Claims is F1 of the statements placed in claims together, 0 to 1.
func (s *StoryScore) Claims() float64 { return harmonic(s.Precision.Share(), s.Recall.Share()) }

// Mixed is how many claims mix a decoy's statements with the story's.
func (s *StoryScore) Mixed() int { return s.Apart.All - s.Apart.Right }

// String is the report, in the words of the project's reference scorer.
func (s *StoryScore) String() string {
	return fmt.Sprintf("statements found %d/%d, claims matched %d/%d\n"+
		"STORY claims-F %.3f (P %.3f R %.3f) stance %.3f origins-F %.3f status %.3f mixed-with-decoy %d\n",
		s.Found.Right, s.Found.All, s.Matched.Right, s.Matched.All,
		s.Claims(), s.Precision.Share(), s.Recall.Share(), s.Stance.Share(), s.Origins.F(), s.Status.Share(), s.Mixed())
}

// first is the beginning of a text, of so many code points at most.
func first(text string, n int) string { return string(slice([]rune(text), 0, n)) }
