package token

import "strings"

// class of an abbreviation: when the full stop after it is its own.
type abbr uint8

const (
	abbrTitle  abbr = iota + 1 // before a name, which goes on the sentence
	abbrAlways                 // whatever follows
	abbrNumber                 // before a number
	abbrMonth                  // before a day or year
	abbrState                  // after a comma: "Peoria, Ill."
	abbrProper                 // with a capital
)

// abbreviations of English news, by their small letters without the full stop.
// Words that are common without one as well ("no", "miss", "wash") need a sign.
var abbreviations = list(map[abbr]string{
	abbrTitle: `mr mrs ms dr prof gov sen rep gen col lt capt cpt sgt maj cmdr adm brig cpl pvt rev hon pres supt
		st ste ft mt messrs mme mlle msgr amb atty det insp sens reps gens profs drs hrh fr sr jr spc pfc cmsgt ens`,
	abbrAlways: `etc vs eg ie al approx dept assn bros corp inc ltd llc plc co govt natl intl univ
		ave blvd viz cf ibid incl excl min max tel ext tsp tbsp oz lb lbs hrs ph`,
	abbrNumber: `no nos pp vol vols fig figs art sec ch chap op pt para approx ca eq ver p est`,
	abbrMonth:  `jan feb mar apr jun jul aug sep sept oct nov dec`,
	abbrState: `ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev
		okla ore pa penn tenn tex va vt wash wis wyo ont que`,
	abbrProper: `rd sq bldg mfg mgr ed eds exec acad cie gmbh tues thurs`,
})

// list turns words set by class into a look-up table; a word in two classes is of
// the first.
func list(words map[abbr]string) map[string]abbr {
	m := map[string]abbr{}
	for class := abbrProper; class > 0; class-- {
		for _, w := range strings.Fields(words[class]) {
			m[w] = class
		}
	}
	return m
}

func set(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(text) {
		m[w] = true
	}
	return m
}

// prefixes keep the hyphen after them inside the word, as EWT and GUM do; other
// compounds are cut at theirs.
var prefixes = set(`non e mid re pre co anti cross post pro over multi sub counter semi ex mini neo socio psycho
	inter intra micro arch ultra trans bi tri un de quasi pseudo infra hyper super tele macro mono poly proto bio
	geo eco electro hydro meta para auto under`)

func isPrefix(w string) bool {
	f := fold(w)
	return f.n > 0 && prefixes[string(f.buf[:f.n])]
}

// domains end names of the web and of files.
var domains = set(`com org net edu gov mil int info biz io co uk us ca de fr eu ru ua cn jp kr in au nz za ch se no
	nl it es pl ie il ir sy ly tv me news html htm php asp doc docx xls xlsx ppt pptx pdf txt zip exe jpg jpeg png
	gif mp3 mp4 csv xml json www sources binaries`)

func isDomain(w string) bool {
	f := fold(w)
	if f.n == 0 || !domains[string(f.buf[:f.n])] {
		return false
	}
	switch string(f.buf[:f.n]) { // a sentence that lost its space begins so too
	case "in", "no", "it", "me", "us", "co", "de", "news", "info", "sources":
		return false
	}
	return isLower(w[len(w)-1]) && isLower(w[0]) || isUpper(w[0]) && isUpper(w[len(w)-1])
}

var units = set(`am pm a p k m mm cm km kg kgs g mg ml lb lbs ft bn b mn mln t tn mph kph kmh hrs hr min mins mw kw gw kwh gb
	mb tb ghz mhz hz yds yd oz sq cc x rpm bps`)

func isUnit(w string) bool { return units[w] }

var currencies = set(`us a c hk s nz r nt au ca can`)

func isCurrency(w string) bool {
	f := fold(w)
	return f.n > 0 && isUpper(w[0]) && currencies[string(f.buf[:f.n])]
}

func isClitic(w string) bool {
	switch w {
	case "s", "m", "d", "re", "ve", "ll":
		return true
	}
	return false
}

// isClipped reports whether a word stands with an apostrophe for its first
// letters.
func isClipped(w string) bool {
	switch w {
	case "em", "til", "till", "cause", "bout", "round", "n", "cuz", "tis", "twas", "nuff", "neath":
		return true
	}
	return false
}

// isDropped reports whether a word ending in "in" is one that drops its g before
// an apostrophe, not a name in the possessive.
func isDropped(w string) bool {
	f := fold(w)
	switch string(f.buf[:f.n]) {
	case "doin", "goin", "somethin", "nothin", "talkin", "lookin", "comin", "gettin", "makin", "thinkin", "tryin",
		"livin", "workin", "playin", "runnin", "sayin", "kiddin", "anythin", "everythin", "bein", "havin", "takin":
		return true
	}
	return false
}

// fusedAt gives the place where two words written as one are cut, 0 for any other
// word.
func fusedAt(w string) int {
	if len(w) < 4 || len(w) > 7 {
		return 0
	}
	f := fold(w)
	switch string(f.buf[:f.n]) {
	case "cannot", "gonna", "gotta", "wanna", "gimme", "lemme", "doncha", "dunno":
		return map[byte]int{'c': 3, 'g': 3, 'w': 3, 'l': 3, 'd': 2}[f.buf[0]]
	case "dont", "isnt", "arent", "wasnt", "hasnt", "havent", "didnt", "doesnt", "couldnt", "wouldnt":
		return len(w) - 2
	}
	return 0
}

// starters begin sentences more often than they stand with a capital elsewhere:
// before one, the full stop of "U.S." ends the sentence as well.
var starters = set(`the a an he she it they we you i this that these those there but and or so yet in on at by for from
	with as if when while after before since although though because however meanwhile moreover his her its their our my
	what who why how where which some many most all both each every no not one two several under over during until
	according also another any such even then now here still again later earlier only just among between despite
	following once unlike instead nor nobody everyone nothing something asked both has have had is are was were do does
	did will would can could may might should must let please yesterday today tomorrow last next`)

// speech begins or ends the clause that tells who said a quotation.
var speech = set(`said says say asked asks replied replies answered added adds told shouted cried screamed yelled
	exclaimed wrote writes tweeted wondered remarked joked quipped insisted demanded declared recalled continued
	explained whispered muttered called read reads read went thought thinks queried inquired enquired retorted warned
	concluded noted urged pleaded begged shot responded chanted posted texted commented`)

func inSet(m map[string]bool, w string) bool {
	f := fold(w)
	return f.n > 0 && m[string(f.buf[:f.n])]
}
