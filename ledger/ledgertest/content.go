package ledgertest

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/record"
)

// fetched is when articles were fetched unless they say otherwise.
var fetched = time.Date(2025, 5, 1, 10, 0, 0, 0, time.UTC)

var date = regexp.MustCompile(`\d{4}-\d\d-\d\d`)

// article makes an article of paragraphs of the form "SPEAKER said CONTENT." Dates in the
// content are those of events.
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
		from := at + len(before) + 6
		st.Content = []hearsay.Span{{Start: from, End: from + len(strings.TrimSuffix(after, "."))}}
		st.Nested, st.Score = -1, .5
		st.Speaker = hearsay.Speaker{ID: hearsay.SpeakerID(before, "", ""), Name: before, Kind: hearsay.KindPerson, Basis: hearsay.ByName}
		st.SaidOn = published[:min(len(published), 10)]
		for _, d := range date.FindAllStringIndex(after, -1) {
			st.Times = append(st.Times, hearsay.Time{Span: hearsay.Span{Start: from + d[0], End: from + d[1]}, Value: after[d[0]:d[1]]})
		}
		sts = append(sts, st)
	}
	doc.Text = text.String()
	doc.ID = hearsay.DocumentID(url, doc.Text)
	return &ledger.Article{
		Name: url, Canonical: url, Retrieved: fetched,
		Doc: doc, Statements: sts, By: record.Extractor{Model: "fast", Version: "1"},
	}
}

// at says that an article was fetched some hours later than others, or earlier.
func at(a *ledger.Article, hours int) *ledger.Article {
	a.Retrieved = fetched.Add(time.Duration(hours) * time.Hour)
	return a
}

// content is the text of the content of a statement's record.
func content(t testing.TB, rec []byte) string {
	t.Helper()
	var s struct {
		Content struct {
			Spans []struct{ Text string } `json:"spans"`
		} `json:"content"`
	}
	if err := json.Unmarshal(rec, &s); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range s.Content.Spans {
		out = append(out, p.Text)
	}
	return strings.Join(out, " … ")
}

// contents are those of a page's statements, joined.
func (b *bench) contents(page *ledger.StatementPage) string {
	b.t.Helper()
	var out []string
	for _, s := range page.Statements {
		out = append(out, content(b.t, s.Record))
	}
	return strings.Join(out, " | ")
}
