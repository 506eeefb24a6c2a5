package canon

// place is the part of a URL that text stands in: each lets other characters stand
// as they are.
type place uint8

const (
	inPath place = iota
	inQuery
	inFragment
)

const hex = "0123456789ABCDEF"

// escape brings text into the normal form of percent-encoding (RFC 3986, 6.2.2):
// what needs no encoding has none, everything else has, in capitals. A percent sign
// that encodes nothing is encoded itself.
func escape(s string, where place) string {
	i := 0
	for i < len(s) && plain(s[i], where) && !(s[i] == '+' && where == inQuery) {
		i++
	}
	if i == len(s) {
		return s
	}
	out := append(make([]byte, 0, len(s)+16), s[:i]...)
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && digit(s[i+1]) >= 0 && digit(s[i+2]) >= 0:
			c = byte(digit(s[i+1])<<4 | digit(s[i+2]))
			i += 2
			if unreserved(c) {
				out = append(out, c)
			} else {
				out = append(out, '%', hex[c>>4], hex[c&15])
			}
		case c == '+' && where == inQuery: // a space, in forms
			out = append(out, "%20"...)
		case plain(c, where):
			out = append(out, c)
		default:
			out = append(out, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(out)
}

// unreserved reports whether a character means the same encoded and not.
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

// plain reports whether a character stands as it is at a place. Where it may mean
// another thing encoded, as "&" in a query, both forms are kept as they are.
func plain(c byte, where place) bool {
	if unreserved(c) {
		return true
	}
	switch c {
	case '!', '$', '\'', '(', ')', '*', ',', ';', ':', '@', '+':
		return true
	case '&', '=':
		return true
	case '/', '?':
		return where != inPath
	}
	return false
}

// digit is the value of a hexadecimal digit, -1 for what is none.
func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
