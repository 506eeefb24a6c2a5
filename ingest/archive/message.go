package archive

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// message is an HTTP response, or what stands for one.
type message struct {
	status int // 0 for a block that is not HTTP
	media  string
	fields []source.Field
	size   int // bytes of the header in the block
}

// parseMessage reads the header of a response. Data is the beginning of a block,
// or all of it.
func parseMessage(data []byte, all bool) (*message, error) {
	line, rest, ok := bytes.Cut(data, []byte("\n"))
	if !bytes.HasPrefix(line, []byte("HTTP/")) {
		return nil, errors.New("its block is no HTTP response")
	}
	words := strings.Fields(string(line))
	m := &message{}
	if len(words) > 1 {
		m.status, _ = strconv.Atoi(words[1])
	}
	if m.status < 100 || m.status > 999 {
		return nil, fmt.Errorf("its HTTP response has no status: %.80q", line)
	}
	var lines []string
	for ok {
		line, rest, ok = bytes.Cut(rest, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 && (ok || all) {
			break
		}
		if !ok && !all {
			return nil, fmt.Errorf("an HTTP header of more than %d bytes", maxHeader)
		}
		lines = append(lines, strings.ToValidUTF8(string(line), "\uFFFD"))
	}
	m.size = len(data) - len(rest)
	m.fields = fieldsOf(lines)
	m.media = get(m.fields, "Content-Type")
	return m, nil
}

// page is what a record holds, unpacked.
type page struct {
	data  []byte
	media string
	why   string   // it is no article; "" if it is one
	forms [][]byte // of the payload, for what a digest may have been made of
}

// open takes the page out of a record's block and checks the digest of the
// payload. What that is, programs do not agree on: the body as it came, or without
// its chunks as the standard has it, or unpacked altogether. Each will do.
func (r *reader) open(h *head, m *message, block []byte) (*page, error) {
	p := &page{data: block[min(m.size, len(block)):], media: m.media}
	p.forms = append(p.forms, p.data)
	stated := h.get("WARC-Payload-Digest")
	fault := r.unpack(p, m)
	if err := verify("payload", stated, p.forms...); err != nil {
		return nil, err
	}
	if fault != nil {
		return nil, fault
	}
	if err := m.short(p, stated); err != nil {
		return nil, err
	}
	switch {
	case len(bytes.TrimSpace(p.data)) == 0:
		p.why = "empty"
	case m.media == "" && !looksHTML(p.data):
		p.why = "no type"
	}
	return p, nil
}

// unpack undoes what was done to the body for its way.
func (r *reader) unpack(p *page, m *message) error {
	if m.status == 0 {
		return nil
	}
	body, err := unchunk(p.data, get(m.fields, "Transfer-Encoding"))
	if err != nil {
		return err
	}
	p.data = body
	p.forms = append(p.forms, body)
	data, err := decode(body, get(m.fields, "Content-Encoding"), r.opts.MaxBytes, &r.meter)
	if err != nil {
		return err
	}
	p.data = data
	p.forms = append(p.forms, data)
	return nil
}

// short says that a body is shorter than its header says. A digest that agrees with
// it outweighs that: then this is what the server sent.
func (m *message) short(p *page, stated string) error {
	length := get(m.fields, "Content-Length")
	if length == "" || stated != "" || get(m.fields, "Transfer-Encoding") != "" {
		return nil
	}
	n, err := lengthOf(length)
	if err != nil || int64(len(p.forms[0])) >= n {
		return nil
	}
	return fmt.Errorf("its page is %w: %d bytes are there of %d", ErrCut, len(p.forms[0]), n)
}

// looksHTML reports whether data begins as a page does.
func looksHTML(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), " \t\r\n")
	low := bytes.ToLower(data[:min(len(data), 1<<10)])
	for _, tag := range [...]string{"<!doctype html", "<html", "<head", "<body"} {
		if i := bytes.Index(low, []byte(tag)); i >= 0 && low[0] == '<' {
			return true
		}
	}
	return false
}
