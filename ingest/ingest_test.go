package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest"
)

// parse is a stand-in for article.Parse: the text as it is, one block.
func parse(data []byte, path string) (*hearsay.Document, error) {
	text := string(data)
	switch {
	case text == "":
		return nil, hearsay.ErrEmpty
	case strings.Contains(text, "panic in parse"):
		panic("the article exploded")
	case strings.Contains(text, "no document"):
		return nil, nil
	}
	doc := &hearsay.Document{ID: hearsay.DocumentID("", text), Path: path, Text: text}
	doc.Blocks = []hearsay.Block{{Span: hearsay.Span{End: len(text)}}}
	if strings.HasPrefix(text, "Der ") {
		return doc, fmt.Errorf("%w: it reads like German", hearsay.ErrLanguage)
	}
	return doc, nil
}

// extract is a stand-in for the pipeline: it gives what a test tells it to.
type extract func(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error)

func (f extract) Extract(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
	return f(ctx, doc)
}

func whole(_ context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
	return hearsay.Unresolved(hearsay.Attribution{Content: []hearsay.Span{{End: len(doc.Text)}}, Nested: -1, Score: .5}), nil
}

func options(f extract) ingest.Options {
	return ingest.Options{Parse: parse, Extractor: func() ingest.Extractor { return f }}
}

// write makes files below a folder of the test; it returns the folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func expand(t *testing.T, names ...string) []ingest.Input {
	t.Helper()
	inputs, err := ingest.Expand(t.Context(), names)
	if err != nil {
		t.Fatal(err)
	}
	return inputs
}

