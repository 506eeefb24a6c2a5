// Package natstest runs NATS servers for tests.
package natstest

import (
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	natsd "github.com/nats-io/nats-server/v2/server"
)

// Cluster is NATS servers in this process that listen on loopback.
type Cluster struct {
	t       testing.TB
	opts    []*natsd.Options
	servers []*natsd.Server
}

// New starts n servers and waits until they have a leader.
func New(t testing.TB, n int) *Cluster {
	t.Helper()
	c := &Cluster{t: t, servers: make([]*natsd.Server, n)}
	var routes []string
	for i := range n {
		o := &natsd.Options{
			ServerName: fmt.Sprintf("node-%d", i), Host: "127.0.0.1", Port: freePort(t),
			NoSigs: true, NoLog: true, JetStream: true, StoreDir: t.TempDir(),
		}
		if n > 1 {
			o.Cluster = natsd.ClusterOpts{Name: "test", Host: "127.0.0.1", Port: freePort(t)}
			routes = append(routes, fmt.Sprintf("nats://127.0.0.1:%d", o.Cluster.Port))
		}
		c.opts = append(c.opts, o)
	}
	for _, o := range c.opts {
		o.Routes = natsd.RoutesFromStr(strings.Join(routes, ","))
	}
	for i := range n {
		c.Start(i)
	}
	t.Cleanup(func() {
		for i := range c.servers {
			c.Stop(i)
		}
	})
	c.Until("the cluster has a leader", func() bool {
		for _, s := range c.servers {
			if n == 1 || s.JetStreamIsLeader() {
				return true
			}
		}
		return false
	})
	return c
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Start starts server i, on the folder that it had before.
func (c *Cluster) Start(i int) {
	c.t.Helper()
	s, err := natsd.NewServer(c.opts[i].Clone())
	if err != nil {
		c.t.Fatal(err)
	}
	s.Start()
	c.servers[i] = s
	if len(c.servers) == 1 && !s.ReadyForConnections(10*time.Second) {
		c.t.Fatal("the server does not start")
	}
}

// Stop stops server i.
func (c *Cluster) Stop(i int) {
	c.servers[i].Shutdown()
	c.servers[i].WaitForShutdown()
}

// URL is the addresses of all servers, with commas between them.
func (c *Cluster) URL() string {
	var urls []string
	for _, o := range c.opts {
		urls = append(urls, fmt.Sprintf("nats://127.0.0.1:%d", o.Port))
	}
	return strings.Join(urls, ",")
}

// Leader is the server that leads a stream.
func (c *Cluster) Leader(stream string) (found int) {
	c.t.Helper()
	c.Until("the stream has a leader", func() bool {
		for i, s := range c.servers {
			if s.Running() && s.JetStreamIsStreamLeader("$G", stream) {
				found = i
				return true
			}
		}
		return false
	})
	return found
}

// Until waits for something, and fails the test after two minutes.
func (c *Cluster) Until(what string, ok func() bool) {
	c.t.Helper()
	for end := time.Now().Add(2 * time.Minute); !ok(); {
		if time.Now().After(end) {
			c.t.Fatalf("waited in vain until %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
