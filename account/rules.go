package account

import (
	"fmt"
	"slices"
	"strings"
)

// Rule lets in who an OpenID provider vouches for.
type Rule struct {
	Kind  string // email, domain, group
	Value string
	Role  Role
}

// ParseRule reads a rule: email:ana@example.org=admin, domain:example.org=viewer,
// group:desk=analyst.
func ParseRule(text string) (Rule, error) {
	var r Rule
	kind, rest, _ := strings.Cut(text, ":")
	at := strings.LastIndexByte(rest, '=')
	if at < 1 {
		return r, fmt.Errorf("%q is no rule: write email:NAME@HOST=ROLE, domain:HOST=ROLE or group:NAME=ROLE", text)
	}
	role, ok := ParseRole(rest[at+1:])
	if !ok {
		return r, fmt.Errorf("%q is no rule: the roles are viewer, analyst, admin", text)
	}
	r = Rule{kind, rest[:at], role}
	switch kind {
	case "email":
		ok = strings.Count(r.Value, "@") == 1
	case "domain":
		ok = !strings.Contains(r.Value, "@") && strings.Contains(r.Value, ".")
	case "group":
	default:
		ok = false
	}
	if !ok {
		return r, fmt.Errorf("%q is no rule: write email:NAME@HOST=ROLE, domain:HOST=ROLE or group:NAME=ROLE", text)
	}
	return r, nil
}

// vouched is what a provider says of somebody.
type vouched struct {
	subject, email string // email is "" unless the provider has verified it
	login, display string
	groups         []string
}

// matches reports whether a rule is about somebody.
func (r Rule) matches(v *vouched) bool {
	_, host, _ := strings.Cut(v.email, "@")
	switch r.Kind {
	case "email":
		return strings.EqualFold(r.Value, v.email)
	case "domain":
		return strings.EqualFold(r.Value, host)
	case "group":
		return slices.Contains(v.groups, r.Value)
	}
	return false
}

// granted gives the highest role of the rules that are about somebody, Nobody for a
// stranger.
func granted(rules []Rule, v *vouched) Role {
	role := Nobody
	for _, r := range rules {
		if r.matches(v) {
			role = max(role, r.Role)
		}
	}
	return role
}

// candidate is a name for somebody new; it need not be free.
func (v *vouched) candidate() string {
	for _, name := range []string{v.email, v.login} {
		name = strings.Join(strings.FieldsFunc(fold(name), func(r rune) bool {
			return !strings.ContainsRune("._@+-", r) && (r < '0' || r > '9') && (r < 'a' || r > 'z')
		}), "-")
		name = strings.TrimLeft(name[:min(len(name), 60)], "._@+-")
		if name, err := CheckName(name); err == nil {
			return name
		}
	}
	return "user"
}
