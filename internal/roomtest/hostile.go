package roomtest

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/record"
)

// Bad are names that formulas, markup, terminals and readers of lines take for something
// else.
var Bad = []string{
	"=HYPERLINK(\"https://a.example\")", "+1+1", "-2", "@SUM(A1)", "\t=1", "\x00=1", "\u202eevil", "</script><script>alert(1)</script>",
	"[x](javascript:alert(1))", "| a | b |", "a\r\nb\u2028c", "\x1b[31m", "<img src=x onerror=alert(1)>", "𐀀é\U0010FFFF", "{{.}}", "`code` *b* _i_ # h",
}

// AddBad records an article whose every name is bad, and whose statements have places and
// figures. It gives how many statements that are.
func AddBad(tb testing.TB, room *newsroom.Newsroom) int {
	tb.Helper()
	var text strings.Builder
	text.WriteString("𐀀 é.\n\n")
	doc := &hearsay.Document{URL: "https://a.example/?q=<\"'>", Language: "en", Published: "2025-04-28", Basis: hearsay.BasisStated, Title: strings.Join(Bad[:8], " "), Publisher: Bad[0]}
	var sts []hearsay.Statement
	put := func(s string) hearsay.Span {
		from := text.Len()
		text.WriteString(s)
		return hearsay.Span{Start: from, End: text.Len()}
	}
	for _, bad := range Bad {
		bad = strings.ReplaceAll(bad, "\x00", "\u0001")
		st := hearsay.Statement{Attribution: hearsay.Attribution{Nested: -1, Score: .5}}
		st.Source = []hearsay.Span{put(bad)}
		text.WriteString(" ")
		st.Cue = []hearsay.Span{put("said")}
		text.WriteString(" ")
		st.Content = []hearsay.Span{put("that " + bad + " at least 30 soldiers were killed in Oslo")}
		text.WriteString(".\n\n")
		c := st.Content[0]
		st.Figures = []hearsay.Figure{{Span: c, Low: 30, High: math.Inf(1), Unit: "person", Outcome: "killed"}}
		st.Places = []hearsay.Place{{Span: c, Name: "Oslo", Country: "NO", Lat: 59.91, Lon: 10.74, Basis: "capital"}, {Span: c, Name: bad, Lat: math.NaN(), Lon: math.NaN(), Basis: "unresolved"}}
		st.Speaker = hearsay.Speaker{ID: hearsay.SpeakerID(bad, bad, ""), Name: bad, Party: bad, Kind: hearsay.KindPerson}
		st.Chain = []hearsay.Carrier{{Name: bad}}
		st.Certainty, st.Distanced, st.Hedges = hearsay.Possible, true, st.Cue
		sts = append(sts, st)
	}
	doc.Text = text.String()
	doc.Blocks = []hearsay.Block{{Span: hearsay.Span{End: len(doc.Text)}}}
	doc.ID = hearsay.DocumentID(doc.URL, doc.Text)
	ctx := tb.Context()
	sum, err := room.Ledger.Snapshots().Put(ctx, []byte(doc.Text))
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := room.Ledger.Record(ctx, []*ledger.Article{{
		Name: "bad", SHA256: sum, Size: int64(len(doc.Text)), Retrieved: time.Date(2025, 4, 29, 0, 0, 0, 0, time.UTC), Doc: doc, Statements: sts, By: record.Extractor{Model: "fast", Version: "test"},
	}}); err != nil {
		tb.Fatal(err)
	}
	return len(sts)
}

// Twice has something written twice and fails where the bytes differ.
func Twice(tb testing.TB, write func(*bytes.Buffer) error) []byte {
	tb.Helper()
	var a, b bytes.Buffer
	if err := write(&a); err != nil {
		tb.Fatal(err)
	}
	if err := write(&b); err != nil {
		tb.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		tb.Error("the same ledger gives other bytes the second time")
	}
	return a.Bytes()
}
