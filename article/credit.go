package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// creditStart begin lines that credit others with the work, in lower case.
var creditStart = wordList(`
reporting by |additional reporting by |writing by |editing by |reporting and writing by |compiled by |with reporting by |with reporting from |with files from |with contributions from |with additional reporting |translated by |edited by |photography by |photos by |graphics by |research by |additional reporting from |additional research by |produced by |with agencies|with inputs from |with input from |source: |sources: |story by |contributing: |contributors: |report compiled
`)

// creditInside stand inside one-sentence lines that credit others.
var creditInside = []string{
	" contributed to this report", " contributed to this article", " contributed to this story", " contributed reporting",
	" contributed from ", " contributed research", " contributed to the report", " assisted in this report", " contributed.",
	" contributed additional reporting", " contributed writing", " contributed to reporting",
}

// readCredit reads a line that credits agencies and people with contributing:
// "X and Y contributed to this report.", "(Reporting by A; editing by B)". It
// gives the names of those who are named; it reports false when the line is
// none of that kind.
func readCredit(s string) ([]string, bool) {
	if len(s) > 500 {
		return nil, false
	}
	line := strings.Trim(s, " ()[]*_—–-•")
	// Cut cheaply: nearly every paragraph of an article leaves here.
	low := strings.ToLower(line)
	for _, p := range creditStart {
		if strings.HasPrefix(low, p) {
			return creditNames(line), true
		}
	}
	if agency, ok := photoChronicle(line); ok {
		return agency, true
	}
	if !strings.Contains(low, " contributed") && !strings.Contains(low, " assisted") && !strings.Contains(low, " reported from ") {
		return nil, false
	}
	for _, p := range creditInside {
		i := strings.Index(low, p)
		if i <= 0 || len(low) != len(line) || strings.ContainsAny(line[:i], ".!?”\"") && !abbreviated(line[:i]) {
			continue
		}
		// Credits name their people before the verb and little after the object.
		if len(line)-i-len(p) > 120 || i > 250 || strings.Contains(low[i:], " said") || pronoun(low) {
			continue
		}
		return creditNames(line[:i]), true
	}
	if i := strings.Index(line, " reported from "); i > 0 && i < 80 && len(line)-i < 80 && len(splitNames(line[:i])) > 0 && endsSentence(line) && strings.Count(line, ". ") == 0 {
		return splitNames(line[:i]), true
	}
	return nil, false
}

// pronoun reports whether a sentence speaks of somebody named before it.
func pronoun(low string) bool {
	first, _, _ := strings.Cut(low, " ")
	switch first {
	case "he", "she", "they", "it", "this", "that", "which", "who", "both", "these", "others":
		return true
	}
	return false
}

// abbreviated reports whether every full stop in s follows an initial or
// another short form: "J. Smith and R. Doe".
func abbreviated(s string) bool {
	if strings.ContainsAny(s, "!?”\"") {
		return false
	}
	for i := range s {
		if s[i] == '.' && i+1 < len(s) && s[i+1] == ' ' && (i < 2 || i >= 3 && s[i-3] != ' ' && s[i-2] != ' ') {
			return false
		}
	}
	return true
}

// photoChronicle reads the closing line of state agencies: "DST. Photo
// chronicle: Presidential Press Service".
func photoChronicle(line string) ([]string, bool) {
	head, tail, ok := strings.Cut(line, ". Photo")
	if !ok || len(head) > 40 || !nameWordsOnly(head) || !strings.Contains(tail, ":") || endsSentence(line) {
		return nil, false
	}
	_, who, _ := strings.Cut(tail, ":")
	names := []string{head}
	if who = strings.TrimSpace(who); who != "" && len(who) < 60 {
		names = append(names, who)
	}
	return names, true
}

