package article_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
)

func seeds(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.[th]*")
	for _, path := range files {
		if data, err := os.ReadFile(path); err == nil {
			f.Add(data)
		}
	}
	f.Add([]byte("\xff\xfeh\x00i\x00"))
	f.Add([]byte("<html><body><p>a<br>b<table><tr><td>c"))
	f.Add([]byte("By A\n\nUpdated: 1: 1\n\n(Reporting by ; editing by)\n/ / . - 1 / 2"))
}

// parse checks whatever Parse answers: a sound document, or one of the errors
// that it promises, never both but for a foreign language.
func parse(t *testing.T, data []byte, opts article.Options) {
	doc, err := article.Parse(data, opts)
	switch {
	case err == nil, article.Foreign(err) && doc != nil:
		sound(t, doc)
	case errors.Is(err, hearsay.ErrEmpty), errors.Is(err, hearsay.ErrBinary), errors.Is(err, hearsay.ErrEncoding),
		errors.Is(err, hearsay.ErrTooLarge), errors.Is(err, hearsay.ErrArticle):
		if doc != nil {
			t.Fatal("a document beside an error")
		}
	default:
		t.Fatalf("unexpected error %v", err)
	}
}

func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		parse(t, data, article.Options{})
		parse(t, data, article.Options{ContentType: "text/html", Language: "en"})
	})
}

func FuzzText(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		// No "<", so that all of it is read as text.
		parse(t, []byte(strings.ReplaceAll(string(data), "<", "(")), article.Options{})
	})
}
