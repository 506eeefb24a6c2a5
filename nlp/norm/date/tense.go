package date

import "github.com/hearsay-news/hearsay"

// maxClimb bounds the way from a date up to its verb.
const maxClimb = 12

// future reports whether the clause of token i tells of what is to come. Without
// a sign of that it is past, as news mostly is.
func (f *finder) future(i int) bool {
	if f.ahead(i) {
		return true
	}
	if f.w(i-1).class == cAfter && f.w(i+1).class == cS || f.is(i-1, "during") || f.is(i-1, "following") {
		return false
	}
	toks := f.an.Tokens
	t := i
	for n := 0; n < maxClimb; n++ {
		if t < f.lo || t >= f.end {
			break
		}
		if toks[t].Tag.Verb() || toks[t].Tag == hearsay.TagMD || toks[t].Rel == hearsay.RelRoot || f.predicate(t) {
			return f.verbFuture(t, n)
		}
		t = int(toks[t].Head)
	}
	return f.linear(i)
}

// ahead reports whether the words right before the date look forward: "upcoming",
// "ahead of", "due on".
func (f *finder) ahead(i int) bool {
	for j := i - 1; j >= f.lo && j >= i-3; j-- {
		switch f.fold(j) {
		case "ahead", "upcoming", "forthcoming", "due", "slated", "coming":
			return true
		case "of", "the", "on", "in", "for", "next", "by", "until", "early", "late":
			continue
		}
		return false
	}
	return false
}

// predicate reports whether t is what a copula says of a subject.
func (f *finder) predicate(t int) bool {
	for c := t - 1; c >= f.lo && c >= t-8; c-- {
		if tok := &f.an.Tokens[c]; int(tok.Head) == t && tok.Rel == hearsay.RelCop {
			return true
		}
	}
	return false
}

// verbFuture tells the tense of the clause whose verb, or predicate, is token v.
func (f *finder) verbFuture(v, depth int) bool {
	if depth > maxClimb {
		return false
	}
	toks := f.an.Tokens
	tok := &toks[v]
	perfect, negated, progressive, did := false, false, false, false
	modal, to, be := "", false, ""
	for c := v - 1; c >= f.lo && c >= v-10; c-- {
		if int(toks[c].Head) != v {
			continue
		}
		switch toks[c].Rel {
		case hearsay.RelAux, hearsay.RelAuxPass, hearsay.RelCop:
			switch s := f.fold(c); {
			case toks[c].Tag == hearsay.TagMD:
				modal = s
			case s == "have" || s == "has" || s == "had" || s == "'ve" || s == "having":
				perfect = true
			case s == "did":
				did = true
			case s == "is" || s == "are" || s == "'s" || s == "'re" || s == "am" || s == "was" || s == "were":
				be, progressive = s, tok.Tag == hearsay.TagVBG
			}
		case hearsay.RelAdvmod:
			if s := f.fold(c); s == "not" || s == "n't" {
				negated = true
			}
		case hearsay.RelMark:
			to = to || toks[c].Tag == hearsay.TagTO
		}
	}
	switch {
	case perfect || did:
		return false
	case modal == "could" || modal == "might":
		return !negated
	case modal != "":
		return true
	case to:
		return f.infinitive(v, depth)
	case be == "was" || be == "were":
		return f.planned(v)
	case progressive: // "is meeting on Tuesday"
		return true
	case be != "":
		return !f.headline()
	case tok.Tag == hearsay.TagVBZ || tok.Tag == hearsay.TagVBP:
		return !reporting[tok.Lemma] && !f.headline()
	case tok.Tag == hearsay.TagVBN || tok.Tag == hearsay.TagVBG || tok.Tag == hearsay.TagVB:
		if tok.Rel == hearsay.RelXcomp || tok.Rel == hearsay.RelAdvcl || tok.Rel == hearsay.RelConj || tok.Rel == hearsay.RelAcl {
			if h := int(tok.Head); h >= f.lo && h < f.end && h != v {
				return f.planned(v) || f.verbFuture(h, depth+2)
			}
		}
		alone := tok.Rel == hearsay.RelRoot || tok.Rel == hearsay.RelParataxis // an order
		return f.planned(v) || tok.Tag == hearsay.TagVB && alone
	}
	return false
}

// infinitive tells whether "to leave" lies ahead: it does, unless the word that it
// hangs from is past and no plan.
func (f *finder) infinitive(v, depth int) bool {
	toks := f.an.Tokens
	h := int(toks[v].Head)
	if h < f.lo || h >= f.end || h == v {
		return true
	}
	if plans[toks[h].Lemma] || toks[h].Tag.Noun() || toks[h].Tag == hearsay.TagJJ {
		return true
	}
	if toks[h].Tag == hearsay.TagVBD || toks[h].Tag == hearsay.TagVBN {
		return false
	}
	return f.verbFuture(h, depth+2)
}

func (f *finder) planned(v int) bool { return plans[f.an.Tokens[v].Lemma] }

// headline reports whether the sentence is a headline, whose present tense tells
// of the past.
func (f *finder) headline() bool { return f.zone == hearsay.ZoneHeadline || f.zone == hearsay.ZoneDeck }

// linear looks for a modal before i where the tree does not say.
func (f *finder) linear(i int) bool {
	for j := i - 1; j >= f.lo && j >= i-10; j-- {
		switch f.an.Tokens[j].Tag {
		case hearsay.TagMD:
			return true
		case hearsay.TagVBD, hearsay.TagVBN:
			return false
		}
	}
	return false
}

// fold is a token in small letters. Only short ones are; it allocates for capitals
// alone.
func (f *finder) fold(j int) string {
	s := f.an.Text(j)
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' {
			return lower(s)
		}
	}
	return s
}

// reporting are verbs whose present tense in news tells what was said before.
var reporting = set("say claim report tell state note add write argue believe think insist maintain warn suggest show reveal find estimate confirm deny admit")

// plans are words whose infinitive or passive lies ahead of them.
var plans = set(`plan expect schedule set due intend hope vow promise agree want aim threaten order ask urge call propose
	prepare likely invite seek offer slate book need continue decide pledge demand need expected scheduled planned slated`)
