package norm

import "github.com/hearsay-news/hearsay"

// negator reports whether token i negates: "not" but not that of "not only".
func (t *text) negator(i int) bool {
	next := t.lower(i + 1)
	switch t.lower(i) {
	case "not":
		switch next {
		case "only", "just", "merely", "simply", "least", "surprisingly", "unlike", "guilty":
			return false
		}
		return true
	case "no":
		switch next {
		case "doubt", "matter", "fewer", "less", "more", "later", "sooner", "wonder", "earlier", ".":
			return false
		}
		return true
	case "n't", "n’t", "never", "nor", "neither":
		return true
	}
	return false
}

// negated reports whether a negation hangs from token i or stands beside it.
func (t *text) negated(i int) bool {
	if t.negator(i+1) || t.negator(i-1) {
		return true
	}
	r := t.sentence(i)
	for k := max(r.first, i-4); k < min(r.last, i+3); k++ {
		if int(t.an.Tokens[k].Head) == i && t.negator(k) {
			return true
		}
	}
	return false
}

// denied reports whether a main clause says that something is not so: by its verb, its
// subject or what it has none of.
func (t *text) denied(l leading) bool {
	for i := l.first; i < l.last; i++ {
		if !t.negator(i) && !nothing[t.lower(i)] || i > 0 && t.lower(i-1) == "whether" {
			continue
		}
		if t.lower(i-1) == "or" && t.contains(l.first, i, "whether") {
			continue
		}
		h := int(t.an.Tokens[i].Head)
		if t.lower(i+1) == "longer" {
			h = int(t.an.Tokens[i+1].Head)
		}
		switch {
		case t.unexcluded(i, l.last):
			return false // "cannot be excluded" hedges
		case i == l.verb+1 && nothing[t.lower(i)],
			i == l.verb, h == l.verb && !(t.lower(i) == "not" && i > l.verb+1 && !l.copula), h == l.modal && h >= 0:
			return true
		case l.subject >= 0 && i <= l.subject:
			if t.an.Tokens[i].Rel != hearsay.RelDet || h == l.subject || h == l.verb {
				return t.weighs(l.run, i, hedgeProbable)
			}
		case i < l.verb: // an auxiliary that the tree has hung elsewhere
			if t.lower(i) != "no" && t.weighs(l.run, i, hedgeProbable) && t.straight(i, l.verb) {
				return true
			}
		case t.lower(i) == "no" || nothing[t.lower(i)]: // "had no", "lost nobody", "there was no"
			o := i
			if t.lower(i) == "no" {
				o = h
			}
			if o >= l.first && o < l.last && int(t.an.Tokens[o].Head) == l.verb {
				switch t.an.Tokens[o].Rel {
				case hearsay.RelObj, hearsay.RelNsubj, hearsay.RelXcomp, hearsay.RelNsubjPass:
					return true
				}
			}
		}
	}
	return false
}

var nothing = wordSet("nobody nothing none nowhere")

// straight reports whether there is no other verb between tokens i and verb.
func (t *text) straight(i, verb int) bool {
	for k := i + 1; k < verb; k++ {
		if t.tag(k).Verb() && t.an.Tokens[k].Rel != hearsay.RelAux && t.an.Tokens[k].Rel != hearsay.RelAuxPass && t.an.Tokens[k].Rel != hearsay.RelCop || t.tag(k) == hearsay.TagComma {
			return false
		}
	}
	return true
}

func (t *text) contains(first, last int, word string) bool {
	for i := first; i < last; i++ {
		if t.lower(i) == word {
			return true
		}
	}
	return false
}

// unexcluded reports whether a negation at token i is that of "cannot be excluded".
func (t *text) unexcluded(i, last int) bool {
	for k := i + 1; k < min(last, i+4); k++ {
		switch t.lower(k) {
		case "exclude", "excluded", "rule", "ruled":
			return true
		}
	}
	return false
}
