package canon_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ledger/canon"
)

// page is a page with these tags in its head.
func page(tags ...string) []byte {
	return []byte("<!doctype html><html><head><title>x</title>" + strings.Join(tags, "\n") + "</head><body><p>x</p></body></html>")
}

func link(href string) string { return `<link rel="canonical" href="` + href + `">` }
func og(href string) string   { return `<meta property="og:url" content="` + href + `">` }

func TestOfPage(t *testing.T) {
	const raw = "https://www.example.com/news/a-raid-at-dawn?from=menu"
	const own = "https://example.com/news/a-raid-at-dawn?from=menu"
	const short = "https://example.com/news/a-raid-at-dawn"
	for _, c := range []struct {
		why, raw string
		page     []byte
		want     string
	}{
		{"nothing said", raw, page(), own},
		{"canonical", raw, page(link(short)), short},
		{"canonical, relative", raw, page(link("/news/a-raid-at-dawn")), short},
		{"canonical, relative to a base", raw, page(`<base href="/news/">`, link("a-raid-at-dawn")), short},
		{"canonical, without a scheme", raw, page(link("//example.com/news/a-raid-at-dawn")), short},
		{"canonical that tracks", raw, page(link(short + "?utm_source=x")), short},
		{"rel with more words", raw, page(`<LINK HREF="` + short + `" REL="Canonical shortlink">`), short},
		{"og:url", raw, page(og(short)), short},
		{"og:url by name", raw, page(`<meta name="og:url" content="` + short + `">`), short},
		{"canonical before og:url", raw, page(og("https://example.com/news/another-raid-at-dawn"), link(short)), short},
		{"og:url where canonical is the home page", raw, page(link("https://example.com/"), og(short)), short},
		{"entities", "https://example.com/read?id=7&x=1", page(`<link rel=canonical href="https://example.com/read?id=7&amp;y=2">`), "https://example.com/read?id=7&y=2"},
		{"new words in the address", "https://example.com/2024/raid-feared-at-dawn-1234567", page(link("https://example.com/2024/raid-confirmed-at-dawn-1234567")), "https://example.com/2024/raid-confirmed-at-dawn-1234567"},
		{"a subdomain", "https://edition.example.com/a-raid-at-dawn", page(link("https://www.example.com/a-raid-at-dawn")), "https://example.com/a-raid-at-dawn"},
		{"AMP", "https://example.com/amparticle/x-y-z-99999", page(), "https://example.com/amparticle/x-y-z-99999"},
		{"AMP version", "https://example.com/amparticle/x-y-z-99999", bytes.Replace(page(link("https://example.com/a-raid-at-dawn-11111")), []byte("<html>"), []byte("<html ⚡>"), 1), "https://example.com/a-raid-at-dawn-11111"},
		{"AMP cache", "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/amp/a-raid-at-dawn", bytes.Replace(page(link("https://www.example.com/news/a-raid-at-dawn")), []byte("<html>"), []byte("<html amp>"), 1), short},
		{"an article has an AMP version", raw, page(`<link rel="amphtml" href="https://amp.example.com/a-raid-at-dawn">`), own},
		{"short link", "https://example.com/?p=123", page(link("https://example.com/2024/02/a-raid-at-dawn")), "https://example.com/2024/02/a-raid-at-dawn"},

		{"home page", raw, page(link("https://www.example.com/")), own},
		{"home page of itself", "https://www.example.com/?x=1", page(link("https://www.example.com/")), "https://example.com/?x=1"},
		{"another site", raw, page(link("https://wire.example.org/a-raid-at-dawn")), own},
		{"another blog of a host", "https://one.blogspot.com/a-raid-at-dawn", page(link("https://two.blogspot.com/a-raid-at-dawn")), "https://one.blogspot.com/a-raid-at-dawn"},
		{"another council of a suffix", "https://a.gov.uk/a-raid-at-dawn", page(link("https://b.gov.uk/a-raid-at-dawn")), "https://a.gov.uk/a-raid-at-dawn"},
		{"a list that names its first article", "https://example.com/world", page(link("https://example.com/world/a-raid-at-dawn")), "https://example.com/world"},
		{"a home page that names an article", "https://example.com/", page(og("https://example.com/world/a-raid-at-dawn")), "https://example.com/"},
		{"an article that names its list", raw, page(link("https://example.com/news")), own},
		{"an article of one word that names its folder", "https://example.com/world/raid", page(link("https://example.com/world")), "https://example.com/world/raid"},
		{"two articles", "https://example.com/a-raid-at-dawn-1234567", page(link("https://example.com/the-ford-at-dusk-7654321")), "https://example.com/a-raid-at-dawn-1234567"},
		{"the parameter dropped", "https://example.com/story.php?id=7", page(link("https://example.com/story.php")), "https://example.com/story.php?id=7"},
		{"another parameter", "https://example.com/story.php?id=7", page(link("https://example.com/story.php?id=8")), "https://example.com/story.php?id=7"},
		{"two canonical links", raw, page(link(short), link("https://example.com/news/another-raid-at-dawn")), own},
		{"the same canonical link twice", raw, page(link(short), link(short)), short},
		{"in the body", raw, []byte("<html><head></head><body>" + link(short) + "</body></html>"), own},
		{"in the body, no head", raw, []byte("<p>" + link(short) + "</p>"), own},
		{"in a script", raw, page("<script>'" + link(short) + "'</script>"), own},
		{"in a comment", raw, page("<!-- " + link(short) + " -->"), own},
		{"an empty link", raw, page(link(""), og(short)), short},
		{"no address", raw, page(link("javascript:void(0)")), own},
		{"no page", raw, nil, own},
		{"no HTML", raw, []byte("\x00\xff\xfe<<<<"), own},
		{"saved page", "", page(link(short)), short},
		{"saved page, og:url", "", page(og(short)), short},
	} {
		if got, err := canon.OfPage(c.raw, c.page); err != nil || got != c.want {
			t.Errorf("%s: %s, %v, want %s", c.why, got, err, c.want)
		}
	}
}

func TestOfPageFaults(t *testing.T) {
	for raw, p := range map[string][]byte{"": page(link("/a-raid-at-dawn")), " ": page(link("https://example.com/")), "file:///tmp/a.html": page(link("https://example.com/a"))} {
		if got, err := canon.OfPage(raw, p); !errors.Is(err, canon.ErrScheme) {
			t.Errorf("OfPage(%q) = %s, %v", raw, got, err)
		}
	}
}

func FuzzOfPage(f *testing.F) {
	f.Add("https://example.com/a", page(link("https://example.com/b"), og("/c")))
	f.Add("", page(`<base href="x">`, link("//example.com/b")))
	f.Fuzz(func(t *testing.T, raw string, data []byte) {
		got, err := canon.OfPage(raw, data)
		if err != nil {
			return
		}
		if again, err := canon.URL(got); err != nil || again != got {
			t.Errorf("OfPage(%q) = %q, whose own is %q, %v", raw, got, again, err)
		}
	})
}
