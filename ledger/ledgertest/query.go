package ledgertest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger"
)

// The last published comes first; of one document, the last said.
func order(t *testing.T, k Kind) {
	b := start(t, k)
	for _, day := range []string{"2025-04-20", "2025-04-22", "2025-04-21", "2025-04-22T08:00:00Z", "2025-04-22T09:00:00+02:00", "2025-04"} {
		b.put(article("https://a.example/"+day, day, "Ana Bel said "+day+" one.", "Ana Bel said "+day+" two."))
	}
	var want []string
	for _, day := range []string{"2025-04-22T08:00:00Z", "2025-04-22T09:00:00+02:00", "2025-04-22", "2025-04-21", "2025-04-20", "2025-04"} {
		want = append(want, day+" two", day+" one")
	}
	b.finds(ledger.StatementQuery{}, strings.Join(want, " | "))
	b.finds(ledger.StatementQuery{Limit: 3}, strings.Join(want[:3], " | "))
}

func filters(t *testing.T, k Kind) {
	b := start(t, k)
	first := article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.", "Carl Dov said 40 were missing.")
	first.Statements[0].Act, first.Statements[1].Certainty = hearsay.ActDeny, hearsay.Probable
	first.Statements[1].Speaker.Party = "Norland"
	first.Doc.Title = "Dämme in Gefahr"
	second := article("https://b.example/2", "2025-04-29", "Ana Belov said it rained.")
	second.Doc.Publisher, second.By.Model = "The Times", "accurate"
	b.put(first, second)
	for want, q := range map[string][]ledger.StatementQuery{
		"the dam broke":                   {{Act: "deny"}, {Speaker: "ana bel", Publisher: "The Post"}, {Speaker: "BEL", Model: "fast"}},
		"40 were missing":                 {{Party: "Norland"}, {Certainty: "probable"}, {Speaker: "dov"}},
		"it rained":                       {{Publisher: "The Times"}, {Model: "accurate"}, {Document: second.Doc.ID}, {Speaker: "belov"}, {Published: ledger.Period{From: "2025-04-29"}}},
		"40 were missing | the dam broke": {{Document: first.Doc.ID}, {Published: ledger.Period{To: "2025-04-28"}}, {Said: ledger.Period{From: "2025-04-01", To: "2025-04-28"}}},
		"":                                {{Act: "ask"}, {Act: "no such act"}, {Party: "norland'"}, {ID: "st_none"}, {Document: "doc_none"}, {Published: ledger.Period{From: "2026"}}},
	} {
		for _, q := range q {
			b.finds(q, want)
		}
	}
	for _, c := range []struct {
		q    ledger.DocumentQuery
		want int
	}{
		{ledger.DocumentQuery{}, 2}, {ledger.DocumentQuery{Title: "damme IN"}, 1}, {ledger.DocumentQuery{Title: "Gefahren"}, 0}, {ledger.DocumentQuery{URL: "https://b.example/2"}, 1},
		{ledger.DocumentQuery{Publisher: "The Post"}, 1}, {ledger.DocumentQuery{ID: first.Doc.ID}, 1}, {ledger.DocumentQuery{ID: "doc_none"}, 0},
		{ledger.DocumentQuery{Published: ledger.Period{From: "2025-04-29", To: "2025-05"}}, 1},
		{ledger.DocumentQuery{AsOf: ledger.AsOf{Recorded: "2025-05-01T11:00:00Z"}}, 0}, {ledger.DocumentQuery{AsOf: ledger.AsOf{Published: "2025-04-28"}}, 1},
	} {
		page, err := b.FindDocuments(t.Context(), c.q)
		if err != nil || len(page.Documents) != c.want {
			t.Errorf("%+v: %+v, %v", c.q, page, err)
		}
	}
	if d, err := b.FindDocuments(t.Context(), ledger.DocumentQuery{ID: first.Doc.ID}); err != nil || d.Documents[0].Title != "Dämme in Gefahr" {
		t.Errorf("%+v, %v", d, err)
	}
}

