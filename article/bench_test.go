package article_test

import (
	"os"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/article"
)

// story is an article of about 750 words as scraped.
func story(b *testing.B) []byte {
	b.Helper()
	head, err := os.ReadFile("testdata/repeated-headline.txt")
	if err != nil {
		b.Fatal(err)
	}
	para := "The captain of the ferry that struck a breakwater on Sunday denied on Tuesday that he had left the bridge before the collision, his lawyer said, and added that the owner had been told twice of a fault in the steering.\n\n"
	return append(head, strings.Repeat(para, 15)...)
}

func BenchmarkParseText(b *testing.B) {
	data := story(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := article.Parse(data, article.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseTextLarge(b *testing.B) {
	data := []byte(strings.Repeat(string(story(b)), (50<<20)/len(story(b))))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := article.Parse(data, article.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseHTML(b *testing.B) {
	data, err := os.ReadFile("testdata/news-page.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := article.Parse(data, article.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
