// Package synth makes articles of paragraphs of real ones, with other names and dates, in
// any number: what large ledgers are tried with.
package synth

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// Maker makes articles. The same seed and paragraphs make the same ones.
type Maker struct {
	random     *rand.Rand
	paragraphs []paragraph
	names      []string
	outlets    []string
	made       int
}

// paragraph is a block of a real article with the statements in it.
type paragraph struct {
	text string
	sts  []hearsay.Statement // spans from the paragraph's beginning
}

// names is how many names of speakers there are to choose from, outlets how many outlets.
const (
	names   = 30_000
	outlets = 400
)

// New makes a Maker.
func New(seed uint64) *Maker {
	m := &Maker{random: rand.New(rand.NewPCG(seed, 1))}
	for range names {
		m.names = append(m.names, m.word(2)+" "+m.word(3))
	}
	for range outlets {
		m.outlets = append(m.outlets, "The "+m.word(2)+" Post")
	}
	return m
}

// word makes up a name of some syllables.
func (m *Maker) word(syllables int) string {
	const begin, middle = "bdfghklmnprstvz", "aeiou"
	var b strings.Builder
	for range syllables {
		b.WriteByte(begin[m.random.IntN(len(begin))])
		b.WriteByte(middle[m.random.IntN(len(middle))])
	}
	b.WriteString([]string{"n", "r", "l", "s", ""}[m.random.IntN(5)])
	s := b.String()
	return strings.ToUpper(s[:1]) + s[1:]
}

// Add takes the paragraphs of an article that hold whole statements.
func (m *Maker) Add(doc *hearsay.Document, sts []hearsay.Statement) {
	for _, b := range doc.Blocks {
		if b.Zone != hearsay.ZoneBody {
			continue
		}
		p := paragraph{text: doc.Text[b.Start:b.End]}
		for i := range sts {
			st := sts[i]
			if st.Nested < 0 && inside(&st, b.Span) {
				st.Shift(-b.Start)
				p.sts = append(p.sts, st)
			}
		}
		if len(p.sts) > 0 {
			m.paragraphs = append(m.paragraphs, p)
		}
	}
}

// inside reports whether all that a statement points at lies in a block.
func inside(st *hearsay.Statement, b hearsay.Span) bool {
	in := func(s hearsay.Span) bool { return s.Start >= b.Start && s.End <= b.End }
	for _, role := range hearsay.Roles {
		for _, s := range role.Of(&st.Attribution) {
			if !in(s) {
				return false
			}
		}
	}
	for _, c := range st.Chain {
		if !c.Span.Empty() && !in(c.Span) {
			return false
		}
	}
	for _, s := range st.Hedges {
		if !in(s) {
			return false
		}
	}
	for _, t := range st.Times {
		if !in(t.Span) {
			return false
		}
	}
	for _, f := range st.Figures {
		if !in(f.Span) {
			return false
		}
	}
	for _, p := range st.Places {
		if !in(p.Span) {
			return false
		}
	}
	return true
}

// Paragraphs is how many paragraphs there are to choose from.
func (m *Maker) Paragraphs() int { return len(m.paragraphs) }

// perArticle is how many paragraphs an article has.
const perArticle = 14

// Next makes an article. There must be paragraphs.
func (m *Maker) Next() (*hearsay.Document, []hearsay.Statement) {
	m.made++
	day := time.Date(2020, 1, 1, 6, 0, 0, 0, time.UTC).Add(time.Duration(m.random.Int64N(int64(5 * 365 * 24 * time.Hour)))).Truncate(time.Minute)
	doc := &hearsay.Document{
		URL:       fmt.Sprintf("https://%d.outlet.example/%s/%d", m.random.IntN(outlets), day.Format("2006/01"), m.made),
		Publisher: m.outlets[m.random.IntN(len(m.outlets))], Published: day.Format(time.RFC3339), Basis: hearsay.BasisStated, Language: "en",
		Title: m.word(3) + " " + strings.ToLower(m.word(2)) + " says it holds",
	}
	var text strings.Builder
	var sts []hearsay.Statement
	for range perArticle {
		p := m.paragraphs[m.random.IntN(len(m.paragraphs))]
		start := text.Len()
		line, found := m.renamed(p, day)
		text.WriteString(line)
		doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: start, End: text.Len()}})
		text.WriteString("\n\n")
		for i := range found {
			found[i].Shift(start)
			sts = append(sts, found[i])
		}
	}
	doc.Text = text.String()
	doc.ID = hearsay.DocumentID(doc.URL, doc.Text)
	return doc, sts
}

