package norm_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/inline"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
)

// Tests of this package give the attributions by marks in the text, so that they
// measure resolving alone:
//
//	[S The ministry] [C said] [T that [S2 he] [C2 claims] [T2 to know].]
//
// S is a source, C a cue, T a content; the number is that of the statement, 1 where
// none is written. Blank lines part the blocks, and a block may begin with its zone
// ("headline| …"). Brackets that open no mark belong to the text.

// resolve gives the statements marked in a text, in the order of their numbers.
// Options set what else is known of the document.
func resolve(t *testing.T, marked string, options ...func(*hearsay.Document)) []hearsay.Statement {
	t.Helper()
	doc, attrs, err := readMarked(marked)
	if err != nil {
		t.Fatalf("%v in %q", err, marked)
	}
	for _, set := range options {
		set(doc)
	}
	p, err := analyser()
	if err != nil {
		t.Fatal(err)
	}
	sts, err := p.Clone().Resolve(t.Context(), doc, attrs)
	if err != nil {
		t.Fatal(err)
	}
	if len(sts) != len(attrs) {
		t.Fatalf("%d statements of %d attributions in %q", len(sts), len(attrs), marked)
	}
	for i := range sts {
		if fault := sts[i].Prune(doc.Text); fault != "" {
			t.Errorf("statement %d: %s in %q", i+1, fault, marked)
		}
	}
	return sts
}

// resolveOne is resolve for a text with one statement, with the document's text.
func resolveOne(t *testing.T, marked string, options ...func(*hearsay.Document)) (hearsay.Statement, string) {
	t.Helper()
	sts := resolve(t, marked, options...)
	if len(sts) != 1 {
		t.Fatalf("%d statements in %q, want one", len(sts), marked)
	}
	doc, _, _ := readMarked(marked)
	return sts[0], doc.Text
}

// published sets the day on which a document was published.
func published(day string) func(*hearsay.Document) {
	return func(doc *hearsay.Document) { doc.Published, doc.Basis = day, hearsay.BasisStated }
}

// from sets the outlet that published a document.
func from(publisher string) func(*hearsay.Document) {
	return func(doc *hearsay.Document) { doc.Publisher = publisher }
}

// analyser is the fast model without attributions.
var analyser = sync.OnceValues(func() (*nlp.Pipeline, error) {
	var w nlp.Weights
	for name, into := range map[string]*[]byte{"clusters.bin": &w.Clusters, "tag.bin": &w.Tag, "parse.bin": &w.Parse, "entity.bin": &w.Entity} {
		data, err := model.Weights(name)
		if err != nil {
			return nil, err
		}
		*into = data
	}
	return nlp.New(w)
})

// readMarked makes a document and its attributions of a marked text.
func readMarked(marked string) (*hearsay.Document, []hearsay.Attribution, error) {
	doc, attrs, err := inline.Read(marked)
	if err != nil {
		return nil, nil, err
	}
	for k := range attrs {
		a := &attrs[k]
		if fault := a.Check(doc.Text); fault != "" {
			return nil, nil, fmt.Errorf("statement %d: %s", k+1, fault)
		}
		a.Mode = modeOf(doc.Text, a.Content)
	}
	return doc, attrs, nil
}

// modeOf is the mode that quotation marks show.
func modeOf(text string, content []hearsay.Span) hearsay.Mode {
	const marks = "\"“”"
	words := strings.TrimRight(text[content[0].Start:content[len(content)-1].End], ",.")
	switch {
	case !strings.ContainsAny(words, marks):
		return hearsay.ModeIndirect
	case strings.TrimLeft(words, marks) != words && strings.TrimRight(words, marks) != words:
		return hearsay.ModeDirect
	}
	return hearsay.ModeMixed
}

func TestMarks(t *testing.T) {
	st, text := resolveOne(t, "headline| Bridge opens\n\n[T “It is nearly done,”] [S the mayor] [C said], [T “and open.”]")
	if got := text[st.Source[0].Start:st.Source[0].End]; got != "the mayor" {
		t.Errorf("source %q", got)
	}
	if len(st.Content) != 2 || st.Mode != hearsay.ModeDirect || st.Zone != hearsay.ZoneBody {
		t.Errorf("content %v, mode %v, zone %v", st.Content, st.Mode, st.Zone)
	}
	sts := resolve(t, "[S The clerk] [C said] [T that [S2 he] [C2 claims] [T2 to know]].", published("2025-04-28"), from("Vale Post"))
	if len(sts) != 2 || sts[1].Nested != 0 || sts[0].Nested != -1 {
		t.Errorf("statements %+v", sts)
	}
}
