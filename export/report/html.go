package report

import (
	"bufio"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"github.com/hearsay-news/hearsay/export/selection"
)

//go:embed report.css
var style string

//go:embed report.html
var markup string

var page = template.Must(template.New("report").Funcs(template.FuncMap{"link": webLink, "count": count, "title": title}).Parse(markup))

// HTML writes a page with a report of each story that is selected. It is whole in itself:
// no script, no picture, nothing fetched, and its policy allows its own style sheet alone.
func HTML(ctx context.Context, to io.Writer, s *selection.Selection) error {
	w := bufio.NewWriter(to)
	n := 0
	for x, err := range s.Stories(ctx) {
		if err != nil {
			return err
		}
		told := of(x)
		if n == 0 {
			if err := head(w, told.Title); err != nil {
				return err
			}
		}
		n++
		if err := page.ExecuteTemplate(w, "story", map[string]any{"Story": told, "N": n, "Disclaimer": disclaimer}); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	}
	if n == 0 {
		if err := head(w, "No story"); err != nil {
			return err
		}
		fmt.Fprintln(w, "<p>There is no story in what was asked for.</p>")
	}
	fmt.Fprint(w, "</main>\n</body>\n</html>\n")
	return w.Flush()
}

func head(w io.Writer, title string) error {
	err := page.ExecuteTemplate(w, "head", map[string]any{"Title": title, "Style": template.CSS(style), "Policy": Policy()})
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// Policy is the Content-Security-Policy that the page carries.
func Policy() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}
