package draw_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/web/draw"
)

func TestFit(t *testing.T) {
	f := draw.Fit([]draw.Point{{Lat: -18, Lon: 178}, {Lat: -14, Lon: -172}})
	if f.West > -182 || f.East < -172 || f.East-f.West > 20 {
		t.Errorf("not across the antimeridian: %v", f)
	}
	if f := draw.Fit([]draw.Point{{Lat: 50, Lon: 10}}); f.East-f.West < 10 || f.West > 10 || f.South > 50 || f.North < 50 {
		t.Errorf("one place: %v", f)
	}
	if f := draw.Fit(nil); f != draw.World() {
		t.Errorf("none: %v", f)
	}
	if f := draw.Fit([]draw.Point{{Lon: -170}, {Lon: -60}, {Lon: 60}, {Lon: 170}}); f != draw.World() {
		t.Errorf("all over: %v", f)
	}
}

func TestFrames(t *testing.T) {
	f := draw.Frame{West: 0, South: 40, East: 20, North: 50}
	for got, want := range map[draw.Frame]draw.Frame{
		f.In():             {West: 5, South: 42.5, East: 15, North: 47.5},
		f.Out():            {West: -10, South: 35, East: 30, North: 55},
		f.Out().In():       f,
		draw.World().Out(): draw.World(),
	} {
		if got != want {
			t.Errorf("%v, not %v", got, want)
		}
	}
	if g := f.Left().Right(); g.String() != f.String() {
		t.Errorf("there and back is %v", g)
	}
	for i := 0; i < 50; i++ { // round the world, and no farther than the poles
		f = f.Up().Right()
		if f.North > 90 || f.West < -190 || f.West > 190 {
			t.Fatalf("lost at %v", f)
		}
	}
	for i := 0; i < 50; i++ {
		f = f.In()
	}
	if f.East-f.West < 1.9 || f.In() != f {
		t.Errorf("too near: %v", f)
	}
}

func TestParseFrame(t *testing.T) {
	for _, s := range []string{"", "1,2,3", "1,2,3,4,5", "a,b,c,d", "NaN,0,10,10", "10,0,0,10", "0,10,10,0", "0,0,Inf,10", "0,-100,10,10", "1e9,0,1e10,5", "0,0,.001,.001"} {
		if f, ok := draw.ParseFrame(s); ok {
			t.Errorf("%q is %v", s, f)
		}
	}
	f := draw.Frame{West: 150.25, South: -20, East: 190.5, North: -5}
	if got, ok := draw.ParseFrame(f.String()); !ok || got.String() != f.String() {
		t.Errorf("%v is not %v", got, f)
	}
}

func TestControls(t *testing.T) {
	html := string(draw.World().Controls(func(f draw.Frame) string { return "/map?frame=" + f.String() }))
	if !strings.Contains(html, "Closer") || strings.Contains(html, "The world") || strings.Contains(html, "Wider") {
		t.Error(html)
	}
	if html := string(draw.World().Controls(func(draw.Frame) string { return "https://elsewhere.example/" })); strings.Contains(html, "href") {
		t.Error(html)
	}
}

// Lands are where they are, and the same from both sides of the antimeridian.
func TestLand(t *testing.T) {
	for _, f := range []draw.Frame{{West: 170, South: 60, East: 200, North: 72}, {West: -190, South: 60, East: -160, North: 72}, {West: -20, South: -89, East: 20, North: -60}, draw.World()} {
		svg := string(draw.Map(draw.MapData{Frame: f}).HTML)
		_, land, _ := strings.Cut(svg, `class="land" d="`)
		if land, _, _ = strings.Cut(land, `"`); len(land) < 50 {
			t.Errorf("%v has no land: %q", f, land)
		}
	}
	sea := string(draw.Map(draw.MapData{Frame: draw.Frame{West: -40, South: 30, East: -35, North: 33}}).HTML)
	if !strings.Contains(sea, `class="land" d=""`) {
		t.Error("land in the middle of a sea")
	}
}
