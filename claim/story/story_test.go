package story_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/claim/story"
)

// Two floods, a year and a valley apart, and an arrest.
var (
	floodA = article("flood-a", "2031-04-02", `Dam bursts above Orvenholt, 14 missing
The Orvenholt dam burst on Tuesday night after a week of rain, sending a wave of mud through the valley of the Sarn. Mayor Tilda Quenby said 14 people were missing and 320 houses were under water.
Engineers had warned of cracks in the spillway, the Sarn Water Board said.`)
	floodB = article("flood-b", "2031-04-03", `Search for missing goes on below broken dam
Rescuers searched the valley of the Sarn for 14 people who went missing when the Orvenholt dam burst.
Tilda Quenby, the mayor, told reporters that 320 houses could not be lived in. The Sarn Water Board denied that it had known of cracks.`)
	floodC = article("flood-c", "2032-05-20", `River Ulm floods Brackwater
The river Ulm broke its banks at Brackwater on Thursday after days of rain, and 45 houses were under water.
Nobody was missing, said Governor Odo Fennick. He praised the firemen of Brackwater, who had filled 9000 sandbags.`)
	arrest = article("arrest", "2031-04-02", `Banker Corvin Ashdale arrested
Police in Lethmoor arrested Corvin Ashdale, the head of Lethmoor Savings, on suspicion of fraud on Tuesday.
Ashdale denied everything, his lawyer said.`)
)

func article(id, public, text string) *story.Features {
	title, _, _ := strings.Cut(text, "\n")
	return story.Read(story.Article{ID: id, Public: public, Title: title, Text: text})
}

// grouped is the stories of articles, as text.
func grouped(all ...*story.Features) string {
	g := story.New()
	for _, f := range all {
		g.Add(f)
	}
	return fmt.Sprint(g.Stories())
}

func TestStories(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []*story.Features
		want string
	}{
		{"nothing", nil, "[]"},
		{"two reports of one event", []*story.Features{floodB, floodA}, "[[flood-a flood-b]]"},
		{"look-alikes", []*story.Features{floodA, floodC}, "[[flood-a] [flood-c]]"},
		{"all", []*story.Features{arrest, floodC, floodB, floodA}, "[[arrest] [flood-a flood-b] [flood-c]]"},
		{"one twice", []*story.Features{arrest, arrest}, "[[arrest]]"},
		{"no text", []*story.Features{article("a", "", ""), article("b", "", "The of and.")}, "[[a] [b]]"},
	} {
		if got := grouped(c.in...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestChange(t *testing.T) {
	g := story.New()
	for _, c := range []struct {
		add  *story.Features
		want story.Change
	}{
		{floodB, story.Change{Story: "flood-b", Now: []string{"flood-b"}}},
		{arrest, story.Change{Story: "arrest", Now: []string{"arrest"}}},
		{floodA, story.Change{Story: "flood-a", Was: []string{"flood-b"}, Now: []string{"flood-a"}}},
		{floodB, story.Change{Story: "flood-a"}},
	} {
		if got := g.Add(c.add); !reflect.DeepEqual(got, c.want) {
			t.Errorf("add %s: %+v, want %+v", c.add.ID, got, c.want)
		}
	}
}

func TestWhy(t *testing.T) {
	got := story.Why(floodA, floodB)
	for _, want := range []string{"both name ", "Orvenholt", "Sarn", "give 320"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	if got := story.Why(floodA, floodC); !strings.Contains(got, "414 days apart") {
		t.Errorf("%q does not say how far they are apart", got)
	}
}

// made is articles of made-up events: each of some words of its own and some of others.
func made(random *rand.Rand, events, each int) []*story.Features {
	word := func(n int) string {
		w := []byte{}
		for ; n > 0 || len(w) < 6; n /= 20 {
			w = append(w, "bcdfghklmnprstvwaeio"[n%20], "aeiou"[len(w)%5])
		}
		return strings.ToUpper(string(w[:1])) + string(w[1:])
	}
	var out []*story.Features
	for e := range events {
		for k := range each {
			var text []string
			for range 8 + random.IntN(30) {
				of := e
				if random.IntN(3) == 0 {
					of = random.IntN(events)
				}
				text = append(text, "and "+word(1000+of*25+random.IntN(25)))
			}
			out = append(out, article(fmt.Sprintf("%d-%d", e, k), "", strings.Join(text, " ")))
		}
	}
	return out
}

// Stories are the same in whatever order articles are added, and the changes tell of each
// what became of it. The third case connects more articles than are weighed as a whole.
func TestOrder(t *testing.T) {
	for i, c := range []struct{ events, each int }{{5, 8}, {40, 5}, {3, 150}} {
		random := rand.New(rand.NewPCG(uint64(i), 7))
		all := made(random, c.events, c.each)
		var want [][]string
		for round := range 4 {
			random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			g := story.New()
			live := map[string]bool{}
			for _, f := range all {
				change := g.Add(f)
				for _, s := range change.Was {
					if !live[s] {
						t.Fatalf("%s was no story", s)
					}
					delete(live, s)
				}
				for _, s := range change.Now {
					live[s] = true
				}
				if !live[change.Story] {
					t.Fatalf("%s went to %s, which is no story", f.ID, change.Story)
				}
			}
			got := g.Stories()
			if want == nil {
				want = got
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("case %d, round %d: %d stories, %d before, or others", i, round, len(got), len(want))
			}
			var names []string
			for _, s := range got {
				names = append(names, s[0])
			}
			var told []string
			for s := range live {
				told = append(told, s)
			}
			if slices.Sort(told); !slices.Equal(told, names) {
				t.Errorf("case %d: the changes tell of %d stories, there are %d", i, len(told), len(names))
			}
		}
		t.Logf("case %d: %d articles, %d stories", i, len(all), len(want))
	}
}

// Many copies of one text are one story, and cheap.
func TestCopies(t *testing.T) {
	g := story.New()
	for i := range 600 {
		g.Add(article(fmt.Sprintf("copy-%03d", i), "", "Dam bursts above Orvenholt\nThe Orvenholt dam burst on Tuesday night, Mayor Tilda Quenby said."))
	}
	g.Add(arrest)
	if got := g.Stories(); len(got) != 2 || len(got[1]) != 600 {
		t.Errorf("%d stories", len(got))
	}
}

// What is read of any text keeps to its bounds, and an article is as like itself as can be.
func FuzzRead(f *testing.F) {
	f.Add("Title", "Text of 320 houses’ O'Hara U.S. 1,000.5 in 2031.\nÄrger’s", "2031-04-02T10:00:00Z")
	f.Add("\xff'", "a'b.C'''’", "x")
	f.Fuzz(func(t *testing.T, title, text, public string) {
		a := story.Read(story.Article{ID: "a", Title: title, Text: text, Public: public})
		b := story.Read(story.Article{ID: "b", Title: title, Text: text, Public: public})
		like := story.Likeness(a, b)
		if like != 0 && (like < .999 || like > 1.001) {
			t.Errorf("likeness %g", like)
		}
		if other := story.Likeness(a, floodA); other != story.Likeness(floodA, a) || other < 0 || other > 1.001 {
			t.Errorf("likeness to another %g", other)
		}
		_ = story.Why(a, floodA)
		grouped(a, b, floodA)
	})
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("The Orvenholt dam burst on Tuesday night after a week of rain, sending 14 waves of mud through the valley of the Sarn.\n", 34)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		story.Read(story.Article{Title: "Dam bursts", Text: text})
	}
}
