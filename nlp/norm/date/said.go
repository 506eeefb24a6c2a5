package date

import "github.com/hearsay-news/hearsay"

// reach is how many tokens may stand between a cue and the date that follows it:
// "told the Courier by telephone on Friday".
const reach = 9

// Said finds which date of found, the dates of an in their order, tells when
// something was said by the cue of tokens [cueFirst, cueLast). It is one of the
// cue's sentence, outside every content, that hangs from the cue ("said on Monday
// that"), follows it ("told reporters late Tuesday") or opens its sentence ("In
// November 2024, the ministry estimated"). Periods of several days, months or years
// do not count, as they name no date.
func Said(an *hearsay.Analysis, found []Found, cueFirst, cueLast int, inContent func(token int) bool) (Found, bool) {
	if cueFirst < 0 || cueLast <= cueFirst || cueLast > len(an.Tokens) || len(an.Sents) == 0 {
		return Found{}, false
	}
	s := sentenceOf(an, cueFirst)
	if s >= len(an.Sents) {
		return Found{}, false
	}
	a := attachment{an: an, sent: &an.Sents[s], first: cueFirst, last: cueLast, inContent: inContent}
	best, rank := -1, 0
	for i := range found {
		d := &found[i]
		if d.First < a.sent.First || d.Last > a.sent.Last || d.Last <= d.First || !d.single() {
			continue
		}
		if r := a.rank(d); r > rank {
			best, rank = i, r
		}
	}
	if best < 0 {
		return Found{}, false
	}
	return found[best], true
}

// single reports whether the value is one day, month or year.
func (d *Found) single() bool {
	return !d.OpenStart && !d.OpenEnd && d.form(d.shown.start) == d.form(d.shown.end-1)
}

// attachment is a cue to which dates may belong.
type attachment struct {
	an          *hearsay.Analysis
	sent        *hearsay.Sentence
	first, last int // the cue
	inContent   func(int) bool
}

// rank tells how surely the date belongs to the cue, 0 for not at all.
func (a *attachment) rank(d *Found) int {
	for i := d.First; i < d.Last; i++ {
		if a.inContent(i) {
			return 0
		}
	}
	head, rel := a.headOf(d)
	onCue := head >= a.first && head < a.last
	switch rel {
	case hearsay.RelCompound, hearsay.RelNmodPoss, hearsay.RelAmod, hearsay.RelNummod:
		if !onCue {
			return 0
		}
	case hearsay.RelNsubj, hearsay.RelNsubjPass, hearsay.RelObj, hearsay.RelAppos:
		if d.First != a.last && !(onCue && rel == hearsay.RelObj) { // "said yesterday a man was held"
			return 0
		}
	}
	if d.Last < a.sent.Last { // "Monday's report said"
		if t := &a.an.Tokens[d.Last]; t.Tag == hearsay.TagPOS {
			return 0
		}
	}
	switch {
	case onCue:
		return 4
	case d.First >= a.last && a.follows(d):
		return 3
	case d.Last <= a.first && a.opens(d, head):
		return 2
	case a.published(head) && d.First >= a.last:
		return 1
	}
	return 0
}

// headOf is the token outside the date, and its preposition, that it hangs from.
func (a *attachment) headOf(d *Found) (int, hearsay.Rel) {
	for i := d.First; i < d.Last; i++ {
		t := &a.an.Tokens[i]
		if h := int(t.Head); (h < d.First || h >= d.Last) && t.Rel != hearsay.RelCase && t.Rel != hearsay.RelPunct {
			return h, t.Rel
		}
	}
	return -1, hearsay.RelNone
}

// follows reports whether nothing but what the cue governs stands between it and
// the date after it.
func (a *attachment) follows(d *Found) bool {
	if d.First-a.last > reach || !a.adverbial(d) {
		return false
	}
	for i := a.last; i < d.First; i++ {
		switch t := &a.an.Tokens[i]; {
		case a.inContent(i), t.Tag.Verb(), t.Tag == hearsay.TagMD, t.Tag == hearsay.TagColon, t.Tag == hearsay.TagWDT, t.Tag == hearsay.TagWP, t.Rel == hearsay.RelMark:
			return false
		}
	}
	return true
}

// adverbial reports whether the words before the date let it say when: "on Friday",
// "late Tuesday", "yesterday", but not "its 2023 report" or "the talks of May".
func (a *attachment) adverbial(d *Found) bool {
	i := d.First - 1
	if i < a.sent.First || i == a.last-1 {
		return true
	}
	switch t := &a.an.Tokens[i]; t.Tag {
	case hearsay.TagIN, hearsay.TagTO:
		switch a.an.Text(i) {
		case "on", "in", "On", "In", "during", "at", "early", "late":
			return true
		}
		return false
	case hearsay.TagDT, hearsay.TagPRPS, hearsay.TagPOS, hearsay.TagJJ, hearsay.TagCD, hearsay.TagCC:
		return false
	}
	return true
}

// opens reports whether the date belongs to the words that open the cue's clause,
// set off by a comma or nothing but a preposition before them.
func (a *attachment) opens(d *Found, head int) bool {
	if head >= a.sent.First && head < a.sent.Last {
		switch a.an.Tokens[head].Rel {
		case hearsay.RelAcl, hearsay.RelAclRelcl, hearsay.RelNsubj, hearsay.RelNsubjPass:
			if head != a.first {
				return false
			}
		}
	}
	comma := false
	for i := d.Last; i < a.first; i++ {
		t := &a.an.Tokens[i]
		comma = comma || t.Tag == hearsay.TagComma
		if a.inContent(i) || t.Tag.Verb() && int(t.Head) != a.first {
			return false
		}
	}
	return d.First <= a.sent.First+1 || comma && a.adverbial(d) && !a.relative(d)
}

// relative reports whether a relative clause holds the date.
func (a *attachment) relative(d *Found) bool {
	for i := d.First - 1; i >= a.sent.First; i-- {
		switch a.an.Tokens[i].Tag {
		case hearsay.TagWDT, hearsay.TagWP, hearsay.TagWPS, hearsay.TagWRB:
			return true
		}
	}
	return false
}

// published reports whether the cue is "according to" and the date tells when that
// which it names came out: "according to a statement released on Monday".
func (a *attachment) published(head int) bool {
	if a.an.Tokens[a.first].Lemma != "accord" && lower(a.an.Text(a.first)) != "according" || head < a.last || head >= a.sent.Last || a.inContent(head) {
		return false
	}
	t := &a.an.Tokens[head]
	return t.Tag == hearsay.TagVBN && releases[t.Lemma] || int(t.Head) >= a.first && int(t.Head) < a.last || t.Rel == hearsay.RelObl
}

// releases are what is done to a statement when it is made.
var releases = set("read release publish issue post send carry broadcast air give make hand deliver distribute file submit")
