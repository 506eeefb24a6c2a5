package change_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger/change"
)

// document makes a document of lines; a letter and a colon before a line names its
// zone: headline, deck, byline, caption, credit, furniture; none is body.
func document(lines ...string) *hearsay.Document {
	zones := map[string]hearsay.Zone{"h": hearsay.ZoneHeadline, "d": hearsay.ZoneDeck, "b": hearsay.ZoneByline, "c": hearsay.ZoneCaption, "r": hearsay.ZoneCredit, "f": hearsay.ZoneFurniture}
	doc := &hearsay.Document{Language: "en"}
	var text strings.Builder
	for _, line := range lines {
		zone := hearsay.ZoneBody
		if k, rest, ok := strings.Cut(line, ":"); ok && len(k) == 1 {
			zone, line = zones[k], rest
		}
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		start := text.Len()
		text.WriteString(line)
		doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: start, End: text.Len()}, Zone: zone})
	}
	doc.Text = text.String()
	return doc
}

func version(lines ...string) change.Version { return change.Version{Doc: document(lines...)} }

// story is the article that the edits of these tests are made in.
var story = []string{
	"h:Drevian company crossed ridge, spy service concludes",
	"b:By Tove Arnell",
	"c:The saddle at Kell Gap in an undated photograph",
	"The Foreign Assessment Service has concluded that a Drevian company crossed Varrow Ridge on the night of 5 February, and it estimates that about 30 soldiers were killed, according to a summary read to lawmakers on Tuesday.",
	"“We do not see how a force of that size could have moved without the regional command knowing,” the director, Conrad Maddern, told the committee.",
	"An analyst with the service said some dead and wounded appeared to have been dragged back over the saddle on sledges.",
	"Drevia’s Defence Ministry says it lost nobody. Its embassy did not respond to a request for comment.",
	"r:Reporting by Tove Arnell; editing by C. Vell",
	"f:Most read",
}

// with is the story with each pair of words put for the other.
func with(pairs ...string) []string {
	out := slices.Clone(story)
	for i := range out {
		out[i] = strings.NewReplacer(pairs...).Replace(out[i])
	}
	return out
}

// plus is the story with lines behind its body.
func plus(lines ...string) []string { return slices.Concat(story[:7], lines, story[7:]) }

