package article_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Texts of about the length of a short news item, in languages that the
// encodings were made for.
const (
	russian  = "Министр обороны заявил во вторник, что войска не пересекали границу. По его словам, сообщения об этом не соответствуют действительности. Представитель соседней страны отказался от комментариев, сославшись на продолжающееся расследование."
	french   = "Le ministre a déclaré mardi que les négociations étaient terminées. L’opposition, « très inquiète », a réclamé une enquête sur les événements de février à la frontière."
	english  = "“No troops crossed,” the minister said – adding that Émile Brodský’s report was wrong… The café owner’s account, he said, cost him €20 and his good name, and nobody believed it."
	japanese = "外務省は火曜日、両国の交渉は再開されないと発表した。報道官は記者団に対し、これまでの経緯について説明を拒否した。野党は政府が国民を欺いたと非難している。"
	chinese  = "外交部发言人周二表示,两国之间的谈判不会恢复。他拒绝说明原因。反对派指责政府欺骗公众,并要求对二月份边境事件进行独立调查。"
	korean   = "외교부는 화요일 양국 간 협상이 재개되지 않을 것이라고 밝혔다. 대변인은 이유를 설명하기를 거부했다. 야당은 정부가 국민을 속였다고 비난했다."
	polish   = "Minister powiedział we wtorek, że rozmowy nie będą kontynuowane. Opozycja zażądała śledztwa w sprawie lutowych zdarzeń na granicy; źródła w rządzie milczą."
	greek    = "Ο υπουργός δήλωσε την Τρίτη ότι οι συνομιλίες δεν θα συνεχιστούν. Η αντιπολίτευση ζήτησε έρευνα για τα γεγονότα του Φεβρουαρίου στα σύνορα."
)

func encode(t *testing.T, charset, text string) []byte {
	t.Helper()
	enc, err := htmlindex.Get(charset)
	if err != nil {
		t.Fatal(err)
	}
	out, err := enc.NewEncoder().String(text)
	if err != nil {
		t.Fatalf("%s: %v", charset, err)
	}
	return []byte(out)
}

var pages = []struct{ charset, text string }{
	{"windows-1251", russian}, {"koi8-r", russian}, {"iso-8859-5", russian},
	{"windows-1252", french}, {"iso-8859-15", strings.NewReplacer("’", "'", "« ", "\"", " »", "\"").Replace(french)},
	{"windows-1252", strings.ReplaceAll(english, "ý", "y")},
	{"shift_jis", japanese}, {"euc-jp", japanese}, {"iso-2022-jp", japanese},
	{"gbk", chinese}, {"gb18030", chinese}, {"euc-kr", korean},
	{"windows-1250", polish}, {"iso-8859-2", polish}, {"windows-1253", strings.ReplaceAll(greek, "’", "'")}, {"iso-8859-7", greek},
	{"utf-8", russian},
}

func TestDecodeDeclared(t *testing.T) {
	for _, c := range pages {
		for name, page := range map[string]string{
			"meta":    `<!doctype html><html><head><meta charset="` + c.charset + `"></head><body><p>` + c.text,
			"equiv":   `<html><head><META http-equiv=Content-Type content="text/html; charset=` + strings.ToUpper(c.charset) + `"><body><p>` + c.text,
			"xml":     `<?xml version="1.0" encoding="` + c.charset + `"?><html><body><p>` + c.text,
			"unnamed": `<html><body><p>` + c.text,
		} {
			contentType := ""
			if name == "unnamed" {
				contentType = "text/html; charset=" + c.charset
			}
			got, _, err := article.Decode(encode(t, c.charset, page), contentType)
			if err != nil || !strings.Contains(got, c.text) {
				t.Errorf("%s by %s: %v\n%.300q", c.charset, name, err, got)
			}
		}
	}
}

func TestDecodeDetected(t *testing.T) {
	for _, c := range pages {
		for name, text := range map[string]string{"text": c.text, "page": "<html><head><title>a</title></head><body><div><p>" + c.text + "</p></div></body></html>"} {
			got, charset, err := article.Decode(encode(t, c.charset, text), "")
			if err != nil || got != text {
				t.Errorf("%s, %s, taken for %q: %v\n%.200q", c.charset, name, charset, err, got)
			}
		}
	}
}

