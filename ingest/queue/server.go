package queue

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	natsd "github.com/nats-io/nats-server/v2/server"
)

// server is the NATS server inside the process.
type server struct {
	nats *natsd.Server
	lock *flock.Flock
	said *words
}

// lockName is the file in the folder that the one process that uses it holds
// locked. The system lets go of it when the process dies, however it dies.
const lockName = "queue.lock"

// syncEvery is how long what was written may wait to be forced to the disk.
const syncEvery = 10 * time.Second

// noLimit is more than any disk holds. Each stream has a bound of its own; else the
// server would set aside the bounds of all from what is free at the start, and not open
// what it has once the disk is nearly full.
const noLimit = 1 << 50

// startServer starts a server without a port on the folder of opts.
func startServer(ctx context.Context, opts Options) (*server, error) {
	if err := os.MkdirAll(opts.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder: %w", err)
	}
	s := &server{lock: flock.New(filepath.Join(opts.Dir, lockName))}
	switch locked, err := s.lock.TryLock(); {
	case err != nil:
		return nil, fmt.Errorf("lock the folder: %w", err)
	case !locked:
		return nil, ErrInUse
	}
	var err error
	s.nats, err = natsd.NewServer(&natsd.Options{
		ServerName:             "hearsay",
		DontListen:             true,
		NoSigs:                 true,
		NoLog:                  true,
		JetStream:              true,
		DisableJetStreamBanner: true,
		StoreDir:               opts.Dir,
		JetStreamMaxStore:      noLimit,
		SyncInterval:           syncEvery,
		SyncAlways:             opts.Sync,
	})
	if err != nil {
		s.stop()
		return nil, fmt.Errorf("set up the server: %w", err)
	}
	s.said = newWords(opts.Log)
	s.nats.SetLoggerV2(s.said, false, false, false)
	s.nats.Start()
	if err := s.ready(ctx); err != nil {
		s.stop()
		if said := s.said.last(time.Minute); said != "" {
			err = fmt.Errorf("%w: %s", err, said)
		}
		return nil, err
	}
	return s, nil
}

// ready waits until the server serves.
func (s *server) ready(ctx context.Context) error {
	for !s.nats.ReadyForConnections(20 * time.Millisecond) {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("start the server: %w", err)
		}
		if !s.nats.Running() {
			return fmt.Errorf("start the server: it gave up")
		}
	}
	if !s.nats.JetStreamEnabled() {
		return fmt.Errorf("start the server: it cannot keep streams in the folder")
	}
	return nil
}

// consumerFolder is where the server keeps the state of a consumer.
func (s *server) consumerFolder(stream, consumer string) string {
	return filepath.Join(s.nats.StoreDir(), natsd.DEFAULT_GLOBAL_ACCOUNT, "streams", stream, "obs", consumer)
}

// stop ends the server and lets go of the folder.
func (s *server) stop() {
	if s.nats != nil {
		s.nats.Shutdown()
		s.nats.WaitForShutdown()
	}
	_ = s.lock.Close() // the end of the process does the same
}
