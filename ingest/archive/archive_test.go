package archive_test

import (
	"bytes"
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"github.com/hearsay-news/hearsay/ingest/archive"
)

// file makes a file of the given name and content.
func file(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// show puts each record of an archive on a line: its page, why it is none, or what
// is wrong.
func show(path string, opts archive.Options) string {
	var b strings.Builder
	opts.Passed = func(name, why string) { fmt.Fprintf(&b, "%s passed %s\n", strings.TrimPrefix(name, path), why) }
	for item, err := range archive.Items(context.Background(), path, opts) {
		b.WriteString(strings.TrimPrefix(item.Name, path))
		if err != nil {
			fmt.Fprintf(&b, " error: %v\n", err)
		} else {
			size := fmt.Sprintf("%d bytes", len(item.Data))
			if len(item.Data) < 20 {
				size = fmt.Sprintf("%q", item.Data)
			}
			fmt.Fprintf(&b, " %s %s %s\n", item.URL, item.Type, size)
		}
	}
	return b.String()
}

// record makes a WARC record; fields are lines of its header.
func record(kind, block string, fields ...string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, lines(fields), len(block), block)
}

func lines(fields []string) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(f + "\r\n")
	}
	return b.String()
}

// http makes a response of status 200.
func http(body string, fields ...string) string {
	return "HTTP/1.1 200 OK\r\n" + lines(fields) + "\r\n" + body
}

const (
	html = "Content-Type: text/html"
	url  = "WARC-Target-URI: https://a.example/"
)

// page makes a record of an HTML page.
func page(body string, fields ...string) string {
	return record("response", http(body, html), append([]string{url}, fields...)...)
}

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func zst(s string) string {
	w, _ := zstd.NewWriter(nil)
	return string(w.EncodeAll([]byte(s), nil))
}

func base32sha1(s string) string {
	sum := sha1.Sum([]byte(s))
	return base32.StdEncoding.EncodeToString(sum[:])
}

func hexsha256(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// check holds what becomes of an archive against what should.
func check(t *testing.T, name, content, want string) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Helper()
		if got := show(file(t, "a.warc", content), archive.Options{MaxBytes: 1 << 20}); got != want {
			t.Errorf("got:\n%s\nwant:\n%s", got, want)
		}
	})
}

const one = "#1 https://a.example/ text/html \"<p>One\"\n"

func TestRecords(t *testing.T) {
	at0 := "#1 error: at byte 0: "
	check(t, "a page", page("<p>One"), one)
	check(t, "brackets", record("response", http("<p>One", html), "WARC-Target-URI: <https://a.example/>"), one)
	check(t, "a resource", record("resource", "<p>One", url, html), one)
	check(t, "text", record("resource", "One", url, "Content-Type: text/plain"), "#1 https://a.example/ text/plain \"One\"\n")
	check(t, "no type", record("response", http("<html>One"), url), "#1 https://a.example/  \"<html>One\"\n")
	check(t, "no type and no HTML", record("response", http("One"), url), "#1 passed no type\n")
	check(t, "other types", record("response", http("{}", "Content-Type: application/json"), url), "#1 passed type application/json\n")
	check(t, "other statuses", record("response", "HTTP/1.1 404 Not Found\r\n"+html+"\r\n\r\n<p>One", url), "#1 passed status 404\n")
	check(t, "empty", page(" \n"), "#1 passed empty\n")
	check(t, "robots.txt", record("response", http("One", "Content-Type: text/plain"), "WARC-Target-URI: https://a.example/robots.txt"), "#1 passed robots.txt\n")
	check(t, "other schemes", record("resource", "One", "WARC-Target-URI: urn:x", "Content-Type: text/plain"), "#1 passed scheme urn\n")
	check(t, "line feeds alone", "WARC/1.0\nWARC-Type: resource\n"+html+"\n"+url+"\nContent-Length: 6\n\n<p>One\n\n", one)
	check(t, "WARC in a page", page("<p>\nWARC/1.0\r\nWARC-Type: x\r\n"), "#1 https://a.example/ text/html 28 bytes\n")
	check(t, "no type of record", record("", "x"), at0+"the record states no WARC-Type\n")
	check(t, "no HTTP", record("response", "<p>One", url), at0+"its block is no HTTP response\n")
	check(t, "no status", record("response", "HTTP/1.1 OK\r\n\r\n", url), at0+"its HTTP response has no status: \"HTTP/1.1 OK\\r\"\n")
	check(t, "NULs in the URL", record("resource", "x", "WARC-Target-URI: https://a.example/\x00", html), at0+"its URL is none: \"https://a.example/\\x00\"\n")
	check(t, "cut off by the crawler", page("<p>One", "WARC-Truncated: length"), at0+"the crawler left the record cut off (\"length\")\n")
	check(t, "in segments", page("<p>One", "WARC-Segment-Number: 1"), at0+"the record goes on in others (WARC-Segment-Number), which is not supported\n")
	check(t, "short", record("response", http("<p>One", html, "Content-Length: 1000000000"), url), at0+"its page is cut off: 6 bytes are there of 1000000000\n")
	check(t, "short by a digest", record("response", http("<p>One", html, "Content-Length: 7"), url, "WARC-Payload-Digest: sha1:"+base32sha1("<p>One")), one)
	check(t, "too large", page(strings.Repeat("x", 2<<20))+page("<p>One"), at0+"a record of 2097196 bytes, at most 1048576 are read\n#2"+one[2:])
	check(t, "too large and no page", record("response", http(strings.Repeat("x", 2<<20), "Content-Type: video/mp4"), url), "#1 passed type video/mp4\n")
	check(t, "an endless HTTP header", record("response", http("", html, "X: "+strings.Repeat("x", 100_000)), url), at0+"an HTTP header of more than 65536 bytes\n")
	check(t, "nothing", "", " error: the archive is empty\n")
}

