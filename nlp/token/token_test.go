package token_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/token"
)

func analyse(text string) *hearsay.Analysis {
	doc := &hearsay.Document{Text: text}
	for start := 0; start < len(text); { // a block a paragraph
		end := strings.Index(text[start:], "\n\n")
		if end < 0 {
			end = len(text) - start
		}
		doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: start, End: start + end}})
		start += end
		for start < len(text) && text[start] == '\n' {
			start++
		}
	}
	an := &hearsay.Analysis{}
	an.Reset(doc)
	token.Tokenize(an)
	return an
}

// expectTokens compares tokens; want has a space between each two.
func expectTokens(t *testing.T, text, want string) {
	t.Helper()
	an := analyse(text)
	var got []string
	for i := range an.Tokens {
		got = append(got, an.Text(i))
	}
	if g := strings.Join(got, " "); g != want {
		t.Errorf("%q\n got %s\nwant %s", text, g, want)
	}
}

// expectSentences splits text whose sentences are set apart by " | " or "\n| ".
func expectSentences(t *testing.T, marked string) {
	t.Helper()
	text := strings.ReplaceAll(marked, "| ", "")
	an := analyse(text)
	var b strings.Builder
	at := 0
	for i, s := range an.Sents {
		first := an.Tokens[s.First].Start
		b.WriteString(text[at:first])
		if i > 0 {
			b.WriteString("| ")
		}
		at = first
	}
	b.WriteString(text[at:])
	if got := b.String(); got != marked {
		t.Errorf("\n got %s\nwant %s", got, marked)
	}
}

