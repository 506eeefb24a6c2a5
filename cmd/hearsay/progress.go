package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long a run may take before it shows a bar.
const patience = time.Second

// progress shows how far a run has come. One that is nil, or is not to be shown,
// does nothing.
type progress struct {
	bar   *progressbar.ProgressBar
	after time.Time
	shown bool
	done  int
}

// progress makes a bar for a number of inputs. On "auto" it is for a terminal that
// statements are not scrolling over.
func (m *Main) progress(when string, inputs int, toScreen bool) *progress {
	return m.progressOf(when, inputs, toScreen, "reading", "articles")
}

// progressOf makes a bar of something else that is done with a number of things.
func (m *Main) progressOf(when string, inputs int, toScreen bool, doing, things string) *progress {
	busy := toScreen && m.StdoutTerminal
	if when == "never" || when == "auto" && (!m.StderrTerminal || busy || inputs < 2) {
		return nil
	}
	p := &progress{after: time.Now().Add(patience)}
	if when == "always" {
		p.after = time.Now()
	}
	p.bar = progressbar.NewOptions(inputs,
		progressbar.OptionSetWriter(m.Stderr),
		progressbar.OptionSetDescription(doing),
		progressbar.OptionSetWidth(30),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString(things),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetRenderBlankState(false),
	)
	return p
}

// step counts one input more.
func (p *progress) step() {
	if p == nil {
		return
	}
	p.done++
	if !p.shown && time.Now().Before(p.after) {
		return
	}
	p.shown = true
	// What the bar cannot show is not worth failing for.
	_ = p.bar.Set(p.done)
}

// clear takes the bar away, so that a line can be written in its place.
func (p *progress) clear() {
	if p != nil && p.shown {
		_ = p.bar.Clear()
	}
}

// grow says how many inputs there are so far.
func (p *progress) grow(inputs int) {
	if p != nil {
		p.bar.ChangeMax(max(inputs, 1))
	}
}