func TestDigests(t *testing.T) {
	sum := base32sha1("<p>One")
	block := http("<p>One", html)
	for _, good := range []string{
		"WARC-Payload-Digest: sha1:" + sum, "WARC-Payload-Digest: SHA-1:" + strings.ToLower(sum),
		"WARC-Payload-Digest: sha256:" + hexsha256("<p>One"), "WARC-Payload-Digest: sha-256:" + strings.ToUpper(hexsha256("<p>One")),
		"WARC-Block-Digest: sha1:" + base32sha1(block), "WARC-Payload-Digest: blake3:00", "WARC-Payload-Digest: x",
	} {
		check(t, good, page("<p>One", good), one)
	}
	check(t, "a wrong payload", page("<p>One", "WARC-Payload-Digest: sha1:"+base32sha1("x"))+page("<p>One"),
		"#1 error: at byte 0: the payload's digest does not match: it is sha1:"+sum+", the record says sha1:"+base32sha1("x")+"\n#2"+one[2:])
	check(t, "a wrong block", page("<p>One", "WARC-Block-Digest: sha256:"+hexsha256("x")),
		"#1 error: at byte 0: the block's digest does not match: it is sha256:"+hexsha256(block)+", the record says sha256:"+hexsha256("x")+"\n")
	chunked := "6\r\n<p>One\r\n0\r\n\r\n"
	for _, of := range []string{chunked, "<p>One"} {
		check(t, "of a body in chunks", record("response", http(chunked, html, "Transfer-Encoding: chunked"), url, "WARC-Payload-Digest: sha1:"+base32sha1(of)), one)
	}
	for item, err := range archive.Items(context.Background(), file(t, "a.warc", page("x", "WARC-Payload-Digest: sha1:x")), archive.Options{}) {
		if !errors.Is(err, archive.ErrDigest) {
			t.Errorf("%s: %v", item.Name, err)
		}
	}
}

