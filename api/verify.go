package api

import (
	"sync"
	"time"

	"github.com/hearsay-news/hearsay/ledger"
)

// verification is the last one that was asked for.
type verification struct {
	mu      sync.Mutex
	is      verificationRecord
	earlier *ledger.Head // that the last one found sound
}

// verificationRecord is how far a verification is, or what it found.
type verificationRecord struct {
	State     string        `json:"state" enum:"none,running,sound,unsound,failed" doc:"sound: all is as it was recorded; failed: something kept it from looking"`
	By        string        `json:"by,omitempty" doc:"Who asked for it"`
	Started   string        `json:"started,omitempty"`
	Ended     string        `json:"ended,omitempty"`
	Done      int64         `json:"done" doc:"Entries that were looked at"`
	Of        int64         `json:"of"`
	Root      string        `json:"root,omitempty" doc:"Hash over all entries, in base64"`
	Heads     int64         `json:"heads" doc:"Signed heads"`
	Snapshots int64         `json:"snapshots" doc:"Snapshots whose bytes were read"`
	Keys      []string      `json:"keys" nullable:"false" doc:"Keys that signed"`
	Faults    []faultRecord `json:"faults" nullable:"false" doc:"What is not as it was recorded, the first of each kind"`
	Error     string        `json:"error,omitempty" doc:"What kept it from looking"`
}

// faultRecord is something that is not as it was recorded.
type faultRecord struct {
	Entry int64  `json:"entry" doc:"Index of the first entry that it concerns, -1 for none"`
	What  string `json:"what"`
}

// state is how far it is.
func (v *verification) state() verificationRecord {
	v.mu.Lock()
	defer v.mu.Unlock()
	r := v.is
	if r.State == "" {
		r.State = "none"
	}
	r.Keys, r.Faults = append([]string{}, r.Keys...), append([]faultRecord{}, r.Faults...)
	return r
}

// verify begins a verification where none is under way. It outlasts the request.
func (a *API) verify(by string) {
	c := &a.check
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.is.State == "running" || a.ctx.Err() != nil {
		return
	}
	c.is = verificationRecord{State: "running", By: by, Started: time.Now().UTC().Format(time.RFC3339)}
	earlier := c.earlier
	a.wait.Go(func() {
		found, err := a.Newsroom.Ledger.Verify(a.ctx, ledger.VerifyOptions{Earlier: earlier, Progress: func(done, of int64) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.is.Done, c.is.Of = done, of
		}})
		if err != nil {
			a.Log.Error("api", "operation", "verify", "err", err)
		}
		c.ended(found, err)
	})
}

// ended notes what was found.
func (v *verification) ended(found *ledger.Verification, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.is.Ended = time.Now().UTC().Format(time.RFC3339)
	if err != nil {
		v.is.State, v.is.Error = "failed", "the program's log says why"
		return
	}
	v.is.State, v.is.Done, v.is.Of = "sound", found.Size, found.Size
	v.is.Root, v.is.Heads, v.is.Snapshots, v.is.Keys = found.Root.String(), found.Heads, found.Snapshots, found.Keys
	for i := range found.Faults {
		v.is.State = "unsound"
		v.is.Faults = append(v.is.Faults, faultRecord{found.Faults[i].Index, found.Faults[i].What})
	}
	if v.is.State == "sound" && found.Size > 0 {
		v.earlier = &ledger.Head{Size: found.Size, Root: found.Root}
	}
}
