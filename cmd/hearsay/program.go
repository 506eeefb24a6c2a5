package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/hearsay-news/hearsay/export/term"
)

// The exit codes of the contract.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitUnread = 3 // some inputs could not be read; each was named, the rest done
)

// Main is the program with everything it needs from outside, so that tests run it
// as it is.
type Main struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Environ        []string

	StdinTerminal, StdoutTerminal, StderrTerminal bool
	Width                                         int // of the terminal, in columns; 0 when unknown

	Load Loader
}

// commands is the command line. A subcommand is a field with a Run method that may
// take a context.Context and a *Main; each lives in a file of its own.
type commands struct {
	Extract extractCommand `cmd:"" help:"Find who said what in articles."`
	Article articleCommand `cmd:"" help:"Show one article cleaned of its page."`

	Ingest     ingestCommand     `cmd:"" group:"ledger" help:"Read articles into the ledger: files, folders, URLs, feeds, web archives, tables."`
	Watch      watchCommand      `cmd:"" group:"ledger" help:"Keep reading feeds into the ledger."`
	Statements statementsCommand `cmd:"" group:"ledger" help:"List what was said, by whom, when."`
	Search     searchCommand     `cmd:"" group:"ledger" help:"Find words in what was said."`
	Claims     claimsCommand     `cmd:"" group:"ledger" help:"List claims: what is asserted, denied, acknowledged, by how many origins."`
	Claim      claimCommand      `cmd:"" group:"ledger" help:"Show a claim, or decide about one."`
	Timeline   timelineCommand   `cmd:"" group:"ledger" help:"Tell a story by its dates: positions, changes of status, silences."`
	Origins    originsCommand    `cmd:"" group:"ledger" help:"Show through whom a claim came."`
	Changes    changesCommand    `cmd:"" group:"ledger" help:"List what changed status, and because of what."`
	Documents  documentsCommand  `cmd:"" group:"ledger" help:"List articles, their versions and copies."`
	Reread     rereadCommand     `cmd:"" group:"ledger" help:"Read documents of the ledger again."`
	Export     exportCommand     `cmd:"" group:"ledger" help:"Write what the ledger holds in a form that other programs read."`
	Verify     verifyCommand     `cmd:"" group:"ledger" help:"Prove that the ledger, or a claim's bundle, is as it was recorded."`
	Bundle     bundleCommand     `cmd:"" group:"ledger" help:"Write a claim with all its evidence to one archive that anybody can check."`
	Backup     backupCommand     `cmd:"" group:"ledger" help:"Write the whole ledger to one file."`
	Restore    restoreCommand    `cmd:"" group:"ledger" help:"Read a backup into an empty ledger."`
	Serve      serveCommand      `cmd:"" group:"ledger" help:"Show the ledger in a browser."`
	MCP        mcpCommand        `cmd:"" name:"mcp" group:"ledger" help:"Let a language model ask the ledger: the Model Context Protocol on standard input and output."`
	User       userCommand       `cmd:"" group:"ledger" help:"Add, list, change the users of serve --team."`
	Work       workCommand       `cmd:"" group:"ledger" help:"Read what waits in a cluster's queue."`

	Eval    evalCommand    `cmd:"" help:"Measure the program against gold."`
	Train   trainCommand   `cmd:"" help:"Make the models' weights again from the corpora."`
	Version versionCommand `cmd:"" help:"Show the version of the program and of its models."`

	ShowVersion kong.VersionFlag `name:"version" help:"Show the version of the program."`
}

const description = `Hearsay reads news articles and tells who said what: it finds every attributed statement, direct, indirect or mixed, at its exact characters.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some inputs could not be read (each is named, the rest is done), 4 verification failed.`

// exitError ends the program with a code. Without an err everything was said.
type exitError struct {
	code int
	err  error
}

// Error is what is left to say.
func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

// Unwrap gives the cause.
func (e *exitError) Unwrap() error { return e.err }

// usage is an error of how the program was called.
func usage(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// helped is panicked with when help was shown, as parsing has no way back then.
type helped struct{ code int }

// Run runs the program with its arguments and gives its exit code.
func (m *Main) Run(ctx context.Context, args []string) (code int) {
	defer func() {
		if v := recover(); v != nil {
			h, ok := v.(helped)
			if !ok {
				panic(v)
			}
			code = h.code
		}
	}()
	var cli commands
	parser, err := kong.New(&cli,
		kong.Name("hearsay"),
		kong.Description(description),
		kong.Vars{"version": "hearsay " + programVersion(), "export_formats": strings.Join(exportNames(), ", ")},
		kong.Writers(m.Stdout, m.Stderr),
		kong.Exit(func(code int) { panic(helped{code}) }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(m),
		kong.KindMapper(reflect.String, kong.MapperFunc(literal)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 80, NoExpandSubcommands: true}),
	)
	if err != nil {
		return m.fail(err)
	}
	call, err := parser.Parse(args)
	if err != nil {
		var pe *kong.ParseError
		command := "hearsay"
		if errors.As(err, &pe) && pe.Context != nil {
			if at := pe.Context.Selected(); at != nil {
				command = at.FullPath()
			}
		}
		m.say("%v", err)
		fmt.Fprintf(m.Stderr, "Try: %s --help\n", command)
		return exitUsage
	}
	return m.fail(call.Run())
}

// literal takes an argument as it is. The parser's own way leads through JSON,
// which spoils the names of files that are not UTF-8.
func literal(ctx *kong.DecodeContext, target reflect.Value) error {
	token, err := ctx.Scan.PopValue("string")
	if err != nil {
		return err
	}
	value, ok := token.Value.(string)
	if !ok {
		value = token.String()
	}
	target.SetString(value)
	return nil
}

// fail says what went wrong and gives the exit code for it. A reader who has seen
// enough and closed the pipe is no failure to speak of.
func (m *Main) fail(err error) int {
	var exit *exitError
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE), errors.Is(err, io.ErrClosedPipe):
		return exitDone
	case errors.Is(err, context.Canceled):
		m.say("interrupted")
		return exitFailed
	case errors.As(err, &exit):
		if exit.err != nil {
			m.say("%v", exit.err)
		}
		return exit.code
	}
	m.say("%v", err)
	return exitFailed
}

// say writes one line on standard error. Names and texts in it may come from
// anywhere, so it is cleaned as what articles hold is.
func (m *Main) say(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	fmt.Fprintln(m.Stderr, "hearsay: "+strings.TrimSpace(term.Clean(line)))
}

// env gives a variable of the environment, "" when it is not set.
func (m *Main) env(name string) string {
	for _, kv := range m.Environ {
		if value, ok := strings.CutPrefix(kv, name+"="); ok {
			return value
		}
	}
	return ""
}
