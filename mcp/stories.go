package mcp

import (
	"context"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
)

// Story is a story without what is in it.
type Story struct {
	ID         string         `json:"id"`
	Title      string         `json:"title" doc:"Of its first document, quoted"`
	From       string         `json:"from" doc:"Day of publication of the first document"`
	To         string         `json:"to" doc:"Of the last"`
	Documents  int            `json:"documents" doc:"How many there are"`
	Statements int            `json:"statements"`
	Claims     int            `json:"claims"`
	Statuses   map[string]int `json:"statuses" doc:"How many claims have each status"`
	First      Document       `json:"first_document"`
}

type storiesAsked struct {
	Title  string `json:"title" chars:"300" doc:"Part of the title of one of its documents"`
	Status string `json:"status" enum:"retracted,acknowledged,disputed,corroborated,single-source,denied" doc:"With a claim of this status"`
	Party  string `json:"party" chars:"300" doc:"With a claim about this party, or on which it takes a position, by its whole name"`
	Since  string `json:"since" date:"1" doc:"Whose last document was published then or later"`
	Until  string `json:"until" date:"1" doc:"By then"`
	Limit  int    `json:"limit" least:"1" most:"50" initial:"10" doc:"How many stories at most"`
	Paging
}

type storiesAnswer struct{ Page[Story] }

func (a *storiesAnswer) brief(b *brief) {
	b.line("%s.", plural(len(a.Items), "story", "stories"))
	for i := range a.Items {
		s := &a.Items[i]
		b.line("- %s: %s, %s to %s, %s, %s%s; first: %s", s.ID, quoted(s.Title), s.From, s.To, number(s.Documents, "document"), number(s.Claims, "claim"), statuses(s.Statuses), s.First.String())
	}
	b.more("stories", a.More, a.Cursor)
}

// statuses tells how many claims have each status, in the order of the rules.
func statuses(of map[string]int) string {
	var parts []string
	for st := claim.Retracted; st <= claim.Denied; st++ {
		if n := of[st.String()]; n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+st.String())
		}
	}
	if parts == nil {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func (s *Server) storyTools() error {
	return add(s, tool{
		"list_stories", "List stories",
		"Stories: the documents about one contested event and the claims in them, the one with the latest document first.",
	}, func(ctx context.Context, in *storiesAsked) (*storiesAnswer, error) {
		at, err := in.place("stories")
		if err != nil {
			return nil, err
		}
		v, err := s.view(ctx)
		if err != nil {
			return nil, err
		}
		page, err := collect(bound{"stories", in.Limit, mostAnswer}, v.Stories(live.Range{From: in.Since, To: in.Until}, at), func(s *claims.Story) (Story, bool) {
			if ctx.Err() != nil || !in.wants(s) {
				return Story{}, false
			}
			return storyOf(s), true
		})
		return &storiesAnswer{page}, err
	})
}

// wants reports whether a story is wanted.
func (in *storiesAsked) wants(s *claims.Story) bool {
	if in.Title != "" {
		found, low := strings.Contains(strings.ToLower(s.Title), strings.ToLower(in.Title)), strings.ToLower(in.Title)
		for i := 0; i < len(s.Reports) && !found; i++ {
			found = strings.Contains(strings.ToLower(s.Reports[i].Doc.Title), low)
		}
		if !found {
			return false
		}
	}
	if in.Status == "" && in.Party == "" {
		return true
	}
	want, _ := claim.ParseStatus(in.Status)
	for i := range s.Claims {
		c := &s.Claims[i]
		if (want == claim.None || c.Status() == want) && (in.Party == "" || concerns(c, in.Party)) {
			return true
		}
	}
	return false
}

// concerns reports whether a claim is about a party, or one of it takes a position.
func concerns(c *claim.Claim, party string) bool {
	if strings.EqualFold(c.Subject, party) {
		return true
	}
	for i := range c.Takes {
		if strings.EqualFold(c.Takes[i].Party, party) {
			return true
		}
	}
	return false
}

func storyOf(s *claims.Story) Story {
	out := Story{ID: s.ID, Title: clipped(s.Title, mostTitle), From: s.From, To: s.To, Documents: len(s.Reports), Claims: len(s.Claims), Statuses: make(map[string]int)}
	for i := range s.Reports {
		out.Statements += len(s.Reports[i].Statements)
	}
	for i := range s.Claims {
		if st := s.Claims[i].Status().String(); st != "" {
			out.Statuses[st]++
		}
	}
	if len(s.Reports) > 0 {
		out.First = documentOf(s.Reports[0].Doc)
	}
	return out
}

// number writes how many there are of something.
func number(n int, what string) string { return plural(n, what, what+"s") }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
