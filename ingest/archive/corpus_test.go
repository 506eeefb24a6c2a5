package archive_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay-news/hearsay/ingest/archive"
)

// Every archive of the corpus is read or refused with a reason, record by record.
func TestCorpus(t *testing.T) {
	const (
		sha = "the block's digest does not match: it is sha1:"
		ok  = " http://example.com/ text/html 1270 bytes\n"
	)
	for name, want := range map[string]string{
		"bad.arc": `#1 error: at byte 0: "-1" is no length of a record` + "\n#2 error: at byte 202: no record follows after its 1 bytes\n",
		"example-bad-non-chunked.warc.gz": "#1 passed warcinfo\n#2 passed warcinfo\n#3" + ok + "#4 passed request\n" +
			"#5 error: 3370 bytes into what is packed at byte 0: " + sha + "W5NMHSQVKVJVH3GFFGY7J7SJNY7GMGGO, the record says sha1:DVRKRZEWKT4QEWGQOSFOA5KY5VDIWJLW\n#6 passed request\n",
		"example-bad.warc.gz.bad": "#1 passed warcinfo\n#2 http://example.com?example=1 text/html 1270 bytes\n#3 passed request\n" +
			"#4 http://example.com?example=1 text/html 1270 bytes\n#5 passed request\n#6 passed status 302\n",
		"example-digest.warc":                 "#1 passed request\n#2 passed request\n#3 passed request\n#4 passed request\n",
		"example-iana.org-chunked.warc":       "#1 passed warcinfo\n#2 http://www.iana.org/ text/html; charset=UTF-8 7223 bytes\n#3 passed request\n",
		"example-resource.warc.gz":            "#1 passed warcinfo\n#2 passed warcinfo\n#3 http://example.com/ text/html; charset=utf-8 1303 bytes\n",
		"example-space-in-target-uri.warc.gz": "#1 passed warcinfo\n#2 passed type image/png\n",
		"example-space-in-url.arc":            "#1 passed filedesc\n#2 error: at byte 151: cut off: 1579 bytes are there of 1591\n",
		"example-trunc.warc":                  "#1 passed warcinfo\n#2 passed warcinfo\n#3 error: at byte 1197: no record follows after its 973 bytes\n#4 passed request\n",
		"example-wget-bad-target-uri.warc.gz": "#1 passed warcinfo\n#2 passed request\n#3" + ok + "#4 passed metadata\n#5 passed scheme metadata\n#6 passed scheme metadata\n",
		"example-wrong-chunks.warc.gz": "#1 error: at byte 0: " + sha + "BRFEUIWEBGVFBLSIMEOIL5GDZOG3ZVLT, the record says sha1:SDZIDCNQKX2AQDX3LC6EE2YTIHVLAXUK\n" +
			"#2 passed request\n",
		"example.arc":       "#1 passed filedesc\n#2" + ok,
		"example.arc.gz":    "#1 passed filedesc\n#2" + ok,
		"example.warc":      "#1 passed warcinfo\n#2 passed warcinfo\n#3" + ok + "#4 passed request\n#5" + ok + "#6 passed request\n",
		"example.warc.gz":   "#1 passed warcinfo\n#2 passed warcinfo\n#3" + ok + "#4 passed request\n#5" + ok + "#6 passed request\n",
		"post-test.warc.gz": "#1 passed type application/json\n#2 passed request\n#3 passed type application/json\n#4 passed request\n#5 passed type application/json\n#6 passed request\n",
		"LICENSE":           "#1 error: at byte 0: no record begins here\n",
	} {
		t.Run(name, func(t *testing.T) {
			root := os.Getenv("HEARSAY_SHARED")
			if root == "" {
				root = "../../../shared"
			}
			path := filepath.Join(root, "corpora/warc", name)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Skipf("no %s: set HEARSAY_SHARED to the folder that holds corpora/", path)
			}
			if got := archive.Is("", data[:min(len(data), 512)]); got != (name != "LICENSE") {
				t.Errorf("Is says %v", got)
			}
			if got := show(path, archive.Options{}); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}
