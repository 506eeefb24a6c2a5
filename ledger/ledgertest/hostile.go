package ledgertest

import (
	"bytes"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger"
)

// Texts that no column of a database takes as they are.
func hostile(t *testing.T, k Kind) {
	b := start(t, k)
	for i, bad := range []string{"a\x00b", "\x00", "\xff\xfe", "a\xc3", "\xed\xa0\x80", "\u202eabc", "\x1b[31m", "line\nbreak\r", `"quoted" \u0000`, "𐀀\U0010FFFF", "]]>", strings.Repeat("\x00", 700)} {
		a := article("https://a.example/"+string(rune('a'+i)), "2025-04-28", "Ana Bel said thing "+string(rune('a'+i))+".")
		a.Name, a.Type, a.By.Model, a.By.Version = bad, bad, bad, bad
		a.Header = []ledger.Header{{Name: bad, Value: bad}}
		a.Doc.Title, a.Doc.Publisher, a.Doc.Path, a.Doc.Language, a.Doc.Published = bad, bad, bad, bad, bad
		a.Statements[0].Speaker.Name, a.Statements[0].Speaker.Party, a.Statements[0].Speaker.ID, a.Statements[0].SaidOn = bad, bad, bad, bad
		a.Statements[0].Times = []hearsay.Time{{Span: a.Statements[0].Content[0], Value: bad}}
		b.put(a)
		// Where it came from tells snapshots apart, and so does the canonical URL.
		c := article(bad, bad, "Ana Bel said other "+string(rune('a'+i))+".")
		b.put(c)
		d := at(article(bad, bad, "Ana Bel said another "+string(rune('a'+i))+"."), 1)
		if out := b.put(d); out[0].Version == nil {
			t.Errorf("%q: no version", bad)
		}
		b.foundIn("thing", "thing "+string(rune('a'+i)))
	}
	b.verify()
}

// Values of 5 MB.
func large(t *testing.T, k Kind) {
	b := start(t, k)
	big := strings.Repeat("lorem ipsum dolor ", 5<<20/18)
	a := article("https://a.example/1", "2025-04-28", "Ana Bel said "+big+"end.")
	mega := big[:1<<20]
	a.Doc.Title, a.Doc.Publisher, a.Doc.Path, a.Name, a.Type = mega, mega, mega, mega, mega
	a.Statements[0].Speaker.Name = mega
	b.put(a)
	b.put(article("https://a.example/2?"+mega, "2025-04-28", "Ana Bel said short."))
	out := b.put(at(article("https://a.example/2?"+mega, "2025-04-28", "Ana Bel said shorter."), 1))
	if out[0].Version == nil {
		t.Error("a long URL has no versions")
	}
	page, err := b.FindStatements(t.Context(), ledger.StatementQuery{Text: "ipsum dolor"})
	if err != nil || len(page.Statements) != 1 || !strings.HasSuffix(content(t, page.Statements[0].Record), " end") || len(page.Statements[0].Snippet) > 1000 {
		t.Fatalf("%v, %v", len(page.Statements), err)
	}
	// Many different words, one letter each: what an index of words likes least.
	var odd strings.Builder
	for r := rune(0x4e00); r < 0x9fa0; r++ {
		odd.WriteRune(r)
		odd.WriteByte(' ')
	}
	for r := rune(0x20000); r < 0x2a000; r++ {
		odd.WriteRune(r)
		odd.WriteByte(' ')
	}
	b.put(article("https://a.example/3", "2025-04-28", "Ana Bel said "+odd.String()+"."))
	b.foundIn("\u4e00", strings.TrimSuffix(strings.TrimSuffix(odd.String(), "."), "."))
	// Bytes without any text in them.
	data := bytes.Repeat([]byte{0, 255, 13, 10}, 5<<18)
	sum, err := b.Snapshots().Put(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := b.Snapshots().Get(t.Context(), sum); err != nil || !bytes.Equal(got, data) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	b.verify()
}
