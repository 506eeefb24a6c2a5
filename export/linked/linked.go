// Package linked writes what is selected of a ledger as linked data: JSON-LD in the
// vocabularies that archives, annotation tools, provenance stores and search engines read.
package linked

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
)

// Namespace is that of the terms which no vocabulary has.
const Namespace = "https://hearsay.news/ns#"

// urn names a record of the ledger.
func urn(id string) string { return "urn:hearsay:" + url.PathEscape(id) }

// list writes a JSON object that has one long list, one item a line.
type list struct {
	w *bufio.Writer
	n int
}

// open writes the object's first members and the list's name.
func open(to io.Writer, name string, head any) (*list, error) {
	b, err := encode(head)
	if err != nil {
		return nil, err
	}
	l := &list{w: bufio.NewWriter(to)}
	l.w.Write(b[:len(b)-1])
	if len(b) > len("{}") {
		l.w.WriteByte(',')
	}
	fmt.Fprintf(l.w, "\n%q:[", name)
	return l, nil
}

// add writes an item.
func (l *list) add(item any) error {
	b, err := encode(item)
	if err != nil {
		return err
	}
	if l.n++; l.n > 1 {
		l.w.WriteByte(',')
	}
	l.w.WriteByte('\n')
	_, err = l.w.Write(b)
	return err
}

// close ends the list and the object; tail is what stands between.
func (l *list) close(tail string) error {
	l.w.WriteString("\n]" + tail + "}\n")
	return l.w.Flush()
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("write linked data: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// webURL is a URL of the web, "" for what is none.
func webURL(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return u.String()
}
