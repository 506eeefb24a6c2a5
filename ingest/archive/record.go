package archive

import (
	"errors"
	"fmt"
	"mime"
	"net/url"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// record reads the record that begins here and gives its page, if it has one.
func (w *walk) record() error {
	h, err := w.header()
	if err != nil {
		return lost{error: err}
	}
	start := w.here()
	m, why, err := w.look(h)
	if err != nil || why != "" {
		return w.pass(h, start, why, err)
	}
	block, err := w.load(h)
	if errors.Is(err, ErrCut) {
		return lost{err, start}
	}
	sound := err == nil && verify("block", h.get("WARC-Block-Digest"), block) == nil && h.get("WARC-Block-Digest") != ""
	if !w.ends() && !sound && !w.broken() {
		err = lost{fmt.Errorf("no record follows after its %d bytes", h.length), start}
	}
	if w.broken() {
		return w.s.failed
	}
	if err != nil {
		w.keep(h, unread)
		return err
	}
	return w.give(h, m, block)
}

// pass goes past the block of a record that is no article, or that is known to be
// a bad one without it.
func (w *walk) pass(h *head, start place, why string, fault error) error {
	if err := w.discard(h.length); err != nil {
		return lost{err, start}
	}
	if !w.ends() {
		if w.broken() {
			return w.s.failed
		}
		return lost{fmt.Errorf("no record follows after its %d bytes", h.length), start}
	}
	if fault != nil {
		w.keep(h, unread)
		return fault
	}
	w.keep(h, noPage)
	w.passed(why)
	return nil
}

// look says why a record is no article, from its header and the HTTP header that
// its block begins with; "" if it may be one.
func (w *walk) look(h *head) (*message, string, error) {
	switch h.kind {
	case "response", "resource", "revisit", "arc":
	case "":
		return nil, "", errors.New("the record states no WARC-Type")
	default:
		return nil, shown(h.kind), nil
	}
	if !clean(h.url) {
		return nil, "", fmt.Errorf("its URL is none: %.200q", h.url)
	}
	if why := noAddress(h.url); why != "" {
		return nil, why, nil
	}
	switch {
	case h.get("WARC-Truncated") != "":
		return nil, "", fmt.Errorf("the crawler left the record %w (%.40q)", ErrCut, h.get("WARC-Truncated"))
	case h.get("WARC-Segment-Number") != "":
		return nil, "", errors.New("the record goes on in others (WARC-Segment-Number), which is not supported")
	}
	if !h.isHTTP() {
		m := &message{media: h.media}
		return m, m.noPage(), nil
	}
	begin, _ := w.b.Peek(int(min(h.length, maxHeader))) // what is missing, load will find
	m, err := parseMessage(begin, int64(len(begin)) == h.length)
	switch {
	case err != nil && h.kind == "revisit" && h.length == 0, err != nil && h.kind == "arc":
		m = &message{media: h.media}
		if h.kind == "revisit" {
			m.media = ""
		}
	case err != nil:
		return nil, "", err
	}
	if h.kind == "arc" && m.media == "" {
		m.media = h.media
	}
	if h.kind == "revisit" && m.status == 304 {
		return m, "", nil
	}
	return m, m.noPage(), nil
}

// isHTTP reports whether the block is an HTTP message. Some programs leave the
// type out, or write another.
func (h *head) isHTTP() bool {
	if h.kind == "resource" {
		return false
	}
	return strings.HasPrefix(h.url, "http") || h.url == "" || strings.Contains(h.media, "application/http")
}

// noAddress says why what is at a URL is no article.
func noAddress(address string) string {
	if address == "" {
		return ""
	}
	scheme, _, _ := strings.Cut(address, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp", "file":
	default:
		return "scheme " + shown(scheme)
	}
	if u, err := url.Parse(address); err == nil && u.Path == "/robots.txt" {
		return "robots.txt"
	}
	return ""
}

// noPage says why a message is no article.
func (m *message) noPage() string {
	if m.status != 0 && m.status != 200 {
		return "status " + strconv.Itoa(m.status)
	}
	if strings.TrimSpace(m.media) == "" || m.media == "no-type" { // as ARC says it
		return ""
	}
	media, _, err := mime.ParseMediaType(m.media)
	if err != nil { // of a broken parameter, mostly
		media, _, _ = strings.Cut(m.media, ";")
		media = strings.ToLower(strings.TrimSpace(media))
	}
	switch media {
	case "text/html", "application/xhtml+xml", "text/plain":
		return ""
	}
	return "type " + shown(media)
}

// shown is a word of the archive's as it can be put on a line.
func shown(s string) string {
	if len(s) > 80 {
		s = s[:80]
	}
	if !clean(s) {
		return strconv.QuoteToASCII(s)
	}
	return s
}

// give gives the page of a record whose block is read.
func (w *walk) give(h *head, m *message, block []byte) error {
	if err := verify("block", h.get("WARC-Block-Digest"), block); err != nil {
		w.keep(h, unread)
		return err
	}
	if h.kind == "revisit" {
		return w.revisit(h, m)
	}
	p, err := w.r.open(h, m, block)
	if err != nil {
		w.keep(h, unread)
		return err
	}
	if p.why != "" {
		w.keep(h, noPage)
		w.passed(p.why)
		return nil
	}
	w.keep(h, aPage)
	return w.r.item(&source.Item{
		Name: w.name(), URL: h.url, Data: p.data, Type: p.media, Retrieved: h.date, Header: m.fields,
	}, nil)
}
