package manifest

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"time"
)

// Faults that a caller may want to tell from others.
var (
	// ErrUnknown is the fault of an article that replaces one that is not listed.
	ErrUnknown = errors.New("no article of that id or file is listed")
	// ErrCycle is the fault of articles that replace each other in a circle.
	ErrCycle = errors.New("articles that replace each other in a circle")
	// ErrTwice is the fault of an id or a file that two articles have.
	ErrTwice = errors.New("listed twice")
)

// visit is how far an article is in being put in order.
type visit uint8

const (
	unseen visit = iota
	under        // what it replaces is being looked at
	placed
)

// check finds what is wrong with articles by the manifest alone, and which
// article each one replaces. That is named by its id, or by its file.
func (l *list) check() {
	ids := make(map[string]*article, len(l.Articles))
	files := make(map[string]*article, len(l.Articles))
	for _, a := range l.Articles {
		if a.fault != nil {
			continue
		}
		switch {
		case ids[a.ID] != nil:
			a.fault = fmt.Errorf("its id is %w", ErrTwice)
		case a.path() == "":
			a.fault = errors.New("it names no file")
		case files[path.Clean(a.path())] != nil:
			a.fault = fmt.Errorf("its file %s is %w", a.path(), ErrTwice)
		default:
			ids[a.ID], files[path.Clean(a.path())] = a, a
		}
		if a.fault == nil && a.Retrieved != "" {
			var err error
			if a.at, err = time.Parse(time.RFC3339, a.Retrieved); err != nil {
				a.fault = fmt.Errorf("its time of retrieval %.40q is not in RFC 3339", a.Retrieved)
			}
		}
	}
	for _, a := range l.Articles {
		if a.fault != nil || a.Replaces == "" {
			continue
		}
		if a.old = ids[a.Replaces]; a.old == nil {
			a.old = files[path.Clean(a.Replaces)]
		}
		switch {
		case a.old == nil:
			a.fault = fmt.Errorf("it replaces %.100q: %w", a.Replaces, ErrUnknown)
		case !a.at.IsZero() && a.old.at.After(a.at):
			a.fault = fmt.Errorf("it replaces %.100q, which was retrieved after it", a.Replaces)
		}
	}
}

// order gives the articles by their time of retrieval, each after what it replaces.
func (l *list) order() []*article {
	sorted := slices.Clone(l.Articles)
	slices.SortStableFunc(sorted, func(a, b *article) int { return a.at.Compare(b.at) })
	all := make([]*article, 0, len(sorted))
	for _, a := range sorted {
		var chain []*article // a, what it replaces, what that replaces…
		for at := a; at != nil && at.state == unseen; at = at.old {
			at.state = under
			chain = append(chain, at)
		}
		if len(chain) == 0 {
			continue
		}
		if end := chain[len(chain)-1].old; end != nil && end.state == under {
			circle(end)
		}
		slices.Reverse(chain)
		for _, at := range chain {
			at.state = placed
			all = append(all, at)
		}
	}
	return all
}

// circle marks the articles of a circle: none of them is the first version.
func circle(a *article) {
	for at := a; ; at = at.old {
		at.fault = fmt.Errorf("it replaces %.100q: %w", at.Replaces, ErrCycle)
		if at.old == a {
			return
		}
	}
}
