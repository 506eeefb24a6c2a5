package fetch_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/hearsay-news/hearsay/ingest/fetch"
)

// guarded is a client as it is by default, but for its patience.
func guarded(change ...func(*fetch.Options)) *fetch.Client {
	return quick(append(change, func(o *fetch.Options) { o.AllowPrivate = false })...)
}

func refused(t *testing.T, err error, kind string) {
	t.Helper()
	if !errors.Is(err, fetch.ErrPrivate) || !strings.Contains(err.Error(), kind) {
		t.Errorf("%v: wants %q refused", err, kind)
	}
}

func TestPrivateAddresses(t *testing.T) {
	c := guarded(func(o *fetch.Options) { o.IgnoreRobots = false })
	for address, kind := range map[string]string{
		"http://127.0.0.1/":                               "loopback",
		"http://127.9.9.9:8080/":                          "loopback",
		"http://localhost/":                               "loopback",
		"http://[::1]/":                                   "loopback",
		"http://0.0.0.0/":                                 "this machine",
		"http://[::]/":                                    "this machine",
		"http://[::ffff:127.0.0.1]/":                      "loopback",
		"http://[::ffff:a9fe:a9fe]/":                      "link-local",
		"http://10.1.2.3/":                                "private",
		"http://172.31.255.255/":                          "private",
		"http://192.168.0.1/":                             "private",
		"http://169.254.169.254/latest/meta-data/":        "link-local",
		"http://168.63.129.16/":                           "metadata",
		"http://[fd00:ec2::254]/":                         "private",
		"http://100.100.100.200/":                         "provider",
		"http://[64:ff9b::7f00:1]/":                       "loopback",
		"http://[64:ff9b:1::7f00:1]/":                     "not of the internet",
		"http://[::7f00:1]/":                              "not of the internet",
		"http://[2002:7f00:1::]/":                         "holds another",
		"https://[2001:0:53aa:64c:0:5efe:7f00:1]/":        "reserved",
		"http://[fe80::1]/":                               "link-local",
		"http://[fe80::1%25lo]/":                          "link-local",
		"http://[ff02::1]/":                               "multicast",
		"http://224.0.0.1/":                               "multicast",
		"http://255.255.255.255/":                         "reserved",
		"http://192.0.2.7/":                               "examples",
		"http://[2001:db8::1]/":                           "examples",
		"http://user@127.0.0.1:80/http://public.example/": "loopback",
	} {
		begin := time.Now()
		_, err := c.Get(t.Context(), address, fetch.Known{})
		if err == nil {
			t.Fatalf("%s answers", address)
		}
		refused(t, err, kind)
		if time.Since(begin) > time.Second || strings.Contains(err.Error(), "tried") {
			t.Errorf("%s: tried again", address)
		}
	}
}

// zone is a DNS server that answers each question for a name with the next of its
// addresses, whatever it said before.
func zone(t *testing.T, addresses map[string][]string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	var mu sync.Mutex
	asked := map[string]int{}
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			reply := dnsmessage.Message{
				Header:    dnsmessage.Header{ID: m.ID, Response: true, Authoritative: true, RecursionAvailable: true},
				Questions: m.Questions,
			}
			mu.Lock()
			list := addresses[strings.TrimSuffix(q.Name.String(), ".")]
			if q.Type == dnsmessage.TypeA && len(list) > 0 {
				at := netip.MustParseAddr(list[min(asked[q.Name.String()], len(list)-1)])
				asked[q.Name.String()]++
				reply.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 0},
					Body:   &dnsmessage.AResource{A: at.As4()},
				}}
			}
			mu.Unlock()
			if out, err := reply.Pack(); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// A name that leads to a private address is refused as the address would be, each
// time that it is connected to.
func TestPrivateNames(t *testing.T) {
	var asked atomic.Int32
	url := serve(t, inTurn(&asked, saying("secret")))
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(url, "http://"))
	resolver := zone(t, map[string][]string{
		"inside.example": {"127.0.0.1"},
		"turns.example":  {"192.0.2.1", "127.0.0.1"},
	})
	use := func(o *fetch.Options) { o.Resolver = resolver }
	_, err := guarded(use).Get(t.Context(), "http://inside.example:"+port, fetch.Known{})
	refused(t, err, "127.0.0.1 is a loopback")
	c := guarded(use)
	_, err = c.Get(t.Context(), "http://turns.example:"+port, fetch.Known{})
	refused(t, err, "192.0.2.1 is an address for examples")
	_, err = c.Get(t.Context(), "http://turns.example:"+port, fetch.Known{})
	refused(t, err, "127.0.0.1 is a loopback")
	if asked.Load() != 0 {
		t.Errorf("the server was asked %d times", asked.Load())
	}
	if _, err := quick(use).Get(t.Context(), "http://inside.example:"+port, fetch.Known{}); err != nil {
		t.Errorf("where it is allowed: %v", err)
	}
	_, err = guarded(use).Get(t.Context(), "http://nowhere.example/", fetch.Known{})
	fails(t, err, "http://nowhere.example/", "no such host")
}

// The proxies of the environment are left alone unless they are asked for. Behind
// one, what can be seen to be private is refused still, and what goes past it is
// looked at as ever.
func TestProxy(t *testing.T) {
	var secret atomic.Int32
	inside := serve(t, inTurn(&secret, saying("secret")))
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(inside, "http://"))
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/to" {
			http.Redirect(w, r, r.URL.RawQuery, http.StatusFound)
			return
		}
		saying("by proxy: "+r.URL.String())(w, r)
	})
	t.Setenv("HTTP_PROXY", proxy)
	t.Setenv("NO_PROXY", "direct.example")
	resolver := zone(t, map[string][]string{"direct.example": {"127.0.0.1"}})
	c := guarded(func(o *fetch.Options) { o.Proxy, o.Resolver = true, resolver })

	res, err := c.Get(t.Context(), "http://outlet.example/a", fetch.Known{})
	if err != nil || string(res.Body) != "by proxy: http://outlet.example/a" {
		t.Fatalf("%v", err)
	}
	for to, kind := range map[string]string{
		inside:                           "loopback",
		proxy:                            "",
		"http://localhost:" + port:       "",
		"http://2130706433:" + port:      "odd form",
		"http://0x7f.1:" + port:          "odd form",
		"http://169.254.169.254/":        "link-local",
		"http://direct.example:" + port:  "loopback",
		"http://[::ffff:7f00:1]:" + port: "loopback",
	} {
		_, err := c.Get(t.Context(), "http://outlet.example/to?"+to, fetch.Known{})
		refused(t, err, kind)
	}
	_, err = guarded(func(o *fetch.Options) { o.Resolver = resolver }).Get(t.Context(), "http://outlet.example/a", fetch.Known{})
	if err == nil || !strings.Contains(err.Error(), "no such host") {
		t.Errorf("the environment's proxy was asked: %v", err)
	}
	if secret.Load() != 0 {
		t.Errorf("the private server was asked %d times", secret.Load())
	}
}
