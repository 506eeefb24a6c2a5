package entity

import (
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

// sports are words of matches.
var sports = hashes("match", "goal", "goals", "team", "cup", "league", "player", "players", "coach", "score", "scored", "half", "half-time",
	"season", "game", "win", "beat", "defeat", "striker", "midfielder", "keeper", "goalkeeper", "semifinal", "semi-final", "final",
	"penalty", "penalties", "tournament", "championship", "medal", "draw", "wicket", "innings", "kick", "defender", "referee", "stadium")

func hashes(words ...string) map[uint32]bool {
	out := make(map[uint32]bool, len(words))
	for _, w := range words {
		out[model.HashLower(w)] = true
	}
	return out
}

// mostly is the share of a document's words, in hundredths, from which on it is about
// a match.
const mostly = 2

// played reports whether the document is about a match.
func (v *view) played() bool {
	n := 0
	for i := range v.words {
		if v.words[i].write == formLower && sports[v.words[i].form] {
			n++
		}
	}
	return 100*n >= mostly*len(v.words) && n > 0
}

// teams makes organizations of countries that play: where a document is about a match,
// "England beat Sweden" names two teams, "in England" a place.
func (v *view) teams(names []Mention) {
	if len(names) == 0 || !v.played() {
		return
	}
	for k := range names {
		m := &names[k]
		if m.Kind != Place || world.Kind(v.words[m.First].known>>1) != world.CountryName {
			continue
		}
		before := v.at(m.First, -1)
		located := before.form == wordComma
		for _, in := range wordsIn {
			located = located || before.form == in && in != wordTo
		}
		if !located {
			m.Kind, m.Team = Organization, true
		}
	}
}

var wordTo = model.HashLower("to")
