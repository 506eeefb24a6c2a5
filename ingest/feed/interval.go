package feed

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/ingest/fetch"
)

// The interval between two looks at a feed, unless a Watch says otherwise.
const (
	Least = 5 * time.Minute
	Most  = 6 * time.Hour
)

// patience is the longest that a server can put off the next look: one that asks
// for a year has made a mistake.
const patience = 24 * time.Hour

// adapt finds the next interval: half of it where the feed had something new, half
// as long again where it had not.
func (w *Watch) adapt(interval time.Duration, news bool) time.Duration {
	switch {
	case interval <= 0:
		interval = 3 * w.least()
	case news:
		interval /= 2
	default:
		interval += interval / 2
	}
	return min(max(interval, w.least()), w.most())
}

// backOff is the interval after so many failures.
func (w *Watch) backOff(failures int) time.Duration {
	wait := w.least()
	for range failures {
		if wait *= 2; wait >= w.most() {
			return w.most()
		}
	}
	return wait
}

// asked is how long the feed and its server want not to be asked again.
func asked(f *Feed, header http.Header, now time.Time) time.Duration {
	var wait time.Duration
	if f != nil {
		wait = f.TTL
	}
	for part := range strings.SplitSeq(strings.Join(header.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.ToLower(strings.TrimSpace(part)), "=")
		if s, err := strconv.Atoi(strings.Trim(value, `"`)); err == nil && name == "max-age" {
			wait = max(wait, time.Duration(min(s, 1e8))*time.Second)
		}
	}
	return min(max(wait, fetch.RetryAfter(header, now)), patience)
}

// next is when to look again: no sooner than wait says, a little later so that many
// feeds do not come all at once, and not in the hours and days that the feed skips.
func next(now time.Time, wait time.Duration, f *Feed) time.Time {
	at := now.Add(wait + rand.N(wait/10+1))
	if f == nil {
		return at
	}
	for open := at; open.Sub(at) <= 7*24*time.Hour; {
		utc := open.UTC()
		if !slices.Contains(f.SkipHours, utc.Hour()) && !slices.Contains(f.SkipDays, utc.Weekday()) {
			return open
		}
		open = utc.Truncate(time.Hour).Add(time.Hour + rand.N(5*time.Minute))
	}
	return at // it skips the whole week, which cannot be meant
}
