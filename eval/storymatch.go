package eval

import (
	"cmp"
	"slices"
)

// A statement is a gold one's where their words overlap by minOverlap of all that
// either has. A longer one that holds minHeld of the gold's words will do where
// there is none.
const (
	minOverlap = .3
	minHeld    = .6
)

// storyMatch is what of a story's gold is what of the program's.
type storyMatch struct {
	gold   []GoldClaim
	found  [][][]string               // by gold claim and statement: IDs, none where it was not found
	known  map[string]bool            // all these IDs
	claims map[string]*ClaimRecord    // by ID
	holds  map[string]map[string]bool // IDs of statements by that of the claim
	of     []string                   // by gold claim: the ID of its claim, "" for none
}

func matchStory(pack *Pack, claims []ClaimRecord, statements []StatementRecord) *storyMatch {
	m := &storyMatch{
		gold: pack.Claims, known: map[string]bool{}, of: make([]string, len(pack.Claims)),
		claims: map[string]*ClaimRecord{}, holds: map[string]map[string]bool{},
	}
	in := map[string][]StatementRecord{}
	for _, st := range statements {
		in[st.Article] = append(in[st.Article], st)
	}
	for g := range m.gold {
		found := make([][]string, len(m.gold[g].Statements))
		for i := range found {
			s := &m.gold[g].Statements[i]
			found[i] = s.among(in[stem(s.Article)])
			for _, id := range found[i] {
				m.known[id] = true
			}
		}
		m.found = append(m.found, found)
	}
	for i := range claims {
		c := &claims[i]
		m.claims[c.ID] = c
		m.holds[c.ID] = map[string]bool{}
		for _, id := range c.Statements {
			m.holds[c.ID][id] = true
		}
	}
	m.pair()
	return m
}

// among gives the IDs of the statements that are the gold one.
func (s *GoldPosition) among(list []StatementRecord) []string {
	best, top := "", -1.0
	var whole []string
	for i := range list {
		both, size := 0, 0
		for _, x := range list[i].Content {
			both += max(0, min(x.End, s.Span.End)-max(x.Start, s.Span.Start))
			size += x.End - x.Start
		}
		share := float64(both) / float64(max(1, s.Span.Len()+size-both))
		if share > top || share == top && list[i].ID > best {
			best, top = list[i].ID, share
		}
		if float64(both) >= minHeld*float64(s.Span.Len()) && !slices.Contains(whole, list[i].ID) {
			whole = append(whole, list[i].ID)
		}
	}
	if top >= minOverlap {
		return []string{best}
	}
	slices.Sort(whole)
	return whole
}

// pair gives each gold claim at most one claim, those that share most first.
func (m *storyMatch) pair() {
	type pair struct {
		score  float64 // F1 of the statements that both have
		shared int
		gold   int
		claim  string
	}
	var pairs []pair
	for g, found := range m.found {
		items := 0
		for _, ids := range found {
			items += one(len(ids) > 0)
		}
		for id, holds := range m.holds {
			n := 0
			for _, ids := range found {
				n += one(anyIn(ids, holds))
			}
			if n > 0 {
				pairs = append(pairs, pair{2 * float64(n) / float64(shared(holds, m.known)+items), n, g, id})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.shared, a.shared),
			cmp.Compare(m.gold[a.gold].ID, m.gold[b.gold].ID), cmp.Compare(a.claim, b.claim))
	})
	used := map[string]bool{}
	for _, p := range pairs {
		if m.of[p.gold] == "" && !used[p.claim] {
			m.of[p.gold] = p.claim
			used[p.claim] = true
		}
	}
}

// record is the claim of a gold one; an empty one where there is none.
func (m *storyMatch) record(g int) *ClaimRecord {
	if c := m.claims[m.of[g]]; c != nil && m.of[g] != "" {
		return c
	}
	return &ClaimRecord{}
}

// anyIn reports whether any of some IDs is in a set.
func anyIn(ids []string, set map[string]bool) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return set[id] })
}
