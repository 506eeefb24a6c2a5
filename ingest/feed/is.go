package feed

import "bytes"

// Is reports whether data begins as a feed does: RSS, Atom or JSON Feed. The first
// kilobytes suffice.
func Is(data []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 4096)], []byte("\xef\xbb\xbf")), " \t\r\n"))
	if bytes.HasPrefix(head, []byte("{")) {
		return bytes.Contains(head, []byte("jsonfeed.org/version"))
	}
	for bytes.HasPrefix(head, []byte("<?")) || bytes.HasPrefix(head, []byte("<!--")) {
		end := "?>"
		if head[1] == '!' {
			end = "-->"
		}
		_, after, ok := bytes.Cut(head, []byte(end))
		if !ok {
			return false
		}
		head = bytes.TrimLeft(after, " \t\r\n")
	}
	for _, root := range []string{"<rss", "<feed", "<rdf:rdf", "<atom:feed"} {
		if bytes.HasPrefix(head, []byte(root)) {
			return true
		}
	}
	return false
}
