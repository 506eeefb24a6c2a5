package hearsay

import (
	"math"
	"slices"
	"strings"
)

// Statement is an Attribution resolved: who speaks, through whom, what kind of act
// it is, how surely it is said, and the dates, figures and places in it.
type Statement struct {
	Attribution

	Speaker Speaker
	Chain   []Carrier // nearest the speaker first; the outlet itself is none
	Act     Act

	Certainty Certainty // the speaker's own, as worded
	Negative  bool      // the content says that something is not so
	Distanced bool      // the outlet keeps its distance: claimed, alleged
	Hedges    []Span    // the words that carry either

	SaidOn  string // when it was said: "2025-04-28", "2025-04" or "2025"; "" when unstated
	Times   []Time
	Figures []Figure
	Places  []Place
}

// SpeakerKind says what a speaker is.
type SpeakerKind uint8

// The kinds of speakers.
const (
	KindUnnamed SpeakerKind = iota // "two officials", or nobody that the text names
	KindPerson
	KindOrganization
	KindCountry
	KindGroup
)

var speakerKindNames = [...]string{"unnamed", "person", "organization", "country", "group"}

// String is the kind's name in the JSON contract.
func (k SpeakerKind) String() string { return nameOf(speakerKindNames[:], int(k)) }

// ParseSpeakerKind reads a kind's name in the JSON contract; what is none is unnamed.
func ParseSpeakerKind(s string) SpeakerKind { return SpeakerKind(indexOf(speakerKindNames[:], s)) }

// SpeakerBasis says by what a source was resolved to its speaker.
type SpeakerBasis uint8

// How a source came to its speaker.
const (
	ByNone         SpeakerBasis = iota // not resolved: the source's own words stand
	ByName                             // the name as it is written
	ByAlias                            // a shorter or other name
	ByAcronym                          // the letters given in brackets, or those of the name
	ByTitle                            // an office or description: "the ministry", "the lawmaker"
	ByPronoun                          // he, she, it, they, who
	ByContinuation                     // no source is written: the speaker before goes on
)

var speakerBasisNames = [...]string{"none", "name", "alias", "acronym", "title", "pronoun", "continuation"}

// String is the basis's name in the JSON contract.
func (b SpeakerBasis) String() string { return nameOf(speakerBasisNames[:], int(b)) }

// ParseSpeakerBasis reads a basis's name in the JSON contract; what is none is ByNone.
func ParseSpeakerBasis(s string) SpeakerBasis { return SpeakerBasis(indexOf(speakerBasisNames[:], s)) }

// Speaker is the party that a source resolves to.
type Speaker struct {
	ID    string // content address of the canonical name, "sp_…"; see SpeakerID
	Name  string // canonical: the fullest name that the article gives, without "the"; a description where unnamed
	Kind  SpeakerKind
	Party string // whom the speaker speaks for: a country's English name or an organization's; "" when not known
	Basis SpeakerBasis
}

// SpeakerID is the content address of a speaker: the same name, whatever its
// letters' case, and the same party give the same ID in every document. Unnamed
// speakers are told apart by document, which is then given too.
func SpeakerID(name, party, document string) string {
	return Address("sp_", strings.ToLower(name), strings.ToLower(party), document)
}

// Carrier is one link of the chain between speaker and outlet.
type Carrier struct {
	Name string // canonical, as a speaker's
	Span Span   // where the text names it; empty when carried over from a statement before
}

// Act is what a speaker did by saying it: the closed list of the glossary.
type Act uint8

// The acts.
const (
	ActState Act = iota
	ActConfirm
	ActDeny
	ActDecline
	ActEstimate
	ActAccuse
	ActCondemn
	ActSupport
	ActDemand
	ActWarn
	ActThreaten
	ActPromise
	ActReject
	ActOrder
	ActAnnounce
	ActRetract
	ActAsk
	acts
)

var actNames = [acts]string{"state", "confirm", "deny", "decline", "estimate", "accuse", "condemn", "support", "demand",
	"warn", "threaten", "promise", "reject", "order", "announce", "retract", "ask"}

// String is the act's name in the JSON contract.
func (a Act) String() string { return nameOf(actNames[:], int(a)) }

// ParseAct reads an act's name in the JSON contract; it reports false for one that is
// none.
func ParseAct(s string) (Act, bool) {
	for i, n := range actNames {
		if n == s {
			return Act(i), true
		}
	}
	return ActState, false
}

// Certainty is the speaker's own commitment to what is said, as worded.
type Certainty uint8

// The certainties.
const (
	Unspecified Certainty = iota // nothing is asserted: orders, demands, questions, declines, attitudes to a thing
	Certain                      // asserted without a hedge
	Probable                     // believed, likely, estimated, appears
	Possible                     // may, could, possibly
)

var certaintyNames = [...]string{"unspecified", "certain", "probable", "possible"}

// String is the certainty's name in the JSON contract.
func (c Certainty) String() string { return nameOf(certaintyNames[:], int(c)) }

// ParseCertainty reads a certainty's name in the JSON contract; what is none is
// Unspecified.
func ParseCertainty(s string) Certainty { return Certainty(indexOf(certaintyNames[:], s)) }

// Precision is how fine a date is.
type Precision uint8

// The precisions.
const (
	Day Precision = iota
	Month
	Year
)

var precisionNames = [...]string{"day", "month", "year"}

// String is the precision's name in the JSON contract.
func (p Precision) String() string { return nameOf(precisionNames[:], int(p)) }

