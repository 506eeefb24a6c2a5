package article_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
)

var update = flag.Bool("update", false, "write the golden files anew")

// show prints a document with its zones inline, a line for each block.
func show(doc *hearsay.Document) string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	line("title", doc.Title)
	line("byline", strings.Join(doc.Byline, " + "))
	line("credits", strings.Join(doc.Credits, " + "))
	line("publisher", doc.Publisher)
	line("published", doc.Published)
	line("basis", doc.Basis.String())
	line("url", doc.URL)
	line("language", doc.Language)
	b.WriteByte('\n')
	for _, bl := range doc.Blocks {
		fmt.Fprintf(&b, "[%s] %s\n", bl.Zone, strings.ReplaceAll(doc.Text[bl.Start:bl.End], "\n", "⏎"))
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, ext := range []string{"txt", "html"} {
		files, err := filepath.Glob("testdata/*." + ext)
		if err != nil || len(files) == 0 {
			t.Fatalf("no fixtures: %v", err)
		}
		for _, path := range files {
			t.Run(filepath.Base(path), func(t *testing.T) {
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				doc, err := article.Parse(data, article.Options{})
				if err != nil {
					t.Fatal(err)
				}
				sound(t, doc)
				if ext == "txt" && doc.Text != string(data) {
					t.Error("plain text was not kept as given")
				}
				got := show(doc)
				golden := path + ".golden"
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("got:\n%s\nwant:\n%s", got, want)
				}
			})
		}
	}
}

// sound fails the test where a document breaks a rule that all must keep.
func sound(t testing.TB, doc *hearsay.Document) {
	t.Helper()
	if !utf8.ValidString(doc.Text) {
		t.Fatal("text is not valid UTF-8")
	}
	end := 0
	for i, b := range doc.Blocks {
		if b.Empty() || !b.In(doc.Text) {
			t.Fatalf("block %d is no sound span: %v of %d", i, b.Span, len(doc.Text))
		}
		if b.Start < end {
			t.Fatalf("block %d overlaps the one before", i)
		}
		s := doc.Text[b.Start:b.End]
		if strings.TrimSpace(s) != s || strings.HasPrefix(s, "\ufeff") {
			t.Fatalf("block %d is not trimmed: %q", i, s)
		}
		if gap := doc.Text[end:b.Start]; strings.TrimSpace(strings.Map(unseen, gap)) != "" {
			t.Fatalf("text between blocks: %q", gap)
		}
		end = b.End
	}
	if gap := doc.Text[end:]; strings.TrimSpace(strings.Map(unseen, gap)) != "" {
		t.Fatalf("text after the last block: %q", gap)
	}
	if doc.ID != hearsay.DocumentID(doc.URL, doc.Text) {
		t.Fatal("identifier is not that of the text")
	}
}

// unseen drops what has no width, as it belongs to no block at a block's edge.
func unseen(r rune) rune {
	switch {
	case r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xad || r == 0xfeff || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r == 0x2060:
		return ' '
	}
	return r
}

