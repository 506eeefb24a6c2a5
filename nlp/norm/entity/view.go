package entity

import (
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// How a token is written.
const (
	formMark    uint8 = iota // no letter or digit
	formLower                // a word in small letters
	formNumber               // begins with a digit
	formCapital              // a capital letter first or inside
)

// word is what the features read of one token.
type word struct {
	form   uint32 // hash of the lower-cased form
	sent   int32
	tag    uint8
	write  uint8 // how it is written: formMark …
	lists  uint16
	joins  bool  // a small word or mark that may stand inside a name
	cased  bool  // its sentence is a headline or all in capitals: capitals tell nothing
	full   bool  // the fields below are set
	known  uint8 // world.Kind of the name it is in, doubled, plus one behind its first token
	city   uint8 // in the name of a city of several words: 1 its first, 2 another
	shape  uint32
	pre    [2]uint32
	suf    [3]uint32
	group  model.Group
	memory uint16   // what the document shows of the form
	run    [2]int32 // the capitalised tokens beside each other that it is one of
}

// view is what a Recognizer works on: an analysis and what it reads off it once.
type view struct {
	an     *hearsay.Analysis
	w      *weights
	words  []word
	runs   [][2]int // tokens [first, last) that may be parts of names, in one sentence each
	memory memory
}

// beyond stands for what is before the first and behind the last token of a
// sentence.
var beyond = word{form: 5, tag: 255, write: 7, shape: 77, full: true}

// load fills the view from the analysis.
func (v *view) load(an *hearsay.Analysis, w *weights) {
	v.an, v.w = an, w
	v.words = sized(v.words, len(an.Tokens))
	v.runs = v.runs[:0]
	for s := range an.Sents {
		v.sentence(s)
	}
	v.memory.load(v)
	for _, run := range v.runs {
		for i := max(0, run[0]-4); i < min(len(v.words), run[1]+4); i++ {
			if w := &v.words[i]; !w.full {
				v.fill(i, w)
			}
		}
		v.names(run)
	}
}

// sentence sets what all tokens need, and finds the runs.
func (v *view) sentence(s int) {
	sent := &v.an.Sents[s]
	small, large := 0, 0
	for i := sent.First; i < sent.Last; i++ {
		text, w := v.an.Text(i), &v.words[i]
		*w = word{form: model.HashLower(text), sent: int32(s), tag: uint8(v.an.Tokens[i].Tag), write: written(text)}
		w.joins = w.write != formCapital && joining(text)
		if len(text) > 3 {
			switch w.write {
			case formLower:
				small++
			case formCapital:
				large++
			}
		}
	}
	cased := large > 2 && small*4 <= large
	for i := sent.First; i < sent.Last; i++ {
		v.words[i].cased = cased
		v.words[i].lists = v.w.lexicon.of(v.words[i].form)
	}
	v.capitals(sent)
	v.candidates(sent)
}

// capitals sets the runs of capitalised tokens beside each other.
func (v *view) capitals(sent *hearsay.Sentence) {
	for i := sent.First; i < sent.Last; {
		j := i + 1
		if v.words[i].write == formCapital {
			for j < sent.Last && v.words[j].write == formCapital {
				j++
			}
		}
		for k := i; k < j; k++ {
			v.words[k].run = [2]int32{int32(i), int32(j)}
		}
		i = j
	}
}

// farthest is the number of small words, marks and numbers between two capitalised
// words of one name: "Society for the Study of …".
const farthest = 3

// candidates appends the runs of tokens that may be parts of names: capitalised
// ones, what may join them, a number beside one, a small particle before one.
func (v *view) candidates(sent *hearsay.Sentence) {
	first, last := -1, -1 // of the run that is open
	for i := sent.First; i < sent.Last; i++ {
		if v.words[i].write != formCapital {
			continue
		}
		from := i
		if last >= 0 && i-last <= farthest && v.joined(last, i) {
			from = last
		} else {
			if last >= 0 {
				v.runs = append(v.runs, [2]int{first, last})
			}
			for from > max(sent.First, last) && i-from < 2 && v.before(from-1) {
				from--
			}
			first = from
		}
		last = i + 1
		if last < sent.Last && v.words[last].write == formNumber {
			last++
		} else if v.hyphened(last, sent.Last) {
			last += 2
		}
	}
	if last >= 0 {
		v.runs = append(v.runs, [2]int{first, last})
	}
}

// hyphened reports whether a hyphen and a small word go on with the capitalised
// word before token i, as in "Min-jun".
func (v *view) hyphened(i, last int) bool {
	if i+1 >= last || v.an.Tokens[i].Space || v.an.Tokens[i+1].Space || v.words[i+1].write != formLower {
		return false
	}
	text := v.an.Text(i)
	return text == "-" && len(v.an.Text(i+1)) <= 6
}

// joined reports whether all of tokens [i, j) may stand inside a name; a number
// only by itself.
func (v *view) joined(i, j int) bool {
	if j-i == 1 && v.words[i].write == formNumber {
		return true
	}
	for ; i < j; i++ {
		if !v.words[i].joins {
			return false
		}
	}
	return true
}

// before reports whether token i may begin a name though it is small: a number,
// or a particle ("al", "de") with what joins it to the name.
func (v *view) before(i int) bool {
	if v.words[i].write == formNumber {
		return true
	}
	switch v.an.Text(i) {
	case "al", "el", "de", "van", "von", "bin", "ibn", "la", "le", "del", "di", "da", "du", "ul", "ad", "as":
		return true
	case "-", "–":
		return i > 0 && !v.an.Tokens[i].Space && v.words[i-1].write == formLower && len(v.an.Text(i-1)) == 2
	}
	return false
}

// fill sets what the features of a token need.
func (v *view) fill(i int, w *word) {
	text := v.an.Text(i)
	w.full = true
	w.group = v.w.clusters.Of(w.form)
	w.shape = shape(text)
	for k := range w.pre {
		w.pre[k] = model.HashLower(text[:min(k+2, len(text))])
	}
	for k := range w.suf {
		w.suf[k] = model.HashLower(text[max(0, len(text)-k-2):])
	}
	w.memory = v.memory.of(w.form)
}

// names marks the tokens of a run that are in names of the political world or of
// cities of several words.
func (v *view) names(run [2]int) {
	for i := run[0]; i < run[1]; i++ {
		w := &v.words[i]
		if w.write != formCapital {
			continue
		}
		if w.known == 0 {
			n, entry := world.Longest(v.an, i, run[1])
			if entry.Kind == world.CountryName && int(w.run[1]-w.run[0]) == n {
				w.lists &^= listGiven | listSurname // Israel, Chad, Jordan
			}
			for k := range n {
				v.words[i+k].known = uint8(entry.Kind) * 2
				if k > 0 {
					v.words[i+k].known++
				}
			}
		}
		if w.lists&listCityStart != 0 && w.city == 0 {
			v.cities(i, run[1])
		}
	}
}

// cities marks the longest name of a city that begins at token i with more words.
func (v *view) cities(i, last int) {
	key := v.words[i].form
	for j := i + 1; j < min(last, i+5); j++ {
		key = phraseKey(key, v.words[j].form)
		if v.w.lexicon.of(key)&listCity == 0 {
			continue
		}
		v.words[i].city = 1
		for k := i + 1; k <= j; k++ {
			v.words[k].city = 2
		}
	}
}

// at is the token beside i, beyond the sentence's edges one that stands for them.
func (v *view) at(i, beside int) *word {
	j := i + beside
	if j < 0 || j >= len(v.words) || v.words[j].sent != v.words[i].sent {
		return &beyond
	}
	return &v.words[j]
}

// seam classes the place before token i of a run that begins at first.
func (v *view) seam(first, i int) uint8 {
	switch {
	case i == first:
		return 0
	case v.words[i].write != formCapital:
		return 2
	case v.words[i-1].write != formCapital:
		return 3
	}
	return 1
}

// written classes a token by its letters.
func written(s string) uint8 {
	out := formMark
	for i, r := range s {
		switch {
		case 'a' <= r && r <= 'z':
			out = max(out, formLower)
		case 'A' <= r && r <= 'Z':
			return formCapital
		case '0' <= r && r <= '9':
			if i == 0 {
				out = formNumber
			}
		case r >= utf8.RuneSelf:
			if unicode.IsUpper(r) {
				return formCapital
			}
			if unicode.IsLetter(r) {
				out = max(out, formLower)
			}
		}
	}
	return out
}

// joining reports whether s may stand between the capitalised words of a name.
func joining(s string) bool {
	switch s {
	case "of", "and", "for", "the", "on", "in", "to", "at", "&", "-", "–", "'s", "’s", "'", "’", ".", "/", "+",
		"de", "la", "le", "les", "du", "des", "del", "della", "di", "da", "do", "dos", "das", "van", "von", "der", "den", "ter",
		"bin", "ibn", "ben", "al", "el", "ul", "y", "e", "et", "und", "zu", "a":
		return true
	}
	return false
}

// shape folds a token to the kinds of its characters, runs of one kind to one.
func shape(s string) uint32 {
	h, last := uint32(0), uint32(0)
	for i := 0; i < len(s) && h < 1<<24; i++ {
		k := uint32(5)
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z':
			k = 1
		case 'a' <= c && c <= 'z', c >= 0x80:
			k = 2
		case '0' <= c && c <= '9':
			k = 3
		case c == '-':
			k = 4
		case c == '.':
			k = 6
		}
		if k != last || k == 1 && h < 1<<9 {
			h = h*8 + k
		}
		last = k
	}
	return h
}
