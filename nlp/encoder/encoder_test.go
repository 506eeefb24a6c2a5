package encoder

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

var loadWords = sync.OnceValues(func() (*Words, error) {
	data, err := model.Weights("words.bin")
	if err != nil {
		return nil, err
	}
	return NewWords(data)
})

func words(t testing.TB) *Words {
	t.Helper()
	w, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func fixture[T any](t *testing.T, name string) []T {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// written gives pieces as the reference writes them: number and code points.
func written(text string, pieces []Piece) string {
	points := hearsay.NewCodePoints(text)
	var b strings.Builder
	for i, p := range pieces {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d:%d:%d", p.ID, points.Offset(p.Start), points.Offset(p.End))
	}
	return b.String()
}

func TestPiecesAreTheReferences(t *testing.T) {
	v := words(t).vocabulary
	var s splitter
	for _, c := range fixture[struct {
		Text   string
		Pieces [][3]int
	}](t, "pieces.json") {
		var want []string
		for _, p := range c.Pieces {
			want = append(want, fmt.Sprintf("%d:%d:%d", p[0], p[1], p[2]))
		}
		if got := written(c.Text, v.pieces(nil, c.Text, &s)); got != strings.Join(want, " ") {
			t.Errorf("%q\ngot  %s\nwant %s", c.Text, got, strings.Join(want, " "))
		}
	}
}

// Where the reference tokenizer has read the corpora (train/reference.py corpora),
// each text must come to the same pieces.
func TestPiecesOfCorpora(t *testing.T) {
	path := os.Getenv("HEARSAY_PIECES")
	if path == "" {
		t.Skip("HEARSAY_PIECES names no digests of the reference tokenizer")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	v := words(t).vocabulary
	var s splitter
	texts, pieces := 0, 0
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := strings.Split(sc.Text(), "\t")
		data, err := os.ReadFile(line[0])
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ToValidUTF8(string(data), "\ufffd")
		// Python reads every kind of line end as one character.
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
		got := v.pieces(nil, text, &s)
		sum := sha256.Sum256([]byte(written(text, got)))
		if want, _ := strconv.Atoi(line[1]); len(got) != want || hex.EncodeToString(sum[:]) != line[2] {
			t.Errorf("%s: %d pieces, the reference has %d, or others", line[0], len(got), want)
		}
		texts++
		pieces += len(got)
	}
	if texts == 0 {
		t.Fatal("no digests in ", path)
	}
	t.Logf("%d texts, %d pieces, as the reference has them", texts, pieces)
}

// loadReader loads the weights in the form for the kernels of the moment.
func loadReader() (*Reader, error) {
	data, err := model.Weights("reader.bin")
	if err != nil {
		return nil, err
	}
	words, err := loadWords()
	if err != nil {
		return nil, err
	}
	return NewReader(data, words)
}

var loadReaderOnce = sync.OnceValues(loadReader)

func reader(t testing.TB) *Reader {
	t.Helper()
	return loaded(t, loadReaderOnce)
}

func loaded(t testing.TB, load func() (*Reader, error)) *Reader {
	t.Helper()
	r, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// spaced is an analysis of text whose tokens are what stands between spaces, in
// one block a line, and the blocks.
func spaced(text string) (*hearsay.Analysis, [][2]int) {
	an := &hearsay.Analysis{Doc: &hearsay.Document{Text: text}}
	var blocks [][2]int
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		first := len(an.Tokens)
		for word := range strings.SplitSeq(line, " ") {
			if word != "" {
				an.Tokens = append(an.Tokens, hearsay.Token{Span: hearsay.Span{Start: at, End: at + len(word)}})
			}
			at += len(word) + 1
		}
		blocks = append(blocks, [2]int{first, len(an.Tokens)})
	}
	return an, blocks
}

// best is the role with the greatest score of each token: 0 for none, then source,
// cue, content.
func best(t *testing.T, r *Reader, an *hearsay.Analysis, blocks [][2]int) (string, [][labels]float32) {
	t.Helper()
	out := make([][labels]float32, len(an.Tokens))
	if err := r.Score(t.Context(), an, blocks, make([]uint8, len(an.Tokens)*r.Columns()), out); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i := range out {
		y := 0
		for k, s := range out[i] {
			if s > out[i][y] {
				y = k
			}
		}
		b.WriteByte(byte('0' + (y+1)/2))
	}
	return b.String(), out
}

const shelling = `Two officials said on Tuesday that the bridge had been closed .
" We were never asked , " Ilse Tarrand told reporters . " Nobody was . "
The ministry denied it .`

// The roles that people would give it, most of which any training must find, even
// without hints.
func TestReaderFindsPlainStatements(t *testing.T) {
	an, blocks := spaced(shelling)
	got, _ := best(t, reader(t), an, blocks)
	const want = "112003333330" + "3333333112003333311230"
	right := 0
	for i := range want {
		if i < len(got) && got[i] == want[i] {
			right++
		}
	}
	if len(got) != len(want) || 5*right < 4*len(want) {
		t.Errorf("roles %s, people say %s", got, want)
	}
}

// Blocks of nothing, of one endless word, of more pieces than a window holds: every
// token is scored.
func TestReaderLongBlocks(t *testing.T) {
	r := reader(t)
	for _, text := range []string{"", " ", "word", strings.Repeat("word ", 3000), strings.Repeat("x", 5000), strings.Repeat("é\u0301 ", 900), "\u200b \u200b"} {
		an, blocks := spaced(text)
		out := make([][labels]float32, len(an.Tokens))
		if err := r.Score(t.Context(), an, blocks, make([]uint8, len(an.Tokens)*r.Columns()), out); err != nil {
			t.Fatal(err)
		}
		for i := range out {
			for _, s := range out[i] {
				if s != s {
					t.Fatalf("%.20q: score of token %d is no number", text, i)
				}
			}
		}
	}
}

func TestReaderCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	an, blocks := spaced(shelling)
	err := reader(t).Score(ctx, an, blocks, make([]uint8, len(an.Tokens)*reader(t).Columns()), make([][labels]float32, len(an.Tokens)))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// Once its work space has grown, a window costs no memory.
func TestReaderAllocates(t *testing.T) {
	r := reader(t)
	an, blocks := spaced(shelling)
	hints, out := make([]uint8, len(an.Tokens)*r.Columns()), make([][labels]float32, len(an.Tokens))
	var p plan
	r.lay(&p, an, blocks)
	var w work
	set := func(i int, row []float32) { copy(out[i][:], row) }
	r.window(&w, &p, p.windows[0], hints, set)
	if n := testing.AllocsPerRun(5, func() {
		r.lay(&p, an, blocks)
		r.window(&w, &p, p.windows[0], hints, set)
	}); n != 0 {
		t.Errorf("%v allocations a window", n)
	}
}

// Scores are the same bits on every processor.
func TestSameOnEveryProcessor(t *testing.T) {
	const want = "d6c23e3b90bb3ffd"
	was := kernel
	defer func() { kernel = was }()
	each(t, func(t *testing.T, k *kernels) {
		kernel = k
		h := sha256.New()
		for _, text := range []string{"Two officials said the bridge had been closed.", "word", strings.Repeat("a longer text, ", 20)} {
			an, blocks := spaced(text)
			labels, _ := best(t, loaded(t, loadReader), an, blocks)
			fmt.Fprint(h, labels)
		}
		an, blocks := spaced(shelling)
		labels, scores := best(t, loaded(t, loadReader), an, blocks)
		fmt.Fprint(h, labels)
		for i := range scores {
			for _, s := range scores[i] {
				fmt.Fprintf(h, "%08x", math.Float32bits(s))
			}
		}
		if got := hex.EncodeToString(h.Sum(nil)[:8]); got != want {
			t.Errorf("digest %s, want %s", got, want)
		}
	})
}

func FuzzPieces(f *testing.F) {
	for _, s := range []string{"", "a", "don't", "\xff\xfe", "İ", "ﬁ½", strings.Repeat("x", 200), "e\u0301\u0301"} {
		f.Add(s)
	}
	v := words(f).vocabulary
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "\ufffd")
		}
		at := 0
		for _, p := range v.pieces(nil, text, new(splitter)) {
			span := hearsay.Span{Start: p.Start, End: p.End}
			if span.Empty() || !span.In(text) || p.Start < at {
				t.Fatalf("piece %+v of %q after %d", p, text, at)
			}
			at = p.Start
			if p.ID < 0 || int(p.ID) >= v.size {
				t.Fatalf("piece %+v", p)
			}
		}
	})
}

// Weights that are cut short or altered are refused or read; never a panic.
func FuzzWeights(f *testing.F) {
	f.Add([]byte("HSE1"), uint32(0), uint8(1))
	f.Add([]byte("HSR1"), uint32(40), uint8(255))
	f.Add([]byte("HSN1"), uint32(4), uint8(3))
	f.Fuzz(func(t *testing.T, data []byte, at uint32, by uint8) {
		if len(data) > 0 {
			data = append([]byte{}, data...)
			data[int(at)%len(data)] ^= by
		}
		if w, err := NewWords(data); err == nil {
			_ = w.Pieces(nil, "word")
		}
		_, _ = NewReader(data, words(t))
		_, _ = NewNames(data, words(t))
	})
}
