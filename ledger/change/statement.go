package change

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Fate is what became of a statement.
type Fate uint8

// The fates.
const (
	LinkKept     Fate = iota // the same words by the same speaker, maybe at another place
	LinkChanged              // see Link.What
	LinkVanished             // only in the old version
	LinkAppeared             // only in the new version
)

var fateNames = [...]string{"kept", "changed", "vanished", "appeared"}

// String is the fate's name.
func (f Fate) String() string { return nameOf(fateNames[:], int(f)) }

// Aspect is a part of a statement that may change.
type Aspect uint8

// The aspects.
const (
	OfSpeaker   Aspect = iota // who says it, or for whom
	OfFigure                  // a number or its bounds
	OfAct                     // what is done by saying it
	OfCertainty               // how surely, whether it is so, the outlet's distance
	OfChain                   // through whom it came
	OfDate                    // when it was said
	OfWording                 // the words of the content
)

var aspectNames = [...]string{"speaker", "figure", "act", "certainty", "chain", "date", "wording"}

// String is the aspect's name.
func (a Aspect) String() string { return nameOf(aspectNames[:], int(a)) }

// Link says what became of a statement from one version to the next.
type Link struct {
	Fate     Fate
	Old, New int      // indexes into the versions' Statements, -1 for none
	What     []Aspect // what changed, in the order of the aspects; nil where kept
	// Grounded reports that words of substance were changed where the statement stands.
	// Where they were not, the article says the same and is only read otherwise.
	Grounded bool
}

// said is a statement as it is compared.
type said struct {
	key     string // the words of its content
	words   []string
	speaker string
	figures []hearsay.Figure
	spans   []hearsay.Span // of source, cue and content
	st      *hearsay.Statement
	caught  bool
}

// mostWords is how many words and marks of a statement's content are compared.
const mostWords = 5000

// saids prepares a version's statements.
func (t *text) saids() []said {
	out := make([]said, len(t.Statements))
	for i := range t.Statements {
		st := &t.Statements[i]
		s := said{st: st, speaker: strings.ToLower(st.Speaker.Name + "\x00" + st.Speaker.Party), figures: st.Figures}
		var toks []token
		for _, c := range st.Content {
			if c.In(t.doc.Text) {
				toks = append(toks, t.tokensIn(c, mostWords-len(toks))...)
			}
		}
		s.key = key(toks)
		s.words = distinct(s.key)
		for _, list := range [...][]hearsay.Span{st.Source, st.Cue, st.Content} {
			for _, c := range list {
				if c.In(t.doc.Text) {
					s.spans = append(s.spans, c)
				}
			}
		}
		out[i] = s
	}
	return out
}

// links says what became of the statements, given what became of the blocks.
func (t *text) links(o *text, differences []Difference) []Link {
	a, b := t.saids(), o.saids()
	was, is := t.altered(differences, true), o.altered(differences, false)
	var out []Link
	join := func(i, j int) {
		a[i].caught, b[j].caught = true, true
		out = append(out, link(i, j, a[i].unlike(&b[j]), was.touch(a[i].spans)|is.touch(b[j].spans)))
	}
	for _, p := range verbatim(a, b) {
		join(p[0], p[1])
	}
	for _, p := range reworded(a, b) {
		join(p[0], p[1])
	}
	for i := range a {
		if !a[i].caught {
			out = append(out, Link{Fate: LinkVanished, Old: i, New: -1, Grounded: was.touch(a[i].spans)&(bySlip|bySubstance) != 0})
		}
	}
	for j := range b {
		if !b[j].caught {
			out = append(out, Link{Fate: LinkAppeared, Old: -1, New: j, Grounded: is.touch(b[j].spans)&(bySlip|bySubstance) != 0})
		}
	}
	return out
}

// link is the link of two statements that differ in some aspects, given the edits that
// touch them. Where only slips were put right in its words, they are the same words.
func link(i, j int, what []Aspect, by touched) Link {
	if by&bySubstance == 0 && by != 0 {
		what = slices.DeleteFunc(what, func(a Aspect) bool { return a == OfWording })
	}
	if len(what) == 0 {
		return Link{Old: i, New: j}
	}
	return Link{Fate: LinkChanged, Old: i, New: j, What: what, Grounded: by&(bySlip|bySubstance) != 0}
}

// unlike are the aspects in which two statements differ.
func (s *said) unlike(o *said) []Aspect {
	var out []Aspect
	p, q := s.st, o.st
	for a, differ := range [...]bool{
		OfSpeaker:   s.speaker != o.speaker,
		OfFigure:    !slices.EqualFunc(s.figures, o.figures, sameFigure),
		OfAct:       p.Act != q.Act,
		OfCertainty: p.Certainty != q.Certainty || p.Negative != q.Negative || p.Distanced != q.Distanced,
		OfChain:     !slices.EqualFunc(p.Chain, q.Chain, func(x, y hearsay.Carrier) bool { return strings.EqualFold(x.Name, y.Name) }),
		OfDate:      p.SaidOn != q.SaidOn,
		OfWording:   s.key != o.key,
	} {
		if differ {
			out = append(out, Aspect(a))
		}
	}
	return out
}

