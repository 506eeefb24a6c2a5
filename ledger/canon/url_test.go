package canon_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ledger/canon"
)

// Each line: an address, and its canonical form; "=" for itself.
const urls = `
https://example.com/news/a-long-story =
http://example.com/news/a-long-story https://example.com/news/a-long-story
HTTPS://EXAMPLE.COM/News/Story https://example.com/News/Story
https://example.com https://example.com/
https://example.com/ =
//example.com/a https://example.com/a
https://www.example.com/a https://example.com/a
https://WWW.example.co.uk/a https://example.co.uk/a
https://www.www.example.com/a https://example.com/a
https://www.gov.uk/a =
https://www2.example.com/a =
https://example.com./a https://example.com/a
https://example.com:443/a https://example.com/a
http://example.com:80/a https://example.com/a
http://example.com:0080/a https://example.com/a
http://example.com:8080/a https://example.com:8080/a
https://example.com:/a https://example.com/a
https://user:secret@example.com/a https://example.com/a
https://user@www.example.com:443/a https://example.com/a
https://bücher.example/a https://xn--bcher-kva.example/a
https://BÜCHER.example/a https://xn--bcher-kva.example/a
https://XN--BCHER-KVA.example/a https://xn--bcher-kva.example/a
https://例え.jp/a https://xn--r8jz45g.jp/a
https://ｅｘａｍｐｌｅ.com/a https://example.com/a
https://ex%61mple.com/a https://example.com/a
http://192.0.2.7/a https://192.0.2.7/a
http://[2001:DB8::0:1]:80/a https://[2001:db8::1]/a
http://localhost:8080/a https://localhost:8080/a
https://my_blog.example.com/a =
https://example.com/a#comments https://example.com/a
https://example.com/a# https://example.com/a
https://example.com/#!/story/7 =
https://example.com/a#!b#c https://example.com/a#!b%23c
https://example.com/a#! https://example.com/a
https://example.com/a#:~:text=said https://example.com/a
https://example.com/a/./b/../c https://example.com/a/c
https://example.com/../../a https://example.com/a
https://example.com/a/%2e%2e/b https://example.com/b
https://example.com/a/.. https://example.com/
https://example.com//a///b https://example.com/a/b
https://archive.example/web/2024/https://example.com/a =
https://example.com\a\b https://example.com/a/b
https://example.com/a/ https://example.com/a
https://example.com/a// https://example.com/a
https://example.com/a/?id=7 https://example.com/a?id=7
https://example.com/index.html https://example.com/
https://example.com/news/Index.HTM https://example.com/news
https://example.com/index.php?id=7 https://example.com/?id=7
https://example.com/index.php/a =
https://example.com/a/default.aspx https://example.com/a
https://example.com/%7Euser/%41%2d%5F https://example.com/~user/A-_
https://example.com/a%2fb https://example.com/a%2Fb
https://example.com/caf%c3%a9 https://example.com/caf%C3%A9
https://example.com/café https://example.com/caf%C3%A9
https://example.com/a%20b https://example.com/a%20b
https://example.com/100%-true https://example.com/100%25-true
https://example.com/100%25-true =
https://example.com/a|b"c https://example.com/a%7Cb%22c
https://example.com/a;jsessionid=0A1B https://example.com/a
https://example.com/a;b=c =
https://example.com/a?b=2&a=1 https://example.com/a?a=1&b=2
https://example.com/a?x[]=2&x[]=1 https://example.com/a?x%5B%5D=2&x%5B%5D=1
https://example.com/a?b=&&a https://example.com/a?a&b
https://example.com/a? https://example.com/a
https://example.com/a?=x https://example.com/a
https://example.com/a?q=x+y https://example.com/a?q=x%20y
https://example.com/a?q=x%2By https://example.com/a?q=x%2By
https://example.com/a?q=b?c/d =
https://example.com/a?utm_source=x&utm_medium=y https://example.com/a
https://example.com/a?UTM_Source=x https://example.com/a
https://example.com/a?id=7&amp;utm_source=x https://example.com/a?id=7
https://example.com/a?utm%5Fsource=x https://example.com/a
https://example.com/a?utm_ =
https://example.com/a?fbclid=x&gclid=y&msclkid=z https://example.com/a
https://example.com/a?mc_cid=x&mc_eid=y https://example.com/a
https://example.com/a?at_medium=RSS&at_campaign=KARANGA https://example.com/a
https://example.com/a?CMP=share_btn_tw https://example.com/a
https://example.com/a?igshid=x https://example.com/a
https://example.com/a?__twitter_impression=true https://example.com/a
https://example.com/a?ref=rss https://example.com/a
https://example.com/a?ref=12345 =
https://example.com/a?source=twitter&id=3 https://example.com/a?id=3
https://example.com/a?source=ministry =
https://example.com/?p=123 =
https://example.com/a?page=2 =
https://example.com/read?article=12&story=4&id=9 https://example.com/read?article=12&id=9&story=4
https://example.com/a?s=20&t=5 https://example.com/a?s=20&t=5
https://twitter.com/a/status/123456?s=20&t=xYz https://twitter.com/a/status/123456
https://mobile.twitter.com/a/status/123456 https://twitter.com/a/status/123456
https://www.youtube.com/watch?v=abc&feature=youtu.be&si=q https://youtube.com/watch?v=abc
https://www.nytimes.com/2024/02/07/world/a-raid-at-dawn.html?smid=tw&nl=x https://nytimes.com/2024/02/07/world/a-raid-at-dawn.html
https://www.wsj.com/articles/a-raid-at-dawn-11?mod=hp_lead https://wsj.com/articles/a-raid-at-dawn-11
https://example.com/a-raid-at-dawn?mod=hp_lead =
https://example.com/2024/02/a-raid-at-dawn/amp https://example.com/2024/02/a-raid-at-dawn
https://example.com/2024/02/a-raid-at-dawn/amp/ https://example.com/2024/02/a-raid-at-dawn
https://example.com/2024/02/a-raid-at-dawn/amp/amp https://example.com/2024/02/a-raid-at-dawn
https://example.com/raid.amp https://example.com/raid
https://example.com/raid.amp.html https://example.com/raid.html
https://example.com/amp/news/a-raid-at-dawn https://example.com/news/a-raid-at-dawn
https://www.bbc.co.uk/news/amp/world-asia-68213456 https://bbc.co.uk/news/world-asia-68213456
https://example.com/amp =
https://example.com/tag/amp =
https://example.com/amp/fender =
https://example.com/story?amp https://example.com/story
https://example.com/story?amp=1&id=7 https://example.com/story?id=7
https://example.com/story?amp=80 =
https://example.com/story?outputType=amp https://example.com/story
https://example.com/story?outputType=json =
https://amp.theguardian.com/world/2024/feb/07/a-raid-at-dawn https://theguardian.com/world/2024/feb/07/a-raid-at-dawn
https://amp.example.com/ =
https://m.example.com/a-raid-at-dawn https://example.com/a-raid-at-dawn
https://www.m.example.com/a-raid-at-dawn https://example.com/a-raid-at-dawn
https://m.example.com/ =
https://m.example.com/news =
https://mobile.example.com/phones =
https://mobile.example.com/2024/12345 https://example.com/2024/12345
https://en.m.wikipedia.org/wiki/Battle_of_the_Ridge https://en.wikipedia.org/wiki/Battle_of_the_Ridge
https://m.blogspot.com/a-raid-at-dawn =
https://mobile.de/a-raid-at-dawn =
https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a-raid-at-dawn/amp?usqp=mq33 https://example.com/a-raid-at-dawn
https://cdn.ampproject.org/v/s/amp.example.com/a-raid-at-dawn?amp_js_v=0.1 https://example.com/a-raid-at-dawn
https://x.cdn.ampproject.org/wp/s/example.com/a =
https://x.cdn.ampproject.org/wp/c/s/example.com/a https://example.com/a
https://x.cdn.ampproject.org/c/example.com/a https://example.com/a
https://x.cdn.ampproject.org/i/s/example.com/a.png =
https://www.google.com/amp/s/www.example.com/a-raid-at-dawn https://example.com/a-raid-at-dawn
https://www.google.co.uk/amp/s/example.com/a%3Fid%3D7 https://example.com/a%3Fid%3D7
https://www.google.com/amp/example.com/a https://example.com/a
https://www.google.com/amp/s/www.google.com/amp/s/example.com/a https://example.com/a
https://www.bing.com/amp/s/example.com/a https://example.com/a
https://google.com/amplify =
https://google.example.com/amp/s/a.example/b =
`

