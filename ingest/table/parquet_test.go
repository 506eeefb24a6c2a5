package table_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"

	"github.com/hearsay-news/hearsay/ingest/table"
)

// story is a row as a program might write it.
type story struct {
	URL     string    `parquet:"url,dict"`
	Title   *string   `parquet:"title,optional"`
	Source  origin    `parquet:"source"`
	Text    string    `parquet:"text"`
	Date    time.Time `parquet:"date,timestamp(millisecond)"`
	Authors []string  `parquet:"authors,list"`
	Tags    []string  `parquet:"tags"`
}

type origin struct {
	Name *string `parquet:"name,optional,dict"`
}

// stories makes rows, each of another shape.
func stories(n int) []story {
	rows := make([]story, n)
	for i := range rows {
		id := strconv.Itoa(i + 1)
		rows[i] = story{URL: "https://a.example/" + id, Text: "Text " + id, Date: time.Date(2024, 2, 6, 11, 40, i%60, 0, time.UTC)}
		if i%2 == 0 {
			title, name := "Title "+id, "P"+strconv.Itoa(i%3)
			rows[i].Title, rows[i].Source.Name = &title, &name
		}
		for j := range i % 3 {
			rows[i].Authors = append(rows[i].Authors, "A"+strconv.Itoa(j))
			rows[i].Tags = append(rows[i].Tags, "x", "y")
		}
	}
	return rows
}

// pack writes rows as Parquet.
func pack(t testing.TB, rows []story, codec compress.Codec, opts ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	opts = append(opts, parquet.Compression(codec), parquet.PageBufferSize(256))
	w := parquet.NewGenericWriter[story](&b, opts...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestParquet(t *testing.T) {
	want := "#1 | https://a.example/1 | Title 1 | P0 | 2024-02-06T11:40:00Z | Text 1\n" +
		"#2 | https://a.example/2 | 2024-02-06T11:40:01Z | A0 | Text 2\n" +
		"#3 | https://a.example/3 | Title 3 | P2 | 2024-02-06T11:40:02Z | A0+A1 | Text 3\n"
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Gzip, &parquet.Brotli, &parquet.Zstd} {
		for _, version := range []int{1, 2} {
			path := file(t, "a.parquet", pack(t, stories(3), codec, parquet.DataPageVersion(version)))
			if got := show(t, path, "", table.Options{}); got != want {
				t.Errorf("%s, pages of version %d: got:\n%s\nwant:\n%s", codec, version, got, want)
			}
		}
	}
	path := file(t, "a.parquet", pack(t, stories(3), &parquet.Lz4Raw))
	if got := show(t, path, "", table.Options{}); !strings.Contains(got, "#1 error: it and the 2 rows after it cannot be read: column url: ") || strings.Count(got, "\n") != 1 {
		t.Errorf("LZ4: %s", got)
	}
	path = file(t, "a.parquet", pack(t, stories(3), &parquet.Zstd))
	if got := show(t, path, "text=tags", table.Options{}); !strings.HasSuffix(got, "x\n\ny\n\nx\n\ny\n") {
		t.Errorf("a list of texts: %s", got)
	}
	if got := show(t, path, "text=body", table.Options{}); got != ` error: no such column as "body" (text); there are: url, title, source.name, text, date, authors, tags`+"\n" {
		t.Errorf("no such column: %s", got)
	}
}

// Rows of many groups and pages come in order, and all of them.
func TestParquetGroups(t *testing.T) {
	rows := stories(5000)
	path := file(t, "a.parquet", pack(t, rows, &parquet.Snappy, parquet.MaxRowsPerRowGroup(700)))
	n := 0
	for item, err := range table.Items(context.Background(), path, table.Mapping{}, table.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; item.Name != path+"#"+strconv.Itoa(n) || string(item.Data) != rows[n-1].Text || len(item.Byline) != len(rows[n-1].Authors) {
			t.Fatalf("row %d is %s %s %v", n, item.Name, item.Data, item.Byline)
		}
	}
	if n != len(rows) {
		t.Errorf("%d rows", n)
	}
}

func TestParquetLargeCell(t *testing.T) {
	rows := stories(3)
	rows[1].Text = strings.Repeat("x", 30<<10)
	got := show(t, file(t, "a.parquet", pack(t, rows, &parquet.Zstd)), "", table.Options{MaxBytes: 20 << 10})
	if !strings.Contains(got, "#2 error: a row of more than 20480 bytes: too large\n#3 | ") {
		t.Error(got)
	}
}

// A damaged group of rows takes itself with it and nothing else.
func TestParquetDamagedGroup(t *testing.T) {
	rows := stories(30)
	data := pack(t, rows, &parquet.Zstd, parquet.MaxRowsPerRowGroup(10))
	at := bytes.Index(data[len(data)/3:], []byte{0x28, 0xB5, 0x2F, 0xFD})
	for i := range 4 {
		data[len(data)/3+at+i] = 0
	}
	good, bad := 0, 0
	for _, err := range table.Items(context.Background(), file(t, "a.parquet", data), table.Mapping{}, table.Options{}) {
		if err != nil {
			bad++
		} else {
			good++
		}
	}
	if good < 20 || bad != 1 {
		t.Errorf("%d good rows, %d errors", good, bad)
	}
}

func TestParquetBroken(t *testing.T) {
	whole := pack(t, stories(3), &parquet.Zstd)
	long := bytes.Clone(whole)
	binary.LittleEndian.PutUint32(long[len(long)-8:], 1<<31)
	for name, data := range map[string][]byte{
		"short":        []byte("PAR1"),
		"no footer":    []byte("PAR1PAR1PAR1PAR1"),
		"cut off":      whole[:len(whole)-1],
		"long footer":  long,
		"encrypted":    append(bytes.Clone(whole[:len(whole)-4]), "PARE"...),
		"many columns": append(append([]byte("PAR1"), 0x15, 2, 0x19, 0xFC, 0xFF, 0xFF, 0xFF, 0x7F, 0, 9, 0, 0, 0), "PAR1"...),
	} {
		got := show(t, file(t, "a.parquet", data), "", table.Options{})
		if !strings.HasPrefix(got, " error: open the Parquet file: ") || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: %s", name, got)
		}
		t.Logf("%s: %s", name, got)
	}
}

