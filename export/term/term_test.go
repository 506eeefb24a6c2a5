package term_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/export"
	"github.com/hearsay-news/hearsay/export/term"
	"github.com/hearsay-news/hearsay/internal/inline"
)

func shown(t *testing.T, make func(*bytes.Buffer) export.Writer, marked string) string {
	t.Helper()
	doc, sts := inline.Parse(marked)
	doc.Path, doc.Publisher, doc.Published, doc.Basis = "talks.txt", "The Courier", "2031-05-04", hearsay.BasisInferred
	var out bytes.Buffer
	w := make(&out)
	if err := w.Write(doc, sts); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func text(t *testing.T, opts term.Options, marked string) string {
	return shown(t, func(b *bytes.Buffer) export.Writer { return term.NewText(b, opts) }, marked)
}

func table(t *testing.T, opts term.Options, marked string) string {
	return shown(t, func(b *bytes.Buffer) export.Writer { return term.NewTable(b, opts) }, marked)
}

const sample = "headline| [S1 Drevia] [C1 denies] [T1 raid on the post]\n\n" +
	"byline| By Mara Ives\n\n" +
	"[S2 The ministry] [C2 said] [T2 that [S3 it] [C3 expected] [T3 no further talks before the end of the month]], in “[T4 the spirit of the accord]”."

func TestText(t *testing.T) {
	want := `The Courier · 2031-05-04 (inferred) · talks.txt

headline  [S1 Drevia] [C1 denies] [T1 raid on the post]
byline    By Mara Ives

          [S2 The ministry] [C2 said] [T2 that [S3 it] [C3 expected] [T3 no
          further talks before the end of the month]], in “[T4 the spirit of the
          accord]”.

  1  Drevia · denies · headline
     raid on the post
  2  The ministry · said
     that it expected no further talks before the end of the month
    3  it · expected
       no further talks before the end of the month
  4  —
     the spirit of the accord
`
	if got := text(t, term.Options{}, sample); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTextInColors(t *testing.T) {
	got := text(t, term.Options{Colors: colorprofile.ANSI}, sample)
	for _, want := range []string{"¹", "²", "\x1b[1;36mThe", "\x1b[3;33msaid", "\x1b[32mthat"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%q", want, got)
		}
	}
	if strings.Contains(got, "[S1") {
		t.Error("brackets beside colours")
	}
	for _, p := range []colorprofile.Profile{colorprofile.Unknown, colorprofile.NoTTY, colorprofile.ASCII} {
		if got := text(t, term.Options{Colors: p}, sample); strings.Contains(got, "\x1b") {
			t.Errorf("%s: escape sequences in %q", p, got)
		}
	}
}

func TestLinesFit(t *testing.T) {
	marked := "[S1 外務省の報道官は] [C1 said] [T1 that " + strings.Repeat("会談は予定されていない", 20) + " and " +
		strings.Repeat("e\u0301", 300) + " " + strings.Repeat("https://news.example/", 20) + " 👩‍👩‍👧 🇺🇳 ok]."
	for _, width := range []int{0, 20, 40, 61, 80, 200} {
		for _, p := range []colorprofile.Profile{colorprofile.NoTTY, colorprofile.TrueColor} {
			opts := term.Options{Width: width, Colors: p}
			most := max(min(width, 80), 40)
			if width == 0 {
				most = 80
			}
			for line := range strings.Lines(text(t, opts, marked)) {
				if w := ansi.StringWidth(strings.TrimRight(line, "\n")); w > most {
					t.Errorf("width %d: %d columns in %q", width, w, line)
				}
			}
			if width == 200 {
				most = 160
			}
			for line := range strings.Lines(table(t, opts, marked)) {
				if w := ansi.StringWidth(strings.TrimRight(line, "\n")); w > most {
					t.Errorf("table, width %d: %d columns in %q", width, w, line)
				}
			}
		}
	}
}

// The text of an article cannot command the terminal.
func TestHostileText(t *testing.T) {
	const evil = "\x1b}0;owned\x07 \x1b(2J \u009b31m \x00\x7f\r \u202e\u2066 \xff"
	for _, got := range []string{
		text(t, term.Options{}, "[S1 "+evil+"] [C1 said] [T1 "+evil+"] "+evil),
		table(t, term.Options{}, "[S1 "+evil+"] [C1 said] [T1 "+evil+"] "+evil),
	} {
		if strings.ContainsAny(got, "\x1b\x07\u009b\x00\x7f\r\u202e\u2066") || !utf8.ValidString(got) {
			t.Errorf("control characters in %q", got)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain":        "plain",
		"Né 会談 👩‍👧":    "Né 会談 👩‍👧",
		"a\tb\nc\r\nd": "a b c  d",
		"\x1b[1m":      "␛[1m",
		"\x7f\u0090":   "␡\uFFFD",
		"\u202eabc":    "\uFFFDabc",
		"\xffz":        "\uFFFDz",
	} {
		if got := term.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTable(t *testing.T) {
	want := `The Courier · 2031-05-04 (inferred) · talks.txt
┌─────┬─────────────────┬─────────────┬───────────────┬────────────────────────┐
│     │speaker          │act          │figures        │content                 │
├─────┼─────────────────┼─────────────┼───────────────┼────────────────────────┤
│1    │Drevia           │denies       │in the headline│raid on the post        │
├─────┼─────────────────┼─────────────┼───────────────┼────────────────────────┤
│2    │The ministry     │said         │               │that it expected no     │
│     │                 │             │               │further talks before the│
│     │                 │             │               │end of the month        │
├─────┼─────────────────┼─────────────┼───────────────┼────────────────────────┤
│3    │it               │expected     │               │no further talks before │
│in 2 │                 │             │               │the end of the month    │
├─────┼─────────────────┼─────────────┼───────────────┼────────────────────────┤
│4    │—                │             │               │the spirit of the accord│
└─────┴─────────────────┴─────────────┴───────────────┴────────────────────────┘
`
	if got := table(t, term.Options{}, sample); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// listed is what is shown below the text of the two statements of which all is known.
func listed(t *testing.T, opts term.Options, edit func(sts []hearsay.Statement)) string {
	t.Helper()
	doc, sts := inline.Known()
	if edit != nil {
		edit(sts)
	}
	var out bytes.Buffer
	if err := term.NewText(&out, opts).Write(doc, sts); err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(out.String(), "\n\n  1")
	if opts.Colors >= colorprofile.ANSI {
		_, list, _ = strings.Cut(out.String(), "\n\n\x1b[2m  1")
	}
	return "  1" + list
}

func TestListOfResolved(t *testing.T) {
	want := `  1  Drevian Defence Ministry (Norland) via Plain Wire · announce, certain,
     distanced · said 2031-05 · at least 300 soldiers killed
     that rebels believed at least 300 soldiers were killed near Kursk in 2024
    2  rebels (unnamed) via Drevian Defence Ministry → Plain Wire · estimate,
       probable · at least 300 soldiers killed
       at least 300 soldiers were killed near Kursk in 2024
`
	if got := listed(t, term.Options{}, nil); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// A demand asserts nothing, so that there is nothing to be sure of; a name that the
	// resolver left empty falls back to the source as written.
	got := listed(t, term.Options{}, func(sts []hearsay.Statement) {
		sts[0].Act, sts[0].Certainty, sts[0].Distanced, sts[0].Chain, sts[0].Figures = hearsay.ActDemand, hearsay.Unspecified, false, nil, nil
		sts[0].Speaker.Name, sts[0].Speaker.Party = "", ""
	})
	if first, _, _ := strings.Cut(got, "\n"); first != "  1  The ministry · demand · said 2031-05" {
		t.Errorf("got %q", first)
	}
}

func TestListInColors(t *testing.T) {
	got := listed(t, term.Options{Colors: colorprofile.ANSI}, nil)
	for _, want := range []string{"\x1b[1;36mDrevian Defence Ministry", "\x1b[36mPlain Wire", "\x1b[1;33mannounce", "\x1b[35mprobable", "\x1b[31mdistanced", "\x1b[1mat least 300 soldiers killed", "\x1b[32mthat rebels"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%q", want, got)
		}
	}
}

func TestTableOfResolved(t *testing.T) {
	doc, sts := inline.Known()
	var out bytes.Buffer
	if err := term.NewTable(&out, term.Options{Width: 120}).Write(doc, sts); err != nil {
		t.Fatal(err)
	}
	want := `
a.txt
┌─────┬────────────────────────────┬────────────────────┬───────────────────────┬──────────────────────────────────────┐
│     │speaker                     │act                 │figures                │content                               │
├─────┼────────────────────────────┼────────────────────┼───────────────────────┼──────────────────────────────────────┤
│1    │Drevian Defence Ministry    │announce            │at least 300 soldiers  │that rebels believed at least 300     │
│     │(Norland)                   │certain             │killed                 │soldiers were killed near Kursk in    │
│     │via Plain Wire              │distanced           │said 2031-05           │2024                                  │
├─────┼────────────────────────────┼────────────────────┼───────────────────────┼──────────────────────────────────────┤
│2    │rebels (unnamed)            │estimate            │at least 300 soldiers  │at least 300 soldiers were killed near│
│in 1 │via Drevian Defence Ministry│probable            │killed                 │Kursk in 2024                         │
│     │→ Plain Wire                │                    │                       │                                      │
└─────┴────────────────────────────┴────────────────────┴───────────────────────┴──────────────────────────────────────┘
`
	if got := "\n" + out.String(); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}

// Whatever a name or a figure holds, no line is too long and none commands the terminal.
func TestResolvedHostileText(t *testing.T) {
	for _, evil := range []string{
		"\x1b}0;owned\x07 \x1b(2J \u009b31m \x00\x7f\r \u202e\u2066 \xff",
		strings.Repeat("外務省", 90), strings.Repeat("long name ", 90), strings.Repeat("e\u0301", 300), "\n\n", "",
	} {
		doc, sts := inline.Parse("[S1 It] [C1 said] [T1 " + evil + " so [S2 it] [C2 said] [T2 " + evil + " [S3 it] [C3 said] [T3 " + evil + " so]]].")
		for i := range sts {
			inline.Evil(&sts[i], evil)
		}
		for _, width := range []int{40, 61, 80, 160} {
			for _, p := range []colorprofile.Profile{colorprofile.NoTTY, colorprofile.TrueColor} {
				opts := term.Options{Width: width, Colors: p}
				for most, view := range map[int]func(*bytes.Buffer) export.Writer{
					min(width, 80): func(b *bytes.Buffer) export.Writer { return term.NewText(b, opts) },
					max(width, 81): func(b *bytes.Buffer) export.Writer { return term.NewTable(b, opts) },
				} {
					var out bytes.Buffer
					if err := view(&out).Write(doc, sts); err != nil {
						t.Fatal(err)
					}
					for line := range strings.Lines(out.String()) {
						if w := ansi.StringWidth(strings.TrimRight(line, "\n")); w > most {
							t.Errorf("width %d: %d columns in %q", width, w, line)
						}
					}
					got := out.String()
					if p < colorprofile.ANSI && strings.Contains(got, "\x1b") || strings.ContainsAny(got, "\x07\u009b\x00\x7f\r\u202e\u2066") || !utf8.ValidString(got) {
						t.Errorf("control characters in %q", got)
					}
				}
			}
		}
	}
}

func TestNoStatements(t *testing.T) {
	for _, got := range []string{text(t, term.Options{}, "Nothing said."), table(t, term.Options{}, "Nothing said.")} {
		if !strings.Contains(got, "no statements") {
			t.Errorf("got %q", got)
		}
	}
}
