package main

// evalCommand is `hearsay eval`: a subcommand for each kind of gold, each in a file
// of its own.
type evalCommand struct {
	Polnear     evalPolnearCommand     `cmd:"" help:"Score sources, cues and contents by tokens, as published figures do."`
	Links       evalLinksCommand       `cmd:"" help:"Score whole attributions: is each content found with the right source."`
	Gold        evalGoldCommand        `cmd:"" help:"Score statements against the project's gold JSON."`
	Claims      evalClaimsCommand      `cmd:"" help:"Time making claims, all at once and one by one."`
	Load        evalLoadCommand        `cmd:"" help:"Ask a server of this machine for pages and lists at a steady rate."`
	Curve       evalCurveCommand       `cmd:"" help:"Score model auto by how sure it must be: exact F1 against speed."`
	Ecb         evalEcbCommand         `cmd:"" help:"Score articles grouped into stories on the topics of ECB+."`
	Entities    evalEntitiesCommand    `cmd:"" help:"Score names of persons, organizations and places on documents of GUM."`
	Ledger      evalLedgerCommand      `cmd:"" help:"Fill a ledger with made-up articles and time appending and questions."`
	Recognizers evalRecognizersCommand `cmd:"" help:"Score numbers, ranges and dates on the cases of Recognizers-Text."`
	Stories     evalStoriesCommand     `cmd:"" help:"Score claims, positions, origins and statuses on packs of stories."`
	Syntax      evalSyntaxCommand      `cmd:"" help:"Score tokens, sentences, tags, lemmas and trees on treebanks."`
	Web         evalWebCommand         `cmd:"" help:"Score article bodies on the pages of a web-article benchmark."`
}
