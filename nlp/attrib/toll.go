package attrib

import (
	"strings"

	"github.com/hearsay-news/hearsay"
)

// tolls labels who gives a figure without a verb of saying: "The ministry puts the dead at
// between 15 and 25". Texts that are annotated for attribution hardly ever have it so, and
// reports of disasters and wars often do.
func (a *Attributor) tolls() {
	v := &a.view
	for i := range v.words {
		if puts[v.an.Tokens[i].Lemma] && hearsay.Tag(v.words[i].tag).Verb() && a.guess[i] == outside {
			a.toll(i)
		}
	}
}

// puts are the verbs that figures are given by, with "at".
var puts = map[string]bool{"put": true, "place": true, "peg": true}

// countables are words for what is counted.
var countables = map[string]bool{"dead": true, "toll": true, "number": true, "loss": true, "losses": true, "casualty": true, "casualties": true, "injured": true,
	"wounded": true, "missing": true, "figure": true, "count": true, "total": true, "victim": true, "victims": true, "death": true, "deaths": true, "injuries": true,
	"injury": true, "strength": true, "turnout": true, "killed": true, "displaced": true, "homeless": true}

// farthest is how many tokens there may be from the verb to "at".
const farthest = 12

func (a *Attributor) toll(verb int) {
	v := &a.view
	s := &v.an.Sents[v.words[verb].sent]
	counted, at := false, -1
	for i := verb + 1; i < s.Last && i <= verb+farthest && !v.words[i].punct; i++ {
		t := &v.an.Tokens[i]
		if strings.EqualFold(v.an.Doc.Text[t.Start:t.End], "at") {
			at = i
			break
		}
		counted = counted || countables[t.Lemma] || countables[strings.ToLower(v.an.Doc.Text[t.Start:t.End])]
	}
	if !counted || at < 0 {
		return
	}
	end, number := at+1, false
	for ; end < s.Last && !v.words[end].punct; end++ {
		if hearsay.Tag(v.words[end].tag) == hearsay.TagCD {
			number = true
			continue
		}
		if number && end > at+8 {
			break
		}
	}
	subject, _ := a.dependents(verb)
	if !number || subject >= verb || subject < 0 || !a.unlabelled(verb+1, end) {
		return
	}
	a.mark(verb+1, end, beginContent)
	a.mark(verb, verb+1, beginCue)
	a.phrase(subject, beginSource)
}
