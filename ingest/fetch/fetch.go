// Package fetch gets pages and feeds over HTTP, politely: it says who it is, asks
// robots.txt, keeps its distance between requests to one host, tries again when a
// server is busy, and asks only for what has changed.
//
// Everything that a server says is taken for hostile. What is endless, giant or a
// bomb ends as one error that names the limit; and no request reaches the machine
// itself or its own network, by whatever name or redirect, unless that is allowed.
package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// What Options of zero stand for.
const (
	UserAgent    = "Hearsay/1.0 (+https://github.com/hearsay-news/hearsay)"
	MaxBytes     = 20 << 20 // what package article reads of a page
	MaxRedirects = 10
	Retries      = 3
	PerHost      = 2
	Pause        = time.Second
	MaxWait      = 2 * time.Minute
	Interval     = time.Second
	Connect      = 10 * time.Second
	Header       = 20 * time.Second
	Idle         = 20 * time.Second
	Total        = 2 * time.Minute
)

const (
	maxHeader  = 256 << 10 // bytes of an answer's header
	maxAddress = 8 << 10   // bytes of a URL
)

// Options says how a Client behaves. Those of zero stand for the constants of the
// same names.
type Options struct {
	// UserAgent is sent with each request. The word it begins with is the name that
	// robots.txt is asked about.
	UserAgent string

	MaxBytes     int64 // most to take of one answer, as sent and as decoded
	MaxRedirects int
	Retries      int           // further tries of one Get; negative for none
	Pause        time.Duration // before the second try; it doubles with each
	MaxWait      time.Duration // most that a server may ask to wait before the next try

	PerHost  int           // requests under way to one host
	Interval time.Duration // between the beginnings of two requests to one host; negative for none

	Connect time.Duration // to find the host and connect, and as much again for TLS
	Header  time.Duration // from the request to the end of the answer's header
	Idle    time.Duration // between two pieces of the body
	Total   time.Duration // for all requests of one Get; waiting for a turn is not counted

	// IgnoreRobots does not ask robots.txt, as for a page that a person named.
	IgnoreRobots bool
	// AllowPrivate lets requests reach the machine itself and its own network.
	AllowPrivate bool
	// Proxy takes the proxies that the environment names (HTTP_PROXY, HTTPS_PROXY,
	// NO_PROXY). A proxy may itself be at a private address. What it connects to
	// cannot be seen from here: URLs that name a private address, or localhost, are
	// still refused, but where other names lead is for the proxy to guard.
	Proxy bool

	Resolver *net.Resolver // finds addresses; nil for the system's
	TLS      *tls.Config   // nil for Go's defaults
}

func (o Options) filled() Options {
	or := func(d *time.Duration, value time.Duration) {
		if *d == 0 {
			*d = value
		}
	}
	or(&o.Pause, Pause)
	or(&o.MaxWait, MaxWait)
	or(&o.Interval, Interval)
	or(&o.Connect, Connect)
	or(&o.Header, Header)
	or(&o.Idle, Idle)
	or(&o.Total, Total)
	if o.UserAgent == "" {
		o.UserAgent = UserAgent
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = MaxBytes
	}
	if o.MaxRedirects == 0 {
		o.MaxRedirects = MaxRedirects
	}
	if o.Retries == 0 {
		o.Retries = Retries
	}
	if o.PerHost <= 0 {
		o.PerHost = PerHost
	}
	return o
}

// Client gets pages and feeds. It may be used by several goroutines at once, and
// should be shared by them: it is the client that knows when a host was asked last.
type Client struct {
	opts   Options
	agent  string            // what robots.txt calls us, in lower case
	http   http.RoundTripper // not a Client, which would follow redirects by itself
	mu     sync.Mutex
	hosts  map[string]*host
	robots map[string]*robots // by scheme, host and port
	kept   int                // bytes of rules in robots
}

// New makes a Client.
func New(opts Options) *Client {
	opts = opts.filled()
	c := &Client{
		opts: opts, agent: product(opts.UserAgent),
		hosts: make(map[string]*host), robots: make(map[string]*robots),
	}
	c.http = c.transport()
	return c
}

