package copies_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/ledger/copies"
)

// shared gives a folder of the shared stories and corpora, which are no part of the
// repository; without them the test is skipped.
func shared(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("HEARSAY_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(root, filepath.FromSlash(name))
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no %s: set HEARSAY_SHARED to the folder that holds it", name)
	}
	return dir
}

// read gives the articles of a folder by the names of their files, without ".txt".
func read(t testing.TB, dir string) (names []string, docs []*hearsay.Document) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := article.Parse(data, article.Options{Path: f, Language: "en"})
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		names, docs = append(names, strings.TrimSuffix(filepath.Base(f), ".txt")), append(docs, doc)
	}
	return names, docs
}

// Among the story's articles exactly those are copies that the gold says, and nothing
// else comes near.
func TestStory(t *testing.T) {
	dir := shared(t, "stories/ridge-crossing")
	data, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Near   [][2]string `json:"near_duplicates"`
		Decoys []string
		Edited []struct{ Article, Supersedes string }
	}
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatal(err)
	}
	names, docs := read(t, filepath.Join(dir, "articles"))
	var index copies.Index
	for _, doc := range docs {
		index.Add(copies.Sketch(doc))
	}
	pairs, found := 0, 0
	for i := range docs {
		for j := i + 1; j < len(docs); j++ {
			pairs++
			c := copies.Compare(docs[i], docs[j])
			a, b := names[i], names[j]
			copied := slices.Contains(gold.Near, [2]string{a, b}) || slices.Contains(gold.Near, [2]string{b, a})
			version := slices.ContainsFunc(gold.Edited, func(e struct{ Article, Supersedes string }) bool { return e.Article == b && e.Supersedes == a })
			t.Logf("%.3f (in a %.2f, in b %.2f; told %.2f, %.2f) %s %s", c.Similarity, c.InA, c.InB, c.ToldInA, c.ToldInB, a, b)
			if version { // of one URL; who asks knows that
				continue
			}
			if c.Is() != copied {
				t.Errorf("%s and %s: %v, want %v: %+v", a, b, c.Is(), copied, c)
			}
			if near := max(c.ToldInA, c.ToldInB); copied && near < .6 || !copied && near > .1 {
				t.Errorf("%s and %s are near the line: %.2f", a, b, near)
			}
			met := slices.ContainsFunc(index.Candidates(copies.Sketch(docs[i])), func(k copies.Candidate) bool { return k.Doc == j })
			if copied && !met {
				t.Errorf("%s and %s do not meet in the index", a, b)
			}
			if copied {
				found++
				if len(c.Paragraphs) < 6 {
					t.Errorf("%s and %s share %d paragraphs", a, b, len(c.Paragraphs))
				}
			}
		}
	}
	if pairs != 66 || found != len(gold.Near) {
		t.Errorf("%d pairs, %d of %d copies", pairs, found, len(gold.Near))
	}
}

// The wire story of these tests, and what outlets make of it.
var wire = []string{
	"h:Port of Hesk closed after fuel barge runs aground",
	"HESK, Oct 8 (Meridian Wire) - The port of Hesk was closed to all shipping on Tuesday after a barge laden with 900 tonnes of diesel fuel ran aground on the outer bar, the harbour master said.",
	"The barge, the Anna Sile, had been under tow from Lower Varrow when its line parted in heavy swell shortly before 4 a.m., according to the coast guard, which sent two tugs and a pollution control vessel to the scene.",
	"\"We have a sheen on the water but no sign so far that the tanks are breached,\" harbour master Olaf Corrin told reporters on the quay. \"If the wind holds we shall try to move her on the evening tide.\"",
	"Eleven ships were waiting in the roads by noon, among them a ferry with some 200 passengers on board, who were to be taken off by launch in the course of the afternoon.",
	"The Environment Ministry in Sennick said it had asked the barge's owner, Tesk River Transport, for its papers, and that the vessel had been due for inspection last month.",
	"The company did not answer calls. Its licence was suspended for six weeks in 2022 after another of its barges sank at the ford with the loss of one crewman.",
	"Hesk handles about a third of the country's grain exports, and traders said prices for prompt delivery had risen by four percent in early dealings.",
	"Fishermen strung booms across the mouth of the inner harbour before dawn, fearing for the oyster beds that were reopened only this spring after the spill of 2019.",
	"r:(Reporting by Ada Sile; editing by C. Vell)",
}

