package ledgertest

import (
	"testing"

	"github.com/hearsay-news/hearsay/ledger"
)

func versions(t *testing.T, k Kind) {
	b := start(t, k)
	page := func(n string, hours int) *ledger.Article {
		return at(article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.", "Carl Dov said "+n+" were missing."), hours)
	}
	first, second := page("40", 0), page("14", 24)
	b.put(first)
	out := b.put(second)
	if v := out[0].Version; v == nil || v.Replaces != first.Doc.ID || v.Number != 2 {
		t.Errorf("%+v", v)
	}
	b.verify()
	b.finds(ledger.StatementQuery{}, "14 were missing | the dam broke")
	b.finds(ledger.StatementQuery{AsOf: ledger.AsOf{Published: "2025-04-30"}}, "40 were missing | the dam broke")
	b.finds(ledger.StatementQuery{AsOf: ledger.AsOf{Recorded: "2025-05-01T12:30:00Z"}}, "40 were missing | the dam broke")
	// The page shows the first text again.
	out = b.put(page("40", 48))
	if v := out[0].Version; v == nil || v.Replaces != second.Doc.ID || v.Number != 3 || out[0].New {
		t.Errorf("%+v", v)
	}
	b.verify()
	b.finds(ledger.StatementQuery{}, "40 were missing | the dam broke")
	b.finds(ledger.StatementQuery{AsOf: ledger.AsOf{Published: "2025-05-02"}}, "14 were missing | the dam broke")
	b.finds(ledger.StatementQuery{AsOf: ledger.AsOf{Published: "2025-05-03"}}, "40 were missing | the dam broke")
	b.finds(ledger.StatementQuery{AsOf: ledger.AsOf{Published: "2025-05-02", Recorded: "2025-05-01T12:30:00Z"}}, "40 were missing | the dam broke")
	// Seen once more, it is nothing new.
	before := b.head()
	b.put(page("40", 72))
	if b.head() != before {
		t.Error("the same text again is another version")
	}
	b.put(page("14", 25), page("40", 1)) // seen when that was known to be shown
	if b.head() != before {
		t.Error("an old copy of a text that was replaced since is another version")
	}
	docs, err := b.FindDocuments(t.Context(), ledger.DocumentQuery{URL: "https://a.example/1"})
	if err != nil || len(docs.Documents) != 1 || docs.Documents[0].ID != first.Doc.ID {
		t.Errorf("%+v, %v", docs, err)
	}
	vs, err := b.Ledger.Versions(t.Context(), second.Doc.ID)
	if err != nil || len(vs) != 2 {
		t.Errorf("%+v, %v", vs, err)
	}
}

// Copies of a page that are found late do not take the place of what was found before.
func lateVersions(t *testing.T, k Kind) {
	b := start(t, k)
	page := func(n string, hours int) *ledger.Article {
		return at(article("https://a.example/1", "2025-04-28", "Carl Dov said "+n+" were missing."), hours)
	}
	b.put(page("1", 0))
	b.put(page("3", 48))
	out := b.put(page("2", 24)) // between them
	if v := out[0].Version; v == nil || v.Document == out[0].Document || v.Replaces != out[0].Document {
		t.Errorf("%+v", v)
	}
	b.verify()
	b.finds(ledger.StatementQuery{}, "3 were missing")
	for _, c := range [][2]string{{"2025-05-01", "1"}, {"2025-05-02", "2"}, {"2025-05-02T09:00:00Z", "1"}, {"2025-05-03", "3"}, {"2025-06", "3"}} {
		b.finds(ledger.StatementQuery{AsOf: ledger.AsOf{Published: c[0]}}, c[1]+" were missing")
	}
	// What was known before the late one came.
	b.finds(ledger.StatementQuery{AsOf: ledger.AsOf{Published: "2025-05-02", Recorded: "2025-05-01T13:30:00Z"}}, "1 were missing")
	b.put(page("0", -24)) // before all
	b.finds(ledger.StatementQuery{}, "3 were missing")
	b.verify()
	before := b.head()
	b.put(page("2", 24), page("0", -24)) // and again
	if b.head() != before {
		t.Error("an old copy that is known is something new")
	}
	docs, err := b.FindDocuments(t.Context(), ledger.DocumentQuery{URL: "https://a.example/1", All: true})
	if err != nil || len(docs.Documents) != 4 {
		t.Errorf("%+v, %v", docs, err)
	}
}

// An article can be said to be a later version of one without a URL.
func renamed(t *testing.T, k Kind) {
	b := start(t, k)
	first := article("", "2025-04-28", "Carl Dov said 40 were missing.")
	first.Name = "monday.txt"
	b.put(first)
	second := at(article("", "2025-04-29", "Carl Dov said 14 were missing."), 24)
	second.Name, second.Replaces = "tuesday.txt", "monday.txt"
	out := b.put(second)
	if v := out[0].Version; v == nil || v.Replaces != first.Doc.ID {
		t.Errorf("%+v", v)
	}
	b.finds(ledger.StatementQuery{}, "14 were missing")
	b.verify()
}

// What an article replaces can come after it, and after what replaces that.
func renamedLate(t *testing.T, k Kind) {
	b := start(t, k)
	said := func(name, replaces, n string) *ledger.Article {
		art := article("", "2025-04-28", "Carl Dov said "+n+" were missing.")
		art.Name, art.Replaces = name, replaces
		return art
	}
	first, second, third := said("monday.txt", "", "40"), said("tuesday.txt", "monday.txt", "14"), said("wednesday.txt", "tuesday.txt", "3")
	b.put(third)
	out := b.put(second)
	if v := out[0].Version; v == nil || v.Document != third.Doc.ID || v.Replaces != second.Doc.ID {
		t.Errorf("%+v", v)
	}
	out = b.put(first)
	if v := out[0].Version; v == nil || v.Document != third.Doc.ID || v.Replaces != first.Doc.ID || v.Number != 3 {
		t.Errorf("%+v", v)
	}
	b.finds(ledger.StatementQuery{}, "3 were missing")
	before := b.head()
	b.put(first, second, third)
	if b.head() != before {
		t.Error("what is known is something new")
	}
	b.verify()
}
