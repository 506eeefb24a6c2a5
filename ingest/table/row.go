package table

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// cell is what a row has in one column: one value, or several where it is a list.
type cell struct {
	values []string
	date   date // where the table itself says that it is one
}

func (c *cell) text() string {
	if len(c.values) == 1 {
		return c.values[0]
	}
	return strings.Join(c.values, "\n\n") // a list of paragraphs
}

// line is a value that belongs on one line.
func (c *cell) line() string { return tidy(strings.Join(c.values, ", ")) }

// when is the date in a cell.
func (c *cell) when() date {
	if c.date.valid() {
		return c.date
	}
	if len(c.values) != 1 {
		return date{}
	}
	return parseDate(c.values[0])
}

// names are those of a byline.
func (c *cell) names() []string {
	values := c.values
	if len(values) == 1 {
		values = strings.Split(values[0], ";")
	}
	var names []string
	for _, v := range values {
		if name := tidy(v); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// tidy makes one line of a value.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// fill makes an item of the cells of a row.
func fill(item *source.Item, cells *[roles]cell) error {
	for i := range cells {
		for _, v := range cells[i].values {
			if !utf8.ValidString(v) {
				return fmt.Errorf("column of %s: it is not UTF-8", roleNames[i])
			}
		}
	}
	item.URL = cells[roleURL].line()
	item.Title = cells[roleTitle].line()
	item.Publisher = cells[rolePublisher].line()
	item.Byline = cells[roleByline].names()
	item.Published = cells[rolePublished].when().String()
	item.Retrieved = cells[roleRetrieved].when().time()
	text, media := cells[roleText].text(), "text/plain; charset=utf-8"
	if strings.TrimSpace(text) == "" {
		text, media = cells[roleHTML].text(), "text/html; charset=utf-8"
	}
	if strings.TrimSpace(text) == "" {
		return ErrEmpty
	}
	item.Data, item.Type = []byte(text), media
	return nil
}

// date is a moment, or a day, as a table has it.
type date struct {
	at    time.Time
	day   bool // no time of day is known
	local bool // no zone is known
}

func (d date) valid() bool {
	return !d.at.IsZero() && d.at.Year() >= firstYear && d.at.Year() <= lastYear
}

// String is the date in ISO 8601, as exact as it is known; "" for none.
func (d date) String() string {
	switch {
	case !d.valid():
		return ""
	case d.day:
		return d.at.Format(time.DateOnly)
	case d.local:
		return d.at.Format("2006-01-02T15:04:05")
	}
	return d.at.Format(time.RFC3339)
}

// time is the date as a moment, in UTC where it names no zone.
func (d date) time() time.Time {
	if !d.valid() {
		return time.Time{}
	}
	return d.at
}
