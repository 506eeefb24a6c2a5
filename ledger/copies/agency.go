package copies

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// Agency gives the agency whose text a document says that it carries, wholly or in
// part, "" for none. Agencies known by letters have their full name: "Associated Press"
// for "(AP)", "— AP" and "The Associated Press". It is read, in this order,
//
//   - from a dateline at the head of the body: "SENNICK, Feb 7 (Meridian Wire) -",
//     "SENNICK, 9 February. /DST/";
//   - from doc.Credits and doc.Byline;
//   - from lines of credit, bylines, and the body's last lines: "— AP", "Reporting by
//     Meridian Wire bureaus; editing by C. Vell", "With files from The Canadian Press",
//     "Meridian Wire contributed to this report".
//
// Who is credited for pictures is not asked about. An outlet named in the story itself
// is none either: to cite is not to carry.
func Agency(doc *hearsay.Document) string {
	if doc == nil {
		return ""
	}
	if a := datelineAgency(doc); a != "" {
		return a
	}
	for _, list := range [2][]string{doc.Credits, doc.Byline} {
		for _, c := range list {
			if a := agencyIn(c); a != "" && !pictured(doc, c) {
				return a
			}
		}
	}
	return creditedAgency(doc)
}

// known are agencies by what they are called in datelines and credits.
var known = map[string]string{
	"AP": "Associated Press", "A.P.": "Associated Press", "Associated Press": "Associated Press",
	"AFP": "Agence France-Presse", "Agence France-Presse": "Agence France-Presse", "Agence France Presse": "Agence France-Presse",
	"Reuters": "Reuters", "REUTERS": "Reuters", "Thomson Reuters": "Reuters",
	"UPI": "United Press International", "United Press International": "United Press International",
	"PA": "PA Media", "PA Media": "PA Media", "Press Association": "PA Media",
	"DPA": "dpa", "dpa": "dpa", "Deutsche Presse-Agentur": "dpa",
	"EFE": "EFE", "ANSA": "ANSA", "APA": "APA", "Bloomberg": "Bloomberg", "Bloomberg News": "Bloomberg",
	"CP": "The Canadian Press", "Canadian Press": "The Canadian Press", "AAP": "Australian Associated Press", "Australian Associated Press": "Australian Associated Press",
	"TASS": "TASS", "Tass": "TASS", "ITAR-TASS": "TASS", "Itar-Tass": "TASS", "RIA Novosti": "RIA Novosti", "Interfax": "Interfax", "Ukrinform": "Ukrinform", "Interfax-Ukraine": "Interfax-Ukraine",
	"Xinhua": "Xinhua", "XINHUA": "Xinhua", "Kyodo": "Kyodo News", "Kyodo News": "Kyodo News", "Jiji": "Jiji Press", "Jiji Press": "Jiji Press",
	"Yonhap": "Yonhap", "KCNA": "KCNA", "Anadolu": "Anadolu Agency", "Anadolu Agency": "Anadolu Agency", "AA": "Anadolu Agency",
	"IRNA": "IRNA", "SANA": "SANA", "WAFA": "WAFA", "PTI": "Press Trust of India", "Press Trust of India": "Press Trust of India", "IANS": "IANS", "ANI": "ANI", "UNI": "United News of India",
	"Antara": "Antara", "Bernama": "Bernama", "MENA": "MENA", "NAN": "News Agency of Nigeria", "News Agency of Nigeria": "News Agency of Nigeria",
	"CNN Wire": "CNN Wire", "PRNewswire": "PR Newswire", "PR Newswire": "PR Newswire", "Business Wire": "Business Wire", "BUSINESS WIRE": "Business Wire", "GLOBE NEWSWIRE": "GlobeNewswire",
	"Tribune News Service": "Tribune News Service", "TNS": "Tribune News Service", "McClatchy": "McClatchy",
}

// wires are last words of agencies' names.
var wires = map[string]bool{"Wire": true, "Newswire": true, "Wires": true, "Agency": true, "Press": true, "Presse": true, "Agentur": true}

const (
	heads         = 4   // body blocks in which a dateline is looked for
	tails         = 3   // body blocks at the end in which a credit is looked for
	longestHead   = 140 // bytes of a dateline
	longestCredit = 400
)

