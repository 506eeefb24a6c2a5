package claim

import (
	_ "embed"
	"strings"
)

//go:embed classes.txt
var classText string

// class is what several words stand for.
type class struct {
	name      string
	predicate bool
}

// phrase is one way to put a class, as base forms.
type phrase struct {
	words    []string
	class    *class
	opposite bool // it says that the class's own is not so
}

// lexicon finds phrases by the base form of their first word, the longer first.
type lexicon map[string][]phrase

var classes = readClasses(classText)

// classNames are the names of all classes.
var classNames = func() map[string]bool {
	m := make(map[string]bool)
	for _, list := range classes {
		for _, p := range list {
			m[p.class.name] = true
		}
	}
	return m
}()

func readClasses(text string) lexicon {
	lex := make(lexicon)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		name, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		c := &class{name: name, predicate: strings.ToUpper(name) == name}
		for _, p := range strings.Split(list, ",") {
			p, opposite := strings.CutPrefix(strings.TrimSpace(strings.ToLower(p)), "!")
			f := strings.Fields(p)
			for i := range f {
				f[i] = base(f[i])
			}
			if len(f) > 0 {
				lex[f[0]] = append(lex[f[0]], phrase{f, c, opposite})
			}
		}
	}
	return lex
}

// apart is how many words may stand between two of a phrase: "leave Drevian soil".
const apart = 2

// match gives the classes that begin at a word, how many words the longest takes, and
// whether it says their opposite.
func (lex lexicon) match(ws []word, i int) (found []*class, length int, opposite bool) {
	for _, p := range lex[ws[i].base] {
		if !p.at(ws, i) {
			continue
		}
		if len(p.words) > length {
			length, found, opposite = len(p.words), found[:0], p.opposite
		}
		if len(p.words) == length {
			found = append(found, p.class)
		}
	}
	return found, length, opposite
}

// at reports whether the phrase stands at a word.
func (p *phrase) at(ws []word, i int) bool {
	at := i
	for k := 1; k < len(p.words); k++ {
		next := -1
		for j := at + 1; j < len(ws) && j <= at+1+apart; j++ {
			if ws[j-1].ends == '.' {
				break
			}
			if ws[j].base == p.words[k] {
				next = j
				break
			}
		}
		if next < 0 {
			return false
		}
		at = next
	}
	return true
}
