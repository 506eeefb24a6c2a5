package ledgertest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ledger"
)

// press writes articles of made-up words that are as frequent as words are.
type press struct {
	rng   *rand.Rand
	words []string
	zipf  *rand.Zipf
	names []string
	n     int
}

func newPress(seed uint64) *press {
	p := &press{rng: rand.New(rand.NewPCG(seed, 1))}
	syllables := strings.Fields("an be co da el fo gra hi in jo ka lo mi no or pe qua ri sa ter un ver wo ya zen tion ment ing ed ly")
	seen := make(map[string]bool)
	for len(p.words) < 20_000 {
		w := ""
		for range 1 + p.rng.IntN(3) + len(p.words)/8000 {
			w += syllables[p.rng.IntN(len(syllables))]
		}
		if !seen[w] {
			seen[w] = true
			p.words = append(p.words, w)
		}
	}
	p.zipf = rand.NewZipf(p.rng, 1.1, 4, uint64(len(p.words)-1))
	for range 3000 {
		p.names = append(p.names, strings.ToUpper(p.word()[:1])+p.word()+" "+strings.ToUpper(p.word()[:1])+p.word()+"son")
	}
	return p
}

func (p *press) word() string { return p.words[p.zipf.Uint64()] }

// article is one of 25 statements in 750 words.
func (p *press) article() *ledger.Article {
	var lines []string
	for i := range 25 {
		var words []string
		for range 22 + p.rng.IntN(10) {
			words = append(words, p.word())
		}
		lines = append(lines, p.names[p.rng.IntN(len(p.names))]+" said "+strings.Join(words, " ")+fmt.Sprintf(" on 2025-%02d-%02d.", 1+i%12, 1+p.rng.IntN(28)))
	}
	p.n++
	a := article(fmt.Sprintf("https://www.outlet%d.example/2025/news/%s-%d", p.n%40, p.word(), p.n), fmt.Sprintf("2025-%02d-%02dT%02d:00:00Z", 1+p.rng.IntN(12), 1+p.rng.IntN(28), p.rng.IntN(24)), lines...)
	a.Doc.Publisher = fmt.Sprintf("Outlet %d", p.n%40)
	a.Doc.Title = p.word() + " " + p.word() + " " + p.word()
	for i := range a.Statements {
		a.Statements[i].Speaker.Party = p.words[p.rng.IntN(200)]
		a.Statements[i].Act = 0
		if p.rng.IntN(4) == 0 {
			a.Statements[i].Act++
		}
	}
	return a
}

// articles are several, all of one snapshot.
func (b *bench) articles(p *press, n int) []*ledger.Article {
	b.t.Helper()
	sum, err := b.Snapshots().Put(b.t.Context(), []byte("x"))
	if err != nil {
		b.t.Fatal(err)
	}
	out := make([]*ledger.Article, n)
	for i := range out {
		out[i] = p.article()
		out[i].SHA256, out[i].Size = sum, 1
	}
	return out
}

// BenchmarkRecord measures how many articles of 25 statements are recorded a second, in
// batches.
func BenchmarkRecord(t *testing.B, k Kind) {
	for _, batch := range []int{1, 8, 32} {
		t.Run(fmt.Sprint(batch), func(t *testing.B) {
			b := start(t, k)
			p := newPress(uint64(batch))
			if _, err := b.Record(t.Context(), b.articles(p, 200)); err != nil {
				t.Fatal(err)
			}
			n, used := 0, time.Duration(0)
			for t.Loop() {
				t.StopTimer()
				all := b.articles(p, batch)
				before := processor()
				t.StartTimer()
				if _, err := b.Record(t.Context(), all); err != nil {
					t.Fatal(err)
				}
				used += processor() - before
				n += batch
			}
			t.ReportMetric(float64(used.Microseconds())/1000/float64(n), "cpu-ms/article")
			t.ReportMetric(float64(n)/t.Elapsed().Seconds(), "articles/s")
		})
	}
}

