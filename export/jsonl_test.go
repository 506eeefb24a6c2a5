package export_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
	"github.com/hearsay-news/hearsay/internal/inline"
	"github.com/hearsay-news/hearsay/record"
)

func jsonl(t *testing.T, doc *hearsay.Document, sts []hearsay.Statement) string {
	t.Helper()
	var out bytes.Buffer
	w := export.NewJSONL(&out, record.Extractor{Model: "fast", Version: "1"})
	if err := w.Write(doc, sts); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// read is a statement as its readers see it.
type read struct {
	Schema, ID string
	Document   struct {
		ID        string
		Path, URL *string
		Byline    []string
	}
	Source, Cue, Content struct {
		Spans []struct {
			Start, End int
			Text       string
		}
	}
	NestedIn   *string `json:"nested_in"`
	Confidence float64
}

func records(t *testing.T, lines string) []read {
	t.Helper()
	var out []read
	for line := range strings.Lines(lines) {
		var r read
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		out = append(out, r)
	}
	return out
}

func TestJSONLine(t *testing.T) {
	doc, sts := inline.Parse("“[T1 Né <b>&]”, [S1 she] [C1 said].")
	doc.ID = "doc_x"
	sts[0].Mode, sts[0].Score = hearsay.ModeDirect, .12345
	want := `{"schema":"hearsay/statement/1","id":"` + record.StatementID("doc_x", hearsay.NewCodePoints(doc.Text), &sts[0].Attribution) + `",` +
		`"document":{"id":"doc_x","path":"a.txt","url":null,"title":null,"publisher":null,"byline":[],"published":null,"published_basis":"unknown","language":"en","supersedes":null},` +
		`"zone":"body","mode":"direct",` +
		`"source":{"spans":[{"start":11,"end":14,"text":"she"}]},"cue":{"spans":[{"start":15,"end":19,"text":"said"}]},"content":{"spans":[{"start":1,"end":8,"text":"Né <b>&"}]},` +
		`"nested_in":null,"extractor":{"model":"fast","version":"1"},"confidence":0.123}` + "\n"
	if got := jsonl(t, doc, sts); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestJSONLNothing(t *testing.T) {
	doc, _ := inline.Parse("Nobody said anything.")
	if got := jsonl(t, doc, nil); got != "" {
		t.Errorf("got %q", got)
	}
}

// Whatever the text, a line is one line for every reader of lines, valid UTF-8, and
// its spans are those of the text counted in code points.
func TestJSONLHostileText(t *testing.T) {
	doc, sts := inline.Parse("[S1 \x1b[31m Ё\u0301 👩‍👩‍👧 \"quo\\te\"] [C1 sa\u2028id\u0085] [T1 \u202eright\x00\x7f\u009b\r\nto left ﷽].")
	doc.Path, doc.Title = "bad\xff\xfename\n", "</script>\u2029"
	out := jsonl(t, doc, sts)
	if !utf8.ValidString(out) || strings.IndexFunc(out[:len(out)-1], func(r rune) bool {
		return r < ' ' || 0x7F <= r && r < 0xA0 || r == 0x2028 || r == 0x2029
	}) >= 0 {
		t.Errorf("hostile characters in %q", out)
	}
	r := records(t, out)[0]
	runes := []rune(doc.Text)
	for _, role := range [][]struct {
		Start, End int
		Text       string
	}{r.Source.Spans, r.Cue.Spans, r.Content.Spans} {
		for _, s := range role {
			if string(runes[s.Start:s.End]) != s.Text {
				t.Errorf("%d to %d is %q, not %q", s.Start, s.End, string(runes[s.Start:s.End]), s.Text)
			}
		}
	}
	if *r.Document.Path != "bad\uFFFD\uFFFDname\n" {
		t.Errorf("path %q", *r.Document.Path)
	}
}

func TestJSONLStringsAsEncodingJSON(t *testing.T) {
	for c := rune(0); c < 0x3000; c++ {
		doc := &hearsay.Document{Text: "a" + string(c) + "b"}
		out := jsonl(t, doc, hearsay.Unresolved(hearsay.Attribution{Content: span(0, len(doc.Text)), Nested: -1}))
		if got := records(t, out)[0].Content.Spans[0].Text; got != doc.Text {
			t.Fatalf("%U comes back as %q", c, got)
		}
	}
}

func TestJSONLNested(t *testing.T) {
	doc, sts := inline.Parse("[S1 A] [C1 said] [T1 [S2 B] [C2 said] [T2 x]].")
	sts[0].Score, sts[1].Score = math.NaN(), 2
	r := records(t, jsonl(t, doc, sts))
	if r[0].NestedIn != nil || r[1].NestedIn == nil || *r[1].NestedIn != r[0].ID {
		t.Errorf("nested in %v and %v", r[0].NestedIn, r[1].NestedIn)
	}
	if r[0].Confidence != 0 || r[1].Confidence != 1 {
		t.Errorf("confidences %v and %v", r[0].Confidence, r[1].Confidence)
	}
}

// The ID can be worked out from the line alone, as docs/schema.md says.
func TestStatementID(t *testing.T) {
	doc, sts := inline.Parse("“[T1 Né]”, [S1 she] [C1 said], “[T1 so].”")
	r := records(t, jsonl(t, doc, sts))[0]
	h := sha256.New()
	h.Write([]byte("st_"))
	for _, part := range []string{r.Document.ID, "6-9", "10-14", "1-3 17-19"} {
		binary.Write(h, binary.LittleEndian, uint64(len(part)))
		io.WriteString(h, part)
	}
	want := "st_" + strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil)))[:26]
	if r.ID != want {
		t.Errorf("got %s, want %s for %+v", r.ID, want, r)
	}
	other := sts[0]
	other.Mode, other.Score, other.Nested, other.Zone = hearsay.ModeMixed, .1, 7, hearsay.ZoneDeck
	points := hearsay.NewCodePoints(doc.Text)
	if record.StatementID(doc.ID, points, &other.Attribution) != r.ID {
		t.Error("the ID hangs on more than text and spans")
	}
	other.Cue = nil
	if record.StatementID(doc.ID, points, &other.Attribution) == r.ID {
		t.Error("the ID does not hang on the cue")
	}
}

func BenchmarkJSONL(b *testing.B) {
	var text strings.Builder
	for i := range 25 {
		fmt.Fprintf(&text, "[S%d The Ministry of Foreign Affairs] [C%d said in a statement] [T%d that it “would neither confirm nor deny” reports of number %d].\n\n", i+1, i+1, i+1, i)
	}
	doc, sts := inline.Parse(text.String())
	doc.Title, doc.Publisher, doc.Byline = "A headline of the usual length, in so many words", "The Outlet", []string{"A Writer"}
	var out bytes.Buffer
	w := export.NewJSONL(&out, record.Extractor{Model: "fast", Version: "1"})
	if err := w.Write(doc, sts); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(out.Len()))
	b.ReportAllocs()
	w = export.NewJSONL(io.Discard, record.Extractor{Model: "fast", Version: "1"})
	for b.Loop() {
		if err := w.Write(doc, sts); err != nil {
			b.Fatal(err)
		}
	}
}
