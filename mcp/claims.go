package mcp

import (
	"context"
	"iter"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ledger"
)

// Claim is a claim in short.
type Claim struct {
	ID         string     `json:"id" doc:"It may become another as more is read: list_claims finds the claim again"`
	Story      string     `json:"story" doc:"ID"`
	Wording    string     `json:"wording" doc:"Quoted"`
	Kind       string     `json:"kind" doc:"event, figure or norm"`
	Subject    string     `json:"subject_party" doc:"The party that it is about, empty for none"`
	Status     string     `json:"status" doc:"Empty where nothing was said that gives one"`
	Since      string     `json:"since" doc:"Since when it has that status"`
	Why        string     `json:"why" doc:"Why it has it; names in it are quoted"`
	Because    []Citation `json:"because" doc:"Some of the statements that it follows from"`
	Origins    int        `json:"independent_origins"`
	Statements int        `json:"statements" doc:"How many take a position on it"`
}

type claimsAsked struct {
	Story     string `json:"story" chars:"100" doc:"Of a story, by its ID (sy_…)"`
	Status    string `json:"status" enum:"retracted,acknowledged,disputed,corroborated,single-source,denied" doc:"Of this status"`
	Party     string `json:"party" chars:"300" doc:"About this party, or with a position of it, by its whole name"`
	Speaker   string `json:"speaker" chars:"300" doc:"With a position of the speaker of this very name, as statements have it"`
	Statement string `json:"statement" chars:"100" doc:"On which this statement takes a position, by its ID (st_…)"`
	Words     string `json:"words" chars:"300" doc:"Words that the wording has, all of them"`
	Since     string `json:"since" date:"1" doc:"With its status since then or later"`
	Until     string `json:"until" date:"1" doc:"By then"`
	AsOf      string `json:"as_of" date:"1" doc:"As they were known on that day: from what had been published by then"`
	Limit     int    `json:"limit" least:"1" most:"50" initial:"10" doc:"How many claims at most"`
	Paging
}

type claimsAnswer struct {
	Page[Claim]
	AsOf string `json:"as_of" doc:"The day that was asked for, empty for now"`
}

func (a *claimsAnswer) brief(b *brief) {
	then := ""
	if a.AsOf != "" {
		then = " as known on " + a.AsOf
	}
	b.line("%s%s.", number(len(a.Items), "claim"), then)
	for i := range a.Items {
		c := &a.Items[i]
		b.line("- %s: %s (%s, %s)", c.ID, quoted(c.Wording), standing(c.Status, c.Since), number(c.Origins, "independent origin"))
		cited(b, c.Because, 0)
	}
	b.more("claims", a.More, a.Cursor)
}

// standing tells a status.
func standing(status, since string) string {
	if status == "" {
		return "no status"
	}
	return status + " since " + since
}

func (s *Server) claimTools() error {
	err := add(s, tool{
		"list_claims", "List claims",
		"Claims: propositions on which statements take positions, by status, party, speaker, story; the last changed first, of one story in its order. Each with why it has its status and statements to cite. With as_of, as they were known on a day.",
	}, s.listClaims)
	if err != nil {
		return err
	}
	return add(s, tool{
		"get_claim", "Get a claim",
		"One claim: the history of its status, who takes which position since when, its figures and its independent origins, each with statements to cite. With as_of, as it was known on a day.",
	}, s.getClaim)
}

func (s *Server) listClaims(ctx context.Context, in *claimsAsked) (*claimsAnswer, error) {
	v, err := s.view(ctx)
	if err != nil {
		return nil, err
	}
	if in.Story != "" && v.Story(in.Story) == nil {
		return nil, noSuch("story", in.Story)
	}
	var rest live.Place
	seq, of, err := s.claimsAsked(ctx, v, in, &rest)
	if err != nil {
		return nil, err
	}
	cites := make(map[*claims.Story]*sources)
	page, err := collect(bound{of, in.Limit, mostAnswer}, seq, func(e live.Entry) (Claim, bool) {
		if ctx.Err() != nil || e.Claim == nil || !in.wants(e.Claim) {
			return Claim{}, false
		}
		if cites[e.Story] == nil {
			cites[e.Story] = sourcesOf(e.Story)
		}
		return claimOf(e, cites[e.Story]), true
	})
	if !page.More && rest.ID != "" {
		page.goOn(live.Cursor(of, rest))
	}
	return &claimsAnswer{page, in.AsOf}, err
}

