package hearsay_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/hearsay-news/hearsay"

// allowed holds the one direction of imports: for each part of the program the
// other parts that it may import. A part is the first folder of a package's path,
// "" the root; a package may always import those of its own part, save in nlp,
// where the stages are parts of their own.
var allowed = map[string][]string{
	"":            {},
	"claim":       {""},
	"model":       {""},
	"nlp/token":   {"", "model"},
	"nlp/tag":     {"", "model"},
	"nlp/parse":   {"", "model"},
	"nlp/attrib":  {"", "model"},
	"nlp/encoder": {"", "model"},
	"nlp/norm":    {"", "model"},
	"nlp":         {"", "model", "nlp/token", "nlp/tag", "nlp/parse", "nlp/attrib", "nlp/encoder", "nlp/norm"},
	"article":     {""},
	"record":      {""},
	"export":      {"", "claim", "ingest", "ledger", "record"},
	"ledger":      {"", "record"},
	"examples":    {},                                                              // beside its files, tests only
	"internal":    {"", "export", "ingest", "ledger", "nlp", "nlp/norm", "record"}, // for tests, which this one does not look at
	"openai":      {"", "nlp/token"},
	"ingest":      {"", "article", "claim", "ledger", "nlp", "record"},
	"bundle":      {"", "article", "claim", "export", "ingest", "ledger", "record"},
	"account":     {},
	"docs":        {}, // the schemas alone
	"api":         {"", "account", "claim", "docs", "export", "ingest", "ledger", "record"},
	"mcp":         {"", "account", "claim", "ingest", "ledger", "record"},
	"web":         {"", "account", "claim", "export", "ingest", "ledger", "record"},
	"server":      {"", "account"},
	"eval":        {"", "article", "model", "nlp", "nlp/norm"},
	"training":    {"", "article", "claim", "eval", "model", "nlp", "nlp/token", "nlp/tag", "nlp/parse", "nlp/attrib", "nlp/norm"},
	"cmd":         {"", "account", "api", "bundle", "examples", "mcp", "server", "web", "article", "claim", "eval", "export", "ingest", "model", "nlp", "nlp/token", "nlp/tag", "nlp/parse", "nlp/attrib", "nlp/norm", "ledger", "openai", "record", "training"},
}

// part gives the part of the program that a package is of, false when it is none
// of the program's.
func part(path string) (string, bool) {
	rest, ok := strings.CutPrefix(path, module)
	if !ok || rest != "" && rest[0] != '/' {
		return "", false
	}
	folders := strings.Split(strings.TrimPrefix(rest, "/"), "/")
	if folders[0] == "nlp" && len(folders) > 1 {
		return "nlp/" + folders[1], true
	}
	return folders[0], true
}

// Imports go one way, siblings never import each other, and the root imports the
// standard library only.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-json=ImportPath,Imports,Standard", "./...").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	type pkg struct {
		ImportPath string
		Imports    []string
		Standard   bool
	}
	var all []pkg
	standard := map[string]bool{"C": true, "unsafe": true}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
		standard[p.ImportPath] = standard[p.ImportPath] || p.Standard
	}
	for _, p := range all {
		from, ours := part(p.ImportPath)
		if !ours {
			continue
		}
		may, known := allowed[from]
		if !known {
			t.Errorf("%s is of no known part: say in this test what %q may import", p.ImportPath, from)
			continue
		}
		for _, imported := range p.Imports {
			to, ours := part(imported)
			switch {
			case ours && to == from && from != "", ours && contains(may, to):
			case ours:
				t.Errorf("%s must not import %s", p.ImportPath, imported)
			case from == "" && !standard[imported]:
				t.Errorf("the root must not import %s: it keeps to the standard library", imported)
			}
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