func TestBodies(t *testing.T) {
	var br, raw, zl bytes.Buffer
	for _, w := range []interface {
		Write([]byte) (int, error)
		Close() error
	}{brotli.NewWriter(&br), first(flate.NewWriter(&raw, 6)), zlib.NewWriter(&zl)} {
		w.Write([]byte("<p>One"))
		w.Close()
	}
	body := func(name, body, want string, fields ...string) {
		t.Helper()
		check(t, name, record("response", http(body, append(fields, html)...), url)+page("<p>One"), want+"#2"+one[2:])
	}
	packed := "Content-Encoding: "
	chunked := "Transfer-Encoding: chunked"
	bad := "#1 error: at byte 0: "
	body("gzip", gz("<p>One"), one, packed+"gzip")
	body("deflate", zl.String(), one, packed+"deflate")
	body("deflate without zlib", raw.String(), one, packed+"deflate")
	body("br", br.String(), one, packed+"br")
	body("zstd", zst("<p>One"), one, packed+"zstd")
	body("twice", zst(gz("<p>One")), one, packed+"gzip, zstd")
	body("gzip and chunks", "3\r\n"+gz("<p>One")[:3]+"\r\n"+fmt.Sprintf("%x;x=y\r\n", len(gz("<p>One"))-3)+gz("<p>One")[3:]+"\r\n0\r\n\r\n", one, chunked, packed+"gzip")
	body("unpacked already", "<p>One", one, packed+"gzip", chunked)
	body("unpacked already, br", "<html>One", "#1 https://a.example/ text/html \"<html>One\"\n", packed+"br")
	body("something after it", gz("<p>One")+"garbage more", one, packed+"gzip")
	body("gzip, cut off", gz("<p>One")[:20], bad+"its page is cut off: gzip ends after 5 bytes\n", packed+"gzip")
	body("unknown", "xx", bad+"unpack its page: the encoding \"compress\" is not known\n", packed+"compress")
	body("too often", "xx", bad+"its page is packed 5 times, at most 4 are undone\n", packed+"gzip,gzip,gzip,gzip,gzip")
	body("a bomb", gz(strings.Repeat("\x00", 2<<20)), bad+"its page unpacks to too much: more than 1048576 bytes of "+fmt.Sprint(len(gz(strings.Repeat("\x00", 2<<20))))+"\n", packed+"gzip")
	body("a large chunk", "ffff\r\n<p>One\r\n0\r\n\r\n", bad+"its chunks are cut off after 13 bytes\n", chunked)
	body("a small chunk", "3\r\n<p>One\r\n0\r\n\r\n", bad+"join its chunks: malformed chunked encoding after 3 bytes\n", chunked)
	body("a huge chunk", "fffffffffffffffff\r\n<p>One\r\n0\r\n\r\n", bad+"join its chunks: http chunk length too large after 0 bytes\n", chunked)
	body("no last chunk", "6\r\n<p>One\r\n", bad+"its chunks are cut off after 6 bytes\n", chunked)
}

func first[T any](v T, _ error) T { return v }

