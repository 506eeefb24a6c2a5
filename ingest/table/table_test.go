package table_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"

	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/ingest/table"
)

// file makes a file of the given name and content.
func file(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// show puts each item of a table on a line.
func show(t testing.TB, path, mapping string, opts table.Options) string {
	t.Helper()
	m, err := table.ParseMapping(mapping)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for item, err := range table.Items(context.Background(), path, m, opts) {
		b.WriteString(strings.TrimPrefix(item.Name, path))
		if err != nil {
			fmt.Fprintf(&b, " error: %v\n", err)
			continue
		}
		b.WriteString(line(item))
	}
	return b.String()
}

// line is what an item says, without what is empty.
func line(item *source.Item) string {
	var b strings.Builder
	for _, f := range []string{item.URL, item.Title, item.Publisher, item.Published, strings.Join(item.Byline, "+")} {
		if f != "" {
			b.WriteString(" | " + f)
		}
	}
	if !item.Retrieved.IsZero() {
		b.WriteString(" | retrieved " + item.Retrieved.Format(time.RFC3339))
	}
	kind := ""
	if strings.HasPrefix(item.Type, "text/html") {
		kind = " (html)"
	}
	fmt.Fprintf(&b, " | %s%s\n", item.Data, kind)
	return b.String()
}

func TestItems(t *testing.T) {
	for _, c := range []struct{ name, file, content, mapping, want string }{
		{"jsonl", "a.jsonl", `{"url":"https://a.example/1","headline":"T","outlet":"P","date":"2024-02-06","maintext":"One","authors":["A B","C D"],"date_download":"2024-02-07T10:00:00Z"}` + "\n",
			"", "#1 | https://a.example/1 | T | P | 2024-02-06 | A B+C D | retrieved 2024-02-07T10:00:00Z | One\n"},
		{"jsonl, bad lines", "a.ndjson", "{\"text\":\"One\"}\n\n{\"text\":\nnull\n[1]\n{\"text\":\"\xFF\"}\n{\"text\":\"Two\"}", "",
			"#1 | One\n#3 error: the line is no JSON object: unexpected end of JSON input\n#4 error: the row has no text\n" +
				"#5 error: the line is no JSON object: json: cannot unmarshal array into Go value of type map[string]json.RawMessage\n" +
				"#6 error: the line is not UTF-8\n#7 | Two\n"},
		{"jsonl, nested", "a.jsonl", `{"source":{"id":null,"name":"P"},"content":"One","publishedAt":1707217200}`, "", "#1 | P | 2024-02-06T11:00:00Z | One\n"},
		{"jsonl, a path", "a.jsonl", `{"doc":{"body":["One","Two"]},"text":"x"}`, "text=doc.body", "#1 | One\n\nTwo\n"},
		{"jsonl, an object for a text", "a.jsonl", "{\"text\":\"One\"}\n{\"text\":{\"a\":1}}", "", "#1 | One\n#2 error: column text: it is an object\n"},
		{"jsonl, authors with names", "a.jsonl", `{"text":"One","author":[{"name":"A B"},{"name":"C D"}]}`, "", "#1 | A B+C D | One\n"},
		{"a list", "a.jsonl", `[{"text":"One"}]`, "", " error: the table is one list: JSON Lines has an object on each line\n"},
		{"html where there is no text", "a.jsonl", "{\"html\":\"<p>One\",\"text\":\"\"}\n{\"html\":\"<p>Two\",\"text\":\"Two\"}", "", "#1 | <p>One (html)\n#2 | Two\n"},
		{"html asked for", "a.jsonl", `{"html":"<p>One","text":"One"}`, "html=html", "#1 | <p>One (html)\n"},
		{"text asked for", "a.jsonl", `{"html":"<p>One","text":""}`, "text=text", "#1 error: the row has no text\n"},
		{"csv", "a.csv", "URL,Title,Pub Date,Source,Text,Author\nhttps://a.example/1,\"T, t\",\"Feb 6, 2024\",P,\"One \"\"two\"\"\nthree\",A B; C D\n", "",
			"#1 | https://a.example/1 | T, t | P | 2024-02-06 | A B+C D | One \"two\"\nthree\n"},
		{"csv, bad rows", "a.csv", "title,text\na,One\nb\nc,Two,x\nd,T\"hree\ne,\xFF\n\nf,Four", "",
			"#1 | a | One\n#2 error: line 3: it has 1 fields, there are 2 columns\n#3 error: line 4: it has 3 fields, there are 2 columns\n" +
				"#4 error: line 5: bare \" in non-quoted-field\n#5 error: column of text: it is not UTF-8\n#6 | f | Four\n"},
		{"csv, an open quote", "a.csv", "title,text\na,\"One\nb,Two\nc,Three\n", "",
			"#1 error: line 2: a quote that is opened in it is not closed\n#2 | b | Two\n#3 | c | Three\n"},
		{"csv, lines after one of several", "a.csv", "title,text\na,\"One\n\nx\"\nb,\"Two", "", "#1 | a | One\n\nx\n#2 error: line 5: a quote that is opened in it is not closed\n"},
		{"csv with semicolons", "a.csv", "title;text\na;One, two\n", "", "#1 | a | One, two\n"},
		{"csv with CRLF and a mark", "a.csv", "\xEF\xBB\xBFtext,title\r\nOne,a\r\n", "", "#1 | a | One\n"},
		{"csv in UTF-16", "a.csv", "\xFF\xFEt\x00e\x00x\x00t\x00\n\x00O\x00n\x00e\x00\n\x00", "", "#1 | One\n"},
		{"csv, one column", "a.csv", "text\nOne\n", "", "#1 | One\n"},
		{"tsv with quotes", "a.tsv", "title\ttext\na\t\"One\ttwo\"\n", "", "#1 | a | One\ttwo\n"},
		{"tsv without", "a.tsv", "title\ttext\n\"a\" b\tOne\n\"c\tTwo\nd\tThree\n", "", "#1 | \"a\" b | One\n#2 | \"c | Two\n#3 | d | Three\n"},
		{"a column that is not there", "a.csv", "title,text\na,One\n", "text=body", ` error: no such column as "body" (text); there are: title, text` + "\n"},
		{"a column in another case", "a.csv", "Title,BODY\na,One\n", "text=body", "#1 | a | One\n"},
		{"no text", "a.csv", "title,x\na,One\n", "", " error: no such column of the text: name it with text=column; there are: title, x\n"},
		{"dates that could be two", "a.csv", "date,text\n3/4/2024,One\n25/12/2024,Two\nsoon,Three\n", "", "#1 | One\n#2 | 2024-12-25 | Two\n#3 | Three\n"},
		{"NULs", "a.csv", "title,text\n\x00a,One\x00\n", "", "#1 | a | One\x00\n"},
		{"empty", "a.csv", "", "", " error: the table is empty\n"},
		{"empty", "a.jsonl", "", "", " error: the table is empty\n"},
		{"names alone", "a.csv", "text\n", "", ""},
		{"of no kind", "a.txt", "text\nOne\n", "", " error: not known as a table: its name must end in .jsonl, .csv, .tsv or .parquet\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(t, file(t, c.file, []byte(c.content)), c.mapping, table.Options{}); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestPacked(t *testing.T) {
	content := []byte("title,text\na,One\n")
	var gz, zs bytes.Buffer
	w := gzip.NewWriter(&gz)
	w.Write(content)
	w.Close()
	z, _ := zstd.NewWriter(&zs)
	z.Write(content)
	z.Close()
	for name, data := range map[string][]byte{"a.csv.gz": gz.Bytes(), "a.csv.zst": zs.Bytes()} {
		if got := show(t, file(t, name, data), "", table.Options{}); got != "#1 | a | One\n" {
			t.Errorf("%s: %s", name, got)
		}
		got := show(t, file(t, name, data[:len(data)-6]), "", table.Options{})
		if !strings.Contains(got, "read the table") || strings.Count(got, "\n") > 2 {
			t.Errorf("%s, cut off: %s", name, got)
		}
	}
}

// A row that is too large is an error of its own.
func TestLargeRows(t *testing.T) {
	big := strings.Repeat("x", 50<<10)
	opts := table.Options{MaxBytes: 20 << 10}
	want := "#1 | One\n#2 error: LINEa line of more than 20480 bytes: too large\n#3 | Three\n"
	for name, content := range map[string]string{
		"a.csv":   "text\nOne\n" + big + "\nThree\n",
		"a.jsonl": "{\"text\":\"One\"}\n{\"text\":\"" + big + "\"}\n{\"text\":\"Three\"}\n",
	} {
		want := strings.ReplaceAll(want, "LINE", map[string]string{"a.csv": "line 3: ", "a.jsonl": ""}[name])
		if got := show(t, file(t, name, []byte(content)), "", opts); got != want {
			t.Errorf("%s: got:\n%.300s\nwant:\n%s", name, got, want)
		}
	}
}

// So is one of 50 MB where nothing else is said.
func TestHugeCell(t *testing.T) {
	big := strings.Repeat("word ", 10<<20)
	rows := stories(3)
	rows[1].Text = big
	for name, content := range map[string][]byte{
		"a.csv":     []byte("text\nOne\n" + big + "\nThree\n"),
		"b.csv":     []byte("text\nOne\n\"" + strings.ReplaceAll(big, "word word", "word\nword") + "\"\nThree\n"),
		"a.jsonl":   []byte("{\"text\":\"One\"}\n{\"text\":\"" + big + "\"}\n{\"text\":\"Three\"}\n"),
		"a.parquet": pack(t, rows, &parquet.Zstd, parquet.SkipPageBounds("text"), parquet.DataPageStatistics(false)),
	} {
		first, last, large := false, false, 0
		for item, err := range table.Items(context.Background(), file(t, name, content), table.Mapping{}, table.Options{}) {
			text := string(item.Data)
			first = first || text == "One" || text == "Text 1"
			last = last || text == "Three" || text == "Text 3"
			if len(text) > 16<<20 {
				t.Errorf("%s: a text of %d bytes", name, len(text))
			}
			if err != nil {
				large++
			}
		}
		if !first || !last || large != 1 {
			t.Errorf("%s: first %v, last %v, %d errors", name, first, last, large)
		}
	}
}

// A quote that stays open for 100 MB takes one row with it, not the file, and not
// the memory.
func TestOpenQuote(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("title,text\na,\"One\n")
	row := []byte("b," + strings.Repeat("word ", 20_000) + "\n")
	rows := 0
	for b.Len() < 100<<20 {
		b.Write(row)
		rows++
	}
	path := file(t, "a.csv", b.Bytes())
	good, bad := 0, 0
	for _, err := range table.Items(context.Background(), path, table.Mapping{}, table.Options{}) {
		if err != nil {
			bad++
		} else {
			good++
		}
	}
	if good != rows || bad != 1 {
		t.Errorf("%d good rows of %d, %d bad ones", good, rows, bad)
	}
}

func TestDeepJSON(t *testing.T) {
	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	path := file(t, "a.jsonl", []byte("{\"text\":\"One\"}\n{\"text\":"+deep+"}\n"+strings.Repeat(`{"a":`, 100_000)+"\n{\"text\":\"Two\"}\n"))
	got := show(t, path, "", table.Options{})
	if !strings.HasPrefix(got, "#1 | One\n#2 error: ") || !strings.HasSuffix(got, "\n#4 | Two\n") {
		t.Errorf("got %.300s", got)
	}
}

func TestParseMapping(t *testing.T) {
	if m, err := table.ParseMapping(" text = body ,published=date"); err != nil || m != (table.Mapping{Text: "body", Published: "date"}) {
		t.Errorf("%+v, %v", m, err)
	}
	for _, s := range []string{"text", "text=", "=body", "words=body", "text=a,text=b", ","} {
		if m, err := table.ParseMapping(s); err == nil {
			t.Errorf("%q: %+v", s, m)
		}
	}
}

func TestIs(t *testing.T) {
	for _, c := range []struct {
		path, head string
		want       bool
	}{
		{"a.CSV", "", true}, {"a.tsv", "", true}, {"a.jsonl.gz", "", true}, {"a.ndjson", "", true},
		{"a.parquet", "", true}, {"data", "PAR1\x15", true}, {"a.json", "{", false}, {"a.txt", "a,b", false},
	} {
		if got := table.Is(c.path, []byte(c.head)); got != c.want {
			t.Errorf("Is(%q, %q) = %v", c.path, c.head, got)
		}
	}
}

func TestStops(t *testing.T) {
	path := file(t, "a.csv", []byte("text\nOne\nTwo\nThree\n"))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	var last error
	for _, err := range table.Items(ctx, path, table.Mapping{}, table.Options{}) {
		n, last = n+1, err
		cancel()
	}
	if n != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d items, the last with %v", n, last)
	}
}

func FuzzRows(f *testing.F) {
	f.Add([]byte("title,text\na,\"One\nb\",Two\n"), true)
	f.Add([]byte("{\"text\":\"One\",\"authors\":[\"A\"],\"date\":1707217200}\n{\n"), false)
	f.Add([]byte("title\ttext\n\"a\tb\n\"c\"\td\n"), true)
	f.Fuzz(func(t *testing.T, data []byte, commas bool) {
		name := map[bool]string{true: "a.csv", false: "a.jsonl"}[commas]
		names := make(map[string]bool)
		for item, err := range table.Items(context.Background(), file(t, name, data), table.Mapping{}, table.Options{MaxBytes: 100}) {
			if item.Name == "" || names[item.Name] {
				t.Errorf("%q comes twice", item.Name)
			}
			if names[item.Name] = true; err == nil && len(item.Data) == 0 {
				t.Errorf("%s is empty", item.Name)
			}
		}
	})
}
