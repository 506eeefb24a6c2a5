package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
	"github.com/hearsay-news/hearsay"
)

// maxSample bounds the text by which its language is told, in bytes.
const maxSample = 3 << 10

// english are words that every running text in English is full of and no other
// language shares. "in", "is", "was", "on" and "for" are left out: German,
// Dutch and the Scandinavian languages have them too.
var english = wordSet(`the|of|and|to|that|with|by|from|said|says|have|has|had|this|which|it|he|his|her|she|they|their|are|were|been|be|not|who|will|would|after|as|its|but|when|more|than|about`)

// language tells the language of an article: its ISO 639-1 code and its English
// name. Both are empty where the text is too short or too mixed to tell.
//
// A text in Latin letters counts as English unless everything speaks against
// it: headlines, lists of names and tables look foreign to any detector.
func language(doc *hearsay.Document) (code, name string) {
	sample := sampleOf(doc)
	latin, other, words, hits, small := 0, 0, 0, 0, 0
	start := -1
	for i, r := range sample {
		if r < 0x80 {
			if isLetter(byte(r)) {
				if start < 0 {
					start = i
				}
				latin++
				continue
			}
		} else if unicode.IsLetter(r) {
			if start < 0 {
				start = i
			}
			if unicode.Is(unicode.Latin, r) {
				latin++
			} else {
				other++
			}
			continue
		}
		if start >= 0 {
			words++
			if first, _ := utf8.DecodeRuneInString(sample[start:]); unicode.IsLower(first) {
				small++
			}
			if i-start <= 6 && english[strings.ToLower(sample[start:i])] {
				hits++
			}
			start = -1
		}
	}
	switch {
	case other > latin && other >= 12:
		info := whatlanggo.Detect(sample)
		if info.Lang == whatlanggo.Eng || info.Script == unicode.Latin {
			return "", ""
		}
		return info.Lang.Iso6391(), info.Lang.String()
	case hits*12 >= words && hits > 0:
		return "en", "English"
	case latin < 100:
		return "", ""
	}
	info := whatlanggo.Detect(sample)
	if info.Lang == whatlanggo.Eng {
		return "en", "English"
	}
	// Running text, most of whose words are no names, never does without these
	// words for as long in English. The detector may waver between two of the
	// other languages then.
	if words >= 40 && hits*100 <= words && small*2 >= words && info.Confidence >= 0.3 && info.Script == unicode.Latin {
		return info.Lang.Iso6391(), info.Lang.String()
	}
	// Ten words in a hundred of these are few even for a table; one in fifty,
	// with a detector that is sure, means another language.
	if hits*25 >= words || info.Confidence < 0.8 || !info.IsReliable() || info.Script != unicode.Latin {
		return "", ""
	}
	return info.Lang.Iso6391(), info.Lang.String()
}

// sampleOf is the start of the story's text, its body first.
func sampleOf(doc *hearsay.Document) string {
	var b strings.Builder
	for _, body := range [...]bool{true, false} {
		for _, bl := range doc.Blocks {
			if !bl.Zone.Told() || (bl.Zone == hearsay.ZoneBody) != body {
				continue
			}
			s := firstBytes(doc.Text[bl.Start:bl.End], maxSample-b.Len())
			b.WriteString(s)
			b.WriteByte('\n')
			if b.Len() >= maxSample {
				return b.String()
			}
		}
	}
	return b.String()
}
