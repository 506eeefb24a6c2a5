package change_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ledger/change"
)

// stated makes a version of lines in which each statement is written as
// "speaker|act|words of the content"; the content is where the text has those words.
func stated(t *testing.T, lines []string, statements ...string) change.Version {
	t.Helper()
	v := version(lines...)
	for _, s := range statements {
		parts := strings.Split(s, "|")
		at := strings.Index(v.Doc.Text, parts[2])
		if at < 0 {
			t.Fatalf("%q is not in the text", parts[2])
		}
		act, ok := hearsay.ParseAct(parts[1])
		if !ok {
			t.Fatalf("act %q", parts[1])
		}
		st := hearsay.Statement{Speaker: hearsay.Speaker{Name: parts[0]}, Act: act, Certainty: hearsay.Certain}
		st.Content = []hearsay.Span{{Start: at, End: at + len(parts[2])}}
		v.Statements = append(v.Statements, st)
	}
	return v
}

// links are links in short: "kept 0 0", "changed 1 1 figure wording".
func links(c change.Change) []string {
	var out []string
	for _, l := range c.Links {
		s := fmt.Sprintf("%v %d %d", l.Fate, l.Old, l.New)
		for _, a := range l.What {
			s += " " + a.String()
		}
		out = append(out, s)
	}
	return out
}

func TestLinks(t *testing.T) {
	killed, moved, lost := "fas|estimate|about 30 soldiers were killed", "maddern|state|We do not see how a force of that size could have moved", "ministry|deny|it lost nobody"
	old := stated(t, story, killed, moved, lost)
	for _, c := range []struct {
		why   string
		new   change.Version
		class change.Class
		want  []string
	}{
		{"the same", stated(t, story, killed, moved, lost), change.None, []string{"kept 0 0", "kept 1 1", "kept 2 2"}},
		{"another order", stated(t, []string{story[0], story[6], story[4], story[3], story[5]}, lost, moved, killed), change.Cosmetic, []string{"kept 0 2", "kept 1 1", "kept 2 0"}},
		{"other marks", stated(t, with("“", `"`, "”", `"`), killed, moved, lost), change.Cosmetic, []string{"kept 0 0", "kept 1 1", "kept 2 2"}},
		{"reworded", stated(t, with("about 30 soldiers were killed", "about 20 soldiers were killed"), "fas|estimate|about 20 soldiers were killed", moved, lost), change.Substantive, []string{"changed 0 0 wording", "kept 1 1", "kept 2 2"}},
		{"another speaker", stated(t, with("Conrad Maddern", "Ada Sile"), killed, "sile|state|We do not see how a force of that size could have moved", lost), change.Substantive, []string{"kept 0 0", "changed 1 1 speaker", "kept 2 2"}},
		{"another act", stated(t, with("says it lost", "claims it lost"), killed, moved, "ministry|state|it lost nobody"), change.Substantive, []string{"kept 0 0", "kept 1 1", "changed 2 2 act"}},
		{"a slip put right", stated(t, with("soldiers were killed", "soliders were killed"), "fas|estimate|about 30 soliders were killed", moved, lost), change.Cosmetic, []string{"kept 0 0", "kept 1 1", "kept 2 2"}},
		{"other spelling", stated(t, with("about 30", "about thirty"), "fas|estimate|about thirty soldiers were killed", moved, lost), change.Cosmetic, []string{"kept 0 0", "kept 1 1", "kept 2 2"}},
		{"a slip that is another act", stated(t, with("about 30 soldiers", "about 30 soliders"), "fas|state|about 30 soliders were killed", moved, lost), change.Substantive, []string{"changed 0 0 act", "kept 1 1", "kept 2 2"}},
		{"read otherwise", stated(t, story, killed, moved, "ministry|state|it lost nobody"), change.None, []string{"kept 0 0", "kept 1 1", "changed 2 2 act"}},
		{"not read any more", stated(t, with("“", `"`, "”", `"`), killed, lost), change.Cosmetic, []string{"kept 0 0", "vanished 1 -1", "kept 2 1"}},
		{"one gone", stated(t, append(append([]string{}, story[:4]...), story[5:]...), killed, lost), change.Substantive, []string{"kept 0 0", "vanished 1 -1", "kept 2 1"}},
		{"one more", stated(t, plus("The embassy later said the raid was an invention."), killed, moved, lost, "embassy|state|the raid was an invention"), change.Substantive, []string{"kept 0 0", "kept 1 1", "kept 2 2", "appeared -1 3"}},
		{"said again", stated(t, append([]string{}, append(story, story[3])...), killed, moved, lost, killed), change.Cosmetic, []string{"kept 0 0", "kept 1 1", "kept 2 2", "appeared -1 3"}},
		{"all gone", change.Version{}, change.Substantive, []string{"vanished 0 -1", "vanished 1 -1", "vanished 2 -1"}},
	} {
		got := change.Between(old, c.new)
		if !reflect.DeepEqual(links(got), c.want) || got.Class != c.class {
			t.Errorf("%s: %v %q, want %v %q; %q", c.why, got.Class, links(got), c.class, c.want, got.Reasons)
		}
		if c.new.Doc != nil {
			sound(t, old, c.new, got)
		}
		mirrored(t, c.why, got, change.Between(c.new, old))
	}
}

