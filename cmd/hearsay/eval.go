package main

// evalCommand is `hearsay eval`: a subcommand for each kind of gold, each in a file
// of its own.
type evalCommand struct {
	Web evalWebCommand `cmd:"" help:"Score article bodies on the pages of a web-article benchmark."`
}