// What is damaged takes itself with it, and the next record is found.
func TestResync(t *testing.T) {
	two := "#2" + one[2:]
	for _, c := range []struct{ name, bad, want string }{
		{"a long length", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 1000000000\r\n\r\n0123456789\r\n\r\n", "cut off: 158 bytes are there of 1000000000"},
		{"a length into the next", "WARC/1.0\r\nWARC-Type: resource\r\n" + url + "\r\n" + html + "\r\nContent-Length: 20\r\n\r\n0123456789\r\n\r\n", "no record follows after its 20 bytes"},
		{"a short length", "WARC/1.0\r\nWARC-Type: resource\r\n" + url + "\r\n" + html + "\r\nContent-Length: 5\r\n\r\n0123456789\r\n\r\n", "no record follows after its 5 bytes"},
		{"a negative length", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: -1\r\n\r\n0123456789\r\n\r\n", `"-1" is no length of a record`},
		{"a signed length", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: +10\r\n\r\n0123456789\r\n\r\n", `"+10" is no length of a record`},
		{"a huge length", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99999999999999999999\r\n\r\n0123456789\r\n\r\n", `"99999999999999999999" is no length of a record`},
		{"two lengths", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 10\r\nContent-Length: 11\r\n\r\n0123456789\r\n\r\n", `the record states two lengths, "10" and "11"`},
		{"no length", "WARC/1.0\r\nWARC-Type: resource\r\n\r\n0123456789\r\n\r\n", "the record states no Content-Length"},
		{"an endless line", "WARC/1.0\r\nX: " + strings.Repeat("x", 300_000) + "\r\n\r\n", "a header of more than 65536 bytes"},
		{"endless lines", "WARC/1.0\r\n" + strings.Repeat("X: y\r\n", 50_000) + "\r\n", "a header of more than "},
		{"rubbish", "rubbish\x00\r\nmore\r\n", "no record begins here"},
		{"an ARC record with a bad length", "http://a.example/ 1.2.3.4 20240206114000 text/html -5\nxx\n", `"-5" is no length of a record`},
	} {
		for _, pack := range []func(string) string{func(s string) string { return s }, gz, zst} {
			got := show(file(t, "a.warc", pack(c.bad+page("<p>One"))), archive.Options{})
			if first, rest, _ := strings.Cut(got, "\n"); !strings.HasPrefix(first, "#1 error: at byte 0: "+c.want) || rest != two {
				t.Errorf("%s: got:\n%s", c.name, got)
			}
		}
	}
}

// Members are boundaries: of gzip, and the frames of Zstandard.
func TestMembers(t *testing.T) {
	damaged := func(s string) string { // in the middle of what is packed
		b := []byte(s)
		for i := len(b) / 2; i < len(b)/2+4; i++ {
			b[i] ^= 0xFF
		}
		return string(b)
	}
	three := func(n int) string { return fmt.Sprintf("#%d%s", n, one[2:]) }
	for name, pack := range map[string]func(string) string{"gzip": gz, "zstd": zst} {
		good := pack(page("<p>One"))
		for _, c := range []struct{ name, content, want string }{
			{"one each", good + good + good, three(1) + three(2) + three(3)},
			{"many in one", pack(page("<p>One") + page("<p>One")), three(1) + three(2)},
			{"one in many", pack(page("<p>One")[:20]) + pack(page("<p>One")[20:50]) + pack(page("<p>One")[50:]) + good, three(1) + three(2)},
			{"padding", good + strings.Repeat("\x00", 5000), three(1)},
			{"a bad record", pack("WARC/1.0\r\nContent-Length: x\r\n\r\n") + good, "#1 error: at byte 0: \"x\" is no length of a record\n" + three(2)},
			{"a lying length", pack("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 1000\r\n\r\nx") + good, "#1 error: at byte 0: cut off: 1 bytes are there of 1000\n" + three(2)},
		} {
			if got := show(file(t, "a.warc.gz", c.content), archive.Options{}); got != c.want {
				t.Errorf("%s, %s: got:\n%s\nwant:\n%s", name, c.name, got, c.want)
			}
		}
		for _, bad := range []string{damaged(good), "\x1f\x8b\x08\xff", "\x28\xb5\x2f\xfd\x00\x00", "rubbish"} {
			got := show(file(t, "a.warc.gz", good+bad+good), archive.Options{})
			if !strings.HasPrefix(got, three(1)+fmt.Sprintf("#2 error: at byte %d: ", len(good))) || !strings.HasSuffix(got, "\n"+three(3)) || strings.Count(got, "\n") != 3 {
				t.Errorf("%s, damaged %.8q: got:\n%s", name, bad, got)
			}
		}
		for cut := 1; cut < len(good); cut += 5 {
			got := show(file(t, "a.warc.gz", good+good[:cut]), archive.Options{})
			whole := strings.HasPrefix(got, three(1)) && strings.Count(got, "\n") == 2
			if !whole || !strings.Contains(got, fmt.Sprintf("#2 error: at byte %d: ", len(good))) {
				t.Errorf("%s, cut off after %d of %d: got:\n%s", name, cut, len(good), got)
				break
			}
		}
	}
	long := page("<p>One") + page("<p>One")
	for cut := len(long)/2 + 1; cut < len(long)-4; cut++ {
		got := show(file(t, "a.warc", long[:cut]), archive.Options{})
		if !strings.HasPrefix(got, three(1)+fmt.Sprintf("#2 error: at byte %d: ", len(long)/2)) || !strings.Contains(got, "cut off") {
			if cut > len(long)/2+8 {
				t.Errorf("cut off after %d of %d: got:\n%s", cut, len(long), got)
				break
			}
		}
	}
}

// Archives of the Archive Team put a dictionary before their records.
func TestDictionary(t *testing.T) {
	var samples [][]byte
	for i := range 200 {
		samples = append(samples, []byte(page(fmt.Sprintf("<p>One, two, three: %d and %d", i, i*i))))
	}
	dict, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: samples, History: bytes.Join(samples[:20], nil), Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderDict(dict))
	if err != nil {
		t.Fatal(err)
	}
	frame := string(w.EncodeAll([]byte(page("<p>One")), nil))
	for _, dict := range []string{string(dict), zst(string(dict))} {
		head := string([]byte{0x5D, 0x2A, 0x4D, 0x18, byte(len(dict)), byte(len(dict) >> 8), byte(len(dict) >> 16), 0})
		if got := show(file(t, "a.warc.zst", head+dict+frame+frame), archive.Options{}); got != one+"#2"+one[2:] {
			t.Errorf("got:\n%s", got)
		}
	}
	if got := show(file(t, "a.warc.zst", frame), archive.Options{}); !strings.HasPrefix(got, "#1 error: at byte 0: ") {
		t.Errorf("without it: %s", got)
	}
	if got := show(file(t, "a.warc.zst", "\x5D\x2A\x4D\x18\xFF\xFF\xFF\xFF"), archive.Options{}); !strings.Contains(got, "read the dictionary: 4294967295 bytes") {
		t.Errorf("a huge one: %s", got)
	}
}

func TestRevisits(t *testing.T) {
	sum := "WARC-Payload-Digest: sha1:" + base32sha1("<p>One")
	first := page("<p>One", "WARC-Record-ID: <urn:1>", "WARC-Date: 2024-02-06T11:40:00Z", sum)
	again := func(fields ...string) string {
		return record("revisit", http("", html), append([]string{"WARC-Target-URI: https://a.example/again", "WARC-Date: 2024-02-07T11:40:00Z"}, fields...)...)
	}
	found := " https://a.example/again text/html \"<p>One\"\n"
	for _, c := range []struct{ name, content, want string }{
		{"by its ID", first + again("WARC-Refers-To: <urn:1>"), one + "#2" + found},
		{"by its URL and date", first + again("WARC-Refers-To-Target-URI: https://a.example/", "WARC-Refers-To-Date: 2024-02-06T11:40:00Z"), one + "#2" + found},
		{"by its digest", first + again(sum), one + "#2" + found},
		{"of a revisit", first + again(sum, "WARC-Record-ID: <urn:2>") + again("WARC-Refers-To: <urn:2>"), one + "#2" + found + "#3" + found},
		{"without a block", first + record("revisit", "", "WARC-Target-URI: https://a.example/again", sum), one + "#2" + found},
		{"of status 304", first + record("revisit", "HTTP/1.1 304 Not Modified\r\n\r\n", "WARC-Target-URI: https://a.example/again", "WARC-Refers-To: <urn:1>", "WARC-Payload-Digest: sha1:"+base32sha1("")), one + "#2" + found},
		{"of a later one", again("WARC-Refers-To: <urn:1>") + first, "#1 error: at byte 0: the record it stands for is not before it in this archive: WARC-Refers-To <urn:1>\n#2" + one[2:]},
		{"of itself", again("WARC-Refers-To: <urn:1>", "WARC-Record-ID: <urn:1>"), "#1 error: at byte 0: the record it stands for is not before it in this archive: WARC-Refers-To <urn:1>\n"},
		{"in a circle", again("WARC-Refers-To: <urn:2>", "WARC-Record-ID: <urn:1>") + again("WARC-Refers-To: <urn:1>", "WARC-Record-ID: <urn:2>"),
			"#1 error: at byte 0: the record it stands for is not before it in this archive: WARC-Refers-To <urn:2>\n#2 error: at byte 250: the record it stands for is not before it in this archive: WARC-Refers-To <urn:1>\n"},
		{"of nothing", again(), "#1 error: at byte 0: the record it stands for is not before it in this archive: it does not say which that is\n"},
		{"of no page", record("response", http("{}", "Content-Type: application/json"), url, "WARC-Record-ID: <urn:1>") + again("WARC-Refers-To: <urn:1>"), "#1 passed type application/json\n#2 passed revisit of what is no article\n"},
		{"of an image", record("revisit", http("", "Content-Type: image/png"), url), "#1 passed type image/png\n"},
		{"with another digest", first + again("WARC-Refers-To: <urn:1>", "WARC-Payload-Digest: sha1:"+base32sha1("x")),
			one + "#2 error: at byte 274: the record it stands for, PATH#1: the payload's digest does not match: it is sha1:" + base32sha1("<p>One") + ", the record says sha1:" + base32sha1("x") + "\n"},
		{"of a bad one", page("<p>One", "WARC-Record-ID: <urn:1>", "WARC-Payload-Digest: sha1:"+base32sha1("x")) + again("WARC-Refers-To: <urn:1>"), ""},
	} {
		for _, pack := range []func(string) string{func(s string) string { return s }, gz, zst, each} {
			path := file(t, "a.warc", pack(c.content))
			got := show(path, archive.Options{})
			if c.want == "" {
				if !strings.Contains(got, "the record it stands for, "+path+"#1, could not be read\n") {
					t.Errorf("%s: got:\n%s", c.name, got)
				}
				continue
			}
			want := strings.ReplaceAll(c.want, "PATH", path)
			if at(got) != at(want) {
				t.Errorf("%s: got:\n%s\nwant:\n%s", c.name, got, want)
			}
		}
	}
}

// at leaves the places out of what show says.
func at(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if before, rest, ok := strings.Cut(line, " error: "); ok {
			_, rest, _ = strings.Cut(rest, ": ")
			line = before + " error: " + rest
		}
		b.WriteString(line)
	}
	return b.String()
}

// each packs every record by itself.
func each(s string) string {
	var b strings.Builder
	for i, rec := range strings.Split(s, "WARC/1.1\r\n") {
		if i > 0 {
			b.WriteString(gz("WARC/1.1\r\n" + rec))
		}
	}
	return b.String()
}

func TestARC(t *testing.T) {
	const desc = "filedesc://a.arc 0.0.0.0 20240206114000 text/plain 6\n1 0 x\n\n"
	arc := func(head, block string) string { return fmt.Sprintf("%s %d\n%s\n", head, len(block), block) }
	check(t, "version 1", desc+arc("https://a.example/ 1.2.3.4 20240206114000 text/html", http("<p>One", html)), "#1 passed filedesc\n#2"+one[2:])
	check(t, "version 2", desc+arc("https://a.example/ 1.2.3.4 20240206114000 text/html 200 - - 77 a.arc", http("<p>One", html)), "#1 passed filedesc\n#2"+one[2:])
	check(t, "spaces in the URL", desc+arc("https://a.example/a b c 1.2.3.4 20240206114000 text/html", http("<p>One")), "#1 passed filedesc\n#2 https://a.example/a b c text/html \"<p>One\"\n")
	check(t, "not HTTP", desc+arc("dns:a.example 1.2.3.4 20240206114000 text/dns", "x"), "#1 passed filedesc\n#2 passed scheme dns\n")
	check(t, "no HTTP header", desc+arc("https://a.example/ 1.2.3.4 20240206114000 text/html", "<p>One"), "#1 passed filedesc\n#2"+one[2:])
	for item := range archive.Items(context.Background(), file(t, "a.arc", desc+arc("https://a.example/ - 201402160502211 text/html", http("<p>One"))), archive.Options{}) {
		if got := item.Retrieved.String(); got != "2014-02-16 05:02:21 +0000 UTC" {
			t.Error(got)
		}
	}
}

// A small file that unpacks to a large one is not read to its end.
func TestBombs(t *testing.T) {
	bomb := page(strings.Repeat("\x00", 30<<20))
	good := gz(page("<p>One"))
	got := show(file(t, "a.warc.gz", good+gz(bomb)+good), archive.Options{})
	if !strings.HasPrefix(got, one+"#2 error: ") || !strings.Contains(got, "it unpacks to too much: ") || !strings.HasSuffix(got, "\n#3"+one[2:]) {
		t.Errorf("gzip: %s", got)
	}
	got = show(file(t, "a.warc.zst", zst(page("<p>One"))+zst(bomb)+zst(page("<p>One"))), archive.Options{})
	if !strings.HasPrefix(got, one+"#2 error: ") || !strings.HasSuffix(got, "\n#3"+one[2:]) {
		t.Errorf("zstd: %s", got)
	}
}

// No more than a record is held, however many there are.
func TestManyRecords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.warc.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	const n = 20_000
	filler := strings.Repeat("<p>Ten words that every page has, more or less.</p>\n", 25)
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	for i := range n {
		b.Reset()
		w.Reset(&b)
		fmt.Fprint(w, page(fmt.Sprintf("<p>Page %d %s", i, filler), fmt.Sprintf("WARC-Record-ID: <urn:%d>", i)))
		w.Close()
		f.Write(b.Bytes())
	}
	f.Close()
	var stats runtime.MemStats
	got, most := 0, uint64(0)
	for item, err := range archive.Items(context.Background(), path, archive.Options{}) {
		if err != nil || !bytes.HasPrefix(item.Data, fmt.Appendf(nil, "<p>Page %d ", got)) {
			t.Fatalf("%s: %v", item.Name, err)
		}
		if got++; got%2000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&stats)
			most = max(most, stats.HeapAlloc)
		}
	}
	if got != n {
		t.Errorf("%d records", got)
	}
	if most > 16<<20 {
		t.Errorf("%d MB in use", most>>20)
	}
}

