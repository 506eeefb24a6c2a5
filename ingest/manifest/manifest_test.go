package manifest_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ingest/manifest"
	"github.com/hearsay-news/hearsay/ingest/source"
)

// folder makes a folder with files of the given names and contents.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// show reads a manifest and puts each item on a line: its name and content, what it
// replaces, or its error.
func show(t testing.TB, path string) string {
	t.Helper()
	var b strings.Builder
	for item, err := range manifest.Items(context.Background(), path, manifest.Options{MaxBytes: 100}) {
		name, _ := filepath.Rel(filepath.Dir(path), item.Name)
		b.WriteString(filepath.ToSlash(name))
		if err != nil {
			b.WriteString(" error: " + err.Error())
		} else {
			b.WriteString(" " + string(item.Data))
		}
		if item.Replaces != "" {
			old, _ := filepath.Rel(filepath.Dir(path), item.Replaces)
			b.WriteString(" replaces " + filepath.ToSlash(old))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestItems(t *testing.T) {
	for _, c := range []struct{ name, articles, want string }{
		{"order of retrieval", `{"id":"1","file":"b","retrieved":"2024-02-06T12:00:00Z"},{"id":"2","file":"a","retrieved":"2024-02-06T12:00:00+01:00"}`, "a A\nb B\n"},
		{"the manifest's order else", `{"id":"1","file":"b"},{"id":"2","file":"a"}`, "b B\na A\n"},
		{"file before html", `{"id":"1","file":"a","html":"b"}`, "a A\n"},
		{"html alone", `{"id":"1","html":"b"}`, "b B\n"},
		{"replaces an id", `{"id":"1","file":"a"},{"id":"2","file":"b","replaces":"1"}`, "a A\nb B replaces a\n"},
		{"replaces a file", `{"id":"1","file":"a"},{"id":"2","file":"b","replaces":"a"}`, "a A\nb B replaces a\n"},
		{"replaces a later one", `{"id":"2","file":"b","replaces":"1"},{"id":"1","file":"a"}`, "a A\nb B replaces a\n"},
		{"replaces what was retrieved later", `{"id":"1","file":"a","retrieved":"2024-02-07T00:00:00Z"},{"id":"2","file":"b","replaces":"1","retrieved":"2024-02-06T00:00:00Z"}`,
			"a A\n" + `b error: article "2" of the manifest: it replaces "1", which was retrieved after it` + "\n"},
		{"replaces an unknown one", `{"id":"1","file":"a","replaces":"9"},{"id":"2","file":"b"}`,
			`a error: article "1" of the manifest: it replaces "9": no article of that id or file is listed` + "\nb B\n"},
		{"replaces itself", `{"id":"1","file":"a","replaces":"1"}`,
			`a error: article "1" of the manifest: it replaces "1": articles that replace each other in a circle` + "\n"},
		{"a circle and what leads to it", `{"id":"1","file":"a","replaces":"2"},{"id":"2","file":"b","replaces":"1"},{"id":"3","file":"c/d","replaces":"1"}`,
			`b error: article "2" of the manifest: it replaces "1": articles that replace each other in a circle` + "\n" +
				`a error: article "1" of the manifest: it replaces "2": articles that replace each other in a circle` + "\n" + "c/d D replaces a\n"},
		{"an id twice", `{"id":"1","file":"a"},{"id":"1","file":"b"}`, "a A\n" + `b error: article "1" of the manifest: its id is listed twice` + "\n"},
		{"a file twice", `{"id":"1","file":"a"},{"id":"2","file":"a"}`, "a A\n" + `a error: article "2" of the manifest: its file a is listed twice` + "\n"},
		{"no id", `{"file":"a"},{"id":"2","file":"b"}`, `a error: article "number 1" of the manifest: it has no id` + "\nb B\n"},
		{"no file", `{"id":"1"}`, `m.json#"1" error: article "1" of the manifest: it names no file` + "\n"},
		{"a missing file", `{"id":"1","file":"x"},{"id":"2","file":"b"}`, `x error: article "1" of the manifest: statat x: no such file or directory` + "\nb B\n"},
		{"outside", `{"id":"1","file":"../a"}`, `../a error: article "1" of the manifest: statat ../a: path escapes from parent` + "\n"},
		{"outside, absolute", `{"id":"1","file":"/etc/passwd"}`, `etc/passwd error: article "1" of the manifest: statat /etc/passwd: path escapes from parent` + "\n"},
		{"outside, by a link", `{"id":"1","file":"link"}`, `link error: article "1" of the manifest: statat link: path escapes from parent` + "\n"},
		{"a folder", `{"id":"1","file":"c"}`, `c error: article "1" of the manifest: c is not a regular file` + "\n"},
		{"too large", `{"id":"1","file":"big"}`, `big error: article "1" of the manifest: big has more than 100 bytes` + "\n"},
		{"a bad time", `{"id":"1","file":"a","retrieved":"yesterday"}`, `a error: article "1" of the manifest: its time of retrieval "yesterday" is not in RFC 3339` + "\n"},
		{"a file twice, spelt otherwise", `{"id":"1","file":"a"},{"id":"2","file":"./c/../a"}`, "a A\n" + `a error: article "2" of the manifest: its file ./c/../a is listed twice` + "\n"},
		{"a number for a file", `{"id":"1","file":7},{"id":"2","file":"b"}`,
			`m.json#"1" error: article "1" of the manifest: json: cannot unmarshal number into Go struct field article.File of type string` + "\nb B\n"},
		{"NUL in a name", `{"id":"1","file":"a\u0000"}`, "a\x00" + ` error: article "1" of the manifest: statat a` + "\x00: invalid argument\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := folder(t, map[string]string{"a": "A", "b": "B", "c/d": "D", "big": strings.Repeat("x", 101), "m.json": `{"story":"s","articles":[` + c.articles + `]}`})
			if err := os.Symlink("/etc/passwd", filepath.Join(dir, "link")); err != nil {
				t.Fatal(err)
			}
			got := show(t, filepath.Join(dir, "m.json"))
			if got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		articles string
		want     error
	}{
		{`{"id":"1","file":"a","replaces":"2"}`, manifest.ErrUnknown},
		{`{"id":"1","file":"a","replaces":"1"}`, manifest.ErrCycle},
		{`{"id":"1","file":"a"},{"id":"1","file":"b"}`, manifest.ErrTwice},
	} {
		dir := folder(t, map[string]string{"a": "A", "m.json": `{"articles":[` + c.articles + `]}`})
		var last error
		for _, err := range manifest.Items(context.Background(), filepath.Join(dir, "m.json"), manifest.Options{}) {
			last = err
		}
		if !errors.Is(last, c.want) {
			t.Errorf("%s: %v, want %v", c.articles, last, c.want)
		}
	}
}

// What is wrong with the manifest as a whole is one error with its name.
func TestBroken(t *testing.T) {
	for _, content := range []string{
		"", "{", "[]", "{}", `{"articles":[]}`, `{"articles":{}}`, `{"articles":"x"}`, "\xFF\xFE", "\x00",
		`{"articles":` + strings.Repeat("[", 100_000), strings.Repeat(`{"a":`, 100_000),
	} {
		path := filepath.Join(folder(t, map[string]string{"m.json": content}), "m.json")
		n := 0
		for item, err := range manifest.Items(context.Background(), path, manifest.Options{}) {
			n++
			if err == nil || item.Name != path {
				t.Errorf("%.20q: %q, %v", content, item.Name, err)
			}
		}
		if n != 1 {
			t.Errorf("%.20q: %d items", content, n)
		}
	}
}

func TestStops(t *testing.T) {
	path := filepath.Join(folder(t, map[string]string{"a": "A", "b": "B", "m.json": `{"articles":[{"id":"1","file":"a"},{"id":"2","file":"b"}]}`}), "m.json")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	n := 0
	for _, err := range manifest.Items(ctx, path, manifest.Options{}) {
		n, last = n+1, err
		cancel()
	}
	if n != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d items, the last with %v", n, last)
	}
	for range manifest.Items(context.Background(), path, manifest.Options{}) {
		break
	}
}

func TestIs(t *testing.T) {
	for _, c := range []struct {
		head string
		want bool
	}{
		{`{"story":"s","feed":"feed.xml","articles":[{"id":"1","file":"a.txt"`, true},
		{`{"articles":[{"html":"a.html"}]}`, true},
		{"\xEF\xBB\xBF" + `{"articles":[{"file":"a.txt"}]}`, true},
		{`{"notes":{"articles":[1,{"file":"x"}]},"articles":[{"id":"1","tags":["x",{"a":1}],"file":"a.txt"}]}`, true},
		{`{"status":"ok","totalResults":2,"articles":[{"source":{"id":null,"name":"x"},"title":"t","file":"f"}]}`, true},
		{`{"status":"ok","articles":[{"source":{"id":null,"name":"x"},"title":"t"}]}`, false},
		{`{"articles":[{"file":7}]}`, false},
		{`{"articles":[]}`, false},
		{`{"articles":["a.txt"]}`, false},
		{`[{"file":"a.txt"}]`, false},
		{`{"file":"a.txt"}`, false},
		{``, false},
		{`<html>`, false},
		{strings.Repeat("[", 100_000), false},
		{strings.Repeat(`{"a":`, 100_000), false},
	} {
		if got := manifest.Is([]byte(c.head)); got != c.want {
			t.Errorf("Is(%.60q) = %v", c.head, got)
		}
	}
}

func TestRidgeCrossing(t *testing.T) {
	root := os.Getenv("HEARSAY_SHARED")
	if root == "" {
		root = "../../../shared"
	}
	path := filepath.Join(root, "stories/ridge-crossing/manifest.json")
	head, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("no %s: set HEARSAY_SHARED to the folder that holds stories/", path)
	}
	if !manifest.Is(head[:512]) {
		t.Error("not taken for a manifest")
	}
	var all []*source.Item
	for item, err := range manifest.Items(context.Background(), path, manifest.Options{}) {
		if err != nil {
			t.Fatalf("%s: %v", item.Name, err)
		}
		all = append(all, item)
	}
	if len(all) != 12 {
		t.Fatalf("%d items", len(all))
	}
	if all[7].Replaces != all[6].Name || all[7].URL != all[6].URL || all[7].Publisher != "Lorvane Public Radio" {
		t.Errorf("the eighth is %+v", all[7])
	}
}

func FuzzItems(f *testing.F) {
	f.Add([]byte(`{"articles":[{"id":"1","file":"a"},{"id":"2","file":"m.json","replaces":"1","retrieved":"2024-02-06T12:00:00Z"}]}`))
	f.Add([]byte(`{"articles":[{"id":"1","file":"a","replaces":"2"},{"id":"2","file":"b","replaces":"1"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		manifest.Is(data)
		path := filepath.Join(folder(t, map[string]string{"a": "A", "m.json": string(data)}), "m.json")
		names := make(map[string]bool)
		for item, err := range manifest.Items(context.Background(), path, manifest.Options{}) {
			switch {
			case item.Name == "":
				t.Error("an item without a name")
			case err == nil && names[item.Name]:
				t.Errorf("%s comes twice", item.Name)
			case item.Replaces != "" && item.Replaces == item.Name:
				t.Errorf("%s replaces itself", item.Name)
			}
			names[item.Name] = names[item.Name] || err == nil
		}
	})
}
