package attrib_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/nlp"
)

var load = sync.OnceValues(func() (*nlp.Pipeline, error) { return nlp.Load("fast") })

func pipeline(t testing.TB) *nlp.Pipeline {
	t.Helper()
	p, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return p.Clone()
}

// body makes a document of one body paragraph a line.
func body(text string) *hearsay.Document {
	doc := &hearsay.Document{Path: "-", Language: "en", Text: text}
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		if trimmed := strings.TrimSpace(line); trimmed != "" {
			start := at + strings.Index(line, trimmed)
			doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: start, End: start + len(trimmed)}})
		}
		at += len(line) + 1
	}
	return doc
}

// inline writes attributions into their text: [S source], [C cue], [T content];
// nested ones as [s, [c, [t.
func inline(doc *hearsay.Document, atts []hearsay.Attribution) string {
	open, shut := make([]string, len(doc.Text)+1), make([]string, len(doc.Text)+1)
	for _, a := range atts {
		roles := "SCT"
		if a.Nested >= 0 {
			roles = "sct"
		}
		for r, spans := range [][]hearsay.Span{a.Source, a.Cue, a.Content} {
			for _, s := range spans {
				if mark := "[" + roles[r:r+1] + " "; !strings.Contains(open[s.Start], mark) { // a shared source once
					open[s.Start] += mark
					shut[s.End] += "]"
				}
			}
		}
	}
	var b strings.Builder
	for i := 0; i <= len(doc.Text); i++ {
		b.WriteString(shut[i])
		b.WriteString(open[i])
		if i < len(doc.Text) {
			b.WriteByte(doc.Text[i])
		}
	}
	return b.String()
}