// Whatever is changed in a file, reading it ends, and in little memory.
func TestParquetDamage(t *testing.T) {
	var before, after runtime.MemStats
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Zstd, &parquet.Lz4Raw} {
		whole := pack(t, stories(20), codec, parquet.DataPageVersion(1+rnd.IntN(2)))
		path := file(t, "a.parquet", whole)
		for range 100 {
			data := bytes.Clone(whole)
			for range 1 + rnd.IntN(4) {
				data[rnd.IntN(len(data))] = byte(rnd.Uint32())
			}
			if err := os.WriteFile(path, data, 0o666); err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&before)
			for item := range table.Items(context.Background(), path, table.Mapping{}, table.Options{}) {
				if item.Name == "" {
					t.Error("an item without a name")
				}
			}
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 500<<20 {
				t.Errorf("%s: %d MB to read %d bytes", codec, used>>20, len(data))
			}
		}
	}
}

// pyarrow writes with python what most of the world's Parquet files are written by.
const pyarrow = `
import sys, datetime as d
import pyarrow as pa, pyarrow.parquet as pq
utc = d.timezone.utc
n = 3000
t = pa.table({
  "url": pa.array(["https://a.example/%d" % (i+1) for i in range(n)]).dictionary_encode(),
  "headline": pa.array(["T%d" % (i+1) if i % 2 == 0 else None for i in range(n)], pa.large_string()),
  "publish_date": pa.array([d.datetime(2024,2,6,11,40,0,tzinfo=utc) if i % 3 else None for i in range(n)], pa.timestamp("us", tz="UTC")),
  "date_crawled": pa.array([d.datetime(2024,2,7) for i in range(n)], pa.timestamp("ms")),
  "authors": pa.array([["A", None, "B"] if i % 2 else [] for i in range(n)], pa.list_(pa.string())),
  "source": pa.array([{"name": "P"} if i % 2 else None for i in range(n)], pa.struct([("name", pa.string())])),
  "body": pa.array([("Text %d " % (i+1)) * 20 for i in range(n)]),
})
for c in sys.argv[2:]:
  codec, enc, version = c.split("-")
  pq.write_table(t, sys.argv[1] + "/" + c, compression=codec, row_group_size=1000, use_dictionary=enc == "dict",
    data_page_version=version, column_encoding=None if enc == "dict" else {"body": enc})
`

func TestPyarrow(t *testing.T) {
	python := os.Getenv("HEARSAY_PYTHON")
	if python == "" {
		python = "python3"
	}
	if out, err := exec.Command(python, "-c", "import pyarrow").CombinedOutput(); err != nil {
		if strings.Contains(os.Getenv("HEARSAY_TEST_REQUIRE"), "pyarrow") {
			t.Fatalf("pyarrow is required and not here: %v %s", err, out)
		}
		t.Skip("needs python3 with pyarrow")
	}
	kinds := []string{
		"snappy-dict-1.0", "zstd-dict-2.0", "none-PLAIN-1.0", "brotli-dict-1.0", "gzip-dict-2.0",
		"zstd-DELTA_LENGTH_BYTE_ARRAY-2.0", "zstd-DELTA_BYTE_ARRAY-2.0",
	}
	dir := t.TempDir()
	if out, err := exec.Command(python, append([]string{"-c", pyarrow, dir}, kinds...)...).CombinedOutput(); err != nil {
		t.Fatalf("write: %v %s", err, out)
	}
	for _, c := range kinds {
		path := filepath.Join(dir, c)
		lines := strings.SplitAfter(show(t, path, "", table.Options{}), "\n")
		if len(lines) != 3001 {
			t.Errorf("%v: %d rows: %.300s", c, len(lines)-1, lines)
			continue
		}
		long := strings.Repeat("Text 1 ", 20)
		if want := "#1 | https://a.example/1 | T1 | retrieved 2024-02-07T00:00:00Z | " + long + "\n"; lines[0] != want {
			t.Errorf("%v: got %s want %s", c, lines[0], want)
		}
		if want := "#2 | https://a.example/2 | P | 2024-02-06T11:40:00Z | A+B | retrieved 2024-02-07T00:00:00Z | " + strings.ReplaceAll(long, "1", "2") + "\n"; lines[1] != want {
			t.Errorf("%v: got %s want %s", c, lines[1], want)
		}
	}
}

func FuzzParquet(f *testing.F) {
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Zstd, &parquet.Lz4Raw} {
		f.Add(pack(f, stories(4), codec, parquet.DataPageVersion(1)))
		f.Add(pack(f, stories(4), codec, parquet.DataPageVersion(2)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for item := range table.Items(context.Background(), file(t, "a.parquet", data), table.Mapping{}, table.Options{}) {
			if item.Name == "" {
				t.Error("an item without a name")
			}
		}
	})
}