// ParsePrecision reads a precision's name in the JSON contract; what is none is Day.
func ParsePrecision(s string) Precision { return Precision(indexOf(precisionNames[:], s)) }

// Time is a date or period that the text names.
type Time struct {
	Span
	Value     string // "2025-04-28", "2025-04" or "2025"; a period of several as "2025-04/2025-06", both ends within; ".." for an open end
	Precision Precision
}

// Figure is a count or an amount, as bounds.
type Figure struct {
	Span           // the number with the words that bound it: "at least 300"
	Low    float64 // math.Inf(-1) when there is no lower bound
	High   float64 // math.Inf(1) when there is no upper bound
	Approx bool    // about, some, dozens
	Unit   string  // "person", "percent", a currency's ISO 4217 code, or what is counted in the singular: "house", "km"
	// Outcome is what became of those counted, one of Outcomes, or "".
	Outcome string
	Of      string // what is counted, as written; "" where only a verb says it
}

// Outcomes are the outcomes that figures may have.
var Outcomes = []string{"killed", "injured", "missing", "captured", "detained", "displaced", "evacuated", "rescued", "deployed"}

// Bounds gives the bounds as pointers, nil for none, as the JSON contract has them.
func (f *Figure) Bounds() (low, high *float64) {
	if !math.IsInf(f.Low, 0) {
		low = &f.Low
	}
	if !math.IsInf(f.High, 0) {
		high = &f.High
	}
	return low, high
}

// Place is a place that the text names.
type Place struct {
	Span
	Name     string  // the gazetteer's, or the text's own where it is not known
	Country  string  // ISO 3166-1 alpha-2, "" when not known
	Lat, Lon float64 // degrees; both NaN when not known
	Basis    string  // by what it was resolved: "country", "capital", "region", "only", "named country", "population"; "unresolved"
}

// nameOf is names[i], or the first for what is out of range.
func nameOf(names []string, i int) string {
	if i >= 0 && i < len(names) {
		return names[i]
	}
	return names[0]
}

// indexOf is the place of s among names, 0 for what is not there.
func indexOf(names []string, s string) int { return max(0, slices.Index(names, s)) }

// Unresolved makes statements of attributions of which no more is known: what they
// are before they are resolved.
func Unresolved(attrs ...Attribution) []Statement {
	out := make([]Statement, len(attrs))
	for i := range attrs {
		out[i].Attribution = attrs[i]
	}
	return out
}

// Prune takes out of the statement what points outside text: hedges, times, figures,
// places, and the spans of carriers. It reports what was wrong, "" for nothing. The
// spans of the attribution itself are Check's.
func (st *Statement) Prune(text string) string {
	fault := ""
	good := func(s Span, what string) bool {
		if !s.Empty() && s.In(text) {
			return true
		}
		fault = what + " outside the text"
		return false
	}
	st.Hedges = slices.DeleteFunc(st.Hedges, func(s Span) bool { return !good(s, "hedge") })
	st.Times = slices.DeleteFunc(st.Times, func(t Time) bool { return !good(t.Span, "time") })
	st.Figures = slices.DeleteFunc(st.Figures, func(f Figure) bool { return !good(f.Span, "figure") })
	st.Places = slices.DeleteFunc(st.Places, func(p Place) bool { return !good(p.Span, "place") })
	for i := range st.Chain {
		if c := &st.Chain[i]; c.Span != (Span{}) && !good(c.Span, "carrier") {
			c.Span = Span{}
		}
	}
	return fault
}

// Shift moves every span of the statement further on in the text by a number of bytes.
// The lists are copied, as statements may share them.
func (st *Statement) Shift(by int) {
	st.Source, st.Cue, st.Content = shifted(st.Source, by), shifted(st.Cue, by), shifted(st.Content, by)
	st.Hedges = shifted(st.Hedges, by)
	st.Chain, st.Times, st.Figures, st.Places = slices.Clone(st.Chain), slices.Clone(st.Times), slices.Clone(st.Figures), slices.Clone(st.Places)
	for i := range st.Chain {
		if c := &st.Chain[i]; c.Span != (Span{}) {
			c.Span = c.Span.shift(by)
		}
	}
	for i := range st.Times {
		st.Times[i].Span = st.Times[i].Span.shift(by)
	}
	for i := range st.Figures {
		st.Figures[i].Span = st.Figures[i].Span.shift(by)
	}
	for i := range st.Places {
		st.Places[i].Span = st.Places[i].Span.shift(by)
	}
}

func (s Span) shift(by int) Span { return Span{s.Start + by, s.End + by} }

func shifted(spans []Span, by int) []Span {
	if len(spans) == 0 {
		return nil
	}
	out := make([]Span, len(spans))
	for i, s := range spans {
		out[i] = s.shift(by)
	}
	return out
}

// plover are the event types of PLOVER, the ontology that followed CAMEO (Open Event
// Data Alliance, 2018), for the acts that it has.
var plover = [acts]string{ActAccuse: "ACCUSE", ActCondemn: "ACCUSE", ActSupport: "SUPPORT", ActDemand: "REQUEST",
	ActOrder: "REQUEST", ActReject: "REJECT", ActThreaten: "THREATEN", ActPromise: "AGREE"}

// Plover is the event type of PLOVER that the act falls under, "" where it has none:
// saying, denying, estimating, announcing and declining are no events there.
func (a Act) Plover() string {
	if int(a) < len(plover) {
		return plover[a]
	}
	return ""
}
