package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// word is a word of a text.
type word struct {
	hearsay.Span        // in the text
	raw          string // as it stands, without a possessive's end
	low          string // in lower case, without a possessive's end
	base         string // its base form, roughly: what comes of it is the same for all its forms
	capital      bool   // begins with a capital
	first        bool   // begins a sentence or a quotation
	ends         byte   // what comes behind it: '.' of a sentence, ',' or ';', or 0
}

// words splits the part of a text into words. Figures keep their commas and points.
func words(text string, part hearsay.Span) []word {
	var out []word
	first := true
	for i := part.Start; i < part.End; {
		r, size := utf8.DecodeRuneInString(text[i:part.End])
		if !wordRune(r) {
			if n := len(out); n > 0 && !(r == '.' && goesOn(text[i+size:part.End])) {
				out[n-1].ends = behind(out[n-1].ends, r)
				first = first || out[n-1].ends == '.'
			}
			if r == '“' || r == '"' || r == '‘' {
				first = true
			}
			i += size
			continue
		}
		start := i
		for i < part.End {
			r, size := utf8.DecodeRuneInString(text[i:part.End])
			if !wordRune(r) && !joins(text, start, i, size, part.End, r) {
				break
			}
			i += size
		}
		w := word{Span: hearsay.Span{Start: start, End: i}, first: first}
		r, _ = utf8.DecodeRuneInString(text[start:])
		w.capital = unicode.IsUpper(r)
		w.raw = withoutPossessive(text[start:i])
		w.low = strings.ToLower(w.raw)
		w.base = base(w.low)
		out = append(out, w)
		first = false
	}
	return out
}

// withoutPossessive takes a possessive's end off, and writes apostrophes one way.
func withoutPossessive(w string) string {
	if strings.Contains(w, "’") {
		w = strings.ReplaceAll(w, "’", "'")
	}
	if c := w[len(w)-1]; c != 's' && c != '\'' {
		return w
	}
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "'")
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// joins reports whether a mark stands within a word: a hyphen, an apostrophe, or a
// figure's comma or point.
func joins(text string, start, i, size, end int, r rune) bool {
	if i+size >= end {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[i+size : end])
	before, _ := utf8.DecodeLastRuneInString(text[start:i])
	switch r {
	case '\'', '’', '-':
		return wordRune(next)
	case ',', '.':
		return unicode.IsDigit(before) && unicode.IsDigit(next)
	}
	return false
}

// goesOn reports whether a sentence goes on behind a full stop, which is an
// abbreviation's then: "2 a.m. and".
func goesOn(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	if wordRune(r) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return r == ' ' && unicode.IsLower(next)
}

// behind is what a word ends: the strongest of the marks that follow it.
func behind(was byte, r rune) byte {
	switch r {
	case '.', '!', '?', '\n', '…':
		return '.'
	case ',', ';', ':', '–', '—', '(', ')':
		if was != '.' {
			if r == ';' {
				return ';'
			}
			if was == 0 {
				return ','
			}
		}
	}
	return was
}

// irregular are forms whose base no ending tells.
var irregular = func() map[string]string {
	m := make(map[string]string)
	for _, row := range strings.Split(`be is are was were been being am|have has had having|do does did done doing|go goes went gone|come comes came
die dies died dying|lie lies lay lain lying|sink sank sunk|shoot shot|fight fought|lose lost|hold held|send sent|leave left|take took taken|give gave given
fall fell fallen|fly flew flown flies|bind bound|withdraw withdrew withdrawn|strike struck stricken|hit hits hitting|set sets setting|break broke broken
blow blew blown|catch caught|flee fled|steal stole stolen|hide hid hidden|pay paid|say said|tell told|know knew known|see saw seen|find found|make made
build built|buy bought|sell sold|think thought|bring brought|keep kept|meet met|run ran|begin began begun|drive drove driven|rise rose risen|speak spoke spoken
write wrote written|wear wore worn|swear swore sworn|tear tore torn|throw threw thrown|grow grew grown|freeze froze frozen|choose chose chosen|win won|beat beaten
burst bursts|cut cuts cutting|shut shuts shutting|let lets letting|put puts putting|quit quits quitting|read reads reading|overrun overran|overtake overtook overtaken|retake retook retaken
man men|woman women|child children|person people persons|serviceman servicemen|servicewoman servicewomen|foot feet|life lives|body bodies|crew crews
plane planes|base bases|charge charges charged charging|cause causes caused causing|troop troops|use uses used using|release releases released releasing|close closes closed closing`, "\n") {
		for _, forms := range strings.Split(row, "|") {
			f := strings.Fields(forms)
			for _, w := range f {
				m[w] = f[0]
			}
		}
	}
	return m
}()

// base takes the common endings off a word, so that its forms fall together. It need
// not be a word.
func base(w string) string {
	if b, ok := irregular[w]; ok {
		return b
	}
	b := ending(w)
	if again, ok := irregular[b]; ok {
		return again
	}
	return b
}

func ending(w string) string {
	if len(w) <= 3 || strings.ContainsAny(w, "0123456789") {
		return w
	}
	switch {
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return dropE(w[:len(w)-1])
	case strings.HasSuffix(w, "ied") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "eed"):
		return w
	case strings.HasSuffix(w, "ed") && len(w) > 4:
		return undouble(w[:len(w)-2])
	case strings.HasSuffix(w, "ing") && len(w) > 5 && strings.ContainsAny(w[:len(w)-3], "aeiouy"):
		return undouble(w[:len(w)-3])
	}
	return dropE(w)
}

// dropE takes off the mute e that endings swallow: "fire", "fired", "firing".
func dropE(w string) string {
	if len(w) > 3 && w[len(w)-1] == 'e' && w[len(w)-2] != 'e' {
		return w[:len(w)-1]
	}
	return w
}

// undouble takes off the consonant that an ending doubled: "rammed".
func undouble(w string) string {
	if n := len(w); n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return dropE(w)
}

// light are words that say nothing of what is told.
var light = set(`a an the this that these those it its he him his she her hers they them their theirs we us our ours i me my you your who whom whose which what when where why how
and or but nor so yet if then than as at by for from in into of off on onto out over to up with without within about after before between during under against among through
be have do will would shall should can could may might must not no never none nobody nothing neither n't also only just still even more most very too such same other another any some all both each every few many much
there here now again already say tell accord added accept accepted acknowledge acknowledged admit admitted confirm confirmed deny denied reject rejected full saying said told have had been being did does done one two further according including included ago yesterday today tomorrow
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
time last next early late earlier later recently since until while because though although whether either however mr mrs ms dr`)

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