func TestURL(t *testing.T) {
	n := 0
	for line := range strings.Lines(urls) {
		if line = strings.TrimRight(line, "\n"); line == "" {
			continue
		}
		i := strings.LastIndexByte(line, ' ')
		raw, want := line[:i], line[i+1:]
		if want == "=" {
			want = raw
		}
		n++
		got, err := canon.URL(raw)
		if err != nil || got != want {
			t.Errorf("URL(%s)\n got %s, %v\nwant %s", raw, got, err, want)
			continue
		}
		if again, err := canon.URL(got); err != nil || again != got {
			t.Errorf("URL(%s) = %s, whose own is %s, %v", raw, got, again, err)
		}
	}
	if n < 80 {
		t.Errorf("%d cases", n)
	}
}

func TestURLTrims(t *testing.T) {
	for raw, want := range map[string]string{
		" \n https://example.com/a\t\n":       "https://example.com/a",
		"https://exam\nple.com/a\r\nb":        "https://example.com/ab",
		"\ufeffhttps://example.com/a b":       "https://example.com/a%20b",
		"https://example.com/a\x00\xff":       "https://example.com/a%00%FF",
		"https://example.com/a?q=\u00a0 x":    "https://example.com/a?q=%C2%A0%20x",
		"https://example.com/a?x=1#!/é":       "https://example.com/a?x=1#!/%C3%A9",
		"https://example.com/?a=1&A=2&a=0&%b": "https://example.com/?%25b&A=2&a=1&a=0",
	} {
		if got, err := canon.URL(raw); err != nil || got != want {
			t.Errorf("URL(%q) = %s, %v, want %s", raw, got, err, want)
		}
	}
}

