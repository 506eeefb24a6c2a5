package draw_test

import (
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/web/draw"
)

// FuzzPictures draws whatever text, times and numbers there are.
func FuzzPictures(f *testing.F) {
	f.Add("Orvalt navy", "/speakers/1", "disputed", int64(1930000000), int64(86400), 3.0, 24.0, byte(2))
	f.Add(evil, "//x", evil, int64(-1<<62), int64(1<<62), 1e300, -1e300, byte(255))
	f.Add("", "", "", int64(0), int64(0), 0.0, 0.0, byte(0))
	f.Fuzz(func(t *testing.T, text, href, status string, at, step int64, low, high float64, n byte) {
		h := draw.Head{ID: text, Title: text, Desc: status, Narrow: n&1 == 1}
		times := []time.Time{time.Unix(at, 0), time.Unix(at+step, 0), time.Unix(at+step/2, 0)}
		story := draw.TimelineData{Head: h, Until: times[1]}
		var spans []draw.Span
		var figures []draw.Figure
		var points []draw.Point
		for i, when := range times {
			spans = append(spans, draw.Span{Status: status, From: when, To: times[(i+1)%3], Text: text, Href: href})
			story.Lanes = append(story.Lanes, draw.Lane{Name: text, Href: href, Marks: []draw.Mark{{At: when, Act: draw.Act(n), Text: text, Href: href}, {At: times[0]}, {At: times[1], Act: draw.Act(i)}}})
			figures = append(figures, draw.Figure{Origin: text[:len(text)*i/3], At: when, Low: low, High: high / float64(i+1), OpenLow: n&2 == 2, OpenHigh: n&4 == 4, Approximate: n&8 == 8, Text: status, Href: href})
			points = append(points, draw.Point{Lat: low, Lon: high, Label: text, Href: href, Weight: float64(at), Text: status}, draw.Point{Lat: float64(at % 90), Lon: float64(step % 180), Label: status})
		}
		story.Claims = []draw.Row{{Text: text, Href: href, Spans: spans}}
		node := draw.Node{Kind: draw.Kind(n), Label: text, Detail: status, Href: href, Why: text, Copy: n&2 == 2}
		for range n % 12 {
			node.Children = []draw.Node{node, {Label: status}}
		}
		frame, _ := draw.ParseFrame(text)
		for _, svg := range []draw.SVG{
			draw.Timeline(story), draw.Band(draw.BandData{Head: h, Spans: spans}), draw.Figures(draw.FiguresData{Head: h, Unit: text, Points: figures}),
			draw.Carriage(draw.CarriageData{Head: h, Roots: []draw.Node{node}}), draw.Map(draw.MapData{Head: h, Points: points, Frame: frame}),
			draw.Map(draw.MapData{Head: h, Points: points, Frame: draw.Frame{West: low, South: low, East: high, North: high}}),
		} {
			all := elements(t, svg)
			within(t, all)
		}
	})
}