func TestClass(t *testing.T) {
	const cosmetic, substantive = change.Cosmetic, change.Substantive
	for _, c := range []struct {
		why    string
		new    []string
		class  change.Class
		reason string // part of one reason
	}{
		{"nothing", story, change.None, ""},
		{"white space", with("Service has", "Service  has", "told the", "told\nthe"), cosmetic, "white space"},
		{"quotation marks of another style", with("“", `"`, "”", `"`, "’", "'"), cosmetic, "punctuation"},
		{"single for double marks", with("“", "‘", "”", "’"), cosmetic, "punctuation"},
		{"a comma more", with("February, and", "February and"), cosmetic, "punctuation"},
		{"a dash of another width", with(", according to", " – according to"), cosmetic, "punctuation"},
		{"mark behind the comma", with("knowing,”", "knowing”,"), cosmetic, ""},
		{"typo: letters changed about", with("concluded", "conculded"), cosmetic, "spelling"},
		{"typo: a letter doubled", with("committee", "commitee"), cosmetic, "spelling"},
		{"typo: a vowel", with("appeared", "appaered"), cosmetic, "spelling"},
		{"typo: a word twice", with("to the committee", "to the the committee", "told the", "told the the"), cosmetic, "spelling"},
		{"typo: an article", with("a summary", "an summary"), cosmetic, ""},
		{"spelling of another country", with("estimates", "estimates", "regional", "regionnal"), cosmetic, ""},
		{"a hyphen", with("spy service", "spy-service"), cosmetic, ""},
		{"case", with("the director", "the Director"), cosmetic, "style"},
		{"number in words", with("about 30", "about thirty"), cosmetic, "style"},
		{"month in short", with("5 February", "5 Feb."), cosmetic, ""},
		{"byline", with("By Tove Arnell", "By Tove Arnell and Piet Corrin"), cosmetic, "beside"},
		{"credit", with("editing by C. Vell", "editing by A. Sile"), cosmetic, "beside"},
		{"furniture", with("Most read", "Most shared"), cosmetic, "beside"},
		{"caption", with("in an undated photograph", "last year"), cosmetic, "beside"},
		{"caption gone", slices.Delete(slices.Clone(story), 2, 3), cosmetic, "vanished"},
		{"related link in the body", plus("Read more: What the Ambry Accord says"), cosmetic, "appeared"},
		{"stamp in the body", plus("Updated: 22 February 2024, 9.10"), cosmetic, "appeared"},
		{"another order", []string{story[0], story[1], story[2], story[3], story[5], story[4], story[6], story[7], story[8]}, cosmetic, "moved"},
		{"paragraph cut in two", append(append(slices.Clone(story[:6]), "Drevia’s Defence Ministry says it lost nobody.", "Its embassy did not respond to a request for comment."), story[7:]...), cosmetic, "cut otherwise"},
		{"paragraphs run together", append(append(slices.Clone(story[:5]), story[5]+" "+story[6]), story[7:]...), cosmetic, "cut otherwise"},
		{"headline repeated", slices.Concat(story[:1], story), cosmetic, ""},
		{"byline of the metadata", story, cosmetic, "beside its text"},

		{"figure", with("about 30", "about 20"), substantive, `"30" became "20"`},
		{"figure in words", with("about 30", "about twenty"), substantive, `a figure: "30" became "twenty"`},
		{"bound", with("about 30", "at least 30"), substantive, `wording: "about" became "at least"`},
		{"name", with("Maddern", "Madden"), substantive, `a name: "Maddern" became "Madden"`},
		{"name in full", with("Conrad Maddern", "Maddern"), substantive, `a name: "Conrad" was taken out`},
		{"date", with("on Tuesday", "on Wednesday"), substantive, `a date: "Tuesday" became "Wednesday"`},
		{"day of the month", with("5 February", "6 February"), substantive, "a figure"},
		{"negation", with("lost nobody", "lost somebody"), substantive, "wording"},
		{"not", with("do not see", "do now see"), substantive, `"not" became "now"`},
		{"verb", with("crossed Varrow", "stormed Varrow"), substantive, "wording"},
		{"a like word", with("dragged back", "dragged pack"), substantive, "wording"},
		{"number of a noun", with("An analyst", "Analysts"), substantive, "wording"},
		{"hedge", with("appeared to have been", "had been"), substantive, "wording"},
		{"claims for says", with("Ministry says", "Ministry claims"), substantive, `"says" became "claims"`},
		{"quotation marks gone", with("“", "", "”", ""), substantive, "quotation marks"},
		{"words put in quotation marks", with("dragged back", "“dragged back”"), substantive, "quotation marks"},
		{"paragraph more", plus("The raid was the deadliest on the ridge in fifteen years."), substantive, "a paragraph appeared"},
		{"paragraph less", slices.Delete(slices.Clone(story), 5, 6), substantive, `a paragraph vanished: "An analyst`},
		{"sentence less", with(" Its embassy did not respond to a request for comment.", ""), substantive, "was taken out"},
		{"headline rewritten", with(story[0][2:], "Spies say Drevia did it"), substantive, ""},
		{"two edits", with("about 30", "about 20", "Tuesday", "Monday"), substantive, "a date"},
		{"moved and edited", []string{story[0], story[1], story[2], story[3], story[5], strings.Replace(story[4], "Maddern", "Madden", 1), story[6]}, substantive, "a name"},
		{"correction", plus("Correction: An earlier version of this article gave the wrong figure."), substantive, "a correction appeared"},
		{"all gone", nil, substantive, "vanished"},
	} {
		old, new := version(story...), version(c.new...)
		if c.why == "byline of the metadata" {
			new.Doc.Byline = []string{"Tove Arnell"}
		}
		got := change.Between(old, new)
		if got.Class != c.class || !strings.Contains(strings.Join(got.Reasons, "\n"), c.reason) || (got.Class == change.None) != (len(got.Reasons) == 0) {
			t.Errorf("%s: %v, want %v for %q: %q", c.why, got.Class, c.class, c.reason, got.Reasons)
		}
		sound(t, old, new, got)
		mirrored(t, c.why, got, change.Between(new, old))
	}
}