// claimsAsked gives the claims that may be wanted, and the name of their list. Where it ends
// early, rest is where it is to go on.
func (s *Server) claimsAsked(ctx context.Context, v *live.View, in *claimsAsked, rest *live.Place) (iter.Seq2[live.Entry, live.Place], string, error) {
	of := "claims"
	switch {
	case in.Statement != "":
		of = "claims-said"
	case in.AsOf != "":
		of = "claims-then"
	case in.Story != "":
		of = "claims-story"
	}
	at, err := in.place(of)
	if err != nil {
		return nil, of, err
	}
	if in.Statement != "" {
		story, report, _, ok := v.Statement(in.Statement)
		if !ok {
			return nil, of, noSuch("statement", in.Statement)
		}
		all := v.ClaimsOf(report.Doc.ID, in.Statement)
		if in.AsOf != "" {
			all = nil
			if then := s.Newsroom.Then(v, story, in.AsOf); then != nil {
				for i := range then.Claims {
					if c := &then.Claims[i]; takes(c, in.Statement) {
						all = append(all, live.Entry{Claim: c, Story: then})
					}
				}
			}
		}
		return func(yield func(live.Entry, live.Place) bool) {
			for e, p := range counted(all, "", in.Statement, at.N) {
				if !yield(*e, p) {
					return
				}
			}
		}, of, nil
	}
	if in.AsOf != "" {
		return s.claimsThen(ctx, v, in, at, rest), of, nil
	}
	want, _ := claim.ParseStatus(in.Status)
	return v.Claims(live.Filter{Status: want, Party: in.Party, Speaker: in.Speaker, Story: in.Story}, at), of, nil
}

func takes(c *claim.Claim, statement string) bool {
	for i := range c.Takes {
		if c.Takes[i].Statement == statement {
			return true
		}
	}
	return false
}

// mostThen is how many stories one page makes the claims of anew.
const mostThen = 100

// claimsThen gives the claims as they were known on a day, those of each story made again.
// Those of some stories are made for one page, and rest is where they go on. A claim may be
// none: then the story had no more, and the place is behind it.
func (s *Server) claimsThen(ctx context.Context, v *live.View, in *claimsAsked, at live.Place, rest *live.Place) iter.Seq2[live.Entry, live.Place] {
	made, beyond := 0, ledger.Beyond(in.AsOf)
	return func(yield func(live.Entry, live.Place) bool) {
		for story, place := range v.StoriesFrom(in.Story, at) {
			from := 0
			if story.ID == at.ID {
				from = at.N
			}
			if made == mostThen || ctx.Err() != nil {
				place.N = from
				*rest = place
				return
			}
			var then *claims.Story
			if story.From < beyond {
				made++
				then = s.Newsroom.Then(v, story, in.AsOf)
			}
			if then != nil {
				for i := min(from, len(then.Claims)); i < len(then.Claims); i++ {
					place.N = i + 1
					if !yield(live.Entry{Claim: &then.Claims[i], Story: then}, place) {
						return
					}
				}
			}
			if !yield(live.Entry{}, place) {
				return
			}
		}
	}
}

// wants reports whether a claim is wanted, whatever list it is from.
func (in *claimsAsked) wants(c *claim.Claim) bool {
	since := live.Since(c)
	if in.Status != "" && c.Status().String() != in.Status || in.Since != "" && since < in.Since || in.Until != "" && since > in.Until+"~" || in.Party != "" && !concerns(c, in.Party) {
		return false
	}
	if in.Speaker != "" && !spoke(c, in.Speaker) {
		return false
	}
	wording := " " + ledger.Words(c.Wording) + " "
	for w := range strings.FieldsSeq(ledger.Words(in.Words)) {
		if !strings.Contains(wording, " "+w) { // a word, or how one begins
			return false
		}
	}
	return true
}

func spoke(c *claim.Claim, speaker string) bool {
	for i := range c.Takes {
		if strings.EqualFold(c.Takes[i].Speaker, speaker) {
			return true
		}
	}
	return false
}

func claimOf(e live.Entry, from *sources) Claim {
	c := e.Claim
	out := Claim{
		ID: c.ID, Story: e.Story.ID, Wording: clipped(c.Wording, mostQuote), Kind: c.Kind.String(), Subject: c.Subject, Status: c.Status().String(),
		Since: live.Since(c), Origins: len(c.Origins), Because: []Citation{},
	}
	var because []string
	if n := len(c.History); n > 0 {
		out.Why, because = clipped(c.History[n-1].Why, mostQuote), c.History[n-1].Because
	} else if len(c.Takes) > 0 {
		because = []string{c.Takes[0].Statement}
	}
	out.Because, _ = from.cite(because)
	seen := make(map[string]bool)
	for i := range c.Takes {
		seen[c.Takes[i].Statement] = true
	}
	out.Statements = len(seen)
	return out
}

// noSuch says that an ID is none, and what it may be instead.
func noSuch(what, id string) error {
	kinds := [...]struct{ prefix, kind, tool string }{
		{"st_", "statement", "search_statements or who_said_what give statements' IDs (st_…)"},
		{"cl_", "claim", "list_claims gives claims' IDs (cl_…); those from before more was read may have become others"},
		{"sy_", "story", "list_stories gives stories' IDs (sy_…)"},
		{"doc_", "document", "statements name their documents' IDs (doc_…)"},
	}
	try, is := "", ""
	for _, k := range kinds {
		if k.kind == what {
			try = k.tool
		} else if strings.HasPrefix(id, k.prefix) {
			is = "; it looks like the ID of a " + k.kind
		}
	}
	return wrong(try, "there is no %s %s%s", what, quoted(shown(id)), is)
}
