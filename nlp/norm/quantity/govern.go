package quantity

import "github.com/hearsay-news/hearsay"

// anchor is the token by which a figure hangs in the tree: the number where its
// noun hangs from it ("dozens of people"), else the noun, else the number.
func (s *scanner) anchor(r Range, n noun) int {
	number := r.num.Last - 1
	for k := r.num.First; k < r.num.Last-1; k++ {
		if h := int(s.an.Tokens[k].Head); h < r.num.First || h >= r.num.Last {
			number = k // "tens" of "tens of thousands"
			break
		}
	}
	if n.none() {
		return number
	}
	if n.of {
		for k := r.num.First; k < r.num.Last; k++ {
			if int(s.an.Tokens[n.head].Head) == k {
				return k
			}
		}
	}
	return n.head
}

// governed reads the verb or noun that the token at i hangs from.
func (s *scanner) governed(i int, n noun, depth int) string {
	if depth > 4 || i < s.first || i >= s.last {
		return ""
	}
	h := int(s.an.Tokens[i].Head)
	if h < s.first || h >= s.last {
		return s.ownPredicate(i)
	}
	switch s.an.Tokens[i].Rel {
	case hearsay.RelNsubj, hearsay.RelNsubjPass, hearsay.RelNsubjOuter:
		return s.ofSubject(h, s.an.Tokens[i].Rel == hearsay.RelNsubjPass, n, 0)
	case hearsay.RelObj:
		if s.tag(h).Verb() && !s.passive(h) {
			return s.ofObject(h, n)
		}
		if o := complements[s.word(h)]; o != "" && !s.tag(h).Verb() {
			return o
		}
	case hearsay.RelConj, hearsay.RelAppos, hearsay.RelNummod, hearsay.RelCompound:
		if !s.tag(h).Verb() {
			return s.governed(h, n, depth+1)
		}
	case hearsay.RelNmod, hearsay.RelObl:
		switch s.preposition(i) {
		case "of":
			if o := acts[s.lemma(h)]; o != "" {
				return o
			}
			switch s.lemma(h) {
			case "group", "total", "team", "crew", "dozen", "hundred", "thousand", "score", "ten", "couple", "half":
				return s.governed(h, n, depth+1)
			}
		case "including", "among":
			return s.governed(h, n, depth+1)
		}
	}
	return ""
}

// preposition is the one that token i has, "" for none.
func (s *scanner) preposition(i int) string {
	for k := i - 1; k >= s.first && k > i-10; k-- {
		if t := &s.an.Tokens[k]; int(t.Head) == i && t.Rel == hearsay.RelCase {
			return s.word(k)
		}
	}
	return ""
}

// ownPredicate reads a root that is itself what is said: "12 dead".
func (s *scanner) ownPredicate(i int) string { return complements[s.word(i)] }

// ofSubject is what the predicate at v says of its subject.
func (s *scanner) ofSubject(v int, passive bool, n noun, depth int) string {
	if depth > 3 {
		return ""
	}
	if !s.tag(v).Verb() {
		if o := complements[s.word(v)]; o != "" && s.word(v) != "lost" {
			return o
		}
		if s.lemma(v) == "custody" {
			return detained
		}
		return ""
	}
	lemma := s.lemma(v)
	passive = passive || s.passive(v)
	if passive {
		if o := done[lemma]; o != "" {
			return o
		}
		switch lemma {
		case "lose", "claim":
			if !n.none() && s.lemma(n.head) == "life" {
				return killed
			}
		case "send", "dispatch":
			if !n.none() && forces[s.lemma(n.head)] {
				return deployed
			}
		case "take", "hold", "pull", "shoot", "force", "make", "leave", "find", "dig", "drive":
			if o := s.complementOf(lemma, v+1); o != "" {
				return o
			}
		}
	} else if o := doing[lemma]; o != "" {
		return o
	} else if lemma == "lose" && (s.word(v+2) == "lives" || s.word(v+2) == "life") {
		return killed
	}
	if complements[s.word(v)] == missing && s.tag(v) == hearsay.TagVBG {
		return missing
	}
	if !light[lemma] {
		return ""
	}
	for k := v + 1; k < s.last && k < v+12; k++ {
		t := &s.an.Tokens[k]
		if int(t.Head) != v {
			continue
		}
		switch t.Rel {
		case hearsay.RelXcomp, hearsay.RelCcomp, hearsay.RelAdvcl:
			if o := s.ofSubject(k, s.tag(k) == hearsay.TagVBN && !s.perfect(k), n, depth+1); o != "" {
				return o
			}
		}
	}
	return ""
}

