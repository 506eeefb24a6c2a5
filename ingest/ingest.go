// Package ingest takes what the user named, files and folders and standard
// input, through the stages of the program: bytes → article → nlp. It is the
// only place that puts the stages together, and the only one of them that does
// I/O.
//
// Inputs are read in parallel, results come in the order of the inputs, and no
// more is held in memory than a few inputs for every worker. What goes wrong with
// one input is that input's result; the rest goes on.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/hearsay-news/hearsay"
)

// MaxBytes is the most that is read of one input unless Options say otherwise. A
// long article has some 50 kB; the most wasteful of pages some 10 MB.
const MaxBytes = 64 << 20

// ahead is how many inputs for each worker may be read and waiting for an
// earlier one.
const ahead = 4

// Parser makes a document of the bytes of one input. An error that wraps
// hearsay.ErrLanguage may come with a document, as the text itself was found.
type Parser func(data []byte, path string) (*hearsay.Document, error)

// Extractor finds the attributions of a document. One Extractor serves one
// goroutine.
type Extractor interface {
	Extract(ctx context.Context, doc *hearsay.Document) ([]hearsay.Statement, error)
}

// Options says how Run goes about its inputs.
type Options struct {
	Parse     Parser
	Extractor func() Extractor // called once for each worker; nil to parse only
	Stdin     io.Reader        // what "-" stands for
	Jobs      int              // inputs read at once; 0 for one per processor
	MaxBytes  int64            // most to read of one input; 0 for MaxBytes
}

// Result is what became of one input.
type Result struct {
	Path       string
	Doc        *hearsay.Document // nil when there is an Err other than of language
	Statements []hearsay.Statement
	Err        error   // why the input could not be read; names no path
	Faults     []error // attributions that were dropped as unsound: bugs of Hearsay
}

// ErrInternal marks a fault of Hearsay itself, not of the input.
var ErrInternal = errors.New("internal error")

// Panic is a panic of a stage, turned into the error of the input that caused it.
type Panic struct {
	Value any
	Stack []byte
}

// Error is the value that the stage panicked with.
func (p *Panic) Error() string { return fmt.Sprintf("internal error: panic: %v", p.Value) }

// Unwrap lets errors.Is find ErrInternal.
func (p *Panic) Unwrap() error { return ErrInternal }

// Run reads inputs and gives each one's result to emit, in their order and from
// the caller's goroutine. It ends early with the error of emit or of ctx; the
// faults of inputs never end it.
func Run(ctx context.Context, inputs []Input, opts Options, emit func(*Result) error) error {
	if opts.Jobs <= 0 {
		opts.Jobs = runtime.GOMAXPROCS(0)
	}
	if opts.MaxBytes <= 0 {
		opts.MaxBytes = MaxBytes
	}
	helpers := make(chan struct{}, opts.Jobs-1)
	opts.Jobs = min(opts.Jobs, max(len(inputs), 1))
	ctx, cancel := context.WithCancel(ctx)
	var wait sync.WaitGroup
	defer wait.Wait()
	defer cancel()

	type job struct {
		input Input
		done  chan *Result
		bytes int64
	}
	room := newBudget(opts.MaxBytes)
	jobs := make(chan *job)
	order := make(chan *job, ahead*opts.Jobs)
	wait.Go(func() { // hands out the inputs, in order, as far ahead as there is room
		defer close(order)
		defer close(jobs)
		for _, input := range inputs {
			j := &job{input: input, done: make(chan *Result, 1), bytes: input.weight(opts.MaxBytes)}
			if !room.take(ctx, j.bytes) {
				return
			}
			select {
			case order <- j:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for range opts.Jobs {
		wait.Go(func() {
			w := &worker{opts: opts, helpers: helpers}
			for j := range jobs {
				j.done <- w.read(ctx, j.input)
			}
		})
	}
	for j := range order {
		select {
		case res := <-j.done:
			if err := ctx.Err(); err != nil {
				return err // what was under way is cut short, so its result says nothing
			}
			if err := emit(res); err != nil {
				return err
			}
			room.give(j.bytes)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}

// worker reads one input at a time.
type worker struct {
	opts    Options
	extract Extractor
	helpers chan struct{} // a place for each goroutine that may be started beside the workers
}

// read takes one input through the stages. A panic becomes the input's error, and
// the extractor that panicked is not used again, as its work space may be torn.
func (w *worker) read(ctx context.Context, input Input) (res *Result) {
	res = &Result{Path: input.Path}
	defer func() {
		if v := recover(); v != nil {
			w.extract = nil
			res = &Result{Path: input.Path, Err: &Panic{Value: v, Stack: debug.Stack()}}
		}
	}()
	if res.Err = input.Err; res.Err != nil {
		return res
	}
	data, err := input.Read(ctx, w.opts.Stdin, w.opts.MaxBytes)
	if err != nil {
		res.Err = Plain(err)
		return res
	}
	if err := ctx.Err(); err != nil {
		res.Err = err
		return res
	}
	res.Doc, res.Err = w.opts.Parse(data, input.Path)
	if res.Err != nil {
		return res
	}
	if res.Doc == nil {
		res.Err = fmt.Errorf("%w: no document and no error", ErrInternal)
		return res
	}
	w.attribute(ctx, res)
	return res
}

// attribute adds the attributions of res.Doc, of which only the sound are kept.
func (w *worker) attribute(ctx context.Context, res *Result) {
	if w.opts.Extractor == nil {
		return
	}
	if w.extract == nil {
		w.extract = w.opts.Extractor()
	}
	sts, err := w.extractAll(ctx, res.Doc)
	if err != nil {
		res.Err = err
		return
	}
	res.Statements, res.Faults = sound(res.Doc, sts)
}

// Plain strips the operation and the path from an error of the file system, as
// whoever shows the error names the path already.
func Plain(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
