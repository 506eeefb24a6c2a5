package date_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/nlp/norm/date"
)

// analyser gives the function that reads a text, a block a line.
func analyser(t testing.TB) func(text string) *hearsay.Analysis {
	t.Helper()
	var w nlp.Weights
	for file, into := range map[string]*[]byte{"clusters.bin": &w.Clusters, "tag.bin": &w.Tag, "parse.bin": &w.Parse} {
		data, err := model.Weights(file)
		if err != nil {
			t.Fatal(err)
		}
		*into = data
	}
	p, err := nlp.New(w)
	if err != nil {
		t.Fatal(err)
	}
	return func(text string) *hearsay.Analysis {
		doc := &hearsay.Document{Text: text}
		at := 0
		for line := range strings.SplitSeq(text, "\n") {
			if line != "" {
				doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: at, End: at + len(line)}})
			}
			at += len(line) + 1
		}
		an, err := p.Analyse(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		return an
	}
}

type reading struct{ Date, StartDate, EndDate string }

type corpusCase struct {
	Input   string
	Context struct{ ReferenceDateTime string }
	Results []struct {
		Text          string
		Start, Length int
		Value         struct{ FutureResolution, PastResolution reading }
	}
}

// TestRecognizers scores the dates and periods of Microsoft's Recognizers-Text
// (MIT): a case counts when exactly its spans are found, with both readings.
func TestRecognizers(t *testing.T) {
	dir := os.Getenv("HEARSAY_SHARED")
	if dir == "" {
		dir = "../../../../shared"
	}
	dir = filepath.Join(dir, "corpora", "recognizers")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpora here: set HEARSAY_SHARED to the folder that holds them")
	}
	analyse := analyser(t)
	for _, c := range []struct {
		file    string
		periods bool
		floor   float64
	}{{"DateParser.json", false, .85}, {"DatePeriodParser.json", true, .60}} {
		data, err := os.ReadFile(filepath.Join(dir, c.file))
		if err != nil {
			t.Fatal(err)
		}
		var cases []corpusCase
		if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &cases); err != nil {
			t.Fatal(err)
		}
		right := 0
		for _, x := range cases {
			if got := wrong(analyse, x, c.periods); got != "" {
				t.Logf("%s: %q: %s", c.file, x.Input, got)
				continue
			}
			right++
		}
		share := float64(right) / float64(len(cases))
		t.Logf("%s: %d of %d, %.3f", c.file, right, len(cases), share)
		if share < c.floor {
			t.Errorf("%s: %.3f is below %.2f", c.file, share, c.floor)
		}
	}
}

// wrong says what of a case is not found, "" when all is.
func wrong(analyse func(string) *hearsay.Analysis, x corpusCase, periods bool) string {
	ref, err := time.Parse("2006-01-02T15:04:05", x.Context.ReferenceDateTime)
	if err != nil {
		ref = time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	an := analyse(x.Input)
	var found []date.Found
	for _, d := range date.Find(an, 0, len(an.Tokens), ref, nil) {
		if d.Period == periods {
			found = append(found, d)
		}
	}
	var b strings.Builder
	iso := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.DateOnly)
	}
	for _, d := range found {
		b.WriteString(" [" + x.Input[d.Span.Start:d.Span.End] + " past " + iso(d.PastStart) + ".." + iso(d.PastEnd) + " future " + iso(d.FutureStart) + ".." + iso(d.FutureEnd) + "]")
	}
	if len(found) != len(x.Results) {
		return "found" + b.String()
	}
	for i, want := range x.Results {
		d := found[i]
		from, to := utf8.RuneCountInString(x.Input[:d.Span.Start]), utf8.RuneCountInString(x.Input[:d.Span.End])
		if from != want.Start || to != want.Start+want.Length {
			return "span" + b.String()
		}
		past, fut := want.Value.PastResolution, want.Value.FutureResolution
		if !periods && (past.Date != iso(d.PastStart) || fut.Date != iso(d.FutureStart)) {
			return "date" + b.String()
		}
		if periods && past != (reading{}) && (past.StartDate != iso(d.PastStart) || past.EndDate != iso(d.PastEnd) || fut.StartDate != iso(d.FutureStart) || fut.EndDate != iso(d.FutureEnd)) {
			return "period" + b.String()
		}
	}
	return ""
}