// processor is the time that the process has computed, which another's load does not change.
func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkFind measures questions to a ledger of 200,000 statements, or of as many as
// HEARSAY_BENCH_STATEMENTS says: the time in which 99 of 100 are answered.
func BenchmarkFind(t *testing.B, k Kind) {
	statements, err := strconv.Atoi(os.Getenv("HEARSAY_BENCH_STATEMENTS"))
	if err != nil {
		statements = 200_000
	}
	b := start(t, k)
	p := newPress(7)
	for n := 0; n < statements; n += 25 * 100 {
		if _, err := b.Record(t.Context(), b.articles(p, min(100, (statements-n+24)/25))); err != nil {
			t.Fatal(err)
		}
		b.now = b.now.Add(time.Minute)
	}
	b.verifyTables()
	day := func() string { return fmt.Sprintf("2025-%02d-%02d", 1+p.rng.IntN(12), 1+p.rng.IntN(28)) }
	for _, c := range []struct {
		name string
		q    func() ledger.StatementQuery
	}{
		{"newest", func() ledger.StatementQuery { return ledger.StatementQuery{} }},
		{"speaker", func() ledger.StatementQuery { return ledger.StatementQuery{Speaker: p.names[p.rng.IntN(len(p.names))]} }},
		{"speaker part", func() ledger.StatementQuery { return ledger.StatementQuery{Speaker: "son"} }},
		{"speaker none", func() ledger.StatementQuery { return ledger.StatementQuery{Speaker: "qqq"} }},
		{"party", func() ledger.StatementQuery { return ledger.StatementQuery{Party: p.words[p.rng.IntN(200)]} }},
		{"act", func() ledger.StatementQuery { return ledger.StatementQuery{Act: "confirm"} }},
		{"act none", func() ledger.StatementQuery { return ledger.StatementQuery{Act: "retract"} }},
		{"certainty none", func() ledger.StatementQuery { return ledger.StatementQuery{Certainty: "probable"} }},
		{"publisher", func() ledger.StatementQuery {
			return ledger.StatementQuery{Publisher: fmt.Sprintf("Outlet %d", p.rng.IntN(40))}
		}},
		{"publisher none", func() ledger.StatementQuery { return ledger.StatementQuery{Publisher: "nobody"} }},
		{"model none", func() ledger.StatementQuery { return ledger.StatementQuery{Model: "none"} }},
		{"id none", func() ledger.StatementQuery { return ledger.StatementQuery{ID: "st_none"} }},
		{"document none", func() ledger.StatementQuery { return ledger.StatementQuery{Document: "doc_none"} }},
		{"published", func() ledger.StatementQuery {
			d := day()
			return ledger.StatementQuery{Published: ledger.Period{From: d, To: d}}
		}},
		{"said", func() ledger.StatementQuery {
			d := day()
			return ledger.StatementQuery{Said: ledger.Period{From: d, To: d}}
		}},
		{"said none", func() ledger.StatementQuery {
			return ledger.StatementQuery{Said: ledger.Period{From: "1999", To: "1999"}}
		}},
		{"event", func() ledger.StatementQuery {
			d := day()
			return ledger.StatementQuery{Event: ledger.Period{From: d, To: d}}
		}},
		{"event none", func() ledger.StatementQuery {
			return ledger.StatementQuery{Event: ledger.Period{From: "1999", To: "1999"}}
		}},
		{"as of event", func() ledger.StatementQuery { return ledger.StatementQuery{AsOf: ledger.AsOf{Event: day()}} }},
		{"as of said", func() ledger.StatementQuery { return ledger.StatementQuery{AsOf: ledger.AsOf{Said: day()}} }},
		{"as of published", func() ledger.StatementQuery { return ledger.StatementQuery{AsOf: ledger.AsOf{Published: day()}} }},
		{"as of recorded", func() ledger.StatementQuery {
			return ledger.StatementQuery{AsOf: ledger.AsOf{Recorded: "2025-05-01T12:10:00Z"}}
		}},
		{"as of recorded none", func() ledger.StatementQuery { return ledger.StatementQuery{AsOf: ledger.AsOf{Recorded: "2025-04-01"}} }},
		{"search common", func() ledger.StatementQuery { return ledger.StatementQuery{Text: p.words[0]} }},
		{"search usual", func() ledger.StatementQuery {
			return ledger.StatementQuery{Text: p.words[50+p.rng.IntN(200)] + " " + p.words[50+p.rng.IntN(200)]}
		}},
		{"search rare", func() ledger.StatementQuery { return ledger.StatementQuery{Text: p.words[10_000+p.rng.IntN(10_000)]} }},
		{"search phrase", func() ledger.StatementQuery {
			return ledger.StatementQuery{Text: `"` + p.words[0] + " " + p.words[1] + `"`}
		}},
		{"search prefix", func() ledger.StatementQuery { return ledger.StatementQuery{Text: "a*"} }},
		{"search without", func() ledger.StatementQuery { return ledger.StatementQuery{Text: p.words[0] + " -" + p.words[1]} }},
		{"search common of publisher", func() ledger.StatementQuery { return ledger.StatementQuery{Text: p.words[0], Publisher: "Outlet 3"} }},
		{"search common of nobody", func() ledger.StatementQuery { return ledger.StatementQuery{Text: p.words[0], Publisher: "nobody"} }},
		{"search common of speaker", func() ledger.StatementQuery {
			return ledger.StatementQuery{Text: p.words[0], Speaker: p.names[p.rng.IntN(len(p.names))]}
		}},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.B) {
			var took []time.Duration
			for t.Loop() {
				begin := time.Now()
				if _, err := b.FindStatements(t.Context(), c.q()); err != nil {
					t.Fatal(err)
				}
				took = append(took, time.Since(begin))
			}
			slices.Sort(took)
			t.ReportMetric(float64(took[(len(took)*99)/100].Microseconds())/1000, "p99-ms")
			t.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		})
	}
}

// verifyTables has a large ledger verified, and says how long that took.
func (b *bench) verifyTables() {
	begin := time.Now()
	v, err := b.Verify(b.t.Context(), ledger.VerifyOptions{})
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Logf("verified %d entries in %s", v.Size, time.Since(begin).Round(time.Millisecond))
	for _, f := range v.Faults {
		b.t.Error(f.Error())
	}
}