// run gives what Run emits, one line an input.
func run(t *testing.T, inputs []ingest.Input, opts ingest.Options) []string {
	t.Helper()
	var got []string
	err := ingest.Run(t.Context(), inputs, opts, func(res *ingest.Result) error {
		line := filepath.Base(res.Path)
		if res.Err != nil {
			line += ": " + res.Err.Error()
		} else {
			line += fmt.Sprintf(" %d", len(res.Statements))
		}
		for _, f := range res.Faults {
			line += "; " + f.Error()
		}
		got = append(got, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestRunKeepsOrder(t *testing.T) {
	files := map[string]string{}
	var want []string
	for i := range 200 {
		name := fmt.Sprintf("%03d.txt", i)
		files[name] = fmt.Sprintf("text %d", i)
		want = append(want, name+" 1")
	}
	var turn atomic.Int64
	opts := options(func(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
		if turn.Add(1)%7 == 0 {
			time.Sleep(time.Millisecond) // some are slower than those after them
		}
		return whole(ctx, doc)
	})
	opts.Jobs = 8
	expect(t, run(t, expand(t, write(t, files)), opts), want...)
}

func TestRunGoesOnAfterFaults(t *testing.T) {
	dir := write(t, map[string]string{
		"a.txt": "fine", "b.txt": "", "c.txt": "panic in parse", "d.txt": "Der Minister", "e.txt": "no document",
		"f.txt": "panic in extract", "g.txt": "too long by far", "h.txt": "fine",
	})
	opts := options(func(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
		if strings.HasPrefix(doc.Text, "panic") {
			var none []int
			_ = none[len(doc.Text)]
		}
		return whole(ctx, doc)
	})
	opts.MaxBytes = 16
	opts.Jobs = 3
	long := filepath.Join(dir, "g.txt")
	if err := os.WriteFile(long, []byte(strings.Repeat("x", 17)), 0o644); err != nil {
		t.Fatal(err)
	}
	got := run(t, expand(t, dir, filepath.Join(dir, "nothing.txt")), opts)
	expect(t, got,
		"a.txt 1",
		"b.txt: no text in it",
		"c.txt: internal error: panic: the article exploded",
		"d.txt: not in English: it reads like German",
		"e.txt: internal error: no document and no error",
		"f.txt: internal error: panic: runtime error: index out of range [16] with length 0",
		"g.txt: too large: more than 16 bytes",
		"h.txt 1",
		"nothing.txt: no such file or folder")
}

func TestRunErrorsCanBeTold(t *testing.T) {
	dir := write(t, map[string]string{"c.txt": "panic in parse"})
	var errs []error
	inputs := expand(t, filepath.Join(dir, "none.txt"), filepath.Join(dir, "c.txt"))
	err := ingest.Run(t.Context(), inputs, options(whole), func(res *ingest.Result) error {
		errs = append(errs, res.Err)
		return nil
	})
	if err != nil || len(errs) != 2 {
		t.Fatal(err, errs)
	}
	if !errors.Is(errs[0], os.ErrNotExist) {
		t.Errorf("%v is no os.ErrNotExist", errs[0])
	}
	var p *ingest.Panic
	if !errors.As(errs[1], &p) || len(p.Stack) == 0 || !errors.Is(errs[1], ingest.ErrInternal) {
		t.Errorf("%v is no panic with its stack", errs[1])
	}
}

func TestRunDropsUnsoundSpans(t *testing.T) {
	span := func(a, b int) []hearsay.Span { return []hearsay.Span{{Start: a, End: b}} }
	dir := write(t, map[string]string{"a.txt": "é said so"})
	opts := options(func(context.Context, *hearsay.Document) ([]hearsay.Statement, error) {
		return hearsay.Unresolved([]hearsay.Attribution{
			{Content: span(0, 9), Nested: -1, Score: 7},
			{Content: span(1, 5), Nested: 0},        // inside the é
			{Content: span(3, 9), Nested: 1},        // nested in the dropped one
			{Content: span(8, 99), Nested: -1},      // past the end
			{Content: span(0, 9), Nested: -1},       // the same again
			{Content: span(3, 7), Nested: 6},        // a circle
			{Content: span(4, 7), Nested: 5},        //
			{Source: span(0, 2), Nested: -1},        // no content
			{Content: span(5, 7), Nested: 12345},    // nested in nothing
			{Content: span(5, 5), Nested: -1},       // empty
			{Content: span(-2, 5), Nested: -1 << 9}, // before the beginning
		}...), nil
	})
	var res *ingest.Result
	err := ingest.Run(t.Context(), expand(t, dir), opts, func(r *ingest.Result) error { res = r; return nil })
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range res.Statements {
		got = append(got, fmt.Sprint(a.Content, a.Nested, a.Score))
	}
	expect(t, got, "[{0 9}] -1 1", "[{3 9}] 0 0", "[{3 7}] -1 0", "[{4 7}] -1 0", "[{5 7}] -1 0")
	if len(res.Faults) != 6 {
		t.Errorf("%d faults, want 6: %v", len(res.Faults), res.Faults)
	}
	for _, f := range res.Faults {
		if !errors.Is(f, ingest.ErrInternal) {
			t.Errorf("%v is not internal", f)
		}
	}
}

func TestRunStandardInput(t *testing.T) {
	opts := options(whole)
	opts.Stdin = strings.NewReader("hello")
	expect(t, run(t, expand(t, "-", "-"), opts), "- 1")
	opts.Stdin = strings.NewReader(strings.Repeat("x", 100))
	opts.MaxBytes = 99
	expect(t, run(t, expand(t, "-"), opts), "-: too large: more than 99 bytes")
}

func TestRunStops(t *testing.T) {
	files := map[string]string{}
	for i := range 50 {
		files[fmt.Sprintf("%02d.txt", i)] = "text"
	}
	inputs := expand(t, write(t, files))
	stop := errors.New("enough")
	seen := 0
	err := ingest.Run(t.Context(), inputs, options(whole), func(*ingest.Result) error {
		if seen++; seen == 3 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || seen != 3 {
		t.Errorf("stopped by %v after %d", err, seen)
	}

	ctx, cancel := context.WithCancel(t.Context())
	seen = 0
	err = ingest.Run(ctx, inputs, options(whole), func(*ingest.Result) error {
		if seen++; seen == 5 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || seen > 6 {
		t.Errorf("cancelled with %v after %d", err, seen)
	}
}

func TestRunStopsWaitingForStandardInput(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	opts := options(whole)
	r, w := io.Pipe()
	defer w.Close()
	opts.Stdin = r
	time.AfterFunc(20*time.Millisecond, cancel)
	err := ingest.Run(ctx, expand(t, "-"), opts, func(*ingest.Result) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Only a few results wait for a slow reader, however many inputs there are.
func TestRunLooksAheadALittle(t *testing.T) {
	files := map[string]string{}
	for i := range 300 {
		files[fmt.Sprintf("%03d.txt", i)] = "text"
	}
	var started atomic.Int64
	opts := options(func(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
		started.Add(1)
		return whole(ctx, doc)
	})
	opts.Jobs = 2
	done := int64(0)
	err := ingest.Run(t.Context(), expand(t, write(t, files)), opts, func(*ingest.Result) error {
		done++
		runtime.Gosched()
		if lead := started.Load() - done; lead > 12 {
			return fmt.Errorf("%d inputs ahead of the reader", lead)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// Inputs larger together than the memory allowed take turns.
func TestRunSharesMemory(t *testing.T) {
	files := map[string]string{}
	for i := range 20 {
		files[fmt.Sprintf("%02d.txt", i)] = strings.Repeat("x", 90)
	}
	opts := options(whole)
	opts.Jobs, opts.MaxBytes = 8, 100
	if got := run(t, expand(t, write(t, files)), opts); len(got) != 20 {
		t.Errorf("%d results, want 20", len(got))
	}
}
