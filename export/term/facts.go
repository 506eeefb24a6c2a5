package term

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
)

// Most of what may be long is shortened in lists, in columns or in number: the text
// may be hostile, and the list is for a glance.
const (
	longestName   = 64
	longestFigure = 64
	longestOther  = 40
	mostCarriers  = 4
	mostFigures   = 5
)

// resolved reports whether more is known of a statement than its spans.
func resolved(st *hearsay.Statement) bool { return st.Speaker.ID != "" }

// short makes a name from outside fit for one line.
func short(s string, most int) string {
	return ansi.Truncate(strings.Join(strings.Fields(Clean(s)), " "), most, "…")
}

// speaker is the canonical name of who speaks, or the source as written where that is
// not known, with what stands in brackets behind it.
func speaker(doc *hearsay.Document, st *hearsay.Statement) (name, note string) {
	if resolved(st) {
		name, note = st.Speaker.Name, export.SpeakerNote(&st.Speaker)
	}
	if name = short(name, longestName); name == "" {
		name = short(pieces(doc.Text, st.Source), longestName)
	}
	if name == "" {
		name = "—"
	}
	return name, short(note, longestOther)
}

// via is the carriers, nearest the speaker first.
func via(st *hearsay.Statement) string {
	var names []string
	for i := range st.Chain {
		if i == mostCarriers {
			names = append(names, "…")
			break
		}
		names = append(names, short(st.Chain[i].Name, longestOther))
	}
	return strings.Join(names, " → ")
}

// figures is what is counted, the same only once.
func figures(doc *hearsay.Document, st *hearsay.Statement) []string {
	var out []string
	seen := map[string]bool{}
	for i := range st.Figures {
		words := short(export.FigureWords(doc.Text, &st.Figures[i]), longestFigure)
		if seen[words] {
			continue
		}
		if seen[words] = true; len(out) == mostFigures {
			return append(out, "…")
		}
		out = append(out, words)
	}
	return out
}
