package claim

import "github.com/hearsay-news/hearsay"

// reading is a report's text split into words, by parts: all of it, and the contents of its
// statements. What was split once is kept.
type reading struct{ parts map[hearsay.Span][]word }

// Remember keeps how the report's text is split into words from one Build to the next, for
// stories that are made often. It takes some hundred bytes a word.
func (r *Report) Remember() {
	if r.read == nil {
		r.read = &reading{make(map[hearsay.Span][]word)}
	}
}

// Forget ends what Remember began, for this copy of the report: what is remembered is for
// one goroutine.
func (r *Report) Forget() { r.read = nil }

// words are those of a part of the report's text. They must not be written to.
func (r *Report) words(part hearsay.Span) []word {
	ws, ok := r.read.parts[part]
	if !ok {
		ws = words(r.Doc.Text, part)
		r.read.parts[part] = ws
	}
	return ws
}

// contentWords are those of a statement's content.
func (r *Report) contentWords(st *Stated) []word {
	if len(st.Content) == 1 {
		return r.words(st.Content[0])
	}
	var ws []word
	for _, c := range st.Content {
		ws = append(ws, r.words(c)...)
	}
	return ws
}