// perfect reports whether the participle at v is one of an active perfect.
func (s *scanner) perfect(v int) bool {
	for k := v - 1; k >= s.first && k > v-4; k-- {
		switch s.lemma(k) {
		case "have", "'ve":
			return true
		case "be":
			return false
		}
	}
	return false
}

// modified reads the clauses that hang from the noun: "12 soldiers killed in the
// raid", "30 people who died".
func (s *scanner) modified(i int, n noun) string {
	for k := i + 1; k < s.last && k < i+12; k++ {
		t := &s.an.Tokens[k]
		if int(t.Head) != i {
			continue
		}
		switch t.Rel {
		case hearsay.RelAcl, hearsay.RelAclRelcl:
			passive := t.Tag == hearsay.TagVBN && !s.perfect(k)
			if o := s.ofSubject(k, passive, n, 0); o != "" {
				return o
			}
		case hearsay.RelAmod, hearsay.RelXcomp, hearsay.RelNmodDesc:
			if o := complements[s.word(k)]; o != "" {
				return o
			}
		}
	}
	return ""
}

// moving are verbs of a total: "the death toll rose to 86", "puts its dead at 9".
var moving = wordSet(`rise climb reach stand put hit be jump increase fall drop revise raise lower bring give exceed pass top grow
	go total number surpass double soar decline decrease swell have say report estimate set near approach pile come edge shoot
	cut reduce mount`)

// changing are those that go from one number to another.
var changing = wordSet(`rise climb jump increase fall drop revise raise lower grow go soar decline decrease swell cut reduce shrink
	slip tumble plunge surge edge widen narrow expand double upgrade downgrade extend`)

// total reads the noun, before a number that has none, whose total the number is.
// The unit is that of what is counted, person where the noun is one of people.
func (s *scanner) total(r Range) (unit, outcome, of string, ok bool) {
	for k := r.First - 1; k >= s.first && k > r.First-14; k-- {
		w, t := s.word(k), s.tag(k)
		switch {
		case w == ";" || w == ":" || t == hearsay.TagStop || t == hearsay.TagCloseQuote || t == hearsay.TagOpenQuote:
			return
		case t.Verb() && !moving[s.lemma(k)] && complements[w] == "":
			return
		case w == "toll" || w == "tolls":
			if p := s.word(k - 1); p == "injury" || p == "casualty" {
				return "person", map[string]string{"injury": injured}[p], "", true
			}
			return "person", killed, "", true
		case complements[w] != "" && w != "lost" && s.definite(k-1):
			return "person", complements[w], "", true
		case t == hearsay.TagNNS && s.word(k-1) != "in":
			return s.totalOf(k)
		case t == hearsay.TagNN && s.lemma(k) == "number" && s.word(k+1) != "of":
			return
		}
	}
	return
}

func (s *scanner) totalOf(k int) (unit, outcome, of string, ok bool) {
	lemma := s.lemma(k)
	if durations[lemma] || !s.totalled(k) {
		return
	}
	if o := outcomeNouns[lemma]; o != "" {
		return "person", o, "", true
	}
	if lemma == "casualty" || s.person(k) {
		unit = "person"
	} else {
		unit = lemma
	}
	return unit, "", s.text(k), true
}

// totalled reports whether the plural at k is a subject or stands in "the number
// of": a total then moves with it.
func (s *scanner) totalled(k int) bool {
	if rel := s.an.Tokens[k].Rel; rel == hearsay.RelNsubj || rel == hearsay.RelNsubjPass {
		return s.tag(int(s.an.Tokens[k].Head)).Verb() && changing[s.lemma(int(s.an.Tokens[k].Head))] || moving[s.lemma(int(s.an.Tokens[k].Head))]
	}
	for j := k - 1; j >= s.first && j > k-6; j-- {
		if s.word(j) == "of" {
			switch s.lemma(j - 1) {
			case "number", "total", "count", "tally", "toll":
				return true
			}
			return false
		}
	}
	return outcomeNouns[s.lemma(k)] != ""
}

// definite reports whether "the", "its" or "of" stands at k, or before an
// adjective there: "the Drevian dead".
func (s *scanner) definite(k int) bool {
	for n := 0; n < 3; n++ {
		switch t := s.tag(k); {
		case t == hearsay.TagDT, t == hearsay.TagPRPS, t == hearsay.TagPOS, s.word(k) == "of":
			return true
		case t == hearsay.TagJJ, t.Proper(), s.word(k) == "and", complements[s.word(k)] != "":
			k--
			continue
		}
		return false
	}
	return false
}
