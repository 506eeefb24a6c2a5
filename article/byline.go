package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxByline bounds a byline in bytes: room for half a dozen names and places.
const maxByline = 240

// notNames are words that, in lower case, no author's name holds: a line with
// one of them after "By" goes on as a sentence, or names a desk.
var notNames = wordSet(`monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|then|now|today|yesterday|tomorrow|noon|midnight|all|the|this|that|these|those|his|her|their|its|our|my|your|it|he|she|they|we|you|no|not|law|contrast|comparison|most|many|some|any|every|early|late|far|doing|using|making|one|two|three|four|five|six|seven|eight|nine|ten|world|news|politics|opinion|breaking|sport|sports|business|culture|home|live|analysis|video|report|updated|published|president|minister|prime|government|ministry|war|state|united|states|europe|asia|africa|america|east|west|north|south|middle|democracy|trump|how|why|what|when|where|who`)

// desks are words for authors without a name.
var desks = wordSet(`staff|staffs|reporter|reporters|correspondent|correspondents|newsroom|desk|agencies|agency|wire|wires|team|editors|editorial|bureau|bureaus|service|services|contributor|contributors|writer|writers|admin|administrator|editor|guest|news|online|web|board|press`)

// roles follow a name after a comma: "Tove Arnell, security correspondent".
var roles = wordSet(`correspondent|reporter|editor|writer|columnist|author|journalist|contributor|producer|analyst|photographer|bureau chief|staff|staff writer|associated press|reuters|afp|ap|cnn|bbc news|bloomberg|chief|desk|critic|fellow|freelancer|freelance|news|press`)

// readByline reads a line that says who wrote the article: "By A and B in
// Place", "Name, diplomatic editor", "Northline staff". The names are without
// places, posts and desks, so that a desk's byline has none. It reports false
// when the line is anything else.
func readByline(s string) ([]string, bool) {
	s = strings.TrimSpace(s)
	if len(s) > maxByline || s == "" {
		return nil, false
	}
	rest, marked := cutBy(s)
	rest = strings.TrimRight(rest, " .|•·")
	if rest == "" {
		return nil, false
	}
	if strings.ContainsAny(rest, "\"“”?!:;") && !strings.Contains(rest, "; ") {
		return nil, false
	}
	if !marked {
		if deskLine(rest) {
			return nil, true
		}
		return roleByline(rest)
	}
	if deskLine(rest) {
		return nil, true
	}
	// What stands after a bar or a bullet is a date, an outlet or a place.
	for _, sep := range [...]string{" | ", " • ", " · ", "\n", " – ", " — ", " - ", "\t"} {
		rest, _, _ = strings.Cut(rest, sep)
	}
	names := splitNames(rest)
	if len(names) == 0 {
		return nil, false
	}
	return names, true
}

