package tag

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// edit turns a form into its lemma: small letters unless Keep, the last Cut bytes
// off, Add on.
type edit struct {
	keep bool
	cut  uint8
	add  string
}

// lemmas finds lemmas by the longest ending, or the whole form, that training saw
// with the same tag.
type lemmas struct {
	edits []edit
	rules map[uint32]uint16 // by hash of tag and ending (or whole form), a number in edits
	cache map[string][]cached
}

type cached struct {
	tag   hearsay.Tag
	lemma string // "" for the form itself
}

const (
	longestEnding = 5
	cacheWords    = 20_000
	longestCached = 40      // bytes
	wholeForm     = 1 << 20 // apart from endings
)

func (l *lemmas) clone() *lemmas { return &lemmas{edits: l.edits, rules: l.rules} }

// of gives the lemma of a form with a tag. What it returns is shared; most words
// cost no allocation.
func (l *lemmas) of(form string, tag hearsay.Tag) string {
	for _, c := range l.cache[form] {
		if c.tag == tag {
			if c.lemma == "" {
				return form
			}
			return c.lemma
		}
	}
	lemma := form
	if e := l.find(form, tag); e != nil {
		if lemma = e.apply(form); lemma == "" {
			lemma = form
		}
	}
	if l.cache == nil || len(l.cache) >= cacheWords {
		l.cache = make(map[string][]cached, 1024)
	}
	if len(form) > longestCached {
		return lemma
	}
	key := strings.Clone(form) // not to hold the whole text
	if lemma == form {
		l.cache[key] = append(l.cache[key], cached{tag, ""})
		return form
	}
	l.cache[key] = append(l.cache[key], cached{tag, lemma})
	return lemma
}

func (l *lemmas) find(form string, tag hearsay.Tag) *edit {
	if k, ok := l.rules[model.Feature2(wholeForm, uint32(tag), model.HashString(form))]; ok {
		return &l.edits[k]
	}
	for n := min(longestEnding, len(form)); n >= 0; n-- {
		if k, ok := l.rules[model.Feature2(uint32(n), uint32(tag), model.HashLower(form[len(form)-n:]))]; ok && int(l.edits[k].cut) < len(form) {
			return &l.edits[k]
		}
	}
	return nil
}

func (e *edit) apply(form string) string {
	if !e.keep {
		form = strings.ToLower(form)
	}
	if int(e.cut) > len(form) {
		return form
	}
	return form[:len(form)-int(e.cut)] + e.add
}

// editOf is the edit that leads from form to lemma.
func editOf(form, lemma string) edit {
	low := strings.ToLower(form)
	e := edit{keep: low != form && strings.HasPrefix(lemma, form[:1])}
	if !e.keep {
		form = low
	}
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	for n > 0 && n < len(form) && form[n]&0xC0 == 0x80 {
		n--
	}
	e.cut, e.add = uint8(min(len(form)-n, 255)), lemma[n:]
	return e
}

// trainLemmas learns the commonest edit of each ending by tag, and of whole forms
// where the endings give another.
func trainLemmas(docs []*hearsay.Analysis) *lemmas {
	l := &lemmas{rules: map[uint32]uint16{}}
	number := map[edit]uint16{}
	count := map[uint32]map[uint16]int{}
	type pair struct {
		form string
		tag  hearsay.Tag
	}
	forms := map[pair]map[uint16]int{}
	for _, an := range docs {
		for i := range an.Tokens {
			tok := &an.Tokens[i]
			form := an.Text(i)
			if tok.Lemma == "" || tok.Lemma == "_" {
				continue
			}
			e := editOf(form, tok.Lemma)
			k, ok := number[e]
			if !ok {
				if len(l.edits) == 1<<16-1 {
					continue
				}
				k = uint16(len(l.edits))
				number[e] = k
				l.edits = append(l.edits, e)
			}
			for n := min(longestEnding, len(form)); n >= 0; n-- {
				bump(count, model.Feature2(uint32(n), uint32(tok.Tag), model.HashLower(form[len(form)-n:])), k)
			}
			bump(forms, pair{form, tok.Tag}, k)
		}
	}
	for key, c := range count {
		if k, n := commonest(c); n >= 2 {
			l.rules[key] = k
		}
	}
	for p, c := range forms {
		k, n := commonest(c)
		e := l.find(p.form, p.tag)
		if n >= 1 && (e == nil || *e != l.edits[k]) {
			l.rules[model.Feature2(wholeForm, uint32(p.tag), model.HashString(p.form))] = k
		}
	}
	return l
}

func bump[K comparable](m map[K]map[uint16]int, key K, v uint16) {
	if m[key] == nil {
		m[key] = map[uint16]int{}
	}
	m[key][v]++
}

// commonest gives the commonest value, the lowest of several.
func commonest(c map[uint16]int) (best uint16, n int) {
	for k, m := range c {
		if m > n || m == n && k < best {
			best, n = k, m
		}
	}
	return best, n
}

func (l *lemmas) append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(l.edits)))
	for _, e := range l.edits {
		keep := byte(0)
		if e.keep {
			keep = 1
		}
		out = append(out, keep, e.cut)
		out = binary.AppendUvarint(out, uint64(len(e.add)))
		out = append(out, e.add...)
	}
	m := make(map[uint32]uint32, len(l.rules))
	for k, v := range l.rules {
		m[k] = uint32(v)
	}
	return appendPairs(out, m)
}

func readLemmas(data []byte) (*lemmas, error) {
	bad := fmt.Errorf("read tagger: %w: lemmas", errTag)
	n, k := binary.Uvarint(data)
	if k <= 0 || n > uint64(len(data)) {
		return nil, bad
	}
	data = data[k:]
	l := &lemmas{}
	for range n {
		if len(data) < 3 {
			return nil, bad
		}
		e := edit{keep: data[0] == 1, cut: data[1]}
		size, k := binary.Uvarint(data[2:])
		if k <= 0 || size > uint64(len(data)-2-k) {
			return nil, bad
		}
		data = data[2+k:]
		e.add = string(data[:size])
		data = data[size:]
		l.edits = append(l.edits, e)
	}
	rules, _, err := readPairs(data)
	if err != nil {
		return nil, err
	}
	l.rules = make(map[uint32]uint16, len(rules))
	for k, v := range rules {
		if v >= uint32(len(l.edits)) {
			return nil, bad
		}
		l.rules[k] = uint16(v)
	}
	return l, nil
}

func sortedKeys(m map[uint32]uint32) []uint32 {
	keys := make([]uint32, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
