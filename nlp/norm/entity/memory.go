package entity

import "github.com/hearsay-news/hearsay/model"

// What the document shows of a word, wherever it stands.
const (
	memoryInside   uint16 = 1 << iota // capitalised inside a sentence
	memorySmall                       // in small letters elsewhere
	memoryTitled                      // behind a title
	memoryGiven                       // behind a given name
	memoryIn                          // behind "in", "at", "near" …
	memorySays                        // beside a verb of speech
	memoryLast                        // last of several capitalised words
	memoryFirst                       // first of several
	memoryThe                         // behind "the"
	memoryBody                        // among words that end as an organization's name does
	memoryLand                        // among words that end or begin as a place's does
	memoryPlaced                      // in commas behind a capitalised word: "Irving, Texas"
	memoryInitials                    // the initials of several capitalised words
	memoryOwns                        // before a possessive ending
)

const memories = 14

// memory is what one document shows of its words: an open addressing table.
type memory struct {
	mask uint32
	keys []uint32
	bits []uint16
	poll []ballot
}

// ballot counts by kind, None included, what the first stage took a word for.
type ballot [Other + 1]uint8

// The words that memory looks for.
var (
	wordThe   = model.HashLower("the")
	wordComma = model.HashLower(",")
	wordsIn   = [...]uint32{model.HashLower("in"), model.HashLower("at"), model.HashLower("near"), model.HashLower("from"),
		model.HashLower("across"), model.HashLower("outside"), model.HashLower("around"), model.HashLower("throughout"), model.HashLower("to")}
	wordsOwns = [...]uint32{model.HashLower("'s"), model.HashLower("'")}
)

// load reads the words of the view. Headlines and text in capitals show nothing.
func (m *memory) load(v *view) {
	n := 0
	for _, run := range v.runs {
		n += run[1] - run[0]
	}
	size := uint32(64)
	for int(size) < 3*n {
		size *= 2
	}
	m.mask = size - 1
	m.keys, m.bits = sized(m.keys, int(size)), sized(m.bits, int(size))
	clear(m.keys)
	clear(m.bits)
	m.poll = sized(m.poll, int(size))
	clear(m.poll)
	for _, run := range v.runs {
		for i := run[0]; i < run[1]; i++ {
			if w := &v.words[i]; w.write == formCapital && !w.cased {
				m.add(w.form, v.shown(i))
				if int(w.run[0]) == i {
					if key, ok := v.initials(i, int(w.run[1])); ok {
						m.add(key, memoryInitials)
					}
				}
			}
		}
	}
	for i := range v.words {
		if w := &v.words[i]; w.write == formLower {
			if slot, ok := m.find(w.form); ok {
				m.bits[slot] |= memorySmall
			}
		}
	}
}

// find gives the slot of a word, or the free one for it.
func (m *memory) find(key uint32) (uint32, bool) {
	for i := key & m.mask; ; i = (i + 1) & m.mask {
		if m.keys[i] == key {
			return i, true
		}
		if m.keys[i] == 0 {
			return i, false
		}
	}
}

func (m *memory) add(key uint32, bits uint16) {
	slot, _ := m.find(key)
	m.keys[slot] = key
	m.bits[slot] |= bits
}

// vote counts what each word of running text was taken for, and for the initials
// of a name of several words what that was.
func (m *memory) vote(v *view, guess []label) {
	for _, run := range v.runs {
		for i := run[0]; i < run[1]; i++ {
			w := &v.words[i]
			if w.write != formCapital || w.cased {
				continue
			}
			m.cast(w.form, guess[i].kind(), 1)
			if y := guess[i]; y&1 == 1 {
				j := i + 1
				for j < run[1] && guess[j] == y+1 {
					j++
				}
				if key, ok := v.initials(i, j); ok {
					m.cast(key, y.kind(), 2)
				}
			}
		}
	}
}

// cast adds to the count of a word that has a slot.
func (m *memory) cast(key uint32, k Kind, weight uint8) {
	if slot, ok := m.find(key); ok {
		c := &m.poll[slot][k]
		*c = min(*c, 250) + weight
	}
}

// elected gives the kind that a word is taken for most in the document, besides
// once for own, and how sure that is: 0 for no votes, 1 for a narrow one, 2 for
// two of three, 3 for all of several. A tie goes to the earlier kind.
func (m *memory) elected(key uint32, own Kind, cast bool) (Kind, uint32) {
	if len(m.keys) == 0 {
		return None, 0
	}
	slot, ok := m.find(key)
	if !ok {
		return None, 0
	}
	b := m.poll[slot]
	if cast && b[own] > 0 {
		b[own]--
	}
	best, all := None, 0
	for k, n := range b {
		all += int(n)
		if n > b[best] {
			best = Kind(k)
		}
	}
	switch n := int(b[best]); {
	case all == 0:
		return None, 0
	case n == all && n > 1:
		return best, 3
	case n*3 >= all*2:
		return best, 2
	}
	return best, 1
}

// of gives what the document shows of a word.
func (m *memory) of(key uint32) uint16 {
	if len(m.keys) == 0 {
		return 0
	}
	if slot, ok := m.find(key); ok {
		return m.bits[slot]
	}
	return 0
}

// shown is what the place of token i shows of its word.
func (v *view) shown(i int) uint16 {
	w, prev, next := &v.words[i], v.at(i, -1), v.at(i, 1)
	first, last := int(w.run[0]), int(w.run[1])
	var bits uint16
	set := func(ok bool, bit uint16) {
		if ok {
			bits |= bit
		}
	}
	set(prev != &beyond && (prev.write == formLower || first < i), memoryInside)
	set(prev.lists&listTitle != 0, memoryTitled)
	set(i > first && prev.lists&listGiven != 0, memoryGiven)
	set(last-first > 1 && i == last-1, memoryLast)
	set(last-first > 1 && i == first, memoryFirst)
	set(prev.form == wordThe, memoryThe)
	if last-first > 1 {
		end, begin := v.words[last-1].lists, v.words[first].lists
		set(end&listBody != 0, memoryBody)
		set((end|begin)&listPlace != 0, memoryLand)
	}
	before, after := v.at(first, -1), v.at(last-1, 1)
	for _, in := range wordsIn {
		set(i == first && before.form == in, memoryIn)
	}
	for _, owns := range wordsOwns {
		set(i == last-1 && next.form == owns, memoryOwns)
	}
	set(after.lists&listSaying != 0 || before.lists&listSaying != 0, memorySays)
	set(i == first && before.form == wordComma && v.at(first, -2).write == formCapital && after.form == wordComma, memoryPlaced)
	return bits
}

// initials is the hash of the first letters of the capitalised tokens of [first,
// last), if there are two to eight.
func (v *view) initials(first, last int) (uint32, bool) {
	var letters [8]byte
	n := 0
	for i := first; i < last; i++ {
		if v.words[i].write != formCapital {
			continue
		}
		if n == len(letters) {
			return 0, false
		}
		letters[n] = v.an.Text(i)[0]
		n++
	}
	return model.HashLower(string(letters[:n])), n > 1
}
