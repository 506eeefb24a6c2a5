package fetch

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// rules are what a robots.txt says to us, by RFC 9309. Lines that make no sense are
// passed over, as the RFC wants; the rules of all groups for us count together, and
// where there is none those for everybody.
type rules struct {
	lines []rule
	delay time.Duration // Crawl-delay, which is not of the RFC; 0 for none
	size  int           // bytes of the patterns
}

// rule is one Allow or Disallow. Between the pieces anything may stand.
type rule struct {
	allow  bool
	pieces []string // with all that may be escaped escaped
	end    bool     // the path ends behind the last piece
	weight int      // bytes of the pattern: the longest that matches decides
}

// readRules reads what a robots.txt says to agent, a name in lower case.
func readRules(data []byte, agent string) rules {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var ours, everybodys rules
	found := false // a group for us
	var inOurs, inEverybodys, heading bool
	for line := range bytes.FieldsFuncSeq(data, func(r rune) bool { return r == '\n' || r == '\r' }) {
		text, _, _ := strings.Cut(string(line), "#")
		key, value, ok := strings.Cut(text, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if key == "user-agent" {
			if !heading { // the first of a group's heads
				inOurs, inEverybodys, heading = false, false, true
			}
			switch name := product(value); {
			case name == agent && name != "":
				inOurs, found = true, true
			case strings.HasPrefix(value, "*"):
				inEverybodys = true
			}
			continue
		}
		if key != "allow" && key != "disallow" && key != "crawl-delay" {
			continue // a Sitemap, say, which is of no group and ends none
		}
		heading = false
		if inOurs {
			ours.add(key, value)
		}
		if inEverybodys {
			everybodys.add(key, value)
		}
	}
	if found {
		return ours
	}
	return everybodys
}

func (r *rules) add(key, value string) {
	if key == "crawl-delay" {
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			r.delay = time.Duration(min(s, 1e6) * float64(time.Second))
		}
		return
	}
	if value == "" { // "Disallow:" forbids nothing
		return
	}
	if value[0] != '/' && value[0] != '*' {
		value = "/" + value // as was meant
	}
	pattern := escaped(value)
	end := strings.HasSuffix(pattern, "$")
	r.lines = append(r.lines, rule{
		allow:  key == "allow",
		pieces: strings.Split(strings.TrimSuffix(pattern, "$"), "*"),
		end:    end,
		weight: len(pattern),
	})
	r.size += len(pattern) + 64
}

// allow reports whether u may be fetched. The rule with the longest pattern
// decides, Allow before Disallow.
func (r *rules) allow(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	path = escaped(path)
	allowed, weight := true, -1
	for i := range r.lines {
		l := &r.lines[i]
		if (l.weight > weight || l.weight == weight && l.allow && !allowed) && l.matches(path) {
			allowed, weight = l.allow, l.weight
		}
	}
	return allowed
}

// matches reports whether the path begins as the pattern says. Each piece is
// sought behind the one before, so that it takes no longer than reading the path.
func (l *rule) matches(path string) bool {
	rest, ok := strings.CutPrefix(path, l.pieces[0])
	if !ok {
		return false
	}
	last := len(l.pieces) - 1
	if last == 0 {
		return !l.end || rest == ""
	}
	for i, piece := range l.pieces[1:] {
		if i+1 == last && l.end {
			return strings.HasSuffix(rest, piece)
		}
		at := strings.Index(rest, piece)
		if at < 0 {
			return false
		}
		rest = rest[at+len(piece):]
	}
	return true
}

// escaped writes a path or a pattern in the one way in which they are compared:
// what is not ASCII as %XX, and what need not be escaped as itself.
func escaped(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf || c <= ' ':
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		case c == '%' && i+2 < len(s):
			n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			switch {
			case err != nil:
				b.WriteByte(c)
				continue
			case unreserved(byte(n)):
				b.WriteByte(byte(n))
			default:
				b.WriteString(strings.ToUpper(s[i : i+3]))
			}
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unreserved reports whether a character means the same escaped or not (RFC 3986).
func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// product is the name that a user agent begins with, in lower case: the letters,
// "-" and "_".
func product(agent string) string {
	end := strings.IndexFunc(agent, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_'
	})
	if end >= 0 {
		agent = agent[:end]
	}
	return strings.ToLower(agent)
}
