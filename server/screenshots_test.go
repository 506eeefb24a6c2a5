package server_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"

	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

var screenshots = flag.String("screenshots", "", "write the pictures of the documentation into this `folder`")

// mostHigh is how high a picture is at most.
const mostHigh = 1400

// The pictures of the documentation: make screenshots.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("-screenshots names no folder")
	}
	room := serveRoom(t, ferry, leak)
	v, err := room.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	story := storyOf(t, v, ferryTitle)
	b := openTab(t, room.root, 1280, 900)
	b.open("/story/" + story.ID)
	b.follow(corvette)
	claimPath := value[string](b, "location.pathname")
	compare := versions(t, room, v)
	for _, p := range []struct{ name, path string }{
		{"today", "/?since=all&kind=all"}, {"story", "/story/" + story.ID}, {"story-as-of", "/story/" + story.ID + "?as-of=2031-03-07"},
		{"claim", claimPath}, {"document", "/document/" + story.Reports[1].Doc.ID}, {"compare", compare[1]}, {"search", "/search?q=ferry&act=deny"},
		{"speaker", "/speaker?name=Joren+Vask"}, {"outlet", "/outlet?name=Halyard+Press"}, {"add", "/add"}, {"review", "/review"},
	} {
		b.open(p.path)
		b.shoot(p.name)
	}
	b.leads("button", "Accept")
	b.leads("button", "Reject")
	b.size(1280, 400)
	b.open("/decisions")
	b.shoot("decisions")

	b.size(1280, 900)
	b.open("/story/" + story.ID)
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	b.shoot("story-dark")

	phone := openTab(t, room.root, 390, 844)
	phone.open(claimPath)
	phone.shoot("claim-phone")
}

// The guide's pictures and pages are there, and no picture is there for nothing.
func TestGuide(t *testing.T) {
	guide, err := os.ReadFile("../docs/user-guide.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := make(map[string]bool)
	for _, m := range regexp.MustCompile(`(?:\]\(|src=")([\w/.-]+)`).FindAllSubmatch(guide, -1) {
		shown[string(m[1])] = true
		if _, err := os.Stat(filepath.Join("../docs", string(m[1]))); err != nil {
			t.Error(err)
		}
	}
	pictures, err := filepath.Glob("../docs/img/*.png")
	if err != nil {
		t.Fatal(err)
	}
	var size int64
	for _, p := range pictures {
		if !shown["img/"+filepath.Base(p)] {
			t.Errorf("the guide does not show %s", p)
		}
		if info, err := os.Stat(p); err == nil {
			size += info.Size()
		}
	}
	if size > 2<<20 {
		t.Errorf("the pictures have %d bytes", size)
	}
}

// storyOf finds a story by its title.
func storyOf(t *testing.T, v *live.View, title string) *claims.Story {
	t.Helper()
	for s := range v.Stories(live.Range{}, live.Place{}) {
		if s.Title == title {
			return s
		}
	}
	t.Fatalf("there is no story %q", title)
	return nil
}

// shoot writes a picture of the page from its top.
func (b *tab) shoot(name string) {
	b.Helper()
	value[any](b, "document.activeElement.blur()")
	high := min(value[float64](b, "document.documentElement.scrollHeight"), mostHigh)
	beyond := true
	data := call(b, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Clip: &page.Viewport{Width: float64(b.width), Height: high, Scale: 1}, CaptureBeyondViewport: &beyond,
	}).Data
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, fewColours(picture)); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), out.Bytes(), 0o644); err != nil {
		b.Fatal(err)
	}
}

// fewColours gives a picture its 256 commonest colours: pages have few, the rest is the
// edges of letters.
func fewColours(m image.Image) *image.Paletted {
	bounds := m.Bounds()
	count := make(map[color.RGBA]int)
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(m.At(x, y)).(color.RGBA) }
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			count[at(x, y)]++
		}
	}
	list := make([]color.RGBA, 0, len(count))
	for c := range count {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b color.RGBA) int {
		if n := count[b] - count[a]; n != 0 {
			return n
		}
		return slices.Compare([]uint8{a.R, a.G, a.B}, []uint8{b.R, b.G, b.B})
	})
	few := make(color.Palette, 0, 256)
	for _, c := range list[:min(len(list), 256)] {
		few = append(few, c)
	}
	index := make(map[color.RGBA]uint8, len(list))
	for _, c := range list {
		index[c] = uint8(few.Index(c))
	}
	out := image.NewPaletted(bounds, few)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			out.SetColorIndex(x, y, index[at(x, y)])
		}
	}
	return out
}
