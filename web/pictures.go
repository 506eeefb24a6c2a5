package web

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/web/draw"
)

// both draws a picture for broad screens and one for narrow ones.
func both(make func(h draw.Head) draw.SVG, id, title, desc string) template.HTML {
	h := draw.Head{ID: id, Title: title, Desc: desc}
	wide := make(h)
	h.ID, h.Narrow = id+"small", true
	return draw.Both(wide, make(h)).HTML
}

// instant is the beginning of a day, month or year, zero for none.
func instant(s string) time.Time {
	for _, layout := range [...]string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, s[:min(len(s), len(layout))]); err == nil {
			return t
		}
	}
	return time.Time{}
}

// acts are how pictures call stances.
var acts = [...]draw.Act{claim.Asserts: draw.Assert, claim.Denies: draw.Deny, claim.Hedges: draw.Hedge, claim.Declines: draw.Decline, claim.Retracts: draw.Retract}

// spansOf is the history of a claim's status, each change with what caused it.
func spansOf(c *claim.Claim) []draw.Span {
	out := make([]draw.Span, len(c.History))
	for i, h := range c.History {
		out[i] = draw.Span{Status: h.Status.String(), From: instant(h.From), Text: h.Why}
		if len(h.Because) > 0 {
			out[i].Href = "/statement/" + h.Because[0]
		}
		if i > 0 {
			out[i-1].To = out[i].From
		}
	}
	return out
}

// rowsOfTimeline is how many claims a story's timeline draws.
const rowsOfTimeline = 12

// timelinePicture draws who took positions in a story when, and what became of its claims.
func timelinePicture(k *known) template.HTML {
	d := draw.TimelineData{Lanes: lanesOf(k)}
	list := k.told(leastTakes)
	if len(list) == 0 {
		list = k.told(1)
	}
	slices.SortStableFunc(list, func(a, b *claim.Claim) int {
		return cmp.Or(cmp.Compare(len(b.History), len(a.History)), cmp.Compare(len(b.Takes), len(a.Takes)))
	})
	for _, c := range list[:min(len(list), rowsOfTimeline)] {
		d.Claims = append(d.Claims, draw.Row{Text: c.Wording, Href: k.ClaimURL(c.ID), Spans: spansOf(c)})
	}
	desc := fmt.Sprintf("A lane for each party with its positions, and below a band for each of the claims that changed most: %s in all, from %s to %s. The table below says the same.",
		plural(len(k.Claims), "claim"), shownDate(k.From), shownDate(k.To))
	return both(func(h draw.Head) draw.SVG { d.Head = h; return draw.Timeline(d) }, "timeline", "Timeline of the story", desc)
}

// lanesOf are the parties of a story with their positions, those who take most first. A
// statement that takes the same position on several claims is one mark.
func lanesOf(k *known) []draw.Lane {
	var lanes []draw.Lane
	at := make(map[string]int)
	type mark struct {
		statement string
		stance    claim.Stance
	}
	seen := make(map[mark]bool)
	for i := range k.Claims {
		for j := range k.Claims[i].Takes {
			t := &k.Claims[i].Takes[j]
			if seen[mark{t.Statement, t.Stance}] {
				continue
			}
			seen[mark{t.Statement, t.Stance}] = true
			name := cmp.Or(t.Party, t.Origin, "nobody named")
			n, ok := at[strings.ToLower(name)]
			if !ok {
				n = len(lanes)
				at[strings.ToLower(name)] = n
				lanes = append(lanes, draw.Lane{Name: name})
				if t.Party != "" {
					lanes[n].Href = address("/claims", "party", t.Party)
				}
			}
			lanes[n].Marks = append(lanes[n].Marks, draw.Mark{At: instant(t.Published), Act: acts[t.Stance], Text: t.Speaker + ": “" + t.Text + "”", Href: "/statement/" + t.Statement})
		}
	}
	slices.SortStableFunc(lanes, func(a, b draw.Lane) int { return len(b.Marks) - len(a.Marks) })
	return lanes
}