func TestStops(t *testing.T) {
	path := file(t, "a.warc", page("<p>One")+page("<p>One")+page("<p>One"))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	var last error
	for _, err := range archive.Items(ctx, path, archive.Options{}) {
		n, last = n+1, err
		cancel()
	}
	if n != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d items, the last with %v", n, last)
	}
	for range archive.Items(context.Background(), path, archive.Options{}) {
		break
	}
	for _, err := range archive.Items(context.Background(), filepath.Join(t.TempDir(), "none.warc"), archive.Options{}) {
		if !errors.Is(err, os.ErrNotExist) {
			t.Error(err)
		}
	}
}

func TestIs(t *testing.T) {
	for _, c := range []struct {
		path, head string
		want       bool
	}{
		{"a.warc", "", true}, {"A.WARC.GZ", "", true}, {"a.warc.zst", "", true}, {"a.wacz", "", true}, {"a.arc.gz", "", true},
		{"a.arc", "ArC\x01", false}, {"a", "filedesc://a 0", true}, {"a", "WARC/1.0\r\n", true},
		{"a", gz("WARC/1.0\r\n"), true}, {"a", gz(page("x"))[:100], true}, {"a", gz("text"), false}, {"a", zst("WARC/1.0\r\n"), true},
		{"a.zip", "PK\x03\x04", false}, {"a.gz", "\x1f\x8b", false}, {"a.txt", "WARC", false}, {"", "", false},
	} {
		if got := archive.Is(c.path, []byte(c.head)); got != c.want {
			t.Errorf("Is(%q, %.20q) = %v", c.path, c.head, got)
		}
	}
}