// datelineAgency is the agency that the head of the body names.
func datelineAgency(doc *hearsay.Document) string {
	seen := 0
	for _, b := range doc.Blocks {
		if b.Zone != hearsay.ZoneBody {
			continue
		}
		if a := dateline(cut(textOf(doc, b), longestHead)); a != "" {
			return a
		}
		if seen++; seen == heads {
			break
		}
	}
	return ""
}

// dateline reads the head of a paragraph: a place in capitals, then the agency in
// brackets or between strokes or dashes.
func dateline(s string) string {
	s = strings.TrimLeft(s, " \u00a0(*_")
	if !capitals(s) {
		return ""
	}
	if place, rest, ok := strings.Cut(s, "("); ok && len(place) < 60 && !strings.ContainsAny(place, "“\"") {
		name, after, closed := strings.Cut(rest, ")")
		after = strings.TrimLeft(after, " \u00a0:")
		if closed && len(name) <= 40 && (dashed(after) || known[strings.TrimSpace(name)] != "") {
			return named(name)
		}
	}
	for _, mark := range [...]string{"/", " — ", " – ", " - ", " -- "} {
		parts := strings.SplitN(s, mark, 3)
		if len(parts) == 3 && len(parts[0]) < 60 && len(parts[1]) > 1 && len(parts[1]) <= 30 {
			// "SENNICK/ALDANE, Feb 7": a second place is no agency.
			if mark != "/" || strings.HasSuffix(strings.TrimRight(parts[0], " "), ".") || known[parts[1]] != "" || dashed(strings.TrimLeft(parts[2], " ")) {
				if a := named(parts[1]); a != "" {
					return a
				}
			}
		}
	}
	return ""
}

// dashed reports whether a text begins with a dash.
func dashed(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return c == '-' || c == '–' || c == '—' || c == '―'
}

// capitals reports whether the first word is in capitals, as a dateline's place is.
func capitals(s string) bool {
	n := 0
	for _, c := range s {
		switch {
		case unicode.IsUpper(c):
			n++
		case unicode.IsLetter(c):
			return false
		case n >= 2:
			return true
		case c != '\'' && c != '.':
			return false
		}
	}
	return false
}

// named is the agency that a name in an agency's place means: any that looks like a
// name.
func named(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "The ")
	if a := known[s]; a != "" {
		return a
	}
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 || months[strings.ToLower(strings.Trim(words[0], "."))] {
		return ""
	}
	for _, w := range words {
		if c, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(c) && w != "of" && w != "the" && w != "and" {
			return ""
		}
	}
	return s
}

var months = map[string]bool{"jan": true, "january": true, "feb": true, "february": true, "mar": true, "march": true, "apr": true, "april": true,
	"may": true, "jun": true, "june": true, "jul": true, "july": true, "aug": true, "august": true, "sep": true, "sept": true, "september": true,
	"oct": true, "october": true, "nov": true, "november": true, "dec": true, "december": true}

// creditedAgency is the agency that lines around the body credit.
func creditedAgency(doc *hearsay.Document) string {
	left := tails
	for i := len(doc.Blocks) - 1; i >= 0; i-- {
		b := doc.Blocks[i]
		s := strings.TrimSpace(textOf(doc, b))
		switch b.Zone {
		case hearsay.ZoneBody:
			if left--; left < 0 {
				continue
			}
			if a := signed(s); a != "" {
				return a
			}
			if len(s) <= longestCredit && credits(s) {
				if a := agencyIn(s); a != "" {
					return a
				}
			}
		case hearsay.ZoneByline, hearsay.ZoneCredit:
			if a := agencyIn(cut(s, longestCredit)); a != "" && !ofPictures(s) {
				return a
			}
		case hearsay.ZoneFurniture:
			if a := known[strings.TrimPrefix(strings.Trim(s, " ()—–-"), "The ")]; a != "" {
				return a
			}
		}
	}
	return ""
}

// signed is the agency that signs the end of a paragraph: "… on Monday. — AP",
// "… on Monday. (Reuters)".
func signed(s string) string {
	end := s[max(0, len(s)-50):]
	if i := strings.LastIndexAny(end, "—–("); i >= 0 {
		_, size := utf8.DecodeRuneInString(end[i:])
		name := strings.Trim(end[i+size:], " \u00a0.)")
		if a := known[strings.TrimPrefix(name, "The ")]; a != "" && i > 0 {
			before := strings.TrimRight(end[:i], " \u00a0")
			if before == "" || strings.ContainsRune(".!?”\")", lastRune(before)) {
				return a
			}
		}
	}
	if i := strings.LastIndex(end, " -"); i >= 0 {
		if before := strings.TrimRight(end[:i], " -"); before != "" && strings.ContainsRune(".!?”\"", lastRune(before)) {
			return known[strings.TrimPrefix(strings.Trim(end[i:], " -."), "The ")]
		}
	}
	return known[strings.TrimPrefix(strings.Trim(s, " ()—–-."), "The ")]
}

