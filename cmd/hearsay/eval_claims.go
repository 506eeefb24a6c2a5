package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/claim"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
	"github.com/hearsay-news/hearsay/record"
)

// evalClaimsCommand is `hearsay eval claims`.
type evalClaimsCommand struct {
	Inputs []string `arg:"" name:"input" help:"Articles whose statements are used, with other names and dates."`

	Statements int           `default:"50000" placeholder:"N" help:"How many statements there are."`
	Additions  int           `default:"200" placeholder:"N" help:"How many articles are added one by one at the end."`
	MaxPlace   time.Duration `placeholder:"TIME" help:"Fail when a new statement takes longer to place, in 99 of 100 articles."`
	MaxBuild   time.Duration `placeholder:"TIME" help:"Fail when making all claims takes longer."`
}

// Help is what --help adds.
func (c *evalClaimsCommand) Help() string {
	return `Makes claims of articles made of paragraphs of real ones, with other names and dates: all at once, then a few more one by one, and looks whether the result is the same as all at once.`
}

// Run measures.
func (c *evalClaimsCommand) Run(ctx context.Context, m *Main) error {
	l := evalLedgerCommand{Inputs: c.Inputs}
	maker, err := l.maker(ctx, m)
	if err != nil {
		return err
	}
	next := func() claim.Report {
		doc, sts := maker.Next()
		r := claim.Report{Doc: doc, Public: doc.Published}
		points := hearsay.NewCodePoints(doc.Text)
		for i := range sts {
			r.Statements = append(r.Statements, claim.Stated{Statement: sts[i], ID: record.StatementID(doc.ID, points, &sts[i].Attribution)})
		}
		return r
	}
	var all []claim.Report
	for n := 0; n < c.Statements; {
		r := next()
		n += len(r.Statements)
		all = append(all, r)
	}
	opts := claims.Options{Parties: world.Party}
	begin := time.Now()
	keeper := claims.NewKeeper(opts, nil)
	for _, r := range all {
		keeper.Add(r)
	}
	stories, err := keeper.Stories(ctx)
	if err != nil {
		return err
	}
	built := time.Since(begin)
	largest, made := 0, 0
	for i := range stories {
		largest = max(largest, len(stories[i].Reports))
		made += len(stories[i].Claims)
	}
	fmt.Fprintf(m.Stdout, "%d articles, %d stories (%d articles in the largest), %d claims: %.1f s\n", len(all), len(stories), largest, made, built.Seconds())
	var times []time.Duration
	for range c.Additions {
		r := next()
		all = append(all, r)
		begin := time.Now()
		keeper.Add(r)
		if err := keeper.Refresh(ctx); err != nil {
			return err
		}
		times = append(times, time.Since(begin)/time.Duration(max(1, len(r.Statements))))
	}
	slices.Sort(times)
	p99 := times[(len(times)*99-1)/100]
	fmt.Fprintf(m.Stdout, "a new statement is placed in %s (p50), %s (p99)\n", times[len(times)/2].Round(time.Microsecond), p99.Round(time.Microsecond))
	if err := c.compare(ctx, m, keeper, all, opts); err != nil {
		return err
	}
	if c.MaxPlace > 0 && p99 > c.MaxPlace {
		return fmt.Errorf("a new statement is placed in %s, more than %s", p99, c.MaxPlace)
	}
	if c.MaxBuild > 0 && built > c.MaxBuild {
		return fmt.Errorf("all claims are made in %s, more than %s", built, c.MaxBuild)
	}
	return nil
}

// compare makes all again, the last articles first, and fails where the result is another.
func (c *evalClaimsCommand) compare(ctx context.Context, m *Main, keeper *claims.Keeper, all []claim.Report, opts claims.Options) error {
	again := claims.NewKeeper(opts, nil)
	for _, r := range slices.Backward(all) {
		again.Add(r)
	}
	texts := [2][]byte{}
	for i, k := range [...]*claims.Keeper{keeper, again} {
		stories, err := k.Stories(ctx)
		if err != nil {
			return err
		}
		for s := range stories {
			for x := range stories[s].Claims {
				line, err := json.Marshal(stories[s].Claims[x].Record(stories[s].ID, ""))
				if err != nil {
					return err
				}
				texts[i] = append(append(texts[i], line...), '\n')
			}
		}
	}
	if !slices.Equal(texts[0], texts[1]) {
		return fmt.Errorf("made all at once, in another order, the claims are not the same to the byte")
	}
	fmt.Fprintf(m.Stdout, "made all at once, in another order: the same %d bytes\n", len(texts[0]))
	return nil
}
