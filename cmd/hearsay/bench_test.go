package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/export"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/nlp"
)

// articles writes n texts of 750 words, made of the paragraphs of the examples,
// each beginning at another one, and gives their folder.
func articles(b *testing.B, n int) string {
	b.Helper()
	var paragraphs []string
	names, err := filepath.Glob("../../examples/*.txt")
	if err != nil || len(names) == 0 {
		b.Fatal("no examples", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, p := range strings.Split(string(data), "\n\n") {
			if len(strings.Fields(p)) > 20 {
				paragraphs = append(paragraphs, p)
			}
		}
	}
	dir := b.TempDir()
	for i := range n {
		var text strings.Builder
		for k, words := i, 0; words < 750; k++ {
			p := paragraphs[k%len(paragraphs)]
			words += len(strings.Fields(p))
			text.WriteString(p + "\n\n")
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), []byte(text.String()), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// BenchmarkExtract is the whole program, from files to JSON lines, at 750 words an
// article and one worker for each processor.
func BenchmarkExtract(b *testing.B) {
	for _, model := range nlp.Models {
		b.Run(model, func(b *testing.B) { benchmarkExtract(b, model) })
	}
}

func benchmarkExtract(b *testing.B, model string) {
	reader, err := load(model)
	if err != nil {
		b.Fatal(err)
	}
	const n = 100
	inputs, err := ingest.Expand(b.Context(), []string{articles(b, n)})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		var out strings.Builder
		w := export.NewJSONL(&out, reader.By)
		err := ingest.Run(b.Context(), inputs, ingest.Options{Parse: parser(""), Extractor: reader.New},
			func(res *ingest.Result) error {
				if res.Err != nil {
					return res.Err
				}
				return w.Write(res.Doc, res.Statements)
			})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkLoad is the start of the program up to the first article.
func BenchmarkLoad(b *testing.B) {
	for _, model := range nlp.Models {
		b.Run(model, func(b *testing.B) {
			for b.Loop() {
				if _, err := load(model); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
