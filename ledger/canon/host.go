package canon

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// hostPort reads the part of an address between "//" and the path.
func hostPort(authority string) (host, port string, err error) {
	if i := strings.LastIndexByte(authority, '@'); i >= 0 { // users and their passwords are nobody's name
		authority = authority[i+1:]
	}
	host = authority
	if i := strings.LastIndexByte(authority, ':'); i >= 0 && !strings.Contains(authority[i:], "]") {
		host, port = authority[:i], authority[i+1:]
	}
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return "", "", fmt.Errorf("port %s: %w", shown(port), ErrHost)
		}
		// Either scheme's own, as the two are one here.
		if port = strconv.FormatUint(n, 10); port == "80" || port == "443" {
			port = ""
		}
	}
	host, err = normalHost(host)
	return host, port, err
}

// normalHost gives a host in lower case and in ASCII. An underscore is let through,
// as some hosts have one.
func normalHost(host string) (string, error) {
	if inner, ok := strings.CutPrefix(host, "["); ok {
		ip, err := netip.ParseAddr(strings.TrimSuffix(inner, "]"))
		if err != nil || !ip.Is6() || ip.Zone() != "" || !strings.HasSuffix(inner, "]") {
			return "", ErrHost
		}
		return "[" + ip.String() + "]", nil
	}
	if strings.Contains(host, "%") {
		host = decoded(host)
	}
	if !ascii(host) {
		// Lookup maps letters to the form in which hosts are compared: lower case,
		// composed, of normal width.
		mapped, err := idna.Lookup.ToASCII(host)
		if err != nil {
			return "", fmt.Errorf("%w: %w", ErrHost, err)
		}
		host = mapped
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if host == "" || len(host) > 253 {
		return "", ErrHost
	}
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 {
			return "", ErrHost
		}
	}
	for i := 0; i < len(host); i++ {
		if c := host[i]; !unreserved(c) || c == '~' {
			return "", ErrHost
		}
	}
	return host, nil
}

// decoded undoes percent-encoding.
func decoded(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && digit(s[i+1]) >= 0 && digit(s[i+2]) >= 0 {
			out = append(out, byte(digit(s[i+1])<<4|digit(s[i+2])))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return string(out)
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// registrable is the part of a host that somebody registered: "bbc.co.uk" of
// "news.bbc.co.uk", "name.blogspot.com" of itself, as each there is another's. It
// is the host itself where it has none: "localhost", "gov.uk", an address in numbers.
func registrable(host string) string {
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return host
	}
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}

// views are the first labels of hosts that show the pages of another for a kind of
// device.
var views = map[string]bool{"m": true, "mobile": true, "amp": true}

// plainHost is the host without the labels that do not tell pages apart.
//
// "www." goes wherever something registrable is left, so that "www.gov.uk" keeps it.
// The labels of views go, be they first ("m.example.com") or second
// ("en.m.wikipedia.org"), only where the path names an article: the front page of
// "mobile.example.com" may be about telephones, and some hosts of that name are sites
// of their own, but the same article's name on both hosts is no chance.
func (a *address) plainHost() string {
	own := registrable(a.host)
	rest, ok := strings.CutSuffix(a.host, "."+own)
	if !ok {
		return a.host
	}
	labels := strings.Split(rest, ".")
	for len(labels) > 0 && labels[0] == "www" {
		labels = labels[1:]
	}
	if a.namesArticle() {
		switch n := len(labels); {
		case n >= 1 && views[labels[0]]:
			labels = labels[1:]
		case n == 2 && views[labels[1]]:
			labels = labels[:1]
		}
	}
	return strings.Join(append(labels, own), ".")
}
