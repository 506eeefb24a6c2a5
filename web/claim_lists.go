package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
)

// positionTable has who takes which position when: a row for each party, or origin that
// speaks for none, a column for each day, month or year.
type positionTable struct {
	Days []string
	Rows []positionRow
	More int // rows that are not shown
}

type positionRow struct {
	Name  string
	Cells [][]positionCell
}

// positionCell is a stance that a party took in a time.
type positionCell struct {
	Stance    claim.Stance
	Count     int
	Statement string // ID of the first
	Origins   []string
}

// By is who took the stance, in words.
func (c *positionCell) By() string { return strings.Join(c.Origins, ", ") }

// How much a table of positions has.
const (
	mostColumns = 16
	mostRows    = 40
)

// tableOf puts the positions on a claim into a table.
func tableOf(c *claim.Claim) positionTable {
	var t positionTable
	length := 0
	for _, length = range [...]int{len("2006-01-02"), len("2006-01"), len("2006")} {
		t.Days = nil
		for i := range c.Takes {
			if d := until(c.Takes[i].Published, length); !slices.Contains(t.Days, d) {
				t.Days = append(t.Days, d)
			}
		}
		if len(t.Days) <= mostColumns {
			break
		}
	}
	slices.Sort(t.Days)
	t.Days = t.Days[max(0, len(t.Days)-mostColumns):]
	rows := make(map[string]int)
	for i := range c.Takes {
		k := &c.Takes[i]
		day := slices.Index(t.Days, until(k.Published, length))
		if day < 0 {
			continue
		}
		name := cmp.Or(k.Party, k.Origin, k.Speaker, "nobody named")
		n, ok := rows[strings.ToLower(name)]
		if !ok {
			n = len(t.Rows)
			rows[strings.ToLower(name)] = n
			t.Rows = append(t.Rows, positionRow{Name: name, Cells: make([][]positionCell, len(t.Days))})
		}
		t.Rows[n].add(day, k)
	}
	t.More = max(0, len(t.Rows)-mostRows)
	t.Rows = t.Rows[:len(t.Rows)-t.More]
	return t
}

func until(s string, n int) string { return s[:min(n, len(s))] }

func (r *positionRow) add(day int, t *claim.Take) {
	at := slices.IndexFunc(r.Cells[day], func(c positionCell) bool { return c.Stance == t.Stance })
	if at < 0 {
		at = len(r.Cells[day])
		r.Cells[day] = append(r.Cells[day], positionCell{Stance: t.Stance, Statement: t.Statement})
	}
	c := &r.Cells[day][at]
	c.Count++
	if by := cmp.Or(t.Speaker, t.Origin); by != "" && !slices.Contains(c.Origins, by) {
		c.Origins = append(c.Origins, by)
	}
}

// figureLine is a figure that a position gives.
type figureLine struct {
	quoted
	Shown string
}

// mostFigures is how many figures a claim shows.
const mostFigures = 200

func (p *claimPage) figures() []figureLine {
	var out []figureLine
	for i := range p.Claim.Takes {
		t := &p.Claim.Takes[i]
		if t.Figure != nil && len(out) < mostFigures {
			out = append(out, figureLine{p.quote(t), claim.Shown(t.Figure)})
		}
	}
	return out
}

// originLine is an independent origin of a claim.
type originLine struct {
	claim.Origin
	Outlets []string // in which it was read
	More    int      // outlets that are not named
	First   string   // ID of its first statement
}

// mostOutlets is how many outlets of an origin are named.
const mostOutlets = 12

func (p *claimPage) origins() []originLine {
	out := make([]originLine, 0, len(p.Claim.Origins))
	for _, o := range p.Claim.Origins {
		l := originLine{Origin: o, First: o.Statements[0]}
		for _, id := range o.Documents {
			if name := p.outlet(id); !slices.Contains(l.Outlets, name) {
				l.Outlets = append(l.Outlets, name)
			}
		}
		l.More = max(0, len(l.Outlets)-mostOutlets)
		l.Outlets = l.Outlets[:len(l.Outlets)-l.More]
		out = append(out, l)
	}
	return out
}

// mostCarriers is how many nodes of a carriage tree are shown.
const mostCarriers = 150

// prune cuts trees to so many nodes, those nearest the roots first, and says how many are
// left out. The trees are the page's own.
func prune(roots []*claims.Carrier, most int) (kept []*claims.Carrier, left int) {
	level := []*[]*claims.Carrier{&roots}
	for len(level) > 0 {
		var next []*[]*claims.Carrier
		for _, list := range level {
			if n := len(*list); n > most {
				for _, c := range (*list)[most:] {
					left += 1 + countCarriers(c.Carried)
				}
				*list = (*list)[:most]
			}
			most -= len(*list)
			for _, c := range *list {
				next = append(next, &c.Carried)
			}
		}
		level = next
	}
	return roots, left
}

func countCarriers(list []*claims.Carrier) int {
	n := len(list)
	for _, c := range list {
		n += countCarriers(c.Carried)
	}
	return n
}