var half = []string{
	"h:Diesel barge stuck off Hesk, grain prices up",
	"The port of Hesk was closed to all shipping yesterday after a barge laden with 900 tonnes of diesel ran aground on the outer bar, the harbour master said.",
	"The barge, the Anna Sile, had been under tow from Lower Varrow when its line parted in heavy swell shortly before 4am, according to the coastguard, which sent two tugs to the scene.",
	"“We have a sheen on the water but no sign so far that the tanks are breached,” harbour master Olaf Corrin told reporters. “If the wind holds we shall try to move her on the evening tide.”",
	"Hesk handles about a third of the country's grain exports, and traders said prices had risen by four per cent in early dealings.",
}

// quoting is a story of another reporter's from the same news conference.
var quoting = []string{
	"h:Ferry passengers wait as barge blocks harbour",
	"Two hundred people spent their Tuesday looking at a town that they could not reach. Their ferry lay at anchor a mile off Hesk, behind a fuel barge that had come to grief on the sands in the night.",
	"“We have a sheen on the water but no sign so far that the tanks are breached,” said the harbour master, Olaf Corrin. “If the wind holds we shall try to move her on the evening tide.”",
	"Nobody aboard had been told how long it would take. The bar ran out of bread at ten, and of patience a little later, a passenger said by telephone.",
	"The barge belongs to a small company upriver that has been in trouble before. A neighbour of its yard said that he had not seen an inspector there for years.",
}

func TestCopies(t *testing.T) {
	other := []string{
		"h:Council votes down a second bridge",
		"The council of Brannoch voted on Monday by nine to six against a second bridge over the Lower Tesk, which had been promised by three mayors in a row and paid for by none of them.",
		"Members of the majority said the traffic did not warrant it. The minority called for a referendum, and the mayor said that he would think about it over the winter, as he had the last.",
	}
	speech := []string{
		`"No aircraft flew over the ridge that night, no soldier was lost there, and no order was given that any unit leave its barracks.`,
		"Whoever says otherwise has his reasons, and they are not to be found on the ridge but in the budget that is before his parliament.",
		`We shall answer every question that is put to us in good faith, and none that is put in bad faith, now or at any later day."`,
	}
	quotes := []string{"h:The president's words", "“" + strings.Repeat("We want peace, and we shall have it, on the ridge and below it and in every valley of the north. ", 3) + "”"}
	same := func(first string) []string {
		return append([]string{"h:" + first, "He spoke for an hour."}, quotes[1])
	}
	for _, c := range []struct {
		why    string
		a, b   []string
		copied bool
		shared int // paragraphs
	}{
		{"the same", wire, wire, true, 9},
		{"cut to half, a new headline, gone over", wire, half, true, 4},
		{"another's story with the same quotation", wire, quoting, false, 1},
		{"the half and another's story", half, quoting, false, 1},
		{"nothing in common", wire, other, false, 0},
		{"paragraphs run together", wire, []string{"h:Hesk", wire[1] + " " + wire[2], wire[3] + " " + wire[4], wire[5] + " " + wire[6] + " " + wire[7]}, true, 7},
		{"in another order", wire, []string{"h:Hesk", wire[7], wire[5], wire[2], wire[1], wire[3]}, true, 5},
		{"a speech quoted whole by two", same("One says so"), same("Another says otherwise and at length"), true, 1},
		{"a statement over three paragraphs", append([]string{"h:One", "The ministry said:"}, speech...), append([]string{"h:Another headline", "In a statement on its page the ministry in Sennick wrote:"}, append(slices.Clone(speech), other[1:]...)...), false, 3},
		{"one paragraph of background", append(slices.Clone(other), wire[6]), wire, false, 1},
		{"nothing", nil, wire, false, 0},
		{"nothing at all", nil, nil, false, 0},
		{"furniture alone", []string{"f:" + wire[1], "f:" + wire[2], "r:" + wire[4]}, wire, false, 0},
	} {
		got := copies.Compare(document(c.a...), document(c.b...))
		if got.Is() != c.copied || len(got.Paragraphs) != c.shared {
			t.Errorf("%s: %v with %d paragraphs, want %v with %d: %+v", c.why, got.Is(), len(got.Paragraphs), c.copied, c.shared, got)
		}
		back := copies.Compare(document(c.b...), document(c.a...))
		if back.Is() != got.Is() || back.Similarity != got.Similarity || back.InA != got.InB || back.ToldInA != got.ToldInB || back.SharedTold != got.SharedTold || len(back.Paragraphs) != len(got.Paragraphs) || back.AgencyA != got.AgencyB {
			t.Errorf("%s: %+v, and the other way round %+v", c.why, got, back)
		}
	}
}

