// Package web scores the extraction of article bodies from web pages on the
// article-extraction-benchmark of Scrapinghub: 181 news pages, each with the
// body that a person marked.
//
// The measure is the benchmark's own: both texts become multisets of four-token
// shingles; precision and recall are taken page by page and averaged, and F1 is
// of the two averages, so that long pages weigh no more than short ones.
package web

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"
)

// shingle is the number of tokens that are compared together.
const shingle = 4

// maxPage bounds one decompressed page, in bytes.
const maxPage = 64 << 20

// Page is the score of one page. The counts are of shingles.
type Page struct {
	ID  string // name of its file, without the ending
	URL string
	TP  int   // in both texts
	FP  int   // extracted but not of the body
	FN  int   // of the body but not extracted
	Err error // of the extraction; the page then counts as extracted empty
}

// Precision is the share of the extracted shingles that belong to the body, and
// whether it is defined: it is not where nothing was extracted.
func (p Page) Precision() (float64, bool) { return share(p.TP, p.FP) }

// Recall is the share of the body's shingles that were extracted, and whether
// it is defined.
func (p Page) Recall() (float64, bool) { return share(p.TP, p.FN) }

// F1 is the harmonic mean of the page's precision and recall, 0 where it is not
// defined.
func (p Page) F1() float64 {
	if p.TP == 0 {
		return 0
	}
	return 2 * float64(p.TP) / float64(2*p.TP+p.FP+p.FN)
}

func share(hit, miss int) (float64, bool) {
	if hit+miss == 0 {
		return 0, false
	}
	return float64(hit) / float64(hit+miss), true
}

// Result is the score of a set of pages, in the order of their identifiers.
type Result struct {
	Pages     []Page
	Precision float64 // mean over the pages for which something was extracted
	Recall    float64 // mean over the pages that have a body
	F1        float64 // of the two means
}

// String is the result in one line.
func (r Result) String() string {
	failed := 0
	for _, p := range r.Pages {
		if p.Err != nil {
			failed++
		}
	}
	return fmt.Sprintf("pages %d  failed %d  precision %.4f  recall %.4f  F1 %.4f", len(r.Pages), failed, r.Precision, r.Recall, r.F1)
}

// Worst writes the n pages of lowest F1, one a line, for error analysis.
func (r Result) Worst(w io.Writer, n int) error {
	pages := append([]Page(nil), r.Pages...)
	sort.SliceStable(pages, func(i, j int) bool { return pages[i].F1() < pages[j].F1() })
	for _, p := range pages[:min(n, len(pages))] {
		note := ""
		if p.Err != nil {
			note = "  " + p.Err.Error()
		}
		if _, err := fmt.Fprintf(w, "%.4f  tp %5d  fp %5d  fn %5d  %.8s  %s%s\n", p.F1(), p.TP, p.FP, p.FN, p.ID, p.URL, note); err != nil {
			return fmt.Errorf("write page scores: %w", err)
		}
	}
	return nil
}

// Score runs extract on each page of dir, which holds ground-truth.json and
// html/<id>.html.gz, and compares what it returns with the body recorded there.
// A page that extract cannot read counts as extracted empty; an unreadable
// corpus is an error.
func Score(dir string, extract func(html []byte, url string) (string, error)) (Result, error) {
	var res Result
	raw, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return res, fmt.Errorf("read web articles: %w", err)
	}
	var gold map[string]struct {
		Body string `json:"articleBody"`
		URL  string `json:"url"`
	}
	if err := json.Unmarshal(raw, &gold); err != nil {
		return res, fmt.Errorf("read web articles: ground-truth.json: %w", err)
	}
	if len(gold) == 0 {
		return res, errors.New("read web articles: ground-truth.json names no page")
	}
	ids := make([]string, 0, len(gold))
	for id := range gold {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		page, err := readPage(filepath.Join(dir, "html", filepath.Base(id)+".html.gz"))
		if err != nil {
			return res, err
		}
		body, err := extract(page, gold[id].URL)
		p := Compare(gold[id].Body, body)
		p.ID, p.URL, p.Err = id, gold[id].URL, err
		res.Pages = append(res.Pages, p)
	}
	res.average()
	return res, nil
}

// average sets the three figures from the pages.
func (r *Result) average() {
	var precision, recall float64
	var extracted, wanted int
	for _, p := range r.Pages {
		if v, ok := p.Precision(); ok {
			precision += v
			extracted++
		}
		if v, ok := p.Recall(); ok {
			recall += v
			wanted++
		}
	}
	if extracted > 0 {
		r.Precision = precision / float64(extracted)
	}
	if wanted > 0 {
		r.Recall = recall / float64(wanted)
	}
	if sum := r.Precision + r.Recall; sum > 0 {
		r.F1 = 2 * r.Precision * r.Recall / sum
	}
}

// Compare counts the shingles of the wanted and the extracted body.
func Compare(want, got string) Page {
	w, g := shingles(want), shingles(got)
	var p Page
	for s, n := range g {
		hit := min(n, w[s])
		p.TP += hit
		p.FP += n - hit
	}
	for s, n := range w {
		p.FN += n - min(n, g[s])
	}
	return p
}

// shingles counts the runs of four tokens; a text of fewer tokens is one run.
func shingles(text string) map[string]int {
	tokens := tokenize(text)
	out := make(map[string]int, len(tokens))
	for i := 0; i == 0 || i+shingle <= len(tokens); i++ {
		run := tokens[i:min(i+shingle, len(tokens))]
		if len(run) == 0 {
			break
		}
		out[strings.Join(run, " ")]++
	}
	return out
}

// tokenize cuts text into runs of word characters, as Python's \w has them:
// letters, numbers of every kind, and the underscore, but no combining marks.
func tokenize(text string) []string {
	var tokens []string
	start := -1
	for i, r := range text {
		switch {
		case r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r):
			if start < 0 {
				start = i
			}
		case start >= 0:
			tokens = append(tokens, text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		tokens = append(tokens, text[start:])
	}
	return tokens
}

// readPage unpacks one page. What is no valid UTF-8 stays as it is: telling the
// encoding is part of what is measured.
func readPage(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read web article: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read web article %s: %w", path, err)
	}
	page, err := io.ReadAll(io.LimitReader(z, maxPage))
	if err != nil {
		return nil, fmt.Errorf("read web article %s: %w", path, err)
	}
	return page, nil
}
