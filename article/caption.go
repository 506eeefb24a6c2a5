package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// photoAgencies end the credits of pictures, in lower case.
var photoAgencies = wordList(`getty images|getty|reuters|afp|ap|ap photo|associated press|the associated press|epa|epa-efe|efe|shutterstock|pa|pa wire|pa images|alamy|bloomberg|zuma|xinhua|kyodo|yonhap|tass|anadolu|anadolu agency|nurphoto|sipa|sipa usa|rex|imago|dpa|upi|ukrinform|istock|unsplash|wikimedia commons|file photo|archive|handout|staff`)

// captionStart begin the captions of pictures, in lower case.
var captionStart = wordList(`📷|🎥|📸|photo: |photo by |photograph: |photograph by |photographs: |image: |image credit: |picture: |pictured: |pictured above: |file photo|file - |file – |file — |file: |video: |above: |caption: |in this image |in this file photo|in this photo |credit: |photo credit: |image source, |illustration: |media caption|image caption`)

// caption reports whether a paragraph is a picture's caption or credit. Most
// show it by how they end: in the name of an agency or photographer after the
// last sentence.
func caption(s string) bool {
	if len(s) > 700 || s == "" {
		return false
	}
	head := strings.ToLower(firstBytes(s, 24))
	for _, p := range captionStart {
		if strings.HasPrefix(head, p) {
			return true
		}
	}
	s = strings.TrimRight(s, " .")
	if strings.HasSuffix(s, ")") || strings.HasSuffix(s, "]") {
		i := max(strings.LastIndexByte(s, '('), strings.LastIndexByte(s, '['))
		return i >= 0 && pictureCredit(strings.Trim(s[i:], "()[] "), true)
	}
	if i := creditMark(s); i >= 0 {
		return true
	}
	tail := lastClause(s)
	return tail != "" && tail != s && pictureCredit(tail, false)
}

// creditMark finds "Photograph: X/Y" and its like in the latter part of s, after
// the end of a sentence; it gives -1 where there is none.
func creditMark(s string) int {
	// Its names are short, so that the end of the paragraph is all to look at.
	const reach = 130
	from := max(0, len(s)-reach)
	if strings.IndexByte(s[from:], ':') < 0 && !strings.Contains(s[from:], "by ") && !strings.Contains(s[from:], "© ") && !strings.Contains(s[from:], "Court") {
		return -1
	}
	for _, m := range [...]string{"Photograph: ", "Photo: ", "Credit: ", "Photo by ", "Image: ", "Picture: ", "Photo credit: ", "Photograph by ", "Image credit: ", "Photos: ", "Source: ", "© ", "Courtesy of ", "Courtesy: "} {
		i := strings.LastIndex(s[from:], m)
		if i < 0 || from+i == 0 {
			continue
		}
		i += from
		before := strings.TrimRight(s[:i], " \u00a0\n")
		if before != "" && (endsSentence(before) || strings.HasSuffix(before, "|")) && nameish(s[i+len(m):]) {
			return i
		}
	}
	return -1
}

// lastClause is what follows the last sentence of s, up to 80 bytes: the place
// where a picture's credit stands.
func lastClause(s string) string {
	i := -1
	for k := len(s) - 2; k >= 0 && k >= len(s)-84 && i < 0; k-- {
		if next := s[k+1]; next != ' ' && next != '\n' && next != 0xc2 {
			continue
		}
		switch s[k] {
		case '.':
			if !initial(s[:k]) {
				i = k
			}
		case '?', '|', '!':
			i = k
		case '"', 0x9d: // the latter is the last byte of a closing quotation mark
			if endsSentence(s[:k+1]) {
				i = k
			}
		}
	}
	if i < 0 {
		return ""
	}
	tail := s[i+1:]
	_, size := utf8.DecodeRuneInString(tail)
	tail = strings.TrimLeft(tail[size:], " \n\u00a0")
	if len(tail) > 80 {
		return ""
	}
	return tail
}

// initial reports whether s ends in a single capital, so that the full stop
// behind it ends no sentence.
func initial(s string) bool {
	n := len(s)
	return n > 0 && s[n-1] >= 'A' && s[n-1] <= 'Z' && (n == 1 || s[n-2] == ' ' || s[n-2] == '.')
}

// pictureCredit reports whether s credits a picture: "KCNA via Reuters", "AP
// Photo/Name", "Image: Echo archive", "Name/Outlet".
func pictureCredit(s string, bracketed bool) bool {
	if s == "" || len(s) > 90 || !nameish(s) {
		return false
	}
	low := strings.ToLower(s)
	if strings.HasPrefix(low, "image:") || strings.HasPrefix(low, "photo") || strings.HasPrefix(low, "picture:") || strings.HasPrefix(low, "credit:") || strings.HasPrefix(low, "ap photo") || strings.HasPrefix(low, "getty") {
		return true
	}
	if head, tail, ok := strings.Cut(s, " via "); ok {
		return nameish(head) && nameish(tail) && upperWord(tail)
	}
	if head, tail, ok := strings.Cut(s, "/"); ok && len(head) > 1 {
		tail = strings.TrimSpace(tail)
		low = strings.ToLower(tail)
		for _, a := range photoAgencies {
			if low == a || strings.HasPrefix(low, a+" ") || strings.HasPrefix(low, a+"/") || strings.EqualFold(strings.TrimSpace(head), a) {
				return true
			}
		}
		return !bracketed && bareName(strings.TrimSpace(head)) && upperWord(tail)
	}
	for _, a := range photoAgencies {
		if low == a {
			return !bracketed || strings.Contains(a, "photo") || strings.Contains(a, "images")
		}
	}
	return false
}

// nameish reports whether s looks like names: no verb can be told here, so it
// goes by capitals, as most words of a credit have one.
func nameish(s string) bool {
	upper, lower := 0, 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return unicode.IsSpace(r) || r == '/' }) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(“\"‘"))
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r) && w != "via" && w != "for" && w != "of" && w != "the" && w != "and" && w != "by":
			lower++
		}
	}
	return upper > 0 && lower <= upper
}

func upperWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return unicode.IsUpper(r)
}

// firstBytes is the start of s, at most n bytes and whole runes.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
