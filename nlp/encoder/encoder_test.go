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

var loadBase = sync.OnceValues(func() (*Base, error) {
	data, err := model.Weights("encoder.bin")
	if err != nil {
		return nil, err
	}
	return New(data)
})

func base(t testing.TB) *Base {
	t.Helper()
	b, err := loadBase()
	if err != nil {
		t.Fatal(err)
	}
	return b
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
	v := base(t).words.vocabulary
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
	v := base(t).words.vocabulary
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

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

func TestEmbedIsTheReferences(t *testing.T) {
	b := base(t)
	worst := 1.0
	for _, c := range fixture[struct {
		Text   string
		Vector []float32
	}](t, "vectors.json") {
		got, err := b.Embed(t.Context(), c.Text)
		if err != nil {
			t.Fatal(err)
		}
		if cos := cosine(got, c.Vector); cos < .999 {
			t.Errorf("%.40q: cosine to the reference %.5f", c.Text, cos)
		} else {
			worst = min(worst, cos)
		}
		if n := cosine(got, got); math.Abs(n-1) > 1e-5 {
			t.Errorf("length %f", n)
		}
	}
	t.Logf("least cosine to the reference %.5f", worst)
}

func TestEmbedCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := base(t).Embed(ctx, "word"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// Vectors are the same bits on every processor; so, with them, are all scores.
func TestSameOnEveryProcessor(t *testing.T) {
	const want = "ab964dbc459ef09b"
	was := kernel
	defer func() { kernel = was }()
	each(t, func(t *testing.T, k *kernels) {
		kernel = k
		h := sha256.New()
		for _, text := range []string{"Two officials said the bridge had been closed.", "word", strings.Repeat("a longer text, ", 20)} {
			v, err := base(t).Embed(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range v {
				fmt.Fprintf(h, "%08x", math.Float32bits(x))
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
	v := base(f).words.vocabulary
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
	f.Fuzz(func(t *testing.T, data []byte, at uint32, by uint8) {
		if len(data) > 0 {
			data = append([]byte{}, data...)
			data[int(at)%len(data)] ^= by
		}
		if b, err := New(data); err == nil {
			_, _ = b.Embed(t.Context(), "word")
		}
		_, _ = NewReader(data, data)
	})
}
