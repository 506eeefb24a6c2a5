package hearsay

// Role is the part that a span plays in an attribution.
type Role uint8

// The roles.
const (
	RoleSource Role = iota
	RoleCue
	RoleContent
)

// Roles are all roles, in the order in which they are written.
var Roles = [...]Role{RoleSource, RoleCue, RoleContent}

var roleNames = [...]string{"source", "cue", "content"}

// String is the role's name in the JSON contract.
func (r Role) String() string { return nameOf(roleNames[:], int(r)) }

// Of gives the spans that have the role in an attribution.
func (r Role) Of(a *Attribution) []Span {
	switch r {
	case RoleSource:
		return a.Source
	case RoleCue:
		return a.Cue
	}
	return a.Content
}
