package archive

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// The most bytes that a header may have, be it that of a record or of HTTP, and
// the line that begins a record of an ARC file.
const (
	maxHeader = 64 << 10
	maxLine   = 8 << 10
)

// head is what stands before the block of a record.
type head struct {
	kind   string         // WARC-Type in lower case, or "arc"
	url    string         // "" when it has none
	date   time.Time      // zero when it has none that is one
	media  string         // Content-Type of the block
	fields []source.Field // of a WARC record
	length int64          // of the block
}

func (h *head) get(name string) string { return get(h.fields, name) }

// get gives the first field of a name, "" when there is none.
func get(fields []source.Field, name string) string {
	for _, f := range fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// begins reports whether data looks like the beginning of a record. Pages about
// web archives quote their headers, so the version alone is not enough.
func begins(data []byte) bool {
	line, rest, ok := bytes.Cut(data, []byte("\n"))
	if !ok {
		return false
	}
	line = bytes.TrimSuffix(line, []byte("\r"))
	if isVersion(line) {
		name, _, ok := bytes.Cut(rest, []byte(":"))
		return ok && len(name) > 0 && len(name) < 80 && !bytes.ContainsAny(name, " \r\n\x00")
	}
	_, err := arcHead(line)
	return err == nil
}

// isVersion recognizes "WARC/1.0" and its like.
func isVersion(line []byte) bool {
	number, ok := bytes.CutPrefix(line, []byte("WARC/"))
	if !ok || len(number) < 3 || len(number) > 5 || number[1] != '.' {
		return false
	}
	_, err := strconv.ParseFloat(string(number), 64)
	return err == nil && (number[0] == '0' || number[0] == '1')
}

// warcHead makes a head of the lines of a WARC header, without the first.
func warcHead(lines []string) (*head, error) {
	h := &head{fields: fieldsOf(lines)}
	h.kind = strings.ToLower(h.get("WARC-Type"))
	h.media = h.get("Content-Type")
	h.url = bareURL(h.get("WARC-Target-URI"))
	h.date = warcDate(h.get("WARC-Date"))
	length := ""
	for _, f := range h.fields {
		if !strings.EqualFold(f.Name, "Content-Length") {
			continue
		}
		if length != "" && f.Value != length {
			return nil, fmt.Errorf("the record states two lengths, %.40q and %.40q", length, f.Value)
		}
		length = f.Value
	}
	if length == "" {
		return nil, errors.New("the record states no Content-Length")
	}
	n, err := lengthOf(length)
	if err != nil {
		return nil, err
	}
	h.length = n
	return h, nil
}

// lengthOf reads a number of bytes: digits alone, as a sign has no place there.
func lengthOf(s string) (int64, error) {
	n, err := strconv.ParseUint(s, 10, 63)
	if err != nil {
		return 0, fmt.Errorf("%.40q is no length of a record", s)
	}
	return int64(n), nil
}

// fieldsOf splits lines into fields. A line that begins with a space goes on with
// the one before; one without a colon is no field.
func fieldsOf(lines []string) []source.Field {
	var fields []source.Field
	for _, line := range lines {
		if len(fields) > 0 && (line[0] == ' ' || line[0] == '\t') {
			last := &fields[len(fields)-1]
			last.Value = strings.TrimSpace(last.Value + " " + strings.TrimSpace(line))
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		name = strings.TrimSpace(name)
		if !ok || name == "" {
			continue
		}
		fields = append(fields, source.Field{Name: name, Value: strings.TrimSpace(value)})
	}
	return fields
}

// bareURL takes off the brackets that some versions of wget put around URLs.
func bareURL(s string) string {
	if inner, ok := strings.CutPrefix(s, "<"); ok {
		if inner, ok = strings.CutSuffix(inner, ">"); ok {
			return inner
		}
	}
	return s
}

// warcDate reads a date as WARC states it, and as ARC does, since old files were
// converted by programs that did not change it. Another is none.
func warcDate(s string) time.Time {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UTC()
	}
	return arcDate(s)
}

// arcDate reads 20140216050221. Some programs wrote more digits, or fewer.
func arcDate(s string) time.Time {
	if !digits(s) || len(s) < 8 {
		return time.Time{}
	}
	s = s[:min(len(s), 14)]
	s += "00000000000000"[len(s):]
	t, err := time.Parse("20060102150405", s)
	if err != nil {
		return time.Time{}
	}
	return t
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// arcHead reads the line that begins a record of an ARC file. Version 1 has URL,
// address, date, type and length; version 2 has more between the type and the
// length. The URL may have spaces in it, so the line is read from the date, which
// follows an address, outwards.
func arcHead(line []byte) (*head, error) {
	if len(line) > maxLine || !utf8.Valid(line) {
		return nil, errors.New("no record begins here")
	}
	words := strings.Split(string(line), " ")
	for i := len(words) - 3; i >= 2; i-- {
		if !digits(words[i]) || len(words[i]) < 8 {
			continue
		}
		if _, err := netip.ParseAddr(words[i-1]); err != nil && words[i-1] != "-" {
			continue
		}
		h := &head{kind: "arc", url: strings.Join(words[:i-1], " "), date: arcDate(words[i]), media: words[i+1]}
		if !strings.Contains(h.url, ":") {
			break
		}
		n, err := lengthOf(words[len(words)-1])
		if err != nil {
			return nil, err
		}
		h.length = n
		if strings.HasPrefix(h.url, "filedesc:") {
			h.kind = "filedesc"
		}
		return h, nil
	}
	return nil, errors.New("no record begins here")
}

// clean reports whether a URL has nothing in it that would break the line, or the
// terminal, that it is shown in.
func clean(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}
