package draw

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"strings"
	"sync"
)

//go:embed outlines/outlines.bin
var outlinesFile string

// outlines are the coasts and borders of the world, in two grades of detail, coarse and
// fine, as hundredths of degrees. outlines/README.md says where they come from.
type outlines [2]struct{ land, borders []shore }

// shore is a line, and between which points all of it lies.
type shore struct {
	points     []corner
	west, east int32
	low, high  int32
}

type corner struct{ lon, lat int32 }

// world reads the outlines when the first map is drawn.
var world = sync.OnceValues(func() (*outlines, error) { return readOutlines(outlinesFile) })

var errOutlines = errors.New("the file of outlines is broken")

func readOutlines(file string) (*outlines, error) {
	rest, ok := strings.CutPrefix(file, "outlines1")
	if !ok {
		return nil, errOutlines
	}
	r := reader{data: []byte(rest)}
	out := new(outlines)
	for i := range out {
		out[i].land = r.lines()
		out[i].borders = r.lines()
	}
	if r.broken || len(r.data) > 0 {
		return nil, errOutlines
	}
	return out, nil
}

// reader reads numbers until one is broken.
type reader struct {
	data   []byte
	broken bool
}

func (r *reader) took(n int) {
	if n <= 0 {
		r.broken, r.data = true, nil
		return
	}
	r.data = r.data[n:]
}

// count reads how many there are of what has a byte each at least.
func (r *reader) count() int {
	v, n := binary.Uvarint(r.data)
	if r.took(n); v > uint64(len(r.data)) {
		r.broken = true
		return 0
	}
	return int(v)
}

func (r *reader) number() int32 {
	v, n := binary.Varint(r.data)
	r.took(n)
	return int32(v)
}

func (r *reader) lines() []shore {
	out := make([]shore, 0, r.count())
	var at corner
	for range cap(out) {
		s := shore{points: make([]corner, r.count())}
		for i := range s.points {
			at.lon += r.number()
			at.lat += r.number()
			s.points[i] = at
			if i == 0 {
				s.west, s.east, s.low, s.high = at.lon, at.lon, at.lat, at.lat
			}
			s.west, s.east = min(s.west, at.lon), max(s.east, at.lon)
			s.low, s.high = min(s.low, at.lat), max(s.high, at.lat)
		}
		if r.broken {
			return nil
		}
		out = append(out, s)
	}
	return out
}
