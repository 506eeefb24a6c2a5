package fetch

import (
	"bytes"
	"io"
	"net/url"
	"strings"
	"testing"
)

func reads(t *testing.T, robots, path string) bool {
	t.Helper()
	u, err := url.Parse("https://outlet.example" + path)
	if err != nil {
		t.Fatal(err)
	}
	r := readRules([]byte(robots), "hearsay")
	return r.allow(u)
}

func TestRules(t *testing.T) {
	for _, c := range []struct {
		robots, path string
		allowed      bool
	}{
		{"user-agent: *\ndisallow: /a", "/a", false},
		{"user-agent: *\ndisallow: /a", "/abc", false},
		{"user-agent: *\ndisallow: /a", "/b", true},
		{"user-agent: *\ndisallow: /a/", "/a", true},
		{"user-agent: *\ndisallow: /a\nallow: /a", "/a", true},
		{"user-agent: *\ndisallow: /\nallow: /news/", "/news/1", true},
		{"user-agent: *\nallow: /news\ndisallow: /news/private", "/news/private/1", false},
		{"user-agent: *\ndisallow: /*.pdf$", "/a/b.pdf", false},
		{"user-agent: *\ndisallow: /*.pdf$", "/a/b.pdf?x", true},
		{"user-agent: *\ndisallow: /*.pdf", "/a/b.pdf?x", false},
		{"user-agent: *\ndisallow: /fish*.php", "/cat/fish.php", true},
		{"user-agent: *\ndisallow: /a$", "/a", false},
		{"user-agent: *\ndisallow: /a$", "/ab", true},
		{"user-agent: *\ndisallow: /a*b*c$", "/axbxbxc", false},
		{"user-agent: *\ndisallow: /a*bc$", "/abc", false},
		{"user-agent: *\ndisallow: /*?", "/a?b", false},
		{"user-agent: *\ndisallow: /*?", "/a", true},
		{"user-agent: *\ndisallow:", "/a", true},
		{"user-agent: *\ndisallow: /%7Ejoe", "/~joe/x", false},
		{"user-agent: *\ndisallow: /é", "/%C3%A9", false},
		{"user-agent: *\ndisallow: /a%2Fb", "/a/b", true},
		{"user-agent: *\ndisallow: private", "/private", false},
		{"disallow: /a\nuser-agent: *\ndisallow: /b", "/a", true},
		{"user-agent: *\ncrawl-delay: 10s\ndisallow: /b", "/b", false},
		{"user-agent: hear\ndisallow: /", "/a", true},
		{"user-agent: hearsay-images\ndisallow: /", "/a", true},
		{"user-agent: HEARSAY/3.0\ndisallow: /b", "/b", false},
		{"user-agent: other\nuser-agent: hearsay\ndisallow: /b", "/b", false},
		{"user-agent: hearsay\ndisallow: /b\n\nuser-agent: *\ndisallow: /", "/a", true},
		{"user-agent: hearsay\nsitemap: x\ndisallow: /a\nuser-agent: x\ndisallow: /b\nuser-agent: hearsay\ndisallow: /c", "/c", false},
		{"user-agent: hearsay\nuser-agent: *\n\n# all\ndisallow: /a # ours\n", "/a", false},
		{"\ufeffuser-agent: *\r\ndisallow: /a\r\n", "/a", false},
		{"user-agent: *\rdisallow: /a", "/a", false},
		{"user-agent: *\ndisallow: /", "/robots.txt", true},
		{"user-agent: *\ndisallow: /", "", false},
	} {
		if got := reads(t, c.robots, c.path); got != c.allowed {
			t.Errorf("%q, %s: %v", c.robots, c.path, got)
		}
	}
}

// However a robots.txt and a path are made, the answer comes at once, and is no
// other when the file ends in a line more.
func FuzzRobots(f *testing.F) {
	f.Add("user-agent: *\ndisallow: /a*b$\ncrawl-delay: 1e9", "/axb")
	f.Add("User-Agent: hearsay\nAllow: /%zz%\nDisallow: *$*", "/%25?x")
	f.Fuzz(func(t *testing.T, robots, path string) {
		u := &url.URL{Scheme: "http", Host: "a.example", Path: "/" + path}
		r := readRules([]byte(robots), "hearsay")
		again := readRules([]byte(robots+"\nsitemap: x"), "hearsay")
		if r.delay < 0 || r.allow(u) != again.allow(u) {
			t.Fatal(r)
		}
	})
}

// No stream decodes to more than the limit, or ends in another way than with its
// end or an error.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"gzip", "deflate", "br", "zstd", "gzip, br"} {
		f.Add(name, []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0})
		f.Add(name, []byte{0x28, 0xb5, 0x2f, 0xfd, 4, 0, 1, 0, 0, 0x99, 0xe9, 0xd8, 0x51})
		f.Add(name, []byte("x\x9c\x03\x00\x00\x00\x00\x01"))
	}
	f.Fuzz(func(t *testing.T, names string, data []byte) {
		raw := &rawBody{body: bytes.NewReader(data), left: 1 << 20, more: func() {}}
		out, err := undone(raw, strings.Split(names, ";"))
		if err != nil {
			return
		}
		defer out.Close()
		if _, err := io.Copy(io.Discard, io.LimitReader(out, 1<<20)); err != nil && raw.err != nil {
			t.Fatal(raw.err)
		}
	})
}