// expect holds the marked text against what is found in it without the marks.
func expect(t *testing.T, p *nlp.Pipeline, marked string) {
	t.Helper()
	var plain strings.Builder
	for i := 0; i < len(marked); i++ {
		if marked[i] == '[' && i+2 < len(marked) && strings.IndexByte("SCTsct", marked[i+1]) >= 0 && marked[i+2] == ' ' {
			i += 2
		} else if marked[i] != ']' {
			plain.WriteByte(marked[i])
		}
	}
	doc := body(plain.String())
	atts, err := p.Attribute(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	check(t, doc, atts)
	if got := inline(doc, atts); got != marked {
		t.Errorf("\ngot  %s\nwant %s", got, marked)
	}
}

// check holds what must be true of every list of attributions.
func check(t testing.TB, doc *hearsay.Document, atts []hearsay.Attribution) {
	t.Helper()
	for i := range atts {
		a := &atts[i]
		if fault := a.Check(doc.Text); fault != "" {
			t.Fatalf("attribution %d: %s", i, fault)
		}
		if a.Nested >= len(atts) || a.Nested == i {
			t.Fatalf("attribution %d: nested in %d of %d", i, a.Nested, len(atts))
		}
		if a.Nested >= 0 && !within(atts[a.Nested].Content, a.Content) {
			t.Fatalf("attribution %d does not lie in the content of %d", i, a.Nested)
		}
		if !(a.Score >= 0 && a.Score <= 1.0001) {
			t.Fatalf("attribution %d: score %v", i, a.Score)
		}
	}
}

func within(outer, inner []hearsay.Span) bool {
	for _, in := range inner {
		ok := false
		for _, out := range outer {
			ok = ok || out.Contains(in)
		}
		if !ok {
			return false
		}
	}
	return true
}

// These are plain sentences of the kinds that news is made of; the model must get
// them right whatever else it is trained on.
func TestKinds(t *testing.T) {
	p := pipeline(t)
	for _, marked := range []string{
		// before, after, in the middle
		"[S The ministry] [C said] [T that two bridges had been destroyed].",
		"[T Two bridges had been destroyed], [S the ministry] [C said].",
		"[T “We have lost two bridges,”] [S the minister] [C said].",
		"[T “We have lost two bridges,”] [C said] [S Oren Vale, the minister for roads].",
		"[T “We have lost two bridges,”] [S she] [C said]. [T “We will rebuild them.”]",
		// according to
		"[C According to] [S the police], [T the driver fled on foot].",
		"[T The driver fled on foot], [C according to] [S the police].",
		// a frame around likelier cues
		"[T The road was closed, as the mayor had demanded], [C according to] [S two aides].",
		"[T The army moved two brigades in the night], [S sources] [C said].",
		// infinitives and noun phrases
		"[S The government] [C has urged] [T both sides to return to the talks].",
		"[S The court] [C ordered] [T the company to pay the workers].",
		"[S The union] [C rejected] [T the offer].",
		"[S The army] [C denied] [T that its soldiers had opened fire].",
	} {
		expect(t, p, marked)
	}
}

// What must be found, and by whom, where the edges of the cue may be drawn in more
// than one way.
func TestWhoSaysWhat(t *testing.T) {
	p := pipeline(t)
	for _, c := range []struct{ text, source, content string }{
		{"The company declined to comment on the report.", "The company", "to comment on the report"},
		{"“The talks have failed,” the ministry was quoted as saying by the Orlan agency.", "the ministry", "“The talks have failed,”"},
		{"Norland disclosed for the first time on May 3 that it had sold the ships.", "Norland", "that it had sold the ships"},
		{"SENNICK, Feb 7 (Meridian Wire) - The ministry said the bridge had fallen.", "The ministry", "the bridge had fallen"},
		{"The bank said that it had lost money and that it would close.", "The bank", "that it had lost money and that it would close"},
	} {
		doc := body(c.text)
		atts, err := p.Attribute(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		check(t, doc, atts)
		found := false
		for _, a := range atts {
			found = found || len(a.Source) == 1 && c.text[a.Source[0].Start:a.Source[0].End] == c.source &&
				strings.HasSuffix(c.text[a.Content[0].Start:a.Content[len(a.Content)-1].End], strings.TrimPrefix(c.content, "that "))
		}
		if !found {
			t.Errorf("%s\nsaid by %q not found in %s", c.content, c.source, inline(doc, atts))
		}
	}
}

func TestDeclines(t *testing.T) {
	p := pipeline(t)
	for _, marked := range []string{
		"[S The company] [C had no] [T immediate comment].",
		"There [C was no] [T immediate comment] from [S the army].",
		"[S The minister] [C could not be reached] [T for comment].",
		"[S Mr Vale] [C did not return] [T calls seeking comment].",
		"The ball did not return to the court.",
		"The ship had no crew.",
	} {
		expect(t, p, marked)
	}
}

// A statement inside a statement, and the cue of one that nobody is named for.
func TestNested(t *testing.T) {
	p := pipeline(t)
	doc := body("He said the mayor had told him that the dam was safe.")
	atts, err := p.Attribute(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	check(t, doc, atts)
	if got, want := inline(doc, atts), "[s the mayor] [c had told]"; !strings.Contains(got, want) {
		t.Errorf("no %q in %s", want, got)
	}
}

// A quotation that goes on in the next paragraph, and a stray mark that spoils
// nothing after it.
func TestQuotesAcrossParagraphs(t *testing.T) {
	p := pipeline(t)
	doc := body("“The river rose in the night,” the mayor said. “We had no warning.\n“Nobody came.”\nThe minister said the \" dam was sound.\nThe mayor said the dam had failed.")
	atts, err := p.Attribute(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	check(t, doc, atts)
	got := inline(doc, atts)
	if !strings.Contains(got, "[S The mayor] [C said] [T the dam had failed].") {
		t.Errorf("a stray mark spoiled what follows:\n%s", got)
	}
}

func TestQuotedBy(t *testing.T) {
	p := pipeline(t)
	doc := body("“No vessel was struck,” the ministry was quoted as saying by the agency. “Those who claim otherwise have produced no evidence.”")
	atts, err := p.Attribute(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	check(t, doc, atts)
	want := "[T “No vessel was struck,”] [S the ministry] [C was quoted as saying by] the agency. [T “Those who claim otherwise have produced no evidence.”]"
	if got := inline(doc, atts[:1]); got != want {
		t.Errorf("\ngot  %s\nwant %s", got, want)
	}
}

func TestNothingToFind(t *testing.T) {
	p := pipeline(t)
	for _, text := range []string{"", ".", "“", "”””", "said", "The weather was fine.", "1 2 3", "🙂🙂", "\u0301"} {
		doc := body(text)
		atts, err := p.Attribute(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		check(t, doc, atts)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := pipeline(t).Attribute(ctx, body("The mayor said no.")); err == nil {
		t.Error("a cancelled context gave no error")
	}
}

func FuzzExtract(f *testing.F) {
	for _, seed := range []string{
		"The ministry said “we” did not.\n\n“Nobody,” he said. ‘It's fine,’ she added.",
		"SEOUL, April 28 (Agency) — He said: \"no\"",
		"according to according to said said said ““““””",
		"a\u0301b\u200d🙂 قال الوزير «نعم» said the minister",
		strings.Repeat("he said she said ", 60),
	} {
		f.Add([]byte(seed))
	}
	p := pipeline(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := article.Parse(data, article.Options{Language: "en"})
		if err != nil {
			return
		}
		if !utf8.ValidString(doc.Text) {
			t.Fatal("text is not UTF-8")
		}
		atts, err := p.Attribute(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		check(t, doc, atts)
	})
}

const sample = `A senior official told the paper that at least forty people had been hurt. “We heard the roof go,” said Ana Perrin, who lives opposite. “Then there was dust.”
The operator denied that it had been warned, and a spokeswoman declined to say when the hall was last inspected. According to a report seen by the paper, engineers had asked for the hall to be closed in March.
The mayor, Tomas Ilk, called the report “a draft”. He said he had not read it.
`

// BenchmarkExtract times all stages after the document is parsed.
func BenchmarkExtract(b *testing.B) {
	p := pipeline(b)
	doc := body(strings.Repeat(sample, 8)) // about 750 words
	an, _ := p.Analyse(context.Background(), doc)
	tokens := len(an.Tokens)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Attribute(context.Background(), doc); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// Headlines have a grammar of their own.
func TestHeadlines(t *testing.T) {
	p := pipeline(t)
	for _, c := range []struct{ head, source, cue, content string }{
		{"Norland: no talks planned", "Norland", ":", "no talks planned"},
		{"Six killed in raid: police", "police", ":", "Six killed in raid"},
		{"Norland Says It Sold Ships to Its Neighbour", "Norland", "Says", "It Sold Ships to Its Neighbour"},
		{"Bridge was unsafe, watchdog concludes", "watchdog", "concludes", "Bridge was unsafe"},
		{"Six Killed in Raid, Say Police", "Police", "Say", "Six Killed in Raid"},
		{"Ministry denies dam was unsafe", "Ministry", "denies", "dam was unsafe"},
		{"Analysis: why the talks have failed", "", "", ""},
		{"Timeline: how the talks failed", "", "", ""},
		{"Company Issues Patch for Door Locks", "", "", ""},
	} {
		doc := body(c.head)
		doc.Blocks[0].Zone = hearsay.ZoneHeadline
		atts, err := p.Attribute(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		check(t, doc, atts)
		cut := func(spans []hearsay.Span) string {
			if len(spans) == 0 {
				return ""
			}
			return doc.Text[spans[0].Start:spans[0].End]
		}
		var source, cue, content string
		if len(atts) > 0 {
			source, cue, content = cut(atts[0].Source), cut(atts[0].Cue), cut(atts[0].Content)
		}
		if source != c.source || cue != c.cue || content != c.content {
			t.Errorf("%s: [%s] [%s] [%s]", c.head, source, cue, content)
		}
	}
}