func sameFigure(x, y hearsay.Figure) bool {
	return x.Low == y.Low && x.High == y.High && x.Approx == y.Approx && x.Unit == y.Unit && x.Outcome == y.Outcome
}

// verbatim pairs statements of the same content: those that are alike in all first,
// then by speaker, then in order.
func verbatim(a, b []said) [][2]int {
	var out [][2]int
	ofA, ofB := make([]bool, len(a)), make([]bool, len(b))
	for _, more := range [...]func(s *said) string{
		func(s *said) string { return s.speaker + "\x00" + s.st.Act.String() },
		func(s *said) string { return s.speaker },
		func(*said) string { return "" },
	} {
		left := make(map[string][]int)
		for j := range b {
			if !ofB[j] && b[j].key != "" {
				k := b[j].key + "\x00" + more(&b[j])
				left[k] = append(left[k], j)
			}
		}
		for i := range a {
			if ofA[i] || a[i].key == "" {
				continue
			}
			k := a[i].key + "\x00" + more(&a[i])
			if l := left[k]; len(l) > 0 {
				left[k] = l[1:]
				ofA[i], ofB[l[0]] = true, true
				out = append(out, [2]int{i, l[0]})
			}
		}
	}
	slices.SortFunc(out, func(p, q [2]int) int { return cmp.Compare(p[0], q[0]) })
	return out
}

// What two statements need to be one reworded: so much of their words in common, less
// where the speaker is the same.
const (
	anySpeaker  = .6
	sameSpeaker = .4
)

// reworded pairs what is left by the words of the contents, the most alike first.
func reworded(a, b []said) [][2]int {
	holders := make(map[string][]int32)
	for j := range b {
		if b[j].caught {
			continue
		}
		for _, w := range b[j].words {
			if l := holders[w]; len(l) <= crowd {
				holders[w] = append(l, int32(j))
			}
		}
	}
	var found []match
	count := make(map[int32]int)
	for i := range a {
		if a[i].caught {
			continue
		}
		clear(count)
		for _, w := range a[i].words {
			if l := holders[w]; len(l) <= crowd {
				for _, j := range l {
					count[j]++
				}
			}
		}
		for _, j := range most(count) {
			s, line := dice(a[i].words, b[j].words), anySpeaker
			if a[i].speaker == b[j].speaker {
				line = sameSpeaker
			}
			if s >= line {
				found = append(found, match{i, int(j), s + anySpeaker - line})
			}
		}
	}
	slices.SortFunc(found, func(p, q match) int {
		return cmp.Or(cmp.Compare(q.score, p.score), cmp.Compare(p.i, q.i), cmp.Compare(p.j, q.j))
	})
	var out [][2]int
	ofA, ofB := make(map[int]bool), make(map[int]bool)
	for _, m := range found {
		if !ofA[m.i] && !ofB[m.j] {
			ofA[m.i], ofB[m.j] = true, true
			out = append(out, [2]int{m.i, m.j})
		}
	}
	return out
}

// touched says by what sort of edits.
type touched uint8

const (
	byStyle touched = 1 << iota
	bySlip
	bySubstance
)

// stretch is a part of a version's text in which words were changed.
type stretch struct {
	hearsay.Span
	by touched
}

// stretches are the stretches of a version in order, with how many of each sort there
// are before each.
type stretches struct {
	list   []stretch
	before [][3]int32
}

// altered are the stretches of a version's text in which words were changed: edits that
// are no marks, and whole blocks that came or went.
func (t *text) altered(differences []Difference, old bool) stretches {
	var out []stretch
	for _, d := range differences {
		at := d.New
		if old {
			at = d.Old
		}
		if at < 0 || !t.doc.Blocks[at].Zone.Told() {
			continue
		}
		if d.Kind == Appeared || d.Kind == Vanished {
			if d.Cosmetic && t.doc.Blocks[at].Zone != hearsay.ZoneCaption {
				continue // a repetition, or a line beside the story
			}
			out = append(out, stretch{t.doc.Blocks[at].Span, bySubstance})
			continue
		}
		for _, e := range d.Edits {
			s := stretch{e.New, bySubstance}
			if old {
				s.Span = e.Old
			}
			switch e.Kind {
			case Marks:
				continue
			case Style:
				s.by = byStyle
			case Typo:
				s.by = bySlip
			}
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	before := make([][3]int32, len(out)+1)
	for i, s := range out {
		before[i+1] = before[i]
		before[i+1][bits.TrailingZeros8(uint8(s.by))]++
	}
	return stretches{out, before}
}

// touch says by what sorts of stretches any of the spans is overlapped or bordered.
func (s stretches) touch(spans []hearsay.Span) touched {
	by := touched(0)
	for _, p := range spans {
		i, _ := slices.BinarySearchFunc(s.list, p.Start, func(q stretch, at int) int { return cmp.Compare(q.End, at) })
		j, _ := slices.BinarySearchFunc(s.list, p.End+1, func(q stretch, at int) int { return cmp.Compare(q.Start, at) })
		for k := range s.before[i] {
			if i < j && s.before[j][k] > s.before[i][k] {
				by |= 1 << k
			}
		}
	}
	return by
}
