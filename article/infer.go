package article

import (
	"strings"
	"time"

	"github.com/hearsay-news/hearsay"
)

// mention is a date in running text; year is 0 where none is stated.
type mention struct {
	year, month, day int
	start            int // byte in the text given
	end              int
}

// maxInfer bounds the text that is searched for dates, in bytes.
const maxInfer = 64 << 10

// maxLag is the longest time that may lie between the latest full date of an
// article and its publication for the year to be taken from it.
const maxLag = 200 * 24 * time.Hour

// inferPublished works out the day of publication from an article that does not
// state it: from the dateline, or from the day on which the first paragraph
// says that something was said; the year, from the full dates in the text. It
// gives "" wherever that would be a guess.
func inferPublished(doc *hearsay.Document) string {
	lead := ""
	for _, b := range doc.Blocks {
		if b.Zone == hearsay.ZoneBody {
			lead = doc.Text[b.Start:b.End]
			break
		}
	}
	day, ok := leadDay(lead)
	if !ok {
		return ""
	}
	if day.year != 0 {
		return day.iso(day.year)
	}
	latest := latestDate(doc)
	if latest.year == 0 || latest.month == day.month && latest.day == day.day {
		return ""
	}
	from := latest.time(latest.year)
	for year := latest.year; year <= latest.year+1; year++ {
		if !validDate(year, day.month, day.day) {
			continue
		}
		t := day.time(year)
		if t.Before(from) || t.Sub(from) > maxLag {
			continue
		}
		if name, ok := weekdayIn(lead, day); ok && name != t.Weekday() {
			return ""
		}
		return day.iso(year)
	}
	return ""
}

func (m mention) time(year int) time.Time {
	return time.Date(year, time.Month(m.month), m.day, 0, 0, 0, 0, time.UTC)
}

func (m mention) iso(year int) string { return m.time(year).Format("2006-01-02") }

// leadDay finds the day of the report in the first paragraph.
func leadDay(lead string) (mention, bool) {
	var days []mention
	for m := range mentions(firstBytes(lead, 600)) {
		if m.day != 0 {
			days = append(days, m)
		}
	}
	if len(days) == 0 {
		return mention{}, false
	}
	// A dateline: the place in capitals, then the day, within a line's start.
	if d := days[0]; d.start < 60 && upperStart(lead) && strings.ContainsAny(lead[d.end:min(len(lead), d.end+40)], "-—–/") {
		return d, true
	}
	// "… said on April 28 that …": one day only, on which something was said.
	if len(days) != 1 || days[0].year != 0 {
		return mention{}, false
	}
	d := days[0]
	sentence := lead
	if i := strings.Index(lead[d.end:], ". "); i >= 0 {
		sentence = lead[:d.end+i]
	}
	if !strings.HasSuffix(strings.TrimRight(lead[:d.start], " "), " on") || !reports(sentence) {
		return mention{}, false
	}
	return d, true
}

// reports reports whether a sentence tells, in the past, that something was
// said, and looks neither ahead nor back.
func reports(s string) bool {
	said := false
	for w := range strings.FieldsSeq(s) {
		switch strings.ToLower(strings.Trim(w, ".,;:\"'“”‘’()")) {
		case "said", "disclosed", "announced", "confirmed", "denied", "told", "reported", "acknowledged", "admitted", "claimed", "warned", "declared", "ruled", "stated", "condemned", "accused", "urged", "rejected", "called":
			said = true
		case "will", "would", "scheduled", "until", "since", "ahead", "before", "expected", "planned", "upcoming", "after", "anniversary", "deadline":
			return false
		}
	}
	return said
}

// latestDate is the latest full date of the story's text that is not set in the
// future by the words before it.
func latestDate(doc *hearsay.Document) mention {
	var latest mention
	left := maxInfer
	for _, b := range doc.Blocks {
		if !b.Zone.Told() || left <= 0 {
			continue
		}
		text := firstBytes(doc.Text[b.Start:b.End], left)
		left -= len(text)
		for m := range mentions(text) {
			if m.year == 0 || m.day == 0 {
				continue
			}
			if latest.year == 0 || m.time(m.year).After(latest.time(latest.year)) {
				latest = m
			}
		}
	}
	return latest
}

// weekdayIn gives the day of the week that stands right before or after the
// date in text.
func weekdayIn(text string, m mention) (time.Weekday, bool) {
	around := strings.ToLower(text[max(0, m.start-12):min(len(text), m.end+12)])
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.Contains(around, strings.ToLower(d.String())) {
			return d, true
		}
	}
	return 0, false
}

// mentions walks the dates of a text: "April 28", "Feb. 25, 2025", "9 February
// 2024". It looks at words that begin with a month's capital alone.
func mentions(text string) func(yield func(mention) bool) {
	return func(yield func(mention) bool) {
		for i := 0; i < len(text); i++ {
			switch text[i] {
			case 'J', 'F', 'M', 'A', 'S', 'O', 'N', 'D':
			default:
				continue
			}
			if i > 0 && (isLetter(text[i-1]) || text[i-1] >= 0x80) {
				continue
			}
			end := i
			for end < len(text) && isLetter(text[end]) {
				end++
			}
			month := monthOf(strings.ToLower(text[i:end]))
			if month == 0 {
				continue
			}
			m := dateAround(text, i, end, month)
			if m.day != 0 && !yield(m) {
				return
			}
			i = end
		}
	}
}

// dateAround reads the day and the year beside a month's name at text[i:end].
func dateAround(text string, i, end, month int) mention {
	m := mention{month: month, start: i, end: end}
	after := end
	if after < len(text) && text[after] == '.' {
		after++
	}
	if n, e := digitsAt(text, skipBlanks(text, after)); e > 0 && n >= 1 && n <= 31 {
		m.day, m.end = n, e
		k := e
		if k < len(text) && text[k] == ',' {
			k++
		}
		if y, e := digitsAt(text, skipBlanks(text, k)); e > 0 && y >= 1900 && y <= 2100 {
			m.year, m.end = y, e
		}
		return valid(m)
	}
	// The day before the month.
	j := i
	for j > 0 && text[j-1] == ' ' {
		j--
	}
	k := j
	for k > 0 && text[k-1] >= '0' && text[k-1] <= '9' {
		k--
	}
	if n, e := digitsAt(text, k); e == j && k < j && n >= 1 && n <= 31 {
		m.day, m.start = n, k
		if y, e := digitsAt(text, skipBlanks(text, after)); e > 0 && y >= 1900 && y <= 2100 {
			m.year, m.end = y, e
		}
	}
	return valid(m)
}

func valid(m mention) mention {
	year := m.year
	if year == 0 {
		year = 2000 // has a 29 February
	}
	if !validDate(year, m.month, m.day) {
		m.day = 0
	}
	return m
}

// digitsAt reads a number of up to four figures at text[i:]; end is 0 when there
// is none, or a longer one.
func digitsAt(text string, i int) (n, end int) {
	j := i
	for j < len(text) && text[j] >= '0' && text[j] <= '9' && j-i < 5 {
		n = n*10 + int(text[j]-'0')
		j++
	}
	if j == i || j-i > 4 || j < len(text) && isLetter(text[j]) {
		return 0, 0
	}
	return n, j
}

func skipBlanks(text string, i int) int {
	for i < len(text) && text[i] == ' ' {
		i++
	}
	return i
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
