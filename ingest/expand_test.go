package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ingest"
)

// listed gives the inputs' paths below dir, with the error of those that have one.
func listed(dir string, inputs []ingest.Input) []string {
	var out []string
	for _, in := range inputs {
		path, err := filepath.Rel(dir, in.Path)
		if err != nil {
			path = in.Path
		}
		line := filepath.ToSlash(path)
		if in.Err != nil {
			line += ": " + in.Err.Error()
		}
		out = append(out, line)
	}
	return out
}

func TestExpandFolder(t *testing.T) {
	dir := write(t, map[string]string{
		"b/two.html": "<p>x", "b/one.txt": "x", "a.TXT": "x", "c.htm": "x", "empty.txt": "",
		"report": "A report with no ending.", "weird.article": "text all the same",
		"archive": "PK\x03\x04\x00\x00", "picture.jpeg": "\xff\xd8\xff\xe0\x00", "latin": "Caf\xe9 said the minister, d\xe9j\xe0 vu",
		"utf16": "\xff\xfeA\x00", "paper": "%PDF-1.7 all letters",
		"gold.json": "{}", "gold.ann": "T1", "notes.md": "# x", ".hidden.txt": "x", ".git/a.txt": "x", "nothing": "",
	})
	expect(t, listed(dir, expand(t, dir)),
		"a.TXT", "b/one.txt", "b/two.html", "c.htm", "empty.txt", "latin", "report", "utf16", "weird.article")
}

func TestExpandHonoursNames(t *testing.T) {
	dir := write(t, map[string]string{"gold.json": "{}", ".hidden": "x", "a.txt": "x"})
	at := func(name string) string { return filepath.Join(dir, name) }
	expect(t, listed(dir, expand(t, at("gold.json"), at(".hidden"), at("a.txt"), dir, at("./a.txt"), dir)),
		"gold.json", ".hidden", "a.txt")
}

func TestExpandFaults(t *testing.T) {
	dir := write(t, map[string]string{"empty/x.json": "{}", "full/a.txt": "x"})
	at := func(name string) string { return filepath.Join(dir, name) }
	for from, to := range map[string]string{"loop": "loop", "full/ring.txt": "ring.txt", "full/up": "..", "full/b.txt": "a.txt", "full/gone.txt": "nowhere", "full/gone": "nowhere"} {
		if err := os.Symlink(to, at(from)); err != nil {
			t.Skip(err)
		}
	}
	expect(t, listed(dir, expand(t, at("empty"), at("loop"), at("full"), at("none"), at("full/a.txt/x"), "")),
		"empty: no text or HTML files in it",
		"loop: symbolic links that lead in a circle",
		"full/a.txt",
		"full/b.txt",
		"full/gone.txt: no such file or folder",
		"full/ring.txt: symbolic links that lead in a circle",
		"none: no such file or folder",
		"full/a.txt/x: not a directory",
		": a name of no letters")
}

func TestExpandUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may read everything")
	}
	dir := write(t, map[string]string{"shut/a.txt": "x", "b.txt": "x"})
	shut := filepath.Join(dir, "shut")
	if err := os.Chmod(shut, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(shut, 0o755) })
	expect(t, listed(dir, expand(t, dir)), "b.txt", "shut: not allowed to read it")
}

func TestExpandDevices(t *testing.T) {
	if _, err := os.Stat("/dev/null"); err != nil {
		t.Skip(err)
	}
	got := listed("/", expand(t, "/dev/null"))
	if len(got) != 1 || !strings.Contains(got[0], "is a device, not a file") {
		t.Error(got)
	}
}