func TestParseErrors(t *testing.T) {
	nav := "<!doctype html><html><body><nav><ul>" + strings.Repeat(`<li><a href="/x">Section name</a></li>`, 60) + "</ul></nav><footer><a href=/>Contact us</a></footer></body></html>"
	for _, c := range []struct {
		name string
		data string
		want error
	}{
		{"nothing", "", hearsay.ErrEmpty},
		{"white space", " \n\t\r\n\u00a0\ufeff ", hearsay.ErrEmpty},
		{"NUL bytes", "abc\x00def\x00\x00ghi", hearsay.ErrBinary},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02", hearsay.ErrBinary},
		{"a PDF", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", hearsay.ErrBinary},
		{"navigation only", nav, hearsay.ErrArticle},
		{"empty page", "<html><body></body></html>", hearsay.ErrArticle},
		{"too large", strings.Repeat("a", article.MaxText+1), hearsay.ErrTooLarge},
		{"page too large", "<!doctype html><p>" + strings.Repeat("word ", article.MaxHTML/5+1), hearsay.ErrTooLarge},
	} {
		doc, err := article.Parse([]byte(c.data), article.Options{})
		if !errors.Is(err, c.want) || doc != nil {
			t.Errorf("%s: document %v, error %v, want %v", c.name, doc != nil, err, c.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	german := "Der Minister erklärte am Dienstag, dass die Gespräche mit dem Nachbarland nicht fortgesetzt werden. Die Opposition warf der Regierung vor, die Öffentlichkeit getäuscht zu haben. Ein Sprecher wollte sich dazu nicht äußern."
	for _, c := range []struct{ text, lang string }{
		{"Kremlin: no talks planned", ""},
		{"MINISTRY DENIES CLAIM", ""},
		{"Dasko, Ulmann, Carrow, Brodar: Sennick talks collapse", ""},
		{"The minister said on Tuesday that the talks would not go on, and that nobody had asked him.", "en"},
		{"THE MINISTER SAID ON TUESDAY THAT THE TALKS WOULD NOT GO ON, AND THAT NOBODY HAD ASKED HIM.", "en"},
		{"The word “Öffentlichkeit” and the phrase “nicht äußern” were all that the spokesman of the Gesellschaft für Straßenbau had to say to the paper.", "en"},
		{german, "German"},
		{strings.Repeat("Der Außenminister sagte, die Truppen hätten die Stadt verlassen. „Wir wissen nichts davon“, erklärte er vor Journalisten. ", 4), "German"},
		{strings.Repeat("Rovers 2 Town 1, Carrow 0 Brodar 3, Ulmann 1 Dasko 1, Sennick 4 Ostrel 0; ", 12), ""},
		{"Министр заявил во вторник, что переговоры с соседней страной не будут продолжены.", "Russian"},
		{"部长周二表示,与邻国的谈判将不会继续,反对派指责政府欺骗公众。", "Mandarin"},
		{"قال الوزير يوم الثلاثاء إن المحادثات مع الدولة المجاورة لن تستمر", "Arabic"},
	} {
		doc, err := article.Parse([]byte(c.text), article.Options{})
		if doc == nil {
			t.Errorf("%q: no document: %v", c.text, err)
			continue
		}
		if len(c.lang) <= 2 {
			if err != nil || doc.Language != c.lang {
				t.Errorf("%q: %q, %v", c.text, doc.Language, err)
			}
			continue
		}
		if !errors.Is(err, hearsay.ErrLanguage) || !strings.Contains(err.Error(), c.lang) {
			t.Errorf("%q: error %v", c.text, err)
		}
		if doc, err := article.Parse([]byte(c.text), article.Options{Language: "en"}); err != nil || doc.Language != "en" {
			t.Errorf("%q: insisting gives %v", c.text, err)
		}
	}
}

func TestSingleLine(t *testing.T) {
	for text, want := range map[string]hearsay.Zone{
		"Kremlin: no talks planned":              hearsay.ZoneHeadline,
		"Ministry denies the claim\n":            hearsay.ZoneHeadline,
		"The minister denied the claim.":         hearsay.ZoneBody,
		"\ufeffThe minister denied the claim.\n": hearsay.ZoneBody,
		"By Ines Quall":                          hearsay.ZoneHeadline,
	} {
		doc, err := article.Parse([]byte(text), article.Options{})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		sound(t, doc)
		if doc.Text != text || len(doc.Blocks) != 1 || doc.Blocks[0].Zone != want && text != "By Ines Quall" {
			t.Errorf("%q: %s", text, show(doc))
		}
	}
}

func TestHTMLOrText(t *testing.T) {
	para := "The minister said on Tuesday that the talks would not go on, and that nobody had asked him to take part in them."
	for _, c := range []struct {
		name, data string
		opts       article.Options
		html       bool
	}{
		{"doctype", "<!DOCTYPE html><p>" + para, article.Options{}, true},
		{"comment first", "<!-- saved --><html><body><p>" + para + "</body>", article.Options{}, true},
		{"fragment", "<div><p>" + para + "</p></div>", article.Options{}, true},
		{"by header", "<p>" + para, article.Options{ContentType: "text/html; charset=utf-8"}, true},
		{"by name", "<p>" + para, article.Options{Path: "a.HTML"}, true},
		{"text", para, article.Options{}, false},
		{"text with a sign", "If a < b and b > c, the engineer said, then <b>nothing</b> follows. " + para, article.Options{}, false},
		{"text in spite of the header", para, article.Options{ContentType: "text/html"}, false},
	} {
		doc, err := article.Parse([]byte(c.data), c.opts)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		sound(t, doc)
		if html := doc.Text != c.data; html != c.html {
			t.Errorf("%s: read as HTML: %v", c.name, html)
		}
	}
}

func TestDeepNesting(t *testing.T) {
	para := "<p>The minister said on Tuesday that the talks would not go on, and that nobody had asked him to take part in them.</p>"
	for _, tag := range []string{"div", "span", "b", "table", "blockquote", "ul", "font"} {
		page := "<!doctype html><html><body>" + strings.Repeat("<"+tag+">", 100_000) + para + para + strings.Repeat("</"+tag+">", 100_000) + "</body></html>"
		doc, err := article.Parse([]byte(page), article.Options{})
		if err != nil {
			t.Logf("%s: %v", tag, err) // an error is sound, if it is one of ours
			if !errors.Is(err, hearsay.ErrArticle) {
				t.Errorf("%s: %v", tag, err)
			}
			continue
		}
		sound(t, doc)
	}
}

// Input of hostile shape must be answered in a moment.
func TestHostileSizes(t *testing.T) {
	if testing.Short() {
		t.Skip("reads large inputs")
	}
	para := "<p>The minister said on Tuesday that the talks would not go on, and that nobody had asked him to take part in them.</p>"
	for name, data := range map[string]string{
		"text of 50 MB in one line":   strings.Repeat("The minister said that nothing would go on. ", 50<<20/44),
		"text of 50 MB, no blank":     strings.Repeat("x", 50<<20),
		"text of empty lines":         strings.Repeat("\n", 50<<20) + "The end.",
		"text of credits":             strings.Repeat("Ines Quall contributed to this report.\n", 100_000),
		"page of one word":            "<html><body><p>" + strings.Repeat("x", 10<<20),
		"page of open brackets":       "<html><body>" + strings.Repeat("<", 5<<20),
		"page of unfinished tags":     "<html><body>" + strings.Repeat("<p", 4<<20),
		"page of attributes":          "<html><body><p " + strings.Repeat("a=b ", 1<<20) + ">" + para + para,
		"page of line breaks":         "<html><body><div>" + strings.Repeat("a b c<br>", 200_000),
		"page of one item repeated":   "<html><body><ul>" + strings.Repeat("<li>He said that this was no matter of his.", 30_000),
		"page of unclosed links":      "<html><body>" + strings.Repeat("<a href=x>", 30_000) + para,
		"page of tables in tables":    "<html><body>" + strings.Repeat("<table><tr><td>", 3000) + para + para,
		"page of unclosed formatting": "<html><body>" + strings.Repeat("<b><i><p>", 300) + para + para,
	} {
		start := time.Now()
		parse(t, []byte(data), article.Options{})
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}
