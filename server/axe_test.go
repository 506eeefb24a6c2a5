package server_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"github.com/hearsay-news/hearsay/ledger/ledgertest"
)

// axeRun asks axe-core about a page, and gives a line for each thing that is wrong.
const axeRun = `axe.run(document, {runOnly: %s, resultTypes: ["violations"], preload: false}).then(r => r.violations.flatMap(v => v.nodes.slice(0, 4).map(n =>
	v.id + ": " + n.target.join(" ") + ": " + n.html.slice(0, 160) + ": " + n.any.concat(n.all, n.none).map(c => c.message).join("; "))))`

// What it is asked: the success criteria of WCAG 2.2 AA that a program can tell, and of
// them what may differ in the dark and by phone.
const (
	axeAll   = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]`
	axeDark  = `{type: "rule", values: ["color-contrast"]}`
	axePhone = `{type: "rule", values: ["target-size", "scrollable-region-focusable"]}`
)

// errNoAxe says that there is none.
var errNoAxe = errors.New("HEARSAY_AXE names no axe.min.js: see make axe")

// axe is the source of axe-core.
var axe = sync.OnceValues(func() (string, error) {
	path := os.Getenv("HEARSAY_AXE")
	if path == "" {
		return "", errNoAxe
	}
	data, err := os.ReadFile(path)
	return string(data), err
})

// judged holds the page that is open against WCAG, where there is axe-core.
func (b *tab) judged(path string) {
	b.Helper()
	source, err := axe()
	switch {
	case errors.Is(err, errNoAxe) && !ledgertest.Required("axe"):
		return
	case err != nil:
		b.Fatal(err)
	}
	value[any](b, source+";null")
	if b.width < 600 {
		b.axe(path, "light", axePhone)
		return
	}
	b.axe(path, "light", axeAll)
	b.axe(path, "dark", axeDark)
}

// No page violates what WCAG 2.2 AA asks for, light or dark, full, empty or wrong.
func TestAxe(t *testing.T) {
	useBrowser(t)
	if _, err := axe(); errors.Is(err, errNoAxe) && !ledgertest.Required("axe") {
		t.Skip(err)
	}
	full, empty := serveRoom(t, ferry, leak), serveRoom(t)
	for _, c := range []struct {
		name  string
		room  *served
		paths []string
	}{{"full", full, fullPaths(t, full)}, {"empty", empty, plainPaths}} {
		t.Run(c.name, func(t *testing.T) {
			desk, phone := openTab(t, c.room.root, 1280, 900), openTab(t, c.room.root, 360, 740)
			for _, path := range c.paths {
				for _, b := range []*tab{desk, phone} {
					b.quiet = strings.HasPrefix(path, wrong)
					b.open(strings.TrimPrefix(path, wrong))
					b.judged(path)
				}
			}
		})
	}
}

// axe asks axe-core about the page that is open. Its source has been evaluated by the browser's
// tools, which the pages' own policy does not bind.
func (b *tab) axe(path, scheme, what string) {
	b.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	for _, f := range value[[]string](b, fmt.Sprintf(axeRun, what)) {
		b.Errorf("%s, %s, %d px wide: %s", path, scheme, b.width, f)
	}
}
