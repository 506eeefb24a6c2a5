package export

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// SpeakerNote is what stands in brackets behind a speaker's name: that nobody is
// named where the name does not say so itself, and the party spoken for where it adds
// something; "" for nothing.
func SpeakerNote(sp *hearsay.Speaker) string {
	var parts []string
	name := strings.ToLower(sp.Name)
	if sp.Kind == hearsay.KindUnnamed && !strings.Contains(name, "unnamed") && name != "unstated" {
		parts = append(parts, "unnamed")
	}
	if sp.Party != "" && !tells(name, strings.ToLower(sp.Party)) {
		parts = append(parts, sp.Party)
	}
	return strings.Join(parts, ", ")
}

// tells reports whether a name tells of its party: "South Korean Foreign Ministry" has
// the words of South Korea, "Portuguese" begins as Portugal does, "U.S. State Department"
// has the letters. Both are in lower case.
func tells(name, party string) bool {
	words := strings.Fields(party)
	if strings.Contains(name, party) || len(words) == 0 {
		return true
	}
	var letters strings.Builder
	for _, word := range words {
		r, _ := utf8.DecodeRuneInString(word)
		letters.WriteRune(r)
	}
	for _, word := range strings.Fields(name) {
		if len(words) > 1 && strings.ReplaceAll(word, ".", "") == letters.String() ||
			len(words) == 1 && len(party) > 4 && strings.HasPrefix(word, party[:4]) {
			return true
		}
	}
	return false
}

// longestCounted is the longest wording of what is counted, in bytes, that FigureWords
// shows.
const longestCounted = 32

// FigureWords puts a figure as short as it can be understood: its own words, what is
// counted, and what became of it ("at least 300 soldiers killed").
func FigureWords(text string, f *hearsay.Figure) string {
	words := midSentence(strings.Join(strings.Fields(text[f.Start:f.End]), " "))
	if counted := counted(words, f); counted != "" {
		words += " " + counted
	}
	if f.Outcome != "" && !strings.Contains(words, f.Outcome) {
		words += " " + f.Outcome
	}
	return words
}

// midSentence makes the capital small with which a sentence began.
func midSentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(first) && unicode.IsLower(next) {
		return string(unicode.ToLower(first)) + s[size:]
	}
	return s
}

// counted is what to add to the words of a figure for what it counts.
func counted(words string, f *hearsay.Figure) string {
	of := strings.Join(strings.Fields(f.Of), " ")
	switch {
	case f.Unit == "percent":
		if strings.Contains(words, "%") || strings.Contains(words, "cent") {
			return ""
		}
		return "percent"
	case currency(f.Unit):
		if strings.IndexFunc(words, func(r rune) bool { return unicode.Is(unicode.Sc, r) }) >= 0 || strings.Contains(words, f.Unit) {
			return ""
		}
		return f.Unit
	case of != "" && len(of) <= longestCounted && strings.IndexFunc(of, unicode.IsLetter) >= 0:
		return of
	case f.Unit == "person":
		if f.Outcome != "" || !strings.ContainsAny(words, "0123456789") { // "hundreds", "nobody"
			return ""
		}
		return "people"
	case strings.IndexFunc(f.Unit, unicode.IsLetter) < 0 || strings.Contains(words, f.Unit):
		return ""
	}
	return f.Unit
}

// currency reports whether a unit is a code of ISO 4217.
func currency(unit string) bool {
	return len(unit) == 3 && strings.IndexFunc(unit, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// boundsWords puts the bounds of a figure into words.
func boundsWords(f *hearsay.Figure) string {
	about := ""
	if f.Approx {
		about = "about "
	}
	low, high := f.Bounds()
	switch {
	case low == nil && high == nil:
		return "no bounds"
	case high == nil:
		return about + number(*low) + " or more"
	case low == nil:
		return about + number(*high) + " or fewer"
	case *low == *high:
		return about + number(*low)
	}
	return about + number(*low) + " to " + number(*high)
}

// number writes a number in full up to a quadrillion.
func number(f float64) string {
	if math.Abs(f) < 1e15 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}
