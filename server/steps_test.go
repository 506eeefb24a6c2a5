package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What is done in a page is done as people do it who know it by what it says: things are
// found by their role and their name, as screen readers tell them, and pressed where they
// stand.

// named gives the things of a role whose name it is; a name that ends with … is how it
// begins, and "" is any.
func (b *tab) named(role, name string) (found []cdp.BackendNodeID) {
	begin, open := strings.CutSuffix(name, "…")
	query := accessibility.QueryAXTreeParams{Role: role}
	if !open {
		query.AccessibleName = name
	}
	ctx, stop := b.within()
	defer stop()
	document, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: "document"})
	var tree accessibility.QueryAXTreeResult
	if err == nil {
		query.ObjectID = document.Result.ObjectID
		tree, err = chromedp.Call(ctx, accessibility.QueryAXTree, query)
	}
	if err != nil && ctx.Err() != nil {
		b.Fatalf("%s %q: %v", role, name, err)
	}
	for _, n := range tree.Nodes { // a page that is on its way out has none: who asks asks again
		if !n.Ignored && (name == "" || n.Name != nil && strings.HasPrefix(unquoted(n.Name), begin)) {
			found = append(found, n.BackendDOMNodeID)
		}
	}
	return found
}

func unquoted(v *accessibility.Value) (s string) {
	_ = json.Unmarshal(v.Value, &s) // what is no text is no name
	return s
}

// find waits for the first thing of a role and a name.
func (b *tab) find(role, name string) cdp.BackendNodeID {
	b.Helper()
	var found []cdp.BackendNodeID
	b.wait(fmt.Sprintf("no %s %q", role, name), func() bool {
		found = b.named(role, name)
		return len(found) > 0
	})
	return found[0]
}

// has reports whether there is a thing of a role and a name.
func (b *tab) has(role, name string) bool { return len(b.named(role, name)) > 0 }

// wait asks until something holds.
func (b *tab) wait(fault string, holds func() bool) {
	b.Helper()
	ctx, stop := b.within()
	defer stop()
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			_, below, _ := strings.Cut(b.text(), "Theme: ")
			b.Fatalf("%s, at %s:\n%.1200s", fault, b.where(), below)
		}
	}
}

// says waits until the page says a text.
func (b *tab) says(text string) {
	b.Helper()
	b.wait(fmt.Sprintf("the page does not say %q", text), func() bool { return strings.Contains(b.text(), text) })
}

// text is what can be read on the page.
func (b *tab) text() string {
	ctx, stop := b.within()
	defer stop()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body ? document.body.innerText : ""`))
	if err != nil && ctx.Err() != nil {
		b.Fatal(err)
	}
	return text // "" of a page that is on its way out
}

// press presses a thing with the mouse.
func (b *tab) press(role, name string) {
	b.Helper()
	b.pressAt(b.find(role, name), fmt.Sprintf("%s %q", role, name))
}

func (b *tab) pressAt(id cdp.BackendNodeID, what string) {
	b.Helper()
	call(b, dom.ScrollIntoViewIfNeeded, dom.ScrollIntoViewIfNeededParams{BackendNodeID: id})
	quads := call(b, dom.GetContentQuads, dom.GetContentQuadsParams{BackendNodeID: id}).Quads
	if len(quads) == 0 {
		b.Fatalf("%s has no place on %s", what, b.where())
	}
	q := quads[0]
	b.do(chromedp.MouseClickXY((q[0]+q[4])/2, (q[1]+q[5])/2))
}

// leads presses a thing that leads to another page.
func (b *tab) leads(role, name string) {
	b.Helper()
	b.loading(fmt.Sprintf("%s %q", role, name), func() { b.Helper(); b.press(role, name) })
}

// follow follows a link.
func (b *tab) follow(name string) { b.Helper(); b.leads("link", name) }

// focus moves the keyboard to a thing.
func (b *tab) focus(role, name string) {
	b.Helper()
	call(b, dom.Focus, dom.FocusParams{BackendNodeID: b.find(role, name)})
}

// fill writes into a field in the place of what is there.
func (b *tab) fill(role, name, text string) {
	b.Helper()
	b.focus(role, name)
	b.selectAll()
	call(b, input.InsertText, input.InsertTextParams{Text: text})
}

// set gives a field a value that nobody writes letter by letter: a date, files.
func (b *tab) set(role, name, value string) {
	b.Helper()
	field := call(b, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: b.find(role, name)}).Object
	call(b, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
		FunctionDeclaration: fmt.Sprintf("function() { this.value = %q; this.dispatchEvent(new Event('change', {bubbles: true})) }", value), ObjectID: field.ObjectID,
	})
}

// selectAll selects all of the field that the keyboard is in.
func (b *tab) selectAll() {
	b.Helper()
	b.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
}

// keys presses keys, one after the other.
func (b *tab) keys(keys ...string) {
	b.Helper()
	for _, k := range keys {
		b.do(chromedp.KeyEvent(k))
	}
}

// tabTo presses Tab until the keyboard is where it should be, as somebody without a mouse
// does.
func (b *tab) tabTo(fault, where string) {
	b.Helper()
	for range 120 {
		if value[bool](b, "!!document.activeElement && (e => "+where+")(document.activeElement)") {
			return
		}
		b.keys(kb.Tab)
	}
	b.Fatalf("Tab does not come to %s, at %s", fault, b.where())
}
