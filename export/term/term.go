// Package term shows documents and their statements to people at a terminal: the
// text with its statements marked, or a table of them. With colours the marks are
// colours and weights; without, they are brackets, so that nothing is told by
// colour alone.
package term

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/hearsay-news/hearsay"
)

// Options says what the terminal can show.
type Options struct {
	Width  int                  // columns; 0 for 80
	Colors colorprofile.Profile // below ANSI: none, and brackets in their stead
}

// narrowest is the width in columns below which lines are not made shorter.
const narrowest = 40

func (o Options) width(most int) int {
	w := o.Width
	if w <= 0 {
		w = 80
	}
	return max(min(w, most), narrowest)
}

func (o Options) color() bool { return o.Colors >= colorprofile.ANSI }

// output gives a writer that brings the colours of what is written down to those
// that the terminal has.
func (o Options) output(w io.Writer) io.Writer {
	return &colorprofile.Writer{Forward: w, Profile: max(o.Colors, colorprofile.NoTTY)}
}

// styles are the looks of the roles and of what is told of a statement. The colours
// are those of the terminal's own palette, which its user has chosen to be readable on
// the ground they have.
type styles struct {
	plain, source, cue, content, title, soft lipgloss.Style
	carrier, act, doubt, distant, figure     lipgloss.Style
}

func newStyles(color bool) styles {
	plain := lipgloss.NewStyle()
	if !color {
		return styles{plain, plain, plain, plain, plain, plain, plain, plain, plain, plain, plain}
	}
	return styles{
		plain:   plain,
		source:  plain.Bold(true).Foreground(lipgloss.Cyan),
		cue:     plain.Italic(true).Foreground(lipgloss.Yellow),
		content: plain.Foreground(lipgloss.Green),
		title:   plain.Bold(true),
		soft:    plain.Faint(true),
		carrier: plain.Foreground(lipgloss.Cyan),
		act:     plain.Bold(true).Foreground(lipgloss.Yellow),
		doubt:   plain.Foreground(lipgloss.Magenta),
		distant: plain.Foreground(lipgloss.Red),
		figure:  plain.Bold(true),
	}
}

// sure is the look of a certainty: doubt stands out.
func (s *styles) sure(c hearsay.Certainty) *lipgloss.Style {
	if c == hearsay.Probable || c == hearsay.Possible {
		return &s.doubt
	}
	return &s.plain
}

func (s *styles) of(role hearsay.Role) *lipgloss.Style {
	switch role {
	case hearsay.RoleSource:
		return &s.source
	case hearsay.RoleCue:
		return &s.cue
	}
	return &s.content
}

// Clean makes text that came from outside safe to show on one line of a terminal.
// Control characters, by which it could command the terminal, become visible signs
// of themselves or U+FFFD; line ends and tabs become spaces; marks that turn the
// direction of the text, by which it could show itself in another order than it
// has, and bytes that are not UTF-8 become U+FFFD.
func Clean(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7F {
			return strings.Map(visible, strings.ToValidUTF8(s, "\uFFFD"))
		}
	}
	return s
}

func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return ' '
	case r < ' ':
		return 0x2400 + r // its picture, as ␛ for the escape character
	case r == 0x7F:
		return 0x2421
	case unicode.IsControl(r), 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
		return utf8.RuneError
	}
	return r
}

// about is the line of what is known of a document.
func about(doc *hearsay.Document) string {
	var parts []string
	for _, s := range []string{doc.Publisher, strings.Join(doc.Byline, ", "), doc.Published, doc.Path} {
		if s = Clean(s); s != "" {
			parts = append(parts, s)
		}
	}
	if doc.Published != "" && doc.Basis == hearsay.BasisInferred {
		parts[len(parts)-2] += " (inferred)"
	}
	return strings.Join(parts, " · ")
}

// pieces joins the text of spans to one line.
func pieces(text string, spans []hearsay.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, strings.Join(strings.Fields(Clean(text[s.Start:s.End])), " "))
	}
	return strings.Join(out, " … ")
}
