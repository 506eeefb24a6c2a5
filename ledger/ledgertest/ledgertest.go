// Package ledgertest is what every store of a ledger must pass.
package ledgertest

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/record"
)

// Open makes an empty store and a place for snapshots, closed when the test ends.
type Open func(t testing.TB) (ledger.Store, ledger.Snapshots)

// Run runs the suite.
func Run(t *testing.T, open Open) {
	t.Run("Records", func(t *testing.T) { records(t, open) })
	t.Run("Again", func(t *testing.T) { again(t, open) })
	t.Run("Versions", func(t *testing.T) { versions(t, open) })
	t.Run("Rereading", func(t *testing.T) { rereading(t, open) })
	t.Run("Pages", func(t *testing.T) { pages(t, open) })
	t.Run("Search", func(t *testing.T) { search(t, open) })
}

// bench is a ledger for a test.
type bench struct {
	*ledger.Ledger
	t   testing.TB
	now time.Time
}

func start(t testing.TB, open Open) *bench {
	t.Helper()
	key, err := ledger.OpenKey(filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	store, blobs := open(t)
	b := &bench{t: t, now: time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)}
	b.Ledger = ledger.New(store, blobs, key).At(func() time.Time { return b.now })
	return b
}

// article makes an article of paragraphs of the form "SPEAKER said CONTENT."
func article(url, published string, lines ...string) *ledger.Article {
	doc := &hearsay.Document{URL: url, Publisher: "The Post", Published: published, Basis: hearsay.BasisStated, Language: "en"}
	var sts []hearsay.Statement
	var text strings.Builder
	for _, line := range lines {
		at := text.Len()
		text.WriteString(line)
		doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: at, End: text.Len()}})
		text.WriteString("\n\n")
		before, after, ok := strings.Cut(line, " said ")
		if !ok {
			continue
		}
		var st hearsay.Statement
		st.Source = []hearsay.Span{{Start: at, End: at + len(before)}}
		st.Cue = []hearsay.Span{{Start: at + len(before) + 1, End: at + len(before) + 5}}
		st.Content = []hearsay.Span{{Start: at + len(before) + 6, End: at + len(before) + 6 + len(strings.TrimSuffix(after, "."))}}
		st.Nested, st.Score = -1, .5
		st.Speaker = hearsay.Speaker{ID: hearsay.SpeakerID(before, "", ""), Name: before, Kind: hearsay.KindPerson, Basis: hearsay.ByName}
		st.SaidOn = published[:min(len(published), 10)]
		sts = append(sts, st)
	}
	doc.Text = text.String()
	doc.ID = hearsay.DocumentID(url, doc.Text)
	return &ledger.Article{
		Name: url, Canonical: url, Retrieved: time.Date(2025, 5, 1, 10, 0, 0, 0, time.UTC),
		Doc: doc, Statements: sts, By: record.Extractor{Model: "fast", Version: "1"},
	}
}

// put records articles whose snapshots are their texts.
func (b *bench) put(articles ...*ledger.Article) []ledger.Outcome {
	b.t.Helper()
	for _, a := range articles {
		sum, err := b.Snapshots().Put(b.t.Context(), []byte(a.Doc.Text))
		if err != nil {
			b.t.Fatal(err)
		}
		a.SHA256, a.Size = sum, int64(len(a.Doc.Text))
	}
	out, err := b.Record(b.t.Context(), articles)
	if err != nil {
		b.t.Fatal(err)
	}
	b.now = b.now.Add(time.Hour)
	return out
}

// verify expects a ledger without a fault.
func (b *bench) verify() *ledger.Verification {
	b.t.Helper()
	v, err := b.Verify(b.t.Context(), ledger.VerifyOptions{})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range v.Faults {
		b.t.Error(f.Error())
	}
	return v
}

// find gives the contents of the statements of a page, joined.
func (b *bench) find(q ledger.StatementQuery) string {
	b.t.Helper()
	page, err := b.FindStatements(b.t.Context(), q)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.contents(page)
}

func (b *bench) contents(page *ledger.StatementPage) string {
	b.t.Helper()
	var out []string
	for _, s := range page.Statements {
		out = append(out, content(b.t, s.Record))
	}
	return strings.Join(out, " | ")
}

func (b *bench) is(got, want string) {
	b.t.Helper()
	if got != want {
		b.t.Errorf("got %q, want %q", got, want)
	}
}

func records(t *testing.T, open Open) {
	b := start(t, open)
	out := b.put(article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.", "Carl Dov said 40 were missing."))
	if !out[0].New || !out[0].Read || out[0].Statements != 2 {
		t.Errorf("%+v", out[0])
	}
	v := b.verify()
	if v.Size != 6 || v.Snapshots != 1 || len(v.Keys) != 1 { // key, snapshot, document, two statements, reading
		t.Errorf("%+v", v)
	}
	b.is(b.find(ledger.StatementQuery{}), "40 were missing | the dam broke")
	b.is(b.find(ledger.StatementQuery{Speaker: "bel"}), "the dam broke")
	counts, err := b.Counts(t.Context())
	if err != nil || counts.Documents != 1 || counts.Statements != 2 {
		t.Errorf("%+v, %v", counts, err)
	}
	docs, err := b.FindDocuments(t.Context(), ledger.DocumentQuery{URL: "https://a.example/1"})
	if err != nil || len(docs.Documents) != 1 || docs.Documents[0].Statements != 2 {
		t.Errorf("%+v, %v", docs, err)
	}
}

// What was recorded already changes nothing.
func again(t *testing.T, open Open) {
	b := start(t, open)
	a := article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.")
	b.put(a)
	before, err := b.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := b.put(article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke."), article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke."))
	after, err := b.Head(t.Context())
	if err != nil || after != before || out[0].New || out[0].Read {
		t.Errorf("%+v, then %+v: %v; %+v", before, after, err, out)
	}
	b.verify()
}

