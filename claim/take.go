package claim

import (
	"cmp"
	"slices"

	"github.com/hearsay-news/hearsay"
)

// takeAll works out every statement's position on each claim.
func (b *builder) takeAll() {
	for _, g := range b.groups {
		seen := make(map[at]int)
		var fits []float64
		for _, p := range g.props {
			t := b.take(g, p)
			a := at{p.report, p.statement}
			if k, ok := seen[a]; ok { // one statement, one position: that of what is likest the claim
				if v := g.fit(p); v > fits[k] {
					g.takes[k], fits[k] = t, v
				}
				continue
			}
			seen[a] = len(g.takes)
			fits = append(fits, g.fit(p))
			g.takes = append(g.takes, t)
		}
	}
	for _, ans := range b.answers {
		for _, g := range ans.groups {
			if slices.ContainsFunc(g.takes, func(t Take) bool { return t.Statement == b.statement(ans.at).ID }) && ans.stance != Retracts {
				continue
			}
			t := b.position(ans.at)
			t.Stance, t.Why = ans.stance, "It refers to what was said before in the same article."
			t.Text = contentText(&b.reports[ans.at.report], b.statement(ans.at))
			g.takes = slices.DeleteFunc(g.takes, func(o Take) bool { return o.Statement == t.Statement })
			g.takes = append(g.takes, t)
		}
	}
	for _, g := range b.groups {
		g.headlines(b)
		slices.SortStableFunc(g.takes, func(x, y Take) int {
			return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.order, y.order))
		})
	}
}

// headlines gives what a headline says of a party to the body that says it below.
func (g *group) headlines(b *builder) {
	for i := range g.takes {
		t := &g.takes[i]
		if !t.whole {
			continue
		}
		for k := range g.takes {
			o := &g.takes[k]
			if o.Document == t.Document && o.party == t.party && o.Stance == t.Stance && !o.whole {
				t.Origin, t.key, t.whole = o.Origin, o.key, false
				break
			}
		}
	}
}

func (b *builder) statement(a at) *Stated { return &b.reports[a.report].Statements[a.statement] }

// contentText is the content of a statement, its pieces with " … " between.
func contentText(r *Report, st *Stated) string {
	out := ""
	for i, c := range st.Content {
		if i > 0 {
			out += " … "
		}
		out += r.Doc.Text[c.Start:c.End]
	}
	return out
}

// mostFitted is how many others a proposition is held against.
const mostFitted = 60

// fit is how like a proposition is to the first others of its group, summed up.
func (g *group) fit(p *proposition) float64 {
	sum := 0.0
	for _, o := range g.props[:min(len(g.props), mostFitted)] {
		if o.report != p.report || o.statement != p.statement {
			sum += likeness(p, o)
		}
	}
	return sum
}

// position is what is known of a statement's position but for its stance.
func (b *builder) position(a at) Take {
	r := &b.reports[a.report]
	st := b.statement(a)
	s := b.speakers[a]
	t := Take{
		Statement: st.ID, Document: r.Doc.ID, Speaker: st.Speaker.Name, Party: cmp.Or(st.Speaker.Party, s.party), Origin: s.origin, party: s.party, key: s.key, whole: s.whole,
		Published: r.Day(), Until: r.ReplacedOn[:min(10, len(r.ReplacedOn))], order: a.report<<16 | a.statement,
	}
	if st.Speaker.Kind == hearsay.KindPerson {
		t.Speaker = b.fullName(t.Speaker)
	}
	t.Said = cmp.Or(st.SaidOn, t.Published)
	return t
}

// take is the position of a proposition's statement on its claim.
func (b *builder) take(g *group, p *proposition) Take {
	a := at{p.report, p.statement}
	t := b.position(a)
	st := b.statement(a)
	if v := p.voucher; v != nil {
		t.Origin, t.party, t.key, t.whole = v.origin, v.party, v.key, v.whole
	}
	t.Text, t.Figure = p.text(b.reports[p.report].Doc), p.figure
	against := st.Act == hearsay.ActDeny || st.Act == hearsay.ActReject
	negative := p.negative
	switch st.turned {
	case "negative":
		negative = true
	case "positive":
		negative = false
	}
	if against && p.refuted { // "dismissed the reports as an invention" denies once
		negative = !negative
	}
	switch {
	case st.Act == hearsay.ActDecline:
		t.Stance, t.Why = Declines, "It declines to say."
	case st.Act == hearsay.ActRetract || b.takesBack(p):
		t.Stance, t.Why = Retracts, "It takes back what was said."
	case g.figure != nil:
		t.Stance, t.Why = Asserts, "It gives "+Shown(p.figure)+"."
		if against {
			t.Stance, t.Why = Denies, "It denies the figure."
		}
	case p.hedged && st.Act != hearsay.ActEstimate:
		t.Stance, t.Why = Hedges, "It is worded as no more than likely."
	case against != negative:
		t.Stance, t.Why = Denies, "It says that it is not so."
	case b.opposed(g, p):
		t.Stance, t.Why = Denies, "It says the same of the other side, and both cannot be."
	default:
		t.Stance, t.Why = Asserts, "It says so."
	}
	return t
}

// takesBack reports whether a proposition says that what it repeats was withdrawn.
func (b *builder) takesBack(p *proposition) bool {
	for i := range p.words {
		if retracting[p.words[i].low] && slices.ContainsFunc(p.words[i:min(len(p.words), i+5)], func(w word) bool { return referring[w.low] }) {
			return true
		}
	}
	return false
}

// exclusive are predicates that only one side can have done when they say "first".
var exclusive = map[string]bool{"SHOOT": true, "ATTACK": true, "SHELL": true, "COLLIDE": true}

// opposed reports whether a proposition says of one party what the claim says of another,
// where only one can have done it.
func (b *builder) opposed(g *group, p *proposition) bool {
	subject := g.subject()
	if subject == "" || p.subject == "" || subject == p.subject {
		return false
	}
	return p.first && slices.ContainsFunc(p.predicates, func(s string) bool { return exclusive[s] })
}

// subject is the party that most propositions of the group are about.
func (g *group) subject() string {
	counts := make(map[string]int)
	for _, p := range g.props {
		if p.subject != "" {
			counts[p.subject]++
		}
	}
	best := ""
	for s, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && s < best {
			best = s
		}
	}
	return best
}
