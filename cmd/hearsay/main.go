// Hearsay reads news articles and tells who said what: it finds every attributed
// statement at its exact characters.
//
//	hearsay extract examples/
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/charmbracelet/x/term"
)

func main() { os.Exit(run()) }

// run is main with its deferred work done before the program ends. The first
// interrupt stops the work cleanly; a second one ends the program at once.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	m := &Main{
		Stdin:          os.Stdin,
		Stdout:         os.Stdout,
		Stderr:         os.Stderr,
		Environ:        os.Environ(),
		StdinTerminal:  term.IsTerminal(os.Stdin.Fd()),
		StdoutTerminal: term.IsTerminal(os.Stdout.Fd()),
		StderrTerminal: term.IsTerminal(os.Stderr.Fd()),
		Load:           load,
	}
	if m.StdoutTerminal {
		if width, _, err := term.GetSize(os.Stdout.Fd()); err == nil {
			m.Width = width
		}
	}
	return m.Run(ctx, os.Args[1:])
}
