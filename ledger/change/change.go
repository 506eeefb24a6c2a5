// Package change says what became of an article between two of its versions: whether
// anything of substance was altered, what the outlet says of it itself, which words
// changed, and what that means for each statement.
//
// Nothing here reads or writes; a change is worked out from two documents and their
// statements, in time nearly proportional to their length, and is the same every time.
package change

import "github.com/hearsay-news/hearsay"

// Version is one version of an article and what was stated in it.
type Version struct {
	Doc        *hearsay.Document
	Statements []hearsay.Statement
}

// Class is how much a change means.
type Class uint8

// The classes.
const (
	// None: the same text.
	None Class = iota
	// Cosmetic: white space, punctuation, the style of quotation marks and numbers,
	// letter case, a letter or two put right in a word that is no name or figure;
	// bylines, credits, furniture, captions and links to other stories; the same
	// paragraphs in another order or cut otherwise.
	Cosmetic
	// Substantive: anything else: a statement appeared, vanished or changed; a name, a
	// figure or a date; a paragraph appeared or vanished; words were changed, or taken
	// into or out of quotation marks; a notice of correction appeared or vanished.
	Substantive
)

var classNames = [...]string{"none", "cosmetic", "substantive"}

// String is the class's name.
func (c Class) String() string { return nameOf(classNames[:], int(c)) }

// Change is what happened between two versions.
type Change struct {
	Class   Class
	Reasons []string // plain English, what matters most first; at most maxReasons
	Notice  *Notice  // the outlet's own word about the change, nil for none
	// Differences are the blocks that are not the same in both, by their place in the new
	// text, or in the old for those that vanished.
	Differences []Difference
	// Links say what became of every statement: first those of the old version, in
	// order, then those that appeared.
	Links []Link
}

// Kind is what happened to a block.
type Kind uint8

// The kinds of differences.
const (
	Edited   Kind = iota // some of its words or marks
	Moved                // the same words at another place
	Recut                // the same words in more or fewer paragraphs
	Appeared             // only in the new version
	Vanished             // only in the old version
)

var kindNames = [...]string{"edited", "moved", "recut", "appeared", "vanished"}

// String is the kind's name.
func (k Kind) String() string { return nameOf(kindNames[:], int(k)) }

// Difference is a block of either version, or one of each that belong together.
type Difference struct {
	Kind     Kind
	Old, New int // indexes into the documents' Blocks, -1 for none
	Cosmetic bool
	Edits    []Edit // in order; nil where only white space differs, or all of it
}

// EditKind is what an edit of words does.
type EditKind uint8

// The kinds of edits, cosmetic ones first.
const (
	Marks     EditKind = iota // punctuation, or the style of quotation marks
	Style                     // case, hyphens, "9" for "nine", "Feb." for "February"
	Typo                      // a letter or two in a common word, a word written twice
	Quotation                 // words are now in quotation marks, or no longer
	Wording                   // other words
	Name
	Date
	Figure
)

var editNames = [...]string{"marks", "style", "typo", "quotation", "wording", "name", "date", "figure"}

// String is the kind's name.
func (k EditKind) String() string { return nameOf(editNames[:], int(k)) }

// Cosmetic reports whether an edit of this kind changes nothing of substance.
func (k EditKind) Cosmetic() bool { return k <= Typo }

// Edit is words of the old text that became words of the new. Either span is empty, at
// the place, where words were put in or taken out.
type Edit struct {
	Old, New hearsay.Span
	Kind     EditKind
}

func nameOf(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return names[0]
}

// Between says what happened between two versions of an article. A nil document is an
// empty one.
//
// It is symmetric: the other way round gives the same class, the same pairs of blocks
// and statements, and every edit reversed. Only a notice belongs to the newer text.
//
// A statement counts towards the class only where words were changed within it: how it
// is read depends on its surroundings, and two readings of the same words are no change
// of the article's.
func Between(old, new Version) Change {
	x, y := read(old), read(new)
	swapped := x.before(y)
	if swapped { // one order to work in, so that the result does not hang on it
		x, y = y, x
	}
	c := Change{Differences: x.differences(y)}
	c.Links = x.links(y, c.Differences)
	if swapped {
		c.reverse()
		x, y = y, x
	}
	c.sort()
	c.judge(x, y)
	return c
}

// reverse turns a change round.
func (c *Change) reverse() {
	for i := range c.Differences {
		d := &c.Differences[i]
		d.Old, d.New = d.New, d.Old
		switch d.Kind {
		case Appeared:
			d.Kind = Vanished
		case Vanished:
			d.Kind = Appeared
		}
		for j := range d.Edits {
			e := &d.Edits[j]
			e.Old, e.New = e.New, e.Old
		}
	}
	for i := range c.Links {
		l := &c.Links[i]
		l.Old, l.New = l.New, l.Old
		switch l.Fate {
		case LinkAppeared:
			l.Fate = LinkVanished
		case LinkVanished:
			l.Fate = LinkAppeared
		}
	}
}
