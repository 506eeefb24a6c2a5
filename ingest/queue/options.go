package queue

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"
)

// Options says where a queue is and how it behaves. Of the settings that a stream
// keeps (Backlog, BacklogBytes, Window, Replicas, Lease) zero means what the stream
// has, or for a new one the value named here.
type Options struct {
	Dir string // the folder of the server inside the process; unused with a URL

	// URL is the cluster: nats:// or tls:// addresses with commas between them, with
	// name and password or a token in them if need be. "" for a server of one's own.
	URL         string
	Credentials string      // file with the JWT and seed of a user; "" for none
	TLS         *tls.Config // nil for what the URL's scheme says

	Prefix string // of the names of streams and subjects, one for each ledger; "" for "hearsay"

	Backlog      int           // most items in the queue, waiting and under way: 10,000
	BacklogBytes int64         // most bytes of them: 256 MB
	Window       time.Duration // how long an ID that was put in is remembered: 1 minute
	Replicas     int           // copies of each stream: 3, or as many as there are servers

	Lease time.Duration // how long an item may be under way without a sign of life: 30 seconds
	Tries int           // how often an item is handed out before it counts as poison; 0 for 5

	// Sync has the server in the process write through to the disk before Publish
	// returns. Without it, what was published survives the death of the process at
	// once and that of the machine after ten seconds.
	Sync bool

	Log *slog.Logger // for warnings and errors of NATS; nil for none
}

const (
	defaultPrefix  = "hearsay"
	defaultBacklog = 10_000
	defaultBytes   = 256 << 20
	defaultWindow  = time.Minute
	defaultLease   = 30 * time.Second
	defaultTries   = 5
	mostReplicas   = 3
)

// complete checks the options and fills in those that no stream keeps.
func (o *Options) complete() error {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Prefix == "" {
		o.Prefix = defaultPrefix
	}
	if o.Tries == 0 {
		o.Tries = defaultTries
	}
	switch {
	case o.Dir == "" && o.URL == "":
		return errors.New("neither a folder nor the address of a cluster is given")
	case !isName(o.Prefix):
		return fmt.Errorf("prefix %q: only letters, digits, - and _ can be in it, at most 32 of them", o.Prefix)
	case o.Backlog < 0, o.BacklogBytes < 0, o.Window < 0, o.Replicas < 0, o.Lease < 0, o.Tries < 0:
		return errors.New("a setting is less than zero")
	case o.Lease > 0 && o.Lease < shortestLease:
		return fmt.Errorf("a lease of %s is shorter than %s", o.Lease, shortestLease)
	}
	return nil
}

// shortestLease is the least time that a message can take and still arrive in time.
const shortestLease = 50 * time.Millisecond

// isName reports whether s can stand in the name of a stream and of a subject.
func isName(s string) bool {
	for _, c := range []byte(s) {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return s != "" && len(s) <= 32
}

// where names the queue to the user, without secrets.
func (o *Options) where() string {
	if o.URL == "" {
		return o.Dir
	}
	all := strings.Split(o.URL, ",")
	for i, one := range all {
		all[i] = one[strings.LastIndex(one, "@")+1:]
		if u, err := url.Parse(strings.TrimSpace(one)); err == nil && u.Host != "" {
			all[i] = u.Scheme + "://" + u.Host
		}
	}
	return strings.Join(all, ",")
}
