package server_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp/kb"
)

// An article that is pasted, and names in the files that are uploaded.
const (
	pasted = `The harbour master of Port Arrin, Ulrik Sande, said the new breakwater had held. "No ship will be turned away this winter," Sande told reporters on Monday.

The union of dockers denied that the breakwater was finished. A spokeswoman, Tove Brand, said that a third of the stones were missing.`
	ferryTitle = "Ferry sinks in Varn Sound; nine bodies recovered"
	corvette   = "It was an Orvalt corvette with a number on its side…"
)

// A newcomer adds articles to an empty newsroom and goes through all of it, at a desk and
// by phone.
func TestWalk(t *testing.T) {
	useBrowser(t)
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"desk", 1280, 900}, {"phone", 360, 740}} {
		t.Run(size.name, func(t *testing.T) {
			room := serveRoom(t)
			b := openTab(t, room.root, size.width, size.height)
			walkAdd(b, room)
			walkRead(b)
			walkSearch(b)
			walkReview(b)
			walkDecisions(b)
			walkTheme(b)
			walkPrint(b)
			walkLedger(b)
		})
	}
}

// walkAdd pastes an article and uploads a story.
func walkAdd(b *tab, room *served) {
	b.open("/")
	b.says("There are no changes yet.")
	b.follow("Add")
	b.fill("textbox", "Text of one article, in English", pasted)
	b.fill("textbox", "Title", "Breakwater holds")
	b.fill("textbox", "Outlet", "Arrin Courier")
	b.fill("textbox", "Published on", "2031-03-03")
	b.leads("button", "Read the text")
	b.says("It has ended.")
	b.says("1 of 1")

	b.follow("Add more")
	files, err := filepath.Glob("../examples/stories/varn-ferry/articles/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatal(files, err)
	}
	for i := range files {
		if files[i], err = filepath.Abs(files[i]); err != nil {
			b.Fatal(err)
		}
	}
	call(b, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: files, BackendNodeID: b.find("button", "Articles as text or HTML…")})
	b.leads("button", "Upload and read")
	b.says("It has ended.")
	b.says(fmt.Sprintf("%d of %d", len(files), len(files)))
	if _, err := room.Now(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// walkRead goes from what changed to the words of an article.
func walkRead(b *tab) {
	b.follow("Today")
	b.says("This is your first visit")
	b.says("corroborated")
	b.follow("Stories")
	b.follow(ferryTitle)
	b.find("heading", "What happened when")
	b.find("heading", "Claims")

	b.follow(corvette)
	b.find("heading", "How its status changed")
	now := b.text()
	b.set("Date", "As known on", "2031-03-06")
	b.leads("button", "Show")
	b.says("This is what was known at the end of 6 March 2031")
	then := b.text()
	if len(then) >= len(now) || strings.Contains(then, "30 September 2031,") {
		b.Errorf("as of 6 March the claim is as it is now:\n%.2000s", then)
	}
	b.follow("Show all that is known")

	b.follow("“…")
	if at := value[string](b, "location.pathname"); !strings.HasPrefix(at, "/document/") {
		b.Errorf("a quote leads to %s", at)
	}
	b.wait("the mark is not in sight", func() bool {
		return value[bool](b, `(() => {
			const e = document.getElementById(decodeURIComponent(location.hash.slice(1)));
			if (!e) return false;
			const r = e.getBoundingClientRect();
			return r.bottom >= 0 && r.top <= innerHeight;
		})()`)
	})
}

// walkSearch searches, and asks for less.
func walkSearch(b *tab) {
	b.fill("searchbox", "Search statements", "ferry")
	b.loading("search", func() { b.keys(kb.Enter) })
	all := len(b.named("listitem", ""))
	b.press("DisclosureTriangle", "Filters")
	b.focus("combobox", "Act")
	b.keys("d", "e", "n")
	b.loading("search with a filter", func() {
		b.focus("searchbox", "Words that were said, or of who said them")
		b.keys(kb.Enter)
	})
	if at := value[string](b, "location.search"); !strings.Contains(at, "act=deny") {
		b.Errorf("the filter is not asked for: %s", at)
	}
	if some := len(b.named("listitem", "")); some >= all {
		b.Errorf("%d items with the filter, %d without", some, all)
	}
	b.says("denies")
}

// walkReview decides by the keyboard alone.
func walkReview(b *tab) {
	b.follow("Review")
	b.loading("accept", func() { b.keys("a") })
	b.says("Recorded: ")
	b.says("ccepted")

	b.keys("c")
	b.tabTo("the speaker", `e.name === "speaker"`)
	b.selectAll()
	b.keys("I", "l", "k", "a", " ", "R", "e", "n", "n", kb.Escape)
	b.tabTo("the act", `e.name === "act"`)
	b.keys("w", "a", "r")
	if act := value[string](b, "document.activeElement.value"); act != "warn" {
		b.Errorf("the act chosen by keys is %q", act)
	}
	b.tabTo("what records the correction", `e.textContent === "Record the correction"`)
	b.loading("correct", func() { b.keys(kb.Enter) })
	b.says("orrected")

	b.loading("reject", func() { b.keys("r") })
	b.says("ejected")

	for range 20 { // to one that is on a claim
		if b.has("DisclosureTriangle", "Merge with another claim") {
			break
		}
		b.loading("next", func() { b.keys("n") })
	}
	b.keys("m")
	b.tabTo("the claims", `e.name === "other"`)
	b.keys(" ")
	b.tabTo("what merges", `e.textContent === "Merge"`)
	b.loading("merge", func() { b.keys(kb.Enter) })
	b.says("erged")
}

// walkDecisions takes one back.
func walkDecisions(b *tab) {
	b.follow("Decisions")
	b.says("5 decisions") // a correction of two things is two
	b.tabTo("the first decision's Undo", `e.tagName === "BUTTON" && e.textContent.startsWith("Undo")`)
	b.loading("undo", func() { b.keys(kb.Enter) })
	b.says("(undone)")
}

// walkTheme changes between dark and light.
func walkTheme(b *tab) {
	ground := "getComputedStyle(document.documentElement).backgroundColor"
	light := value[string](b, ground)
	b.leads("button", "Theme: automatic")
	if dark := value[string](b, ground); dark == light {
		b.Errorf("dark is as light: %s", dark)
	}
	b.leads("button", "Theme: dark")
	if now := value[string](b, ground); now != light {
		b.Errorf("light again is %s, not %s", now, light)
	}
	b.leads("button", "Theme: light")
	b.find("button", "Theme: automatic")
}

// walkPrint prints a story.
func walkPrint(b *tab) {
	b.follow("Stories")
	b.follow(ferryTitle)
	pdf := call(b, page.PrintToPDF, page.PrintToPDFParams{}).Data
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || len(pdf) < 20_000 {
		b.Errorf("the print has %d bytes", len(pdf))
	}
}

// walkLedger verifies the log.
func walkLedger(b *tab) {
	b.follow("Ledger")
	b.leads("button", "Verify now")
	for !strings.Contains(b.text(), "No fault found") {
		b.follow("Look again")
	}
}
