package nlp_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/nlp"
)

func Example() {
	p, err := nlp.Load("fast")
	if err != nil {
		panic(err)
	}
	doc, err := article.Parse([]byte("Norland has sold the ships, the ministry said on Monday."), article.Options{})
	if err != nil {
		panic(err)
	}
	found, err := p.Extract(context.Background(), doc)
	if err != nil {
		panic(err)
	}
	for _, a := range found {
		fmt.Println(doc.Text[a.Source[0].Start:a.Source[0].End], "→", doc.Text[a.Content[0].Start:a.Content[0].End])
	}
	// Output:
	// the ministry → Norland has sold the ships
}

func TestLoadUnknown(t *testing.T) {
	if _, err := nlp.Load("clever"); err == nil || !strings.Contains(err.Error(), "fast") {
		t.Errorf("error %v does not name the models there are", err)
	}
}

// A clone finds what its original finds, and neither depends on what was read
// before.
func TestClone(t *testing.T) {
	p, err := nlp.Load("fast")
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{
		"The mayor said the dam was sound.",
		"“We were warned,” she said. “Nobody came.” According to two aides, the minister knew.",
		"Nothing happened.",
	}
	read := func(p *nlp.Pipeline, text string) string {
		doc, err := article.Parse([]byte(text), article.Options{Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		found, err := p.Extract(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(found)
	}
	c := p.Clone()
	for _, first := range texts {
		for _, text := range texts {
			want := read(p.Clone(), text)
			read(c, first)
			if got := read(c, text); got != want {
				t.Errorf("%q after %q: %s, want %s", text, first, got, want)
			}
		}
	}
}

func FuzzPipeline(f *testing.F) {
	f.Add("The mayor, who was asked, said: “No.”")
	p, err := nlp.Load("fast")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := article.Parse([]byte(text), article.Options{Language: "en"})
		if err != nil {
			return
		}
		an, err := p.Analyse(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range an.Sents {
			roots := 0
			for i := s.First; i < s.Last; i++ {
				switch h := int(an.Tokens[i].Head); {
				case h < 0:
					roots++
				case h < s.First || h >= s.Last || h == i:
					t.Fatalf("token %d hangs from %d, outside its sentence %v", i, h, s)
				}
			}
			if roots != 1 {
				t.Fatalf("%d roots in sentence %v", roots, s)
			}
		}
	})
}
