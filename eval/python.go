package eval

import (
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// The published figures were computed by programs in Python, so what counts as
// white space, a file's name or a piece of a text follows its rules here.

// isSpace is Python's str.isspace for one character: Unicode's white space and
// the four information separators.
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// stem is the name of a file without folder and extension. A dot that only dots
// precede begins no extension.
func stem(path string) string {
	name := path[strings.LastIndexByte(path, '/')+1:]
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 || strings.Trim(name[:dot], ".") == "" {
		return name
	}
	return name[:dot]
}

// beforeLast cuts s at its last sep; without one, it is s.
func beforeLast(s, sep string) string {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i]
	}
	return s
}

// readText reads a text file with its line ends as "\n".
func readText(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read text: %w", err)
	}
	if !utf8.Valid(data) {
		return "", fmt.Errorf("read text %s: %w", path, hearsay.ErrEncoding)
	}
	return lineEnds.Replace(string(data)), nil
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// slice is text[a:b] in Python: negative ends count from the end, and ends
// outside the text are drawn in.
func slice(text []rune, a, b int) []rune {
	in := func(i int) int {
		if i < 0 {
			i += len(text)
		}
		return max(0, min(i, len(text)))
	}
	if a, b = in(a), in(b); a < b {
		return text[a:b]
	}
	return nil
}
