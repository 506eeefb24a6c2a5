package article

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"github.com/hearsay-news/hearsay"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// Decode gives data as valid UTF-8, and the name of the encoding it was in.
//
// Bytes that are valid UTF-8 are returned as given, a byte order mark included.
// Otherwise the encoding is told by the byte order mark, by contentType (the
// value of an HTTP Content-Type, may be empty), by what the page or XML
// declaration says, and at last by the bytes themselves. Where text is UTF-8 but
// for some bytes, those that are plainly Windows-1252 (quotation marks, dashes,
// accented letters) are read as such; any other is replaced by U+FFFD, one for
// each byte.
//
// The error wraps hearsay.ErrBinary for data that is no text and
// hearsay.ErrEncoding, with the position of the first bad byte, for text whose
// encoding cannot be told.
func Decode(data []byte, contentType string) (text, charset string, err error) {
	if text, name, ok := decodeMarked(data); ok {
		return text, name, nil
	}
	if bytes.IndexByte(data, 0) >= 0 {
		if text, name, ok := decodeWide(data); ok {
			return text, name, nil
		}
		return "", "", fmt.Errorf("decode: NUL at byte %d: %w", bytes.IndexByte(data, 0), hearsay.ErrBinary)
	}
	if bytes.HasPrefix(data, []byte("%PDF-")) {
		return "", "", fmt.Errorf("decode: a PDF file: %w", hearsay.ErrBinary)
	}
	if utf8.Valid(data) {
		if enc := stateful(data, contentType); enc != nil {
			if text, err := enc.NewDecoder().String(string(data)); err == nil {
				return text, "iso-2022-jp", nil
			}
		}
		if controls(data)*10 > len(data) {
			return "", "", fmt.Errorf("decode: control characters: %w", hearsay.ErrBinary)
		}
		return string(data), "utf-8", nil
	}
	if controls(data)*10 > len(data) {
		return "", "", fmt.Errorf("decode: control characters: %w", hearsay.ErrBinary)
	}
	return decodeBytes(data, declaredCharset(data, contentType))
}

// decodeBytes decodes data that is not UTF-8 throughout and holds no NUL.
func decodeBytes(data []byte, declared string) (string, string, error) {
	if declared != "" && declared != "utf-8" {
		if text, ok := tryCharset(data, declared); ok {
			return text, declared, nil
		}
	}
	good, bad, first := utf8Balance(data)
	if good >= bad {
		if text, lost := repair(data); lost*10 <= len(data) {
			return text, "utf-8", nil
		}
	}
	high := 0
	for _, b := range data {
		if b >= 0x80 {
			high++
		}
	}
	// Text in English, or another language that seldom leaves ASCII.
	if high*12 < len(data) {
		text, lost := repair(data)
		if lost*5 <= high && signsInWords(data) < 3 {
			return text, "windows-1252", nil
		}
		if lost*5 > high && high < 16 && handful(lost, len(data)) {
			return text, "utf-8", nil
		}
	}
	if name, ok := detect(data); ok {
		if text, ok := tryCharset(data, name); ok {
			return text, name, nil
		}
	}
	if text, lost := repair(data); handful(lost, len(data)) {
		return text, "utf-8", nil
	}
	if high*2 > len(data) && !letters(data) {
		return "", "", fmt.Errorf("decode: byte %d: %w", first, hearsay.ErrBinary)
	}
	return "", "", fmt.Errorf("decode: byte %d: %w", first, hearsay.ErrEncoding)
}

// handful reports whether so few bytes of so many are lost that the text is
// worth reading without them.
func handful(lost, size int) bool { return lost*50 <= size || lost <= 4 && lost*4 <= size }

// signsInWords counts the bytes that are signs in Windows-1252 and stand right
// behind a letter, where other encodings have letters: "powiedzia³".
func signsInWords(data []byte) int {
	n := 0
	for i := 1; i < len(data); i++ {
		switch b := data[i]; {
		case b == 0xab || b == 0xbb || b == 0xa0 || b == 0xae || b == 0xb4 || b == 0xb7 || b == 0xad:
		case b > 0xa0 && b < 0xc0 && (isLetter(data[i-1]) || data[i-1] >= 0xc0 || b == 0xbf && i+1 < len(data) && data[i+1]|0x20 == data[i+1] && isLetter(data[i+1])):
			n++
		}
	}
	return n
}

// letters reports whether a fair part of data is ASCII letters and blanks.
func letters(data []byte) bool {
	n := 0
	for _, b := range data {
		if isLetter(b) || b == ' ' || b == '\n' {
			n++
		}
	}
	return n*4 > len(data)
}

// decodeMarked decodes data that begins with a byte order mark of UTF-16 or
// UTF-32. The mark is no part of the text.
func decodeMarked(data []byte) (string, string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}):
		return wide32(data[4:], false), "utf-32le", true
	case bytes.HasPrefix(data, []byte{0, 0, 0xfe, 0xff}):
		return wide32(data[4:], true), "utf-32be", true
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		if text, ok := plausible(wide16(data[2:], false)); ok {
			return text, "utf-16le", true
		}
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		if text, ok := plausible(wide16(data[2:], true)); ok {
			return text, "utf-16be", true
		}
	}
	return "", "", false
}

