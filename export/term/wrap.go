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
	indent string          // before every line but the first of a paragraph
	at     int             // columns taken in this line
	fresh  bool            // nothing but the indent stands in this line
	gap    *lipgloss.Style // of the space due before the next word; nil for none
	word   []run           // the word being gathered: it may change style midway
	wide   int             // its columns

	same      strings.Builder // what was put out last, all in one style
	sameStyle *lipgloss.Style
}

// run is a stretch of text in one style.
type run struct {
	text  string
	style *lipgloss.Style
}

// begin starts a paragraph with a label, which takes the place of the indent.
func (w *wrapper) begin(label, indent string) {
	w.out.WriteString(label)
	w.indent = indent
	w.at, w.fresh, w.gap = ansi.StringWidth(indent), true, nil
}

// end finishes the paragraph.
func (w *wrapper) end() {
	w.flush()
	w.style(nil)
	w.out.WriteByte('\n')
}

// put puts out text of one style; stretches of the same style are joined, so that
// not every word comes with its own escape sequences.
func (w *wrapper) put(s string, style *lipgloss.Style) {
	if style != w.sameStyle {
		w.style(style)
	}
	w.same.WriteString(s)
}

// style ends the stretch put out last and begins one of another style.
func (w *wrapper) style(next *lipgloss.Style) {
	if w.same.Len() > 0 {
		w.out.WriteString(w.sameStyle.Render(w.same.String()))
		w.same.Reset()
	}
	w.sameStyle = next
}

// text adds clean text, which breaks at its spaces.
func (w *wrapper) text(s string, style *lipgloss.Style) {
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
		w.gap = style
		s = strings.TrimLeft(s[n:], " ")
	}
}

// glue adds text that stays with what stands before and after it.
func (w *wrapper) glue(s string, style *lipgloss.Style) {
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
	if !w.fresh && w.gap != nil {
		gap = 1
	}
	switch {
	case w.at+gap+w.wide <= w.width:
		if gap > 0 {
			w.put(" ", w.gap)
			w.at++
		}
	case !w.fresh:
		w.line()
	}
	w.gap = nil
	if w.wide > room {
		w.chop()
	} else {
		for _, r := range w.word {
			w.put(r.text, r.style)
		}
		w.at += w.wide
		w.fresh = false
	}
	w.word, w.wide = w.word[:0], 0
}

// chop puts out a word that is longer than a line, cut where lines end.
func (w *wrapper) chop() {
	for _, r := range w.word {
		rest, state := r.text, -1
		for rest != "" {
			var cluster string
			cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			wide := ansi.StringWidth(cluster)
			if w.at+wide > w.width && !w.fresh {
				w.line()
			}
			w.put(cluster, r.style)
			w.at += wide
			w.fresh = false
		}
	}
}

// line begins a new line.
func (w *wrapper) line() {
	w.style(nil)
	w.out.WriteByte('\n')
	w.out.WriteString(w.indent)
	w.at, w.fresh = ansi.StringWidth(w.indent), true
}
