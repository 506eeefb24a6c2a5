package term

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
)

// wrapper fills lines with words of several styles. Widths are in columns, so
// that wide characters take two and combining ones none.
type wrapper struct {
	out    strings.Builder
	width  int
	indent string // before every line but the first of a paragraph
	at     int    // columns taken in this line
	fresh  bool   // nothing but the indent stands in this line
	gap    string // the space due before the next word, in its style
	word   []run  // the word being gathered: it may change style midway
	wide   int    // its columns
}

// run is a stretch of text in one style.
type run struct {
	text  string
	style lipgloss.Style
}

// begin starts a paragraph with a label, which takes the place of the indent.
func (w *wrapper) begin(label, indent string) {
	w.out.WriteString(label)
	w.indent = indent
	w.at, w.fresh, w.gap = ansi.StringWidth(indent), true, ""
}

// end finishes the paragraph.
func (w *wrapper) end() {
	w.flush()
	w.out.WriteByte('\n')
}

// text adds clean text, which breaks at its spaces.
func (w *wrapper) text(s string, style lipgloss.Style) {
	for s != "" {
		n := strings.IndexByte(s, ' ')
		switch {
		case n < 0:
			w.glue(s, style)
			return
		case n > 0:
			w.glue(s[:n], style)
		}
		w.flush()
		w.gap = style.Render(" ")
		s = strings.TrimLeft(s[n:], " ")
	}
}

// glue adds text that stays with what stands before and after it.
func (w *wrapper) glue(s string, style lipgloss.Style) {
	w.word = append(w.word, run{s, style})
	w.wide += ansi.StringWidth(s)
}

// flush puts the gathered word on this line, or on the next where it has no room.
func (w *wrapper) flush() {
	if len(w.word) == 0 {
		return
	}
	room := w.width - ansi.StringWidth(w.indent)
	gap := 0
	if !w.fresh && w.gap != "" {
		gap = 1
	}
	switch {
	case w.at+gap+w.wide <= w.width:
		if gap > 0 {
			w.out.WriteString(w.gap)
			w.at++
		}
	case !w.fresh:
		w.line()
	}
	w.gap = ""
	if w.wide > room {
		w.chop()
	} else {
		for _, r := range w.word {
			w.out.WriteString(r.style.Render(r.text))
		}
		w.at += w.wide
		w.fresh = false
	}
	w.word, w.wide = w.word[:0], 0
}

// chop puts out a word that is longer than a line, cut where lines end.
func (w *wrapper) chop() {
	for _, r := range w.word {
		var part strings.Builder
		rest, state := r.text, -1
		for rest != "" {
			var cluster string
			cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			wide := ansi.StringWidth(cluster)
			if w.at+wide > w.width && !w.fresh {
				w.out.WriteString(r.style.Render(part.String()))
				part.Reset()
				w.line()
			}
			part.WriteString(cluster)
			w.at += wide
			w.fresh = false
		}
		w.out.WriteString(r.style.Render(part.String()))
	}
}

// line begins a new line.
func (w *wrapper) line() {
	w.out.WriteByte('\n')
	w.out.WriteString(w.indent)
	w.at, w.fresh = ansi.StringWidth(w.indent), true
}
