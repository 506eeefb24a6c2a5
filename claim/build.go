package claim

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Options are how claims are made.
type Options struct {
	Decisions []Decision // those that stand, in order
	Parties   Parties    // nil for none known
	// Permissive counts what an outlet tells in its own voice as an origin. Else unknown
	// lineage counts as none.
	Permissive bool
}

// Build makes the claims of one story's reports. The same reports give the same claims, in
// whatever order they come.
func Build(reports []Report, opts Options) []Claim {
	reports = slices.Clone(reports)
	for i := range reports {
		reports[i].Statements = slices.Clone(reports[i].Statements)
		InOrder(reports[i].Statements)
	}
	correct(reports, opts.Decisions)
	b := newBuilder(reports, opts)
	b.propositions()
	b.events()
	b.figures()
	b.decide(opts.Decisions)
	b.readAnswers()
	b.takeAll()
	var out []Claim
	for _, g := range b.groups {
		if c, ok := b.claim(g); ok {
			c.grade(opts.Decisions)
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(x, y Claim) int {
		return cmp.Or(cmp.Compare(x.Takes[0].Published, y.Takes[0].Published), cmp.Compare(x.Takes[0].order, y.Takes[0].order), cmp.Compare(x.ID, y.ID))
	})
	return out
}

// claim makes a claim of a group.
func (b *builder) claim(g *group) (Claim, bool) {
	if len(g.takes) == 0 || g.figure == nil && (b.onlyCounts(g) || !g.tells()) {
		return Claim{}, false
	}
	c := Claim{Takes: g.takes}
	if g.figure != nil {
		c.Kind = Figure
	} else {
		c.Subject = g.subject()
		if slices.ContainsFunc(g.props, func(p *proposition) bool { return slices.Contains(p.predicates, "BIND") }) {
			c.Kind, c.Subject = Norm, ""
		}
	}
	first := g.props[0]
	c.Wording = b.wording(g)
	c.ID = hearsay.Address("cl_", b.statement(at{first.report, first.statement}).ID, first.text(b.reports[first.report].Doc), c.Kind.String(), g.figure.counts())
	c.anchor = Anchor{Statement: b.statement(at{first.report, first.statement}).ID, Text: first.text(b.reports[first.report].Doc), Figure: g.figure != nil}
	c.history()
	c.origins()
	return c, true
}

// tells reports whether a group says anything that can be so or not: fragments do not.
func (g *group) tells() bool {
	return slices.ContainsFunc(g.props, func(p *proposition) bool { return len(p.predicates) > 0 || len(p.features) > 2 })
}

// onlyCounts reports whether a group of events says no more than a claim about a figure
// does: every proposition gives a number of an outcome.
func (b *builder) onlyCounts(g *group) bool {
	for i := range g.takes {
		if g.takes[i].Stance != Asserts {
			return false
		}
	}
	for _, p := range g.props {
		if !b.counted[p.order] {
			return false
		}
	}
	return true
}

// wording is that of the proposition that is likest the others and says it fully, before
// one that denies.
func (b *builder) wording(g *group) string {
	best := g.props[0]
	rank := func(p *proposition) float64 {
		n := float64(min(len(p.words), 16)) / 16
		if len(g.props) > 1 {
			n += 2 * g.fit(p) / float64(len(g.props)-1)
		}
		if p.negative {
			n -= 4
		}
		if p.subject == "" {
			n -= .2
		}
		if b.statement(at{p.report, p.statement}).Zone == hearsay.ZoneHeadline {
			n -= .3
		}
		return n
	}
	most := rank(best)
	for _, p := range g.props {
		if r := rank(p); r > most+tie {
			best, most = p, r
		}
	}
	text := strings.Trim(best.text(b.reports[best.report].Doc), " \"“”‘’,")
	text = strings.TrimPrefix(text, "that ")
	if g.figure != nil {
		text = "How many: " + text
	}
	return strings.Join(strings.Fields(text), " ")
}

// origins lists who asserts the claim, with what each said.
func (c *Claim) origins() {
	stands := make(map[string]bool)
	for _, t := range c.standing("9999") {
		if t.Stance == Asserts {
			stands[originKey(t)] = true
		}
	}
	at := make(map[string]int)
	for i := range c.Takes {
		t := &c.Takes[i]
		if t.Origin == "" || !stands[originKey(t)] || t.Stance != Asserts {
			continue
		}
		k, ok := at[originKey(t)]
		if !ok {
			k = len(c.Origins)
			at[originKey(t)] = k
			c.Origins = append(c.Origins, Origin{Name: t.Origin, Party: t.party})
		}
		o := &c.Origins[k]
		if !slices.Contains(o.Statements, t.Statement) {
			o.Statements = append(o.Statements, t.Statement)
		}
		if !slices.Contains(o.Documents, t.Document) {
			o.Documents = append(o.Documents, t.Document)
		}
	}
}
