package server_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/hearsay-news/hearsay/ledger/ledgertest"
)

// Times that nothing in a browser may take longer than.
const (
	mostStep = 20 * time.Second // until something is there
	mostTest = 3 * time.Minute  // a whole test
)

// browser is the one that all tests of the package share: it is started when the first
// asks for it, and ended when the last is done.
var browser = sync.OnceValues(startBrowser)

var endBrowser = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	endBrowser()
	os.Exit(code)
}

// errNoBrowser says that there is none on this machine.
var errNoBrowser = errors.New("no chromium is in the path")

// startBrowser starts chromium without a window. It knows no host but this one.
func startBrowser() (context.Context, error) {
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		return nil, errNoBrowser
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("force-prefers-reduced-motion", true), chromedp.Flag("lang", "en-GB"),
		chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("font-render-hinting", "none"),
		chromedp.Env("LANG=en_GB.UTF-8", "LANGUAGE=en_GB", "TZ=UTC"),
		chromedp.WSURLReadTimeout(mostStep))
	every, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(every)
	if err := chromedp.Do(ctx); err != nil {
		end()
		stop()
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	endBrowser = func() {
		_ = chromedp.Cancel(ctx) // an error is that it was gone already
		end()
		stop() // waits for the process
	}
	return ctx, nil
}

// useBrowser gives the browser, or skips the test where there is none.
func useBrowser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes too long for -short")
	}
	ctx, err := browser()
	switch {
	case errors.Is(err, errNoBrowser) && !ledgertest.Required("chromium"):
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	return ctx
}