// decodeWide decodes UTF-16 and UTF-32 without a byte order mark: ASCII and the
// blanks of any text show as NULs on one side.
func decodeWide(data []byte) (string, string, bool) {
	sample := data[:min(len(data), 8192)&^3]
	if len(sample) < 4 {
		return "", "", false
	}
	var nul [4]int
	for i, b := range sample {
		if b == 0 {
			nul[i&3]++
		}
	}
	// A few stray NULs in a text of single bytes are no sign of wide characters.
	// In Chinese and its like blanks and marks alone have NULs, but there hardly
	// any two bytes are valid UTF-8.
	if all := nul[0] + nul[1] + nul[2] + nul[3]; all*8 < len(sample) && mostlyNarrow(sample) {
		return "", "", false
	}
	quarter := len(sample) / 4
	switch {
	case nul[2] == quarter && nul[3] == quarter:
		text, ok := plausible(wide32(data, false))
		return text, "utf-32le", ok
	case nul[0] == quarter && nul[1] == quarter:
		text, ok := plausible(wide32(data, true))
		return text, "utf-32be", ok
	}
	even, odd := nul[0]+nul[2], nul[1]+nul[3]
	if odd > 8*even {
		text, ok := plausible(wide16(data, false))
		return text, "utf-16le", ok
	}
	if even > 8*odd {
		text, ok := plausible(wide16(data, true))
		return text, "utf-16be", ok
	}
	return "", "", false
}

// mostlyNarrow reports whether data reads as text in ASCII or UTF-8 but for NULs
// and a few bytes.
func mostlyNarrow(data []byte) bool {
	odd := 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 || r < ' ' && r != '\n' && r != '\r' && r != '\t' {
			odd++
		}
		i += size
	}
	return odd*16 <= len(data)+64
}

func wide16(data []byte, big bool) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		a, b := data[2*i], data[2*i+1]
		if big {
			a, b = b, a
		}
		units[i] = uint16(a) | uint16(b)<<8
	}
	var out strings.Builder
	out.Grow(len(data))
	for i := 0; i < len(units); i++ {
		r := rune(units[i])
		if utf16.IsSurrogate(r) {
			r = utf8.RuneError
			if i+1 < len(units) {
				if pair := utf16.DecodeRune(rune(units[i]), rune(units[i+1])); pair != utf8.RuneError {
					r = pair
					i++
				}
			}
		}
		out.WriteRune(r)
	}
	return out.String()
}

func wide32(data []byte, big bool) string {
	var out strings.Builder
	out.Grow(len(data) / 2)
	for i := 0; i+4 <= len(data); i += 4 {
		r := uint32(data[i]) | uint32(data[i+1])<<8 | uint32(data[i+2])<<16 | uint32(data[i+3])<<24
		if big {
			r = uint32(data[i+3]) | uint32(data[i+2])<<8 | uint32(data[i+1])<<16 | uint32(data[i])<<24
		}
		if r > unicode.MaxRune {
			r = utf8.RuneError
		}
		out.WriteRune(rune(r)) // writes U+FFFD for surrogates
	}
	return out.String()
}

// plausible reports whether a decoded text reads as text: hardly any controls,
// private or unassigned characters.
func plausible(text string) (string, bool) {
	bad, n := 0, 0
	for _, r := range text {
		if n++; n > 4096 {
			break
		}
		if r == utf8.RuneError || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' || !unicode.IsPrint(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
			bad++
		}
	}
	return text, bad*20 <= min(n, 4096)
}

// controls counts the control characters that no text holds.
func controls(data []byte) int {
	n := 0
	for _, b := range data {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != '\v' && b != 0x1b || b == 0x7f {
			n++
		}
	}
	return n
}

// declaredCharset is the canonical name of the encoding that the header, the
// page or the XML declaration names; "" when none does, or an unknown one.
func declaredCharset(data []byte, contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		if name := canonical(params["charset"]); name != "" {
			return name
		}
	}
	head := bytes.ToLower(data[:min(len(data), 8192)])
	if bytes.HasPrefix(bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n"), []byte("<?xml")) {
		if end := bytes.Index(head, []byte("?>")); end > 0 {
			if name := canonical(after(head[:end], "encoding")); name != "" {
				return name
			}
		}
	}
	for {
		i := bytes.Index(head, []byte("<meta"))
		if i < 0 {
			return ""
		}
		head = head[i+5:]
		end := bytes.IndexByte(head, '>')
		if end < 0 {
			return ""
		}
		if name := canonical(after(head[:end], "charset")); name != "" {
			if strings.HasPrefix(name, "utf-16") {
				return "utf-8" // a page that could be read so far is not in UTF-16
			}
			return name
		}
	}
}

// after gives the value that follows key and an equals sign.
func after(s []byte, key string) string {
	i := bytes.Index(s, []byte(key))
	if i < 0 {
		return ""
	}
	rest := bytes.TrimLeft(s[i+len(key):], " \t\r\n")
	if len(rest) == 0 || rest[0] != '=' {
		return ""
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n\"'")
	if end := bytes.IndexAny(rest, "\"' ;>\t\r\n/"); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}

