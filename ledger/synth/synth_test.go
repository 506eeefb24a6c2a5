package synth_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger/synth"
)

func TestNames(t *testing.T) {
	text := "Ana Bel, of Kell, said Ana Bel would go on Monday."
	doc := &hearsay.Document{Text: text, Blocks: []hearsay.Block{{Span: hearsay.Span{Start: 0, End: len(text)}}}}
	span := func(s string) []hearsay.Span {
		i := strings.LastIndex(text, s)
		return []hearsay.Span{{Start: i, End: i + len(s)}}
	}
	var st hearsay.Statement
	st.Nested = -1
	st.Source, st.Cue, st.Content = []hearsay.Span{{Start: 0, End: 16}}, span("said"), span("Ana Bel would go on Monday")
	st.Speaker = hearsay.Speaker{Name: "Ana Bel", Kind: hearsay.KindPerson}
	st.Times = []hearsay.Time{{Span: span("Monday")[0]}}
	m := synth.New(1)
	m.Add(doc, []hearsay.Statement{st})
	seen := make(map[string]bool)
	for range 50 {
		made, sts := m.Next()
		if seen[made.ID] || len(sts) != 14 {
			t.Fatalf("%s with %d statements", made.ID, len(sts))
		}
		seen[made.ID] = true
		for _, st := range sts {
			s, c := st.Source[0], st.Content[0]
			want := st.Speaker.Name
			if made.Text[s.Start:s.End] != want+", of Kell" || made.Text[c.Start:c.End] != want+" would go on Monday" ||
				made.Text[st.Times[0].Start:st.Times[0].End] != "Monday" || strings.Contains(made.Text, "Ana Bel") {
				t.Fatalf("%q, %q of %q", made.Text[s.Start:s.End], made.Text[c.Start:c.End], want)
			}
		}
	}
}
