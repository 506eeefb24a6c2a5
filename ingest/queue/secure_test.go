package queue_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	natsd "github.com/nats-io/nats-server/v2/server"

	"github.com/hearsay-news/hearsay/ingest/queue"
)

// A server that wants a password and speaks TLS alone.
func TestPasswordAndTLS(t *testing.T) {
	t.Parallel()
	web := httptest.NewTLSServer(nil) // for its certificate
	defer web.Close()
	roots := x509.NewCertPool()
	roots.AddCert(web.Certificate())
	s, err := natsd.NewServer(&natsd.Options{
		Host: "127.0.0.1", Port: -1, NoSigs: true, NoLog: true, JetStream: true, StoreDir: t.TempDir(),
		Username: "user", Password: "geheim", TLS: true, TLSConfig: &tls.Config{Certificates: web.TLS.Certificates},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	defer s.WaitForShutdown()
	defer s.Shutdown()
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not start")
	}
	at := strings.TrimPrefix(s.Addr().String(), "nats://")
	trust := &tls.Config{RootCAs: roots, ServerName: "example.com"}
	q := open(t, queue.Options{URL: "tls://user:geheim@" + at, TLS: trust})
	publish(t, q, "a")
	ack(t, takeOne(t, q))
	for name, opts := range map[string]queue.Options{
		"wrong password":    {URL: "tls://user:geheim2@" + at, TLS: trust},
		"no password":       {URL: "tls://" + at, TLS: trust},
		"unknown authority": {URL: "tls://user:geheim@" + at},
	} {
		q, err := queue.Open(t.Context(), opts)
		if err == nil {
			q.Close()
			t.Errorf("%s: opened", name)
		} else if strings.Contains(fmt.Sprint(err), "geheim") || !strings.Contains(err.Error(), at) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
