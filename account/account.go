// Package account knows who uses the program and what they may do: users with passwords or
// of an OpenID provider, their sessions, and tokens for programs, kept in one SQLite file.
package account

import "context"

// Role is what a user may do: each may do what the one before may.
type Role int

// The roles.
const (
	Nobody  Role = iota // not logged in
	Viewer              // reads
	Analyst             // adds, decides
	Admin               // users, backups, feeds
)

var roleNames = [...]string{"nobody", "viewer", "analyst", "admin"}

// String is the role's name.
func (r Role) String() string {
	if r < 0 || int(r) >= len(roleNames) {
		return roleNames[0]
	}
	return roleNames[r]
}

// ParseRole reads a role's name; it reports false for one that nobody can have.
func ParseRole(name string) (Role, bool) {
	for r := Viewer; r <= Admin; r++ {
		if roleNames[r] == name {
			return r, true
		}
	}
	return Nobody, false
}

// User is who makes a request.
type User struct {
	Name    string // as decisions are signed
	Role    Role
	Local   bool   // the one user of a program without accounts
	Display string // as people call them; "" where it is the name
	// Session is the number of the session that they are logged in by, 0 where a token
	// speaks for them. Tokens make no tokens and change no passwords.
	Session int64
	OpenID  bool // they log in by a provider, and have no password here
	Must    bool // change their password before anything else: their role is Nobody until then
}

// May reports whether the user has a role, or one that may do more.
func (u User) May(r Role) bool { return u.Role >= r }

type key struct{}

// With gives a context of a request that a user makes.
func With(ctx context.Context, u User) context.Context { return context.WithValue(ctx, key{}, u) }

// From gives the user of a request, one who may do nothing where nobody was let in.
func From(ctx context.Context) User {
	u, _ := ctx.Value(key{}).(User)
	return u
}
