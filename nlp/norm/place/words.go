package place

import (
	"unicode"
	"unicode/utf8"
)

// hyphen reports whether a token is a hyphen or a dash that joins words.
func hyphen(text string) bool { return text == "-" || text == "–" || text == "‐" || text == "‑" }

// capital1 reports whether a token begins with a capital letter.
func capital1(text string) bool {
	if text == "" {
		return false
	}
	if c := text[0]; c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r) || r == '‘' || r == 'ʻ'
}

// shouting reports whether a token has no small letter.
func shouting(text string) bool {
	for _, r := range text {
		if unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// lower gives an ASCII word of up to 15 letters in small letters, without
// allocation where the caller only compares; "" for any other.
func lower(dst *[16]byte, text string) []byte {
	if len(text) > len(dst) {
		return nil
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		dst[i] = c
	}
	return dst[:len(text)]
}

// joins reports whether a small word may stand inside a name: "Rio de Janeiro".
func joins(text string) bool {
	switch text {
	case "of", "the", "de", "la", "del", "al", "el", "upon", "on", "sur", "am", "an", "der", "den", "and", "le", "les", "do", "da",
		"dos", "das", "di", "du", "des", "ez", "es", "en", "y", "e", "in", "under", "by", "ad", "as", "at", "bei", "nad", "az":
		return true
	}
	return false
}

// regionWord reports whether a word, or its plural, calls a place a region.
func regionWord(text string) bool {
	var b [16]byte
	switch string(lower(&b, text)) {
	case "region", "regions", "province", "provinces", "oblast", "oblasts", "governorate", "governorates", "prefecture", "prefectures",
		"state", "states", "county", "counties", "district", "districts", "krai", "department", "departments", "republic", "voivodeship",
		"canton", "emirate", "territory":
		return true
	}
	return false
}

// townWord reports whether a word calls a place a town, or what else is one spot.
func townWord(text string) bool {
	var b [16]byte
	switch string(lower(&b, text)) {
	case "city", "cities", "town", "towns", "village", "villages", "hamlet", "settlement", "municipality", "port", "suburb", "capital",
		"township", "commune", "borough":
		return true
	}
	return false
}

// aside reports whether a word before a name only says which part of the place is
// meant: "northern Gaza", "downtown Lagos".
func aside(text string) bool {
	var b [16]byte
	switch string(lower(&b, text)) {
	case "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast", "northwest", "southeast",
		"southwest", "northeastern", "northwestern", "southeastern", "southwestern", "downtown", "nearby", "neighboring", "neighbouring",
		"greater", "upper", "lower", "inner", "outer", "rural", "occupied", "mainland", "besieged", "uptown", "middle", "all", "the", "much", "most", "modern":
		return true
	}
	return false
}

// locative reports whether a preposition says that a place follows.
func locative(text string) bool {
	var b [16]byte
	switch string(lower(&b, text)) {
	case "in", "at", "near", "from", "to", "into", "around", "outside", "across", "through", "throughout", "towards", "toward", "off",
		"via", "inside", "between", "past", "beyond", "of", "on", "over", "within", "onto", "along", "north", "south", "east", "west":
		return true
	}
	return false
}

// surely is locative for a name that is a person's too.
func surely(text string) bool {
	var b [16]byte
	switch string(lower(&b, text)) {
	case "in", "near", "outside", "into", "throughout", "inside", "across":
		return true
	}
	return false
}

// goesTo reports whether a verb takes a place: its lemma.
func goesTo(lemma string) bool {
	switch lemma {
	case "visit", "leave", "enter", "reach", "capture", "recapture", "seize", "shell", "bomb", "flee", "invade", "occupy", "besiege",
		"liberate", "evacuate", "storm", "retake", "encircle", "cross", "tour", "bombard":
		return true
	}
	return false
}

// speaks reports whether a verb says that its subject speaks: its lemma.
func speaks(lemma string) bool {
	switch lemma {
	case "say", "tell", "add", "ask", "deny", "claim", "argue", "believe", "think", "warn", "insist", "note", "explain", "write", "testify",
		"confirm", "announce", "state", "recall", "reply", "respond", "suggest", "describe", "want", "know":
		return true
	}
	return false
}

// office reports whether a word is an organization's or an office's own: a name it
// ends, or heads with "of", is not a place's ("Bank of Scotland").
func office(text string) bool {
	switch text {
	case "Bank", "University", "College", "School", "Institute", "Academy", "Bishop", "Archbishop", "Prince", "Princess", "Duke", "Duchess",
		"Earl", "Lord", "Baron", "Church", "Church's", "Ministry", "Department", "Court", "Museum", "Hospital", "Times", "Post", "Voice", "Radio",
		"House", "Museums", "Club", "Party", "Council", "Parliament", "Assembly", "Association", "Federation", "Union", "Society",
		"Foundation", "Company", "Corp.", "Corp", "Inc.", "Inc", "Ltd", "Ltd.", "Group", "Airlines", "Airways", "Airport", "Exchange", "Police",
		"Authority", "Agency", "Office", "Committee", "Commission", "Chamber", "Board", "Treaty", "Agreement", "Accord", "Accords", "Convention",
		"Declaration", "Protocol", "Battle", "Siege", "Treaties", "Championship", "Open", "Marathon", "Cup", "Games", "Grand", "FC", "United",
		"Herald", "Tribune", "Gazette", "Journal", "News", "Press", "Agreements", "Army", "Navy", "Brigade", "Division", "Service", "Center",
		"Centre", "Stadium", "Festival", "Summit", "Conference", "Act", "Fund", "Trust", "Order", "Knights", "Peace", "Pact", "Memorandum",
		"Statue", "Spirit", "Merchant", "Miss", "Tower", "Bridge", "Street", "Avenue", "Road", "Square", "Prison", "Cathedral", "Palace", "Theatre",
		"Theater", "Orchestra", "Opera", "Zoo", "Library", "Clinic", "Medical", "Law", "Energy", "Electric", "Oil", "Gas", "Motors", "Steel",
		"Telecom", "Holdings", "Capital", "Partners", "Industries", "Insurance", "Institution", "Partnership", "Rim", "Justice", "State", "Free", "God", "Star", "Globe", "Observer", "Tiger", "Tigers":
		return true
	}
	return false
}

// role reports whether a word is a title that stands before a person's name.
func role(text string) bool {
	switch text {
	case "President", "Minister", "Mayor", "Governor", "Chancellor", "Senator", "Sen.", "Rep.", "Gov.", "Gen.", "General", "Col.", "Colonel",
		"Lt.", "Maj.", "Major", "Capt.", "Captain", "Sgt.", "Prime", "Foreign", "Defense", "Defence", "Finance", "Interior", "Vice", "Deputy",
		"King", "Queen", "Sheikh", "Judge", "Justice", "Professor", "Prof.", "Dr.", "Dr", "Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Sir", "Dame",
		"Secretary", "Attorney", "Chief", "Ambassador", "Pope", "Cardinal", "Imam", "Ayatollah", "Admiral", "Adm.", "Commander", "Detective",
		"Sheriff", "Coach", "Councilor", "Councillor", "Representative", "Speaker", "Spokesman", "Spokeswoman", "Lawmaker":
		return true
	}
	return false
}

// given reports whether a country's or a great city's name is a first name too.
func given(text string) bool {
	switch text {
	case "Jordan", "Chad", "Georgia", "Israel", "Kenya", "Paris", "Sydney", "Victoria", "Austin", "Dallas", "Houston", "Santiago", "Florence", "Charlotte", "Salvador", "Lourdes":
		return true
	}
	return false
}

// day reports whether a word is a weekday's or a month's name, which wire copy puts
// straight behind a place: "in Geneva Tuesday".
func day(text string) bool {
	switch text {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December", "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.":
		return true
	}
	return false
}