// cutBy takes "By", "BY", "Written by", "Story by" off the line.
func cutBy(s string) (string, bool) {
	for _, lead := range [...]string{"By ", "BY ", "by ", "By: ", "By\u00a0", "By\n", "Written by ", "Story by ", "Text by ", "Words by ", "Posted by ", "Published by ", "Report by ", "From "} {
		if rest, ok := strings.CutPrefix(s, lead); ok && rest != "" {
			if lead == "From " {
				// "From Hanne Ostley in Aldane": only with a place, as "From Russia with love" has none.
				return rest, strings.Contains(rest, " in ") && len(rest) < 60
			}
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

// deskLine reports whether a line names a desk and no person: "Northline
// staff", "Echo Reporter", "our correspondent", "Staff and agencies".
func deskLine(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 6 {
		return false
	}
	for i, w := range words {
		low := strings.ToLower(strings.Trim(w, ".,'’"))
		if desks[low] || low == "and" || low == "our" || low == "the" || low == "of" || low == "own" || low == "special" || low == "foreign" || low == "political" {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) || i == len(words)-1 {
			return false
		}
		if strings.HasSuffix(w, ".") || strings.HasSuffix(w, ",") {
			return false
		}
	}
	last := strings.ToLower(strings.Trim(words[len(words)-1], ".,"))
	switch last {
	case "staff", "reporter", "reporters", "correspondent", "correspondents", "agencies", "newsroom", "desk", "writer", "writers", "wires", "team":
		return len(words) > 1 || last == "staff" || last == "newsroom"
	}
	return false
}

// roleByline reads "Tove Arnell, security correspondent": a name, a comma, and
// a post that ends in a word for one.
func roleByline(s string) ([]string, bool) {
	name, role, ok := strings.Cut(s, ", ")
	if !ok || len(role) > 60 || strings.Contains(role, ".") {
		return nil, false
	}
	low := strings.ToLower(role)
	words := strings.Fields(low)
	if len(words) == 0 || len(words) > 6 {
		return nil, false
	}
	// "…, said the editor": a post has neither verb nor article.
	for _, w := range words {
		switch w {
		case "said", "says", "told", "the", "a", "an", "who", "his", "her":
			return nil, false
		}
	}
	if !roles[low] && !roles[words[len(words)-1]] && !(roles[words[0]] && len(words) > 1 && (words[1] == "in" || words[1] == "at" || words[1] == "for")) {
		inner := false // "correspondent in Moscow", "Moscow correspondent, The Courier"
		for _, w := range words {
			inner = inner || w == "correspondent" || w == "reporter"
		}
		if !inner {
			return nil, false
		}
	}
	names := splitNames(name)
	if len(names) == 0 || !bareName(names[0]) {
		return nil, false
	}
	return names, true
}

// splitNames cuts "A, B and C in Place" into names. It gives none when a part
// is no name.
func splitNames(s string) []string {
	var names []string
	for len(s) > 0 {
		var part string
		part, s = cutName(s)
		part = cutPlace(part)
		part = strings.Trim(part, " ,.&")
		if part == "" {
			continue
		}
		low := strings.ToLower(part)
		if roles[low] || deskLine(part) || hasRole(low) {
			if len(names) > 0 || deskLine(part) {
				continue // a post, or an outlet, after the name
			}
			return nil
		}
		if !nameLike(part) {
			if len(names) > 0 && strings.Contains(part, " ") && nameWordsOnly(part) {
				continue
			}
			return nil
		}
		names = append(names, tidyName(part))
	}
	if len(names) > 10 {
		return nil
	}
	return names
}

// cutName takes the first part of a list of names off s.
func cutName(s string) (part, rest string) {
	best, width := len(s), 0
	for _, sep := range [...]string{", and ", " and ", " AND ", ", ", " & ", "; ", " with ", " / ", "/", "\n"} {
		if i := strings.Index(s, sep); i >= 0 && (i < best || i == best && len(sep) > width) {
			best, width = i, len(sep)
		}
	}
	return s[:best], s[best+width:]
}

// cutPlace takes the place or outlet off a name: "Piet Corrin in Brannoch".
func cutPlace(s string) string {
	for _, sep := range [...]string{" in ", " IN ", " for ", " at ", " of ", " from ", " (", " @"} {
		if head, _, ok := strings.Cut(s, sep); ok {
			s = head
		}
	}
	return s
}

func hasRole(low string) bool {
	i := strings.LastIndexByte(low, ' ')
	return i > 0 && (roles[low[i+1:]] || desks[low[i+1:]])
}

func tidyName(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	// An all-capital name is set in capitals, not so written.
	if s == strings.ToUpper(s) && len(s) > 4 && !strings.Contains(s, ".") {
		return capitalize(s)
	}
	return s
}

// capitalize writes HANNE OSTLEY-CORR as Hanne Ostley-Corr.
func capitalize(s string) string {
	var b strings.Builder
	start := true
	for _, r := range s {
		if start {
			b.WriteRune(r)
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		start = r == ' ' || r == '-' || r == '\'' || r == '’'
	}
	return b.String()
}

// nameLike reports whether s could be one author's name, or a wire's: one to
// five words, each with a capital or a particle of names.
func nameLike(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	for i, w := range words {
		if notNames[strings.ToLower(strings.Trim(w, ".,"))] {
			return false
		}
		if !nameWord(w) && (i == 0 && len(words) == 1 || !particle(w)) {
			return false
		}
	}
	return true
}

func nameWordsOnly(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if !nameWord(w) && !particle(w) && w != "of" && w != "the" && w != "The" {
			return false
		}
	}
	return true
}

// bareName reports whether a line is a person's name with nothing around it:
// two to four words, letters only, and not all in capitals.
func bareName(s string) bool {
	if len(s) > 50 || !strings.Contains(s, " ") || !nameLike(s) {
		return false
	}
	words := strings.Fields(s)
	if len(words) > 4 {
		return false
	}
	for _, w := range words {
		low := strings.ToLower(strings.Trim(w, ".,"))
		if desks[low] || roles[low] {
			return false
		}
	}
	return s != strings.ToUpper(s)
}

func nameWord(w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) {
		return false
	}
	for _, r := range w[size:] {
		if !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' && r != '.' && !unicode.Is(unicode.Mn, r) {
			return false
		}
	}
	return true
}

func particle(w string) bool {
	switch strings.ToLower(w) {
	case "de", "da", "do", "dos", "del", "della", "di", "la", "le", "van", "von", "der", "den", "ter", "ten", "bin", "bint", "ibn", "al", "el", "e", "y", "jr", "jr.", "sr.", "ii", "iii":
		return true
	}
	return strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-") || strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "d’")
}

// biography reports whether a line tells who the author is, as stands at the
// end of articles: "Ines Quall is a freelance writer covering the ridge".
func biography(s string, authors []string) bool {
	if len(s) > 600 || strings.ContainsAny(s, "“\"") || strings.Contains(s, "''") {
		return false
	}
	name, rest, ok := cutCopula(s)
	if !ok {
		return false
	}
	known := false
	for _, a := range authors {
		known = known || strings.EqualFold(a, name) || strings.HasPrefix(a, name+" ") || strings.HasSuffix(a, " "+name)
	}
	if !known && (rest[0] == ',' || !bareName(name) || strings.Contains(s, " said ") || strings.Contains(s, " told ")) {
		return false
	}
	words := strings.Fields(strings.ToLower(rest))
	for i, w := range words {
		w = strings.Trim(w, ".,;'’")
		if i > 14 {
			break
		}
		switch w {
		case "writer", "reporter", "correspondent", "journalist", "columnist", "contributor", "freelancer", "blogger":
			return true
		case "editor", "author", "fellow", "professor", "producer", "covers", "covering", "reports", "writes", "lecturer", "researcher", "analyst", "host", "attorney":
			if known {
				return true
			}
			if w == "covers" || w == "covering" || w == "writes" || w == "reports" || w == "editor" {
				return i < 8 && strings.Contains(s, " for ") && i < 6
			}
		}
	}
	return false
}

// cutCopula cuts "Name is a …", "Name covers …" after the name.
func cutCopula(s string) (name, rest string, ok bool) {
	best := len(s)
	for _, verb := range [...]string{" is ", " was ", " covers ", " writes ", " reports ", " joined ", ", "} {
		if i := strings.Index(s, verb); i > 0 && i < best {
			best = i
		}
	}
	if best == len(s) || best > 50 {
		return "", "", false
	}
	return s[:best], s[best:], true
}
