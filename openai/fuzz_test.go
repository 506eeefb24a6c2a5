package openai

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
)

// Whatever a server answers about whatever text, what is kept stands in the text, on
// the edges of its tokens.
func FuzzAnswer(f *testing.F) {
	f.Add("“We looked,” she said, “and found nothing.”\n\nThe U.S. agreed.", `{"statements":[{"source":["she"],"cue":["said"],"content":["'We looked,'","and found nothing."]}]}`)
	f.Add("Then he said it ended … now.\n\nNo.", "<think>[</think>```json\n[{\"source\":\"he\",\"cue\":null,\"content\":{\"text\":\"it … now\"}}]\n```")
	f.Add("a\u00adb \"c' said «d», ‘e", `{"content":["a","b","a b","c","d","e"],"cue":"said"} {"content":"b"}`)
	f.Add("he said he said he said", `{"statements":[{"content":["he","he","said"],"source":"he said","cue":"said"},{"content":"he said he said`)
	f.Fuzz(func(t *testing.T, text, answer string) {
		text = strings.ToValidUTF8(text, "?")
		if len(text) > 2000 || len(answer) > 4000 {
			return
		}
		doc := &hearsay.Document{Text: text}
		at := 0
		for _, p := range strings.SplitAfter(text, "\n\n") {
			zone := hearsay.ZoneBody
			if len(p)%7 == 3 {
				zone = hearsay.ZoneFurniture
			}
			if body := strings.TrimRight(p, "\n"); body != "" {
				doc.Blocks = append(doc.Blocks, hearsay.Block{Span: hearsay.Span{Start: at, End: at + len(body)}, Zone: zone})
			}
			at += len(p)
		}
		content, err := json.Marshal(answer)
		if err != nil {
			return
		}
		_, _ = readCompletion([]byte(answer))
		rep, err := readCompletion([]byte(`{"choices":[{"message":{"content":` + string(content) + `}}]}`))
		if err != nil {
			return
		}
		var an hearsay.Analysis
		l := newLocator(&an, doc)
		for _, p := range passages(doc, 40+len(answer)%100) {
			l.read(p)
			for i := range rep.statements {
				l.add(&rep.statements[i])
			}
		}
		starts, ends := map[int]bool{}, map[int]bool{}
		for _, tok := range an.Tokens {
			starts[tok.Start], ends[tok.End] = true, true
		}
		attrs := l.attributions()
		for k := range attrs {
			a := &attrs[k]
			if why := a.Check(text); why != "" {
				t.Fatalf("%s: %+v", why, a)
			}
			for _, spans := range [...][]hearsay.Span{a.Source, a.Cue, a.Content} {
				for _, s := range spans {
					if !starts[s.Start] || !ends[s.End] {
						t.Fatalf("%v is not on the edges of tokens", s)
					}
				}
			}
			if a.Nested >= k || a.Score < 0 || a.Score > 1 || !a.Zone.Told() {
				t.Fatalf("%d: %+v", k, a)
			}
		}
	})
}
