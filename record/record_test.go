package record_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/record"
)

// What is written of the examples' documents and statements is read as it was.
func TestReadsWhatIsWritten(t *testing.T) {
	p, err := nlp.Load(nlp.Fast)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../examples/*.*")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := article.Parse(data, article.Options{Path: path})
		if err != nil {
			continue
		}
		back, err := record.ReadDocument(record.AppendDocument(nil, doc))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(listed(*doc), listed(*back)) {
			t.Errorf("%s\nwas  %+v\nread %+v", path, doc, back)
		}
		sts, err := p.Extract(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		by := record.Extractor{Model: "fast", Version: "1"}
		var w, again record.Statements
		w.Begin(doc, sts, by)
		r := record.NewReader(back)
		for i := range sts {
			line := w.Append(nil, i)
			st, id, nested, err := r.Statement(line)
			if err != nil {
				t.Fatal(err)
			}
			if id != w.IDs()[i] || (nested == "") != (sts[i].Nested < 0) || nested != "" && nested != w.IDs()[sts[i].Nested] {
				t.Errorf("%s: read as %s in %q", w.IDs()[i], id, nested)
			}
			st.Nested = sts[i].Nested
			all := append([]hearsay.Statement(nil), sts...)
			all[i] = st
			again.Begin(back, all, by)
			if got := again.Append(nil, i); string(got) != string(line) {
				t.Errorf("%s\nwas  %s\nread %s", path, line, got)
			}
			read++
		}
	}
	if read < 20 {
		t.Errorf("only %d statements in the examples", read)
	}
}

// listed makes nil and empty lists alike.
func listed(doc hearsay.Document) hearsay.Document {
	doc.Byline = append([]string{}, doc.Byline...)
	doc.Credits = append([]string{}, doc.Credits...)
	return doc
}

func TestRefusesWhatIsNotInTheText(t *testing.T) {
	doc := &hearsay.Document{ID: "doc_x", Text: "Überall said no."}
	r := record.NewReader(doc)
	for _, span := range []string{
		`{"start":0,"end":99,"text":"x"}`, `{"start":3,"end":3,"text":""}`, `{"start":-1,"end":3,"text":"Übe"}`,
		`{"start":0,"end":3,"text":"Uebe"}`, `{"start":9,"end":4,"text":"x"}`,
	} {
		line := `{"schema":"hearsay/statement/1","id":"st_x","document":{"id":"doc_x"},"content":{"spans":[` + span + `]}}`
		if _, _, _, err := r.Statement([]byte(line)); !errors.Is(err, record.ErrRecord) {
			t.Errorf("%s: %v", span, err)
		}
	}
	for _, line := range []string{"", "{}", "[]", `{"schema":"hearsay/statement/1","document":{"id":"doc_y"}}`, strings.Repeat("[", 100000)} {
		if _, _, _, err := r.Statement([]byte(line)); !errors.Is(err, record.ErrRecord) {
			t.Errorf("%.40s: %v", line, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"schema":"hearsay/document/1","id":"doc_x","text":"é said","zones":[{"zone":"body","start":0,"end":6}]}`))
	f.Add([]byte(`{"schema":"hearsay/statement/1","id":"st_x","document":{"id":"doc_x"},"content":{"spans":[{"start":0,"end":7,"text":"Überall"}]},"chain":[{"name":"a","span":null}]}`))
	doc := &hearsay.Document{ID: "doc_x", Text: "Überall said no."}
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := record.ReadDocument(data); err == nil {
			for _, b := range d.Blocks {
				_ = d.Text[b.Start:b.End]
			}
		}
		if st, _, _, err := record.NewReader(doc).Statement(data); err == nil {
			if fault := st.Prune(doc.Text); fault != "" {
				t.Error(fault)
			}
		}
	})
}
