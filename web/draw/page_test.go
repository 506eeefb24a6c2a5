package draw_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/web/draw"
)

var pageFile = flag.String("page", "", "write a page with all pictures there, to be looked at")

// The page shows all pictures as a browser does: go test ./web/draw -run Page -args -page FILE
// writes it, in light and, beside it, in dark colours.
func TestPage(t *testing.T) {
	if *pageFile == "" {
		t.Skip("no -page")
	}
	var css strings.Builder
	for _, name := range []string{"../static/css/0-base.css", "../static/css/draw.css"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		css.Write(data)
	}
	var body strings.Builder
	show := func(name string, svg draw.SVG) {
		fmt.Fprintf(&body, "<h2>%s</h2>\n%s\n", name, svg.HTML)
	}
	for _, p := range pictures() {
		show(p.name, draw.Both(p.draw(draw.Head{ID: p.name, Title: p.name}), p.draw(draw.Head{ID: p.name + "-small", Title: p.name, Narrow: true})))
	}
	for _, theme := range []string{"light", "dark"} {
		page := `<!doctype html><html lang="en" data-theme="` + theme + `"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Pictures</title><style>` + css.String() + `</style><main><h1>Pictures</h1>` + body.String() + `</main></html>`
		if err := os.WriteFile(strings.Replace(*pageFile, ".html", "-"+theme+".html", 1), []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// picture is one of all kinds, with little and with much in it.
type picture struct {
	name string
	draw func(draw.Head) draw.SVG
}

func pictures() []picture {
	timeline := func(d draw.TimelineData) func(draw.Head) draw.SVG {
		return func(h draw.Head) draw.SVG { d.Head = h; return draw.Timeline(d) }
	}
	figures := func(d draw.FiguresData) func(draw.Head) draw.SVG {
		return func(h draw.Head) draw.SVG { d.Head = h; return draw.Figures(d) }
	}
	tree := func(d draw.CarriageData) func(draw.Head) draw.SVG {
		return func(h draw.Head) draw.SVG { d.Head = h; return draw.Carriage(d) }
	}
	chart := func(d draw.MapData) func(draw.Head) draw.SVG {
		return func(h draw.Head) draw.SVG { d.Head = h; return draw.Map(d) }
	}
	changes := func(d draw.BandData) func(draw.Head) draw.SVG {
		return func(h draw.Head) draw.SVG { d.Head = h; return draw.Band(d) }
	}
	world, pacific := manyPlaces(300), places()
	world.Frame = draw.World()
	pacific.Points = []draw.Point{{Lat: -18.1, Lon: 178.4, Label: "Suva", Weight: 2}, {Lat: -13.8, Lon: -171.8, Label: "Apia", Weight: 3}, {Lat: -36.8, Lon: 174.8, Label: "Auckland", Weight: 5}}
	near := places()
	near.Points = near.Points[:1]
	return []picture{
		{"timeline", timeline(ferry())}, {"timeline-200", timeline(manyStatements(200))}, {"timeline-10000", timeline(manyStatements(10000))}, {"timeline-hostile", timeline(hostileStory())},
		{"band", changes(band())}, {"band-100", changes(manyChanges(100))},
		{"figures", figures(dead())}, {"figures-300", figures(manyFigures(300))},
		{"carriage", tree(carriage())}, {"carriage-200", tree(manyNodes(200))},
		{"map", chart(places())}, {"map-one", chart(near)}, {"map-pacific", chart(pacific)}, {"map-world", chart(world)},
		{"map-10000", chart(manyPlaces(10000))},
	}
}

// manyStatements are of eight parties, on ten claims, in two months.
func manyStatements(n int) draw.TimelineData {
	d := draw.TimelineData{}
	all := []string{"single-source", "corroborated", "disputed", "acknowledged", "denied", "retracted"}
	start := date("2031-03-03")
	for i := range 8 {
		d.Lanes = append(d.Lanes, draw.Lane{Name: fmt.Sprintf("Party number %d of the story", i+1), Href: fmt.Sprintf("/speakers/%d", i)})
	}
	r := uint32(7)
	next := func(n int) int { r = r*1664525 + 1013904223; return int(r>>8) % n }
	for i := range n {
		l := &d.Lanes[next(8)]
		l.Marks = append(l.Marks, draw.Mark{At: start.Add(time.Duration(next(60*24)) * time.Hour), Act: draw.Act(next(6)), Href: fmt.Sprintf("/statements/st_%020d", i),
			Text: "that the ships of the other side had been nowhere near when it happened, and that whoever says so has not looked"})
	}
	for i := range 10 {
		row := draw.Row{Text: fmt.Sprintf("Claim number %d, on which much is said by many", i), Href: fmt.Sprintf("/claims/cl_%d", i)}
		at := start
		for k := range 4 {
			to := at.Add(time.Duration(24*(1+next(25))) * time.Hour)
			row.Spans = append(row.Spans, draw.Span{Status: all[(i+k)%6], From: at, To: to})
			at = to
		}
		d.Claims = append(d.Claims, row)
	}
	return d
}

func manyChanges(n int) draw.BandData {
	d := draw.BandData{}
	all := []string{"single-source", "corroborated", "disputed", "acknowledged", "denied", "retracted", "else"}
	for i := range n {
		d.Spans = append(d.Spans, draw.Span{Status: all[i%len(all)], From: date("2031-03-03").AddDate(0, 0, i*i/20)})
	}
	return d
}

func manyFigures(n int) draw.FiguresData {
	d := draw.FiguresData{Unit: "people"}
	for i := range n {
		d.Points = append(d.Points, draw.Figure{Origin: fmt.Sprintf("Origin %d", i%11), At: date("2030-01-01").Add(time.Duration(i*37%500) * 24 * time.Hour), Low: float64(i * 4000), High: float64(i*4000 + i%5*60000), OpenHigh: i%7 == 0, Approximate: i%5 == 0})
	}
	return d
}

func manyNodes(n int) draw.CarriageData {
	d := carriage()
	agency := &d.Roots[0].Children[0]
	for i := range n {
		agency.Children = append(agency.Children, draw.Node{Kind: draw.Outlet, Label: fmt.Sprintf("Gazette number %d", i), Copy: i%3 == 0})
	}
	agency.Children[1].Children = []draw.Node{{Kind: draw.Outlet, Label: "The Harbour Weekly", Children: []draw.Node{{Kind: draw.Outlet, Label: "Its reprint", Copy: true, Children: []draw.Node{{Label: "deep", Kind: draw.Outlet, Children: []draw.Node{{Label: "deeper"}}}}}}}}
	return d
}

func manyPlaces(n int) draw.MapData {
	d := draw.MapData{}
	for i := range n {
		d.Points = append(d.Points, draw.Point{Lat: float64(i*7919%12000)/100 - 50, Lon: float64(i*104729%36000)/100 - 180, Label: fmt.Sprintf("Place %d", i), Weight: float64(i % 13), Href: fmt.Sprintf("/places/%d", i)})
	}
	return d
}

const evil = "<script>alert('x')</script>\x00\x1b[31m\u202eevil\u2066\ufffe \"quoted\" & 'single' \xff\xfe "

func hostileStory() draw.TimelineData {
	long := strings.Repeat("Donaudampfschifffahrtsgesellschaft", 40)
	return draw.TimelineData{
		Lanes: []draw.Lane{
			{Name: evil, Href: "javascript:alert(1)", Marks: []draw.Mark{{At: date("2031-01-01 10:00"), Text: evil, Href: "//elsewhere.example/"}, {At: date("2031-01-01 10:05"), Act: 200, Href: "/x\" onload=\"alert(1)"}}},
			{Name: long, Href: "https://elsewhere.example/", Marks: []draw.Mark{{At: date("2031-01-01 12:00"), Act: draw.Deny, Text: long}, {At: time.Time{}}}},
			{Name: "Z" + strings.Repeat("\u0301\u0489", 100) + " العربية 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", Marks: []draw.Mark{{At: date("2031-01-01 18:00"), Act: draw.Hedge}}},
		},
		Claims: []draw.Row{{Text: evil, Spans: []draw.Span{{Status: evil, From: date("2031-01-01 11:00")}}}, {Text: long}, {Text: strings.Repeat("漢字", 100)}},
	}
}
