package feed_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/hearsay-news/hearsay/ingest/feed"
)

// What is remembered of a feed says how it fares: when it was looked at, when there was
// news, and why it could not be read.
func TestWatchTells(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, m := newOutlet(links("/a")), &memory{}
		began := time.Now()
		watch(t, feed.Watch{Client: o, Memory: m}, time.Hour)
		st, err := m.Recall(t.Context(), feedURL)
		if err != nil || st.Fault != "" || !st.News.Equal(began) || !st.Looked.After(began) {
			t.Errorf("%+v, %v", st, err)
		}
		o.set(func() { o.broken["/feed"] = 1000 })
		watch(t, feed.Watch{Client: o, Memory: m}, 24*time.Hour)
		if st, _ = m.Recall(t.Context(), feedURL); st.Fault == "" || st.Failures == 0 || !st.News.Equal(began) {
			t.Errorf("%+v", st)
		}
		o.set(func() { o.broken["/feed"] = 0 })
		watch(t, feed.Watch{Client: o, Memory: m}, 24*time.Hour)
		if st, _ = m.Recall(t.Context(), feedURL); st.Fault != "" || st.Failures != 0 {
			t.Errorf("%+v", st)
		}
	})
}
