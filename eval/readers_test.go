package eval_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
)

func TestReadBrat(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"pieces, roles with digits, order", "T1\tContent 10 20;2 4\tx y\nT2\tSource 30 31\tz\nE1\tA:T9 Content2:T1 SOURCE:T2 Content:T2\n", "S[{30 31}] C[] T[{2 4} {10 20} {30 31}]"},
		{"reference to nothing", "T1\tContent 1 2\tx\nE1\tContent:T1 Cue:T7\n", "S[] C[] T[{1 2}]"},
		{"reference further down", "E1\tContent:T1\nT1\tContent 1 2\tx\nE2\tContent:T1", "S[] C[] T[{1 2}]"},
		{"no content", "T1\tCue 1 2\tx\nE1\tCue:T1\n", ""},
		{"junk and broken text columns", "T1\tContent 1 2\tone\ntwo\tT3\n\nT\tx\nTx\tContent\n#1\tNote\nE\nE4\nE1\tContent:T1\tmore\r\n", "S[] C[] T[{1 2}]"},
		{"last line of an ID counts", "T1\tContent 1 2\tx\nT1\tContent 3 4\tx\nE1\tContent:T1", "S[] C[] T[{3 4}]"},
	} {
		as, err := eval.ReadBrat(strings.NewReader(c.in))
		var got []string
		for _, a := range must(t, as, err) {
			got = append(got, fmt.Sprintf("S%v C%v T%v", a.Source, a.Cue, a.Content))
		}
		equal(t, c.name, strings.Join(got, "\n"), c.want)
	}
}

// fault holds that an error has these words.
func fault(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
}

func TestReaderFaults(t *testing.T) {
	for in, want := range map[string]string{
		"T1\tContent\t":             "line 1: offsets",
		"\nT1\tContent 1 2;3\t":     "line 2: offsets",
		"T1\tContent 1 b":           "line 1: offsets",
		"E1\tContent":               "line 1: argument",
		"\n\nE1\tContent:T1:T2":     "line 3: argument",
		"T1\tContent 1 2\t\xff\xfe": "line 1: not valid UTF-8",
	} {
		_, err := eval.ReadBrat(strings.NewReader(in))
		fault(t, err, want)
	}
	for in, want := range map[string]string{
		"{":                       "line 1",
		"\n\n{}":                  "line 3: statement without",
		`{"document":{"path":1}}`: "line 1",
		`{"document":{"path":"a"},"source":{"spans":[{"start":1}]}}`:            "source: span",
		`{"document":{"path":"a"},"cue":{"spans":[{"start":-1,"end":4}]}}`:      "cue: span",
		`{"document":{"path":"a"},"content":{"spans":[{"start":1.5,"end":4}]}}`: "line 1",
	} {
		_, err := eval.ReadPredictions(strings.NewReader(in))
		fault(t, err, want)
	}
	for in, want := range map[string]string{
		"{}":                                    "line 1: instance without",
		`{"id":"a","tokens":[],"labels":["X"]}`: `unknown label "X"`,
		`{"id":"a","tokens":[],"labels":["B-other"]}`: `unknown label "B-other"`,
	} {
		_, err := eval.ReadInstances(strings.NewReader(in))
		fault(t, err, want)
	}
	for in, want := range map[string]string{
		"{\n\n":                 "line 3",
		"{\"statements\":[\n7]": "line 2",
		`{"statements":[{}]}`:   "statement 1: source: field is missing",
		`{"statements":[{"source":[[1]],"cue":[],"content":[]}]}`: "source: span",
	} {
		_, err := eval.ReadGold(strings.NewReader(in))
		fault(t, err, want)
	}
	_, err := eval.FromFile("testdata/none.ann", eval.ReadBrat)
	fault(t, err, "testdata/none.ann")
	_, err = eval.FromFile("testdata/fixture/pred.jsonl", eval.ReadGold)
	fault(t, err, "testdata/fixture/pred.jsonl: gold: line 2")
	_, err = eval.ScoreAnnotators("testdata/fixture/gold")
	fault(t, err, "no *.ann in testdata/fixture/gold")
}

func TestPredictionsFromAttributions(t *testing.T) {
	doc := &hearsay.Document{Path: "some/where/á.b.txt", Text: "“Né”, said Zoë."}
	at := func(s string) []hearsay.Span {
		i := strings.Index(doc.Text, s)
		return []hearsay.Span{{Start: i, End: i + len(s)}}
	}
	p := eval.Predictions{}
	p.Add(doc, hearsay.Unresolved(
		hearsay.Attribution{Source: at("Zoë"), Cue: at("said"), Content: at("“Né”"), Nested: -1},
		hearsay.Attribution{Content: at("Né"), Nested: 0},
	))
	got := p["á.b"]
	equal(t, "spans", fmt.Sprint(got[0].Source, got[0].Cue, got[0].Content, got[0].Nested, got[1].Content, got[1].Nested),
		"[{11 14}] [{6 10}] [{0 4}] false [{1 3}] true")
}

func seed(f *testing.F, paths ...string) {
	for _, path := range paths {
		data, err := os.ReadFile(path)
		f.Add(string(must(f, data, err)))
	}
}

func FuzzReadBrat(f *testing.F) {
	seed(f, "testdata/fixture/attributions/harbour_ab12.ann")
	f.Fuzz(func(t *testing.T, data string) {
		as, err := eval.ReadBrat(strings.NewReader(data))
		if err != nil {
			return
		}
		var l eval.Links
		l.Add(as, as)
		if l.Found.TP > len(as) || l.Exact.TP > l.Found.TP {
			t.Errorf("%+v of %d", l, len(as))
		}
	})
}

func FuzzReadPredictions(f *testing.F) {
	seed(f, "testdata/fixture/pred.jsonl")
	f.Fuzz(func(t *testing.T, data string) {
		p, err := eval.ReadPredictions(strings.NewReader(data))
		if err != nil {
			return
		}
		in := []eval.Instance{{ID: "a_b", Tokens: []string{"a", "''"}, Labels: make([]eval.Label, 2)}}
		for _, ps := range p {
			var s eval.Polnear
			s.Add(in, "é a ” b", ps)
			if s.Unaligned != 0 {
				t.Errorf("%+v", s)
			}
		}
	})
}

func FuzzReadInstances(f *testing.F) {
	seed(f, "testdata/fixture/instances.jsonl")
	data, err := os.ReadFile("testdata/fixture/text/harbour.txt")
	text := string(must(f, data, err))
	f.Fuzz(func(t *testing.T, data string) {
		in, err := eval.ReadInstances(strings.NewReader(data))
		if err != nil {
			return
		}
		var s eval.Polnear
		s.Add(in, text, nil)
		s.Add(in, data, []eval.Prediction{{BratAttribution: eval.BratAttribution{Content: []hearsay.Span{{Start: 3, End: 9}}}}})
	})
}

func FuzzReadGold(f *testing.F) {
	seed(f, "testdata/fixture/gold/harbour.json", "testdata/fixture/gold/mill.json")
	f.Fuzz(func(t *testing.T, data string) {
		g, err := eval.ReadGold(strings.NewReader(data))
		if err != nil {
			return
		}
		var ps []eval.Prediction
		for _, s := range g.Statements {
			ps = append(ps, s.Prediction)
		}
		var score eval.GoldScore
		score.Add(g.Statements, ps)
		if score.Found.TP > len(ps) {
			t.Errorf("%+v", score)
		}
	})
}
