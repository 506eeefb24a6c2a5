package archive_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ingest/archive"
)

// wacz makes a WACZ of files; packed has the zip compress them.
func wacz(files map[string]string, packed bool) string {
	type resource struct {
		Path string `json:"path"`
		Hash string `json:"hash"`
	}
	var list struct {
		Resources []resource `json:"resources"`
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		list.Resources = append(list.Resources, resource{name, "sha256:" + hexsha256(files[name])})
	}
	data, _ := json.Marshal(list)
	all := maps.Clone(files)
	all["datapackage.json"] = string(data)
	all["datapackage-digest.json"] = `{"path":"datapackage.json","hash":"sha256:` + hexsha256(string(data)) + `"}`
	return zipped(all, packed)
}

// zipped makes a zip.
func zipped(files map[string]string, packed bool) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		method := zip.Store
		if packed {
			method = zip.Deflate
		}
		w, _ := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		w.Write([]byte(files[name]))
	}
	z.Close()
	return b.String()
}

func TestWACZ(t *testing.T) {
	sum := "WARC-Payload-Digest: sha1:" + base32sha1("<p>One")
	files := map[string]string{
		"archive/a.warc.gz": gz(page("<p>One", sum)) + gz("rubbish\n") + gz(page("<p>One")),
		"archive/b.warc":    record("revisit", http("", html), "WARC-Target-URI: https://a.example/again", sum),
		"pages/pages.jsonl": "{}",
	}
	want := "#archive/a.warc.gz#1" + one[2:] + "#archive/a.warc.gz#2 error: at byte 214: no record begins here\n#archive/a.warc.gz#3" + one[2:] +
		"#archive/b.warc#1 https://a.example/again text/html \"<p>One\"\n"
	for _, packed := range []bool{false, true} {
		content := wacz(files, packed)
		if !archive.Is("x", []byte(content)[:100]) {
			t.Error("not taken for an archive")
		}
		if got := show(file(t, "a.wacz", content), archive.Options{}); at(got) != at(want) {
			t.Errorf("got:\n%s\nwant:\n%s", got, want)
		}
	}
}

func TestBrokenWACZ(t *testing.T) {
	warc := page("<p>One")
	good := map[string]string{"archive/a.warc": warc}
	list := func(json string) string {
		return zipped(map[string]string{"archive/a.warc": warc, "datapackage.json": json}, false)
	}
	wrong := strings.Repeat("0", 64)
	for _, c := range []struct{ name, content, want string }{
		{"no list", zipped(good, false), " error: no WACZ: there is no datapackage.json in the zip\n"},
		{"a broken list", list("{"), " error: read datapackage.json: unexpected end of JSON input\n"},
		{"not listed", list("{}"), "#archive/a.warc error: datapackage.json does not list it\n"},
		{"a wrong digest", list(`{"resources":[{"path":"archive/a.warc","hash":"sha256:` + wrong + `"}]}`),
			"#archive/a.warc error: its digest does not match: it is sha256:" + hexsha256(warc) + ", datapackage.json says sha256:" + wrong + "\n"},
		{"no digest", list(`{"resources":[{"path":"archive/a.warc"}]}`), "#archive/a.warc error: datapackage.json has no SHA-256 digest of it but \"\"\n"},
		{"a changed list", zipped(map[string]string{"archive/a.warc": warc, "datapackage.json": "{}", "datapackage-digest.json": `{"hash":"sha256:` + wrong + `"}`}, false),
			" error: the datapackage.json's digest does not match: it is sha256:" + hexsha256("{}") + ", the record says sha256:" + wrong + "\n"},
		{"no records", wacz(map[string]string{"pages/pages.jsonl": "{}"}, false), " error: the WACZ has no records: there is no WARC file in its folder archive\n"},
		{"of others", list(`{"profile":"multi-wacz-package"}`), " error: a WACZ of other WACZ files is not supported\n"},
		{"cut off", wacz(good, false)[:200], " error: read the list of files in the zip: zip: not a valid zip file\n"},
		{"too many files", zipped(map[string]string{"1": "", "2": "", "3": "", "4": ""}, false), " error: the zip has 4 files, at most 3 are read\n"},
		{"a bomb", wacz(map[string]string{"archive/a.warc": page(strings.Repeat("\x00", 30<<20))}, true), "#archive/a.warc error: it unpacks to too much: "},
	} {
		got := show(file(t, "a.wacz", c.content), archive.Options{MaxFiles: 3})
		if got != c.want && !(c.name == "a bomb" && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: got:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}

// A zip may hold one file many times over, at no cost of its own.
func TestOverlap(t *testing.T) {
	content := wacz(map[string]string{"archive/a.warc": page("<p>One"), "archive/b.warc": page("<p>One")}, false)
	// In the list of files, the second one is where the first one is.
	list := strings.Index(content, "PK\x01\x02")
	second := list + 1 + strings.Index(content[list+1:], "PK\x01\x02")
	b := []byte(content)
	copy(b[second+42:second+46], b[list+42:list+46])
	if got := show(file(t, "a.wacz", string(b)), archive.Options{}); got != " error: files of the zip overlap\n" {
		t.Error(got)
	}
	if errors.Is(archive.ErrBomb, archive.ErrCut) {
		t.Error("two faults are one")
	}
}
