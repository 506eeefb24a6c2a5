package draw

import (
	"math"
	"strconv"
	"strings"
)

// amounts is an axis of numbers, from bottom to top.
type amounts struct{ low, high, y0, y1 float64 }

func (a amounts) y(v float64) float64 {
	return min(a.y0, max(a.y1, a.y0-(v-a.low)/(a.high-a.low)*(a.y0-a.y1)))
}

// evenly chooses a step of 1, 2 or 5 times a power of ten, so that there are some n steps.
func evenly(reach float64, n int) float64 {
	raw := reach / float64(n)
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, f := range [...]float64{1, 2, 5, 10} {
		if raw <= f*power*1.0001 {
			return f * power
		}
	}
	return 10 * power
}

// writeAmount writes a number as people read it: 1,250, 3.4 million.
func writeAmount(v float64) string {
	big := math.Abs(v)
	for _, u := range [...]struct {
		from float64
		name string
	}{{1e15, ""}, {1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}} {
		if big >= u.from {
			if u.name == "" {
				return strings.Replace(strconv.FormatFloat(v, 'g', 3, 64), "e+", "e", 1)
			}
			return strconv.FormatFloat(math.Round(v/u.from*1000)/1000, 'f', -1, 64) + u.name
		}
	}
	s := strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	whole, rest, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if v < 0 && whole != "0" {
		whole = "−" + whole
	}
	if v != 0 && whole == "0" {
		return strconv.FormatFloat(v, 'g', 2, 64)
	}
	return whole
}
