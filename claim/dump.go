package claim

import (
	"fmt"
	"io"
)

// Dump is for looking at groups.
func Dump(w io.Writer, reports []Report, world Parties) {
	b := newBuilder(reports, world)
	fmt.Fprintln(w, "parties", b.parties.names, "homes", b.homes)
	for p, x := range b.bodies.of {
		fmt.Fprintln(w, "  of", p, "→", x.name, x.party)
	}
	for _, x := range b.bodies.list {
		fmt.Fprintln(w, "  body", x.name, x.party, x.key, x.said)
	}
	b.propositions()
	b.events()
	for _, g := range b.groups {
		fmt.Fprintln(w, "== group", len(g.props))
		for _, p := range g.props {
			r := &b.reports[p.report]
			s := b.speakers[at{p.report, p.statement}]
			fmt.Fprintln(w, "   ", r.Doc.Path, "|", s.origin, "/", s.party, "|", p.subject, p.predicates, p.negative, p.hedged, "|", p.text(r.Doc))
		}
	}
}
