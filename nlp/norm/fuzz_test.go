package norm_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/nlp"
)

// Whatever a text holds, statements come out whose every span lies in it.
func FuzzExtract(f *testing.F) {
	paths, _ := filepath.Glob("../../examples/*.txt")
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, s := range []string{
		"He said he said she said “we said it”, according to a statement carried by the agency, Reuters reported, citing Reuters.",
		"(NIS) (NIS) said on Monday that at least 3 of the 2 were killed in (Kursk), Neither nor said.",
		"The who, which said that, who said.", "’s ’s said “”.", "Its, his, their, said the the the on Monday yesterday.",
	} {
		f.Add(s)
	}
	p, err := nlp.Load(nlp.Fast)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := article.Parse([]byte(text), article.Options{Path: "a.txt", Language: "en"})
		if err != nil {
			return
		}
		doc.Publisher, doc.Published = "Vale Post", "2031-05-06"
		sts, err := p.Extract(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		for i := range sts {
			st := &sts[i]
			if fault := st.Check(doc.Text); fault != "" {
				t.Errorf("statement %d: %s", i, fault)
			}
			if fault := st.Prune(doc.Text); fault != "" {
				t.Errorf("statement %d: %s", i, fault)
			}
			if st.Speaker.ID == "" || st.Speaker.Name == "" {
				t.Errorf("statement %d: speaker %+v", i, st.Speaker)
			}
			for _, c := range st.Chain {
				if c.Name == "" {
					t.Errorf("statement %d: a carrier without a name", i)
				}
			}
			for _, f := range st.Figures {
				if f.Low > f.High {
					t.Errorf("statement %d: figure from %g to %g", i, f.Low, f.High)
				}
			}
		}
	})
}
