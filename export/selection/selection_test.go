package selection_test

import (
	"context"
	"testing"

	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
)

func maker(ctx context.Context, log claims.Log) ([]claims.Story, error) {
	return claims.Make(ctx, log, claims.Options{Parties: world.Party})
}

type counted struct{ statements, documents, stories, claims int }

func count(t *testing.T, s *selection.Selection) counted {
	t.Helper()
	var n counted
	for st, err := range s.Statements(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		doc, err := s.Text(t.Context(), st.Document.ID)
		if err != nil {
			t.Fatal(err)
		}
		if p := st.Content.Spans[0]; string([]rune(doc.Text)[p.Start:p.End]) != p.Text {
			t.Errorf("%q is not where it should be", p.Text)
		}
		n.statements++
	}
	for _, err := range s.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n.documents++
	}
	for x, err := range s.Stories(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n.stories++
		n.claims += len(x.Claims)
	}
	return n
}

// What is selected is all that there is, neither more nor less.
func TestCounts(t *testing.T) {
	room := roomtest.Open(t, "../../examples/stories/varn-ferry/manifest.json", "../../examples/stories/morrick-leak/manifest.json")
	roomtest.AddBad(t, room)
	in, err := room.Ledger.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stories, err := maker(t.Context(), room.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	want := counted{int(in.Statements), int(in.Documents), len(stories), 0}
	for i := range stories {
		want.claims += len(stories[i].Claims)
	}
	pick := func(q ledger.StatementQuery) *selection.Selection {
		s, err := selection.New(t.Context(), room.Ledger, q, maker)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	whole := ledger.StatementQuery{Versions: true}
	if got := count(t, pick(whole)); got != want {
		t.Errorf("of the whole: %+v, want %+v", got, want)
	}
	var sum counted
	for i := range stories {
		s := pick(whole)
		s.Story(&stories[i])
		n := count(t, s)
		sum.statements, sum.documents, sum.stories, sum.claims = sum.statements+n.statements, sum.documents+n.documents, sum.stories+n.stories, sum.claims+n.claims
	}
	if sum != want {
		t.Errorf("of all stories: %+v, want %+v", sum, want)
	}
	for i := range stories {
		for k := range stories[i].Claims {
			c := &stories[i].Claims[k]
			s := pick(whole)
			s.Claim(c, &stories[i])
			said := map[string]bool{}
			for j := range c.Takes {
				said[c.Takes[j].Statement] = true
			}
			if n := count(t, s); n.statements != len(said) || n.claims != 1 || n.stories != 1 {
				t.Errorf("of claim %s: %+v, want %d statements", c.ID, n, len(said))
			}
			if k > 3 {
				break
			}
		}
	}
	q := whole
	q.Publisher = "Corvane Wire"
	steps, s := 0, pick(q)
	s.Step = func() { steps++ }
	if n := count(t, s); n.statements == 0 || n.statements >= want.statements || n.documents == 0 || n.documents > 4 || steps == 0 {
		t.Errorf("of an outlet: %+v, %d steps", n, steps)
	}
	q.Publisher = "Nobody"
	if n := count(t, pick(q)); n != (counted{}) {
		t.Errorf("of nobody: %+v", n)
	}
	if _, err := selection.New(t.Context(), room.Ledger, ledger.StatementQuery{}, nil); err != nil {
		t.Error(err)
	}
}

// What is appended after the selection was made is no part of it.
func TestOneState(t *testing.T) {
	room := roomtest.Open(t, "../../examples/stories/varn-ferry/manifest.json")
	s, err := selection.New(t.Context(), room.Ledger, ledger.StatementQuery{Versions: true}, maker)
	if err != nil {
		t.Fatal(err)
	}
	before := count(t, s)
	roomtest.AddBad(t, room)
	after := count(t, s)
	if after != before {
		t.Errorf("%+v became %+v", before, after)
	}
}
