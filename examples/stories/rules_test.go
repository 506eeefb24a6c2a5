package stories_test

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// day is the day on which a version was out: of publication, or, where it replaces
// another, of retrieval.
func (a *article) day() string {
	if a.Replaces != "" {
		return a.Retrieved[:10]
	}
	return a.Published[:10]
}

// history gives the statuses of a claim and the origins that assert it, each with
// the day since when, which counts as a whole.
func (p *pack) history(c *claim) (statuses, origins []string) {
	days, status, who := map[string]bool{}, "", "nobody yet"
	for _, a := range p.Articles {
		days[a.day()] = true
	}
	for _, day := range slices.Sorted(maps.Keys(days)) {
		held, asserted := p.standing(c, day)
		if len(held) == 0 {
			continue
		}
		asserting := slices.DeleteFunc(slices.Sorted(maps.Keys(held)), func(o string) bool { return held[o].Position != "asserts" })
		if s := p.status(c, held, asserted, asserting); s != status {
			statuses, status = append(statuses, day+" "+s), s
		}
		if w := strings.Join(asserting, ", "); w != who {
			origins, who = append(origins, day+" "+w), w
		}
	}
	return statuses, origins
}

// standing is the last that every origin said of a claim, by what was out at the
// end of a day and not yet replaced, and who asserted it at any time.
func (p *pack) standing(c *claim, day string) (held map[string]statement, asserted []string) {
	held = map[string]statement{}
	said := func(s statement) string { return cmp.Or(s.SaidOn, p.article(s.Article).day()) }
	for _, s := range c.Statements {
		replaced := slices.ContainsFunc(p.Articles, func(b article) bool { return b.Replaces == s.Article && b.day() <= day })
		if replaced || p.article(s.Article).day() > day || s.Position == "hedges" || s.Position == "declines" {
			continue
		}
		if old, ok := held[s.Origin]; !ok || said(s) >= said(old) {
			held[s.Origin] = s
		}
		if s.Position == "asserts" {
			asserted = append(asserted, s.Origin)
		}
	}
	return held, asserted
}

// status is that of the first rule that applies.
func (p *pack) status(c *claim, held map[string]statement, asserted, asserting []string) string {
	by := map[string]bool{} // positions, those of the subject's own after a star
	for name, s := range held {
		by[s.Position] = true
		if o, _ := p.origin(name); c.Subject != "" && o.Party == c.Subject {
			by["*"+s.Position] = true
		}
	}
	apart := slices.ContainsFunc(asserting, func(a string) bool {
		return slices.ContainsFunc(asserting, func(b string) bool { return below(held[a], held[b]) })
	})
	switch {
	case len(asserted) > 0 && !slices.ContainsFunc(asserted, func(o string) bool { return held[o].Position != "retracts" }):
		return "retracted"
	case by["*asserts"] && !by["*denies"]:
		return "acknowledged"
	case by["asserts"] && by["denies"], apart:
		return "disputed"
	case len(asserting) > 1:
		return "corroborated"
	case len(asserting) == 1:
		return "single-source"
	}
	return "denied"
}

// below reports whether all numbers that fit one statement are below those that
// fit another.
func below(a, b statement) bool {
	return len(a.Figures) > 0 && len(b.Figures) > 0 && a.Figures[0].High != nil && b.Figures[0].Low != nil && *a.Figures[0].High < *b.Figures[0].Low
}
