package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
)

// guard keeps requests from addresses that are not of the public internet. It
// looks at the address of each connection as it is made: names are looked up
// before that, so no redirect, and no name that leads elsewhere the second time,
// gets round it.
type guard struct {
	private bool     // let all through
	proxies sync.Map // addresses, "host:port", of the proxies that the environment names
}

// privateError is a connection that was not made.
type privateError struct{ address, kind string }

func (e *privateError) Error() string {
	return fmt.Sprintf("%s is %s: %v", e.address, e.kind, ErrPrivate)
}

// Unwrap lets errors.Is find ErrPrivate.
func (e *privateError) Unwrap() error { return ErrPrivate }

// proxied marks the context of a connection to a proxy.
type proxied struct{}

// control is called with the address that a socket is about to connect to.
func (g *guard) control(ctx context.Context, _, address string, _ syscall.RawConn) error {
	if g.private || ctx.Value(proxied{}) != nil {
		return nil
	}
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return &privateError{address: address, kind: "no address of the internet"}
	}
	if kind := special(at.Addr()); kind != "" {
		return &privateError{address: at.Addr().String(), kind: kind}
	}
	return nil
}

// dialing connects by dialer, and tells control which connections are to a proxy.
func (g *guard) dialing(dialer *net.Dialer) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if _, ok := g.proxies.Load(strings.ToLower(address)); ok {
			ctx = context.WithValue(ctx, proxied{}, true)
		}
		return dialer.DialContext(ctx, network, address)
	}
}

// proxying chooses the proxy of a request. Behind a proxy nothing can be seen of
// where a name leads, but what a URL says outright is refused all the same: its
// address, a name of this machine, and the proxy itself, which control would let
// through.
func (g *guard) proxying(choose func(*url.URL) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		proxy, err := choose(req.URL)
		if err != nil || g.private {
			return proxy, err
		}
		if proxy == nil {
			if _, ok := g.proxies.Load(canonical(req.URL)); ok {
				return nil, &privateError{address: req.URL.Host, kind: "the proxy"}
			}
			return nil, nil
		}
		if err := outright(req.URL.Hostname()); err != nil {
			return nil, err
		}
		g.proxies.Store(canonical(proxy), true)
		return proxy, nil
	}
}

// outright refuses a host that says by itself that it is private.
func outright(host string) error {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return &privateError{address: host, kind: "this machine"}
	}
	if at, err := netip.ParseAddr(host); err == nil {
		if kind := special(at); kind != "" {
			return &privateError{address: host, kind: kind}
		}
		return nil
	}
	// 0x7f.1 and 2130706433 are names to Go, and addresses to many a proxy.
	last := host[strings.LastIndexByte(host, '.')+1:]
	if strings.HasPrefix(last, "0x") || last != "" && strings.Trim(last, "0123456789") == "" {
		return &privateError{address: host, kind: "an address in an odd form"}
	}
	return nil
}

// canonical is the "host:port" that a URL's host is connected at.
func canonical(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme]
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}