// creditNames finds the names in a credit: runs of capitalised words, those of
// the crediting itself left out.
func creditNames(s string) []string {
	var names []string
	for _, clause := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' }) {
		clause = strings.TrimSpace(clause)
		if i := strings.Index(strings.ToLower(clause), " by "); i >= 0 && i < 40 {
			clause = clause[i+4:]
		} else if _, tail, ok := strings.Cut(clause, ": "); ok {
			clause = tail
		}
		for _, lead := range [...]string{"With reporting from ", "With files from ", "With inputs from ", "With input from ", "With contributions from ", "Associated Press writers ", "Associated Press writer ", "AP writers ", "AP writer ", "Associated Press reporters ", "Associated Press reporter "} {
			if rest, ok := strings.CutPrefix(clause, lead); ok {
				if strings.HasPrefix(lead, "A") {
					names = appendName(names, "Associated Press")
				}
				clause = rest
			}
		}
		placed := false // the part before was in a place, so the next word may be one too
		for clause != "" {
			var part string
			part, clause = cutName(clause)
			if part = strings.TrimPrefix(strings.TrimSpace(part), "and "); part == "" {
				continue
			}
			if placed && !strings.Contains(strings.Trim(part, " .)"), " ") {
				continue // "bureaus in Sennick and Aldane"
			}
			placed = strings.Contains(part, " in ")
			names = appendName(names, creditName(part))
		}
	}
	return names
}

// creditName is the name in one part of a credit, without the place and the
// words in lower case before it: "correspondent Hanne Ostley in Aldane".
func creditName(part string) string {
	part = cutPlace(part)
	words := strings.Fields(strings.Trim(part, " .,()"))
	for len(words) > 0 {
		r, _ := utf8.DecodeRuneInString(words[0])
		if unicode.IsUpper(r) && words[0] != "The" {
			break
		}
		words = words[1:]
	}
	// A name ends where two words in lower case, or the word "bureaus", begin.
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && !particle(w) {
			words = words[:i]
			break
		}
	}
	if len(words) == 0 || len(words) > 6 {
		return ""
	}
	return strings.Join(words, " ")
}

// maxNames bounds the names that one article can credit.
const maxNames = 64

// appendName adds a name that is not among names yet.
func appendName(names []string, name string) []string {
	name = strings.TrimSpace(name)
	if name == "" || len(names) >= maxNames {
		return names
	}
	for _, n := range names {
		// "Meridian Wire Sennick" is the agency's bureau there.
		if strings.EqualFold(n, name) || len(n) > 8 && strings.Contains(n, " ") && strings.HasPrefix(name, n+" ") {
			return names
		}
	}
	return append(names, name)
}

// datelineAgency gives the agency that a dateline at the head of a body names:
// "SEOUL, April 28 (Meridian Wire) —", "SENNICK, 9 February. /DST/".
func datelineAgency(s string) string {
	if len(s) > 140 {
		s = s[:140]
	}
	if i := strings.IndexByte(s, '('); i > 0 && i < 80 && upperStart(s[:i]) {
		j := strings.IndexByte(s[i:], ')')
		if j < 0 || j > 40 {
			return ""
		}
		after := strings.TrimLeft(s[i+j+1:], " \u00a0")
		for _, dash := range [...]string{"-", "—", "–", "―"} {
			if strings.HasPrefix(after, dash) {
				if name := strings.TrimSpace(s[i+1 : i+j]); agencyLike(name) {
					return name
				}
			}
		}
		return ""
	}
	if i := strings.Index(s, " /"); i >= 0 && i < 60 && upperStart(s[:i]) {
		if j := strings.IndexByte(s[i+2:], '/'); j > 1 && j < 20 {
			if name := s[i+2 : i+2+j]; agencyLike(name) {
				return name
			}
		}
	}
	return ""
}

// dateline reports whether a paragraph begins with a place in capitals and a
// dash: "ALDANE — The coroner …".
func dateline(s string) bool {
	head := firstBytes(s, 60)
	for _, dash := range [...]string{" — ", " – ", " - ", " -- "} {
		if i := strings.Index(head, dash); i > 1 && upperStart(head) {
			place, _, _ := strings.Cut(head[:i], ",")
			return place == strings.ToUpper(place)
		}
	}
	return false
}

// upperStart reports whether a dateline's place is in capitals, as datelines
// set it.
func upperStart(s string) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(s), ",")
	letters := 0
	for _, r := range word {
		if unicode.IsLetter(r) {
			letters++
			if letters <= 3 && !unicode.IsUpper(r) {
				return false
			}
		}
	}
	return letters >= 2
}

func agencyLike(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && len(s) <= 40 && unicode.IsUpper(r) && nameWordsOnly(s)
}
