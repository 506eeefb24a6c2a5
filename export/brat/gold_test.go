package brat_test

import (
	"archive/zip"
	"bytes"
	"io"
	"iter"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/eval"
	"github.com/hearsay-news/hearsay/export/brat"
)

// text has characters of one to four bytes before what is said.
const text = "März 🚢 report. The Harbour Office said <b>nine</b> people, “perhaps more”, were hurt. It denied that."

func span(words string) hearsay.Span {
	i := strings.Index(text, words)
	return hearsay.Span{Start: i, End: i + len(words)}
}

func article(path, id string) *brat.Article {
	first := hearsay.Statement{
		Attribution: hearsay.Attribution{
			Source: []hearsay.Span{span("The Harbour Office")}, Cue: []hearsay.Span{span("said")},
			Content: []hearsay.Span{span("<b>nine</b> people"), span("were hurt")}, Nested: -1,
		},
		Speaker: hearsay.Speaker{Name: "Harbour Office", Kind: hearsay.KindOrganization}, Act: hearsay.ActState, Certainty: hearsay.Certain,
		SaidOn: "2031-03", Chain: []hearsay.Carrier{{Name: "Halyard Press"}},
		Figures: []hearsay.Figure{{Span: span("nine"), Low: 9, High: 9, Unit: "person", Outcome: "injured"}},
	}
	second := hearsay.Statement{Attribution: hearsay.Attribution{Cue: []hearsay.Span{span("denied")}, Content: []hearsay.Span{span("that.")}}, Act: hearsay.ActDeny}
	broken := hearsay.Statement{Attribution: hearsay.Attribution{Content: []hearsay.Span{{Start: 5, End: 9999}}}}
	return &brat.Article{
		Doc: &hearsay.Document{ID: id, Path: path, Title: "Nine hurt", Publisher: "The Colvane Examiner", Published: "2031-03-05", Text: text},
		Statements: []brat.Statement{
			{Statement: second, ID: "st_b", NestedIn: "st_a"}, {Statement: first, ID: "st_a"}, {Statement: broken, ID: "st_c"},
		},
	}
}

func all(list ...*brat.Article) iter.Seq2[*brat.Article, error] {
	return func(yield func(*brat.Article, error) bool) {
		for _, a := range list {
			if !yield(a, nil) {
				return
			}
		}
	}
}

func write(t *testing.T, list ...*brat.Article) (map[string]string, []byte) {
	t.Helper()
	var out bytes.Buffer
	if err := brat.Write(&out, all(list...)); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := files[f.Name]; ok {
			t.Errorf("%s is there twice", f.Name)
		}
		files[f.Name] = string(data)
	}
	return files, out.Bytes()
}

// What is written is what the project's own readers of gold read.
func TestRoundTrip(t *testing.T) {
	files, _ := write(t, article("news/ferry.txt", "doc_abcdefghijkl"))
	const name = "ferry-abcdefgh"
	if files[name+".txt"] != text {
		t.Errorf("text: %q", files[name+".txt"])
	}
	gold, err := eval.ReadGold(strings.NewReader(files[name+".json"]))
	if err != nil {
		t.Fatal(err)
	}
	if gold.Doc != name || gold.Title != "Nine hurt" || gold.Publisher != "The Colvane Examiner" || gold.Published != "2031-03-05" || len(gold.Statements) != 2 {
		t.Fatalf("gold: %+v", gold)
	}
	st, nested := gold.Statements[0], gold.Statements[1]
	runes := []rune(text)
	words := func(s []hearsay.Span) (out []string) {
		for _, x := range s {
			out = append(out, string(runes[x.Start:x.End]))
		}
		return out
	}
	if got := words(st.Content); !reflect.DeepEqual(got, []string{"<b>nine</b> people", "were hurt"}) {
		t.Errorf("content: %q", got)
	}
	if got := words(st.Source); !reflect.DeepEqual(got, []string{"The Harbour Office"}) {
		t.Errorf("source: %q", got)
	}
	if st.ID != "st_a" || st.Speaker != "Harbour Office" || st.SpeakerKind != "organization" || st.Act != "state" || st.Certainty != "certain" || st.SaidOn != "2031-03" || len(st.Figures) != 1 || !reflect.DeepEqual(st.Chain, []string{"Halyard Press"}) {
		t.Errorf("statement: %+v", st)
	}
	if nested.NestedIn != "st_a" || nested.Act != "deny" || nested.SaidOn != nil {
		t.Errorf("nested: %+v", nested)
	}
	anns, err := eval.ReadBrat(strings.NewReader(files[name+".ann"]))
	if err != nil || len(anns) != 2 {
		t.Fatalf("standoff: %v, %v", anns, err)
	}
	for i, a := range anns {
		g := gold.Statements[i]
		for role, spans := range [...][]hearsay.Span{g.Source, g.Cue, g.Content} {
			if got := a.Role(role); len(got)+len(spans) > 0 && !reflect.DeepEqual(got, spans) {
				t.Errorf("statement %d, role %d: standoff has %v, gold %v", i, role, got, spans)
			}
		}
	}
}

func TestSameBytes(t *testing.T) {
	_, a := write(t, article("a.txt", "doc_aaaaaaaaaa"), article("b.txt", "doc_bbbbbbbbbb"))
	_, b := write(t, article("a.txt", "doc_aaaaaaaaaa"), article("b.txt", "doc_bbbbbbbbbb"))
	if !bytes.Equal(a, b) {
		t.Error("the same articles gave other bytes")
	}
}

// Names lead nowhere outside, and nowhere twice.
func TestHostileNames(t *testing.T) {
	var list []*brat.Article
	for _, path := range []string{
		"../../etc/passwd", `..\..\boot.ini`, "/", "", "-", "CON", "nul.txt", "a\x00b\n.txt", ".hidden", "annotation.conf", strings.Repeat("é", 500),
		"<script>.html", "https://example.org/../x", "\xff\xfe.txt", "Ferry.txt", "FERRY.txt",
	} {
		list = append(list, article(path, "doc_samesamesame"))
	}
	files, _ := write(t, list...)
	if want := 1 + 3*len(list); len(files) != want {
		t.Errorf("%d files, want %d", len(files), want)
	}
	for name := range files {
		if !filepath.IsLocal(name) || strings.ContainsAny(name, "/\\:\x00\n<>") || strings.HasPrefix(name, ".") || len(name) > 90 {
			t.Errorf("name %q", name)
		}
	}
}