// mapPicture draws the places of a story. at gives the URL of the page with another part of
// the world.
func mapPicture(places []*placeLine, frame draw.Frame, at func(draw.Frame) string) template.HTML {
	d := draw.MapData{Frame: frame}
	for _, p := range places[:min(len(places), mostPoints)] {
		if p.Known() {
			d.Points = append(d.Points, draw.Point{Lat: p.Lat, Lon: p.Lon, Label: p.Name, Href: "/statement/" + p.First, Weight: float64(p.Said), Text: plural(p.Said, "statement")})
		}
	}
	if len(d.Points) == 0 {
		return ""
	}
	if frame == (draw.Frame{}) {
		frame = draw.Fit(d.Points)
	}
	return both(func(h draw.Head) draw.SVG { d.Head = h; return draw.Map(d) }, "map", "Map of the places that statements name",
		plural(len(d.Points), "place")+", each as large as it is often named. The table below has them all.") + frame.Controls(at)
}

// mostPoints is how many places a map is given.
const mostPoints = 300

// bandPicture draws the history of a claim's status.
func bandPicture(k *known, c *claim.Claim) template.HTML {
	if len(c.History) == 0 {
		return ""
	}
	d := draw.BandData{Spans: spansOf(c), Until: instant(k.To)}
	return both(func(h draw.Head) draw.SVG { d.Head = h; return draw.Band(d) }, "band", "The claim’s status over time",
		plural(len(c.History), "change")+" of its status. The list below says the same.")
}

// figuresPicture draws the figures of a claim over their days.
func figuresPicture(k *known, c *claim.Claim) template.HTML {
	d := draw.FiguresData{}
	for i := range c.Takes {
		t := &c.Takes[i]
		if t.Figure == nil {
			continue
		}
		d.Unit = cmp.Or(d.Unit, strings.TrimSpace(t.Figure.Unit+" "+t.Figure.Outcome))
		d.Points = append(d.Points, draw.Figure{
			Origin: cmp.Or(t.Origin, t.Speaker), At: instant(t.Said), Low: t.Figure.Low, High: t.Figure.High, Approximate: t.Figure.Approx,
			Text: t.Text, Href: "/statement/" + t.Statement,
		})
	}
	if len(d.Points) == 0 {
		return ""
	}
	return both(func(h draw.Head) draw.SVG { d.Head = h; return draw.Figures(d) }, "figures", "Figures by who vouches for them",
		plural(len(d.Points), "figure")+" by the day on which each was said. The table below says the same.")
}

// carriagePicture draws through whom a claim came.
func carriagePicture(k *known, c *claim.Claim, roots []*claims.Carrier) template.HTML {
	if len(roots) == 0 {
		return ""
	}
	first := make(map[string]*claim.Take) // by outlet
	for i := range c.Takes {
		if name := strings.ToLower(k.outlet(c.Takes[i].Document)); first[name] == nil {
			first[name] = &c.Takes[i]
		}
	}
	outlets := make(map[string]bool)
	for id := range k.docs {
		outlets[strings.ToLower(k.outlet(id))] = true
	}
	d := draw.CarriageData{Roots: nodesOf(roots, draw.Origin, outlets, first)}
	for i := range d.Roots {
		d.Roots[i].Kind = draw.Origin
	}
	return both(func(h draw.Head) draw.SVG { d.Head = h; return draw.Carriage(d) }, "carriage", "Through whom the claim came",
		"From left to right: who vouches, who carried it, and the outlets. The list below says the same.")
}

// nodesOf are carriers as a picture has them. What an outlet has from another outlet is its
// text.
func nodesOf(list []*claims.Carrier, above draw.Kind, outlets map[string]bool, first map[string]*claim.Take) []draw.Node {
	out := make([]draw.Node, len(list))
	for i, c := range list {
		low := strings.ToLower(c.Name)
		n := draw.Node{Kind: draw.Agency, Label: c.Name, Why: c.Why}
		if outlets[low] {
			n.Kind, n.Copy = draw.Outlet, above == draw.Outlet
			if t := first[low]; t != nil {
				n.Detail, n.Href = t.Published, "/statement/"+t.Statement
			}
		}
		n.Children = nodesOf(c.Carried, n.Kind, outlets, first)
		out[i] = n
	}
	return out
}
