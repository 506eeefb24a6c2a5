package web

import "time"

// FeedHealth is how a feed fares that is watched.
type FeedHealth struct {
	URL, Title string
	LastLooked time.Time // zero for never
	LastNew    time.Time // when something new was in it
	Failures   int       // since it was read last
	LastError  string    // "" where the last look went well
	Next       time.Time // when it is looked at again
}
