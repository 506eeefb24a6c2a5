package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/export/term"
)

// userCommand is `hearsay user`.
type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"Add a user, with a password for one login."`
	List    userListCommand    `cmd:"" help:"List users."`
	Role    userRoleCommand    `cmd:"" help:"Give a user another role."`
	Disable userDisableCommand `cmd:"" help:"Shut a user out, at once."`
	Enable  userEnableCommand  `cmd:"" help:"Let a user in again."`
	Reset   userResetCommand   `cmd:"" help:"Give a user a new password for one login."`
}

// usersFlags say whose users are meant.
type usersFlags struct{ ledgerFlags }

// commandLine is who changes users by the command line: whoever may read the file.
const commandLine = "command line"

// do opens the users and does something with them.
func (f *usersFlags) do(ctx context.Context, m *Main, do func(a *account.Accounts) error) (err error) {
	p, err := f.place(m)
	if err != nil {
		return err
	}
	if _, err := os.Stat(p.dir); err != nil {
		return fmt.Errorf("there is no ledger at %s: hearsay ingest makes one, --ledger names another", p.shown())
	}
	a, err := account.Open(ctx, filepath.Join(p.dir, account.FileName), account.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return do(a)
}

// roleOf reads a role of the command line.
func roleOf(name string) (account.Role, error) {
	role, ok := account.ParseRole(name)
	if !ok {
		return role, usage("%s is no role: viewer, analyst, admin", name)
	}
	return role, nil
}

type userAddCommand struct {
	Who string `arg:"" name:"name" help:"Name, as decisions are signed."`

	usersFlags
	Role    string `default:"viewer" placeholder:"ROLE" help:"viewer, analyst or admin."`
	Display string `placeholder:"TEXT" help:"What they are called."`
}

// Run adds.
func (c *userAddCommand) Run(ctx context.Context, m *Main) error {
	role, err := roleOf(c.Role)
	if err != nil {
		return err
	}
	return c.do(ctx, m, func(a *account.Accounts) error {
		password, err := a.Add(ctx, commandLine, c.Who, c.Display, role)
		if err != nil {
			return fmt.Errorf("add %s: %w", c.Who, err)
		}
		return c.given(m, password)
	})
}

// given shows a password for one login.
func (f *usersFlags) given(m *Main, password string) error {
	m.say("a password for one login within 72 hours, shown this once:")
	_, err := fmt.Fprintln(m.Stdout, password)
	return err
}

type userListCommand struct{ usersFlags }

// Run lists.
func (c *userListCommand) Run(ctx context.Context, m *Main) error {
	return c.do(ctx, m, func(a *account.Accounts) error {
		out := tabwriter.NewWriter(m.Stdout, 0, 0, 2, ' ', 0)
		for after := ""; ; {
			people, err := a.List(ctx, after, 500)
			if err != nil {
				return err
			}
			for _, p := range people {
				state := "active"
				switch {
				case p.Disabled:
					state = "disabled"
				case p.Must:
					state = "one-time password"
				case p.Issuer != "":
					state = "openid"
				}
				fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", p.Name, p.Role, state, term.Clean(p.Display))
				after = p.Name
			}
			if len(people) < 500 {
				return out.Flush()
			}
		}
	})
}

type userRoleCommand struct {
	Who  string `arg:"" name:"name" help:"User."`
	Role string `arg:"" help:"viewer, analyst or admin."`

	usersFlags
}

// Run gives the role.
func (c *userRoleCommand) Run(ctx context.Context, m *Main) error {
	role, err := roleOf(c.Role)
	if err != nil {
		return err
	}
	return c.do(ctx, m, func(a *account.Accounts) error {
		return about(c.Who, a.SetRole(ctx, commandLine, c.Who, role))
	})
}

type userDisableCommand struct {
	Who string `arg:"" name:"name" help:"User."`

	usersFlags
}

// Run disables.
func (c *userDisableCommand) Run(ctx context.Context, m *Main) error {
	return c.do(ctx, m, func(a *account.Accounts) error { return about(c.Who, a.Disable(ctx, commandLine, c.Who)) })
}

type userEnableCommand struct {
	Who string `arg:"" name:"name" help:"User."`

	usersFlags
}

// Run enables.
func (c *userEnableCommand) Run(ctx context.Context, m *Main) error {
	return c.do(ctx, m, func(a *account.Accounts) error { return about(c.Who, a.Enable(ctx, commandLine, c.Who)) })
}

type userResetCommand struct {
	Who string `arg:"" name:"name" help:"User."`

	usersFlags
}

// Run resets.
func (c *userResetCommand) Run(ctx context.Context, m *Main) error {
	return c.do(ctx, m, func(a *account.Accounts) error {
		password, err := a.Reset(ctx, commandLine, c.Who)
		if err != nil {
			return about(c.Who, err)
		}
		return c.given(m, password)
	})
}

// about says whom an error is about.
func about(who string, err error) error {
	if err != nil {
		return fmt.Errorf("user %s: %w", who, err)
	}
	return nil
}
