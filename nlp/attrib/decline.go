package attrib

import (
	"github.com/hearsay-news/hearsay"
)

// Words of those who say nothing, by lemma.
var (
	answers  = words("respond reply answer return comment")
	comments = words("comment response reaction answer reply word")
	requests = words("call message email e-mail mail request question query inquiry enquiry comment letter text")
)

// declines finds in sentences without a content the ways of saying nothing that
// the labels miss: "did not respond to", "could not be reached for", "had no
// immediate comment", "there was no comment from".
func (a *Attributor) declines() {
	v := &a.view
	for s := range v.an.Sents {
		sent := &v.an.Sents[s]
		if sent.Zone != hearsay.ZoneBody || a.holdsContent(sent.First, sent.Last) {
			continue
		}
		for i := sent.First + 1; i < sent.Last; i++ {
			if v.words[i].quote != quoteOut || a.guess[i].role() == roleSource {
				continue
			}
			if a.noAnswer(sent, i) || a.noReach(sent, i) || a.noComment(sent, i) {
				break
			}
		}
	}
}

func (v *view) lemma(i int) string { return v.an.Tokens[i].Lemma }

// noAnswer reads "did not respond to a request" and "would not comment" at verb.
func (a *Attributor) noAnswer(sent *hearsay.Sentence, verb int) bool {
	v := &a.view
	if !answers[v.lemma(verb)] || !hearsay.Tag(v.words[verb].tag).Verb() {
		return false
	}
	first, not := verb, false
	for first-1 > sent.First && verb-first < 5 {
		t := hearsay.Tag(v.words[first-1].tag)
		if t != hearsay.TagRB && t != hearsay.TagMD && v.lemma(first-1) != "do" && v.lemma(first-1) != "have" {
			break
		}
		first--
		not = not || v.lemma(first) == "not" || v.lemma(first) == "n't"
	}
	subject, _ := a.dependents(verb)
	if !not || subject < 0 || int(a.cand.hi[subject]) >= first {
		return false
	}
	end := v.clauseEnd(sent, verb+1)
	asked := false
	for i := verb + 1; i < end; i++ {
		asked = asked || requests[v.lemma(i)]
	}
	if l := v.lemma(verb); (l == "return" || l == "answer") && !asked {
		return false // a ball, a ship
	}
	if end > verb+1 {
		return a.decline(subject, first, verb+1, end)
	}
	return a.decline(subject, first, verb, verb+1)
}

// noReach reads "could not be reached for comment" at "reached".
func (a *Attributor) noReach(sent *hearsay.Sentence, verb int) bool {
	v := &a.view
	if v.lemma(verb) != "reach" || verb-sent.First < 4 || v.lemma(verb-1) != "be" {
		return false
	}
	first := verb - 3
	for v.words[first].tag == uint32(hearsay.TagRB) && first > sent.First+1 {
		first--
	}
	subject, _ := a.dependents(verb)
	end := v.clauseEnd(sent, verb+1)
	if subject < 0 || v.words[first].tag != uint32(hearsay.TagMD) || end == verb+1 || int(a.cand.hi[subject]) >= first {
		return false
	}
	return a.decline(subject, first, verb+1, end)
}

// noComment reads "had no comment" and "there was no comment from the ministry"
// at "no".
func (a *Attributor) noComment(sent *hearsay.Sentence, no int) bool {
	v := &a.view
	if v.lemma(no) != "no" || no+1 >= sent.Last {
		return false
	}
	noun := no + 1
	for noun+1 < sent.Last && !comments[v.lemma(noun)] && noun-no < 3 {
		noun++
	}
	if !comments[v.lemma(noun)] || !hearsay.Tag(v.words[noun].tag).Noun() {
		return false
	}
	verb := no - 1
	end := v.clauseEnd(sent, noun+1)
	switch v.lemma(verb) {
	case "have":
		subject, _ := a.dependents(verb)
		return subject >= 0 && int(a.cand.hi[subject]) < verb && a.decline(subject, verb, no+1, end)
	case "be":
		for i := noun + 1; i+1 < end; i++ {
			if v.lemma(i) == "from" {
				return a.unlabelled(verb, end) && a.spoken(i+1, end, verb, no+1, i)
			}
		}
	}
	return false
}

// clauseEnd is where the words after i end: at the next mark or the sentence's.
func (v *view) clauseEnd(sent *hearsay.Sentence, i int) int {
	for i < sent.Last && !v.words[i].punct {
		i++
	}
	return i
}

// decline labels a subject as source, tokens cue to content-1 as cue, content to
// end-1 as content.
func (a *Attributor) decline(subject, cue, content, end int) bool {
	lo, hi := int(a.cand.lo[subject]), int(a.cand.hi[subject])+1
	if hi > cue {
		return false
	}
	clear(a.guess[lo:end])
	return a.spoken(lo, hi, cue, content, end)
}

func (a *Attributor) spoken(source, sourceEnd, cue, content, end int) bool {
	v := &a.view
	for sourceEnd > source+1 && v.words[sourceEnd-1].punct {
		sourceEnd--
	}
	if source >= sourceEnd || cue >= content || content >= end {
		return false
	}
	a.mark(source, sourceEnd, beginSource)
	a.mark(cue, content, beginCue)
	a.mark(content, end, beginContent)
	return true
}
