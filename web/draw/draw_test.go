package draw_test

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/web/draw"
)

// elements reads a picture as XML and fails where it is none, or has what no picture may.
func elements(t *testing.T, svg draw.SVG) []xml.StartElement {
	t.Helper()
	var out []xml.StartElement
	ids := make(map[string]bool)
	dec := xml.NewDecoder(strings.NewReader(string("<page>" + svg.HTML + "</page>")))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("no XML: %v", err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		out = append(out, e.Copy())
		switch e.Name.Local {
		case "page", "p", "div", "svg", "title", "desc", "g", "a", "rect", "line", "circle", "path", "text", "pattern":
		default:
			t.Fatalf("an element that no picture has: %s", e.Name.Local)
		}
		for _, a := range e.Attr {
			switch {
			case a.Name.Local == "style", strings.HasPrefix(a.Name.Local, "on"):
				t.Fatalf("an attribute that no picture has: %s", a.Name.Local)
			case a.Name.Local == "href" && (!strings.ContainsRune("/#?", rune(a.Value[0])) || strings.HasPrefix(a.Value, "//")):
				t.Fatalf("a link to elsewhere: %s", a.Value)
			case a.Name.Local == "id" && ids[a.Value]:
				t.Fatalf("the ID %s twice", a.Value)
			case a.Name.Local == "id":
				ids[a.Value] = true
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func num(t *testing.T, e xml.StartElement, name string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(attr(e, name), 64)
	if err != nil {
		t.Fatalf("%s of %s: %v", name, e.Name.Local, err)
	}
	return v
}

var pathPoint = regexp.MustCompile(`[ML](-?[0-9.]+) (-?[0-9.]+)`)

// within fails where a mark is outside of the picture.
func within(t *testing.T, all []xml.StartElement) {
	t.Helper()
	var wide, high float64
	check := func(e xml.StartElement, x, y, slack float64) {
		t.Helper()
		if x < -slack || x > wide+slack || y < -slack || y > high+slack {
			t.Errorf("%s %v outside of %v × %v", e.Name.Local, e.Attr, wide, high)
		}
	}
	for i, e := range all {
		switch e.Name.Local {
		case "svg":
			box := strings.Fields(attr(e, "viewBox"))
			if attr(e, "class") != "view" {
				wide, _ = strconv.ParseFloat(box[2], 64)
				high, _ = strconv.ParseFloat(box[3], 64)
				if wide <= 0 || high <= 0 {
					t.Fatalf("viewBox %v", box)
				}
			}
		case "circle":
			x, y, r := num(t, e, "cx"), num(t, e, "cy"), num(t, e, "r")
			check(e, x-r, y-r, 1)
			check(e, x+r, y+r, 1)
		case "rect":
			x, y := num(t, e, "x"), num(t, e, "y")
			check(e, x, y, 1)
			check(e, x+num(t, e, "width"), y+num(t, e, "height"), 1)
		case "text":
			check(e, num(t, e, "x"), num(t, e, "y"), 1)
		case "path":
			if c := attr(e, "class"); c == "" || c == "land" || c == "border" || all[i-1].Name.Local == "pattern" {
				continue
			}
			for _, m := range pathPoint.FindAllStringSubmatch(attr(e, "d"), -1) {
				x, _ := strconv.ParseFloat(m[1], 64)
				y, _ := strconv.ParseFloat(m[2], 64)
				check(e, x, y, 2)
			}
		}
	}
}

// Every picture is XML, has a name, keeps its marks within it, is not too large, and is the
// same each time.
func TestPictures(t *testing.T) {
	for _, p := range pictures() {
		for _, small := range []bool{false, true} {
			h := draw.Head{ID: "x1", Title: "What it shows & how", Desc: "In words.", Narrow: small}
			svg := p.draw(h)
			all := elements(t, svg)
			within(t, all)
			if len(svg.HTML) > 300_000 {
				t.Errorf("%s has %d bytes", p.name, len(svg.HTML))
			}
			if again := p.draw(h); again != svg {
				t.Errorf("%s is not the same twice", p.name)
			}
			root := all[2] // within the page and the part that scrolls
			if attr(root, "role") == "" || attr(root, "aria-labelledby") != "draw-x1-title draw-x1-desc" {
				t.Errorf("%s has no name: %v", p.name, root.Attr)
			}
			for _, want := range []string{`<title id="draw-x1-title">What it shows &amp; how</title>`, `<desc id="draw-x1-desc">In words.`} {
				if !strings.Contains(string(svg.HTML), want) {
					t.Errorf("%s lacks %s", p.name, want)
				}
			}
			if svg.Note != "" && !strings.Contains(string(svg.HTML), strings.Fields(svg.Note)[0]) {
				t.Errorf("%s does not show its note", p.name)
			}
		}
	}
}

func TestNothing(t *testing.T) {
	for name, svg := range map[string]draw.SVG{
		"timeline": draw.Timeline(draw.TimelineData{Lanes: []draw.Lane{{Name: "x", Marks: []draw.Mark{{}}}}}),
		"band":     draw.Band(draw.BandData{Spans: []draw.Span{{}}}), "figures": draw.Figures(draw.FiguresData{Points: []draw.Figure{{At: date("2031-01-01"), Low: math.NaN()}}}),
		"carriage": draw.Carriage(draw.CarriageData{}),
	} {
		elements(t, svg)
		if len(svg.HTML) > 200 || !strings.HasPrefix(string(svg.HTML), "<p ") {
			t.Errorf("%s: %s", name, svg.HTML)
		}
	}
	if svg := draw.Map(draw.MapData{}); !strings.Contains(string(svg.HTML), `class="land"`) {
		t.Error("a map of no places is not the world")
	}
}

// Hostile text stays text.
func TestHostile(t *testing.T) {
	head := draw.Head{ID: evil, Title: evil, Desc: evil}
	story := hostileStory()
	story.Head = head
	for _, svg := range []draw.SVG{
		draw.Timeline(story),
		draw.Band(draw.BandData{Head: head, Spans: []draw.Span{{Status: evil, From: date("2031-01-01"), Text: evil, Href: evil}}}),
		draw.Figures(draw.FiguresData{Head: head, Unit: evil, Points: []draw.Figure{{Origin: evil, At: date("2031-01-01"), Low: 3, High: math.Inf(1), Text: evil, Href: "javascript:x"}}}),
		draw.Carriage(draw.CarriageData{Head: head, Roots: []draw.Node{{Kind: 99, Label: evil, Detail: evil, Why: evil, Href: "/\\elsewhere.example", Children: []draw.Node{{Label: evil, Why: evil, Copy: true}}}}}),
		draw.Map(draw.MapData{Head: head, Points: []draw.Point{{Lat: 1, Lon: 2, Label: evil, Text: evil, Href: "\t//x"}, {Lat: math.NaN(), Label: evil}, {Lat: 91}}}),
	} {
		elements(t, svg)
		for _, bad := range []string{"<script", "\u202e", "\u2066", "\x1b", "\x00", "javascript:", "elsewhere.example"} {
			if strings.Contains(string(svg.HTML), bad) {
				t.Errorf("%q is in %.300s", bad, svg.HTML)
			}
		}
	}
}

// No two marks of a lane cover each other, as long as there are not too many.
func TestApart(t *testing.T) {
	d := manyStatements(60)
	d.Claims = nil
	all := elements(t, draw.Timeline(d))
	type at struct{ x, y float64 }
	var marks []at
	for i, e := range all {
		if e.Name.Local != "a" || !strings.HasPrefix(attr(e, "class"), "mark ") {
			continue
		}
		switch s := all[i+2]; s.Name.Local {
		case "circle":
			marks = append(marks, at{num(t, s, "cx"), num(t, s, "cy")})
		case "rect":
			marks = append(marks, at{num(t, s, "x") + num(t, s, "width")/2, num(t, s, "y") + num(t, s, "height")/2})
		}
	}
	if len(marks) < 20 {
		t.Fatalf("%d marks", len(marks))
	}
	for i, m := range marks {
		for _, o := range marks[:i] {
			if math.Abs(m.x-o.x) < 12 && math.Abs(m.y-o.y) < 12 {
				t.Errorf("%v covers %v", m, o)
			}
		}
	}
}

// What was left out is told.
func TestNotes(t *testing.T) {
	d := draw.TimelineData{}
	for i := range 40 {
		d.Lanes = append(d.Lanes, draw.Lane{Name: strconv.Itoa(i), Marks: []draw.Mark{{At: date("2031-01-01")}, {}}})
		d.Claims = append(d.Claims, draw.Row{Text: "c"})
	}
	f := manyFigures(1000)
	f.Points[0].At = time.Time{}
	for want, svg := range map[string]draw.SVG{
		"40 statements without a date left out. Of 40 parties the last 17 share a lane. The first 24 of 40 claims are drawn.":       draw.Timeline(d),
		"1 figure without a date or a bound left out. The latest 400 figures of 999 are drawn. The origins after the first 7 share": draw.Figures(f),
		"180 are not drawn.":                         draw.Carriage(manyNodes(200)),
		"1 place without coordinates left out.":      draw.Map(draw.MapData{Points: []draw.Point{{Lat: 100}, {Lat: 1}}}),
		"1 outside of this part of the world.":       draw.Map(draw.MapData{Frame: draw.Frame{West: 0, South: 0, East: 10, North: 10}, Points: []draw.Point{{Lat: 1, Lon: 1}, {Lat: 1, Lon: 90}}}),
		"Changes that follow each other at once are": draw.Band(manyChanges(1000)),
		"There are too many statements to draw each": draw.Timeline(manyStatements(10000)),
	} {
		if !strings.HasPrefix(svg.Note, want) {
			t.Errorf("%q, not %q", svg.Note, want)
		}
	}
}

// The axis has ticks of what there is, from minutes to centuries.
func TestTicks(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2031-03-05 10:00", "2031-03-05 10:30", "10:05 10:10 10:15"}, {"2031-03-05 10:00", "2031-03-06 14:00", "12:00 15:00"},
		{"2031-03-05", "2031-03-12", "5 Mar 6 Mar 7 Mar"}, {"2031-01-05", "2031-03-12", "6 Jan 13 Jan 20 Jan"}, {"2031-01-05", "2032-01-04", "Jan Mar May"},
		{"2021-01-05", "2032-01-04", "2022 2024"}, {"1801-01-05", "2032-01-04", "1800 1850 1900"},
	} {
		svg := draw.Timeline(draw.TimelineData{Lanes: []draw.Lane{{Marks: []draw.Mark{{At: date(c.from)}, {At: date(c.to)}}}}})
		var got []string
		for _, m := range regexp.MustCompile(`class="small" x="[0-9.]+" y="[0-9.]+" text-anchor="middle">([^<]+)<`).FindAllStringSubmatch(string(svg.HTML), -1) {
			got = append(got, m[1])
		}
		if !strings.Contains(strings.Join(got, " "), c.want) {
			t.Errorf("%s to %s: %q lacks %q", c.from, c.to, got, c.want)
		}
	}
}

func TestBoth(t *testing.T) {
	small := band()
	small.ID, small.Narrow = "band-small", true
	svg := draw.Both(draw.Band(band()), draw.Band(small))
	elements(t, svg) // no ID twice
	if !strings.Contains(string(svg.HTML), `viewBox="0 0 360 `) || !strings.Contains(string(svg.HTML), `viewBox="0 0 920 `) {
		t.Error("not both")
	}
	if got := draw.Both(draw.Band(draw.BandData{}), draw.Band(draw.BandData{})); strings.Count(string(got.HTML), "<p") != 1 {
		t.Errorf("a message twice: %s", got.HTML)
	}
}
