package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// piece is a run of text that belongs to the same statements in the same roles, or the
// place before it where statements begin.
type piece struct {
	Text   string
	Return bool     // it is a carriage return, which browsers would turn into a line feed
	Class  string   // its roles, "" for none
	Of     string   // the numbers of its statements
	Again  string   // the numbers of those whose content goes on here after other words
	Starts []marker // statements whose content begins here
}

// marker is the place where a statement's content begins.
type marker struct {
	Number int
	Anchor string // its ID
	Told   string // in short, for who points at it or hears it
}

// marked is a statement with its spans as they are shown.
type marked struct {
	marker
	source, cue, content []hearsay.Span
}

// edge is where a span of a statement begins or ends.
type edge struct {
	at    int
	role  hearsay.Role
	of    int // index of the statement
	opens bool
}

// mostNamed is how many statements a piece of text names: more are marked all the same.
const mostNamed = 8

// cut splits a part of a text at every edge of a span. The pieces put together are the
// part, byte for byte.
func cutMarks(text string, part hearsay.Span, list []*marked) []piece {
	edges := edgesIn(part, list)
	var out []piece
	var open [len(hearsay.Roles)]int
	active := make(map[int]int) // open spans by statement
	var again []string
	at := part.Start
	for i := 0; i <= len(edges); {
		next := part.End
		if i < len(edges) {
			next = edges[i].at
		}
		if next > at {
			first := len(out)
			out = appendText(out, text[at:next], classOf(&open), numbersOf(active, list))
			out[first].Again = strings.Join(again, " ")
			at, again = next, again[:0]
		}
		if i == len(edges) {
			break
		}
		var starts []marker
		for ; i < len(edges) && edges[i].at == at; i++ {
			e := &edges[i]
			step := -1
			if e.opens {
				step = 1
			}
			open[e.role] += step
			if active[e.of] += step; active[e.of] == 0 {
				delete(active, e.of)
			}
			switch m := list[e.of]; {
			case !e.opens || e.role != hearsay.RoleContent:
			case m.content[0].Start == at:
				starts = append(starts, m.marker)
			case len(again) < mostNamed:
				again = append(again, strconv.Itoa(m.Number))
			}
		}
		if len(starts) > 0 {
			slices.SortFunc(starts, func(a, b marker) int { return cmp.Compare(a.Number, b.Number) })
			out = append(out, piece{Starts: starts})
		}
	}
	return out
}

// edgesIn gives the edges of what lies in a part, in order: what ends before what begins.
func edgesIn(part hearsay.Span, list []*marked) []edge {
	var out []edge
	for i, m := range list {
		for role, spans := range [...][]hearsay.Span{m.source, m.cue, m.content} {
			for _, s := range spans {
				s.Start, s.End = max(s.Start, part.Start), min(s.End, part.End)
				if !s.Empty() {
					out = append(out, edge{s.Start, hearsay.Role(role), i, true}, edge{s.End, hearsay.Role(role), i, false})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b edge) int {
		if c := cmp.Compare(a.at, b.at); c != 0 || a.opens == b.opens {
			return c
		}
		if b.opens {
			return -1
		}
		return 1
	})
	return out
}

// classOf names the roles that are open: what lies within two contents is told apart.
func classOf(open *[len(hearsay.Roles)]int) string {
	var names []string
	switch n := open[hearsay.RoleContent]; {
	case n == 1:
		names = append(names, "kc")
	case n > 1:
		names = append(names, "kc", "kn")
	}
	if open[hearsay.RoleSource] > 0 {
		names = append(names, "ks")
	}
	if open[hearsay.RoleCue] > 0 {
		names = append(names, "kq")
	}
	return strings.Join(names, " ")
}

// numbersOf lists the statements that a piece belongs to, the first ones.
func numbersOf(active map[int]int, list []*marked) string {
	if len(active) == 0 {
		return ""
	}
	of := make([]int, 0, len(active))
	for i := range active {
		of = append(of, list[i].Number)
	}
	slices.Sort(of)
	var b strings.Builder
	for i, n := range of[:min(len(of), mostNamed)] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}

// appendText adds a run of text, with its carriage returns apart.
func appendText(out []piece, text, class, of string) []piece {
	for text != "" {
		plain, rest, found := strings.Cut(text, "\r")
		if plain != "" {
			out = append(out, piece{Text: plain, Class: class, Of: of})
		}
		if found {
			out = append(out, piece{Return: true, Class: class, Of: of})
		}
		text = rest
	}
	return out
}
