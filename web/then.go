package web

import (
	"sync"

	"github.com/hearsay-news/hearsay/ingest/claims"
)

// thens keeps some stories as they were known on days, since their claims take a while to
// be made and whoever looks at one day looks at several pages of it. The zero value is
// empty; any number of goroutines may use it.
type thens struct {
	mu    sync.Mutex
	made  map[thenKey]*then
	order []thenKey // the one that was first asked for first
}

// thenKey is a state of a story, which is another as soon as anything about it changes, and
// a day.
type thenKey struct {
	story *claims.Story
	asOf  string
}

type then struct {
	once  sync.Once
	story *claims.Story
}

// mostThens is how many are kept.
const mostThens = 32

// get gives what is kept, or has it made, once however many ask for it.
func (t *thens) get(key thenKey, build func() *claims.Story) *claims.Story {
	t.mu.Lock()
	x := t.made[key]
	if x == nil {
		if len(t.order) == mostThens {
			delete(t.made, t.order[0])
			t.order = append(t.order[:0], t.order[1:]...)
		}
		if t.made == nil {
			t.made = make(map[thenKey]*then)
		}
		x = new(then)
		t.made[key] = x
		t.order = append(t.order, key)
	}
	t.mu.Unlock()
	x.once.Do(func() { x.story = build() })
	return x.story
}