// sound checks that everything points into the texts.
func sound(t *testing.T, old, new change.Version, c change.Change) {
	t.Helper()
	inside := func(doc *hearsay.Document, block int, s hearsay.Span) bool {
		return s.In(doc.Text) && doc.Blocks[block].Contains(s)
	}
	for _, d := range c.Differences {
		if (d.Old < 0) != (d.Kind == change.Appeared) || (d.New < 0) != (d.Kind == change.Vanished) {
			t.Errorf("%+v", d)
		}
		for _, e := range d.Edits {
			if !inside(old.Doc, d.Old, e.Old) || !inside(new.Doc, d.New, e.New) || e.Old.Empty() && e.New.Empty() {
				t.Errorf("%+v", e)
			}
		}
	}
	if n := c.Notice; n != nil && (!n.Span.In(new.Doc.Text) || n.Span.Empty()) {
		t.Errorf("%+v", n)
	}
	seenOld, seenNew := make([]int, len(old.Statements)), make([]int, len(new.Statements))
	for _, l := range c.Links {
		if l.Old >= 0 {
			seenOld[l.Old]++
		}
		if l.New >= 0 {
			seenNew[l.New]++
		}
		if (l.Old < 0) != (l.Fate == change.LinkAppeared) || (l.New < 0) != (l.Fate == change.LinkVanished) || (len(l.What) > 0) != (l.Fate == change.LinkChanged) {
			t.Errorf("%+v", l)
		}
	}
	for _, n := range append(seenOld, seenNew...) {
		if n != 1 {
			t.Errorf("a statement is in %d links", n)
		}
	}
}

// mirrored checks that a change the other way round is the same reversed.
func mirrored(t *testing.T, why string, c, back change.Change) {
	t.Helper()
	if c.Class != back.Class || len(c.Differences) != len(back.Differences) || len(c.Links) != len(back.Links) {
		t.Errorf("%s: %v with %d differences and %d links, the other way round %v with %d and %d", why, c.Class, len(c.Differences), len(c.Links), back.Class, len(back.Differences), len(back.Links))
		return
	}
	type pair struct{ a, b, edits int }
	var x, y []pair
	for _, d := range c.Differences {
		x = append(x, pair{d.Old, d.New, len(d.Edits)})
	}
	for _, d := range back.Differences {
		y = append(y, pair{d.New, d.Old, len(d.Edits)})
	}
	for _, p := range x {
		if !slices.Contains(y, p) {
			t.Errorf("%s: %v is not in %v", why, p, y)
			return
		}
	}
}

func TestEdits(t *testing.T) {
	old, new := version(story...), version(with("about 30", "at least 20", "Conrad Maddern", "Maddern")...)
	c := change.Between(old, new)
	var got []string
	for _, d := range c.Differences {
		for _, e := range d.Edits {
			got = append(got, e.Kind.String()+" ["+old.Doc.Text[e.Old.Start:e.Old.End]+"] ["+new.Doc.Text[e.New.Start:e.New.End]+"]")
		}
	}
	want := []string{"figure [about 30] [at least 20]", "name [Conrad] []"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNothing(t *testing.T) {
	for _, pair := range [][2]change.Version{{}, {version(), version()}, {{Doc: &hearsay.Document{Text: " "}}, {}}} {
		if c := change.Between(pair[0], pair[1]); c.Class == change.Substantive || c.Differences != nil {
			t.Errorf("%+v", c)
		}
	}
	if c := change.Between(change.Version{}, version(story...)); c.Class != change.Substantive || len(c.Differences) != len(story) {
		t.Errorf("%+v", c)
	}
}

func FuzzBetween(f *testing.F) {
	f.Add(strings.Join(story, "\n"), strings.Join(with("about 30", "20"), "\n"), 3)
	f.Add("h:a b\n‘x’ y’ 's", "Correction\n\xff (Corrects figure in", 0)
	f.Fuzz(func(t *testing.T, a, b string, n int) {
		a, b = strings.ToValidUTF8(a, "�"), strings.ToValidUTF8(b, "�")
		old, new := version(strings.Split(a, "\n")...), version(strings.Split(b, "\n")...)
		for _, v := range []*change.Version{&old, &new} {
			for i := range v.Doc.Blocks {
				v.Statements = append(v.Statements, hearsay.Statement{Attribution: hearsay.Attribution{
					Content: []hearsay.Span{v.Doc.Blocks[i].Span, {Start: n, End: n + 5}}, Source: []hearsay.Span{{Start: i, End: i + n}}}})
			}
		}
		c := change.Between(old, new)
		sound(t, old, new, c)
		if a != b {
			mirrored(t, "fuzz", c, change.Between(new, old))
		} else if c.Class != change.None {
			t.Errorf("the same text: %+v", c)
		}
		if !reflect.DeepEqual(c, change.Between(old, new)) {
			t.Error("not the same twice")
		}
	})
}
