package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest"
)

// words gives every "said" of a document, the second of a pair nested in the
// first, and both with the same slice as their source.
func words(_ context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
	var out []hearsay.Statement
	for _, b := range doc.Blocks {
		text := doc.Text[b.Start:b.End]
		for at := 0; ; {
			i := strings.Index(text[at:], "said")
			if i < 0 {
				break
			}
			at += i
			source := []hearsay.Span{{Start: b.Start + at, End: b.Start + at + 1}}
			for k, nested := range []int{-1, len(out)} {
				content := []hearsay.Span{{Start: b.Start + at + k, End: b.Start + at + 4}}
				out = append(out, hearsay.Statement{Attribution: hearsay.Attribution{Source: source, Content: content, Zone: b.Zone, Nested: nested}})
			}
			at += 4
		}
	}
	return out, nil
}

// lines is a stand-in for article.Parse that makes a block of each line.
func lines(data []byte, path string) (*hearsay.Document, error) {
	doc := &hearsay.Document{Path: path, Text: string(data)}
	at := 0
	for line := range strings.Lines(doc.Text) {
		doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: at, End: at + len(line) - 1}, Zone: hearsay.ZoneCaption})
		at += len(line)
	}
	return doc, nil
}

// A text longer than any article is read in pieces, with the same result.
func TestRunLongTexts(t *testing.T) {
	for name, text := range map[string]string{
		"one line":        strings.Repeat("é é é é é é said ", 90_000),
		"no space":        strings.Repeat("é", 1_500_000) + " said",
		"sentences":       strings.Repeat("“Né, né, né, né, né, né,” he said. ", 40_000),
		"many lines":      strings.Repeat("“Né, né, né, né, né, né,” he said.\n", 40_000),
		"a huge line":     "she said\n" + strings.Repeat("é é é é é é said ", 90_000) + "\nhe said\n\nthey said",
		"invalid at cuts": strings.Repeat("\xff\xbf\xbf\xbf\xbf", 300_000) + " said",
	} {
		t.Run(name, func(t *testing.T) {
			var calls atomic.Int64
			opts := options(func(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
				calls.Add(1)
				if len(doc.Text) > 1<<20 {
					return nil, fmt.Errorf("%d bytes at once", len(doc.Text))
				}
				return words(ctx, doc)
			})
			opts.Parse, opts.Jobs = lines, 3
			var res *ingest.Result
			dir := write(t, map[string]string{"a.txt": text + "\n"})
			err := ingest.Run(t.Context(), expand(t, dir), opts, func(r *ingest.Result) error { res = r; return nil })
			if err != nil || res.Err != nil || len(res.Faults) > 0 {
				t.Fatal(err, res.Err, res.Faults)
			}
			want, _ := words(t.Context(), res.Doc)
			if len(res.Statements) != len(want) || calls.Load() < 3 {
				t.Fatalf("%d attributions in %d pieces, want %d", len(res.Statements), calls.Load(), len(want))
			}
			for i := range want {
				if g, w := fmt.Sprint(res.Statements[i]), fmt.Sprint(want[i]); g != w {
					t.Fatalf("attribution %d is %s, want %s", i, g, w)
				}
			}
		})
	}
}

// A fault in one piece is the fault of its input alone.
func TestRunLongTextsWithFaults(t *testing.T) {
	long := strings.Repeat("he so so so so so so so said so ", 60_000)
	dir := write(t, map[string]string{"a.txt": long + "panic", "b.txt": "he said so"})
	opts := options(func(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
		if strings.Contains(doc.Text, "panic") {
			panic("torn")
		}
		return words(ctx, doc)
	})
	opts.Jobs = 2
	expect(t, run(t, expand(t, dir), opts), "a.txt: internal error: panic: torn", "b.txt 2")

	ctx, cancel := context.WithCancel(t.Context())
	opts.Extractor = func() ingest.Extractor {
		return extract(func(context.Context, *hearsay.Document) ([]hearsay.Statement, error) {
			cancel()
			return nil, nil
		})
	}
	err := ingest.Run(ctx, expand(t, dir), opts, func(*ingest.Result) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled within a text: %v", err)
	}
}
