package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/synth"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/record"
)

// evalLedgerCommand is `hearsay eval ledger`.
type evalLedgerCommand struct {
	Inputs []string `arg:"" optional:"" name:"input" help:"Articles whose statements are used, with other names and dates."`

	ledgerFlags
	Statements int     `default:"100000" placeholder:"N" help:"How many statements to fill the ledger with."`
	Ask        bool    `help:"Ask a ledger that was filled before, and fill none."`
	Questions  int     `default:"200" placeholder:"N" help:"How many questions of each kind to ask."`
	MaxP99     float64 `name:"max-p99" placeholder:"MS" help:"Fail when the 99th percentile of any kind of question takes longer, in milliseconds."`
	MinRate    float64 `placeholder:"SHARE" help:"Fail when the last tenth is appended at less than this share of the rate of the first."`
}

// Help is what --help adds.
func (c *evalLedgerCommand) Help() string {
	return `Fills a new ledger with articles made of paragraphs of real ones, with other names and dates, and measures how fast they are recorded and questions are answered.`
}

// Run measures.
func (c *evalLedgerCommand) Run(ctx context.Context, m *Main) (err error) {
	if c.Ledger == "" || c.Statements < 1000 || c.Questions < 1 {
		return usage("say which new ledger to fill with --ledger, and with --statements at least 1000")
	}
	if c.Ask && c.MinRate > 0 {
		return usage("--min-rate: with --ask nothing is appended")
	}
	l, err := c.open(ctx, m, forWriting)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	share := 1.0
	if !c.Ask {
		if head, err := l.Head(ctx); err != nil || head.Size > 0 {
			return errors.Join(err, usage("the ledger at %s is not empty", l.place.shown()))
		}
		maker, err := c.maker(ctx, m)
		if err != nil {
			return err
		}
		if share, err = c.fill(ctx, m, l.Ledger, maker); err != nil {
			return err
		}
	}
	worst, err := c.ask(ctx, m, l.Ledger)
	if err != nil {
		return err
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	fmt.Fprintf(m.Stdout, "memory taken from the system: %d MB\n", mem.Sys>>20)
	if c.MinRate > 0 && share < c.MinRate {
		return fmt.Errorf("the last tenth was appended at %.2f of the rate of the first, less than %.2f", share, c.MinRate)
	}
	if c.MaxP99 > 0 && worst > c.MaxP99 {
		return fmt.Errorf("a p99 of %.0f ms, more than %.0f", worst, c.MaxP99)
	}
	return nil
}

// maker reads the articles with the fast model.
func (c *evalLedgerCommand) maker(ctx context.Context, m *Main) (*synth.Maker, error) {
	inputs, err := ingest.Expand(ctx, c.Inputs)
	if err != nil {
		return nil, err
	}
	reader, err := m.Load(nlp.Fast)
	if err != nil {
		return nil, err
	}
	maker := synth.New(1)
	err = ingest.Run(ctx, inputs, ingest.Options{Parse: parser(""), Extractor: reader.New}, func(res *ingest.Result) error {
		if res.Err == nil {
			maker.Add(res.Doc, res.Statements)
		}
		return nil
	})
	if err == nil && maker.Paragraphs() < 100 {
		err = usage("the articles have %d paragraphs with statements; at least 100 are needed", maker.Paragraphs())
	}
	return maker, err
}

// atOnce is how many articles are recorded together.
const atOnce = 16

// fill records articles and gives the rate of the last tenth as a share of that of the
// first.
func (c *evalLedgerCommand) fill(ctx context.Context, m *Main, l *ledger.Ledger, maker *synth.Maker) (float64, error) {
	sum, err := l.Snapshots().Put(ctx, []byte("made up"))
	if err != nil {
		return 0, err
	}
	var rates []float64
	tenth := c.Statements / 10
	for done, begin, from := 0, time.Now(), 0; done < c.Statements; {
		var arts []*ledger.Article
		for range atOnce {
			doc, sts := maker.Next()
			arts = append(arts, &ledger.Article{Name: doc.URL, SHA256: sum, Size: 7, Canonical: doc.URL, Retrieved: time.Now(), Doc: doc, Statements: sts, By: synthBy})
			done += len(sts)
		}
		if _, err := l.Record(ctx, arts); err != nil {
			return 0, err
		}
		if done-from >= tenth || done >= c.Statements {
			rate := float64(done-from) / time.Since(begin).Seconds()
			rates = append(rates, rate)
			fmt.Fprintf(m.Stdout, "%d statements: %.0f a second\n", done, rate)
			begin, from = time.Now(), done
		}
	}
	return rates[len(rates)-1] / rates[0], nil
}

// ask asks questions of every kind and gives the worst 99th percentile, in milliseconds.
func (c *evalLedgerCommand) ask(ctx context.Context, m *Main, l *ledger.Ledger) (float64, error) {
	random := rand.New(rand.NewPCG(1, 2))
	first, err := l.FindStatements(ctx, ledger.StatementQuery{Limit: ledger.MaxLimit})
	if err != nil {
		return 0, err
	}
	pick := func() (name, word string) {
		s := &first.Statements[random.IntN(len(first.Statements))]
		cells := statementCells(s)
		name, _, _ = strings.Cut(cells[1], " (")
		name, _, _ = strings.Cut(name, "\n")
		words := strings.Fields(ledger.Words(cells[3]))
		return name, words[random.IntN(len(words))]
	}
	day := func() string {
		return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, random.IntN(5*365)).Format(time.DateOnly)
	}
	worst := 0.0
	for _, kind := range []struct {
		name string
		ask  func() error
	}{
		{"newest statements", func() error { return find(ctx, l, ledger.StatementQuery{}) }},
		{"a page far down", func() error {
			return find(ctx, l, ledger.StatementQuery{After: ledger.Cursor{Key: day(), Seq: 1}.String()})
		}},
		{"of a speaker", func() error { name, _ := pick(); return find(ctx, l, ledger.StatementQuery{Speaker: name}) }},
		{"of part of a name", func() error { return find(ctx, l, ledger.StatementQuery{Speaker: "ba"}) }},
		{"of a party", func() error { return find(ctx, l, ledger.StatementQuery{Party: "United States"}) }},
		{"of a rare act", func() error { return find(ctx, l, ledger.StatementQuery{Act: "retract"}) }},
		{"of a certainty and a party", func() error {
			return find(ctx, l, ledger.StatementQuery{Certainty: "possible", Party: "Russia"})
		}},
		{"published in a month", func() error {
			d := day()[:7]
			return find(ctx, l, ledger.StatementQuery{Published: ledger.Period{From: d, To: d}})
		}},
		{"as of a day", func() error { return find(ctx, l, ledger.StatementQuery{AsOf: ledger.AsOf{Published: day()}}) }},
		{"said on a day", func() error {
			d := day()
			return find(ctx, l, ledger.StatementQuery{Said: ledger.Period{From: d, To: d}})
		}},
		{"about a day", func() error {
			d := day()
			return find(ctx, l, ledger.StatementQuery{Event: ledger.Period{From: d, To: d}})
		}},
		{"search for a word", func() error { _, w := pick(); return find(ctx, l, ledger.StatementQuery{Text: w}) }},
		{"search for two words", func() error {
			_, a := pick()
			_, b := pick()
			return find(ctx, l, ledger.StatementQuery{Text: a + " " + b})
		}},
		{"search for the commonest word", func() error { return find(ctx, l, ledger.StatementQuery{Text: "the"}) }},
		{"search for the beginning of words", func() error { return find(ctx, l, ledger.StatementQuery{Text: "con*"}) }},
		{"search for a phrase of a party", func() error {
			return find(ctx, l, ledger.StatementQuery{Text: `"the president"`, Party: "United States"})
		}},
		{"newest documents", func() error { _, err := l.FindDocuments(ctx, ledger.DocumentQuery{}); return err }},
	} {
		times := make([]float64, c.Questions)
		for i := range times {
			begin := time.Now()
			if err := kind.ask(); err != nil {
				return 0, fmt.Errorf("%s: %w", kind.name, err)
			}
			times[i] = time.Since(begin).Seconds() * 1000
		}
		slices.Sort(times)
		p99 := times[(len(times)*99-1)/100]
		worst = max(worst, p99)
		fmt.Fprintf(m.Stdout, "%-36s p50 %6.1f ms   p99 %6.1f ms\n", kind.name, times[len(times)/2], p99)
	}
	return worst, nil
}

func find(ctx context.Context, l *ledger.Ledger, q ledger.StatementQuery) error {
	_, err := l.FindStatements(ctx, q)
	return err
}

// synthBy is what made articles say that they were read by.
var synthBy = record.Extractor{Model: nlp.Fast, Version: "0"}