// Each of the four times by itself.
func asOf(t *testing.T, k Kind) {
	b := start(t, k)
	// Said on the 10th of what happened on the 5th, published on the 12th, recorded on 1 May.
	early := article("https://a.example/1", "2025-04-10", "Ana Bel said the dam broke on 2025-04-05.")
	early.Doc.Published = "2025-04-12"
	late := article("https://a.example/2", "2025-04-20", "Ana Bel said the dam will reopen on 2025-06-01.")
	b.put(early)
	b.put(late)
	never := article("https://a.example/3", "2025-04-21", "Ana Bel said nothing has a date.")
	never.Statements[0].SaidOn = ""
	b.put(never)
	one, two, three := "the dam broke on 2025-04-05", "the dam will reopen on 2025-06-01", "nothing has a date"
	for _, c := range []struct {
		asOf ledger.AsOf
		want []string
	}{
		{ledger.AsOf{}, []string{three, two, one}},
		{ledger.AsOf{Event: "2025-04-04"}, nil}, {ledger.AsOf{Event: "2025-04-05"}, []string{one}}, {ledger.AsOf{Event: "2025-06"}, []string{two, one}},
		{ledger.AsOf{Said: "2025-04-09"}, nil}, {ledger.AsOf{Said: "2025-04-10"}, []string{one}}, {ledger.AsOf{Said: "2025"}, []string{two, one}},
		{ledger.AsOf{Published: "2025-04-11"}, nil}, {ledger.AsOf{Published: "2025-04-12"}, []string{one}}, {ledger.AsOf{Published: "2025-04-21"}, []string{three, two, one}},
		{ledger.AsOf{Recorded: "2025-05-01T11:59:59Z"}, nil}, {ledger.AsOf{Recorded: "2025-05-01T12:00:00Z"}, []string{one}},
		{ledger.AsOf{Recorded: "2025-05-01T13:00:00Z"}, []string{two, one}}, {ledger.AsOf{Recorded: "2025-05-01"}, []string{three, two, one}},
		{ledger.AsOf{Recorded: "2025-05-01T13:00:00Z", Said: "2025-04-15", Published: "2025-04-15", Event: "2025-04-15"}, []string{one}},
	} {
		b.finds(ledger.StatementQuery{AsOf: c.asOf}, strings.Join(c.want, " | "))
	}
}

func (b *bench) fill(from, to int) {
	b.t.Helper()
	for i := from; i < to; i++ {
		b.put(article(fmt.Sprintf("https://a.example/%d", i), fmt.Sprintf("2025-04-%02d", 10+i%3),
			fmt.Sprintf("Ana Bel said item %d broke.", i), fmt.Sprintf("Carl Dov said item %d held.", i)))
	}
}

// walk gives what all pages of a query hold, and does something between them.
func (b *bench) walk(q ledger.StatementQuery, between func()) []string {
	b.t.Helper()
	var got []string
	for {
		page, err := b.FindStatements(b.t.Context(), q)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, s := range page.Statements {
			got = append(got, content(b.t, s.Record))
		}
		if q.After = page.Next; q.After == "" {
			return got
		}
		between()
	}
}