func lastRune(s string) rune {
	c, _ := utf8.DecodeLastRuneInString(s)
	return c
}

// crediting are the words of lines that say whose the text is.
var crediting = []string{"reporting by ", "reported by ", "writing by ", "editing by ", "contributed to this", "contributed reporting", "with files from ",
	"with reporting from ", "with reporting by ", "with material from ", "with information from ", "with inputs from ", "with input from ", "with agencies", "source: ", "copyright ", "©", "courtesy of ", "by arrangement with "}

// credits reports whether a line says whose the text is.
func credits(s string) bool {
	low := strings.ToLower(s)
	for _, c := range crediting {
		if strings.Contains(low, c) {
			return true
		}
	}
	return false
}

// agencyIn finds an agency among the names in a credit: a known one, or a run of words
// in capitals up to one that ends agencies' names.
func agencyIn(s string) string {
	words := strings.FieldsFunc(cut(s, longestCredit), func(c rune) bool { return unicode.IsSpace(c) || c == '/' || c == '©' || c == '|' })
	first := 0
	for i, w := range words {
		bare := strings.Trim(w, ",;:()[].*_–—")
		c, _ := utf8.DecodeRuneInString(bare)
		if bare == "" || !unicode.IsUpper(c) && bare != "dpa" || bare == "The" || bare == "By" {
			first = i + 1
			continue
		}
		if strings.HasPrefix(w, "(") {
			first = i
		}
		for j := first; j <= i; j++ {
			name := strings.Trim(strings.Join(words[j:i+1], " "), ",;:()[]*_–—")
			if a := known[strings.TrimSuffix(name, ".")]; a != "" && !(i+1 < len(words) && j == i && len(bare) == 2 && !strings.ContainsAny(w, ",;.)")) {
				return a
			}
		}
		if wires[bare] && i > first {
			if run := words[first : i+1]; len(run) <= 5 && !strings.Contains(strings.Join(run[:len(run)-1], " "), ",") && !unlike(run, words[i+1:]) {
				return strings.Trim(strings.Join(run, " "), ",;:()[].*_–—")
			}
		}
		if strings.ContainsAny(w[len(w)-1:], ",;.:") && len(bare) > 2 {
			first = i + 1
		}
	}
	return ""
}

// unlike reports whether words that end as an agency's name are another body's: "the
// Presidential Press Service".
func unlike(run, after []string) bool {
	if len(after) > 0 {
		switch strings.Trim(after[0], ",;.") {
		case "Service", "Office", "Secretary", "Conference", "Club", "Officer", "Corps":
			return true
		}
	}
	for _, w := range run {
		switch w {
		case "Presidential", "Photo", "Intelligence", "Space", "Protection", "Security", "Energy", "Relief", "Development":
			return true
		}
	}
	return false
}

// pictured reports whether a name is credited for pictures alone.
func pictured(doc *hearsay.Document, name string) bool {
	for _, b := range doc.Blocks {
		if b.Zone == hearsay.ZoneBody || b.Zone == hearsay.ZoneHeadline {
			continue
		}
		if s := textOf(doc, b); len(s) <= longestCredit && strings.Contains(s, name) {
			before, _, _ := strings.Cut(s, name)
			return ofPictures(before)
		}
	}
	return false
}

// ofPictures reports whether a credit speaks of pictures.
func ofPictures(s string) bool {
	low := strings.ToLower(cut(s, longestCredit))
	for _, w := range [...]string{"photo", "picture", "image", "video", "graphic", "📷", "getty"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// textOf is a block's text, "" where it points outside the document's.
func textOf(doc *hearsay.Document, b hearsay.Block) string {
	if b.Start < 0 || b.Start > b.End || b.End > len(doc.Text) {
		return ""
	}
	return doc.Text[b.Start:b.End]
}

// cut is the beginning of a text, in whole characters.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}