func TestLinksSayWhatChanged(t *testing.T) {
	old := stated(t, story, "fas|estimate|about 30 soldiers were killed")
	new := stated(t, with("about 30", "up to 40", "estimates", "does not rule out"), "fas|state|up to 40 soldiers were killed")
	fill := func(v *change.Version, words string, low, high float64) {
		at := strings.Index(v.Doc.Text, words)
		v.Statements[0].Figures = []hearsay.Figure{{Span: hearsay.Span{Start: at, End: at + len(words)}, Low: low, High: high, Unit: "person"}}
	}
	fill(&old, "about 30", 30, 30)
	fill(&new, "up to 40", 0, 40)
	new.Statements[0].Certainty = hearsay.Possible
	new.Statements[0].SaidOn = "2024-02-20"
	new.Statements[0].Chain = []hearsay.Carrier{{Name: "LPR"}}
	got := change.Between(old, new)
	if want := []string{"changed 0 0 figure act certainty chain date wording"}; !reflect.DeepEqual(links(got), want) {
		t.Errorf("%q, want %q", links(got), want)
	}
	if all := strings.Join(got.Reasons, "\n"); !strings.Contains(all, `a statement's figure changed: "about 30" is now "up to 40"`) || !strings.Contains(all, "certain is now possible") {
		t.Errorf("%s", all)
	}
}

// The time must be nearly proportional to the length, whatever the texts are like.
func TestGiants(t *testing.T) {
	lines := func(n int, line func(i int) string) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = line(i)
		}
		return out
	}
	news := func(k int) func(int) string {
		return func(i int) string {
			return fmt.Sprintf("Region %d says %d houses burnt in w%d.", i, i*7%997+k, i%311)
		}
	}
	for _, c := range []struct {
		why      string
		old, new []string
	}{
		{"10,000 paragraphs, each edited", lines(10_000, news(0)), lines(10_000, news(1))},
		{"paragraphs turned round", lines(4000, news(0)), lines(4000, func(i int) string { return news(0)(3999 - i) })},
		{"10,000 times the same, one more", lines(10_000, func(int) string { return "the same words over and over" }), lines(10_001, func(int) string { return "the same words over and over" })},
		{"paragraphs of two sorts", lines(4000, func(i int) string { return []string{"a b c d", "a b c e"}[i%2] }), lines(4000, func(i int) string { return []string{"a b c f", "a b c d"}[i/3%2] })},
		{"10,000 of one word", lines(10_000, func(int) string { return "said" }), lines(10_000, func(int) string { return "says" })},
		{"one paragraph of a megabyte", []string{strings.Repeat("one two three four ", 55_000)}, []string{strings.Repeat("one two four three ", 50_000)}},
		{"one word of a megabyte", []string{strings.Repeat("x", 1<<20)}, []string{strings.Repeat("x", 1<<20) + "y"}},
		{"marks alone", []string{strings.Repeat("‘“'’\"—", 1<<16)}, []string{strings.Repeat("“'\"’—", 1<<14)}},
		{"paragraphs of one letter", lines(30_000, func(i int) string { return string(rune('a' + i%26)) }), lines(30_000, func(i int) string { return string(rune('a' + i%25)) })},
		{"openings of notices", lines(3000, func(i int) string { return "Correction" }), lines(3000, func(i int) string { return fmt.Sprintf("Correction (an earlier version of %d", i) })},
	} {
		old, new := version(c.old...), version(c.new...)
		for _, v := range []*change.Version{&old, &new} {
			for i := 0; i < len(v.Doc.Blocks); i += 10 {
				v.Statements = append(v.Statements, hearsay.Statement{Attribution: hearsay.Attribution{Content: []hearsay.Span{v.Doc.Blocks[i].Span}}})
			}
		}
		start := time.Now()
		got := change.Between(old, new)
		took := time.Since(start)
		t.Logf("%s: %v, %v", c.why, took, got.Class)
		if took > 20*time.Second { // a square of them takes minutes; machines are busy, and the race detector slow
			t.Errorf("%s: %v", c.why, took)
		}
		if len(got.Reasons) > 12 {
			t.Errorf("%s: %d reasons", c.why, len(got.Reasons))
		}
	}
}
