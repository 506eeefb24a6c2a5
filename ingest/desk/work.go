package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/article"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/canon"
	"github.com/hearsay-news/hearsay/record"
)

// Worker reads what waits in the queue and records it.
type Worker struct {
	Ledger *ledger.Ledger
	Queue  *queue.Queue
	// Reader makes what reads with a model, "" for the worker's own, and names it.
	Reader func(model string) (func() ingest.Extractor, record.Extractor, error)
	Jobs   int // articles read at once; 0 for one per processor
	Log    *slog.Logger
}

const (
	// batch is how many articles are committed together at most: enough for a disk that
	// takes ten milliseconds to write to keep up with two processors.
	batch = 32
	// takeWait is how long one question for items waits.
	takeWait = 2 * time.Second
	// retryPause is how long an article that could not be recorded waits at first.
	retryPause = time.Second
)

// read is an article that was read and waits to be recorded.
type read struct {
	msg  *queue.Message
	job  *job
	art  *ledger.Article
	out  Outcome
	away error  // why it could not be read now
	stop func() // ends the signs of life
}

// Work works until ctx ends, and returns its error, or that of a queue or ledger that is
// gone for good. What was taken and not recorded by then comes again.
func (w *Worker) Work(ctx context.Context) error {
	jobs := w.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	if w.Log == nil {
		w.Log = slog.New(slog.DiscardHandler)
	}
	group, within := errgroup.WithContext(ctx)
	ready := make(chan *read, batch) // read on while a disk takes its time
	var readers sync.WaitGroup
	for range jobs {
		readers.Add(1)
		group.Go(func() error {
			defer readers.Done()
			return w.reads(within, ready)
		})
	}
	group.Go(func() error { return w.records(within, ready) })
	go func() {
		readers.Wait()
		close(ready)
	}()
	err := group.Wait()
	for r := range ready { // what nobody records any more comes again
		r.stop()
		_ = r.msg.Nak(0)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// reads takes articles one at a time and reads them.
func (w *Worker) reads(ctx context.Context, ready chan<- *read) error {
	p := &pages{worker: w, extractors: make(map[string]*extractor)}
	for {
		msgs, err := w.Queue.Take(ctx, 1, takeWait)
		if err != nil {
			return err
		}
		for _, msg := range msgs {
			r := &read{msg: msg, stop: w.alive(ctx, msg)}
			p.read(ctx, r)
			if r.away != nil {
				w.put(r, r.away)
				continue
			}
			select {
			case ready <- r:
			case <-ctx.Done():
				r.stop()
				_ = msg.Nak(0)
				return ctx.Err()
			}
		}
	}
}

// aliveEvery is how often an article that takes long gives a sign of life.
const aliveEvery = 5 * time.Second

// alive has a message give signs of life until stop is called.
func (w *Worker) alive(ctx context.Context, msg *queue.Message) (stop func()) {
	done := make(chan struct{})
	go func() {
		tick := time.NewTicker(aliveEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_ = msg.Working() // if it is lost, the item comes again
			case <-done:
				return
			case <-ctx.Done():
				return
			}
		}
	}()
	return sync.OnceFunc(func() { close(done) })
}

// records commits what was read, all that waits at once, and acknowledges it.
func (w *Worker) records(ctx context.Context, ready <-chan *read) error {
	for {
		var all []*read
		select {
		case r, ok := <-ready:
			if !ok {
				return nil
			}
			all = append(all, r)
		case <-ctx.Done():
			return ctx.Err()
		}
	more:
		for len(all) < batch {
			select {
			case r, ok := <-ready:
				if !ok {
					break more
				}
				all = append(all, r)
			default:
				break more
			}
		}
		w.commit(ctx, all)
	}
}

// commit records articles together, and where that fails each by itself.
func (w *Worker) commit(ctx context.Context, all []*read) {
	var arts []*ledger.Article
	var of []*read
	for _, r := range all {
		if r.art != nil {
			arts, of = append(arts, r.art), append(of, r)
		}
	}
	if len(arts) > 0 {
		outs, err := w.Ledger.Record(ctx, arts)
		if err != nil && len(arts) > 1 {
			for _, r := range all {
				w.commit(ctx, []*read{r})
			}
			return
		}
		if err != nil {
			w.put(of[0], err)
			return
		}
		for i, r := range of {
			r.out.of(&outs[i])
		}
	}
	var wait sync.WaitGroup
	for _, r := range all {
		wait.Go(func() {
			r.stop()
			if err := r.msg.Ack(context.WithoutCancel(ctx), r.out.encode()); err != nil {
				w.Log.Warn("acknowledge", "name", r.job.Name, "error", err) // it comes again and changes nothing
			}
		})
	}
	wait.Wait()
}

// put gives an article that could not be recorded back: later, or for good where trying
// again cannot help.
func (w *Worker) put(r *read, err error) {
	r.stop()
	w.Log.Warn("record", "name", r.job.Name, "error", err)
	if errors.Is(err, ledger.ErrCorrupt) || errors.Is(err, record.ErrRecord) {
		if err := r.msg.Reject(context.Background(), err.Error()); err == nil {
			return
		}
	}
	_ = r.msg.Nak(retryPause << min(r.msg.Delivered(), 6))
}

// pages reads articles, one after another.
type pages struct {
	worker     *Worker
	extractors map[string]*extractor
}

// extractor is what reads with one model.
type extractor struct {
	reader *ingest.Reader
	by     record.Extractor
}

// extractor makes what reads with a model, once.
func (p *pages) extractor(model string) (*extractor, error) {
	if e, ok := p.extractors[model]; ok {
		return e, nil
	}
	make, by, err := p.worker.Reader(model)
	if err != nil {
		return nil, err
	}
	e := &extractor{ingest.NewReader(make), by}
	p.extractors[model] = e
	return e, nil
}

// read fills in r: with an article to record, or with why there is none. What the stages
// panic with is the article's fault.
func (p *pages) read(ctx context.Context, r *read) {
	r.job = new(job)
	defer func() {
		if v := recover(); v != nil {
			p.worker.Log.Error("panic", "name", r.job.Name, "value", v, "stack", string(debug.Stack()))
			clear(p.extractors) // their work space may be torn
			r.art, r.out.Fault = nil, fmt.Sprintf("internal error: panic: %v; please report this with the input", v)
		}
	}()
	if err := json.Unmarshal(r.msg.Data(), r.job); err != nil {
		r.out.Fault = fmt.Sprintf("read the queue: %v", err)
		return
	}
	r.out.Name = r.job.Name
	art, err := p.article(ctx, r.job)
	if errors.Is(err, errAway) || ctx.Err() != nil {
		r.away = cmp.Or(err, ctx.Err())
		return
	}
	if err != nil {
		r.out.Fault, r.out.Foreign = err.Error(), article.Foreign(err)
		return
	}
	r.art = art
}

// article reads the article of a job.
func (p *pages) article(ctx context.Context, j *job) (*ledger.Article, error) {
	if j.Document != "" {
		return p.again(ctx, j)
	}
	var data []byte
	err := patiently(ctx, func() (err error) {
		data, err = p.worker.Ledger.Snapshots().Get(ctx, j.SHA256)
		return err
	})
	if err != nil {
		return nil, err
	}
	doc, err := article.Parse(data, article.Options{Path: j.Name, URL: j.URL, ContentType: j.Type, Language: j.Language})
	if err != nil {
		return nil, err
	}
	told(doc, j)
	art := &ledger.Article{
		Name: j.Name, SHA256: j.SHA256, Size: j.Size, Type: j.Type, Retrieved: j.Retrieved, From: j.where(), Replaces: j.Replaces, Doc: doc,
	}
	for _, f := range j.Header {
		art.Header = append(art.Header, ledger.Header{Name: f.Name, Value: f.Value})
	}
	if doc.URL != "" {
		if art.Canonical, err = canon.OfPage(doc.URL, data); err != nil {
			art.Canonical = "" // a URL that is none: the document stands for itself
		}
	}
	// What was read before is not read again: the bytes came from another place.
	err = patiently(ctx, func() error {
		_, err := p.worker.Ledger.Entry(ctx, ledger.KindDocument, doc.ID)
		return err
	})
	switch {
	case err == nil:
		art.Unread = true
		return art, nil
	case !errors.Is(err, ledger.ErrNotFound):
		return nil, err
	}
	return art, p.statements(ctx, art, "")
}

// told sets what the source says of the article, which goes before what it says itself.
func told(doc *hearsay.Document, j *job) {
	if j.Title != "" {
		doc.Title = j.Title
	}
	if j.Publisher != "" {
		doc.Publisher = j.Publisher
	}
	if ledger.Instant(j.Published) != "" {
		doc.Published, doc.Basis = j.Published, hearsay.BasisStated
	}
	if len(j.Byline) > 0 {
		doc.Byline = j.Byline
	}
	if j.Credit != "" && j.Credit != doc.Publisher {
		doc.Credits = append(doc.Credits, j.Credit)
	}
}

// again reads a document of the ledger again.
func (p *pages) again(ctx context.Context, j *job) (*ledger.Article, error) {
	var doc *hearsay.Document
	var rec *ledger.DocumentRecord
	err := patiently(ctx, func() (err error) {
		doc, rec, err = p.worker.Ledger.Document(ctx, j.Document)
		return err
	})
	if err != nil {
		return nil, err
	}
	retrieved, _ := time.Parse(time.RFC3339, rec.Retrieved)
	art := &ledger.Article{Name: j.Name, SHA256: rec.Snapshot, Retrieved: retrieved, Canonical: rec.Canonical, Doc: doc, Again: true}
	return art, p.statements(ctx, art, j.Model)
}

// statements finds the article's statements.
func (p *pages) statements(ctx context.Context, art *ledger.Article, model string) error {
	e, err := p.extractor(model)
	if err != nil {
		return err
	}
	art.By = e.by
	var faults []error
	if art.Statements, faults, err = e.reader.Read(ctx, art.Doc); err != nil {
		return err
	}
	for _, fault := range faults {
		p.worker.Log.Error("dropped", "name", art.Name, "fault", fault)
	}
	return nil
}
