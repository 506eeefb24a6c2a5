package norm

import (
	"strings"

	"github.com/hearsay-news/hearsay"
)

// weighed takes back an act that the content or what stands beside the cue belies: who
// "allows" inspectors in admits nothing, who "assures" need not promise.
func (t *text) weighed(s *stmt, a hearsay.Act) hearsay.Act {
	head := t.lemma(s.head)
	c := s.content[0]
	first := t.begin(c)
	switch a {
	case hearsay.ActConfirm:
		switch head {
		case "allow", "grant", "recognise", "recognize":
			if !t.clause(s) || t.lower(c.first) != "that" {
				return hearsay.ActState
			}
		}
	case hearsay.ActAnnounce:
		switch {
		case head != "disclose" && head != "reveal":
		case t.is(t.sourceHead(s), document):
			return hearsay.ActState // "documents reveal"
		case t.cueHas(s, "first") || t.ownDeed(s):
			return hearsay.ActConfirm // who discloses what it did itself admits it
		}
	case hearsay.ActEstimate:
		switch head {
		case "put", "calculate", "reckon", "assess", "gauge":
			if !t.hasNumber(s) || head == "put" && t.cueHas(s, "it") {
				return hearsay.ActState
			}
		}
	case hearsay.ActPromise:
		switch head {
		case "assure", "reassure", "guarantee", "swear", "undertake":
			if !t.infinitive(first) && !t.willed(c) && t.clause(s) {
				return hearsay.ActState
			}
		}
	case hearsay.ActDemand:
		switch head {
		case "seek", "push", "press":
			if t.infinitive(first) || t.cueEnds(s, "to") {
				return hearsay.ActState
			}
		}
	case hearsay.ActCondemn:
		if head == "complain" && t.clause(s) && t.wronged(s) {
			return hearsay.ActAccuse
		}
	case hearsay.ActRetract:
		switch head {
		case "withdraw", "correct", "rescind", "take":
			if !t.ofWords(s) {
				return hearsay.ActState
			}
		}
	}
	return a
}

// sourceHead is the token of a source that the rest hangs from, -1 without one.
func (t *text) sourceHead(s *stmt) int {
	if s.source.empty() {
		return -1
	}
	return t.headOf(s.source.first, s.source.last)
}

// infinitive reports whether a content begins with "to do".
func (t *text) infinitive(first int) bool {
	return t.lower(first) == "to" && (t.tag(first+1) == hearsay.TagVB || t.lower(first+1) == "not" || t.tag(first+1) == hearsay.TagRB)
}

// willed reports whether a content speaks of what will be.
func (t *text) willed(c run) bool {
	for i := c.first; i < min(c.last, c.first+25); i++ {
		switch t.lower(i) {
		case "will", "would", "shall", "'ll", "’ll", "wo":
			return true
		}
	}
	return false
}

// cueEnds reports whether a word ends the last cue.
func (t *text) cueEnds(s *stmt, word string) bool { return t.lower(s.cue[len(s.cue)-1].last-1) == word }

// ofWords reports whether what is taken back stands there: its claim, her remark.
func (t *text) ofWords(s *stmt) bool {
	for _, list := range [2][]run{s.cue, s.content} {
		for _, c := range list {
			for i := c.first; i < min(c.last, c.first+9); i++ {
				if said[t.lemma(i)] {
					return true
				}
			}
		}
	}
	return false
}

// said are nouns for what was said.
var said = wordSet(`claim report statement allegation accusation figure remark comment story article assertion charge word
	account toll estimate complaint testimony confession threat promise pledge offer forecast guidance objection apology error
	record tweet post version number tally count paper study denial description`)

// cueHas reports whether a word stands in a cue, or right behind it.
func (t *text) cueHas(s *stmt, word string) bool {
	for _, c := range s.cue {
		for i := c.first; i < min(c.last+4, len(t.an.Tokens)); i++ {
			if t.lower(i) == word && t.sentOf[i] == t.sentOf[c.first] {
				return true
			}
		}
	}
	return false
}

// ownDeed reports whether a content begins with "that it had …".
func (t *text) ownDeed(s *stmt) bool {
	i := s.content[0].first
	if t.lower(i) == "that" {
		i++
	}
	switch t.lower(i) {
	case "it", "he", "she", "they", "we", "i", "its", "his", "her", "their":
		return t.lower(i+1) == "had" || t.lower(i+1) == "has" || t.tag(i+1) == hearsay.TagVBD
	}
	return false
}

func (t *text) hasNumber(s *stmt) bool {
	for _, c := range s.content {
		for i := c.first; i < c.last; i++ {
			if t.number(i) {
				return true
			}
		}
	}
	return false
}

// number reports whether token i is a number that somebody may have estimated: no year,
// date, age or duration.
func (t *text) number(i int) bool {
	switch w := t.lower(i); {
	case vagueNumber[w]:
		return true
	case t.tag(i) != hearsay.TagCD || w == "one" || t.tag(i+1) == hearsay.TagHYPH || strings.Contains(w, "-year"):
		return false
	case lasting[t.lemma(i+1)]:
		return false
	case months[strings.TrimSuffix(t.lower(i-1), ".")] || months[strings.TrimSuffix(t.lower(i+1), ".")]:
		return false
	case len(w) == 4 && (w[:2] == "19" || w[:2] == "20"):
		return t.an.Tokens[i].Rel == hearsay.RelNummod
	}
	return true
}

var lasting = wordSet("year month week day hour minute second decade years months weeks days hours minutes")

var months = wordSet(`january february march april may june july august september october november december jan feb mar apr
	jun jul aug sep sept oct nov dec`)

var vagueNumber = wordSet("dozens hundreds thousands scores millions billions most half")
