package entity_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/nlp/norm/entity"
)

// reader analyses texts and finds the names in them.
type reader struct {
	p *nlp.Pipeline
	r *entity.Recognizer
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := model.Weights(name)
	if err != nil {
		t.Skipf("%s has not been trained yet", name)
	}
	return data
}

func load(t testing.TB) *reader {
	t.Helper()
	w := nlp.Weights{Clusters: file(t, "clusters.bin"), Tag: file(t, "tag.bin"), Parse: file(t, "parse.bin")}
	p, err := nlp.New(w)
	if err != nil {
		t.Fatal(err)
	}
	clusters, err := model.ReadClusters(w.Clusters)
	if err != nil {
		t.Fatal(err)
	}
	r, err := entity.New(file(t, "entity.bin"), clusters)
	if err != nil {
		t.Fatal(err)
	}
	return &reader{p, r}
}

func (x *reader) analyse(t testing.TB, text string) *hearsay.Analysis {
	t.Helper()
	doc, err := article.Parse([]byte(text), article.Options{Path: "a.txt", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	an, err := x.p.Analyse(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return an
}

var letters = map[entity.Kind]string{entity.Person: "P", entity.Organization: "O", entity.Place: "L"}

func (x *reader) find(t testing.TB, r *entity.Recognizer, an *hearsay.Analysis) []entity.Mention {
	t.Helper()
	out, err := r.Find(t.Context(), an, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// marked gives the text with the names in brackets: "[P Orla Lund] of [L Oslo]".
// Names of other things are not shown.
func (x *reader) marked(t testing.TB, text string) string {
	an := x.analyse(t, text)
	var b strings.Builder
	at := 0
	for _, m := range x.find(t, x.r, an) {
		if letters[m.Kind] == "" {
			continue
		}
		start, end := an.Tokens[m.First].Start, an.Tokens[m.Last-1].End
		b.WriteString(an.Doc.Text[at:start] + "[" + letters[m.Kind] + " " + an.Doc.Text[start:end] + "]")
		at = end
	}
	return b.String() + an.Doc.Text[at:]
}

// plain is a marked text without its marks.
func plain(marked string) string {
	return strings.NewReplacer("[P ", "", "[O ", "", "[L ", "", "]", "").Replace(marked)
}

func TestFind(t *testing.T) {
	x := load(t)
	for _, want := range easy {
		if got := x.marked(t, plain(want)); got != want {
			t.Errorf(" got %s\nwant %s", got, want)
		}
	}
}

// TestHard holds texts of the kinds that go wrong now and then; of their names
// most must be found.
func TestHard(t *testing.T) {
	x := load(t)
	right := 0
	for _, want := range hard {
		if got := x.marked(t, plain(want)); got == want {
			right++
		} else {
			t.Logf(" got %s\nwant %s", got, want)
		}
	}
	if right*2 < len(hard) {
		t.Errorf("%d of %d", right, len(hard))
	}
}