func pages(t *testing.T, k Kind) {
	b := start(t, k)
	b.fill(0, 7)
	for _, q := range []ledger.StatementQuery{{}, {Text: "item"}, {Speaker: "Ana"}, {Speaker: "nobody"}, {Text: "item", All: true}} {
		q.Limit = 1000
		want := b.find(q)
		for _, n := range []int{1, 3, 7, 14} {
			q.Limit = n
			b.is(strings.Join(b.walk(q, func() {}), " | "), want)
		}
	}
	var urls []string
	for q := (ledger.DocumentQuery{Limit: 2}); ; {
		page, err := b.FindDocuments(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range page.Documents {
			urls = append(urls, d.URL[len("https://a.example/"):])
		}
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	b.is(strings.Join(urls, " "), "5 2 4 1 6 3 0")
}

// Who turns pages sees all that was there when they began, once, whatever comes meanwhile.
func pagesWhileAppending(t *testing.T, k Kind) {
	b := start(t, k)
	b.fill(0, 8)
	for _, q := range []ledger.StatementQuery{{}, {Text: "item"}} {
		q.Limit = 1000
		want := strings.Split(b.find(q), " | ")
		q.Limit = 3
		next := 100
		seen := make(map[string]int)
		for _, s := range b.walk(q, func() {
			if next < 108 {
				b.fill(next, next+2)
				next += 2
			}
		}) {
			if seen[s]++; seen[s] > 1 {
				t.Errorf("%s twice", s)
			}
		}
		for _, s := range want {
			if seen[s] != 1 {
				t.Errorf("%s %d times", s, seen[s])
			}
		}
	}
}

// What cannot be asked says so.
func refused(t *testing.T, k Kind) {
	b := start(t, k)
	b.fill(0, 2)
	for _, q := range []ledger.StatementQuery{
		{After: "x"}, {After: "===="}, {After: "MCA"[:2]}, {After: ledger.Cursor{Key: "a\x00", Seq: 1}.String()}, {After: ledger.Cursor{Seq: -1}.String()}, {Published: ledger.Period{From: "May"}},
		{AsOf: ledger.AsOf{Event: "2025-13"}}, {AsOf: ledger.AsOf{Recorded: "'; --"}}, {Text: " "}, {Text: "--"}, {Text: "-item"}, {Speaker: "?!"},
		{Text: strings.Repeat("a ", 1000)},
	} {
		if page, err := b.FindStatements(t.Context(), q); !errors.Is(err, ledger.ErrQuery) {
			t.Errorf("%+v: %+v, %v", q, page, err)
		}
	}
	for _, q := range []ledger.DocumentQuery{{After: "x"}, {Title: "…"}, {Published: ledger.Period{To: "2025-02-30"}}} {
		if page, err := b.FindDocuments(t.Context(), q); !errors.Is(err, ledger.ErrQuery) {
			t.Errorf("%+v: %+v, %v", q, page, err)
		}
	}
	// And what is merely odd finds nothing.
	for _, s := range []string{"\x00", "a\x00b", "\xff\xfe", "'", `"`, "%", "_", "?", "$1", "\\", strings.Repeat("x", 100_000), "\u202e"} {
		for _, q := range []ledger.StatementQuery{{Act: s}, {Party: s}, {Certainty: s}, {Publisher: s}, {Document: s}, {ID: s}, {Model: s}} {
			b.finds(q, "")
		}
		if _, err := b.FindDocuments(t.Context(), ledger.DocumentQuery{URL: s, ID: s, Publisher: s}); err != nil {
			t.Errorf("%.20q: %v", s, err)
		}
		if _, err := b.Entry(t.Context(), ledger.KindDocument, s); !errors.Is(err, ledger.ErrNotFound) {
			t.Errorf("%.20q: %v", s, err)
		}
		if _, err := b.Copies(t.Context(), s); err != nil {
			t.Errorf("%.20q: %v", s, err)
		}
	}
}

func empty(t *testing.T, k Kind) {
	b := start(t, k)
	b.finds(ledger.StatementQuery{}, "")
	b.finds(ledger.StatementQuery{Text: "dam", Speaker: "x", AsOf: ledger.AsOf{Event: "2025", Said: "2025", Published: "2025", Recorded: "2025"}}, "")
	if page, err := b.FindDocuments(t.Context(), ledger.DocumentQuery{}); err != nil || len(page.Documents) != 0 || page.Next != "" {
		t.Errorf("%+v, %v", page, err)
	}
	if counts, err := b.Counts(t.Context()); err != nil || counts != (ledger.Counts{}) {
		t.Errorf("%+v, %v", counts, err)
	}
	if h := b.head(); h != (ledger.Head{}) {
		t.Errorf("%+v", h)
	}
	if v := b.verify(); v.Size != 0 || v.Heads != 0 {
		t.Errorf("%+v", v)
	}
	if _, err := b.Record(t.Context(), nil); err != nil {
		t.Error(err)
	}
	b.verify()
}
