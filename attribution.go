package hearsay

// Mode says how much of a content is in the speaker's own words.
type Mode uint8

// The modes.
const (
	ModeIndirect Mode = iota // reported in the outlet's words
	ModeDirect               // quoted throughout
	ModeMixed                // both
)

var modeNames = [...]string{"indirect", "direct", "mixed"}

// String is the mode's name in the JSON contract.
func (m Mode) String() string {
	if int(m) < len(modeNames) {
		return modeNames[m]
	}
	return "indirect"
}

// ParseMode reads a mode's name in the JSON contract; what is none is indirect.
func ParseMode(s string) Mode { return Mode(indexOf(modeNames[:], s)) }

// ModeOf is the mode of contents with so many words inside quotation marks and outside.
func ModeOf(quoted, plain int) Mode {
	switch {
	case quoted == 0:
		return ModeIndirect
	case plain == 0:
		return ModeDirect
	}
	return ModeMixed
}

// The names of the models that read text, as statements carry them.
const (
	ModelFast     = "fast"     // linear
	ModelAccurate = "accurate" // the linear model and a transformer encoder together
)

// Attribution is one attributed statement as written (the terms of PARC and
// PolNeAR): who it is attributed to, by which words, and what is attributed.
// Spans are in the order of the text and none of one role overlap.
type Attribution struct {
	Source  []Span // empty when no source is stated
	Cue     []Span // empty when nothing signals it, as in a quotation that goes on
	Content []Span // never empty
	Mode    Mode
	Zone    Zone    // of the content's first span
	Nested  int     // index, in the same list, of the attribution whose content holds this one; -1 for none
	Score   float64 // the model's confidence, 0 to 1
	Model   string  // that read the passage, "" for the one that read the whole document
}

// Check reports the first span of the attribution that is not a sound span of
// text, or "" when all are.
func (a *Attribution) Check(text string) string {
	if len(a.Content) == 0 {
		return "attribution without content"
	}
	for _, role := range [...]struct {
		name  string
		spans []Span
	}{{"source", a.Source}, {"cue", a.Cue}, {"content", a.Content}} {
		end := -1
		for _, s := range role.spans {
			if s.Empty() || !s.In(text) {
				return role.name + " span outside the text"
			}
			if s.Start < end {
				return role.name + " spans out of order"
			}
			end = s.End
		}
	}
	return ""
}
