package claim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// history gives the status of a claim on every day on which it changed, by the rules.
func (c *Claim) history() {
	days := make(map[string]bool)
	for i := range c.Takes {
		t := &c.Takes[i]
		days[t.Published] = true
		if t.Until != "" {
			days[t.Until] = true
		}
	}
	var order []string
	for d := range days {
		order = append(order, d)
	}
	slices.Sort(order)
	last := None
	for _, day := range order {
		status, rule, because, why := c.on(day)
		if status == last || status == None {
			continue
		}
		last = status
		c.History = append(c.History, Change{From: day, Status: status, Rule: rule, Because: because, Why: why})
	}
}

// standing gives each origin's position at the end of a day: its latest by when it was
// said. Declines and hedges move nothing.
func (c *Claim) standing(day string) []*Take {
	latest := make(map[string]*Take)
	for i := range c.Takes {
		t := &c.Takes[i]
		if t.Published > day || t.Until != "" && t.Until <= day || t.Origin == "" || t.Stance == Declines || t.Stance == Hedges {
			continue
		}
		key := originKey(t)
		if was := latest[key]; was == nil || !before(t, was) {
			latest[key] = t
		}
	}
	out := make([]*Take, 0, len(latest))
	for _, t := range latest {
		if !spoken(t, latest) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b *Take) int {
		return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.order, b.order))
	})
	return out
}

// spoken reports whether a body has spoken for a party since the party itself was said to:
// what a country says is what its bodies say.
func spoken(t *Take, latest map[string]*Take) bool {
	if !t.whole {
		return false
	}
	for _, o := range latest {
		if o != t && o.party == t.party && !before(o, t) {
			return true
		}
	}
	return false
}

func originKey(t *Take) string { return cmp.Or(t.key, strings.ToLower(t.Origin)) }

// before reports whether a position is older than another of the same origin.
func before(a, b *Take) bool {
	n := min(len(a.Said), len(b.Said))
	if d := cmp.Compare(a.Said[:n], b.Said[:n]); d != 0 {
		return d < 0
	}
	if len(a.Said) != len(b.Said) { // "2024-02" is not after a day of that month
		return len(a.Said) < len(b.Said)
	}
	return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.order, b.order)) < 0
}

// on is the status at the end of a day: the first rule that applies.
func (c *Claim) on(day string) (status Status, rule int, because []string, why string) {
	var asserts, denies, retracts []*Take
	for _, t := range c.standing(day) {
		switch t.Stance {
		case Asserts:
			asserts = append(asserts, t)
		case Denies:
			denies = append(denies, t)
		case Retracts:
			if c.asserted(t, day) { // else there is nothing to withdraw
				retracts = append(retracts, t)
			}
		}
	}
	ids := func(lists ...[]*Take) (out []string) {
		for _, l := range lists {
			for _, t := range l {
				out = append(out, t.Statement)
			}
		}
		return out
	}
	if len(asserts) == 0 && len(retracts) > 0 {
		return Retracted, 1, ids(retracts), fmt.Sprintf("Every origin that asserted it has withdrawn: %s.", origins(retracts))
	}
	if own := ofParty(asserts, c.Subject); len(own) > 0 && len(ofParty(denies, c.Subject)) == 0 {
		return Acknowledged, 2, ids(own), fmt.Sprintf("%s, of which it is said, asserts it: %s.", c.Subject, origins(own))
	}
	if len(asserts) > 0 && len(denies) > 0 {
		return Disputed, 3, ids(asserts, denies), fmt.Sprintf("Asserted by %s, denied by %s.", origins(asserts), origins(denies))
	}
	if x, y := c.clash(asserts); x != nil {
		return Disputed, 3, []string{x.Statement, y.Statement}, fmt.Sprintf("%s says %s, %s says %s, and both cannot hold.", x.Origin, Shown(x.Figure), y.Origin, Shown(y.Figure))
	}
	switch {
	case len(asserts) > 1:
		return Corroborated, 4, ids(asserts), fmt.Sprintf("Asserted by %d independent origins: %s.", len(asserts), origins(asserts))
	case len(asserts) == 1:
		return SingleSource, 5, ids(asserts), fmt.Sprintf("Asserted by %s alone, and nobody denies it.", asserts[0].Origin)
	case len(denies) > 0:
		return Denied, 6, ids(denies), fmt.Sprintf("Only denied: by %s.", origins(denies))
	}
	return None, 0, nil, ""
}

// asserted reports whether the origin of a position had asserted the claim by a day.
func (c *Claim) asserted(by *Take, day string) bool {
	return slices.ContainsFunc(c.Takes, func(t Take) bool {
		return t.Stance == Asserts && t.Published <= day && originKey(&t) == originKey(by)
	})
}

// clash gives two figures that cannot both hold.
func (c *Claim) clash(asserts []*Take) (x, y *Take) {
	for i, a := range asserts {
		for _, b := range asserts[:i] {
			if a.Figure != nil && b.Figure != nil && !fits(a.Figure, b.Figure) {
				return b, a
			}
		}
	}
	return nil, nil
}

func ofParty(takes []*Take, party string) (out []*Take) {
	if party == "" {
		return nil
	}
	for _, t := range takes {
		if t.party == party {
			out = append(out, t)
		}
	}
	return out
}

// origins lists the origins of positions.
func origins(takes []*Take) string {
	var names []string
	for _, t := range takes {
		if !slices.Contains(names, t.Origin) {
			names = append(names, t.Origin)
		}
	}
	if len(names) > 1 {
		return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	}
	return strings.Join(names, "")
}
