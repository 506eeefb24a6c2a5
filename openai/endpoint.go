package openai

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

const completions = "/chat/completions"

// ParseEndpoint reads the address of an endpoint, as its base
// ("http://localhost:11434/v1"), as the whole path of its completions, or as the
// machine alone, whose path is then taken to be /v1. A query is kept. The error names
// the address, but for one that holds a password.
func ParseEndpoint(s string) (*url.URL, error) {
	bad := func(why string) (*url.URL, error) {
		return nil, fmt.Errorf("%q is no endpoint: %s", s, why)
	}
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err
		}
		if strings.Contains(s, "@") {
			return nil, fmt.Errorf("this is no endpoint: %w", err)
		}
		return bad(err.Error())
	}
	switch {
	case u.User != nil:
		return nil, fmt.Errorf("%q is no endpoint: a name or password has no place in it", u.Redacted())
	case u.Scheme != "http" && u.Scheme != "https":
		return bad("it must begin with http:// or https://")
	case u.Hostname() == "":
		return bad("it names no machine")
	case u.Fragment != "":
		return bad("it has a fragment")
	}
	path := strings.TrimRight(u.Path, "/")
	if path == "" {
		path = "/v1"
	}
	if !strings.HasSuffix(path, completions) {
		path += completions
	}
	u.Path, u.RawPath = path, ""
	return u, nil
}

// Private reports whether what is sent to an endpoint can be read by nobody on the
// way: it goes by https, or stays on this machine.
func Private(u *url.URL) bool {
	if u.Scheme == "https" {
		return true
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// shown is an endpoint for messages, without the query, which may hold a key.
func shown(u *url.URL) string { return u.Scheme + "://" + u.Host + u.Path }
