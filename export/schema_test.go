package export_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/inline"
	"github.com/hearsay-news/hearsay/record"
)

// validate holds one record against a schema of docs/schema.
func validate(t *testing.T, schema string, record []byte) error {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("../docs/schema/" + schema)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(record))
	if err != nil {
		t.Fatalf("%v: %s", err, record)
	}
	return s.Validate(value)
}

func TestStatementsKeepTheSchema(t *testing.T) {
	doc, sts := inline.Parse("headline| [S1 Ministry] [C1 denies] [T1 raid]\n\ncaption| [S2 It] [C2 said] [T2 so], in “[T3 quotes]”.")
	for _, d := range []hearsay.Document{*doc, {
		Path: "-", URL: "https://news.example/a", Title: "T", Publisher: "P", Byline: []string{"A. Writer", "B"},
		Published: "2031-05-04T10:30:00+02:00", Basis: hearsay.BasisStated, Language: "en", Supersedes: doc.ID, Text: doc.Text, ID: doc.ID,
	}} {
		for _, line := range strings.SplitAfter(jsonl(t, &d, sts), "\n") {
			if line == "" {
				continue
			}
			if err := validate(t, "statement-1.json", []byte(line)); err != nil {
				t.Errorf("%v\n%s", err, line)
			}
		}
	}
}

func TestResolvedStatementsKeepTheSchema(t *testing.T) {
	doc, sts := inline.Known()
	sts[1].Figures = append(sts[1].Figures, hearsay.Figure{Span: sts[1].Cue[0], Low: math.NaN(), High: 1e300})
	sts[1].Places = append(sts[1].Places, hearsay.Place{Span: sts[1].Cue[0], Name: "Nowhere", Lat: math.NaN(), Lon: math.NaN(), Basis: "unresolved"})
	for line := range strings.Lines(jsonl(t, doc, sts)) {
		if err := validate(t, "statement-1.json", []byte(line)); err != nil {
			t.Errorf("%v\n%s", err, line)
		}
		for _, field := range []string{"speaker", "chain", "act", "plover", "certainty", "polarity", "distanced", "hedges", "said_on", "times", "figures", "places"} {
			if !strings.Contains(line, `"`+field+`":`) {
				t.Errorf("no %s in %s", field, line)
			}
		}
	}
}

// The example of docs/schema.md is a record, and the page names every field of one.
func TestDocsTellOfEveryField(t *testing.T) {
	data, err := os.ReadFile("../docs/schema.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "```json\n")
	record, rest, _ := strings.Cut(rest, "```\n")
	if err := validate(t, "statement-1.json", []byte(record)); err != nil {
		t.Errorf("%v\n%s", err, record)
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(record), &fields); err != nil {
		t.Fatal(err)
	}
	doc, sts := inline.Known()
	var full map[string]any
	if err := json.Unmarshal([]byte(strings.SplitAfter(jsonl(t, doc, sts), "\n")[0]), &full); err != nil {
		t.Fatal(err)
	}
	for field := range full {
		if _, ok := fields[field]; !ok {
			t.Errorf("the example has no %s", field)
		}
		if !strings.Contains(rest, "`"+field) && field != "schema" {
			t.Errorf("the page does not tell of %s", field)
		}
	}
}

func TestDocumentsKeepTheSchema(t *testing.T) {
	doc, _ := inline.Parse("headline| Title é\n\nBody\x1b text.")
	if err := validate(t, "document-1.json", record.AppendDocument(nil, doc)); err != nil {
		t.Error(err)
	}
}

// The schema knows every field of the contract, and it refuses what breaks it.
func TestSchemaOfTheWholeContract(t *testing.T) {
	const span = `{"start":0,"end":4,"text":"Drev"}`
	full := `{"schema":"hearsay/statement/1","id":"st_aaaaaaaaaaaaaaaaaaaaaaaaaa","document":{"id":"doc_aaaaaaaaaaaaaaaaaaaaaaaaaa","path":"a.txt","url":null,
		"title":"T","publisher":"P","byline":["B"],"published":"2025-04-28","published_basis":"inferred","language":"en","supersedes":null},
		"zone":"body","mode":"mixed","source":{"spans":[` + span + `]},"cue":{"spans":[]},"content":{"spans":[` + span + `]},
		"speaker":{"id":"sp_aaaaaaaaaaaaaaaaaaaaaaaaaa","name":"N","kind":"organization","party":"Drevia","basis":"alias"},
		"chain":[{"name":"Agency","span":` + span + `}],"act":"confirm","plover":null,"certainty":"probable","polarity":"negative","distanced":true,
		"hedges":[` + span + `],"said_on":"2025-01",
		"times":[{"start":0,"end":4,"text":"2024","value":"2024","precision":"year"}],
		"figures":[{"start":0,"end":4,"text":"over","low":300,"high":null,"approx":false,"unit":"person","outcome":"killed","of":"soldiers"}],
		"places":[{"start":0,"end":4,"text":"Drev","name":"Drev","country":null,"lat":51.7,"lon":36.2,"basis":"region"}],
		"nested_in":"st_bbbbbbbbbbbbbbbbbbbbbbbbbb","extractor":{"model":"fast","version":"1"},"confidence":0.93}`
	if err := validate(t, "statement-1.json", []byte(full)); err != nil {
		t.Error(err)
	}
	for _, c := range []struct{ from, to string }{
		{`"confidence":0.93`, `"confidence":1.2`},
		{`"zone":"body"`, `"zone":"furniture"`},
		{`"content":{"spans":[` + span + `]}`, `"content":{"spans":[]}`},
		{`"plover":null`, `"plover":"PROTEST"`},
		{`"basis":"region"`, `"basis":"gazetteer"`},
		{`"id":"sp_`, `"id":"`},
		{`"act":"confirm"`, `"act":"mumble"`},
		{`"outcome":"killed"`, `"outcome":"bruised"`},
		{`"said_on":"2025-01"`, `"said_on":"last year"`},
		{`"id":"st_a`, `"id":"st_1`},
		{`"start":0`, `"start":-1`},
		{`"published_basis":"inferred",`, ``},
	} {
		broken := strings.Replace(full, c.from, c.to, 1)
		if broken == full {
			t.Fatalf("%s does not occur", c.from)
		}
		if validate(t, "statement-1.json", []byte(broken)) == nil {
			t.Errorf("the schema lets %s pass", c.to)
		}
	}
}