func TestDecodeWide(t *testing.T) {
	for _, text := range []string{english, russian, "Kremlin: no talks planned", "<html><body><p>" + french} {
		for name, enc := range map[string]interface {
			String(string) (string, error)
		}{
			"UTF-16LE":          unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(),
			"UTF-16BE":          unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(),
			"UTF-16LE with BOM": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(),
			"UTF-16BE with BOM": unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(),
			"UTF-32LE with BOM": utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder(),
			"UTF-32BE":          utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM).NewEncoder(),
		} {
			data, err := enc.String(text)
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := article.Decode([]byte(data), "")
			if err != nil || got != text {
				t.Errorf("%s of %.20q: %v, %.60q", name, text, err, got)
			}
		}
	}
}

func TestDecodeRepairs(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"as given", "plain ASCII", "plain ASCII"},
		{"byte order mark stays", "\ufeffa “b”", "\ufeffa “b”"},
		{"Windows-1252 quotes in ASCII", "he said \x93no\x94 \x96 twice", "he said “no” – twice"},
		{"Windows-1252 in UTF-8", "“she” and “he” met \x93them\x94 at the caf\xe9", "“she” and “he” met “them” at the café"},
		{"cut off sequence", "an end of “text” and “more” \xe2\x80", "an end of “text” and “more” \ufffd\ufffd"},
		{"stray bytes", "The minister said \xff\xfe that nothing had happened there.", "The minister said \ufffd\ufffd that nothing had happened there."},
		{"lone lead byte", "The minister said \xc3( that nothing had happened there, and went home.", "The minister said \ufffd( that nothing had happened there, and went home."},
	} {
		got, _, err := article.Decode([]byte(c.in), "")
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
}

func TestDecodeHopeless(t *testing.T) {
	noise := make([]byte, 4096)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x>>24) | 1 // no NUL
	}
	for name, data := range map[string][]byte{
		"NULs":     []byte("text\x00with\x00NULs here and there, but no two alike\x00"),
		"one NUL":  []byte("<html><head><meta charset=\"x\x00\"></head><body><p>The envoy left Tarn, and “nobody” knew.</p>"),
		"last NUL": []byte(strings.Repeat("“None,” he said. ", 700) + "\x00"),
		"noise":    noise,
		"controls": []byte(strings.Repeat("\x01\x02\x03\x04ab", 50)),
	} {
		text, charset, err := article.Decode(data, "")
		if !errors.Is(err, hearsay.ErrBinary) && !errors.Is(err, hearsay.ErrEncoding) {
			t.Errorf("%s: taken for %s: %.40q, %v", name, charset, text, err)
		}
	}
}

// The same page must give the same document in whatever encoding it comes.
func TestParseEncodings(t *testing.T) {
	page := func(charset string) string {
		return `<!doctype html><html lang="en"><head><meta charset="` + charset + `"><title>Envoy leaves Tarn</title></head><body><h1>Envoy leaves Tarn</h1>` +
			"<p>The envoy of Ostrava left the town of Tarn on Tuesday, saying that the talks there had come to nothing and would not be taken up again.</p>" +
			"<p>" + english + "</p></body></html>"
	}
	want := ""
	for _, charset := range []string{"utf-8", "windows-1252", "utf-16le", "utf-16be"} {
		text := page(charset)
		data := []byte(text)
		switch charset {
		case "windows-1252":
			text = strings.ReplaceAll(text, "ý", "y")
			data = encode(t, charset, text)
		case "utf-16le", "utf-16be":
			data = encode(t, charset, text)
		}
		doc, err := article.Parse(data, article.Options{})
		if err != nil {
			t.Errorf("%s: %v", charset, err)
			continue
		}
		got := strings.ReplaceAll(doc.Text, "ý", "y")
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%s: %q, want %q", charset, got, want)
		}
	}
}
