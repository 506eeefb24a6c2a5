package newsroom

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"slices"
	"sync"
	"time"

	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/source"
)

// Intake reads what is fed to it into the ledger: a desk.Desk is one.
type Intake interface {
	Feed(ctx context.Context, items source.Items, total func(int), tell func(*desk.Outcome)) error
}

// Jobs are additions to the ledger under way, and the last ones that ended.
type Jobs struct {
	intake Intake
	ctx    context.Context
	done   func() // called when something was recorded

	mu   sync.Mutex
	list []*Job // the newest last
	wait sync.WaitGroup
}

// mostJobs is how many jobs are remembered, and mostRunning how many may run at once.
const (
	mostJobs    = 100
	mostRunning = 8
)

// NewJobs makes Jobs that run until ctx ends. recorded is called whenever something was
// recorded.
func NewJobs(ctx context.Context, intake Intake, recorded func()) *Jobs {
	return &Jobs{intake: intake, ctx: ctx, done: recorded}
}

// Job is an addition to the ledger: what a user gave, being read.
type Job struct {
	ID      string
	Name    string // what it is called: a URL, a file's name
	By      string // who gave it
	Started time.Time

	mu      sync.Mutex
	state   JobState
	watcher map[chan struct{}]bool
}

// JobState is how far a job is.
type JobState struct {
	Total    int            // items so far
	Outcomes []desk.Outcome // of those that are read, at most mostOutcomes
	Read     int
	Ended    bool
	Fault    string // why it ended early, "" where it did not
}

// mostOutcomes is how many outcomes a job keeps; more are counted alone.
const mostOutcomes = 1000

// Start begins to read items, or reports false where too many jobs are under way.
func (j *Jobs) Start(name, by string, items source.Items) (*Job, bool) {
	raw := make([]byte, 8)
	_, _ = rand.Read(raw) // it never fails
	job := &Job{ID: hex.EncodeToString(raw), Name: name, By: by, Started: time.Now().UTC(), watcher: make(map[chan struct{}]bool)}
	j.mu.Lock()
	defer j.mu.Unlock()
	running := 0
	for _, x := range j.list {
		if !x.State().Ended {
			running++
		}
	}
	if running >= mostRunning {
		return nil, false
	}
	if len(j.list) >= mostJobs {
		if i := slices.IndexFunc(j.list, func(x *Job) bool { return x.State().Ended }); i >= 0 {
			j.list = slices.Delete(j.list, i, i+1)
		}
	}
	j.list = append(j.list, job)
	j.wait.Go(func() { j.run(job, items) })
	return job, true
}

func (j *Jobs) run(job *Job, items source.Items) {
	err := j.intake.Feed(j.ctx, items, func(n int) {
		job.change(func(s *JobState) { s.Total = n })
	}, func(o *desk.Outcome) {
		job.change(func(s *JobState) {
			s.Read++
			s.Total = max(s.Total, s.Read)
			if len(s.Outcomes) < mostOutcomes {
				s.Outcomes = append(s.Outcomes, *o)
			}
		})
		j.done()
	})
	job.change(func(s *JobState) {
		s.Ended = true
		if err != nil {
			s.Fault = err.Error()
		}
	})
	j.done()
}

// Wait waits until all jobs have ended: after the context that they run by has.
func (j *Jobs) Wait() { j.wait.Wait() }

// Job gives the job of an ID, nil for none that is remembered.
func (j *Jobs) Job(id string) *Job {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, x := range j.list {
		if x.ID == id {
			return x
		}
	}
	return nil
}

// All gives the jobs that are remembered, the newest first.
func (j *Jobs) All() []*Job {
	j.mu.Lock()
	defer j.mu.Unlock()
	out := slices.Clone(j.list)
	slices.Reverse(out)
	return out
}

// change changes the state and wakes who watches.
func (x *Job) change(f func(*JobState)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	f(&x.state)
	for c := range x.watcher {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// State is how far the job is now.
func (x *Job) State() JobState {
	x.mu.Lock()
	defer x.mu.Unlock()
	s := x.state
	s.Outcomes = slices.Clone(s.Outcomes)
	return s
}

// Watch gives a channel that is sent to after every change; stop ends it.
func (x *Job) Watch() (changed <-chan struct{}, stop func()) {
	c := make(chan struct{}, 1)
	c <- struct{}{}
	x.mu.Lock()
	x.watcher[c] = true
	x.mu.Unlock()
	return c, func() {
		x.mu.Lock()
		delete(x.watcher, c)
		x.mu.Unlock()
	}
}
