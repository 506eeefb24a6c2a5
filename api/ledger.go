package api

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ledger"
)

// ledgerAnswer is how much a ledger holds, and its checkpoint.
type ledgerAnswer struct {
	Counts     ledger.Counts    `json:"counts"`
	Stories    int              `json:"stories"`
	Claims     int              `json:"claims"`
	Decisions  int              `json:"decisions"`
	Read       int64            `json:"read" doc:"Entries of the log that stories and claims follow from"`
	Unreadable int              `json:"unreadable" doc:"Entries that could not be read and were left out"`
	Checkpoint checkpointRecord `json:"checkpoint"`
}

// checkpointRecord is a signed head of the log.
type checkpointRecord struct {
	Size int64  `json:"size" doc:"Entries"`
	Root string `json:"root" doc:"Hash over all of them, in base64"`
	Note string `json:"note" doc:"The signed note that says so, as golang.org/x/mod/sumdb/note has it; empty for an empty log"`
}

func (a *API) ledgerOperations() {
	add(a, operation{
		id: "get-ledger", tag: "ledger", method: http.MethodGet, path: "/ledger", least: account.Viewer,
		summary: "The ledger", text: "How much there is, and the checkpoint: the last signed head of the log. Who keeps one can tell later that nothing before it was changed.",
	}, a.ledger)
	add(a, operation{
		id: "get-verification", tag: "ledger", method: http.MethodGet, path: "/verify", least: account.Viewer,
		summary: "The last verification", text: "How far the verification is, or what it found.",
	}, func(context.Context, *struct{}) (*out[verificationRecord], error) {
		return &out[verificationRecord]{a.check.state()}, nil
	})
	add(a, operation{
		id: "verify", tag: "ledger", method: http.MethodPost, path: "/verify", least: account.Admin, status: http.StatusAccepted, most: mostDecided,
		summary: "Verify the ledger", text: "Begins to recompute everything: the tree of hashes, the signed heads, the snapshots, the tables. Where that is under way already, it goes on. It takes no body.",
	}, func(ctx context.Context, _ *Keyed) (*made[verificationRecord], error) {
		a.verify(account.From(ctx).Name)
		return &made[verificationRecord]{Location: Root + "/verify", Body: a.check.state()}, nil
	})
	add(a, operation{
		id: "backup", tag: "ledger", method: http.MethodGet, path: "/backup", least: account.Admin, stream: "application/octet-stream",
		summary: "Back up the ledger", text: "One state of the whole ledger, as `hearsay restore` reads it. An answer that breaks off is no backup; restore says so.",
	}, func(context.Context, *struct{}) (*streaming, error) {
		return &streaming{a.backup}, nil
	})
}

func (a *API) ledger(ctx context.Context, _ *struct{}) (*out[ledgerAnswer], error) {
	counts, err := a.Newsroom.Counts(ctx)
	if err != nil {
		return nil, err
	}
	head, err := a.Newsroom.Ledger.Head(ctx)
	if err != nil {
		return nil, err
	}
	v := a.Newsroom.Live.View()
	r := ledgerAnswer{
		Counts: counts, Decisions: len(v.Decisions), Read: v.Size, Unreadable: len(v.Faults),
		Checkpoint: checkpointRecord{head.Size, head.Root.String(), head.Note},
	}
	r.Stories, r.Claims = v.Counts()
	return &out[ledgerAnswer]{r}, nil
}

// backup sends a backup while it is made.
func (a *API) backup(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", `attachment; filename="hearsay.backup"`)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return
	}
	err := a.Newsroom.Ledger.Backup(r.Context(), &patient{w: w, control: http.NewResponseController(w)})
	if err == nil {
		return
	}
	a.Log.Error("api", "operation", "backup", "err", err)
	panic(http.ErrAbortHandler) // what has gone out already cannot be taken back: it must not look whole
}

// patient writes to a client who has some time for each piece, and as long as it takes for
// all.
type patient struct {
	w       io.Writer
	control *http.ResponseController
}

// Write writes a piece.
func (p *patient) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(time.Minute)) // not every server has deadlines
	return p.w.Write(b)
}