func FuzzItems(f *testing.F) {
	sum := "WARC-Payload-Digest: sha1:" + base32sha1("<p>One")
	f.Add([]byte(page("<p>One", sum) + record("revisit", http("", html), url, sum) + "rubbish\n" + page("<p>Two")))
	f.Add([]byte(gz(page("<p>One", sum)) + gz(record("revisit", http("", html), url, sum)) + gz(page("<p>Two"))))
	f.Add([]byte(zst(page("<p>One", sum)) + zst(record("revisit", http("", html), url, sum)) + zst(page("<p>Two"))))
	f.Add([]byte(record("response", http("6\r\n<p>One\r\n0\r\n\r\n", html, "Transfer-Encoding: chunked"), url)))
	f.Add([]byte(record("response", http(gz("<p>One"), html, "Content-Encoding: gzip"), url)))
	f.Add([]byte("filedesc://a.arc 0.0.0.0 20240206114000 text/plain 6\n1 0 x\n\nhttps://a.example/ 1.2.3.4 20240206114000 text/html 6\n<p>One\n"))
	f.Add([]byte(wacz(map[string]string{"archive/a.warc": page("<p>One")}, true)))
	f.Fuzz(func(t *testing.T, data []byte) {
		archive.Is("", data)
		names := make(map[string]bool)
		count := func(name string) {
			if name == "" || names[name] {
				t.Errorf("%q comes twice", name)
			}
			names[name] = true
		}
		opts := archive.Options{MaxBytes: 1 << 20, Passed: func(name, _ string) { count(name) }}
		for item := range archive.Items(context.Background(), file(t, "a", string(data)), opts) {
			count(item.Name)
		}
	})
}
