package ledgertest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/ledger"
)

// Fill records some articles, so that every table has several rows: versions that go back
// and forth, readings that supersede others, copies. What it records is the same every time
// but for the key.
func Fill(ctx context.Context, l *ledger.Ledger) error {
	now := time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)
	l = l.At(func() time.Time { return now })
	wire := "The Post said that the northern dam gave way on Monday night after nine days of rain and that two villages below it were under water by the morning"
	story := func(url, n string, more ...string) *ledger.Article {
		return article(url, "2025-04-28", append([]string{wire + ".", "Ana Bel said the dam broke on 2025-04-27.", "Carl Dov said " + n + " were missing."}, more...)...)
	}
	reread := story("https://a.example/dam", "40")
	reread.Statements, reread.By.Model, reread.Again = reread.Statements[1:], "accurate", true
	other := article("https://c.example/vote", "2025-04-29", "Évi Fon said the vote was free.", "Gus Hale said it was not.")
	other.Doc.Title, other.Type = "The vote", "text/html"
	other.Header = []ledger.Header{{Name: "Date", Value: "Tue, 29 Apr 2025 08:00:00 GMT"}}
	for _, batch := range [][]*ledger.Article{
		{story("https://a.example/dam", "40")},
		{other, story("https://b.example/dam", "40", "Ida Jo said help was on its way.")},
		{at(story("https://a.example/dam", "14"), 24)},
		{at(story("https://a.example/dam", "40"), 48)},
		{reread},
		{story("https://d.example/dam", "41")},
	} {
		for _, a := range batch {
			page := fmt.Appendf(nil, "<html><p>%s</html>", strings.ReplaceAll(a.Doc.Text, "\n\n", "<p>"))
			sum, err := l.Snapshots().Put(ctx, page)
			if err != nil {
				return err
			}
			a.SHA256, a.Size = sum, int64(len(page))
		}
		if _, err := l.Record(ctx, batch); err != nil {
			return err
		}
		now = now.Add(time.Hour)
	}
	return nil
}
