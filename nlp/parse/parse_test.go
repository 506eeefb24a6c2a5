package parse_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp/parse"
)

var update = flag.Bool("update", false, "renew the snapshots")

// load gives the parser with the embedded weights.
func load(t testing.TB) *parse.Parser {
	t.Helper()
	data, err := model.Weights("clusters.bin")
	if err != nil {
		t.Fatal(err)
	}
	clusters, err := model.ReadClusters(data)
	if err != nil {
		t.Fatal(err)
	}
	if data, err = model.Weights("parse.bin"); err != nil {
		t.Skip("no parser has been trained yet")
	}
	p, err := parse.New(data, clusters)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// tagged makes an analysis of sentences, one a line, of words written word/TAG.
func tagged(lines string) *hearsay.Analysis {
	an := &hearsay.Analysis{}
	var text strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		first := len(an.Tokens)
		for _, w := range strings.Fields(line) {
			cut := strings.LastIndexByte(w, '/')
			word, tag := w[:max(cut, 0)], hearsay.TagNN
			if cut > 0 {
				tag, _ = hearsay.ParseTag(w[cut+1:])
			} else {
				word = w
			}
			start := text.Len()
			text.WriteString(word)
			an.Tokens = append(an.Tokens, hearsay.Token{Span: hearsay.Span{Start: start, End: text.Len()}, Tag: tag, Space: true, Head: -1})
			text.WriteByte(' ')
		}
		if len(an.Tokens) > first {
			an.Sents = append(an.Sents, hearsay.Sentence{First: first, Last: len(an.Tokens)})
		}
	}
	an.Doc = &hearsay.Document{Text: text.String()}
	return an
}

// show writes one line a token: word, tag, relation, head.
func show(an *hearsay.Analysis) []byte {
	var b bytes.Buffer
	for _, s := range an.Sents {
		for i := s.First; i < s.Last; i++ {
			head := "-"
			if h := an.Tokens[i].Head; h >= 0 {
				head = fmt.Sprint(int(h)-s.First+1, " ", an.Text(int(h)))
			}
			fmt.Fprintf(&b, "%2d %-12s %-5s %-14s %s\n", i-s.First+1, an.Text(i), an.Tokens[i].Tag, an.Tokens[i].Rel, head)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// TestSnapshots holds the trees of invented sentences of the kinds that
// attribution rests on. Retraining may change a few; look at each change before
// renewing them with -update.
func TestSnapshots(t *testing.T) {
	p := load(t)
	in, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	an := tagged(string(in))
	p.Parse(an)
	got := show(an)
	if *update {
		if err := os.WriteFile("testdata/trees.txt", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/trees.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("trees differ from testdata/trees.txt; got\n%s", got)
	}
}

// check holds that every sentence is one tree.
func check(t *testing.T, an *hearsay.Analysis) {
	t.Helper()
	for _, s := range an.Sents {
		roots := 0
		for i := s.First; i < s.Last; i++ {
			tok := &an.Tokens[i]
			if tok.Head < 0 {
				roots++
				if tok.Rel != hearsay.RelRoot {
					t.Fatalf("root with relation %s", tok.Rel)
				}
				continue
			}
			if int(tok.Head) < s.First || int(tok.Head) >= s.Last {
				t.Fatalf("head %d outside the sentence [%d, %d)", tok.Head, s.First, s.Last)
			}
			if tok.Rel == hearsay.RelNone || tok.Rel == hearsay.RelRoot || int(tok.Rel) >= hearsay.Rels {
				t.Fatalf("relation %s below the root", tok.Rel)
			}
			steps := 0
			for h := int32(i); h >= 0; h = an.Tokens[h].Head {
				if steps++; steps > s.Last-s.First {
					t.Fatal("cycle")
				}
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots", roots)
		}
	}
}

func TestOddSentences(t *testing.T) {
	p := load(t)
	for _, lines := range []string{
		"", "word/NN", "././. ././. ././.", strings.Repeat("the/DT ", 400), strings.Repeat(",/, ", 400),
		strings.Repeat("said/VBD that/IN ", 200), strings.Repeat("\"/`` ", 399) + "no/UH", "one/CD\ntwo/CD\nthree/CD",
	} {
		an := tagged(lines)
		p.Parse(an)
		check(t, an)
	}
}

func TestCloneAgrees(t *testing.T) {
	p := load(t)
	a, b := tagged("He/PRP said/VBD so/RB ./."), tagged("He/PRP said/VBD so/RB ./.")
	p.Parse(a)
	p.Clone().Parse(b)
	if !bytes.Equal(show(a), show(b)) {
		t.Error("a clone parses otherwise than its original")
	}
}

func TestDamagedWeights(t *testing.T) {
	for _, data := range []string{"", "HSK", "HSK1", "HSK1\xff\xff\xff\xff\xff\x01", "HSL1", "HSK1\x01\x00\x02\x02"} {
		if _, err := parse.New([]byte(data), nil); err == nil {
			t.Errorf("%q: no error", data)
		}
	}
}

func FuzzParse(f *testing.F) {
	p := load(f)
	f.Add("the ministry said on Monday that it was so .", []byte{3, 1, 14, 2, 4, 2, 6, 14, 8, 7})
	f.Add("\" no , \" he said .", []byte{30, 26, 9, 31, 6, 14, 7})
	f.Fuzz(func(t *testing.T, text string, tags []byte) {
		an := tagged(text)
		for i := range an.Tokens {
			if i < len(tags) {
				an.Tokens[i].Tag = hearsay.Tag(int(tags[i]) % hearsay.Tags)
			}
		}
		p.Parse(an)
		check(t, an)
	})
}

func BenchmarkParse(b *testing.B) {
	p := load(b)
	in, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		b.Fatal(err)
	}
	an := tagged(string(in))
	p.Parse(an)
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(an)
		n += len(an.Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}
