package web

import (
	"slices"

	"github.com/hearsay-news/hearsay/claim"
)

// silence is a time in which somebody said nothing: a party of one claim, where that is
// said, or of anything, while others spoke; all outlets of a story, where there is no party.
type silence struct {
	Party    string
	From, To string // days; To is when it ended, or the last day of the story
	Days     int
	Open     bool // it lasts
	Stance   claim.Stance
	Claim    *claim.Claim
	URL      string
	Broken   *quoted // what ended it
}

// What is told as a silence, in days, and how many are.
const (
	quietStory   = 14
	quietParty   = 3  // of what another says of it
	quietVoice   = 30 // of anything
	mostSilences = 12
)

// silences gives the times in which nothing was published, in which a party said nothing,
// and in which it took no position on what another says of it: the longest first.
func (k *known) silences() []silence {
	var out []silence
	for i := 1; i < len(k.Reports); i++ {
		from, to := dayOf(k.Reports[i-1].Public), dayOf(k.Reports[i].Public)
		if n := daysBetween(from, to); n >= quietStory {
			out = append(out, silence{From: from, To: to, Days: n})
		}
	}
	for i := range k.Claims {
		if s, ok := k.silenceOn(&k.Claims[i]); ok {
			out = append(out, s)
		}
	}
	out = append(out, k.voices()...)
	slices.SortStableFunc(out, func(a, b silence) int { return b.Days - a.Days })
	return out[:min(len(out), mostSilences)]
}

// silenceOn is how long the party that a claim is about took no position on it after
// another asserted it.
func (k *known) silenceOn(c *claim.Claim) (silence, bool) {
	if c.Subject == "" {
		return silence{}, false
	}
	s := silence{Party: c.Subject, Claim: c, URL: k.ClaimURL(c.ID), To: k.To, Open: true}
	for i := range c.Takes {
		t := &c.Takes[i]
		if t.Party == c.Subject {
			if s.From == "" { // it spoke first
				return silence{}, false
			}
			q := k.quote(t)
			s.To, s.Open, s.Stance, s.Broken = t.Published, false, t.Stance, &q
			break
		}
		if s.From == "" && t.Origin != "" && t.Stance == claim.Asserts {
			s.From = t.Published
		}
	}
	s.Days = daysBetween(s.From, s.To)
	return s, s.From != "" && s.Days >= quietParty
}

// voices gives the longest silence of each party between two of its positions, if others
// were heard meanwhile.
func (k *known) voices() []silence {
	days := make(map[string][]string) // on which a party was heard
	var parties, all []string
	for i := range k.Claims {
		for j := range k.Claims[i].Takes {
			t := &k.Claims[i].Takes[j]
			if all = append(all, t.Published); t.Party == "" {
				continue
			}
			if days[t.Party] == nil {
				parties = append(parties, t.Party)
			}
			days[t.Party] = append(days[t.Party], t.Published)
		}
	}
	slices.Sort(all)
	slices.Sort(parties)
	var out []silence
	for _, party := range parties {
		heard := days[party]
		slices.Sort(heard)
		s := silence{Party: party}
		for i := 1; i < len(heard); i++ {
			if n := daysBetween(heard[i-1], heard[i]); n > s.Days {
				s.From, s.To, s.Days = heard[i-1], heard[i], n
			}
		}
		after, _ := slices.BinarySearch(all, s.From+"~")
		if s.Days >= quietVoice && all[after] < s.To {
			out = append(out, s)
		}
	}
	return out
}