func canonical(name string) string {
	enc, err := htmlindex.Get(strings.TrimSpace(name))
	if err != nil {
		return ""
	}
	name, err = htmlindex.Name(enc)
	if err != nil || name == "replacement" || name == "x-user-defined" {
		return ""
	}
	return name
}

// stateful gives the decoder of ISO-2022-JP, which is made of ASCII bytes and
// so valid UTF-8.
func stateful(data []byte, contentType string) encoding.Encoding {
	if bytes.IndexByte(data, 0x1b) < 0 {
		return nil
	}
	if !bytes.Contains(data, []byte("\x1b$B")) && declaredCharset(data, contentType) != "iso-2022-jp" {
		return nil
	}
	enc, err := htmlindex.Get("iso-2022-jp")
	if err != nil {
		return nil
	}
	return enc
}

// tryCharset decodes data; it fails where more than one character in a hundred
// has no meaning in the encoding.
func tryCharset(data []byte, name string) (string, bool) {
	enc, err := htmlindex.Get(name)
	if err != nil {
		return "", false
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", false
	}
	text := strings.ToValidUTF8(string(out), "\ufffd")
	bad, n := 0, 0
	for _, r := range text {
		n++
		if r == utf8.RuneError || r >= 0x80 && r < 0xa0 {
			bad++
		}
	}
	return text, bad*100 <= n
}

// utf8Balance counts the sequences of several bytes that are valid UTF-8 and
// the bytes that are not, and gives the position of the first such byte.
func utf8Balance(data []byte) (good, bad, first int) {
	first = -1
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			if first < 0 {
				first = i
			}
			bad++
		} else {
			good++
		}
		i += size
	}
	return good, bad, max(first, 0)
}

// repair decodes data as UTF-8, and each byte that is not as Windows-1252 where
// that makes sense, else as U+FFFD. It counts the latter.
func repair(data []byte) (text string, lost int) {
	var out strings.Builder
	out.Grow(len(data) + len(data)/8)
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			out.WriteByte(data[i])
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			if r = lone(data, i); r == utf8.RuneError {
				lost++
			}
		}
		out.WriteRune(r)
		i += size
	}
	return out.String(), lost
}

// lone reads one byte as Windows-1252, if it stands where such a character
// would; else it gives U+FFFD.
func lone(data []byte, i int) rune {
	b := data[i]
	var prev, next byte
	if i > 0 {
		prev = data[i-1]
	}
	if i+1 < len(data) {
		next = data[i+1]
	}
	r := charmap.Windows1252.DecodeByte(b)
	switch {
	case prev >= 0xc2 && prev <= 0xf4 && b < 0xc0 && cut8(data, i-1), b >= 0xc2 && b <= 0xf4 && next >= 0x80 && next < 0xc0:
		return utf8.RuneError // part of a sequence that was cut off
	case b < 0xa0:
		if unicode.IsControl(r) {
			return utf8.RuneError
		}
		return r // quotation marks, dashes, the euro: no other encoding's text has them there
	case b < 0xc0:
		return r // signs
	case b >= 0xfd || b == 0xd7 || b == 0xf7:
		return utf8.RuneError
	case b == 0xe0 || b == 0xc0 || b == 0xe9 || b == 0xf3: // words of one letter
		if prev == ' ' && next == ' ' {
			return r
		}
	}
	switch {
	case b >= 0xe0 && (isLetter(prev) || isLetter(next)), b < 0xe0 && isLetter(next), b < 0xe0 && prev >= 'A' && prev <= 'Z':
		return r
	}
	return utf8.RuneError
}

// cut8 reports whether the byte at i, a leading byte of UTF-8, begins no valid
// sequence.
func cut8(data []byte, i int) bool {
	_, size := utf8.DecodeRune(data[i:])
	return size == 1
}

// detect tells the encoding by the frequencies of bytes. It reports false where
// it cannot.
func detect(data []byte) (string, bool) {
	sample := data[:min(len(data), 64<<10)]
	det := chardet.NewTextDetector()
	if looksHTML(string(sample[:min(len(sample), 4096)])) {
		det = chardet.NewHtmlDetector()
	}
	all, err := det.DetectAll(sample)
	if err != nil {
		return "", false
	}
	for _, r := range all {
		if r.Confidence < 10 {
			break
		}
		name := canonical(strings.ToLower(r.Charset))
		if name == "" || name == "utf-8" || strings.HasPrefix(name, "utf-16") {
			continue
		}
		if text, ok := tryCharset(data[:min(len(data), 4096)], name); ok && sensible(text) {
			return name, true
		}
	}
	return "", false
}

// sensible reports whether decoded text has letters where single-byte noise has
// signs.
func sensible(text string) bool {
	letters, signs := 0, 0
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
		case unicode.IsLetter(r) || unicode.IsMark(r):
			letters++
		case unicode.IsSymbol(r) || unicode.IsControl(r):
			signs++
		}
	}
	return letters > 2*signs
}