// renamed gives a paragraph with other names for its speakers, and its statements there,
// said about the day.
func (m *Maker) renamed(p paragraph, day time.Time) (string, []hearsay.Statement) {
	var olds, news []string
	for i := range p.sts {
		name := p.sts[i].Speaker.Name
		first, _ := utf8.DecodeRuneInString(name)
		if p.sts[i].Speaker.Kind != hearsay.KindUnnamed && unicode.IsUpper(first) && !slices.Contains(olds, name) {
			olds, news = append(olds, name), append(news, m.names[m.random.IntN(len(m.names))])
		}
	}
	text, at := replace(p.text, olds, news)
	out := make([]hearsay.Statement, 0, len(p.sts))
	for _, st := range p.sts {
		if k := slices.Index(olds, st.Speaker.Name); k >= 0 {
			st.Speaker.Name = news[k]
			st.Speaker.ID = hearsay.SpeakerID(news[k], st.Speaker.Party, "")
		}
		st.Shift(0) // lists of its own
		move(&st, at)
		if st.SaidOn != "" {
			st.SaidOn = day.Format(time.DateOnly)
		}
		for k := range st.Times {
			st.Times[k].Value, st.Times[k].Precision = day.AddDate(0, 0, -k).Format(time.DateOnly), hearsay.Day
		}
		if st.Check(text) == "" {
			st.Prune(text)
			out = append(out, st)
		}
	}
	return text, out
}

// replace puts news in the place of olds, wherever they stand, and gives what takes an
// offset of the old text to the new.
func replace(text string, olds, news []string) (string, func(int) int) {
	type edit struct{ start, end, shift int } // shift of all that comes after
	var edits []edit
	var b strings.Builder
	shift, last := 0, 0
	for i := 0; i < len(text); {
		k := slices.IndexFunc(olds, func(old string) bool { return strings.HasPrefix(text[i:], old) })
		if k < 0 {
			i++
			continue
		}
		b.WriteString(text[last:i] + news[k])
		end := i + len(olds[k])
		shift += len(news[k]) - len(olds[k])
		edits = append(edits, edit{i, end, shift})
		i, last = end, end
	}
	b.WriteString(text[last:])
	return b.String(), func(at int) int {
		moved := 0
		for _, e := range edits {
			switch {
			case at >= e.end:
				moved = e.shift
			case at > e.start: // within a name: its end
				return e.end + e.shift
			default:
				return at + moved
			}
		}
		return at + moved
	}
}

// move takes every span of the statement to its new place.
func move(st *hearsay.Statement, at func(int) int) {
	spans := func(list []hearsay.Span) {
		for i := range list {
			list[i] = hearsay.Span{Start: at(list[i].Start), End: at(list[i].End)}
		}
	}
	spans(st.Source)
	spans(st.Cue)
	spans(st.Content)
	spans(st.Hedges)
	one := func(s *hearsay.Span) { *s = hearsay.Span{Start: at(s.Start), End: at(s.End)} }
	for i := range st.Chain {
		if !st.Chain[i].Span.Empty() {
			one(&st.Chain[i].Span)
		}
	}
	for i := range st.Times {
		one(&st.Times[i].Span)
	}
	for i := range st.Figures {
		one(&st.Figures[i].Span)
	}
	for i := range st.Places {
		one(&st.Places[i].Span)
	}
}
