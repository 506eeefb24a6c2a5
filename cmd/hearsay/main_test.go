package main

import (
	"context"
	"encoding/base64"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/record"
)

// The scripts in testdata/script run the program as its users do. Where they are
// about the program and not about its models, "hearsay" reads with a stand-in
// that knows sentences of the form "X said Y." alone; "hearsay-real" reads with
// the real models.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"hearsay":      func() { os.Exit(scripted(standIn)) },
		"hearsay-real": func() { os.Exit(scripted(load)) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"bytes": decode, "pick": pick},
		Setup: func(env *testscript.Env) error {
			root, err := os.Getwd()
			env.Setenv("ROOT", root+"/../..")
			return err
		},
	})
}

// decode is "bytes FROM TO", which makes a file of what another holds in base 64.
func decode(ts *testscript.TestScript, _ bool, args []string) {
	data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

// pick is "pick NAME REGEXP", which sets a variable to what a group of the regular
// expression finds in the last output.
func pick(ts *testscript.TestScript, _ bool, args []string) {
	found := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(found) != 2 {
		ts.Fatalf("%s: nothing in the output is %s", args[0], args[1])
	}
	ts.Setenv(args[0], found[1])
}

// scripted runs the program for a script, which may set TERMINAL to have its
// output taken for one.
func scripted(load Loader) int {
	screen := os.Getenv("TERMINAL") != ""
	m := &Main{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Environ: os.Environ(),
		StdoutTerminal: screen, StderrTerminal: screen, Load: load,
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return m.Run(ctx, os.Args[1:])
}

var said = regexp.MustCompile(`([A-Z][\pL ]*) (said) ([^.]+)`)

// simple is the stand-in for a model.
type simple struct{}

func (simple) Extract(_ context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
	if strings.Contains(doc.Text, "panic") {
		panic("the model has a fault")
	}
	var out []hearsay.Statement
	for _, at := range said.FindAllStringSubmatchIndex(doc.Text, -1) {
		spans := func(group int) []hearsay.Span {
			return []hearsay.Span{{Start: at[2*group], End: at[2*group+1]}}
		}
		out = append(out, hearsay.Unresolved(hearsay.Attribution{
			Source: spans(1), Cue: spans(2), Content: spans(3), Zone: doc.ZoneAt(at[6]), Nested: -1, Score: .9,
		})...)
	}
	if strings.Contains(doc.Text, "unsound") {
		out = append(out, hearsay.Unresolved(hearsay.Attribution{Content: []hearsay.Span{{Start: -1, End: 1 << 30}}, Nested: -1})...)
	}
	return out, nil
}

func standIn(model string) (*Reader, error) {
	if model != "accurate" {
		return load(model)
	}
	return &Reader{By: record.Extractor{Model: model, Version: "0"}, New: func() ingest.Extractor { return simple{} }}, nil
}