func TestTokens(t *testing.T) {
	for _, c := range [][2]string{
		{"I don't know.", "I do n't know ."},
		{"I don’t know", "I do n’t know"},
		{"They can't, won't, shan't.", "They ca n't , wo n't , sha n't ."},
		{"We cannot go", "We can not go"},
		{"DON'T", "DO N'T"},
		{"She's here and they'll come", "She 's here and they 'll come"},
		{"I’d’ve", "I ’d ’ve"},
		{"the ministry's, the ministries' and James's", "the ministry 's , the ministries ' and James 's"},
		{"O'Hara met d'Orsay and Sha'ban", "O'Hara met d'Orsay and Sha'ban"},
		{"five o'clock", "five o'clock"},
		{"in the '90s and the 1980s", "in the '90s and the 1980s"},
		{"take 'em", "take 'em"},
		{"coal-fired plant", "coal - fired plant"},
		{"a well-known, state-run e-mail", "a well - known , state - run e-mail"},
		{"re-elected, non-binding, anti-tank, co-chair, ex-minister", "re-elected , non-binding , anti-tank , co-chair , ex-minister"},
		{"U.S.-led", "U.S. - led"},
		{"al-Hadid", "al - Hadid"},
		{"COVID-19 and F-16", "COVID - 19 and F - 16"},
		{"The U.S. and the U.N. met", "The U.S. and the U.N. met"},
		{"at 2 a.m. on Jan. 5", "at 2 a.m. on Jan. 5"},
		{"No. 5 of Gov. Lund", "No. 5 of Gov. Lund"},
		{"No. We said no.", "No . We said no ."},
		{"J. K. R. Tolman and J.K. Tolman", "J. K. R. Tolman and J.K. Tolman"},
		{"Orr v. State", "Orr v. State"},
		{"e.g. this, i.e. that, etc.", "e.g. this , i.e. that , etc."},
		{"a Ph.D. student", "a Ph.D. student"},
		{"$5 and $ 5.5m", "$ 5 and $ 5.5 m"},
		{"US$5 million", "US$ 5 million"},
		{"€20, £30", "€ 20 , £ 30"},
		{"5% of 3.5 per cent", "5 % of 3.5 per cent"},
		{"1,234,567 people", "1,234,567 people"},
		{"at 7:30pm, 10km away", "at 7:30 pm , 10 km away"},
		{"the 1st, 22nd and 3rd", "the 1st , 22nd and 3rd"},
		{"9/11 and 2015-08-21", "9/11 and 2015-08-21"},
		{"call 555-0100 or 212-555-0100", "call 555-0100 or 212-555-0100"},
		{"won 3-2 in 2014-15", "won 3 - 2 in 2014 - 15"},
		{"50-year-old man", "50 - year - old man"},
		{"80 km/h and/or more", "80 km / h and / or more"},
		{"see http://example.com/a?b=c,d.", "see http://example.com/a?b=c,d ."},
		{"(www.example.org)", "( www.example.org )"},
		{"mail a.b@example.com, now", "mail a.b@example.com , now"},
		{"on example.com today", "on example.com today"},
		{"said @handle on #topic", "said @handle on #topic"},
		{"He left.The next day", "He left . The next day"},
		{"wait... what…", "wait ... what …"},
		{"war—or peace – no -- yes", "war — or peace – no -- yes"},
		{"What?! No!!!", "What ?! No !!!"},
		{"“Yes,” he said", "“ Yes , ” he said"},
		{"\"Yes,\" he said", "\" Yes , \" he said"},
		{"«Oui» and ‘so’ and ``so''", "« Oui » and ‘ so ’ and `` so ''"},
		{"'It is so,' she said", "' It is so , ' she said"},
		{"(he [sic] said)", "( he [ sic ] said )"},
		{"AT&T and R&D & more", "AT&T and R&D & more"},
		{"-5 degrees", "-5 degrees"},
		{"I'm gonna go", "I 'm gon na go"},
		{"the so-called \"ministry\"'s", "the so - called \" ministry \" 's"},
		{"😀👍🏽 ok", "😀 👍🏽 ok"},
		{"👨‍👩‍👧 x", "👨‍👩‍👧 x"},
		{"cafe\u0301 na\u0308ive", "cafe\u0301 na\u0308ive"},
		{"e\u0301 \u0301 x", "e\u0301 \u0301 x"},
		{"שלום, עולם", "שלום , עולם"},
		{"قال الوزير: نعم", "قال الوزير : نعم"},
		{"a\u00a0b\u2009c", "a b c"},
		{"", ""},
		{" \n\t ", ""},
		{"...", "..."},
		{"Mr. & Mrs. Ode", "Mr. & Mrs. Ode"},
		{"Lund Inc.'s plan", "Lund Inc. 's plan"},
		{"the U.S.'s plan", "the U.S. 's plan"},
		{"y'all", "y' all"},
		{"O’Neil’s", "O’Neil ’s"},
		{"rock 'n' roll", "rock 'n ' roll"},
		{"under_score", "under_score"},
	} {
		expectTokens(t, c[0], c[1])
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []string{
		"He left. | She stayed.",
		"The U.S. Army left. | It was late.",
		"They flew to the U.S. | The army left.",
		"He met Gov. Lund on Jan. 5 at 2 p.m. | The talks failed.",
		"Mr. Lund spoke. | Dr. Orr did not.",
		"J. K. R. Tolman wrote it. | It sold.",
		"It was No. 5 of 10. | No. | We said no.",
		"The firm, Lund Inc., lost. | It was bought by Orr Corp. | The deal failed.",
		"“I know,” he said. | “I was there.”",
		"“I know. | I was there.” | He left.",
		"\"I know.\" | He left.",
		"\"I know,\" he said. | \"I was there.\"",
		"“Why?” asked Mr. Lund. | He left.",
		"“No!” Mr. Lund said. | He left.",
		"“No!” she said.",
		"“Is it so?” the minister asked. | Nobody knew.",
		"He said: “It is over.” | They left.",
		"He said “it is over.” | They left.",
		"He asked, ‘Is it over?’ | They left.",
		"SEOUL, April 28 (Agency) — The ministry said so. | It was late.",
		"LONDON (Wire) - The minister left. | He did not return.",
		"“It is over.” Mr. Lund said. | They left.",
		"“It is over.” | Mr. Lund said he would leave.",
		"It was Orr vs. The State.",
		"(He was late.) | They left.",
		"He was late (they said.) | They left.",
		"Wait... | What was that?",
		"He was ... well, late.",
		"What?! | No!!! | Yes.",
		"Yahoo! said it would.",
		"It rose 3.5 per cent. | It fell.",
		"See example.com for more. | It is free.",
		"He left.| The next day he returned.",
		"a headline with no stop",
		"Ministry denies report\n\n| The ministry denied it.",
		"Items:\n| • one thing\n| • another thing",
		"1. One thing.\n| 2. Another thing.",
		"They said so at 10 a.m. EST. | They left.",
		"Peoria, Ill., is a town. | It is old.",
		"He was born in Washington, D.C. | He died there.",
		"it was late. | he left.",
		"He saw Smith Jr. at home.",
		"“It is over”. | They left.",
		"In 1999. | 300 people came.",
		"The vote was 5-4. | \"We won,\" she said.",
	} {
		expectSentences(t, c)
	}
}

func TestZones(t *testing.T) {
	doc := &hearsay.Document{Text: "Title\nBy A. Writer\nThey left.\nShare this", Blocks: []hearsay.Block{
		{Span: hearsay.Span{Start: 0, End: 5}, Zone: hearsay.ZoneHeadline},
		{Span: hearsay.Span{Start: 6, End: 18}, Zone: hearsay.ZoneByline},
		{Span: hearsay.Span{Start: 19, End: 29}},
		{Span: hearsay.Span{Start: 30, End: 40}, Zone: hearsay.ZoneFurniture},
	}}
	an := &hearsay.Analysis{}
	an.Reset(doc)
	token.Tokenize(an)
	if len(an.Tokens) != 4 || len(an.Sents) != 2 || an.Sents[0].Zone != hearsay.ZoneHeadline || an.Sents[1].Block != 2 {
		t.Errorf("tokens %v sentences %v", an.Tokens, an.Sents)
	}
	if !an.Tokens[1].Space {
		t.Error("the edge of a block counts as white space")
	}
}

func TestLongTexts(t *testing.T) {
	for name, text := range map[string]string{
		"words":  strings.Repeat("word ", 200_000),
		"letter": strings.Repeat("a", 1_000_000),
		"marks":  strings.Repeat("\u0301", 300_000),
		"quotes": strings.Repeat(`"`, 1_000_000),
		"stops":  strings.Repeat(". ", 500_000),
		"digits": strings.Repeat("1", 1_000_000),
		"hyphen": strings.Repeat("a-", 500_000),
		"at":     strings.Repeat("a@", 500_000),
		"spaces": strings.Repeat(" ", 1_000_000) + "x",
	} {
		check(t, name, analyse(text))
	}
}

// check holds what is true of every analysis.
func check(t *testing.T, name string, an *hearsay.Analysis) {
	t.Helper()
	end, covered := 0, 0
	for i := range an.Tokens {
		tok := &an.Tokens[i]
		if tok.Empty() || !tok.In(an.Doc.Text) || tok.Start < end {
			t.Fatalf("%s: token %d %v unsound after %d", name, i, tok.Span, end)
		}
		if text := an.Text(i); strings.ContainsAny(text, " \t\n\r\u00a0\u2003") {
			t.Fatalf("%s: white space in token %q", name, text)
		}
		end = tok.End
	}
	for _, s := range an.Sents {
		if s.First != covered || s.Last <= s.First || s.Last-s.First > 400 {
			t.Fatalf("%s: sentence %v after token %d", name, s, covered)
		}
		covered = s.Last
		b := an.Doc.Blocks[s.Block].Span
		for i := s.First; i < s.Last; i++ {
			if !b.Contains(an.Tokens[i].Span) {
				t.Fatalf("%s: token outside its block", name)
			}
		}
	}
	if covered != len(an.Tokens) {
		t.Fatalf("%s: sentences cover %d tokens of %d", name, covered, len(an.Tokens))
	}
}

func FuzzTokenize(f *testing.F) {
	f.Add("“Why?” asked Mr. Lund. He can't go to the U.S. at 2 a.m.\n\n• item 9/11 $5.5m a@b.org")
	f.Add("'' `` \u0301 👨‍👩‍👧 ’s ʼ aʼ -5 .5 '90s x.The")
	f.Fuzz(func(t *testing.T, text string) {
		check(t, "fuzz", analyse(strings.ToValidUTF8(text, "?")))
	})
}

func BenchmarkTokenize(b *testing.B) {
	doc := analyse(strings.Repeat("The minister's spokesman, Mr. Orr, said on Jan. 5 that \"at least 300\" soldiers hadn't returned from the U.S.-led mission. ", 200)).Doc
	an := &hearsay.Analysis{}
	n := 0
	b.ReportAllocs()
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		an.Reset(doc)
		token.Tokenize(an)
		n += len(an.Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}
