package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is a page of the browser with cookies of its own, which writes down whatever goes
// wrong in it.
type tab struct {
	*testing.T
	ctx   context.Context
	root  string
	width int64

	mu     sync.Mutex
	faults []string
	loads  int // pages that were loaded
	status int64
	came   chan struct{} // closed at the next event
	quiet  bool          // answers of 400 and more are expected
}

// openTab opens a tab of a width for the pages at root. The test fails with what goes
// wrong in it.
func openTab(t *testing.T, root string, width, height int64) *tab {
	t.Helper()
	parent := useBrowser(t)
	own, end := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	ctx, stop := context.WithTimeout(own, mostTest)
	b := &tab{T: t, ctx: ctx, root: root, width: width, came: make(chan struct{})}
	t.Cleanup(func() {
		b.report()
		stop()
		end()
	})
	if err := errors.Join(chromedp.Do(own), chromedp.Listen(own, b.heard)); err != nil {
		t.Fatal(err)
	}
	call(b, network.Enable, network.EnableParams{})
	call(b, log.Enable, cdp.Empty{})
	call(b, audits.Enable, cdp.Empty{})
	b.size(width, height)
	return b
}

// size makes the tab a screen: a phone's when it is narrow.
func (b *tab) size(width, height int64) {
	b.Helper()
	b.width = width
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600})
}

// heard writes down what a page did that none may do.
func (b *tab) heard(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *page.EventLoadEventFired:
		b.loads++
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument {
			b.status = e.Response.Status
		}
		if e.Response.Status >= 400 && !(b.quiet && e.Type == network.ResourceTypeDocument) {
			b.faults = append(b.faults, fmt.Sprintf("%d for %s", e.Response.Status, e.Response.URL))
		}
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, b.root+"/") && u != "about:blank" && !strings.HasPrefix(u, "data:image/") {
			b.faults = append(b.faults, "asks elsewhere: "+u)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			b.faults = append(b.faults, fmt.Sprintf("failed: %s %s %s", e.Type, e.ErrorText, e.BlockedReason))
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning || e.Type == runtime.ConsoleAPICalledTypeAssert {
			text, _ := json.Marshal(e.Args)
			b.faults = append(b.faults, fmt.Sprintf("console: %s", text))
		}
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, fmt.Sprintf("exception: %s, %s:%d", e.ExceptionDetails.Text, e.ExceptionDetails.URL, e.ExceptionDetails.LineNumber))
	case *log.EventEntryAdded:
		expected := b.quiet && e.Entry.Source == log.EntrySourceNetwork
		if (e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning) && !expected {
			b.faults = append(b.faults, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *audits.EventIssueAdded:
		switch e.Issue.Code {
		case audits.InspectorIssueCodeContentSecurityPolicyIssue, audits.InspectorIssueCodeMixedContentIssue, audits.InspectorIssueCodeBlockedByResponseIssue:
			b.faults = append(b.faults, fmt.Sprintf("issue: %s", e.Issue.Code))
		}
	case *page.EventJavascriptDialogOpening:
		b.faults = append(b.faults, "dialog: "+e.Message)
		go func() { // it would hold the page
			_, _ = chromedp.Call(b.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
		}()
	}
	close(b.came)
	b.came = make(chan struct{})
}

// report fails the test with what was written down, and forgets it.
func (b *tab) report() {
	b.Helper()
	b.mu.Lock()
	faults := b.faults
	b.faults = nil
	b.mu.Unlock()
	for _, f := range faults {
		b.Errorf("%d px wide: %s", b.width, f)
	}
}

// call gives the answer to a command.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.Helper()
	ctx, stop := b.within()
	defer stop()
	r, err := chromedp.Call(ctx, command, params)
	if err != nil {
		b.Fatalf("%v: %v, at %s", command, err, b.where())
	}
	return r
}

// within gives a context that ends with the time of a step.
func (b *tab) within() (context.Context, context.CancelFunc) {
	return context.WithTimeout(b.ctx, mostStep)
}

// do does what chromedp has an action for.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, stop := b.within()
	defer stop()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.Fatalf("%v, at %s", err, b.where())
	}
}

// value gives the value of an expression of the page, what it promises where it does.
func value[T any](b *tab, expression string) (v T) {
	b.Helper()
	ctx, stop := b.within()
	defer stop()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%.200s: %v", expression, err)
	}
	return v
}

// where is the address of the page, for messages.
func (b *tab) where() string {
	ctx, stop := b.within()
	defer stop()
	at, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return at
}

// loading does something that loads a page, waits for the page and looks at it.
func (b *tab) loading(what string, do func()) {
	b.Helper()
	b.mu.Lock()
	before := b.loads
	b.mu.Unlock()
	do()
	b.until(what+": no page came", func() bool { return b.loads > before })
	b.arrived()
}

// until waits for what events bring about; holds is asked with the tab locked.
func (b *tab) until(fault string, holds func() bool) {
	b.Helper()
	ctx, stop := b.within()
	defer stop()
	for {
		b.mu.Lock()
		ok, came := holds(), b.came
		b.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-came:
		case <-ctx.Done():
			b.Fatalf("%s, at %s", fault, b.where())
		}
	}
}

// open loads a page by its path.
func (b *tab) open(path string) {
	b.Helper()
	b.loading(path, func() {
		b.Helper()
		if text := call(b, page.Navigate, page.NavigateParams{URL: b.root + path}).ErrorText; text != "" {
			b.Fatalf("%s: %s", path, text)
		}
	})
}

// arrived looks at what every page must have, and must not.
func (b *tab) arrived() {
	b.Helper()
	const look = `({
		path: location.pathname + location.search,
		wide: document.scrollingElement.scrollWidth,
		broad: [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right + scrollX > innerWidth + 1 || e.scrollWidth > innerWidth + 1).map(e => e.cloneNode().outerHTML).slice(0, 12),
		heads: document.querySelectorAll("h1").length,
		title: document.title,
		ids: [...document.querySelectorAll("[id]")].map(e => e.id).filter((x, i, all) => all.indexOf(x) !== i),
		ran: typeof window.__ran,
	})`
	seen := value[struct {
		Path  string   `json:"path"`
		Wide  int64    `json:"wide"`
		Broad []string `json:"broad"`
		Heads int      `json:"heads"`
		Title string   `json:"title"`
		IDs   []string `json:"ids"`
		Ran   string   `json:"ran"`
	}](b, look)
	if seen.Wide > b.width {
		b.Errorf("%s is %d px wide on a screen of %d: %q", seen.Path, seen.Wide, b.width, seen.Broad)
	}
	if seen.Heads != 1 || !strings.HasSuffix(seen.Title, "· Hearsay") {
		b.Errorf("%s: %d h1, title %q", seen.Path, seen.Heads, seen.Title)
	}
	if len(seen.IDs) > 0 {
		b.Errorf("%s: IDs used twice: %q", seen.Path, seen.IDs)
	}
	if seen.Ran != "undefined" {
		b.Errorf("%s: a script of an article ran", seen.Path)
	}
}
