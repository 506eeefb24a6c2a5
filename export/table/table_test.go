package table_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/hearsay-news/hearsay/export/selection"
	"github.com/hearsay-news/hearsay/export/table"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/ledger"
)

// wanted is how many lines each table has.
func wanted(t *testing.T, s *selection.Selection, in ledger.Counts) map[string]int {
	n := map[string]int{"statements": int(in.Statements), "documents": int(in.Documents)}
	for x, err := range s.Stories(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n["claims"] += len(x.Claims)
		for i := range x.Claims {
			n["positions"] += len(x.Claims[i].Takes)
		}
	}
	return n
}

func TestCSV(t *testing.T) {
	s, in := roomtest.Chosen(t)
	for what, n := range wanted(t, s, in) {
		out := roomtest.Twice(t, func(b *bytes.Buffer) error { return table.CSV(t.Context(), b, s, what, table.CSVOptions{BOM: true}) })
		rest, ok := bytes.CutPrefix(out, []byte("\uFEFF"))
		rows, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
		if err != nil || !ok {
			t.Fatalf("%s: %v, byte order mark %v", what, err, ok)
		}
		if len(rows)-1 != n {
			t.Errorf("%s: %d rows, want %d", what, len(rows)-1, n)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.ContainsRune(cell, 0) || cell != "" && strings.ContainsRune("=+-@\t\r\n", []rune(cell)[0]) {
					t.Errorf("%s: a cell that a spreadsheet may run: %q", what, cell)
				}
			}
		}
	}
	if err := table.CSV(t.Context(), new(bytes.Buffer), s, "tunes", table.CSVOptions{}); err == nil {
		t.Error("tunes are written")
	}
}

func TestFigures(t *testing.T) {
	s, _ := roomtest.Chosen(t)
	out := roomtest.Twice(t, func(b *bytes.Buffer) error { return table.Figures(t.Context(), b, s, table.CSVOptions{}) })
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	some := false
	for _, r := range rows[1:] {
		if r[at["best"]] != "" {
			t.Errorf("nobody made a best estimate: %q", r)
		}
		if r[at["low"]] == "30" && r[at["high"]] == "30" && r[at["high_is_open"]] == "true" {
			some = true
		}
		if r[at["figures"]] == "" || r[at["source_article"]] == "" {
			t.Errorf("no sources: %q", r)
		}
	}
	if !some {
		t.Errorf("at least 30 is nowhere: %q", rows)
	}
}

func TestParquet(t *testing.T) {
	s, in := roomtest.Chosen(t)
	for what, n := range wanted(t, s, in) {
		out := roomtest.Twice(t, func(b *bytes.Buffer) error { return table.Parquet(t.Context(), b, s, what) })
		f, err := parquet.OpenFile(bytes.NewReader(out), int64(len(out)))
		if err != nil || f.NumRows() != int64(n) {
			t.Errorf("%s: %v, %d rows, want %d", what, err, f.NumRows(), n)
		}
	}
	if err := table.Parquet(t.Context(), new(bytes.Buffer), s, "tunes"); err == nil {
		t.Error("tunes are written")
	}
}

const readBack = `
import json, sys, pyarrow.parquet as pq
out = {}
for path in sys.argv[1:]:
  t = pq.read_table(path)
  first = t.column_names[0]
  out[path] = {"rows": t.num_rows, "columns": t.column_names, "lists": [f.name for f in t.schema if str(f.type).startswith("list")],
    "speakers": t.column("speaker").to_pylist() if "speaker" in t.column_names else []}
print(json.dumps(out))
`

// What most of the world reads Parquet by reads the tables.
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
	s, in := roomtest.Chosen(t)
	want := wanted(t, s, in)
	args := []string{"-c", readBack}
	paths := map[string]string{}
	for what := range want {
		var b bytes.Buffer
		if err := table.Parquet(t.Context(), &b, s, what); err != nil {
			t.Fatal(err)
		}
		paths[what] = filepath.Join(t.TempDir(), what)
		if err := os.WriteFile(paths[what], b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, paths[what])
	}
	out, err := exec.Command(python, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var got map[string]struct {
		Rows     int
		Columns  []string
		Lists    []string
		Speakers []string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for what, n := range want {
		if g := got[paths[what]]; g.Rows != n || len(g.Columns) < 10 || what != "positions" && len(g.Lists) == 0 {
			t.Errorf("%s: %+v, want %d rows", what, g, n)
		}
	}
	if all := strings.Join(got[paths["statements"]].Speakers, "\n"); !strings.Contains(all, roomtest.Bad[0]) || !strings.Contains(all, "𐀀é\U0010FFFF") {
		t.Errorf("names are not as they are: %q", all)
	}
}