func TestParagraphs(t *testing.T) {
	got := copies.Compare(document(wire...), document(half...)).Paragraphs
	var at [][2]int
	for _, p := range got {
		at = append(at, [2]int{p.A, p.B})
		if p.Similarity < .5 || p.Similarity > 1 {
			t.Errorf("similarity %f", p.Similarity)
		}
	}
	if want := [][2]int{{1, 1}, {2, 2}, {3, 3}, {7, 4}}; !reflect.DeepEqual(at, want) {
		t.Errorf("%v, want %v", at, want)
	}
}

// Documents hold their signatures for years: nothing may change them.
func TestSketchStays(t *testing.T) {
	doc := document(append(slices.Clone(wire), "Vesna Karíl’s committee: “Über 37 Namen” — ДРЕВІЯ 北京 ’tis O'Brien's")...)
	sig := copies.Sketch(doc)
	want := [6]uint32{0x261415, 0x56b723, 0xf04c88, 0xfb972d, 0x1f7825c, 0x351cd8}
	if got := [6]uint32(sig.Values[:6]); got != want {
		t.Errorf("signature %#v, was %#v", got, want)
	}
	if got, want := sig.Bands()[:2], []uint64{0x389b662659ccaba, 0xa9fa3a73da1ccba}; !reflect.DeepEqual(got, want) {
		t.Errorf("bands %#v, were %#v", got, want)
	}
	if n := len(sig.Bands()); n != 24 {
		t.Errorf("%d bands", n)
	}
}

// Case, quotation marks, white space, and what is no part of the story change nothing.
func TestSketchPassesOver(t *testing.T) {
	a := document("h:Drevia's army ‘crossed’ the ridge", "The ministry said it hadn't: \"Not one Drevian serviceman left Drevian soil.\"")
	b := document("b:By Ada Sile", "h:DREVIA’S ARMY \"CROSSED\" THE RIDGE", "f:Read more", "The  ministry said it hadn’t: “Not one Drevian serviceman left\nDrevian soil”", "r:Reporting by Ada Sile and by nobody else at all")
	if copies.Sketch(a) != copies.Sketch(b) {
		t.Error("two signatures")
	}
	if s := copies.Similarity(copies.Sketch(a), copies.Sketch(b)); s != 1 {
		t.Errorf("similarity %f", s)
	}
}

func TestSketchOfNothing(t *testing.T) {
	for _, doc := range []*hearsay.Document{nil, {}, document("f:one two three four five six"), document("four words are few"), document("— … !")} {
		sig := copies.Sketch(doc)
		if sig != (copies.Signature{}) || sig.Bands() != nil || copies.Similarity(sig, sig) != 0 {
			t.Errorf("%+v: %v", doc, sig)
		}
	}
}

// Blocks that point nowhere are passed over.
func TestUnsound(t *testing.T) {
	doc := &hearsay.Document{Text: "one two three four five six seven", Blocks: []hearsay.Block{{Span: hearsay.Span{Start: -4, End: 3}}, {Span: hearsay.Span{Start: 5, End: 900}}, {Span: hearsay.Span{Start: 9, End: 2}}}}
	copies.Sketch(doc)
	copies.Compare(doc, doc)
	copies.Agency(doc)
}

// Texts made to be slow are not.
func TestHostile(t *testing.T) {
	same := make([]string, 10_000)
	for i := range same {
		same[i] = "the same eight words stand in every paragraph here"
	}
	long := document("h:x", strings.Repeat("a b ", 1<<18))
	for _, doc := range []*hearsay.Document{document(same...), long, document(strings.Repeat("x", 1<<20)), document(strings.Repeat("’“\xff\u0301", 1<<16))} {
		c := copies.Compare(doc, doc)
		if len(c.Paragraphs) > len(same) {
			t.Error(len(c.Paragraphs))
		}
	}
}

func FuzzCompare(f *testing.F) {
	f.Add(strings.Join(wire, "\n"), strings.Join(half, "\n"))
	f.Add("“\n’ ’a'b\n", "\xff\n— AP")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := document(strings.Split(a, "\n")...), document(strings.Split(b, "\n")...)
		c := copies.Compare(x, y)
		for _, v := range []float64{c.Similarity, c.InA, c.InB, c.ToldInA, c.ToldInB, copies.Similarity(copies.Sketch(x), copies.Sketch(y))} {
			if !(v >= 0 && v <= 1) {
				t.Errorf("%+v", c)
			}
		}
		for _, p := range c.Paragraphs {
			if p.A >= len(x.Blocks) || p.B >= len(y.Blocks) || p.Similarity < .5 {
				t.Errorf("%+v", p)
			}
		}
		if copies.Compare(y, x).Is() != c.Is() {
			t.Error("not the same both ways")
		}
		if s := copies.Sketch(x); s != (copies.Signature{}) && copies.Similarity(s, s) != 1 {
			t.Error("not like itself")
		}
	})
}
