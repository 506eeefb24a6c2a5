package attrib

import (
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// headlines reads those headlines in which the labels found nothing. They have a
// grammar of their own, and in title case neither tags nor trees can be relied
// on: "Kremlin: no talks planned", "Six killed in raid: police", "Norland Confirms
// It Sold Ships".
func (a *Attributor) headlines() {
	v := &a.view
	for k := range v.blocks {
		b := &v.blocks[k]
		if b.Zone != hearsay.ZoneHeadline || b.Last-b.First < 4 || a.holdsContent(b.First, b.Last) {
			continue
		}
		clear(a.guess[b.First:b.Last]) // a cue without a content
		last := v.trimEnd(b.First, b.Last)
		if !a.colon(b.First, last) && !a.closed(b.First, last) {
			a.headlineVerb(b.First, last)
		}
	}
}

// longestHeadlineSource is the number of tokens a headline spends on a speaker.
const longestHeadlineSource = 6

// kindsOfText are words before a colon that name a kind of text or an event, not a
// speaker.
var kindsOfText = words(`analysis article blog blogs breaking briefing bulletin column comment commentary correction corrections
	data diary editorial essay exclusive explained explainer fact facts factbox feature flash gallery graphic guide how
	inside interview interviews in-depth investigation journal key latest letter letters list live map maps news notebook
	obituary op-ed opinion opinions photo photos picture pictures podcast portrait preview profile profiles q&a quiz recap
	review reviews roundup special speech story sunday talk test timeline topic transcript trial update updated updates
	urgent video videos view viewpoint watch week what when where who why world
	attack blast crash earthquake election explosion fire flood floods hurricane match quake raid result results score
	scores shooting storm strike thoughts war`)

// tellers are nouns that stand for a speaker at the end of a headline.
var tellers = words(`agency agencies aide aides airline airlines analyst analysts army attorney authorities bank charity
	coach committee company coroner court doctor doctors envoy executive expert experts family firefighters governor
	government group hospital judge lawyer lawyers mayor media medics military minister ministers ministry monitor
	monitors navy official officials operator opposition organisers party police poll pollsters premier president
	prosecutor prosecutors regulator regulators report reports rescuers researchers scientists secretary sources spokesman
	spokesperson spokeswoman source state study survey union unions watchdog witness witnesses`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// colon reads "X: statement" and "statement: X".
func (a *Attributor) colon(first, last int) bool {
	v := &a.view
	at := -1
	for i := first + 1; i < last-1; i++ {
		if v.an.Text(i) == ":" && !v.an.Tokens[i].Space {
			if at >= 0 {
				return false
			}
			at = i
		}
	}
	if at < 0 {
		return false
	}
	switch head := strings.ToLower(v.an.Text(last - 1)); {
	case last-at <= 4 && at-first >= 3 && tellers[head] && a.verbless(at+1, last):
		a.mark(first, at, beginContent)
		a.mark(at, at+1, beginCue)
		a.mark(at+1, last, beginSource)
	case at-first <= longestHeadlineSource && last-at > 3 && a.names(first, at) && a.verbal(at+1, last):
		a.mark(first, at, beginSource)
		a.mark(at, at+1, beginCue)
		a.mark(at+1, last, beginContent)
	default:
		return false
	}
	return true
}

// closed reads "statement, X finds" and "statement, say X".
func (a *Attributor) closed(first, last int) bool {
	v := &a.view
	comma := last - 1
	for comma > first && v.words[comma].tag != uint32(hearsay.TagComma) {
		comma--
	}
	if comma < first+3 || last-comma < 3 || last-comma > longestHeadlineSource+2 || !a.verbal(first, comma) {
		return false
	}
	verb, source, end := last-1, comma+1, last-1
	if a.says(strings.ToLower(v.an.Text(comma+1))) || a.verbLevel(strings.ToLower(v.an.Text(comma+1))) >= 4 {
		verb, source, end = comma+1, comma+2, last
	} else if form := strings.ToLower(v.an.Text(verb)); !a.says(form) && !a.tells(form) {
		return false
	}
	if !a.verbless(source, end) {
		return false
	}
	a.mark(first, comma, beginContent)
	a.mark(verb, verb+1, beginCue)
	a.mark(source, end, beginSource)
	return true
}

// tells is says for verbs that are a cue often rather than as a rule; they count
// where nothing but a speaker stands before them.
func (a *Attributor) tells(form string) bool {
	stem, ok := strings.CutSuffix(form, "s")
	return ok && len(stem) >= 3 && (a.verbLevel(stem) >= 2 || a.verbLevel(strings.TrimSuffix(stem, "e")) >= 3)
}

// names reports whether the words before a colon may name a speaker: no verb, no
// quotation, no number first, and none that names a kind of text.
func (a *Attributor) names(first, last int) bool {
	v := &a.view
	for i := first; i < last; i++ {
		text := strings.ToLower(v.an.Text(i))
		if kindsOfText[text] || v.words[i].quote != quoteOut || text == "?" || text == "!" {
			return false
		}
	}
	c := v.an.Text(first)[0]
	final := v.an.Text(last - 1)
	if 'a' <= final[0] && final[0] <= 'z' && !tellers[final] { // "Ridge blast: …"
		return false
	}
	return a.verbless(first, last) && (c < '0' || c > '9') && v.words[last-1].tag != uint32(hearsay.TagCD)
}

// verbal reports whether any of tokens first to last-1 is a form of a verb.
func (a *Attributor) verbal(first, last int) bool {
	for i := first; i < last; i++ {
		if t := hearsay.Tag(a.view.words[i].tag); t.Verb() || t == hearsay.TagMD || a.view.words[i].quote == quoteOpens {
			return true
		}
	}
	return false
}

func (a *Attributor) verbless(first, last int) bool {
	for i := first; i < last; i++ {
		switch t := hearsay.Tag(a.view.words[i].tag); {
		case t == hearsay.TagVBG, t == hearsay.TagVBN: // as in "Acting mayor", "United Nations"
		case t.Verb(), t == hearsay.TagMD, t == hearsay.TagTO:
			return false
		}
	}
	return true
}

// headlineVerb reads "X Says Statement", whatever the tags say of the verb.
func (a *Attributor) headlineVerb(first, last int) bool {
	v := &a.view
	for i := first + 1; i < min(last-3, first+longestHeadlineSource+1); i++ {
		if v.words[i].punct {
			return false
		}
		if !a.says(strings.ToLower(v.an.Text(i))) {
			continue
		}
		if !a.verbless(first, i) || v.words[i+1].punct && v.words[i+1].quote != quoteOpens {
			return false
		}
		switch hearsay.Tag(v.words[i+1].tag) {
		case hearsay.TagIN:
			if v.an.Tokens[i+1].Lemma != "that" {
				return false // "Claims of fraud …"
			}
		case hearsay.TagCC, hearsay.TagPOS, hearsay.TagStop:
			return false
		}
		if pronoun := v.words[i+1].tag == uint32(hearsay.TagPRP); !pronoun && !a.clausal(i+1, last) {
			return false // "Company Issues Patch"
		}
		a.mark(first, i, beginSource)
		a.mark(i, i+1, beginCue)
		a.mark(i+1, last, beginContent)
		return true
	}
	return false
}

// says reports whether form is the third person singular of a verb that is a cue
// as a rule.
func (a *Attributor) says(form string) bool {
	stem, ok := strings.CutSuffix(form, "s")
	if !ok || len(stem) < 3 {
		return false
	}
	if a.verbLevel(stem) >= 4 {
		return true
	}
	if s, ok := strings.CutSuffix(stem, "ie"); ok {
		return a.verbLevel(s+"y") >= 4
	}
	if s, ok := strings.CutSuffix(stem, "e"); ok {
		return a.verbLevel(s) >= 4
	}
	return false
}

func (a *Attributor) verbLevel(lemma string) uint8 {
	return a.cues[model.Feature2(1, model.HashLower(lemma), uint32(hearsay.TagVB))]
}
