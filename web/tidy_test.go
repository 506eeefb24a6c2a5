package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// tidy tells what is wrong with a page for those who hear it or go through it by keyboard:
// headings that skip a level, fields without a label, cells that head nothing, two elements
// of one ID, labels that lead nowhere, and what the content policy would not let work.
func tidy(t *testing.T, path, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids, labels, fields := make(map[string]int), make(map[string]bool), make(map[string]string)
	level, first := byte('0'), 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := make(map[string]string)
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: <%s %s>", path, n.Data, a.Key)
			}
		}
		if id, ok := at["id"]; ok {
			ids[id]++
		}
		switch n.Data {
		case "h1", "h2", "h3", "h4":
			if n.Data[1] > level+1 {
				t.Errorf("%s: %s %q after h%c", path, n.Data, content(n), level)
			}
			if level = n.Data[1]; level == '1' {
				first++
			}
		case "label":
			labels[at["for"]] = true
		case "input", "select", "textarea":
			if at["type"] != "hidden" && at["aria-label"] == "" && !inside(n, "label") {
				fields[at["id"]] = at["name"]
			}
		case "th":
			if at["scope"] == "" {
				t.Errorf("%s: %q heads nothing", path, content(n))
			}
		case "a", "button":
			if at["aria-label"] == "" && strings.TrimSpace(content(n)) == "" {
				t.Errorf("%s: <%s> %s says nothing", path, n.Data, at["href"])
			}
		case "style":
			t.Errorf("%s: <style>", path)
		case "script":
			if at["src"] == "" {
				t.Errorf("%s: a script of its own", path)
			}
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%s: %d elements are %q", path, n, id)
		}
	}
	for id, name := range fields {
		if !labels[id] {
			t.Errorf("%s: the field %q has no label", path, name)
		}
	}
	if first != 1 {
		t.Errorf("%s: %d first headings", path, first)
	}
}

// inside reports whether an element is in one of a name.
func inside(n *html.Node, name string) bool {
	for a := range n.Ancestors() {
		if a.Data == name {
			return true
		}
	}
	return false
}

// The pages can be heard, and gone through by keyboard.
func TestTidy(t *testing.T) {
	p := newPaper(t, ferry)
	paths := []string{"/documents", "/documents?from=x", "/search", "/search?q=ferry&act=deny", "/search?q=%22", "/search?status=disputed", "/speakers", "/outlets", "/outlet?name=Halyard+Press"}
	for _, d := range p.documents() {
		paths = append(paths, "/document/"+d.ID+"?earlier=1", "/compare/"+d.ID+"/"+p.documents()[0].ID)
	}
	for n := range p.room.Live.View().Speakers("") {
		paths = append(paths, "/speaker?name="+url.QueryEscape(n.Name))
	}
	for _, path := range paths {
		code := http.StatusOK
		if path == "/documents?from=x" || path == "/search?q=%22" {
			code = http.StatusBadRequest
		}
		tidy(t, path, p.get(path, code))
	}
}