func TestURLFaults(t *testing.T) {
	for raw, want := range map[string]error{
		"":                                  canon.ErrScheme,
		"example.com/a":                     canon.ErrScheme,
		"/a/b":                              canon.ErrScheme,
		"ftp://example.com/a":               canon.ErrScheme,
		"javascript:alert(1)":               canon.ErrScheme,
		"data:text/html,x":                  canon.ErrScheme,
		"mailto:a@example.com":              canon.ErrScheme,
		"http:example.com":                  canon.ErrScheme,
		"http://":                           canon.ErrHost,
		"http:///a":                         canon.ErrHost,
		"http://user@/a":                    canon.ErrHost,
		"http://a..b/c":                     canon.ErrHost,
		"http://exa mple.com/":              canon.ErrHost,
		"http://exa%00mple.com/":            canon.ErrHost,
		"http://example.com:99999/":         canon.ErrHost,
		"http://example.com:http/":          canon.ErrHost,
		"http://[::1/":                      canon.ErrHost,
		"http://[fe80::1%25eth0]/":          canon.ErrHost,
		"http://[1.2.3.4]/":                 canon.ErrHost,
		"http://" + strings.Repeat("a", 64): canon.ErrHost,
		"http://x.y/" + strings.Repeat("a", canon.MaxURL):                                        canon.ErrLong,
		"http://x.y/" + strings.Repeat("é", canon.MaxURL/3):                                      canon.ErrLong,
		"https://www.google.com" + strings.Repeat("/amp/s/www.google.com", 100) + "/amp/s/x.y/a": canon.ErrNested,
	} {
		if got, err := canon.URL(raw); !errors.Is(err, want) {
			t.Errorf("URL(%.60q) = %s, %v, want %v", raw, got, err, want)
		} else if len(err.Error()) > 400 {
			t.Errorf("an error of %d bytes", len(err.Error()))
		}
	}
}

// No rule that holds everywhere may take away what picks the article.
func TestURLKeepsWhatPicks(t *testing.T) {
	for _, name := range strings.Fields("id p page article articleid story storyid sid nid newsid doc docid aid cid pid post item i n v q s t key slug guid url no idx seq date d c cat section lang number a b e k u w x y z title name file path view type format output mode tid mid bid eid oid uid code ref source src from via share origin version edition") {
		for _, value := range []string{"7", "123456", "a-raid-at-dawn"} {
			raw := "https://example.com/read?" + name + "=" + value
			if got, err := canon.URL(raw); err != nil || got != raw {
				t.Errorf("URL(%s) = %s, %v", raw, got, err)
			}
		}
	}
}

func FuzzURL(f *testing.F) {
	for line := range strings.Lines(urls) {
		raw, _, _ := strings.Cut(line, " ")
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once, err := canon.URL(raw)
		if err != nil {
			return
		}
		if twice, err := canon.URL(once); err != nil || twice != once {
			t.Errorf("URL(%q) = %q, whose own is %q, %v", raw, once, twice, err)
		}
		if !strings.HasPrefix(once, "https://") || len(once) > canon.MaxURL || strings.ContainsAny(once, " \n\\\"<>") {
			t.Errorf("URL(%q) = %q", raw, once)
		}
	})
}
