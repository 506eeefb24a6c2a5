package change

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// maxReasons bounds the reasons of a change; the last then says how many more there
// are.
const maxReasons = 12

// sort puts differences and links in the order that Change promises.
func (c *Change) sort() {
	at := func(d Difference) int {
		if d.New >= 0 {
			return d.New
		}
		return d.Old
	}
	slices.SortStableFunc(c.Differences, func(p, q Difference) int {
		return cmp.Or(cmp.Compare(at(p), at(q)), cmp.Compare(q.New, p.New), cmp.Compare(p.Old, q.Old))
	})
	slices.SortStableFunc(c.Links, func(p, q Link) int {
		if (p.Old < 0) != (q.Old < 0) {
			return cmp.Compare(q.Old, p.Old)
		}
		return cmp.Or(cmp.Compare(p.Old, q.Old), cmp.Compare(p.New, q.New))
	})
}

// judge gives the class, the notice and the reasons.
func (c *Change) judge(old, new *text) {
	c.Notice = new.notice(old)
	r := &reasons{seen: make(map[string]bool)}
	if c.Notice != nil {
		r.add("%s %s appeared", article(c.Notice.Kind.String()), c.Notice.Kind)
	} else if n := old.notice(new); n != nil {
		r.add("%s %s vanished", article(n.Kind.String()), n.Kind)
	}
	for _, l := range c.Links {
		if l.Grounded {
			r.link(l, old, new)
		}
	}
	for _, d := range c.Differences {
		if !d.Cosmetic {
			r.difference(d, old, new)
		}
	}
	c.Class = None
	if len(r.list) > 0 {
		c.Class = Substantive
	} else if old.doc.Text != new.doc.Text || !slices.Equal(old.doc.Byline, new.doc.Byline) || !slices.Equal(old.doc.Credits, new.doc.Credits) {
		c.Class = Cosmetic
		for _, d := range c.Differences {
			r.cosmetic(d, old, new)
		}
		if len(r.list) == 0 {
			r.add("white space, or what is known of the article beside its text, changed")
		}
	}
	c.Reasons = r.done()
}

// reasons is a list without repetitions.
type reasons struct {
	list []string
	seen map[string]bool
}

func (r *reasons) add(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if !r.seen[s] {
		r.seen[s] = true
		r.list = append(r.list, s)
	}
}

func (r *reasons) done() []string {
	if n := len(r.list); n > maxReasons {
		return append(r.list[:maxReasons-1:maxReasons-1], fmt.Sprintf("and %d more", n-maxReasons+1))
	}
	return r.list
}

// link says what became of a statement.
func (r *reasons) link(l Link, old, new *text) {
	switch l.Fate {
	case LinkVanished:
		r.add("a statement vanished: %s", old.quote(&old.Statements[l.Old]))
	case LinkAppeared:
		r.add("a statement appeared: %s", new.quote(&new.Statements[l.New]))
	case LinkChanged:
		was, is := &old.Statements[l.Old], &new.Statements[l.New]
		for _, a := range l.What {
			switch a {
			case OfSpeaker:
				r.add("a statement's speaker changed: %s is now %s", speaker(was), speaker(is))
			case OfFigure:
				r.add("a statement's figure changed: %s is now %s", old.figures(was), new.figures(is))
			case OfAct:
				r.add("a statement's act changed: %s is now %s", was.Act, is.Act)
			case OfCertainty:
				r.add("a statement's certainty changed: %s is now %s", certainty(was), certainty(is))
			case OfChain:
				r.add("a statement's chain changed: %s", new.quote(is))
			case OfDate:
				r.add("the day of a statement changed: %s", new.quote(is))
			case OfWording:
				r.add("a statement's wording changed: %s", new.quote(is))
			}
		}
	}
}

// difference says what a difference of substance is.
func (r *reasons) difference(d Difference, old, new *text) {
	switch d.Kind {
	case Appeared:
		r.add("a %s appeared: %s", part(new, d.New), excerpt(new.of(new.doc.Blocks[d.New].Span)))
	case Vanished:
		r.add("a %s vanished: %s", part(old, d.Old), excerpt(old.of(old.doc.Blocks[d.Old].Span)))
	default:
		for _, e := range d.Edits {
			if !e.Kind.Cosmetic() {
				r.edit(e, old, new)
			}
		}
	}
}

// edit says what an edit did.
func (r *reasons) edit(e Edit, old, new *text) {
	was, is := excerpt(old.of(e.Old)), excerpt(new.of(e.New))
	what := map[EditKind]string{Quotation: "quotation marks", Wording: "wording", Name: "a name", Date: "a date", Figure: "a figure"}[e.Kind]
	switch {
	case e.Old.Empty():
		r.add("%s: %s was added", what, is)
	case e.New.Empty():
		r.add("%s: %s was taken out", what, was)
	default:
		r.add("%s: %s became %s", what, was, is)
	}
}

// cosmetic says what a cosmetic difference is.
func (r *reasons) cosmetic(d Difference, old, new *text) {
	switch d.Kind {
	case Moved:
		r.add("a paragraph was moved")
	case Recut:
		r.add("paragraphs were cut otherwise")
	case Appeared:
		r.add("a line beside the story appeared")
	case Vanished:
		r.add("a line beside the story vanished")
	}
	for _, e := range d.Edits {
		switch e.Kind {
		case Marks:
			r.add("punctuation")
		case Style:
			r.add("style of words")
		case Typo:
			r.add("spelling: %s became %s", excerpt(old.of(e.Old)), excerpt(new.of(e.New)))
		default:
			r.add("words beside the story")
		}
	}
	if d.Kind == Edited && d.Edits == nil {
		r.add("white space")
	}
}

// part is what a block is called.
func part(t *text, i int) string {
	switch t.doc.Blocks[i].Zone {
	case hearsay.ZoneHeadline:
		return "headline"
	case hearsay.ZoneDeck:
		return "standfirst"
	}
	return "paragraph"
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an"
	}
	return "a"
}

// quote is a statement's content in short.
func (t *text) quote(st *hearsay.Statement) string {
	for _, s := range st.Content {
		if s.In(t.doc.Text) && !s.Empty() {
			return excerpt(t.of(s))
		}
	}
	return "without content"
}

func speaker(st *hearsay.Statement) string {
	if st.Speaker.Name == "" {
		return "nobody named"
	}
	return excerpt(st.Speaker.Name)
}

func certainty(st *hearsay.Statement) string {
	s := st.Certainty.String()
	if st.Negative {
		s += ", denied"
	}
	if st.Distanced {
		s += ", at a distance"
	}
	return s
}

// figures are a statement's figures as written.
func (t *text) figures(st *hearsay.Statement) string {
	var out []string
	for _, f := range st.Figures {
		if f.Span.In(t.doc.Text) && len(out) < 4 {
			out = append(out, excerpt(t.of(f.Span)))
		}
	}
	if out == nil {
		return "none"
	}
	return strings.Join(out, ", ")
}

// excerpt is the beginning of a text in quotation marks, on one line.
func excerpt(s string) string {
	const most = 12
	words := strings.Fields(s[:min(len(s), 400)])
	more := len(s) > 400
	if len(words) > most {
		words, more = words[:most], true
	}
	s = strings.ToValidUTF8(strings.Join(words, " "), "")
	if r := []rune(s); len(r) > 120 {
		s, more = string(r[:120]), true
	}
	if more {
		s += " …"
	}
	return `"` + s + `"`
}
