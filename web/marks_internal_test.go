package web

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
)

// somewhere makes spans of a text in order, as a statement's are.
func somewhere(r *rand.Rand, bounds []int) []hearsay.Span {
	var out []hearsay.Span
	at := r.IntN(len(bounds) - 1)
	for range 1 + r.IntN(3) {
		if at >= len(bounds)-1 {
			break
		}
		end := at + 1 + r.IntN(min(12, len(bounds)-1-at))
		out = append(out, hearsay.Span{Start: bounds[at], End: bounds[end]})
		at = end + r.IntN(4)
	}
	return out
}

// Whatever statements overlap, the pieces put together are the text, and each statement
// begins once.
func TestPiecesAreTheText(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	text := "“Nie” — said Åsa\r\n\r\nof 東京: “<b>no</b> & ‘never’” 🙂\u200f.\n\nAnd she went on, e\u0301ven so."
	var bounds []int
	for i := range text {
		bounds = append(bounds, i)
	}
	bounds = append(bounds, len(text))
	for range 2000 {
		var list []*marked
		for n := range r.IntN(9) {
			m := &marked{marker: marker{Number: n + 1}, content: somewhere(r, bounds)}
			if r.IntN(2) == 0 {
				m.source = somewhere(r, bounds)
			}
			if r.IntN(2) == 0 {
				m.cue = somewhere(r, bounds)
			}
			list = append(list, m)
		}
		half := bounds[r.IntN(len(bounds))]
		var out strings.Builder
		begun := make(map[int]int)
		for _, part := range [...]hearsay.Span{{Start: 0, End: half}, {Start: half, End: len(text)}} {
			for _, p := range cutMarks(text, part, list) {
				out.WriteString(p.Text)
				if p.Return {
					out.WriteByte('\r')
				}
				for _, m := range p.Starts {
					if got := out.Len(); got != list[m.Number-1].content[0].Start {
						t.Fatalf("statement %d begins at %d, not %d", m.Number, got, list[m.Number-1].content[0].Start)
					}
					begun[m.Number]++
				}
				if (p.Class == "") != (p.Of == "") {
					t.Fatalf("class %q of statements %q", p.Class, p.Of)
				}
			}
		}
		if out.String() != text {
			t.Fatalf("%q\nis not\n%q", out.String(), text)
		}
		for _, m := range list {
			if begun[m.Number] != 1 {
				t.Fatalf("statement %d begins %d times", m.Number, begun[m.Number])
			}
		}
	}
}

// The sheets put together are the text, each begins on the boundary of a character, and
// none weighs much more than it may.
func TestSheets(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for _, text := range []string{"", "short", strings.Repeat("東", 300_000), strings.Repeat("word ", 120_000), strings.Repeat("x", 400_000), strings.Repeat("A paragraph of some length.\n\n", 20_000)} {
		doc := &hearsay.Document{Text: text}
		at := 0
		for part := range strings.SplitSeq(text, "\n\n") {
			if len(part) > 0 {
				doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: at, End: at + len(part)}})
			}
			at += len(part) + 2
		}
		var starts []int
		for range r.IntN(2000) {
			if len(text) > 0 {
				starts = append(starts, r.IntN(len(text)))
			}
		}
		slices.Sort(starts)
		end := 0
		list := sheets(doc, starts)
		for i, s := range list {
			if s.Start != end || !s.In(text) || s.Empty() && text != "" {
				t.Fatalf("sheet %d is %v after %d", i+1, s, end)
			}
			end = s.End
			if s.Len() > mostWeight+1 {
				t.Errorf("sheet %d has %d bytes", i+1, s.Len())
			}
			if n := sheetOf(list, s.Start); text != "" && n != i+1 {
				t.Errorf("%d is on sheet %d, not %d", s.Start, n, i+1)
			}
		}
		if end != len(text) {
			t.Errorf("%d bytes of %d are shown", end, len(text))
		}
	}
}

// Statements that all begin at one place end the cutting all the same.
func TestSheetsOfAHeap(t *testing.T) {
	doc := &hearsay.Document{Text: "a heap", Blocks: []hearsay.Block{{Span: hearsay.Span{Start: 0, End: 6}}}}
	list := sheets(doc, make([]int, 5000))
	if end := list[len(list)-1].End; end != 6 {
		t.Errorf("%v", list)
	}
}

func TestSnips(t *testing.T) {
	for text, want := range map[string]string{
		"a «ferry» sank": "a |*ferry| sank", "«x»": "*x", "no end «here": "no end «here", "": "", "» «a» «": "» |*a| «",
	} {
		var got []string
		for _, s := range snips(text) {
			if s.Hit {
				s.Text = "*" + s.Text
			}
			got = append(got, s.Text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestWebURL(t *testing.T) {
	for url, ok := range map[string]bool{
		"https://a.example/x": true, "http://a.example": true, "javascript:alert(1)": false, "data:text/html,x": false, "ftp://a.example": false,
		"//a.example": false, "/etc/passwd": false, "": false, "https:///x": false, "http://%zz": false,
	} {
		if got := webURL(url) != ""; got != ok {
			t.Errorf("%q: %v", url, got)
		}
	}
}
