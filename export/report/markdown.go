package report

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/hearsay-news/hearsay/export/selection"
)

// Markdown writes a report of each story that is selected, in CommonMark with tables.
func Markdown(ctx context.Context, to io.Writer, s *selection.Selection) error {
	w := bufio.NewWriter(to)
	n := 0
	for x, err := range s.Stories(ctx) {
		if err != nil {
			return err
		}
		if n++; n > 1 {
			fmt.Fprint(w, "\n---\n\n")
		}
		markdown(w, of(x))
	}
	if n == 0 {
		fmt.Fprintln(w, "There is no story in what was asked for.")
	}
	return w.Flush()
}

func markdown(w *bufio.Writer, s *story) {
	fmt.Fprintf(w, "# %s\n\n%s to %s · %s · %s · `%s`\n\n", mark(s.Title), s.From, s.To, count(len(s.Sources), "document"), count(s.Claims, "claim"), s.ID)
	fmt.Fprintf(w, "%s\n\n", disclaimer)
	fmt.Fprint(w, "## Timeline\n\n")
	for _, d := range s.Days {
		fmt.Fprintf(w, "**%s**\n\n", d.Day)
		for i := range d.Claims {
			markdownMoved(w, &d.Claims[i])
		}
		fmt.Fprintln(w)
	}
	fmt.Fprint(w, "## Claims\n\n")
	for _, group := range s.Statuses {
		fmt.Fprintf(w, "### %s (%d)\n\n", title(group.Name), len(group.Claims))
		for i := range group.Claims {
			markdownClaim(w, &group.Claims[i])
		}
	}
	if len(s.Figures) > 0 {
		fmt.Fprint(w, "## Figures\n\n")
		for _, f := range s.Figures {
			fmt.Fprintf(w, "**“%s”**\n\n| Who | Stance | Figure | Said | Source |\n|---|---|---|---|---|\n", mark(f.Counts))
			for _, g := range f.Given {
				fmt.Fprintf(w, "| %s | %s | %s | %s | %s |\n", mark(g.Who), g.Stance, mark(g.Shown), g.Said, numbers(g.Source))
			}
			fmt.Fprintln(w)
		}
	}
	fmt.Fprint(w, "## Sources\n\n")
	for _, d := range s.Sources {
		name := mark(d.Title)
		if link := webLink(d.URL); link != "" {
			name = "[" + name + "](<" + link + ">)"
		}
		fmt.Fprintf(w, "%d. %s, %s, %s%s `%s`\n", d.Number, mark(d.Outlet), name, d.Day, mark(d.Note()), d.ID)
	}
}

// markdownMoved writes what happened to a claim on a day.
func markdownMoved(w *bufio.Writer, m *moved) {
	fmt.Fprintf(w, "- “%s”\n", mark(m.Claim))
	for _, t := range m.Taken {
		fmt.Fprintf(w, "  - **%s** by %s\n", t.Does, mark(strings.Join(t.Who, "; ")))
	}
	for _, c := range m.Changes {
		fmt.Fprintf(w, "  - *%s.* %s\n", c.shown(), mark(c.Why))
	}
}

func (c change) shown() string {
	if c.Was == "" {
		return "Status: " + c.Now
	}
	return "Status: " + c.Was + " → " + c.Now
}

func markdownClaim(w *bufio.Writer, c *claimed) {
	fmt.Fprintf(w, "#### “%s”\n\n", mark(c.Wording))
	var about []string
	if c.About != "" {
		about = append(about, "About "+mark(c.About)+".")
	}
	if c.Since != "" {
		about = append(about, "Since "+c.Since+". "+mark(c.Why))
	}
	if c.Origins != "" {
		about = append(about, "Independent origins: "+mark(c.Origins)+".")
	}
	about = append(about, "`"+c.ID+"`")
	fmt.Fprintf(w, "%s\n\n", strings.Join(about, " "))
	for _, p := range c.Positions {
		fmt.Fprintf(w, "- %s **%s** (%s) “%s” %s\n", mark(p.Who), p.Stance, p.Since, mark(p.Words), numbers(p.Sources...))
	}
	fmt.Fprintln(w)
}

// Note says what became of a document, ", ..." or "".
func (d source) Note() string {
	out := ""
	if d.Replaced != "" {
		out += ", replaced on " + d.Replaced
	}
	if d.Carries != "" {
		out += ", carries the text of source " + d.Carries
	}
	return out
}

// numbers refer to sources.
func numbers(list ...int) string {
	var out []string
	for _, n := range list {
		if n > 0 {
			out = append(out, fmt.Sprintf(`\[%d\]`, n))
		}
	}
	return strings.Join(out, " ")
}

// mark writes a text so that nothing in it is taken for markup.
func mark(s string) string {
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune("\\`*_[]<>|~&$#", r) || i == 0 && strings.ContainsRune("-+=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return strings.ReplaceAll(strings.ReplaceAll(b.String(), "://", `:\//`), "www.", `www\.`)
}

// webLink is a URL of the web that may be followed, "" for what is none.
func webLink(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\\", "%5C").Replace(u.String())
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// disclaimer is what every report begins with.
const disclaimer = "This report says who said what, and what follows from it by fixed rules. It does not say what is true."