func (c *Client) transport() *http.Transport {
	g := &guard{private: c.opts.AllowPrivate}
	dialer := &net.Dialer{Timeout: c.opts.Connect, Resolver: c.opts.Resolver, ControlContext: g.control}
	t := &http.Transport{
		DialContext:            g.dialing(dialer),
		TLSClientConfig:        c.opts.TLS.Clone(), // it is changed for HTTP/2
		TLSHandshakeTimeout:    c.opts.Connect,
		ResponseHeaderTimeout:  c.opts.Header,
		MaxResponseHeaderBytes: maxHeader,
		ForceAttemptHTTP2:      true, // a DialContext of one's own turns it off otherwise
		DisableCompression:     true, // undone here, where it is counted
		MaxIdleConns:           100,
		MaxIdleConnsPerHost:    c.opts.PerHost,
		IdleConnTimeout:        30 * time.Second,
	}
	if c.opts.Proxy {
		t.Proxy = g.proxying(httpproxy.FromEnvironment().ProxyFunc())
	}
	return t
}

// Known is what is known of an answer from the last time, so that it need not be
// sent again. Its values are those of the header fields of the same names.
type Known struct {
	ETag, LastModified string
}

// Response is what became of a Get.
type Response struct {
	URL    string // where the body came from, after redirects
	Chain  []Hop  // the redirects that led there, in order
	Status int    // 2xx, or 304
	// NotModified says that there is no body, as what is known still holds.
	NotModified bool
	Header      http.Header // as received, so that Content-Encoding and Content-Length may not be of Body
	Body        []byte      // with transfer and content encodings undone, in the character encoding it came in
	Fetched     time.Time   // when the answer began to come
}

// Hop is one redirect: the URL that was asked, and the status it redirected with.
type Hop struct {
	URL    string
	Status int
}

// Known gives what to pass to the next Get of the same URL.
func (r *Response) Known() Known {
	return Known{ETag: r.Header.Get("ETag"), LastModified: r.Header.Get("Last-Modified")}
}

// Get gets what is at a URL, over redirects and with further tries where a failure
// may pass. An answer of another status than 2xx is a *StatusError, save 304 where
// something is known. Every error names the URL; that of an answer above the limit
// wraps hearsay.ErrTooLarge, of a private address ErrPrivate, of a page that
// robots.txt keeps from us ErrRobots, or ErrNoRobots while it cannot be read.
func (c *Client) Get(ctx context.Context, address string, known Known) (*Response, error) {
	res, err := c.get(ctx, address, known)
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", shown(address), err)
	}
	return res, nil
}

func (c *Client) get(ctx context.Context, address string, known Known) (*Response, error) {
	u, err := parse(address)
	if err != nil {
		return nil, err
	}
	v := &visit{client: c, known: known, left: c.opts.Total, tries: c.opts.Retries, limit: c.opts.MaxBytes}
	return v.follow(ctx, u, c.opts.MaxRedirects, !c.opts.IgnoreRobots)
}

// parse reads the URL of a request. The fragment is not part of it.
func parse(address string) (*url.URL, error) {
	if len(address) > maxAddress {
		return nil, fmt.Errorf("a URL of %d bytes, at most %d are taken", len(address), maxAddress)
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err // the URL is named already
		}
		return nil, fmt.Errorf("read the URL: %w", err)
	}
	return checked(u)
}

// checked refuses a URL that no request can be made of.
func checked(u *url.URL) (*url.URL, error) {
	u.Scheme = strings.ToLower(u.Scheme)
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%w: %q", ErrScheme, u.Scheme)
	case u.Hostname() == "":
		return nil, errors.New("the URL names no host")
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// shown is a URL as errors name it: without a password, and not endless.
func shown(address string) string {
	if u, err := url.Parse(address); err == nil && u.User != nil {
		address = u.Redacted()
	}
	if len(address) > 300 {
		address = strings.ToValidUTF8(address[:300], "") + "…"
	}
	return address
}
