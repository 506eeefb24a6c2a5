// Command outlines makes the file of outlines that maps are drawn on of the TopoJSON files
// of world-atlas. Its README says where they come from.
//
//	go run ./web/draw/outlines -to web/draw/outlines/outlines.bin countries-110m.json countries-50m.json
package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
)

// unit is how many steps a degree has in the file: one is 1.1 km at the equator, a pixel
// of the narrowest map.
const unit = 100

type point struct{ x, y int }

func main() {
	to := flag.String("to", "outlines.bin", "the file to write")
	flag.Parse()
	if err := run(*to, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "outlines:", err)
		os.Exit(1)
	}
}

func run(to string, from []string) error {
	if len(from) != 2 {
		return errors.New("give two files, the coarse one first")
	}
	out := []byte("outlines1")
	// The fine outlines are made plainer by 1.8 km, so that the file stays small.
	for i, within := range [...]float64{0, 1.6} {
		t, err := read(from[i])
		if err != nil {
			return fmt.Errorf("%s: %w", from[i], err)
		}
		land, err := t.land(within)
		if err != nil {
			return fmt.Errorf("%s: %w", from[i], err)
		}
		out = appendLines(out, land)
		out = appendLines(out, t.borders(within))
	}
	return os.WriteFile(to, out, 0o644)
}

// appendLines writes lines: how many, and of each how many points and their differences,
// each point's from the one before.
func appendLines(out []byte, lines [][]point) []byte {
	out = binary.AppendUvarint(out, uint64(len(lines)))
	var at point
	for _, l := range lines {
		out = binary.AppendUvarint(out, uint64(len(l)))
		for _, p := range l {
			out = binary.AppendVarint(out, int64(p.x-at.x))
			out = binary.AppendVarint(out, int64(p.y-at.y))
			at = p
		}
	}
	return out
}

// topology is what is used of a TopoJSON file.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   map[string]struct{ Geometries []geometry }
}

type geometry struct {
	Type string
	Arcs json.RawMessage
}

func read(name string) (*topology, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	t := new(topology)
	if err := json.Unmarshal(data, t); err != nil {
		return nil, err
	}
	for _, arc := range t.Arcs {
		var x, y float64
		for i, p := range arc {
			x, y = x+p[0], y+p[1]
			arc[i] = [2]float64{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]}
		}
	}
	return t, nil
}

// polygons gives the rings of a geometry, each the arcs that it is made of.
func (g geometry) polygons() ([][]int, error) {
	var many [][][]int
	switch g.Type {
	case "MultiPolygon":
		if err := json.Unmarshal(g.Arcs, &many); err != nil {
			return nil, err
		}
	case "Polygon":
		var one [][]int
		if err := json.Unmarshal(g.Arcs, &one); err != nil {
			return nil, err
		}
		many = [][][]int{one}
	}
	return slices.Concat(many...), nil
}

// land gives the rings of the coasts, seas and lakes within a land as rings of their own.
func (t *topology) land(within float64) ([][]point, error) {
	var out [][]point
	for _, g := range t.Objects["land"].Geometries {
		rings, err := g.polygons()
		if err != nil {
			return nil, err
		}
		for _, arcs := range rings {
			if ring := t.ring(arcs, within); len(ring) > 3 {
				out = append(out, ring)
			}
		}
	}
	return out, nil
}

// ring joins arcs. A ring that goes across the antimeridian goes on beyond 180 degrees; one
// that goes round a pole is led along it.
func (t *topology) ring(arcs []int, within float64) []point {
	var ring []point
	for _, a := range arcs {
		line := t.arc(a, within)
		if len(ring) > 0 {
			line = line[1:]
		}
		ring = append(ring, line...)
	}
	unroll(ring)
	first, last := ring[0], ring[len(ring)-1]
	if first.x != last.x {
		pole := 90 * unit
		if first.y < 0 {
			pole = -pole
		}
		ring = append(ring, point{last.x, pole}, point{first.x, pole})
	}
	return ring
}

// unroll makes a line go on where it jumps from one end of the world to the other.
func unroll(line []point) {
	for i := 1; i < len(line); i++ {
		for line[i].x-line[i-1].x > 180*unit {
			line[i].x -= 360 * unit
		}
		for line[i].x-line[i-1].x < -180*unit {
			line[i].x += 360 * unit
		}
	}
}

// arc gives the points of an arc in steps of the file, backwards for one below zero.
func (t *topology) arc(a int, within float64) []point {
	i := a
	if a < 0 {
		i = ^a
	}
	line := make([]point, len(t.Arcs[i]))
	for k, p := range t.Arcs[i] {
		line[k] = point{int(math.Round(p[0] * unit)), int(math.Round(p[1] * unit))}
	}
	unroll(line)
	line = plainer(line, within)
	if a < 0 {
		slices.Reverse(line)
	}
	return line
}

// borders are the arcs that are of two countries or more.
func (t *topology) borders(within float64) [][]point {
	used := make([]int, len(t.Arcs))
	for _, g := range t.Objects["countries"].Geometries {
		rings, err := g.polygons()
		if err != nil {
			continue
		}
		of := make(map[int]bool)
		for _, ring := range rings {
			for _, a := range ring {
				if a < 0 {
					a = ^a
				}
				of[a] = true
			}
		}
		for a := range of {
			used[a]++
		}
	}
	var out [][]point
	for a, n := range used {
		if n > 1 {
			out = append(out, t.arc(a, within))
		}
	}
	return out
}

// plainer leaves out points that are not farther than within from the line without them
// (Douglas and Peucker's way). The ends stay, so that neighbours still meet; so does the
// farthest point of a line that ends where it began.
func plainer(line []point, within float64) []point {
	line = slices.Compact(line)
	if len(line) < 3 {
		return line
	}
	first, last := line[0], line[len(line)-1]
	far, at := -1.0, 0
	for i := 1; i < len(line)-1; i++ {
		if d := distance(line[i], first, last); d > far {
			far, at = d, i
		}
	}
	if far <= within && first != last {
		return []point{first, last}
	}
	return append(plainer(line[:at+1:at+1], within), plainer(line[at:], within)[1:]...)
}

// distance is how far a point is from the line between two others.
func distance(p, a, b point) float64 {
	dx, dy := float64(b.x-a.x), float64(b.y-a.y)
	px, py := float64(p.x-a.x), float64(p.y-a.y)
	if length := dx*dx + dy*dy; length > 0 {
		t := min(1, max(0, (px*dx+py*dy)/length))
		px, py = px-t*dx, py-t*dy
	}
	return math.Hypot(px, py)
}