func versions(t *testing.T, open Open) {
	b := start(t, open)
	first := article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.", "Carl Dov said 40 were missing.")
	b.put(first)
	second := article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.", "Carl Dov said 14 were missing.")
	second.Retrieved = first.Retrieved.Add(24 * time.Hour)
	out := b.put(second)
	if v := out[0].Version; v == nil || v.Replaces != first.Doc.ID || v.Number != 2 {
		t.Errorf("%+v", v)
	}
	b.verify()
	b.is(b.find(ledger.StatementQuery{}), "14 were missing | the dam broke")
	b.is(b.find(ledger.StatementQuery{AsOf: ledger.AsOf{Published: "2025-04-30"}, All: true}), "40 were missing | the dam broke")
	b.is(b.find(ledger.StatementQuery{AsOf: ledger.AsOf{Recorded: "2025-05-01T12:30:00Z"}}), "40 were missing | the dam broke")
	// The page shows the first text again.
	third := article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.", "Carl Dov said 40 were missing.")
	third.Retrieved = first.Retrieved.Add(48 * time.Hour)
	out = b.put(third)
	if v := out[0].Version; v == nil || v.Replaces != second.Doc.ID || v.Number != 3 || out[0].New {
		t.Errorf("%+v", v)
	}
	b.is(b.find(ledger.StatementQuery{}), "40 were missing | the dam broke")
	b.verify()
	// A copy made before the first is found late.
	early := article("https://a.example/1", "2025-04-28", "Ana Bel said the dam leaked.")
	early.Retrieved = first.Retrieved.Add(-24 * time.Hour)
	b.put(early)
	b.is(b.find(ledger.StatementQuery{}), "40 were missing | the dam broke")
	b.verify()
}

func rereading(t *testing.T, open Open) {
	b := start(t, open)
	a := article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.", "Carl Dov said 40 were missing.")
	b.put(a)
	a.Statements, a.By.Model, a.Again = a.Statements[1:], "accurate", true
	if out := b.put(a); !out[0].Read {
		t.Errorf("%+v", out)
	}
	b.verify()
	b.is(b.find(ledger.StatementQuery{}), "40 were missing")
	b.is(b.find(ledger.StatementQuery{All: true}), "40 were missing | 40 were missing | the dam broke")
	b.is(b.find(ledger.StatementQuery{AsOf: ledger.AsOf{Recorded: "2025-05-01T12:30:00Z"}}), "40 were missing | the dam broke")
	if out := b.put(a); out[0].Read {
		t.Errorf("%+v", out)
	}
}

func pages(t *testing.T, open Open) {
	b := start(t, open)
	for i := range 7 {
		b.put(article(fmt.Sprintf("https://a.example/%d", i), fmt.Sprintf("2025-04-%02d", 10+i%3),
			fmt.Sprintf("Ana Bel said item %d broke.", i), fmt.Sprintf("Carl Dov said item %d held.", i)))
	}
	for _, q := range []ledger.StatementQuery{{}, {Text: "item"}, {Speaker: "Ana"}, {Speaker: "nobody"}} {
		q.Limit = 1000
		want := b.find(q)
		q.Limit = 3
		var got []string
		for {
			page, err := b.FindStatements(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if s := b.contents(page); s != "" {
				got = append(got, s)
			}
			if q.After = page.Next; q.After == "" {
				break
			}
		}
		b.is(strings.Join(got, " | "), want)
	}
}

func search(t *testing.T, open Open) {
	b := start(t, open)
	b.put(article("https://a.example/1", "2025-04-28",
		"Ana Bel said the Überläufer’s missiles hit two cities.", "Carl Dov said no missile was fired at Kell Gap.", "Evi Fon said the gap was closed at kell."))
	for _, c := range []struct{ text, want string }{
		{"missile", "no missile was fired at Kell Gap | the Überläufer’s missiles hit two cities"},
		{"Missiles city", "the Überläufer’s missiles hit two cities"},
		{"uberlaufer", "the Überläufer’s missiles hit two cities"},
		{`"kell gap"`, "no missile was fired at Kell Gap"},
		{"kell gap", "the gap was closed at kell | no missile was fired at Kell Gap"},
		{"gap -missile", "the gap was closed at kell"},
		{"miss*", "no missile was fired at Kell Gap | the Überläufer’s missiles hit two cities"},
		{"dov", "no missile was fired at Kell Gap"},
		{"nothing", ""},
		{`kell "`, "the gap was closed at kell | no missile was fired at Kell Gap"},
		{"kell AND (gap* OR", ""},
	} {
		if got := b.find(ledger.StatementQuery{Text: c.text}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
	page, err := b.FindStatements(context.Background(), ledger.StatementQuery{Text: `"kell gap"`})
	if err != nil || len(page.Statements) != 1 {
		t.Fatal(page, err)
	}
	b.is(page.Statements[0].Snippet, "no missile was fired at «Kell Gap»")
	_ = snapshot.IsAddress
}
